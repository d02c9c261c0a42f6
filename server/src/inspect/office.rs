//! Word and Excel files: archives that are looked into entry by entry, and compound files of 1997 to 2003.

use std::fs::File;
use std::io;
use std::io::{Read, Seek, SeekFrom};

use ground::file::{FileFault, FileKind};
use zip::ZipArchive;
use zip::result::ZipError;

use super::{InspectError, ZIP_END, find, part};

/// The most entries of an archive; a long document has some hundreds.
const MAX_ENTRIES: u16 = 2_000;
/// The most bytes that an archive may unpack to.
const MAX_UNPACKED: u64 = 150 * 1024 * 1024;
/// How many times its own length an archive may unpack to, where it is more than [`ALWAYS`].
const MAX_RATIO: u64 = 60;
/// What any archive may unpack to.
const ALWAYS: u64 = 10 * 1024 * 1024;
/// The length of the record at the end of an archive that has no comment.
const END_RECORD: u64 = 22;

/// A Word or Excel file of today (ISO/IEC 29500): an archive with a list of content types.
pub(super) fn open_xml(file: &mut File, length: u64) -> Result<FileKind, InspectError> {
    // The end record says how many entries there are, before anything is read into memory. Office writes no comment
    // after it, and whatever stands there instead makes it two files in one.
    let end = part(file, length.saturating_sub(END_RECORD), END_RECORD)?;
    if !end.starts_with(ZIP_END) || end.len() as u64 != END_RECORD || end[20..22] != [0, 0] {
        return Err(FileFault::Damaged.into());
    }
    if u16::from_le_bytes([end[10], end[11]]) > MAX_ENTRIES {
        return Err(FileFault::Bomb.into());
    }
    file.rewind()?;
    let mut archive = ZipArchive::new(file).map_err(damaged)?;
    if archive.len() > usize::from(MAX_ENTRIES) {
        return Err(FileFault::Bomb.into());
    }
    let (mut kind, mut types, mut unpacked) = (None, false, 0_u64);
    for n in 0..archive.len() {
        let mut entry = archive.by_index(n).map_err(damaged)?;
        let name = entry.name().map_err(damaged)?.to_ascii_lowercase();
        if name.contains("..") || name.contains('\\') || name.starts_with('/') {
            return Err(FileFault::Damaged.into());
        }
        if name.ends_with("vbaproject.bin") || name.contains("/activex/") {
            return Err(FileFault::Macros.into());
        }
        let strangers =
            ["meta-inf/", "androidmanifest.xml", "classes.dex", ".class", ".exe", ".dll", ".js", ".vbs", ".html"];
        if strangers.iter().any(|stranger| name.starts_with(stranger) || name.ends_with(stranger)) {
            return Err(FileFault::Kind.into());
        }
        kind = kind.or(match name.as_str() {
            "word/document.xml" => Some(FileKind::Docx),
            "xl/workbook.xml" => Some(FileKind::Xlsx),
            _ => None,
        });
        // What an entry says of its own length need not be true: it is unpacked and counted.
        let allowed = MAX_UNPACKED.min(ALWAYS.max(length * MAX_RATIO));
        if name == "[content_types].xml" {
            types = true;
            let mut list = Vec::new();
            entry.by_ref().take(ALWAYS).read_to_end(&mut list).map_err(unreadable)?;
            unpacked += list.len() as u64;
            if find(&list.to_ascii_lowercase(), b"macroenabled").is_some() {
                return Err(FileFault::Macros.into());
            }
        }
        let left = allowed.saturating_sub(unpacked) + 1;
        unpacked += io::copy(&mut entry.take(left), &mut io::sink()).map_err(unreadable)?;
        if unpacked > allowed {
            return Err(FileFault::Bomb.into());
        }
    }
    match kind {
        Some(kind) if types => Ok(kind),
        _ => Err(FileFault::Kind.into()),
    }
}

fn damaged(error: ZipError) -> InspectError {
    match error {
        ZipError::Io(error) => unreadable(error),
        _ => FileFault::Damaged.into(),
    }
}

/// What does not unpack is damaged; anything else is the disk's.
fn unreadable(error: io::Error) -> InspectError {
    match error.kind() {
        io::ErrorKind::InvalidData
        | io::ErrorKind::InvalidInput
        | io::ErrorKind::UnexpectedEof
        | io::ErrorKind::Other => FileFault::Damaged.into(),
        _ => error.into(),
    }
}

/// A Word or Excel file of 1997 to 2003: its streams have names in UTF-16.
pub(super) fn compound(file: &mut File) -> Result<FileKind, InspectError> {
    let names = ["_VBA_PROJECT", "WordDocument", "Workbook", "Book"].map(|name| {
        // A name in the directory ends with a zero ([MS-CFB], section 2.6.1).
        name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    });
    let mut found = [false; 4];
    file.seek(SeekFrom::Start(0))?;
    let mut window = Vec::new();
    loop {
        // What lies across two pieces is found too: the end of the last one stays.
        let kept = window.len().min(64);
        window.drain(..window.len() - kept);
        if file.by_ref().take(64 * 1024).read_to_end(&mut window)? == 0 {
            break;
        }
        for (found, name) in found.iter_mut().zip(&names) {
            *found = *found || find(&window, name).is_some();
        }
    }
    match found {
        [true, ..] => Err(FileFault::Macros.into()),
        [_, true, ..] => Ok(FileKind::Doc),
        [_, _, true, _] | [_, _, _, true] => Ok(FileKind::Xls),
        _ => Err(FileFault::Kind.into()),
    }
}
