//! The hand-over meeting: what waits for it, the act that hands a whole batch over, and what was handed over at which.

use domain::case::setting::Setting;
use domain::parts::shares::AssignForm;
use domain::proposal::meeting::BatchProblem;
use std::collections::{BTreeMap, BTreeSet};

use domain::county::clock::Limit;
use domain::county::moment::county_date;
use domain::county::people::{Actor, County, Office};
use domain::proposal::command::Command;
use domain::proposal::decide::Brought;
use domain::proposal::event::{Event, Record};
use domain::proposal::hand_over::Plan;
use domain::proposal::meeting::{
    Batch, BatchForm, MAX_PAPERS, MeetingId, MeetingLine, MeetingSheet, PaperUnit, SheetPaper, SuggestedUnit,
    WaitingPaper, paper_key,
};
use domain::proposal::routing::Paper;
use domain::proposal::workflow::{Stage, Step};
use domain::proposal::{Proposal, ProposalId};
use ground::problem::{Problem, Problems};
use ground::vocabulary::Lang;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use crate::Store;
use crate::entity::{event, meeting, meeting_paper, paper, person, proposal};
use crate::error::{Result, StoreError};
use crate::proposal::routing::memory;
use crate::proposal::tallies::Changes;
use crate::proposal::{KIND, kept, parse_state, save_uncounted};
use crate::spine::connection::Writing;

/// How many meetings a page lists.
const MEETINGS: u64 = 50;

/// The place after which a page of waiting papers begins: when the last one was registered, and its id.
///
/// Within a series papers are registered in the order of their numbers.
pub type WaitingCursor = (i64, ProposalId);

/// The place after which a page of meetings begins.
pub type MeetingCursor = MeetingId;

/// What waits for the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preparation {
    /// The papers, in the order of their registration.
    pub papers: Vec<WaitingPaper>,
    /// Where the next page begins.
    pub next: Option<WaitingCursor>,
}

/// A paper of a batch as it is locked, with its version.
type Locked = (Proposal, i32);

impl Store {
    /// The papers that wait for their hand-over by this person, with the units that may lead each.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody but the two offices.
    pub async fn preparation(&self, actor: &Actor, after: Option<WaitingCursor>, lang: Lang) -> Result<Preparation> {
        let county = self.county().await?;
        let (found, next) = self.waiting(actor, after).await?;
        let topics: BTreeSet<_> = found.iter().map(|(paper, _)| paper.settled.topic).collect();
        let ids: Vec<_> = found.iter().map(|(paper, _)| paper.id).collect();
        let memory = memory(&self.db, &topics, &ids).await?;
        let papers = found.iter().filter_map(|(paper, version)| {
            let mut waiting = waiting_paper(paper, *version, &county, lang)?;
            let asked = Paper {
                id: paper.id,
                title: paper.title(),
                topic: paper.settled.topic,
                township: paper.settled.township,
            };
            let known = memory.suggest(&asked).into_iter().filter_map(|suggestion| {
                let unit = county.units.iter().find(|unit| unit.id == suggestion.unit)?;
                Some(SuggestedUnit { name: unit.name(lang).to_owned(), suggestion })
            });
            waiting.suggestions = known.collect();
            Some(waiting)
        });
        Ok(Preparation { papers: papers.collect(), next })
    }

    /// The list and the sign-in sheet as they would be if everything proposed were handed over today.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody but the two offices.
    pub async fn planned_sheet(&self, actor: &Actor, lang: Lang) -> Result<MeetingSheet> {
        let now = self.circumstances(self.moment().today()).await?;
        let reply = now.clock(Limit::Reply).due;
        let (found, _) = self.waiting(actor, None).await?;
        let papers = found.iter().filter_map(|(paper, _)| {
            let units = paper.plan.as_ref()?.assignments.iter().map(|unit| PaperUnit::new(unit, lang)).collect();
            let due = paper.hand_over.as_ref().map_or(reply, |hand_over| hand_over.reply.due);
            sheet_paper(paper, units, due)
        });
        let papers = papers.filter(|paper| !paper.units.is_empty()).collect();
        Ok(MeetingSheet { meeting: None, papers, acceptance: Some(now.clock(Limit::Acceptance).due) })
    }

