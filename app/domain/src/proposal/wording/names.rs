//! The names of those who act: people, offices, units.

use ground::vocabulary::Lang;

use crate::proposal::Proposal;
use crate::proposal::command::{Assignment, Part};
use crate::proposal::event::Record;
use crate::proposal::workflow::Relation;

impl Assignment {
    /// The unit's name in a language.
    pub fn unit_name(&self, lang: Lang) -> &str {
        lang.pick(&self.name, &self.name_en)
    }
}

impl Proposal {
    /// The name of the unit for which something was done, also where it has given the paper back since.
    pub(super) fn unit_of(&self, record: &Record, lang: Lang) -> String {
        let Some(unit) = record.by.unit else { return String::new() };
        let present = self.assignments.iter().find(|assignment| assignment.unit == unit);
        let present = present.map(|assignment| assignment.unit_name(lang).to_owned());
        let former = || self.returns.iter().find(|case| case.unit == unit);
        let former = || former().map(|case| lang.pick(case.name.as_str(), case.name_en.as_str()).to_owned());
        let planned = || self.plan.iter().flat_map(|plan| &plan.assignments).find(|a| a.unit == unit);
        present.or_else(former).or_else(|| planned().map(|a| a.unit_name(lang).to_owned())).unwrap_or_default()
    }

    /// Who did it: deputies by name, offices and units as such; their people's names only where `full`.
    pub(super) fn who(&self, record: &Record, lang: Lang, full: bool) -> String {
        let by = &record.by;
        match by.relation {
            Relation::System => String::new(),
            Relation::Lead | Relation::CoSigner | Relation::Invitee => {
                lang.pick(format!("{}代表", by.name), format!("Deputy {}", by.name))
            }
            relation => {
                let unit = self.unit_of(record, lang);
                let body = if unit.is_empty() {
                    lang.pick(relation.word(lang).to_owned(), format!("The {}", relation.word(lang).to_lowercase()))
                } else {
                    lang.pick(unit.clone(), format!("The {unit}"))
                };
                if full { lang.pick(format!("{body}（{}）", by.name), format!("{body} ({})", by.name)) } else { body }
            }
        }
    }
}

/// “主办：交通运输局,协办财政局、农业农村局”.
pub(super) fn units(assignments: &[Assignment], lang: Lang) -> String {
    let parts = Part::ALL.iter().filter_map(|&part| {
        let names: Vec<_> = assignments.iter().filter(|a| a.part == part).map(|a| a.unit_name(lang)).collect();
        let word = part.word(lang);
        (!names.is_empty()).then(|| {
            lang.pick(format!("{word}：{}", names.join("、")), format!("{}: {}", word.to_lowercase(), names.join(", ")))
        })
    });
    parts.collect::<Vec<_>>().join(lang.pick("；", "; "))
}
