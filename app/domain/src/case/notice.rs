//! The kinds of notices: what happened, and what the reader is to do; and whom a part of a paper wants to be told.

use ground::vocabulary;
use ground::vocabulary::Lang;
use jiff::civil::Date;

use crate::county::people::{BodyId, PersonId, Role};

/// Whom something concerns, as a part of a paper knows them; the paper knows who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Who leads the paper.
    Lead,
    /// Everyone who has signed it beside.
    CoSigners,
    /// Who leads it and everyone who has signed it.
    Signers,
    /// One person.
    Person(PersonId),
    /// The people of a unit.
    Unit(BodyId),
    /// The people of the unit that leads the handling.
    LeadUnit,
    /// The people of every unit that answers.
    AnsweringUnits,
    /// The people of every unit that is late, each with the day by which it was awaited.
    LateUnits,
    /// Everyone who holds an office.
    Holders(Role),
}

/// That somebody is to be told of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub whom: Whom,
    /// Of what.
    pub kind: NoticeKind,
    /// By when the reader acts, or others do.
    pub due: Option<Date>,
}

impl Told {
    /// Without a date.
    pub(crate) fn of(whom: Whom, kind: NoticeKind) -> Self {
        Self { whom, kind, due: None }
    }

    /// With a date.
    pub(crate) fn by(whom: Whom, kind: NoticeKind, due: Option<Date>) -> Self {
        Self { whom, kind, due }
    }
}

