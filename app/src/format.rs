//! Dates and numbers as readers see them, the same on both hosts.

use domain::wording;
use jiff::civil::Date;
use leptos::prelude::*;

use crate::preferences::lang;

/// A date in the reader's language, readable by machines too.
#[component]
pub(crate) fn Day(day: Date) -> impl IntoView {
    view! { <time datetime=day.to_string()>{wording::date(day, lang())}</time> }
}
