//! What a request asks for: each address has one table of its parameters, which both reads and describes them.

use domain::county::number::Cohort;
use jiff::Timestamp;
use jiff::civil::Date;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{KnownFormat, RefOr, Required};

use super::problem::Problem;

/// How many records a page has where nothing is said.
const USUAL_LIMIT: u64 = 50;
/// The most records of a page.
const MAX_LIMIT: u64 = 100;

/// A parameter of an address.
#[derive(Clone, Copy, Debug)]
pub(super) struct Param {
    pub(super) name: &'static str,
    pub(super) meaning: &'static str,
    pub(super) kind: Kind,
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// One of these codes.
    Code(fn() -> Vec<&'static str>),
    /// The id of a township or a unit.
    Id,
    /// A year.
    Year,
    /// A day, as `2026-11-26`.
    Day,
    /// A moment (RFC 3339).
    Moment,
    /// `true` or `false`.
    Flag,
    /// A session, or a year between sessions.
    Session,
    /// The place after which a page begins, as the page before it has it: text of this pattern.
    After(&'static str),
    /// How many records a page has.
    Limit,
}

impl Param {
    pub(super) const fn new(name: &'static str, kind: Kind, meaning: &'static str) -> Self {
        Self { name, meaning, kind }
    }

    /// Where a list goes on.
    pub(super) const fn after(pattern: &'static str) -> Self {
        let meaning = "The place after which the page begins, as `next` of the page before has it.";
        Self::new("after", Kind::After(pattern), meaning)
    }

    /// How long a page is.
    pub(super) const LIMIT: Self = Self::new("limit", Kind::Limit, "How many records a page has.");

    fn described(&self) -> Parameter {
        ParameterBuilder::new()
            .name(self.name)
            .parameter_in(ParameterIn::Query)
            .required(Required::False)
            .description(Some(self.meaning))
            .schema(Some(self.kind.schema()))
            .build()
    }
}

impl Kind {
    fn schema(self) -> RefOr<Schema> {
        let text = || ObjectBuilder::new().schema_type(Type::String);
        let whole =
            |min: i32, max: i32| ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(min)).maximum(Some(max));
        let format = |known| Some(SchemaFormat::KnownFormat(known));
        let schema = match self {
            Self::Code(codes) => text().enum_values(Some(codes())),
            Self::Id => whole(1, i32::MAX),
            Self::Year => whole(1900, 2200),
            Self::Day => text().format(format(KnownFormat::Date)),
            Self::Moment => text().format(format(KnownFormat::DateTime)),
            Self::Flag => ObjectBuilder::new().schema_type(Type::Boolean),
            Self::Session => text().pattern(Some("^[1-9][0-9]{0,2}-([1-9][0-9]{0,2}|闭-[12][0-9]{3})$")),
            Self::After(pattern) => text().pattern(Some(pattern)),
            Self::Limit => whole(1, 100).default(Some(USUAL_LIMIT.into())),
        };
        schema.build().into()
    }
}

/// A type that describes the parameters of a table to the makers of descriptions.
macro_rules! params {
    ($name:ident, $table:expr) => {
        pub(super) struct $name;

        impl utoipa::IntoParams for $name {
            fn into_params(
                _: impl Fn() -> Option<utoipa::openapi::path::ParameterIn>,
            ) -> Vec<utoipa::openapi::path::Parameter> {
                $crate::open_data::asked::described($table)
            }
        }
    };
}
pub(super) use params;

/// A table of parameters as descriptions have it.
pub(super) fn described(table: &[Param]) -> Vec<Parameter> {
    table.iter().map(Param::described).collect()
}

/// The parameters that a request gave, each known and given once.
#[derive(Debug)]
pub(super) struct Asked {
    table: &'static [Param],
    given: Vec<(String, String)>,
}

impl Asked {
    /// Reads a query by its table.
    ///
    /// # Errors
    /// Where a parameter is not in the table or given twice.
    pub(super) fn read(query: Option<&str>, table: &'static [Param]) -> Result<Self, Problem> {
        let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        let mut given: Vec<(String, String)> = Vec::new();
        for (name, value) in pairs {
            if !table.iter().any(|param| param.name == name) {
                let known: Vec<_> = table.iter().map(|param| param.name).collect();
                return Err(Problem::parameter(
                    &name,
                    format!("no parameter of this address: it has {}", known.join(", ")),
                ));
            }
            if given.iter().any(|(known, _)| *known == name) {
                return Err(Problem::parameter(&name, "given twice"));
            }
            given.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self { table, given })
    }

    /// The value of a parameter as `read` understands it.
    fn value<T>(&self, name: &str, right: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Problem> {
        let given = self.given.iter().find(|(known, _)| known == name);
        given.map(|(_, raw)| read(raw).ok_or_else(|| Problem::parameter(name, right))).transpose()
    }

    /// A code of a vocabulary.
    pub(super) fn code<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Problem> {
        let kind = self.table.iter().find(|param| param.name == name).map(|param| param.kind);
        let codes = match kind {
            Some(Kind::Code(codes)) => codes().join(", "),
            _ => String::new(),
        };
        self.value(name, &format!("one of {codes}"), read)
    }

    /// An id.
    pub(super) fn id<T>(&self, name: &str, make: impl Fn(i32) -> T) -> Result<Option<T>, Problem> {
        let read = |raw: &str| raw.parse().ok().filter(|id| *id > 0).map(&make);
        self.value(name, "a whole number from 1", read)
    }

    /// A year.
    pub(super) fn year(&self, name: &str) -> Result<Option<i16>, Problem> {
        let read = |raw: &str| raw.parse().ok().filter(|year| (1900..=2200).contains(year));
        self.value(name, "a year from 1900 to 2200", read)
    }

    /// A day.
    pub(super) fn day(&self, name: &str) -> Result<Option<Date>, Problem> {
        let read = |raw: &str| raw.parse::<Date>().ok().filter(|day| day.to_string() == raw);
        self.value(name, "a day, as 2026-11-26", read)
    }

    /// A moment, in milliseconds since 1970 (UTC).
    pub(super) fn moment(&self, name: &str) -> Result<Option<i64>, Problem> {
        // A plus sign that was not escaped has become a space.
        let read = |raw: &str| raw.replace(' ', "+").parse::<Timestamp>().ok().map(|at| at.as_millisecond());
        self.value(name, "a moment with its offset (RFC 3339), as 2026-11-26T08:00:00Z", read)
    }

    /// Yes or no; no where nothing is said.
    pub(super) fn flag(&self, name: &str) -> Result<bool, Problem> {
        Ok(self.value(name, "true or false", |raw| raw.parse().ok())?.unwrap_or_default())
    }

    /// A session, or a year between sessions.
    pub(super) fn session(&self, name: &str) -> Result<Option<Cohort>, Problem> {
        self.value(name, "a session as 17-1, or a year between sessions as 17-闭-2026", |raw| raw.parse().ok())
    }

    /// The place after which the page begins.
    pub(super) fn after<T>(&self, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Problem> {
        self.value("after", "a place as the page before has it in `next`", read)
    }

    /// How many records the page has.
    pub(super) fn limit(&self) -> Result<u64, Problem> {
        let read = |raw: &str| raw.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit));
        Ok(self.value("limit", "a whole number from 1 to 100", read)?.unwrap_or(USUAL_LIMIT))
    }

    /// The same request from another place on: its address without the site.
    pub(super) fn address_after(&self, path: &str, after: &str) -> String {
        let others = self.given.iter().filter(|(name, _)| name != "after");
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(others).append_pair("after", after);
        format!("{path}?{}", query.finish())
    }
}
