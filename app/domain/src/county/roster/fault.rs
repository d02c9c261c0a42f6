//! What can be wrong with a table or one of its rows, as a sentence that says what to do.

use ground::problem::InWords;
use ground::problems;
use ground::vocabulary::Lang;
use serde::{Deserialize, Serialize};

use super::{Column, MAX_COLUMNS, MAX_ROWS};

problems! {
    /// What is wrong with a row.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Fault {
        /// The cell is empty.
        Missing = "没有填写，请补上。", "Nothing is filled in: fill it in.";
        /// The text is too long.
        TooLong {
            /// The greatest number of characters.
            max: usize,
        } = "太长，最多{max}个字。", "Too long: at most {max} characters.";
        /// The cell holds a formula.
        Formula = "是公式，请改成数值（复制后选择性粘贴为值）。", "It is a formula: paste it as a value.";
        /// The cell holds an error of the spreadsheet.
        CellError = "是表格的错误值（例如#N/A），请改正。", "It is an error of the spreadsheet (#N/A for instance): mend it.";
        /// The cell holds a date.
        DateCell = "被表格软件当成了日期，请把单元格格式改为文本后重新填写。", "The spreadsheet made a date of it: set the cell to text and type it again.";
        /// Bytes that are no text.
        Undecodable = "有无法识别的编码，请另存为UTF-8或GBK编码的CSV。", "Its bytes are no text: save the file as CSV in UTF-8 or GBK.";
        /// More cells than headings.
        TooManyCells {
            /// How many headings there are.
            max: usize,
        } = "这一行的格数多于表头的{max}列，请检查是否多了逗号。", "This row has more cells than the {max} headings: look for a comma too many.";
        /// Fewer cells than headings.
        TooFewCells {
            /// How many headings there are.
            min: usize,
        } = "这一行的格数少于表头的{min}列，请检查是否缺了逗号。", "This row has fewer cells than the {min} headings: look for a missing comma.";
        /// No township or delegation of this name.
        UnknownTownship = "没有这个代表团或乡镇，请按系统中的名称填写。", "There is no such delegation: write it as it stands in the system.";
        /// No role of this name.
        UnknownRole = "没有这个角色，请填写：代表、代表工委、政府办、经办人、签发人、督办领导、管理员。", "There is no such role. Write one of: deputy, congress office, government office, clerk, head, supervisor, administrator.";
        /// No unit of this name.
        UnknownUnit = "没有这个单位，请先导入单位，或按系统中的名称填写。", "There is no such unit: import the units first, or write it as it stands in the system.";
        /// The unit is no longer in use.
        ClosedUnit = "这个单位已停用，请换一个。", "This unit is closed: choose another.";
        /// A unit beside a role that has none.
        UnitNotForRole = "只有经办人和签发人填写单位，请清空这一格。", "Only clerks and heads have a unit: empty this cell.";
        /// Neither a roster number nor an account name.
        NoKey = "代表证号和账号至少填写一项，用来区分同名的人。", "Fill in the roster number or the account: it tells people of one name apart.";
        /// A roster number with characters that it cannot have.
        BadKey = "只能用文字、数字和-_./，最多40个字。", "Only letters, digits and -_./ , at most 40.";
        /// An account name with characters that it cannot have.
        BadLogin = "账号只能用3至60个小写字母、数字、点、横线和下划线。", "An account has 3 to 60 small letters, digits, dots, hyphens or underscores.";
        /// No account name can be made of the roster number.
        NoLoginFromKey = "不能由证号生成账号，请填写账号。", "No account name can be made of the roster number: fill in the account.";
        /// Somebody else has this account name.
        LoginTaken = "这个账号已属于另一个人，请换一个，或核对证号。", "Somebody else has this account: choose another, or check the roster number.";
        /// Another person in this table has this account name.
        LoginRepeated {
            line: u32,
        } = "与第{line}行的账号相同，但不是同一个人，请换一个。", "Line {line} has the same account for somebody else: choose another.";
        /// The same person with the same role.
        Repeated {
            line: u32,
        } = "与第{line}行重复，请删去一行。", "The same as line {line}: delete one.";
        /// The same person, told differently.
        Contradicts {
            line: u32,
        } = "与第{line}行是同一个人，但这一项不同，请改成一致。", "The same person as line {line}, but told differently: make them agree.";
        /// Not a telephone number.
        BadPhone = "不是电话号码，请填写11位手机号，或带区号的座机号。", "Not a telephone number: give 11 digits, or a number with its area code.";
        /// Not an address for mail.
        BadEmail = "不是邮箱地址，请核对。", "Not an address for mail: check it.";
        /// Another person in this table has this address.
        EmailRepeated {
            line: u32,
        } = "与第{line}行的邮箱相同，但不是同一个人，请核对。", "Line {line} has the same address for somebody else: check both.";
        /// Somebody else has this address.
        EmailTaken = "这个邮箱已属于另一个人，请核对。", "Somebody else has this address: check it.";
        /// Neither yes nor no.
        NotYesOrNo = "请填写“是”或“否”。", "Write yes or no.";
        /// Neither in use nor closed.
        NotAStatus = "请填写“在用”或“停用”。", "Write in use or closed.";
        /// The account is suspended: restore it before it is given a role.
        Suspended = "这个账号已停用，请先在账号页面恢复。", "This account is suspended: restore it on its page first.";
    }
}

