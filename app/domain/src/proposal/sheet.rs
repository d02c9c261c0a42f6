//! A proposal on paper: which text it has, and the mark that tells one version from another.

use ground::fingerprint::Fingerprint;
use ground::problem::Problem;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::proposal::Proposal;
use crate::proposal::draft::Draft;
use crate::proposal::workflow::Stage;

/// What a printed paper says of its version: the beginning of the fingerprint, and the day on which the text was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PaperMark {
    short: String,
    /// The day on which the text was written.
    pub on: Date,
}

impl PaperMark {
    /// The mark of a text.
    pub fn new(text: &Fingerprint, on: Date) -> Self {
        Self { short: text.short().to_owned(), on }
    }

    /// Whether the paper has this text.
    pub fn is_of(&self, text: &Fingerprint) -> bool {
        text.is_short(&self.short)
    }
}

impl std::fmt::Display for PaperMark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.short, self.on)
    }
}

impl std::str::FromStr for PaperMark {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (short, on) = text.split_once('-').ok_or(Problem::NotAChoice)?;
        let is_short = short.len() == 16 && short.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let on = on.parse().map_err(|_| Problem::NotADate)?;
        if is_short { Ok(Self { short: short.to_owned(), on }) } else { Err(Problem::NotAChoice) }
    }
}

impl TryFrom<String> for PaperMark {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map_err(|_| format!("{text:?} is no mark of a paper"))
    }
}

impl From<PaperMark> for String {
    fn from(mark: PaperMark) -> Self {
        mark.to_string()
    }
}

impl Proposal {
    /// The text that a paper printed now would have: the one that counts, or what is being written.
    pub fn paper_text(&self) -> Draft {
        match self.text() {
            Some(text) if !matches!(self.stage, Stage::Draft | Stage::SentBack) => Draft::from(text),
            _ => self.draft.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_was_printed() {
        let text = Draft::default().fingerprint();
        let mark = PaperMark::new(&text, jiff::civil::date(2026, 11, 24));
        assert_eq!(mark.to_string().parse(), Ok(mark.clone()));
        assert!(mark.is_of(&text));
        for wrong in
            ["", "x", "0123456789abcdef", "0123456789abcdef-2026", "0123456789ABCDEF-2026-11-24", "../..-2026-11-24"]
        {
            assert!(wrong.parse::<PaperMark>().is_err(), "{wrong}");
        }
    }
}
