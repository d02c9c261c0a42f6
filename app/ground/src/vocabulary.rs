//! The words of every enum beside it: one table gives the variant, its stored code and its word in each language.

use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Simplified Chinese, the language of the record.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The value of the HTML `lang` attribute (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language of a cookie or form value, if it is one of ours.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "zh" => Some(Self::Zh),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The stored code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The first of our languages that an `Accept-Language` header asks for (RFC 9110, section 12.5.4), Chinese when none.
    pub fn accepted(header: &str) -> Self {
        let mut best = (Self::Zh, 0.0_f32);
        for range in header.split(',') {
            let mut parts = range.trim().split(';');
            let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
            let quality = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0_f32);
            let lang = match tag.split('-').next() {
                Some("zh") => Self::Zh,
                Some("en") => Self::En,
                _ => continue,
            };
            if quality > best.1 {
                best = (lang, quality);
            }
        }
        best.0
    }

    /// Chooses between two texts.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// A code that is no variant's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code:?} is no {what}")]
pub struct UnknownCode {
    /// The enum that was asked.
    pub what: &'static str,
    /// The code it does not know.
    pub code: String,
}

/// Defines an enum whose variants carry a stored code and a word in each language.
#[macro_export]
macro_rules! vocabulary {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$vmeta:meta])* $variant:ident = $code:literal, $zh:literal, $en:literal; )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$vmeta])* $variant, )+ }

        impl $name {
            /// Every variant, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stored code: stable, never shown.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The variant that a stored code stands for.
            pub fn from_code(code: &str) -> Result<Self, $crate::vocabulary::UnknownCode> {
                match code {
                    $($code => Ok(Self::$variant),)+
                    _ => Err($crate::vocabulary::UnknownCode { what: stringify!($name), code: code.to_owned() }),
                }
            }

            /// The word on screen.
            pub fn word(self, lang: $crate::vocabulary::Lang) -> &'static str {
                match self { $(Self::$variant => lang.pick($zh, $en),)+ }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::from_code(&code).map_err(serde::de::Error::custom)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_wish_decides_the_language() {
        let check = |header, expected| assert_eq!(Lang::accepted(header), expected, "{header}");
        check("", Lang::Zh);
        check("en-GB,en;q=0.9", Lang::En);
        check("zh-CN,zh;q=0.9,en;q=0.8", Lang::Zh);
        check("fr,en;q=0.3", Lang::En);
        check("en;q=0.2, zh;q=0.7", Lang::Zh);
        check(";;q=,", Lang::Zh);
    }
}
