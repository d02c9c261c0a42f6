//! The server: configuration, routes, sessions, jobs and the demo county.

mod cache;
pub mod config;
mod dates;
pub mod demo;
mod downloads;
mod facts;
mod faults;
mod feeds;
pub mod files;
mod follow;
mod forms;
mod inspect;
pub mod jobs;
mod letter;
pub mod mail;
mod open_data;
mod pages;
pub mod people;
mod policy;
mod roster;
pub mod router;
mod sessions;
mod short;
mod sitemap;
pub mod tables;
mod tags;
mod uploads;
