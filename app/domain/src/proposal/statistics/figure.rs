//! What is counted: each figure with its stored code, its word, and the stored codes that the list behind it has.

use std::collections::BTreeMap;

use ground::dates::days_between;
use ground::vocabulary;
use ground::vocabulary::{Lang, UnknownCode};
use jiff::civil::Date;

use crate::parts::promises::{Promise, PromiseState};
use crate::proposal::Proposal;
use crate::proposal::command::{Mark, ReplyClass};
use crate::proposal::workflow::Stage;

vocabulary! {
    /// A figure that needs nothing but its name.
    pub enum Plain {
        /// Numbered in the period, less what was withdrawn before the hand-over.
        Registered = "registered", "登记", "Registered";
        /// Handed over to units.
        Assigned = "assigned", "交办", "Handed over";
        /// Answered at least once.
        Replied = "replied", "已答复", "Answered";
        /// Handed over and not answered.
        Unreplied = "unreplied", "未答复", "Not answered yet";
        /// Its first reply was issued by the due date.
        OnTime = "on_time", "按期答复", "Answered by the due date";
        /// It has no reply although the first one was due. Never stored: it follows from the day.
        DueUnanswered = "due_unanswered", "到期未答复", "Due and not answered";
        /// Answered, or due and not answered. Never stored.
        IssuedOrDue = "issued_or_due", "已答复或到期", "Answered or due";
        /// A unit is at work on a reply.
        InHand = "in_hand", "在办", "In hand";
        /// A face-to-face contact, which the deputy does not dispute, stands before its first reply.
        Met = "met", "答复前面商", "Met in person before the reply";
        /// The last reply is rated.
        Rated = "rated", "已评价", "Rated";
        /// Rated 满意 or 基本满意.
        Broadly = "broadly", "满意和基本满意", "Satisfied or basically satisfied";
        /// Replied, not rated.
        Unrated = "unrated", "未评价", "Not rated";
        /// The last reply is of class A and shows evidence.
        Solved = "solved", "A类且有佐证", "Class A with evidence";
        /// The last reply is of class A, B or C.
        SolvedOrPlanned = "solved_or_planned", "A、B、C类", "Class A, B or C";
        /// The first reply was of class B or C.
        FirstPlanned = "first_planned", "首次答复为B、C类", "First answered as B or C";
        /// The first reply was of class B or C, the last one is of class A.
        RaisedToA = "raised_to_a", "由B、C类转为A类", "Raised from B or C to A";
        /// The deputy was not satisfied, and it was handled again.
        SecondRound = "second_round", "不满意后重新办理", "Handled again";
        /// A unit gave it back and another took it.
        Reassigned = "reassigned", "改办", "Re-assigned";
        /// Promises that have fallen due, or are settled before: each promise counts.
        PromiseDue = "promise_due", "到期或已了结的承诺", "Promises due or settled";
        /// Promises that the unit kept by the due date, and somebody verified: each promise counts.
        PromiseKept = "promise_kept", "按期兑现并经核实的承诺", "Promises kept by their day and verified";
        /// Registered, and not public.
        Withheld = "withheld", "登记但依规定不公开", "Registered and not public";
        /// Signed beside its lead deputy.
        CoSigned = "co_signed", "附议", "Co-signed";
    }
}

/// Something that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    /// One that needs nothing but its name.
    Plain(Plain),
    /// The class of its last reply.
    Class(ReplyClass),
    /// The overall mark of its last reply.
    Marked(Mark),
    /// Where it stands.
    Stage(Stage),
    /// Days from the hand-over to the first reply.
    Days(u16),
    /// Days from the hand-over to the first reply, from and to. Never stored.
    DaysWithin(u16, u16),
    /// The day by which the first reply is due, while there is none.
    ReplyDue(Date),
}

/// Names for the figures that are often meant.
#[expect(non_upper_case_globals, reason = "they read as the variants that they stand for")]
impl Figure {
    /// See [`Plain::Registered`].
    pub const Registered: Self = Self::Plain(Plain::Registered);
    /// See [`Plain::Assigned`].
    pub const Assigned: Self = Self::Plain(Plain::Assigned);
    /// See [`Plain::Replied`].
    pub const Replied: Self = Self::Plain(Plain::Replied);
    /// See [`Plain::OnTime`].
    pub const OnTime: Self = Self::Plain(Plain::OnTime);
    /// See [`Plain::Met`].
    pub const MetFaceToFace: Self = Self::Plain(Plain::Met);
    /// Every paper whose days from the hand-over to the first reply count.
    pub const Timed: Self = Self::DaysWithin(0, u16::MAX);
}

impl Figure {
    /// The stored code, which is also the address's.
    pub fn code(self) -> String {
        match self {
            Self::Plain(plain) => plain.code().to_owned(),
            Self::Class(class) => format!("class:{}", class.code()),
            Self::Marked(mark) => format!("mark:{}", mark.code()),
            Self::Stage(stage) => format!("stage:{}", stage.code()),
            // As wide as each other, so that their codes are in the order of the days.
            Self::Days(days) => format!("days:{days:05}"),
            Self::DaysWithin(from, to) => format!("days:{from}-{to}"),
            Self::ReplyDue(day) => format!("due:{day}"),
        }
    }

