//! Promises of replies (承诺事项) until they are kept or explained, and the look-backs (回头看) years after.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::attachment::AttachmentRef;
use crate::command::Assignment;
use crate::contacts::files;
use crate::deadline::{Limit, months_after};
use crate::decide::{Setting, parse_date};
use crate::draft::place_named;
use crate::event::Event;
use crate::people::UnitId;
use crate::problem::{Problem, Problems, Refusal};
use crate::proposal::Proposal;
use crate::text::Reason;
use crate::vocabulary::vocabulary;
use crate::workflow::Stage;

/// The months after which a kept promise is looked at again; 0 is the day on which it falls due.
pub const LOOK_BACK_MONTHS: [u16; 3] = [0, 6, 12];

vocabulary! {
    /// What has become of a promise.
    pub enum CommitmentState {
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

impl CommitmentState {
    /// Whether nothing more is awaited.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Verified | Self::Explained)
    }
}

/// A promise and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentCase {
    /// The unit that gave it.
    pub unit: UnitId,
    /// The reply that it stands in, counted from 1.
    pub reply: usize,
    /// What is promised.
    pub text: Reason,
    /// The last day.
    pub due: Date,
    /// What has become of it.
    pub state: CommitmentState,
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

/// What a look-back found, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LookBackForm {
    /// Which promise: its place among the paper's promises, from 0.
    pub commitment: String,
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
    pub commitment: String,
    /// What was seen.
    pub reason: String,
    /// The new last day, as `2026-11-23`.
    pub until: String,
}

impl CommitmentCase {
    /// A promise as a reply gives it.
    pub(crate) fn new(unit: UnitId, reply: usize, text: Reason, due: Date) -> Self {
        Self {
            unit,
            reply,
            text,
            due,
            state: CommitmentState::Open,
            claims: Vec::new(),
            explanation: None,
            settled_on: None,
            settled_at_reply: 0,
            look_backs: Vec::new(),
        }
    }

    /// The look-backs that come by themselves and have not come yet, each with the day from which it is counted:
    /// on the day it falls due, and six and twelve months after it was kept.
    fn coming(&self) -> impl Iterator<Item = LookBack> {
        let kept = self.settled_on.filter(|_| self.state == CommitmentState::Verified).map(|on| on.max(self.due));
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
}

impl Proposal {
    /// The promises that are neither verified nor explained, with their places.
    pub fn open_commitments(&self) -> impl Iterator<Item = (usize, &CommitmentCase)> {
        self.commitments.iter().enumerate().filter(|(_, one)| !one.state.is_settled())
    }

    /// The promises that a unit says it has kept.
    pub fn claimed_commitments(&self) -> impl Iterator<Item = (usize, &CommitmentCase)> {
        self.commitments.iter().enumerate().filter(|(_, one)| one.state == CommitmentState::Claimed)
    }

    /// The promises at which somebody has to look, with their places.
    pub fn look_backs_awaited(&self) -> impl Iterator<Item = (usize, &CommitmentCase)> {
        self.commitments.iter().enumerate().filter(|(_, one)| one.pending_look_back().is_some())
    }

    /// Whether a promise was kept since the last reply, so that a new one can say so.
    pub(crate) fn has_kept_since_reply(&self) -> bool {
        let kept = |one: &CommitmentCase| one.state == CommitmentState::Verified;
        self.commitments.iter().any(|one| kept(one) && one.settled_at_reply == self.replies.len())
    }

    /// The next look-back that comes by itself: its promise and the day.
    pub(crate) fn next_look_back(&self) -> Option<(usize, LookBack)> {
        let follows = matches!(
            self.stage,
            Stage::Replied
                | Stage::Tracking
                | Stage::ReHandling
                | Stage::Escalated
                | Stage::Closed
                | Stage::ClosedUnsatisfied
        );
        let all = self.commitments.iter().enumerate().filter(|_| follows);
        all.flat_map(|(n, one)| one.coming().map(move |look_back| (n, look_back)))
            .min_by_key(|(n, one)| (one.due(), *n))
    }

