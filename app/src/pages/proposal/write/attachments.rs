//! What is attached to the draft, beside its form: forms cannot stand inside one another.

use domain::parts::files::{AttachmentView, Purpose};
use domain::proposal::ProposalId;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::api::attachments::{RemoveAttachment, public_attachments};
use crate::kit::components::{FileList, Upload};
use crate::texts::bilingual;

bilingual! {
    [within super]

    attach_hint: "照片、PDF、Word、Excel，每个不超过10 MB，最多10个。照片中的拍摄地点等信息会自动清除；PDF、Word、Excel中的作者等信息会保留。", "Photos, PDF, Word, Excel; 10 MB each, ten at most. The place and other traces in photos are removed; authors’ names in PDF, Word and Excel files stay.";
    attach_after_saving: "草稿保存后就可以在这里添加附件。", "As soon as the draft is saved, attachments can be added here.";
    to_paper: "打印签名", "On paper";
    to_paper_hint: "需要手写签名的，可以打印成正式表格，签好后拍照或扫描上传。", "Where signatures by hand are needed: print the official form, have it signed, and upload a photo or scan of it.";
}

/// The files of a draft, and its way to paper.
#[component]
pub(crate) fn Attachments(
    id: ProposalId,
    /// The version on the server; 0 until there is one.
    version: RwSignal<i32>,
    files: Vec<AttachmentView>,
) -> impl IntoView {
    let t = texts();
    let files = RwSignal::new(files);
    let reload = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            if let Ok(now) = public_attachments(id).await {
                let _ = files.try_set(now);
            }
        });
    });
    let remove = ServerAction::<RemoveAttachment>::new();
    Effect::new(move |_| {
        if let Some(Ok(())) = remove.value().get() {
            reload.run(());
        }
    });
    let attached =
        move || files.get().into_iter().filter(|file| file.purpose == Purpose::Attachment).collect::<Vec<_>>();
    let action = format!("/upload/proposals/{id}");
    let stored = Memo::new(move |_| version.get() > 0);
    view! {
        <section class="attachments" id="attachments">
            <h2>{t.attachments}</h2>
            {move || {
                let list = attached();
                if list.is_empty() { ().into_any() } else { view! { <FileList files=list remove/> }.into_any() }
            }}
            {move || if stored.get() {
                view! { <Upload action=action.clone() label=t.attach hint=t.attach_hint arrived=reload/> }.into_any()
            } else {
                view! { <p class="hint">{t.attach_after_saving}</p> }.into_any()
            }}
        </section>
        {move || stored.get().then(|| view! {
            <section class="to-paper">
                <h2>{t.to_paper}</h2>
                <p class="hint">{t.to_paper_hint}</p>
                <p class="actions"><A href=format!("/proposals/{id}/print") attr:class="button">{t.print_form}</A></p>
            </section>
        })}
    }
}
