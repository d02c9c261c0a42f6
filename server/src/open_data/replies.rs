//! Replies and promises as the open data have them. Names and telephones of those who answer calls stay on the page: whole
//! lists of them would help nobody but advertisers.

use domain::proposal::view::{PromiseView, ProposalView, ReplyView};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::words::{Coded, Place, Words, coded};

/// A reply.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Reply {
    /// The unit.
    unit: Words,
    /// Whether it is a separate unit's, beside the lead unit's.
    is_separate: bool,
    /// The document number.
    document_number: String,
    /// Who signed it.
    signer: String,
    /// The class, A to D.
    class: Coded,
    /// The opening paragraph.
    opening: String,
    /// The answer to each ask, in order.
    answers: Vec<String>,
    /// What shows that the matter is solved.
    evidence: Option<String>,
    /// When it was issued.
    issued_on: Date,
    /// Whether that was by the due date.
    is_on_time: bool,
    /// The deputy's rating; null while there is none.
    rating: Option<Rating>,
}

/// A deputy's rating of a reply.
#[derive(Debug, Serialize, ToSchema)]
struct Rating {
    /// How the unit went about it.
    attitude: Coded,
    /// What came of it.
    result: Coded,
    /// When.
    on: Date,
}

/// A promise and what has become of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Promise {
    /// Its place among the paper's promises, from 1.
    n: usize,
    /// The unit.
    unit: Place,
    /// What is promised.
    text: String,
    /// The last day.
    due_on: Date,
    /// What has become of it.
    state: Coded,
    /// Whether the last day has passed while it is open.
    is_overdue: bool,
    /// When it was verified or explained.
    settled_on: Option<Date>,
    /// What the unit says shows it, first to last.
    claims: Vec<Claim>,
    /// Why it is not kept, in the words of the unit.
    explanation: Option<String>,
    /// The look-backs, first to last.
    look_backs: Vec<LookBack>,
}

/// A unit's word that a promise is kept.
#[derive(Debug, Serialize, ToSchema)]
struct Claim {
    /// When.
    on: Date,
    /// What shows it.
    evidence: String,
    /// Whether it was not found kept.
    is_rejected: bool,
}

/// A later look at a promise.
#[derive(Debug, Serialize, ToSchema)]
struct LookBack {
    /// How many months after it fell due or was kept.
    months: u16,
    /// When it is due.
    due_on: Date,
    /// When somebody looked.
    looked_on: Option<Date>,
    /// Whether it holds.
    holds: Option<bool>,
}

/// A paper's replies, the lead unit's first.
pub(super) fn replies(zh: &ProposalView, en: &ProposalView) -> Vec<Reply> {
    let of_lead = zh.replies.iter().zip(&en.replies).map(|pair| (pair, false));
    let separate = zh.separate_replies.iter().zip(&en.separate_replies).map(|pair| (pair, true));
    of_lead.chain(separate).map(|((zh, en), is_separate)| reply(zh, en, is_separate)).collect()
}

fn reply(zh: &ReplyView, en: &ReplyView, is_separate: bool) -> Reply {
    Reply {
        unit: Words::new(&zh.unit, &en.unit),
        is_separate,
        document_number: zh.document_number.clone(),
        signer: zh.signer.clone(),
        class: coded!(zh.class),
        opening: zh.opening.clone(),
        answers: zh.answers.clone(),
        evidence: zh.evidence.clone(),
        issued_on: zh.on,
        is_on_time: zh.on_time,
        rating: (zh.rating.as_ref()).map(|rating| Rating {
            attitude: coded!(rating.attitude),
            result: coded!(rating.result),
            on: rating.on,
        }),
    }
}

/// A paper's promises, first to last.
pub(super) fn promises(zh: &ProposalView, en: &ProposalView) -> Vec<Promise> {
    zh.handling.promises.iter().zip(&en.handling.promises).map(|(zh, en)| promise(zh, en)).collect()
}

fn promise(zh: &PromiseView, en: &PromiseView) -> Promise {
    Promise {
        n: zh.n + 1,
        unit: Place { id: zh.unit.0, name: Words::new(&zh.unit_name, &en.unit_name) },
        text: zh.text.clone(),
        due_on: zh.due,
        state: coded!(zh.state),
        is_overdue: zh.overdue,
        settled_on: zh.settled_on,
        claims: (zh.claims.iter())
            .map(|claim| Claim { on: claim.on, evidence: claim.evidence.clone(), is_rejected: claim.is_rejected })
            .collect(),
        explanation: zh.explanation.as_ref().map(|(reason, _)| reason.clone()),
        look_backs: (zh.look_backs.iter())
            .map(|one| LookBack {
                months: one.months,
                due_on: one.due,
                looked_on: one.found.map(|(on, _)| on),
                holds: one.found.map(|(_, holds)| holds),
            })
            .collect(),
    }
}
