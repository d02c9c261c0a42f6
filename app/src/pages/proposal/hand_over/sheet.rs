//! On paper: the list of a meeting and its sign-in sheet, before and after the hand-over; and the meetings held.

use domain::proposal::meeting::{MeetingId, MeetingLine, MeetingSheet, SheetPaper, SignInLine};
use ground::dates;
use ground::vocabulary::Lang;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::paper::units_sentence;
use crate::Failure;
use crate::api::meetings::{MeetingsView, meetings, sheet};
use crate::kit::components::{Crumbs, Notice, Waiting, page_error};
use crate::kit::format::Day;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    meetings_none: "还没有开过交办会。交办之后会出现在这里。", "No meeting was held yet. Each appears here after its hand-over.";
    sheet_preview: "交办清单（预拟）", "Hand-over list (proposed)";
    sheet_heading: "交办清单", "Hand-over list";
    sheet_preview_hint: "按现在拟定的单位生成，期限按今天交办计算。", "As the units are proposed now; dates as if handed over today.";
    sheet_empty: "还没有拟定好单位的建议。", "No paper has its units proposed yet.";
    sheet_print_hint: "按 Ctrl+P（手机上选“打印”）即可打印：第一部分是清单，签到表另起一页。", "Print with Ctrl+P (on a phone choose “Print”): first the list, then the sign-in sheet on a page of its own.";
    sheet_units: "承办单位", "Units";
    sheet_due: "答复期限", "Reply due";
    sheet_number: "编号", "Number";
    sheet_sign_in: "交办会签到表", "Sign-in sheet";
    sheet_unit: "单位", "Unit";
    sheet_count: "承办件数", "Papers";
    sheet_name: "姓名", "Name";
    sheet_post: "职务", "Post";
    sheet_telephone: "电话", "Telephone";
    sheet_signature: "签名", "Signature";
    sheet_day: "时间", "Day";
    sheet_place: "地点", "Place";
    sheet_by: "交办人", "Handed over by";
}

