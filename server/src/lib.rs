//! The server: configuration, routes, sessions, jobs and the demo county.

pub mod config;
pub mod demo;
mod faults;
mod forms;
pub mod jobs;
mod pages;
pub mod people;
mod roster;
pub mod router;
mod sessions;
pub mod tables;
