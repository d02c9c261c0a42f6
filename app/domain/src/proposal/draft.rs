//! A proposal's text: what a deputy is writing, and what it becomes once every field is right.

mod fingerprint;

use ground::field::{choice, choice_or};
use ground::problem::{FieldError, Problem, Problems, Refusal};
use ground::text::{Body, Text, is_keepable};
use ground::vocabulary;
use serde::{Deserialize, Serialize};

use crate::county::people::{County, TownshipId};
use crate::county::topic::Topic;
use crate::parts::publication::Disclosure;

vocabulary! {
    /// What kind of paper it is.
    pub enum Kind {
        /// 建议、批评和意见: one deputy suffices.
        Proposal = "proposal", "建议", "Proposal";
        /// 议案: needs so many signatures.
        Motion = "motion", "议案", "Motion";
    }
}

vocabulary! {
    /// In whose name it is submitted.
    pub enum Submitter {
        /// The lead deputy, with co-signers or without.
        Deputy = "deputy", "代表个人或联名", "A deputy, alone or jointly";
        /// The lead deputy's delegation.
        Delegation = "delegation", "代表团", "The delegation";
    }
}

/// A proposal's title.
pub type Title = Text<6, 60, false>;
/// One thing asked for.
pub type AskText = Text<6, 500>;
/// A village, or another spot in a township.
pub type Village = Text<1, 40, false>;

/// What a deputy is writing: raw, incomplete, kept as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub title: String,
    /// What is wrong.
    pub problem: String,
    /// Why it is so.
    pub analysis: String,
    /// What is asked for, one by one.
    pub asks: Vec<String>,
    /// The code of a [`Topic`], or nothing yet.
    pub topic: String,
    /// The id of a township, or nothing for the whole county.
    pub township: String,
    /// The village or the spot, or nothing.
    pub village: String,
    /// The code of a [`Disclosure`], or nothing yet.
    pub disclosure: String,
    /// The deputy's word that it is no personal interest.
    pub no_self_interest: bool,
    /// The code of a [`Kind`]; a proposal where nothing is chosen.
    pub kind: String,
    /// The code of a [`Submitter`]; a deputy where nothing is chosen.
    pub submitter: String,
}

/// The most asks of one proposal.
pub const MAX_ASKS: usize = 10;
/// The most characters of a field that is only being kept.
const MAX_KEPT: usize = 20_000;
/// The same of a line.
const MAX_KEPT_LINE: usize = 400;

impl Draft {
    /// Whether it may be kept as it is.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] where a field is beyond keeping.
    pub fn check_keepable(&self) -> Result<(), Refusal> {
        let mut problems = Problems::default();
        for (field, text) in [("title", &self.title), ("problem", &self.problem), ("analysis", &self.analysis)] {
            problems.keep(field, is_keepable(text, MAX_KEPT));
        }
        problems.keep("village", is_keepable(&self.village, MAX_KEPT_LINE));
        for (n, ask) in self.asks.iter().enumerate() {
            problems.keep(format!("asks.{n}"), is_keepable(ask, MAX_KEPT));
        }
        if self.asks.len() > MAX_ASKS {
            problems.note("asks.0", Problem::TooMany { max: MAX_ASKS });
        }
        for (field, code) in [
            ("topic", &self.topic),
            ("township", &self.township),
            ("disclosure", &self.disclosure),
            ("kind", &self.kind),
            ("submitter", &self.submitter),
        ] {
            if code.chars().count() > 40 {
                problems.note(field, Problem::NotAChoice);
            }
        }
        problems.finish(Some(()))
    }

