//! An address for mail, parsed once.

use serde::{Deserialize, Serialize};

use ground::characters::plain;
use ground::problem::Problem;

/// An address as mail servers without extensions take it (RFC 5321, sections 4.1.2 and 4.5.3.1): a dotted local part
/// and a domain name of at least two labels, in ASCII. Quoted local parts and address literals are left out on purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The most characters of an address.
    pub const MAX: usize = 254;

    /// Parses what was typed; the domain becomes lower case.
    ///
    /// # Errors
    /// [`Problem::Missing`] or [`Problem::NotAnAddress`].
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let raw = &plain(raw);
        if raw.is_empty() {
            return Err(Problem::Missing);
        }
        let (local, domain) = raw.rsplit_once('@').ok_or(Problem::NotAnAddress)?;
        let is_atom = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
        };
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let is_right = raw.len() <= Self::MAX
            && local.len() <= 64
            && local.split('.').all(is_atom)
            && domain.contains('.')
            && domain.split('.').all(is_label);
        if is_right { Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase()))) } else { Err(Problem::NotAnAddress) }
    }

    /// The mailbox before a `+`, and the domain: many hosts deliver `a+b@c` to `a@c`.
    pub fn mailbox(&self) -> (&str, &str) {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        (local.split('+').next().filter(|mailbox| !mailbox.is_empty()).unwrap_or(local), domain)
    }

    /// The address itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, Self::Error> {
        Self::parse(&raw).map_err(|problem| format!("{problem:?}"))
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_that_servers_take() {
        let check = |raw: &str, expected: Result<&str, Problem>| {
            assert_eq!(
                EmailAddress::parse(raw).as_ref().map(EmailAddress::as_str),
                expected.as_ref().copied(),
                "{raw:?}"
            );
        };
        check(" wang.li@Example.GOV.cn ", Ok("wang.li@example.gov.cn"));
        check("a+b@x-y.cn", Ok("a+b@x-y.cn"));
        check("feng＠example.cn", Ok("feng@example.cn"));
        check("ｗang@example。cn\u{200b}\u{202c}", Ok("wang@example.cn"));
        check("\u{200b}", Err(Problem::Missing));
        check("", Err(Problem::Missing));
        for wrong in [
            "wang",
            "@example.cn",
            "wang@",
            "wang@localhost",
            "wang@-x.cn",
            "wang@x..cn",
            ".wang@x.cn",
            "wang li@x.cn",
            "王@x.cn",
            "a@b@x.cn",
            "a@x.cn\r\nBcc: b@x.cn",
            "<a@x.cn>",
            "a@x.cn,b@x.cn",
        ] {
            check(wrong, Err(Problem::NotAnAddress));
        }
        check(&format!("{}@x.cn", "a".repeat(65)), Err(Problem::NotAnAddress));
    }
}
