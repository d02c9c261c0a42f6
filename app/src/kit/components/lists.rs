//! Lines of lists, and the way back.

use domain::proposal::excerpt::Excerpt;
use domain::proposal::view::Summary;
use leptos::prelude::*;
use leptos_router::components::A;

use super::search::Marked;
use super::status::{Due, StageTag};
use crate::kit::preferences::lang;
use crate::texts::texts;

/// One proposal in a list: title first, then number, deputy, unit and status.
#[component]
pub(crate) fn SummaryRow(
    summary: Summary,
    /// Where it has what was searched for.
    #[prop(default = None)]
    excerpt: Option<Excerpt>,
) -> impl IntoView {
    let t = texts();
    let title = if summary.title.trim().is_empty() { t.untitled.to_owned() } else { summary.title.clone() };
    let address = format!("/proposals/{}", summary.id);
    let due = summary.due.zip(summary.days_left);
    let what = summary.stage.awaits(lang());
    let (marked, text) = excerpt.map_or((None, None), |excerpt| (Some(excerpt.title), excerpt.text));
    let title = match marked {
        Some(pieces) => view! { <Marked pieces/> }.into_any(),
        None => view! { {title} }.into_any(),
    };
    let text = text.map(|(found_in, pieces)| {
        view! { <p class="row-found"><b>{found_in.word(lang())}</b><Marked pieces/></p> }
    });
    view! {
        <li class="row">
            <h3 class="row-title" lang="zh-CN"><A href=address>{title}</A></h3>
            <p class="row-facts">
                {summary.number.map(|number| view! { <span class="number">{number.to_string()}</span> })}
                <span>{t.lead_deputy}" "<A href=format!("/deputies/{}", summary.lead)>{summary.lead_name}</A></span>
                {summary.unit.zip(summary.lead_unit).map(|(name, id)| view! { <A href=format!("/units/{id}")>{name}</A> })}
            </p>
            {text}
            <p class="row-status">
                <StageTag stage=summary.stage/>
                {due.map(|(day, days_left)| view! { <Due day days_left what/> })}
            </p>
        </li>
    }
}

/// The way back: the pages above this one, then this one.
#[component]
pub(crate) fn Crumbs(
    /// Address and name of each page above.
    above: Vec<(&'static str, &'static str)>,
    /// The name of this one.
    here: String,
) -> impl IntoView {
    let t = texts();
    view! {
        <nav class="crumbs" aria-label=t.breadcrumb>
            <ol>
                {above.into_iter().map(|(address, name)| view! { <li><A href=address>{name}</A></li> }).collect_view()}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
}