    /// The figure that a code stands for.
    ///
    /// # Errors
    /// [`UnknownCode`].
    pub fn from_code(code: &str) -> Result<Self, UnknownCode> {
        let unknown = || UnknownCode { what: "Figure", code: code.to_owned() };
        let days = |text: &str| text.parse::<u16>().map_err(|_| unknown());
        Ok(match code.split_once(':') {
            Some(("class", class)) => Self::Class(ReplyClass::from_code(class)?),
            Some(("mark", mark)) => Self::Marked(Mark::from_code(mark)?),
            Some(("stage", stage)) => Self::Stage(Stage::from_code(stage)?),
            Some(("days", span)) => match span.split_once('-') {
                Some((from, to)) => Self::DaysWithin(days(from)?, days(to)?),
                None => Self::Days(days(span)?),
            },
            Some(("due", day)) => Self::ReplyDue(day.parse().map_err(|_| unknown())?),
            Some(_) => return Err(unknown()),
            None => Self::Plain(Plain::from_code(code)?),
        })
    }

    /// The word on screen.
    pub fn word(self, lang: Lang) -> String {
        match self {
            Self::Plain(plain) => plain.word(lang).to_owned(),
            Self::Class(class) => class.word(lang).to_owned(),
            Self::Marked(mark) => {
                lang.pick(format!("评价：{}", mark.word(lang)), format!("Rated: {}", mark.word(lang)))
            }
            Self::Stage(stage) => stage.word(lang).to_owned(),
            Self::Days(days) => lang.pick(format!("{days}天答复"), format!("answered after {days} days")),
            Self::Timed => lang.pick("已答复，计入答复天数", "answered, with days that count").to_owned(),
            Self::DaysWithin(from, u16::MAX) => {
                lang.pick(format!("{from}天及以上答复"), format!("answered after {from} days or more"))
            }
            Self::DaysWithin(from, to) => {
                lang.pick(format!("{from}—{to}天答复"), format!("answered after {from} to {to} days"))
            }
            Self::ReplyDue(day) => {
                let day = ground::dates::date(day, lang);
                lang.pick(format!("应在{day}前答复"), format!("to be answered by {day}"))
            }
        }
    }

    /// Whether it counts promises, of which a paper can have several.
    pub fn counts_promises(self) -> bool {
        matches!(self, Self::Plain(Plain::PromiseDue | Plain::PromiseKept))
    }

    /// The stored codes of the papers that it counts on a day, as spans from and to: a paper has at most one of them.
    pub fn spans(self, today: Date) -> Vec<(String, String)> {
        let one = |figure: Self| (figure.code(), figure.code());
        let due = || {
            let yesterday = today.yesterday().unwrap_or(today);
            (format!("due:{}", Date::ZERO), Self::ReplyDue(yesterday).code())
        };
        match self {
            Self::Plain(Plain::DueUnanswered) => vec![due()],
            Self::Plain(Plain::IssuedOrDue) => vec![one(Self::Replied), due()],
            Self::DaysWithin(from, to) => vec![(Self::Days(from).code(), Self::Days(to).code())],
            figure => vec![one(figure)],
        }
    }
}

/// What a proposal counts for, and how often: nothing before it is numbered, nor when it was withdrawn before the
/// hand-over.
pub fn figures_of(proposal: &Proposal) -> BTreeMap<Figure, u64> {
    let mut figures = BTreeMap::new();
    let never_handed_over = proposal.stage == Stage::Withdrawn && proposal.hand_over.is_none();
    if proposal.number.is_none() || never_handed_over {
        return figures;
    }
    let mut note = |figure: Figure, is_so: bool| {
        if is_so {
            figures.insert(figure, 1);
        }
    };
    let mut plain = |plain: Plain, is_so: bool| note(Figure::Plain(plain), is_so);
    let (first, last) = (proposal.replies.first(), proposal.replies.last());
    let mark = proposal.mark();
    plain(Plain::Registered, true);
    plain(Plain::Assigned, proposal.hand_over.is_some());
    plain(
        Plain::InHand,
        matches!(proposal.stage, Stage::Assigned | Stage::Handling | Stage::ReHandling | Stage::Escalated),
    );
    plain(Plain::Reassigned, proposal.hand_over.is_some() && was_reassigned(proposal));
    plain(Plain::Replied, last.is_some());
    plain(Plain::Unreplied, proposal.hand_over.is_some() && last.is_none());
    plain(Plain::OnTime, first.is_some_and(|first| first.on_time));
    plain(Plain::Met, last.is_some() && met_face_to_face(proposal));
    plain(Plain::Rated, mark.is_some());
    plain(Plain::Broadly, matches!(mark, Some(Mark::Satisfied | Mark::Basically)));
    plain(Plain::Unrated, last.is_some() && mark.is_none());
    plain(Plain::Solved, last.is_some_and(|last| last.class == ReplyClass::A && last.evidence.is_some()));
    plain(Plain::SolvedOrPlanned, last.is_some_and(|last| last.class != ReplyClass::D));
    let first_planned = first.is_some_and(|first| matches!(first.class, ReplyClass::B | ReplyClass::C));
    plain(Plain::FirstPlanned, first_planned);
    plain(Plain::RaisedToA, first_planned && last.is_some_and(|last| last.class == ReplyClass::A));
    plain(Plain::SecondRound, had_second_round(proposal));
    note(Figure::Stage(proposal.stage), true);
    if let Some(last) = last {
        note(Figure::Class(last.class), true);
    }
    if let Some(mark) = mark {
        note(Figure::Marked(mark), true);
    }
    if let (Some(hand_over), Some(first)) = (&proposal.hand_over, first) {
        let days = u16::try_from(days_between(hand_over.on, first.on)).unwrap_or_default();
        note(Figure::Days(days), true);
    }
    // Who takes a paper back waits for no reply.
    let awaited = proposal.hand_over.as_ref().filter(|_| last.is_none() && proposal.stage != Stage::Withdrawn);
    if let Some(hand_over) = awaited {
        note(Figure::ReplyDue(hand_over.reply.due), true);
    }
    let promises = |fits: fn(&Promise) -> bool| proposal.promises.iter().filter(|one| fits(one)).count() as u64;
    for (figure, n) in [(Plain::PromiseDue, promises(is_due)), (Plain::PromiseKept, promises(was_kept_in_time))] {
        if n > 0 {
            figures.insert(Figure::Plain(figure), n);
        }
    }
    figures
}

