//! How a reader wants the page: language, colours, size of type. Cookies hold it, `<html>` shows it.

use ground::vocabulary::Lang;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the device has it.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The size of type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    /// 17 pixels.
    #[default]
    Normal,
    /// 22 pixels (适老).
    Large,
}

impl Theme {
    /// The value of the cookie and of `data-theme`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme that a code stands for; [`Theme::Auto`] for any other text.
    pub fn from_code(code: &str) -> Self {
        match code {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }
}

impl Size {
    /// The value of the cookie and of `data-size`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
        }
    }

    /// The size that a code stands for; [`Size::Normal`] for any other text.
    pub fn from_code(code: &str) -> Self {
        if code == "large" { Self::Large } else { Self::Normal }
    }
}

/// How a reader wants the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The language.
    pub lang: Lang,
    /// The colours.
    pub theme: Theme,
    /// The size of type.
    pub size: Size,
}

/// The value of a request's cookie.
pub fn cookie<'a>(headers: &'a axum::http::HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get(axum::http::header::COOKIE)?.to_str().ok()?;
    let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(key, value)| (key == name).then_some(value))
}

impl Preferences {
    /// Those of a request.
    pub fn of(headers: &axum::http::HeaderMap) -> Self {
        use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
        let all = |name| {
            let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
            values.collect::<Vec<_>>().join("; ")
        };
        Self::from_headers(&all(COOKIE), &all(ACCEPT_LANGUAGE))
    }

    /// The cookies that say the same, whatever else a reader's browser says.
    pub fn cookies(self) -> String {
        format!("lang={}; theme={}; size={}", self.lang.code(), self.theme.code(), self.size.code())
    }

    /// From the request's `Cookie` and `Accept-Language` headers.
    fn from_headers(cookies: &str, accept_language: &str) -> Self {
        let cookie = |name: &str| {
            cookies
                .split(';')
                .find_map(|pair| pair.trim().split_once('=').filter(|(key, _)| *key == name))
                .map_or("", |pair| pair.1)
        };
        Self {
            lang: Lang::from_code(cookie("lang")).unwrap_or_else(|| Lang::accepted(accept_language)),
            theme: Theme::from_code(cookie("theme")),
            size: Size::from_code(cookie("size")),
        }
    }
}

/// The preferences of the page being made.
pub(crate) fn current() -> Preferences {
    use_context::<axum::http::request::Parts>().map(|parts| Preferences::of(&parts.headers)).unwrap_or_default()
}

/// The language of the page.
pub(crate) fn lang() -> Lang {
    use_context::<Preferences>().unwrap_or_default().lang
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_come_before_the_browsers_wish() {
        let check = |cookies, accept, expected| assert_eq!(Preferences::from_headers(cookies, accept), expected);
        check("", "", Preferences::default());
        check("", "en-US", Preferences { lang: Lang::En, ..Default::default() });
        check(
            "session=x; lang=zh; theme=dark; size=large",
            "en",
            Preferences { lang: Lang::Zh, theme: Theme::Dark, size: Size::Large },
        );
        check("lang=xx; theme=\"; size=", "en", Preferences { lang: Lang::En, ..Default::default() });
    }
}
