//! Signing in and out, passwords, and how a reader wants the page.

use domain::county::people::{PersonId, Role, TownshipId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Failure;

/// The signed-in person, as pages show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub id: PersonId,
    pub name: String,
    /// The account name.
    pub login: String,
    /// The offices.
    pub roles: Vec<Role>,
    /// The delegation.
    pub township: Option<TownshipId>,
    /// Whether the first password still has to be changed.
    pub must_change_password: bool,
}

/// Who is signed in, for the header.
#[server(prefix = "/api", endpoint = "viewer", input = server_fn::codec::GetUrl)]
pub async fn public_viewer() -> Result<Option<Me>, Failure> {
    let account = super::session::viewer().await?;
    Ok(account.map(|account| Me {
        id: account.actor.person,
        name: account.actor.name,
        login: account.login,
        roles: account.actor.roles,
        township: account.township,
        must_change_password: account.must_change_password,
    }))
}

/// Signs in, under a fresh session, and goes on to `next`.
#[server(prefix = "/api", endpoint = "sign-in")]
pub async fn public_sign_in(
    #[server(default)] login: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), Failure> {
    use domain::county::accounts::AccountProblem;
    use ground::characters::plain;
    use ground::problem::Problem;

    use super::passwords;
    use super::session::store;

    let store = store()?;
    let login = plain(&login).to_lowercase();
    if login.is_empty() {
        return Err(Failure::field("login", Problem::Missing));
    }
    if password.is_empty() {
        return Err(Failure::field("password", Problem::Missing));
    }
    if login.chars().count() > 60 || password.len() > 1000 {
        return Err(Failure::field("password", AccountProblem::WrongCredentials));
    }
    if let Some(minutes) = store.locked_minutes(&login).await? {
        return Err(Failure::field("login", AccountProblem::Locked { minutes }));
    }
    let credentials = store.credentials(&login).await?;
    let hash = credentials.as_ref().map(|credentials| credentials.password_hash.clone());
    let matches = passwords::verify(password, hash).await?;
    let Some(credentials) = credentials.filter(|_| matches) else {
        store.note_failure(&login).await?;
        return Err(Failure::field("password", AccountProblem::WrongCredentials));
    };
    store.forget_failures(&login).await?;
    begin_session(credentials.person, credentials.epoch).await?;
    leptos_axum::redirect(local_path(&next).unwrap_or("/desk"));
    Ok(())
}

/// Begins a session under a fresh id.
async fn begin_session(person: PersonId, epoch: i32) -> Result<(), Failure> {
    use super::session::{SESSION_EPOCH, SESSION_PERSON, session};

    let session = session()?;
    let begin = async {
        session.cycle_id().await?;
        session.insert(SESSION_PERSON, person).await?;
        session.insert(SESSION_EPOCH, epoch).await
    };
    begin.await.map_err(|error| {
        tracing::error!(%error, "the session cannot be written");
        Failure::Fault
    })
}

/// Uses an activation code: sets the first password and signs in. An unknown account is answered as a wrong code is.
#[server(prefix = "/api", endpoint = "activate")]
pub async fn public_activate(
    #[server(default)] login: String,
    #[server(default)] code: String,
    #[server(default)] new_password: String,
    #[server(default)] new_password_again: String,
) -> Result<(), Failure> {
    use domain::county::accounts::AccountProblem;
    use ground::characters::plain;
    use ground::problem::{Problem, Problems};

    use super::passwords;
    use super::session::store;

    let store = store()?;
    let code = plain(&code);
    let login = plain(&login).to_lowercase();
    let mut problems = Problems::default();
    for (field, text) in [("login", &login), ("code", &code)] {
        if text.trim().is_empty() {
            problems.note(field, Problem::Missing);
        }
    }
    check_new_password(&mut problems, &new_password, &new_password_again, |new| is_weak(new, "", &login, &login));
    problems.finish(Some(()))?;
    if login.chars().count() > 60 || code.len() > 100 {
        return Err(Failure::field("code", AccountProblem::WrongCode));
    }
    if let Some(minutes) = store.locked_minutes(&login).await? {
        return Err(Failure::field("login", AccountProblem::Locked { minutes }));
    }
    let Some(name) = store.code_owner(&login, &code).await? else {
        store.note_failure(&login).await?;
        return Err(Failure::field("code", AccountProblem::WrongCode));
    };
    if is_weak(&new_password, "", &login, &name) {
        return Err(Failure::field("new_password", AccountProblem::WeakPassword));
    }
    let hash = passwords::hash(new_password).await?;
    let Some((person, epoch)) = store.activate(&login, &code, hash).await? else {
        store.note_failure(&login).await?;
        return Err(Failure::field("code", AccountProblem::WrongCode));
    };
    store.forget_failures(&login).await?;
    begin_session(person, epoch).await?;
    leptos_axum::redirect("/desk");
    Ok(())
}

/// Notes what is wrong with a new password and its repetition.
fn check_new_password(
    problems: &mut ground::problem::Problems,
    new_password: &str,
    again: &str,
    is_weak: impl Fn(&str) -> bool,
) {
    use domain::county::accounts::AccountProblem;
    use ground::problem::Problem;

    let length = new_password.chars().count();
    match length {
        0 => problems.note("new_password", Problem::Missing),
        _ if length < MIN_PASSWORD => problems.note("new_password", Problem::TooShort { min: MIN_PASSWORD }),
        _ if length > MAX_PASSWORD => {
            problems.note("new_password", Problem::TooLong { max: MAX_PASSWORD, over: length - MAX_PASSWORD });
        }
        _ if is_weak(new_password) => problems.note("new_password", AccountProblem::WeakPassword),
        _ if new_password != again => problems.note("new_password_again", AccountProblem::PasswordsDiffer),
        _ => {}
    }
}

