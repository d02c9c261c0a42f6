//! Key proposals: who supervises, who takes each on, and how far it is.

use domain::proposal::key::{KeyProposal, ProgressReport};
use ground::vocabulary::Lang;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::api::supervision::{KeyView, public_key_proposals};
use crate::kit::components::{Crumbs, Due, Icon, StageTag, Waiting, page_error};
use crate::kit::format::Day;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    key_lead: "由主任会议确定的重点建议：谁督办、谁领办、进展如何。", "Key proposals chosen by the chairs’ meeting: who supervises, who takes each on, and how far it is.";
    key_empty: "还没有确定重点建议。主任会议确定后会列在这里。", "No key proposals yet. They stand here once the chairs’ meeting has chosen them.";
    key_criteria: "确定理由", "Why it was chosen";
    key_latest: "最新进展", "Latest report";
    key_no_report: "还没有进展报告。", "No report yet.";
    key_all_reports: "此前的进展报告", "Earlier reports";
    key_final: "办结报告", "Final report";
}

#[component]
pub(crate) fn KeyProposalsPage() -> impl IntoView {
    let t = texts();
    let found = load(|| (), |()| public_key_proposals());
    view! {
        <Title text=t.key_heading/>
        <Crumbs above=vec![("/", t.home)] here=t.key_heading.to_owned()/>
        <h1>{t.key_heading}</h1>
        <p class="lead">{t.key_lead}</p>
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(found) if found.is_empty() => view! { <p class="empty">{t.key_empty}</p> }.into_any(),
                    Ok(found) => found.into_iter().map(|key| view! { <Key key/> }).collect_view().into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Key(key: KeyView) -> impl IntoView {
    let t = texts();
    let KeyView { summary, key, is_whole } = key;
    let heading = format!("key-{}", summary.id);
    let id = heading.clone();
    let due = summary.due.zip(summary.days_left);
    let what = summary.stage.awaits(lang());
    let criteria = key.criteria.iter().map(|criterion| view! { <li class="class">{criterion.word(lang())}</li> });
    let criteria = criteria.collect_view();
    let has_criteria = !key.criteria.is_empty();
    view! {
        <section class="key" aria-labelledby=heading>
            <h2 id=id lang="zh-CN"><A href=format!("/proposals/{}", summary.id)>{summary.title}</A></h2>
            <p class="row-facts">
                {summary.number.map(|number| view! { <span class="number">{number.to_string()}</span> })}
                <span>{t.lead_deputy}" "{summary.lead_name}</span>
                {summary.unit.map(|unit| view! { <span>{unit}</span> })}
            </p>
            <p class="row-facts docket-units">
                <StageTag stage=summary.stage/>
                {due.map(|(day, days_left)| view! { <Due day days_left what/> })}
            </p>
            <div class="faces">
                <Face part=t.supervisor name=key.supervisor.clone() title=key.supervisor_title.clone()/>
                <Face part=t.sponsor name=key.sponsor.clone() title=key.sponsor_title.clone()/>
            </div>
            <dl class="facts">
                <div>
                    <dt>{t.minutes}</dt>
                    <dd><span lang="zh-CN">{key.minutes.clone()}</span>{key.decided_on.map(|on| view! { " · "<Day day=on/> })}</dd>
                </div>
                {has_criteria.then(|| view! { <div><dt>{t.key_criteria}</dt><dd><ul class="criteria">{criteria}</ul></dd></div> })}
            </dl>
            {is_whole.then(|| view! { <Reports key/> })}
        </section>
    }
}

/// A leader: name and office, beside a circle with the surname.
#[component]
fn Face(part: &'static str, name: String, title: String) -> impl IntoView {
    let surname: String = name.chars().take(1).collect();
    view! {
        <div class="face">
            <span class="face-sign" aria-hidden="true">{surname}</span>
            <p><span class="face-part">{part}</span><b lang="zh-CN">{name}</b><span class="face-title" lang="zh-CN">{title}</span></p>
        </div>
    }
}

/// The latest report, and the earlier ones behind it.
#[component]
fn Reports(key: KeyProposal) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let mut reports = key.reports;
    let Some(latest) = reports.pop() else { return view! { <p class="hint">{t.key_no_report}</p> }.into_any() };
    let n = reports.len();
    let earlier = match lang {
        Lang::Zh => format!("{}（{n}）", t.key_all_reports),
        Lang::En => format!("{} ({n})", t.key_all_reports),
    };
    let heading = if latest.is_final { t.key_final } else { t.key_latest };
    let rows = reports.into_iter().rev().map(|report| view! { <Report report/> }).collect_view();
    view! {
        <h3>{latest.is_final.then(|| view! { <Icon name="done"/> })}{heading}</h3>
        <Report report=latest/>
        {(n > 0).then(|| view! { <details class="more"><summary>{earlier}</summary>{rows}</details> })}
    }
    .into_any()
}

#[component]
fn Report(report: ProgressReport) -> impl IntoView {
    view! {
        <p class="hint report-day"><Day day=report.on/></p>
        <p class="text prose" lang="zh-CN">{report.text.to_string()}</p>
    }
}
