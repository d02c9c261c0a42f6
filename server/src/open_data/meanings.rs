//! The Chinese of what the description says in English, sentence by sentence; a test finds what is missing.

/// The Chinese of an English sentence of the description.
pub(super) fn in_chinese(english: &str) -> Option<&'static str> {
    MEANINGS.iter().find(|(known, _)| *known == english.trim()).map(|(_, chinese)| *chinese)
}

const MEANINGS: &[(&str, &str)] = &[];
