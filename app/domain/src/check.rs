//! The checks of fields that a browser makes too, while somebody types: the same rules, each under a code.

use ground::problem::Problem;
use ground::text::{Body, Line, Note, Reason};

use crate::proposal::draft::{AskText, Title, Village};

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    Title,
    Body,
    /// One ask; an empty row is none.
    Ask,
    /// A place; it may be left empty.
    Village,
    Reason,
    Note,
    Line,
}

impl Check {
    const ALL: [Self; 7] = [Self::Title, Self::Body, Self::Ask, Self::Village, Self::Reason, Self::Note, Self::Line];

    /// What stands in a page for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::Ask => "ask",
            Self::Village => "village",
            Self::Reason => "reason",
            Self::Note => "note",
            Self::Line => "line",
        }
    }

    /// The check of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.code() == code)
    }

    /// Checks what was typed.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn of(self, typed: &str) -> Result<(), Problem> {
        match self {
            Self::Ask | Self::Village if typed.trim().is_empty() => Ok(()),
            Self::Title => Title::parse(typed).map(drop),
            Self::Body => Body::parse(typed).map(drop),
            Self::Ask => AskText::parse(typed).map(drop),
            Self::Village => Village::parse(typed).map(drop),
            Self::Reason => Reason::parse(typed).map(drop),
            Self::Note => Note::parse(typed).map(drop),
            Self::Line => Line::parse(typed).map(drop),
        }
    }
}
