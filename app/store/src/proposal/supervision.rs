//! What a unit has on its hands, what is late and with whom, and many acceptances at once.

use std::collections::HashMap;

use domain::case::setting::Setting;
use domain::county::moment::county_date;
use domain::county::number::{Cohort, Series};
use domain::county::people::{Actor, BodyId, Office};
use domain::parts::shares;
use domain::proposal::command::Command;
use domain::proposal::decide::Brought;
use domain::proposal::key::KeyProposal;
use domain::proposal::meeting::{BatchProblem, paper_key};
use domain::proposal::statistics::{Kind, Period, counts_of, figures_of};
use domain::proposal::supervision::{
    AcceptForm, LATE_STAGES, LateCount, LatePaper, LateParty, RecordFigure, UnitPaper, UnitRecord,
};
use domain::proposal::view::Summary;
use domain::proposal::workflow::{Relation, Stage, Step};
use domain::proposal::{Proposal, ProposalId};
use ground::problem::{Problem, Problems};
use ground::vocabulary::Lang;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use crate::Store;
use crate::entity::{assignment, awaited, paper, proposal};
use crate::error::{Result, StoreError};
use crate::proposal::desk::DeskCursor;
use crate::proposal::tallies::Changes;
use crate::proposal::{NO_LIMIT, find_for_update, kept, parse_state, save_uncounted};

/// How many papers a page has.
const PAGE: u64 = 30;
/// The stages at which a unit is at work.
const AT_WORK: [Stage; 6] =
    [Stage::Assigned, Stage::Handling, Stage::ReHandling, Stage::Replied, Stage::Tracking, Stage::Escalated];

impl Store {
    /// The papers on the hands of a person's units, by due date; closed ones only where `closed`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody who belongs to no unit.
    pub async fn unit_papers(
        &self,
        actor: &Actor,
        closed: bool,
        after: Option<DeskCursor>,
        lang: Lang,
    ) -> Result<(Vec<UnitPaper>, Option<DeskCursor>)> {
        use proposal::Column as C;
        let units: Vec<BodyId> = actor.units().collect();
        if units.is_empty() {
            return Err(StoreError::NotFound);
        }
        let of_units = Query::select()
            .column(assignment::Column::PaperId)
            .from(assignment::Entity)
            .and_where(assignment::Column::BodyId.is_in(units.iter().map(|unit| unit.0)))
            .to_owned();
        let stages = AT_WORK.map(Stage::code);
        let at_work = if closed { C::Stage.is_not_in(stages) } else { C::Stage.is_in(stages) };
        // When the units have to do something next.
        let until = Query::select()
            .expr(Expr::col((awaited::Entity, awaited::Column::Until)).min())
            .from(awaited::Entity)
            .and_where(Expr::col((awaited::Entity, awaited::Column::PaperId)).equals((proposal::Entity, C::Id)))
            .and_where(awaited::Column::BodyId.is_in(units.iter().map(|unit| unit.0)))
            .to_owned();
        let due = || Expr::SubQuery(None, Box::new(until.clone().into())).if_null(NO_LIMIT);
        let mut select = proposal::Entity::find().filter(C::Id.in_subquery(of_units)).filter(at_work);
        if let Some((until, id)) = after {
            let last = Expr::tuple([Expr::value(until), Expr::value(id.0)]);
            select = select.filter(Expr::tuple([due(), C::Id.into_expr()]).gt(last));
        }
        let select = select.order_by_asc(due()).order_by_asc(C::Id).limit(PAGE + 1);
        let mut rows = kept(select).all(&self.db).await?;
        let more = rows.len() as u64 > PAGE;
        rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let mut next = None;
        let today = self.moment().today();
        let mut papers = Vec::new();
        for row in rows {
            let paper = parse_state(&row.state)?;
            let share = paper.shares.iter().find(|share| units.contains(&share.unit));
            let Some(share) = share else { continue };
            let open = paper.open_steps(actor, today);
            let all = paper.awaited();
            let of_units = all.iter().find(|one| one.unit().is_some_and(|unit| units.contains(&unit)));
            let last = of_units.and_then(|one| one.until).map_or_else(|| NO_LIMIT.to_owned(), |day| day.to_string());
            next = more.then_some((last, paper.id));
            let own = all.iter().find(|one| one.is_from(actor) && open.contains(&one.step));
            let due = own.or(of_units).map_or_else(|| paper.shown_due(), |one| one.until);
            papers.push(UnitPaper {
                summary: Summary::of(&paper, due, today, lang),
                version: row.version,
                part: share.part,
                handler: share.handler.as_ref().map(|handler| handler.name.clone()),
                step: own.map(|one| one.step),
                may_accept: open.contains(&Step::Accept),
                blocks: paper.unit_blocks(actor, share.unit, today, lang),
            });
        }
        Ok((papers, next))
    }

