//! What an index knows of a text: overlapping pairs of characters.
//!
//! Chinese is written without spaces, so a run of letters and digits of any script becomes its overlapping pairs, and
//! its last character by itself: `下游村` is `下游`, `游村`, `村`; `4G基站` is `4g`, `g基`, `基站`, `站`. Each character is
//! thus the beginning of exactly one token, so that a pair is found by its token, a single character by the tokens that
//! begin with it, and anything longer by its pairs one behind another: what is found is what `LIKE '%…%'` finds in the
//! folded text. A run's last token stands for its end, so that no phrase reaches from one run into the next by chance.

use std::collections::HashMap;

use crate::characters::folded;

/// Changes when the same text gives other tokens: what was indexed by an earlier version is indexed again.
pub const VERSION: i32 = 3;
/// Stands between fields in an index, so that no phrase reaches from one into the next; no token has this code.
const BETWEEN_FIELDS: &str = "x";

/// The tokens of a text in their order, with repetitions.
pub fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for run in folded(text).split(' ') {
        let run: Vec<char> = run.chars().collect();
        found.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
        found.extend(run.last().map(char::to_string));
    }
    found
}

/// A token as databases keep it: `h`, then each character in hexadecimal digits.
///
/// The tokenizers of SQLite (`unicode61`) and PostgreSQL (`simple`) know the letters of other Unicode versions, drop
/// accents, or ask the system's locale; this they all take whole and leave as it is. Different tokens differ here too,
/// and the beginning of a token is the beginning of its code.
pub fn encoded(token: &str) -> String {
    let mut code = String::new();
    encode(token, &mut code);
    code
}

fn encode(token: &str, code: &mut String) {
    code.push('h');
    for c in token.chars() {
        if u32::from(c) <= 0xffff {
            push_hex(c, 4, code);
        } else {
            code.push('g');
            push_hex(c, 6, code);
        }
    }
}

fn push_hex(c: char, digits: u32, code: &mut String) {
    code.extend((0..digits).rev().filter_map(|n| char::from_digit(u32::from(c) >> (4 * n) & 0xf, 16)));
}

/// The tokens of fields as an index takes them: encoded, with a space between, and a mark between fields.
pub fn indexed<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let mut codes = String::new();
    for field in fields {
        if !codes.is_empty() {
            codes.push(' ');
            codes.push_str(BETWEEN_FIELDS);
        }
        for token in tokens(field) {
            if !codes.is_empty() {
                codes.push(' ');
            }
            encode(&token, &mut codes);
        }
    }
    codes
}

/// In how many papers of a sample each token stands.
#[derive(Clone, Debug, Default)]
pub struct Frequencies {
    papers: usize,
    by_token: HashMap<String, u32>,
}

impl Frequencies {
    /// Counts the papers of a sample, each told by its tokens without repetitions.
    pub fn of(papers: impl Iterator<Item = impl IntoIterator<Item = String>>) -> Self {
        let mut counted = Self::default();
        for tokens in papers {
            counted.papers += 1;
            for token in tokens {
                *counted.by_token.entry(token).or_default() += 1;
            }
        }
        counted
    }

    /// How many papers were counted.
    pub fn papers(&self) -> usize {
        self.papers
    }

    /// In how many of them a token stands.
    pub fn papers_with(&self, token: &str) -> f64 {
        self.by_token.get(token).copied().map_or(0.0, f64::from)
    }

    /// How much it tells that a paper has this token: the rarer, the more (inverse document frequency).
    pub fn weight(&self, token: &str) -> f64 {
        let papers = f64::from(u32::try_from(self.papers).unwrap_or(u32::MAX));
        ((papers + 2.0) / (self.papers_with(token) + 1.0)).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::characters::is_han;
    use proptest::prelude::*;

    #[test]
    fn runs_become_pairs_and_a_last_character() {
        let check = |text: &str, expected: &[&str]| assert_eq!(tokens(text), expected, "{text:?}");
        check("", &[]);
        check("，。 \n", &[]);
        check("路", &["路"]);
        check("修路", &["修路", "路"]);
        check("下游村", &["下游", "游村", "村"]);
        check("下游、村", &["下游", "游", "村"]);
        check("3.2公里", &["3", "2公", "公里", "里"]);
        check("４Ｇ基站ＯＫ", &["4g", "g基", "基站", "站o", "ok", "k"]);
        check("é №7", &["é", "no", "o7", "7"]);
        check("二〇二六", &["二〇", "〇二", "二六", "六"]);
        check("𠮷𠮷村", &["𠮷𠮷", "𠮷村", "村"]);
    }

    #[test]
    fn codes_are_ascii_and_begin_like_their_tokens() {
        assert_eq!(encoded("修路"), "h4fee8def");
        assert_eq!(encoded("𠮷村"), "hg020bb76751");
        assert_eq!(encoded("4g"), "h00340067");
        assert_eq!(indexed(["修路", "4"]), "h4fee8def h8def x h0034");
        assert_eq!(indexed([]), "");
    }

    proptest! {
        #[test]
        fn each_pair_of_neighbours_is_a_token(text in "[下游村修路a1 ，𠮷]{0,30}") {
            let chars: Vec<char> = text.chars().collect();
            let found = tokens(&text);
            for pair in chars.windows(2).filter(|pair| pair.iter().all(|&c| is_han(c))) {
                prop_assert!(found.contains(&pair.iter().collect::<String>()));
            }
        }

        #[test]
        fn each_character_begins_exactly_one_token(text in any::<String>()) {
            let begins: String = tokens(&text).iter().filter_map(|token| token.chars().next()).collect();
            prop_assert_eq!(begins, folded(&text).replace(' ', ""));
        }

        #[test]
        fn any_text_gives_short_codes_that_no_database_splits(text in any::<String>()) {
            for token in tokens(&text) {
                let code = encoded(&token);
                prop_assert!(code.starts_with('h') && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
                prop_assert!(code.len() <= 15, "{}", code);
            }
        }

        #[test]
        fn different_tokens_have_different_codes(one in "[a-rq0-9é修𠮷]{1,4}", other in "[a-rq0-9é修𠮷]{1,4}") {
            let (one, other) = (tokens(&one), tokens(&other));
            let codes = |tokens: &[String]| tokens.iter().map(|token| encoded(token)).collect::<Vec<_>>();
            prop_assert_eq!(one == other, codes(&one) == codes(&other));
        }
    }
}
