//! Where the code on a printed paper leads: is it the present text, and where is its signed scan?

use domain::proposal::ProposalId;
use domain::proposal::sheet::PaperMark;
use ground::file::FileFault;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::Failure;
use crate::api::attachments::{ScansView, scans};
use crate::kit::components::{Crumbs, FileList, Notice, Upload, Waiting, page_error, set_aside};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::kept_form;
use crate::texts::bilingual;

bilingual! {
    [within super]

    print_again: "重新打印", "Print it again";
    scan_heading: "签名扫描件", "Signed scan";
    scan_file: "扫描件或照片", "Scan or photo";
    scan_hint: "PDF、JPG、PNG或WebP，不超过10 MB。请把签名和二维码都拍清楚。扫描件只供审查，不会公开。", "PDF, JPG, PNG or WebP, at most 10 MB. Signatures and code must be readable. It is for the review only and never public.";
    scan_matches: "这份纸质件与现在的文本一致。", "This paper has the present text.";
    scan_arrived: "签名扫描件已收到。", "The signed scan has arrived.";
    scans: "已上传的扫描件", "Scans so far";
    scans_empty: "还没有扫描件。", "None yet.";
}

/// The page of a printed paper.
#[component]
pub(crate) fn PaperPage() -> impl IntoView {
    let t = texts();
    let (params, query) = (use_params_map(), use_query_map());
    let paper = Memo::new(move |_| {
        let params = params.read();
        let id = params.get("id").and_then(|id| id.parse::<ProposalId>().ok());
        id.zip(params.get("mark").and_then(|mark| mark.parse::<PaperMark>().ok()))
    });
    let found = load(
        move || paper.get(),
        |paper| async move {
            match paper {
                Some((id, mark)) => scans(id, mark).await,
                None => Err(Failure::NotFound),
            }
        },
    );
    let kept = kept_form();
    let arrived = Memo::new(move |_| query.read().get("attached").is_some());
    view! {
        <Title text=t.scan_heading/>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                let kept = kept.await;
                let found = found.await;
                set_aside(kept);
                match (found, paper.get_untracked()) {
                    (Ok(view), Some((id, mark))) => {
                        view! { <Paper id mark view arrived=arrived.get_untracked()/> }.into_any()
                    }
                    (Err(failure), _) => page_error(failure),
                    (Ok(_), None) => page_error(Failure::NotFound),
                }
            })}
        </Transition>
    }
}

#[component]
fn Paper(
    id: ProposalId,
    mark: PaperMark,
    view: ScansView,
    /// Whether a scan has just come.
    arrived: bool,
) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let title = if view.title.trim().is_empty() { t.untitled.to_owned() } else { view.title };
    let state = if view.is_present {
        t.scan_matches.to_owned()
    } else {
        FileFault::OtherVersion { printed: mark.on, present: view.present.on }.sentence(lang)
    };
    let has_scans = !view.scans.is_empty();
    let list = if view.may_scan {
        view! { <FileList files=view.scans remove=true/> }.into_any()
    } else {
        view! { <FileList files=view.scans/> }.into_any()
    };
    view! {
        <Crumbs above=vec![("/desk", t.entry_desk)] here=t.scan_heading.to_owned()/>
        <section class="narrow" id="sheet" data-part="">
            <h1>{t.scan_heading}</h1>
            {arrived.then(|| view! { <Notice text=t.scan_arrived/> })}
            <p class="row-facts"><A href=format!("/proposals/{id}")><span lang="zh-CN">{title}</span></A></p>
            <div class="status" class:status-overdue=!view.is_present>
                <p class="status-sentence">{state}</p>
                <p class="hint">{t.paper_version}" "<span class="number">{mark.to_string()}</span></p>
            </div>
            {(view.may_scan && !view.is_present).then(|| view! {
                <p class="actions"><A href=format!("/proposals/{id}/print") attr:class="button button-main">{t.print_again}</A></p>
            })}
            <section id="attachments">
                {(view.may_scan && view.is_present).then(|| view! {
                    <Upload action=format!("/upload/papers/{id}/{mark}") label=t.scan_file hint=t.scan_hint scans=true/>
                })}
                <h2>{t.scans}</h2>
                {if has_scans { list } else { view! { <p class="empty">{t.scans_empty}</p> }.into_any() }}
            </section>
        </section>
    }
}
