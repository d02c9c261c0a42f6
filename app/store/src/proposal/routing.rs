//! The cases that routing memory tells from: what was handed over, to whom, and what came back.

use std::collections::{BTreeMap, BTreeSet};

use domain::county::number::Number;
use domain::county::people::{BodyId, TownshipId};
use domain::county::topic::Topic;
use domain::parts::shares::{self, Part};
use domain::proposal::ProposalId;
use domain::proposal::event::{Event, Record};
use domain::proposal::routing::{Memory, PastCase};
use domain::proposal::workflow::Step;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::entity::{assignment, event, proposal};
use crate::error::{Result, StoreError};

/// How many of the latest papers are remembered.
const REMEMBERED: u64 = 600;

/// A paper as far as its cases need it: id, number, title, topic, township.
type Remembered = (Uuid, Option<String>, String, String, Option<i32>);

/// What became of the latest public papers about these topics, and of the papers in question themselves.
///
/// Three statements, however many papers there are. What is handled confidentially is no example for others.
pub(crate) async fn memory(
    db: &impl ConnectionTrait,
    topics: &BTreeSet<Topic>,
    papers: &[ProposalId],
) -> Result<Memory> {
    use proposal::Column as C;
    if papers.is_empty() {
        return Ok(Memory::new(Vec::new()));
    }
    let select =
        || proposal::Entity::find().select_only().columns([C::Id, C::Number, C::Title, C::Topic, C::TownshipId]);
    let handed_over = Condition::all()
        .add(C::IsPublic.eq(true))
        .add(C::Topic.is_in(topics.iter().map(|topic| topic.code())))
        .add(C::LeadUnitId.is_not_null());
    let latest = select().filter(handed_over).order_by_desc(C::RegisteredMs).order_by_desc(C::Id).limit(REMEMBERED);
    let mut rows: Vec<Remembered> = latest.into_tuple().all(db).await?;
    // A paper that came back has no lead unit any more, and yet it is the best witness of who gave it back.
    rows.extend(select().filter(C::Id.is_in(papers.iter().map(|id| id.0))).into_tuple::<Remembered>().all(db).await?);
    let known: BTreeMap<Uuid, Remembered> = rows.into_iter().map(|row| (row.0, row)).collect();
    let ids = || known.keys().copied();
    let accepted = assignment::Entity::find()
        .filter(assignment::Column::PaperId.is_in(ids()))
        .filter(assignment::Column::Accepted.eq(true))
        .filter(assignment::Column::Part.ne(Part::Assisting.code()))
        .all(db)
        .await?;
    let steps = [Step::AskReturn, Step::Reassign, Step::GrantReturn].map(Step::code);
    let records: Vec<(Uuid, String)> = event::Entity::find()
        .select_only()
        .columns([event::Column::PaperId, event::Column::Record])
        .filter(event::Column::PaperId.is_in(ids()))
        .filter(event::Column::Step.is_in(steps))
        .order_by_asc(event::Column::PaperId)
        .order_by_asc(event::Column::Seq)
        .into_tuple()
        .all(db)
        .await?;
    let mut cases = Vec::new();
    for row in accepted {
        let part = Part::from_code(&row.part).map_err(|error| StoreError::bad_row("assignment", error))?;
        cases.extend(known.get(&row.paper_id).map(|paper| case(paper, BodyId(row.body_id), part, None)));
    }
    let mut asked = BTreeMap::new();
    for (id, record) in records {
        let record: Record = serde_json::from_str(&record).map_err(|error| StoreError::bad_row("event", error))?;
        match record.event {
            Event::Share(shares::Event::ReturnAsked(case)) => _ = asked.insert((id, case.unit), case),
            Event::Share(shares::Event::Reassigned { unit, .. } | shares::Event::ReturnGranted { unit, .. }) => {
                let returned = asked.remove(&(id, unit)).zip(known.get(&id));
                let returned =
                    returned.map(|(asked, paper)| case(paper, unit, asked.part, Some(asked.reason.to_string())));
                cases.extend(returned);
            }
            _ => {}
        }
    }
    Ok(Memory::new(cases.into_iter().collect::<Result<_>>()?))
}

fn case(paper: &Remembered, unit: BodyId, part: Part, returned: Option<String>) -> Result<PastCase> {
    let (id, number, title, topic, township) = paper;
    let number = number.as_deref().unwrap_or_default();
    Ok(PastCase {
        id: ProposalId(*id),
        number: number.parse::<Number>().map_err(|error| StoreError::bad_row("proposal", error))?,
        title: title.clone(),
        topic: Topic::from_code(topic).map_err(|error| StoreError::bad_row("proposal", error))?,
        township: township.map(TownshipId),
        unit,
        part,
        returned,
    })
}
