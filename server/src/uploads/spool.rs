//! A file on its way in: in a nameless temporary file, hashed while it comes, gone by itself whatever happens.

use std::fs::File;
use std::io::{Seek, Write};

use axum::extract::multipart::Field;
use ground::file::{FileFault, FileKind, MAX_BYTES};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use crate::inspect;

/// How many pictures are cleaned at once: each is in memory whole meanwhile.
static CLEANING: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(2);

/// A file that came whole, was looked through, and may be stored.
pub(super) struct Spooled {
    /// The temporary file, at its beginning. The system deletes it when it is closed.
    pub(super) file: File,
    /// What it is, by its content.
    pub(super) kind: FileKind,
    /// How long it is.
    pub(super) bytes: u64,
    /// The SHA-256 of its bytes.
    pub(super) sha256: String,
}

/// Why a file did not come this far.
pub(super) enum Broken {
    /// It is not taken.
    Refused(FileFault),
    /// The disk failed, or the server is stopping.
    Fault(std::io::Error),
}

impl From<FileFault> for Broken {
    fn from(fault: FileFault) -> Self {
        Self::Refused(fault)
    }
}

impl From<inspect::InspectError> for Broken {
    fn from(error: inspect::InspectError) -> Self {
        match error {
            inspect::InspectError::Refused(fault) => Self::Refused(fault),
            inspect::InspectError::Disk(error) => Self::Fault(error),
        }
    }
}

impl From<std::io::Error> for Broken {
    fn from(error: std::io::Error) -> Self {
        Self::Fault(error)
    }
}

/// Takes a file in, piece by piece, and looks it through.
pub(super) async fn receive(field: &mut Field<'_>) -> Result<Spooled, Broken> {
    let mut file = tokio::fs::File::from_std(tempfile::tempfile()?);
    let mut hash = Sha256::new();
    let mut bytes = 0_u64;
    while let Some(piece) = next(field).await? {
        bytes += piece.len() as u64;
        // What is too long is read to its end, so that the browser hears why it is refused.
        if bytes <= MAX_BYTES {
            hash.update(&piece);
            file.write_all(&piece).await?;
        }
    }
    if bytes > MAX_BYTES {
        return Err(FileFault::TooLarge.into());
    }
    if bytes == 0 {
        return Err(FileFault::Empty.into());
    }
    file.flush().await?;
    let mut file = file.into_std().await;
    let _turn = CLEANING.acquire().await.map_err(std::io::Error::other)?;
    let settle = move || {
        let kind = inspect::kind_of(&mut file, bytes)?;
        let spooled = Spooled { kind, bytes, sha256: digits(hash), file };
        let mut spooled = if kind.is_picture() { cleaned(spooled)? } else { spooled };
        spooled.file.rewind()?;
        Ok(spooled)
    };
    tokio::task::spawn_blocking(settle).await.map_err(std::io::Error::other)?
}

async fn next(field: &mut Field<'_>) -> Result<Option<bytes::Bytes>, FileFault> {
    field.chunk().await.map_err(|error| match error.status().as_u16() {
        413 => FileFault::TooLarge,
        _ => FileFault::Interrupted,
    })
}

/// The picture without its metadata, in a temporary file of its own.
fn cleaned(spooled: Spooled) -> Result<Spooled, Broken> {
    let Spooled { mut file, kind, .. } = spooled;
    let picture = inspect::without_metadata(&mut file, kind)?;
    let mut file = tempfile::tempfile()?;
    file.write_all(&picture)?;
    let hash = Sha256::new_with_prefix(&picture);
    Ok(Spooled { file, kind, bytes: picture.len() as u64, sha256: digits(hash) })
}

fn digits(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
