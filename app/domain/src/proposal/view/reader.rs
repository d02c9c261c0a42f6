//! Who reads a proposal, and what of it that reader sees.

use ground::vocabulary::Lang;
use jiff::civil::Date;

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

/// How a reader stands to a paper, and so what they see of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sight<'a> {
    pub(super) actor: Option<&'a Actor>,
    pub(super) lang: Lang,
    pub(super) today: Date,
    /// Whether they have a part in it.
    pub(super) concerned: bool,
    pub(super) is_office: bool,
    pub(super) is_unit: bool,
    pub(super) is_lead: bool,
    /// Whether they sign it or are asked to.
    pub(super) is_signer: bool,
}

impl<'a> Sight<'a> {
    fn of(reader: Reader<'a>, relations: &[Relation]) -> Self {
        use Relation as R;
        let is = |some: &[R]| relations.iter().any(|relation| some.contains(relation));
        Self {
            actor: reader.actor,
            lang: reader.lang,
            today: reader.today,
            concerned: concerns(relations),
            is_office: is(&[R::CongressOffice, R::GovernmentOffice]),
            is_unit: is(&[
                R::LeadClerk,
                R::LeadHead,
                R::AssistingClerk,
                R::AssistingHead,
                R::SeparateClerk,
                R::SeparateHead,
            ]),
            is_lead: is(&[R::Lead]),
            is_signer: is(&[R::CoSigner, R::Invitee]),
        }
    }

    /// Whether they read what is for some.
    fn reads(&self, readers: Readers) -> bool {
        match readers {
            Readers::Offices => self.is_office,
            Readers::Unit(unit) => self.actor.is_some_and(|actor| actor.units().any(|mine| mine == unit)),
            Readers::Units => self.is_unit || self.is_office,
            Readers::Deputies => self.is_lead || self.is_signer,
            Readers::Concerned => self.concerned,
            Readers::Everyone => true,
        }
    }
}

impl Proposal {
    /// The proposal as a reader may see it, or `None` where it does not exist for them.
    pub fn seen_by(&self, reader: Reader, version: i32, log: &[Record]) -> Option<ProposalView> {
        let Reader { actor, lang, today, county } = reader;
        let relations = actor.map_or_else(|| vec![Relation::Public], |actor| self.relations_of(actor));
        if !relations.iter().any(|&relation| self.is_visible_to(relation)) {
            return None;
        }
        let sight = Sight::of(reader, &relations);
        let concerned = sight.concerned;
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
            signers: self.signers_seen(sight.is_lead),
            links: self
                .links
                .iter()
                .map(|link| LinkedPaper { id: link.id, number: link.number, title: String::new() })
                .collect(),
            key: self.key.clone(),
            units: self.shares.iter().map(|assignment| UnitView::new(assignment, lang)).collect(),
            returns: self.shares.returns.iter().map(|case| ReturnView::new(case, lang)).collect(),
            clock: clock.map(|clock| ClockView::new(clock, today, lang)),
            handling: self.handling_seen(sight),
            replies: self.replies.iter().map(|reply| self.reply_view(reply, concerned, lang)).collect(),
            separate_replies: (self.separate_replies.iter())
                .map(|reply| self.reply_view(reply, concerned, lang))
                .collect(),
            timeline: self.timeline(log, lang, concerned, |readers| sight.reads(readers)),
            steps,
            awaited: actor.map(|actor| self.awaited_view(actor, today, lang)).unwrap_or_default(),
            may_attach: actor.is_some_and(|actor| self.may_attach(actor, Purpose::Handling)),
            inside: concerned.then(|| self.inside_seen(sight, county)),
            today,
        };
        Some(if concerned || publication.is_open() { view } else { view.summarised(lang) })
    }
    /// What only those concerned know of it.
    fn inside_seen(&self, sight: Sight, county: &County) -> Inside {
        let Sight { actor, lang, is_lead, is_signer, is_office, .. } = sight;
        let withdrawal = self.withdrawal.as_ref().filter(|_| is_lead || is_signer || is_office);
        Inside {
            sent_back_for: self.sent_back_for.as_ref().map(ToString::to_string),
            decline: self.decline.clone().filter(|_| !is_lead || self.stage == Stage::Declined),
            draft: is_lead.then(|| self.draft.clone()),
            co_signing: actor.filter(|_| is_lead || is_signer).and_then(|actor| self.co_signing_seen(actor, county)),
            withdrawal: withdrawal.map(|withdrawal| {
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
        }
    }
}
