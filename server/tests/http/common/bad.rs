//! Bad input: what no field takes, and how a form shows that it was refused.

use super::{Answer, Browser, field, group_of, id_of};

/// What would be part of the page's structure, were it not escaped.
pub const MARKUP: &str = "</textarea></script><script>alert(1)</script>\"'><b>";

/// What a field takes, and so what it must not.
#[derive(Clone, Copy)]
pub enum Kind {
    Text,
    OptionalText,
    Date,
    Choice,
    OptionalChoice,
    /// A choice in a form that keeps whatever is half filled.
    KeptChoice,
    Tick,
}

impl Kind {
    pub fn bad(self) -> Vec<String> {
        // More than is kept, and more than a form has room for ten times.
        let (long, longest) = ("x".repeat(20_001), "长".repeat(100_000));
        let others: &[&str] = match self {
            Self::Text => &["", " \r\n ", "\u{200b}\u{3164}\u{2800}\u{feff}\u{301}"],
            Self::OptionalText | Self::KeptChoice => &[],
            Self::Date => &["", "2026-13-45", "昨天", MARKUP],
            Self::Choice => &["", "nonsense", "-1", "999999", MARKUP],
            Self::OptionalChoice => &["nonsense", "-1", "999999", MARKUP],
            Self::Tick => return vec![String::new()],
        };
        others.iter().map(|&text| text.to_owned()).chain([longest, long]).collect()
    }

    pub fn is_typed(self) -> bool {
        matches!(self, Self::Text | Self::OptionalText | Self::Date)
    }
}

/// Nothing of what was typed has become part of the page's structure, nor of its scripts'.
pub fn is_escaped(answer: &Answer, what: &str) {
    for piece in ["<script>alert", "</textarea></script>", "</script><script>alert", "\"'><b>"] {
        let found = answer.body.find(piece).map(|at| answer.body[..at].chars().rev().take(80).collect::<Vec<_>>());
        let before = found.map(|before| before.into_iter().rev().collect::<String>());
        assert_eq!(before, None, "{what}: “{piece}” stands in the page as it was typed");
    }
}

pub fn is_refused(answer: &Answer, what: &str) {
    assert_eq!(answer.status.as_u16(), 200, "{what}");
    assert!(answer.alert().is_some_and(|alert| !alert.is_empty()), "{what}: nothing says that it was refused");
    is_escaped(answer, what);
}

/// The message that stands beside a field.
pub fn stands_beside(answer: &Answer, id: &str, what: &str) -> String {
    let problem = answer.problem_beside(id).unwrap_or_default();
    assert!(!problem.is_empty(), "{what}: nothing stands beside {id}");
    problem
}

pub fn comes_back(answer: &Answer, name: &str, typed: &str, what: &str) {
    let back = answer.typed(name).unwrap_or_default().replace("\r\n", "\n");
    assert!(back == typed.replace("\r\n", "\n"), "{what} is on the page again, not {:?}", first(&back));
}

/// The beginning of a text, for messages.
pub fn first(text: &str) -> String {
    text.chars().take(12).collect()
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// Every field of a step's form refuses what it cannot take: the message stands beside it in the reader's language, and
/// what was typed is there again.
pub async fn refuses_bad_fields(
    browser: &mut Browser,
    id: &str,
    step: &str,
    good: &[(&'static str, String)],
    fields: &[(&str, Kind)],
) {
    let (version, group) = (browser.version_of(id).await, group_of(step));
    for &(path, kind) in fields {
        for bad in kind.bad() {
            let what = format!("{step} {path} {:?}", first(&bad));
            let mut sent: Vec<(&str, &str)> = good.iter().map(|(path, value)| (*path, value.as_str())).collect();
            sent.retain(|(other, _)| *other != path);
            if !bad.is_empty() || !matches!(kind, Kind::Tick) {
                sent.push((path, &bad));
            }
            if path == "promises.1.due" {
                // A row is empty only where both of its fields are.
                sent.retain(|(other, _)| *other != "promises.1.text");
                sent.push(("promises.1.text", "第二项承诺的内容"));
            }
            let answer = browser.takes_at(id, &version, step, &sent).await;
            is_refused(&answer, &what);
            let problem = stands_beside(&answer, &id_of(group, path), &what);
            assert!(is_chinese(&problem), "{what}: {problem}");
            if kind.is_typed() {
                comes_back(&answer, &field(group, path), &bad, &what);
            }
        }
    }
    // The same with every field wrong at once, for who reads English.
    let worst: Vec<_> = fields.iter().map(|&(path, kind)| (path, kind.bad().pop().unwrap_or_default())).collect();
    let mut sent: Vec<(&str, &str)> = good.iter().map(|(path, value)| (*path, value.as_str())).collect();
    sent.retain(|(path, _)| !fields.iter().any(|(other, _)| other == path));
    // A box that is not ticked is not sent.
    sent.extend(worst.iter().filter(|(_, bad)| !bad.is_empty()).map(|(path, bad)| (*path, bad.as_str())));
    let before = browser.lang;
    browser.lang = "en";
    let answer = browser.takes_at(id, &version, step, &sent).await;
    browser.lang = before;
    is_refused(&answer, step);
    for &(path, _) in fields {
        let what = format!("{step} {path} in English");
        let problem = stands_beside(&answer, &id_of(group, path), &what);
        assert!(!is_chinese(&problem), "{what}: {problem}");
    }
}
