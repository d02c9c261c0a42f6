//! The limits: those in force, those to come, what was changed when and by whom; the office enters a new version.

use domain::county::clock::Limit;
use domain::county::moment::county_date;
use domain::county::reasons::law_note;
use domain::county::rules::RuleVersion;
use ground::vocabulary::Lang;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::clocks::{RulesView, public_rules};
use crate::kit::components::{Crumbs, Notice, Waiting, page_error};
use crate::kit::format::Day;
use crate::kit::forms::Refused;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::kept_form;
use crate::texts::bilingual;

mod edit;

bilingual! {
    [within super]

    rules_lead: "代表建议办理各环节的期限。修改后成为新的一版，只用于生效以后开始计算的期限；已经在计算的期限，按开始时的那一版执行。", "How long each step may take. A change makes a new version, for what begins from its date on; what runs already keeps the version with which it began.";
    rules_in_force: "现行期限", "In force";
    rules_coming: "将要施行的期限", "To come";
    rules_caption: "各环节的期限和依据", "Each limit, its length and where it comes from";
    rules_limit: "期限", "Limit";
    rules_length: "长度", "Length";
    rules_history: "修改记录", "History";
    rules_done: "新的一版期限已保存。已经在计算的期限不变。", "The new version is kept. What runs already does not change.";
}

/// The limits.
#[component]
pub(crate) fn RulesPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let done = Memo::new(move |_| query.read().get("done"));
    let rules = load(move || done.get(), |_| public_rules());
    let kept = kept_form();
    view! {
        <Title text=t.rules_heading/>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                let kept = kept.await;
                let rules = rules.await;
                let posted = kept;
                provide_context(Refused(posted));
                match rules {
                    Ok(rules) => view! { <Rules rules done=done.get_untracked().is_some()/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn Rules(rules: RulesView, done: bool) -> impl IntoView {
    let t = texts();
    let today = rules.today;
    let coming: Vec<_> = rules.versions.iter().filter(|version| version.rules.since > today).rev().cloned().collect();
    let in_force = rules.in_force().cloned();
    let edited = rules.latest().filter(|_| rules.may_edit).cloned();
    view! {
        <Crumbs above=vec![("/", t.home), ("/about", t.entry_about)] here=t.rules_heading.to_owned()/>
        <article class="prose">
            <h1>{t.rules_heading}</h1>
            {done.then(|| view! { <Notice text=t.rules_done/> })}
            <p>{t.rules_lead}</p>
            {in_force.map(|version| view! { <Limits version heading=t.rules_in_force/> })}
            {coming.into_iter().map(|version| view! { <Limits version heading=t.rules_coming/> }).collect_view()}
            {edited.map(|latest| view! { <edit::EditRules latest today/> })}
            <History versions=rules.versions/>
        </article>
    }
}

/// “第2版，自2026年12月1日起施行”.
fn version_words(version: u32, lang: Lang) -> String {
    lang.pick(format!("第{version}版，施行日期："), format!("Version {version}, in force from "))
}

/// One version as a table.
#[component]
fn Limits(version: RuleVersion, heading: &'static str) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let rules = version.rules;
    let since = rules.since;
    let rows = Limit::ALL.iter().map(|&limit| {
        let law = law_note(limit, lang).map(|note| lang.pick(format!("，{note}"), format!(", {note}")));
        view! {
            <tr>
                <th scope="row">{limit.word(lang)}<span class="hint limit-source">{limit.source(lang)}{law}</span></th>
                <td class="limit-length">{rules.length(limit).word(lang)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <h2>{heading}</h2>
        <p class="hint">{version_words(rules.version, lang)}<Day day=since/></p>
        <table>
            <caption class="visually-hidden">{t.rules_caption}</caption>
            <thead><tr><th scope="col">{t.rules_limit}</th><th scope="col">{t.rules_length}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// Every version with what it changed, latest first.
#[component]
fn History(versions: Vec<RuleVersion>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let before = versions.iter().skip(1).map(Some).chain([None]);
    let entries = versions.iter().zip(before).map(|(version, before)| {
        let changes = version.changes(before).into_iter().map(|(limit, former, length)| {
            let (name, length) = (limit.word(lang), length.word(lang));
            let former = former.map(|former| former.word(lang));
            match (former, lang) {
                (Some(former), Lang::Zh) => format!("{name}：{former}改为{length}"),
                (Some(former), Lang::En) => format!("{name}: {length} instead of {former}"),
                (None, Lang::Zh) => format!("{name}：{length}"),
                (None, Lang::En) => format!("{name}: {length}"),
            }
        });
        let changes = before.is_some().then(|| changes.map(|change| view! { <li>{change}</li> }).collect_view());
        let entered = version.entered_ms.map(|at| {
            let by = version.entered_by.clone();
            view! { <p class="hint"><Day day=county_date(at)/>" "{by}</p> }
        });
        view! {
            <li class="row">
                <h3>{version_words(version.rules.version, lang)}<Day day=version.rules.since/></h3>
                <p lang="zh-CN">{version.source.clone()}</p>
                {changes.map(|changes| view! { <ul>{changes}</ul> })}
                {entered}
            </li>
        }
    });
    view! { <section><h2>{t.rules_history}</h2><ul class="rows">{entries.collect_view()}</ul></section> }
}
