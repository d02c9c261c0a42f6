//! What a unit has on its hands, what is late and with whom, and many acceptances at once.

use domain::county::moment::county_date;
use domain::county::number::{Cohort, Series};
use domain::county::people::{Actor, Office, UnitId};
use domain::proposal::command::Command;
use domain::proposal::decide::{Setting, waiting_step};
use domain::proposal::key::KeyProposal;
use domain::proposal::meeting::{BatchProblem, paper_key};
use domain::proposal::statistics::{Kind, Period, counts_of, figures_of};
use domain::proposal::supervision::{
    AcceptForm, LATE_STAGES, LateCount, LatePaper, RecordFigure, UnitPaper, UnitRecord,
};
use domain::proposal::view::Summary;
use domain::proposal::workflow::{Relation, Stage, Step};
use domain::proposal::{Proposal, ProposalId};
use ground::problem::{Problem, Problems};
use ground::vocabulary::Lang;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::Store;
use crate::entity::{assignment, proposal};
use crate::error::{Result, StoreError};
use crate::proposal::desk::DeskCursor;
use crate::proposal::tallies::Changes;
use crate::proposal::{find_for_update, parse_state, save_uncounted};

/// How many papers a page has.
const PAGE: u64 = 30;
/// The stages at which a unit is at work.
const AT_WORK: [Stage; 6] =
    [Stage::Assigned, Stage::Handling, Stage::ReHandling, Stage::Replied, Stage::Tracking, Stage::Escalated];