    /// Accepts many papers in one act, all or nothing.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with each paper that stands in the way; nothing is accepted then.
    pub async fn accept_all(&self, actor: &Actor, form: &AcceptForm) -> Result<usize> {
        let ticked = form.parse()?;
        let county = self.county().await?;
        let writing = self.write().await?;
        let at = self.moment().now_ms();
        let now = crate::county::rules::circumstances(&writing.tx, county_date(at)).await?;
        let setting = Setting { now: &now, county: &county, at };
        let (mut changes, mut problems) = (Changes::default(), Problems::default());
        // Locked in the order of their ids, so that two such acts cannot wait for each other.
        for (&id, &seen) in &ticked {
            let field = format!("papers.{}", paper_key(id));
            let found = match find_for_update(&writing.tx, id).await {
                Err(StoreError::NotFound) => None,
                found => Some(found?),
            };
            let visible = found.filter(|(paper, _)| {
                paper.relations_of(actor).into_iter().any(|relation| paper.is_visible_to(relation))
            });
            let Some((mut paper, version)) = visible else {
                problems.note(field, Problem::NotAChoice);
                continue;
            };
            let name = paper.number.map_or_else(String::new, |number| number.to_string());
            if version != seen {
                problems.note(field, BatchProblem::PaperMoved { paper: name });
                continue;
            }
            let before = counts_of(&paper);
            let Ok(records) = paper.act(actor, &Command::Share(shares::Command::Accept), &setting, &Brought::default())
            else {
                problems.note(field, BatchProblem::PaperNotToAccept { paper: name });
                continue;
            };
            save_uncounted(&writing.tx, &paper, version + 1, &records).await?;
            changes.note(&before, &paper);
        }
        problems.finish(Some(()))?;
        changes.write(&writing.tx).await?;
        writing.commit().await?;
        Ok(ticked.len())
    }

    /// The papers that are late, the latest first to fall due first, of a unit and a stage where they are named.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody who may not chase.
    pub async fn late_papers(
        &self,
        actor: &Actor,
        with: Option<LateParty>,
        stage: Option<Stage>,
        after: Option<DeskCursor>,
        lang: Lang,
    ) -> Result<(Vec<LatePaper>, Option<DeskCursor>)> {
        supervises(actor)?;
        let today = self.moment().today();
        let first = || Expr::col((awaited::Entity, awaited::Column::Until)).min();
        let id = || Expr::col((awaited::Entity, awaited::Column::PaperId));
        let mut select = late(actor, today, with, stage)
            .select_only()
            .column(awaited::Column::PaperId)
            .expr(first())
            .group_by(awaited::Column::PaperId);
        if let Some((until, last)) = after {
            let last = Expr::tuple([Expr::value(until), Expr::value(last.0)]);
            select = select.having(Expr::tuple([first(), id()]).gt(last));
        }
        let select = select.order_by_asc(first()).order_by_asc(id()).limit(PAGE + 1);
        let mut found: Vec<(Uuid, String)> = select.into_tuple().all(&self.db).await?;
        let more = found.len() as u64 > PAGE;
        found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let next = found.last().filter(|_| more).map(|(id, until)| (until.clone(), ProposalId(*id)));
        let ids = found.iter().map(|(id, _)| *id);
        let rows = paper::Entity::find().filter(paper::Column::Id.is_in(ids)).all(&self.db).await?;
        let mut rows: HashMap<Uuid, paper::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
        let mut papers = Vec::new();
        for (id, _) in found {
            let Some(row) = rows.remove(&id) else { continue };
            let paper = parse_state(&row.state)?;
            let late: Vec<_> =
                paper.late(today).into_iter().filter(|one| with.is_none_or(|with| with.is_of(one))).collect();
            // Offices are not chased by one another.
            let is_of_units = paper.late(today).iter().any(|one| one.unit().is_some());
            let due = late.first().and_then(|one| one.until);
            papers.push(LatePaper {
                summary: Summary::of(&paper, due, today, lang),
                version: row.version,
                late: late.iter().filter_map(|one| paper.late_with(one, lang)).collect(),
                chases: paper.chases.len(),
                chased_on: paper.chases.last().map(|chase| chase.on),
                may_chase: is_of_units && paper.leave(Step::Chase, actor, today).is_some(),
            });
        }
        Ok((papers, next))
    }

