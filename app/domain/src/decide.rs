//! From a command to events: whether it may be done now, whether its data are right, and what follows by itself.

use jiff::civil::Date;

use crate::command::{
    AssignForm, Assignment, Command, Commitment, Contact, ContactForm, Decline, DeclineForm, Ground, Manner, Mark,
    Part, Rating, RatingForm, RegisterForm, Reply, ReplyClass, ReplyForm, Settled,
};
use crate::deadline::{Circumstances, Limit};
use crate::draft::{Disclosure, Topic, choice, place};
use crate::event::{Event, Record, Signature};
use crate::number::{Number, Series};
use crate::people::{Actor, County};
use crate::problem::{Problem, Problems, Refusal};
use crate::proposal::Proposal;
use crate::text::{Line, Note, Reason};
use crate::workflow::{Relation, Stage, Step, next};

/// The most assisting units of one paper.
const MAX_ASSISTING: usize = 8;
/// The most promises in one reply.
const MAX_COMMITMENTS: usize = 10;

/// What a decision needs beside the proposal, the person and the command.
#[derive(Clone, Debug)]
pub struct Setting<'a> {
    /// The present and its rules.
    pub now: &'a Circumstances,
    /// The units and townships.
    pub county: &'a County,
    /// The number that the proposal gets if it is registered now.
    pub number: Option<Number>,
    /// The time, in milliseconds since 1970 (UTC).
    pub at: i64,
}

impl Proposal {
    /// Carries out a command and whatever follows from it by itself.
    ///
    /// # Errors
    /// [`Refusal::NotOpen`] where the person may not take the step now, [`Refusal::Invalid`] where its data are wrong;
    /// the proposal is unchanged then.
    pub fn act(&mut self, actor: &Actor, command: &Command, setting: &Setting) -> Result<Vec<Record>, Refusal> {
        // What a passed limit has brought about comes first, even if nobody has looked at the clock since.
        let mut present = self.clone();
        let mut records = present.proceed(setting);
        records.extend(present.act_now(actor, command, setting)?);
        *self = present;
        Ok(records)
    }

    fn act_now(&mut self, actor: &Actor, command: &Command, setting: &Setting) -> Result<Vec<Record>, Refusal> {
        let not_open = Refusal::NotOpen { stage: self.stage };
        let step = command.step();
        let relation = self.relation_for(step, actor).ok_or(not_open.clone())?;
        let to = next(self.stage, step, relation).ok_or(not_open)?;
        let event = self.decide(actor, command, setting)?;
        let mut by = self.signature(actor, relation);
        if let Event::Accepted { unit } = event {
            by.unit = Some(unit);
        }
        let mut records = vec![self.record(by, to, event, setting)];
        records.extend(self.proceed(setting));
        Ok(records)
    }

    /// Takes the steps of the system that are due.
    pub fn proceed(&mut self, setting: &Setting) -> Vec<Record> {
        let mut records = Vec::new();
        while let Some(event) = self.due_event(setting.now.today) {
            let Some(to) = next(self.stage, event.step(), Relation::System) else { break };
            let by = Signature { person: None, name: String::new(), unit: None, relation: Relation::System };
            records.push(self.record(by, to, event, setting));
        }
        records
    }

    /// The day from which [`Proposal::proceed`] would take a step although nobody acts.
    pub fn wakes_on(&self) -> Option<Date> {
        let waits = match self.stage {
            Stage::Assigned => true,
            Stage::Replied => self.mark().is_none(),
            _ => false,
        };
        let clock = self.clock.as_ref().filter(|_| waits)?;
        clock.due.tomorrow().ok()
    }

    fn due_event(&self, today: Date) -> Option<Event> {
        let passed = self.wakes_on().is_some_and(|day| day <= today);
        match self.stage {
            Stage::Assigned => {
                let mut bound = self.assignments.iter().filter(|assignment| assignment.part != Part::Assisting);
                (passed || bound.all(|assignment| assignment.accepted)).then_some(Event::Begun)
            }
            Stage::Replied => {
                let settled = self.mark().map_or(passed, |mark| mark != Mark::Unsatisfied);
                settled.then(|| if self.open_commitments().is_empty() { Event::Closed } else { Event::Tracked })
            }
            _ => None,
        }
    }

