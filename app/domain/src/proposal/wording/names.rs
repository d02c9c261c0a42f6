//! The names of those who act: people, offices, units.

use ground::vocabulary::Lang;

use crate::county::people::BodyId;
use crate::parts::shares::{Assignment, Part};
use crate::proposal::Proposal;
use crate::proposal::event::Record;
use crate::proposal::workflow::Relation;

impl Proposal {
    /// The name of a unit that handles it, has handled it or is to handle it.
    pub(crate) fn name_of(&self, unit: BodyId, lang: Lang) -> &str {
        let planned = || self.plan.iter().flat_map(|plan| &plan.assignments).find(|share| share.unit == unit);
        let known = self.shares.name_of(unit, lang);
        known.or_else(|| planned().map(|share| share.unit_name(lang))).unwrap_or_default()
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
                let unit = by.unit.map(|unit| self.name_of(unit, lang)).filter(|name| !name.is_empty());
                let body = match unit {
                    None => {
                        lang.pick(relation.word(lang).to_owned(), format!("The {}", relation.word(lang).to_lowercase()))
                    }
                    Some(unit) => lang.pick(unit.to_owned(), format!("The {unit}")),
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
