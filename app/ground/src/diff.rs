//! What changed between two texts, for people who are asked again.

use serde::{Deserialize, Serialize};
use similar::{ChangeTag, TextDiff};

/// What became of a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It stands in both texts.
    Kept,
    /// It stands in the new text only.
    Added,
    /// It stood in the old text only.
    Removed,
}

/// A stretch of text and what became of it.
pub type Stretch = (Change, String);

/// The stretches of two texts in order, character by character: Chinese has no spaces between words.
///
/// The kept and added ones make the new text, the kept and removed ones the old.
pub fn compare(old: &str, new: &str) -> Vec<Stretch> {
    let diff = TextDiff::from_chars(old, new);
    let mut stretches: Vec<Stretch> = Vec::new();
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => Change::Kept,
            ChangeTag::Insert => Change::Added,
            ChangeTag::Delete => Change::Removed,
        };
        match stretches.last_mut() {
            Some((last, text)) if *last == kind => text.push_str(change.value()),
            _ => stretches.push((kind, change.value().to_owned())),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(stretches: &[Stretch], gone: Change) -> String {
        stretches.iter().filter(|(change, _)| *change != gone).map(|(_, text)| text.as_str()).collect()
    }

    #[test]
    fn a_changed_figure_stands_out() {
        let stretches = compare("今年内完成3公里。", "今年内完成5公里。");
        let changed: Vec<_> = stretches.iter().filter(|(change, _)| *change != Change::Kept).collect();
        assert_eq!(changed, [&(Change::Removed, "3".to_owned()), &(Change::Added, "5".to_owned())]);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_stretches(old in "[一-二a-c\n]{0,40}", new in "[一-二a-c\n]{0,40}") {
            let stretches = compare(&old, &new);
            prop_assert_eq!(side(&stretches, Change::Added), old);
            prop_assert_eq!(side(&stretches, Change::Removed), new);
        }
    }
}
