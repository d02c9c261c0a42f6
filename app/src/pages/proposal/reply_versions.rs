//! The versions of a reply in the making, each with what changed: for the people of its unit.

use domain::county::moment::{county_date, county_time};
use domain::proposal::ProposalId;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

use super::versions::Changes;
use crate::Failure;
use crate::api::proposals::{ReplyVersion, reply_versions};
use crate::kit::components::{Crumbs, Waiting, page_error};
use crate::kit::format::Day;
use crate::kit::loading::load;
use crate::texts::bilingual;

bilingual! {
    [within super]

    reply_versions_heading: "答复稿的各个版本", "Versions of the reply";
    back_to_proposal: "返回这件建议", "Back to the proposal";
    reply_versions_empty: "还没有答复稿。", "There is no draft yet.";
    no_changes: "内容没有改动。", "Nothing changed.";
}

/// The versions, latest first.
#[component]
pub(crate) fn ReplyVersionsPage() -> impl IntoView {
    let t = texts();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<ProposalId>().ok()));
    let versions = load(
        move || id.get(),
        |id| async move {
            let id = id.ok_or(Failure::NotFound)?;
            Ok::<_, Failure>((id, reply_versions(id).await?))
        },
    );
    view! {
        <Title text=t.reply_versions_heading/>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match versions.await {
                    Ok((id, versions)) => view! { <Versions id versions/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn Versions(id: ProposalId, versions: Vec<ReplyVersion>) -> impl IntoView {
    let t = texts();
    view! {
        <Crumbs above=vec![("/desk", t.entry_desk)] here=t.reply_versions_heading.to_owned()/>
        <h1>{t.reply_versions_heading}</h1>
        <p><A href=format!("/proposals/{id}")>{t.back_to_proposal}</A></p>
        {versions.is_empty().then(|| view! { <p class="empty">{t.reply_versions_empty}</p> })}
        {versions.into_iter().map(|version| view! {
            <section>
                <h2><Day day=county_date(version.at)/>" "{county_time(version.at)}" "{version.by}</h2>
                {version.changes.is_empty().then(|| view! { <p class="hint">{t.no_changes}</p> })}
                {version.changes.into_iter().map(|(name, stretches)| view! {
                    <h3>{name}</h3>
                    <p class="text changes" lang="zh-CN"><Changes stretches/></p>
                }).collect_view()}
            </section>
        }).collect_view()}
    }
}
