//! How to write a proposal that can be answered: six points, and a poor and a good example beside each other.

use leptos::prelude::*;

use crate::texts::texts;

/// The guidance, folded.
#[component]
pub(crate) fn Guidance() -> impl IntoView {
    let t = texts();
    let points = [
        (t.guide_matter, t.guide_matter_text),
        (t.guide_place, t.guide_place_text),
        (t.guide_number, t.guide_number_text),
        (t.guide_who, t.guide_who_text),
        (t.guide_cause, t.guide_cause_text),
        (t.guide_asks, t.guide_asks_text),
    ];
    let rows = [
        (t.title, t.guide_poor_title, t.guide_good_title),
        (t.problem, t.guide_poor_problem, t.guide_good_problem),
        (t.analysis, t.guide_poor_analysis, t.guide_good_analysis),
        (t.asks, t.guide_poor_asks, t.guide_good_asks),
    ];
    let example = move |name: &'static str, verdict: &'static str, class: &'static str, good: bool| {
        view! {
            <section class=class>
                <h2>{name}</h2>
                <dl>
                    {rows.map(|(part, poor, fine)| view! { <dt>{part}</dt><dd class="text">{if good { fine } else { poor }}</dd> })}
                </dl>
                <p class="verdict">{verdict}</p>
            </section>
        }
    };
    view! {
        <details class="more guide">
            <summary>{t.guide_heading}</summary>
            <dl class="guide-points">
                {points.map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> })}
            </dl>
            <div class="examples">
                {example(t.guide_poor, t.guide_poor_verdict, "example example-poor", false)}
                {example(t.guide_good, t.guide_good_verdict, "example example-good", true)}
            </div>
        </details>
    }
}
