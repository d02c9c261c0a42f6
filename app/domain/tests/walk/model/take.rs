//! What follows of a step, and of days that go by.

use std::collections::{BTreeMap, BTreeSet};

use domain::county::people::{BodyId, PersonId};
use domain::parts::contacts::ContactState;
use domain::parts::promises::PromiseState;
use domain::parts::shares::{AssignForm, Part};
use domain::parts::{contacts, promises, shares};
use domain::proposal::command::{Command, Mark, ReplyForm};
use domain::proposal::signing::SignState;
use domain::proposal::workflow::Stage;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use super::{
    AT_WORK, BEFORE_REPLY, Contact, ENDS, FORESEEN, KEEPING, Look, Model, Promise, Share, Signer, may_chase, unit_of,
};
use crate::common::Who;

fn is_off(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || day == date(2027, 1, 1)
}

/// The day itself, or the next one that is not off.
fn settled(mut day: Date) -> Date {
    while is_off(day) {
        day = day.saturating_add(1.day());
    }
    day
}

fn working_days(mut day: Date, n: usize) -> Date {
    for _ in 0..n {
        day = settled(day.saturating_add(1.day()));
    }
    day
}

/// When what is not published in full is looked at again.
fn reviewed(disclosure: &str, review_on: &str) -> Option<(Date, bool)> {
    (disclosure != "open").then(|| (review_on.parse().expect("a day"), false))
}

fn months(day: Date, n: i32) -> Date {
    day.saturating_add(n.months())
}

/// What a form names; the first that fits where it names nothing.
fn named<T: Copy + ToString>(raw: &str, mut fitting: impl Iterator<Item = T>) -> T {
    fitting.find(|one| raw.is_empty() || one.to_string() == raw).expect("a form names something that fits")
}

fn unit(raw: &str) -> BodyId {
    raw.parse().expect("a form names a unit")
}

/// The units that a form names, each with its part.
fn units(form: &AssignForm) -> BTreeMap<BodyId, Part> {
    let lead = std::iter::once((&form.lead, Part::Lead));
    let assisting = form.assisting.iter().map(|raw| (raw, Part::Assisting));
    let separate = form.separate.iter().map(|raw| (raw, Part::Separate));
    let named = lead.chain(assisting).chain(separate).filter(|(raw, _)| !raw.is_empty());
    named.map(|(raw, part)| (unit(raw), part)).collect()
}

impl Share {
    fn new(part: Part, today: Date) -> Self {
        let opinion_by = (part == Part::Assisting).then(|| settled(months(today, 1)));
        let accept_by = working_days(today, 5);
        Self { part, accepted: false, accept_by, opinion_by, opinion: false, chased: None, handler: None }
    }
}

impl Promise {
    /// A look on the day on which it falls due, and six and twelve months after it was kept.
    fn look_back(&mut self, today: Date) {
        let kept = self.kept.map(|(on, _)| on.max(self.due));
        let all = [(Some(self.due), 0), (kept, 6), (kept, 12)];
        for (from, n) in all.into_iter().filter_map(|(from, n)| Some((from?, n))) {
            let is_known = self.looks.iter().any(|look| (look.from, look.months) == (from, n));
            if months(from, n) <= today && !is_known {
                self.looks.push(Look { from, months: n, done: false });
            }
        }
    }

    /// Somebody has looked, and at what is not kept no older look stays due.
    fn looked_at(&mut self) {
        self.waiting().expect("somebody looks").done = true;
        if self.state == PromiseState::Open {
            self.looks.retain(|look| look.done);
        }
    }

    fn relapse(&mut self, until: Date) {
        self.state = PromiseState::Open;
        self.looked_at();
        (self.state, self.kept, self.due) = (PromiseState::Open, None, until);
    }

    /// The look-back that nobody has made yet.
    fn waiting(&mut self) -> Option<&mut Look> {
        self.looks.iter_mut().find(|look| !look.done)
    }
}

impl Model {
    /// The lead deputy writes.
    pub fn write(&mut self, asks: usize) {
        self.written = asks;
    }

