//! A unit's word that a promise is kept or why it is not, and what is found when that is checked.

use ground::problem::{Problem, Problems, Refusal};
use ground::text::Reason;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CommitmentCase, CommitmentState};
use crate::proposal::Proposal;
use crate::proposal::attachment::AttachmentRef;
use crate::proposal::command::Assignment;
use crate::proposal::contacts::files;
use crate::proposal::decide::Setting;
use crate::proposal::event::Event;

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
    pub commitment: String,
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
    pub commitment: String,
}

/// What somebody says about a promise, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommitmentNoteForm {
    /// Which promise: its place among the paper's promises, from 0.
    pub commitment: String,
    /// Why, or what was seen.
    pub reason: String,
}

impl Proposal {
    /// The promises that a unit says it has kept.
    pub fn claimed_commitments(&self) -> impl Iterator<Item = (usize, &CommitmentCase)> {
        self.commitments.iter().enumerate().filter(|(_, one)| one.state == CommitmentState::Claimed)
    }

    /// Whether a promise was kept since the last reply, so that a new one can say so.
    pub(crate) fn has_kept_since_reply(&self) -> bool {
        let kept = |one: &CommitmentCase| one.state == CommitmentState::Verified;
        self.commitments.iter().any(|one| kept(one) && one.settled_at_reply == self.replies.len())
    }

    pub(crate) fn decide_claim(
        &self,
        share: &Assignment,
        form: &ClaimForm,
        setting: &Setting,
    ) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let open = |one: &CommitmentCase| one.unit == share.unit && one.state == CommitmentState::Open;
        let commitment = problems.keep("commitment", self.commitment_named(&form.commitment, open));
        let evidence = problems.keep("evidence", Reason::parse(&form.evidence));
        let files = files(&form.files, setting, &mut problems);
        let on = setting.now.today;
        let claimed = commitment.zip(evidence).map(|(commitment, evidence)| Event::CommitmentClaimed {
            commitment,
            claim: Box::new(Claim { on, evidence, files, rejected: None }),
        });
        problems.finish(claimed)
    }

    fn claim_named(&self, raw: &str) -> Result<usize, Problem> {
        self.commitment_named(raw, |one| one.state == CommitmentState::Claimed)
    }

    pub(crate) fn decide_verification(&self, form: &VerifyForm) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let commitment = problems.keep("commitment", self.claim_named(&form.commitment));
        problems.finish(commitment).map(|commitment| Event::CommitmentVerified { commitment })
    }

    pub(crate) fn decide_rejection(&self, form: &CommitmentNoteForm) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let commitment = problems.keep("commitment", self.claim_named(&form.commitment));
        let reason = problems.keep("reason", Reason::parse(&form.reason));
        let rejected = commitment.zip(reason).map(|(commitment, reason)| Event::ClaimRejected { commitment, reason });
        problems.finish(rejected)
    }

    pub(crate) fn decide_explanation(
        &self,
        share: &Assignment,
        form: &CommitmentNoteForm,
        signer: &str,
    ) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let open = |one: &CommitmentCase| one.unit == share.unit && one.state == CommitmentState::Open;
        let commitment = problems.keep("commitment", self.commitment_named(&form.commitment, open));
        let reason = problems.keep("reason", Reason::parse(&form.reason));
        let explained = commitment.zip(reason).map(|(commitment, reason)| Event::CommitmentExplained {
            commitment,
            explanation: Explanation { reason, signer: signer.to_owned() },
        });
        problems.finish(explained)
    }
}
