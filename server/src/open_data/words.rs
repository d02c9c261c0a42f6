//! Words and codes as the open data have them: a code for programs, words in both languages for people.

use domain::county::people::{Named, Unit};
use domain::proposal::view;
use ground::vocabulary::Lang;
use serde::Serialize;
use utoipa::ToSchema;

/// A text in both languages.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Words {
    /// In Chinese, the language of the record.
    pub(super) zh: String,
    /// In English.
    pub(super) en: String,
}

impl Words {
    pub(super) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// What a function says in each language.
    pub(super) fn of<T: Into<String>>(word: impl Fn(Lang) -> T) -> Self {
        Self::new(word(Lang::Zh), word(Lang::En))
    }
}

/// A code with its words.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Coded {
    /// The code: stable, for programs.
    pub(super) code: String,
    /// In Chinese, the language of the record.
    pub(super) zh: String,
    /// In English.
    pub(super) en: String,
}

/// A variant of a vocabulary as a [`Coded`].
macro_rules! coded {
    ($value:expr) => {{
        use ground::vocabulary::Lang;
        let value = $value;
        $crate::open_data::words::Coded {
            code: value.code().to_owned(),
            zh: value.word(Lang::Zh).to_owned(),
            en: value.word(Lang::En).to_owned(),
        }
    }};
}
pub(super) use coded;

/// A township or a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Place {
    /// Its id, for filters.
    pub(super) id: i32,
    /// Its name.
    pub(super) name: Words,
}

impl Place {
    /// A township that both views show.
    pub(super) fn seen(zh: Option<&view::Place>, en: Option<&view::Place>) -> Option<Self> {
        let (zh, en) = (zh?, en?);
        Some(Self { id: zh.id.0, name: Words::new(&zh.name, &en.name) })
    }

    /// Something of the county with a name in each language.
    pub(super) fn named<Id>(id: i32, named: &Named<Id>) -> Self {
        Self { id, name: Words::new(&named.name, &named.name_en) }
    }

    /// A unit of the county.
    pub(super) fn unit(unit: &Unit) -> Self {
        Self::named(unit.id.0, unit)
    }
}

/// A person by id and name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct PersonName {
    /// The id under which the people are listed.
    pub(super) id: String,
    /// The name.
    pub(super) name: String,
}

/// Where it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Links {
    /// This record.
    #[serde(rename = "self")]
    pub(super) this: String,
    /// The page that people read.
    pub(super) page: String,
}