    fn record(&mut self, by: Signature, to: Stage, event: Event, setting: &Setting) -> Record {
        let record = Record {
            seq: self.last_seq + 1,
            at: setting.at,
            by,
            from: self.stage,
            to,
            rules: setting.now.rules.version,
            event,
        };
        self.apply(&record);
        record
    }

    /// The person's signature, with the unit for which they act.
    fn signature(&self, actor: &Actor, relation: Relation) -> Signature {
        let part = match relation {
            Relation::LeadClerk | Relation::LeadHead => Some(Part::Lead),
            Relation::AssistingClerk | Relation::AssistingHead => Some(Part::Assisting),
            Relation::SeparateClerk | Relation::SeparateHead => Some(Part::Separate),
            _ => None,
        };
        let unit = self.assignments.iter().find(|a| Some(a.part) == part && actor.units().any(|unit| unit == a.unit));
        Signature { person: Some(actor.person), name: actor.name.clone(), unit: unit.map(|a| a.unit), relation }
    }

    fn decide(&self, actor: &Actor, command: &Command, setting: &Setting) -> Result<Event, Refusal> {
        let now = setting.now;
        match command {
            Command::Submit => {
                let submission = Box::new(self.draft.parse(setting.county)?);
                Ok(Event::Submitted { submission, review: now.clock(Limit::Review) })
            }
            Command::Return(form) => Ok(Event::Returned { reason: parse_reason(&form.reason)? }),
            Command::Decline(form) => form.parse().map(Event::DeclineProposed),
            Command::ConfirmDecline => Ok(Event::Declined),
            Command::DropDecline => Ok(Event::DeclineDropped),
            Command::Register(form) => self.decide_register(form, setting),
            Command::Assign(form) => Ok(Event::Assigned {
                assignments: form.parse(setting.county)?,
                acceptance: now.clock(Limit::Acceptance),
                reply: now.clock(Limit::Reply),
            }),
            Command::Accept => {
                let (assignment, _) = self.accepting(actor).ok_or(Refusal::NotOpen { stage: self.stage })?;
                Ok(Event::Accepted { unit: assignment.unit })
            }
            Command::RecordContact(form) => form.parse(self, now.today).map(Event::ContactRecorded),
            Command::Reply(form) => {
                let reply = Box::new(form.parse(self, actor, now.today)?);
                Ok(Event::Replied { reply, rating: now.clock(Limit::Rating) })
            }
            Command::Rate(form) => {
                let rating = form.parse(now.today)?;
                let decision = (rating.overall() == Mark::Unsatisfied).then(|| now.clock(Limit::SecondRound));
                Ok(Event::Rated { rating, decision })
            }
            Command::GrantSecondRound => Ok(Event::SecondRoundGranted { reply: now.clock(Limit::SecondReply) }),
            Command::RefuseSecondRound(form) => Ok(Event::SecondRoundRefused { reason: parse_reason(&form.reason)? }),
        }
    }

    /// Between sessions one limit covers review and hand-over; after a session the hand-over meeting has its own.
    fn decide_register(&self, form: &RegisterForm, setting: &Setting) -> Result<Event, Refusal> {
        let settled = form.parse(setting.county)?;
        let number = setting.number.ok_or(Refusal::NotOpen { stage: self.stage })?;
        let hand_over = match (number.cohort.series, &self.clock) {
            (Series::Interim(_), Some(review)) => review.clone(),
            _ => setting.now.clock(Limit::HandOver),
        };
        Ok(Event::Registered { number, settled, hand_over })
    }
}

fn parse_reason(raw: &str) -> Result<Reason, Refusal> {
    let mut problems = Problems::default();
    let reason = problems.keep("reason", Reason::parse(raw));
    problems.finish(reason)
}

