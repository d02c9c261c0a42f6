//! Co-signing: a text is frozen, invited deputies confirm that very text, and any edit voids what they confirmed.

mod said;

use ground::fingerprint::Fingerprint;
use ground::problem::{Problem, Problems, Refusal};
use ground::{problems, vocabulary};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::setting::Setting;
use crate::county::clock::{Clock, Limit};
use crate::county::people::{Actor, Deputy, PersonId};
use crate::parts::files::with_attachments;
use crate::proposal::Proposal;
use crate::proposal::decide::Brought;
use crate::proposal::draft::{Kind, Submission, Submitter};
use crate::proposal::event;
use crate::proposal::workflow::Stage;

problems! {
    /// What can be wrong with asking for signatures and giving them.
    pub enum SigningProblem {
        /// The lead deputy was named as a co-signer.
        Yourself = "您是领衔代表，不必邀请自己。", "You lead this paper: you need not ask yourself.";
        /// The deputy was asked already.
        AskedAlready = "已经邀请过这位代表。", "This deputy was asked already.";
        /// The text is not the one that was read.
        TextChanged = "文本已经改动，请重新阅读后再确认。", "The text has changed: read it again, then confirm.";
        /// A motion has fewer signatures than it needs.
        TooFewSignatures {
            /// How many it needs, the lead deputy's among them.
            needed: usize,
            /// How many are missing.
            missing: usize,
        } = "议案须由{needed}名以上代表联名，还差{missing}名。请继续邀请附议，或改为建议提交。",
            "A motion needs {needed} signatures and lacks {missing}: ask more deputies, or submit it as a proposal.";
        /// The lead deputy belongs to no delegation that could submit.
        NoDelegation = "您的账号没有所属代表团，请联系管理员，或改为代表个人提交。",
            "Your account belongs to no delegation: ask the administrator, or submit in your own name.";
    }
}

/// The most deputies who may be asked to sign one paper.
pub const MAX_SIGNERS: usize = 60;

vocabulary! {
    /// What has become of an invitation.
    pub enum SignState {
        /// Asked, and not answered yet.
        Invited = "invited", "待确认", "Not answered yet";
        /// Has confirmed the text.
        Confirmed = "confirmed", "已附议", "Has co-signed";
        /// Has declined.
        Declined = "declined", "不附议", "Declined";
        /// Has not answered in time.
        Lapsed = "lapsed", "未在期限内确认", "Did not answer in time";
        /// Has taken the signature back.
        Withdrawn = "withdrawn", "已撤回附议", "Has withdrawn the signature";
    }
}

/// A deputy who was asked to sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// Who.
    pub person: PersonId,
    /// The name when asked.
    pub name: String,
    /// What has become of it.
    pub state: SignState,
    /// The last day for an answer.
    pub until: Date,
    /// The text confirmed last, even where it was edited since.
    pub confirmed: Option<Fingerprint>,
    /// When that was.
    pub confirmed_on: Option<Date>,
}

/// A text as it was frozen for signing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The text.
    pub submission: Submission,
    /// What identifies it.
    pub fingerprint: Fingerprint,
    /// When it was frozen.
    pub on: Date,
}

/// The deputies to be asked, by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InviteForm {
    /// The ids of the persons.
    pub invitees: Vec<String>,
}

/// The confirmation of the very text that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CoSignForm {
    /// The fingerprint of the text that was read.
    pub fingerprint: String,
}

/// What happened to the signing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The text was frozen, and deputies were asked to sign it.
    Invited {
        /// The text.
        frozen: Box<Frozen>,
        /// Who was asked by name; signers of an earlier text are asked again besides.
        invited: Vec<Deputy>,
        /// Until when they may answer.
        until: Clock,
    },
    /// A deputy confirmed the text.
    CoSigned {
        /// The text.
        fingerprint: Fingerprint,
    },
    /// A deputy declined.
    Declined,
    /// Deputies have not answered in time.
    Lapsed {
        /// Who.
        persons: Vec<PersonId>,
    },
    /// The lead deputy took the text back.
    Reopened,
    /// A co-signer took the signature back.
    Withdrawn,
}

