//! Following papers from outside, without an account: what can be followed, and what is told of a paper.

mod mail;

use std::fmt;
use std::str::FromStr;

use ground::problem::{Problem, Problems, Refusal};
use ground::vocabulary::Lang;
use ground::{problems, vocabulary};
use serde::{Deserialize, Serialize};

use crate::case::readers::Readers;
use crate::county::email::EmailAddress;
use crate::county::people::{BodyId, PersonId, TownshipId};
use crate::proposal::event::Record;
use crate::proposal::workflow::{Relation, Stage};
use crate::proposal::{Proposal, ProposalId};

pub use mail::{News, confirmation, digest, news};

problems! {
    /// What can be wrong with wishing to follow.
    pub enum FollowProblem {
        /// More people have asked within an hour than mail goes out to.
        TooBusy = "现在申请关注的人太多，请过一小时再试。", "Too many people ask to follow just now: try again in an hour.";
    }
}

/// How many things one address may follow.
pub const MOST_FOLLOWED: u64 = 50;
/// The most characters of a list's address.
const MAX_LIST: usize = 400;

/// What somebody follows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Followed {
    /// One paper.
    Proposal(ProposalId),
    /// The papers of a unit, whatever its part.
    Unit(BodyId),
    /// The papers about a township.
    Township(TownshipId),
    /// The papers that a deputy leads or has signed.
    Deputy(PersonId),
    /// The public list as it is narrowed by the query of its address; the whole list where that is empty.
    List(ListAddress),
}

/// The query of a list's address, percent-encoded as addresses have it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListAddress(String);

/// Text that is nothing that can be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing of this name can be followed")]
pub struct NothingToFollow;

impl ListAddress {
    /// Takes a query as an address holds it: visible ASCII, of at most 400 characters.
    ///
    /// # Errors
    /// [`NothingToFollow`] where it is anything else.
    pub fn parse(query: &str) -> Result<Self, NothingToFollow> {
        let is_plain = query.bytes().all(|byte| byte.is_ascii_graphic() && !br#"<>"\#?"#.contains(&byte));
        if is_plain && query.len() <= MAX_LIST { Ok(Self(query.to_owned())) } else { Err(NothingToFollow) }
    }

    /// The query.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Followed {
    /// The path of the page that shows it.
    pub fn page(&self) -> String {
        match self {
            Self::Proposal(id) => format!("/proposals/{id}"),
            Self::Unit(id) => format!("/units/{id}"),
            Self::Township(id) => format!("/proposals?township={id}"),
            Self::Deputy(id) => format!("/deputies/{id}"),
            Self::List(query) => with_query("/proposals", query.as_str()),
        }
    }

    /// The path of its feed.
    pub fn feed(&self, lang: Lang) -> String {
        let feed = match self {
            Self::Proposal(id) => format!("/proposals/{id}/feed.atom"),
            Self::Unit(id) => format!("/feeds/units/{id}.atom"),
            Self::Township(id) => format!("/feeds/townships/{id}.atom"),
            Self::Deputy(id) => format!("/feeds/deputies/{id}.atom"),
            Self::List(query) => with_query("/feeds/proposals.atom", query.as_str()),
        };
        match lang {
            Lang::Zh => feed,
            Lang::En => with_query(&feed, "lang=en"),
        }
    }

    /// The path of the calendar of its due dates, where it has one.
    pub fn dates(&self) -> Option<String> {
        match self {
            Self::Proposal(id) => Some(format!("/proposals/{id}/dates.ics")),
            Self::Unit(id) => Some(format!("/units/{id}/dates.ics")),
            Self::Township(_) | Self::Deputy(_) | Self::List(_) => None,
        }
    }
}

fn with_query(path: &str, query: &str) -> String {
    match (query.is_empty(), path.contains('?')) {
        (true, _) => path.to_owned(),
        (false, true) => format!("{path}&{query}"),
        (false, false) => format!("{path}?{query}"),
    }
}

impl fmt::Display for Followed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Proposal(id) => write!(f, "proposal:{id}"),
            Self::Unit(id) => write!(f, "unit:{id}"),
            Self::Township(id) => write!(f, "township:{id}"),
            Self::Deputy(id) => write!(f, "deputy:{id}"),
            Self::List(query) => write!(f, "list:{}", query.as_str()),
        }
    }
}

impl FromStr for Followed {
    type Err = NothingToFollow;

    fn from_str(text: &str) -> Result<Self, NothingToFollow> {
        let (kind, rest) = text.split_once(':').ok_or(NothingToFollow)?;
        let id = || rest.parse().map_err(|_| NothingToFollow);
        match kind {
            "proposal" => rest.parse().map(Self::Proposal).map_err(|_| NothingToFollow),
            "unit" => id().map(|id| Self::Unit(BodyId(id))),
            "township" => id().map(|id| Self::Township(TownshipId(id))),
            "deputy" => rest.parse().map(Self::Deputy).map_err(|_| NothingToFollow),
            "list" => ListAddress::parse(rest).map(Self::List),
            _ => Err(NothingToFollow),
        }
    }
}

