//! What to do about a problem, as a sentence.

use super::Problem;
use crate::vocabulary::Lang;
use crate::wording::date;

impl Problem {
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
