//! Problems that one part of the house knows: an enum beside its rule, with a sentence in each language.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Problem;
use crate::dates::date;
use crate::vocabulary::Lang;

/// A problem that one part of the house knows.
pub trait InWords {
    /// What to do about it, as a sentence that also says which field is meant.
    fn in_words(&self, lang: Lang) -> String;
}

/// A problem that a part has put into words, in each language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    zh: String,
    en: String,
}

impl Own {
    pub(super) fn sentence(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

impl<T: InWords> From<T> for Problem {
    fn from(problem: T) -> Self {
        Self::Own(Own { zh: problem.in_words(Lang::Zh), en: problem.in_words(Lang::En) })
    }
}

/// What can stand in a sentence.
pub trait Shown {
    /// As readers of a language write it.
    fn shown(&self, lang: Lang) -> String;
}

impl Shown for Date {
    fn shown(&self, lang: Lang) -> String {
        date(*self, lang)
    }
}

macro_rules! shown_as_they_are {
    ($($kind:ty),+) => {
        $(impl Shown for $kind {
            fn shown(&self, _: Lang) -> String {
                self.to_string()
            }
        })+
    };
}
shown_as_they_are!(String, u16, u32, usize);

/// Defines an enum of problems, each with its sentence in each language; fields stand in braces in the sentences.
#[macro_export]
macro_rules! problems {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(
                $(#[$vmeta:meta])*
                $variant:ident $({ $( $(#[$fmeta:meta])* $field:ident: $kind:ty ),+ $(,)? })? = $zh:literal, $en:literal;
            )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name {
            $( $(#[$vmeta])* $variant $({ $( $(#[$fmeta])* $field: $kind ),+ })?, )+
        }

        impl $crate::problem::InWords for $name {
            fn in_words(&self, lang: $crate::vocabulary::Lang) -> String {
                match self {
                    $( Self::$variant $({ $($field),+ })? => {
                        $($( let $field = $crate::problem::Shown::shown($field, lang); )+)?
                        lang.pick(format!($zh), format!($en))
                    } )+
                }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    problems! {
        /// What can be wrong with a cake.
        pub enum CakeProblem {
            /// It is gone.
            Eaten = "蛋糕已经吃完。", "The cake is eaten.";
            TooOld {
                /// How many are.
                cakes: usize,
                /// Since when.
                since: Date,
            } = "{cakes}块蛋糕{since}已过期。", "{cakes} cakes are too old since {since}.";
        }
    }

    #[test]
    fn a_part_tells_its_problems_in_both_languages() {
        let old = Problem::from(CakeProblem::TooOld { cakes: 2, since: jiff::civil::date(2026, 11, 3) });
        assert_eq!(old.sentence(Lang::Zh), "2块蛋糕2026年11月3日已过期。");
        assert_eq!(old.sentence(Lang::En), "2 cakes are too old since 3 November 2026.");
        assert_ne!(old, CakeProblem::Eaten.into());
        let json = serde_json::to_string(&old).expect("it can be written");
        assert_eq!(serde_json::from_str::<Problem>(&json).expect("it can be read"), old);
    }
}
