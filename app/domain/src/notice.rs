//! What people are told: the kinds of notices in words of both languages, without private text.
//!
//! A headline names the paper by its number only, so that it may stand in the subject of a mail that others see.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::deadline::{Limit, days_between};
use crate::number::Number;
use crate::vocabulary::{Lang, vocabulary};
use crate::wording::{date, days_left};

mod audience;
mod email;
mod ladder;
mod mail;

pub use audience::{Audience, Notice, addressed, notices};
pub use email::EmailAddress;
pub use ladder::{LONGEST_NOTICE, Reminder, Rung, due_rung, reminders};
pub use mail::{Mail, MailWish, NoticeSettings, NoticeSettingsForm, SITE, digest, letter};

vocabulary! {
    /// What somebody is told of.
    pub enum NoticeKind {
        /// The office has a new paper to review.
        ToReview = "to_review", "有代表提交建议，请审查", "Submitted: please review it";
        /// What a co-signer has signed was handed in.
        Submitted = "submitted", "您附议的建议已提交", "What you co-signed has been submitted";
        /// It was sent back.
        Returned = "returned", "退回修改", "Returned for changes";
        /// A second person must confirm a refusal.
        ToConfirm = "to_confirm", "拟不予立案，请另一位同事确认", "Refusal proposed: a second person must confirm it";
        /// The proposed refusal was dropped.
        RefusalDropped = "refusal_dropped", "不予立案意见已撤销，请继续审查", "The proposed refusal was dropped: review goes on";
        /// It was refused.
        Declined = "declined", "不予立案", "Declined";
        /// It has its number.
        Registered = "registered", "已登记编号", "Registered";
        /// It is to be handed over.
        ToHandOver = "to_hand_over", "已登记，等待交办", "Registered, to be handed over";
        /// The deputy's paper went to its units.
        HandedOver = "handed_over", "已交办，开始计算期限", "Handed over: the clock has started";
        /// A unit has a new paper.
        ToAccept = "to_accept", "交你单位承办，请确认", "Handed over to your unit: please accept it";
        /// A unit took it on.
        Accepted = "accepted", "承办单位已确认承办", "Accepted by a unit";
        /// The limit passed in silence, so that it counts as accepted.
        AcceptedBySilence = "accepted_by_silence", "确认期限已过，视为已承办", "Not answered in time: it counts as accepted";
        /// The unit noted a contact with the deputy.
        ContactRecorded = "contact_recorded", "承办单位记录了一次与您的沟通", "The unit recorded a contact with you";
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
        /// Promises are followed up.
        Tracked = "tracked", "转入跟踪落实", "Its promises are being followed up";
        /// It is done.
        Closed = "closed", "已办结", "Closed";
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
            Self::Returned => ("请按退回理由修改后再次提交。", "Mend it as the reason says and submit it again."),
            Self::ToConfirm => ("请核对依据，确认或者撤销。", "Check the ground, then confirm or drop it."),
            Self::ToHandOver => ("请确定主办单位和协办单位。", "Choose the lead unit and the assisting units."),
            Self::ToAccept => ("请确认承办；逾期不答复视为已承办。", "Accept it; silence counts as acceptance."),
            Self::AcceptedBySilence => ("请与代表沟通，按期答复。", "Speak with the deputy and reply in time."),
            Self::ContactRecorded => (
                "请核对是否属实；不属实的，请告诉代表工委。",
                "Check that it is true; if not, tell the congress office.",
            ),
            Self::ToRate => ("请阅读答复并评价。", "Read the reply and rate it."),
            Self::ToDecide => ("请阅读代表的理由后决定。", "Read the deputy's reasons, then decide."),
            Self::ToReplyAgain => ("请再次与代表沟通，重新答复。", "Speak with the deputy again and give a new reply."),
            Self::Submitted
            | Self::Declined
            | Self::Registered
            | Self::HandedOver
            | Self::Accepted
            | Self::Replied
            | Self::Rated
            | Self::SecondRound
            | Self::NoSecondRound
            | Self::Tracked
            | Self::Closed
            | Self::Reminder => return None,
        };
        Some(lang.pick(zh, en))
    }
}

