//! The data of commands, parsed: each form into its type, or what is wrong with its fields.

use ground::characters::plain;
use ground::field::choice;
use ground::problem::{Problem, Problems, Refusal};
use ground::text::{Line, Note, Reason, is_keepable};
use jiff::civil::Date;

use crate::county::number::Number;
use crate::county::people::County;
use crate::county::topic::Topic;
use crate::parts::Doing;
use crate::parts::files::chosen;
use crate::parts::promises::{PromiseForm, PromiseProblem, Promised};
use crate::parts::publication::{Decision, DisclosureForm};
use crate::parts::shares::Assignment;
use crate::proposal::Proposal;
use crate::proposal::command::{
    Copies, Decline, DeclineForm, Ground, Mark, Rating, RatingForm, RegisterForm, Reply, ReplyClass, ReplyForm, Settled,
};
use crate::proposal::decide::LinkProblem;
use crate::proposal::draft::{MAX_ASKS, place};

/// The most promises in one reply.
const MAX_PROMISES: usize = 10;
/// The most characters of a field of a reply that is only being kept.
const MAX_KEPT: usize = 20_000;
/// The most promises and files of the same.
const MAX_KEPT_ROWS: usize = 20;

pub(super) fn parse_number(raw: &str) -> Result<Number, Refusal> {
    let raw = plain(raw);
    let problem = if raw.is_empty() { Problem::Missing } else { LinkProblem::NotANumber.into() };
    raw.parse().map_err(|_| Refusal::field("number", problem))
}

pub(crate) fn parse_reason(raw: &str) -> Result<Reason, Refusal> {
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
    pub(super) fn parse(&self, county: &County, today: Date) -> Result<(Settled, Decision), Refusal> {
        let mut problems = Problems::default();
        let topic = problems.keep("topic", choice(&self.topic, Topic::from_code(&self.topic).ok()));
        let township = problems.keep("township", place(&self.township, county));
        let published = DisclosureForm {
            disclosure: self.disclosure.clone(),
            ground: self.ground.clone(),
            reason: self.reason.clone(),
            summary: self.summary.clone(),
            review_on: self.review_on.clone(),
        };
        let published = published.check(today, &mut problems);
        let settled = (|| Some((Settled { topic: topic?, township: township? }, published?)))();
        problems.finish(settled)
    }
}

impl ReplyForm {
    /// Whether it may be kept as it is.
    pub(crate) fn check_keepable(&self) -> Result<(), Refusal> {
        let mut problems = Problems::default();
        let rows = self.promises.iter().enumerate();
        let promises = rows
            .flat_map(|(n, row)| [(format!("promises.{n}.text"), &row.text), (format!("promises.{n}.due"), &row.due)]);
        let answers = self.answers.iter().enumerate().map(|(n, answer)| (format!("answers.{n}"), answer));
        let lines = [
            ("document_number", &self.document_number),
            ("class", &self.class),
            ("opening", &self.opening),
            ("evidence", &self.evidence),
            ("contact_person", &self.contact_person),
            ("telephone", &self.telephone),
            ("copies", &self.copies),
        ];
        let lines = lines.into_iter().map(|(field, text)| (field.to_owned(), text));
        for (field, text) in lines.chain(answers).chain(promises) {
            problems.keep(field, is_keepable(text, MAX_KEPT));
        }
        for (field, n, max) in [
            ("answers.0", self.answers.len(), MAX_ASKS),
            ("promises.0.text", self.promises.len(), MAX_KEPT_ROWS),
            ("files.0", self.files.len(), MAX_KEPT_ROWS),
        ] {
            if n > max {
                problems.note(field, Problem::TooMany { max });
            }
        }
        for (n, file) in self.files.iter().enumerate() {
            problems.keep(format!("files.{n}"), is_keepable(file, 40));
        }
        problems.finish(Some(()))
    }

    pub(crate) fn parse(&self, proposal: &Proposal, share: &Assignment, doing: &Doing) -> Result<Reply, Refusal> {
        let today = doing.today();
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
        let files = chosen(&self.files, doing.attached, &mut problems);
        let open = proposal.promises.open().filter(|(_, one)| one.unit == share.unit).count();
        if class == Some(ReplyClass::A) && open > 0 {
            problems.note("class", PromiseProblem::StillOpen { open });
        }
        let promises = self.parse_promises(class, open > 0, today, &mut problems);
        let contact_person = problems.keep("contact_person", Line::parse(&self.contact_person));
        let telephone = problems.keep("telephone", Line::parse(&plain(&self.telephone)));
        let copies = if self.copies.trim().is_empty() { Ok(None) } else { Copies::parse(&self.copies).map(Some) };
        let copies = problems.keep("copies", copies);
        if !self.disclosure_reviewed {
            problems.note("disclosure_reviewed", Problem::NotConfirmed);
        }
        let reply = (|| {
            Some(Reply {
                unit: share.unit,
                document_number: document_number?,
                signer: doing.by.name.clone(),
                class: class?,
                opening: opening?,
                answers,
                evidence,
                promises,
                contact_person: contact_person?,
                telephone: telephone?,
                copies: copies?,
                files,
                on: today,
                on_time: proposal.reply_clock().is_none_or(|clock| today <= clock.due),
                rating: None,
            })
        })();
        problems.finish(reply)
    }

    /// The promises; classes B and C need at least one, new or still open.
    fn parse_promises(
        &self,
        class: Option<ReplyClass>,
        has_open: bool,
        today: Date,
        problems: &mut Problems,
    ) -> Vec<Promised> {
        let promises = Promised::parse_all(&self.promises, MAX_PROMISES, today, problems);
        let is_bound = matches!(class, Some(ReplyClass::B | ReplyClass::C)) && !has_open;
        if is_bound && self.promises.iter().all(PromiseForm::is_empty) {
            problems.note("promises.0.text", Problem::Missing);
            problems.note("promises.0.due", Problem::Missing);
        }
        promises
    }
}

impl RatingForm {
    /// Whether it may be kept as it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] where a field is beyond keeping.
    pub fn check_keepable(&self) -> Result<(), Refusal> {
        let mut problems = Problems::default();
        for (field, text) in [("attitude", &self.attitude), ("result", &self.result), ("reasons", &self.reasons)] {
            problems.keep(field, is_keepable(text, MAX_KEPT));
        }
        problems.finish(Some(()))
    }

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
