//! The units that handle proposals, as everyone may know them: what they have in hand and how they answer.

use domain::county::people::BodyId;
use domain::proposal::follow::Followed;
use domain::proposal::statistics::{Figure, Figures, Kind, Measure, Period, Plain};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::deputies::{Paging, PeopleAndUnits};
use super::follow::Follow;
use super::kept_form;
use crate::Failure;
use crate::api::figures::{UnitLine, UnitPage, public_unit_record, public_units};
use crate::api::follow::{SiteView, public_site};
use crate::kit::components::{
    Counted, Crumbs, MeasureCard, Scope, ShareCell, SummaryRow, Waiting, days_words, encode, page_error,
};
use crate::kit::forms::Refused;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within crate::texts]

    units_lead: "各承办单位主办的建议：手上有多少、答复了多少、是否按期、承诺是否兑现。", "What each unit leads: in hand, answered, on time, and promises kept.";
    units_in_hand: "在办", "In hand";
    units_late: "到期未答复", "due and not answered";
    units_closed: "已撤销或合并", "closed or merged";
    units_figures: "主办建议的办理情况", "How it handles what it leads";
    units_papers: "主办的建议", "Proposals it leads";
}

/// The measures of each unit.
const OF_UNITS: [Measure; 3] = [Measure::Replied, Measure::OnTime, Measure::PromisesKept];

/// All units.
#[component]
pub(super) fn UnitsPage() -> impl IntoView {
    let t = texts();
    let found = load(|| (), |()| public_units());
    view! {
        <Title text=t.units_heading/>
        <Crumbs above=vec![("/", t.home)] here=t.units_heading.to_owned()/>
        <h1>{t.units_heading}</h1>
        <p class="lead">{t.units_lead}</p>
        <PeopleAndUnits units=true/>
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(units) => view! { <Units units/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Units(units: Vec<UnitLine>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let heads = OF_UNITS.map(|measure| view! { <th scope="col">{measure.word(lang)}</th> }).into_iter().collect_view();
    let rows = units.into_iter().map(|line| {
        let scope = Scope::part(Period::All, Kind::Unit, line.unit);
        let figures = line.figures;
        let cells = OF_UNITS.map(|measure| view! { <ShareCell measure figures=figures.clone() scope=scope.clone()/> });
        let (median, _) = days_words(&figures);
        let count = |label: &'static str, figure: Figure| {
            view! { <td data-label=label><Counted figures=figures.clone() figure scope=scope.clone()/></td> }
        };
        view! {
            <tr>
                <th scope="row">
                    <A href=format!("/units/{}", line.unit)>{line.name}</A>
                    {line.is_closed.then(|| view! { <span class="hint">{t.units_closed}</span> })}
                </th>
                {count(t.figures_assigned, Figure::Assigned)}
                {count(t.units_in_hand, Figure::Plain(Plain::InHand))}
                {cells.into_iter().collect_view()}
                <td data-label=t.figures_median>{median}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class="sheet records figures-table">
            <caption>{t.figures_few}</caption>
            <thead><tr><th scope="col">{t.unit}</th><th scope="col">{t.figures_assigned}</th><th scope="col">{t.units_in_hand}</th>{heads}<th scope="col">{t.figures_median}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// One unit.
#[component]
pub(super) fn UnitRecordPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        let unit = params.read().get("id").and_then(|id| id.parse::<BodyId>().ok());
        (unit, query.read().get("after").unwrap_or_default())
    });
    let found = load(
        move || asked.get(),
        |(unit, after)| async move {
            match unit {
                Some(unit) => Ok((unit, public_unit_record(unit, after).await?)),
                None => Err(Failure::NotFound),
            }
        },
    );
    let site = load(|| (), |()| public_site());
    let kept = kept_form();
    view! {
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                let site = site.await.ok();
                provide_context(Refused(kept.await));
                match found.await {
                    Ok((unit, page)) => view! { <UnitRecord unit page after=asked.get_untracked().1 site/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn UnitRecord(unit: BodyId, page: UnitPage, after: String, site: Option<SiteView>) -> impl IntoView {
    let t = texts();
    let figures = page.periods.get(&Period::All).cloned().unwrap_or_default();
    let scope = Scope::part(Period::All, Kind::Unit, unit);
    let next = page.next.map(|after| format!("/units/{unit}?after={}", encode(&after)));
    let first = (!after.is_empty()).then(|| format!("/units/{unit}"));
    let is_empty = page.rows.is_empty();
    view! {
        <Title text=page.name.clone()/>
        <Crumbs above=vec![("/", t.home), ("/units", t.units_heading)] here=page.name.clone()/>
        <h1>{page.name}</h1>
        {page.is_closed.then(|| view! { <p class="hint">{t.units_closed}</p> })}
        <section aria-labelledby="figures">
            <h2 id="figures">{t.units_figures}</h2>
            <UnitFigures figures scope/>
            <p class="hint">{t.figures_few}</p>
        </section>
        <section aria-labelledby="papers">
            <h2 id="papers">{t.units_papers}</h2>
            {is_empty.then(|| view! { <p class="empty">{t.list_empty}</p> })}
            <ul class="rows">{page.rows.into_iter().map(|summary| view! { <SummaryRow summary/> }).collect_view()}</ul>
            <Paging first next/>
        </section>
        {site.map(|site| view! { <Follow followed=Followed::Unit(unit) site/> })}
    }
}

/// What a unit has in hand, and how it answers.
#[component]
fn UnitFigures(figures: Figures, scope: Scope) -> impl IntoView {
    let t = texts();
    let (median, p90) = days_words(&figures);
    let timed = figures.timed();
    let count = |figure: Figure| view! { <Counted figures=figures.clone() figure scope=scope.clone()/> };
    let measures =
        [Measure::Replied, Measure::OnTime, Measure::Met, Measure::Solved, Measure::Strict, Measure::PromisesKept];
    let cards = measures.map(|measure| view! { <MeasureCard measure figures=figures.clone() scope=scope.clone()/> });
    view! {
        <dl class="figures figures-key">
            <div class="figure">
                <dt>{t.units_in_hand}</dt>
                <dd>
                    <b>{count(Figure::Plain(Plain::InHand))}</b>
                    <span>{t.figures_assigned}" "{count(Figure::Assigned)}</span>
                    <span>{t.units_late}" "{count(Figure::Plain(Plain::DueUnanswered))}</span>
                </dd>
            </div>
            {cards.into_iter().collect_view()}
            <div class="figure">
                <dt>{t.figures_median}</dt>
                <dd><b>{median}</b><span>{t.figures_p90}" "{p90}</span><span class="figure-n">"n = "{timed}</span></dd>
            </div>
        </dl>
    }
}
