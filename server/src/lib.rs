//! The server: configuration, routes, sessions, jobs and the demo county.

pub mod config;
mod dates;
pub mod demo;
mod downloads;
mod facts;
mod faults;
pub mod files;
mod forms;
mod inspect;
pub mod jobs;
mod letter;
pub mod mail;
mod open_data;
mod pages;
pub mod people;
mod roster;
pub mod router;
mod sessions;
mod sitemap;
pub mod tables;
mod uploads;
