//! What is wrong with a field, in the reader's language, and why a step is refused.

mod refusal;
mod sentence;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::file::FileFault;

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
    /// A character that cannot be shown.
    ControlCharacter,
    /// Not one of the choices.
    NotAChoice,
    /// Not a date.
    NotADate,
    /// A date later than today where only the past makes sense.
    InTheFuture,
    /// A date that is not after today.
    NotInTheFuture,
    /// A date before the hand-over.
    BeforeHandOver,
    /// More entries than `max`.
    TooMany {
        /// The greatest number of entries.
        max: usize,
    },
    /// The same unit twice.
    Twice,
    /// The lead deputy was named as a co-signer.
    Yourself,
    /// The deputy was asked already.
    AskedAlready,
    /// The text is not the one that was read.
    TextChanged,
    /// A motion has fewer signatures than it needs.
    TooFewSignatures {
        /// How many it needs, the lead deputy's among them.
        needed: usize,
        /// How many are missing.
        missing: usize,
    },
    /// The lead deputy belongs to no delegation that could submit.
    NoDelegation,
    /// Not a number of a paper.
    NotANumber,
    /// There is no paper under this number.
    NoSuchPaper,
    /// The paper's own number.
    ItsOwnNumber,
    /// Linked already.
    LinkedAlready,
    /// Not linked.
    NotLinked,
    /// The unit that asks.
    ItsOwnUnit,
    /// The unit only assists or replies separately.
    NotTheLeadUnit,
    /// No paper was ticked.
    NothingTicked,
    /// A hand-over on another day than today.
    NotToday,
    /// A paper of a batch has changed since it was seen.
    PaperChanged {
        /// Its number.
        paper: String,
    },
    /// No unit is proposed for a paper of a batch.
    PaperWithoutUnits {
        /// Its number.
        paper: String,
    },
    /// A paper of a batch waits for no hand-over by this person.
    PaperNotOpen {
        /// Its number.
        paper: String,
    },
    /// A paper that is to be accepted has changed since it was seen.
    PaperMoved {
        /// Its number.
        paper: String,
    },
    /// A paper does not wait for this person's acceptance.
    PaperNotToAccept {
        /// Its number.
        paper: String,
    },
    /// Confirmation that the matter is no personal interest is missing.
    NotConfirmed,
    /// The name or the password is wrong; which of them is not said.
    WrongCredentials,
    /// Too many failed sign-ins; try again later.
    Locked {
        /// Minutes until the next try.
        minutes: u32,
    },
    /// The present password is wrong.
    WrongPassword,
    /// The two new passwords differ.
    PasswordsDiffer,
    /// The new password is the old one, or a name, or a common one.
    WeakPassword,
    /// A file is not taken.
    File {
        /// The name that it was sent with, shortened.
        name: String,
        /// Why.
        fault: FileFault,
    },
    /// No whole number from `min` to `max`.
    OutOfRange {
        /// The least.
        min: u16,
        /// The greatest.
        max: u16,
    },
    /// Longer than the law leaves (Deputies Law art. 51).
    BeyondTheLaw {
        /// The months that the law leaves.
        months: u16,
    },
    /// A date before the earliest that makes sense.
    TooEarly {
        /// The earliest.
        earliest: Date,
    },
    /// A day that is worked anyway, entered as a worked weekend.
    WorkedAnyway,
    /// The calendar has an entry for that day already.
    DayTaken {
        /// The day.
        day: Date,
    },
    /// Chased only a few days ago.
    ChasedLately {
        /// How many days lie at least between two chases.
        days: u16,
    },
    /// A last day that is not after the present one.
    NotLater {
        /// The present last day.
        than: Date,
    },
    /// A last day beyond the longest that the law leaves.
    NotBeyond {
        /// The latest day.
        latest: Date,
    },
    /// A review that is too far away.
    ReviewTooLate {
        /// The latest day.
        latest: Date,
    },
    /// Promises are still open, so that the matter is not solved.
    CommitmentsOpen {
        /// How many.
        open: usize,
    },
    /// A kept promise that no longer holds: that is a relapse, a step of its own.
    Relapsed,
    /// Not an address that mail can be sent to.
    NotAnAddress,
    /// More people have asked within an hour than mail goes out to.
    TooBusy,
    /// The account name or the activation code is wrong, used or expired; which of them is not said.
    WrongCode,
    /// The person has this role already.
    RoleHeld,
    /// Nobody else could look after accounts.
    LastAdministrator,
    /// Not a number from 1 to 999.
    NotACount,
    /// Not in the order of time or of counting.
    OutOfOrder,
    /// It falls on days of another session.
    Overlaps,
    /// A table that cannot be read.
    Table(crate::roster::FileFault),
}

impl Problem {
    /// Whether its sentence leaves open which field is meant, so that a summary has to name it.
    pub fn is_of_any_field(&self) -> bool {
        matches!(
            self,
            Self::Missing
                | Self::TooShort { .. }
                | Self::TooLong { .. }
                | Self::ControlCharacter
                | Self::NotAChoice
                | Self::NotADate
                | Self::InTheFuture
                | Self::NotInTheFuture
                | Self::BeforeHandOver
                | Self::TooMany { .. }
                | Self::OutOfRange { .. }
                | Self::TooEarly { .. }
                | Self::NotLater { .. }
                | Self::NotBeyond { .. }
                | Self::NotACount
        )
    }
}
