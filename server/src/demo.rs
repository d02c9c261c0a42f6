//! The demo county: invented people, real-looking proposals, the same for the same seed and date.

mod county;
mod history;
mod texts;

use domain::county::clock::Circumstances;
use domain::county::number::{Cohort, Number, Series, Session};
use domain::proposal::Proposal;
use domain::proposal::event::Record;
use jiff::ToSpan;
use jiff::civil::Date;
use store::Store;

use county::People;
use history::{Plan, Stop, World};
use texts::Text;

pub use county::accounts;

/// What goes wrong while filling.
type Error = Box<dyn std::error::Error + Send + Sync>;

/// Days from the hand-over meeting to the day for which the county is made: late enough for every stage to be there,
/// and a week before the replies are due.
const SINCE_HAND_OVER: i64 = 84;
/// How many papers the session has, all handed over at one meeting.
const SESSION_PAPERS: usize = 100;
/// How many proposals are written at once.
const BATCH: usize = 2000;

/// The session that sat three weeks before the hand-over meeting.
fn session(today: Date) -> Session {
    let opens_on = today.saturating_sub((SINCE_HAND_OVER + 24).days());
    Session { term: 17, ordinal: 1, opens_on, closes_on: opens_on.saturating_add(3.days()) }
}

/// Fills an empty database: the county, its people, the papers of session 1, and some that came since.
///
/// # Errors
/// Where the texts are damaged or the database fails.
pub async fn fill(store: &Store, seed: u64, today: Date) -> Result<(), Error> {
    let mut chance = fastrand::Rng::with_seed(seed);
    let session = session(today);
    let county = county::county()?;
    store.add_county(&county.rules, &session).await?;
    let people = People::invent(&county, &mut chance)?;
    store.add_people(&people.accounts).await?;
    let circumstances = store.circumstances(today).await?;
    let world = World { county: &county.rules, people: &people, circumstances: &circumstances, today };
    let texts = texts::all()?;
    store.import(&session_papers(&world, &session, &texts, &mut chance)).await?;
    store.import(&later_papers(&world, &texts, &mut chance)).await?;
    Ok(())
}

/// The papers of the session, in the order of their numbers.
fn session_papers(
    world: &World,
    session: &Session,
    texts: &[Text],
    chance: &mut fastrand::Rng,
) -> Vec<(Proposal, Vec<Record>)> {
    let cohort = Cohort { term: session.term, series: Series::Session(session.ordinal) };
    let hand_over = world.today.saturating_sub(SINCE_HAND_OVER.days());
    let papers = texts.iter().take(SESSION_PAPERS).zip(1u32..);
    papers
        .map(|(text, serial)| {
            let submitted = session.opens_on.saturating_add(chance.i64(0..3).days());
            let plan = Plan {
                text,
                lead: world.people.deputy_for(text, serial, chance),
                submitted,
                registered: session.closes_on.saturating_add(chance.i64(2..8).days()),
                handed_over: hand_over,
                number: Some(Number { cohort, serial }),
                stop: Stop::Never,
                is_key: serial <= 3,
            };
            history::play(world, &plan, chance)
        })
        .collect()
}

/// What has come since the session: something at each stage before and after the hand-over.
fn later_papers(world: &World, texts: &[Text], chance: &mut fastrand::Rng) -> Vec<(Proposal, Vec<Record>)> {
    use Stop::{
        CoSigning, Declined, Draft, HandedOver, Handling, Never, Registered, ReturnAsked, SentBack, Submitted,
        Withdrawn,
    };

    // How many days ago it was handed in, and how far it has come.
    const PLANS: [(i64, Stop); 21] = [
        (112, Handling),
        (106, Handling),
        (75, Never),
        (68, Never),
        (55, Never),
        (40, Handling),
        (30, Handling),
        (21, Never),
        (12, HandedOver),
        (5, HandedOver),
        (6, Registered),
        (4, Registered),
        (9, Declined),
        (8, SentBack),
        (4, Submitted),
        (2, Submitted),
        (1, Submitted),
        (0, Draft),
        (3, CoSigning),
        (4, Withdrawn),
        (5, ReturnAsked),
    ];
    let mut serials = std::collections::BTreeMap::new();
    let papers = texts.iter().skip(SESSION_PAPERS).zip(PLANS).zip(1u32..);
    papers
        .map(|((text, (days_ago, stop)), n)| {
            let submitted = world.today.saturating_sub(days_ago.days());
            let numbered = !matches!(stop, Draft | CoSigning | Submitted | SentBack | Declined);
            let cohort = Cohort { term: 17, series: Series::Interim(submitted.year()) };
            let number = numbered.then(|| {
                let serial = serials.entry(cohort).or_insert(0);
                *serial += 1;
                Number { cohort, serial: *serial }
            });
            let handed_over = match stop {
                HandedOver => world.today.saturating_sub(1.days()),
                ReturnAsked => world.today.saturating_sub(2.days()),
                _ => submitted.saturating_add(5.days()),
            };
            let registered = submitted.saturating_add(2.days()).min(handed_over);
            let lead = world.people.deputy_for(text, n, chance);
            history::play(
                world,
                &Plan { text, lead, submitted, registered, handed_over, number, stop, is_key: false },
                chance,
            )
        })
        .collect()
}

/// Adds many proposals over the last four years, for load tests.
///
/// # Errors
/// Where the texts are damaged or the database fails.
pub async fn add_many(store: &Store, seed: u64, today: Date, proposals: u32) -> Result<(), Error> {
    let mut chance = fastrand::Rng::with_seed(seed.wrapping_add(1));
    let county = county::county()?;
    let mut names = fastrand::Rng::with_seed(seed);
    let people = People::invent(&county, &mut names)?;
    let circumstances: Circumstances = store.circumstances(today).await?;
    let world = World { county: &county.rules, people: &people, circumstances: &circumstances, today };
    let texts = texts::all()?;
    let mut serials = std::collections::BTreeMap::new();
    let mut batch = Vec::with_capacity(BATCH);
    for n in 0..proposals {
        let days_ago = i64::from(proposals - n) * 1400 / i64::from(proposals) + 8;
        let submitted = today.saturating_sub(days_ago.days());
        // A term of their own: these numbers never meet those of the demo county.
        let cohort = Cohort { term: 16, series: Series::Interim(submitted.year()) };
        let serial = serials.entry(cohort).or_insert(0);
        *serial += 1;
        let plan = Plan {
            text: &texts[chance.usize(0..texts.len())],
            lead: people.any_deputy(&mut chance),
            submitted,
            registered: submitted.saturating_add(2.days()),
            handed_over: submitted.saturating_add(5.days()),
            number: Some(Number { cohort, serial: *serial }),
            stop: Stop::Never,
            is_key: false,
        };
        batch.push(history::play(&world, &plan, &mut chance));
        if batch.len() == BATCH {
            store.import(&batch).await?;
            batch.clear();
        }
    }
    store.import(&batch).await?;
    Ok(())
}
