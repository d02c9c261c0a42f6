//! Text that people typed, parsed once: trimmed, free of control characters, within its length.

use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// Text of `MIN` to `MAX` characters (Unicode scalar values after trimming).
///
/// It may hold line breaks (as `\n`) and tabs, and no other control character.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text<const MIN: usize, const MAX: usize, const BREAKS: bool = true>(String);

impl<const MIN: usize, const MAX: usize, const BREAKS: bool> Text<MIN, MAX, BREAKS> {
    /// Parses what was typed.
    ///
    /// # Errors
    /// [`Problem::Missing`], [`Problem::TooShort`], [`Problem::TooLong`] or [`Problem::ControlCharacter`].
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let text = raw.replace("\r\n", "\n");
        let text = text.trim();
        let length = text.chars().count();
        if length == 0 && MIN > 0 {
            return Err(Problem::Missing);
        }
        if text.chars().any(|c| is_forbidden(c) || (!BREAKS && c.is_control())) {
            return Err(Problem::ControlCharacter);
        }
        if length < MIN {
            return Err(Problem::TooShort { min: MIN });
        }
        if length > MAX {
            return Err(Problem::TooLong { max: MAX, over: length - MAX });
        }
        Ok(Self(text.to_owned()))
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Control characters but line break and tab, and the marks that turn the direction of text (they can forge a reading).
fn is_forbidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether text that is only being kept (a draft) may be stored: any length up to `max` characters.
pub fn is_keepable(raw: &str, max: usize) -> Result<(), Problem> {
    if raw.chars().any(|c| is_forbidden(c) && c != '\r') {
        return Err(Problem::ControlCharacter);
    }
    let length = raw.chars().count();
    if length > max {
        return Err(Problem::TooLong { max, over: length - max });
    }
    Ok(())
}

impl<const MIN: usize, const MAX: usize, const BREAKS: bool> TryFrom<String> for Text<MIN, MAX, BREAKS> {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, Self::Error> {
        Self::parse(&raw).map_err(|problem| format!("{problem:?}"))
    }
}

impl<const MIN: usize, const MAX: usize, const BREAKS: bool> From<Text<MIN, MAX, BREAKS>> for String {
    fn from(text: Text<MIN, MAX, BREAKS>) -> Self {
        text.0
    }
}

impl<const MIN: usize, const MAX: usize, const BREAKS: bool> std::fmt::Display for Text<MIN, MAX, BREAKS> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A long text.
pub type Body = Text<20, 4000>;
/// A reason that others will read.
pub type Reason = Text<6, 1000>;
/// What was said, promised or shown.
pub type Note = Text<6, 2000>;
/// One line: a name, a number, a telephone.
pub type Line = Text<1, 60, false>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_and_measured_in_characters() {
        let check = |raw: &str, expected: Result<&str, Problem>| {
            assert_eq!(Text::<2, 5>::parse(raw).as_ref().map(Text::as_str), expected.as_ref().copied(), "{raw:?}");
        };
        check("", Err(Problem::Missing));
        check(" \r\n ", Err(Problem::Missing));
        check("路", Err(Problem::TooShort { min: 2 }));
        check(" 修路 ", Ok("修路"));
        check("一\r\n二", Ok("一\n二"));
        check("一二三四五六七", Err(Problem::TooLong { max: 5, over: 2 }));
        check("修\u{0}路", Err(Problem::ControlCharacter));
        check("修\u{1b}路", Err(Problem::ControlCharacter));
        check("修\u{202e}路", Err(Problem::ControlCharacter));
    }
}
