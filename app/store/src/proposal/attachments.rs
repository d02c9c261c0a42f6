//! What is attached to papers: the rows; the file store has the bytes.
//!
//! A row is there before its bytes are and after they are gone, with a time at which it is swept out. So whatever breaks
//! in between, nothing is left in the file store that no row knows of.

use domain::county::moment::county_date;
use domain::county::number::Number;
use domain::county::people::{Actor, TownshipId};
use domain::parts::files::{AttachmentId, AttachmentRef, AttachmentView, Purpose, with_attachments};
use domain::proposal::draft::Draft;
use domain::proposal::sheet::PaperMark;
use domain::proposal::signing::SignState;
use domain::proposal::{Proposal, ProposalId};
use ground::file::{FileFault, FileKind, FileName};
use ground::fingerprint::Fingerprint;
use ground::problem::{FieldError, Refusal};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use crate::Store;
use crate::entity::attachment::{Column, Entity, Model};
use crate::entity::{attachment, person};
use crate::error::{Result, StoreError};
use crate::proposal::{find, find_for_update};

/// How long a file may take to reach the file store.
const RESERVED_MS: i64 = 60 * 60 * 1000;
/// How many files are swept out at once.
const SWEEP_BATCH: u64 = 100;

/// A file that was looked through and may be stored.
#[derive(Clone, Debug)]
pub struct NewAttachment {
    /// What it is attached for.
    pub purpose: Purpose,
    pub name: FileName,
    /// What it is.
    pub kind: FileKind,
    /// How long it is.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// For a signed scan: what stands on the paper.
    pub mark: Option<PaperMark>,
}

/// A paper as it would be printed now.
#[derive(Clone, Debug)]
pub struct Paper {
    pub text: Draft,
    /// Its number, once it is registered.
    pub number: Option<Number>,
    /// The lead deputy's name.
    pub lead_name: String,
    /// The lead deputy's delegation.
    pub delegation: Option<TownshipId>,
    /// The fingerprint of its text with its attachments.
    pub fingerprint: Fingerprint,
    /// The mark that is printed on it.
    pub mark: PaperMark,
    /// The names of those who are asked to sign or have signed.
    pub signers: Vec<String>,
    pub attached: Vec<AttachmentRef>,
    /// Whether this person may upload a signed scan now.
    pub may_scan: bool,
}

impl Store {
    /// What is attached to a proposal, as a reader may see it, oldest first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where the proposal does not exist for this reader.
    pub async fn attachments(&self, id: ProposalId, actor: Option<&Actor>) -> Result<Vec<AttachmentView>> {
        let (proposal, _) = find(&self.db, id).await?;
        if !proposal.shows(Purpose::Attachment, actor) {
            return Err(StoreError::NotFound);
        }
        let rows = rows(&self.db, id).await?;
        // Most papers have none: their text is not hashed.
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let present = fingerprint(&proposal, &attached(&rows)?);
        let mut views = Vec::new();
        for row in &rows {
            let purpose = purpose(row)?;
            if proposal.shows_file(AttachmentId(row.id), purpose, actor) {
                let AttachmentRef { id, name, kind, bytes, .. } = to_ref(row)?;
                let outdated = purpose == Purpose::SignedScan && row.bound_to.as_deref() != Some(present.as_str());
                views.push(AttachmentView { id, purpose, name, kind, bytes, on: county_date(row.at_ms), outdated });
            }
        }
        Ok(views)
    }

    /// One attachment, and whether anyone may open it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where it does not exist for this reader.
    pub async fn attachment(&self, id: AttachmentId, actor: Option<&Actor>) -> Result<(AttachmentRef, bool)> {
        let row = Entity::find_by_id(id.0).filter(Column::GoneMs.is_null()).one(&self.db).await?;
        let row = row.ok_or(StoreError::NotFound)?;
        let (proposal, _) = find(&self.db, ProposalId(row.paper_id)).await?;
        let purpose = purpose(&row)?;
        let id = AttachmentId(row.id);
        if !proposal.shows_file(id, purpose, actor) {
            return Err(StoreError::NotFound);
        }
        Ok((to_ref(&row)?, proposal.shows_file(id, purpose, None)))
    }

    /// The paper that would be printed now; for the lead deputy and those who see signed papers.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody else.
    pub async fn paper(&self, id: ProposalId, actor: &Actor) -> Result<Paper> {
        let (proposal, _) = find(&self.db, id).await?;
        if !proposal.shows(Purpose::SignedScan, Some(actor)) {
            return Err(StoreError::NotFound);
        }
        let attached = attached(&rows(&self.db, id).await?)?;
        let fingerprint = fingerprint(&proposal, &attached);
        let mark = PaperMark::new(&fingerprint, county_date(proposal.changed_at));
        let lead = person::Entity::find_by_id(proposal.lead.0).one(&self.db).await?;
        Ok(Paper {
            text: proposal.paper_text(),
            number: proposal.number,
            delegation: lead.and_then(|lead| lead.township_id).map(TownshipId),
            may_scan: proposal.may_attach(actor, Purpose::SignedScan),
            lead_name: proposal.lead_name,
            signers: (proposal.signers.iter())
                .filter(|signer| matches!(signer.state, SignState::Invited | SignState::Confirmed))
                .map(|signer| signer.name.clone())
                .collect(),
            fingerprint,
            mark,
            attached,
        })
    }

