//! Files that people send: what they are, how they are called, and why one is not taken.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::dates::date;
use crate::problem::Problem;
use crate::vocabulary;
use crate::vocabulary::Lang;

/// The most bytes of one file.
pub const MAX_BYTES: u64 = 10 * 1024 * 1024;
/// The most characters of a file's name.
const MAX_NAME: usize = 80;

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
    /// There are as many already as may be.
    TooMany {
        /// How many.
        max: usize,
    },
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
        let megabytes = MAX_BYTES / 1024 / 1024;
        match self {
            Self::None => lang.pick("请先选择文件。", "Choose a file first.").into(),
            Self::Empty => lang.pick("文件是空的，请重新选择。", "The file is empty: choose another.").into(),
            Self::TooLarge => lang.pick(
                format!("文件超过{megabytes} MB，请压缩或拆分后再上传。"),
                format!("The file is larger than {megabytes} MB: make it smaller or split it."),
            ),
            Self::TooMany { max } => lang.pick(
                format!("最多{max}个附件，请先移除不需要的。"),
                format!("There can be at most {max} attachments: remove one first."),
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

/// A number of bytes as readers see it: 1 KB is 1024 bytes, rounded half up.
pub fn size(bytes: u64) -> String {
    const KB: u64 = 1024;
    if bytes < KB * KB {
        return format!("{} KB", bytes.div_ceil(KB));
    }
    let tenths = (bytes * 10 + KB * KB / 2) / (KB * KB);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
