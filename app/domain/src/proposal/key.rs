//! Key proposals (重点建议): nominated by the office, decided by the chairs' meeting, watched by everyone
//! (Deputies Law art. 52).

use ground::field::{choice, parse_date};
use ground::problem::{Problem, Problems, Refusal};
use ground::text::{Body, Line, Reason, Text};
use ground::vocabulary;
use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::notice::{NoticeKind as K, Told, Whom};
use crate::case::readers::Readers;
use crate::case::saying::Saying;
use crate::county::people::Role;
use crate::proposal::Proposal;
use crate::proposal::workflow::Step;

vocabulary! {
    /// Why a proposal is fit to be a key proposal.
    pub enum Criterion {
        /// Many people are concerned.
        Widespread = "widespread", "群众反映集中", "Many residents raise it";
        /// It is about people's daily life.
        Livelihood = "livelihood", "关系群众切身利益", "It touches daily life";
        /// Several deputies ask for it.
        Repeated = "repeated", "多名代表或多件建议提出", "Several deputies or papers ask for it";
        /// It has been raised for years.
        LongStanding = "long_standing", "多年未解决", "Unsolved for years";
        /// It concerns the whole county's development.
        CountyWide = "county_wide", "事关全县发展大局", "It matters to the whole county";
        /// Several units have to work together.
        Joint = "joint", "需多部门协同", "Several units must work together";
    }
}

/// A nomination as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NominateForm {
    /// The codes of the [`Criterion`]s that are met; empty ones do not count.
    pub criteria: Vec<String>,
    /// Why.
    pub reason: String,
}

/// The chairs' meeting's decision as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeyForm {
    /// The number of the minutes.
    pub minutes: String,
    /// The day of the meeting, as `2026-11-23`.
    pub on: String,
    /// The name of the member of the chairs' meeting who supervises.
    pub supervisor: String,
    /// The supervisor's office.
    pub supervisor_title: String,
    /// The name of the government leader who takes it on.
    pub sponsor: String,
    /// The sponsor's office.
    pub sponsor_title: String,
}

/// A report on a key proposal as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    /// What has been done and what comes next.
    pub text: String,
}

pub type MinutesNumber = Text<4, 60, false>;

/// A nomination that waits for the chairs' meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nomination {
    /// When.
    pub on: Date,
    /// The criteria that are met.
    pub criteria: Vec<Criterion>,
    /// Why.
    pub reason: Reason,
}

/// The chairs' meeting's decision to push a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyProposal {
    /// The number of the minutes.
    pub minutes: String,
    /// 督办领导: a member of the chairs' meeting.
    pub supervisor: String,
    /// 领办领导: a leader of the government.
    pub sponsor: String,
    /// The supervisor's office.
    #[serde(default)]
    pub supervisor_title: String,
    /// The sponsor's office.
    #[serde(default)]
    pub sponsor_title: String,
    /// The day of the meeting.
    #[serde(default)]
    pub decided_on: Option<Date>,
    /// The criteria that were met.
    #[serde(default)]
    pub criteria: Vec<Criterion>,
    /// The reports, first to last.
    #[serde(default)]
    pub reports: Vec<ProgressReport>,
}

impl KeyProposal {
    /// Whether the final report is there.
    pub fn is_finished(&self) -> bool {
        self.reports.last().is_some_and(|report| report.is_final)
    }

    /// What the public reads of it where a summary is published: who pushes it, and nothing that was reported.
    pub fn summarised(self) -> Self {
        Self { reports: Vec::new(), ..self }
    }
}

/// A report on how far a key proposal is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressReport {
    /// When.
    pub on: Date,
    /// What has been done and what comes next.
    pub text: Body,
    /// Whether it is the final report.
    pub is_final: bool,
}

/// What happened to a key proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was nominated.
    Nominated(Nomination),
    /// The nomination was dropped.
    Dropped,
    /// The chairs' meeting made it one.
    Named(Box<KeyProposal>),
    /// There is a report on it.
    Reported(ProgressReport),
}

impl Event {
    /// The step that it was.
    pub fn step(&self) -> Step {
        match self {
            Self::Nominated(_) => Step::Nominate,
            Self::Dropped => Step::DropNomination,
            Self::Named(_) => Step::NameKey,
            Self::Reported(report) if report.is_final => Step::FinalReport,
            Self::Reported(_) => Step::ReportProgress,
        }
    }

    /// Who reads of it.
    pub fn readers(&self) -> Readers {
        match self {
            Self::Nominated(_) | Self::Dropped => Readers::Offices,
            Self::Named(_) | Self::Reported(_) => Readers::Everyone,
        }
    }

