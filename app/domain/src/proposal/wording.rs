//! Sentences: what stands now, and what happened, for reading aloud.

mod names;
mod sentence;
mod status;
