//! The fingerprint of a text: what people confirm, sign or print is bound to these very words.

use sha2::{Digest, Sha256};

use crate::draft::{Draft, Kind, Submission, Submitter};

/// The first line of the canonical form. A change of the form gets another number, so that old fingerprints stay true.
const FORM: &str = "jianyi text 1\n";
/// How many digits stand in addresses and on paper: 64 bits, so that no two versions of one paper meet.
const SHORT: usize = 16;

/// The SHA-256 (FIPS 180-4) of a text in its canonical form, as 64 small hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fingerprint(String);

/// Text that is no fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint has 64 small hexadecimal digits")]
pub struct NotAFingerprint;

impl Fingerprint {
    /// All 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first 16 digits, as addresses and papers carry them.
    pub fn short(&self) -> &str {
        &self.0[..SHORT]
    }

    /// Whether `short` is the beginning that [`Fingerprint::short`] gave.
    pub fn is_short(&self, short: &str) -> bool {
        self.short() == short
    }

    /// The fingerprint of this text together with files: the names and SHA-256 digests of what is attached to it.
    ///
    /// Their order does not matter. Without files it is the text's own.
    #[must_use]
    pub fn with_files<'a>(&self, files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut files: Vec<_> = files.into_iter().collect();
        if files.is_empty() {
            return self.clone();
        }
        files.sort_unstable();
        let mut canonical = Canonical::new();
        canonical.field("text", &self.0);
        for (name, sha256) in files {
            canonical.field("file", name);
            canonical.field("sha256", sha256);
        }
        canonical.finish()
    }
}

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Fingerprint {
    type Err = NotAFingerprint;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = NotAFingerprint;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_one = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if is_one { Ok(Self(text)) } else { Err(NotAFingerprint) }
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.0
    }
}

/// The canonical form, hashed while it is written.
///
/// Each field is its name, a space, the length of its value in bytes, a line break, the value and a line break. Lengths
/// stand before values, so that no text can look like the next field.
struct Canonical(Sha256);

impl Canonical {
    fn new() -> Self {
        Self(Sha256::new_with_prefix(FORM))
    }

    fn field(&mut self, name: &str, value: &str) {
        self.0.update(format!("{name} {}\n{value}\n", value.len()));
    }

