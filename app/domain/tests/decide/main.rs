//! Each step, told as short stories: who may take it, which data it refuses, and what follows.

#[path = "../common/mod.rs"]
mod common;

mod awaited;
mod case;
mod chases;
mod commands;
mod contacts;
mod disclosure;
mod extension;
mod handling;
mod key;
mod letter;
mod look_backs;
mod notices;
mod opinions;
mod promises;
mod replies;
mod returns;
mod review;
mod rounds;
mod signing;
