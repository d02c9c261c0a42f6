//! Text as people paste it: what their programs leave in it that nobody sees, and how it is kept, read and compared.
//!
//! Three ways, and each field takes one. [`clean`] is for what is stored as somebody wrote it: nothing that can be seen
//! changes, so that what was signed stays what was signed. [`plain`] is for short fields with a format. [`fold`] is for
//! comparing and searching, never for storing.

use std::ops::Range;

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A text as it is stored: every kind of line break is `\n`, tabs are spaces, and neither marks that turn the direction
/// of text (they can forge a reading) nor control characters are in it. Joiners of emoji and variants of characters stay.
pub fn clean(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                text.push('\n');
            }
            // Breaks within a paragraph (Word), between pages (PDF) and between lines (web pages).
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => text.push('\n'),
            '\t' => text.push(' '),
            c if c.is_control() || turns_direction(c) || is_noncharacter(c) => {}
            c => text.push(c),
        }
    }
    text
}

/// The same in one line.
pub fn clean_line(raw: &str) -> String {
    clean(raw).replace('\n', " ")
}

/// A short text with a format, such as a telephone, an address, an account or a number, as it is meant: wide letters and
/// digits are the usual ones (NFKC), so are dashes and the Chinese full stop; nothing is invisible; spaces are single.
pub fn plain(raw: &str) -> String {
    let usual = raw.nfkc().filter(|c| !is_invisible(*c) || c.is_whitespace()).map(|c| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '。' => '.',
        c => c,
    });
    usual.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether there is nothing to see: nothing but spaces, what is invisible, and marks on no letter.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c) || is_mark(c))
}

/// Whether nothing is shown for a character: Unicode's default-ignorable ones (`DerivedCoreProperties.txt`), controls,
/// annotation marks, and letters that are blank by design (Braille's, Hangul's).
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || is_noncharacter(c)
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character at either end of a text may go: spaces, and what has no width and joins nothing.
pub(crate) fn is_margin(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// Whether a character is a mark on another: the blocks of marks, so that a browser needs no table for it.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{302a}'..='\u{302f}' | '\u{3099}' | '\u{309a}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// A text as it is compared and searched: letters and digits in their usual forms (NFKC: of wide and narrow letters,
/// radicals, compatibility ideographs, accents), in lower case, and one space for any signs between. What is invisible
/// vanishes and parts no word.
pub fn folded(text: &str) -> String {
    fold(text).into_iter().map(|(c, _)| c).collect()
}

/// The folded characters, each with the bytes of what it was made from.
pub fn fold(text: &str) -> Vec<(char, Range<usize>)> {
    let mut found: Vec<(char, Range<usize>)> = Vec::with_capacity(text.len());
    let mut push = |c: char, from: Range<usize>| {
        if is_han(c) || c.is_alphanumeric() {
            found.push((c, from));
        } else if !is_invisible_within(c) && found.last().is_some_and(|(last, _)| *last != ' ') {
            found.push((' ', from));
        } else if is_invisible_within(c)
            && let Some((last, before)) = found.last_mut()
            && *last != ' '
        {
            before.end = from.end;
        }
    };
    for (start, piece) in pieces(text) {
        let from = start..start + piece.len();
        let mut chars = piece.chars();
        match (chars.next(), chars.next()) {
            // Most of the text by far.
            (Some(c), None) if is_unified(c) => push(c, from),
            _ => {
                let lower: String = piece.nfkc().flat_map(char::to_lowercase).collect();
                for c in lower.nfkc() {
                    push(c, from.clone());
                }
            }
        }
    }
    found.pop_if(|(last, _)| *last == ' ');
    found
}

/// What parts no word where it stands inside of one.
fn is_invisible_within(c: char) -> bool {
    (is_invisible(c) && !c.is_control()) || is_combining_mark(c)
}

/// The pieces of a text that are normalised each by itself: a character with what may combine with it.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let begins = |c: char| {
        is_unified(c) || (canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) != IsNormalized::Maybe)
    };
    let mut rest = text;
    std::iter::from_fn(move || {
        let at = text.len() - rest.len();
        let first = rest.chars().next()?.len_utf8();
        let end = rest[first..].find(begins).map_or(rest.len(), |next| first + next);
        let piece;
        (piece, rest) = rest.split_at(end);
        Some((at, piece))
    })
}

/// Whether a character is written in runs without spaces: Chinese ones, with `々` and `〇`.
pub fn is_han(c: char) -> bool {
    is_unified(c) || matches!(c, '\u{3005}' | '\u{3007}' | '\u{f900}'..='\u{faff}')
}

