//! What is wrong with a field, in the reader's language, and why a step is refused.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::file::FileFault;
use crate::vocabulary::Lang;
use crate::wording::date;
use crate::workflow::Stage;

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Nothing was typed or chosen.
    Missing,
    /// Fewer than `min` characters.
    TooShort {
        /// The least number of characters.
        min: usize,
    },
    /// More than `max` characters.
    TooLong {
        /// The greatest number of characters.
        max: usize,
        /// How many are too many.
        over: usize,
    },
    /// A character that cannot be shown.
    ControlCharacter,
    /// Not one of the choices.
    NotAChoice,
    /// Not a date.
    NotADate,
    /// A date later than today where only the past makes sense.
    InTheFuture,
    /// A date that is not after today.
    NotInTheFuture,
    /// A date before the hand-over.
    BeforeHandOver,
    /// More entries than `max`.
    TooMany {
        /// The greatest number of entries.
        max: usize,
    },
    /// The same unit twice.
    Twice,
    /// The lead deputy was named as a co-signer.
    Yourself,
    /// The deputy was asked already.
    AskedAlready,
    /// The text is not the one that was read.
    TextChanged,
    /// A motion has fewer signatures than it needs.
    TooFewSignatures {
        /// How many it needs, the lead deputy's among them.
        needed: usize,
        /// How many are missing.
        missing: usize,
    },
    /// The lead deputy belongs to no delegation that could submit.
    NoDelegation,
    /// Not a number of a paper.
    NotANumber,
    /// There is no paper under this number.
    NoSuchPaper,
    /// The paper's own number.
    ItsOwnNumber,
    /// Linked already.
    LinkedAlready,
    /// Not linked.
    NotLinked,
    /// The unit that asks.
    ItsOwnUnit,
    /// The unit only assists or replies separately.
    NotTheLeadUnit,
    /// No paper was ticked.
    NothingTicked,
    /// A hand-over on another day than today.
    NotToday,
    /// A paper of a batch has changed since it was seen.
    PaperChanged {
        /// Its number.
        paper: String,
    },
    /// No unit is proposed for a paper of a batch.
    PaperWithoutUnits {
        /// Its number.
        paper: String,
    },
    /// A paper of a batch waits for no hand-over by this person.
    PaperNotOpen {
        /// Its number.
        paper: String,
    },
    /// A paper that is to be accepted has changed since it was seen.
    PaperMoved {
        /// Its number.
        paper: String,
    },
    /// A paper does not wait for this person's acceptance.
    PaperNotToAccept {
        /// Its number.
        paper: String,
    },
    /// Confirmation that the matter is no personal interest is missing.
    NotConfirmed,
    /// The name or the password is wrong; which of them is not said.
    WrongCredentials,
    /// Too many failed sign-ins; try again later.
    Locked {
        /// Minutes until the next try.
        minutes: u32,
    },
    /// The present password is wrong.
    WrongPassword,
    /// The two new passwords differ.
    PasswordsDiffer,
    /// The new password is the old one, or a name, or a common one.
    WeakPassword,
    /// A file is not taken.
    File {
        /// The name that it was sent with, shortened.
        name: String,
        /// Why.
        fault: FileFault,
    },
    /// No whole number from `min` to `max`.
    OutOfRange {
        /// The least.
        min: u16,
        /// The greatest.
        max: u16,
    },
    /// Longer than the law leaves (Deputies Law art. 51).
    BeyondTheLaw {
        /// The months that the law leaves.
        months: u16,
    },
    /// A date before the earliest that makes sense.
    TooEarly {
        /// The earliest.
        earliest: Date,
    },
    /// A day that is worked anyway, entered as a worked weekend.
    WorkedAnyway,
    /// The calendar has an entry for that day already.
    DayTaken {
        /// The day.
        day: Date,
    },
    /// Chased only a few days ago.
    ChasedLately {
        /// How many days lie at least between two chases.
        days: u16,
    },
    /// A last day that is not after the present one.
    NotLater {
        /// The present last day.
        than: Date,
    },
    /// A last day beyond the longest that the law leaves.
    NotBeyond {
        /// The latest day.
        latest: Date,
    },
    /// A review that is too far away.
    ReviewTooLate {
        /// The latest day.
        latest: Date,
    },
    /// Promises are still open, so that the matter is not solved.
    CommitmentsOpen {
        /// How many.
        open: usize,
    },
    /// A kept promise that no longer holds: that is a relapse, a step of its own.
    Relapsed,
    /// Not an address that mail can be sent to.
    NotAnAddress,
    /// More people have asked within an hour than mail goes out to.
    TooBusy,
    /// The account name or the activation code is wrong, used or expired; which of them is not said.
    WrongCode,
    /// The person has this role already.
    RoleHeld,
    /// Nobody else could look after accounts.
    LastAdministrator,
    /// Not a number from 1 to 999.
    NotACount,
    /// Not in the order of time or of counting.
    OutOfOrder,
    /// It falls on days of another session.
    Overlaps,
    /// A table that cannot be read.
    Table(crate::roster::FileFault),
}

