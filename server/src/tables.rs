//! Tables out of files: .xlsx, and .csv in UTF-8 or GBK, known by their content and read within limits.

use std::io::{Cursor, Read};

use calamine::{CellErrorType, DataRef, DataType, Reader, SheetVisible, Xlsx};
use domain::county::roster::{Cell, Kind, MAX_COLUMNS, MAX_ROWS, Row, Sheet, TableFault};
use encoding_rs::{Encoding, GB18030, UTF_8};

/// The most bytes of a file.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;
/// The most bytes of a workbook when unpacked.
const MAX_UNPACKED: u64 = 60 * 1024 * 1024;
/// The most files in a workbook.
const MAX_ENTRIES: usize = 1000;
/// Lines before and between the rows that are read, which spreadsheets leave empty.
const MAX_EMPTY: usize = 500;

/// Reads a table.
///
/// # Errors
/// Where it is no table, is damaged, too large, or lacks headings.
pub fn read(kind: Kind, bytes: &[u8]) -> Result<Sheet, TableFault> {
    if bytes.is_empty() {
        return Err(TableFault::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(TableFault::TooLarge);
    }
    let rows = if bytes.starts_with(b"PK\x03\x04") { workbook(bytes)? } else { text(bytes)? };
    Sheet::read(kind, rows)
}

/// The first sheet that is shown of a workbook.
fn workbook(bytes: &[u8]) -> Result<Vec<Row>, TableFault> {
    check_unpacked(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| TableFault::NotATable)?;
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let name = sheets.map(|sheet| sheet.name.clone()).next().ok_or(TableFault::Empty)?;
    let mut rows: Vec<Row> = Vec::new();
    // Cell by cell: a sheet with one cell in its last corner would else be unrolled in memory.
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| TableFault::Damaged)?;
    while let Some(cell) = cells.next_cell().map_err(|_| TableFault::Damaged)? {
        let value = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::Error(error) => faulty(error),
            DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => Cell::Date,
            DataRef::Bool(true) => Cell::Text("是".to_owned()),
            DataRef::Bool(false) => Cell::Text("否".to_owned()),
            value => Cell::Text(value.as_string().unwrap_or_default()),
        };
        put(&mut rows, cell.get_position(), value)?;
    }
    // A reader borrows the workbook: the first ends before the second begins.
    drop(cells);
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| TableFault::Damaged)?;
    while let Some(cell) = cells.next_formula().map_err(|_| TableFault::Damaged)? {
        if !cell.get_value().is_empty() {
            put(&mut rows, cell.get_position(), Cell::Formula)?;
        }
    }
    // A spreadsheet does not write empty cells at the end of a row.
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    for row in &mut rows {
        row.cells.resize(width, Cell::Text(String::new()));
    }
    Ok(rows)
}

fn faulty(error: &CellErrorType) -> Cell {
    match error {
        CellErrorType::GettingData => Cell::Formula,
        _ => Cell::Error,
    }
}

fn put(rows: &mut Vec<Row>, (row, column): (u32, u32), cell: Cell) -> Result<(), TableFault> {
    let (row, column) = (usize::try_from(row).unwrap_or(usize::MAX), usize::try_from(column).unwrap_or(usize::MAX));
    if cell == Cell::Text(String::new()) {
        return Ok(());
    }
    if row > MAX_ROWS + MAX_EMPTY {
        return Err(TableFault::TooManyRows);
    }
    if column >= MAX_COLUMNS {
        return Err(TableFault::TooManyColumns);
    }
    while rows.len() <= row {
        let line = u32::try_from(rows.len() + 1).unwrap_or(u32::MAX);
        rows.push(Row { line, cells: Vec::new() });
    }
    let cells = &mut rows[row].cells;
    if cells.len() <= column {
        cells.resize(column + 1, Cell::Text(String::new()));
    }
    cells[column] = cell;
    Ok(())
}

/// Unpacks everything once, counting: what a file says of its own size may be a lie.
fn check_unpacked(bytes: &[u8]) -> Result<(), TableFault> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableFault::Damaged)?;
    if archive.len() > MAX_ENTRIES {
        return Err(TableFault::TooLargeUnpacked);
    }
    let mut left = MAX_UNPACKED;
    for n in 0..archive.len() {
        let entry = archive.by_index(n).map_err(|_| TableFault::Damaged)?;
        let unpacked = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink());
        let unpacked = unpacked.map_err(|_| TableFault::Damaged)?;
        left = left.checked_sub(unpacked).ok_or(TableFault::TooLargeUnpacked)?;
    }
    Ok(())
}

