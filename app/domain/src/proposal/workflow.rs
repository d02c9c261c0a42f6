//! The heart: stages, steps, relations, and the one table of which step leads where and who may take it.

use ground::vocabulary;
use ground::vocabulary::Lang;

vocabulary! {
    /// Where a proposal stands.
    pub enum Stage {
        /// Being written; only the lead deputy sees it.
        Draft = "draft", "草稿", "Draft";
        /// Frozen while invited deputies read and confirm it.
        CoSigning = "co_signing", "联名中", "Co-signing";
        /// With the congress office for review.
        Submitted = "submitted", "待审查", "Under review";
        /// Sent back to the lead deputy with a reason.
        SentBack = "sent_back", "退回修改", "Sent back for changes";
        /// Refused on a ground of the closed list.
        Declined = "declined", "不予立案", "Declined";
        /// Numbered; public from here on.
        Registered = "registered", "已登记", "Registered";
        /// Handed over to the units; the clock runs.
        Assigned = "assigned", "已交办", "Handed over";
        /// Taken on by the lead unit.
        Handling = "handling", "办理中", "Being handled";
        /// Answered; the deputy may rate.
        Replied = "replied", "已答复", "Replied";
        /// Answered, with promises still to be kept.
        Tracking = "tracking", "跟踪落实", "Following up promises";
        /// Done.
        Closed = "closed", "已办结", "Closed";
        /// Handled again after an unsatisfied rating.
        ReHandling = "re_handling", "重新办理", "Being handled again";
        /// Before a coordination meeting after a second unsatisfied rating.
        Escalated = "escalated", "协调督办", "Escalated";
        /// Ended although the deputy is not satisfied.
        ClosedUnsatisfied = "closed_unsatisfied", "已办结（不满意）", "Closed, deputy unsatisfied";
        /// Taken back by the lead deputy and every co-signer.
        Withdrawn = "withdrawn", "已撤回", "Withdrawn";
    }
}

impl Step {
    /// What somebody is asked to do: where a yes and a no stand side by side, it does not say which.
    pub fn asked(self, lang: Lang) -> &'static str {
        match self {
            Self::CoSign => lang.pick("阅读并答复", "Read and answer"),
            Self::Reassign => lang.pick("决定是否退回", "Decide on the return"),
            Self::ConfirmContact => lang.pick("核对沟通记录", "Check the contact"),
            Self::GrantExtension => lang.pick("决定是否延期", "Decide on more time"),
            Self::GrantSecondRound => lang.pick("决定是否重新办理", "Decide on a second round"),
            Self::VerifyPromise => lang.pick("核实承诺是否兑现", "Verify the promise"),
            Self::ConfirmDecline => lang.pick("复核不予立案", "Check the refusal"),
            Self::NameKey => lang.pick("确定重点建议", "Decide on the nomination"),
            step => step.word(lang),
        }
    }
}

impl Stage {
    /// What the date beside it is of, as far as a stage tells: after a reply it is of the rating, or of what follows it.
    pub fn awaits(self, lang: Lang) -> Option<&'static str> {
        Some(match self {
            Self::Submitted | Self::Registered => lang.pick("交办", "Hand-over"),
            Self::Assigned | Self::Handling => lang.pick("答复", "Reply"),
            Self::ReHandling => lang.pick("再次答复", "Second reply"),
            Self::Replied | Self::Escalated => lang.pick("下一步", "Next step"),
            Self::Tracking => lang.pick("承诺", "Promise"),
            _ => return None,
        })
    }
}

/// The kind of a stage, which chooses its colour and icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Somebody has to begin.
    Waiting,
    /// Somebody is at work.
    Working,
    /// Answered or done.
    Done,
    /// Ended for a reason.
    Ended,
}

impl Stage {
    /// Whether anyone may see a proposal at this stage: nothing before registration is public.
    pub fn is_public(self) -> bool {
        !matches!(self, Self::Draft | Self::CoSigning | Self::Submitted | Self::SentBack | Self::Declined)
    }

    /// The kind of the stage.
    pub fn tone(self) -> Tone {
        match self {
            Self::Draft | Self::CoSigning | Self::Submitted | Self::SentBack | Self::Registered | Self::Assigned => {
                Tone::Waiting
            }
            Self::Handling | Self::ReHandling | Self::Tracking | Self::Escalated => Tone::Working,
            Self::Replied | Self::Closed => Tone::Done,
            Self::Declined | Self::ClosedUnsatisfied | Self::Withdrawn => Tone::Ended,
        }
    }
}

