//! What every rule stands on: words in two languages, typed text and dates, what is wrong with a field, files, tokens.
//!
//! It knows no county and no paper, and reads no clock, file, network or chance.

pub mod characters;
pub mod dates;
pub mod diff;
pub mod field;
pub mod file;
pub mod fingerprint;
pub mod id;
pub mod problem;
pub mod query;
pub mod text;
pub mod tokens;
pub mod vocabulary;
