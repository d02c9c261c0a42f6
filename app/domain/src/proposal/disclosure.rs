//! What the public reads of a registered paper: all of it, a summary, or nothing, for a stated reason and until a
//! review.

use ground::dates::date;
use ground::field::{choice, parse_date};
use ground::problem::{Problem, Problems, Refusal};
use ground::text::{Note, Reason};
use ground::vocabulary::Lang;
use ground::{problems, vocabulary};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::number::Number;
use crate::proposal::Proposal;
use crate::proposal::decide::Setting;
use crate::proposal::event::Event;
use crate::proposal::workflow::{Relation, Step, next};

problems! {
    /// What can be wrong with closing a paper.
    pub enum DisclosureProblem {
        /// A review that is too far away.
        ReviewTooLate {
            /// The latest day.
            latest: Date,
        } = "复核日期最迟为{latest}。", "It must be reviewed by {latest}.";
    }
}

/// The longest time until a review, in years.
const REVIEW_WITHIN: i16 = 3;

vocabulary! {
    /// Whether a registered proposal and its replies are published.
    pub enum Disclosure {
        /// Published in full.
        Open = "open", "公开", "Public";
        /// The title, how it stands and a summary are published.
        Summary = "summary", "摘要公开", "Public in summary";
        /// Seen only by those concerned.
        Closed = "closed", "不公开", "Not public";
    }
}

vocabulary! {
    /// Why not everything is published (政府信息公开条例 arts. 14–16).
    pub enum RestrictionGround {
        /// 国家秘密.
        StateSecret = "state_secret", "涉及国家秘密", "State secret";
        /// 商业秘密.
        CommercialSecret = "commercial_secret", "涉及商业秘密", "Commercial secret";
        /// 个人隐私.
        Privacy = "privacy", "涉及个人隐私", "Privacy";
        /// 危及国家安全、公共安全、经济安全、社会稳定.
        Safety = "safety", "可能危及公共安全和社会稳定", "Public safety";
    }
}

/// Why not everything is published, and until when that holds without a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restriction {
    /// The ground, which the public may read.
    pub ground: RestrictionGround,
    /// Why, for those concerned.
    pub reason: Reason,
    /// What the public reads instead of the texts, where it is published in summary.
    pub summary: Option<Note>,
    /// The day on which it is looked at again.
    pub review_on: Date,
    /// Since when that day has come, and nobody has decided anew.
    #[serde(default)]
    pub review_since: Option<Date>,
}

/// What is published, as the office decides it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// All, a summary or nothing.
    pub disclosure: Disclosure,
    /// Why not all of it.
    #[serde(default)]
    pub restriction: Option<Restriction>,
}

/// The same as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DisclosureForm {
    /// The code of a [`Disclosure`].
    pub disclosure: String,
    /// The code of a [`RestrictionGround`].
    pub ground: String,
    /// Why.
    pub reason: String,
    /// The summary.
    pub summary: String,
    /// When it is looked at again, as `2026-11-23`.
    pub review_on: String,
}

impl DisclosureForm {
    /// What is published. Of what is published in full nothing else is asked.
    pub(crate) fn check(&self, today: Date, problems: &mut Problems) -> Option<Publication> {
        let disclosure = choice(&self.disclosure, Disclosure::from_code(&self.disclosure).ok());
        let disclosure = problems.keep("disclosure", disclosure)?;
        if disclosure == Disclosure::Open {
            return Some(Publication { disclosure, restriction: None });
        }
        let ground = problems.keep("ground", choice(&self.ground, RestrictionGround::from_code(&self.ground).ok()));
        let reason = problems.keep("reason", Reason::parse(&self.reason));
        let summary = match disclosure {
            Disclosure::Summary => problems.keep("summary", Note::parse(&self.summary)).map(Some),
            Disclosure::Open | Disclosure::Closed => Some(None),
        };
        let latest = today.saturating_add(jiff::Span::new().years(REVIEW_WITHIN));
        let review_on = parse_date(&self.review_on).and_then(|day| match day {
            _ if day <= today => Err(Problem::NotInTheFuture),
            _ if day > latest => Err(DisclosureProblem::ReviewTooLate { latest }.into()),
            _ => Ok(day),
        });
        let review_on = problems.keep("review_on", review_on);
        let restriction = Some(Restriction {
            ground: ground?,
            reason: reason?,
            summary: summary?,
            review_on: review_on?,
            review_since: None,
        });
        Some(Publication { disclosure, restriction })
    }
}

/// What stands in the place of a paper that was public and is not any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stub {
    /// Its number.
    pub number: Number,
    /// Since when it is not public.
    pub since: Date,
    /// Why.
    pub ground: RestrictionGround,
    /// When that is looked at again.
    pub review_on: Date,
}

impl Stub {
    /// What the public reads in its place.
    pub fn sentence(&self, lang: Lang) -> String {
        let (number, ground) = (self.number, self.ground.word(lang));
        let (since, review) = (date(self.since, lang), date(self.review_on, lang));
        match lang {
            Lang::Zh => format!("{number}号建议曾经公开，自{since}起因{ground}不再公开，{review}前复核。"),
            Lang::En => format!(
                "Proposal {number} was public. Since {since} it is not, on the ground “{ground}”; that is reviewed by {review}."
            ),
        }
    }
}

/// Whether somebody in these relations has a part in a paper, beyond reading it.
pub(crate) fn concerns(relations: &[Relation]) -> bool {
    relations.iter().any(|relation| !matches!(relation, Relation::Public | Relation::Administrator))
}

impl Proposal {
    pub(crate) fn decide_disclosure(&self, form: &DisclosureForm, setting: &Setting) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let publication = form.check(setting.now.today, &mut problems);
        problems.finish(publication).map(|publication| Event::DisclosureSet(Box::new(publication)))
    }

    pub(crate) fn apply_publication(&mut self, on: Date, publication: Publication) {
        let was_public = self.is_public();
        self.settled.disclosure = publication.disclosure;
        self.settled.restriction = publication.restriction;
        if self.is_public() {
            self.hidden_on = None;
        } else if was_public {
            self.hidden_on = Some(on);
        }
    }

    /// What stands in its place for those who may not see it; `None` where nothing was ever public.
    pub fn stub(&self) -> Option<Stub> {
        let restriction = self.settled.restriction.as_ref()?;
        Some(Stub {
            number: self.number?,
            since: self.hidden_on?,
            ground: restriction.ground,
            review_on: restriction.review_on,
        })
    }

    /// Whether all its texts are published.
    pub fn is_open(&self) -> bool {
        self.is_public() && self.settled.disclosure == Disclosure::Open
    }

    /// Whether somebody in these relations reads all its texts: where a summary is published, others read that.
    pub fn is_read_whole(&self, relations: &[Relation]) -> bool {
        self.is_open() || concerns(relations)
    }

    /// The day on which the office has to look at the publication again.
    pub(crate) fn review_day(&self) -> Option<Date> {
        let restriction = self.settled.restriction.as_ref().filter(|restriction| restriction.review_since.is_none())?;
        next(self.stage, Step::OpenReview, Relation::System).map(|_| restriction.review_on)
    }

    /// Whether that day has come, and the office has to decide anew.
    pub fn awaits_disclosure_review(&self) -> bool {
        self.settled.restriction.as_ref().is_some_and(|restriction| restriction.review_since.is_some())
    }
}
