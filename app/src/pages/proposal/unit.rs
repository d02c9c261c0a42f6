//! What my unit has on its hands, by due date, with the one step that waits; what is new is accepted together.

use std::collections::BTreeSet;

use domain::proposal::ProposalId;
use domain::proposal::meeting::paper_key;
use domain::proposal::supervision::UnitPaper;
use ground::vocabulary::Lang;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use crate::api::supervision::{UnitView, unit_papers};
use crate::kit::components::{
    Crumbs, Due, Notice, Pending, PostForm, RefusedNotice, StageTag, TickAll, Waiting, encode, page_error,
};
use crate::kit::forms::{Group, Refused};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::kept_form;
use crate::texts::bilingual;

bilingual! {
    [within super]

    unit_lead: "交给本单位的建议，按期限先后排列。", "Everything handed over to your unit, by due date.";
    unit_open: "在办", "In hand";
    unit_closed: "已结束", "Ended";
    unit_empty: "现在没有在办的建议。交给本单位的建议会列在这里。", "Nothing is in hand. What is handed over to your unit stands here.";
    unit_closed_empty: "还没有办结的建议。办结、撤回的建议会列在这里。", "Nothing has ended yet. Papers that are closed or withdrawn stand here.";
    unit_handler: "经办人", "Handled by";
    unit_no_handler: "尚未确定经办人", "Nobody works on it yet";
    accept_heading: "批量确认承办", "Accept several at once";
    accept_hint: "勾选上面需要确认的建议。一次全部确认，或者全部不确认。不属于本单位职责的不要勾选，请打开该件申请退回。", "Tick the papers above. All are accepted together or none. Do not tick what is not your unit’s matter: open it and ask to return it.";
    accept_button: "确认承办所选", "Accept those ticked";
}

/// The fields of the act that accepts.
const ACCEPT: Group = Group("accept");

/// What the address asks for.
#[derive(Clone, PartialEq, Eq)]
struct Asked {
    /// Whether those that are done are shown.
    closed: bool,
    /// Where the page begins.
    after: String,
    /// How many papers were just accepted.
    accepted: Option<u32>,
}

