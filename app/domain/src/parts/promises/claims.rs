//! A unit's word that a promise is kept or why it is not, and what is found when that is checked.

use ground::problem::{Problem, Problems, Refusal};
use ground::text::Reason;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Event, PromiseState, Promises};
use crate::parts::Doing;
use crate::parts::files::{AttachmentRef, chosen};

/// A unit's word that a promise is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// When.
    pub on: Date,
    /// What shows it.
    pub evidence: Reason,
    /// Photographs and papers that show it.
    pub files: Vec<AttachmentRef>,
    /// Why it was not found kept, where it was not.
    pub rejected: Option<Reason>,
}

/// Why a promise is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// Why.
    pub reason: Reason,
    /// The head who signed it.
    pub signer: String,
}

/// A unit's word that a promise is kept, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimForm {
    /// Which promise: its place among the paper's promises, from 0.
    pub promise: String,
    /// What shows it.
    pub evidence: String,
    /// The ids of files that were uploaded before.
    pub files: Vec<String>,
}

/// A promise that was found kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerifyForm {
    /// Which promise: its place among the paper's promises, from 0.
    pub promise: String,
}

/// What somebody says about a promise, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PromiseNoteForm {
    /// Which promise: its place among the paper's promises, from 0.
    pub promise: String,
    /// Why, or what was seen.
    pub reason: String,
}

impl Promises {
    /// Whether one was kept since the last of so many replies, so that a new one can say so.
    pub(crate) fn has_kept_since(&self, replies: usize) -> bool {
        self.iter().any(|one| one.state == PromiseState::Verified && one.settled_at_reply == replies)
    }

    pub(super) fn decide_claim(&self, form: &ClaimForm, doing: &Doing) -> Result<Event, Refusal> {
        let (unit, on) = (doing.unit()?, doing.today());
        let mut problems = Problems::default();
        let promise = problems.keep("promise", self.named(&form.promise, |one| one.is_owed_by(unit)));
        let evidence = problems.keep("evidence", Reason::parse(&form.evidence));
        let files = chosen(&form.files, doing.attached, &mut problems);
        problems.finish(promise.zip(evidence).map(|(promise, evidence)| Event::Claimed {
            promise,
            claim: Box::new(Claim { on, evidence, files, rejected: None }),
        }))
    }

    fn claim_named(&self, raw: &str) -> Result<usize, Problem> {
        self.named(raw, |one| one.state == PromiseState::Claimed)
    }

    pub(super) fn decide_verification(&self, form: &VerifyForm) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let promise = problems.keep("promise", self.claim_named(&form.promise));
        problems.finish(promise.map(|promise| Event::Verified { promise }))
    }

    pub(super) fn decide_rejection(&self, form: &PromiseNoteForm) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let promise = problems.keep("promise", self.claim_named(&form.promise));
        let reason = problems.keep("reason", Reason::parse(&form.reason));
        problems.finish(promise.zip(reason).map(|(promise, reason)| Event::Rejected { promise, reason }))
    }

    pub(super) fn decide_explanation(&self, form: &PromiseNoteForm, doing: &Doing) -> Result<Event, Refusal> {
        let (unit, signer) = (doing.unit()?, doing.by.name.clone());
        let mut problems = Problems::default();
        let promise = problems.keep("promise", self.named(&form.promise, |one| one.is_owed_by(unit)));
        let reason = problems.keep("reason", Reason::parse(&form.reason));
        problems.finish(
            promise
                .zip(reason)
                .map(|(promise, reason)| Event::Explained { promise, explanation: Explanation { reason, signer } }),
        )
    }
}
