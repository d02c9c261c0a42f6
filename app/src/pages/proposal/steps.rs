//! The steps that are open to the reader, each with its form.

mod disclosure;
pub(crate) mod hand_over;
pub(crate) mod handling;
mod promises;
mod reply;
mod signing;

use domain::county::topic::Topic;
use domain::proposal::command::Ground;
use domain::proposal::view::ProposalView;
use domain::proposal::workflow::{Stage, Step};
use ground::text::{Body, Line, Note, Reason};
use ground::vocabulary::Lang;
use leptos::prelude::*;

use crate::api::public::public_county;
use crate::kit::components::{Choice, Due, Options, StepForm, TextArea, Tick, group};
use crate::kit::forms::{Group, Posted};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::texts;

/// What has happened, for the page that follows a step.
pub(crate) fn done_words(step: Step, lang: Lang) -> &'static str {
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
        Step::SetDisclosure => lang.pick("公开方式已调整，公众页面随即更新。", "It is decided; the public reads it so from now on."),
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
        Step::TakeOver => lang.pick("已由您经办。", "It is yours now."),
        Step::RecordContact => {
            lang.pick("沟通情况已记录，等待代表确认。", "The contact is recorded; the deputy is asked to confirm it.")
        }
        Step::ConfirmContact => lang.pick("已确认沟通属实。", "The contact is confirmed."),
        Step::DisputeContact => lang.pick(
            "异议已提出，承办单位须重新与您沟通。",
            "Your objection stands: the unit has to speak with you again.",
        ),
        Step::SendOpinion => lang.pick("协办意见已送主办单位。", "Your opinion is with the lead unit."),
        Step::ChaseOpinion => lang.pick("已催办，三天内不再重复催办。", "Asked again; not once more within three days."),
        Step::SendBackOpinion => lang.pick("协办意见已退回。", "The opinion is sent back."),
        Step::AskExtension => lang.pick("延期申请已提出，等待代表工委决定。", "Asked; the congress office decides."),
        Step::GrantExtension => lang.pick("已同意延期，代表和承办单位会收到通知。", "Granted; deputy and units are told."),
        Step::RefuseExtension => lang.pick("已决定不延期，按原期限答复。", "Refused; the reply is due as before."),
        Step::DraftReply => lang.pick("答复稿已保存，本单位可以看到各个版本。", "The draft is saved; your unit sees every version."),
        Step::Escalate => lang.pick("已提请召开协调会。", "A coordination meeting is called."),
        Step::HandleAgain => lang.pick("协调结果已记录，交原单位重新办理。", "Recorded; it is handled again."),
        Step::FollowUp => lang.pick("协调结果已记录，转入跟踪落实。", "Recorded; the promises are followed up."),
        Step::CloseUnsatisfied => lang.pick("已办结，“不满意”评价保留。", "Closed; “not satisfied” stands."),
        Step::ClaimCommitment => lang.pick("已报告兑现，等待代表或代表工委核实。", "Reported; deputy or office verify it."),
        Step::VerifyCommitment => lang.pick("已核实兑现。", "Verified as kept."),
        Step::RejectClaim => lang.pick("已记录：尚未兑现，承办单位会收到通知。", "Recorded: not kept; the unit is told."),
        Step::ExplainCommitment => lang.pick("情况说明已签发。", "The explanation is signed."),
        Step::Close => lang.pick("已办结。", "Closed."),
        Step::LookBack => lang.pick("回头看结果已记录。", "The look-back is recorded."),
        Step::ReopenCommitment => lang.pick("已重新跟踪，承办单位会收到通知。", "Followed up again; the unit is told."),
        Step::ReopenHandling => lang.pick("已重新办理，新的期限从今天起算。", "Handled again; a new clock starts today."),
        Step::Nominate => lang.pick("已提名，等待主任会议决定。", "Nominated; the chairs’ meeting decides."),
        Step::DropNomination => lang.pick("已撤回提名。", "The nomination is dropped."),
        Step::NameKey => lang.pick("已确定为重点建议。", "It is a key proposal."),
        Step::ReportProgress => lang.pick("进展已报告。", "The progress is reported."),
        Step::FinalReport => lang.pick("终期报告已提交。", "The final report is handed in."),
        Step::Chase => lang.pick("已催办，三天内不再重复催办。", "Chased; not once more within three days."),
        Step::Reply => {
            lang.pick("答复已签发，等待代表评价。", "The reply is issued; the deputy may now rate it.")
        }
        Step::Rate => lang.pick("评价已送出，感谢您的意见。", "Your rating is sent. Thank you."),
        Step::GrantSecondRound => lang
            .pick("已交原单位重新办理，新的期限从今天起算。", "It is being handled again; a new clock starts today."),
        Step::RefuseSecondRound => {
            lang.pick("已决定不再重新办理，理由已告知代表。", "No second round; the deputy sees the reason.")
        }
        Step::OpenReview | Step::Lapse | Step::Begin | Step::LetContactStand | Step::Track | Step::OpenLookBack | Step::Withdraw => "",
    }
}

