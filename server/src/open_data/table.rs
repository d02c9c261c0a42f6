//! Tables for spreadsheets: UTF-8 with its mark, CRLF, every cell quoted, and no cell that a spreadsheet would calculate.

use std::borrow::Cow;

use csv::{QuoteStyle, Terminator, WriterBuilder};

/// By which spreadsheets know UTF-8.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";

/// The rows as a spreadsheet reads them.
///
/// # Errors
/// Where a row has not as many cells as the others.
pub(super) fn rows<'a, Row: IntoIterator<Item = &'a str>>(
    rows: impl IntoIterator<Item = Row>,
) -> Result<Vec<u8>, std::io::Error> {
    // Every cell is quoted: where a comma parts no cells, an unquoted `a;=1` would be two.
    let mut writer =
        WriterBuilder::new().terminator(Terminator::CRLF).quote_style(QuoteStyle::Always).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.into_iter().map(|cell| safe(cell).into_owned()))?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// A cell that is text for every spreadsheet: an apostrophe stands before what would begin a formula, full-width signs and
/// signs behind blanks among them (OWASP, CSV injection).
pub(super) fn safe(cell: &str) -> Cow<'_, str> {
    let is_blank =
        |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}') || c.is_control();
    let sign = cell.trim_start_matches(is_blank).chars().next();
    let begins = sign.is_some_and(|sign| matches!(sign, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'));
    if begins || cell.starts_with(['\t', '\r', '\n']) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_a_formula() {
        for cell in
            ["=1+1", "+1", "-1", "@A1", "\t=1", "\r1", " =1", "\u{3000}＝1", "\u{feff}=1", "＋1", "－1", "＠a", "\n-1"]
        {
            assert_eq!(safe(cell), format!("'{cell}"), "{cell:?}");
        }
        for cell in ["", "17-1-023", "关于=的建议", "2026-11-26", "a@b", " a"] {
            assert_eq!(safe(cell), cell);
        }
    }

    #[test]
    fn rows_are_quoted_and_end_with_both_marks() {
        let text = rows([["a", "b\"c"], ["甲;=1", "乙\n丙"]]).expect("rows");
        assert_eq!(String::from_utf8(text).expect("text"), "\"a\",\"b\"\"c\"\r\n\"甲;=1\",\"乙\n丙\"\r\n");
    }
}
