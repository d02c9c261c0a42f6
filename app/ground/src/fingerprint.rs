//! The fingerprint of a text: what people confirm, sign or print is bound to these very words.

use sha2::{Digest, Sha256};

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
        let mut canonical = Canonical::begin();
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
#[derive(Clone, Debug)]
pub struct Canonical(Sha256);

impl Canonical {
    /// A text without fields yet.
    pub fn begin() -> Self {
        Self(Sha256::new_with_prefix(FORM))
    }

    /// Writes a field; the order counts.
    pub fn field(&mut self, name: &str, value: &str) {
        self.0.update(format!("{name} {}\n{value}\n", value.len()));
    }

    /// The fingerprint of all that was written.
    pub fn finish(self) -> Fingerprint {
        Fingerprint(self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> Fingerprint {
        let mut canonical = Canonical::begin();
        canonical.field("title", "关于硬化下游村道路的建议");
        canonical.finish()
    }

    #[test]
    fn files_count_by_name_and_content() {
        let text = text();
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
        let right = text();
        assert_eq!(right.as_str().parse(), Ok(right.clone()));
        let json = serde_json::to_string(&right).expect("it can be written");
        assert_eq!(serde_json::from_str::<Fingerprint>(&json).expect("it can be read"), right);
    }
}