    /// How many papers are late, with whom and at which stage where that is named.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody who may not chase.
    pub async fn late_total(&self, actor: &Actor, with: Option<LateParty>, stage: Option<Stage>) -> Result<u64> {
        supervises(actor)?;
        let all = Expr::col((awaited::Entity, awaited::Column::PaperId)).count_distinct();
        let counted = late(actor, self.moment().today(), with, stage).select_only().expr(all);
        let n: Option<i64> = counted.into_tuple().one(&self.db).await?;
        Ok(n.and_then(|n| u64::try_from(n).ok()).unwrap_or_default())
    }

    /// How many papers are late, by unit and stage; those that lie with the offices first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody who may not chase.
    pub async fn late_counts(&self, actor: &Actor, lang: Lang) -> Result<Vec<LateCount>> {
        supervises(actor)?;
        let today = self.moment().today();
        let rows: Vec<(Option<i32>, String, i64)> = late(actor, today, None, None)
            .select_only()
            .column(awaited::Column::BodyId)
            .column_as(proposal::Column::Stage, "stage")
            .expr(Expr::col((awaited::Entity, awaited::Column::PaperId)).count_distinct())
            .group_by(awaited::Column::BodyId)
            .group_by(proposal::Column::Stage)
            .into_tuple()
            .all(&self.db)
            .await?;
        let county = self.county().await?;
        let mut counts = Vec::new();
        for (unit, stage, n) in rows {
            let known = unit.and_then(|unit| county.units.iter().find(|known| known.id.0 == unit));
            let name = match unit {
                Some(_) => known.map(|unit| unit.name(lang).to_owned()).unwrap_or_default(),
                None => Office::CongressOffice.word(lang).to_owned(),
            };
            counts.push(LateCount {
                party: unit.map_or(LateParty::Offices, |unit| LateParty::Unit(BodyId(unit))),
                name,
                stage: Stage::from_code(&stage).map_err(|error| StoreError::bad_row("proposal", error))?,
                n: u64::try_from(n).unwrap_or_default(),
            });
        }
        counts.sort_by(|a, b| a.party.cmp(&b.party).then(a.stage.cmp(&b.stage)));
        Ok(counts)
    }

    /// Each unit's record in the present session.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody who may not chase.
    pub async fn unit_records(&self, actor: &Actor, lang: Lang) -> Result<(Option<Cohort>, Vec<UnitRecord>)> {
        supervises(actor)?;
        let Some(cohort) = self.present_session().await? else { return Ok((None, Vec::new())) };
        let county = self.county().await?;
        let led = self.group_figures(Kind::Led, Period::Cohort(cohort)).await?;
        let records = county.units.iter().filter_map(|unit| {
            let figures = led.get(&unit.id.to_string())?.clone();
            Some(UnitRecord { unit: unit.id, name: unit.name(lang).to_owned(), figures })
        });
        Ok((Some(cohort), records.collect()))
    }