    /// The states of a page of papers that this person may hand over.
    async fn waiting(
        &self,
        actor: &Actor,
        after: Option<WaitingCursor>,
    ) -> Result<(Vec<Locked>, Option<WaitingCursor>)> {
        use proposal::Column as C;
        hands_over(actor)?;
        let today = self.moment().today();
        // Public or not: both are named, so that the index by stage serves.
        let mut select = proposal::Entity::find()
            .filter(C::IsPublic.is_in([true, false]))
            .filter(C::Stage.eq(Stage::Registered.code()));
        if let Some((registered_ms, id)) = after {
            let place = Expr::tuple([C::RegisteredMs.into_expr(), C::Id.into_expr()]);
            select = select.filter(place.gt(Expr::tuple([Expr::value(registered_ms), Expr::value(id.0)])));
        }
        let page = u64::try_from(MAX_PAPERS).unwrap_or(u64::MAX);
        let select = select.order_by_asc(C::RegisteredMs).order_by_asc(C::Id).limit(page + 1);
        let mut rows = kept(select).all(&self.db).await?;
        let more = rows.len() > MAX_PAPERS;
        rows.truncate(MAX_PAPERS);
        let next = rows.last().filter(|_| more).and_then(|row| Some((row.registered_ms?, ProposalId(row.id))));
        let mut papers = Vec::new();
        for row in rows {
            let paper = parse_state(&row.state)?;
            // Nobody hands over a paper that he has signed.
            if paper.leave(Step::Assign, actor, today).is_some() {
                papers.push((paper, row.version));
            }
        }
        Ok((papers, next))
    }

    /// Hands a whole batch over in one act: all clocks start together, all or nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody but the two offices, [`StoreError::Conflict`] where the whole batch was
    /// handed over by somebody else or by the same button pressed twice, [`StoreError::Refused`] with each paper that
    /// stands in the way; nothing is handed over then.
    pub async fn hand_over_batch(&self, actor: &Actor, form: &BatchForm) -> Result<MeetingId> {
        hands_over(actor)?;
        let county = self.county().await?;
        let writing = self.write().await?;
        let at = self.moment().now_ms();
        let now = crate::county::rules::circumstances(&writing.tx, county_date(at)).await?;
        let batch = form.parse(now.today)?;
        let mut papers = lock(&writing, &batch).await?;
        check(actor, &batch, &papers, now.today)?;
        // The order of the list is that of the numbers; the lock was taken in that of the ids.
        papers.sort_by_key(|(paper, _)| paper.number);
        let meeting = MeetingId(insert_meeting(&writing, actor, &batch, now.today.to_string(), at).await?);
        let setting = Setting { now: &now, county: &county, at };
        let brought = Brought { meeting: Some(meeting), ..Brought::default() };
        let hand_over = Command::Assign(AssignForm::default());
        let (mut changes, mut rows) = (Changes::default(), Vec::new());
        for (position, (paper, version)) in (1i32..).zip(&mut papers) {
            let before = domain::proposal::statistics::counts_of(paper);
            let records = paper
                .act(actor, &hand_over, &setting, &brought)
                .map_err(|refusal| StoreError::of_step(refusal, paper.stage))?;
            save_uncounted(&writing.tx, paper, *version + 1, &records).await?;
            changes.note(&before, paper);
            rows.push(meeting_paper::ActiveModel {
                meeting_id: Set(meeting.0),
                position: Set(position),
                proposal_id: Set(paper.id.0),
            });
        }
        changes.write(&writing.tx).await?;
        meeting_paper::Entity::insert_many(rows).exec_without_returning(&writing.tx).await?;
        writing.commit().await?;
        Ok(meeting)
    }

    /// The meetings, latest first, and where the next page begins.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody but the two offices.
    pub async fn meetings(
        &self,
        actor: &Actor,
        before: Option<MeetingCursor>,
    ) -> Result<(Vec<MeetingLine>, Option<MeetingCursor>)> {
        hands_over(actor)?;
        let mut select = meeting::Entity::find();
        if let Some(before) = before {
            select = select.filter(meeting::Column::Id.lt(before.0));
        }
        let mut rows = select.order_by_desc(meeting::Column::Id).limit(MEETINGS + 1).all(&self.db).await?;
        let more = rows.len() as u64 > MEETINGS;
        rows.truncate(usize::try_from(MEETINGS).unwrap_or(usize::MAX));
        let next = rows.last().filter(|_| more).map(|row| MeetingId(row.id));
        Ok((self.meeting_lines(rows).await?, next))
    }

