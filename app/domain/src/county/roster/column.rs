//! What tables are about, and the columns that are read of them.

use ground::characters::{is_blank, plain};
use ground::vocabulary;

vocabulary! {
    /// What a table is about.
    pub enum Kind {
        /// People with their roles.
        People = "people", "人员名册", "People";
        /// The units that handle proposals.
        Units = "units", "承办单位", "Units";
    }
}

vocabulary! {
    /// A column that is read. Others may stand in the table and are passed over.
    pub enum Column {
        /// What tells two people of the same name apart, and finds somebody again after years.
        Key = "key", "代表证号", "Roster number";
        /// The person's name.
        Name = "name", "姓名", "Name";
        /// The account name.
        Login = "login", "账号", "Account";
        /// The delegation.
        Township = "township", "代表团", "Delegation";
        /// The office.
        Role = "role", "角色", "Role";
        /// The unit of a clerk or head.
        Unit = "unit", "单位", "Unit";
        /// The telephone.
        Phone = "phone", "手机", "Telephone";
        /// The address for mail.
        Email = "email", "邮箱", "E-mail";
        UnitName = "unit_name", "单位名称", "Unit name";
        /// The unit's English name.
        UnitNameEn = "unit_name_en", "英文名称", "English name";
        /// The unit's short name.
        ShortName = "short_name", "简称", "Short name";
        /// Whether it is a department of the government.
        IsGovernment = "is_government", "是否政府部门", "Government department";
        /// Whether papers can be handed over to it.
        Status = "status", "状态", "Status";
    }
}

impl Kind {
    /// The columns, in the order of the template.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::People => &[
                Column::Key,
                Column::Name,
                Column::Login,
                Column::Township,
                Column::Role,
                Column::Unit,
                Column::Phone,
                Column::Email,
            ],
            Self::Units => {
                &[Column::UnitName, Column::UnitNameEn, Column::ShortName, Column::IsGovernment, Column::Status]
            }
        }
    }

    /// The columns without which a table cannot be read.
    pub fn required(self) -> &'static [Column] {
        match self {
            Self::People => &[Column::Name, Column::Role],
            Self::Units => &[Column::UnitName],
        }
    }

    /// The column of a heading as offices write it.
    pub fn column(self, heading: &str) -> Option<Column> {
        let plain: String = heading.chars().filter(|c| !c.is_whitespace() && !"*＊:：（）()".contains(*c)).collect();
        let plain = plain.to_lowercase();
        let aliases: &[(Column, &[&str])] = match self {
            Self::People => &[
                (Column::Key, &["代表证号", "证号", "编号", "人员编号", "工号", "key", "rosternumber", "deputynumber"]),
                (Column::Name, &["姓名", "代表姓名", "name"]),
                (Column::Login, &["账号", "帐号", "登录名", "account", "login"]),
                (Column::Township, &["代表团", "乡镇", "代表团/乡镇", "选区", "delegation", "township"]),
                (Column::Role, &["角色", "身份", "role", "office"]),
                (Column::Unit, &["单位", "所在单位", "承办单位", "unit"]),
                (Column::Phone, &["手机", "手机号", "手机号码", "电话", "联系电话", "phone", "telephone"]),
                (Column::Email, &["邮箱", "电子邮箱", "email", "e-mail"]),
            ],
            Self::Units => &[
                (Column::UnitName, &["单位名称", "单位", "名称", "unitname", "unit", "name"]),
                (Column::UnitNameEn, &["英文名称", "英文名", "englishname"]),
                (Column::ShortName, &["简称", "shortname"]),
                (Column::IsGovernment, &["是否政府部门", "政府部门", "governmentdepartment", "government"]),
                (Column::Status, &["状态", "status"]),
            ],
        };
        aliases.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(column, _)| *column)
    }
}

impl Column {
    /// What a cell says: what has a format is read plain, and what nobody can see is nothing.
    pub(super) fn read(self, cell: &str) -> String {
        match self {
            Self::Key | Self::Login | Self::Phone | Self::Email => plain(cell),
            _ if is_blank(cell) => String::new(),
            _ => cell.to_owned(),
        }
    }
}
