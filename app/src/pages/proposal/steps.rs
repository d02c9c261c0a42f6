//! The steps that are open to the reader, each with its form.

mod disclosure;
pub(crate) mod hand_over;
pub(crate) mod handling;
mod promises;
mod reply;
mod signing;

use domain::check::Check;
use domain::county::topic::Topic;
use domain::proposal::command::Ground;
use domain::proposal::view::ProposalView;
use domain::proposal::workflow::{Stage, Step};
use ground::vocabulary::Lang;
use leptos::prelude::*;

use crate::api::public::public_county;
use crate::kit::components::{Choice, Due, Options, StepForm, TextArea, Tick, group};
use crate::kit::forms::Group;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    your_steps: "您现在可以办理", "What you can do now";
    take_over_hint: "同事之间可以接手，办理记录会显示由谁经办。", "Colleagues may take over; the record shows who works on it.";
    extension_hint: "涉及面广、处理难度大的，可在答复期限届满前申请，最长到交办之日起六个月。理由公开。", "For broad or difficult matters, before the reply is due and at most to the sixth month. The reason is public.";
    extension_grant_hint: "期限可以短于申请，最长到交办之日起六个月。理由公开，并告知代表。", "It may be shorter than asked for, at most to the sixth month. The reason is public and the deputy is told.";
    keep_rating: "先保存，暂不送出", "Keep it, do not send yet";
    escalate_hint: "代表对再次答复仍不满意。提请后召开协调会，并记录参加人员和会议纪要。", "The deputy remains unsatisfied. After this a meeting is held, with participants and minutes.";
    close_hint: "承诺事项均已核实或说明，可以办结；以后仍会按期回头看。", "Every promise is settled. Look-backs go on after the closing.";
    drop_nomination_hint: "撤回后可以重新提名。", "It may be nominated again later.";
    reason: "理由", "Reason";
    reason_hint: "代表会看到这段文字。请写明需要怎样修改，或依据是什么。", "The deputy reads this. Say what has to change, or on what ground you decide.";
    decline_hint: "不予立案须由两人办理：您提出后，由另一位同事确认。", "A refusal takes two people: after you propose it, another colleague confirms it.";
    ground: "依据", "Ground";
    explanation: "向代表说明", "Explanation to the deputy";
    explanation_hint: "说明为什么不予立案，并告诉代表可以走什么渠道。", "Say why it is declined and which other way is open.";
    register_hint: "登记后自动编号并公开。请核对类别和地点。", "It gets its number and becomes public. Check topic and place.";
    decline_invitation_hint: "回复不附议，只有领衔代表知道。", "Only the lead deputy learns that you decline.";
    reopen_hint: "收回后可以继续修改。文本有改动的，已确认的附议作废，须重新邀请。", "You can then change the text. Once it is changed, confirmations are void and deputies are asked again.";
    withdraw_signature_hint: "撤回后您不再是附议代表。", "You are then no co-signer any more.";
    agree_withdrawal_hint: "全体附议代表同意后，本件撤回并停止办理。", "Once every co-signer agrees, the paper is withdrawn and units stop handling it.";
    submit_signed_hint: "提交锁定的文本。未确认的受邀代表不计入联名。", "Hands in the frozen text. Deputies who have not confirmed do not count.";
    as_letter: "转为来信处理，由有关部门直接答复代表", "Pass it on and answer it as a letter";
    public_reason_hint: "这段文字会公开。请写明职责依据。", "Everyone reads this. Say on what grounds.";
}

/// The steps that have a form on the proposal's page: a draft is handed in where it is written.
pub(crate) fn shown_steps(proposal: &ProposalView) -> Vec<Step> {
    let is_written = matches!(proposal.stage, Stage::Draft | Stage::SentBack);
    proposal.steps.iter().copied().filter(|&step| step != Step::Submit || !is_written).collect()
}

