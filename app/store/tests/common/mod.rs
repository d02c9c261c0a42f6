//! A small county on a database of its own: SQLite, or PostgreSQL where `TEST_DATABASE_URL` names a server.

#![allow(clippy::allow_attributes, dead_code, reason = "each test file uses some of this")]

use domain::county::number::Session;
use domain::county::people::{Actor, BodyId, County, Named, PersonId, Role, TownshipId};
use domain::parts::shares::AssignForm;
use domain::proposal::ProposalId;
use domain::proposal::command::{Command, ReasonForm, RegisterForm};
use domain::proposal::draft::Draft;
use domain::proposal::workflow::Stage;
use ground::vocabulary::Lang;
use sea_orm_migration::MigratorTrait;
use store::{NewPerson, Store};
use tempfile::TempDir;

const SESSION_IS_OVER: &str = "2020-01-01";

/// A store with a small county and its people.
pub struct World {
    pub store: Store,
    pub deputy: Actor,
    pub office: Actor,
    pub clerk: Actor,
    pub url: String,
    _folder: TempDir,
}

impl World {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let url = testing::database(folder.path()).await;
        let store = Store::connect(&url).await.expect("the database opens");
        store.moment().set(testing::begins());
        migrations::Migrator::up(store.connection(), None).await.expect("the migrations run");
        let named = |name: &str| (name.to_owned(), name.to_owned());
        let ((place, place_en), (unit, unit_en)) = (named("天宁镇"), named("交通运输局"));
        let county = County {
            townships: vec![Named { id: TownshipId(1), name: place, name_en: place_en }],
            units: vec![Named { id: BodyId(1), name: unit, name_en: unit_en }],
            ..County::default()
        };
        let day = SESSION_IS_OVER.parse().expect("a date");
        let session = Session { term: 17, ordinal: 1, opens_on: day, closes_on: day };
        store.add_county(&county, &session).await.expect("the county is added");
        let mut people = Vec::new();
        for (login, role) in
            [("deputy", Role::Deputy), ("office", Role::CongressOffice), ("clerk", Role::UnitClerk(BodyId(1)))]
        {
            people.push(Actor { person: PersonId(store.fresh_id()), name: login.to_owned(), roles: vec![role] });
        }
        let accounts: Vec<_> = people.iter().map(account).collect();
        store.add_people(&accounts).await.expect("the people are added");
        let mut people = people.into_iter();
        let mut next = || people.next().expect("three people");
        Self { deputy: next(), office: next(), clerk: next(), store, url, _folder: folder }
    }

    pub async fn submitted(&self) -> ProposalId {
        let id = ProposalId(self.store.fresh_id());
        self.store.save_draft(&self.deputy, id, 0, draft("下游村"), None).await.expect("the draft is kept");
        self.act(&self.deputy, id, &Command::Submit).await.expect("it is handed in");
        id
    }

    pub async fn registered(&self) -> ProposalId {
        let id = self.submitted().await;
        self.act(&self.office, id, &register()).await.expect("it is registered");
        id
    }

    pub async fn assigned(&self) -> ProposalId {
        let id = self.registered().await;
        let form = AssignForm { lead: "1".into(), ..AssignForm::default() };
        self.act(&self.office, id, &Command::Assign(form)).await.expect("it is handed over");
        id
    }

    /// Acts on the version that the person sees.
    pub async fn act(&self, actor: &Actor, id: ProposalId, command: &Command) -> store::Result<()> {
        let version = self.store.proposal(id, Some(actor), Lang::Zh).await?.version;
        self.store.act(actor, id, version, command).await
    }

    /// The number of a registered paper.
    pub async fn number(&self, id: ProposalId) -> String {
        let view = self.store.proposal(id, Some(&self.office), Lang::Zh).await.expect("it is there");
        view.number.expect("it has a number").to_string()
    }

    pub async fn stage(&self, id: ProposalId) -> Stage {
        self.store.proposal(id, Some(&self.deputy), Lang::Zh).await.expect("it is there").stage
    }
}

fn account(actor: &Actor) -> NewPerson {
    NewPerson {
        id: actor.person,
        login: actor.name.clone(),
        name: actor.name.clone(),
        password_hash: "none".into(),
        must_change_password: false,
        township: None,
        roles: actor.roles.clone(),
    }
}

pub fn draft(village: &str) -> Draft {
    Draft {
        title: format!("关于硬化{village}道路的建议"),
        problem: "三公里土路雨天无法通行，四百多户村民出行困难，学生上学绕行。".into(),
        analysis: "早年纳入规划，因资金没有到位一直没有开工，路基逐年损坏。".into(),
        asks: vec!["今年内完成路基整修".into(), "明年纳入硬化计划".into()],
        topic: "roads".into(),
        township: "1".into(),
        disclosure: "open".into(),
        no_self_interest: true,
        ..Draft::default()
    }
}

pub fn register() -> Command {
    Command::Register(RegisterForm {
        topic: "roads".into(),
        township: "1".into(),
        disclosure: "open".into(),
        ..RegisterForm::default()
    })
}

pub fn return_it() -> Command {
    Command::SendBack(ReasonForm { reason: "请写明具体路段和长度".into() })
}
