//! What an index knows of a text: overlapping pairs of Chinese characters, and words of everything else.
//!
//! Chinese is written without spaces, so a run of Chinese characters becomes its overlapping pairs, and its last
//! character by itself: `下游村` is `下游`, `游村`, `村`. Each character is thus the beginning of exactly one token, so
//! that a pair is found by its token and a single character by the tokens that begin with it. Everything else is
//! words of letters and digits in lower case. Full-width forms of ASCII count as ASCII.

/// Changes when the same text gives other tokens: what was indexed by an earlier version is indexed again.
pub const VERSION: i32 = 1;
/// The most characters of one word; a longer one becomes several.
const LONGEST_WORD: usize = 48;

/// The tokens of a text in their order, with repetitions.
pub fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut run, mut word) = (Vec::new(), String::new());
    // A space at the end closes what is open.
    for c in text.chars().chain([' ']).map(folded) {
        if !is_han(c) {
            end_run(&mut run, &mut found);
        }
        if is_han(c) || !c.is_alphanumeric() || word.chars().count() >= LONGEST_WORD {
            end_word(&mut word, &mut found);
        }
        if is_han(c) {
            run.push(c);
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
        }
    }
    found
}

fn end_run(run: &mut Vec<char>, found: &mut Vec<String>) {
    found.extend(run.windows(2).map(|pair| pair.iter().collect()));
    found.extend(run.last().map(char::to_string));
    run.clear();
}

fn end_word(word: &mut String, found: &mut Vec<String>) {
    if !word.is_empty() {
        found.push(std::mem::take(word));
    }
}

/// A character as it is indexed: full-width ASCII as ASCII.
fn folded(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// Whether a character is written in runs without spaces: Chinese ones, with `々` and `〇`.
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// A token as databases keep it: ASCII letters and digits only, beginning with a letter.
///
/// The tokenizers of SQLite (`unicode61`) and PostgreSQL (`simple`) know the letters of other Unicode versions, drop
/// accents, or ask the system's locale; this they all take whole and leave as it is. Different tokens differ here too,
/// and the beginning of a token of Chinese is the beginning of its code.
pub fn encoded(token: &str) -> String {
    let mut code = String::new();
    encode(token, &mut code);
    code
}

fn encode(token: &str, code: &mut String) {
    let is_chinese = token.chars().next().is_some_and(is_han);
    code.push(if is_chinese { 'h' } else { 'w' });
    for c in token.chars() {
        match c {
            'q' => code.push_str("qq"),
            c if c.is_ascii_alphanumeric() => code.push(c),
            c if is_chinese && u32::from(c) <= 0xffff => push_hex(c, 4, code),
            c => {
                code.push(if is_chinese { 'g' } else { 'q' });
                push_hex(c, 6, code);
            }
        }
    }
}

fn push_hex(c: char, digits: u32, code: &mut String) {
    code.extend((0..digits).rev().filter_map(|n| char::from_digit(u32::from(c) >> (4 * n) & 0xf, 16)));
}

/// The tokens of a text as an index takes them: encoded, with a space between.
pub fn indexed(text: &str) -> String {
    let mut codes = String::with_capacity(text.len() * 4);
    for token in tokens(text) {
        if !codes.is_empty() {
            codes.push(' ');
        }
        encode(&token, &mut codes);
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chinese_becomes_pairs_and_everything_else_words() {
        let check = |text: &str, expected: &[&str]| assert_eq!(tokens(text), expected, "{text:?}");
        check("", &[]);
        check("，。 \n", &[]);
        check("路", &["路"]);
        check("修路", &["修路", "路"]);
        check("下游村", &["下游", "游村", "村"]);
        check("下游、村", &["下游", "游", "村"]);
        check("3.2公里土路", &["3", "2", "公里", "里土", "土路", "路"]);
        check("４Ｇ基站ＯＫ", &["4g", "基站", "站", "ok"]);
        check("Main Street, café №7", &["main", "street", "café", "7"]);
        check("二〇二六", &["二〇", "〇二", "二六", "六"]);
        check("𠮷𠮷村", &["𠮷𠮷", "𠮷村", "村"]);
    }

    #[test]
    fn a_long_word_is_taken_in_parts() {
        let lengths: Vec<_> = tokens(&"x".repeat(100)).iter().map(String::len).collect();
        assert_eq!(lengths, [48, 48, 4]);
    }

    #[test]
    fn codes_are_ascii_and_begin_like_their_tokens() {
        assert_eq!(encoded("修路"), "h4fee8def");
        assert_eq!(encoded("𠮷村"), "hg020bb76751");
        assert_eq!(encoded("4g"), "w4g");
        assert_eq!(encoded("aqé"), "waqqq0000e9");
        assert_eq!(indexed("修路 4G"), "h4fee8def h8def w4g");
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
        fn each_chinese_character_begins_exactly_one_token(text in any::<String>()) {
            let begins = tokens(&text).iter().filter(|token| token.chars().next().is_some_and(is_han)).count();
            prop_assert_eq!(begins, text.chars().filter(|&c| is_han(c)).count());
        }

        #[test]
        fn any_text_gives_short_codes_that_no_database_splits(text in any::<String>()) {
            for token in tokens(&text) {
                let code = encoded(&token);
                prop_assert!(code.starts_with(['h', 'w']) && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
                prop_assert!(code.len() <= 7 * (LONGEST_WORD + 3) + 1, "{}", code);
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
