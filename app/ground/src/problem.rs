//! What is wrong with a field, in the reader's language, and why a step is refused.
//!
//! What can be wrong with any text, date or choice stands here; what only one part of the house can find wrong stands
//! beside its rule, by [`problems!`](crate::problems).

mod own;
mod refusal;
mod sentence;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::file::FileFault;

pub use own::{InWords, Own, Shown};
pub use refusal::{FieldError, Problems, Refusal};

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Nothing was typed or chosen.
    Missing,
    /// Fewer than `min` characters.
    TooShort {
        /// The least number of characters.
        min: usize,
    },
    /// More than `max` characters.
    TooLong {
        /// The greatest number of characters.
        max: usize,
        /// How many are too many.
        over: usize,
    },
    /// Not one of the choices.
    NotAChoice,
    NotADate,
    /// A date later than today where only the past makes sense.
    InTheFuture,
    /// A date that is not after today.
    NotInTheFuture,
    /// A date before the earliest that makes sense.
    TooEarly {
        earliest: Date,
    },
    /// A last day that is not after the present one.
    NotLater {
        /// The present last day.
        than: Date,
    },
    /// More entries than `max`.
    TooMany {
        /// The greatest number of entries.
        max: usize,
    },
    /// No whole number from `min` to `max`.
    OutOfRange {
        /// The least.
        min: u16,
        /// The greatest.
        max: u16,
    },
    /// What has to be confirmed was not ticked.
    NotConfirmed,
    /// Not an address that mail can be sent to.
    NotAnAddress,
    /// A file is not taken.
    File {
        /// The name that it was sent with, shortened.
        name: String,
        /// Why.
        fault: FileFault,
    },
    /// What only one part of the house finds wrong.
    Own(Own),
}

impl Problem {
    /// Whether its sentence leaves open which field is meant, so that a summary has to name it.
    pub fn is_of_any_field(&self) -> bool {
        !matches!(self, Self::NotConfirmed | Self::NotAnAddress | Self::File { .. } | Self::Own(_))
    }
}
