//! The first page: what this is, the figures of the session, key proposals, the latest replies.

use domain::county::number::Cohort;
use domain::proposal::command::ReplyClass;
use domain::proposal::statistics::{Figure, Figures, Measure, Period, Plain};
use domain::proposal::view::LatestReply;
use domain::proposal::workflow::Stage;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::api::public::{HomeView, public_home};
use crate::kit::components::{
    Counted, Icon, MeasureCard, Scope, SearchField, StageTag, SummaryRow, Waiting, page_error, share_words,
};
use crate::kit::format::Day;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::texts;

/// The first page.
#[component]
pub(super) fn HomePage() -> impl IntoView {
    let t = texts();
    let home = load(|| (), |()| public_home());
    view! {
        <Title text=""/>
        <section class="hero">
            <h1>{t.home_heading}</h1>
            <p class="lead">{t.home_lead}</p>
            <form method="get" action="/proposals" class="search" role="search"><SearchField/></form>
            <p class="actions"><A href="/proposals" attr:class="button button-main">{t.see_all}</A><A href="/commitments" attr:class="button">{t.promises_heading}</A></p>
        </section>
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match home.await {
                    Ok(home) => view! { <Record home/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Record(home: HomeView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let cohort = home.cohort.map(|cohort| cohort.word(lang)).unwrap_or_default();
    let scope = Scope::whole(home.cohort.map_or(Period::All, Period::Cohort));
    let all = address_of_figures(home.cohort);
    view! {
        <section aria-labelledby="figures">
            <h2 id="figures">{t.figures_heading}<span class="of">{cohort}</span></h2>
            <FigureCards figures=home.figures.clone() scope=scope.clone()/>
            <Stages figures=home.figures scope/>
            <p><A href=all>{t.figures_all}</A></p>
        </section>
        <div class="columns">
            <section aria-labelledby="key">
                <h2 id="key"><Icon name="key"/>{t.key_heading}</h2>
                <p class="hint">{t.key_hint}</p>
                <ul class="rows">
                    {home.key.into_iter().map(|summary| view! { <SummaryRow summary/> }).collect_view()}
                </ul>
                <p><A href="/key-proposals">{t.key_all}</A></p>
            </section>
            <section aria-labelledby="latest">
                <h2 id="latest">{t.latest_heading}</h2>
                <p class="hint">{t.latest_hint}</p>
                {home.latest.is_empty().then(|| view! { <p class="empty">{t.latest_empty}</p> })}
                <ul class="rows">
                    {home.latest.into_iter().map(|reply| view! { <ReplyRow reply/> }).collect_view()}
                </ul>
            </section>
        </div>
        <section aria-labelledby="how">
            <h2 id="how">{t.how_heading}</h2>
            <ol class="steps">
                {[t.how_1, t.how_2, t.how_3, t.how_4].into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}
            </ol>
        </section>
    }
}

/// The page of figures, of the same papers.
fn address_of_figures(cohort: Option<Cohort>) -> String {
    let period = cohort.map_or(Period::All, Period::Cohort);
    let (name, value) = period.address().unwrap_or(("year", period.to_string()));
    format!("/figures?{name}={}", crate::kit::components::encode(&value))
}

/// Large numbers, each with its formula and n.
#[component]
fn FigureCards(figures: Figures, scope: Scope) -> impl IntoView {
    let t = texts();
    let count = |figure: Figure| view! { <Counted figures=figures.clone() figure scope=scope.clone()/> };
    let cards = [Measure::Replied, Measure::Met]
        .map(|measure| view! { <MeasureCard measure figures=figures.clone() scope=scope.clone()/> });
    // Who has not rated is in neither rate: it stands beside them.
    let broad = Measure::Broad;
    let words = format!("{} {} · {} ", broad.word(lang()), share_words(broad.of(&figures)), t.figure_unrated);
    let unrated = count(Figure::Plain(Plain::Unrated));
    view! {
        <dl class="figures">
            <div class="figure">
                <dt>{t.figure_registered}</dt>
                <dd>
                    <b>{count(Figure::Registered)}</b>
                    <span>{t.figure_assigned}" "{count(Figure::Assigned)}</span>
                </dd>
            </div>
            {cards.into_iter().collect_view()}
            <MeasureCard measure=Measure::Strict figures=figures.clone() scope=scope.clone()>
                {words}{unrated}
            </MeasureCard>
        </dl>
        <details class="more">
            <summary>{t.classes_heading}</summary>
            <table>
                <caption>{t.classes_caption}</caption>
                <thead><tr><th scope="col">{t.column_class}</th><th scope="col">{t.column_count}</th><th scope="col">{t.column_share}</th></tr></thead>
                <tbody>
                    {ReplyClass::ALL.iter().map(|&class| view! {
                        <tr>
                            <th scope="row">{class.word(lang())}</th>
                            <td>{count(Figure::Class(class))}</td>
                            <td>{figures.class(class).percent()}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </details>
    }
}

/// How many stand where, as bars with their numbers; each opens its list.
#[component]
fn Stages(figures: Figures, scope: Scope) -> impl IntoView {
    let t = texts();
    let whole = figures.n(Figure::Registered).max(1);
    let rows =
        Stage::ALL.iter().filter(|stage| stage.is_public()).map(|&stage| (stage, figures.n(Figure::Stage(stage))));
    let rows = rows.filter(|(_, n)| *n > 0).map(|(stage, n)| {
        let address = scope.list(Figure::Stage(stage));
        let width = (100 * n).div_ceil(whole).to_string();
        view! {
            <tr>
                <th scope="row"><StageTag stage/></th>
                <td class="bar-cell">
                    <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                        <rect width=width height="8"/>
                    </svg>
                </td>
                <td class="count"><A href=address>{n}</A></td>
            </tr>
        }
    });
    view! {
        <table class="bars">
            <caption>{t.stages_caption}</caption>
            <thead class="visually-hidden">
                <tr><th scope="col">{t.column_stage}</th><th scope="col">{t.column_bar}</th><th scope="col">{t.column_count}</th></tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

#[component]
fn ReplyRow(reply: LatestReply) -> impl IntoView {
    let lang = lang();
    let address = format!("/proposals/{}", reply.summary.id);
    view! {
        <li class="row">
            <h3 class="row-title" lang="zh-CN"><A href=address>{reply.summary.title}</A></h3>
            <p class="row-facts">
                {reply.summary.number.map(|number| view! { <span class="number">{number.to_string()}</span> })}
                {reply.summary.unit.map(|unit| view! { <span>{unit}</span> })}
                <span><Day day=reply.on/></span>
            </p>
            <p class="row-status"><span class="class">{reply.class.word(lang)}</span></p>
        </li>
    }
}
