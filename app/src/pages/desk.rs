//! My desk: what waits for me, by due date, each with the one thing to do.

use domain::county::people::{Office, Role};
use domain::proposal::view::DeskItem;
use domain::proposal::workflow::{Stage, Step};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use crate::Failure;
use crate::api::accounts::Me;
use crate::api::proposals::{DeskView, desk};
use crate::kit::components::{Due, StageTag, SummaryRow, Waiting, encode, page_error, viewer};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within crate::texts]

    look: "查看", "Look";
    signed_by_me: "我附议的建议", "Proposals I have co-signed";
    desk_heading: "等我办理", "Waiting for me";
    write_new: "写一件建议", "Write a proposal";
    mine: "我领衔的建议", "My proposals";
    mine_empty: "您还没有建议。写好的草稿会保存在这里。", "None yet. Drafts are kept here.";
    group_overdue: "已逾期", "Overdue";
    group_today: "今天到期", "Due today";
    group_week: "本周内", "Within a week";
    group_later: "以后", "Later";
    group_no_limit: "不限期", "No limit";
    empty_deputy: "现在没有等您办理的事。建议被退回或得到答复时，会出现在这里。", "Nothing waits for you. A proposal that is returned or answered appears here.";
    empty_congress_office: "现在没有待审查、待交办的建议。代表提交后会出现在这里。", "Nothing to review or hand over. What deputies submit appears here.";
    empty_government_office: "现在没有待交办的建议。登记后的建议会出现在这里。", "Nothing to hand over. Registered proposals appear here.";
    empty_unit: "现在没有待办的建议。交给本单位的建议会出现在这里。", "Nothing to handle. What is handed over to your unit appears here.";
    empty_supervisor: "现在没有逾期的建议，也没有在办的重点建议。", "Nothing is overdue, and no key proposal is being handled.";
    empty_administrator: "这里没有待办事项。名册、激活码、角色和换届都在“账号管理”里。", "Nothing waits here. The roster, codes, roles and terms are under “Accounts”.";
    desk_dates: "把这些期限加入手机日历", "Put these dates into your calendar";
    desk_dates_hint: "下载后用手机日历打开（.ics 文件）；日期有变动时请重新下载。", "Open the .ics file with your phone’s calendar; download it again when dates change.";
    calendar_enter: "录入放假安排", "Enter the holidays";
    to_accounts: "管理账号", "Look after accounts";
    empty_former: "您现在没有任职，自己领衔的建议在下面。", "You hold no office at present; your own papers stand below.";
}

/// My desk.
#[component]
pub(super) fn DeskPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let viewer = viewer();
    let items = load(move || query.read().get("after").unwrap_or_default(), desk);
    view! {
        <Title text=t.entry_desk/>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match (viewer.await, items.await) {
                    (Ok(Some(me)), Ok(desk)) => view! { <Desk me desk/> }.into_any(),
                    (_, Err(failure)) | (Err(failure), _) => page_error(failure),
                    (Ok(None), _) => page_error(Failure::SignedOut),
                }
            })}
        </Transition>
    }
}

/// When something is due, in the groups of the desk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Overdue,
    Today,
    ThisWeek,
    Later,
    NoLimit,
}

impl When {
    const ALL: [Self; 5] = [Self::Overdue, Self::Today, Self::ThisWeek, Self::Later, Self::NoLimit];

    fn of(item: &DeskItem) -> Self {
        match item.summary.days_left {
            None => Self::NoLimit,
            Some(..0) => Self::Overdue,
            Some(0) => Self::Today,
            Some(1..=7) => Self::ThisWeek,
            Some(_) => Self::Later,
        }
    }