fn was_reassigned(proposal: &Proposal) -> bool {
    proposal.shares.returns.iter().any(|case| case.decision.as_ref().is_some_and(|decision| decision.granted))
}

fn met_face_to_face(proposal: &Proposal) -> bool {
    let mut before = proposal.contacts.iter().filter(|contact| contact.round == 1);
    before.any(|contact| contact.manner.is_face_to_face() && contact.state.counts())
}

/// Rated 不满意 and answered again, or on the way to it.
fn had_second_round(proposal: &Proposal) -> bool {
    let rated = proposal.replies.iter().map(|reply| reply.rating.as_ref().map(|rating| rating.overall()));
    let answered_again = rated.take(proposal.replies.len().saturating_sub(1));
    let is_under_way = proposal.stage == Stage::ReHandling && proposal.mark() == Some(Mark::Unsatisfied);
    is_under_way || answered_again.into_iter().any(|mark| mark == Some(Mark::Unsatisfied))
}

/// The system takes a step on the day on which a promise falls due, so that no clock has to be asked.
fn is_due(one: &Promise) -> bool {
    one.state.is_settled() || one.look_backs.iter().any(|look_back| look_back.months == 0 && look_back.base == one.due)
}

/// Kept by its day, as the unit said then and somebody verified since: the days of checking are not the unit's.
fn was_kept_in_time(one: &Promise) -> bool {
    let claim = one.claims.last().filter(|claim| claim.rejected.is_none());
    one.state == PromiseState::Verified && claim.is_some_and(|claim| claim.on <= one.due)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn codes_go_round() {
        let mut figures: Vec<_> = Plain::ALL.iter().map(|&plain| Figure::Plain(plain)).collect();
        figures.extend(Stage::ALL.iter().map(|&stage| Figure::Stage(stage)));
        figures.extend([
            Figure::Class(ReplyClass::B),
            Figure::Marked(Mark::Basically),
            Figure::Days(42),
            Figure::DaysWithin(16, 30),
            Figure::ReplyDue(date(2026, 2, 14)),
        ]);
        for figure in figures {
            assert_eq!(Figure::from_code(&figure.code()), Ok(figure));
            for lang in [Lang::Zh, Lang::En] {
                assert!(!figure.word(lang).is_empty(), "{figure:?}");
            }
        }
        for code in ["class:Z", "nonsense", "days:", "days:1-x", "due:soon", "x:y", ""] {
            assert!(Figure::from_code(code).is_err(), "{code}");
        }
    }

    #[test]
    fn a_span_of_codes_holds_what_is_due_before_today() {
        let today = date(2026, 3, 1);
        let holds = |figure: Figure, stored: Figure| {
            figure.spans(today).iter().any(|(from, to)| (from..=to).contains(&&stored.code()))
        };
        let due = Figure::Plain(Plain::DueUnanswered);
        assert!(holds(due, Figure::ReplyDue(date(2026, 2, 28))) && holds(due, Figure::ReplyDue(date(2019, 12, 31))));
        assert!(!holds(due, Figure::ReplyDue(today)) && !holds(due, Figure::Replied));
        let issued = Figure::Plain(Plain::IssuedOrDue);
        assert!(holds(issued, Figure::Replied) && holds(issued, Figure::ReplyDue(date(2026, 2, 28))));
        let days = Figure::DaysWithin(16, 30);
        assert!(holds(days, Figure::Days(16)) && holds(days, Figure::Days(30)));
        assert!(!holds(days, Figure::Days(15)) && !holds(days, Figure::Days(31)) && !holds(days, Figure::Days(160)));
        assert!(holds(Figure::DaysWithin(91, u16::MAX), Figure::Days(20_000)));
    }
}