impl DeclineForm {
    fn parse(&self) -> Result<Decline, Refusal> {
        let mut problems = Problems::default();
        let ground = problems.keep("ground", choice(&self.ground, Ground::from_code(&self.ground).ok()));
        let explanation = problems.keep("explanation", Reason::parse(&self.explanation));
        problems.finish(ground.zip(explanation).map(|(ground, explanation)| Decline { ground, explanation }))
    }
}

impl RegisterForm {
    fn parse(&self, county: &County) -> Result<Settled, Refusal> {
        let mut problems = Problems::default();
        let topic = problems.keep("topic", choice(&self.topic, Topic::from_code(&self.topic).ok()));
        let township = problems.keep("township", place(&self.township, county));
        let disclosure =
            problems.keep("disclosure", choice(&self.disclosure, Disclosure::from_code(&self.disclosure).ok()));
        let settled = (|| Some(Settled { topic: topic?, township: township?, disclosure: disclosure? }))();
        problems.finish(settled)
    }
}

impl AssignForm {
    fn parse(&self, county: &County) -> Result<Vec<Assignment>, Refusal> {
        let mut problems = Problems::default();
        let mut assignments: Vec<Assignment> = Vec::new();
        let chosen = std::iter::once(("lead".to_owned(), &self.lead, Part::Lead)).chain(
            (self.assisting.iter().enumerate())
                .filter(|(_, raw)| !raw.is_empty())
                .map(|(n, raw)| (format!("assisting.{n}"), raw, Part::Assisting)),
        );
        for (field, raw, part) in chosen {
            let Some(unit) = problems.keep(field.clone(), choice(raw, county.unit(raw))) else { continue };
            if assignments.iter().any(|assignment| assignment.unit == unit.id) {
                problems.note(field, Problem::Twice);
                continue;
            }
            let (name, name_en) = (unit.name.clone(), unit.name_en.clone());
            assignments.push(Assignment { unit: unit.id, name, name_en, part, accepted: false });
        }
        if self.assisting.iter().filter(|raw| !raw.is_empty()).count() > MAX_ASSISTING {
            problems.note("assisting.0", Problem::TooMany { max: MAX_ASSISTING });
        }
        problems.finish(Some(assignments))
    }
}

fn parse_date(raw: &str) -> Result<Date, Problem> {
    if raw.trim().is_empty() {
        return Err(Problem::Missing);
    }
    raw.trim().parse().map_err(|_| Problem::NotADate)
}

impl ContactForm {
    fn parse(&self, proposal: &Proposal, today: Date) -> Result<Contact, Refusal> {
        let mut problems = Problems::default();
        let manner = problems.keep("manner", choice(&self.manner, Manner::from_code(&self.manner).ok()));
        let previous_reply = proposal.replies.last().map(|reply| reply.on);
        let earliest = previous_reply.or(proposal.hand_over.as_ref().map(|hand_over| hand_over.on));
        let on = parse_date(&self.on).and_then(|on| match earliest {
            _ if on > today => Err(Problem::InTheFuture),
            Some(earliest) if on < earliest => Err(Problem::BeforeHandOver),
            _ => Ok(on),
        });
        let on = problems.keep("on", on);
        let participants = problems.keep("participants", Line::parse(&self.participants));
        let summary = problems.keep("summary", Note::parse(&self.summary));
        let round = proposal.round();
        let contact =
            (|| Some(Contact { round, manner: manner?, on: on?, participants: participants?, summary: summary? }))();
        problems.finish(contact)
    }
}

