//! Preparing the hand-over meeting: units for each paper, and the one act that hands the batch over.

mod batch;
mod paper;
mod sheet;

use std::collections::BTreeSet;

use domain::proposal::ProposalId;
use domain::proposal::meeting::{WaitingPaper, paper_key};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use crate::api::meetings::{PreparationView, preparation};
use crate::kit::components::{Crumbs, Notice, RefusedNotice, Waiting, encode, page_error};
use crate::kit::forms::{Group, Refused};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::kept_form;
use crate::texts::bilingual;

pub(crate) use sheet::{MeetingPage, MeetingsPage, PlannedPage};

bilingual! {
    [within super]

    meeting_entry: "交办会", "Hand-over";
    meeting_lead: "为每件建议拟定承办单位，打印清单和签到表，在交办会当天一并交办。", "Propose units for each paper, print the list and the sign-in sheet, and hand everything over on the day of the meeting.";
    meeting_none: "现在没有等待交办的建议。登记后的建议会出现在这里。", "Nothing waits for a hand-over. Registered papers appear here.";
    meeting_none_left: "没有留给政府办分办的建议。", "Nothing is left to the government office.";
    meeting_print: "打印清单和签到表", "Print the list and the sign-in sheet";
    meetings_heading: "历次交办会", "Meetings held";
    filter_all: "全部", "All";
    filter_open: "待拟定单位", "Units to be proposed";
    filter_government: "政府办分办", "Left to the government office";
    filter_ready: "可以交办", "Ready";
    whose: "查看哪些", "Which papers";
    units_saved: "拟办单位已保存。", "The units are saved.";
}

/// The fields of the act that hands over.
const BATCH: Group = Group("batch");
/// The fields of a paper's units.
const PLAN: Group = Group("plan");

/// Which of the papers are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    All,
    Open,
    Government,
    Ready,
}

impl Shown {
    const EACH: [Self; 4] = [Self::All, Self::Open, Self::Government, Self::Ready];

    fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Open => "open",
            Self::Government => "government",
            Self::Ready => "ready",
        }
    }

    fn word(self, t: &'static Texts) -> &'static str {
        match self {
            Self::All => t.filter_all,
            Self::Open => t.filter_open,
            Self::Government => t.filter_government,
            Self::Ready => t.filter_ready,
        }
    }

    fn has(self, paper: &WaitingPaper) -> bool {
        match self {
            Self::All => true,
            Self::Open => !paper.is_prepared(),
            Self::Government => paper.to_government,
            Self::Ready => paper.is_prepared(),
        }
    }
}

/// What the address asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Asked {
    /// Which papers.
    shown: Option<Shown>,
    /// The paper whose units are being named.
    paper: Option<ProposalId>,
    /// The paper whose units were just saved.
    saved: Option<ProposalId>,
}

/// Preparing the meeting.
#[component]
pub(crate) fn HandOverPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let after = Memo::new(move |_| query.read().get("after").unwrap_or_default());
    let asked = Memo::new(move |_| {
        let query = query.read();
        let id = |name: &str| query.get(name).and_then(|id| id.parse().ok());
        let shown = query.get("show").and_then(|code| Shown::EACH.into_iter().find(|shown| shown.code() == code));
        Asked { shown, paper: id("paper"), saved: id("saved") }
    });
    // Whatever the address asks for anew loads the papers anew: the view is replaced once, when they are there.
    let prepared = load(move || (after.get(), asked.get()), |(after, _)| preparation(after));
    let kept = kept_form();
    view! {
        <Title text=t.meeting_heading/>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                let kept = kept.await;
                let prepared = prepared.await;
                let posted = kept;
                provide_context(Refused(posted));
                match prepared {
                    Ok(prepared) => view! { <Prepared prepared asked=asked.get_untracked()/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn Prepared(prepared: PreparationView, asked: Asked) -> impl IntoView {
    let t = texts();
    // The government office begins with what is left to it.
    let usual = if prepared.is_government { Shown::Government } else { Shown::All };
    let shown = asked.shown.unwrap_or(usual);
    let papers: Vec<WaitingPaper> = prepared.papers.iter().filter(|paper| shown.has(paper)).cloned().collect();
    // Everything that is prepared is ticked at first: that is what the meeting is for.
    let ready = papers.iter().filter(|paper| paper.is_prepared());
    let was_refused = BATCH.was_refused();
    let is_ticked = |id: ProposalId| !was_refused || BATCH.typed(&format!("papers.{}", paper_key(id))).is_some();
    let ready: Vec<ProposalId> = ready.map(|paper| paper.id).collect();
    let ticked: BTreeSet<ProposalId> = ready.iter().copied().filter(|&id| is_ticked(id)).collect();
    let chosen = papers.iter().filter(|paper| ticked.contains(&paper.id));
    let chosen = chosen.map(|paper| paper.units.iter().map(|unit| unit.name.clone()).collect()).collect::<Vec<_>>();
    let saved = asked.saved.is_some();
    let empty = if shown == Shown::All { t.meeting_none } else { t.meeting_none_left };
    let next = prepared.next.as_ref().map(|after| format!("/hand-over?after={}", encode(after)));
    let (today, acceptance, reply) = (prepared.today, prepared.acceptance, prepared.reply);
    let rows = papers.iter().map(|paper| {
        let is_open = asked.paper == Some(paper.id);
        view! { <paper::PaperRow paper=paper.clone() is_open is_ticked=ticked.contains(&paper.id) shown=shown.code()/> }
    });
    let rows = rows.collect_view();
    view! {
        <Crumbs above=vec![("/desk", t.entry_desk)] here=t.meeting_entry.to_owned()/>
        <h1>{t.meeting_heading}</h1>
        <p class="lead">{t.meeting_lead}</p>
        {saved.then(|| view! { <Notice text=t.units_saved/> })}
        <RefusedNotice prefix=BATCH.0/>
        <RefusedNotice prefix=PLAN.0/>
        <p class="actions">
            <A href="/hand-over/print" attr:class="button">{t.meeting_print}</A>
            <A href="/hand-over/meetings" attr:class="button">{t.meetings_heading}</A>
        </p>
        <Filters papers=prepared.papers shown/>
        {papers.is_empty().then(|| view! { <p class="empty">{empty}</p> })}
        <ul class="rows papers">{rows}</ul>
        {next.map(|address| view! { <nav class="paging" aria-label=t.paging><a href=address class="button">{t.next_page}</a></nav> })}
        {(!ready.is_empty()).then(|| view! { <batch::BatchForm chosen today acceptance reply/> })}
    }
}

/// Which papers are shown, as links with counts.
#[component]
fn Filters(papers: Vec<WaitingPaper>, shown: Shown) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let link = move |filter: Shown| {
        let count = papers.iter().filter(|paper| filter.has(paper)).count();
        let name = lang.pick(format!("{}（{count}）", filter.word(t)), format!("{} ({count})", filter.word(t)));
        let current = (filter == shown).then_some("true");
        view! { <li><a href=format!("/hand-over?show={}", filter.code()) aria-current=current>{name}</a></li> }
    };
    view! { <nav class="filters" aria-label=t.whose><ul>{Shown::EACH.map(link).collect_view()}</ul></nav> }
}
