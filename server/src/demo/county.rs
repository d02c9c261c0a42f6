//! The demo county's townships, units and invented people.

use std::collections::BTreeSet;

use domain::county::people::{Actor, BodyId, County, Deputy, Named, PersonId, Role, Township, TownshipId, Unit};
use ground::vocabulary::Lang;
use serde::Deserialize;
use store::NewPerson;
use uuid::Uuid;

use super::Error;
use super::texts::Text;

/// The password of every demo account.
const PASSWORD: &str = "jianyi-demo";
/// The account names that are shown, and what each is for.
const SHOWN: [(&str, &str, &str); 9] = [
    ("deputy", "人大代表", "a deputy"),
    ("office", "代表工委", "the congress office"),
    ("office2", "代表工委（第二人）", "its second person"),
    ("govoffice", "政府办", "the government office"),
    ("jiaotong", "交通运输局经办人", "clerk of the transport bureau"),
    ("jiaotong-head", "交通运输局签发人", "head of the transport bureau"),
    ("supervisor", "督办领导", "a supervisor"),
    ("admin", "系统管理员", "the administrator"),
    ("newcomer", "新任代表（首次登录须改密码）", "a new deputy, who has to change the first password"),
];

/// The demo accounts, for whoever started the server.
pub fn accounts(lang: Lang) -> String {
    let lines = SHOWN.map(|(login, zh, en)| format!("  {login:<14} {}", lang.pick(zh, en)));
    let heading = lang.pick("演示账号，密码均为", "Demo accounts, each with the password");
    format!("{heading} {PASSWORD}\n{}", lines.join("\n"))
}

/// The county as its file has it.
#[derive(Debug, Deserialize)]
struct File {
    townships: Vec<Delegation>,
    units: Vec<UnitEntry>,
}

#[derive(Debug, Deserialize)]
struct Delegation {
    #[serde(flatten)]
    place: Township,
    deputies: usize,
}

#[derive(Debug, Deserialize)]
struct UnitEntry {
    #[serde(flatten)]
    unit: Unit,
    login: String,
}

/// The county, with what the rules do not need to know.
pub(super) struct DemoCounty {
    pub(super) rules: County,
    delegations: Vec<(TownshipId, usize)>,
    unit_logins: Vec<(BodyId, String)>,
}

/// Reads the county.
pub(super) fn county() -> Result<DemoCounty, serde_json::Error> {
    let file: File = serde_json::from_str(include_str!("../../demo/county.json"))?;
    Ok(DemoCounty {
        delegations: file.townships.iter().map(|entry| (entry.place.id, entry.deputies)).collect(),
        unit_logins: file.units.iter().map(|entry| (entry.unit.id, entry.login.clone())).collect(),
        rules: County {
            townships: file.townships.into_iter().map(|entry| entry.place).collect(),
            units: file.units.into_iter().map(|entry| entry.unit).collect::<Vec<Named<BodyId>>>(),
            ..County::default()
        },
    })
}

/// The invented people.
pub(super) struct People {
    pub(super) accounts: Vec<NewPerson>,
    pub(super) deputies: Vec<Deputy>,
}