    /// The text that can be handed in.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every field that is not right yet.
    pub fn parse(&self, county: &County) -> Result<Submission, Refusal> {
        let mut problems = Problems::default();
        let title = problems.keep("title", Title::parse(&self.title));
        let problem = problems.keep("problem", Body::parse(&self.problem));
        let analysis = problems.keep("analysis", Body::parse(&self.analysis));
        let mut asks = Vec::new();
        for (n, ask) in self.asks.iter().enumerate() {
            if !ask.trim().is_empty() {
                asks.extend(problems.keep(format!("asks.{n}"), AskText::parse(ask)));
            }
        }
        if self.asks.iter().all(|ask| ask.trim().is_empty()) {
            problems.note("asks.0", Problem::Missing);
        }
        if asks.len() > MAX_ASKS {
            problems.note("asks.0", Problem::TooMany { max: MAX_ASKS });
        }
        let topic = problems.keep("topic", choice(&self.topic, Topic::from_code(&self.topic).ok()));
        let township = problems.keep("township", place(&self.township, county));
        let village = problems.keep("village", village(&self.village));
        let disclosure =
            problems.keep("disclosure", choice(&self.disclosure, Disclosure::from_code(&self.disclosure).ok()));
        let kind = problems.keep("kind", choice_or(&self.kind, Kind::Proposal, Kind::from_code));
        let submitter = problems.keep("submitter", choice_or(&self.submitter, Submitter::Deputy, Submitter::from_code));
        if !self.no_self_interest {
            problems.note("no_self_interest", Problem::NotConfirmed);
        }
        let submission = (|| {
            Some(Submission {
                title: title?,
                problem: problem?,
                analysis: analysis?,
                asks,
                topic: topic?,
                township: township?,
                village: village?,
                disclosure: disclosure?,
                kind: kind?,
                submitter: submitter?,
                delegation: None,
            })
        })();
        problems.finish(submission)
    }

    /// How many characters were typed into its texts.
    pub fn length(&self) -> usize {
        let texts = [&self.title, &self.problem, &self.analysis, &self.village].into_iter().chain(&self.asks);
        texts.map(|text| text.chars().count()).sum()
    }

    /// What is wrong with it, for showing while it is being written.
    pub fn problems(&self, county: &County) -> Vec<FieldError> {
        match self.parse(county) {
            Err(Refusal::Invalid(errors)) => errors,
            _ => Vec::new(),
        }
    }
}

/// A township by its id, or the whole county for nothing.
pub(crate) fn place(raw: &str, county: &County) -> Result<Option<TownshipId>, Problem> {
    if raw.is_empty() {
        return Ok(None);
    }
    county.township(raw).map(|township| Some(township.id)).ok_or(Problem::NotAChoice)
}

/// A village as it was typed, or none for nothing.
fn village(raw: &str) -> Result<Option<Village>, Problem> {
    if raw.trim().is_empty() { Ok(None) } else { Village::parse(raw).map(Some) }
}

/// A text that was handed in: every field is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    pub title: Title,
    /// What is wrong.
    pub problem: Body,
    /// Why it is so.
    pub analysis: Body,
    /// What is asked for: 1 to [`MAX_ASKS`].
    pub asks: Vec<AskText>,
    /// What it is about.
    pub topic: Topic,
    /// The place, or `None` for the whole county.
    pub township: Option<TownshipId>,
    /// The village or the spot, as typed.
    #[serde(default)]
    pub village: Option<Village>,
    /// What the deputy wishes.
    pub disclosure: Disclosure,
    /// What kind of paper it is.
    #[serde(default = "Kind::usual")]
    pub kind: Kind,
    /// In whose name it is submitted.
    #[serde(default = "Submitter::usual")]
    pub submitter: Submitter,
    /// The delegation in whose name it is submitted, where one submits.
    #[serde(default)]
    pub delegation: Option<TownshipId>,
}

impl Kind {
    /// What papers are as a rule.
    fn usual() -> Self {
        Self::Proposal
    }
}

impl Submitter {
    /// Who submits as a rule.
    fn usual() -> Self {
        Self::Deputy
    }
}

impl From<&Submission> for Draft {
    /// The draft that holds this text, for comparing and for its fingerprint.
    fn from(text: &Submission) -> Self {
        Self {
            title: text.title.to_string(),
            problem: text.problem.to_string(),
            analysis: text.analysis.to_string(),
            asks: text.asks.iter().map(ToString::to_string).collect(),
            topic: text.topic.code().to_owned(),
            township: text.township.map(|id| id.to_string()).unwrap_or_default(),
            village: text.village.as_ref().map(ToString::to_string).unwrap_or_default(),
            disclosure: text.disclosure.code().to_owned(),
            no_self_interest: true,
            kind: text.kind.code().to_owned(),
            submitter: text.submitter.code().to_owned(),
        }
    }
}
