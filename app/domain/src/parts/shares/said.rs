//! What the log says of shares, who reads it, and who is told.

use ground::vocabulary::Lang;
use jiff::civil::Date;

use super::{Event, ReturnDecision, Shares};
use crate::case::notice::{NoticeKind as K, Told, Whom};
use crate::case::readers::Readers;
use crate::case::saying::Saying;
use crate::county::people::{BodyId, Role};

impl Event {
    /// Which unit's share it is about.
    pub fn unit(&self) -> BodyId {
        match self {
            Self::ReturnAsked(case) => case.unit,
            Self::Accepted { unit }
            | Self::Reassigned { unit, .. }
            | Self::ReturnGranted { unit, .. }
            | Self::ReturnRefused { unit, .. }
            | Self::TakenOver { unit, .. }
            | Self::OpinionSent { unit, .. }
            | Self::OpinionChased { unit }
            | Self::OpinionSentBack { unit, .. } => *unit,
        }
    }

    /// Who reads of it.
    pub fn readers(&self) -> Readers {
        match self {
            Self::TakenOver { .. } => Readers::Units,
            Self::Accepted { .. }
            | Self::ReturnAsked(_)
            | Self::Reassigned { .. }
            | Self::ReturnGranted { .. }
            | Self::ReturnRefused { .. }
            | Self::OpinionSent { .. }
            | Self::OpinionChased { .. }
            | Self::OpinionSentBack { .. } => Readers::Everyone,
        }
    }

    /// What a line of the log says; the paper tells what its unit is called.
    pub(crate) fn sentence(&self, say: Saying, unit: &str) -> String {
        let (who, lang) = (say.who, say.lang);
        match self {
            // Nobody said so: its limit has passed.
            Self::Accepted { .. } if who.is_empty() => lang.pick(
                format!("{unit}在期限内未申请退回，视为确认承办。"),
                format!("The {unit} did not ask to return it in time, which counts as acceptance."),
            ),
            Self::Accepted { .. } => lang.pick(format!("{who}确认承办。"), format!("{who} accepted it.")),
            Self::ReturnAsked(case) => {
                let why = say.because(case.reason.as_str());
                lang.pick(format!("{who}申请退回{why}。"), format!("{who} asked to return it{why}."))
            }
            Self::Reassigned { decision, .. }
            | Self::ReturnGranted { decision, .. }
            | Self::ReturnRefused { decision, .. } => decision.sentence(say, unit),
            Self::TakenOver { handler, .. } => {
                let name = &handler.name;
                lang.pick(format!("{who}由{name}经办。"), format!("{who}: {name} works on it now."))
            }
            Self::OpinionSent { .. } => {
                lang.pick(format!("{who}向主办单位报送协办意见。"), format!("{who} gave its opinion to the lead unit."))
            }
            Self::OpinionChased { .. } => lang
                .pick(format!("{who}催办{unit}的协办意见。"), format!("{who} asked the {unit} again for its opinion.")),
            Self::OpinionSentBack { reason, .. } => {
                let why = say.reason(reason.as_str());
                lang.pick(
                    format!("{who}退回{unit}的协办意见{why}。"),
                    format!("{who} sent the opinion of the {unit} back{why}."),
                )
            }
        }
    }
}

impl ReturnDecision {
    /// An office's decision about a unit's wish: who, why, and the days that it cost.
    fn sentence(&self, say: Saying, unit: &str) -> String {
        let (who, lang, days) = (say.who, say.lang, self.days);
        let why = say.because(self.reason.as_str());
        let next = self.replacement.as_ref().map(|unit| unit.unit_name(lang));
        match (self.granted, next, lang) {
            (true, Some(next), Lang::Zh) => format!("{who}同意{unit}退回，改由{next}承办，自交办已过{days}天{why}。"),
            (true, Some(next), Lang::En) => format!(
                "{who} granted the return by the {unit}; the {next} takes over, {days} days after the hand-over{why}."
            ),
            (true, None, Lang::Zh) => format!("{who}同意{unit}退回，自交办已过{days}天{why}。"),
            (true, None, Lang::En) => {
                format!("{who} granted the return by the {unit}, {days} days after the hand-over{why}.")
            }
            (false, _, Lang::Zh) => format!("{who}不同意{unit}退回{why}。"),
            (false, _, Lang::En) => format!("{who} refused the return by the {unit}{why}."),
        }
    }
}

impl Shares {
    /// Who is told of it, once it is kept, where the reply is due on a day; of a return the paper tells other units.
    pub(crate) fn told(&self, event: &Event, is_silent: bool, reply: Option<Date>) -> Vec<Told> {
        let unit = Whom::Unit(event.unit());
        let [congress, government] = [Role::CongressOffice, Role::GovernmentOffice].map(Whom::Holders);
        let opinion = || self.of(event.unit()).and_then(|share| share.opinion_by.as_ref()).map(|clock| clock.due);
        match event {
            Event::Accepted { .. } => {
                let silent = is_silent.then(|| Told::by(unit, K::AcceptedBySilence, reply));
                silent.into_iter().chain([Told::by(Whom::Lead, K::Accepted, reply)]).collect()
            }
            Event::ReturnAsked(case) => {
                let due = Some(case.decide_by.due);
                vec![Told::by(congress, K::ToDecideReturn, due), Told::by(government, K::ToDecideReturn, due)]
            }
            Event::Reassigned { decision, clocks, .. } => {
                let new = decision
                    .replacement
                    .as_ref()
                    .map(|new| Told::by(Whom::Unit(new.unit), K::ToAccept, Some(clocks.acceptance.due)));
                let old = [Told::of(unit, K::ReturnGranted), Told::by(Whom::Signers, K::Reassigned, reply)];
                new.into_iter().chain(old).collect()
            }
            Event::ReturnGranted { reassignment, .. } => vec![
                Told::of(unit, K::ReturnGranted),
                Told::by(congress, K::ToHandOver, Some(reassignment.due)),
                Told::of(Whom::Signers, K::Recalled),
            ],
            Event::ReturnRefused { .. } => vec![Told::by(unit, K::ReturnRefused, reply)],
            Event::TakenOver { .. } => Vec::new(),
            Event::OpinionSent { .. } => vec![Told::by(Whom::LeadUnit, K::OpinionSent, reply)],
            Event::OpinionChased { .. } => vec![Told::by(unit, K::OpinionChased, opinion())],
            Event::OpinionSentBack { .. } => vec![Told::by(unit, K::OpinionSentBack, opinion())],
        }
    }
}