impl Problem {
    /// Whether its sentence leaves open which field is meant, so that a summary has to name it.
    pub fn is_of_any_field(&self) -> bool {
        matches!(
            self,
            Self::Missing
                | Self::TooShort { .. }
                | Self::TooLong { .. }
                | Self::ControlCharacter
                | Self::NotAChoice
                | Self::NotADate
                | Self::InTheFuture
                | Self::NotInTheFuture
                | Self::BeforeHandOver
                | Self::TooMany { .. }
                | Self::OutOfRange { .. }
                | Self::TooEarly { .. }
                | Self::NotLater { .. }
                | Self::NotBeyond { .. }
                | Self::NotACount
        )
    }

    /// What to do about it, as a sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Missing, Lang::Zh) => "请填写或选择这一项。".into(),
            (Self::Missing, Lang::En) => "Fill in or choose this.".into(),
            (Self::TooShort { min }, Lang::Zh) => format!("请写得具体些，至少{min}个字。"),
            (Self::TooShort { min }, Lang::En) => format!("Say a little more: at least {min} characters."),
            (Self::TooLong { max, over }, Lang::Zh) => format!("最多{max}个字，请删去{over}个字。"),
            (Self::TooLong { max, over }, Lang::En) => format!("At most {max} characters: remove {over}."),
            (Self::ControlCharacter, Lang::Zh) => "含有无法显示的字符，请删去后重新填写。".into(),
            (Self::ControlCharacter, Lang::En) => {
                "There is a character that cannot be shown: remove it and type again.".into()
            }
            (Self::NotAChoice, Lang::Zh) => "请从给出的选项中选择。".into(),
            (Self::NotAChoice, Lang::En) => "Choose one of the options given.".into(),
            (Self::NotADate, Lang::Zh) => "请填写日期，例如2026-11-23。".into(),
            (Self::NotADate, Lang::En) => "Give a date, for example 2026-11-23.".into(),
            (Self::InTheFuture, Lang::Zh) => "日期不能晚于今天。".into(),
            (Self::InTheFuture, Lang::En) => "The date cannot be later than today.".into(),
            (Self::NotInTheFuture, Lang::Zh) => "日期必须晚于今天。".into(),
            (Self::NotInTheFuture, Lang::En) => "The date must be later than today.".into(),
            (Self::BeforeHandOver, Lang::Zh) => "日期不能早于交办日或上一次答复日。".into(),
            (Self::BeforeHandOver, Lang::En) => "The date cannot be before the hand-over or the previous reply.".into(),
            (Self::TooMany { max }, Lang::Zh) => format!("最多{max}项。"),
            (Self::TooMany { max }, Lang::En) => format!("At most {max} entries."),
            (Self::Twice, Lang::Zh) => "同一单位不能重复选择。".into(),
            (Self::Twice, Lang::En) => "The same unit cannot be chosen twice.".into(),
            (Self::Yourself, Lang::Zh) => "您是领衔代表，不必邀请自己。".into(),
            (Self::Yourself, Lang::En) => "You lead this paper: you need not ask yourself.".into(),
            (Self::AskedAlready, Lang::Zh) => "已经邀请过这位代表。".into(),
            (Self::AskedAlready, Lang::En) => "This deputy was asked already.".into(),
            (Self::TextChanged, Lang::Zh) => "文本已经改动，请重新阅读后再确认。".into(),
            (Self::TextChanged, Lang::En) => "The text has changed: read it again, then confirm.".into(),
            (Self::TooFewSignatures { needed, missing }, Lang::Zh) => {
                format!("议案须由{needed}名以上代表联名，还差{missing}名。请继续邀请附议，或改为建议提交。")
            }
            (Self::TooFewSignatures { needed, missing }, Lang::En) => format!(
                "A motion needs {needed} signatures and lacks {missing}: ask more deputies, or submit it as a proposal."
            ),
            (Self::NoDelegation, Lang::Zh) => "您的账号没有所属代表团，请联系管理员，或改为代表个人提交。".into(),
            (Self::NoDelegation, Lang::En) => {
                "Your account belongs to no delegation: ask the administrator, or submit in your own name.".into()
            }
            (Self::NotANumber, Lang::Zh) => "请填写建议编号，例如17-1-023。".into(),
            (Self::NotANumber, Lang::En) => "Give the number of a paper, for example 17-1-023.".into(),
            (Self::NoSuchPaper, Lang::Zh) => "没有这个编号的建议，请核对。".into(),
            (Self::NoSuchPaper, Lang::En) => "There is no paper under this number: check it.".into(),
            (Self::ItsOwnNumber, Lang::Zh) => "这是本件的编号，请填写另一件的编号。".into(),
            (Self::ItsOwnNumber, Lang::En) => "This is the paper’s own number: give the other’s.".into(),
            (Self::LinkedAlready, Lang::Zh) => "已经关联过这一件。".into(),
            (Self::LinkedAlready, Lang::En) => "It is linked already.".into(),
            (Self::NotLinked, Lang::Zh) => "本件没有与它关联。".into(),
            (Self::NotLinked, Lang::En) => "It is not linked to this paper.".into(),
            (Self::ItsOwnUnit, Lang::Zh) => "不能建议改由本单位承办。".into(),
            (Self::ItsOwnUnit, Lang::En) => "You cannot suggest your own unit.".into(),
            (Self::NotTheLeadUnit, Lang::Zh) => "只有主办单位退回时才能重新交办，请选择“同意退回并改办”。".into(),
            (Self::NotTheLeadUnit, Lang::En) => {
                "Only a return by the lead unit can be handed over anew: use “Grant the return, re-assign”.".into()
            }
            (Self::NothingTicked, Lang::Zh) => "请至少勾选一件建议。".into(),
            (Self::NothingTicked, Lang::En) => "Tick at least one paper.".into(),
            (Self::NotToday, Lang::Zh) => "期限从交办当天起算，只能在交办会当天交办。日期已更新为今天，请核对后再提交。".into(),
            (Self::NotToday, Lang::En) => {
                "Clocks start on the day of the act, so it is done on the day of the meeting. The day is now today’s: check it and send again.".into()
            }
            (Self::PaperChanged { paper }, Lang::Zh) => format!("{paper}在您打开页面后有改动，请核对拟办单位后再勾选。"),
            (Self::PaperChanged { paper }, Lang::En) => {
                format!("{paper} has changed since you opened the page: check its units, then tick it again.")
            }
            (Self::PaperWithoutUnits { paper }, Lang::Zh) => format!("{paper}还没有拟定承办单位。"),
            (Self::PaperWithoutUnits { paper }, Lang::En) => format!("{paper} has no units proposed yet."),
            (Self::PaperNotOpen { paper }, Lang::Zh) => format!("{paper}不在等待交办，或者不能由您交办。"),
            (Self::PaperNotOpen { paper }, Lang::En) => {
                format!("{paper} does not wait for a hand-over, or it is not yours to hand over.")
            }
            (Self::PaperMoved { paper }, Lang::Zh) => format!("{paper}在您打开页面后有改动，请核对后再勾选。"),
            (Self::PaperMoved { paper }, Lang::En) => {
                format!("{paper} has changed since you opened the page: look at it, then tick it again.")
            }
            (Self::PaperNotToAccept { paper }, Lang::Zh) => format!("{paper}现在不需要您确认承办。"),
            (Self::PaperNotToAccept { paper }, Lang::En) => format!("{paper} does not wait for you to accept it."),
            (Self::NotConfirmed, Lang::Zh) => "请勾选确认。".into(),
            (Self::NotConfirmed, Lang::En) => "Tick the box to confirm.".into(),
            (Self::WrongCredentials, Lang::Zh) => "账号或密码不正确，请核对后重试。".into(),
            (Self::WrongCredentials, Lang::En) => {
                "The account name or the password is wrong: check both and try again.".into()
            }
            (Self::Locked { minutes }, Lang::Zh) => format!("尝试次数过多，请在{minutes}分钟后再试。"),
            (Self::Locked { minutes }, Lang::En) => format!("Too many attempts: try again in {minutes} minutes."),
            (Self::WrongPassword, Lang::Zh) => "当前密码不正确。".into(),
            (Self::WrongPassword, Lang::En) => "The present password is wrong.".into(),
            (Self::PasswordsDiffer, Lang::Zh) => "两次输入的新密码不一致。".into(),
            (Self::PasswordsDiffer, Lang::En) => "The two new passwords differ.".into(),
            (Self::WeakPassword, Lang::Zh) => "这个密码太容易被猜到，请换一个。".into(),
            (Self::WeakPassword, Lang::En) => "This password is easy to guess: choose another.".into(),
            (Self::File { name, fault }, _) if name.is_empty() => fault.sentence(lang),
            (Self::File { name, fault }, Lang::Zh) => format!("“{name}”：{}", fault.sentence(lang)),
            (Self::File { name, fault }, Lang::En) => format!("“{name}”: {}", fault.sentence(lang)),
            (Self::OutOfRange { min, max }, Lang::Zh) => format!("请填写{min}到{max}之间的整数。"),
            (Self::OutOfRange { min, max }, Lang::En) => format!("Give a whole number from {min} to {max}."),
            (Self::BeyondTheLaw { months }, Lang::Zh) => {
                format!("《代表法》第五十一条规定最长{months}个月：请按月或按日填写，不得超过{months}个月。")
            }
            (Self::BeyondTheLaw { months }, Lang::En) => format!(
                "Article 51 of the Deputies Law leaves at most {months} months: give months or days, no more than that."
            ),
            (Self::TooEarly { earliest }, Lang::Zh) => format!("日期不能早于{}。", date(*earliest, lang)),
            (Self::TooEarly { earliest }, Lang::En) => {
                format!("The date cannot be before {}.", date(*earliest, lang))
            }
            (Self::WorkedAnyway, Lang::Zh) => "调休上班日须是周六或周日，其他日子本来就上班。".into(),
            (Self::WorkedAnyway, Lang::En) => {
                "Only a Saturday or Sunday can be entered as worked: other days are worked anyway.".into()
            }
            (Self::DayTaken { day }, Lang::Zh) => format!("{}已经录入。要改动，请先删除原来的。", date(*day, lang)),
            (Self::DayTaken { day }, Lang::En) => {
                format!("{} is entered already. To change it, remove that entry first.", date(*day, lang))
            }
            (Self::ChasedLately { days }, Lang::Zh) => format!("{days}天内已经催办过，请稍后再催。"),
            (Self::ChasedLately { days }, Lang::En) => format!("Chased less than {days} days ago: wait a little."),
            (Self::NotLater { than }, Lang::Zh) => format!("日期须晚于现在的期限{}。", date(*than, lang)),
            (Self::NotLater { than }, Lang::En) => {
                format!("The date must be later than the present one, {}.", date(*than, lang))
            }
            (Self::NotBeyond { latest }, Lang::Zh) => {
                format!("最迟只能延到{}（自交办之日起六个月）。", date(*latest, lang))
            }
            (Self::NotBeyond { latest }, Lang::En) => {
                format!("At the latest {}, six months after the hand-over.", date(*latest, lang))
            }
            (Self::ReviewTooLate { latest }, Lang::Zh) => format!("复核日期最迟为{}。", date(*latest, lang)),
            (Self::ReviewTooLate { latest }, Lang::En) => format!("It must be reviewed by {}.", date(*latest, lang)),
            (Self::CommitmentsOpen { open }, Lang::Zh) => {
                format!("还有{open}项承诺没有兑现，不能列为A类：请先报告兑现并经核实，或者选择B类、C类。")
            }
            (Self::CommitmentsOpen { open }, Lang::En) => format!(
                "{open} promises are still open, so it is not solved: have them verified first, or choose class B or C."
            ),
            (Self::Relapsed, Lang::Zh) => "已核实兑现的承诺出现反弹，请使用“反弹，重新跟踪”或“反弹，重新办理”。".into(),
            (Self::Relapsed, Lang::En) => {
                "A kept promise that no longer holds is a relapse: use “Relapsed: follow it up again” or “… handled again”."
                    .into()
            }
            (Self::TooBusy, Lang::Zh) => "现在申请关注的人太多，请过一小时再试。".into(),
            (Self::TooBusy, Lang::En) => "Too many people ask to follow just now: try again in an hour.".into(),
            (Self::NotAnAddress, Lang::Zh) => "请填写完整的邮箱地址，例如 wang@example.gov.cn。".into(),
            (Self::NotAnAddress, Lang::En) => "Give a whole e-mail address, for example wang@example.gov.cn.".into(),
            (Self::WrongCode, Lang::Zh) => "账号或激活码不正确，或激活码已用过、已过期。请核对，或向代表工委另要一个。".into(),
            (Self::WrongCode, Lang::En) => {
                "The account or the code is wrong, or the code was used or has expired: check both, or ask for a new one."
                    .into()
            }
            (Self::RoleHeld, Lang::Zh) => "已经有这个角色了。".into(),
            (Self::RoleHeld, Lang::En) => "The person has this role already.".into(),
            (Self::LastAdministrator, Lang::Zh) => "这是最后一名系统管理员，请先让另一人担任管理员。".into(),
            (Self::LastAdministrator, Lang::En) => {
                "This is the last administrator: make somebody else administrator first.".into()
            }
            (Self::NotACount, Lang::Zh) => "请填写数字，例如17。".into(),
            (Self::NotACount, Lang::En) => "Give a number, for example 17.".into(),
            (Self::OutOfOrder, Lang::Zh) => "次序不对：会议须接着上一次会议编号，闭幕不能早于开幕。".into(),
            (Self::OutOfOrder, Lang::En) => {
                "Out of order: a session is numbered after the last one, and closes no earlier than it opens.".into()
            }
            (Self::Overlaps, Lang::Zh) => "开幕日期须晚于已登记会议的闭幕日期。".into(),
            (Self::Overlaps, Lang::En) => "It must open after the sessions that are entered have closed.".into(),
            (Self::Table(fault), lang) => fault.sentence(lang),
        }
    }
}

