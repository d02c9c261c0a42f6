//! What is attached to a paper, for which purpose, and how forms name it.

use ground::file::{FileKind, FileName, size};
use ground::fingerprint::Fingerprint;
use ground::problem::{Problem, Problems};
use ground::vocabulary;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The most files of one paper; signed scans are counted by themselves.
pub const MAX_FILES: usize = 10;

/// The most files of the handling of one paper.
pub const MAX_HANDLING_FILES: usize = 60;

impl Purpose {
    /// The most files of one paper for this purpose.
    pub fn most(self) -> usize {
        match self {
            Self::Attachment | Self::SignedScan => MAX_FILES,
            Self::Handling => MAX_HANDLING_FILES,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttachmentId(pub Uuid);

vocabulary! {
    /// What a file was attached for.
    pub enum Purpose {
        /// It belongs to the text and is as public as the text.
        Attachment = "attachment", "附件", "Attachment";
        /// The printed paper with signatures by hand; never public.
        SignedScan = "signed_scan", "签名扫描件", "Signed scan";
        /// Photographs and papers of the handling: seen by those concerned, and by everyone once a reply or a claim
        /// names them as evidence.
        Handling = "handling", "办理材料", "Handling file";
    }
}

/// What is attached: the fields that a frozen text names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentRef {
    pub id: AttachmentId,
    pub name: FileName,
    /// What it is.
    pub kind: FileKind,
    /// How long it is.
    pub bytes: u64,
    /// The SHA-256 of what is stored, as 64 small hexadecimal digits.
    pub sha256: String,
}

/// The fingerprint of a text with what is attached to it. Signed scans are no part of the text: leave them out.
pub fn with_attachments(text: &Fingerprint, attached: &[AttachmentRef]) -> Fingerprint {
    text.with_files(attached.iter().map(|file| (file.name.as_str(), file.sha256.as_str())))
}

/// An attachment as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentView {
    pub id: AttachmentId,
    /// What it was attached for.
    pub purpose: Purpose,
    pub name: FileName,
    /// What it is.
    pub kind: FileKind,
    /// How long it is.
    pub bytes: u64,
    /// The day it was attached.
    pub on: Date,
    /// For a signed scan: whether the text has changed since.
    pub outdated: bool,
}

impl AttachmentView {
    /// “340 KB”, “1.2 MB”.
    pub fn size(&self) -> String {
        size(self.bytes)
    }
}

/// The most files that one contact, reply or claim names.
const MAX_NAMED: usize = 10;

/// The files that a form names under `files`, among those that were uploaded for the handling of the paper.
pub(crate) fn chosen(raw: &[String], attached: &[AttachmentRef], problems: &mut Problems) -> Vec<AttachmentRef> {
    let named: Vec<_> = raw.iter().map(|raw| raw.trim()).filter(|raw| !raw.is_empty()).collect();
    if named.len() > MAX_NAMED {
        problems.note("files.0", Problem::TooMany { max: MAX_NAMED });
        return Vec::new();
    }
    let mut found: Vec<AttachmentRef> = Vec::new();
    for (n, raw) in named.into_iter().enumerate() {
        let id = raw.parse().ok().map(AttachmentId);
        let file = attached.iter().find(|file| Some(file.id) == id);
        let Some(file) = problems.keep(format!("files.{n}"), file.ok_or(Problem::NotAChoice)) else { continue };
        if !found.contains(file) {
            found.push(file.clone());
        }
    }
    found
}
