//! A public paper as the open data have it: whole, made of nothing but what the public's view has.

use domain::proposal::view::ProposalView;
use ground::vocabulary::Lang;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use store::OpenPaper;
use utoipa::ToSchema;

use super::replies::{Promise, Reply, promises, replies};
use super::words::{Coded, Links, PersonName, Place, Words, coded};

/// A proposal with everything that is public of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Proposal {
    /// Its id; it never changes.
    id: String,
    /// Its number, as 17-1-023.
    number: Option<String>,
    /// Whether it is a proposal or a motion.
    kind: Coded,
    /// Its title, in Chinese as every text of the record.
    title: String,
    /// Where it stands.
    stage: Coded,
    /// How it stands today, in one sentence.
    status: Words,
    /// Whether the due date has passed.
    is_overdue: bool,
    /// How much of it is published: where that is a summary, the texts are left out.
    disclosure: Coded,
    /// Why not everything is published.
    restriction: Option<Restriction>,
    /// The lead deputy.
    lead: PersonName,
    /// The delegation that submits it, where one does.
    delegation: Option<Place>,
    /// The deputies who have signed it with the lead deputy.
    co_signers: Vec<CoSigner>,
    /// What it is about.
    topic: Coded,
    /// The township; null for the whole county.
    township: Option<Place>,
    /// The village or the spot.
    village: Option<String>,
    /// What is wrong.
    problem: Option<String>,
    /// Why it is so.
    analysis: Option<String>,
    /// What is asked for, one by one.
    asks: Vec<String>,
    /// When it was handed in.
    submitted_on: Option<Date>,
    /// When it was registered.
    registered_on: Option<Date>,
    /// When it was handed over to units.
    handed_over_on: Option<Date>,
    /// The date that readers ask about, and why it is that date.
    due: Option<Due>,
    /// The units and their parts.
    units: Vec<Share>,
    /// The wishes of units to give it back.
    returns: Vec<Return>,
    /// The wishes for more time.
    extensions: Vec<Extension>,
    /// The contacts with the deputy.
    contacts: Vec<Contact>,
    /// The replies, first to last.
    replies: Vec<Reply>,
    /// The promises of all replies.
    promises: Vec<Promise>,
    /// The days of coordination meetings.
    coordinated_on: Vec<Date>,
    /// The days on which the units were chased.
    chased_on: Vec<Date>,
    /// Who pushes it as a key proposal.
    key: Option<Key>,
    /// The ids of public papers about the same matter.
    related: Vec<String>,
    /// What happened, first to last.
    events: Vec<Event>,
    /// When anything of it last changed.
    changed_at: Timestamp,
    /// Where it is.
    links: Links,
}

/// Why not everything of a paper is published.
#[derive(Debug, Serialize, ToSchema)]
struct Restriction {
    /// The ground.
    ground: Coded,
    /// The day on which that is looked at again.
    review_on: Date,
    /// What is published instead of the texts.
    summary: Option<String>,
}

/// A deputy who has signed.
#[derive(Debug, Serialize, ToSchema)]
struct CoSigner {
    /// The name.
    name: String,
    /// When the text was confirmed.
    confirmed_on: Option<Date>,
}

/// A due date that explains itself.
#[derive(Debug, Serialize, ToSchema)]
struct Due {
    /// What is due.
    what: Words,
    /// The last day.
    on: Date,
    /// Why it is this day.
    why: Words,
}

/// A unit's share.
#[derive(Debug, Serialize, ToSchema)]
struct Share {
    /// The unit.
    unit: Place,
    /// Its part.
    part: Coded,
    /// Whether it has accepted.
    is_accepted: bool,
}

/// A unit's wish to give a paper back.
#[derive(Debug, Serialize, ToSchema)]
struct Return {
    /// The unit.
    unit: Place,
    /// When it asked.
    asked_on: Date,
    /// Why.
    reason: String,
    /// When it was decided.
    decided_on: Option<Date>,
    /// Whether it might; null while nobody has decided.
    is_granted: Option<bool>,
    /// Why it was decided so.
    decision: Option<String>,
    /// The days since the hand-over that it cost.
    days_lost: Option<i32>,
}

