//! Dates and numbers as readers see them, the same on both hosts.

use ground::dates;
use ground::vocabulary::Lang;
use jiff::civil::Date;
use leptos::prelude::*;

use crate::kit::preferences::lang;

/// How many match a list, or more than so many: “共3件”, “3 proposals”.
pub(crate) fn found_words((n, is_more): (u64, bool), zh: &str, en: &str) -> String {
    match (is_more, lang()) {
        (false, Lang::Zh) => format!("共{n}{zh}"),
        (true, Lang::Zh) => format!("超过{n}{zh}"),
        (false, Lang::En) => format!("{n} {en}"),
        (true, Lang::En) => format!("More than {n} {en}"),
    }
}

/// A date in the reader's language, readable by machines too.
#[component]
pub(crate) fn Day(day: Date) -> impl IntoView {
    view! { <time datetime=day.to_string()>{dates::date(day, lang())}</time> }
}
