//! Why a date is that date, unfolded beside it.

use domain::proposal::view::ClockView;
use leptos::prelude::*;
use leptos_router::components::A;

use super::status::Icon;
use crate::texts::texts;

/// Start, rule, article, days skipped and last day, with the ways to the rules and to the calendar.
#[component]
pub(crate) fn Why(clock: ClockView) -> impl IntoView {
    let t = texts();
    let why = clock.why;
    let calendar = format!("/calendar?year={}", clock.due.year());
    view! {
        <details class="why">
            <summary>{t.why_this_day}</summary>
            <dl class="facts">
                <div><dt>{t.why_start}</dt><dd>{why.start}</dd></div>
                <div><dt>{t.why_rule}</dt><dd>{why.rule}" "<A href="/rules">{t.why_see_rules}</A></dd></div>
                <div><dt>{t.why_source}</dt><dd>{why.source}</dd></div>
                <div><dt>{t.why_skipped}</dt><dd>{why.skipped}" "<A href=calendar>{t.why_see_calendar}</A></dd></div>
                <div><dt>{t.why_due}</dt><dd>{why.due}</dd></div>
            </dl>
            {why.missing.map(|missing| view! { <p class="why-missing"><Icon name="overdue"/>{missing}</p> })}
        </details>
    }
}
