//! What each event changes in a proposal.

use jiff::civil::Date;

use super::{Event, Record};
use crate::parts::publication::Publication;
use crate::parts::shares;
use crate::proposal::command::{Reply, Settled};
use crate::proposal::hand_over::Plan;
use crate::proposal::replies::ReplyDraft;
use crate::proposal::{HandOver, Proposal};

impl Proposal {
    /// Carries out what the log says.
    pub fn apply(&mut self, record: &Record) {
        self.last_seq = record.seq;
        self.changed_at = record.at;
        match record.event.clone() {
            Event::Signing(event) => self.apply_signing(event, record),
            Event::Submitted { submission, review, fingerprint } => {
                self.withdrawal = None;
                self.drop_unconfirmed(&fingerprint);
                self.submitted_on = Some(review.start);
                self.settled = Settled { topic: submission.topic, township: submission.township };
                self.publication = Publication::wished(submission.disclosure);
                self.submission = Some(*submission);
                self.sent_back_for = None;
                self.clock = Some(review);
            }
            Event::Review(event) => self.apply_review(event, record),
            Event::Registered { number, settled, publication, hand_over } => {
                self.number = Some(number);
                self.registered_at = Some(record.at);
                self.settled = settled;
                self.publication = publication.into();
                self.clock = Some(hand_over);
            }
            Event::Linked(link) => self.links.push(link),
            Event::Unlinked(link) => self.links.retain(|known| known.id != link.id),
            Event::Publication(event) => self.publication.apply(event, record.day(), self.is_registered()),
            Event::UnitsProposed(plan) => self.plan = Some(plan),
            Event::Assigned { assignments, clocks, reply, meeting: _ } => {
                self.shares.hand_over(assignments, &clocks);
                self.hand_over =
                    Some(HandOver { on: self.hand_over.as_ref().map_or(reply.start, |first| first.on), reply });
                self.plan = None;
                self.clock = Some(clocks.acceptance);
            }
            Event::Share(event) => self.apply_share(event, record.day()),
            Event::Begun => self.clock = self.hand_over.as_ref().map(|hand_over| hand_over.reply.clone()),
            Event::Contact(event) => self.contacts.apply(event),
            Event::Extension(event) => self.apply_extension(event, record.day()),
            Event::ReplyDrafted { unit, form } => self.keep_draft(ReplyDraft {
                unit,
                form: *form,
                seq: record.seq,
                on: record.day(),
                by: record.by.name.clone(),
                writers: record.by.person.into_iter().collect(),
            }),
            Event::SeparateReplied { reply } => {
                self.promise(&reply);
                self.separate_replies.push(*reply);
                self.withdrawal = None;
            }
            Event::Replied { reply, rating } => {
                self.promise(&reply);
                self.replies.push(*reply);
                // The reply answers what was still wished for: the paper back, more time, to give it back.
                self.withdrawal = None;
                self.extensions.retain(|wish| wish.decision.is_some());
                self.shares.drop_pending_returns();
                self.second_round_refused = false;
                self.clock = Some(rating);
            }
            Event::Rated { rating, decision } => {
                if let Some(reply) = self.replies.last_mut() {
                    reply.rating = Some(rating);
                }
                self.clock = decision;
            }
            Event::Round(event) => self.apply_round(event),
            Event::Tracked | Event::Closed => self.clock = None,
            Event::Promise(event) => self.promises.apply(event, record.day(), self.replies.len()),
            Event::Key(event) => self.apply_key(event),
            Event::Chased(event) => self.chases.apply(event, record.day()),
            Event::Withdrawal(event) => self.apply_withdrawal(event, record),
        }
        // Last: what an event does depends on the stage before it.
        self.stage = record.to;
    }

    /// What happens to a share, and to the clock that runs until every unit has decided.
    fn apply_share(&mut self, event: shares::Event, on: Date) {
        self.shares.apply(event.clone(), on);
        match event {
            shares::Event::ReturnGranted { reassignment, .. } => {
                // The units that keep it stay proposed for the new hand-over.
                self.plan = Some(Plan { assignments: self.shares.take_back(), to_government: false });
                self.clock = Some(reassignment);
            }
            shares::Event::ReturnAsked(_) | shares::Event::Reassigned { .. } | shares::Event::ReturnRefused { .. } => {
                self.clock = self.hand_over_clock();
            }
            shares::Event::Accepted { .. }
            | shares::Event::TakenOver { .. }
            | shares::Event::OpinionSent { .. }
            | shares::Event::OpinionChased { .. }
            | shares::Event::OpinionSentBack { .. } => {}
        }
    }

    /// Takes a reply's promises into the list of what has to be kept; its draft is done with.
    fn promise(&mut self, reply: &Reply) {
        let is_lead = self.lead_unit().is_some_and(|share| share.unit == reply.unit);
        let replies = if is_lead { &self.replies } else { &self.separate_replies };
        self.reply_drafts.retain(|draft| draft.unit != reply.unit);
        self.promises.give(reply.unit, replies.len() + 1, reply.on, &reply.promises);
    }
}
