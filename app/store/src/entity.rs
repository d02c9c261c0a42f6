//! One file per table, columns only.

pub(crate) mod assignment;
pub(crate) mod calendar_day;
pub(crate) mod congress_session;
pub(crate) mod event;
pub(crate) mod kept_form;
pub(crate) mod limit_rule;
pub(crate) mod login_attempt;
pub(crate) mod meeting;
pub(crate) mod meeting_paper;
pub(crate) mod number_series;
pub(crate) mod person;
pub(crate) mod person_role;
pub(crate) mod proposal;
pub(crate) mod setting;
pub(crate) mod signer;
pub(crate) mod tally;
pub(crate) mod township;
pub(crate) mod unit;
pub(crate) mod web_session;
