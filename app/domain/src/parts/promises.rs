//! Promises (承诺事项) until they are kept or explained, and the look-backs (回头看) years after.

mod claims;
mod look_back;
mod said;

use std::ops::Deref;

use ground::field::{parse_date, place_named};
use ground::problem::{Problem, Problems, Refusal};
use ground::text::Reason;
use ground::{problems, vocabulary};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::people::BodyId;
use crate::parts::Doing;

pub use claims::{Claim, ClaimForm, Explanation, PromiseNoteForm, VerifyForm};
pub use look_back::{Finding, LOOK_BACK_MONTHS, LookBack, LookBackForm, RelapseForm};

problems! {
    /// What can be wrong with promises.
    pub enum PromiseProblem {
        /// Promises are still open, so that the matter is not solved.
        StillOpen {
            /// How many.
            open: usize,
        } = "还有{open}项承诺没有兑现，不能列为A类：请先报告兑现并经核实，或者选择B类、C类。",
            "{open} promises are still open, so it is not solved: have them verified first, or choose class B or C.";
        /// A kept promise that no longer holds: that is a relapse, a step of its own.
        Relapsed = "已核实兑现的承诺出现反弹，请使用“反弹，重新跟踪”或“反弹，重新办理”。",
            "A kept promise that no longer holds is a relapse: use “Relapsed: follow it up again” or “… handled again”.";
    }
}

vocabulary! {
    /// What has become of a promise.
    pub enum PromiseState {
        /// Not kept yet.
        Open = "open", "待兑现", "Open";
        /// The unit says that it is kept.
        Claimed = "claimed", "已报兑现，待核实", "Reported as kept, to be verified";
        /// The deputy or the office has checked that.
        Verified = "verified", "已兑现", "Kept";
        /// The unit's head has explained why it is not kept.
        Explained = "explained", "未兑现，已说明", "Not kept, explained";
    }
}

impl PromiseState {
    /// Whether nothing more is awaited.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Verified | Self::Explained)
    }
}

/// A promise as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PromiseForm {
    /// What is promised.
    pub text: String,
    /// Until when, as `2026-11-23`.
    pub due: String,
}

impl PromiseForm {
    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.due.trim().is_empty()
    }
}

/// A dated promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promised {
    /// What is promised.
    pub text: Reason,
    /// The last day.
    pub due: Date,
}

impl Promised {
    /// The promises of a form's rows under the field `promises`; rows that are wholly empty are none.
    pub(crate) fn parse_all(rows: &[PromiseForm], most: usize, today: Date, problems: &mut Problems) -> Vec<Self> {
        let mut promises = Vec::new();
        let typed = || rows.iter().enumerate().filter(|(_, row)| !row.is_empty());
        for (n, row) in typed() {
            let text = problems.keep(format!("promises.{n}.text"), Reason::parse(&row.text));
            let due =
                parse_date(&row.due).and_then(|due| if due > today { Ok(due) } else { Err(Problem::NotInTheFuture) });
            let due = problems.keep(format!("promises.{n}.due"), due);
            promises.extend(text.zip(due).map(|(text, due)| Self { text, due }));
        }
        if typed().count() > most {
            problems.note("promises.0.text", Problem::TooMany { max: most });
        }
        promises
    }
}

/// A promise and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The unit that gave it.
    pub unit: BodyId,
    /// The reply that it stands in, counted from 1 among those of its unit's part.
    pub reply: usize,
    /// When it was given.
    pub given: Date,
    /// What is promised.
    pub text: Reason,
    /// The last day.
    pub due: Date,
    /// What has become of it.
    pub state: PromiseState,
    /// How often the unit has said that it is kept, first to last.
    pub claims: Vec<Claim>,
    /// Why it is not kept.
    pub explanation: Option<Explanation>,
    /// When it was verified or explained.
    pub settled_on: Option<Date>,
    /// How many replies there were when it was verified: a newer one has taken it up.
    pub settled_at_reply: usize,
    /// The look-backs, first to last.
    pub look_backs: Vec<LookBack>,
}

impl Promise {
    /// Whether a unit still has to keep it.
    pub fn is_owed_by(&self, unit: BodyId) -> bool {
        self.unit == unit && self.state == PromiseState::Open
    }
}

/// What people do about promises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Reports one as kept.
    Claim(ClaimForm),
    /// Confirms that it is kept.
    Verify(VerifyForm),
    /// Does not find it kept.
    Reject(PromiseNoteForm),
    /// Explains why it is not kept.
    Explain(PromiseNoteForm),
    /// Records a look-back.
    LookBack(LookBackForm),
    /// Follows a relapsed one up again.
    Reopen(RelapseForm),
}

