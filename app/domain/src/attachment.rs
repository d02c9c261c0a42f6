//! What is attached to a paper: which files, under which names, who may add them and who may open them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::draft::Draft;
use crate::fingerprint::Fingerprint;
use crate::people::Actor;
use crate::problem::Problem;
use crate::proposal::Proposal;
use crate::vocabulary::{Lang, vocabulary};
use crate::workflow::{Relation, Stage};

/// The most bytes of one file.
pub const MAX_BYTES: u64 = 10 * 1024 * 1024;
/// The most files of one paper; signed scans are counted by themselves.
pub const MAX_FILES: usize = 10;
/// The most characters of a file's name.
const MAX_NAME: usize = 80;

/// An attachment's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttachmentId(pub Uuid);

vocabulary! {
    /// What a file is, by its content.
    pub enum FileKind {
        /// A JPEG photo.
        Jpeg = "jpeg", "照片", "Photo";
        /// A PNG picture.
        Png = "png", "图片", "Picture";
        /// A WebP picture.
        Webp = "webp", "图片", "Picture";
        /// A PDF document.
        Pdf = "pdf", "PDF文件", "PDF";
        /// A Word document.
        Docx = "docx", "Word文档", "Word document";
        /// A Word document of 1997 to 2003.
        Doc = "doc", "Word文档", "Word document";
        /// An Excel table.
        Xlsx = "xlsx", "Excel表格", "Excel table";
        /// An Excel table of 1997 to 2003.
        Xls = "xls", "Excel表格", "Excel table";
    }
}

impl FileKind {
    /// The media type (RFC 6838).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Doc => "application/msword",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Xls => "application/vnd.ms-excel",
        }
    }

    /// The kind that the ending of a name promises, in small letters and without the dot.
    pub fn from_extension(extension: &str) -> Option<Self> {
        Some(match extension {
            "jpg" | "jpeg" => Self::Jpeg,
            "png" => Self::Png,
            "webp" => Self::Webp,
            "pdf" => Self::Pdf,
            "docx" => Self::Docx,
            "doc" => Self::Doc,
            "xlsx" => Self::Xlsx,
            "xls" => Self::Xls,
            _ => return None,
        })
    }

    /// Whether it is a picture, which is stored without its metadata.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }

    /// Whether a signed paper may come as this: scanned as PDF, or photographed.
    pub fn can_be_scan(self) -> bool {
        self.is_picture() || self == Self::Pdf
    }
}

vocabulary! {
    /// What a file was attached for.
    pub enum Purpose {
        /// It belongs to the text and is as public as the text.
        Attachment = "attachment", "附件", "Attachment";
        /// The printed paper with signatures by hand; never public.
        SignedScan = "signed_scan", "签名扫描件", "Signed scan";
    }
}

/// A file's name: one path component of at most 80 characters that ends as one of our kinds does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileName(String);