    /// Whether this person may attach one more file, before it is sent: whoever may not is told at once.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where the proposal is not this person's, [`StoreError::Refused`] where it takes no more.
    pub async fn check_attaching(
        &self,
        actor: &Actor,
        id: ProposalId,
        purpose: Purpose,
        mark: Option<&PaperMark>,
    ) -> Result<()> {
        let (proposal, _) = find(&self.db, id).await?;
        check(&self.db, &proposal, actor, purpose, mark).await.map(|_| ())
    }

    /// Makes room for a file: its row, which is swept out unless [`Store::confirm_attachment`] follows within the hour.
    ///
    /// # Errors
    /// As [`Store::check_attaching`].
    pub async fn reserve_attachment(
        &self,
        actor: &Actor,
        id: ProposalId,
        file: &NewAttachment,
    ) -> Result<AttachmentId> {
        let writing = self.write().await?;
        let (proposal, _) = find_for_update(&writing.tx, id).await?;
        let bound_to = check(&writing.tx, &proposal, actor, file.purpose, file.mark.as_ref()).await?;
        let at_ms = self.moment().now_ms();
        let attachment = AttachmentId(self.fresh_id());
        let row = attachment::ActiveModel {
            id: Set(attachment.0),
            paper_id: Set(id.0),
            purpose: Set(file.purpose.code().to_owned()),
            name: Set(file.name.to_string()),
            kind: Set(file.kind.code().to_owned()),
            bytes: Set(i64::try_from(file.bytes).unwrap_or(i64::MAX)),
            sha256: Set(file.sha256.clone()),
            bound_to: Set(bound_to.map(String::from)),
            person_id: Set(actor.person.0),
            at_ms: Set(at_ms),
            gone_ms: Set(Some(at_ms + RESERVED_MS)),
        };
        Entity::insert(row).exec_without_returning(&writing.tx).await?;
        writing.commit().await?;
        Ok(attachment)
    }

    /// The bytes are stored: from now on it is attached, if the paper still takes it.
    ///
    /// # Errors
    /// As [`Store::check_attaching`]; it is as good as gone then.
    pub async fn confirm_attachment(&self, actor: &Actor, id: AttachmentId, mark: Option<&PaperMark>) -> Result<()> {
        let writing = self.write().await?;
        let row = Entity::find_by_id(id.0).one(&writing.tx).await?.ok_or(StoreError::NotFound)?;
        let (proposal, _) = find_for_update(&writing.tx, ProposalId(row.paper_id)).await?;
        check(&writing.tx, &proposal, actor, purpose(&row)?, mark).await?;
        // The same content twice is one file: a button was pressed twice, or an answer was lost.
        let bound = row.bound_to.as_ref().map_or(Column::BoundTo.is_null(), |bound| Column::BoundTo.eq(bound));
        let same = Entity::find()
            .filter(Column::PaperId.eq(row.paper_id))
            .filter(Column::Purpose.eq(&row.purpose))
            .filter(Column::Sha256.eq(&row.sha256))
            .filter(bound)
            .filter(Column::GoneMs.is_null())
            .count(&writing.tx)
            .await?;
        let mut row = row.into_active_model();
        row.gone_ms = Set((same > 0).then(|| self.moment().now_ms()));
        row.update(&writing.tx).await?;
        writing.commit().await
    }

    /// Takes an attachment off; its bytes are swept out later.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where it is not this person's to take off, [`StoreError::NotOpen`] where the text stands.
    pub async fn remove_attachment(&self, actor: &Actor, id: AttachmentId) -> Result<ProposalId> {
        let writing = self.write().await?;
        let row = Entity::find_by_id(id.0).filter(Column::GoneMs.is_null()).one(&writing.tx).await?;
        let row = row.ok_or(StoreError::NotFound)?;
        let paper_id = ProposalId(row.paper_id);
        let (proposal, _) = find_for_update(&writing.tx, paper_id).await?;
        permit(&proposal, actor, purpose(&row)?)?;
        let mut row = row.into_active_model();
        row.gone_ms = Set(Some(self.moment().now_ms()));
        row.update(&writing.tx).await?;
        writing.commit().await?;
        Ok(paper_id)
    }