/// My unit's papers.
#[component]
pub(crate) fn UnitPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        let value = |name: &str| query.get(name).unwrap_or_default();
        Asked { closed: value("closed") == "yes", after: value("after"), accepted: value("done").parse().ok() }
    });
    // Papers that were accepted change the address, and that loads the list anew.
    let found = load(move || asked.get(), |asked| unit_papers(asked.closed, asked.after));
    let kept = kept_form();
    view! {
        <Title text=t.unit_heading/>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                let kept = kept.await;
                let found = found.await;
                let posted = kept;
                provide_context(Refused(posted));
                match found {
                    Ok(found) => view! { <Papers found asked=asked.get_untracked()/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn Papers(found: UnitView, asked: Asked) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let acceptable: BTreeSet<ProposalId> =
        found.papers.iter().filter(|paper| paper.may_accept).map(|paper| paper.summary.id).collect();
    let was_ticked = |id: &ProposalId| ACCEPT.typed(&format!("papers.{}", paper_key(*id))).is_some();
    let ticked: BTreeSet<ProposalId> = acceptable.iter().copied().filter(was_ticked).collect();
    let accepted = asked.accepted.map(|n| match lang {
        Lang::Zh => format!("已确认承办{n}件建议。下一步：与代表沟通并记录。"),
        Lang::En => format!("{n} accepted. Next: speak with the deputies and record it."),
    });
    let is_empty = found.papers.is_empty();
    let empty = if asked.closed { t.unit_closed_empty } else { t.unit_empty };
    let of_closed = if asked.closed { "closed=yes&" } else { "" };
    let next = found.next.map(|after| format!("/unit?{of_closed}after={}", encode(&after)));
    let first = (!asked.after.is_empty()).then_some(if asked.closed { "/unit?closed=yes" } else { "/unit" });
    let kind = |address: &'static str, word: &'static str, closed: bool| {
        let current = (closed == asked.closed).then_some("true");
        view! { <li><a href=address aria-current=current>{word}</a></li> }
    };
    let rows = found.papers.into_iter().map(|paper| {
        let is_ticked = ticked.contains(&paper.summary.id);
        view! { <PaperRow paper is_ticked/> }
    });
    let rows = rows.collect_view();
    view! {
        <Crumbs above=vec![("/desk", t.entry_desk)] here=t.unit_heading.to_owned()/>
        <h1>{t.unit_heading}</h1>
        <p class="lead">{t.unit_lead}</p>
        {accepted.map(|text| view! { <Notice text/> })}
        <RefusedNotice prefix=ACCEPT.0/>
        <nav class="filters" aria-label=t.narrow>
            <ul>{kind("/unit", t.unit_open, false)}{kind("/unit?closed=yes", t.unit_closed, true)}</ul>
        </nav>
        {is_empty.then(|| view! { <p class="empty">{empty}</p> })}
        <div><ul class="rows papers">{rows}</ul></div>
        <nav class="paging" aria-label=t.paging>
            {first.map(|address| view! { <a href=address>{t.first_page}</a> })}
            {next.map(|address| view! { <a href=address class="button">{t.next_page}</a> })}
        </nav>
        {(!acceptable.is_empty()).then(|| view! { <Acceptance/> })}
    }
}

/// One paper: its part and date, who works on it, what waits, and what stands in the way of the reply.
#[component]
fn PaperRow(paper: UnitPaper, is_ticked: bool) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let summary = paper.summary.clone();
    let id = summary.id;
    let step = paper.step.map(|step| {
        let address = format!("/proposals/{id}#step-{}", step.code());
        let label = lang
            .pick(format!("{}：{}", step.asked(lang), summary.title), format!("{}: {}", step.asked(lang), summary.title));
        view! { <p class="desk-do"><A href=address attr:class="button" attr:aria-label=label>{step.asked(lang)}</A></p> }
    });
    let handler = paper.handler.clone().map_or_else(
        || view! { <span>{t.unit_no_handler}</span> }.into_any(),
        |name| view! { <span>{t.unit_handler}" "{name}</span> }.into_any(),
    );
    let due = summary.due.zip(summary.days_left);
    let n = paper.blocks.len();
    let blocks_word = match lang {
        Lang::Zh => format!("答复前还缺{n}项"),
        Lang::En => format!("Before the reply: {n} to do"),
    };
    let blocks = paper.blocks.iter().cloned().map(|block| view! { <li>{block}</li> }).collect_view();
    let error_path = format!("papers.{}", paper_key(id));
    let error_id = format!("{}-error", ACCEPT.id(&error_path));
    let error = ACCEPT.problem(&error_path);
    view! {
        <li class="row docket">
            {paper.may_accept.then(|| view! { <PaperTick paper=paper.clone() is_ticked/> })}
            <div class="docket-body desk-row">
                <div>
                    <h2 class="row-title" lang="zh-CN"><A href=format!("/proposals/{id}")>{summary.title}</A></h2>
                    <p class="row-facts">
                        {summary.number.map(|number| view! { <span class="number">{number.to_string()}</span> })}
                        <span>{paper.part.word(lang)}</span>
                        {handler}
                    </p>
                    <p class="row-facts docket-units">
                        <StageTag stage=summary.stage/>
                        {due.map(|(day, days_left)| view! { <Due day days_left/> })}
                    </p>
                    <p class="problem" id=error_id>{error}</p>
                    {(n > 0).then(|| view! { <details class="more"><summary>{blocks_word}</summary><ul>{blocks}</ul></details> })}
                </div>
                {step}
            </div>
        </li>
    }
}

/// The box that takes a paper into the act; it belongs to the form at the end of the page.
#[component]
fn PaperTick(paper: UnitPaper, is_ticked: bool) -> impl IntoView {
    let lang = lang();
    let id = paper.summary.id;
    let path = format!("papers.{}", paper_key(id));
    let (element, name) = (ACCEPT.id(&path), ACCEPT.name(&path));
    let error_id = format!("{element}-error");
    let number = paper.summary.number.map_or_else(|| paper.summary.title.clone(), |number| number.to_string());
    let label = lang.pick(format!("勾选{number}"), format!("Tick {number}"));
    view! {
        <div class="docket-tick">
            <input type="checkbox" form=ACCEPT.0 id=element name=name value=paper.version.to_string() checked=is_ticked
                aria-label=label aria-describedby=error_id/>
        </div>
    }
}

/// The act: the ticked papers are accepted together.
#[component]
fn Acceptance() -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let error = ACCEPT.problem("papers");
    let some = move |n: &str| lang.pick(format!("确认承办所选{n}件"), format!("Accept {n} papers"));
    view! {
        <section class="batch narrow">
            <h2>{t.accept_heading}</h2>
            <div class="step-form">
                <PostForm action="/api/accept-all" id=ACCEPT.0>
                    // A form without a tick would send nothing at all, and nobody could tell which it was.
                    <input type="hidden" name=ACCEPT.name("sent") value="yes"/>
                    <div class="field" id=ACCEPT.id("papers") tabindex="-1">
                        <p class="hint">{t.accept_hint}</p>
                        <p class="problem" aria-live="polite">{error}</p>
                        <TickAll/>
                    </div>
                    <p class="actions">
                        <button class="button button-main" type="submit" data-none=t.accept_button data-some=some("{}")>{t.accept_button}</button>
                        <Pending/>
                    </p>
                </PostForm>
            </div>
        </section>
    }
}
