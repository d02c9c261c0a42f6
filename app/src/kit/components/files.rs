//! Attached files: name, kind and size, and for who may, the way to take them off.

use domain::parts::files::{AttachmentView, Purpose};
use leptos::prelude::*;

use super::form::PostForm;
use super::notice::encode;
use super::status::Icon;
use crate::kit::format::Day;
use crate::kit::preferences::lang;
use crate::texts::texts;

/// A list of attached files.
#[component]
pub(crate) fn FileList(
    files: Vec<AttachmentView>,
    /// Whether the reader may take files off.
    #[prop(optional)]
    remove: bool,
) -> impl IntoView {
    let rows = files.into_iter().map(|file| view! { <Row file remove/> });
    view! { <ul class="files">{rows.collect_view()}</ul> }
}

#[component]
fn Row(file: AttachmentView, remove: bool) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let name = file.name.to_string();
    let address = format!("/files/{}/{}", file.id.0, encode(&name));
    let size = file.size();
    let state = (file.purpose == Purpose::SignedScan).then(|| {
        let (icon, class, word) = if file.outdated {
            ("ended", "tag tag-ended", t.scan_outdated)
        } else {
            ("done", "tag tag-done", t.scan_present)
        };
        view! { <span class=class><Icon name=icon/>{word}</span> }
    });
    view! {
        <li class="file">
            <div>
                <p class="file-name"><a href=address rel="external" lang="zh-CN">{name.clone()}</a></p>
                <p class="row-facts"><span>{file.kind.word(lang)}</span><span>{size}</span><Day day=file.on/>{state}</p>
            </div>
            {remove.then(|| view! {
                <details class="file-remove">
                    <summary>{t.remove}<span class="visually-hidden">" "{name.clone()}</span></summary>
                    <PostForm action="/api/remove-attachment" class="">
                        <input type="hidden" name="id" value=file.id.0.to_string()/>
                        <button class="button" type="submit">{t.remove_confirm}<span class="visually-hidden">" "{name}</span></button>
                    </PostForm>
                </details>
            })}
        </li>
    }
}
