//! The working-day calendar, a year a page: months as tables, holidays and worked weekends beside them.

use domain::county::calendar::{Calendar, DayKind, Run, is_weekend, weeks};
use ground::dates;
use ground::vocabulary::Lang;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::clocks::{CalendarView, public_calendar};
use crate::kit::components::{Crumbs, Icon, Notice, Waiting, page_error};
use crate::kit::forms::Refused;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::kept_form;
use crate::texts::bilingual;

mod edit;
mod list;

bilingual! {
    [within super]

    calendar_lead: "按国务院办公厅每年的放假通知计算工作日。日历改动后，已经算定的日期不会自动变动。", "Working days by the State Council’s yearly notice of holidays. When the calendar changes, dates that were computed already do not move by themselves.";
    calendar_years: "年份", "Years";
    calendar_notice: "放假通知", "Notice";
    calendar_key: "图例", "Key";
    calendar_off: "休", "off";
    calendar_worked: "班", "on";
    calendar_off_word: "放假", "day off";
    calendar_worked_word: "周末上班", "worked weekend";
    calendar_months: "全年各月", "Month by month";
    calendar_done_entered: "已添加。", "Added.";
    calendar_done_removed: "已删除。", "Removed.";
    calendar_done_notice: "文号已保存。", "The number is kept.";
}

/// The calendar of the year in the address.
#[component]
pub(crate) fn CalendarPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let year = Memo::new(move |_| query.read().get("year").unwrap_or_default());
    let done = Memo::new(move |_| query.read().get("done").unwrap_or_default());
    let calendar = load(move || (year.get(), done.get()), |(year, _)| async move { public_calendar(year).await });
    let kept = kept_form();
    view! {
        <Title text=t.calendar_heading/>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                let kept = kept.await;
                let calendar = calendar.await;
                let posted = kept;
                provide_context(Refused(posted));
                match calendar {
                    Ok(calendar) => view! { <Year calendar done=done_words(&done.get_untracked(), t)/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

/// What was done, by the address.
fn done_words(code: &str, t: &'static Texts) -> Option<&'static str> {
    match code {
        "entered" => Some(t.calendar_done_entered),
        "removed" => Some(t.calendar_done_removed),
        "notice" => Some(t.calendar_done_notice),
        _ => None,
    }
}

/// That a year's notice is missing, and what follows.
pub(crate) fn missing_words(year: i16, lang: Lang) -> String {
    lang.pick(
        format!("{year}年的放假安排还没有录入：算到这一年的期限只跳过周末，可能不准。"),
        format!(
            "The notice of holidays for {year} is not there yet: limits that run into that year skip weekends only and may be wrong."
        ),
    )
}

#[component]
fn Year(calendar: CalendarView, done: Option<&'static str>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let year = calendar.year;
    let heading = lang.pick(format!("{year}年工作日历"), format!("Working-day calendar {year}"));
    let days = Calendar::new(calendar.runs.iter().flat_map(Run::exceptions), []);
    let missing = calendar.notice.is_none();
    view! {
        <Crumbs above=vec![("/", t.home), ("/about", t.entry_about)] here=t.calendar_heading.to_owned()/>
        <h1>{heading}</h1>
        {done.map(|text| view! { <Notice text/> })}
        <p class="lead-in">{t.calendar_lead}</p>
        <nav class="years" aria-label=t.calendar_years>
            <ul>
                {calendar.years.iter().map(|&other| {
                    // The router's own link would call every year current: it compares paths only.
                    let current = (other == year).then_some("page");
                    view! { <li><a href=format!("/calendar?year={other}") aria-current=current>{other.to_string()}</a></li> }
                }).collect_view()}
            </ul>
        </nav>
        {missing.then(|| view! { <p class="notice notice-do"><Icon name="overdue"/>{missing_words(year, lang)}</p> })}
        {calendar.notice.clone().map(|document| view! { <p>{t.calendar_notice}" "<span lang="zh-CN">{document}</span></p> })}
        <div class="calendar">
            <div>
                <list::Runs runs=calendar.runs.clone() may_edit=calendar.may_edit/>
                {calendar.may_edit.then(|| view! { <edit::Edit year notice=calendar.notice.clone()/> })}
            </div>
            <section>
                <h2>{t.calendar_months}</h2>
                <p class="calendar-key" aria-label=t.calendar_key role="note">
                    <span><span class="day-off">{t.calendar_off}</span>" "{t.calendar_off_word}</span>
                    <span><span class="day-worked">{t.calendar_worked}</span>" "{t.calendar_worked_word}</span>
                </p>
                <div class="months">
                    {(1..=12).map(|month| view! { <Month year month days=days.clone() today=calendar.today/> }).collect_view()}
                </div>
            </section>
        </div>
    }
}

/// A month from Monday to Sunday.
#[component]
fn Month(year: i16, month: i8, days: Calendar, today: Date) -> impl IntoView {
    let lang = lang();
    let names: [&str; 7] =
        lang.pick(["一", "二", "三", "四", "五", "六", "日"], ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]);
    let rows = weeks(year, month).into_iter().map(|week| {
        let cells = week.into_iter().map(|day| match day {
            Some(day) => view! { <DayCell day kind=days.kind(day) is_today=day == today/> }.into_any(),
            None => view! { <td></td> }.into_any(),
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <table class="month">
            <caption>{dates::month(month, lang)}</caption>
            <thead><tr>{names.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view()}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// A day: its number, and a word where the calendar says something of it.
#[component]
fn DayCell(day: Date, kind: Option<DayKind>, is_today: bool) -> impl IntoView {
    let t = texts();
    let (class, mark) = match kind {
        Some(DayKind::Rest) => ("day day-off", Some(t.calendar_off)),
        Some(DayKind::Work) => ("day day-worked", Some(t.calendar_worked)),
        None if is_weekend(day) => ("day day-weekend", None),
        None => ("day", None),
    };
    let current = is_today.then_some("date");
    view! {
        <td class=class aria-current=current>{day.day().to_string()}{mark.map(|mark| view! { " "<small>{mark}</small> })}</td>
    }
}
