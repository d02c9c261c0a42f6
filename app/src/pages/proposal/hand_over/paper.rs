//! A paper that waits for its hand-over: its units, who handled papers like it, and the form that names the units.

use domain::parts::shares::Part;
use domain::proposal::meeting::{PaperUnit, SuggestedUnit, WaitingPaper, paper_key};
use domain::proposal::routing::LikeCase;
use ground::vocabulary::Lang;
use leptos::prelude::*;
use leptos_router::components::A;

use super::{BATCH, PLAN};
use crate::kit::components::{Pending, PostForm, Tick};
use crate::kit::format::Day;
use crate::kit::preferences::lang;
use crate::pages::proposal::steps::hand_over::UnitSelects;
use crate::texts::bilingual;

bilingual! {
    [within super]

    units_missing: "待拟定承办单位", "No units proposed yet";
    government_names: "由政府办拟定单位，尚未拟定", "The government office is to name the units; it has not yet";
    government_named: "政府办分办", "Split by the government office";
    came_back: "单位退回，重新交办", "Came back from a unit";
    edit_units: "拟定单位", "Propose units";
    change_units: "修改单位", "Change units";
    close_form: "收起", "Close";
    save_units: "保存拟办单位", "Save the units";
    like_cases: "以往相似建议由谁办理", "Who handled papers like this one";
    like_accepted: "承办过：", "Took on:";
    like_returned: "退回过：", "Gave back:";
    like_none: "没有找到相似的已办建议，请按职责确定。", "No paper like it was handed over before: decide by the units’ duties.";
}

/// Units by their parts, as a sentence: 主办：交通运输局；协办：财政局、水利局.
pub(crate) fn units_sentence(units: &[PaperUnit], lang: Lang) -> String {
    let of_part = |part: &Part| {
        let names: Vec<_> = units.iter().filter(|unit| unit.part == *part).map(|unit| unit.name.as_str()).collect();
        let word = part.word(lang);
        let (zh, en) = (format!("{word}：{}", names.join("、")), format!("{word}: {}", names.join(", ")));
        (!names.is_empty()).then(|| lang.pick(zh, en))
    };
    Part::ALL.iter().filter_map(of_part).collect::<Vec<_>>().join(lang.pick("；", "; "))
}

/// One paper of the page.
#[component]
pub(crate) fn PaperRow(
    paper: WaitingPaper,
    /// Whether its form stands open.
    is_open: bool,
    is_ticked: bool,
    /// The code of the filter, for the way back.
    shown: &'static str,
) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let id = paper.id;
    let tick = paper.is_prepared().then(|| view! { <PaperTick paper=paper.clone() is_ticked/> });
    let state = match (paper.is_prepared(), paper.to_government) {
        (true, false) => units_sentence(&paper.units, lang),
        (true, true) => {
            let units = units_sentence(&paper.units, lang);
            lang.pick(format!("{units}（{}）", t.government_named), format!("{units} ({})", t.government_named))
        }
        (false, true) => t.government_names.to_owned(),
        (false, false) => t.units_missing.to_owned(),
    };
    let is_missing = !paper.is_prepared();
    let edit = if is_missing { t.edit_units } else { t.change_units };
    let edit_name = lang.pick(format!("{edit}：{}", paper.title), format!("{edit}: {}", paper.title));
    let address = format!("/hand-over?show={shown}&paper={id}#paper-{id}");
    let form = paper.clone();
    let path = format!("papers.{}", paper_key(id));
    let error_id = format!("{}-error", BATCH.id(&path));
    let error = BATCH.problem(&path);
    view! {
        <li class="row docket" id=format!("paper-{id}")>
            {tick}
            <div class="docket-body">
                <h2 class="row-title" lang="zh-CN"><A href=format!("/proposals/{id}")>{paper.title.clone()}</A></h2>
                <p class="row-facts">
                    <span class="number">{paper.number.to_string()}</span>
                    <span>{paper.topic.word(lang)}</span>
                    <span>{paper.township.clone().unwrap_or_else(|| t.whole_county.to_owned())}</span>
                    <span>{t.lead_deputy}" "{paper.lead_name.clone()}</span>
                    {paper.due.map(|day| view! { <span class="due">{lang.pick("应在", "by ")}<Day day/>{lang.pick("前交办", "")}</span> })}
                    {paper.came_back.then(|| view! { <span class="due-overdue">{t.came_back}</span> })}
                </p>
                <p class="problem" id=error_id>{error}</p>
                <p class="docket-units" class:units-missing=is_missing>{state}</p>
                {if is_open {
                    view! { <PlanForm paper=form shown/> }.into_any()
                } else {
                    let suggested = is_missing.then(|| view! { <TakeForm paper=form/> });
                    view! {
                        {suggested}
                        // A plain link: it leads to this same page, and would be marked as the present one.
                        <p class="docket-do"><a class="button" href=address aria-label=edit_name>{edit}</a></p>
                    }
                    .into_any()
                }}
            </div>
        </li>
    }
}