    /// An upload broke: what was reserved for it may be swept out now.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn abandon_attachment(&self, id: AttachmentId) -> Result<()> {
        let writing = self.write().await?;
        Entity::update_many()
            .col_expr(Column::GoneMs, Expr::value(self.moment().now_ms()))
            .filter(Column::Id.eq(id.0))
            .filter(Column::GoneMs.is_not_null())
            .exec(&writing.tx)
            .await?;
        writing.commit().await
    }

    /// Files whose bytes may be swept out, at most a hundred.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn gone_attachments(&self) -> Result<Vec<AttachmentId>> {
        let ids: Vec<Uuid> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::GoneMs.lte(self.moment().now_ms()))
            .order_by_asc(Column::GoneMs)
            .limit(SWEEP_BATCH)
            .into_tuple()
            .all(&self.db)
            .await?;
        Ok(ids.into_iter().map(AttachmentId).collect())
    }

    /// The bytes are gone: forgets the row.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn forget_attachment(&self, id: AttachmentId) -> Result<()> {
        let writing = self.write().await?;
        Entity::delete_many()
            .filter(Column::Id.eq(id.0))
            .filter(Column::GoneMs.is_not_null())
            .exec(&writing.tx)
            .await?;
        writing.commit().await
    }
}

/// Whether this person may change what is attached for a purpose.
fn permit(proposal: &Proposal, actor: &Actor, purpose: Purpose) -> Result<()> {
    if proposal.may_attach(actor, purpose) {
        return Ok(());
    }
    let is_lead = proposal.relations_of(actor).contains(&domain::proposal::workflow::Relation::Lead);
    Err(if is_lead { StoreError::NotOpen { stage: proposal.stage } } else { StoreError::NotFound })
}

/// Whether one more file may be attached; answers the text that a signed scan is bound to.
async fn check(
    db: &impl ConnectionTrait,
    proposal: &Proposal,
    actor: &Actor,
    purpose: Purpose,
    mark: Option<&PaperMark>,
) -> Result<Option<Fingerprint>> {
    permit(proposal, actor, purpose)?;
    let standing = Entity::find()
        .filter(Column::PaperId.eq(proposal.id.0))
        .filter(Column::Purpose.eq(purpose.code()))
        .filter(Column::GoneMs.is_null())
        .count(db)
        .await?;
    if standing >= purpose.most() as u64 {
        return Err(refused(FileFault::TooMany { max: purpose.most() }));
    }
    let Some(mark) = mark else { return Ok(None) };
    let present = fingerprint(proposal, &attached(&rows(db, proposal.id).await?)?);
    if mark.is_of(&present) {
        return Ok(Some(present));
    }
    Err(refused(FileFault::OtherVersion { printed: mark.on, present: county_date(proposal.changed_at) }))
}

fn refused(fault: FileFault) -> StoreError {
    Refusal::Invalid(vec![FieldError { field: "file".to_owned(), problem: fault.of("") }]).into()
}

/// What is attached to a paper for a purpose, oldest first.
pub(crate) async fn attached_for(
    db: &impl ConnectionTrait,
    id: ProposalId,
    purpose: Purpose,
) -> Result<Vec<AttachmentRef>> {
    let rows = rows(db, id).await?;
    rows.iter().filter(|row| row.purpose == purpose.code()).map(to_ref).collect()
}

/// The rows that count, oldest first.
async fn rows(db: &impl ConnectionTrait, id: ProposalId) -> Result<Vec<Model>> {
    let rows = Entity::find()
        .filter(Column::PaperId.eq(id.0))
        .filter(Column::GoneMs.is_null())
        .order_by_asc(Column::AtMs)
        .order_by_asc(Column::Id);
    Ok(rows.all(db).await?)
}

/// What belongs to the text.
fn attached(rows: &[Model]) -> Result<Vec<AttachmentRef>> {
    rows.iter().filter(|row| row.purpose == Purpose::Attachment.code()).map(to_ref).collect()
}

fn fingerprint(proposal: &Proposal, attached: &[AttachmentRef]) -> Fingerprint {
    with_attachments(&proposal.paper_text().fingerprint(), attached)
}

fn purpose(row: &Model) -> Result<Purpose> {
    Purpose::from_code(&row.purpose).map_err(|error| StoreError::bad_row("attachment", error))
}

fn to_ref(row: &Model) -> Result<AttachmentRef> {
    Ok(AttachmentRef {
        id: AttachmentId(row.id),
        name: FileName::try_from(row.name.clone()).map_err(|error| StoreError::bad_row("attachment", error))?,
        kind: FileKind::from_code(&row.kind).map_err(|error| StoreError::bad_row("attachment", error))?,
        bytes: u64::try_from(row.bytes).map_err(|error| StoreError::bad_row("attachment", error))?,
        sha256: row.sha256.clone(),
    })
}
