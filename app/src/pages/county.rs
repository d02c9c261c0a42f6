//! Pages of the county itself: accounts, limits, the calendar, signing in.

use crate::texts::bilingual;

pub(super) mod account;
pub(super) mod accounts;
pub(super) mod calendar;
pub(super) mod rules;
pub(super) mod sign_in;

bilingual! {
    [within crate::texts]

    login: "账号", "Account name";
    roles: "身份", "Office";
    new_password: "新密码", "New password";
    new_password_again: "再输入一次新密码", "New password again";
}
