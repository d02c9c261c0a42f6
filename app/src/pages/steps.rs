//! The steps that are open to the reader, each with its form.

pub(super) mod hand_over;
mod signing;

use domain::command::{Ground, Manner, Mark, ReplyClass};
use domain::draft::{Disclosure, Topic};
use domain::text::{Line, Note, Reason};
use domain::view::ProposalView;
use domain::vocabulary::Lang;
use domain::workflow::{Stage, Step};
use leptos::prelude::*;

use crate::api::public::public_county;
use crate::components::{Choice, DateInput, Options, StepForm, TextArea, TextInput, Tick, group};
use crate::forms::{Group, Posted};
use crate::preferences::lang;
use crate::texts::texts;

/// What has happened, for the page that follows a step.
pub(super) fn done_words(step: Step, lang: Lang) -> &'static str {
    match step {
        Step::Invite => lang.pick(
            "邀请已发出，文本已锁定。受邀代表确认后会显示在下面；您可以随时提交，未确认的不计入。",
            "The invitations are out and the text is frozen. Answers appear below. You may submit at any time; who has not confirmed does not count.",
        ),
        Step::CoSign => lang.pick("已确认附议。登记之前您可以撤回。", "You have co-signed. Until it is registered you may withdraw."),
        Step::DeclineInvitation => lang.pick("已回复不附议。", "You have declined."),
        Step::Reopen => lang.pick(
            "已收回修改。改动文本后，须请附议代表重新确认。",
            "You may change the text. Whoever has signed is asked again once it is changed.",
        ),
        Step::WithdrawSignature => lang.pick("已撤回附议。", "Your signature is withdrawn."),
        Step::Link => lang.pick("已关联。两件建议各自办理和答复。", "Linked. Each paper is handled and answered by itself."),
        Step::Unlink => lang.pick("已取消关联。", "The link is undone."),
        Step::ProposeUnits => lang.pick("承办单位已拟定，可在交办会上一并交办。", "The units are proposed for the hand-over meeting."),
        Step::AskReturn => lang.pick(
            "退回申请已提出，等待代表工委决定。答复期限不变。",
            "Your request is made; the congress office decides. The reply is due as before.",
        ),
        Step::Reassign => lang.pick("已同意退回，并改由新的单位承办。", "The return is granted and another unit takes over."),
        Step::GrantReturn => lang.pick("已同意退回，请重新交办。", "The return is granted: hand the paper over anew."),
        Step::RefuseReturn => lang.pick("已决定不予退回，由原单位承办。", "The return is refused; the unit handles it."),
        Step::AskWithdrawal => lang.pick("撤回申请已提出；有附议代表的，须全体同意。", "Done. Where there are co-signers, each must agree."),
        Step::AgreeWithdrawal => lang.pick("已同意撤回。", "You have agreed to the withdrawal."),
        Step::DropWithdrawal => lang.pick("已取消撤回。", "The withdrawal is dropped."),
        Step::Submit => lang.pick(
            "已提交。代表工委将在5个工作日内审查，结果会显示在您的工作台。",
            "Submitted. The congress office reviews it within 5 working days; the result appears on your desk.",
        ),
        Step::Return => lang.pick("已退回，领衔代表会看到理由。", "Returned. The lead deputy sees the reason."),
        Step::Decline => lang.pick("已提出，等待另一位同事确认。", "Proposed. Another colleague must confirm it."),
        Step::ConfirmDecline => lang.pick(
            "已确认不予立案，领衔代表会看到依据和说明。",
            "Confirmed. The lead deputy sees the ground and the explanation.",
        ),
        Step::DropDecline => lang.pick("已撤销，可以继续审查。", "Dropped. The review goes on."),
        Step::Register => lang.pick(
            "已登记编号，从现在起公开可见。下一步是交办。",
            "Registered and public from now on. The hand-over comes next.",
        ),
        Step::Assign => lang.pick("已交办，办理期限从今天起算。", "Handed over. The clock starts today."),
        Step::Accept => {
            lang.pick("已确认承办。下一步：与代表沟通并记录。", "Accepted. Next: speak with the deputy and record it.")
        }
        Step::RecordContact => lang.pick("沟通情况已记录。", "The contact is recorded."),
        Step::Reply => {
            lang.pick("答复已签发并公开，等待代表评价。", "The reply is issued and public; the deputy may now rate it.")
        }
        Step::Rate => lang.pick("评价已送出，感谢您的意见。", "Your rating is sent. Thank you."),
        Step::GrantSecondRound => lang
            .pick("已交原单位重新办理，新的期限从今天起算。", "It is being handled again; a new clock starts today."),
        Step::RefuseSecondRound => {
            lang.pick("已决定不再重新办理，理由已告知代表。", "No second round; the deputy sees the reason.")
        }
        Step::Lapse | Step::Begin | Step::Track | Step::Close | Step::Withdraw => "",
    }
}

/// The steps that have a form on the proposal's page: a draft is handed in where it is written.
pub(super) fn shown_steps(proposal: &ProposalView) -> Vec<Step> {
    let is_written = matches!(proposal.stage, Stage::Draft | Stage::Returned);
    proposal.steps.iter().copied().filter(|&step| step != Step::Submit || !is_written).collect()
}

