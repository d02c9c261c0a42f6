//! Commands without a mistake, and with one.

use domain::parts::promises::{ClaimForm, Promise, PromiseNoteForm, PromiseState};
use domain::parts::{promises, shares};
use domain::proposal::command::Command;
use domain::proposal::workflow::Step;
use jiff::ToSpan;
use proptest::sample::Index;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::common::{Paper, Who};

/// A command without a mistake: of the promises, a unit names one of its own, and more time ends after today and at most
/// with the sixth month.
pub fn good(paper: &Paper, who: Who, step: Step, variant: usize) -> Option<Command> {
    let mut command = paper.good(step, variant)?;
    if let Command::Promise(promises::Command::Claim(ClaimForm { promise, .. }))
    | Command::Promise(promises::Command::Explain(PromiseNoteForm { promise, .. })) = &mut command
    {
        let mine = |one: &Promise| who.actor().units().any(|unit| unit == one.unit);
        let is_open = |one: &Promise| one.state == PromiseState::Open;
        let own = paper.proposal.promises.iter().position(|one| mine(one) && is_open(one));
        *promise = own.map(|n| n.to_string()).unwrap_or_default();
    }
    if let Command::AskExtension(form) | Command::GrantExtension(form) = &mut command
        && let Some(hand_over) = &paper.proposal.hand_over
    {
        let until = hand_over.reply.due.max(paper.now.today).saturating_add(20.days());
        form.until = until.min(hand_over.on.saturating_add(6.months())).to_string();
    }
    Some(command)
}

/// Whether a field is asked for at all: of what is published in full no reason is, and a summary only of a summary.
pub fn counts(command: &Command, field: &str) -> bool {
    let disclosure = match command {
        Command::Register(form) => &form.disclosure,
        Command::SetDisclosure(form) => &form.disclosure,
        _ => return true,
    };
    match field.rsplit('.').next().unwrap_or_default() {
        "ground" | "reason" | "review_on" => disclosure != "open",
        "summary" => disclosure == "summary",
        _ => true,
    }
}

/// Puts `text` into one of a command's fields, and tells which as its form calls it.
pub fn spoil(command: Command, field: Index, text: &str) -> (Option<String>, Command) {
    // What a part of a paper is told stands inside the part's own name.
    let names = match &command {
        Command::Share(shares::Command::Accept | shares::Command::TakeOver) => return (None, command),
        Command::Share(_) | Command::Contact(_) | Command::Promise(_) => 2,
        _ => 1,
    };
    let (path, command) = put(command, field, text);
    (path.and_then(|path| path.splitn(names + 1, '.').nth(names).map(str::to_owned)), command)
}

/// Puts `text` into one of a form's text fields; `None` and the form as it was where it has none.
pub fn put<T: Serialize + DeserializeOwned>(form: T, field: Index, text: &str) -> (Option<String>, T) {
    let mut value = serde_json::to_value(&form).expect("forms can be written");
    let mut paths = Vec::new();
    texts(&value, String::new(), &mut paths);
    if paths.is_empty() {
        return (None, form);
    }
    let path = field.get(&paths);
    *value.pointer_mut(path).expect("the path was found in the value") = text.into();
    let form = serde_json::from_value(value).expect("any text may stand in a form");
    (Some(path.trim_start_matches('/').replace('/', ".")), form)
}

fn texts(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::String(_) if !path.is_empty() => found.push(path),
        Value::Array(items) => items.iter().enumerate().for_each(|(n, item)| texts(item, format!("{path}/{n}"), found)),
        Value::Object(fields) => fields.iter().for_each(|(key, item)| texts(item, format!("{path}/{key}"), found)),
        _ => {}
    }
}
