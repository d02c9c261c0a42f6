//! The official form of a proposal, for paper: A4, with places to sign and a code that is bound to this text.

use domain::county::topic::Topic;
use domain::proposal::ProposalId;
use domain::proposal::draft::Kind;
use ground::vocabulary::Lang;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

use crate::Failure;
use crate::api::attachments::{PaperView, paper};
use crate::kit::components::{Crumbs, PrintButton, Waiting, page_error};
use crate::kit::loading::load;
use crate::texts::bilingual;

bilingual! {
    [within super]

    print_hint: "用A4纸打印。表格右上角的二维码对应现在的文本；文本或附件改动后要重新打印。没有打印按钮的，请用浏览器菜单中的“打印”。", "Print it on A4. The code in the corner belongs to the present text: after a change of text or attachments it must be printed again. Where there is no print button, use the browser’s menu.";
    upload_scan: "上传签名扫描件", "Upload the signed scan";
    paper_short: "件号", "Paper";
    paper_title: "代表建议、批评和意见", "Proposal, criticism and opinions";
    paper_motion: "议案", "Motion";
    paper_code: "上传签名扫描件的二维码", "The code for uploading the signed scan";
    paper_number: "编号", "Number";
    paper_matter: "案由", "Matter";
    paper_contact: "联系方式", "Contact details";
    paper_unit: "承办单位", "Unit in charge";
    paper_problem: "一、问题", "1. Problem";
    paper_analysis: "二、原因分析", "2. Analysis";
    paper_asks: "三、具体请求", "3. What is asked for";
    paper_attached: "附件", "Attachments";
    paper_signatures: "联名代表", "Co-signers";
    paper_signature: "签名", "Signature";
    paper_lead_signature: "领衔代表（签名）：", "Lead deputy (signature):";
    paper_day: "年　　月　　日", "Date:";
}

/// How many co-signers have a line of their own on the form: as many as a motion needs.
const LINES: usize = 10;

/// The print of a proposal.
#[component]
pub(crate) fn PrintPage() -> impl IntoView {
    let t = texts();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<ProposalId>().ok()));
    let found = load(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => paper(id).await,
                None => Err(Failure::NotFound),
            }
        },
    );
    view! {
        <Title text=t.print_form/>
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(paper) => view! { <Print paper/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Print(paper: PaperView) -> impl IntoView {
    let t = texts();
    let upload = format!("/paper/{}/{}", paper.id, paper.mark);
    view! {
        <div class="on-screen">
            <Crumbs above=vec![("/desk", t.entry_desk)] here=t.print_form.to_owned()/>
            <h1>{t.print_form}</h1>
            <p class="lead">{t.print_hint}</p>
            <p class="actions">
                <PrintButton/>
                <A href=upload attr:class="button">{t.upload_scan}</A>
                <A href=format!("/proposals/{}/edit", paper.id)>{t.go_on_writing}</A>
            </p>
        </div>
        <Form paper/>
    }
}

/// The form itself: always in Chinese, the language of the record.
#[component]
fn Form(paper: PaperView) -> impl IntoView {
    let t = Texts::of(Lang::Zh);
    let text = paper.text;
    let code = format!("/qr/{}/{}", paper.id, paper.mark);
    let topic = Topic::from_code(&text.topic).map(|topic| topic.word(Lang::Zh)).unwrap_or_default();
    let place = paper.place.unwrap_or_else(|| t.whole_county.to_owned());
    let title = if text.kind == Kind::Motion.code() { t.paper_motion } else { t.paper_title };
    let asks = text.asks.into_iter().filter(|ask| !ask.trim().is_empty());
    // Those who were asked have their lines; there are more for others.
    let rows = LINES.max(paper.signers.len()).div_ceil(2);
    let signer = |n: usize| paper.signers.get(n).cloned();
    let rows = (0..rows).map(
        |n| view! { <tr><td>{signer(2 * n)}</td><td></td><td></td><td>{signer(2 * n + 1)}</td><td></td><td></td></tr> },
    );
    let rows = rows.collect_view();
    // The end of an id is its chance; its beginning is the time.
    let id = paper.id.to_string();
    let short = id.get(id.len().saturating_sub(8)..).unwrap_or_default().to_uppercase();
    view! {
        <article class="paper" lang="zh-CN">
            <p class="paper-version">{t.paper_short}" "{short}" · "{t.paper_version}" "{paper.mark.to_string()}</p>
            <header class="paper-head">
                <div>
                    <p class="paper-congress">{t.county_and_session}</p>
                    <h2>{title}</h2>
                </div>
                <img class="paper-code" src=code alt=t.paper_code width="120" height="120"/>
            </header>
            <table class="paper-table">
                <tbody>
                    <tr><th scope="row">{t.paper_number}</th><td>{paper.number.map(|number| number.to_string())}</td><th scope="row">{t.topic}</th><td>{topic}</td></tr>
                    <tr><th scope="row">{t.paper_matter}</th><td colspan="3" class="paper-matter">{text.title}</td></tr>
                    <tr><th scope="row">{t.lead_deputy}</th><td>{paper.lead_name}</td><th scope="row">{t.delegation}</th><td>{paper.delegation}</td></tr>
                    <tr><th scope="row">{t.paper_contact}</th><td></td><th scope="row">{t.township}</th><td>{place}</td></tr>
                    <tr><th scope="row">{t.paper_unit}</th><td colspan="3"></td></tr>
                </tbody>
            </table>
            <section><h3>{t.paper_problem}</h3><p class="text">{text.problem}</p></section>
            <section><h3>{t.paper_analysis}</h3><p class="text">{text.analysis}</p></section>
            <section><h3>{t.paper_asks}</h3><ol>{asks.map(|ask| view! { <li class="text">{ask}</li> }).collect_view()}</ol></section>
            {(!paper.attached.is_empty()).then(|| view! {
                <section><h3>{t.paper_attached}</h3><ol>{paper.attached.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ol></section>
            })}
            <section class="paper-signing">
                <h3>{t.paper_signatures}</h3>
                <table class="paper-table paper-names">
                    <thead><tr>{[(); 2].map(|()| view! { <th scope="col">{t.name}</th><th scope="col">{t.delegation}</th><th scope="col">{t.paper_signature}</th> }).collect_view()}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                <p class="paper-lead"><span>{t.paper_lead_signature}</span><span>{t.paper_day}</span></p>
            </section>
        </article>
    }
}
