//! Pictures without what cameras write into them: place, time, owner, comments, and whatever follows their end.

use std::fs::File;
use std::io::{Read, Seek};

use bytes::Bytes;
use ground::file::{FileFault, FileKind};
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{ImageEXIF, webp};

use super::InspectError;

/// The most pixels of a picture: five times those of a good telephone.
const MAX_PIXELS: u64 = 250_000_000;
/// The parts of a PNG that are needed to show it; the ancillary ones are about its colours (ISO/IEC 15948, section 11).
const PNG_PARTS: [&[u8; 4]; 12] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"];
/// The parts of a WebP that are needed to show it (RFC 9649, section 2).
const WEBP_PARTS: [[u8; 4]; 7] = [
    webp::CHUNK_VP8X,
    webp::CHUNK_VP8,
    webp::CHUNK_VP8L,
    webp::CHUNK_ALPH,
    webp::CHUNK_ANIM,
    webp::CHUNK_ANMF,
    webp::CHUNK_ICCP,
];

/// The picture with nothing but what is needed to show it the right way up.
///
/// # Errors
/// [`FileFault::Damaged`] where it is none, [`FileFault::Bomb`] where it has too many pixels; or the disk's.
pub(crate) fn without_metadata(file: &mut File, kind: FileKind) -> Result<Bytes, InspectError> {
    file.rewind()?;
    let mut raw = Vec::new();
    file.read_to_end(&mut raw)?;
    let raw = Bytes::from(raw);
    let damaged = |_| FileFault::Damaged;
    let (dimensions, cleaned) = match kind {
        FileKind::Jpeg => {
            let picture = Jpeg::from_bytes(raw).map_err(damaged)?;
            let dimensions = picture.dimensions().map(|(width, height)| (width.into(), height.into()));
            (dimensions, jpeg(picture)?)
        }
        FileKind::Png => {
            let mut picture = Png::from_bytes(raw).map_err(damaged)?;
            if picture.chunks().last().is_none_or(|chunk| chunk.kind() != *b"IEND") {
                return Err(FileFault::Damaged.into());
            }
            let upright = orientation_of(&picture);
            picture.chunks_mut().retain(|chunk| PNG_PARTS.contains(&&chunk.kind()));
            picture.set_exif(upright);
            (picture.dimensions(), picture.encoder().bytes())
        }
        FileKind::Webp => {
            let mut picture = WebP::from_bytes(raw).map_err(damaged)?;
            let upright = orientation_of(&picture);
            picture.chunks_mut().retain(|chunk| WEBP_PARTS.contains(&chunk.id()));
            picture.set_exif(upright);
            forget_in_header(&mut picture);
            (picture.dimensions(), picture.encoder().bytes())
        }
        _ => return Err(FileFault::Kind.into()),
    };
    let (width, height) = dimensions.ok_or(FileFault::Damaged)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(FileFault::Bomb.into());
    }
    Ok(cleaned)
}

/// A JPEG without application data (but for colours), comments, and whatever follows its end.
fn jpeg(mut picture: Jpeg) -> Result<Bytes, FileFault> {
    let upright = orientation_of(&picture);
    let kept = |segment: &JpegSegment| match segment.marker() {
        markers::APP0 => segment.contents().starts_with(b"JFIF\0"),
        markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        markers::APP14 => segment.contents().starts_with(b"Adobe"),
        markers::APP1 | markers::APP3..=markers::APP13 | markers::APP15 | markers::COM => false,
        _ => true,
    };
    picture.segments_mut().retain(kept);
    // The last segment is followed by the picture's data up to the end of the file.
    let last = picture.segments_mut().pop().filter(JpegSegment::has_entropy).ok_or(FileFault::Damaged)?;
    let (marker, contents, header) = (last.marker(), last.contents().clone(), last.len());
    let data = scans(&last.encoder().bytes()[header..])?;
    picture.segments_mut().push(JpegSegment::new_with_entropy(marker, contents, data.into()));
    picture.set_exif(upright);
    Ok(picture.encoder().bytes())
}

/// The scans of a JPEG up to its end, without application data and comments between them (ITU-T T.81, annex B).
fn scans(data: &[u8]) -> Result<Vec<u8>, FileFault> {
    let mut cleaned = Vec::with_capacity(data.len());
    let mut at = 0;
    loop {
        let step = data[at..].iter().position(|&byte| byte == markers::P).ok_or(FileFault::Damaged)?;
        cleaned.extend_from_slice(&data[at..at + step]);
        at += step;
        match *data.get(at + 1).ok_or(FileFault::Damaged)? {
            markers::EOI => {
                cleaned.extend_from_slice(&[markers::P, markers::EOI]);
                return Ok(cleaned);
            }
            // A fill byte.
            markers::P => at += 1,
            // A byte of data, or a restart.
            marker @ (markers::Z | markers::RST0..=markers::RST7) => {
                cleaned.extend_from_slice(&[markers::P, marker]);
                at += 2;
            }
            marker => {
                let length = data.get(at + 2..at + 4).ok_or(FileFault::Damaged)?;
                let end = at + 2 + usize::from(u16::from_be_bytes([length[0], length[1]]));
                let segment = data.get(at..end).filter(|segment| segment.len() >= 4).ok_or(FileFault::Damaged)?;
                if !matches!(marker, markers::APP0..=markers::APP15 | markers::COM) {
                    cleaned.extend_from_slice(segment);
                }
                at = end;
            }
        }
    }
}

/// The flags of EXIF and XMP in the header of a WebP, where the parts are gone.
fn forget_in_header(picture: &mut WebP) {
    let has_exif = picture.has_chunk(webp::CHUNK_EXIF);
    for chunk in picture.chunks_mut().iter_mut().filter(|chunk| chunk.id() == webp::CHUNK_VP8X) {
        if let img_parts::riff::RiffContent::Data(data) = chunk.content_mut()
            && let Some(&flags) = data.first()
        {
            let mut header = data.to_vec();
            header[0] = flags & !0b0000_1100 | if has_exif { 0b0000_1000 } else { 0 };
            *data = header.into();
        }
    }
}

/// EXIF that says which side is up and nothing else, where the picture does not lie upright already.
fn orientation_of(picture: &impl ImageEXIF) -> Option<Bytes> {
    let turned = picture.exif().and_then(|exif| orientation(&exif)).filter(|turn| (2..=8).contains(turn))?;
    // One directory with one entry: tag 0x0112, of one short number (EXIF 2.3, section 4.6.2).
    let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    exif.extend_from_slice(&[0, turned, 0, 0, 0, 0, 0, 0]);
    Some(exif.into())
}

/// The tag of orientation in the first directory of EXIF.
fn orientation(exif: &[u8]) -> Option<u8> {
    let is_little = match exif.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let bytes = exif.get(at..at + 2)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let bytes: [u8; 4] = exif.get(4..8)?.try_into().ok()?;
    let directory = if is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) };
    let directory = usize::try_from(directory).ok().filter(|&at| at < exif.len())?;
    let entries = (0..usize::from(short(directory)?)).map(|n| directory + 2 + 12 * n);
    let entry = entries.take_while(|&at| at < exif.len()).find(|&at| short(at) == Some(0x0112))?;
    u8::try_from(short(entry + 8)?).ok()
}
