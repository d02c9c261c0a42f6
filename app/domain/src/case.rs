//! What every kind of paper with a life has in common, whatever its stages and steps are: the right to take a step, the
//! lines of its log and how they are said, who reads them, who is told, the ladder of reminders.

pub mod ladder;
pub mod leave;
pub mod notice;
pub mod readers;
pub mod record;
pub mod saying;
pub mod setting;
