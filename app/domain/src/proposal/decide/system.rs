//! The steps of the system: what follows by itself, and when.

use jiff::civil::Date;

use super::Setting;
use crate::proposal::Proposal;
use crate::proposal::command::{Mark, Part};
use crate::proposal::event::{Event, Record, Signature};
use crate::proposal::signing::SignState;
use crate::proposal::workflow::{Relation, Stage, Step, next};

impl Proposal {
    /// Takes the steps of the system that are due.
    pub fn proceed(&mut self, setting: &Setting) -> Vec<Record> {
        let mut records = Vec::new();
        while let Some(event) = self.due_event(setting.now.today) {
            let Some(to) = next(self.stage, event.step(), Relation::System) else { break };
            let unit = if let Event::Accepted { unit } = event { Some(unit) } else { None };
            let by = Signature { person: None, name: String::new(), unit, relation: Relation::System };
            records.push(self.record(by, to, event, setting));
        }
        records
    }

    /// The day from which [`Proposal::proceed`] would take a step although nobody acts.
    pub fn wakes_on(&self) -> Option<Date> {
        let look_back = self.next_look_back().map(|(_, look_back)| look_back.due());
        let unanswered = self.unanswered().map(|(_, due)| due).min();
        let last = match self.stage {
            Stage::CoSigning => {
                let waiting = self.signers.iter().filter(|signer| signer.state == SignState::Invited);
                waiting.map(|signer| signer.until).min()
            }
            Stage::Assigned | Stage::Handling | Stage::ReHandling => self.silent().map(|(_, due)| due).min(),
            Stage::Replied if self.mark().is_none() => self.clock.as_ref().map(|clock| clock.due),
            _ => None,
        };
        let after = last.into_iter().chain(unanswered).filter_map(|last| last.tomorrow().ok());
        after.chain(look_back).chain(self.review_day()).min()
    }

    /// The contacts that stand after this day unless the deputy says something, with the day.
    fn unanswered(&self) -> impl Iterator<Item = (usize, Date)> {
        let follows = next(self.stage, Step::LetContactStand, Relation::System).is_some();
        let awaited = self.awaited_contacts().filter(move |_| follows);
        awaited.filter_map(|(n, contact)| Some((n, contact.check.as_ref()?.due)))
    }

    fn due_event(&self, today: Date) -> Option<Event> {
        if self.withdrawal.is_some() && self.withdrawal_waits_for().is_empty() && self.stage != Stage::Withdrawn {
            return Some(Event::Withdrawn);
        }
        if let Some((commitment, look_back)) = self.next_look_back().filter(|(_, look_back)| look_back.due() <= today) {
            return Some(Event::LookBackOpened { commitment, look_back });
        }
        if let Some((contact, _)) = self.unanswered().find(|&(_, due)| due < today) {
            return Some(Event::ContactStood { contact });
        }
        if self.review_day().is_some_and(|day| day <= today) {
            return Some(Event::ReviewOpened);
        }
        let passed = self.wakes_on().is_some_and(|day| day <= today);
        let is_open = self.open_commitments().next().is_some();
        match self.stage {
            Stage::CoSigning => passed.then(|| Event::Lapsed { persons: self.lapsed_by(today) }),
            Stage::Assigned | Stage::Handling => {
                // Silence inside the limit is acceptance.
                let silent = self.silent().find(|&(_, due)| due < today);
                let silent = silent.map(|(assignment, _)| Event::Accepted { unit: assignment.unit });
                silent.or_else(|| {
                    let mut bound = self.assignments.iter().filter(|assignment| assignment.part != Part::Assisting);
                    (self.stage == Stage::Assigned && bound.all(|assignment| assignment.accepted))
                        .then_some(Event::Begun)
                })
            }
            Stage::Replied => {
                let settled = self.mark().map_or(passed, |mark| mark != Mark::Unsatisfied || self.second_round_refused);
                settled.then(|| match (is_open, self.is_unsatisfied()) {
                    (true, _) => Event::Tracked,
                    (false, true) => Event::ClosedUnsatisfied { coordination: None },
                    (false, false) => Event::Closed,
                })
            }
            _ => None,
        }
    }
}
