//! The demo county: complete, the same for the same seed and date, and alive on any date.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::TestApp;
use domain::proposal::Proposal;
use domain::proposal::command::{Mark, ReplyClass};
use domain::proposal::event::Record;
use domain::proposal::signing::SignState;
use domain::proposal::statistics::{Figure, Figures};
use domain::proposal::workflow::Stage;
use jiff::civil::Date;

/// Days at which a calendar has its corners: a year's end, the Spring Festival, a leap day, the National Day, far ahead.
const DAYS: [&str; 8] =
    ["2025-06-15", "2025-12-31", "2026-02-20", "2026-05-01", "2026-10-04", "2026-11-23", "2028-02-29", "2031-08-08"];

async fn filled(seed: u64, day: &str) -> TestApp {
    let app = TestApp::empty().await;
    server::demo::fill(&app.store, seed, day.parse().expect("a date")).await.expect("the county fills");
    app
}

fn cohort(proposal: &Proposal) -> String {
    proposal.number.map(|number| number.cohort.to_string()).unwrap_or_default()
}

#[tokio::test]
async fn the_county_has_its_people_units_and_papers() {
    let app = TestApp::demo().await;
    let county = app.store.county().await.expect("the county");
    assert_eq!((county.townships.len(), county.units.len()), (9, 35), "eight townships and the county organs");
    let offices = app.column("person_role", "office", "office").await;
    let count = |code: &str| offices.iter().filter(|office| *office == code).count();
    assert_eq!((count("deputy"), count("unit_clerk"), count("unit_head")), (186, 35, 35));
    assert_eq!(
        (count("congress_office"), count("government_office"), count("supervisor"), count("administrator")),
        (2, 1, 1, 1)
    );
    let names: BTreeSet<_> = app.column("person", "name", "name").await.into_iter().collect();
    assert_eq!(names.len(), offices.len(), "nobody has another's name");

    let all = app.proposals().await;
    let session: Vec<_> = all.iter().filter(|proposal| cohort(proposal) == "17-1").collect();
    let serials: BTreeSet<_> =
        session.iter().filter_map(|proposal| proposal.number).map(|number| number.serial).collect();
    assert_eq!((session.len(), serials), (100, (1..=100).collect()));
    assert!(
        session.iter().all(|proposal| proposal.hand_over.is_some() && proposal.lead_unit().is_some()),
        "all are handed over"
    );
    let key: BTreeMap<_, _> =
        all.iter().filter(|proposal| proposal.key.is_some()).map(|p| (p.number.map(|n| n.serial), p.title())).collect();
    let expected = [
        (Some(1), "关于加快推进农村道路硬化的建议"),
        (Some(2), "关于加强垃圾处理、改善人居环境的建议"),
        (Some(3), "关于龙门渠水资源全县共享的建议"),
    ];
    assert_eq!(key, expected.into());
}

#[tokio::test]
async fn the_later_papers_stand_where_they_are_meant_to() {
    use Stage::{
        Assigned, Closed, CoSigning, Declined, Draft, Handling, ReHandling, Registered, Replied, SentBack, Submitted,
        Tracking, Withdrawn,
    };

    let app = TestApp::demo().await;
    let today = app.store.moment().today();
    let mut found: Vec<(i64, Stage)> = (app.proposals().await.iter())
        .filter(|proposal| cohort(proposal) != "17-1")
        .map(|proposal| {
            let written = proposal.submitted_on.map_or(0, |day| i64::from((today - day).get_days()));
            (written, proposal.stage)
        })
        .collect();
    found.sort();
    let meant: [(i64, &[Stage]); 21] = [
        (0, &[Draft]),
        (0, &[CoSigning]),
        (1, &[Submitted]),
        (2, &[Submitted]),
        (4, &[Submitted, Registered]),
        (4, &[Submitted, Registered]),
        (4, &[Withdrawn]),
        (5, &[Assigned]),
        (5, &[Assigned]),
        (6, &[Registered]),
        (8, &[SentBack]),
        (9, &[Declined]),
        (12, &[Assigned]),
        (21, &[Handling]),
        (30, &[Handling]),
        (40, &[Handling]),
        (55, &[Handling, Replied, Tracking, Closed]),
        (68, &[Handling, Replied, Tracking, Closed, ReHandling]),
        (75, &[Handling, Replied, Tracking, Closed, ReHandling]),
        (106, &[Handling]),
        (112, &[Handling]),
    ];
    assert_eq!(found.len(), meant.len());
    for ((days, stage), (meant_days, stages)) in found.iter().zip(meant) {
        assert!(
            *days == meant_days && stages.contains(stage),
            "{days} days ago: {stage:?}, meant {meant_days} {stages:?}"
        );
    }
    let stages: Vec<_> = found.iter().map(|(_, stage)| *stage).collect();
    assert_eq!(stages.iter().filter(|&&stage| stage == Submitted).count(), 3);
    assert_eq!(stages.iter().filter(|&&stage| stage == Registered).count(), 2);
}

