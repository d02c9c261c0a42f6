//! The versions of one's own draft: a list, one beside the present text, and bringing one back.

use domain::proposal::ProposalId;
use domain::proposal::versions::{VersionLine, VersionView};
use ground::diff::{Change, Stretch};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::Failure;
use crate::api::drafts::{VersionsView, version, versions};
use crate::kit::components::{Crumbs, Pending, PostForm, RefusedNotice, Waiting, page_error};
use crate::kit::format::Day;
use crate::kit::forms::Refused;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::kept_form;
use crate::texts::bilingual;

bilingual! {
    [within super]

    versions_hint: "写作过程中自动留存，最多保留最近200个版本。只有您自己能看到。", "Kept while you write, the latest 200. Only you can see them.";
    versions_empty: "还没有历史版本。保存草稿后会出现在这里。", "None yet. They appear once a draft is saved.";
    versions_earlier: "更早的版本", "Earlier ones";
    versions_back: "回到这件建议", "Back to the proposal";
    versions_all: "全部历史版本", "All earlier versions";
    version_heading: "版本", "Version of";
    version_same: "这个版本与现在的内容相同。", "This version is the same as the present text.";
    version_compared: "与现在的内容比较：", "Compared with the present text:";
    version_removed: "划线：这个版本有，现在没有", "Struck out: in this version, gone now";
    version_added: "下划线：后来加上的", "Underlined: added since";
    version_word_removed: "已删去", "removed";
    version_word_added: "后加", "added";
    restore_version: "恢复这个版本", "Bring this version back";
    restore_version_hint: "恢复后，现在的内容也会留在历史版本里，不会丢失。", "The present text stays among the versions: nothing is lost.";
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
enum Shown {
    List(VersionsView),
    One(VersionView),
}

/// The versions of a draft, or the one that the address names.
#[component]
pub(crate) fn VersionsPage() -> impl IntoView {
    let t = texts();
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<ProposalId>().ok()));
    let number = move |name: &str| query.read().get(name).and_then(|n| n.parse::<i32>().ok());
    let place = Memo::new(move |_| (number("seq"), number("after")));
    let shown = load(
        move || (id.get(), place.get()),
        |(id, (seq, after))| async move {
            let id = id.ok_or(Failure::NotFound)?;
            Ok(match seq {
                Some(seq) => (id, Shown::One(version(id, seq).await?)),
                None => (id, Shown::List(versions(id, after).await?)),
            })
        },
    );
    let kept = kept_form();
    view! {
        <Title text=t.versions_heading/>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                let kept = kept.await;
                let shown = shown.await;
                provide_context(Refused(kept));
                match shown {
                    Ok((id, Shown::List(list))) => view! { <List id list/> }.into_any(),
                    Ok((id, Shown::One(one))) => view! { <One id one/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn List(id: ProposalId, list: VersionsView) -> impl IntoView {
    let t = texts();
    let is_empty = list.lines.is_empty();
    view! {
        <Crumbs above=vec![("/desk", t.entry_desk)] here=t.versions_heading.to_owned()/>
        <section class="narrow">
            <h1>{t.versions_heading}</h1>
            <p class="hint">{t.versions_hint}</p>
            {is_empty.then(|| view! { <p class="empty">{t.versions_empty}</p> })}
            <ol class="rows versions">
                {list.lines.into_iter().map(|line| { let when = line.clone(); view! {
                    <li class="row"><A href=format!("/proposals/{id}/versions?seq={}", when.seq)><When line=when/></A><Size line/></li>
                }}).collect_view()}
            </ol>
            <p class="paging">
                <A href=format!("/proposals/{id}")>{t.versions_back}</A>
                {list.next.map(|next| view! {
                    <A href=format!("/proposals/{id}/versions?after={next}") attr:class="button">{t.versions_earlier}</A>
                })}
            </p>
        </section>
    }
}

#[component]
fn When(line: VersionLine) -> impl IntoView {
    view! { <Day day=line.on/>" "{line.time} }
}

#[component]
fn Size(line: VersionLine) -> impl IntoView {
    let lang = lang();
    view! {
        <span class="row-facts">
            <span>{line.kept.word(lang)}</span>
            <span>{lang.pick(format!("{}个字", line.length), format!("{} characters", line.length))}</span>
        </span>
    }
}

#[component]
fn One(id: ProposalId, one: VersionView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let VersionView { line, parts, can_restore, version } = one;
    let seq = line.seq;
    let is_same = parts.iter().all(|(_, stretches)| stretches.iter().all(|(change, _)| *change == Change::Kept));
    view! {
        <Crumbs above=vec![("/desk", t.entry_desk)] here=t.versions_heading.to_owned()/>
        <section class="narrow">
            <h1>{t.version_heading}" "<When line=line.clone()/></h1>
            <p><Size line/></p>
            <RefusedNotice prefix=""/>
            {if is_same {
                view! { <p class="notice">{t.version_same}</p> }.into_any()
            } else {
                view! {
                    <p class="hint">{t.version_compared}</p>
                    <p class="changes-key"><del>{t.version_removed}</del>" "<ins>{t.version_added}</ins></p>
                }.into_any()
            }}
            {parts.into_iter().map(|(part, stretches)| view! {
                <section><h2>{part.word(lang)}</h2><p class="text changes" lang="zh-CN"><Changes stretches/></p></section>
            }).collect_view()}
            {can_restore.then(|| view! { <RestoreForm id version seq/> })}
            <p><A href=format!("/proposals/{id}/versions")>{t.versions_all}</A></p>
        </section>
    }
}

/// A compared text: what only this version has is struck out, what was added since is underlined, each with its word.
#[component]
pub(crate) fn Changes(stretches: Vec<Stretch>) -> impl IntoView {
    let t = texts();
    let word = |word: &'static str| view! { <span class="visually-hidden">{format!("〔{word}〕")}</span> };
    stretches
        .into_iter()
        .map(|(change, text)| match change {
            Change::Kept => text.into_any(),
            Change::Removed => view! { <del>{word(t.version_word_removed)}{text}</del> }.into_any(),
            Change::Added => view! { <ins>{word(t.version_word_added)}{text}</ins> }.into_any(),
        })
        .collect_view()
}

#[component]
fn RestoreForm(id: ProposalId, version: i32, seq: i32) -> impl IntoView {
    let t = texts();
    view! {
        <PostForm action="/api/restore">
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="version" value=version.to_string()/>
            <input type="hidden" name="seq" value=seq.to_string()/>
            <p class="hint">{t.restore_version_hint}</p>
            <p class="actions">
                <button class="button button-main" type="submit">{t.restore_version}</button>
                <Pending/>
            </p>
        </PostForm>
    }
}