/// A wish for more time.
#[derive(Debug, Serialize, ToSchema)]
struct Extension {
    /// When it was asked for.
    asked_on: Date,
    /// The last day that the unit wishes.
    until: Date,
    /// Why.
    reason: String,
    /// When it was decided.
    decided_on: Option<Date>,
    /// Why it was decided so.
    decision: Option<String>,
    /// The new last day, where it was granted.
    granted_until: Option<Date>,
}

/// A contact of a unit with the deputy: that it took place, not what was said.
#[derive(Debug, Serialize, ToSchema)]
struct Contact {
    /// The unit.
    unit: Words,
    /// How.
    manner: Coded,
    /// When.
    on: Date,
    /// What the deputy says of it.
    state: Coded,
}

/// Who pushes a key proposal (Deputies Law, article 52).
#[derive(Debug, Serialize, ToSchema)]
struct Key {
    /// The number of the minutes.
    minutes: String,
    /// When the chairs' meeting decided.
    decided_on: Option<Date>,
    /// The member of the chairs' meeting who supervises.
    supervisor: String,
    /// The leader of the government who takes it on.
    sponsor: String,
    /// The criteria that were met.
    criteria: Vec<Coded>,
    /// The reports, first to last.
    reports: Vec<Report>,
}

/// A report on how far a key proposal is.
#[derive(Debug, Serialize, ToSchema)]
struct Report {
    /// When.
    on: Date,
    /// What has been done and what comes next.
    text: String,
    /// Whether it is the final report.
    is_final: bool,
}

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Event {
    /// When.
    on: Date,
    /// What happened, as a sentence.
    text: Words,
    /// The stage that it led to, where it led to another.
    stage: Option<Coded>,
}

impl Proposal {
    /// A paper as anyone may take it away.
    pub(super) fn new(paper: &OpenPaper, site: &str) -> Self {
        let OpenPaper { zh, en, lead, changed_ms } = paper;
        let text = zh.text.as_ref();
        Self {
            id: zh.id.to_string(),
            number: zh.number.map(|number| number.to_string()),
            kind: coded!(zh.kind),
            title: zh.title.clone(),
            stage: coded!(zh.stage),
            status: Words::new(&zh.status, &en.status),
            is_overdue: zh.overdue,
            disclosure: coded!(zh.disclosure),
            restriction: zh.restriction.as_ref().map(|why| Restriction {
                ground: coded!(why.ground),
                review_on: why.review_on,
                summary: why.summary.clone(),
            }),
            lead: PersonName { id: lead.to_string(), name: zh.lead_name.clone() },
            delegation: Place::seen(zh.delegation.as_ref(), en.delegation.as_ref()),
            co_signers: (zh.signers.iter())
                .map(|signer| CoSigner { name: signer.name.clone(), confirmed_on: signer.confirmed_on })
                .collect(),
            topic: coded!(zh.topic),
            township: Place::seen(zh.township.as_ref(), en.township.as_ref()),
            village: text.and_then(|text| text.village.clone()),
            problem: text.map(|text| text.problem.clone()),
            analysis: text.map(|text| text.analysis.clone()),
            asks: text.map(|text| text.asks.clone()).unwrap_or_default(),
            submitted_on: zh.submitted_on,
            registered_on: zh.registered_on,
            handed_over_on: zh.handed_over_on,
            due: due(zh, en),
            units: shares(zh, en),
            returns: returns(zh, en),
            extensions: extensions(zh),
            contacts: (zh.handling.contacts.iter().zip(&en.handling.contacts))
                .map(|(one, en)| Contact {
                    unit: Words::new(&one.unit, &en.unit),
                    manner: coded!(one.manner),
                    on: one.on,
                    state: coded!(one.state),
                })
                .collect(),
            replies: replies(zh, en),
            promises: promises(zh, en),
            coordinated_on: zh.handling.coordinations.iter().map(|held| held.on).collect(),
            chased_on: zh.handling.chases.iter().map(|chase| chase.on).collect(),
            key: key(zh),
            related: zh.links.iter().map(|link| link.id.to_string()).collect(),
            events: events(zh, en),
            changed_at: moment(*changed_ms),
            links: links(site, zh.id),
        }
    }
}