vocabulary! {
    /// What somebody is told of.
    pub enum NoticeKind {
        /// A deputy is asked to sign.
        Invited = "invited", "请您附议", "You are asked to co-sign";
        /// Another deputy signed.
        CoSigned = "co_signed", "有代表确认附议", "A deputy has co-signed";
        /// Another deputy declined.
        InvitationDeclined = "invitation_declined", "有代表不附议", "A deputy has declined to co-sign";
        /// Nobody answered in time.
        Lapsed = "lapsed", "附议邀请已过期", "An invitation to co-sign has lapsed";
        /// The lead deputy changes the text, so that signatures no longer count.
        Reopened = "reopened", "领衔代表收回修改，原附议不再有效", "The text is being changed: signatures no longer count";
        /// A deputy took the signature back.
        SignatureWithdrawn = "signature_withdrawn", "有代表撤回附议", "A deputy has withdrawn the signature";
        /// The office has a new paper to review.
        ToReview = "to_review", "有代表提交建议，请审查", "Submitted: please review it";
        /// What a co-signer has signed was handed in.
        Submitted = "submitted", "您附议的建议已提交", "What you co-signed has been submitted";
        /// It was sent back.
        SentBack = "sent_back", "退回修改", "Sent back for changes";
        /// A second person must confirm a refusal.
        ToConfirm = "to_confirm", "拟不予立案，请另一位同事确认", "Refusal proposed: a second person must confirm it";
        /// The proposed refusal was dropped.
        RefusalDropped = "refusal_dropped", "不予立案意见已撤销，请继续审查", "The proposed refusal was dropped: review goes on";
        /// It was refused.
        Declined = "declined", "不予立案", "Declined";
        /// It has its number.
        Registered = "registered", "已登记编号", "Registered";
        /// It stands together with a paper about the same matter.
        Linked = "linked", "已与另一件建议关联", "Linked to another proposal";
        /// It no longer does.
        Unlinked = "unlinked", "已取消与另一件建议的关联", "No longer linked to another proposal";
        /// The office decided anew what the public reads of it.
        DisclosureSet = "disclosure_set", "公开方式有调整", "What is published of it has changed";
        /// The day has come on which that is looked at again.
        ToReviewDisclosure = "to_review_disclosure", "公开方式到期，请复核", "Review what is published of it";
        /// It is to be handed over, or handed over anew.
        ToHandOver = "to_hand_over", "等待交办", "To be handed over";
        /// The deputy's paper went to its units.
        HandedOver = "handed_over", "已交办，开始计算期限", "Handed over: the clock has started";
        /// A unit has a new paper.
        ToAccept = "to_accept", "交你单位承办，请确认", "Handed over to your unit: please accept it";
        /// A unit took it on.
        Accepted = "accepted", "承办单位已确认承办", "Accepted by a unit";
        /// The limit passed in silence, so that it counts as accepted.
        AcceptedBySilence = "accepted_by_silence", "确认期限已过，视为已承办", "Not answered in time: it counts as accepted";
        /// A unit wants to give it back.
        ToDecideReturn = "to_decide_return", "承办单位申请退回，请决定", "A unit asks to return it: please decide";
        /// The unit may give it back.
        ReturnGranted = "return_granted", "同意退回，你单位不再承办", "Your unit may return it";
        /// The unit may not give it back.
        ReturnRefused = "return_refused", "不同意退回，请继续承办", "Your unit may not return it";
        /// Another unit takes the deputy's paper on.
        Reassigned = "reassigned", "已改由其他单位承办", "Re-assigned to another unit";
        /// A unit gave it back, and it is to be handed over anew.
        Recalled = "recalled", "承办单位退回，将重新交办", "Returned by a unit, to be handed over anew";
        /// The unit noted a contact with the deputy.
        ContactRecorded = "contact_recorded", "承办单位记录了一次与您的沟通", "The unit recorded a contact with you";
        /// The deputy says that a contact took place as noted.
        ContactConfirmed = "contact_confirmed", "代表确认沟通属实", "The deputy has confirmed the contact";
        /// The deputy said nothing within the limit, so that a contact stands.
        ContactStood = "contact_stood", "沟通记录逾期未提异议，视为属实", "The contact stands: undisputed in time";
        /// A reply is drafted, and nothing stands in the way of its signature.
        ToSign = "to_sign", "答复稿已拟好，请审阅签发", "A reply waits for your signature";
        /// The deputy says that it did not.
        ContactDisputed = "contact_disputed", "代表对沟通记录有异议", "The deputy disputes the contact";
        /// An assisting unit gave its opinion.
        OpinionSent = "opinion_sent", "协办意见已到", "An assisting unit’s opinion is there";
        /// The lead unit waits for an opinion.
        OpinionChased = "opinion_chased", "主办单位催办协办意见", "The lead unit waits for your opinion";
        /// The opinion says too little.
        OpinionSentBack = "opinion_sent_back", "协办意见被退回，请重新报送", "Your opinion was sent back";
        /// A unit wants more time.
        ToDecideExtension = "to_decide_extension", "承办单位申请延期，请决定", "A unit asks for more time: please decide";
        /// A unit has asked for more time.
        ExtensionAsked = "extension_asked", "承办单位申请延期答复", "The unit asks for more time";
        /// There is more time.
        ExtensionGranted = "extension_granted", "已同意延期答复", "More time was granted";
        /// There is not.
        ExtensionRefused = "extension_refused", "不同意延期，按原期限答复", "More time was refused";
        /// A separate unit has replied.
        SeparateReplied = "separate_replied", "分办单位已答复", "A unit has replied separately";
        /// The deputy's paper was answered.
        ToRate = "to_rate", "已答复，请评价", "Answered: please rate the reply";
        /// What a co-signer has signed was answered.
        Replied = "replied", "您附议的建议已答复", "What you co-signed has been answered";
        /// The deputy rated the reply.
        Rated = "rated", "代表已评价", "The deputy has rated the reply";
        /// The deputy is not satisfied: the office decides.
        ToDecide = "to_decide", "代表不满意，请决定是否重新办理", "The deputy is not satisfied: decide about a second round";
        /// The unit handles it again.
        ToReplyAgain = "to_reply_again", "代表不满意，请重新办理", "The deputy is not satisfied: handle it again";
        /// The deputy's paper is handled again.
        SecondRound = "second_round", "重新办理", "It is handled again";
        /// It is not handled again.
        NoSecondRound = "no_second_round", "不再重新办理", "It is not handled again";
        /// A coordination meeting is called.
        Escalated = "escalated", "代表仍不满意，提请协调", "Still not satisfied: a meeting is called";
        /// It ended although the deputy is not satisfied.
        ClosedUnsatisfied = "closed_unsatisfied", "已办结，保留不满意评价", "Closed; “not satisfied” stands";
        /// A unit says that a promise is kept.
        ToVerify = "to_verify", "承办单位报告承诺兑现，请核实", "A promise is reported as kept: please verify";
        /// A promise is kept.
        PromiseVerified = "promise_verified", "承诺事项经核实已兑现", "A promise was verified as kept";
        /// A promise was not found kept.
        ClaimRejected = "claim_rejected", "承诺事项核实未兑现", "A promise was not found kept";
        /// Why a promise is not kept.
        PromiseExplained = "promise_explained", "承办单位说明承诺未兑现", "A unit explains an unkept promise";
        /// Somebody is to look at a promise.
        ToLookBack = "to_look_back", "承诺事项该回头看了", "A promise is to be looked at";
        /// Others are to look at a promise.
        LookBackOpened = "look_back_opened", "承诺事项进入回头看", "A promise is being looked at again";
        /// Somebody has looked.
        LookedBack = "looked_back", "回头看已有结果", "A look-back was recorded";
        /// A kept promise no longer holds.
        Relapsed = "relapsed", "问题反弹，重新跟踪", "Relapsed: followed up again";
        /// A promise falls due.
        PromiseDue = "promise_due", "承诺事项", "Promise";
        /// It is a key proposal.
        KeyNamed = "key_named", "确定为重点建议", "It is a key proposal";
        /// How far a key proposal is.
        ProgressReported = "progress_reported", "重点建议有新进展", "Progress on a key proposal";
        /// The unit is chased.
        Chased = "chased", "催办：请抓紧办理", "Chased: please get on with it";
        /// Promises are followed up.
        Tracked = "tracked", "转入跟踪落实", "Its promises are being followed up";
        /// It is done.
        Closed = "closed", "已办结", "Closed";
        /// A co-signer's agreement to the withdrawal is awaited.
        ToAgree = "to_agree", "领衔代表申请撤回，请您表明是否同意", "The lead deputy wants to withdraw it: do you agree?";
        /// A co-signer agreed.
        WithdrawalAgreed = "withdrawal_agreed", "有附议代表同意撤回", "A co-signer agrees to the withdrawal";
        /// The lead deputy keeps it after all.
        WithdrawalDropped = "withdrawal_dropped", "领衔代表取消撤回", "The withdrawal was dropped";
        /// It was withdrawn.
        Withdrawn = "withdrawn", "已撤回", "Withdrawn";
        /// It was withdrawn, and a unit is at work on it.
        ToStop = "to_stop", "已撤回，请停止办理", "Withdrawn: please stop work on it";
        /// A date comes nearer, or has passed.
        Reminder = "reminder", "期限提醒", "Reminder";
    }
}

