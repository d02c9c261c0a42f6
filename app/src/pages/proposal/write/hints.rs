//! Hints beside the fields: on the page for what is stored or was refused, and live while somebody types.

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
#[derive(Clone, Copy)]
pub(crate) struct Hints {
    advice: RwSignal<Vec<Advice>>,
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only in the browser somebody types"))]
    turn: StoredValue<u32>,
}

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
        Self { advice: RwSignal::new(advise(&shown)), turn: StoredValue::new(0) }
    }
}

#[cfg(not(feature = "hydrate"))]
impl Hints {
    /// On the server nobody types.
    pub(crate) fn typed(self, _event: &leptos::ev::Event) {}
}

#[cfg(feature = "hydrate")]
impl Hints {
    /// Something was typed: look again when the typing rests.
    pub(crate) fn typed(self, event: &leptos::ev::Event) {
        use leptos::wasm_bindgen::JsCast;

        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let form = target.and_then(|target| target.closest("form").ok().flatten());
        let Some(form) = form.and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok()) else { return };
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        let rested = move || {
            if self.turn.try_get_value() == Some(turn) {
                self.look(&form);
            }
        };
        set_timeout(rested, std::time::Duration::from_millis(700));
    }

    fn look(self, form: &web_sys::HtmlFormElement) {
        use leptos::form::FromFormData;

        use crate::api::proposals::Write;

        let Ok(data) = web_sys::FormData::new_with_form(form) else { return };
        let Ok(Write { draft, .. }) = Write::from_form_data(&data) else { return };
        let advice = advise(&draft);
        // What is read out once need not be read out again.
        if self.advice.with_untracked(|known| *known != advice) {
            self.advice.set(advice);
        }
    }
}

/// The hints on one field, under it.
#[component]
pub(crate) fn HintsFor(#[prop(into)] field: String) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let hints = use_context::<Hints>();
    let of_field = Memo::new(move |_| {
        let advice = hints.and_then(|hints| hints.advice.try_get()).unwrap_or_default();
        advice.into_iter().filter(|advice| advice.field == field).collect::<Vec<_>>()
    });
    view! {
        <div class="advice" aria-live="polite">
            {move || of_field.get().into_iter().map(|advice| view! {
                <p><b>{t.advice}</b>" "{advice.sentence(lang)}</p>
            }).collect_view()}
        </div>
    }
}
