//! Look-backs (回头看): later looks at a promise, due by themselves, what they find, and relapses: kept promises that no
//! longer hold.

use ground::dates::months_after;
use ground::field::parse_date;
use ground::problem::{Problem, Problems, Refusal};
use ground::text::Reason;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Event, Promise, PromiseProblem, PromiseState, Promises};

/// The months after which a kept promise is looked at again; 0 is the day on which it falls due.
pub const LOOK_BACK_MONTHS: [u16; 3] = [0, 6, 12];

/// A later look at a promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookBack {
    /// How many months after the promise fell due or was kept.
    pub months: u16,
    /// From which day these months are counted.
    pub base: Date,
    /// What was found, once somebody has looked.
    pub finding: Option<Finding>,
}

impl LookBack {
    /// The day on which it is due.
    pub fn due(&self) -> Date {
        months_after(self.base, self.months)
    }
}

/// What a look-back found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// When.
    pub on: Date,
    /// Whether the promise holds.
    pub holds: bool,
    /// What was seen.
    pub note: Reason,
}

/// What a look-back found, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LookBackForm {
    /// Which promise: its place among the paper's promises, from 0.
    pub promise: String,
    /// `yes` or `no`: whether it is kept and holds.
    pub holds: String,
    /// What was seen.
    pub reason: String,
}

/// A relapse that is followed up again, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RelapseForm {
    /// Which promise: its place among the paper's promises, from 0.
    pub promise: String,
    /// What was seen.
    pub reason: String,
    /// The new last day, as `2026-11-23`.
    pub until: String,
}

impl Promise {
    /// The look-backs that come by themselves and have not come yet, each with the day from which it is counted:
    /// on the day it falls due, and six and twelve months after it was kept.
    fn coming(&self) -> impl Iterator<Item = LookBack> {
        let kept = self.settled_on.filter(|_| self.state == PromiseState::Verified).map(|on| on.max(self.due));
        let coming = LOOK_BACK_MONTHS.into_iter().filter_map(move |months| {
            let base = if months == 0 { self.due } else { kept? };
            Some(LookBack { months, base, finding: None })
        });
        coming.filter(|one| !self.look_backs.iter().any(|known| (known.months, known.base) == (one.months, one.base)))
    }

    /// The look-back that waits for somebody to look.
    pub fn pending_look_back(&self) -> Option<&LookBack> {
        self.look_backs.iter().find(|look_back| look_back.finding.is_none())
    }

    /// Whether it was kept and somebody looks at it now, so that it can have relapsed.
    fn may_have_relapsed(&self) -> bool {
        self.pending_look_back().is_some() && self.state == PromiseState::Verified
    }
}

impl Promises {
    /// Those at which somebody has to look, with their places.
    pub fn to_look_back(&self) -> impl Iterator<Item = (usize, &Promise)> {
        self.iter().enumerate().filter(|(_, one)| one.pending_look_back().is_some())
    }

    /// Those that were kept and at which somebody looks now, with their places: they can have relapsed.
    pub fn may_have_relapsed(&self) -> impl Iterator<Item = (usize, &Promise)> {
        self.iter().enumerate().filter(|(_, one)| one.may_have_relapsed())
    }

    /// The next look-back that comes by itself, with the place of its promise.
    pub(crate) fn next_look_back(&self) -> Option<(usize, LookBack)> {
        let all = self.iter().enumerate().flat_map(|(n, one)| one.coming().map(move |look_back| (n, look_back)));
        all.min_by_key(|(n, one)| (one.due(), *n))
    }

    pub(super) fn decide_look_back(&self, form: &LookBackForm, today: Date) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let awaited = |one: &Promise| one.pending_look_back().is_some();
        let promise = problems.keep("promise", self.named(&form.promise, awaited));
        let holds = match form.holds.as_str() {
            "yes" => Ok(true),
            "no" => Ok(false),
            "" => Err(Problem::Missing),
            _ => Err(Problem::NotAChoice),
        };
        // A kept promise that no longer holds is a relapse, which is a step of its own.
        let is_verified = promise.is_some_and(|n| self[n].state == PromiseState::Verified);
        let holds = holds
            .and_then(|holds| if !holds && is_verified { Err(PromiseProblem::Relapsed.into()) } else { Ok(holds) });
        let holds = problems.keep("holds", holds);
        let note = problems.keep("reason", Reason::parse(&form.reason));
        let found = (|| {
            let finding = Finding { on: today, holds: holds?, note: note? };
            Some(Event::LookedBack { promise: promise?, finding })
        })();
        problems.finish(found)
    }

    /// The kept promise that a form names, at which somebody looks, and what was found.
    pub(crate) fn relapse(
        &self,
        promise: &str,
        reason: &str,
        today: Date,
        problems: &mut Problems,
    ) -> Option<(usize, Finding)> {
        let promise = problems.keep("promise", self.named(promise, Promise::may_have_relapsed));
        let note = problems.keep("reason", Reason::parse(reason));
        promise.zip(note.map(|note| Finding { on: today, holds: false, note }))
    }

    pub(super) fn decide_relapse(&self, form: &RelapseForm, today: Date) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let relapse = self.relapse(&form.promise, &form.reason, today, &mut problems);
        let until = parse_date(&form.until);
        let until = until.and_then(|until| if until > today { Ok(until) } else { Err(Problem::NotInTheFuture) });
        let until = problems.keep("until", until);
        let reopened = relapse.zip(until);
        problems.finish(reopened.map(|((promise, finding), until)| Event::Reopened { promise, finding, until }))
    }

    /// Keeps what a look-back found; a relapse opens the promise again.
    pub(crate) fn find(&mut self, promise: usize, finding: Finding, relapsed_until: Option<Date>) {
        self.change(promise, |one| {
            let until = relapsed_until.unwrap_or(one.due);
            if !finding.holds && one.state == PromiseState::Verified {
                (one.state, one.settled_on, one.due) = (PromiseState::Open, None, until);
            }
            if let Some(pending) = one.look_backs.iter_mut().find(|look_back| look_back.finding.is_none()) {
                pending.finding = Some(finding);
            }
            // What is open again is looked at anew once it is kept again.
            if one.state == PromiseState::Open {
                one.look_backs.retain(|look_back| look_back.finding.is_some());
            }
        });
    }
}