impl TryFrom<String> for Followed {
    type Error = NothingToFollow;

    fn try_from(text: String) -> Result<Self, NothingToFollow> {
        text.parse()
    }
}

impl From<Followed> for String {
    fn from(followed: Followed) -> Self {
        followed.to_string()
    }
}

vocabulary! {
    /// When a follower wants mail.
    pub enum FollowWish {
        /// One mail a day, if anything happened.
        Daily = "daily", "每天上午八点汇总成一封", "One mail a day, at 8 in the morning";
        /// A mail as soon as something happens.
        AtOnce = "at_once", "一有进展就发", "As soon as something happens";
    }
}

/// The form as it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FollowForm {
    /// What is followed, as its page says.
    pub what: String,
    /// The address.
    pub email: String,
    /// The code of a [`FollowWish`].
    pub wish: String,
}

/// A wish to follow something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowOrder {
    /// What.
    pub followed: Followed,
    /// The address.
    pub email: EmailAddress,
    /// When.
    pub wish: FollowWish,
}

impl FollowForm {
    /// Parses what was typed.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every problem.
    pub fn parse(&self) -> Result<FollowOrder, Refusal> {
        let mut problems = Problems::default();
        let followed = problems.keep("what", self.what.parse().map_err(|_| Problem::NotAChoice));
        let email = problems.keep("email", EmailAddress::parse(&self.email));
        let wish = problems.keep("wish", FollowWish::from_code(&self.wish).map_err(|_| Problem::NotAChoice));
        let order = followed.zip(email).zip(wish);
        problems.finish(order.map(|((followed, email), wish)| FollowOrder { followed, email, wish }))
    }
}

/// What the public is told of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its place in the log of the paper.
    pub seq: u32,
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// What happened, as a sentence.
    pub text: String,
    /// The stage it led to, where it led to another.
    pub reached: Option<Stage>,
}

impl Proposal {
    /// Whether the public's timeline has this record now: where a summary is published, only what led to another stage.
    pub fn is_told(&self, record: &Record) -> bool {
        self.is_visible_to(Relation::Public)
            && record.to.is_public()
            && record.event.readers() == Readers::Everyone
            && (self.is_open() || record.from != record.to)
    }

    /// What the public is told, word for word as its timeline says it; nothing of a paper that is not public now.
    pub fn told(&self, log: &[Record], lang: Lang) -> Vec<Told> {
        let shown = log.iter().filter(|record| self.is_told(record));
        let told = shown.map(|record| Told {
            seq: record.seq,
            at: record.at,
            text: if self.is_open() { self.sentence(record, lang, false) } else { record.to.word(lang).to_owned() },
            reached: (record.from != record.to).then_some(record.to),
        });
        told.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_followed_goes_round() {
        let id = "01990000-0000-7000-8000-000000000001";
        for text in [
            &format!("proposal:{id}"),
            "unit:3",
            "township:6",
            &format!("deputy:{id}"),
            "list:",
            "list:topic=water&q=%E8%B7%AF",
        ] {
            assert_eq!(text.parse::<Followed>().map(|followed| followed.to_string()).as_deref(), Ok(text));
        }
        let long = format!("list:{}", "a".repeat(MAX_LIST + 1));
        for wrong in
            ["", "proposal:", "proposal:1", "unit:x", "list", "list:路", "list:a b", "list:\r\nx", "x:1", &long]
        {
            assert!(wrong.parse::<Followed>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn each_has_a_page_and_a_feed() {
        let list: Followed = "list:topic=water".parse().expect("a list");
        assert_eq!(list.page(), "/proposals?topic=water");
        assert_eq!(list.feed(Lang::En), "/feeds/proposals.atom?topic=water&lang=en");
        assert_eq!(Followed::List(ListAddress::default()).feed(Lang::Zh), "/feeds/proposals.atom");
        assert_eq!(Followed::Unit(BodyId(3)).feed(Lang::En), "/feeds/units/3.atom?lang=en");
    }

    #[test]
    fn a_form_is_parsed_field_by_field() {
        let form = |what: &str, email: &str, wish: &str| FollowForm {
            what: what.into(),
            email: email.into(),
            wish: wish.into(),
        };
        let order = form("unit:1", " a@Example.cn", "daily").parse().expect("an order");
        assert_eq!((order.email.as_str(), order.wish), ("a@example.cn", FollowWish::Daily));
        let Err(Refusal::Invalid(errors)) = form("x", "a@", "").parse() else { panic!("three are wrong") };
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["what", "email", "wish"]);
    }
}