/// A moment as the open data have it.
pub(super) fn moment(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or_default()
}

/// Where a paper is.
pub(super) fn links(site: &str, id: domain::proposal::ProposalId) -> Links {
    Links { this: format!("{site}/api/v1/proposals/{id}"), page: format!("{site}/proposals/{id}") }
}

/// What happened, first to last.
pub(super) fn events(zh: &ProposalView, en: &ProposalView) -> Vec<Event> {
    let pairs = zh.timeline.iter().zip(&en.timeline);
    pairs
        .map(|(zh, en)| Event {
            on: zh.on,
            text: Words::new(&zh.text, &en.text),
            stage: zh.reached.map(|stage| coded!(stage)),
        })
        .collect()
}

fn due(zh: &ProposalView, en: &ProposalView) -> Option<Due> {
    let (zh, en) = (zh.clock.as_ref()?, en.clock.as_ref()?);
    let sentences = |view: &domain::proposal::view::ClockView, lang: Lang| {
        let why = &view.why;
        let source = lang.pick(format!("依据：{}。", why.source), format!("Source: {}.", why.source));
        let parts = [&why.rule, &source, &why.start, &why.skipped, &why.due];
        let parts = parts.into_iter().chain(&why.missing).map(|part| part.trim()).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(lang.pick("", " "))
    };
    let why = Words::new(sentences(zh, Lang::Zh), sentences(en, Lang::En));
    Some(Due { what: Words::new(&zh.limit, &en.limit), on: zh.due, why })
}

fn shares(zh: &ProposalView, en: &ProposalView) -> Vec<Share> {
    let pairs = zh.units.iter().zip(&en.units);
    pairs
        .map(|(zh, en)| Share {
            unit: Place { id: zh.id.0, name: Words::new(&zh.name, &en.name) },
            part: coded!(zh.part),
            is_accepted: zh.accepted,
        })
        .collect()
}

fn returns(zh: &ProposalView, en: &ProposalView) -> Vec<Return> {
    let pairs = zh.returns.iter().zip(&en.returns);
    pairs
        .map(|(one, en)| {
            let decision = one.decision.as_ref();
            Return {
                unit: Place { id: one.unit.0, name: Words::new(&one.name, &en.name) },
                asked_on: one.on,
                reason: one.reason.clone(),
                decided_on: decision.map(|decision| decision.on),
                is_granted: decision.map(|decision| decision.granted),
                decision: decision.map(|decision| decision.reason.clone()),
                days_lost: decision.filter(|decision| decision.granted).map(|decision| decision.days),
            }
        })
        .collect()
}

fn extensions(zh: &ProposalView) -> Vec<Extension> {
    let wishes = zh.handling.extensions.iter();
    wishes
        .map(|one| Extension {
            asked_on: one.on,
            until: one.until,
            reason: one.reason.clone(),
            decided_on: one.decided_on,
            decision: one.decision.clone(),
            granted_until: one.granted_until,
        })
        .collect()
}

fn key(zh: &ProposalView) -> Option<Key> {
    let key = zh.key.as_ref()?;
    let somebody = |title: &str, name: &str| format!("{title} {name}").trim().to_owned();
    Some(Key {
        minutes: key.minutes.clone(),
        decided_on: key.decided_on,
        supervisor: somebody(&key.supervisor_title, &key.supervisor),
        sponsor: somebody(&key.sponsor_title, &key.sponsor),
        criteria: key.criteria.iter().map(|&criterion| coded!(criterion)).collect(),
        reports: (key.reports.iter())
            .map(|report| Report { on: report.on, text: report.text.to_string(), is_final: report.is_final })
            .collect(),
    })
}