    /// What a line of the log says.
    pub(crate) fn sentence(&self, say: Saying) -> String {
        let (who, lang) = (say.who, say.lang);
        match self {
            Self::Nominated(nomination) => {
                let criteria: Vec<_> = nomination.criteria.iter().map(|one| one.word(lang)).collect();
                let (criteria, why) = (criteria.join(lang.pick("、", "; ")), say.reason(nomination.reason.as_str()));
                lang.pick(
                    format!("{who}提名为重点建议（{criteria}）{why}。"),
                    format!("{who} nominated it as a key proposal ({criteria}){why}."),
                )
            }
            Self::Dropped => lang.pick(format!("{who}撤回重点建议提名。"), format!("{who} dropped the nomination.")),
            Self::Named(key) => lang.pick(
                format!(
                    "主任会议确定为重点建议（{}），{}{}督办，{}{}领办。",
                    key.minutes, key.supervisor_title, key.supervisor, key.sponsor_title, key.sponsor
                ),
                format!(
                    "The chairs’ meeting made it a key proposal ({}): supervisor {}, sponsor {}.",
                    key.minutes, key.supervisor, key.sponsor
                ),
            ),
            Self::Reported(report) => {
                let text = say.because(report.text.as_str());
                match (report.is_final, lang) {
                    (false, Lang::Zh) => format!("{who}报告进展{text}。"),
                    (false, Lang::En) => format!("{who} reported progress{text}."),
                    (true, Lang::Zh) => format!("{who}提交终期报告{text}。"),
                    (true, Lang::En) => format!("{who} gave the final report{text}."),
                }
            }
        }
    }

    /// Who is told of it.
    pub(crate) fn told(&self) -> Vec<Told> {
        let [office, supervisor] = [Role::CongressOffice, Role::Supervisor].map(Whom::Holders);
        match self {
            Self::Nominated(_) | Self::Dropped => Vec::new(),
            Self::Named(_) => {
                [Whom::Signers, Whom::AnsweringUnits, supervisor].map(|whom| Told::of(whom, K::KeyNamed)).into()
            }
            Self::Reported(_) => {
                [Whom::Signers, supervisor, office].map(|whom| Told::of(whom, K::ProgressReported)).into()
            }
        }
    }
}

impl Proposal {
    /// Keeps what happened to a key proposal.
    pub(crate) fn apply_key(&mut self, event: Event) {
        match event {
            Event::Nominated(nomination) => self.nomination = Some(nomination),
            Event::Dropped => self.nomination = None,
            Event::Named(key) => (self.nomination, self.key) = (None, Some(*key)),
            Event::Reported(report) => {
                if let Some(key) = &mut self.key {
                    key.reports.push(report);
                }
            }
        }
    }
}

impl NominateForm {
    pub(crate) fn parse(&self, today: Date) -> Result<Nomination, Refusal> {
        let mut problems = Problems::default();
        let mut criteria = Vec::new();
        for (n, code) in self.criteria.iter().enumerate().filter(|(_, code)| !code.trim().is_empty()) {
            let one = problems.keep(format!("criteria.{n}"), choice(code, Criterion::from_code(code).ok()));
            criteria.extend(one.filter(|one| !criteria.contains(one)));
        }
        if self.criteria.iter().all(|code| code.trim().is_empty()) {
            problems.note("criteria.0", Problem::Missing);
        }
        let reason = problems.keep("reason", Reason::parse(&self.reason));
        problems.finish(reason.map(|reason| Nomination { on: today, criteria, reason }))
    }
}

impl KeyForm {
    pub(crate) fn parse(&self, proposal: &Proposal, today: Date) -> Result<KeyProposal, Refusal> {
        let mut problems = Problems::default();
        let minutes = problems.keep("minutes", MinutesNumber::parse(&self.minutes));
        let on = parse_date(&self.on).and_then(|on| if on > today { Err(Problem::InTheFuture) } else { Ok(on) });
        let on = problems.keep("on", on);
        let mut line = |field: &'static str, raw: &str| problems.keep(field, Line::parse(raw));
        let supervisor = line("supervisor", &self.supervisor);
        let supervisor_title = line("supervisor_title", &self.supervisor_title);
        let sponsor = line("sponsor", &self.sponsor);
        let sponsor_title = line("sponsor_title", &self.sponsor_title);
        let criteria = proposal.nomination.as_ref().map(|nomination| nomination.criteria.clone()).unwrap_or_default();
        let key = (|| {
            Some(KeyProposal {
                minutes: minutes?.to_string(),
                supervisor: supervisor?.to_string(),
                sponsor: sponsor?.to_string(),
                supervisor_title: supervisor_title?.to_string(),
                sponsor_title: sponsor_title?.to_string(),
                decided_on: on,
                criteria,
                reports: Vec::new(),
            })
        })();
        problems.finish(key)
    }
}

impl ReportForm {
    pub(crate) fn parse(&self, today: Date, is_final: bool) -> Result<ProgressReport, Refusal> {
        let mut problems = Problems::default();
        let text = problems.keep("text", Body::parse(&self.text));
        problems.finish(text.map(|text| ProgressReport { on: today, text, is_final }))
    }
}
