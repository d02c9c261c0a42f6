//! Which reply of a proposal a letter is of, and its address.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Which reply of a proposal a letter is of, each counted from 1. In addresses `2` is the lead unit's second reply and
/// `s1` the first reply of a unit that answers by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ReplyPlace {
    /// A reply of the lead unit.
    Lead(usize),
    /// A reply of a separate unit.
    Separate(usize),
}

impl fmt::Display for ReplyPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lead(n) => write!(f, "{n}"),
            Self::Separate(n) => write!(f, "s{n}"),
        }
    }
}

impl FromStr for ReplyPlace {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix('s') {
            Some(n) => n.parse().map(Self::Separate),
            None => text.parse().map(Self::Lead),
        }
    }
}

impl TryFrom<String> for ReplyPlace {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ReplyPlace> for String {
    fn from(place: ReplyPlace) -> Self {
        place.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        for place in [ReplyPlace::Lead(1), ReplyPlace::Lead(12), ReplyPlace::Separate(3)] {
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        for text in ["", "s", "x", "-1", "1s", "ss1"] {
            assert!(text.parse::<ReplyPlace>().is_err(), "{text}");
        }
    }
}