/// Why a file cannot be read as a table at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableFault {
    /// No file was chosen, or nothing stands in it.
    Empty,
    /// Neither .xlsx nor .csv.
    NotATable,
    /// The .xlsx is damaged, or locked with a password.
    Damaged,
    /// The file is too large.
    TooLarge,
    /// Unpacked it would be too large.
    TooLargeUnpacked,
    TooManyRows,
    TooManyColumns,
    HeadingMissing(Vec<Column>),
    /// A heading stands twice.
    HeadingTwice(Column),
}

impl InWords for TableFault {
    fn in_words(&self, lang: Lang) -> String {
        self.sentence(lang)
    }
}

impl TableFault {
    /// What is wrong and what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::Empty => (
                "没有选择文件，或者表格是空的。请选择填好的表格。",
                "No file was chosen, or the table is empty: choose a table with rows.",
            ),
            Self::NotATable => (
                "不是.xlsx或.csv表格。请在表格软件中另存为“Excel工作簿（.xlsx）”或“CSV”。",
                "Neither .xlsx nor .csv: save it as an Excel workbook (.xlsx) or as CSV.",
            ),
            Self::Damaged => (
                "文件已损坏或有密码，请去掉密码后重新保存。",
                "The file is damaged or has a password: save it again without one.",
            ),
            Self::TooLarge => (
                "文件超过5 MB，请删去图片等无关内容，或分成几个文件。",
                "The file is larger than 5 MB: take out pictures, or split it.",
            ),
            Self::TooLargeUnpacked => (
                "文件展开后过大，请只保留名册内容后另存。",
                "Unpacked, the file is too large: keep the roster only and save it again.",
            ),
            Self::TooManyRows => {
                return lang.pick(
                    format!("超过{MAX_ROWS}行，请分成几个文件。"),
                    format!("More than {MAX_ROWS} rows: split the file."),
                );
            }
            Self::TooManyColumns => {
                return lang.pick(
                    format!("超过{MAX_COLUMNS}列，请删去无关的列。"),
                    format!("More than {MAX_COLUMNS} columns: delete those that are not needed."),
                );
            }
            Self::HeadingMissing(columns) => {
                let words: Vec<_> = columns.iter().map(|column| column.word(lang)).collect();
                return lang.pick(
                    format!("第一行缺少表头：{}。请按模板填写表头。", words.join("、")),
                    format!("The first row lacks the headings: {}. Use the template’s headings.", words.join(", ")),
                );
            }
            Self::HeadingTwice(column) => {
                let word = column.word(lang);
                return lang.pick(
                    format!("表头“{word}”出现了两次，请删去一列。"),
                    format!("The heading “{word}” stands twice: delete one column."),
                );
            }
        };
        lang.pick(zh, en).to_owned()
    }
}
