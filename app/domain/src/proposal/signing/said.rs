//! What happens to the signing: what it changes, what the log says of it, who reads it, who is told.

use ground::dates::date;
use ground::vocabulary::Lang;

use super::{Event, Frozen, SignState, Signer};
use crate::case::notice::{NoticeKind as K, Told, Whom};
use crate::case::readers::Readers;
use crate::case::saying::Saying;
use crate::county::clock::Clock;
use crate::county::people::{Deputy, PersonId, Role};
use crate::proposal::Proposal;
use crate::proposal::event::Record;
use crate::proposal::workflow::{Stage, Step};

impl Event {
    /// The step that it was.
    pub fn step(&self) -> Step {
        match self {
            Self::Invited { .. } => Step::Invite,
            Self::CoSigned { .. } => Step::CoSign,
            Self::Declined => Step::DeclineInvitation,
            Self::Lapsed { .. } => Step::Lapse,
            Self::Reopened => Step::Reopen,
            Self::Withdrawn => Step::WithdrawSignature,
        }
    }

    /// Who reads of it.
    pub fn readers(&self) -> Readers {
        match self {
            Self::Invited { .. }
            | Self::CoSigned { .. }
            | Self::Declined
            | Self::Lapsed { .. }
            | Self::Reopened
            | Self::Withdrawn => Readers::Deputies,
        }
    }

    /// What a line of the log says.
    pub(crate) fn sentence(&self, paper: &Proposal, say: Saying) -> String {
        let (who, lang) = (say.who, say.lang);
        match self {
            Self::Invited { invited, until, .. } => {
                let names: Vec<_> = invited.iter().map(|deputy| deputy.name.as_str()).collect();
                let (names, day) = (names.join(lang.pick("、", ", ")), date(until.due, lang));
                match (names.is_empty(), lang) {
                    (true, Lang::Zh) => format!("{who}请各位附议代表重新确认文本，请在{day}前答复。"),
                    (true, Lang::En) => format!("{who} asked the co-signers to confirm the text anew by {day}."),
                    (false, Lang::Zh) => format!("{who}邀请{names}附议，请在{day}前答复。"),
                    (false, Lang::En) => format!("{who} asked {names} to co-sign by {day}."),
                }
            }
            Self::CoSigned { .. } => lang.pick(format!("{who}确认附议。"), format!("{who} co-signed.")),
            Self::Declined => lang.pick(format!("{who}不附议。"), format!("{who} declined to co-sign.")),
            Self::Lapsed { persons } => {
                let names = paper.signers.iter().filter(|signer| persons.contains(&signer.person));
                let names: Vec<_> = names.map(|signer| signer.name.as_str()).collect();
                lang.pick(
                    format!("{}未在期限内确认，邀请失效。", names.join("、")),
                    format!("{} did not answer in time; the invitation has lapsed.", names.join(", ")),
                )
            }
            Self::Reopened => lang.pick(
                format!("{who}收回文本修改；文本改动后，原有附议须重新确认。"),
                format!("{who} took the text back to change it; whoever has signed another text is asked again."),
            ),
            Self::Withdrawn => lang.pick(format!("{who}撤回附议。"), format!("{who} withdrew the signature.")),
        }
    }

    /// Who is told of it, once it is kept; `from` is the stage before.
    pub(crate) fn told(&self, paper: &Proposal, from: Stage) -> Vec<Told> {
        let signers = |stand: fn(SignState) -> bool| -> Vec<_> {
            paper.signers.iter().filter(|signer| stand(signer.state)).map(|signer| signer.person).collect()
        };
        let each = |persons: Vec<PersonId>, kind, due| {
            persons.into_iter().map(move |person| Told::by(Whom::Person(person), kind, due))
        };
        match self {
            Self::Invited { invited, until, .. } => {
                // A text that is frozen anew is put before everyone who was asked before; else only the new ones are told.
                let asked = if from == Stage::CoSigning {
                    invited.iter().map(|deputy| deputy.person).collect()
                } else {
                    signers(|state| state == SignState::Invited)
                };
                each(asked, K::Invited, Some(until.due)).collect()
            }
            Self::CoSigned { .. } => vec![Told::of(Whom::Lead, K::CoSigned)],
            Self::Declined => vec![Told::of(Whom::Lead, K::InvitationDeclined)],
            Self::Lapsed { persons } => {
                let lead = [Told::of(Whom::Lead, K::Lapsed)];
                lead.into_iter().chain(each(persons.clone(), K::Lapsed, None)).collect()
            }
            Self::Reopened => {
                let asked = signers(|state| matches!(state, SignState::Invited | SignState::Confirmed));
                each(asked, K::Reopened, None).collect()
            }
            Self::Withdrawn => {
                let office = Told::of(Whom::Holders(Role::CongressOffice), K::SignatureWithdrawn);
                let office = (paper.stage == Stage::Submitted).then_some(office);
                [Told::of(Whom::Lead, K::SignatureWithdrawn)].into_iter().chain(office).collect()
            }
        }
    }
}

impl Proposal {
    /// Keeps what happened to the signing.
    pub(crate) fn apply_signing(&mut self, event: Event, record: &Record) {
        match event {
            // Who goes on with the text has dropped its withdrawal.
            Event::Invited { frozen, invited, until } => {
                self.withdrawal = None;
                self.apply_invited(*frozen, invited, until);
            }
            Event::CoSigned { fingerprint } => {
                for signer in self.signers.iter_mut().filter(|signer| Some(signer.person) == record.by.person) {
                    signer.state = SignState::Confirmed;
                    signer.confirmed = Some(fingerprint.clone());
                    signer.confirmed_on = Some(record.day());
                }
            }
            Event::Declined => self.set_signer(record.by.person, SignState::Declined),
            Event::Lapsed { persons } => {
                persons.into_iter().for_each(|person| self.set_signer(Some(person), SignState::Lapsed));
            }
            Event::Reopened => (self.clock, self.withdrawal) = (None, None),
            Event::Withdrawn => self.set_signer(record.by.person, SignState::Withdrawn),
        }
    }

    /// What an invitation does to the signers.
    fn apply_invited(&mut self, frozen: Frozen, invited: Vec<Deputy>, until: Clock) {
        // In the same text only those who are named are asked; a changed text asks its signers again.
        let voided: Vec<PersonId> = (self.signers.iter())
            .filter(|signer| self.is_asked_again(signer, &frozen.fingerprint))
            .map(|signer| signer.person)
            .collect();
        for signer in self.signers.iter_mut().filter(|signer| voided.contains(&signer.person)) {
            (signer.state, signer.until) = (SignState::Invited, until.due);
        }
        for deputy in invited {
            let known = self.signers.iter_mut().find(|signer| signer.person == deputy.person);
            match known {
                Some(signer) => (signer.state, signer.until) = (SignState::Invited, until.due),
                None => self.signers.push(Signer {
                    person: deputy.person,
                    name: deputy.name,
                    state: SignState::Invited,
                    until: until.due,
                    confirmed: None,
                    confirmed_on: None,
                }),
            }
        }
        if self.frozen.last().is_none_or(|last| last.fingerprint != frozen.fingerprint) {
            self.frozen.push(frozen);
        }
        self.clock = Some(until);
    }

    /// Sets what has become of one signer.
    fn set_signer(&mut self, person: Option<PersonId>, state: SignState) {
        for signer in self.signers.iter_mut().filter(|signer| Some(signer.person) == person) {
            signer.state = state;
        }
    }
}