impl People {
    /// 186 deputies, a clerk and a head for each unit, the offices, a supervisor and an administrator.
    pub(super) fn invent(county: &DemoCounty, chance: &mut fastrand::Rng) -> Result<Self, Error> {
        // One hash for all: hashing is slow on purpose, and every demo account has the same password anyway.
        let password_hash = app::api::hash_password(PASSWORD).ok_or("the demo password cannot be hashed")?;
        let mut names = Names::default();
        let mut accounts: Vec<NewPerson> = Vec::new();
        let mut add = |login: String, roles: Vec<Role>, township: Option<TownshipId>, chance: &mut fastrand::Rng| {
            let id = PersonId(Uuid::from_u64_pair(chance.u64(..), chance.u64(..)));
            let must_change_password = login == "newcomer";
            let (name, password_hash) = (names.invent(chance), password_hash.clone());
            accounts.push(NewPerson { id, login, name, password_hash, must_change_password, township, roles });
        };
        let mut deputies = 0;
        for &(township, count) in &county.delegations {
            for _ in 0..count {
                deputies += 1;
                let login = match deputies {
                    1 => "deputy".to_owned(),
                    2 => "newcomer".to_owned(),
                    n => format!("d{n:03}"),
                };
                add(login, vec![Role::Deputy], Some(township), chance);
            }
        }
        for (unit, login) in &county.unit_logins {
            add(login.clone(), vec![Role::UnitClerk(*unit)], None, chance);
            add(format!("{login}-head"), vec![Role::UnitHead(*unit)], None, chance);
        }
        let offices = [
            ("office", Role::CongressOffice),
            ("office2", Role::CongressOffice),
            ("govoffice", Role::GovernmentOffice),
            ("supervisor", Role::Supervisor),
            ("admin", Role::Administrator),
        ];
        for (login, role) in offices {
            add(login.to_owned(), vec![role], None, chance);
        }
        let deputies = (accounts.iter().filter(|person| person.roles == [Role::Deputy]))
            .map(|person| Deputy { person: person.id, name: person.name.clone(), township: person.township })
            .collect();
        Ok(Self { accounts, deputies })
    }

    /// A person by account name.
    pub(super) fn named(&self, login: &str) -> Actor {
        let found = self.accounts.iter().find(|person| person.login == login).unwrap_or(&self.accounts[0]);
        actor(found)
    }

    /// The clerk or head of a unit.
    pub(super) fn of_unit(&self, role: Role) -> Actor {
        let found = self.accounts.iter().find(|person| person.roles.contains(&role)).unwrap_or(&self.accounts[0]);
        actor(found)
    }

    /// Who leads a paper: one in twelve the shown deputy, so that this desk has something on it; else one of the place.
    pub(super) fn deputy_for(&self, text: &Text, n: u32, chance: &mut fastrand::Rng) -> Actor {
        if n % 12 == 1 || matches!(n, 14 | 15 | 18) {
            return self.named("deputy");
        }
        let of_place = |person: &&NewPerson| {
            person.roles == [Role::Deputy]
                && person.login != "newcomer"
                && text.township.is_none_or(|township| person.township == Some(TownshipId(township)))
        };
        let candidates: Vec<_> = self.accounts.iter().filter(of_place).collect();
        actor(candidates[chance.usize(0..candidates.len())])
    }

    /// The other deputies of somebody's delegation.
    pub(super) fn neighbours_of(&self, lead: &Actor) -> impl Iterator<Item = Actor> {
        let township = self.deputies.iter().find(|deputy| deputy.person == lead.person).map(|lead| lead.township);
        let others = self.deputies.iter().filter(|deputy| deputy.person != lead.person);
        others.filter(move |deputy| Some(deputy.township) == township).map(|deputy| Actor {
            person: deputy.person,
            name: deputy.name.clone(),
            roles: vec![Role::Deputy],
        })
    }

    pub(super) fn any_deputy(&self, chance: &mut fastrand::Rng) -> Actor {
        let deputies: Vec<_> = self.accounts.iter().filter(|person| person.roles == [Role::Deputy]).collect();
        actor(deputies[chance.usize(0..deputies.len())])
    }
}

fn actor(person: &NewPerson) -> Actor {
    Actor { person: person.id, name: person.name.clone(), roles: person.roles.clone() }
}

/// Names that were not given to anybody yet.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn invent(&mut self, chance: &mut fastrand::Rng) -> String {
        const FAMILY: &str = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶贺毛郝顾龚邵万覃武乔";
        const GIVEN: &str = "春秀海玉志文建国明丽桂兰红军晓东永强小平金凤淑芬俊杰亚楠思远佳怡浩然子涵立新振华福生长贵润林改梅二喜拴柱彩霞雪梅瑞峰爱民继业守义保田占元";
        let family: Vec<char> = FAMILY.chars().collect();
        let given: Vec<char> = GIVEN.chars().collect();
        loop {
            let mut name = String::from(family[chance.usize(0..family.len())]);
            for _ in 0..chance.usize(1..3) {
                name.push(given[chance.usize(0..given.len())]);
            }
            if self.0.insert(name.clone()) {
                return name;
            }
        }
    }
}
