//! The whole program over HTTP. One program for all of them: each by itself would be linked by itself.

mod common;

mod access;
mod accounts;
mod awaited;
mod bad_input;
mod bad_input_handling;
mod cache;
mod clocks;
mod conflict;
mod demo;
mod disclosure;
mod facts;
mod feeds;
mod figures;
mod files_s3;
mod follow;
mod hand_over;
mod letter;
mod life;
mod mail;
mod main_job;
mod notices;
mod open_data;
mod open_downloads;
mod paper;
mod quality;
mod reader;
mod search;
mod secrets;
mod sessions;
mod signing;
mod statements;
mod supervision;
mod tidy;
mod uploads;