/// How a deputy stands to a paper that others lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Asked, and free to answer.
    Invitee,
    /// Signed.
    CoSigner,
}

impl Proposal {
    /// The text that is frozen for signing now.
    pub fn frozen_text(&self) -> Option<&Frozen> {
        self.frozen.last().filter(|_| self.stage == Stage::CoSigning)
    }

    /// The text that counts: frozen while it is being signed, else as handed in.
    pub fn text(&self) -> Option<&Submission> {
        self.frozen_text().map(|frozen| &frozen.submission).or(self.submission.as_ref())
    }

    /// The deputies who have signed the text that counts, beside the lead deputy.
    pub fn co_signers(&self) -> impl Iterator<Item = &Signer> {
        let unsigned = self.stage == Stage::Draft;
        self.signers.iter().filter(move |signer| signer.state == SignState::Confirmed && !unsigned)
    }

    /// The signatures, the lead deputy's among them.
    pub fn signatures(&self) -> usize {
        1 + self.co_signers().count()
    }

    /// How a deputy stands to it, other than by leading it.
    pub(crate) fn standing(&self, person: PersonId) -> Option<Standing> {
        let signer = self.signers.iter().find(|signer| signer.person == person)?;
        match (signer.state, self.stage) {
            (SignState::Invited, Stage::CoSigning) => Some(Standing::Invitee),
            (SignState::Confirmed, stage) if stage != Stage::Draft => Some(Standing::CoSigner),
            _ => None,
        }
    }

    /// The draft as a text to be frozen or handed in.
    pub(crate) fn parse_text(&self, setting: &Setting, brought: &Brought) -> Result<Submission, Refusal> {
        let mut submission = self.draft.parse(setting.county)?;
        if submission.submitter == Submitter::Delegation {
            submission.delegation = brought.delegation;
            if submission.delegation.is_none() {
                return Err(Refusal::field("submitter", SigningProblem::NoDelegation));
            }
        }
        Ok(submission)
    }

    /// Freezes the text and asks deputies to sign it; who has signed another text is asked again.
    pub(crate) fn decide_invite(
        &self,
        form: &InviteForm,
        actor: &Actor,
        setting: &Setting,
        brought: &Brought,
    ) -> Result<event::Event, Refusal> {
        let submission = match self.frozen_text() {
            Some(frozen) => frozen.submission.clone(),
            None => self.parse_text(setting, brought)?,
        };
        let fingerprint = with_attachments(&submission.fingerprint(), &brought.attached);
        let mut problems = Problems::default();
        let mut invited: Vec<Deputy> = Vec::new();
        let chosen = form.invitees.iter().enumerate().filter(|(_, raw)| !raw.trim().is_empty());
        for (n, raw) in chosen {
            let field = format!("invitees.{n}");
            let deputy = raw.trim().parse().ok().and_then(|id| brought.deputies.iter().find(|d| d.person == id));
            let Some(deputy) = problems.keep(field.clone(), deputy.ok_or(Problem::NotAChoice)) else { continue };
            let waits = |signer: &Signer| signer.person == deputy.person && !self.may_be_asked(signer, &fingerprint);
            if deputy.person == actor.person {
                problems.note(field, SigningProblem::Yourself);
            } else if self.signers.iter().any(waits) || invited.contains(deputy) {
                problems.note(field, SigningProblem::AskedAlready);
            } else {
                invited.push(deputy.clone());
            }
        }
        let again = self.signers.iter().any(|signer| self.is_asked_again(signer, &fingerprint));
        if problems.is_empty() && invited.is_empty() && !again {
            problems.note("invitees.0", Problem::Missing);
        }
        let others = self.signers.iter().filter(|signer| !invited.iter().any(|deputy| deputy.person == signer.person));
        if others.count() + invited.len() > MAX_SIGNERS {
            problems.note("invitees.0", Problem::TooMany { max: MAX_SIGNERS });
        }
        let frozen = Box::new(Frozen { submission, fingerprint, on: setting.now.today });
        let until = setting.now.clock(Limit::CoSigning);
        problems.finish(Some(event::Event::Signing(Event::Invited { frozen, invited, until })))
    }