    fn finish(self) -> Fingerprint {
        Fingerprint(self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// The fingerprint of what a deputy is writing: title, problem, analysis, asks, topic, township, village, the wish for
/// disclosure, the kind of paper and in whose name it is submitted.
///
/// Values are trimmed, line breaks are `\n`, and empty asks are left out, as when the text is parsed; so the text that is
/// handed in has the same fingerprint as the draft that it was made from. The tick about self-interest is not part of the
/// text.
pub fn fingerprint(draft: &Draft) -> Fingerprint {
    let mut canonical = Canonical::new();
    for (name, value) in [("title", &draft.title), ("problem", &draft.problem), ("analysis", &draft.analysis)] {
        canonical.field(name, &settled(value));
    }
    for ask in draft.asks.iter().map(|ask| settled(ask)).filter(|ask| !ask.is_empty()) {
        canonical.field("ask", &ask);
    }
    for (name, code) in [("topic", &draft.topic), ("township", &draft.township), ("disclosure", &draft.disclosure)] {
        canonical.field(name, code);
    }
    let village = settled(&draft.village);
    if !village.is_empty() {
        canonical.field("village", &village);
    }
    // What is usual leaves no trace, whether it was chosen or not.
    for (name, code, usual) in
        [("kind", &draft.kind, Kind::Proposal.code()), ("submitter", &draft.submitter, Submitter::Deputy.code())]
    {
        if !code.is_empty() && code != usual {
            canonical.field(name, code);
        }
    }
    canonical.finish()
}

/// A value as parsing settles it.
fn settled(raw: &str) -> String {
    raw.replace("\r\n", "\n").trim().to_owned()
}

impl Draft {
    /// Its [`fingerprint`].
    pub fn fingerprint(&self) -> Fingerprint {
        fingerprint(self)
    }
}

impl Submission {
    /// The [`fingerprint`] of the draft that it was made from.
    pub fn fingerprint(&self) -> Fingerprint {
        fingerprint(&Draft::from(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{County, Named, TownshipId};

    fn draft() -> Draft {
        Draft {
            title: "关于硬化下游村道路的建议".into(),
            problem: "村里三公里土路雨天无法通行，学生上学绕行。".into(),
            analysis: "道路修建于二十年前，多年没有列入养护计划。".into(),
            asks: vec!["今年内完成路基整修。".into(), "公布硬化计划。".into()],
            topic: "roads".into(),
            township: "3".into(),
            disclosure: "open".into(),
            no_self_interest: true,
            ..Draft::default()
        }
    }

    #[test]
    fn the_form_never_changes_unnoticed() {
        let fingerprint = draft().fingerprint();
        assert_eq!(fingerprint.as_str(), "c912d823e17a5299d7fd998f183143b7eae7837e211d6122505128ea507dca01");
        assert!(fingerprint.is_short(fingerprint.short()));
    }

    #[test]
    fn the_text_handed_in_has_the_fingerprint_of_its_draft() {
        let township = Named { id: TownshipId(3), name: "西社镇".into(), name_en: "Xishe".into() };
        let county = County { townships: vec![township], ..County::default() };
        let typed = Draft {
            title: format!(" {} ", draft().title),
            analysis: format!("{}\r\n", draft().analysis),
            asks: vec![draft().asks[0].clone(), "  ".into(), draft().asks[1].clone(), String::new()],
            ..draft()
        };
        let submission = typed.parse(&county).expect("a text that can be handed in");
        assert_eq!(submission.fingerprint(), typed.fingerprint());
        assert_eq!(submission.fingerprint(), draft().fingerprint());
    }

    #[test]
    fn every_part_of_the_text_counts() {
        let check = |change: fn(&mut Draft)| {
            let mut changed = draft();
            change(&mut changed);
            assert_ne!(changed.fingerprint(), draft().fingerprint(), "{changed:?}");
        };
        check(|draft| draft.title.push('。'));
        check(|draft| draft.problem.insert(3, ' '));
        check(|draft| draft.analysis.clear());
        check(|draft| draft.asks.swap(0, 1));
        check(|draft| draft.asks = vec![draft.asks.join("\nask 1\n")]);
        check(|draft| draft.topic = "water".into());
        check(|draft| draft.township.clear());
        check(|draft| draft.village = "下游村".into());
        check(|draft| draft.disclosure = "closed".into());
        check(|draft| draft.kind = "motion".into());
        check(|draft| draft.submitter = "delegation".into());
    }

    #[test]
    fn files_count_by_name_and_content() {
        let text = draft().fingerprint();
        let (a, b) = (("a.pdf", "11"), ("b.pdf", "22"));
        assert_eq!(text.with_files([]), text);
        assert_eq!(text.with_files([a, b]), text.with_files([b, a]));
        assert_ne!(text.with_files([a]), text);
        assert_ne!(text.with_files([a]), text.with_files([("a.pdf", "22")]));
        assert_ne!(text.with_files([a]), text.with_files([("b.pdf", "11")]));
    }

    #[test]
    fn other_text_is_no_fingerprint() {
        for wrong in ["", "abc", &"g".repeat(64), &"A".repeat(64), &"é".repeat(32)] {
            assert_eq!(wrong.parse::<Fingerprint>(), Err(NotAFingerprint), "{wrong}");
        }
        let right = draft().fingerprint();
        assert_eq!(right.as_str().parse(), Ok(right.clone()));
        let json = serde_json::to_string(&right).expect("it can be written");
        assert_eq!(serde_json::from_str::<Fingerprint>(&json).expect("it can be read"), right);
    }
}