impl FileName {
    /// The name that a browser sent, without the folders that some send along; letters that no file system likes become `_`.
    ///
    /// # Errors
    /// [`FileFault::Name`] where nothing is left, [`FileFault::Kind`] where the ending is none of ours.
    pub fn parse(raw: &str) -> Result<Self, FileFault> {
        let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
        if last.chars().any(|c| {
            c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        }) {
            return Err(FileFault::Name);
        }
        let odd = |c: char| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c };
        let name: String = last.trim_matches([' ', '.']).chars().map(odd).collect();
        let Some((stem, extension)) = name.rsplit_once('.') else {
            return Err(if name.is_empty() { FileFault::Name } else { FileFault::Kind });
        };
        let extension = extension.to_ascii_lowercase();
        if FileKind::from_extension(&extension).is_none() {
            return Err(FileFault::Kind);
        }
        let stem: String = stem.trim_end_matches([' ', '.']).chars().take(MAX_NAME - extension.len() - 1).collect();
        if stem.is_empty() { Err(FileFault::Name) } else { Ok(Self(format!("{stem}.{extension}"))) }
    }

    /// The kind that the name promises.
    pub fn kind(&self) -> Option<FileKind> {
        FileKind::from_extension(self.0.rsplit_once('.')?.1)
    }

    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for FileName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for FileName {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, Self::Error> {
        Self::parse(&raw).map_err(|fault| format!("{fault:?}"))
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> Self {
        name.0
    }
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFault {
    /// No file was chosen.
    None,
    /// It has no bytes.
    Empty,
    /// It has more than [`MAX_BYTES`].
    TooLarge,
    /// The paper has [`MAX_FILES`] already.
    TooMany,
    /// It has no name that can be kept.
    Name,
    /// It is none of the kinds that are taken, by its name or by its content.
    Kind,
    /// Its content is another kind than its name says.
    OtherContent {
        /// What it is.
        is: FileKind,
    },
    /// It holds macros.
    Macros,
    /// It unpacks to far more than it is.
    Bomb,
    /// It is damaged, encrypted, or two kinds of file at once.
    Damaged,
    /// It did not arrive whole.
    Interrupted,
    /// A signed paper is a PDF or a photo.
    NoScan,
    /// It was signed on the print of another version.
    OtherVersion {
        /// When the printed version was written.
        printed: Date,
        /// When the present version was written.
        present: Date,
    },
}

impl FileFault {
    /// What to do about it, as a sentence.
    pub fn sentence(self, lang: Lang) -> String {
        use crate::wording::date;

        let max = MAX_BYTES / 1024 / 1024;
        match self {
            Self::None => lang.pick("请先选择文件。", "Choose a file first.").into(),
            Self::Empty => lang.pick("文件是空的，请重新选择。", "The file is empty: choose another.").into(),
            Self::TooLarge => lang.pick(
                format!("文件超过{max} MB，请压缩或拆分后再上传。"),
                format!("The file is larger than {max} MB: make it smaller or split it."),
            ),
            Self::TooMany => lang.pick(
                format!("一件建议最多{MAX_FILES}个附件，请先移除不需要的。"),
                format!("A proposal has at most {MAX_FILES} attachments: remove one first."),
            ),
            Self::Name => lang
                .pick("文件名无法识别，请改名后再上传。", "The file’s name cannot be used: rename it and try again.")
                .into(),
            Self::Kind => lang
                .pick(
                    "只能上传照片（JPG、PNG、WebP）、PDF、Word和Excel文件。",
                    "Only photos (JPG, PNG, WebP), PDF, Word and Excel files are taken.",
                )
                .into(),
            Self::OtherContent { is } => lang.pick(
                format!("文件内容是{}，与扩展名不符，请用原来的扩展名上传。", is.word(lang)),
                format!("The content is of another kind ({}) than the name says: use the right ending.", is.code()),
            ),
            Self::Macros => lang
                .pick("文件含有宏，请另存为不含宏的文件后再上传。", "The file holds macros: save it without them and try again.")
                .into(),
            Self::Bomb => lang
                .pick("文件解压后过大，不能上传。", "The file unpacks to far too much and is not taken.")
                .into(),
            Self::Damaged => lang
                .pick(
                    "文件已损坏、加密或混有其他内容，请重新导出后再上传。",
                    "The file is damaged, encrypted or mixed with something else: export it anew and try again.",
                )
                .into(),
            Self::Interrupted => {
                lang.pick("上传中断，文件没有收全，请再试一次。", "The upload broke off: try again.").into()
            }
            Self::NoScan => lang
                .pick("签名扫描件请用PDF或照片。", "A signed paper is scanned as PDF or photographed.")
                .into(),
            Self::OtherVersion { printed, present } => lang.pick(
                format!(
                    "这份扫描件对应的是旧版本（{}的文本），现在的版本是{}的文本。请重新打印、签名后，再上传新的扫描件。",
                    date(printed, lang),
                    date(present, lang)
                ),
                format!(
                    "This scan belongs to an earlier version (the text of {}); the present one is the text of {}. Print it again, have it signed, and upload that scan.",
                    date(printed, lang),
                    date(present, lang)
                ),
            ),
        }
    }

    /// The problem of a file, by the name that it was sent with; names can be as long as anyone likes.
    pub fn of(self, name: &str) -> Problem {
        let shown = |c: &char| !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        Problem::File { name: name.chars().filter(shown).take(MAX_NAME).collect(), fault: self }
    }
}

/// What is attached: the fields that a frozen text names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentRef {
    /// Its id.
    pub id: AttachmentId,
    /// Its name.
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
    /// Its id.
    pub id: AttachmentId,
    /// What it was attached for.
    pub purpose: Purpose,
    /// Its name.
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

/// A number of bytes as readers see it: 1 KB is 1024 bytes, rounded half up.
pub fn size(bytes: u64) -> String {
    const KB: u64 = 1024;
    if bytes < KB * KB {
        return format!("{} KB", bytes.div_ceil(KB));
    }
    let tenths = (bytes * 10 + KB * KB / 2) / (KB * KB);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// What a printed paper says of its version: the beginning of the fingerprint, and the day on which the text was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PaperMark {
    short: String,
    /// The day on which the text was written.
    pub on: Date,
}

impl PaperMark {
    /// The mark of a text.
    pub fn new(text: &Fingerprint, on: Date) -> Self {
        Self { short: text.short().to_owned(), on }
    }

    /// Whether the paper has this text.
    pub fn is_of(&self, text: &Fingerprint) -> bool {
        text.is_short(&self.short)
    }
}

impl std::fmt::Display for PaperMark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.short, self.on)
    }
}

