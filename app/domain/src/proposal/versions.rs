//! Which versions of a draft are kept, so that nothing typed is ever lost, and which follow one another in one.

use ground::diff::Stretch;
use ground::vocabulary;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::proposal::draft::Draft;

vocabulary! {
    /// Why a version was kept.
    pub enum Kept {
        /// Saved by itself while somebody typed.
        Typing = "typing", "自动保存", "Saved by itself";
        /// Saved by itself, just before much of it was deleted.
        BeforeDeletion = "before_deletion", "大段删除之前", "Before much was deleted";
        /// Saved by the deputy.
        Saved = "saved", "手动保存", "Saved by you";
        /// Handed in.
        Submitted = "submitted", "提交", "Submitted";
        /// Brought back from an earlier version.
        Restored = "restored", "恢复旧版本", "Brought back";
    }
}

/// How long one version takes in what is saved by itself, in milliseconds.
const TYPING_MS: i64 = 10 * 60 * 1000;
/// Deleting more than so many characters at once seals the version before.
const LONG_DELETION: usize = 200;
/// How many versions of a paper are kept.
pub const MOST_VERSIONS: i32 = 200;

/// The latest version of a draft that is kept.
#[derive(Clone, Copy, Debug)]
pub struct Latest<'a> {
    /// Why it was kept.
    pub kept: Kept,
    /// When its first text was saved, in milliseconds since 1970 (UTC).
    pub begun_ms: i64,
    /// Its text.
    pub draft: &'a Draft,
}

/// What is to be done with the versions when a text is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// The latest version has this text: it only may have got a better reason to be kept.
    Relabel(Kept),
    /// The latest version takes in this text.
    TakeIn,
    /// A new version; the latest one gets this label where it is another than it has.
    New(Option<Kept>),
}

/// What saving a text does to the versions.
pub fn keeping(latest: Option<Latest>, draft: &Draft, kept: Kept, now_ms: i64) -> Keeping {
    let Some(latest) = latest else { return Keeping::New(None) };
    if latest.draft == draft {
        let is_better = kept != Kept::Typing && latest.kept != Kept::Submitted;
        return Keeping::Relabel(if is_better { kept } else { latest.kept });
    }
    let is_typing = latest.kept == Kept::Typing;
    if is_typing && draft.length() + LONG_DELETION < latest.draft.length() {
        return Keeping::New(Some(Kept::BeforeDeletion));
    }
    if is_typing && kept == Kept::Typing && now_ms - latest.begun_ms < TYPING_MS {
        return Keeping::TakeIn;
    }
    Keeping::New(None)
}

/// A version in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionLine {
    /// Its number, from 1.
    pub seq: i32,
    /// The day on which its text was saved.
    pub on: Date,
    /// The time of that day in the county: `14:05`.
    pub time: String,
    /// Why it was kept.
    pub kept: Kept,
    /// How many characters it has.
    pub length: i32,
}

/// A version beside the present text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionView {
    /// The version.
    pub line: VersionLine,
    /// Title, problem, cause and asks: what the present text has added and what it lacks.
    pub parts: Vec<(Part, Vec<Stretch>)>,
    /// Whether it may be brought back now.
    pub can_restore: bool,
    /// The version of the proposal that a restoring must name.
    pub version: i32,
}

vocabulary! {
    /// A part of a draft.
    pub enum Part {
        Title = "title", "标题", "Title";
        /// What is wrong.
        Problem = "problem", "问题", "Problem";
        /// Why it is so.
        Analysis = "analysis", "原因分析", "Analysis";
        /// What is asked for.
        Asks = "asks", "具体请求", "What is asked for";
        /// The village or the spot.
        Village = "village", "村或具体地点", "Village or spot";
    }
}

/// The parts in which a version and the present text have anything, compared.
pub fn compared(version: &Draft, present: &Draft) -> Vec<(Part, Vec<Stretch>)> {
    let text = |draft: &Draft, part| match part {
        Part::Title => draft.title.clone(),
        Part::Problem => draft.problem.clone(),
        Part::Analysis => draft.analysis.clone(),
        Part::Asks => {
            let asks = draft.asks.iter().filter(|ask| !ask.trim().is_empty());
            asks.zip(1..).map(|(ask, n)| format!("{n}. {ask}")).collect::<Vec<_>>().join("\n")
        }
        Part::Village => draft.village.clone(),
    };
    let parts = Part::ALL.iter().map(|&part| (part, ground::diff::compare(&text(version, part), &text(present, part))));
    parts.filter(|(_, stretches)| !stretches.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(length: usize) -> Draft {
        Draft { problem: "字".repeat(length), ..Draft::default() }
    }

    #[test]
    fn what_is_typed_in_ten_minutes_is_one_version() {
        let old = draft(10);
        let check = |kept, minutes: i64, then, expected| {
            let latest = Latest { kept, begun_ms: 0, draft: &old };
            assert_eq!(keeping(Some(latest), &draft(11), then, minutes * 60_000), expected, "{kept:?} {minutes}");
        };
        check(Kept::Typing, 1, Kept::Typing, Keeping::TakeIn);
        check(Kept::Typing, 9, Kept::Typing, Keeping::TakeIn);
        check(Kept::Typing, 10, Kept::Typing, Keeping::New(None));
        check(Kept::Typing, 1, Kept::Saved, Keeping::New(None));
        check(Kept::Saved, 1, Kept::Typing, Keeping::New(None));
        check(Kept::Saved, 1, Kept::Saved, Keeping::New(None));
        check(Kept::BeforeDeletion, 1, Kept::Typing, Keeping::New(None));
        assert_eq!(keeping(None, &draft(1), Kept::Typing, 0), Keeping::New(None));
    }

    #[test]
    fn the_same_text_again_is_no_new_version() {
        let old = draft(10);
        let check = |kept, then, expected| {
            let latest = Latest { kept, begun_ms: 0, draft: &old };
            assert_eq!(keeping(Some(latest), &old, then, 1), Keeping::Relabel(expected));
        };
        check(Kept::Typing, Kept::Typing, Kept::Typing);
        check(Kept::Typing, Kept::Saved, Kept::Saved);
        check(Kept::Saved, Kept::Typing, Kept::Saved);
        check(Kept::Saved, Kept::Submitted, Kept::Submitted);
        check(Kept::Submitted, Kept::Saved, Kept::Submitted);
    }

    #[test]
    fn a_long_deletion_seals_what_was_there() {
        let old = draft(300);
        let latest = Latest { kept: Kept::Typing, begun_ms: 0, draft: &old };
        assert_eq!(keeping(Some(latest), &draft(100), Kept::Typing, 1), Keeping::TakeIn);
        assert_eq!(keeping(Some(latest), &draft(99), Kept::Typing, 1), Keeping::New(Some(Kept::BeforeDeletion)));
        assert_eq!(keeping(Some(latest), &draft(0), Kept::Saved, 1), Keeping::New(Some(Kept::BeforeDeletion)));
    }

    #[test]
    fn parts_that_both_lack_are_not_shown() {
        let old = Draft { title: "修路".into(), asks: vec!["甲".into(), " ".into()], ..Draft::default() };
        let parts: Vec<_> = compared(&old, &Draft::default()).into_iter().map(|(part, _)| part).collect();
        assert_eq!(parts, [Part::Title, Part::Asks]);
    }
}
