//! Papers like the one that is being written, with what was answered: shown beside, never in the way.

use domain::proposal::ProposalId;
use domain::proposal::similar::{Answered, SimilarPaper};
use leptos::prelude::*;

use crate::api::drafts::similar;
use crate::kit::components::StageTag;
use crate::kit::format::Day;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    similar_hint: "看看以前怎样答复的。内容相同的，可以写明有什么新情况；不影响提交。", "See what was answered before. If yours is the same, say what is new. It does not keep you from submitting.";
    similar_answered: "查看答复", "What was answered";
    new_window: "（在新窗口打开）", "(opens in a new window)";
}

/// The papers like the draft as it was last saved; looked for again each time it is saved.
#[component]
pub(crate) fn SimilarPapers(
    id: ProposalId,
    /// The version on the server; 0 where there is none yet.
    version: RwSignal<i32>,
    /// Those of the version that the page came with.
    begun: Vec<SimilarPaper>,
) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let shown = RwSignal::new(begun);
    Effect::new(move |before: Option<i32>| {
        let now = version.get();
        if before.is_some_and(|before| before != now) {
            leptos::task::spawn_local(async move {
                // Whoever writes must not be disturbed by a question that failed, or that a later one has overtaken.
                let Ok(found) = similar(id).await else { return };
                if version.try_get_untracked() == Some(now) {
                    shown.set(found);
                }
            });
        }
        now
    });
    let n = Memo::new(move |_| shown.with(Vec::len));
    let heading = move || lang.pick(format!("已有类似建议{}件", n.get()), format!("Similar proposals: {}", n.get()));
    view! {
        <Show when=move || n.get() != 0>
            <section class="alike" aria-labelledby="alike">
                <h2 id="alike"><span role="status">{heading}</span></h2>
                <p class="hint">{t.similar_hint}</p>
                // A paper that is found again stays as it stands, with what the reader has unfolded.
                <ul><For each=move || shown.get() key=SimilarPaper::clone children=|paper| view! { <Paper paper/> }/></ul>
            </section>
        </Show>
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
