//! Withdrawal: until the first reply, by the lead deputy and every co-signer.

use ground::problem::{Problems, Refusal};
use ground::text::Reason;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::notice::{NoticeKind as K, Told, Whom};
use crate::case::readers::Readers;
use crate::case::saying::Saying;
use crate::county::people::{PersonId, Role};
use crate::proposal::Proposal;
use crate::proposal::event::Record;
use crate::proposal::signing::SignState;
use crate::proposal::workflow::{Stage, Step};

/// A withdrawal that waits for the co-signers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Why; a draft needs no reason.
    pub reason: Option<Reason>,
    /// When the lead deputy asked.
    pub on: Date,
    /// The co-signers who agree.
    pub agreed: Vec<PersonId>,
}

/// What happened to a withdrawal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The lead deputy asked for the paper back.
    Asked {
        /// Why.
        reason: Option<Reason>,
    },
    /// A co-signer agreed to that.
    Agreed,
    /// The lead deputy dropped that.
    Dropped,
    /// It was withdrawn: every signer had agreed.
    Withdrawn,
}

impl Event {
    /// The step that it was.
    pub fn step(&self) -> Step {
        match self {
            Self::Asked { .. } => Step::AskWithdrawal,
            Self::Agreed => Step::AgreeWithdrawal,
            Self::Dropped => Step::DropWithdrawal,
            Self::Withdrawn => Step::Withdraw,
        }
    }

    /// Who reads of it.
    pub fn readers(&self) -> Readers {
        match self {
            Self::Asked { .. } | Self::Agreed | Self::Dropped => Readers::Concerned,
            Self::Withdrawn => Readers::Everyone,
        }
    }

    /// What a line of the log says.
    pub(crate) fn sentence(&self, say: Saying) -> String {
        let (who, lang) = (say.who, say.lang);
        match self {
            Self::Asked { reason } => {
                let why = reason.as_ref().map(|text| say.reason(text.as_str())).unwrap_or_default();
                lang.pick(format!("{who}申请撤回{why}。"), format!("{who} asked to withdraw it{why}."))
            }
            Self::Agreed => lang.pick(format!("{who}同意撤回。"), format!("{who} agreed to the withdrawal.")),
            Self::Dropped => lang.pick(format!("{who}取消撤回申请。"), format!("{who} dropped the withdrawal.")),
            Self::Withdrawn => lang
                .pick(
                    "经领衔代表和全体附议代表同意，本件撤回，停止办理。",
                    "Withdrawn by the lead deputy and every co-signer; units stop handling it.",
                )
                .to_owned(),
        }
    }

    /// Who is told of it, once it is kept; `from` is the stage before.
    pub(crate) fn told(&self, paper: &Proposal, from: Stage) -> Vec<Told> {
        match self {
            Self::Asked { .. } => {
                let silent = paper.withdrawal_waits_for().into_iter();
                silent.map(|person| Told::of(Whom::Person(person), K::ToAgree)).collect()
            }
            Self::Agreed => vec![Told::of(Whom::Lead, K::WithdrawalAgreed)],
            Self::Dropped => vec![Told::of(Whom::CoSigners, K::WithdrawalDropped)],
            Self::Withdrawn => {
                let units = paper.shares.iter().map(|share| Told::of(Whom::Unit(share.unit), K::ToStop));
                let is_known = !matches!(from, Stage::Draft | Stage::CoSigning);
                let office = is_known.then(|| Told::of(Whom::Holders(Role::CongressOffice), K::Withdrawn));
                let asked = paper.signers.iter().filter(|signer| signer.state == SignState::Invited);
                let asked = asked.map(|signer| Told::of(Whom::Person(signer.person), K::Withdrawn));
                units.chain(office).chain(asked).chain([Told::of(Whom::Signers, K::Withdrawn)]).collect()
            }
        }
    }
}

impl Proposal {
    /// The lead deputy's wish, with a reason once others have seen the paper.
    pub(crate) fn decide_withdrawal(&self, raw: &str) -> Result<Event, Refusal> {
        if self.stage == Stage::Draft && raw.trim().is_empty() {
            return Ok(Event::Asked { reason: None });
        }
        let mut problems = Problems::default();
        let reason = problems.keep("reason", Reason::parse(raw));
        problems.finish(reason).map(|reason| Event::Asked { reason: Some(reason) })
    }

    /// Keeps what happened to a withdrawal.
    pub(crate) fn apply_withdrawal(&mut self, event: Event, record: &Record) {
        match event {
            Event::Asked { reason } => {
                self.withdrawal = Some(Withdrawal { reason, on: record.day(), agreed: Vec::new() });
            }
            Event::Agreed => {
                if let Some(withdrawal) = &mut self.withdrawal {
                    withdrawal.agreed.extend(record.by.person);
                }
            }
            Event::Dropped => self.withdrawal = None,
            Event::Withdrawn => self.clock = None,
        }
    }

    /// The co-signers who have not agreed yet.
    pub fn withdrawal_waits_for(&self) -> Vec<PersonId> {
        let Some(withdrawal) = &self.withdrawal else { return Vec::new() };
        self.co_signers().map(|signer| signer.person).filter(|person| !withdrawal.agreed.contains(person)).collect()
    }
}
