//! Why not everything is published, and what is instead.

use domain::parts::publication::Disclosure;
use domain::proposal::view::{ProposalView, RestrictionView};
use leptos::prelude::*;

use crate::kit::format::Day;
use crate::kit::preferences::lang;
use crate::texts::texts;

/// What the public reads of this paper, where that is not all of it: those who read the whole are told whom they write for.
#[component]
pub(crate) fn Published(proposal: ProposalView) -> impl IntoView {
    let t = texts();
    let reads_all = proposal.text.is_some();
    let words = match proposal.disclosure {
        Disclosure::Open => return None,
        Disclosure::Summary if reads_all => t.published_summary_inside,
        Disclosure::Summary => t.published_summary,
        Disclosure::Closed => t.published_nothing,
    };
    Some(view! { <p class="notice notice-do">{words}</p> })
}

/// The ground, the day of the review, and the summary.
#[component]
pub(crate) fn Restriction(restriction: Option<RestrictionView>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    restriction.map(|why| {
        view! {
            {why.summary.map(|summary| view! { <section><h2>{t.summary_heading}</h2><p class="text" lang="zh-CN">{summary}</p></section> })}
            <section class="notice">
                <h2>{t.disclosure}</h2>
                <p>{t.restriction_ground}" "<b>{why.ground.word(lang)}</b>" · "{t.review_on}" "<Day day=why.review_on/></p>
                {why.reason.map(|reason| view! { <p class="text" lang="zh-CN">{reason}</p> })}
            </section>
        }
    })
}