/// What happened to a promise, named by its place among the paper's, from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A unit says that it is kept.
    Claimed {
        /// Which.
        promise: usize,
        /// What the unit says.
        claim: Box<Claim>,
    },
    /// It was checked: it is kept.
    Verified {
        /// Which.
        promise: usize,
    },
    /// It was checked: it is not kept.
    Rejected {
        /// Which.
        promise: usize,
        /// Why.
        reason: Reason,
    },
    /// The unit's head explained why it is not kept.
    Explained {
        /// Which.
        promise: usize,
        explanation: Explanation,
    },
    /// The day of a look-back has come.
    LookBackOpened {
        /// Which.
        promise: usize,
        look_back: LookBack,
    },
    /// Somebody has looked.
    LookedBack {
        /// Which.
        promise: usize,
        /// What was found.
        finding: Finding,
    },
    /// A relapse was found, and it is followed up again.
    Reopened {
        /// Which.
        promise: usize,
        /// What was found.
        finding: Finding,
        /// The new last day.
        until: Date,
    },
}

/// The promises of a paper, first to last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Promises(Vec<Promise>);

impl Deref for Promises {
    type Target = [Promise];

    fn deref(&self) -> &[Promise] {
        &self.0
    }
}

impl Promises {
    /// Those that are neither verified nor explained, with their places.
    pub fn open(&self) -> impl Iterator<Item = (usize, &Promise)> {
        self.iter().enumerate().filter(|(_, one)| !one.state.is_settled())
    }

    /// Those that a unit says it has kept, with their places.
    pub fn claimed(&self) -> impl Iterator<Item = (usize, &Promise)> {
        self.iter().enumerate().filter(|(_, one)| one.state == PromiseState::Claimed)
    }

    /// Takes in what a unit's reply promises.
    pub(crate) fn give(&mut self, unit: BodyId, reply: usize, given: Date, promised: &[Promised]) {
        self.0.extend(promised.iter().map(|one| Promise {
            unit,
            reply,
            given,
            text: one.text.clone(),
            due: one.due,
            state: PromiseState::Open,
            claims: Vec::new(),
            explanation: None,
            settled_on: None,
            settled_at_reply: 0,
            look_backs: Vec::new(),
        }));
    }

    /// From what somebody does to what happens.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] where what was typed is wrong.
    pub(crate) fn decide(&self, command: &Command, doing: &Doing) -> Result<Event, Refusal> {
        match command {
            Command::Claim(form) => self.decide_claim(form, doing),
            Command::Verify(form) => self.decide_verification(form),
            Command::Reject(form) => self.decide_rejection(form),
            Command::Explain(form) => self.decide_explanation(form, doing),
            Command::LookBack(form) => self.decide_look_back(form, doing.today()),
            Command::Reopen(form) => self.decide_relapse(form, doing.today()),
        }
    }

    /// Keeps what happened on a day, after so many replies.
    pub(crate) fn apply(&mut self, event: Event, on: Date, replies: usize) {
        match event {
            Event::Claimed { promise, claim } => self.change(promise, |one| {
                one.state = PromiseState::Claimed;
                one.claims.push(*claim);
            }),
            Event::Verified { promise } => self.change(promise, |one| {
                one.state = PromiseState::Verified;
                (one.settled_on, one.settled_at_reply, one.explanation) = (Some(on), replies, None);
            }),
            Event::Rejected { promise, reason } => self.change(promise, |one| {
                one.state = PromiseState::Open;
                if let Some(claim) = one.claims.last_mut() {
                    claim.rejected = Some(reason);
                }
            }),
            Event::Explained { promise, explanation } => self.change(promise, |one| {
                one.state = PromiseState::Explained;
                (one.settled_on, one.settled_at_reply, one.explanation) = (Some(on), replies, Some(explanation));
            }),
            Event::LookBackOpened { promise, look_back } => {
                self.change(promise, |one| one.look_backs.push(look_back));
            }
            Event::LookedBack { promise, finding } => self.find(promise, finding, None),
            Event::Reopened { promise, finding, until } => self.find(promise, finding, Some(until)),
        }
    }

    /// The promise that a form names; the only one that fits where it names none.
    fn named(&self, raw: &str, fits: impl Fn(&Promise) -> bool) -> Result<usize, Problem> {
        place_named(raw, self.iter().enumerate().filter(|(_, one)| fits(one)).map(|(n, _)| n))
    }

    fn change(&mut self, n: usize, change: impl FnOnce(&mut Promise)) {
        if let Some(one) = self.0.get_mut(n) {
            change(one);
        }
    }
}