impl std::str::FromStr for PaperMark {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (short, on) = text.split_once('-').ok_or(Problem::NotAChoice)?;
        let is_short = short.len() == 16 && short.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let on = on.parse().map_err(|_| Problem::NotADate)?;
        if is_short { Ok(Self { short: short.to_owned(), on }) } else { Err(Problem::NotAChoice) }
    }
}

impl TryFrom<String> for PaperMark {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map_err(|_| format!("{text:?} is no mark of a paper"))
    }
}

impl From<PaperMark> for String {
    fn from(mark: PaperMark) -> Self {
        mark.to_string()
    }
}

impl Proposal {
    /// Whether this person may attach files now: the lead deputy, while the text may be changed; for signed scans until
    /// the office has decided.
    pub fn may_attach(&self, actor: &Actor, purpose: Purpose) -> bool {
        let open = match purpose {
            Purpose::Attachment => matches!(self.stage, Stage::Draft | Stage::Returned),
            Purpose::SignedScan => {
                matches!(self.stage, Stage::Draft | Stage::CoSigning | Stage::Returned | Stage::Submitted)
            }
        };
        open && self.relations_of(actor).contains(&Relation::Lead)
    }

    /// Whether this person, or the public, may open what was attached for a purpose.
    pub fn shows(&self, purpose: Purpose, actor: Option<&Actor>) -> bool {
        let relations = actor.map_or_else(|| vec![Relation::Public], |actor| self.relations_of(actor));
        relations.into_iter().filter(|&relation| self.is_visible_to(relation)).any(|relation| match purpose {
            Purpose::Attachment => true,
            // It has signatures.
            Purpose::SignedScan => {
                matches!(relation, Relation::Lead | Relation::CoSigner | Relation::CongressOffice)
            }
        })
    }

