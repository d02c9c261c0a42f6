//! The problems of a form beside their fields, and the refusal that they make.

use serde::{Deserialize, Serialize};

use super::Problem;

/// A problem and the field it stands beside.
///
/// `field` is the path inside the form, its parts joined by dots: `title`, `asks.0`, `promises.1.due`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The path of the field.
    pub field: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// Collects the problems of a form while its fields are parsed.
#[derive(Debug, Default)]
pub struct Problems(Vec<FieldError>);

impl Problems {
    /// The parsed value, or `None` with the problem noted.
    pub fn keep<T>(&mut self, field: impl Into<String>, parsed: Result<T, impl Into<Problem>>) -> Option<T> {
        parsed.map_err(|problem| self.note(field, problem)).ok()
    }

    /// Notes a problem.
    pub fn note(&mut self, field: impl Into<String>, problem: impl Into<Problem>) {
        self.0.push(FieldError { field: field.into(), problem: problem.into() });
    }

    /// Whether no problem was noted so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value, if no problem was noted.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every problem noted.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Refusal> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(Refusal::Invalid(self.0)),
        }
    }
}

/// Why a command was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The step is not open to this person at this stage.
    #[error("the step is not open to this person at this stage")]
    NotOpen,
    /// Some fields are wrong.
    #[error("{} fields are wrong", .0.len())]
    Invalid(Vec<FieldError>),
}

impl Refusal {
    /// One field that is wrong.
    pub fn field(field: impl Into<String>, problem: impl Into<Problem>) -> Self {
        Self::Invalid(vec![FieldError { field: field.into(), problem: problem.into() }])
    }
}
