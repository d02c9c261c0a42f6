//! Who acts: people with their roles, units, townships, and the county that holds them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use ground::vocabulary::Lang;
use ground::{id, vocabulary};

id! {
    PersonId(Uuid)
}
id! {
    /// A body's id: of a unit that handles papers, later of a station, a committee, a court.
    BodyId(i32)
}
id! {
    /// A township's id; the county organs' delegation has one too.
    TownshipId(i32)
}

vocabulary! {
    /// What a person is in the county, before any proposal.
    pub enum Office {
        /// A deputy to the county people's congress.
        Deputy = "deputy", "人大代表", "Deputy";
        /// The standing committee's office for deputies' work.
        CongressOffice = "congress_office", "代表工委", "Congress office";
        /// The government office (supervision section).
        GovernmentOffice = "government_office", "政府办（督查室）", "Government office";
        UnitClerk = "unit_clerk", "承办单位经办人", "Unit clerk";
        /// A unit's head, who signs replies.
        UnitHead = "unit_head", "承办单位签发人", "Unit head";
        /// A member of the chairs' meeting.
        Supervisor = "supervisor", "督办领导", "Supervisor";
        /// Who looks after accounts.
        Administrator = "administrator", "系统管理员", "Administrator";
    }
}

/// An office that a person holds, and the unit where it is a unit's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Deputy,
    CongressOffice,
    GovernmentOffice,
    UnitClerk(BodyId),
    UnitHead(BodyId),
    /// A member of the chairs' meeting.
    Supervisor,
    Administrator,
}

impl Role {
    /// The office, without its unit.
    pub fn office(self) -> Office {
        match self {
            Self::Deputy => Office::Deputy,
            Self::CongressOffice => Office::CongressOffice,
            Self::GovernmentOffice => Office::GovernmentOffice,
            Self::UnitClerk(_) => Office::UnitClerk,
            Self::UnitHead(_) => Office::UnitHead,
            Self::Supervisor => Office::Supervisor,
            Self::Administrator => Office::Administrator,
        }
    }

    /// The unit, where the office is a unit's.
    pub fn unit(self) -> Option<BodyId> {
        match self {
            Self::UnitClerk(unit) | Self::UnitHead(unit) => Some(unit),
            _ => None,
        }
    }

    /// A role from its stored parts; `None` where a unit is missing or too many.
    pub fn from_parts(office: Office, unit: Option<BodyId>) -> Option<Self> {
        Some(match (office, unit) {
            (Office::Deputy, None) => Self::Deputy,
            (Office::CongressOffice, None) => Self::CongressOffice,
            (Office::GovernmentOffice, None) => Self::GovernmentOffice,
            (Office::UnitClerk, Some(unit)) => Self::UnitClerk(unit),
            (Office::UnitHead, Some(unit)) => Self::UnitHead(unit),
            (Office::Supervisor, None) => Self::Supervisor,
            (Office::Administrator, None) => Self::Administrator,
            _ => return None,
        })
    }
}

/// A signed-in person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Who it is.
    pub person: PersonId,
    /// The name, as it will stand in the log.
    pub name: String,
    /// The offices held.
    pub roles: Vec<Role>,
}

impl Actor {
    /// Whether the person holds an office.
    pub fn holds(&self, office: Office) -> bool {
        self.roles.iter().any(|role| role.office() == office)
    }

    /// The units that the person works for.
    pub fn units(&self) -> impl Iterator<Item = BodyId> {
        self.roles.iter().filter_map(|role| role.unit())
    }
}

/// A place or unit with its name in each language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named<Id> {
    pub id: Id,
    /// Its Chinese name.
    pub name: String,
    /// Its English name.
    pub name_en: String,
}

impl<Id> Named<Id> {
    /// The name in a language.
    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name, &self.name_en)
    }
}

/// A unit that handles proposals.
pub type Unit = Named<BodyId>;
/// A township, or the county organs' delegation.
pub type Township = Named<TownshipId>;

vocabulary! {
    pub enum BodyKind {
        /// A unit that handles papers.
        Unit = "unit", "承办单位", "Unit";
    }
}

vocabulary! {
    /// The level of the congress, on which the number of signatures under a motion depends.
    #[derive(Default)]
    pub enum Level {
        /// A county: ten deputies jointly (地方组织法 art. 22).
        #[default]
        County = "county", "县级", "County";
        /// A township: five deputies jointly.
        Township = "township", "乡级", "Township";
    }
}

impl Level {
    /// How many signatures a motion needs, the lead deputy's among them (十人以上联名; 五人以上联名).
    pub fn motion_signatures(self) -> usize {
        match self {
            Self::County => 10,
            Self::Township => 5,
        }
    }
}

/// A deputy who may be asked to co-sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deputy {
    /// Who it is.
    pub person: PersonId,
    pub name: String,
    /// The delegation.
    pub township: Option<TownshipId>,
}

/// What the rules know of the county.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct County {
    /// Its townships, by id.
    pub townships: Vec<Township>,
    /// Its units, by id.
    pub units: Vec<Unit>,
    /// The level of its congress.
    #[serde(default)]
    pub level: Level,
    /// Units that were closed: their papers stay, and none is handed over to them any more.
    #[serde(default)]
    pub closed_units: Vec<BodyId>,
}

impl County {
    /// A unit that papers can be handed over to, by what a form sent.
    pub fn unit(&self, raw: &str) -> Option<&Unit> {
        let id = raw.parse().ok()?;
        self.open_units().find(|unit| unit.id == id)
    }

    /// The units that papers can be handed over to.
    pub fn open_units(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|unit| !self.is_closed(unit.id))
    }

    /// Whether a unit was closed.
    pub fn is_closed(&self, unit: BodyId) -> bool {
        self.closed_units.contains(&unit)
    }

    /// A unit by its name in either language.
    pub fn unit_named(&self, name: &str) -> Option<BodyId> {
        self.units.iter().find(|unit| unit.name == name || unit.name_en.eq_ignore_ascii_case(name)).map(|unit| unit.id)
    }

    /// A township or delegation by its name in either language; “天宁镇代表团” is that of 天宁镇.
    pub fn township_named(&self, name: &str) -> Option<TownshipId> {
        let name = name.strip_suffix("代表团").unwrap_or(name);
        let found = self.townships.iter().find(|place| place.name == name || place.name_en.eq_ignore_ascii_case(name));
        found.map(|place| place.id)
    }

    /// A township by what a form sent.
    pub fn township(&self, raw: &str) -> Option<&Township> {
        let id = raw.parse().ok()?;
        self.townships.iter().find(|township| township.id == id)
    }
}
