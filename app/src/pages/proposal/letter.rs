//! The official letter of a reply, for paper: A4, as the unit posts it, with the form for the deputy's opinion.

use domain::proposal::ProposalId;
use domain::proposal::letter::{Letter, Paragraph, ReplyPlace, Survey};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

use crate::Failure;
use crate::api::public::public_letter;
use crate::kit::components::{Crumbs, PrintButton, Waiting, page_error};
use crate::kit::loading::load;
use crate::texts::bilingual;

bilingual! {
    [within super]

    letter_heading: "正式答复函", "Official reply letter";
    letter_hint: "这是承办单位答复的公文格式，附征询意见表，用A4纸打印。没有打印按钮的，请用浏览器菜单中的“打印”；需要修改版面的，下载Word文件。", "The unit’s reply as an official document, in Chinese, with the form for the deputy’s opinion. Print it on A4. Where there is no print button, use the browser’s menu; to change the layout, download the Word file.";
    letter_download: "下载Word文件", "Download as Word";
    letter_back: "回到这件建议", "Back to the proposal";
}

/// The letter of a reply.
#[component]
pub(crate) fn LetterPage() -> impl IntoView {
    let params = use_params_map();
    let address = Memo::new(move |_| {
        let params = params.read();
        let id = params.get("id").and_then(|id| id.parse::<ProposalId>().ok())?;
        Some((id, params.get("n").and_then(|n| n.parse::<ReplyPlace>().ok())?))
    });
    let found = load(
        move || address.get(),
        |address| async move {
            match address {
                Some((id, n)) => public_letter(id, n).await.map(|letter| (id, n, letter)),
                None => Err(Failure::NotFound),
            }
        },
    );
    view! {
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match found.await {
                    Ok((id, n, letter)) => view! { <Print id n letter/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Print(id: ProposalId, n: ReplyPlace, letter: Letter) -> impl IntoView {
    let t = texts();
    let file = format!("/proposals/{id}/replies/{n}/letter.docx");
    view! {
        <Title text=letter.title.concat()/>
        <div class="on-screen">
            <Crumbs above=vec![("/", t.home), ("/proposals", t.entry_proposals)] here=t.letter_heading.to_owned()/>
            <h1>{t.letter_heading}</h1>
            <p class="lead">{t.letter_hint}</p>
            <p class="actions">
                <PrintButton/>
                <a href=file class="button" rel="external" download="">{t.letter_download}</a>
                <A href=format!("/proposals/{id}")>{t.letter_back}</A>
            </p>
        </div>
        <Sheet letter/>
    }
}

/// The letter itself: always in Chinese, the language of the record.
#[component]
pub(crate) fn Sheet(letter: Letter) -> impl IntoView {
    let head = if letter.has_long_head() { "letter-head letter-head-long" } else { "letter-head" };
    let mut body = letter.body;
    // The seal never stands on a page without text of the letter.
    let last = body.pop();
    let paragraph = |part| match part {
        Paragraph::Heading(text) => view! { <h3>{text}</h3> }.into_any(),
        Paragraph::Text(text) => view! { <p class="letter-text">{text}</p> }.into_any(),
    };
    view! {
        <article class="letter" lang="zh-CN">
            <p class="letter-class">{letter.class}</p>
            <p class=head>{letter.unit.clone()}</p>
            <p class="letter-reference"><span>{letter.document_number}</span><span>{letter.signer}</span></p>
            <h2>{letter.title.map(|line| view! { <span>{line}</span> }).collect_view()}</h2>
            <p>{letter.addressee}</p>
            {body.into_iter().map(paragraph).collect_view()}
            <div class="letter-end">
                {last.map(paragraph)}
                <p class="letter-text letter-enclosed">{letter.enclosed}</p>
                <div class="letter-seal"><p>{letter.unit}</p><p>{letter.day}</p></div>
                <p class="letter-text">{letter.contact}</p>
                <p class="letter-copies">{letter.copies}</p>
            </div>
            <SurveySheet survey=letter.survey/>
        </article>
    }
}

#[component]
fn SurveySheet(survey: Survey) -> impl IntoView {
    let rows = survey.rows.into_iter().map(|row| {
        view! { <tr class:letter-tall=row.is_tall><th scope="row">{row.label}</th><td>{row.value}</td></tr> }
    });
    view! {
        <section class="letter-survey">
            <h2>{survey.title}</h2>
            <table class="paper-table"><tbody>{rows.collect_view()}</tbody></table>
            <p>{survey.note}</p>
        </section>
    }
}
