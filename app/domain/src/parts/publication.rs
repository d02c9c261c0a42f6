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

use crate::case::notice::{NoticeKind as K, Told, Whom};
use crate::case::readers::Readers;
use crate::case::saying::Saying;
use crate::county::number::Number;
use crate::county::people::Role;

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
pub struct Decision {
    /// All, a summary or nothing.
    pub disclosure: Disclosure,
    /// Why not all of it.
    pub restriction: Option<Restriction>,
}

/// What happened to the publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was decided anew what the public reads.
    Decided(Box<Decision>),
    /// The day has come on which that is looked at again.
    ReviewOpened,
}

/// What the public reads of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// All, a summary or nothing.
    pub disclosure: Disclosure,
    /// Why not all of it.
    pub restriction: Option<Restriction>,
    /// Since when it is not public any more, where it was.
    pub hidden_on: Option<Date>,
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
    pub summary: String,
    /// When it is looked at again, as `2026-11-23`.
    pub review_on: String,
}

impl DisclosureForm {
    /// What is published. Of what is published in full nothing else is asked.
    pub(crate) fn check(&self, today: Date, problems: &mut Problems) -> Option<Decision> {
        let disclosure = choice(&self.disclosure, Disclosure::from_code(&self.disclosure).ok());
        let disclosure = problems.keep("disclosure", disclosure)?;
        if disclosure == Disclosure::Open {
            return Some(Decision { disclosure, restriction: None });
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
        Some(Decision { disclosure, restriction })
    }
}

/// What stands in the place of a paper that was public and is not any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stub {
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

impl From<Decision> for Publication {
    fn from(decision: Decision) -> Self {
        Self { disclosure: decision.disclosure, restriction: decision.restriction, hidden_on: None }
    }
}

impl Publication {
    /// As whoever writes a paper wishes it: the office settles the rest.
    pub fn wished(disclosure: Disclosure) -> Self {
        Self { disclosure, restriction: None, hidden_on: None }
    }

    /// Whether all texts are published.
    pub fn is_open(&self) -> bool {
        self.disclosure == Disclosure::Open
    }

    /// Whether nothing is published.
    pub fn is_closed(&self) -> bool {
        self.disclosure == Disclosure::Closed
    }

    /// From what was typed to what happens.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] where what was typed is wrong.
    pub(crate) fn decide(form: &DisclosureForm, today: Date) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let decision = form.check(today, &mut problems);
        problems.finish(decision.map(|decision| Event::Decided(Box::new(decision))))
    }

    /// Keeps what happened on a day to a paper that is on the record, or not yet.
    pub(crate) fn apply(&mut self, event: Event, on: Date, is_on_record: bool) {
        match event {
            Event::Decided(decision) => {
                let was_public = is_on_record && !self.is_closed();
                let hidden_on = if was_public { Some(on) } else { self.hidden_on };
                *self = Self::from(*decision);
                self.hidden_on = hidden_on.filter(|_| self.is_closed());
            }
            Event::ReviewOpened => {
                if let Some(restriction) = &mut self.restriction {
                    restriction.review_since = Some(on);
                }
            }
        }
    }

    /// What stands in the place of a paper with a number that was public and is not any more.
    pub(crate) fn stub(&self, number: Number) -> Option<Stub> {
        let restriction = self.restriction.as_ref()?;
        Some(Stub { number, since: self.hidden_on?, ground: restriction.ground, review_on: restriction.review_on })
    }

    /// The day on which the office has to look at it again, while it lies ahead.
    pub(crate) fn review_day(&self) -> Option<Date> {
        let restriction = self.restriction.as_ref()?;
        restriction.review_since.is_none().then_some(restriction.review_on)
    }

    /// Whether that day has come, and the office has to decide anew; the day.
    pub fn review_due(&self) -> Option<Date> {
        let restriction = self.restriction.as_ref()?;
        restriction.review_since.map(|_| restriction.review_on)
    }
}

impl Event {
    /// Who reads of it.
    pub fn readers(&self) -> Readers {
        match self {
            Self::Decided(_) => Readers::Everyone,
            Self::ReviewOpened => Readers::Offices,
        }
    }

    /// What a line of the log says.
    pub(crate) fn sentence(&self, say: Saying) -> String {
        let (who, lang) = (say.who, say.lang);
        let Self::Decided(decision) = self else {
            return lang.pick("公开方式到期，应当复核。", "What is published of it is to be reviewed.").to_owned();
        };
        let word = decision.disclosure.word(lang);
        let why = decision.restriction.as_ref().map(|why| (why.ground.word(lang), date(why.review_on, lang)));
        match (why, lang) {
            (None, Lang::Zh) => format!("{who}决定公开方式调整为“{word}”。"),
            (None, Lang::En) => format!("{who} decided what is published: {word}."),
            (Some((ground, on)), Lang::Zh) => format!("{who}决定公开方式调整为“{word}”（{ground}），{on}前复核。"),
            (Some((ground, on)), Lang::En) => {
                format!("{who} decided what is published: {word} ({ground}), to be reviewed by {on}.")
            }
        }
    }

    /// Who is told of it.
    pub(crate) fn told(&self) -> Told {
        match self {
            Self::Decided(_) => Told::of(Whom::Signers, K::DisclosureSet),
            Self::ReviewOpened => Told::of(Whom::Holders(Role::CongressOffice), K::ToReviewDisclosure),
        }
    }
}
