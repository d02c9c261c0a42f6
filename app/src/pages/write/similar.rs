//! Papers like the one that is being written, with what was answered: shown beside, never in the way.

use domain::people::ProposalId;
use domain::similar::{Answered, SimilarPaper};
use leptos::prelude::*;

use crate::api::drafts::similar;
use crate::components::StageTag;
use crate::format::Day;
use crate::preferences::lang;
use crate::texts::texts;

/// The papers like the draft as it was last saved; looked for again each time it is saved.
#[component]
pub(super) fn SimilarPapers(
    id: ProposalId,
    /// The version on the server; 0 where there is none yet.
    version: RwSignal<i32>,
) -> impl IntoView {
    let found = Resource::new_blocking(
        move || version.try_get().unwrap_or_default(),
        move |version| async move {
            // Whoever writes must not be disturbed by a question that failed.
            if version == 0 { Vec::new() } else { similar(id).await.unwrap_or_default() }
        },
    );
    view! { <Transition><Found found/></Transition> }
}

#[component]
fn Found(found: Resource<Vec<SimilarPaper>>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    // The same papers again are left as they stand, with what the reader has unfolded.
    let shown = Memo::new(move |_| found.get().unwrap_or_default());
    move || {
        let papers = shown.get();
        let n = papers.len();
        (n > 0).then(|| {
            view! {
                <section class="alike" aria-labelledby="alike">
                    <h2 id="alike"><span role="status">{lang.pick(format!("已有类似建议{n}件"), format!("Similar proposals: {n}"))}</span></h2>
                    <p class="hint">{t.similar_hint}</p>
                    <ul>{papers.into_iter().map(|paper| view! { <Paper paper/> }).collect_view()}</ul>
                </section>
            }
        })
    }
}

#[component]
fn Paper(paper: SimilarPaper) -> impl IntoView {
    let t = texts();
    let address = format!("/proposals/{}", paper.id);
    let title = if paper.title.trim().is_empty() { t.untitled.to_owned() } else { paper.title };
    view! {
        <li>
            // In a window of its own: what is being written stays where it is.
            <p class="alike-title" lang="zh-CN">
                <a href=address target="_blank" rel="external">{title}<span class="visually-hidden">" "{t.new_window}</span></a>
            </p>
            <p class="row-facts">
                {paper.number.map(|number| view! { <span class="number">{number.to_string()}</span> })}
                <span>{paper.lead_name}</span>
                {paper.submitted_on.map(|day| view! { <span><Day day/></span> })}
                <StageTag stage=paper.stage/>
            </p>
            {paper.reply.map(|reply| view! { <Reply reply/> })}
        </li>
    }
}

#[component]
fn Reply(reply: Answered) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    view! {
        <details class="more">
            <summary>{t.similar_answered}" · "{reply.class.word(lang)}</summary>
            <p class="hint"><Day day=reply.on/></p>
            <p class="text" lang="zh-CN">{reply.opening}</p>
            <ol>
                {reply.answers.into_iter().map(|(ask, answer)| view! {
                    <li><p class="hint" lang="zh-CN">{ask}</p><p class="text" lang="zh-CN">{answer}</p></li>
                }).collect_view()}
            </ol>
        </details>
    }
}
