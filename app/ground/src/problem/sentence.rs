//! What to do about a problem, as a sentence.

use super::Problem;
use crate::dates::date;
use crate::vocabulary::Lang;

impl Problem {
    /// What to do about it, as a sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        let pick = |zh: &str, en: &str| lang.pick(zh, en).to_owned();
        match self {
            Self::Missing => pick("请填写或选择这一项。", "Fill in or choose this."),
            Self::TooShort { min } => lang.pick(
                format!("请写得具体些，至少{min}个字。"),
                format!("Say a little more: at least {min} characters."),
            ),
            Self::TooLong { max, over } => lang.pick(
                format!("最多{max}个字，请删去{over}个字。"),
                format!("At most {max} characters: remove {over}."),
            ),
            Self::NotAChoice => pick("请从给出的选项中选择。", "Choose one of the options given."),
            Self::NotADate => pick("请填写日期，例如2026-11-23。", "Give a date, for example 2026-11-23."),
            Self::InTheFuture => pick("日期不能晚于今天。", "The date cannot be later than today."),
            Self::NotInTheFuture => pick("日期必须晚于今天。", "The date must be later than today."),
            Self::TooEarly { earliest } => {
                let earliest = date(*earliest, lang);
                lang.pick(format!("日期不能早于{earliest}。"), format!("The date cannot be before {earliest}."))
            }
            Self::NotLater { than } => {
                let than = date(*than, lang);
                lang.pick(
                    format!("日期须晚于现在的期限{than}。"),
                    format!("The date must be later than the present one, {than}."),
                )
            }
            Self::TooMany { max } => lang.pick(format!("最多{max}项。"), format!("At most {max} entries.")),
            Self::OutOfRange { min, max } => lang
                .pick(format!("请填写{min}到{max}之间的整数。"), format!("Give a whole number from {min} to {max}.")),
            Self::NotConfirmed => pick("请勾选确认。", "Tick the box to confirm."),
            Self::NotAnAddress => pick(
                "请填写完整的邮箱地址，例如 wang@example.gov.cn。",
                "Give a whole e-mail address, for example wang@example.gov.cn.",
            ),
            Self::File { name, fault } if name.is_empty() => fault.sentence(lang),
            Self::File { name, fault } => {
                let why = fault.sentence(lang);
                lang.pick(format!("“{name}”：{why}"), format!("“{name}”: {why}"))
            }
            Self::Own(own) => own.sentence(lang).to_owned(),
        }
    }
}