/// Where on the page each open step stands.
#[component]
pub(super) fn StepLinks(steps: Vec<Step>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let links = steps.into_iter().map(|step| {
        let address = format!("#step-{}", step.code());
        view! { <li><a href=address rel="external">{step.word(lang)}</a></li> }
    });
    let links: Vec<_> = links.collect();
    (!links.is_empty()).then(|| {
        view! { <nav class="step-links" aria-label=t.your_steps><p>{t.your_steps}</p><ul>{links}</ul></nav> }
    })
}

/// The steps open to the reader: the first stands open, the others unfold.
#[component]
pub(super) fn Steps(proposal: ProposalView, again: Callback<Option<Posted>>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let steps = shown_steps(&proposal);
    let blocked = proposal.inside.as_ref().is_some_and(|inside| inside.reply_needs_contact);
    if steps.is_empty() {
        return ().into_any();
    }
    let main = domain::decide::waiting_step(&steps);
    Effect::new(move |_| request_animation_frame(show_linked_step));
    let forms = steps.into_iter().map(|step| {
        let is_main = main == Some(step);
        // Whoever saves a draft to ask others comes here for it.
        let is_asking = step == Step::Invite && proposal.stage != Stage::CoSigning;
        let is_open = is_main || is_asking || group(step).was_refused();
        let form = step_form(&proposal, step, is_main, again);
        let anchor = format!("step-{}", step.code());
        view! {
            <details class="step" class:step-main=is_main open=is_open id=anchor>
                <summary><h3>{step.word(lang)}</h3></summary>
                {form}
            </details>
        }
    });
    let forms = forms.collect_view();
    view! {
        <section class="steps-open" aria-labelledby="to-do">
            <h2 id="to-do">{t.your_steps}</h2>
            {blocked.then(|| view! { <p class="hint">{t.reply_needs_contact}</p> })}
            {forms}
        </section>
    }
    .into_any()
}

/// Brings the step that the address names into view: it was not there yet when the page was opened.
fn show_linked_step() {
    let Ok(hash) = window().location().hash() else { return };
    let id = hash.trim_start_matches('#');
    if !id.starts_with("step-") {
        return;
    }
    if let Some(step) = document().get_element_by_id(id) {
        let _ = step.set_attribute("open", "");
        step.scroll_into_view();
    }
}

fn step_form(proposal: &ProposalView, step: Step, main: bool, again: Callback<Option<Posted>>) -> AnyView {
    let (id, version) = (proposal.id, proposal.version);
    let proposal = proposal.clone();
    let group = group(step);
    macro_rules! form {
        ($($fields:tt)*) => {
            view! { <StepForm id version step again main>$($fields)*</StepForm> }.into_any()
        };
    }
    let t = texts();
    macro_rules! button {
        ($hint:expr) => {
            view! { <StepForm id version step again main hint=$hint/> }.into_any()
        };
    }
    match step {
        Step::Invite => form!(<signing::InviteFields group proposal=proposal.clone()/>),
        Step::CoSign => form!(<signing::CoSignFields group proposal=proposal.clone()/>),
        Step::DeclineInvitation => button!(t.decline_invitation_hint),
        Step::Reopen => button!(t.reopen_hint),
        Step::WithdrawSignature => button!(t.withdraw_signature_hint),
        Step::AgreeWithdrawal => button!(t.agree_withdrawal_hint),
        Step::Submit => button!(t.submit_signed_hint),
        Step::AskWithdrawal => form!(<signing::WithdrawalField group/>),
        Step::Link => form!(<hand_over::LinkField group/>),
        Step::Unlink => form!(<hand_over::UnlinkField group proposal=proposal.clone()/>),
        Step::ProposeUnits => form!(<hand_over::UnitFields group proposal=proposal.clone() with_government=true/>),
        Step::Assign => form!(<hand_over::UnitFields group proposal=proposal.clone()/>),
        Step::AskReturn => form!(<hand_over::ReturnFields group/>),
        Step::Reassign => form!(<hand_over::DecisionFields group proposal=proposal.clone() with_replacement=true/>),
        Step::GrantReturn | Step::RefuseReturn => form!(<hand_over::DecisionFields group proposal=proposal.clone()/>),
        Step::Return | Step::RefuseSecondRound => form!(<ReasonField group/>),
        Step::Decline => form!(<DeclineFields group/>),
        Step::Register => form!(<RegisterFields group proposal=proposal.clone()/>),
        Step::RecordContact => form!(<ContactFields group proposal=proposal.clone()/>),
        Step::Reply => form!(<ReplyFields group proposal=proposal.clone()/>),
        Step::Rate => form!(<RatingFields group/>),
        _ => view! { <StepForm id version step again main/> }.into_any(),
    }
}

fn options<T: Copy>(all: &[T], code: fn(T) -> &'static str, word: fn(T, Lang) -> &'static str) -> Options {
    let lang = lang();
    all.iter().map(|&choice| (code(choice).to_owned(), word(choice, lang).to_owned())).collect()
}

