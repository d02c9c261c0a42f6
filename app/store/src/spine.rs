//! What every kind of paper is kept by: the connection and its transactions, what has changed, sessions of browsers.

pub(crate) mod acts;
pub(crate) mod connection;
pub(crate) mod kept_forms;
pub(crate) mod like;
pub(crate) mod links;
pub(crate) mod revisions;
pub(crate) mod sessions;
