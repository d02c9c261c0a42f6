//! Text that people typed, parsed once: trimmed, clean, within its length.

use serde::{Deserialize, Serialize};

use crate::characters::{clean, clean_line, is_blank, is_invisible, is_margin};
use crate::problem::Problem;

/// Text of `MIN` characters that can be seen to `MAX` of all (Unicode scalar values), [clean], with or without line breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text<const MIN: usize, const MAX: usize, const BREAKS: bool = true>(String);

impl<const MIN: usize, const MAX: usize, const BREAKS: bool> Text<MIN, MAX, BREAKS> {
    /// Parses what was typed.
    ///
    /// # Errors
    /// [`Problem::Missing`] where there is nothing to see, [`Problem::TooShort`] or [`Problem::TooLong`].
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let text = if BREAKS { clean(raw) } else { clean_line(raw) };
        let text = text.trim_matches(is_margin);
        if MIN > 0 && is_blank(text) {
            return Err(Problem::Missing);
        }
        if text.chars().filter(|c| !is_invisible(*c)).count() < MIN {
            return Err(Problem::TooShort { min: MIN });
        }
        let length = text.chars().count();
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

/// Whether text that is only being kept (a draft) may be stored: any up to `max` characters.
pub fn is_keepable(raw: &str, max: usize) -> Result<(), Problem> {
    let length = raw.chars().count();
    if length > max { Err(Problem::TooLong { max, over: length - max }) } else { Ok(()) }
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
        check("修\u{0}\u{202e}路", Ok("修路"));
        check("一\u{b}二\u{c}三", Ok("一\n二\n三"));
        check("\u{feff}修路\u{200b}", Ok("修路"));
        check("\u{3164}\u{2800}", Err(Problem::Missing));
        check("修\u{200b}\u{200b}", Err(Problem::TooShort { min: 2 }));
        assert_eq!(Text::<2, 5, false>::parse("一\t二\n三").as_ref().map(Text::as_str), Ok("一 二 三"));
    }
}
