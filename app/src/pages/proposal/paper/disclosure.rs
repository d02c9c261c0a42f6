//! Why not everything is published, and what is instead.

use domain::parts::publication::Disclosure;
use domain::proposal::view::{ProposalView, RestrictionView};
use leptos::prelude::*;

use crate::kit::format::Day;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    published_summary_inside: "本件只向公众公开摘要：公众看到标题、办理状态、日期和摘要，看不到正文、答复内容、承诺和进展。其余内容只有相关人员可见；下面写明“公开”的文字，在本件中公众也看不到。", "The public reads a summary of this paper only: its title, how it stands, days and the summary; not its text, replies, promises or reports. Where a form says that a text is public, it is not so for this paper.";
    published_summary: "本件依规定只公开摘要：正文、答复内容和承诺不公开。", "Of this paper a summary is published: its text, replies and promises are not.";
    published_nothing: "本件不向公众公开：公众只看到编号、日期和依据。下面写明“公开”的文字，在本件中公众也看不到。", "This paper is not published: the public sees its number, a day and the ground. Where a form says that a text is public, it is not so for this paper.";
    summary_heading: "摘要", "Summary";
}

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