/// What is proposed, to be printed before the meeting.
#[component]
pub(crate) fn PlannedPage() -> impl IntoView {
    let sheet = load(|| (), |()| sheet(None));
    view! {
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match sheet.await {
                    Ok(sheet) => view! { <Sheet sheet/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

/// What was handed over at a meeting.
#[component]
pub(crate) fn MeetingPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<MeetingId>().ok()));
    let sheet = load(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => sheet(Some(id)).await,
                None => Err(Failure::NotFound),
            }
        },
    );
    view! {
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                let is_done = query.with_untracked(|query| query.get("done").is_some());
                match sheet.await {
                    Ok(sheet) => view! { <Sheet sheet is_done/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

/// What the act has done: how many papers, to how many units, until when.
fn done_words(sheet: &MeetingSheet, units: usize, lang: Lang) -> String {
    let day = |day| dates::date(day, lang);
    let papers = sheet.papers.len();
    let acceptance = sheet.acceptance.map(day).unwrap_or_default();
    let replies = sheet.replies_due().map_or_else(String::new, |(first, last)| {
        if first == last {
            day(last)
        } else {
            lang.pick(
                format!("{}至{}（见清单）", day(first), day(last)),
                format!("{} to {} (see the list)", day(first), day(last)),
            )
        }
    });
    lang.pick(
        format!("已交办{papers}件建议，涉及{units}个单位。单位申请退回的期限：{acceptance}。答复期限：{replies}。全部期限从交办日起算。"),
        format!("Papers handed over: {papers}; units: {units}. They may ask to give a paper back until {acceptance}; replies are due by {replies}. All clocks started that day."),
    )
}

#[component]
fn Sheet(sheet: MeetingSheet, #[prop(optional)] is_done: bool) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let lines = sheet.sign_in();
    let heading = if sheet.meeting.is_some() { t.sheet_heading } else { t.sheet_preview };
    let above = match sheet.meeting {
        Some(_) => {
            vec![("/desk", t.entry_desk), ("/hand-over", t.meeting_entry), ("/hand-over/meetings", t.meetings_heading)]
        }
        None => vec![("/desk", t.entry_desk), ("/hand-over", t.meeting_entry)],
    };
    let done = is_done.then(|| done_words(&sheet, lines.len(), lang));
    let facts = sheet.meeting.clone().map(|meeting| view! { <MeetingFacts meeting/> });
    let is_preview = sheet.meeting.is_none();
    let again = sheet.meeting;
    let rows = sheet.papers.iter().cloned().map(|paper| view! { <PaperLine paper/> }).collect_view();
    let is_empty = sheet.papers.is_empty();
    view! {
        <Title text=heading/>
        <Crumbs above here=heading.to_owned()/>
        {done.map(|text| view! { <Notice text/> })}
        <h1>{heading}</h1>
        {facts}
        {is_preview.then(|| view! { <p class="hint">{t.sheet_preview_hint}</p> })}
        {is_empty.then(|| view! { <p class="empty">{t.sheet_empty}</p> })}
        {(!is_empty).then(|| view! {
            <p class="hint no-print">{t.sheet_print_hint}</p>
            <table class="sheet">
                <thead>
                    <tr>
                        <th scope="col">{t.sheet_number}</th>
                        <th scope="col">{t.title}</th>
                        <th scope="col">{t.lead_deputy}</th>
                        <th scope="col">{t.sheet_units}</th>
                        <th scope="col">{t.sheet_due}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <section class="sign-in">
                <h2>{t.sheet_sign_in}</h2>
                {again.map(|meeting| view! { <MeetingFacts meeting/> })}
                <table class="sheet sign-in-sheet">
                    <thead>
                        <tr>
                            <th scope="col">{t.sheet_unit}</th>
                            <th scope="col">{t.sheet_count}</th>
                            <th scope="col">{t.sheet_name}</th>
                            <th scope="col">{t.sheet_post}</th>
                            <th scope="col">{t.sheet_telephone}</th>
                            <th scope="col">{t.sheet_signature}</th>
                        </tr>
                    </thead>
                    <tbody>{lines.into_iter().map(|line| view! { <UnitLine line/> }).collect_view()}</tbody>
                </table>
            </section>
        })}
    }
}

#[component]
fn MeetingFacts(meeting: MeetingLine) -> impl IntoView {
    let t = texts();
    view! {
        <p class="row-facts">
            <span>{t.sheet_day}" "<Day day=meeting.held_on/></span>
            <span>{t.sheet_place}" "{meeting.place}</span>
            <span>{t.sheet_by}" "{meeting.by}</span>
        </p>
    }
}

#[component]
fn PaperLine(paper: SheetPaper) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    view! {
        <tr>
            <td class="number">{paper.number.to_string()}</td>
            <td lang="zh-CN"><A href=format!("/proposals/{}", paper.id)>{paper.title}</A></td>
            <td data-label=t.lead_deputy>{paper.lead_name}</td>
            <td>{units_sentence(&paper.units, lang)}</td>
            <td data-label=t.sheet_due><Day day=paper.due/></td>
        </tr>
    }
}

/// A unit's line: how many papers of which part, and blank cells to be filled with a pen.
#[component]
fn UnitLine(line: SignInLine) -> impl IntoView {
    let lang = lang();
    let parts =
        [(line.lead, "主办", "lead"), (line.assisting, "协办", "assisting"), (line.separate, "分办", "separate")];
    let parts = parts.into_iter().filter(|(n, ..)| *n > 0);
    let parts: Vec<_> = parts.map(|(n, zh, en)| lang.pick(format!("{zh}{n}"), format!("{n} {en}"))).collect();
    view! {
        <tr>
            <th scope="row">{line.name}</th>
            <td>{parts.join(lang.pick("、", ", "))}</td>
            <td></td>
            <td></td>
            <td></td>
            <td></td>
        </tr>
    }
}

/// The meetings that were held.
#[component]
pub(crate) fn MeetingsPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let list = load(move || query.read().get("before").unwrap_or_default(), meetings);
    view! {
        <Title text=t.meetings_heading/>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match list.await {
                    Ok(list) => view! { <Meetings list/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn Meetings(list: MeetingsView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let next = list.next.map(|before| format!("/hand-over/meetings?before={before}"));
    let is_empty = list.meetings.is_empty();
    let rows = list.meetings.into_iter().map(|meeting| {
        let papers = lang.pick(format!("{}件", meeting.papers), format!("{} papers", meeting.papers));
        view! {
            <li class="row">
                <h2 class="row-title"><A href=format!("/hand-over/meetings/{}", meeting.id)><Day day=meeting.held_on/>" "{papers}</A></h2>
                <p class="row-facts"><span>{meeting.place}</span><span>{t.sheet_by}" "{meeting.by}</span></p>
            </li>
        }
    });
    view! {
        <Crumbs above=vec![("/desk", t.entry_desk), ("/hand-over", t.meeting_entry)] here=t.meetings_heading.to_owned()/>
        <h1>{t.meetings_heading}</h1>
        {is_empty.then(|| view! { <p class="empty">{t.meetings_none}</p> })}
        <ul class="rows">{rows.collect_view()}</ul>
        {next.map(|address| view! { <nav class="paging" aria-label=t.paging><a href=address class="button">{t.next_page}</a></nav> })}
    }
}