/// Defines the steps: beside its code and its words each step of people has the prefix of the names that its form sends,
/// and the words of the page that follows it. The steps of the system have neither.
macro_rules! steps {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(
                $(#[$vmeta:meta])* $variant:ident = $code:literal, $zh:literal, $en:literal
                    $(, sent as $prefix:literal, done $done_zh:literal, $done_en:literal)?;
            )+
        }
    ) => {
        vocabulary! {
            $(#[$meta])*
            pub enum $name { $( $(#[$vmeta])* $variant = $code, $zh, $en; )+ }
        }

        impl $name {
            /// The prefix of the names that its form sends; nothing for the steps of the system.
            pub fn prefix(self) -> &'static str {
                match self { $(Self::$variant => concat!($($prefix)?),)+ }
            }

            /// What has happened, for the page that follows it.
            pub fn done(self, lang: Lang) -> &'static str {
                match self { $(Self::$variant => lang.pick(concat!($($done_zh)?), concat!($($done_en)?)),)+ }
            }
        }
    };
}

steps! {
    /// What somebody may do to a proposal.
    pub enum Step {
        /// The lead deputy freezes the text and asks others to sign it.
        Invite = "invite", "邀请附议", "Ask others to co-sign",
            sent as "command[invite]", done "邀请已发出，文本已锁定。受邀代表确认后会显示在下面；您可以随时提交，未确认的不计入。", "The invitations are out and the text is frozen. Answers appear below. You may submit at any time; who has not confirmed does not count.";
        /// An invited deputy confirms the very text that was frozen.
        CoSign = "co_sign", "确认附议", "Co-sign",
            sent as "command[co_sign]", done "已确认附议。登记之前您可以撤回。", "You have co-signed. Until it is registered you may withdraw.";
        /// An invited deputy declines.
        DeclineInvitation = "decline_invitation", "不附议", "Decline to co-sign",
            sent as "command[decline_invitation]", done "已回复不附议。", "You have declined.";
        /// The limit for confirming has passed.
        Lapse = "lapse", "邀请过期", "Invitation lapses";
        /// The lead deputy takes the frozen text back to change it.
        Reopen = "reopen", "收回修改", "Take it back to change it",
            sent as "command[reopen]", done "已收回修改。改动文本后，须请附议代表重新确认。", "You may change the text. Whoever has signed is asked again once it is changed.";
        /// A co-signer takes the signature back.
        WithdrawSignature = "withdraw_signature", "撤回附议", "Withdraw the signature",
            sent as "command[withdraw_signature]", done "已撤回附议。", "Your signature is withdrawn.";
        /// The lead deputy hands the text in.
        Submit = "submit", "提交", "Submit",
            sent as "command[submit]", done "已提交。代表工委审查后，结果会显示在您的工作台。", "Submitted. The congress office reviews it; the result appears on your desk.";
        /// The office sends it back with a reason.
        SendBack = "send_back", "退回修改", "Send back for changes",
            sent as "command[send_back]", done "已退回，领衔代表会看到理由。", "Sent back. The lead deputy sees the reason.";
        /// The first of two people refuses it.
        Decline = "decline", "提出不予立案", "Propose to decline",
            sent as "command[decline]", done "已提出，等待另一位同事确认。", "Proposed. Another colleague must confirm it.";
        /// The second person confirms the refusal.
        ConfirmDecline = "confirm_decline", "确认不予立案", "Confirm the refusal",
            sent as "command[confirm_decline]", done "已确认不予立案，领衔代表会看到依据和说明。", "Confirmed. The lead deputy sees the ground and the explanation.";
        /// The office drops a proposed refusal.
        DropDecline = "drop_decline", "撤销不予立案意见", "Drop the refusal",
            sent as "command[drop_decline]", done "已撤销，可以继续审查。", "Dropped. The review goes on.";
        /// The office gives it a number.
        Register = "register", "登记编号", "Register",
            sent as "command[register]", done "已登记编号，从现在起公开可见。下一步是交办。", "Registered and public from now on. The hand-over comes next.";
        /// The office links it to another paper about the same matter.
        Link = "link", "关联相近建议", "Link a similar paper",
            sent as "command[link]", done "已关联。两件建议各自办理和答复。", "Linked. Each paper is handled and answered by itself.";
        /// The office undoes such a link.
        Unlink = "unlink", "取消关联", "Undo a link",
            sent as "command[unlink]", done "已取消关联。", "The link is undone.";
        /// An office proposes the units for the hand-over meeting.
        ProposeUnits = "propose_units", "拟定承办单位", "Propose the units",
            sent as "command[propose_units]", done "承办单位已拟定，可在交办会上一并交办。", "The units are proposed for the hand-over meeting.";
        /// The office hands it over to the units.
        Assign = "assign", "交办", "Hand over",
            sent as "command[assign]", done "已交办，办理期限从今天起算。", "Handed over. The clock starts today.";
        /// A unit takes it on.
        Accept = "accept", "确认承办", "Accept",
            sent as "command[share][accept]", done "已确认承办。下一步：与代表沟通并记录。", "Accepted. Next: speak with the deputy and record it.";
        /// A unit asks to give it back, with a reason.
        AskReturn = "ask_return", "申请退回", "Ask to return it",
            sent as "command[share][ask_return]", done "退回申请已提出，等待代表工委决定。答复期限不变。", "Your request is made; the congress office decides. The reply is due as before.";
        /// An office grants the return and names another unit at once.
        Reassign = "reassign", "同意退回并改办", "Grant the return, re-assign",
            sent as "command[share][reassign]", done "已同意退回，并改由新的单位承办。", "The return is granted and another unit takes over.";
        /// An office grants the return of the lead unit; the paper is to be handed over anew.
        GrantReturn = "grant_return", "同意退回，重新交办", "Grant the return, hand over anew",
            sent as "command[share][grant_return]", done "已同意退回，请重新交办。", "The return is granted: hand the paper over anew.";
        /// An office refuses the return with a reason.
        RefuseReturn = "refuse_return", "不同意退回", "Refuse the return",
            sent as "command[share][refuse_return]", done "已决定不予退回，由原单位承办。", "The return is refused; the unit handles it.";
        /// Every lead unit has accepted, or the limit for returning it has passed.
        Begin = "begin", "进入办理", "Begin handling";
        /// A unit's clerk or head takes the work on it over from a colleague.
        TakeOver = "take_over", "接手经办", "Take it over",
            sent as "command[share][take_over]", done "已由您经办。", "It is yours now.";
        /// An answering unit notes a contact with the deputy.
        RecordContact = "record_contact", "记录沟通面商", "Record a contact",
            sent as "command[contact][record]", done "沟通情况已记录，等待代表确认。", "The contact is recorded; the deputy is asked to confirm it.";
        /// The lead deputy says that a contact took place as noted.
        ConfirmContact = "confirm_contact", "确认沟通属实", "Confirm the contact",
            sent as "command[contact][confirm]", done "已确认沟通属实。", "The contact is confirmed.";
        /// The lead deputy says that it did not.
        DisputeContact = "dispute_contact", "对沟通记录提出异议", "Dispute the contact",
            sent as "command[contact][dispute]", done "异议已提出，承办单位须重新与您沟通。", "Your objection stands: the unit has to speak with you again.";
        /// Nobody has disputed it in time.
        LetContactStand = "let_contact_stand", "沟通记录视为属实", "The contact stands";
        /// An assisting unit gives its opinion to the lead unit.
        SendOpinion = "send_opinion", "报送协办意见", "Send the opinion",
            sent as "command[share][send_opinion]", done "协办意见已送主办单位。", "Your opinion is with the lead unit.";
        /// The lead unit urges an assisting unit.
        ChaseOpinion = "chase_opinion", "催办协办意见", "Ask for the opinion again",
            sent as "command[share][chase_opinion]", done "已催办，三天内不再重复催办。", "Asked again; not once more within three days.";
        /// The lead unit gives an opinion that says nothing back.
        SendBackOpinion = "send_back_opinion", "退回协办意见", "Send the opinion back",
            sent as "command[share][send_back_opinion]", done "协办意见已退回。", "The opinion is sent back.";
        /// The lead unit asks for more time than three months.
        AskExtension = "ask_extension", "申请延期答复", "Ask for more time",
            sent as "command[ask_extension]", done "延期申请已提出，等待代表工委决定。", "Asked; the congress office decides.";
        /// The office grants it, at most to the sixth month.
        GrantExtension = "grant_extension", "同意延期", "Grant more time",
            sent as "command[grant_extension]", done "已同意延期，代表和承办单位会收到通知。", "Granted; deputy and units are told.";
        /// The office does not.
        RefuseExtension = "refuse_extension", "不同意延期", "Refuse more time",
            sent as "command[refuse_extension]", done "已决定不延期，按原期限答复。", "Refused; the reply is due as before.";
        /// A clerk writes the reply, version by version.
        DraftReply = "draft_reply", "拟写答复", "Draft the reply",
            sent as "command[draft_reply]", done "答复稿已保存，本单位可以看到各个版本。", "The draft is saved; your unit sees every version.";
        /// The head of an answering unit signs its reply.
        Reply = "reply", "签发答复", "Sign the reply",
            sent as "command[reply]", done "答复已签发，等待代表评价。", "The reply is issued; the deputy may now rate it.";
        /// The lead deputy rates the reply.
        Rate = "rate", "评价", "Rate",
            sent as "command[rate]", done "评价已送出，感谢您的意见。", "Your rating is sent. Thank you.";
        /// The office has it handled again.
        GrantSecondRound = "grant_second_round", "交重新办理", "Have it handled again",
            sent as "command[grant_second_round]", done "已交原单位重新办理，新的期限从今天起算。", "It is being handled again; a new clock starts today.";
        /// The office refuses a second round with a reason.
        RefuseSecondRound = "refuse_second_round", "不再重新办理", "Refuse a second round",
            sent as "command[refuse_second_round]", done "已决定不再重新办理，理由已告知代表。", "No second round; the deputy sees the reason.";
        /// The deputy remains unsatisfied: the office brings both sides together.
        Escalate = "escalate", "提请协调督办", "Call a coordination meeting",
            sent as "command[escalate]", done "已提请召开协调会。", "A coordination meeting is called.";
        /// The coordination meeting has it handled again.
        HandleAgain = "handle_again", "协调后重新办理", "Have it handled again after the meeting",
            sent as "command[handle_again]", done "协调结果已记录，交原单位重新办理。", "Recorded; it is handled again.";
        /// The coordination meeting trusts the promises, which are followed up.
        FollowUp = "follow_up", "协调后跟踪落实", "Follow up the promises after the meeting",
            sent as "command[follow_up]", done "协调结果已记录，转入跟踪落实。", "Recorded; the promises are followed up.";
        /// It ends although the deputy is not satisfied.
        CloseUnsatisfied = "close_unsatisfied", "办结（保留不满意）", "Close it, deputy unsatisfied",
            sent as "command[close_unsatisfied]", done "已办结，“不满意”评价保留。", "Closed; “not satisfied” stands.";
        /// A unit says that a promise is kept.
        ClaimPromise = "claim_promise", "报告承诺兑现", "Report a promise as kept",
            sent as "command[promise][claim]", done "已报告兑现，等待代表或代表工委核实。", "Reported; deputy or office verify it.";
        /// The deputy or the office has checked that.
        VerifyPromise = "verify_promise", "核实承诺已兑现", "Confirm that it is kept",
            sent as "command[promise][verify]", done "已核实兑现。", "Verified as kept.";
        /// The deputy or the office does not find it kept.
        RejectClaim = "reject_claim", "核实未兑现", "Find it not kept",
            sent as "command[promise][reject]", done "已记录：尚未兑现，承办单位会收到通知。", "Recorded: not kept; the unit is told.";
        /// The head of a unit explains why a promise is not kept.
        ExplainPromise = "explain_promise", "说明未兑现原因", "Explain why it is not kept",
            sent as "command[promise][explain]", done "情况说明已签发。", "The explanation is signed.";
        /// The date of a look-back has come.
        OpenLookBack = "open_look_back", "启动回头看", "A look-back is due";
        /// The office or a supervisor has looked, and it holds.
        LookBack = "look_back", "记录回头看", "Record a look-back",
            sent as "command[promise][look_back]", done "回头看结果已记录。", "The look-back is recorded.";
        /// A look-back found a relapse: the promise is open again.
        ReopenPromise = "reopen_promise", "反弹，重新跟踪", "Relapsed: follow it up again",
            sent as "command[promise][reopen]", done "已重新跟踪，承办单位会收到通知。", "Followed up again; the unit is told.";
        /// A look-back found a relapse: the paper is handled again.
        ReopenHandling = "reopen_handling", "反弹，重新办理", "Relapsed: have it handled again",
            sent as "command[reopen_handling]", done "已重新办理，新的期限从今天起算。", "Handled again; a new clock starts today.";
        /// The office nominates it as a key proposal.
        Nominate = "nominate", "提名重点建议", "Nominate as a key proposal",
            sent as "command[nominate]", done "已提名，等待主任会议决定。", "Nominated; the chairs’ meeting decides.";
        /// The office drops the nomination.
        DropNomination = "drop_nomination", "撤回提名", "Drop the nomination",
            sent as "command[drop_nomination]", done "已撤回提名。", "The nomination is dropped.";
        /// The chairs' meeting has decided: supervisor and sponsor are named.
        NameKey = "name_key", "确定为重点建议", "Make it a key proposal",
            sent as "command[name_key]", done "已确定为重点建议。", "It is a key proposal.";
        /// The lead unit or the supervisor reports how far a key proposal is.
        ReportProgress = "report_progress", "报告重点建议进展", "Report progress",
            sent as "command[report_progress]", done "进展已报告。", "The progress is reported.";
        /// The lead unit's final report on a key proposal.
        FinalReport = "final_report", "重点建议终期报告", "Final report",
            sent as "command[final_report]", done "终期报告已提交。", "The final report is handed in.";
        /// An office or a supervisor urges the units.
        Chase = "chase", "催办", "Chase",
            sent as "command[chase]", done "已催办，三天内不再重复催办。", "Chased; not once more within three days.";
        /// Answered, with promises still open.
        Track = "track", "转入跟踪落实", "Follow up the promises";
        /// The office decides anew what the public reads of it.
        SetDisclosure = "set_disclosure", "调整公开方式", "Change what is published",
            sent as "command[set_disclosure]", done "公开方式已调整，公众页面随即更新。", "It is decided; the public reads it so from now on.";
        /// The day has come on which that is looked at again.
        OpenReview = "open_review", "公开方式应当复核", "Publication to be reviewed";
        /// Answered, with none open.
        Close = "close", "办结", "Close",
            sent as "command[close]", done "已办结。", "Closed.";
        /// The lead deputy asks for the paper back; every co-signer must agree.
        AskWithdrawal = "ask_withdrawal", "申请撤回", "Withdraw it",
            sent as "command[ask_withdrawal]", done "撤回申请已提出；有附议代表的，须全体同意。", "Done. Where there are co-signers, each must agree.";
        /// A co-signer agrees to the withdrawal.
        AgreeWithdrawal = "agree_withdrawal", "同意撤回", "Agree to the withdrawal",
            sent as "command[agree_withdrawal]", done "已同意撤回。", "You have agreed to the withdrawal.";
        /// The lead deputy drops the withdrawal.
        DropWithdrawal = "drop_withdrawal", "取消撤回", "Drop the withdrawal",
            sent as "command[drop_withdrawal]", done "已取消撤回。", "The withdrawal is dropped.";
        /// Every signer has agreed.
        Withdraw = "withdraw", "撤回", "Withdrawn";
    }
}

vocabulary! {
    /// How a person stands to one proposal; a person may have several relations to it.
    pub enum Relation {
        /// The deputy who leads it.
        Lead = "lead", "领衔代表", "Lead deputy";
        /// A deputy who has confirmed the text.
        CoSigner = "co_signer", "附议代表", "Co-signer";
        /// A deputy who is asked to co-sign.
        Invitee = "invitee", "受邀附议代表", "Invited deputy";
        /// The standing committee's office for deputies' work.
        CongressOffice = "congress_office", "代表工委", "Congress office";
        /// The government office that splits government matters.
        GovernmentOffice = "government_office", "政府办", "Government office";
        /// A clerk of the lead unit.
        LeadClerk = "lead_clerk", "主办单位经办人", "Lead unit's clerk";
        /// The head of the lead unit.
        LeadHead = "lead_head", "主办单位签发人", "Lead unit's head";
        /// A clerk of an assisting unit.
        AssistingClerk = "assisting_clerk", "协办单位经办人", "Assisting unit's clerk";
        /// The head of an assisting unit.
        AssistingHead = "assisting_head", "协办单位签发人", "Assisting unit's head";
        /// A clerk of a unit that replies separately.
        SeparateClerk = "separate_clerk", "分办单位经办人", "Separate unit's clerk";
        /// The head of a unit that replies separately.
        SeparateHead = "separate_head", "分办单位签发人", "Separate unit's head";
        /// A member of the chairs' meeting.
        Supervisor = "supervisor", "督办领导", "Supervisor";
        /// The government leader who takes a key proposal on.
        Sponsor = "sponsor", "领办领导", "Sponsor";
        /// Who looks after accounts; no part in any proposal.
        Administrator = "administrator", "系统管理员", "Administrator";
        /// The system itself, when a date has come.
        System = "system", "系统", "System";
        /// Anyone.
        Public = "public", "公众", "Public";
    }
}

/// The stage that `step` leads to, or `None` where this person may not take it.
///
/// The conditions inside one stage (the reply is there but not rated, a second person …) are
/// [`Proposal::is_ready`](crate::proposal::Proposal::is_ready)'s.
#[rustfmt::skip] // Keep the columns: this is a table.
pub fn next(stage: Stage, step: Step, by: Relation) -> Option<Stage> {
    use {Relation as R, Stage as G, Step as S};
    Some(match (stage, step, by) {
        // 1  co-signing: an invitation freezes the text
        (G::Draft | G::SentBack | G::CoSigning, S::Invite, R::Lead)              => G::CoSigning,
        (G::CoSigning,  S::CoSign,            R::Invitee)                        => G::CoSigning,
        (G::CoSigning,  S::DeclineInvitation, R::Invitee)                        => G::CoSigning,
        (G::CoSigning,  S::Lapse,             R::System)                         => G::CoSigning,
        (G::CoSigning | G::Submitted | G::SentBack, S::WithdrawSignature, R::CoSigner) => stage,
        // 2  an edit voids every confirmation
        (G::CoSigning,  S::Reopen,            R::Lead)                           => G::Draft,
        // 3  submission
        (G::Draft | G::CoSigning, S::Submit,  R::Lead)                           => G::Submitted,
        // 4  return and mending
        (G::Submitted,  S::SendBack,            R::CongressOffice)                 => G::SentBack,
        (G::SentBack,   S::Submit,            R::Lead)                           => G::Submitted,
        // 5  refusal by two people
        (G::Submitted,  S::Decline,           R::CongressOffice)                 => G::Submitted,
        (G::Submitted,  S::DropDecline,       R::CongressOffice)                 => G::Submitted,
        (G::Submitted,  S::ConfirmDecline,    R::CongressOffice)                 => G::Declined,
        // 6  registration; links between papers about one matter
        (G::Submitted,  S::Register,          R::CongressOffice)                 => G::Registered,
        (G::Registered | G::Assigned | G::Handling | G::Replied | G::Tracking | G::ReHandling | G::Escalated
            | G::Closed | G::ClosedUnsatisfied, S::Link | S::Unlink, R::CongressOffice) => stage,
        // what the public reads of it
        (G::Registered | G::Assigned | G::Handling | G::Replied | G::Tracking | G::ReHandling | G::Escalated
            | G::Closed | G::ClosedUnsatisfied, S::SetDisclosure, R::CongressOffice) => stage,
        (G::Registered | G::Assigned | G::Handling | G::Replied | G::Tracking | G::ReHandling | G::Escalated
            | G::Closed | G::ClosedUnsatisfied, S::OpenReview, R::System)        => stage,
        // 7  hand-over
        (G::Registered, S::ProposeUnits,      R::CongressOffice | R::GovernmentOffice) => G::Registered,
        (G::Registered, S::Assign,            R::CongressOffice | R::GovernmentOffice) => G::Assigned,
        // 8  acceptance; silence is acceptance
        (G::Assigned,   S::Accept,            R::LeadClerk | R::LeadHead | R::SeparateClerk | R::SeparateHead) => G::Assigned,
        (G::Assigned | G::Handling, S::Accept, R::AssistingClerk | R::AssistingHead | R::System) => stage,
        (G::Assigned,   S::Begin,             R::System)                         => G::Handling,
        // 9  return and re-assignment
        (G::Assigned,   S::AskReturn,         R::LeadClerk | R::LeadHead | R::SeparateClerk | R::SeparateHead) => G::Assigned,
        (G::Assigned | G::Handling, S::AskReturn, R::AssistingClerk | R::AssistingHead) => stage,
        (G::Assigned | G::Handling, S::Reassign | S::RefuseReturn, R::CongressOffice | R::GovernmentOffice) => stage,
        (G::Assigned,   S::GrantReturn,       R::CongressOffice | R::GovernmentOffice) => G::Registered,
        // 8  colleagues inside a unit
        (G::Assigned | G::Handling | G::Replied | G::Tracking | G::ReHandling | G::Escalated, S::TakeOver,
            R::LeadClerk | R::LeadHead | R::AssistingClerk | R::AssistingHead | R::SeparateClerk | R::SeparateHead) => stage,
        // 10 contacts, opinions, extension, drafts; separate replies go out before the lead unit's
        (G::Handling | G::ReHandling, S::RecordContact | S::DraftReply,
            R::LeadClerk | R::LeadHead | R::SeparateClerk | R::SeparateHead)     => stage,
        (G::Handling | G::ReHandling | G::Replied | G::Tracking | G::Escalated, S::ConfirmContact | S::DisputeContact,
            R::Lead)                                                             => stage,
        (G::Handling | G::ReHandling | G::Replied | G::Tracking | G::Escalated | G::Closed | G::ClosedUnsatisfied,
            S::LetContactStand, R::System)                                       => stage,
        (G::Handling | G::ReHandling, S::SendOpinion, R::AssistingClerk | R::AssistingHead) => stage,
        (G::Handling | G::ReHandling, S::ChaseOpinion | S::SendBackOpinion, R::LeadClerk | R::LeadHead) => stage,
        (G::Handling,   S::AskExtension,      R::LeadClerk | R::LeadHead)        => G::Handling,
        (G::Handling,   S::GrantExtension | S::RefuseExtension, R::CongressOffice) => G::Handling,
        (G::Handling | G::ReHandling, S::Reply, R::SeparateHead)                 => stage,
        // 10, 14 the lead unit's reply
        (G::Handling | G::ReHandling, S::Reply, R::LeadHead)                     => G::Replied,
        // 11, 12 rating and what follows
        (G::Replied,    S::Rate,              R::Lead)                           => G::Replied,
        (G::Replied,    S::Track,             R::System)                         => G::Tracking,
        (G::Replied,    S::Close,             R::System)                         => G::Closed,
        // 13 second round; a refusal leaves the rating as it is
        (G::Replied,    S::GrantSecondRound,  R::CongressOffice)                 => G::ReHandling,
        (G::Replied,    S::RefuseSecondRound, R::CongressOffice)                 => G::Replied,
        (G::Replied,    S::CloseUnsatisfied,  R::System)                         => G::ClosedUnsatisfied,
        // 15, 16 coordination after another unsatisfied rating
        (G::Replied,    S::Escalate,          R::CongressOffice)                 => G::Escalated,
        (G::Escalated,  S::HandleAgain,       R::CongressOffice)                 => G::ReHandling,
        (G::Escalated,  S::FollowUp,          R::CongressOffice)                 => G::Tracking,
        (G::Escalated | G::Tracking, S::CloseUnsatisfied, R::CongressOffice)     => G::ClosedUnsatisfied,
        // 17 promises; a kept one may be answered anew, and is rated again
        (G::Replied | G::Tracking | G::ReHandling | G::Escalated, S::ClaimPromise,
            R::LeadClerk | R::LeadHead | R::SeparateClerk | R::SeparateHead)     => stage,
        (G::Replied | G::Tracking | G::ReHandling | G::Escalated, S::VerifyPromise | S::RejectClaim,
            R::Lead | R::CongressOffice)                                         => stage,
        (G::Replied | G::Tracking | G::ReHandling | G::Escalated, S::ExplainPromise,
            R::LeadHead | R::SeparateHead)                                       => stage,
        (G::Tracking,   S::DraftReply,        R::LeadClerk | R::LeadHead)        => G::Tracking,
        (G::Tracking,   S::Reply,             R::LeadHead)                       => G::Replied,
        // 18 every promise is verified or explained
        (G::Tracking,   S::Close,             R::CongressOffice)                 => G::Closed,
        // 19 look-backs, also years after the end
        (G::Replied | G::Tracking | G::ReHandling | G::Escalated | G::Closed | G::ClosedUnsatisfied,
            S::OpenLookBack, R::System)                                          => stage,
        (G::Replied | G::Tracking | G::ReHandling | G::Escalated | G::Closed | G::ClosedUnsatisfied,
            S::LookBack, R::CongressOffice | R::Supervisor)                      => stage,
        (G::Tracking | G::Closed | G::ClosedUnsatisfied, S::ReopenPromise, R::CongressOffice | R::Supervisor) => G::Tracking,
        (G::Closed | G::ClosedUnsatisfied, S::ReopenHandling, R::CongressOffice | R::Supervisor) => G::ReHandling,
        // key proposals (Deputies Law art. 52)
        (G::Registered | G::Assigned | G::Handling | G::Replied | G::Tracking | G::ReHandling | G::Escalated,
            S::Nominate | S::DropNomination | S::NameKey, R::CongressOffice)     => stage,
        (G::Assigned | G::Handling | G::Replied | G::Tracking | G::ReHandling | G::Escalated, S::ReportProgress,
            R::LeadClerk | R::LeadHead | R::Supervisor)                          => stage,
        (G::Replied | G::Tracking | G::Closed | G::ClosedUnsatisfied, S::FinalReport, R::LeadHead) => stage,
        // whoever is late is chased
        (G::Assigned | G::Handling | G::ReHandling | G::Tracking, S::Chase,
            R::CongressOffice | R::GovernmentOffice | R::Supervisor)             => stage,
        // 20 withdrawal by every signer, until the first reply
        (G::Draft | G::CoSigning | G::Submitted | G::SentBack | G::Registered | G::Assigned | G::Handling,
            S::AskWithdrawal | S::DropWithdrawal, R::Lead)                       => stage,
        (G::CoSigning | G::Submitted | G::SentBack | G::Registered | G::Assigned | G::Handling,
            S::AgreeWithdrawal, R::CoSigner)                                     => stage,
        (G::Draft | G::CoSigning | G::Submitted | G::SentBack | G::Registered | G::Assigned | G::Handling,
            S::Withdraw, R::System)                                              => G::Withdrawn,
        _ => return None,
    })
}

/// The steps that a person who stands so to a proposal may take at a stage.
pub fn open_steps(stage: Stage, by: Relation) -> impl Iterator<Item = Step> {
    Step::ALL.iter().copied().filter(move |&step| next(stage, step, by).is_some())
}

/// The whole table as text, one line for each relation and stage that has a step: the checked-in policy.
pub fn policy() -> String {
    let mut lines =
        vec!["# relation × stage → steps (made by the tests; a change here is a change of rights)".to_owned()];
    for &relation in Relation::ALL {
        for &stage in Stage::ALL {
            let steps: Vec<_> = open_steps(stage, relation)
                .map(|step| {
                    let to = next(stage, step, relation).map_or("", Stage::code);
                    format!("{} → {to}", step.code())
                })
                .collect();
            if !steps.is_empty() {
                lines.push(format!("{:<17} {:<11} {}", relation.code(), stage.code(), steps.join(" · ")));
            }
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Set `ACCEPT=1` to write the table anew, then review the diff.
    #[test]
    fn the_checked_in_policy_is_the_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/policy.txt");
        if std::env::var_os("ACCEPT").is_some() {
            std::fs::write(path, policy()).expect("policy.txt can be written");
        }
        let checked_in = std::fs::read_to_string(path).expect("policy.txt is checked in");
        assert_eq!(checked_in, policy(), "rights changed: run with ACCEPT=1 and review the diff");
    }

    #[test]
    fn nobody_else_has_a_step() {
        for relation in [Relation::Public, Relation::Administrator, Relation::Sponsor] {
            for &stage in Stage::ALL {
                assert_eq!(open_steps(stage, relation).count(), 0, "{relation:?} at {stage:?}");
            }
        }
    }

    #[test]
    fn nothing_but_a_relapse_leaves_an_end() {
        for stage in [Stage::Declined, Stage::Closed, Stage::ClosedUnsatisfied, Stage::Withdrawn] {
            for &relation in Relation::ALL {
                for step in open_steps(stage, relation) {
                    let relapse = matches!(step, Step::ReopenPromise | Step::ReopenHandling);
                    assert_eq!(
                        next(stage, step, relation) == Some(stage),
                        !relapse,
                        "{relation:?} at {stage:?}: {step:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_supervisor_looks_and_urges_and_decides_nothing_else() {
        let steps: std::collections::BTreeSet<_> =
            Stage::ALL.iter().flat_map(|&stage| open_steps(stage, Relation::Supervisor)).map(Step::code).collect();
        let expected = ["chase", "look_back", "reopen_handling", "reopen_promise", "report_progress"];
        assert_eq!(steps.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn codes_go_round() {
        for &stage in Stage::ALL {
            assert_eq!(Stage::from_code(stage.code()), Ok(stage));
        }
        for &step in Step::ALL {
            assert_eq!(Step::from_code(step.code()), Ok(step));
        }
        assert!(Stage::from_code("nonsense").is_err());
    }
}
