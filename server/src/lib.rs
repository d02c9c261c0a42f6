//! The server: configuration, routes, sessions, jobs and the demo county.

pub mod config;
pub mod demo;
mod faults;
mod forms;
pub mod jobs;
pub mod mail;
mod pages;
pub mod people;
pub mod router;
mod sessions;
