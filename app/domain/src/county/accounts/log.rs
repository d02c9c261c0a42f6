//! One line of an account's log, or of the county's, and its sentence.

use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::number::Session;
use crate::county::people::{County, Role, TownshipId};
use crate::county::roster::role_word;

/// One line of an account's log, or of the county's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountEvent {
    /// Came with a table.
    Added,
    /// A table changed it.
    Updated,
    /// A role was given.
    RoleGiven(Role),
    /// A role was ended.
    RoleEnded(Role),
    /// Moved to another delegation, or to none.
    Moved(Option<TownshipId>),
    Suspended,
    Restored,
    /// An activation code was handed out.
    CodeMade {
        /// The last day on which it can be used.
        until: Date,
    },
    /// The code was used and a password set.
    Activated,
    /// A table was imported.
    Imported {
        /// The file's name.
        file: String,
        /// How many were added.
        added: usize,
        /// How many were changed.
        changed: usize,
    },
    /// The deputies' mandate of a term ended.
    TermEnded {
        term: u16,
        /// The last day.
        on: Date,
        /// How many deputies' roles ended.
        deputies: usize,
    },
    /// A session of the congress was entered.
    SessionAdded(Session),
}

impl AccountEvent {
    /// What happened, as a sentence without its subject.
    pub fn sentence(&self, county: &County, lang: Lang) -> String {
        let date = |day: Date| ground::dates::date(day, lang);
        match self {
            Self::Added => lang.pick("随名册导入，新增账号".into(), "Added with an imported table".into()),
            Self::Updated => lang.pick("随名册导入，更新资料".into(), "Updated by an imported table".into()),
            Self::RoleGiven(role) => {
                let role = role_word(*role, county, lang);
                lang.pick(format!("授予角色：{role}"), format!("Given the role: {role}"))
            }
            Self::RoleEnded(role) => {
                let role = role_word(*role, county, lang);
                lang.pick(format!("结束角色：{role}"), format!("The role ended: {role}"))
            }
            Self::Moved(township) => {
                let place = township.and_then(|id| county.townships.iter().find(|place| place.id == id));
                let place = place.map_or(lang.pick("无", "none"), |place| place.name(lang));
                lang.pick(format!("代表团改为：{place}"), format!("Delegation changed to: {place}"))
            }
            Self::Suspended => lang.pick("停用账号".into(), "Suspended".into()),
            Self::Restored => lang.pick("恢复账号".into(), "Restored".into()),
            Self::CodeMade { until } => lang.pick(
                format!("制作激活码，{}前有效", date(*until)),
                format!("An activation code was made, good until {}", date(*until)),
            ),
            Self::Activated => lang.pick("用激活码设置了密码".into(), "Set a password with the activation code".into()),
            Self::Imported { file, added, changed } => lang.pick(
                format!("导入“{file}”：新增{added}项，更新{changed}项"),
                format!("Imported “{file}”: {added} added, {changed} changed"),
            ),
            Self::TermEnded { term, on, deputies } => lang.pick(
                format!("第{term}届代表任期于{}结束，共{deputies}人", date(*on)),
                format!("The mandate of the {term}th congress ended on {}: {deputies} deputies", date(*on)),
            ),
            Self::SessionAdded(session) => lang.pick(
                format!("登记第{}届第{}次会议", session.term, session.ordinal),
                format!("Entered session {} of the {}th congress", session.ordinal, session.term),
            ),
        }
    }
}