/// Rows of text with commas, tabs or semicolons between the cells.
fn text(bytes: &[u8]) -> Result<Vec<Row>, TableFault> {
    // UTF-16, a picture, an old workbook: all have a NUL, which no text has.
    if bytes.contains(&0) || bytes.starts_with(b"%PDF") || bytes.trim_ascii_start().starts_with(b"<") {
        return Err(TableFault::NotATable);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // One kind of line break, so that lines are counted alike; neither half of one is part of a GBK character.
    let bytes = &unified(bytes)[..];
    let heading = bytes.split(|&byte| byte == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let encoding = encoding_of(bytes, heading);
    let separators = *b",\t;";
    let count = |separator: u8| heading.iter().filter(|&&byte| byte == separator).count();
    let separator =
        separators.into_iter().max_by_key(|&separator| (count(separator), separator == b',')).unwrap_or(b',');
    // The second byte of a GBK character is never a quote, a comma or a line break: the bytes can be split first.
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(bytes);
    let mut rows = Vec::new();
    let mut record = csv::ByteRecord::new();
    let mut expected = 1;
    while reader.read_byte_record(&mut record).map_err(|_| TableFault::Damaged)? {
        if rows.len() > MAX_ROWS + MAX_EMPTY {
            return Err(TableFault::TooManyRows);
        }
        let Some(position) = record.position() else { continue };
        // The reader counts empty lines into the row after them.
        let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
        let skipped = bytes.iter().skip(start).take_while(|&&byte| byte == b'\n');
        let line =
            u32::try_from(position.line()).unwrap_or(u32::MAX) + u32::try_from(skipped.count()).unwrap_or_default();
        for empty in (expected..line).take(MAX_EMPTY) {
            rows.push(Row { line: empty, cells: Vec::new() });
        }
        expected = u32::try_from(reader.position().line()).unwrap_or(u32::MAX);
        let cells = record.iter().take(MAX_COLUMNS + 1).map(|cell| {
            let (text, had_errors) = encoding.decode_without_bom_handling(cell);
            if had_errors { Cell::Undecodable } else { Cell::Text(text.into_owned()) }
        });
        rows.push(Row { line, cells: cells.collect() });
    }
    Ok(rows)
}

/// The bytes with `\n` for each `\r\n` and `\r`.
fn unified(bytes: &[u8]) -> Vec<u8> {
    let mut unified = Vec::with_capacity(bytes.len());
    for (n, &byte) in bytes.iter().enumerate() {
        match byte {
            b'\r' if bytes.get(n + 1) == Some(&b'\n') => {}
            b'\r' => unified.push(b'\n'),
            byte => unified.push(byte),
        }
    }
    unified
}

/// UTF-8 where the headings are, or everything is; else GBK (as its superset GB 18030).
fn encoding_of(bytes: &[u8], heading: &[u8]) -> &'static Encoding {
    let is_utf8 = if heading.is_ascii() { bytes } else { heading };
    if std::str::from_utf8(is_utf8).is_ok() { UTF_8 } else { GB18030 }
}

/// A template with its headings and one example, in UTF-8 with the mark by which spreadsheets know it.
pub fn template(kind: Kind) -> String {
    let headings: Vec<_> = kind.columns().iter().map(|column| column.word(ground::vocabulary::Lang::Zh)).collect();
    let example = match kind {
        Kind::People => "17-001,张三（示例，请删除此行）,,天宁镇,代表,,13800000000,",
        Kind::Units => "交通运输局（示例，请删除此行）,Transport Bureau,交通局,是,在用",
    };
    format!("\u{feff}{}\r\n{example}\r\n", headings.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<(u32, String)> {
        let sheet = read(Kind::People, bytes).expect("a table");
        let cell = |row: &Row| match row.cells.first() {
            Some(Cell::Text(text)) => text.clone(),
            other => format!("{other:?}"),
        };
        sheet.rows.iter().map(|row| (row.line, cell(row))).collect()
    }

    #[test]
    fn the_encoding_is_recognised() {
        let table = "姓名,角色\r\n张三,代表\r\n";
        let expected = vec![(2, "张三".to_owned())];
        assert_eq!(lines(table.as_bytes()), expected);
        assert_eq!(lines(format!("\u{feff}{table}").as_bytes()), expected);
        assert_eq!(lines(&encoding_rs::GBK.encode(table).0), expected);
        assert_eq!(lines(table.replace(',', "\t").as_bytes()), expected);
    }

    #[test]
    fn lines_are_counted_as_editors_count_them() {
        let table = "姓名,角色\n甲,代表\n\n\n乙,代表\n\"丙\n丙\",代表\n丁,代表\n";
        let expected = [(2, "甲"), (3, "None"), (4, "None"), (5, "乙"), (6, "丙\n丙"), (8, "丁")];
        let expected: Vec<_> = expected.into_iter().map(|(line, name)| (line, name.to_owned())).collect();
        assert_eq!(lines(table.as_bytes()), expected);
    }

    #[test]
    fn what_is_no_table_is_named() {
        let check = |bytes: &[u8], fault| assert_eq!(read(Kind::People, bytes).expect_err("refused"), fault);
        check(b"", TableFault::Empty);
        check("姓名,角色\n".as_bytes(), TableFault::Empty);
        check(b"\xff\xfe\x59\x00", TableFault::NotATable);
        check(b"<html></html>", TableFault::NotATable);
        check(b"PK\x03\x04nonsense", TableFault::Damaged);
        check("姓名,身高\n张三,1\n".as_bytes(), TableFault::HeadingMissing(vec![domain::county::roster::Column::Role]));
        check("姓名,姓名,角色\n".as_bytes(), TableFault::HeadingTwice(domain::county::roster::Column::Name));
        check(&vec![b'a'; MAX_BYTES + 1], TableFault::TooLarge);
        let many = format!("姓名,角色\n{}", "张三,代表\n".repeat(MAX_ROWS + 1));
        check(many.as_bytes(), TableFault::TooManyRows);
        check(",".repeat(60).as_bytes(), TableFault::Empty);
    }
}
