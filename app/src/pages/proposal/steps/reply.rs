//! The reply, drafted by a clerk and signed by the head, and its rating.

use domain::check::Check;
use domain::parts::promises::PromiseForm;
use domain::proposal::ProposalId;
use domain::proposal::command::{Mark, RatingForm, ReplyClass};
use domain::proposal::view::{ProposalView, ReplyDesk};
use leptos::prelude::*;
use leptos_router::components::A;

use super::handling::FileTicks;
use super::options;
use crate::api::proposals::{draft_letter, kept_rating};
use crate::kit::components::{Choice, DateInput, Icon, TextArea, TextInput, Tick};
use crate::kit::format::Day;
use crate::kit::forms::Group;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::proposal::letter::Sheet;
use crate::texts::bilingual;

bilingual! {
    [within super]

    drafted_by: "最近拟稿", "Last draft by";
    reply_versions: "查看各稿及改动", "All versions and their changes";
    nothing_blocks: "没有妨碍签发的事项。", "Nothing stands in the way of the signature.";
    blocks_heading: "签发之前还要：", "Before it can be signed:";
    still_open: "尚未兑现的承诺：", "Promises that are still open:";
    copies: "抄送", "Copies to";
    copies_hint: "不填则为：县人大常委会代表工作委员会，县人民政府办公室。", "Left empty: the congress office and the government office.";
    sealed_hint: "送出之前，除您以外任何人都看不到；只能由您本人评价。送出后立即公开，不能再改。", "Until it is sent nobody but you sees it, and nobody rates for you. Once sent it is public at once and cannot be changed.";
    reply_hint: "答复签发后立即公开，并请代表评价。请逐项回应，不要笼统答复。", "Once signed, the reply is public at once and the deputy is asked to rate it. Answer every ask by itself.";
    document_number: "文号", "Document number";
    document_number_hint: "例如：交交函〔2026〕12号", "For example: 交交函〔2026〕12号";
    class_hint: "A类须有证明；B类、C类须至少有一项带期限的承诺。", "A needs evidence; B and C need at least one dated promise.";
    sign_hint: "签发的就是下面这份答复函，请通读。签发后立即公开，不能再改。", "This is the letter that you sign: read it through. Once signed it is public at once and cannot be changed.";
    sign_change: "修改答复内容", "Change the reply";
    opening: "答复正文开头", "Opening";
    opening_hint: "感谢的话不必多写，先说办了什么。", "Few words of thanks; say first what was done.";
    evidence_hint: "A类必填：验收、照片、数据等能证明已经解决的材料。", "Required for A: acceptance, photographs, figures that show that it is solved.";
    promises_hint: "B类、C类至少一项：做什么，到哪一天。不填的行可以空着。", "At least one for B and C: what, and by which day. Leave rows empty that you do not need.";
    promise: "承诺", "Promise";
    promise_due: "完成期限", "By when";
    disclosure_reviewed: "我已审核，答复内容不涉及国家秘密、商业秘密和个人隐私，可以公开。", "I have reviewed it: nothing secret, commercial or private stands in this reply, and it may be published.";
    rating_hint: "评价由您本人作出，送出之前任何单位都看不到。", "The rating is yours alone; no unit sees it before you send it.";
    attitude_question: "对办理态度是否满意", "Are you satisfied with how the unit went about it?";
    result_question: "对办理结果是否满意", "Are you satisfied with what came of it?";
    reasons_hint: "选择“不满意”时请写明理由，代表工委将据此决定是否重新办理。", "With “not satisfied”, say why: the congress office decides on that whether it is handled again.";
}

/// The fewest rows for promises that a form offers.
const PROMISES: usize = 3;

/// What still stands in the way of the signature, and who drafted what.
#[component]
pub(crate) fn Blocks(desk: ReplyDesk, id: ProposalId) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let heading = lang.pick(
        format!("{}（{}）的答复", desk.unit, desk.part.word(lang)),
        format!("Reply of the {} ({})", desk.unit, desk.part.word(lang).to_lowercase()),
    );
    view! {
        <section class="notice reply-blocks" aria-labelledby="reply-blocks">
            <h3 id="reply-blocks">{heading}</h3>
            {desk.saved.map(|(by, on)| view! {
                <p>
                    {t.drafted_by}" "{by}" "<Day day=on/>" "
                    <A href=format!("/proposals/{id}/reply-versions")>{t.reply_versions}</A>
                </p>
            })}
            {if desk.blocks.is_empty() {
                view! { <p><Icon name="done"/>{t.nothing_blocks}</p> }.into_any()
            } else {
                view! {
                    <p>{t.blocks_heading}</p>
                    <ul>{desk.blocks.into_iter().map(|block| view! { <li>{block}</li> }).collect_view()}</ul>
                }.into_any()
            }}
            {(!desk.open_promises.is_empty()).then(|| view! {
                <p>{t.still_open}</p>
                <ul>{desk.open_promises.into_iter().map(|text| view! { <li lang="zh-CN">{text}</li> }).collect_view()}</ul>
            })}
        </section>
    }
}