impl NoticeKind {
    /// What the reader is to do, where there is something to do.
    pub fn to_do(self, lang: Lang) -> Option<&'static str> {
        let (zh, en) = match self {
            Self::ToReview | Self::RefusalDropped => (
                "请审查后登记编号，或者退回修改、提出不予立案。",
                "Review it: register it, return it or propose to decline it.",
            ),
            Self::Invited => ("请阅读全文，确认附议或者不附议。", "Read the text, then co-sign or decline."),
            Self::ToDecideReturn => {
                ("请阅读退回理由，同意或者不同意。", "Read the reason, then grant or refuse the return.")
            }
            Self::ReturnRefused => ("请与代表沟通，按期答复。", "Speak with the deputy and reply in time."),
            Self::Recalled => ("重新交办之前请暂停办理。", "Nothing goes on until it is handed over anew."),
            Self::ToAgree => ("全体附议代表同意后才能撤回。", "It is withdrawn once every co-signer agrees."),
            Self::SentBack => ("请按退回理由修改后再次提交。", "Mend it as the reason says and submit it again."),
            Self::ToConfirm => ("请核对依据，确认或者撤销。", "Check the ground, then confirm or drop it."),
            Self::ToHandOver => ("请确定主办单位和协办单位。", "Choose the lead unit and the assisting units."),
            Self::ToAccept => (
                "请确认承办或者申请退回；逾期视为已承办。",
                "Accept it or ask to return it; silence counts as acceptance.",
            ),
            Self::AcceptedBySilence => ("请与代表沟通，按期答复。", "Speak with the deputy and reply in time."),
            Self::ContactRecorded => {
                ("请核对是否属实：确认，或者提出异议。", "Check whether it is true: confirm or dispute it.")
            }
            Self::ContactDisputed => ("请重新与代表沟通，如实记录。", "Speak with the deputy again and note it truly."),
            Self::OpinionChased | Self::OpinionSentBack => {
                ("请逐项写明本单位的意见。", "Say what your unit thinks, ask by ask.")
            }
            Self::ToDecideExtension => {
                ("请阅读理由，同意或者不同意。", "Read the reason, then grant or refuse more time.")
            }
            Self::ToSign => {
                ("请审阅答复稿，签发或者请经办人修改。", "Read the reply, then sign it or have the clerk change it.")
            }
            Self::ToVerify => ("请到现场或向群众核实。", "Check on site or with the residents."),
            Self::ClaimRejected => ("请继续落实承诺。", "Go on keeping the promise."),
            Self::ToReviewDisclosure => (
                "请决定能否全文公开，或者写明继续限制的依据。",
                "Decide whether all of it can be published, or say on what ground it is not.",
            ),
            Self::ToLookBack => ("请查看承诺是否兑现并保持。", "See whether the promise is kept and holds."),
            Self::Relapsed => ("请尽快解决并报告。", "Solve it soon and report it."),
            Self::Chased => ("请尽快办理并答复代表。", "Handle it soon and answer the deputy."),
            Self::ToRate => ("请阅读答复并评价。", "Read the reply and rate it."),
            Self::ToDecide => ("请阅读代表的理由后决定。", "Read the deputy's reasons, then decide."),
            Self::ToReplyAgain => ("请再次与代表沟通，重新答复。", "Speak with the deputy again and give a new reply."),
            Self::CoSigned
            | Self::InvitationDeclined
            | Self::Lapsed
            | Self::Reopened
            | Self::SignatureWithdrawn
            | Self::Submitted
            | Self::Declined
            | Self::Registered
            | Self::Linked
            | Self::Unlinked
            | Self::DisclosureSet
            | Self::ReturnGranted
            | Self::Reassigned
            | Self::WithdrawalAgreed
            | Self::WithdrawalDropped
            | Self::Withdrawn
            | Self::ToStop
            | Self::HandedOver
            | Self::Accepted
            | Self::Replied
            | Self::Rated
            | Self::SecondRound
            | Self::NoSecondRound
            | Self::Tracked
            | Self::Closed
            | Self::ContactConfirmed
            | Self::OpinionSent
            | Self::ExtensionAsked
            | Self::ExtensionGranted
            | Self::ExtensionRefused
            | Self::SeparateReplied
            | Self::Escalated
            | Self::ClosedUnsatisfied
            | Self::PromiseVerified
            | Self::PromiseExplained
            | Self::LookBackOpened
            | Self::LookedBack
            | Self::ContactStood
            | Self::PromiseDue
            | Self::KeyNamed
            | Self::ProgressReported
            | Self::Reminder => return None,
        };
        Some(lang.pick(zh, en))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_words_that_fit_a_subject() {
        for kind in NoticeKind::ALL {
            assert!(kind.word(Lang::Zh).chars().count() <= 24, "{kind:?}");
            assert!(!kind.word(Lang::Zh).ends_with('。') && !kind.word(Lang::En).ends_with('.'), "{kind:?}");
        }
    }
}