/// What a notice says, free of anything private.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// What happened.
    pub kind: NoticeKind,
    /// The paper's number, once it has one.
    pub number: Option<Number>,
    /// By when the reader acts, or others do.
    #[serde(default)]
    pub due: Option<Date>,
    /// The limit that a reminder is about.
    #[serde(default)]
    pub limit: Option<Limit>,
    /// The day on which it was written.
    pub on: Date,
}

impl Message {
    /// What happened, without the paper: “答复期限：还有14天”.
    pub fn headline(&self, lang: Lang) -> String {
        match (self.limit, self.due) {
            (Some(limit), Some(due)) if self.kind == NoticeKind::Reminder => {
                let left = days_left(days_between(self.on, due), lang);
                lang.pick(format!("{}：{left}", limit.word(lang)), format!("{}: {left}", limit.word(lang)))
            }
            _ => self.kind.word(lang).to_owned(),
        }
    }

    /// The paper by its number alone.
    pub fn paper(&self, lang: Lang) -> String {
        paper(self.number, lang)
    }

    /// The paper and what happened: safe for the subject of a mail.
    pub fn subject(&self, lang: Lang) -> String {
        lang.pick(
            format!("{}：{}", self.paper(lang), self.headline(lang)),
            format!("{}: {}", self.paper(lang), self.headline(lang)),
        )
    }

    /// What to do and by when, as far as there is something.
    pub fn advice(&self, lang: Lang) -> Option<String> {
        let day = self.due.map(|due| date(due, lang));
        let by = day.map(|day| lang.pick(format!("期限：{day}。"), format!("By {day}.")));
        match (self.kind.to_do(lang), by) {
            (Some(to_do), Some(by)) => Some(lang.pick(format!("{to_do}{by}"), format!("{to_do} {by}"))),
            (Some(to_do), None) => Some(to_do.to_owned()),
            (None, by) => by,
        }
    }
}

/// A paper by its number alone.
fn paper(number: Option<Number>, lang: Lang) -> String {
    match (number, lang) {
        (Some(number), Lang::Zh) => format!("第{number}号建议"),
        (Some(number), Lang::En) => format!("Proposal {number}"),
        (None, Lang::Zh) => "一件建议".into(),
        (None, Lang::En) => "A proposal".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = Date::constant(2026, 11, 24);

    #[test]
    fn a_reminder_says_which_limit_and_how_long() {
        let message = Message {
            kind: NoticeKind::Reminder,
            number: "17-1-023".parse().ok(),
            due: Some(Date::constant(2026, 12, 8)),
            limit: Some(Limit::Reply),
            on: DAY,
        };
        assert_eq!(message.subject(Lang::Zh), "第17-1-023号建议：答复期限：还有14天");
        assert_eq!(message.subject(Lang::En), "Proposal 17-1-023: Reply: 14 days left");
        assert_eq!(message.advice(Lang::Zh).as_deref(), Some("期限：2026年12月8日。"));
    }

    #[test]
    fn a_paper_without_a_number_is_not_named() {
        let message = Message { kind: NoticeKind::Returned, number: None, due: None, limit: None, on: DAY };
        assert_eq!(message.subject(Lang::Zh), "一件建议：退回修改");
        assert_eq!(message.advice(Lang::En).as_deref(), Some("Mend it as the reason says and submit it again."));
    }

    #[test]
    fn every_kind_has_words_that_fit_a_subject() {
        for kind in NoticeKind::ALL {
            assert!(kind.word(Lang::Zh).chars().count() <= 24, "{kind:?}");
            assert!(!kind.word(Lang::Zh).ends_with('。') && !kind.word(Lang::En).ends_with('.'), "{kind:?}");
        }
    }
}