impl ReplyForm {
    fn parse(&self, proposal: &Proposal, actor: &Actor, today: Date) -> Result<Reply, Refusal> {
        let mut problems = Problems::default();
        let document_number = problems.keep("document_number", Line::parse(&self.document_number));
        let class = problems.keep("class", choice(&self.class, ReplyClass::from_code(&self.class).ok()));
        let opening = problems.keep("opening", Note::parse(&self.opening));
        let asks = proposal.submission.as_ref().map_or(0, |submission| submission.asks.len());
        let mut answers = Vec::new();
        for n in 0..asks {
            let raw = self.answers.get(n).map_or("", String::as_str);
            answers.extend(problems.keep(format!("answers.{n}"), Note::parse(raw)));
        }
        let evidence = if class == Some(ReplyClass::A) || !self.evidence.trim().is_empty() {
            problems.keep("evidence", Reason::parse(&self.evidence))
        } else {
            None
        };
        let commitments = self.parse_commitments(class, today, &mut problems);
        let contact_person = problems.keep("contact_person", Line::parse(&self.contact_person));
        let telephone = problems.keep("telephone", Line::parse(&self.telephone));
        if !self.disclosure_reviewed {
            problems.note("disclosure_reviewed", Problem::NotConfirmed);
        }
        let reply = (|| {
            Some(Reply {
                document_number: document_number?,
                signer: actor.name.clone(),
                class: class?,
                opening: opening?,
                answers,
                evidence,
                commitments,
                contact_person: contact_person?,
                telephone: telephone?,
                on: today,
                on_time: proposal.reply_clock().is_none_or(|clock| today <= clock.due),
                rating: None,
            })
        })();
        problems.finish(reply)
    }

    /// Rows that are wholly empty are no promises; classes B and C need at least one.
    fn parse_commitments(&self, class: Option<ReplyClass>, today: Date, problems: &mut Problems) -> Vec<Commitment> {
        let is_empty = |row: &crate::command::CommitmentForm| row.text.trim().is_empty() && row.due.trim().is_empty();
        let mut commitments = Vec::new();
        for (n, row) in self.commitments.iter().enumerate().filter(|(_, row)| !is_empty(row)) {
            let text = problems.keep(format!("commitments.{n}.text"), Reason::parse(&row.text));
            let due =
                parse_date(&row.due).and_then(|due| if due > today { Ok(due) } else { Err(Problem::NotInTheFuture) });
            let due = problems.keep(format!("commitments.{n}.due"), due);
            commitments.extend(text.zip(due).map(|(text, due)| Commitment { text, due }));
        }
        if self.commitments.iter().filter(|row| !is_empty(row)).count() > MAX_COMMITMENTS {
            problems.note("commitments.0.text", Problem::TooMany { max: MAX_COMMITMENTS });
        }
        if matches!(class, Some(ReplyClass::B | ReplyClass::C)) && self.commitments.iter().all(is_empty) {
            problems.note("commitments.0.text", Problem::Missing);
            problems.note("commitments.0.due", Problem::Missing);
        }
        commitments
    }
}

impl RatingForm {
    fn parse(&self, today: Date) -> Result<Rating, Refusal> {
        let mut problems = Problems::default();
        let attitude = problems.keep("attitude", choice(&self.attitude, Mark::from_code(&self.attitude).ok()));
        let result = problems.keep("result", choice(&self.result, Mark::from_code(&self.result).ok()));
        let unsatisfied = attitude == Some(Mark::Unsatisfied) || result == Some(Mark::Unsatisfied);
        let reasons = if unsatisfied || !self.reasons.trim().is_empty() {
            problems.keep("reasons", Reason::parse(&self.reasons))
        } else {
            None
        };
        let rating = attitude.zip(result).map(|(attitude, result)| Rating { attitude, result, reasons, on: today });
        problems.finish(rating)
    }
}

/// The one step that waits for a person, for the desk; `None` where nothing does.
pub fn waiting_step(open: &[Step]) -> Option<Step> {
    const ORDER: [Step; 9] = [
        Step::Submit,
        Step::ConfirmDecline,
        Step::Register,
        Step::Assign,
        Step::Accept,
        Step::Reply,
        Step::RecordContact,
        Step::Rate,
        Step::GrantSecondRound,
    ];
    ORDER.into_iter().find(|step| open.contains(step))
}