fn check_reason(raw: &str) -> Result<(), domain::problem::Problem> {
    Reason::parse(raw).map(|_| ())
}

fn check_note(raw: &str) -> Result<(), domain::problem::Problem> {
    Note::parse(raw).map(|_| ())
}

fn check_line(raw: &str) -> Result<(), domain::problem::Problem> {
    Line::parse(raw).map(|_| ())
}

#[component]
fn ReasonField(group: Group) -> impl IntoView {
    let t = texts();
    view! { <TextArea group path="reason" label=t.reason hint=t.reason_hint max=1000 check=check_reason/> }
}

#[component]
fn DeclineFields(group: Group) -> impl IntoView {
    let t = texts();
    let grounds = options(Ground::ALL, Ground::code, Ground::word);
    view! {
        <p class="hint">{t.decline_hint}</p>
        <Choice group path="ground" label=t.ground options=grounds empty=t.choose/>
        <TextArea group path="explanation" label=t.explanation hint=t.explanation_hint max=1000 check=check_reason/>
        <Tick group path="as_letter" label=t.as_letter/>
    }
}

#[component]
fn RegisterFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let county = Resource::new_blocking(|| (), |()| public_county());
    let topics = options(Topic::ALL, Topic::code, Topic::word);
    let disclosures = options(Disclosure::ALL, Disclosure::code, Disclosure::word);
    let township = proposal.township.as_ref().map(|place| place.id.to_string()).unwrap_or_default();
    view! {
        <p class="hint">{t.register_hint}</p>
        <Choice group path="topic" label=t.topic options=topics value=proposal.topic.code() empty=t.choose/>
        <Suspense>
            {move || {
                let township = township.clone();
                Suspend::new(async move {
                    let places = county.await.unwrap_or_default().townships;
                    let places: Options = places.iter().map(|place| (place.id.to_string(), place.name(lang).to_owned())).collect();
                    view! { <Choice group path="township" label=t.township options=places value=township empty=t.whole_county/> }
                })
            }}
        </Suspense>
        <Choice group path="disclosure" label=t.disclosure hint=t.disclosure_hint options=disclosures value=proposal.disclosure.code()/>
    }
}

#[component]
fn ContactFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    let manners = options(Manner::ALL, Manner::code, Manner::word);
    view! {
        <p class="hint">{t.contact_hint}</p>
        <Choice group path="manner" label=t.manner options=manners/>
        <DateInput group path="on" label=t.contact_on value=proposal.today.to_string()/>
        <TextInput group path="participants" label=t.participants hint=t.participants_hint check=check_line/>
        <TextArea group path="summary" label=t.summary hint=t.summary_hint max=2000 rows=5 check=check_note/>
    }
}

#[component]
fn ReplyFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let classes = options(ReplyClass::ALL, ReplyClass::code, ReplyClass::word);
    let asks = proposal.text.map(|text| text.asks).unwrap_or_default();
    let answers = asks.into_iter().enumerate().map(|(n, ask)| {
        let label = lang.pick(format!("对第{}项请求的答复", n + 1), format!("Answer to ask {}", n + 1));
        view! { <TextArea group path=format!("answers.{n}") label hint=ask max=2000 rows=4 check=check_note/> }
    });
    let answers = answers.collect_view();
    let commitments = (0..3).map(|n| {
        let label = format!("{} {}", t.commitment, n + 1);
        view! {
            <div class="pair">
                <TextInput group path=format!("commitments.{n}.text") label optional=true/>
                <DateInput group path=format!("commitments.{n}.due") label=t.commitment_due/>
            </div>
        }
    });
    let commitments = commitments.collect_view();
    view! {
        <p class="hint">{t.reply_hint}</p>
        <TextInput group path="document_number" label=t.document_number hint=t.document_number_hint check=check_line/>
        <Choice group path="class" label=t.column_class hint=t.class_hint options=classes/>
        <TextArea group path="opening" label=t.opening hint=t.opening_hint max=2000 rows=5 check=check_note/>
        {answers}
        <TextArea group path="evidence" label=t.evidence hint=t.evidence_hint max=1000 rows=3 optional=true/>
        <fieldset class="group">
            <legend>{t.commitments}</legend>
            <p class="hint">{t.commitments_hint}</p>
            {commitments}
        </fieldset>
        <TextInput group path="contact_person" label=t.contact_person check=check_line/>
        <TextInput group path="telephone" label=t.telephone kind="tel" check=check_line/>
        <Tick group path="disclosure_reviewed" label=t.disclosure_reviewed/>
    }
}

#[component]
fn RatingFields(group: Group) -> impl IntoView {
    let t = texts();
    // Best first on screen; the table has the worst first, so that the worse of two marks is the lesser.
    let marks: Vec<Mark> = Mark::ALL.iter().rev().copied().collect();
    let marks = options(&marks, Mark::code, Mark::word);
    view! {
        <p class="hint">{t.rating_hint}</p>
        <Choice group path="attitude" label=t.attitude_question options=marks.clone()/>
        <Choice group path="result" label=t.result_question options=marks/>
        <TextArea group path="reasons" label=t.reasons hint=t.reasons_hint max=1000 optional=true/>
    }
}
