//! Each step, told as short stories: who may take it, which data it refuses, and what follows.

#[path = "../common/mod.rs"]
mod common;

mod case;
mod handling;
mod letter;
mod notices;
mod returns;
mod review;
mod signing;
