//! The data of commands, parsed: each form into its type, or what is wrong with its fields.

use jiff::civil::Date;

use crate::command::{
    Commitment, Contact, ContactForm, Decline, DeclineForm, Ground, Manner, Mark, Rating, RatingForm, RegisterForm,
    Reply, ReplyClass, ReplyForm, Settled,
};
use crate::draft::{Disclosure, Topic, choice, place};
use crate::number::Number;
use crate::people::{Actor, County};
use crate::problem::{Problem, Problems, Refusal};
use crate::proposal::Proposal;
use crate::text::{Line, Note, Reason};

/// The most promises in one reply.
const MAX_COMMITMENTS: usize = 10;

pub(super) fn parse_number(raw: &str) -> Result<Number, Refusal> {
    let raw = raw.trim();
    let problem = if raw.is_empty() { Problem::Missing } else { Problem::NotANumber };
    raw.parse().map_err(|_| Refusal::field("number", problem))
}

pub(super) fn parse_reason(raw: &str) -> Result<Reason, Refusal> {
    let mut problems = Problems::default();
    let reason = problems.keep("reason", Reason::parse(raw));
    problems.finish(reason)
}

impl DeclineForm {
    pub(super) fn parse(&self) -> Result<Decline, Refusal> {
        let mut problems = Problems::default();
        let ground = problems.keep("ground", choice(&self.ground, Ground::from_code(&self.ground).ok()));
        let explanation = problems.keep("explanation", Reason::parse(&self.explanation));
        let as_letter = self.as_letter;
        problems.finish(ground.zip(explanation).map(|(ground, explanation)| Decline { ground, explanation, as_letter }))
    }
}

impl RegisterForm {
    pub(super) fn parse(&self, county: &County) -> Result<Settled, Refusal> {
        let mut problems = Problems::default();
        let topic = problems.keep("topic", choice(&self.topic, Topic::from_code(&self.topic).ok()));
        let township = problems.keep("township", place(&self.township, county));
        let disclosure =
            problems.keep("disclosure", choice(&self.disclosure, Disclosure::from_code(&self.disclosure).ok()));
        let settled = (|| Some(Settled { topic: topic?, township: township?, disclosure: disclosure? }))();
        problems.finish(settled)
    }
}

fn parse_date(raw: &str) -> Result<Date, Problem> {
    if raw.trim().is_empty() {
        return Err(Problem::Missing);
    }
    raw.trim().parse().map_err(|_| Problem::NotADate)
}

impl ContactForm {
    pub(super) fn parse(&self, proposal: &Proposal, today: Date) -> Result<Contact, Refusal> {
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
    pub(super) fn parse(&self, proposal: &Proposal, actor: &Actor, today: Date) -> Result<Reply, Refusal> {
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
    pub(super) fn parse(&self, today: Date) -> Result<Rating, Refusal> {
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