/// Stands for the due date of papers without one, so that they come last.
const NO_DATE: &str = "9999-12-31";

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
        let units: Vec<UnitId> = actor.units().collect();
        if units.is_empty() {
            return Err(StoreError::NotFound);
        }
        let of_units = Query::select()
            .column(assignment::Column::ProposalId)
            .from(assignment::Entity)
            .and_where(assignment::Column::UnitId.is_in(units.iter().map(|unit| unit.0)))
            .to_owned();
        let stages = AT_WORK.map(Stage::code);
        let at_work = if closed { C::Stage.is_not_in(stages) } else { C::Stage.is_in(stages) };
        let due = || Expr::col(C::DueOn).if_null(NO_DATE);
        let mut select = proposal::Entity::find().filter(C::Id.in_subquery(of_units)).filter(at_work);
        if let Some((until, id)) = after {
            let last = Expr::tuple([Expr::value(until), Expr::value(id.0)]);
            select = select.filter(Expr::tuple([due(), Expr::col(C::Id)]).gt(last));
        }
        let select = select.order_by_asc(due()).order_by_asc(C::Id).limit(PAGE + 1);
        let mut rows = select.all(&self.db).await?;
        let more = rows.len() as u64 > PAGE;
        rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let next = rows.last().filter(|_| more);
        let next = next.map(|row| (row.due_on.clone().unwrap_or_else(|| NO_DATE.to_owned()), ProposalId(row.id)));
        let today = self.moment().today();
        let mut papers = Vec::new();
        for row in rows {
            let paper = parse_state(&row.state)?;
            let share = paper.assignments.iter().find(|share| units.contains(&share.unit));
            let Some(share) = share else { continue };
            let open = paper.open_steps(actor, today);
            papers.push(UnitPaper {
                summary: summary(&paper, today, lang),
                version: row.version,
                part: share.part,
                handler: share.handler.as_ref().map(|handler| handler.name.clone()),
                step: waiting_step(&open),
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
        let setting = Setting::new(&now, &county, at);
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
            let Ok(records) = paper.act(actor, &Command::Accept, &setting) else {
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
        unit: Option<UnitId>,
        stage: Option<Stage>,
        after: Option<DeskCursor>,
        lang: Lang,
    ) -> Result<(Vec<LatePaper>, Option<DeskCursor>)> {
        use proposal::Column as C;
        supervises(actor)?;
        let today = self.moment().today();
        let mut select = proposal::Entity::find()
            .filter(late(today, stage))
            .filter(Condition::all().add_option(unit.map(|unit| C::LeadUnitId.eq(unit.0))));
        if let Some((until, id)) = after {
            let last = Expr::tuple([Expr::value(until), Expr::value(id.0)]);
            select = select.filter(Expr::tuple([Expr::col(C::DueOn), Expr::col(C::Id)]).gt(last));
        }
        let mut rows = select.order_by_asc(C::DueOn).order_by_asc(C::Id).limit(PAGE + 1).all(&self.db).await?;
        let more = rows.len() as u64 > PAGE;
        rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let next = rows.last().filter(|_| more).and_then(|row| Some((row.due_on.clone()?, ProposalId(row.id))));
        let mut papers = Vec::new();
        for row in rows {
            let paper = parse_state(&row.state)?;
            papers.push(LatePaper {
                summary: summary(&paper, today, lang),
                version: row.version,
                unit: paper.lead_unit().map_or("", |share| share.unit_name(lang)).to_owned(),
                chases: paper.chases.len(),
                chased_on: paper.chases.last().map(|chase| chase.on),
                may_chase: paper.relation_for(Step::Chase, actor, today).is_some(),
            });
        }
        Ok((papers, next))
    }

    /// How many papers are late, by unit and stage.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody who may not chase.
    pub async fn late_counts(&self, actor: &Actor, lang: Lang) -> Result<Vec<LateCount>> {
        use proposal::Column as C;
        supervises(actor)?;
        let today = self.moment().today();
        let rows: Vec<(Option<i32>, String, i64)> = proposal::Entity::find()
            .select_only()
            .column(C::LeadUnitId)
            .column(C::Stage)
            .expr(Expr::col(C::Id).count())
            .filter(late(today, None))
            .group_by(C::LeadUnitId)
            .group_by(C::Stage)
            .into_tuple()
            .all(&self.db)
            .await?;
        let county = self.county().await?;
        let mut counts = Vec::new();
        for (unit, stage, n) in rows {
            let Some(unit) = unit else { continue };
            let name = county.units.iter().find(|known| known.id.0 == unit);
            counts.push(LateCount {
                unit: UnitId(unit),
                name: name.map(|unit| unit.name(lang).to_owned()).unwrap_or_default(),
                stage: Stage::from_code(&stage).map_err(|error| StoreError::bad_row("proposal", error))?,
                n: u64::try_from(n).unwrap_or_default(),
            });
        }
        counts.sort_by(|a, b| a.unit.cmp(&b.unit).then(a.stage.cmp(&b.stage)));
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
        unit: UnitId,
        figure: RecordFigure,
        lang: Lang,
    ) -> Result<Vec<Summary>> {
        use proposal::Column as C;
        supervises(actor)?;
        let Some(cohort) = self.present_session().await? else { return Ok(Vec::new()) };
        let rows = proposal::Entity::find()
            .filter(C::Cohort.eq(cohort.to_string()))
            .filter(C::LeadUnitId.eq(unit.0))
            .order_by_asc(C::Number)
            .all(&self.db)
            .await?;
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
        let rows = proposal::Entity::find()
            .filter(C::IsKey.eq(true))
            .order_by_desc(C::RegisteredMs)
            .order_by_desc(C::Id)
            .limit(100)
            .all(&self.db)
            .await?;
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

fn late(today: Date, stage: Option<Stage>) -> Condition {
    use proposal::Column as C;
    let stages = stage.map_or_else(|| LATE_STAGES.to_vec(), |stage| vec![stage]);
    Condition::all().add(C::Stage.is_in(stages.into_iter().map(Stage::code))).add(C::DueOn.lt(today.to_string()))
}

fn summary(paper: &Proposal, today: Date, lang: Lang) -> Summary {
    Summary::of(paper, paper.shown_due(), today, lang)
}