/// The steps that have a form on the proposal's page: a draft is handed in where it is written.
pub(crate) fn shown_steps(proposal: &ProposalView) -> Vec<Step> {
    let is_written = matches!(proposal.stage, Stage::Draft | Stage::Returned);
    proposal.steps.iter().copied().filter(|&step| step != Step::Submit || !is_written).collect()
}

/// Where on the page each open step stands.
#[component]
pub(crate) fn StepLinks(steps: Vec<Step>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let links = steps.into_iter().map(|step| {
        let id = format!("step-{}", step.code());
        let address = format!("#{id}");
        // It stands open when it comes into view.
        view! { <li><a href=address rel="external" on:click=move |_| { open_step(&id); }>{step.word(lang)}</a></li> }
    });
    let links: Vec<_> = links.collect();
    (!links.is_empty()).then(|| {
        view! { <nav class="step-links" aria-label=t.your_steps><p>{t.your_steps}</p><ul>{links}</ul></nav> }
    })
}

/// The steps open to the reader: the first stands open, the others unfold.
#[component]
pub(crate) fn Steps(proposal: ProposalView, again: Callback<Option<Posted>>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let steps = shown_steps(&proposal);
    let desk = proposal.handling.reply.clone();
    if steps.is_empty() {
        return ().into_any();
    }
    let main = proposal.awaited.iter().map(|one| one.step).find(|step| steps.contains(step));
    let id = proposal.id;
    Effect::new(move |_| request_animation_frame(show_linked_step));
    let forms = steps.into_iter().map(|step| {
        let is_main = main == Some(step);
        // Whoever saves a draft to ask others comes here for it.
        let is_asking = step == Step::Invite && proposal.stage != Stage::CoSigning;
        let is_open = is_main || is_asking || group(step).was_refused();
        let form = step_form(&proposal, step, is_main, again);
        let anchor = format!("step-{}", step.code());
        let awaited = proposal.awaited.iter().find(|one| one.step == step);
        let due = awaited.and_then(|one| one.until.zip(one.days_left));
        let due = due.map(|(day, days_left)| view! { <Due day days_left/> });
        view! {
            <details class="step" class:step-main=is_main open=is_open id=anchor>
                <summary><h3>{step.word(lang)}</h3>{due}</summary>
                {form}
            </details>
        }
    });
    let forms = forms.collect_view();
    view! {
        <section class="steps-open" aria-labelledby="to-do">
            <h2 id="to-do">{t.your_steps}</h2>
            {desk.map(|desk| view! { <reply::Blocks desk id/> })}
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
    if let Some(step) = open_step(id) {
        step.scroll_into_view();
    }
}

/// Unfolds a step. Answers its place.
fn open_step(id: &str) -> Option<web_sys::Element> {
    let step = document().get_element_by_id(id)?;
    let _ = step.set_attribute("open", "");
    Some(step)
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
        Step::SetDisclosure => form!(<disclosure::DisclosureFields group proposal=proposal.clone()/>),
        Step::ProposeUnits => form!(<hand_over::UnitFields group proposal=proposal.clone() with_government=true/>),
        Step::Assign => form!(<hand_over::UnitFields group proposal=proposal.clone()/>),
        Step::AskReturn => form!(<hand_over::ReturnFields group/>),
        Step::Reassign => form!(<hand_over::DecisionFields group proposal=proposal.clone() with_replacement=true/>),
        Step::GrantReturn | Step::RefuseReturn => form!(<hand_over::DecisionFields group proposal=proposal.clone()/>),
        Step::Return | Step::RefuseSecondRound => form!(<ReasonField group/>),
        Step::Decline => form!(<DeclineFields group/>),
        Step::Register => form!(<RegisterFields group proposal=proposal.clone()/>),
        Step::TakeOver => button!(t.take_over_hint),
        Step::RecordContact => form!(<handling::ContactFields group proposal=proposal.clone()/>),
        Step::ConfirmContact => form!(<handling::ContactChoice group proposal=proposal.clone()/>),
        Step::DisputeContact => form!(<handling::DisputeFields group proposal=proposal.clone()/>),
        Step::SendOpinion => form!(<handling::OpinionFields group proposal=proposal.clone()/>),
        Step::ChaseOpinion => form!(<handling::OpinionChoice group proposal=proposal.clone() sent=false/>),
        Step::SendBackOpinion => form!(<handling::SendBackFields group proposal=proposal.clone()/>),
        Step::AskExtension => form!(<handling::ExtensionFields group until="" hint=t.extension_hint/>),
        Step::GrantExtension => {
            let until = proposal.handling.extensions.last().map(|wish| wish.until.to_string()).unwrap_or_default();
            form!(<handling::ExtensionFields group until hint=t.extension_grant_hint/>)
        }
        Step::RefuseExtension => form!(<handling::PublicReason group/>),
        Step::DraftReply | Step::Reply => form!(<reply::ReplyFields group proposal=proposal.clone()/>),
        Step::Rate => view! {
            <StepForm id version step again main keep=t.keep_rating><reply::RatingFields group id/></StepForm>
        }
        .into_any(),
        Step::Escalate => button!(t.escalate_hint),
        Step::HandleAgain | Step::FollowUp => form!(<handling::CoordinationFields group proposal=proposal.clone()/>),
        Step::CloseUnsatisfied if proposal.stage == Stage::Escalated => {
            form!(<handling::CoordinationFields group proposal=proposal.clone()/>)
        }
        Step::CloseUnsatisfied => form!(<handling::NoCoordination group/>),
        Step::ClaimCommitment => form!(<promises::ClaimFields group proposal=proposal.clone()/>),
        Step::VerifyCommitment => form!(<promises::ClaimedChoice group proposal=proposal.clone()/>),
        Step::RejectClaim => form!(<promises::RejectFields group proposal=proposal.clone()/>),
        Step::ExplainCommitment => form!(<promises::ExplainFields group proposal=proposal.clone()/>),
        Step::Close => button!(t.close_hint),
        Step::LookBack => form!(<promises::LookBackFields group proposal=proposal.clone()/>),
        Step::ReopenCommitment => form!(<promises::RelapseFields group proposal=proposal.clone() tracked=true/>),
        Step::ReopenHandling => form!(<promises::RelapseFields group proposal=proposal.clone() tracked=false/>),
        Step::Nominate => form!(<promises::NominateFields group/>),
        Step::DropNomination => button!(t.drop_nomination_hint),
        Step::NameKey => form!(<promises::KeyFields group proposal=proposal.clone()/>),
        Step::ReportProgress | Step::FinalReport => form!(<promises::ReportFields group/>),
        Step::Chase => form!(<handling::ChaseFields group/>),
        _ => view! { <StepForm id version step again main/> }.into_any(),
    }
}

fn options<T: Copy>(all: &[T], code: fn(T) -> &'static str, word: fn(T, Lang) -> &'static str) -> Options {
    let lang = lang();
    all.iter().map(|&choice| (code(choice).to_owned(), word(choice, lang).to_owned())).collect()
}

fn check_reason(raw: &str) -> Result<(), ground::problem::Problem> {
    Reason::parse(raw).map(|_| ())
}

fn check_note(raw: &str) -> Result<(), ground::problem::Problem> {
    Note::parse(raw).map(|_| ())
}

fn check_body(raw: &str) -> Result<(), ground::problem::Problem> {
    Body::parse(raw).map(|_| ())
}

fn check_line(raw: &str) -> Result<(), ground::problem::Problem> {
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
    let county = load(|| (), |()| public_county());
    let topics = options(Topic::ALL, Topic::code, Topic::word);
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
        <disclosure::DisclosureFields group proposal/>
    }
}