/// The fields of the official reply, begun with the draft.
#[component]
pub(crate) fn ReplyFields(
    group: Group,
    proposal: ProposalView,
    /// Whether it is signed, and not only drafted.
    #[prop(optional)]
    signs: bool,
) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let draft = proposal.handling.reply.as_ref().and_then(|desk| desk.draft.clone()).unwrap_or_default();
    let classes = options(ReplyClass::ALL, ReplyClass::code, ReplyClass::word);
    let asks = proposal.text.map(|text| text.asks).unwrap_or_default();
    let opinions = proposal.handling.opinions;
    let answers = asks.into_iter().enumerate().map(|(n, ask)| {
        let label = lang.pick(format!("对第{}项请求的答复", n + 1), format!("Answer to ask {}", n + 1));
        let value = draft.answers.get(n).cloned().unwrap_or_default();
        let said = opinions.iter().filter_map(|opinion| {
            let said = opinion.answers.get(n).cloned().flatten()?;
            Some(view! { <p class="opinion-beside"><b>{opinion.name.clone()}</b>" "<span lang="zh-CN">{said}</span></p> })
        });
        let said = said.collect_view();
        view! {
            <TextArea group path=format!("answers.{n}") label hint=ask value max=2000 rows=4 check=Check::Note/>
            {said}
        }
    });
    let answers = answers.collect_view();
    let rows = PROMISES.max(draft.promises.len() + 1);
    let promises = (0..rows).map(|n| {
        let label = format!("{} {}", t.promise, n + 1);
        let PromiseForm { text, due } = draft.promises.get(n).cloned().unwrap_or_default();
        view! {
            <div class="pair">
                <TextInput group path=format!("promises.{n}.text") label value=text optional=true/>
                <DateInput group path=format!("promises.{n}.due") label=t.promise_due value=due/>
            </div>
        }
    });
    let promises = promises.collect_view();
    view! {
        <p class="hint">{t.reply_hint}</p>
        <TextInput group path="document_number" label=t.document_number hint=t.document_number_hint value=draft.document_number check=Check::Line/>
        <Choice group path="class" label=t.column_class hint=t.class_hint options=classes value=draft.class/>
        <TextArea group path="opening" label=t.opening hint=t.opening_hint value=draft.opening max=2000 rows=5 check=Check::Note/>
        {answers}
        <TextArea group path="evidence" label=t.evidence hint=t.evidence_hint value=draft.evidence max=1000 rows=3 optional=true/>
        <FileTicks group chosen=draft.files/>
        <fieldset class="group">
            <legend>{t.promises}</legend>
            <p class="hint">{t.promises_hint}</p>
            {promises}
        </fieldset>
        <TextInput group path="contact_person" label=t.contact_person value=draft.contact_person check=Check::Line/>
        <TextInput group path="telephone" label=t.telephone kind="tel" value=draft.telephone check=Check::Line/>
        <TextInput group path="copies" label=t.copies hint=t.copies_hint value=draft.copies optional=true/>
        {(!signs).then(|| view! { <Tick group path="disclosure_reviewed" label=t.disclosure_reviewed ticked=draft.disclosure_reviewed/> })}
    }
}

/// What a head signs: the letter itself, read whole; its fields unfold where something is to be changed. That it may be
/// public is the head's own word.
#[component]
pub(crate) fn SignFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    let id = proposal.id;
    let letter = load(move || id, draft_letter);
    view! {
        <Suspense>
            {move || {
                let proposal = proposal.clone();
                Suspend::new(async move {
                    let letter = letter.await.ok().flatten();
                    // What was refused or is unfinished is mended in its fields.
                    let is_open = letter.is_none() || group.was_refused();
                    view! {
                        {letter.map(|letter| view! {
                            <p class="hint">{t.sign_hint}</p>
                            <div class="letter-preview"><Sheet letter/></div>
                        })}
                        <details class="more" open=is_open>
                            <summary>{t.sign_change}</summary>
                            <ReplyFields group proposal signs=true/>
                        </details>
                    }
                })
            }}
        </Suspense>
        <Tick group path="disclosure_reviewed" label=t.disclosure_reviewed/>
    }
}

/// The two marks and their reasons, begun with what the deputy has kept.
#[component]
pub(crate) fn RatingFields(group: Group, id: ProposalId) -> impl IntoView {
    let t = texts();
    let kept = load(move || id, kept_rating);
    // Best first on screen; the table has the worst first, so that the worse of two marks is the lesser.
    let marks: Vec<Mark> = Mark::ALL.iter().rev().copied().collect();
    let marks = options(&marks, Mark::code, Mark::word);
    view! {
        <p class="hint">{t.rating_hint}</p>
        <Suspense>
            {move || {
                let marks = marks.clone();
                Suspend::new(async move {
                    let RatingForm { attitude, result, reasons } = kept.await.ok().flatten().unwrap_or_default();
                    view! {
                        <Choice group path="attitude" label=t.attitude_question options=marks.clone() value=attitude/>
                        <Choice group path="result" label=t.result_question options=marks value=result/>
                        <TextArea group path="reasons" label=t.reasons hint=t.reasons_hint value=reasons max=1000 optional=true/>
                    }
                })
            }}
        </Suspense>
        <p class="hint">{t.sealed_hint}</p>
    }
}