/// Signs out in this browser.
#[server(prefix = "/api", endpoint = "sign-out")]
pub async fn sign_out() -> Result<(), Failure> {
    super::session::signed_in().await?;
    super::session::session()?.flush().await.map_err(|_| Failure::Fault)?;
    leptos_axum::redirect("/");
    Ok(())
}

/// Signs out in every browser.
#[server(prefix = "/api", endpoint = "sign-out-everywhere")]
pub async fn sign_out_everywhere() -> Result<(), Failure> {
    let account = super::session::signed_in().await?;
    super::session::store()?.renew(account.actor.person, None).await?;
    super::session::session()?.flush().await.map_err(|_| Failure::Fault)?;
    leptos_axum::redirect("/sign-in");
    Ok(())
}

/// The fewest characters of a password.
pub const MIN_PASSWORD: usize = 10;
/// The most characters of a password.
pub const MAX_PASSWORD: usize = 200;

/// Changes the password; every other session ends.
#[server(prefix = "/api", endpoint = "password")]
pub async fn change_password(
    #[server(default)] present_password: String,
    #[server(default)] new_password: String,
    #[server(default)] new_password_again: String,
) -> Result<(), Failure> {
    use domain::county::accounts::AccountProblem;
    use ground::problem::{Problem, Problems};

    use super::passwords;
    use super::session::{SESSION_EPOCH, session, signed_in, store};

    let account = signed_in().await?;
    let store = store()?;
    let mut problems = Problems::default();
    check_new_password(&mut problems, &new_password, &new_password_again, |new| {
        is_weak(new, &present_password, &account.login, &account.actor.name)
    });
    if present_password.is_empty() {
        problems.note("present_password", Problem::Missing);
    }
    problems.finish(Some(()))?;
    if let Some(minutes) = store.locked_minutes(&account.login).await? {
        return Err(Failure::field("present_password", AccountProblem::Locked { minutes }));
    }
    let credentials = store.credentials(&account.login).await?;
    let hash = credentials.map(|credentials| credentials.password_hash);
    if !passwords::verify(present_password, hash).await? {
        store.note_failure(&account.login).await?;
        return Err(Failure::field("present_password", AccountProblem::WrongPassword));
    }
    let hash = passwords::hash(new_password).await?;
    let epoch = store.renew(account.actor.person, Some(hash)).await?;
    let session = session()?;
    session.cycle_id().await.map_err(|_| Failure::Fault)?;
    session.insert(SESSION_EPOCH, epoch).await.map_err(|_| Failure::Fault)?;
    leptos_axum::redirect("/account?changed=password");
    Ok(())
}

/// Whether a new password is easy to guess from what is known about its owner.
fn is_weak(new: &str, present: &str, login: &str, name: &str) -> bool {
    const COMMON: [&str; 6] = ["1234567890", "password12", "qwertyuiop", "0123456789", "1111111111", "passw0rd12"];
    let lower = new.to_lowercase();
    let distinct: std::collections::BTreeSet<char> = lower.chars().collect();
    (!present.is_empty() && new == present)
        || (!login.is_empty() && lower.contains(login))
        || (!name.is_empty() && lower.contains(&name.to_lowercase()))
        || COMMON.contains(&lower.as_str())
        || distinct.len() < 5
}

/// Keeps how a reader wants the page in cookies; a plain form goes back to its page.
#[server(prefix = "/api", endpoint = "preferences")]
pub async fn public_preferences(
    #[server(default)] lang: String,
    #[server(default)] theme: String,
    #[server(default)] size: String,
) -> Result<(), Failure> {
    use crate::kit::preferences::{Size, Theme};

    let lang = ground::vocabulary::Lang::from_code(&lang).map(ground::vocabulary::Lang::code);
    let theme = (!theme.is_empty()).then(|| Theme::from_code(&theme).code());
    let size = (!size.is_empty()).then(|| Size::from_code(&size).code());
    let response = use_context::<leptos_axum::ResponseOptions>().ok_or(Failure::Fault)?;
    for (name, value) in [("lang", lang), ("theme", theme), ("size", size)] {
        let Some(value) = value else { continue };
        let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
        let cookie = axum::http::HeaderValue::from_str(&cookie).map_err(|_| Failure::Fault)?;
        response.append_header(axum::http::header::SET_COOKIE, cookie);
    }
    Ok(())
}

/// A path of this site, safe to send somebody to: nothing that a browser would read as another host.
pub fn local_path(raw: &str) -> Option<&str> {
    let is_local = raw.starts_with('/') && !raw.starts_with("//") && !raw.starts_with("/api/");
    let is_plain = raw.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (is_local && is_plain).then_some(raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        let check = |raw, expected| assert_eq!(local_path(raw), expected, "{raw}");
        check("/desk", Some("/desk"));
        check("/proposals?stage=closed&form=1", Some("/proposals?stage=closed&form=1"));
        for bad in [
            "",
            "desk",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: x",
            "/路",
            "/api/act",
        ] {
            check(bad, None);
        }
    }

    #[test]
    fn weak_passwords_are_known() {
        for weak in ["1234567890", "aaaaaaaaaaaa", "jiaotong-2026", "the-old-one!"] {
            assert!(is_weak(weak, "the-old-one!", "jiaotong", "王一"), "{weak}");
        }
        assert!(!is_weak("春天的核桃树开花了吗", "x", "jiaotong", "王一"));
    }
}