    /// Days have gone by.
    pub fn pass(&mut self, today: Date) {
        let answered = self.at(&KEEPING) || self.at(&ENDS);
        self.promises.iter_mut().filter(|_| answered).for_each(|one| one.look_back(today));
        if let Some((day, has_come)) = self.review.as_mut().filter(|_| self.numbered && self.stage != Stage::Withdrawn)
        {
            *has_come |= *day <= today;
        }
        let handled = answered || self.at(&AT_WORK);
        for contact in self.contacts.iter_mut().filter(|_| handled) {
            if contact.state == ContactState::Awaited && contact.until < today {
                contact.state = ContactState::Stands;
            }
        }
        let signs = self.signers.iter().filter(|(person, _)| self.has_signer(**person, SignState::Confirmed));
        let agrees = |agreed: &BTreeSet<_>| signs.into_iter().all(|(person, _)| agreed.contains(person));
        if self.at(&BEFORE_REPLY) && self.withdrawal.as_ref().is_some_and(agrees) {
            return self.goes_to(Stage::Withdrawn, None);
        }
        match self.stage {
            Stage::CoSigning => {
                let late = |one: &&mut Signer| one.state == SignState::Invited && one.until < today;
                self.signers.values_mut().filter(late).for_each(|one| one.state = SignState::Lapsed);
            }
            Stage::Assigned | Stage::Handling => {
                for (unit, share) in &mut self.shares {
                    share.accepted |= share.accept_by < today && !self.wishes.contains_key(unit);
                }
                let is_bound = |share: &Share| share.accepted || share.part == Part::Assisting;
                if self.at(&[Stage::Assigned]) && self.shares.values().all(is_bound) {
                    self.goes_to(Stage::Handling, self.handed_over.map(|(_, due)| due));
                }
            }
            Stage::Replied => {
                let is_over = match self.replies.last().copied().flatten() {
                    None => self.limit.is_some_and(|due| due < today),
                    Some(Mark::Unsatisfied) => self.refused,
                    Some(_) => true,
                };
                let end = match (self.has_open_promise(None), self.is_unsatisfied()) {
                    (true, _) => Stage::Tracking,
                    (false, true) => Stage::ClosedUnsatisfied,
                    (false, false) => Stage::Closed,
                };
                if is_over {
                    self.goes_to(end, None);
                }
            }
            _ => {}
        }
    }

    /// The first day that changes anything although nobody acts, where it lies near enough to be foreseen.
    pub fn wakes_on(&self, today: Date) -> Option<Date> {
        let changes = |day: &Date| {
            let mut later = self.clone();
            later.pass(*day);
            later != *self
        };
        today.series(1.day()).skip(1).take(FORESEEN.into()).find(changes)
    }

    fn goes_to(&mut self, stage: Stage, limit: Option<Date>) {
        (self.stage, self.limit) = (stage, limit);
    }

