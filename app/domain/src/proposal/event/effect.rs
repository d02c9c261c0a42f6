//! What each event changes in a proposal.

use super::{Event, Record};
use crate::county::moment::county_date;
use crate::county::people::UnitId;
use crate::proposal::chases::Chase;
use crate::proposal::command::{Assignment, Part, Reply, Settled};
use crate::proposal::commitments::{CommitmentCase, CommitmentState, Explanation};
use crate::proposal::contacts::ContactState;
use crate::proposal::hand_over::Plan;
use crate::proposal::replies::ReplyDraft;
use crate::proposal::signing::SignState;
use crate::proposal::withdrawal::Withdrawal;
use crate::proposal::{HandOver, Proposal};

impl Proposal {
    /// Carries out what the log says.
    pub fn apply(&mut self, record: &Record) {
        self.last_seq = record.seq;
        self.changed_at = record.at;
        match record.event.clone() {
            // Who goes on with the text has dropped its withdrawal.
            Event::Invited { frozen, invited, until } => {
                self.withdrawal = None;
                self.apply_invited(*frozen, invited, until);
            }
            Event::CoSigned { fingerprint } => {
                for signer in self.signers.iter_mut().filter(|signer| Some(signer.person) == record.by.person) {
                    signer.state = SignState::Confirmed;
                    signer.confirmed = Some(fingerprint.clone());
                    signer.confirmed_on = Some(county_date(record.at));
                }
            }
            Event::InvitationDeclined => self.set_signer(record.by.person, SignState::Declined),
            Event::Lapsed { persons } => {
                persons.into_iter().for_each(|person| self.set_signer(Some(person), SignState::Lapsed));
            }
            Event::Reopened => (self.clock, self.withdrawal) = (None, None),
            Event::SignatureWithdrawn => self.set_signer(record.by.person, SignState::Withdrawn),
            Event::Submitted { submission, review, fingerprint } => {
                self.withdrawal = None;
                self.drop_unconfirmed(fingerprint.as_ref());
                self.submitted_on = Some(review.start);
                self.settled = Settled {
                    topic: submission.topic,
                    township: submission.township,
                    disclosure: submission.disclosure,
                    restriction: None,
                };
                self.submission = Some(*submission);
                self.return_reason = None;
                self.clock = Some(review);
            }
            Event::Returned { reason } => {
                self.return_reason = Some(reason);
                self.clock = None;
            }
            Event::DeclineProposed(decline) => {
                self.decline = Some(decline);
                self.declined_by = record.by.person;
            }
            Event::Declined => self.clock = None,
            Event::DeclineDropped => {
                self.decline = None;
                self.declined_by = None;
            }
            Event::Registered { number, settled, hand_over } => {
                self.number = Some(number);
                self.registered_at = Some(record.at);
                self.settled = settled;
                self.clock = Some(hand_over);
            }
            Event::Linked(link) => self.links.push(link),
            Event::Unlinked(link) => self.links.retain(|known| known.id != link.id),
            Event::DisclosureSet(publication) => self.apply_publication(county_date(record.at), *publication),
            Event::ReviewOpened => {
                if let Some(restriction) = &mut self.settled.restriction {
                    restriction.review_since = Some(county_date(record.at));
                }
            }
            Event::UnitsProposed(plan) => self.plan = Some(plan),
            Event::Assigned { assignments, clocks, reply, meeting: _ } => {
                self.assignments = assignments.into_iter().map(|new| new.handed_over(&clocks)).collect();
                self.hand_over =
                    Some(HandOver { on: self.hand_over.as_ref().map_or(reply.start, |first| first.on), reply });
                self.plan = None;
                self.clock = Some(clocks.acceptance);
            }
            Event::ReturnAsked(case) => {
                self.returns.push(*case);
                self.clock = self.hand_over_clock();
            }
            Event::Reassigned { unit, decision, clocks } => self.apply_return(unit, *decision, Some(&clocks)),
            Event::ReturnGranted { unit, decision, reassignment } => {
                // With the lead unit every unit gives it back, whatever else it wished.
                for case in self.returns.iter_mut().filter(|case| case.decision.is_none()) {
                    case.decision = Some((*decision).clone());
                }
                self.apply_return(unit, *decision, None);
                // The units that keep it stay proposed for the new hand-over.
                self.plan = Some(Plan { assignments: std::mem::take(&mut self.assignments), to_government: false });
                self.clock = Some(reassignment);
            }
            Event::ReturnRefused { unit, decision } => self.apply_return(unit, *decision, None),
            Event::Accepted { unit } => self.share_mut(unit, |share| share.accepted = true),
            Event::Begun => self.clock = self.hand_over.as_ref().map(|hand_over| hand_over.reply.clone()),
            Event::TakenOver { unit, handler } => self.share_mut(unit, |share| share.handler = Some(handler)),
            Event::ContactRecorded(contact) => self.contacts.push(*contact),
            Event::ContactConfirmed { contact } => self.answer_contact(contact, ContactState::Confirmed, None),
            Event::ContactDisputed { contact, reason } => {
                self.answer_contact(contact, ContactState::Disputed, Some(reason));
            }
            Event::ContactStood { contact } => self.answer_contact(contact, ContactState::Stands, None),
            Event::OpinionSent { unit, opinion } => self.share_mut(unit, |share| share.opinions.push(*opinion)),
            Event::OpinionChased { unit } => self.share_mut(unit, |share| share.chased.push(county_date(record.at))),
            Event::OpinionSentBack { unit, reason } => self.share_mut(unit, |share| {
                if let Some(opinion) = share.opinions.last_mut() {
                    opinion.sent_back = Some(reason);
                }
            }),
            Event::ExtensionAsked(wish) => self.extensions.push(*wish),
            Event::ExtensionGranted { reason, reply } => {
                self.apply_extension(county_date(record.at), reason, Some(reply));
            }
            Event::ExtensionRefused { reason } => self.apply_extension(county_date(record.at), reason, None),
            Event::ReplyDrafted { unit, form } => self.keep_draft(ReplyDraft {
                unit,
                form: *form,
                seq: record.seq,
                on: county_date(record.at),
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
                self.returns.retain(|case| case.decision.is_some());
                self.second_round_refused = false;
                self.clock = Some(rating);
            }
            Event::Rated { rating, decision } => {
                if let Some(reply) = self.replies.last_mut() {
                    reply.rating = Some(rating);
                }
                self.clock = decision;
            }
            Event::SecondRoundGranted { reply } => self.clock = Some(reply),
            Event::SecondRoundRefused { .. } => {
                self.second_round_refused = true;
                self.clock = None;
            }
            Event::Tracked | Event::Closed | Event::Escalated => self.clock = None,
            Event::HandledAgain { coordination, reply } => {
                self.coordinations.push(*coordination);
                self.clock = Some(reply);
            }
            Event::FollowedUp { coordination } => self.coordinations.push(*coordination),
            Event::ClosedUnsatisfied { coordination } => {
                self.coordinations.extend(coordination.map(|held| *held));
                self.clock = None;
            }
            Event::CommitmentClaimed { commitment, claim } => self.commitment_mut(commitment, |one| {
                one.state = CommitmentState::Claimed;
                one.claims.push(*claim);
            }),
            Event::CommitmentVerified { commitment } => {
                let replies = self.replies.len();
                self.settle(commitment, CommitmentState::Verified, county_date(record.at), replies, None);
            }
            Event::ClaimRejected { commitment, reason } => self.commitment_mut(commitment, |one| {
                one.state = CommitmentState::Open;
                if let Some(claim) = one.claims.last_mut() {
                    claim.rejected = Some(reason);
                }
            }),
            Event::CommitmentExplained { commitment, explanation } => {
                let replies = self.replies.len();
                self.settle(commitment, CommitmentState::Explained, county_date(record.at), replies, Some(explanation));
            }
            Event::LookBackOpened { commitment, look_back } => {
                self.commitment_mut(commitment, |one| one.look_backs.push(look_back));
            }
            Event::LookedBack { commitment, finding } => self.apply_finding(commitment, finding, None),
            Event::CommitmentReopened { commitment, finding, until } => {
                self.apply_finding(commitment, finding, Some(until));
            }
            Event::HandlingReopened { commitment, finding, reply } => {
                let until = reply.due;
                self.apply_finding(commitment, finding, Some(until));
                self.clock = Some(reply);
            }
            Event::Nominated(nomination) => self.nomination = Some(nomination),
            Event::NominationDropped => self.nomination = None,
            Event::KeyNamed(key) => {
                self.nomination = None;
                self.key = Some(*key);
            }
            Event::ProgressReported(report) => {
                if let Some(key) = &mut self.key {
                    key.reports.push(report);
                }
            }
            Event::Chased { note } => {
                self.chases.push(Chase { on: county_date(record.at), by: record.by.relation, note });
            }
            Event::WithdrawalAsked { reason } => {
                self.withdrawal = Some(Withdrawal { reason, on: county_date(record.at), agreed: Vec::new() });
            }
            Event::WithdrawalAgreed => {
                if let Some(withdrawal) = &mut self.withdrawal {
                    withdrawal.agreed.extend(record.by.person);
                }
            }
            Event::WithdrawalDropped => self.withdrawal = None,
            Event::Withdrawn => self.clock = None,
        }
        // Last: what an event does depends on the stage before it.
        self.stage = record.to;
    }

    fn share_mut(&mut self, unit: UnitId, change: impl FnOnce(&mut Assignment)) {
        if let Some(share) = self.assignments.iter_mut().find(|share| share.unit == unit) {
            change(share);
        }
    }

    /// Takes a reply's promises into the list of what has to be kept; its draft is done with.
    fn promise(&mut self, reply: &Reply) {
        let unit = reply.unit.or_else(|| self.lead_unit().map(|share| share.unit));
        let Some(unit) = unit else { return };
        let is_lead = self.assignments.iter().any(|share| share.unit == unit && share.part == Part::Lead);
        let number = if is_lead { self.replies.len() + 1 } else { self.separate_replies.len() + 1 };
        self.reply_drafts.retain(|draft| draft.unit != unit);
        let new = reply.commitments.iter().map(|one| CommitmentCase::new(unit, number, one.text.clone(), one.due));
        self.commitments.extend(new);
    }

    fn settle(
        &mut self,
        commitment: usize,
        state: CommitmentState,
        on: jiff::civil::Date,
        replies: usize,
        explanation: Option<Explanation>,
    ) {
        self.commitment_mut(commitment, |one| {
            one.state = state;
            one.settled_on = Some(on);
            one.settled_at_reply = replies;
            one.explanation = explanation;
        });
    }
}
