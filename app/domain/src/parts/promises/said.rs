//! What the log says of promises, who reads it, and who is told.

use ground::dates::date;
use ground::vocabulary::Lang;

use super::{Event, Promises};
use crate::case::notice::{NoticeKind as K, Told, Whom};
use crate::case::readers::Readers;
use crate::case::saying::Saying;
use crate::county::people::Role;

impl Event {
    /// Which promise it is about, by its place.
    pub fn promise(&self) -> usize {
        match self {
            Self::Claimed { promise, .. }
            | Self::Verified { promise }
            | Self::Rejected { promise, .. }
            | Self::Explained { promise, .. }
            | Self::LookBackOpened { promise, .. }
            | Self::LookedBack { promise, .. }
            | Self::Reopened { promise, .. } => *promise,
        }
    }

    /// Who reads of it.
    pub fn readers(&self) -> Readers {
        match self {
            Self::Claimed { .. }
            | Self::Verified { .. }
            | Self::Rejected { .. }
            | Self::Explained { .. }
            | Self::LookBackOpened { .. }
            | Self::LookedBack { .. }
            | Self::Reopened { .. } => Readers::Everyone,
        }
    }
}

impl Promises {
    /// A promise in quotation marks, as sentences name it.
    pub(crate) fn quoted(&self, n: usize) -> String {
        let text = self.get(n).map_or("", |one| one.text.as_str()).trim_end_matches(['。', '.']);
        format!("“{text}”")
    }

    /// What a line of the log says.
    pub(crate) fn sentence(&self, event: &Event, say: Saying) -> String {
        let (who, lang) = (say.who, say.lang);
        let promise = self.quoted(event.promise());
        match event {
            Event::Claimed { .. } => lang.pick(
                format!("{who}报告承诺{promise}已兑现，等待核实。"),
                format!("{who} reports the promise {promise} as kept, to be verified."),
            ),
            Event::Verified { .. } => lang.pick(
                format!("{who}核实承诺{promise}已兑现。"),
                format!("{who} verified that the promise {promise} is kept."),
            ),
            Event::Rejected { reason, .. } => {
                let why = say.reason(reason.as_str());
                lang.pick(
                    format!("{who}核实承诺{promise}尚未兑现{why}。"),
                    format!("{who} did not find the promise {promise} kept{why}."),
                )
            }
            Event::Explained { explanation, .. } => {
                let why = say.because(explanation.reason.as_str());
                lang.pick(
                    format!("{who}说明承诺{promise}未兑现的原因{why}。"),
                    format!("{who} explained why the promise {promise} is not kept{why}."),
                )
            }
            Event::LookBackOpened { look_back, .. } => match (look_back.months, lang) {
                (0, Lang::Zh) => format!("承诺{promise}到期，启动回头看。"),
                (0, Lang::En) => format!("The promise {promise} falls due: a look-back begins."),
                (months, Lang::Zh) => format!("承诺{promise}兑现满{months}个月，启动回头看。"),
                (months, Lang::En) => format!("{months} months after {promise} was kept, a look-back begins."),
            },
            Event::LookedBack { finding, .. } => {
                let note = say.reason(finding.note.as_str());
                match (finding.holds, lang) {
                    (true, Lang::Zh) => format!("{who}回头看：承诺{promise}已兑现并保持{note}。"),
                    (true, Lang::En) => format!("{who} looked back: {promise} is kept and holds{note}."),
                    (false, Lang::Zh) => format!("{who}回头看：承诺{promise}尚未兑现{note}。"),
                    (false, Lang::En) => format!("{who} looked back: {promise} is not kept yet{note}."),
                }
            }
            Event::Reopened { finding, until, .. } => {
                let (note, until) = (say.reason(finding.note.as_str()), date(*until, lang));
                lang.pick(
                    format!("{who}回头看发现{promise}反弹，重新跟踪落实，应在{until}前解决{note}。"),
                    format!("{who} found a relapse of {promise}: it is followed up again, until {until}{note}."),
                )
            }
        }
    }

    /// Who is told of it, once it is kept.
    pub(crate) fn told(&self, event: &Event) -> Vec<Told> {
        let office = Whom::Holders(Role::CongressOffice);
        let Some(promise) = self.get(event.promise()) else { return Vec::new() };
        let unit = Whom::Unit(promise.unit);
        match event {
            Event::Claimed { .. } => vec![Told::of(Whom::Lead, K::ToVerify), Told::of(office, K::ToVerify)],
            Event::Verified { .. } => {
                vec![Told::of(unit, K::PromiseVerified), Told::of(Whom::Signers, K::PromiseVerified)]
            }
            Event::Rejected { .. } => {
                vec![Told::by(unit, K::ClaimRejected, Some(promise.due)), Told::of(Whom::Lead, K::ClaimRejected)]
            }
            Event::Explained { .. } => {
                vec![Told::of(Whom::Signers, K::PromiseExplained), Told::of(office, K::PromiseExplained)]
            }
            Event::LookBackOpened { .. } => vec![
                Told::of(office, K::ToLookBack),
                Told::of(Whom::Holders(Role::Supervisor), K::ToLookBack),
                Told::of(Whom::Lead, K::LookBackOpened),
                Told::of(unit, K::LookBackOpened),
            ],
            Event::LookedBack { .. } => vec![Told::of(Whom::Signers, K::LookedBack), Told::of(unit, K::LookedBack)],
            Event::Reopened { until, .. } => {
                vec![Told::by(unit, K::Relapsed, Some(*until)), Told::by(Whom::Signers, K::Relapsed, Some(*until))]
            }
        }
    }
}