    /// The text that a paper printed now would have: what is being written, else what was handed in.
    pub fn paper_text(&self) -> Draft {
        match &self.submission {
            Some(submission) if !matches!(self.stage, Stage::Draft | Stage::CoSigning | Stage::Returned) => Draft {
                title: submission.title.to_string(),
                problem: submission.problem.to_string(),
                analysis: submission.analysis.to_string(),
                asks: submission.asks.iter().map(ToString::to_string).collect(),
                topic: submission.topic.code().to_owned(),
                township: submission.township.map(|id| id.to_string()).unwrap_or_default(),
                disclosure: submission.disclosure.code().to_owned(),
                ..self.draft.clone()
            },
            _ => self.draft.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{PersonId, ProposalId, Role};

    #[test]
    fn names_lose_their_folders_and_keep_their_ending() {
        let check = |raw: &str, expected: Result<&str, FileFault>| {
            assert_eq!(FileName::parse(raw).as_ref().map(FileName::as_str), expected.as_ref().copied(), "{raw:?}");
        };
        check("现场.JPG", Ok("现场.jpg"));
        check("../../etc/passwd.pdf", Ok("passwd.pdf"));
        check(r"C:\fakepath\预算.xlsx", Ok("预算.xlsx"));
        check(" a<b>:c?.docx ", Ok("a_b__c_.docx"));
        check("photo.jpg.exe", Err(FileFault::Kind));
        check("exe.svg", Err(FileFault::Kind));
        check("readme", Err(FileFault::Kind));
        check("..", Err(FileFault::Name));
        check("", Err(FileFault::Name));
        check(".pdf", Err(FileFault::Kind));
        check("  .  .pdf", Err(FileFault::Kind));
        check("a/.pdf/..", Err(FileFault::Name));
        check("a\u{0}.pdf", Err(FileFault::Name));
        check("a\r\nb.pdf", Err(FileFault::Name));
        check("gpj.\u{202e}exe.pdf", Err(FileFault::Name));
        let long = FileName::parse(&format!("{}.pdf", "长".repeat(300))).expect("it is shortened");
        assert_eq!(long.as_str().chars().count(), MAX_NAME);
        assert_eq!(long.kind(), Some(FileKind::Pdf));
    }

    #[test]
    fn sizes_read_as_people_say_them() {
        let check = |bytes, expected| assert_eq!(size(bytes), expected, "{bytes}");
        check(1, "1 KB");
        check(340 * 1024, "340 KB");
        check(1024 * 1024, "1.0 MB");
        check(MAX_BYTES, "10.0 MB");
        check(1_258_291, "1.2 MB");
    }

    #[test]
    fn a_mark_is_read_as_it_was_printed() {
        let text = Draft::default().fingerprint();
        let mark = PaperMark::new(&text, jiff::civil::date(2026, 11, 24));
        assert_eq!(mark.to_string().parse(), Ok(mark.clone()));
        assert!(mark.is_of(&text));
        for wrong in
            ["", "x", "0123456789abcdef", "0123456789abcdef-2026", "0123456789ABCDEF-2026-11-24", "../..-2026-11-24"]
        {
            assert!(wrong.parse::<PaperMark>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn files_follow_the_text_and_signatures_stay_with_those_concerned() {
        let person =
            |n: u128, role| Actor { person: PersonId(Uuid::from_u128(n)), name: "某".into(), roles: vec![role] };
        let (lead, other) = (person(1, Role::Deputy), person(2, Role::Deputy));
        let office = person(3, Role::CongressOffice);
        let mut proposal = Proposal::begin(ProposalId(Uuid::from_u128(9)), &lead, 0);
        let (attachment, scan) = (Purpose::Attachment, Purpose::SignedScan);
        let sees = |proposal: &Proposal, purpose| {
            [None, Some(&lead), Some(&other), Some(&office)].map(|reader| proposal.shows(purpose, reader))
        };
        assert_eq!(sees(&proposal, attachment), [false, true, false, false]);
        assert!(proposal.may_attach(&lead, attachment) && proposal.may_attach(&lead, scan));
        assert!(!proposal.may_attach(&other, attachment) && !proposal.may_attach(&office, scan));
        proposal.stage = Stage::Submitted;
        assert_eq!(sees(&proposal, attachment), [false, true, false, true]);
        assert!(!proposal.may_attach(&lead, attachment) && proposal.may_attach(&lead, scan));
        proposal.stage = Stage::Registered;
        assert_eq!(sees(&proposal, attachment), [true; 4]);
        assert_eq!(sees(&proposal, scan), [false, true, false, true]);
        assert!(!proposal.may_attach(&lead, scan));
        proposal.settled.disclosure = crate::draft::Disclosure::Closed;
        assert_eq!(sees(&proposal, attachment), [false, true, false, true]);
    }
}