    /// Whether a known signer may be asked by name: not while an answer is awaited or given to this very text.
    fn may_be_asked(&self, signer: &Signer, fingerprint: &Fingerprint) -> bool {
        match signer.state {
            SignState::Invited => self.stage != Stage::CoSigning,
            SignState::Confirmed => self.is_voided_by(signer, fingerprint),
            SignState::Declined | SignState::Lapsed | SignState::Withdrawn => true,
        }
    }

    /// Whether an invitation asks a known signer without naming him: his answer was awaited, or is void.
    fn is_asked_again(&self, signer: &Signer, fingerprint: &Fingerprint) -> bool {
        let waited = signer.state == SignState::Invited && self.stage != Stage::CoSigning;
        waited || self.is_voided_by(signer, fingerprint)
    }

    /// Whether a text voids what a signer has confirmed.
    fn is_voided_by(&self, signer: &Signer, fingerprint: &Fingerprint) -> bool {
        signer.state == SignState::Confirmed && signer.confirmed.as_ref() != Some(fingerprint)
    }

    /// Confirms the text that was read, if it is still the one.
    pub(crate) fn decide_co_sign(&self, form: &CoSignForm) -> Result<event::Event, Refusal> {
        let frozen = self.frozen_text().ok_or(Refusal::NotOpen)?;
        if frozen.fingerprint.to_string() != form.fingerprint.trim() {
            return Err(Refusal::field("fingerprint", SigningProblem::TextChanged));
        }
        Ok(event::Event::Signing(Event::CoSigned { fingerprint: frozen.fingerprint.clone() }))
    }

    /// Hands the text in: frozen as it was signed, or as it is written now.
    pub(crate) fn decide_submit(&self, setting: &Setting, brought: &Brought) -> Result<event::Event, Refusal> {
        let submission = match self.frozen_text() {
            Some(frozen) => frozen.submission.clone(),
            None => self.parse_text(setting, brought)?,
        };
        let fingerprint = with_attachments(&submission.fingerprint(), &brought.attached);
        if submission.kind == Kind::Motion {
            let needed = setting.county.level.motion_signatures();
            let there = 1 + self.signers.iter().filter(|signer| has_signed(signer, &fingerprint)).count();
            if there < needed {
                return Err(Refusal::field(
                    "kind",
                    SigningProblem::TooFewSignatures { needed, missing: needed - there },
                ));
            }
        }
        let review = setting.now.clock(Limit::Review);
        Ok(event::Event::Submitted { submission: Box::new(submission), review, fingerprint })
    }

    /// Who has not signed this text drops out when it is handed in.
    pub(crate) fn drop_unconfirmed(&mut self, fingerprint: &Fingerprint) {
        for signer in &mut self.signers {
            let signed = has_signed(signer, fingerprint);
            if matches!(signer.state, SignState::Invited | SignState::Confirmed) && !signed {
                signer.state = SignState::Lapsed;
            }
        }
    }

    /// The signers whose last day for an answer lies before a day.
    pub(crate) fn lapsed_by(&self, today: Date) -> Vec<PersonId> {
        let waiting = self.signers.iter().filter(|signer| signer.state == SignState::Invited && signer.until < today);
        waiting.map(|signer| signer.person).collect()
    }
}

fn has_signed(signer: &Signer, fingerprint: &Fingerprint) -> bool {
    signer.state == SignState::Confirmed && signer.confirmed.as_ref() == Some(fingerprint)
}
