//! How a line of the log is said.

use ground::vocabulary::Lang;

/// How a line of the log is said: to whom, and by whom it was done.
#[derive(Clone, Copy, Debug)]
pub struct Saying<'a> {
    /// Who did it, as far as the reader may know; nobody for the system.
    pub who: &'a str,
    /// The language.
    pub lang: Lang,
    /// Whether the reader reads what is for those concerned.
    pub full: bool,
}

impl Saying<'_> {
    /// What stands behind a sentence, where the reader may read it: “：雨天无法通行”.
    pub fn reason(&self, text: &str) -> String {
        if self.full { self.because(text) } else { String::new() }
    }

    /// What stands behind a sentence and is for everyone.
    pub fn because(&self, text: &str) -> String {
        let text = text.trim_end_matches(['。', '.']);
        self.lang.pick(format!("：{text}"), format!(": {text}"))
    }
}