    /// What was handed over at a meeting, to whom, as it was then.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such meeting for this person.
    pub async fn meeting_sheet(&self, actor: &Actor, id: MeetingId, lang: Lang) -> Result<MeetingSheet> {
        hands_over(actor)?;
        let row = meeting::Entity::find_by_id(id.0).one(&self.db).await?.ok_or(StoreError::NotFound)?;
        let meeting = self.meeting_lines(vec![row]).await?.pop();
        let ids: Vec<Uuid> = meeting_paper::Entity::find()
            .select_only()
            .column(meeting_paper::Column::ProposalId)
            .filter(meeting_paper::Column::MeetingId.eq(id.0))
            .order_by_asc(meeting_paper::Column::Position)
            .into_tuple()
            .all(&self.db)
            .await?;
        let rows = paper::Entity::find().filter(paper::Column::Id.is_in(ids.iter().copied())).all(&self.db).await?;
        let mut states = BTreeMap::new();
        for row in rows {
            states.insert(row.id, parse_state(&row.state)?);
        }
        let records: Vec<(Uuid, String)> = event::Entity::find()
            .select_only()
            .columns([event::Column::PaperId, event::Column::Record])
            .filter(event::Column::PaperId.is_in(ids.iter().copied()))
            .filter(event::Column::Step.eq(Step::Assign.code()))
            .into_tuple()
            .all(&self.db)
            .await?;
        let (mut acts, mut acceptance) = (BTreeMap::new(), None);
        for (paper, record) in records {
            let record: Record = serde_json::from_str(&record).map_err(|error| StoreError::bad_row("event", error))?;
            if let Event::Assigned { assignments, clocks, reply, meeting } = record.event
                && meeting == Some(id)
            {
                acceptance = Some(clocks.acceptance.due);
                acts.insert(paper, (assignments, reply.due));
            }
        }
        let papers = ids.iter().filter_map(|id| {
            let (assignments, due) = acts.remove(id)?;
            let units = assignments.iter().map(|unit| PaperUnit::new(unit, lang)).collect();
            states.get(id).and_then(|paper| sheet_paper(paper, units, due))
        });
        Ok(MeetingSheet { meeting, papers: papers.collect(), acceptance })
    }

    /// Meetings with the names of who handed over and the number of their papers.
    async fn meeting_lines(&self, rows: Vec<meeting::Model>) -> Result<Vec<MeetingLine>> {
        let people = rows.iter().map(|row| row.person_id).collect::<BTreeSet<_>>();
        let names: Vec<(Uuid, String)> = person::Entity::find()
            .select_only()
            .columns([person::Column::Id, person::Column::Name])
            .filter(person::Column::Id.is_in(people))
            .into_tuple()
            .all(&self.db)
            .await?;
        let names: BTreeMap<_, _> = names.into_iter().collect();
        // The last position is the number of papers.
        let counts: Vec<(i32, Option<i32>)> = meeting_paper::Entity::find()
            .select_only()
            .column(meeting_paper::Column::MeetingId)
            .column_as(meeting_paper::Column::Position.max(), "papers")
            .filter(meeting_paper::Column::MeetingId.is_in(rows.iter().map(|row| row.id)))
            .group_by(meeting_paper::Column::MeetingId)
            .into_tuple()
            .all(&self.db)
            .await?;
        let counts: BTreeMap<_, _> = counts.into_iter().collect();
        let line = |row: meeting::Model| {
            let papers = counts.get(&row.id).copied().flatten().unwrap_or_default();
            Ok(MeetingLine {
                id: MeetingId(row.id),
                held_on: row.held_on.parse().map_err(|error| StoreError::bad_row("meeting", error))?,
                place: row.place,
                by: names.get(&row.person_id).cloned().unwrap_or_default(),
                papers: usize::try_from(papers).map_err(|error| StoreError::bad_row("meeting_paper", error))?,
            })
        };
        rows.into_iter().map(line).collect()
    }
}