/// A problem and the field it stands beside.
///
/// `field` is the path inside the form, its parts joined by dots: `title`, `asks.0`, `commitments.1.due`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The path of the field.
    pub field: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// Collects the problems of a form while its fields are parsed.
#[derive(Debug, Default)]
pub struct Problems(Vec<FieldError>);

impl Problems {
    /// The parsed value, or `None` with the problem noted.
    pub fn keep<T>(&mut self, field: impl Into<String>, parsed: Result<T, Problem>) -> Option<T> {
        parsed.map_err(|problem| self.note(field, problem)).ok()
    }

    /// Notes a problem.
    pub fn note(&mut self, field: impl Into<String>, problem: Problem) {
        self.0.push(FieldError { field: field.into(), problem });
    }

    /// Whether no problem was noted so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value, if no problem was noted.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every problem noted.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Refusal> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(Refusal::Invalid(self.0)),
        }
    }
}

/// Why a command was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The step is not open to this person at this stage.
    #[error("the step is not open to this person at stage {stage:?}")]
    NotOpen {
        /// Where the proposal stands.
        stage: Stage,
    },
    /// Some fields are wrong.
    #[error("{} fields are wrong", .0.len())]
    Invalid(Vec<FieldError>),
}

impl Refusal {
    /// One field that is wrong.
    pub fn field(field: impl Into<String>, problem: Problem) -> Self {
        Self::Invalid(vec![FieldError { field: field.into(), problem }])
    }
}
