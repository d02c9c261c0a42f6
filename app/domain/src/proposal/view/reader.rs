//! Who reads a proposal, and what of it that reader sees.

use ground::vocabulary::Lang;
use jiff::civil::Date;

use super::handling::Sight;
use super::{
    ClockView, Inside, LinkedPaper, Place, PlanView, ProposalView, RestrictionView, ReturnView, TextView, UnitView,
    WithdrawalView,
};
use crate::case::readers::Readers;
use crate::county::moment::county_date;
use crate::county::people::{Actor, County, TownshipId};
use crate::parts::files::Purpose;
use crate::parts::publication::Publication;
use crate::proposal::Proposal;
use crate::proposal::command::Settled;
use crate::proposal::draft::Kind;
use crate::proposal::event::Record;
use crate::proposal::publicity::concerns;
use crate::proposal::workflow::{Relation, Stage};

/// Who reads, in which language, on which day, in which county.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The signed-in person, or `None` for the public.
    pub actor: Option<&'a Actor>,
    /// The language.
    pub lang: Lang,
    /// The county's date.
    pub today: Date,
    /// The units and townships.
    pub county: &'a County,
}

impl Proposal {
    /// The proposal as a reader may see it, or `None` where it does not exist for them.
    pub fn seen_by(&self, reader: Reader, version: i32, log: &[Record]) -> Option<ProposalView> {
        let Reader { actor, lang, today, county } = reader;
        let relations = actor.map_or_else(|| vec![Relation::Public], |actor| self.relations_of(actor));
        if !relations.iter().any(|&relation| self.is_visible_to(relation)) {
            return None;
        }
        let concerned = concerns(&relations);
        let is_lead = relations.contains(&Relation::Lead);
        let is_office = relations.iter().any(|r| matches!(r, Relation::CongressOffice | Relation::GovernmentOffice));
        let is_unit = relations.iter().any(|r| {
            matches!(
                r,
                Relation::LeadClerk
                    | Relation::LeadHead
                    | Relation::AssistingClerk
                    | Relation::AssistingHead
                    | Relation::SeparateClerk
                    | Relation::SeparateHead
            )
        });
        let is_signer = relations.iter().any(|r| matches!(r, Relation::CoSigner | Relation::Invitee));
        let place = |id: TownshipId| {
            let place = county.townships.iter().find(|township| township.id == id)?;
            Some(Place { id, name: place.name(lang).to_owned() })
        };
        let clock = self.shown_clock();
        // While it is being signed the frozen text counts; the office settles these at registration.
        let (settled, publication) = match self.frozen_text().map(|frozen| &frozen.submission) {
            Some(text) => {
                let settled = Settled { topic: text.topic, township: text.township };
                (settled, Publication::wished(text.disclosure))
            }
            None => (self.settled.clone(), self.publication.clone()),
        };
        let steps = actor.map(|actor| self.open_steps(actor, today)).unwrap_or_default();
        let view = ProposalView {
            id: self.id,
            // It counts what only those concerned know of, too.
            version: if concerned || !steps.is_empty() { version } else { 0 },
            stage: self.stage,
            status: self.status(today, lang),
            overdue: self.is_overdue(today),
            number: self.number,
            title: self.title().to_owned(),
            lead: self.lead,
            lead_name: self.lead_name.clone(),
            topic: settled.topic,
            township: settled.township.and_then(place),
            disclosure: publication.disclosure,
            restriction: publication.restriction.as_ref().map(|why| RestrictionView {
                ground: why.ground,
                review_on: why.review_on,
                summary: why.summary.as_ref().map(ToString::to_string),
                reason: concerned.then(|| why.reason.to_string()),
            }),
            text: self.text().map(|text| TextView {
                problem: text.problem.to_string(),
                analysis: text.analysis.to_string(),
                asks: text.asks.iter().map(ToString::to_string).collect(),
                village: text.village.as_ref().map(ToString::to_string),
            }),
            submitted_on: self.submitted_on,
            registered_on: self.registered_at.map(county_date),
            handed_over_on: self.hand_over.as_ref().map(|hand_over| hand_over.on),
            kind: self.text().map_or(Kind::Proposal, |text| text.kind),
            delegation: self.text().and_then(|text| text.delegation).and_then(place),
            signers: self.signers_seen(is_lead),
            links: self
                .links
                .iter()
                .map(|link| LinkedPaper { id: link.id, number: link.number, title: String::new() })
                .collect(),
            key: self.key.clone(),
            units: self.shares.iter().map(|assignment| UnitView::new(assignment, lang)).collect(),
            returns: self.shares.returns.iter().map(|case| ReturnView::new(case, lang)).collect(),
            clock: clock.map(|clock| ClockView::new(clock, today, lang)),
            handling: self.handling_seen(Sight { actor, concerned, is_office, is_unit, lang, today }),
            replies: self.replies.iter().map(|reply| self.reply_view(reply, concerned, lang)).collect(),
            separate_replies: (self.separate_replies.iter())
                .map(|reply| self.reply_view(reply, concerned, lang))
                .collect(),
            timeline: self.timeline(log, lang, concerned, |readers| match readers {
                Readers::Offices => is_office,
                Readers::Unit(unit) => actor.is_some_and(|actor| actor.units().any(|mine| mine == unit)),
                Readers::Units => is_unit || is_office,
                Readers::Deputies => is_lead || is_signer,
                Readers::Concerned => concerned,
                Readers::Everyone => true,
            }),
            steps,
            awaited: actor.map(|actor| self.awaited_view(actor, today, lang)).unwrap_or_default(),
            may_attach: actor.is_some_and(|actor| self.may_attach(actor, Purpose::Handling)),
            inside: concerned.then(|| Inside {
                sent_back_for: self.sent_back_for.as_ref().map(ToString::to_string),
                decline: self.decline.clone().filter(|_| !is_lead || self.stage == Stage::Declined),
                draft: is_lead.then(|| self.draft.clone()),
                co_signing: actor
                    .filter(|_| is_lead || is_signer)
                    .and_then(|actor| self.co_signing_seen(actor, county)),
                withdrawal: self.withdrawal.as_ref().filter(|_| is_lead || is_signer || is_office).map(|withdrawal| {
                    let waits_for = self.withdrawal_waits_for();
                    let waiting = self.signers.iter().filter(|signer| waits_for.contains(&signer.person));
                    WithdrawalView {
                        reason: withdrawal.reason.as_ref().map(ToString::to_string),
                        on: withdrawal.on,
                        waits_for: waiting.map(|signer| signer.name.clone()).collect(),
                    }
                }),
                plan: self.plan.as_ref().filter(|_| is_office).map(|plan| PlanView {
                    units: plan.assignments.iter().map(|assignment| UnitView::new(assignment, lang)).collect(),
                    to_government: plan.to_government,
                }),
            }),
            today,
        };
        Some(if concerned || publication.is_open() { view } else { view.summarised(lang) })
    }
}
