//! Hints beside the fields: on the page for what is stored or was refused; a browser tells more while somebody types.

use domain::proposal::advice::{Advice, advise};
use domain::proposal::draft::{Draft, MAX_ASKS};
use leptos::prelude::*;

use crate::kit::forms::Group;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    advice: "提示", "Hint";
}

/// The hints of the page.
#[derive(Clone, Default)]
pub(crate) struct Hints(Vec<Advice>);

impl Hints {
    /// On the text that the page shows: the stored one, with what was typed where a form was refused.
    pub(crate) fn on(draft: &Draft, group: Group) -> Self {
        let typed = |path: &str, stored: &str| group.typed(path).unwrap_or_else(|| stored.to_owned());
        let ask = |n: usize| typed(&format!("asks.{n}"), draft.asks.get(n).map_or("", String::as_str));
        let shown = Draft {
            title: typed("title", &draft.title),
            problem: typed("problem", &draft.problem),
            analysis: typed("analysis", &draft.analysis),
            asks: (0..MAX_ASKS).map(ask).collect(),
            ..Draft::default()
        };
        Self(advise(&shown))
    }
}

/// The hints on one field, under it.
#[component]
pub(crate) fn HintsFor(#[prop(into)] field: String) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let Hints(advice) = use_context().unwrap_or_default();
    let of_field = advice.into_iter().filter(|advice| advice.field == field);
    let lines = of_field.map(|advice| view! { <p><b>{t.advice}</b>" "{advice.sentence(lang)}</p> }).collect_view();
    view! { <div class="advice" aria-live="polite" data-hints=field data-word=t.advice>{lines}</div> }
}
