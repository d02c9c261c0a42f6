//! The notices of one step while they are gathered: whom a step concerns, by name and office.

use jiff::civil::Date;

use super::{Audience, Notice};
use crate::case::notice::{NoticeKind, Told, Whom};
use crate::county::people::{BodyId, Role};
use crate::parts::shares::Part;
use crate::proposal::Proposal;
use crate::proposal::awaited::Awaited;
use crate::proposal::notice::Message;

/// The notices of one step while they are gathered.
pub(super) struct List<'a> {
    pub(super) proposal: &'a Proposal,
    pub(super) on: Date,
    pub(super) notices: Vec<Notice>,
}

impl List<'_> {
    pub(super) fn tell(&mut self, told: Told) {
        let Told { whom, kind, due } = told;
        match whom {
            Whom::Lead => self.note(Audience::Person(self.proposal.lead), kind, due),
            Whom::CoSigners => self.co_signers(kind, due),
            Whom::Signers => {
                self.note(Audience::Person(self.proposal.lead), kind, due);
                self.co_signers(kind, due);
            }
            Whom::Person(person) => self.note(Audience::Person(person), kind, due),
            Whom::Unit(unit) => self.unit(unit, kind, due),
            Whom::LeadUnit => {
                if let Some(unit) = self.proposal.lead_unit().map(|share| share.unit) {
                    self.unit(unit, kind, due);
                }
            }
            Whom::AnsweringUnits => self.answering_units(kind, due),
            Whom::LateUnits => self.late_units(kind, due),
            Whom::Holders(role) => self.note(Audience::Holders(role), kind, due),
        }
    }

    fn note(&mut self, to: Audience, kind: NoticeKind, due: Option<Date>) {
        let message = Message { kind, number: self.proposal.number, due, limit: None, on: self.on };
        self.notices.push(Notice { to, message });
    }

    fn co_signers(&mut self, kind: NoticeKind, due: Option<Date>) {
        for person in self.proposal.co_signers().map(|signer| signer.person).collect::<Vec<_>>() {
            self.note(Audience::Person(person), kind, due);
        }
    }

    /// A unit's clerks and heads.
    fn unit(&mut self, unit: BodyId, kind: NoticeKind, due: Option<Date>) {
        self.note(Audience::Holders(Role::UnitClerk(unit)), kind, due);
        self.note(Audience::Holders(Role::UnitHead(unit)), kind, due);
    }

    /// The units that are late, else those from which something is awaited, else those that answer.
    fn late_units(&mut self, kind: NoticeKind, due: Option<Date>) {
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
    fn answering_units(&mut self, kind: NoticeKind, due: Option<Date>) {
        let units = self.proposal.shares.iter().filter(|share| share.part != Part::Assisting);
        for unit in units.map(|share| share.unit).collect::<Vec<_>>() {
            self.unit(unit, kind, due);
        }
    }
}
