//! The versions of drafts: kept in the transaction that saves a text, listed, compared and brought back.

use domain::county::moment::{county_date, county_time};
use domain::county::people::Actor;
use domain::proposal::draft::Draft;
use domain::proposal::versions::{Keeping, Kept, Latest, MOST_VERSIONS, VersionLine, VersionView, compared, keeping};
use domain::proposal::workflow::{Relation, Stage};
use domain::proposal::{Proposal, ProposalId};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::Store;
use crate::entity::draft_version;
use crate::error::{Result, StoreError};
use crate::proposal::find;

/// How many lines a page has.
const PAGE: u64 = 20;

impl Store {
    /// A page of the versions of a deputy's own paper, latest first, and where the next page begins.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where the proposal is not this person's.
    pub async fn draft_versions(
        &self,
        actor: &Actor,
        id: ProposalId,
        after: Option<i32>,
    ) -> Result<(Vec<VersionLine>, Option<i32>)> {
        use draft_version::Column as C;
        self.own(actor, id).await?;
        let mut select = draft_version::Entity::find().filter(C::PaperId.eq(id.0));
        if let Some(after) = after {
            select = select.filter(C::Seq.lt(after));
        }
        let mut found = select.order_by_desc(C::Seq).limit(PAGE + 1).all(&self.db).await?;
        let more = found.len() as u64 > PAGE;
        found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let next = found.last().filter(|_| more).map(|row| row.seq);
        Ok((found.iter().map(line).collect::<Result<_>>()?, next))
    }

    /// A version of a deputy's own paper beside the present text.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none or the proposal is not this person's.
    pub async fn draft_version(&self, actor: &Actor, id: ProposalId, seq: i32) -> Result<VersionView> {
        let (own, version) = self.own(actor, id).await?;
        let row = draft_version::Entity::find_by_id((id.0, seq)).one(&self.db).await?.ok_or(StoreError::NotFound)?;
        let draft = parse(&row)?;
        let can_restore = matches!(own.stage, Stage::Draft | Stage::SentBack) && draft != own.draft;
        Ok(VersionView { line: line(&row)?, parts: compared(&draft, &own.draft), can_restore, version })
    }

    /// Brings a version back as the present text. What was there before is a version too. Answers the new version.
    ///
    /// # Errors
    /// As [`Store::save_draft`].
    pub async fn restore_version(&self, actor: &Actor, id: ProposalId, version: i32, seq: i32) -> Result<i32> {
        self.own(actor, id).await?;
        let row = draft_version::Entity::find_by_id((id.0, seq)).one(&self.db).await?.ok_or(StoreError::NotFound)?;
        self.keep_draft(actor, id, version, parse(&row)?, Kept::Restored, None).await
    }

    async fn own(&self, actor: &Actor, id: ProposalId) -> Result<(Proposal, i32)> {
        let (own, version) = find(&self.db, id).await?;
        if own.relations_of(actor).contains(&Relation::Lead) { Ok((own, version)) } else { Err(StoreError::NotFound) }
    }
}

fn parse(row: &draft_version::Model) -> Result<Draft> {
    serde_json::from_str(&row.draft).map_err(|error| StoreError::bad_row("draft_version", error))
}

fn line(row: &draft_version::Model) -> Result<VersionLine> {
    Ok(VersionLine {
        seq: row.seq,
        on: county_date(row.at_ms),
        time: county_time(row.at_ms),
        kept: Kept::from_code(&row.kept).map_err(|error| StoreError::bad_row("draft_version", error))?,
        length: row.length,
    })
}

/// Keeps the text that a proposal has now, where it is another than `before`, the text that it replaces.
///
/// A text from before versions were kept becomes the first version.
pub(crate) async fn keep(
    db: &impl ConnectionTrait,
    proposal: &Proposal,
    before: Option<(&Draft, i64)>,
    kept: Kept,
) -> Result<()> {
    use draft_version::Column as C;
    let now_ms = proposal.changed_at;
    let of_paper = draft_version::Entity::find().filter(C::PaperId.eq(proposal.id.0));
    let mut latest = of_paper.order_by_desc(C::Seq).one(db).await?;
    if latest.is_none()
        && let Some((draft, at_ms)) = before.filter(|(draft, _)| **draft != Draft::default())
    {
        latest = Some(insert(db, proposal.id, 1, draft, Kept::Saved, at_ms).await?);
    }
    let draft = latest.as_ref().map(parse).transpose()?;
    let known = match (&latest, &draft) {
        (Some(row), Some(draft)) => {
            let kept = Kept::from_code(&row.kept).map_err(|error| StoreError::bad_row("draft_version", error))?;
            Some(Latest { kept, begun_ms: row.begun_ms, draft })
        }
        _ => None,
    };
    let seq = latest.as_ref().map_or(0, |row| row.seq);
    let key = || draft_version::ActiveModel {
        paper_id: Set(proposal.id.0),
        seq: Set(seq),
        ..<draft_version::ActiveModel as ActiveModelTrait>::default()
    };
    match keeping(known, &proposal.draft, kept, now_ms) {
        Keeping::Relabel(label) if known.is_some_and(|known| known.kept == label) => {}
        Keeping::Relabel(label) => {
            draft_version::ActiveModel { kept: Set(label.code().to_owned()), ..key() }.update(db).await?;
        }
        Keeping::TakeIn => {
            let (at_ms, length) = (Set(now_ms), Set(length(&proposal.draft)));
            draft_version::ActiveModel { at_ms, length, draft: Set(json(&proposal.draft)?), ..key() }
                .update(db)
                .await?;
        }
        Keeping::New(label) => {
            if let Some(label) = label {
                draft_version::ActiveModel { kept: Set(label.code().to_owned()), ..key() }.update(db).await?;
            }
            insert(db, proposal.id, seq + 1, &proposal.draft, kept, now_ms).await?;
            draft_version::Entity::delete_many()
                .filter(C::PaperId.eq(proposal.id.0))
                .filter(C::Seq.lte(seq + 1 - MOST_VERSIONS))
                .exec(db)
                .await?;
        }
    }
    Ok(())
}

async fn insert(
    db: &impl ConnectionTrait,
    id: ProposalId,
    seq: i32,
    draft: &Draft,
    kept: Kept,
    at_ms: i64,
) -> Result<draft_version::Model> {
    let row = draft_version::Model {
        paper_id: id.0,
        seq,
        begun_ms: at_ms,
        at_ms,
        kept: kept.code().to_owned(),
        length: length(draft),
        draft: json(draft)?,
    };
    draft_version::Entity::insert(draft_version::ActiveModel::from(row.clone()).reset_all())
        .exec_without_returning(db)
        .await?;
    Ok(row)
}

fn length(draft: &Draft) -> i32 {
    i32::try_from(draft.length()).unwrap_or(i32::MAX)
}

fn json(draft: &Draft) -> Result<String> {
    serde_json::to_string(draft).map_err(|error| StoreError::bad_row("draft_version", error))
}
