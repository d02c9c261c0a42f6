//! A stage as word, icon and colour; a due date with the days that are left.

use domain::proposal::workflow::{Stage, Tone};
use ground::dates;
use ground::vocabulary::Lang;
use jiff::civil::Date;
use leptos::prelude::*;

use crate::kit::format::Day;
use crate::kit::preferences::lang;

/// A drawn sign. It repeats what a word beside it says, so readers of the page do not hear it.
#[component]
pub(crate) fn Icon(name: &'static str) -> impl IntoView {
    let path = match name {
        "waiting" => "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M8 4.5V8l2.5 1.5",
        "working" => "M2 8h9M8 4.5L11.5 8L8 11.5M14 3v10",
        "done" => "M2.5 8.5l3.5 3.5l7.5-8",
        "ended" => "M3.5 3.5l9 9M12.5 3.5l-9 9",
        "overdue" => "M8 1.8L15 14H1zM8 6v4M8 11.8v.4",
        "key" => "M8 1.5l2 4.3l4.6.5l-3.4 3.2l1 4.7L8 11.8l-4.2 2.4l1-4.7L1.4 6.3L6 5.8z",
        _ => "M6 3l5 5l-5 5",
    };
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d=path fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>
        </svg>
    }
}

/// Where a proposal stands.
#[component]
pub(crate) fn StageTag(stage: Stage) -> impl IntoView {
    let (icon, class) = match stage.tone() {
        Tone::Waiting => ("waiting", "tag tag-waiting"),
        Tone::Working => ("working", "tag tag-working"),
        Tone::Done => ("done", "tag tag-done"),
        Tone::Ended => ("ended", "tag tag-ended"),
    };
    view! { <span class=class><Icon name=icon/>{stage.word(lang())}</span> }
}

/// A due date and how long there is; overdue with its own sign.
#[component]
pub(crate) fn Due(
    day: Date,
    days_left: i32,
    /// What is due, where that does not stand beside it.
    #[prop(optional_no_strip)]
    what: Option<&'static str>,
) -> impl IntoView {
    let lang = lang();
    let overdue = days_left < 0;
    let until = match lang {
        Lang::Zh => view! { <Day day/>"前" }.into_any(),
        Lang::En => view! { "by "<Day day/> }.into_any(),
    };
    view! {
        <span class="due" class:due-overdue=overdue>
            {overdue.then(|| view! { <Icon name="overdue"/> })}
            {what.map(|what| view! { <span class="due-what">{what}</span>" " })}
            {until}
            <span class="due-left">{dates::days_left(days_left, lang)}</span>
        </span>
    }
}