    /// A person has taken a step.
    pub fn take(&mut self, who: Who, command: &Command, today: Date) {
        let me = who.actor().person;
        let my_unit = unit_of(who).map(|(unit, _)| unit);
        let open_of_mine = |one: &Promise| Some(one.unit) == my_unit && one.state == PromiseState::Open;
        let claimed = |one: &Promise| one.state == PromiseState::Claimed;
        match command {
            Command::Invite(form) => {
                self.withdrawal = None;
                self.invite(&form.invitees, today);
            }
            Command::CoSign(_) => {
                let signed = Some(self.frozen);
                self.sign(me, |signer| (signer.state, signer.signed) = (SignState::Confirmed, signed));
            }
            Command::DeclineInvitation => self.sign(me, |signer| signer.state = SignState::Declined),
            Command::WithdrawSignature => self.sign(me, |signer| signer.state = SignState::Withdrawn),
            Command::Reopen => {
                self.withdrawal = None;
                self.goes_to(Stage::Draft, None);
            }
            Command::Submit => {
                self.withdrawal = None;
                // Who has not signed this very text drops out.
                let text = if self.at(&[Stage::CoSigning]) { self.frozen } else { self.written };
                for signer in self.signers.values_mut() {
                    let waits = signer.state == SignState::Invited;
                    if waits || signer.state == SignState::Confirmed && signer.signed != Some(text) {
                        signer.state = SignState::Lapsed;
                    }
                }
                self.goes_to(Stage::Submitted, Some(working_days(today, 5)));
            }
            Command::SendBack(_) => self.goes_to(Stage::SentBack, None),
            Command::Decline(_) => self.refuser = Some(me),
            Command::DropDecline => self.refuser = None,
            Command::ConfirmDecline => self.goes_to(Stage::Declined, None),
            Command::SetDisclosure(form) => self.review = reviewed(&form.disclosure, &form.review_on),
            Command::Register(form) => {
                self.review = reviewed(&form.disclosure, &form.review_on);
                self.numbered = true;
                self.goes_to(Stage::Registered, Some(settled(today.saturating_add(30.days()))));
            }
            Command::Link(form) => self.links.push(form.number.clone()),
            Command::Unlink(form) => self.links.retain(|number| *number != form.number),
            Command::ProposeUnits(form) => (self.plan, self.passed_on) = (units(form), form.to_government),
            Command::Assign(form) => {
                let named = units(form);
                let named = if named.is_empty() { self.plan.clone() } else { named };
                self.plan.clear();
                self.passed_on = false;
                self.shares = named.into_iter().map(|(unit, part)| (unit, Share::new(part, today))).collect();
                // The deputy waits since the first hand-over.
                self.handed_over.get_or_insert((today, settled(months(today, 3))));
                self.goes_to(Stage::Assigned, Some(working_days(today, 5)));
            }
            Command::Share(shares::Command::Accept) => self.share(my_unit, |share| share.accepted = true),
            Command::Share(shares::Command::AskReturn(_)) => {
                let (unit, decide_by) = (my_unit.expect("a unit asks"), working_days(today, 5));
                self.wishes.insert(unit, (self.shares[&unit].part, decide_by));
                self.wait_for_units();
            }
            Command::Share(shares::Command::Reassign(form)) => {
                let part = self.give_back(unit(&form.unit));
                if !form.replacement.is_empty() {
                    self.shares.insert(unit(&form.replacement), Share::new(part, today));
                }
                self.wait_for_units();
            }
            Command::Share(shares::Command::GrantReturn(form)) => {
                // With the lead unit all of them give it back.
                self.give_back(unit(&form.unit));
                self.wishes.clear();
                self.plan = std::mem::take(&mut self.shares).into_iter().map(|(unit, it)| (unit, it.part)).collect();
                self.goes_to(Stage::Registered, Some(working_days(today, 5)));
            }
            Command::Share(shares::Command::RefuseReturn(form)) => {
                self.wishes.remove(&unit(&form.unit));
                self.share(Some(unit(&form.unit)), |share| share.accepted = true);
                self.wait_for_units();
            }
            Command::Share(shares::Command::TakeOver) => self.share(my_unit, |share| share.handler = Some(me)),
            Command::Contact(contacts::Command::Record(_)) => self.contacts.push(Contact {
                round: self.replies.len() + 1,
                unit: my_unit.expect("a unit speaks with the deputy"),
                until: working_days(today, 5),
                state: ContactState::Awaited,
            }),
            Command::Contact(contacts::Command::Confirm(form)) => self.answer(&form.contact, ContactState::Confirmed),
            Command::Contact(contacts::Command::Dispute(form)) => self.answer(&form.contact, ContactState::Disputed),
            Command::Share(shares::Command::SendOpinion(_)) => self.share(my_unit, |share| share.opinion = true),
            Command::Share(shares::Command::ChaseOpinion(form)) => {
                let late = |share: &Share| share.owes_opinion() && may_chase(share.chased, today);
                let late = self.shares.iter().filter(|(_, share)| late(share));
                let unit = named(&form.unit, late.map(|(unit, _)| *unit));
                self.share(Some(unit), |share| share.chased = Some(today));
            }
            Command::Share(shares::Command::SendBackOpinion(form)) => {
                let there = self.shares.iter().filter(|(_, share)| share.opinion);
                let unit = named(&form.unit, there.map(|(unit, _)| *unit));
                self.share(Some(unit), |share| share.opinion = false);
            }
            Command::AskExtension(_) => self.asks_time = true,
            Command::RefuseExtension(_) => self.asks_time = false,
            Command::GrantExtension(form) => {
                let until = form.until.parse().expect("a form names a day");
                (self.asks_time, self.has_time, self.limit) = (false, true, Some(until));
                self.handed_over = self.handed_over.map(|(on, _)| (on, until));
            }
            Command::DraftReply(_) => {
                self.drafts.entry(my_unit.expect("a unit writes")).or_default().insert(me);
            }
            Command::Reply(form) => self.reply(my_unit.expect("a unit replies"), form, today),
            Command::Rate(form) => {
                let marks = [&form.attitude, &form.result].map(|code| Mark::from_code(code).expect("a mark"));
                *self.replies.last_mut().expect("a reply is rated") = marks.into_iter().min();
                self.limit = self.is_unsatisfied().then(|| working_days(today, 5));
            }
            Command::RefuseSecondRound(_) => (self.refused, self.limit) = (true, None),
            Command::GrantSecondRound | Command::HandleAgain(_) => {
                self.goes_to(Stage::ReHandling, Some(settled(months(today, 1))));
            }
            Command::Escalate => self.goes_to(Stage::Escalated, None),
            Command::FollowUp(_) => self.goes_to(Stage::Tracking, None),
            Command::CloseUnsatisfied(_) => self.goes_to(Stage::ClosedUnsatisfied, None),
            Command::Close => self.goes_to(Stage::Closed, None),
            Command::Promise(promises::Command::Claim(form)) => {
                self.promise(&form.promise, open_of_mine).state = PromiseState::Claimed;
            }
            Command::Promise(promises::Command::Reject(form)) => {
                self.promise(&form.promise, claimed).state = PromiseState::Open
            }
            Command::Promise(promises::Command::Verify(form)) => {
                let kept = Some((today, self.replies.len()));
                let one = self.promise(&form.promise, claimed);
                (one.state, one.kept) = (PromiseState::Verified, kept);
            }
            Command::Promise(promises::Command::Explain(form)) => {
                self.promise(&form.promise, open_of_mine).state = PromiseState::Explained;
            }
            Command::Promise(promises::Command::LookBack(form)) => {
                let one = self.promise(&form.promise, Promise::is_looked_at);
                one.looked_at();
            }
            Command::Promise(promises::Command::Reopen(form)) => {
                self.relapsed(&form.promise).relapse(form.until.parse().expect("a form names a day"));
                self.goes_to(Stage::Tracking, None);
            }
            Command::ReopenHandling(form) => {
                let until = settled(months(today, 1));
                self.relapsed(&form.promise).relapse(until);
                self.goes_to(Stage::ReHandling, Some(until));
            }
            Command::Nominate(_) => self.nominated = true,
            Command::DropNomination => self.nominated = false,
            Command::NameKey(_) => (self.nominated, self.key) = (false, Some((0, false))),
            Command::ReportProgress(_) => self.key = self.key.map(|(reports, _)| (reports + 1, false)),
            Command::FinalReport(_) => self.key = self.key.map(|(reports, _)| (reports + 1, true)),
            Command::Chase(_) => self.chased = Some(today),
            Command::AskWithdrawal(_) => self.withdrawal = Some(BTreeSet::new()),
            Command::DropWithdrawal => self.withdrawal = None,
            Command::AgreeWithdrawal => {
                self.withdrawal.as_mut().expect("a withdrawal is wished for").insert(me);
            }
        }
        self.pass(today);
    }

