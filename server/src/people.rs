//! Accounts from the command line.

use domain::county::people::{BodyId, Office, PersonId, Role};
use ground::text::Line;
use ground::vocabulary::Lang;
use store::{NewPerson, Provisioned, Store};

/// Adds an account and answers its first password.
///
/// # Errors
/// Where the office needs a unit or has none, the name is taken, or the database fails.
pub async fn add(
    store: &Store,
    login: &str,
    name: &str,
    office: Office,
    unit: Option<i32>,
) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    let role = Role::from_parts(office, unit.map(BodyId))
        .ok_or("unit_clerk and unit_head need --unit; no other office has one")?;
    let county = store.county().await?;
    if let Some(unit) = role.unit()
        && !county.units.iter().any(|known| known.id == unit)
    {
        return Err(format!("there is no unit {unit}").into());
    }
    let login = login.trim().to_lowercase();
    if login.is_empty()
        || login.chars().count() > 60
        || !login.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    {
        return Err("an account name has 1 to 60 letters, digits, dots or hyphens".into());
    }
    let name = Line::parse(name).map_err(|problem| problem.sentence(Lang::En))?.to_string();
    let password = first_password();
    let password_hash = app::api::hash_password(&password).ok_or("the password cannot be hashed")?;
    let person = NewPerson {
        id: PersonId(store.fresh_id()),
        login,
        name,
        password_hash,
        must_change_password: true,
        township: None,
        roles: vec![role],
    };
    match store.add_person(person).await? {
        Provisioned::Added => Ok(password),
        Provisioned::NameTaken => Err("this account name is taken".into()),
    }
}

/// Twelve characters that cannot be mistaken for one another, from the system's randomness.
fn first_password() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let bytes = uuid::Uuid::new_v4().into_bytes();
    bytes[..12].iter().map(|&byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()])).collect()
}