    fn word(self, t: &'static Texts) -> &'static str {
        match self {
            Self::Overdue => t.group_overdue,
            Self::Today => t.group_today,
            Self::ThisWeek => t.group_week,
            Self::Later => t.group_later,
            Self::NoLimit => t.group_no_limit,
        }
    }
}

#[component]
fn Desk(me: Me, desk: DeskView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let offices: Vec<Office> = me.roles.iter().map(|role: &Role| role.office()).collect();
    let is_deputy = offices.contains(&Office::Deputy);
    let is_administrator = offices.contains(&Office::Administrator);
    let ways = ways(&offices, t);
    let empty = empty_state(&offices, t);
    let words: Vec<_> = offices.iter().map(|office| office.word(lang)).collect();
    let next = desk.next.map(|after| format!("/desk?after={}", encode(&after)));
    let waiting = desk.waiting;
    let groups = When::ALL.into_iter().filter_map(|when| {
        let items: Vec<_> = waiting.iter().filter(|item| When::of(item) == when).cloned().collect();
        (!items.is_empty()).then(|| {
            view! {
                <section class="desk-group" class:desk-overdue=when == When::Overdue>
                    <h2>{when.word(t)}<span class="of">{items.len()}</span></h2>
                    <ul class="rows">{items.into_iter().map(|item| view! { <Item item/> }).collect_view()}</ul>
                </section>
            }
        })
    });
    let groups = groups.collect_view();
    let has_dates = waiting.iter().any(|item| item.summary.due.is_some());
    let wanted = desk.wanted_year.map(|year| view! { <WantedYear year/> });
    view! {
        <p class="whose">{me.name}" · "{words.join(lang.pick("、", ", "))}</p>
        <h1>{t.desk_heading}</h1>
        {is_deputy.then(|| view! {
            <p class="actions"><A href="/proposals/new" attr:class="button button-main">{t.write_new}</A></p>
        })}
        {wanted}
        {(!ways.is_empty()).then(|| view! {
            <p class="actions">
                {ways.into_iter().map(|(address, word)| view! { <A href=address attr:class="button">{word}</A> }).collect_view()}
            </p>
        })}
        {waiting.is_empty().then(|| view! { <p class="empty">{empty}</p> })}
        {groups}
        {next.map(|address| view! { <nav class="paging" aria-label=t.paging><a href=address class="button">{t.next_page}</a></nav> })}
        {has_dates.then(|| view! {
            // Another file, not a page: the browser fetches it itself.
            <p class="dates"><a href="/desk/dates.ics" rel="external" download="dates.ics">{t.desk_dates}</a><span class="hint">{t.desk_dates_hint}</span></p>
        })}
        {is_administrator.then(|| view! {
            <p class="actions"><A href="/accounts" attr:class="button button-main">{t.to_accounts}</A></p>
        })}
        {(is_deputy || !desk.mine.is_empty()).then(|| view! {
            <section>
                <h2>{t.mine}</h2>
                {desk.mine.is_empty().then(|| view! { <p class="empty">{t.mine_empty}</p> })}
                <ul class="rows">{desk.mine.into_iter().map(|summary| view! { <SummaryRow summary/> }).collect_view()}</ul>
            </section>
        })}
        {(!desk.signed.is_empty()).then(|| view! {
            <section>
                <h2>{t.signed_by_me}</h2>
                <ul class="rows">{desk.signed.into_iter().map(|summary| view! { <SummaryRow summary/> }).collect_view()}</ul>
            </section>
        })}
    }
}

/// The pages that offices and units work with, beside what waits.
fn ways(offices: &[Office], t: &'static Texts) -> Vec<(&'static str, &'static str)> {
    let is = |wanted: &[Office]| offices.iter().any(|office| wanted.contains(office));
    let hands_over = is(&[Office::CongressOffice, Office::GovernmentOffice]);
    let supervises = hands_over || is(&[Office::Supervisor]);
    let is_unit = is(&[Office::UnitClerk, Office::UnitHead]);
    [
        (hands_over, "/hand-over", t.meeting_heading),
        (is_unit, "/unit", t.unit_heading),
        (supervises, "/supervision", t.supervision_heading),
        (supervises || is_unit, "/commitments", t.promises_heading),
    ]
    .into_iter()
    .filter_map(|(shown, address, word)| shown.then_some((address, word)))
    .collect()
}

/// That a year's holidays should be entered.
#[component]
fn WantedYear(year: i16) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    view! {
        <p class="notice notice-do">
            {crate::pages::county::calendar::missing_words(year, lang)}{lang.pick("", " ")}
            <A href=format!("/calendar?year={year}")>{t.calendar_enter}</A>
        </p>
    }
}

/// What will come, for who has nothing to do.
fn empty_state(offices: &[Office], t: &'static Texts) -> &'static str {
    match offices.first() {
        Some(Office::Deputy) => t.empty_deputy,
        Some(Office::CongressOffice) => t.empty_congress_office,
        Some(Office::GovernmentOffice) => t.empty_government_office,
        Some(Office::UnitClerk | Office::UnitHead) => t.empty_unit,
        Some(Office::Supervisor) => t.empty_supervisor,
        Some(Office::Administrator) => t.empty_administrator,
        None => t.empty_former,
    }
}

#[component]
fn Item(item: DeskItem) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let summary = item.summary;
    let title = if summary.title.trim().is_empty() { t.untitled.to_owned() } else { summary.title };
    let is_writing = item.step == Some(Step::Submit) && summary.stage != Stage::CoSigning;
    let address = match item.step {
        Some(_) if is_writing => format!("/proposals/{}/edit", summary.id),
        Some(step) => format!("/proposals/{}#step-{}", summary.id, step.code()),
        None => format!("/proposals/{}", summary.id),
    };
    let to_do = match item.step {
        Some(_) if is_writing => t.go_on_writing,
        Some(step) => step.asked(lang),
        None => t.look,
    };
    let name = lang.pick(format!("{to_do}：{title}"), format!("{to_do}: {title}"));
    let due = summary.due.zip(summary.days_left);
    view! {
        <li class="row desk-row">
            <div>
                <h3 class="row-title" lang="zh-CN"><A href=format!("/proposals/{}", summary.id)>{title}</A></h3>
                <p class="row-facts">
                    {summary.number.map(|number| view! { <span class="number">{number.to_string()}</span> })}
                    <span>{t.lead_deputy}" "{summary.lead_name}</span>
                    {due.map(|(day, days_left)| view! { <Due day days_left/> })}
                </p>
                <p class="row-status"><StageTag stage=summary.stage/><span class="row-sentence">{item.status}</span></p>
            </div>
            <p class="desk-do"><A href=address attr:class="button" attr:aria-label=name>{to_do}</A></p>
        </li>
    }
}
