//! What was typed into a form and why it was refused: the server keeps it, and shows its page again.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::kit::failure::Failure;

/// A form that was refused: which one, what was typed, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The path that the form was sent to.
    pub action: String,
    /// The names and values of its fields, but for passwords and activation codes.
    pub fields: Vec<(String, String)>,
    /// Why it was refused.
    pub failure: Failure,
}

impl Posted {
    /// A form's fields from an url-encoded body, without passwords and activation codes.
    pub fn fields(body: &[(String, String)]) -> Vec<(String, String)> {
        body.iter().filter(|(name, _)| !name.contains("password") && name != "code").cloned().collect()
    }

    /// Whether a form was sent by the enter key alone.
    pub fn is_by_enter(body: &[(String, String)]) -> bool {
        body.iter().any(|(name, _)| name == crate::kit::components::ENTER)
    }

    /// What was typed into a field.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether it was the form with this prefix: `command[reply]` has its fields, `command` = `reply` is itself.
    fn is_of(&self, prefix: &str) -> bool {
        let whole = Group::whole(prefix);
        self.fields.iter().any(|(name, value)| {
            name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('['))
                || whole == Some((name.as_str(), value.as_str()))
        })
    }

    /// What somebody wrote that would be a pity to lose: long values, in the order of the form.
    pub(crate) fn writings(&self) -> Vec<String> {
        let fields = self.fields.iter().filter(|(name, _)| name.contains('['));
        fields.map(|(_, value)| value.trim()).filter(|value| value.chars().count() > 10).map(str::to_owned).collect()
    }
}

/// The browser that sends a form, by a cookie of its own: to it alone the form is shown again.
#[derive(Clone, Copy, Debug)]
pub struct Sender(uuid::Uuid);

impl Sender {
    /// The cookie's name.
    const COOKIE: &str = "kept";

    /// Whoever has sent a form before that was kept.
    pub fn known(headers: &axum::http::HeaderMap) -> Option<Self> {
        crate::cookie(headers, Self::COOKIE)?.parse().ok().map(Self)
    }

    /// Whoever sends a form.
    pub fn of(headers: &axum::http::HeaderMap) -> Self {
        Self::known(headers).unwrap_or_else(|| Self(uuid::Uuid::new_v4()))
    }

    /// The browser's id.
    pub fn browser(self) -> uuid::Uuid {
        self.0
    }

    /// The cookie, which lasts for the day that a form is kept.
    pub fn cookie(self) -> axum::http::HeaderValue {
        let cookie = format!("{}={}; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax", Self::COOKIE, self.0);
        axum::http::HeaderValue::from_str(&cookie).unwrap_or(axum::http::HeaderValue::from_static(""))
    }
}

/// The refused form of a page, if any; its fields and its error summary read it.
#[derive(Clone, Default)]
pub(crate) struct Refused(pub(crate) Option<Posted>);

impl Refused {
    /// The page's, or an empty one.
    pub(crate) fn here() -> Self {
        use_context().unwrap_or_default()
    }
}

/// What the fields of the pages are called, by their ids: fields note it, error summaries read it when they are shown.
#[derive(Clone, Copy)]
pub(crate) struct Labels(StoredValue<BTreeMap<String, String>>);

impl Labels {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(BTreeMap::new()))
    }

    /// Notes what a field is called.
    pub(crate) fn note(id: &str, label: &str) {
        if let Some(Self(labels)) = use_context() {
            let _ = labels.try_update_value(|labels| labels.insert(id.to_owned(), label.to_owned()));
        }
    }

    /// What a field is called, where it stands on a page.
    pub(crate) fn of(id: &str) -> Option<String> {
        use_context::<Self>()?.0.try_with_value(|labels| labels.get(id).cloned()).flatten()
    }
}

/// The group of fields that a form sends, by the prefix of their names.
#[derive(Clone, Copy)]
pub(crate) struct Group(pub(crate) &'static str);

impl Group {
    /// The name of the field at `path`: `answers.0` in `command[reply]` is `command[reply][answers][0]`.
    pub(crate) fn name(self, path: &str) -> String {
        if self.0.is_empty() {
            return path.to_owned();
        }
        path.split('.').fold(self.0.to_owned(), |name, part| format!("{name}[{part}]"))
    }

    /// The one field that a form without any sends, by its prefix: `command[share][accept]` is `command[share]` = `accept`.
    pub(crate) fn whole(prefix: &str) -> Option<(&str, &str)> {
        prefix.strip_suffix(']')?.rsplit_once('[')
    }

    /// The id of the element at `path`.
    pub(crate) fn id(self, path: &str) -> String {
        self.name(path).replace(['[', '.'], "-").replace(']', "")
    }

    /// This form, where it was refused.
    fn refused(self) -> Option<Posted> {
        Refused::here().0.filter(|posted| self.owns(posted))
    }

    /// What was typed at `path` when this form was refused.
    pub(crate) fn typed(self, path: &str) -> Option<String> {
        self.refused()?.value(&self.name(path)).map(str::to_owned)
    }

    /// Whether this form was refused.
    pub(crate) fn was_refused(self) -> bool {
        self.refused().is_some()
    }

    /// The problem beside the field at `path`, in words.
    pub(crate) fn problem(self, path: &str) -> Option<String> {
        self.first_problem(|field| field == path)
    }

    /// The first problem of a list's entries, in words.
    pub(crate) fn problem_within(self, list: &str) -> Option<String> {
        self.first_problem(|field| field.split('.').next() == Some(list))
    }

    fn first_problem(self, is_it: impl Fn(&str) -> bool) -> Option<String> {
        let posted = self.refused()?;
        let error = posted.failure.errors().iter().find(|error| is_it(&error.field))?;
        Some(error.problem.sentence(crate::kit::preferences::lang()))
    }

    /// The values of the boxes that were ticked in a list when this form was refused.
    pub(crate) fn ticked(self, list: &str) -> Option<Vec<String>> {
        let prefix = format!("{}[", self.name(list));
        let posted = self.refused()?;
        let ticked = posted.fields.iter().filter(|(name, _)| name.starts_with(&prefix));
        Some(ticked.map(|(_, value)| value.clone()).collect())
    }

    pub(crate) fn owns(self, posted: &Posted) -> bool {
        self.0.is_empty() || posted.is_of(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_ids_follow_the_path() {
        let group = Group("command[reply]");
        assert_eq!(group.name("answers.0"), "command[reply][answers][0]");
        assert_eq!(group.id("promises.1.due"), "command-reply-promises-1-due");
        assert_eq!(Group("").name("login"), "login");
    }

    #[test]
    fn a_refused_form_knows_which_it_was() {
        let posted = |name: &str, value: &str| Posted {
            action: "/api/act".into(),
            fields: vec![(name.into(), value.into())],
            failure: Failure::Malformed,
        };
        assert!(posted("command[reply][opening]", "x").is_of("command[reply]"));
        assert!(!posted("command[reply][opening]", "x").is_of("command[send_back]"));
        assert!(posted("command", "submit").is_of("command[submit]"));
        assert!(posted("command[share]", "accept").is_of("command[share][accept]"));
        assert!(!posted("command[share]", "accept").is_of("command[share][take_over]"));
    }

    #[test]
    fn passwords_are_never_kept() {
        let body = [("login".to_owned(), "a".to_owned()), ("new_password".to_owned(), "b".to_owned())];
        assert_eq!(Posted::fields(&body).len(), 1);
    }
}
