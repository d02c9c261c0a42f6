//! The steps of the system: what follows by itself, and when.

use jiff::civil::Date;

use crate::case::setting::Setting;
use crate::parts::shares::Part;
use crate::parts::{contacts, promises, publication, shares};
use crate::proposal::command::Mark;
use crate::proposal::event::{Event, Record, Signature};
use crate::proposal::signing::SignState;
use crate::proposal::workflow::{Relation, Stage, Step, next};
use crate::proposal::{Proposal, rounds, signing, withdrawal};

impl Proposal {
    /// Takes the steps of the system that are due.
    pub fn proceed(&mut self, setting: &Setting) -> Vec<Record> {
        let mut records = Vec::new();
        while let Some(event) = self.due_event(setting.now.today) {
            let Some(to) = next(self.stage, event.step(), Relation::System) else { break };
            let unit = if let Event::Share(event) = &event { Some(event.unit()) } else { None };
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
            Stage::Assigned | Stage::Handling | Stage::ReHandling => self.shares.silent().map(|(_, due)| due).min(),
            Stage::Replied if self.mark().is_none() => self.clock.as_ref().map(|clock| clock.due),
            _ => None,
        };
        let after = last.into_iter().chain(unanswered).filter_map(|last| last.tomorrow().ok());
        after.chain(look_back).chain(self.review_day()).min()
    }

    /// The next look-back that comes by itself, at the stages at which promises are followed: its promise and the day.
    fn next_look_back(&self) -> Option<(usize, promises::LookBack)> {
        next(self.stage, Step::OpenLookBack, Relation::System).and_then(|_| self.promises.next_look_back())
    }

    /// The contacts that stand after this day unless the deputy says something, with the day.
    fn unanswered(&self) -> impl Iterator<Item = (usize, Date)> {
        let follows = next(self.stage, Step::LetContactStand, Relation::System).is_some();
        let awaited = self.contacts.awaited().filter(move |_| follows);
        awaited.map(|(n, contact)| (n, contact.check.due))
    }

    fn due_event(&self, today: Date) -> Option<Event> {
        if self.withdrawal.is_some() && self.withdrawal_waits_for().is_empty() && self.stage != Stage::Withdrawn {
            return Some(Event::Withdrawal(withdrawal::Event::Withdrawn));
        }
        if let Some((promise, look_back)) = self.next_look_back().filter(|(_, look_back)| look_back.due() <= today) {
            return Some(Event::Promise(promises::Event::LookBackOpened { promise, look_back }));
        }
        if let Some((contact, _)) = self.unanswered().find(|&(_, due)| due < today) {
            return Some(Event::Contact(contacts::Event::Stood { contact }));
        }
        if self.review_day().is_some_and(|day| day <= today) {
            return Some(Event::Publication(publication::Event::ReviewOpened));
        }
        let passed = self.wakes_on().is_some_and(|day| day <= today);
        let is_open = self.promises.open().next().is_some();
        match self.stage {
            Stage::CoSigning => {
                passed.then(|| Event::Signing(signing::Event::Lapsed { persons: self.lapsed_by(today) }))
            }
            Stage::Assigned | Stage::Handling => {
                // Silence inside the limit is acceptance.
                let silent = self.shares.silent().find(|&(_, due)| due < today);
                let silent = silent.map(|(share, _)| Event::Share(shares::Event::Accepted { unit: share.unit }));
                silent.or_else(|| {
                    let mut bound = self.shares.iter().filter(|share| share.part != Part::Assisting);
                    (self.stage == Stage::Assigned && bound.all(|share| share.accepted)).then_some(Event::Begun)
                })
            }
            Stage::Replied => {
                let settled = self.mark().map_or(passed, |mark| mark != Mark::Unsatisfied || self.second_round_refused);
                settled.then(|| match (is_open, self.is_unsatisfied()) {
                    (true, _) => Event::Tracked,
                    (false, true) => Event::Round(rounds::Event::ClosedUnsatisfied { coordination: None }),
                    (false, false) => Event::Closed,
                })
            }
            _ => None,
        }
    }
}