#[tokio::test]
async fn a_signature_a_withdrawal_and_a_return_are_under_way_on_any_date() {
    for day in DAYS {
        let all = filled(17, day).await.proposals().await;
        let at = |stage: Stage| all.iter().find(|proposal| proposal.stage == stage).expect("a paper at this stage");
        let answers: Vec<_> = at(Stage::CoSigning).signers.iter().map(|signer| signer.state).collect();
        assert_eq!(answers, [SignState::Confirmed, SignState::Invited], "{day}");
        let withdrawn = at(Stage::Withdrawn);
        assert!(withdrawn.number.is_some() && withdrawn.hand_over.is_none(), "{day}");
        assert!(withdrawn.withdrawal.as_ref().is_some_and(|withdrawal| withdrawal.reason.is_some()), "{day}");
        let returns = || all.iter().flat_map(|proposal| &proposal.shares.returns);
        assert_eq!(returns().filter(|case| case.decision.is_none()).count(), 1, "{day}");
    }
}

#[tokio::test]
async fn a_desk_does_not_say_how_a_question_is_to_be_answered() {
    let app = TestApp::demo().await;
    let office = app.signed_in("office").await.opens("/desk").await.text();
    assert!(office.contains("决定是否退回") && !office.contains("同意退回并改办"), "{office}");
    let deputy = app.signed_in("deputy").await.opens("/desk").await.text();
    assert!(deputy.contains("阅读并答复") && !deputy.contains("确认附议"), "{deputy}");
}

#[tokio::test]
async fn the_same_seed_and_date_make_the_same_county() {
    async fn state(seed: u64, day: &str) -> [Vec<String>; 4] {
        let app = filled(seed, day).await;
        [
            app.column("paper", "state", "id").await,
            app.column("event", "record", "paper_id, seq").await,
            app.column("person", "name", "id").await,
            app.column("tally", "figure", "kind, period, member, figure").await,
        ]
    }
    let first = state(17, "2026-11-23").await;
    assert!(first == state(17, "2026-11-23").await, "the same");
    assert!(first != state(18, "2026-11-23").await, "another seed");
    assert!(first != state(17, "2026-11-24").await, "another date");
}

#[tokio::test]
async fn on_any_date_every_stage_is_there_and_the_figures_add_up() {
    for day in DAYS {
        let app = filled(17, day).await;
        let today: Date = day.parse().expect("a date");
        let all = app.proposals().await;
        let stages: BTreeSet<Stage> = all.iter().map(|proposal| proposal.stage).collect();
        let not_yet_built = [Stage::Escalated];
        let missing: Vec<_> =
            Stage::ALL.iter().filter(|stage| !stages.contains(stage) && !not_yet_built.contains(stage)).collect();
        assert!(missing.is_empty(), "{day}: nothing stands at {missing:?}");
        let (mut soon, mut overdue) = (0, 0);
        for proposal in &all {
            if let Some(clock) = proposal.reply_clock() {
                overdue += usize::from(clock.due < today);
                soon += usize::from(clock.due >= today && (clock.due - today).get_days() <= 14);
            }
        }
        assert!(overdue > 0 && soon > 0, "{day}: {overdue} overdue, {soon} due soon");
        let cohorts: BTreeSet<_> =
            all.iter().filter_map(|proposal| proposal.number).map(|number| number.cohort).collect();
        for cohort in cohorts {
            let figures = app.store.figures(cohort).await.expect("figures");
            let counted = all.iter().filter(|proposal| proposal.number.is_some_and(|number| number.cohort == cohort));
            let again = Figures::count(counted);
            add_up(&figures, &again, &format!("{day} {cohort}"));
        }
    }
}