    /// Freezes the text. Whoever was asked about another one, or has signed another one, is asked again.
    fn invite(&mut self, invitees: &[String], today: Date) {
        let was_frozen = self.at(&[Stage::CoSigning]);
        let until = working_days(today, 5);
        if !was_frozen {
            self.frozen = self.written;
        }
        for signer in self.signers.values_mut() {
            let waited = signer.state == SignState::Invited && !was_frozen;
            let is_void = signer.state == SignState::Confirmed && signer.signed != Some(self.frozen);
            if waited || is_void {
                (signer.state, signer.until) = (SignState::Invited, until);
            }
        }
        for person in invitees.iter().filter(|raw| !raw.is_empty()).map(|raw| raw.parse().expect("a deputy's id")) {
            self.signers.insert(person, Signer { state: SignState::Invited, until, signed: None });
        }
        self.goes_to(Stage::CoSigning, Some(until));
    }

    fn reply(&mut self, unit: BodyId, form: &ReplyForm, today: Date) {
        self.drafts.remove(&unit);
        self.withdrawal = None;
        self.promises.extend(form.promises.iter().filter(|row| !row.text.is_empty()).map(|row| Promise {
            unit,
            due: row.due.parse().expect("a promise has a day"),
            state: PromiseState::Open,
            kept: None,
            looks: Vec::new(),
        }));
        if self.shares[&unit].part == Part::Separate {
            return self.separate.push(unit);
        }
        self.replies.push(None);
        (self.refused, self.asks_time) = (false, false);
        self.wishes.clear();
        self.goes_to(Stage::Replied, Some(working_days(today, 20)));
    }

    fn sign(&mut self, person: PersonId, change: impl FnOnce(&mut Signer)) {
        change(self.signers.get_mut(&person).expect("a signer answers"));
    }

    fn share(&mut self, unit: Option<BodyId>, change: impl FnOnce(&mut Share)) {
        change(unit.and_then(|unit| self.shares.get_mut(&unit)).expect("a unit with a share"));
    }

    /// A unit is rid of it; its part is free.
    fn give_back(&mut self, unit: BodyId) -> Part {
        self.shares.remove(&unit);
        self.wishes.remove(&unit).expect("the unit wished to give it back").0
    }

    /// While units decide, everybody waits for the first decision about a wish, else for the last unit.
    fn wait_for_units(&mut self) {
        if self.at(&[Stage::Assigned]) {
            let decision = self.wishes.values().map(|&(_, decide_by)| decide_by).min();
            self.limit = decision.or(self.shares.values().map(|share| share.accept_by).max());
        }
    }

    fn answer(&mut self, contact: &str, state: ContactState) {
        let awaited = self.contacts.iter().enumerate().filter(|(_, one)| one.state == ContactState::Awaited);
        let n = named(contact, awaited.map(|(n, _)| n));
        self.contacts[n].state = state;
    }

    fn promise(&mut self, raw: &str, fits: impl Fn(&Promise) -> bool) -> &mut Promise {
        let n = named(raw, self.promises.iter().enumerate().filter(|(_, one)| fits(one)).map(|(n, _)| n));
        &mut self.promises[n]
    }

    fn relapsed(&mut self, raw: &str) -> &mut Promise {
        self.promise(raw, |one| one.state == PromiseState::Verified && one.is_looked_at())
    }
}
