//! The tables of the figures: sessions beside each other, and a period by unit, topic or township.

use domain::proposal::statistics::{Figure, Figures, Kind, MIN_FOR_PERCENT, Measure, Period, Sort};
use leptos::prelude::*;

use super::address;
use crate::api::figures::PartView;
use crate::kit::components::{Counted, Scope, ShareCell, days_words};
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    figures_comparison: "各届次比较", "Sessions compared";
    figures_comparison_caption: "每格：件数/基数和百分比", "Each cell: how many of how many, and the percentage";
    figures_replied_bar: "答复率图示", "Answered, as a bar";
    figures_comparison_table: "届次比较表", "Table of sessions";
    figures_parts_table: "分组数据表", "Table of parts";
    figures_parts: "分组数据", "In parts";
    figures_parted_by: "选择分组", "Choose the parts";
    figures_sorted_by: "排序", "Sorted by";
}

/// The measures that are compared.
const COMPARED: [Measure; 5] =
    [Measure::Replied, Measure::OnTime, Measure::Solved, Measure::Strict, Measure::PromisesKept];

/// Sessions, and years between sessions, beside each other.
#[component]
pub(super) fn Comparison(periods: Vec<(Period, Figures)>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let cohorts = periods.into_iter().rev().filter(|(period, _)| matches!(period, Period::Cohort(_)));
    let rows = cohorts.map(|(period, figures)| {
        let scope = Scope::whole(period);
        let cells = COMPARED.map(|measure| view! { <ShareCell measure figures=figures.clone() scope=scope.clone()/> });
        let width = Measure::Replied.of(&figures).per_mille().unwrap_or(0).div_ceil(10).to_string();
        let median = median_cell(&figures, &scope);
        view! {
            <tr>
                <th scope="row">{period.word(lang)}</th>
                <td data-label=t.figures_registered><Counted figures=figures.clone() figure=Figure::Registered scope=scope.clone()/></td>
                <td class="bar-cell">
                    <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width=width height="8"/></svg>
                </td>
                {cells.into_iter().collect_view()}
                {median}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let heads = COMPARED.map(|measure| view! { <th scope="col">{measure.word(lang)}</th> }).into_iter().collect_view();
    view! {
        <section aria-labelledby="comparison">
            <h2 id="comparison">{t.figures_comparison}</h2>
            <div class="scroll" role="region" aria-label=t.figures_comparison_table tabindex="0">
                <table class="sheet records figures-table">
                    <caption>{t.figures_comparison_caption}</caption>
                    <thead><tr><th scope="col">{t.session}</th><th scope="col">{t.figures_registered}</th><th scope="col" class="bar-cell">{t.figures_replied_bar}</th>{heads}<th scope="col">{t.figures_median}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

/// The median of days in a table; it opens the list of the papers whose days they are.
fn median_cell(figures: &Figures, scope: &Scope) -> impl IntoView + use<> {
    let (median, _) = days_words(figures);
    let median = match figures.timed() {
        0..MIN_FOR_PERCENT => median.into_any(),
        // With the word, so that nobody takes it for a number of papers.
        _ => {
            let words = lang().pick(format!("{median}天"), format!("{median} days"));
            view! { <a href=scope.list(Figure::Timed)>{words}</a> }.into_any()
        }
    };
    view! { <td data-label=texts().figures_median>{median}</td> }
}

/// The measures of each part, and what sorts by them.
const OF_PARTS: [(Measure, Sort); 4] = [
    (Measure::Replied, Sort::Replied),
    (Measure::OnTime, Sort::OnTime),
    (Measure::Solved, Sort::Solved),
    (Measure::Strict, Sort::Strict),
];

/// The period by unit, topic or township.
#[component]
pub(super) fn Parts(parts: Vec<PartView>, period: Period, kind: Kind, sort: Sort) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let mut parts = parts;
    parts.sort_by_key(|part| sort.place(&part.figures));
    let choices = [Kind::Unit, Kind::Topic, Kind::Township].map(|choice| {
        let current = (choice == kind).then_some("true");
        view! { <li><a href=format!("{}#parts", address(period, choice, Sort::Name)) aria-current=current>{choice.word(lang)}</a></li> }
    });
    let choices = choices.into_iter().collect_view();
    let head = |by: Sort, word: &'static str, order: &'static str| {
        let sorted = (by == sort).then_some(order);
        let address = format!("{}#parts", address(period, kind, by));
        view! { <th scope="col" aria-sort=sorted><a href=address>{word}</a></th> }
    };
    let heads = OF_PARTS.map(|(measure, by)| head(by, measure.word(lang), "descending")).into_iter().collect_view();
    let is_empty = parts.is_empty();
    let rows = parts.into_iter().map(|part| {
        let scope = Scope::part(period, kind, &part.member);
        let figures = part.figures;
        let cells = OF_PARTS.map(|(measure, _)| view! { <ShareCell measure figures=figures.clone() scope=scope.clone()/> });
        let page = match kind {
            Kind::Unit => format!("/units/{}", part.member),
            _ => scope.list(Figure::Registered),
        };
        let median = median_cell(&figures, &scope);
        view! {
            <tr>
                <th scope="row"><a href=page>{part.name}</a></th>
                <td data-label=t.figures_assigned><Counted figures=figures.clone() figure=Figure::Assigned scope=scope.clone()/></td>
                {cells.into_iter().collect_view()}
                {median}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let sorts = Sort::ALL.iter().map(|&by| {
        let current = (by == sort).then_some("true");
        view! { <li><a href=format!("{}#parts", address(period, kind, by)) aria-current=current>{by.word(lang)}</a></li> }
    });
    let sorts = sorts.collect_view();
    view! {
        <section aria-labelledby="parts">
            <h2 id="parts">{t.figures_parts}<span class="of">{period.word(lang)}</span></h2>
            <nav class="filters" aria-label=t.figures_parted_by><ul>{choices}</ul></nav>
            <nav class="filters figures-sort" aria-label=t.figures_sorted_by>
                <p class="filters-name">{t.figures_sorted_by}</p>
                <ul>{sorts}</ul>
            </nav>
            {is_empty.then(|| view! { <p class="empty">{t.figures_empty}</p> })}
            <div class="scroll" role="region" aria-label=t.figures_parts_table tabindex="0">
                <table class="sheet records figures-table">
                    <caption>{t.figures_few}</caption>
                    <thead>
                        <tr>
                            {head(Sort::Name, kind.word(lang), "ascending")}
                            {head(Sort::Assigned, t.figures_assigned, "descending")}
                            {heads}
                            {head(Sort::Median, t.figures_median, "ascending")}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}