    /// The papers that a figure of a unit's record in the present session counts, in the order of their numbers.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody who may not chase.
    pub async fn record_papers(
        &self,
        actor: &Actor,
        unit: BodyId,
        figure: RecordFigure,
        lang: Lang,
    ) -> Result<Vec<Summary>> {
        use proposal::Column as C;
        supervises(actor)?;
        let Some(cohort) = self.present_session().await? else { return Ok(Vec::new()) };
        let of_unit = C::Cohort.eq(cohort.to_string()).and(C::LeadUnitId.eq(unit.0));
        let select = proposal::Entity::find().filter(of_unit).order_by_asc(C::Number);
        let rows = kept(select).all(&self.db).await?;
        let today = self.moment().today();
        let mut papers = Vec::new();
        for row in rows {
            let paper = parse_state(&row.state)?;
            if figure.counts(&figures_of(&paper)) {
                papers.push(summary(&paper, today, lang));
            }
        }
        Ok(papers)
    }

    /// The present session's papers, all where there is no session.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn present_period(&self) -> Result<Period> {
        Ok(self.present_session().await?.map_or(Period::All, Period::Cohort))
    }

    async fn present_session(&self) -> Result<Option<Cohort>> {
        let sessions = self.sessions().await?;
        let session = sessions.first();
        Ok(session.map(|session| Cohort { term: session.term, series: Series::Session(session.ordinal) }))
    }

    /// The key proposals that a reader may see, latest first, each with whether its reports may be read.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn key_proposals(&self, actor: Option<&Actor>, lang: Lang) -> Result<Vec<KeyPaper>> {
        use proposal::Column as C;
        let key = proposal::Entity::find().filter(C::IsKey.eq(true)).limit(100);
        let rows = kept(key.order_by_desc(C::RegisteredMs).order_by_desc(C::Id)).all(&self.db).await?;
        let today = self.moment().today();
        let mut papers = Vec::new();
        for row in rows {
            let paper = parse_state(&row.state)?;
            let relations = actor.map_or_else(|| vec![Relation::Public], |actor| paper.relations_of(actor));
            if !relations.iter().any(|&relation| paper.is_visible_to(relation)) {
                continue;
            }
            let (summary, is_whole) = (summary(&paper, today, lang), paper.is_read_whole(&relations));
            let key = paper.key.map(|key| if is_whole { key } else { key.summarised() });
            papers.extend(key.map(|key| KeyPaper { summary, key, is_whole }));
        }
        Ok(papers)
    }
}

/// A key proposal and who pushes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPaper {
    /// The proposal.
    pub summary: Summary,
    /// Who pushes it, and the reports.
    pub key: KeyProposal,
    /// Whether the reader reads the reports: where a summary is published, only those concerned do.
    pub is_whole: bool,
}

/// Whether somebody may see what is late, and chase it.
fn supervises(actor: &Actor) -> Result<()> {
    let chases = [Office::CongressOffice, Office::GovernmentOffice, Office::Supervisor];
    if chases.into_iter().any(|office| actor.holds(office)) { Ok(()) } else { Err(StoreError::NotFound) }
}

/// What units and offices are late with, of those papers that somebody may see: one row each.
fn late(actor: &Actor, today: Date, with: Option<LateParty>, stage: Option<Stage>) -> Select<awaited::Entity> {
    use awaited::Column as C;
    let stages = stage.map_or_else(|| LATE_STAGES.to_vec(), |stage| vec![stage]);
    // What is not registered yet is between the deputy and the congress office.
    let seen = stages.into_iter().filter(|stage| stage.is_public() || actor.holds(Office::CongressOffice));
    let party = match with {
        Some(LateParty::Unit(unit)) => C::BodyId.eq(unit.0),
        Some(LateParty::Offices) => C::Audience.eq(Office::CongressOffice.code()),
        None => C::BodyId.is_not_null().or(C::Audience.eq(Office::CongressOffice.code())),
    };
    awaited::Entity::find()
        .inner_join(proposal::Entity)
        .filter(C::Reminds.eq(true).and(C::IsFirst.eq(true)).and(C::Until.lt(today.to_string())))
        .filter(party)
        .filter(proposal::Column::Stage.is_in(seen.map(Stage::code)))
}

fn summary(paper: &Proposal, today: Date, lang: Lang) -> Summary {
    Summary::of(paper, paper.shown_due(), today, lang)
}