/// Where on the page each open step stands.
#[component]
pub(crate) fn StepLinks(steps: Vec<Step>) -> impl IntoView {
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
pub(crate) fn Steps(proposal: ProposalView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let steps = shown_steps(&proposal);
    let desk = proposal.handling.reply.clone();
    if steps.is_empty() {
        return ().into_any();
    }
    let main = proposal.awaited.iter().map(|one| one.step).find(|step| steps.contains(step));
    let id = proposal.id;
    let forms = steps.into_iter().map(|step| {
        let is_main = main == Some(step);
        // Whoever saves a draft to ask others comes here for it.
        let is_asking = step == Step::Invite && proposal.stage != Stage::CoSigning;
        let is_open = is_main || is_asking || group(step).was_refused();
        let form = step_form(&proposal, step, is_main);
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

fn step_form(proposal: &ProposalView, step: Step, main: bool) -> AnyView {
    let (id, version) = (proposal.id, proposal.version);
    let proposal = proposal.clone();
    let group = group(step);
    macro_rules! form {
        ($($fields:tt)*) => {
            view! { <StepForm id version step main>$($fields)*</StepForm> }.into_any()
        };
    }
    let t = texts();
    macro_rules! button {
        ($hint:expr) => {
            view! { <StepForm id version step main hint=$hint/> }.into_any()
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
        Step::SendBack | Step::RefuseSecondRound => form!(<ReasonField group/>),
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
        Step::DraftReply => form!(<reply::ReplyFields group proposal=proposal.clone()/>),
        Step::Reply => form!(<reply::SignFields group proposal=proposal.clone()/>),
        Step::Rate => view! {
            <StepForm id version step main keep=t.keep_rating><reply::RatingFields group id/></StepForm>
        }
        .into_any(),
        Step::Escalate => button!(t.escalate_hint),
        Step::HandleAgain | Step::FollowUp => form!(<handling::CoordinationFields group proposal=proposal.clone()/>),
        Step::CloseUnsatisfied if proposal.stage == Stage::Escalated => {
            form!(<handling::CoordinationFields group proposal=proposal.clone()/>)
        }
        Step::CloseUnsatisfied => form!(<handling::NoCoordination group/>),
        Step::ClaimPromise => form!(<promises::ClaimFields group proposal=proposal.clone()/>),
        Step::VerifyPromise => form!(<promises::ClaimedChoice group proposal=proposal.clone()/>),
        Step::RejectClaim => form!(<promises::RejectFields group proposal=proposal.clone()/>),
        Step::ExplainPromise => form!(<promises::ExplainFields group proposal=proposal.clone()/>),
        Step::Close => button!(t.close_hint),
        Step::LookBack => form!(<promises::LookBackFields group proposal=proposal.clone()/>),
        Step::ReopenPromise => form!(<promises::RelapseFields group proposal=proposal.clone() tracked=true/>),
        Step::ReopenHandling => form!(<promises::RelapseFields group proposal=proposal.clone() tracked=false/>),
        Step::Nominate => form!(<promises::NominateFields group/>),
        Step::DropNomination => button!(t.drop_nomination_hint),
        Step::NameKey => form!(<promises::KeyFields group proposal=proposal.clone()/>),
        Step::ReportProgress | Step::FinalReport => form!(<promises::ReportFields group/>),
        Step::Chase => form!(<handling::ChaseFields group/>),
        _ => view! { <StepForm id version step main/> }.into_any(),
    }
}

fn options<T: Copy>(all: &[T], code: fn(T) -> &'static str, word: fn(T, Lang) -> &'static str) -> Options {
    let lang = lang();
    all.iter().map(|&choice| (code(choice).to_owned(), word(choice, lang).to_owned())).collect()
}

#[component]
fn ReasonField(group: Group) -> impl IntoView {
    let t = texts();
    view! { <TextArea group path="reason" label=t.reason hint=t.reason_hint max=1000 check=Check::Reason/> }
}

#[component]
fn DeclineFields(group: Group) -> impl IntoView {
    let t = texts();
    let grounds = options(Ground::ALL, Ground::code, Ground::word);
    view! {
        <p class="hint">{t.decline_hint}</p>
        <Choice group path="ground" label=t.ground options=grounds empty=t.choose/>
        <TextArea group path="explanation" label=t.explanation hint=t.explanation_hint max=1000 check=Check::Reason/>
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
