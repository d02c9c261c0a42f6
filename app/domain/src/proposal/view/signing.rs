//! What each reader may see of signatures: who was asked, what is signed, what a withdrawal waits for.

use ground::diff::{Stretch, compare};
use ground::vocabulary;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::people::{Actor, County, PersonId};
use crate::proposal::Proposal;
use crate::proposal::draft::{Kind, Submission};
use crate::proposal::signing::SignState;

/// The text that is being signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoSigningView {
    /// What identifies it; a confirmation names it.
    pub fingerprint: String,
    /// The signatures so far, the lead deputy's among them.
    pub signatures: usize,
    /// How many signatures a motion needs.
    pub needed: Option<usize>,
    /// Until when the reader may answer, where the reader is asked.
    pub until: Option<Date>,
    /// What changed in each part since the reader signed, where the reader has signed an earlier text.
    pub changes: Vec<(TextPart, Vec<Stretch>)>,
}

vocabulary! {
    pub enum TextPart {
        Title = "title", "标题", "Title";
        /// What is wrong.
        Problem = "problem", "问题", "Problem";
        /// Why it is so.
        Analysis = "analysis", "原因分析", "Analysis";
        /// What is asked for.
        Asks = "asks", "具体请求", "Asks";
    }
}

/// A deputy who was asked to sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignerView {
    /// Who it is.
    pub person: PersonId,
    pub name: String,
    /// What has become of it.
    pub state: SignState,
    /// When the text was confirmed.
    pub confirmed_on: Option<Date>,
    /// The last day for an answer.
    pub until: Date,
}

/// A withdrawal that waits for co-signers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawalView {
    /// Why.
    pub reason: Option<String>,
    /// When the lead deputy asked.
    pub on: Date,
    /// The names of the co-signers who have not agreed yet.
    pub waits_for: Vec<String>,
}

impl Proposal {
    /// Who declined or has not answered is the lead deputy's to know.
    pub(super) fn signers_seen(&self, is_lead: bool) -> Vec<SignerView> {
        let shown = self.signers.iter().filter(|signer| is_lead || signer.state == SignState::Confirmed);
        shown
            .map(|signer| SignerView {
                person: signer.person,
                name: signer.name.clone(),
                state: signer.state,
                confirmed_on: signer.confirmed_on.filter(|_| signer.state == SignState::Confirmed),
                until: signer.until,
            })
            .collect()
    }

    pub(super) fn co_signing_seen(&self, actor: &Actor, county: &County) -> Option<CoSigningView> {
        let frozen = self.frozen_text()?;
        let me = self.signers.iter().find(|signer| signer.person == actor.person);
        let earlier = me.filter(|me| me.state == SignState::Invited).and_then(|me| me.confirmed.as_ref());
        let earlier = earlier.and_then(|known| self.frozen.iter().find(|text| text.fingerprint == *known));
        let is_motion = frozen.submission.kind == Kind::Motion;
        Some(CoSigningView {
            fingerprint: frozen.fingerprint.to_string(),
            signatures: self.signatures(),
            needed: is_motion.then(|| county.level.motion_signatures()),
            until: me.filter(|me| me.state == SignState::Invited).map(|me| me.until),
            changes: earlier.map(|text| changes(&text.submission, &frozen.submission)).unwrap_or_default(),
        })
    }
}

/// The parts in which two texts differ, each with its stretches.
fn changes(old: &Submission, new: &Submission) -> Vec<(TextPart, Vec<Stretch>)> {
    let asks = |text: &Submission| text.asks.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let parts = [
        (TextPart::Title, old.title.to_string(), new.title.to_string()),
        (TextPart::Problem, old.problem.to_string(), new.problem.to_string()),
        (TextPart::Analysis, old.analysis.to_string(), new.analysis.to_string()),
        (TextPart::Asks, asks(old), asks(new)),
    ];
    let changed = parts.into_iter().filter(|(_, old, new)| old != new);
    changed.map(|(part, old, new)| (part, compare(&old, &new))).collect()
}