/// The Chinese characters that have one form only.
fn is_unified(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2f7ff}' | '\u{2fa20}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_stored_keeps_all_that_can_be_seen() {
        for (raw, expected) in [
            ("一\r\n二\r三\n四", "一\n二\n三\n四"),
            ("一\u{b}二\u{c}三\u{85}四\u{2028}五\u{2029}六", "一\n二\n三\n四\n五\n六"),
            ("关于\t道路", "关于 道路"),
            ("\u{2068}张三\u{2069}说\u{200e}：\u{202d}1\u{202c}", "张三说：1"),
            ("修\u{0}\u{7}\u{1b}\u{7f}\u{9f}路\u{fffe}", "修路"),
            ("（１）：，ｄ０５２㎡⼩", "（１）：，ｄ０５２㎡⼩"),
            ("👨\u{200d}👩 ✔\u{fe0f} 葛\u{e0100}家", "👨\u{200d}👩 ✔\u{fe0f} 葛\u{e0100}家"),
        ] {
            assert_eq!(clean(raw), expected, "{raw:?}");
        }
        assert_eq!(clean_line("主任\u{b}会议\r\n9号"), "主任 会议 9号");
    }

    #[test]
    fn a_short_text_is_what_is_meant() {
        for (raw, expected) in [
            ("\u{202d}13800000031\u{202c}", "13800000031"),
            ("１３８ ０000", "138 0000"),
            ("\u{a0}0717\u{2014}８００１\u{200b}", "0717-8001"),
            ("（０７１７）8001转6", "(0717)8001转6"),
            ("feng＠example。cn\u{feff}", "feng@example.cn"),
            ("ｄ０５２", "d052"),
            ("Ｐ－００７", "P-007"),
            ("\u{3000}王\u{3000}\u{3000}芳 ", "王 芳"),
            ("a\u{0}\tb\u{1f}", "a b"),
        ] {
            assert_eq!(plain(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn nothing_to_see_is_nothing() {
        for blank in [
            "",
            " \u{3000}\n",
            "\u{200b}\u{200b}",
            "\u{3164}",
            "\u{2800}",
            "\u{115f}\u{ffa0}",
            "\u{301}",
            "\u{fe0f}\u{e0100}",
        ] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for seen in ["路", ".", "e\u{301}", "\u{200b}1", "👨\u{200d}👩"] {
            assert!(!is_blank(seen), "{seen:?}");
        }
    }

    #[test]
    fn what_looks_alike_is_the_same_when_compared() {
        for (one, other) in [
            ("下游村⼩⽔库⽅便⼈民⽣产", "下游村小水库方便人民生产"),
            ("下\u{200b}游\u{2060}村", "下游村"),
            ("葛\u{e0100}家村", "葛家村"),
            ("下\u{ad}游村", "下游村"),
            ("\u{f979}村", "凉村"),
            ("Cafe\u{301} 村", "café 村"),
            ("４Ｇ基站ＯＫ", "4g基站ok"),
            ("《下游村》——道路。", "下游村 道路"),
            ("\u{2f8a6}", "\u{6148}"),
        ] {
            assert_eq!(folded(one), folded(other), "{one:?}");
        }
        assert_eq!(folded("x\u{301}\u{323}y"), "xy", "a mark without a letter of its own parts no word");
        assert_eq!(folded("  Main Street, CAFÉ\u{3000}４Ｇ 17-闭 "), "main street café 4g 17 闭");
    }

    #[test]
    fn each_character_knows_where_it_comes_from() {
        let text = "Cafe\u{301} ⼩\u{200b}村";
        let from: Vec<_> = fold(text).into_iter().map(|(c, from)| (c, &text[from])).collect();
        let expected =
            [('c', "C"), ('a', "a"), ('f', "f"), ('é', "e\u{301}"), (' ', " "), ('小', "⼩\u{200b}"), ('村', "村")];
        assert_eq!(from, expected);
    }

    proptest! {
        #[test]
        fn what_was_done_once_is_done(text in any::<String>()) {
            prop_assert_eq!(clean(&clean(&text)), clean(&text));
            prop_assert_eq!(plain(&plain(&text)), plain(&text));
            prop_assert_eq!(folded(&folded(&text)), folded(&text));
        }

        #[test]
        fn only_what_cannot_be_seen_goes(text in any::<String>()) {
            let seen = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect::<String>();
            prop_assert_eq!(seen(&clean(&text)), seen(&text));
        }

        #[test]
        fn places_follow_one_another(text in any::<String>()) {
            let mut end = 0;
            for (_, from) in fold(&text) {
                prop_assert!(from.start < from.end && text.get(from.clone()).is_some() && from.end >= end);
                end = from.end;
            }
        }
    }
}