    /// The promise that a form names; the only one that fits where it names none.
    fn commitment_named(&self, raw: &str, fits: impl Fn(&CommitmentCase) -> bool) -> Result<usize, Problem> {
        place_named(raw, self.commitments.iter().enumerate().filter(|(_, one)| fits(one)).map(|(n, _)| n))
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

    pub(crate) fn decide_look_back(&self, form: &LookBackForm, today: Date) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let awaited = |one: &CommitmentCase| one.pending_look_back().is_some();
        let commitment = problems.keep("commitment", self.commitment_named(&form.commitment, awaited));
        let holds = match form.holds.as_str() {
            "yes" => Ok(true),
            "no" => Ok(false),
            "" => Err(Problem::Missing),
            _ => Err(Problem::NotAChoice),
        };
        // A kept promise that no longer holds is a relapse, which is a step of its own.
        let is_verified = commitment.is_some_and(|n| self.commitments[n].state == CommitmentState::Verified);
        let holds = holds.and_then(|holds| if !holds && is_verified { Err(Problem::Relapsed) } else { Ok(holds) });
        let holds = problems.keep("holds", holds);
        let note = problems.keep("reason", Reason::parse(&form.reason));
        let found = (|| {
            let finding = Finding { on: today, holds: holds?, note: note? };
            Some(Event::LookedBack { commitment: commitment?, finding })
        })();
        problems.finish(found)
    }

    /// The promises that were kept and at which somebody looks now: those that can have relapsed.
    pub fn may_have_relapsed(&self) -> impl Iterator<Item = (usize, &CommitmentCase)> {
        self.look_backs_awaited().filter(|(_, one)| one.state == CommitmentState::Verified)
    }

    /// The kept promise at which somebody looks, and what was found.
    fn relapse(
        &self,
        commitment: &str,
        reason: &str,
        today: Date,
        problems: &mut Problems,
    ) -> Option<(usize, Finding)> {
        let kept = |one: &CommitmentCase| one.pending_look_back().is_some() && one.state == CommitmentState::Verified;
        let commitment = problems.keep("commitment", self.commitment_named(commitment, kept));
        let note = problems.keep("reason", Reason::parse(reason));
        commitment.zip(note.map(|note| Finding { on: today, holds: false, note }))
    }

    pub(crate) fn decide_relapse(&self, form: &RelapseForm, today: Date) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let relapse = self.relapse(&form.commitment, &form.reason, today, &mut problems);
        let until = parse_date(&form.until);
        let until = until.and_then(|until| if until > today { Ok(until) } else { Err(Problem::NotInTheFuture) });
        let until = problems.keep("until", until);
        let reopened = relapse.zip(until);
        let reopened =
            reopened.map(|((commitment, finding), until)| Event::CommitmentReopened { commitment, finding, until });
        problems.finish(reopened)
    }

    pub(crate) fn decide_relapse_round(&self, form: &CommitmentNoteForm, setting: &Setting) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let relapse = self.relapse(&form.commitment, &form.reason, setting.now.today, &mut problems);
        let reply = setting.now.clock(Limit::SecondReply);
        problems.finish(relapse.map(|(commitment, finding)| Event::HandlingReopened { commitment, finding, reply }))
    }

    pub(crate) fn commitment_mut(&mut self, n: usize, change: impl FnOnce(&mut CommitmentCase)) {
        if let Some(one) = self.commitments.get_mut(n) {
            change(one);
        }
    }

    /// Keeps what a look-back found; a relapse opens the promise again.
    pub(crate) fn apply_finding(&mut self, commitment: usize, finding: Finding, relapsed_until: Option<Date>) {
        self.commitment_mut(commitment, |one| {
            let until = relapsed_until.unwrap_or(one.due);
            if !finding.holds && one.state == CommitmentState::Verified {
                (one.state, one.settled_on, one.due) = (CommitmentState::Open, None, until);
            }
            if let Some(pending) = one.look_backs.iter_mut().find(|look_back| look_back.finding.is_none()) {
                pending.finding = Some(finding);
            }
            // What is open again is looked at anew once it is kept again.
            if one.state == CommitmentState::Open {
                one.look_backs.retain(|look_back| look_back.finding.is_some());
            }
        });
    }
}
