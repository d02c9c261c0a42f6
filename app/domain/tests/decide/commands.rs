//! What forms send: each step's fields stand under the names that its command is read by.

use domain::proposal::command::Command;
use domain::proposal::workflow::{Relation, Stage, Step, next};
use ground::vocabulary::Lang;
use serde_json::Value;

use crate::common::Paper;

/// `command[share][accept]` for `{"share": "accept"}` and for `{"share": {"accept": {…}}}`.
fn names(command: &Command, depth: usize) -> String {
    let mut value = serde_json::to_value(command).expect("commands can be written");
    let mut name = "command".to_owned();
    for _ in 0..depth {
        let (key, inner) = match value {
            Value::String(key) => (key, Value::Null),
            Value::Object(fields) => fields.into_iter().next().expect("one variant"),
            other => panic!("{other}"),
        };
        name = format!("{name}[{key}]");
        value = inner;
    }
    name
}

#[test]
fn a_form_sends_its_fields_under_the_names_of_its_command() {
    let paper = Paper::new();
    for &step in Step::ALL {
        let is_of_people = Relation::ALL
            .iter()
            .filter(|&&by| by != Relation::System)
            .any(|&by| Stage::ALL.iter().any(|&stage| next(stage, step, by).is_some()));
        assert_eq!(!step.prefix().is_empty(), is_of_people, "{step:?}");
        assert_eq!(!step.done(Lang::Zh).is_empty() && !step.done(Lang::En).is_empty(), is_of_people, "{step:?}");
        let Some(command) = paper.good(step, 1) else { continue };
        assert_eq!(command.step(), step);
        assert_eq!(names(&command, step.prefix().matches('[').count()), step.prefix(), "{step:?}");
    }
}
