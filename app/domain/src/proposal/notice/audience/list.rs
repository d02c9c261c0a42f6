//! The notices of one step while they are gathered.

use jiff::civil::Date;

use super::{Audience, Notice};
use crate::county::people::{PersonId, Role, UnitId};
use crate::proposal::Proposal;
use crate::proposal::awaited::Awaited;
use crate::proposal::command::Part;
use crate::proposal::notice::{Message, NoticeKind as K};
use crate::proposal::signing::SignState;

/// The notices of one step while they are gathered.
pub(super) struct List<'a> {
    pub(super) proposal: &'a Proposal,
    pub(super) on: Date,
    pub(super) notices: Vec<Notice>,
}

impl List<'_> {
    fn tell(&mut self, to: Audience, kind: K, due: Option<Date>) {
        let message = Message { kind, number: self.proposal.number, due, limit: None, on: self.on };
        self.notices.push(Notice { to, message });
    }

    pub(super) fn lead(&mut self, kind: K, due: Option<Date>) {
        self.tell(Audience::Person(self.proposal.lead), kind, due);
    }

    pub(super) fn persons(&mut self, persons: Vec<PersonId>, kind: K, due: Option<Date>) {
        for person in persons {
            self.tell(Audience::Person(person), kind, due);
        }
    }

    /// The deputies who were asked to sign and stand so.
    pub(super) fn signers(&self, stand: impl Fn(SignState) -> bool) -> Vec<PersonId> {
        self.proposal.signers.iter().filter(|signer| stand(signer.state)).map(|signer| signer.person).collect()
    }

    pub(super) fn co_signers(&mut self, kind: K, due: Option<Date>) {
        self.persons(self.proposal.co_signers().map(|signer| signer.person).collect(), kind, due);
    }

    /// The lead deputy and those who signed.
    pub(super) fn deputies(&mut self, kind: K, due: Option<Date>) {
        self.lead(kind, due);
        self.co_signers(kind, due);
    }

    pub(super) fn office(&mut self, role: Role, kind: K, due: Option<Date>) {
        self.tell(Audience::Holders(role), kind, due);
    }

    /// A unit's clerks and heads.
    pub(super) fn unit(&mut self, unit: UnitId, kind: K, due: Option<Date>) {
        self.office(Role::UnitClerk(unit), kind, due);
        self.office(Role::UnitHead(unit), kind, due);
    }

    pub(super) fn lead_unit(&mut self, kind: K, due: Option<Date>) {
        if let Some(unit) = self.proposal.lead_unit().map(|share| share.unit) {
            self.unit(unit, kind, due);
        }
    }

    /// The unit that noted a contact.
    pub(super) fn contact_unit(&mut self, contact: usize, kind: K) {
        match self.proposal.contacts.get(contact).and_then(|contact| contact.unit) {
            Some(unit) => self.unit(unit, kind, None),
            None => self.lead_unit(kind, None),
        }
    }

    /// The unit that gave a promise.
    pub(super) fn commitment_unit(&mut self, commitment: usize, kind: K, due: Option<Date>) {
        if let Some(unit) = self.proposal.commitments.get(commitment).map(|one| one.unit) {
            self.unit(unit, kind, due);
        }
    }

    /// The units that are late, else those from which something is awaited, else those that answer.
    pub(super) fn late_units(&mut self, kind: K, due: Option<Date>) {
        let units_of = |all: &[Awaited]| -> Vec<_> {
            all.iter().filter_map(|one| one.since().and(Some((one.unit()?, one.until)))).collect()
        };
        let (late, awaited) = (units_of(&self.proposal.late(self.on)), units_of(&self.proposal.awaited()));
        let mut units = if late.is_empty() { awaited } else { late };
        // Of each unit what falls due first.
        let mut told = Vec::new();
        units.retain(|(unit, _)| {
            !told.contains(unit) && {
                told.push(*unit);
                true
            }
        });
        if units.is_empty() {
            return self.answering_units(kind, due);
        }
        for (unit, until) in units {
            self.unit(unit, kind, until);
        }
    }

    /// The units that answer: the lead unit and those that reply separately.
    pub(super) fn answering_units(&mut self, kind: K, due: Option<Date>) {
        let units = self.proposal.assignments.iter().filter(|assignment| assignment.part != Part::Assisting);
        for unit in units.map(|assignment| assignment.unit).collect::<Vec<_>>() {
            self.unit(unit, kind, due);
        }
    }
}
