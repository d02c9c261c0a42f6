//! The server: configuration, routes, sessions, jobs and the demo county.

pub mod config;
mod dates;
pub mod demo;
mod faults;
mod forms;
pub mod jobs;
mod pages;
pub mod people;
pub mod router;
mod sessions;
