//! What every page is made of: components, forms and what became of them, ways of loading, wishes of readers.

pub(crate) mod components;
pub(crate) mod failure;
pub(crate) mod format;
pub(crate) mod forms;
pub(crate) mod loading;
pub(crate) mod preferences;
