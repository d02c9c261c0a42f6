//! What is attached to the draft, beside its form: forms cannot stand inside one another.

use domain::parts::files::{AttachmentView, Purpose};
use domain::proposal::ProposalId;
use leptos::prelude::*;
use leptos_router::components::A;

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
    /// Whether there is a draft on the server.
    is_stored: bool,
    files: Vec<AttachmentView>,
) -> impl IntoView {
    let t = texts();
    let attached: Vec<_> = files.into_iter().filter(|file| file.purpose == Purpose::Attachment).collect();
    view! {
        <section class="attachments" id="attachments" data-part="">
            <h2>{t.attachments}</h2>
            {(!attached.is_empty()).then(|| view! { <FileList files=attached remove=true/> })}
            {if is_stored {
                view! { <Upload action=format!("/upload/proposals/{id}") label=t.attach hint=t.attach_hint/> }.into_any()
            } else {
                view! { <p class="hint">{t.attach_after_saving}</p> }.into_any()
            }}
        </section>
        <section class="to-paper" id="to-paper">
            {is_stored.then(|| view! {
                <h2>{t.to_paper}</h2>
                <p class="hint">{t.to_paper_hint}</p>
                <p class="actions"><A href=format!("/proposals/{id}/print") attr:class="button">{t.print_form}</A></p>
            })}
        </section>
    }
}
