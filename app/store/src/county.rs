//! The county as it is kept: people, units, townships, sessions, limits, the calendar.

pub(crate) mod account_log;
pub(crate) mod accounts;
pub(crate) mod activation;
pub(crate) mod calendar;
pub(crate) mod imports;
pub(crate) mod limits;
pub(crate) mod people;
pub(crate) mod provisioning;
pub(crate) mod roster;
pub(crate) mod rules;
pub(crate) mod terms;
