//! Papers like the one that is being written, with what was answered: shown beside, never in the way.

use domain::proposal::ProposalId;
use domain::proposal::similar::{Answered, SimilarPaper};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use crate::Failure;
use crate::api::drafts::similar;
use crate::kit::components::{StageTag, Waiting, page_error};
use crate::kit::format::Day;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    similar_heading: "类似建议", "Similar proposals";
    similar_hint: "看看以前怎样答复的。内容相同的，可以写明有什么新情况；不影响提交。", "See what was answered before. If yours is the same, say what is new. It does not keep you from submitting.";
    similar_answered: "查看答复", "What was answered";
    new_window: "（在新窗口打开）", "(opens in a new window)";
}

/// The element that a browser takes anew each time the draft is saved.
pub(crate) const SIMILAR: &str = "similar";

/// The papers like the draft as it was last saved.
#[component]
pub(crate) fn SimilarPapers(papers: Vec<SimilarPaper>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let n = papers.len();
    let heading = lang.pick(format!("已有类似建议{n}件"), format!("Similar proposals: {n}"));
    view! {
        <div id=SIMILAR>
            {(n > 0).then(|| view! {
                <section class="alike" aria-labelledby="alike">
                    <h2 id="alike"><span role="status">{heading}</span></h2>
                    <p class="hint">{t.similar_hint}</p>
                    <ul>{papers.into_iter().map(|paper| view! { <Paper paper/> }).collect_view()}</ul>
                </section>
            })}
        </div>
    }
}

/// The same by themselves, for the browser of whoever is writing.
#[component]
pub(crate) fn SimilarPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<ProposalId>().ok()));
    let found = load(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => similar(id).await,
                None => Err(Failure::NotFound),
            }
        },
    );
    view! {
        <Title text=texts().similar_heading/>
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(papers) => view! { <h1>{texts().similar_heading}</h1><SimilarPapers papers/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Suspense>
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