/// A + B + C + D + unreplied = assigned, and 满 + 基 + 不 + 未 = replied; the counters are what a count of the papers gives.
fn add_up(figures: &Figures, again: &Figures, what: &str) {
    let classes: u64 = ReplyClass::ALL.iter().map(|&class| figures.n(Figure::Class(class))).sum();
    let marks: u64 = Mark::ALL.iter().map(|&mark| figures.n(Figure::Marked(mark))).sum();
    let (assigned, replied) = (figures.n(Figure::Assigned), figures.n(Figure::Replied));
    let unreplied = again.n(Figure::Assigned) - again.n(Figure::Replied);
    assert_eq!(classes + unreplied, assigned, "{what}");
    assert_eq!(marks + figures.unrated(), replied, "{what}");
    let stages: u64 = Stage::ALL.iter().map(|&stage| figures.n(Figure::Stage(stage))).sum();
    assert_eq!(stages, figures.n(Figure::Registered), "{what}");
    assert!(figures.n(Figure::OnTime) <= replied && figures.n(Figure::MetFaceToFace) <= replied, "{what}");
    assert!(figures.add_up(), "{what} {figures:?}");
    let every = Stage::ALL.iter().map(|&stage| Figure::Stage(stage)).chain([
        Figure::Registered,
        Figure::Assigned,
        Figure::Replied,
    ]);
    for figure in
        every.chain(Mark::ALL.iter().map(|&mark| Figure::Marked(mark))).chain([Figure::OnTime, Figure::MetFaceToFace])
    {
        assert_eq!(figures.n(figure), again.n(figure), "{what} {figure:?}");
    }
}

#[tokio::test]
async fn every_log_tells_its_papers_life_in_order() {
    for day in ["2026-02-20", "2026-11-23"] {
        let app = filled(17, day).await;
        let end = day.parse::<Date>().expect("a date").tomorrow().expect("a date");
        let all = app.proposals().await;
        assert_eq!(all.len(), 121);
        assert!(
            all.iter().all(|proposal| domain::county::moment::county_date(proposal.changed_at) < end),
            "{day}: nothing lies ahead"
        );
        let records: Vec<Record> = (app.column("event", "record", "paper_id, seq").await.iter())
            .map(|record| serde_json::from_str(record).expect("a record"))
            .collect();
        for pair in records.windows(2).filter(|pair| pair[1].seq != 1) {
            assert_eq!((pair[0].seq + 1, pair[0].to), (pair[1].seq, pair[1].from), "{day}");
            assert!(pair[0].at <= pair[1].at, "{day}: {:?} before {:?}", pair[1], pair[0]);
        }
        assert!(records.iter().all(|record| domain::county::moment::county_date(record.at) < end), "{day}");
    }
}

#[tokio::test]
async fn no_text_is_a_placeholder() {
    let app = TestApp::demo().await;
    let mut titles = BTreeSet::new();
    for proposal in app.proposals().await {
        assert!(titles.insert(proposal.title().to_owned()), "{} stands twice", proposal.title());
        let state = serde_json::to_string(&proposal).expect("JSON");
        for placeholder in [
            "TODO",
            "FIXME",
            "Lorem",
            "lorem",
            "xxx",
            "XXX",
            "某某",
            "××",
            "占位",
            "待补",
            "示例文本",
            "undefined",
            "{}",
            "……",
        ] {
            assert!(!state.contains(placeholder), "{}: {placeholder}", proposal.title());
        }
        assert!(proposal.title().starts_with("关于") && proposal.title().ends_with("建议"), "{}", proposal.title());
        assert!(proposal.draft.problem.chars().count() >= 40, "{}", proposal.title());
        for reply in &proposal.replies {
            assert_eq!(
                reply.answers.len(),
                proposal.submission.as_ref().map_or(0, |text| text.asks.len()),
                "{}",
                proposal.title()
            );
        }
    }
}