/// The two offices hand over; for others there is no meeting.
fn hands_over(actor: &Actor) -> Result<()> {
    let may = actor.holds(Office::CongressOffice) || actor.holds(Office::GovernmentOffice);
    if may { Ok(()) } else { Err(StoreError::NotFound) }
}

/// The papers of a batch, locked in the order of their ids, so that two batches cannot wait for each other.
async fn lock(writing: &Writing, batch: &Batch) -> Result<Vec<Locked>> {
    let rows = paper::Entity::find()
        .filter(paper::Column::Kind.eq(KIND))
        .filter(paper::Column::Id.is_in(batch.papers.keys().map(|id| id.0)))
        .order_by_asc(paper::Column::Id)
        .lock_exclusive()
        .all(&writing.tx)
        .await?;
    rows.iter().map(|row| Ok((parse_state(&row.state)?, row.version))).collect()
}

/// Whether the whole batch may be handed over; else every paper that stands in the way, with why.
fn check(actor: &Actor, batch: &Batch, papers: &[Locked], today: Date) -> Result<()> {
    let mut problems = Problems::default();
    let mut moved_on = 0;
    for (id, seen) in &batch.papers {
        let field = format!("papers.{}", paper_key(*id));
        let found = papers.iter().find(|(paper, _)| paper.id == *id);
        // What this person may not see is not told from what does not exist.
        let visible = found
            .filter(|(paper, _)| paper.relations_of(actor).into_iter().any(|relation| paper.is_visible_to(relation)));
        let Some((paper, version)) = visible else {
            problems.note(field, Problem::NotAChoice);
            continue;
        };
        let name = paper.number.map_or_else(String::new, |number| number.to_string());
        if paper.stage != Stage::Registered {
            moved_on += 1;
        }
        if paper.leave(Step::Assign, actor, today).is_none() {
            problems.note(field, BatchProblem::PaperNotOpen { paper: name });
        } else if version != seen {
            problems.note(field, BatchProblem::PaperChanged { paper: name });
        } else if !paper.plan.as_ref().is_some_and(Plan::has_lead_unit) {
            problems.note(field, BatchProblem::PaperWithoutUnits { paper: name });
        }
    }
    if let (Some((paper, _)), true) = (papers.first(), moved_on == batch.papers.len()) {
        return Err(StoreError::Conflict { stage: paper.stage });
    }
    Ok(problems.finish(Some(()))?)
}

async fn insert_meeting(writing: &Writing, actor: &Actor, batch: &Batch, held_on: String, at: i64) -> Result<i32> {
    let row = meeting::ActiveModel {
        held_on: Set(held_on),
        place: Set(batch.place.to_string()),
        person_id: Set(actor.person.0),
        at_ms: Set(at),
        ..Default::default()
    };
    Ok(row.insert(&writing.tx).await?.id)
}

fn waiting_paper(paper: &Proposal, version: i32, county: &County, lang: Lang) -> Option<WaitingPaper> {
    let township = paper.settled.township.and_then(|id| county.townships.iter().find(|place| place.id == id));
    let planned = paper.plan.as_ref();
    Some(WaitingPaper {
        id: paper.id,
        version,
        number: paper.number?,
        title: paper.title().to_owned(),
        lead_name: paper.lead_name.clone(),
        topic: paper.settled.topic,
        township: township.map(|place| place.name(lang).to_owned()),
        due: paper.clock.as_ref().map(|clock| clock.due),
        came_back: paper.hand_over.is_some(),
        units: planned
            .map(|plan| plan.assignments.iter().map(|unit| PaperUnit::new(unit, lang)).collect())
            .unwrap_or_default(),
        to_government: planned.is_some_and(|plan| plan.to_government),
        suggestions: Vec::new(),
    })
}

fn sheet_paper(paper: &Proposal, units: Vec<PaperUnit>, due: Date) -> Option<SheetPaper> {
    let (title, lead_name) = (paper.title().to_owned(), paper.lead_name.clone());
    Some(SheetPaper { id: paper.id, number: paper.number?, title, lead_name, units, due })
}
