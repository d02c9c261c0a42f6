//! Sentences: what stands now, and what happened, for reading aloud.

mod handling;
mod names;
mod sentence;
mod status;
