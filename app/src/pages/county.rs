//! Pages of the county itself: accounts, limits, the calendar, signing in.

pub(super) mod account;
pub(super) mod accounts;
pub(super) mod calendar;
pub(super) mod rules;
pub(super) mod sign_in;
