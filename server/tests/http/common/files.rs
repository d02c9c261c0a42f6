//! Files that are what they say, and files that are not.

use std::io::Write;

use axum::http::Method;
use img_parts::Bytes;
use img_parts::jpeg::{JpegSegment, markers};
use img_parts::png::PngChunk;
use img_parts::riff::{RiffChunk, RiffContent};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Answer, Browser};

/// What a camera wrote and nobody shall read.
pub const CANARY: &str = "GPS-37.55N-112.15E-CANARY";
const BOUNDARY: &str = "----boundary-of-a-test";
const ORIGIN: &str = "http://jianyi.test";

/// A form with files, as browsers send it.
pub fn form(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, bytes) in files {
        body.extend(head_of(name).into_bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(end().into_bytes());
    body
}

/// What stands before a file in a form.
pub fn head_of(name: &str) -> String {
    format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"upload[file]\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    )
}

/// What stands at the end of a form.
pub fn end() -> String {
    format!("--{BOUNDARY}--\r\n")
}

/// The headers of such a form.
pub fn headers(accept: &'static str) -> [(&'static str, &'static str); 4] {
    [
        ("accept", accept),
        ("content-type", "multipart/form-data; boundary=----boundary-of-a-test"),
        ("origin", ORIGIN),
        ("sec-fetch-site", "same-origin"),
    ]
}

impl Browser {
    /// Sends files by a plain form, and opens the page that follows.
    pub async fn uploads(&mut self, action: &str, files: &[(&str, Vec<u8>)]) -> Answer {
        let answer = self.sends(Method::POST, action, &headers("text/html"), form(files)).await;
        let location =
            answer.location().unwrap_or_else(|| panic!("{action} answers {}: {}", answer.status, answer.body));
        self.opens(location.split('#').next().unwrap_or_default()).await
    }

    /// Sends files as the script of a page does.
    pub async fn sends_files(&mut self, action: &str, files: &[(&str, Vec<u8>)]) -> Answer {
        self.sends(Method::POST, action, &headers("application/json"), form(files)).await
    }
}

/// A PDF.
pub fn pdf(text: &str) -> Vec<u8> {
    format!("%PDF-1.7\n1 0 obj\n<< /Title ({text}) >>\nendobj\ntrailer\n<< >>\n%%EOF\n").into_bytes()
}

/// EXIF with an orientation, and the place where it was taken.
fn exif() -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    exif.extend(CANARY.as_bytes());
    exif
}

/// A photo that lies on its side, with everything that cameras and their owners write into it.
pub fn jpeg() -> Vec<u8> {
    let told = |prefix: &[u8]| Bytes::from([prefix, CANARY.as_bytes()].concat());
    let segments = [
        (markers::APP0, Bytes::from_static(b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")),
        (markers::APP1, Bytes::from([&b"Exif\0\0"[..], &exif()].concat())),
        (markers::APP1, told(b"http://ns.adobe.com/xap/1.0/\0")),
        (markers::APP2, told(b"MPF\0")),
        (markers::APP13, told(b"Photoshop 3.0\0")),
        (markers::COM, told(b"")),
        (markers::DQT, Bytes::from(vec![1; 65])),
        (markers::SOF0, Bytes::from_static(&[8, 0, 2, 0, 3, 1, 1, 0x11, 0])),
        (markers::DHT, Bytes::from(vec![0; 17])),
        (markers::SOS, Bytes::from_static(&[1, 1, 0, 0, 63, 0])),
    ];
    let mut photo = vec![0xff, 0xd8];
    for (marker, contents) in segments {
        photo.extend_from_slice(&JpegSegment::new_with_contents(marker, contents).encoder().bytes());
    }
    photo.extend(DATA);
    photo.extend([0xff, 0xd9]);
    photo.extend(CANARY.as_bytes());
    photo
}

/// The data of the photo: a stuffed byte and a restart among them.
pub const DATA: [u8; 8] = [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0x78];

/// A picture with the same.
pub fn png() -> Vec<u8> {
    let text = |prefix: &[u8]| [prefix, CANARY.as_bytes()].concat();
    let chunks: [([u8; 4], Vec<u8>); 8] = [
        (*b"IHDR", vec![0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0]),
        (*b"eXIf", exif()),
        (*b"tEXt", text(b"Comment\0")),
        (*b"iTXt", text(b"XML:com.adobe.xmp\0\0\0\0\0")),
        (*b"pHYs", vec![0; 9]),
        (*b"IDAT", vec![1, 2, 3, 4]),
        (*b"tIME", vec![7, 0xea, 11, 24, 1, 2, 3]),
        (*b"IEND", Vec::new()),
    ];
    let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, contents) in chunks {
        picture.extend_from_slice(&PngChunk::new(kind, contents.into()).encoder().bytes());
    }
    picture.extend(CANARY.as_bytes());
    picture
}

/// And another.
pub fn webp() -> Vec<u8> {
    let chunk = |id: &[u8; 4], data: Vec<u8>| RiffChunk::new(*id, RiffContent::Data(data.into()));
    let subchunks = vec![
        chunk(b"VP8X", vec![0b0000_1100, 0, 0, 0, 2, 0, 0, 1, 0, 0]),
        chunk(b"VP8 ", b"\x50\x5a\x00\x9d\x01\x2a\x03\x00\x02\x00".to_vec()),
        chunk(b"EXIF", exif()),
        chunk(b"XMP ", CANARY.as_bytes().to_vec()),
    ];
    RiffChunk::new(*b"RIFF", RiffContent::List { kind: Some(*b"WEBP"), subchunks }).encoder().bytes().to_vec()
}

/// An archive with these entries.
pub fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, contents) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        archive.write_all(contents).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

/// The parts that make an archive a Word file.
pub const WORD: [(&str, &[u8]); 2] = [("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>")];
/// The parts that make an archive an Excel file.
pub const EXCEL: [(&str, &[u8]); 2] = [("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")];

/// A Word file with more in it.
pub fn word_with(name: &str, contents: &[u8]) -> Vec<u8> {
    archive(&[&WORD[..], &[(name, contents)]].concat())
}

/// A compound file of 1997 with these streams.
pub fn compound(names: &[&str]) -> Vec<u8> {
    let mut file = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    file.resize(512, 0);
    for name in names {
        file.extend(name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes));
        file.resize(file.len().next_multiple_of(128), 0);
    }
    file
}
