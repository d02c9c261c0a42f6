//! What a file is, by its content alone; whatever is two things at once, or hides something, is refused.

use std::fs::File;
use std::io;
use std::io::{Read, Seek, SeekFrom};

use ground::file::{FileFault, FileKind};

mod office;
mod pictures;

pub(crate) use pictures::without_metadata;

/// How much of the beginning shows what a file is.
const HEAD: u64 = 8 * 1024;
/// How far from the end of a PDF its last line may stand (ISO 32000-1, annex H.3, note 18).
const PDF_TAIL: u64 = 1024;
/// The longest end of a ZIP archive: its record of 22 bytes and a comment.
const ZIP_TAIL: u64 = 22 + 65_535;
/// How every ZIP archive begins that has an entry.
const ZIP: &[u8] = b"PK\x03\x04";
/// The record at the end of every ZIP archive.
const ZIP_END: &[u8] = b"PK\x05\x06";
/// How a compound file begins: Word and Excel of 1997 to 2003 ([MS-CFB], section 2.2).
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Why a file could not be looked through, or is not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InspectError {
    /// It is not taken.
    #[error("refused: {0:?}")]
    Refused(FileFault),
    /// The disk failed.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl From<FileFault> for InspectError {
    fn from(fault: FileFault) -> Self {
        Self::Refused(fault)
    }
}

/// What a file of `length` bytes is.
///
/// # Errors
/// [`FileFault::Kind`], [`FileFault::Damaged`], [`FileFault::Macros`] or [`FileFault::Bomb`]; or the disk's.
pub(crate) fn kind_of(file: &mut File, length: u64) -> Result<FileKind, InspectError> {
    let head = part(file, 0, HEAD)?;
    if head.starts_with(ZIP) {
        return office::open_xml(file, length);
    }
    if head.starts_with(COMPOUND) {
        return office::compound(file);
    }
    let kind = match infer::get(&head).map(|found| found.mime_type()) {
        Some("image/jpeg") => FileKind::Jpeg,
        Some("image/png") => FileKind::Png,
        Some("image/webp") => FileKind::Webp,
        Some("application/pdf") => FileKind::Pdf,
        _ => return Err(FileFault::Kind.into()),
    };
    if kind == FileKind::Pdf {
        pdf(file, &head, length)?;
    }
    Ok(kind)
}

/// A PDF begins and ends as one, and is neither a page nor an archive besides.
fn pdf(file: &mut File, head: &[u8], length: u64) -> Result<(), InspectError> {
    let end = part(file, length.saturating_sub(PDF_TAIL), PDF_TAIL)?;
    let lower = head.to_ascii_lowercase();
    let is_page = [&b"<html"[..], b"<script", b"<svg", b"<!doctype"].iter().any(|tag| find(&lower, tag).is_some());
    let is_archive = find(&part(file, length.saturating_sub(ZIP_TAIL), ZIP_TAIL)?, ZIP_END).is_some();
    if !head.starts_with(b"%PDF-") || find(&end, b"%%EOF").is_none() || is_page || is_archive {
        return Err(FileFault::Damaged.into());
    }
    Ok(())
}

/// At most `length` bytes from `start` on.
fn part(file: &mut File, start: u64, length: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Where `needle` stands first.
fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}
