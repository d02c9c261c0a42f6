//! What the list of proposals can be narrowed to: one table that reads an address, writes it, and knows what it cannot
//! read. The page's choices, counts and links, the store's questions and followers' mail all go by its names.

use std::str::FromStr;

use ground::problem::Problem;
use ground::query::{Query, Sort};
use ground::vocabulary::Lang;
use serde::{Deserialize, Serialize};

use crate::county::number::Cohort;
use crate::county::people::{BodyId, County, PersonId, TownshipId};
use crate::county::topic::Topic;
use crate::proposal::statistics::{Figure, WHOLE_COUNTY};
use crate::proposal::workflow::Stage;

/// What a paper is about: a township, or the whole county.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// No township.
    WholeCounty,
    Township(TownshipId),
}

impl Place {
    /// The code that addresses have.
    pub fn code(self) -> String {
        match self {
            Self::WholeCounty => WHOLE_COUNTY.to_owned(),
            Self::Township(id) => id.to_string(),
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        if code == WHOLE_COUNTY { Some(Self::WholeCounty) } else { code.parse().ok().map(Self::Township) }
    }
}

/// Defines what a list can be narrowed to: a name, what its values are, and how a value is read.
macro_rules! filters {
    ($( $(#[$doc:meta])* $name:ident: $type:ty = $read:expr; )+) => {
        /// What the list is narrowed to, and where its page begins: codes as the address has them.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct ListQuery {
            /// What is searched for, as typed.
            pub q: String,
            /// The code of an order; by relevance where something is searched for.
            pub sort: String,
            $( $(#[$doc])* pub $name: String, )+
            /// The place after which the page begins.
            pub after: String,
        }

        /// What the list is narrowed to.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Filter {
            $( $(#[$doc])* pub $name: Option<$type>, )+
        }

        impl ListQuery {
            /// What an address asks for, by the values under its names.
            pub fn of(value: impl Fn(&str) -> String) -> Self {
                Self {
                    q: value("q"),
                    sort: value("sort"),
                    $( $name: value(stringify!($name)), )+
                    after: value("after"),
                }
            }

            /// The same list, narrowed to a value of a filter or, with nothing, not by it, from its beginning.
            #[must_use]
            pub fn with(&self, filter: &str, value: &str) -> Self {
                let mut other = Self { after: String::new(), ..self.clone() };
                match filter {
                    "sort" => value.clone_into(&mut other.sort),
                    $( stringify!($name) => value.clone_into(&mut other.$name), )+
                    _ => {}
                }
                other
            }

            /// The code that a filter has, empty where it narrows nothing.
            pub fn value(&self, filter: &str) -> &str {
                match filter {
                    $( stringify!($name) => &self.$name, )+
                    _ => "",
                }
            }

            /// What it is narrowed to; codes that mean nothing narrow nothing.
            pub fn filter(&self) -> Filter {
                Filter { $( $name: read::<$type>(&self.$name, $read), )+ }
            }

            /// The names and values of the filters, in the order of the table, but for empty ones.
            pub fn chosen(&self) -> Vec<(&'static str, &str)> {
                let all = [$( (stringify!($name), self.$name.as_str()), )+];
                all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
            }

            /// The names and values of what the address asks for and nobody understands: it narrows nothing.
            pub fn not_understood(&self) -> Vec<(&'static str, &str)> {
                let known = [
                    ("sort", Sort::from_code(&self.sort).is_ok()),
                    $( (stringify!($name), read::<$type>(&self.$name, $read).is_some()), )+
                ];
                let parts = [("sort", self.sort.as_str())].into_iter().chain(self.chosen());
                parts.filter(|(name, value)| !value.is_empty() && known.contains(&(name, false))).collect()
            }
        }
    };
}

fn parsed<T: FromStr>(raw: &str) -> Option<T> {
    raw.parse().ok()
}

fn read<T>(raw: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    if raw.is_empty() { None } else { read(raw) }
}

filters! {
    stage: Stage = |raw| Stage::from_code(raw).ok().filter(|stage| stage.is_public());
    /// What it is about.
    topic: Topic = |raw| Topic::from_code(raw).ok();
    /// Where.
    township: Place = Place::from_code;
    /// A unit, whatever its part.
    unit: BodyId = parsed;
    /// The year of registration.
    year: i16 = parsed;
    /// The session, or the year between sessions, in which it is numbered and counted.
    session: Cohort = parsed;
    /// The lead unit.
    lead: BodyId = parsed;
    /// The lead deputy.
    by: PersonId = parsed;
    /// A deputy who co-signed it.
    signer: PersonId = parsed;
    /// A figure that counts it.
    figure: Figure = |raw| Figure::from_code(raw).ok();
}

impl ListQuery {
    /// What is searched for.
    ///
    /// # Errors
    /// Where it is too long.
    pub fn query(&self) -> Result<Option<Query>, Problem> {
        Query::parse(&self.q)
    }

    /// Whether something is searched for, however it may turn out.
    pub fn is_search(&self) -> bool {
        !self.q.trim().is_empty()
    }

    /// The order of what is found.
    pub fn sort(&self) -> Sort {
        Sort::from_code(&self.sort).unwrap_or(Sort::Relevance)
    }

    /// The names and values of an address that asks for the page after a place.
    pub fn parts<'a>(&'a self, after: &'a str) -> Vec<(&'static str, &'a str)> {
        let words = [("q", self.q.as_str()), ("sort", self.sort.as_str())];
        let all = words.into_iter().chain(self.chosen()).chain([("after", after)]);
        all.filter(|(_, value)| !value.is_empty()).collect()
    }
}

impl Filter {
    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What the list is narrowed to, in words; `deputy` is the name of the deputy whose papers are listed.
    pub fn words(&self, county: &County, deputy: Option<&str>, lang: Lang) -> Vec<String> {
        let unit = |id: BodyId| county.units.iter().find(|unit| unit.id == id).map(|unit| unit.name(lang));
        let place = |place| match place {
            Place::WholeCounty => Some(lang.pick("全县", "The whole county").to_owned()),
            Place::Township(id) => {
                county.townships.iter().find(|place| place.id == id).map(|place| place.name(lang).to_owned())
            }
        };
        let words = [
            self.stage.map(|stage| stage.word(lang).to_owned()),
            self.topic.map(|topic| topic.word(lang).to_owned()),
            self.township.and_then(place),
            self.unit
                .and_then(unit)
                .map(|name| lang.pick(format!("{name}（含协办）"), format!("{name}, assisting too"))),
            self.year.map(|year| year.to_string()),
            self.session.map(|session| session.word(lang)),
            self.lead.and_then(unit).map(|name| lang.pick(format!("主办：{name}"), format!("Led by {name}"))),
            self.by.and(deputy).map(|name| lang.pick(format!("领衔：{name}"), format!("Lead deputy {name}"))),
            self.signer.and(deputy).map(|name| lang.pick(format!("附议：{name}"), format!("Co-signed by {name}"))),
            self.figure.map(|figure| figure.word(lang)),
        ];
        words.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_by_the_same_names() {
        let given =
            [("q", "路"), ("stage", "closed"), ("township", "none"), ("unit", "3"), ("year", "x"), ("after", "1_2")];
        let query =
            ListQuery::of(|name| given.iter().find(|(known, _)| *known == name).map_or("", |(_, it)| it).to_owned());
        assert_eq!(query.parts(&query.after), given);
        assert_eq!(query.not_understood(), [("year", "x")]);
        let filter = query.filter();
        assert_eq!(
            (filter.stage, filter.township, filter.unit),
            (Some(Stage::Closed), Some(Place::WholeCounty), Some(BodyId(3)))
        );
        assert_eq!(filter.year, None);
        let other = query.with("unit", "").with("topic", "roads");
        assert_eq!((other.value("unit"), other.value("topic"), other.after.as_str()), ("", "roads", ""));
        assert!(!filter.is_empty() && ListQuery::default().filter().is_empty());
    }

    #[test]
    fn what_is_not_public_is_no_stage_of_the_list() {
        let query = ListQuery { stage: "draft".into(), sort: "newest".into(), ..ListQuery::default() };
        assert_eq!(query.not_understood(), [("sort", "newest"), ("stage", "draft")]);
        assert!(query.filter().is_empty());
    }
}
