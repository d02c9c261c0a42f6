//! What I was told: the latest first, unread ones with a word and a sign, each leading to its paper.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use crate::api::notices::{NoticeView, NoticesView, my_notices};
use crate::kit::components::{Icon, PostForm, Waiting, encode, page_error};
use crate::kit::format::Day;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within crate::texts]

    notices_empty: "还没有通知。您参与的建议有进展时，会出现在这里。", "No notices yet. They come when something happens to a proposal that concerns you.";
    notices_read_all: "全部标为已读", "Mark all as read";
    notice_unread: "未读", "Unread";
}

/// What I was told.
#[component]
pub(super) fn NoticesPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let page = load(move || query.read().get("after").unwrap_or_default(), my_notices);
    view! {
        <Title text=t.notices/>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Notices page/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn Notices(page: NoticesView) -> impl IntoView {
    let t = texts();
    let next = page.next.map(|after| format!("/notices?after={}", encode(&after)));
    let is_empty = page.lines.is_empty();
    view! {
        <h1>{t.notices}</h1>
        <div class="actions">
            {page.has_unread.then(|| view! {
                <PostForm action="/api/read-notices">
                    <button class="button" type="submit">{t.notices_read_all}</button>
                </PostForm>
            })}
            <A href="/account/notices">{t.notice_settings}</A>
        </div>
        {is_empty.then(|| view! { <p class="empty">{t.notices_empty}</p> })}
        <div class="notices">
            <ul class="rows">{page.lines.into_iter().map(|line| view! { <Line line/> }).collect_view()}</ul>
        </div>
        {next.map(|address| view! { <nav class="paging" aria-label=t.paging><a href=address class="button">{t.next_page}</a></nav> })}
    }
}

/// One notice. An unread one is opened by a form, because opening it changes something.
#[component]
fn Line(line: NoticeView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let NoticeView { id, message, is_read, paper } = line;
    let subject = message.subject(lang);
    let address = paper.as_ref().map(|(id, _)| format!("/proposals/{id}"));
    let opener = match (is_read, address) {
        (true, Some(address)) => view! { <A href=address>{subject}</A> }.into_any(),
        (true, None) => subject.into_any(),
        (false, _) => view! {
            <PostForm action="/api/open-notice" class="opener">
                <input type="hidden" name="id" value=id/>
                <button class="as-link" type="submit">{subject}</button>
            </PostForm>
        }
        .into_any(),
    };
    let title = paper.map(|(_, title)| title).filter(|title| !title.trim().is_empty());
    view! {
        <li class="row" class:notice-unread=!is_read>
            <div class="row-title">{opener}</div>
            {title.map(|title| view! { <p class="notice-paper" lang="zh-CN">{title}</p> })}
            {message.advice(lang).map(|advice| view! { <p class="notice-advice">{advice}</p> })}
            <p class="row-facts">
                {(!is_read).then(|| view! { <span class="unread"><Icon name="waiting"/>{t.notice_unread}</span> })}
                <Day day=message.on/>
            </p>
        </li>
    }
}