/// The box that takes a paper into the batch; it belongs to the form at the end of the page.
#[component]
fn PaperTick(paper: WaitingPaper, is_ticked: bool) -> impl IntoView {
    let lang = lang();
    let id = paper.id;
    let path = format!("papers.{}", paper_key(id));
    let (element, name) = (BATCH.id(&path), BATCH.name(&path));
    let error_id = format!("{element}-error");
    let units = paper.units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>().join("|");
    let label = lang.pick(format!("交办{}", paper.number), format!("Hand over {}", paper.number));
    view! {
        <div class="docket-tick">
            <input type="checkbox" form=BATCH.0 id=element name=name value=paper.version.to_string() checked=is_ticked data-units=units
                aria-label=label aria-describedby=error_id/>
        </div>
    }
}

/// Suggested units, each taken on with one click.
#[component]
fn TakeForm(paper: WaitingPaper) -> impl IntoView {
    if paper.suggestions.is_empty() {
        return ().into_any();
    }
    let to_government = paper.to_government;
    view! {
        <PostForm action="/api/propose-units" class="form take">
            <input type="hidden" name="id" value=paper.id.to_string()/>
            <input type="hidden" name="version" value=paper.version.to_string()/>
            <input type="hidden" name=PLAN.name("lead") value=""/>
            {to_government.then(|| view! { <input type="hidden" name=PLAN.name("to_government") value="true"/> })}
            <LikeCases suggestions=paper.suggestions title=paper.title/>
        </PostForm>
    }
    .into_any()
}

/// Who handled papers like it: the cases themselves, and a button for each unit.
#[component]
fn LikeCases(suggestions: Vec<SuggestedUnit>, title: String, #[prop(optional)] open: bool) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let names: Vec<_> = suggestions.iter().map(|suggested| suggested.name.clone()).collect();
    let summary =
        lang.pick(format!("{}：{}", t.like_cases, names.join("、")), format!("{}: {}", t.like_cases, names.join(", ")));
    let units = suggestions.into_iter().map(|SuggestedUnit { name, suggestion }| {
        let take = lang.pick(format!("由{name}主办"), format!("Take {name} as the lead unit"));
        let label = lang.pick(format!("{take}：{title}"), format!("{take}: {title}"));
        view! {
            <li>
                <h3>{name}</h3>
                <Cases label=t.like_accepted cases=suggestion.accepted/>
                <Cases label=t.like_returned cases=suggestion.returned/>
                <p><button class="button" type="submit" name="take" value=suggestion.unit.to_string() aria-label=label>{take}</button></p>
            </li>
        }
    });
    view! { <details class="like" open=open><summary>{summary}</summary><ul>{units.collect_view()}</ul></details> }
}

#[component]
fn Cases(label: &'static str, cases: Vec<LikeCase>) -> impl IntoView {
    let lang = lang();
    if cases.is_empty() {
        return ().into_any();
    }
    let lines = cases.into_iter().map(|case| {
        let reason = case.returned.map(|reason| lang.pick(format!("：{reason}"), format!(": {reason}")));
        view! {
            <li lang="zh-CN">
                <A href=format!("/proposals/{}", case.id)><span class="number">{case.number.to_string()}</span>" "{case.title}</A>
                {reason}
            </li>
        }
    });
    view! { <p class="like-label">{label}</p><ul class="like-cases">{lines.collect_view()}</ul> }.into_any()
}

/// The units of a paper, to be named or changed.
#[component]
fn PlanForm(paper: WaitingPaper, shown: &'static str) -> impl IntoView {
    let t = texts();
    let id = paper.id;
    let chosen = paper.units.iter().map(|unit| (unit.part, unit.id)).collect::<Vec<_>>();
    let suggestions = paper.suggestions;
    let nothing_known = suggestions.is_empty();
    view! {
        <div class="step-form">
            <PostForm action="/api/propose-units">
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="version" value=paper.version.to_string()/>
                {nothing_known.then(|| view! { <p class="hint">{t.like_none}</p> })}
                {(!nothing_known).then(|| view! { <LikeCases suggestions title=paper.title open=true/> })}
                <Tick group=PLAN path="to_government" label=t.to_government ticked=paper.to_government/>
                <UnitSelects group=PLAN chosen/>
                <p class="actions">
                    <button class="button button-main" type="submit">{t.save_units}</button>
                    <a class="button" href=format!("/hand-over?show={shown}#paper-{id}")>{t.close_form}</a>
                    <Pending/>
                </p>
            </PostForm>
        </div>
    }
}
