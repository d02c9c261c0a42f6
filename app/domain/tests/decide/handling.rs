//! From the first contact to the rating, the second round and what the public reads of it.

use domain::county::clock::Limit;
use domain::parts::contacts;
use domain::parts::contacts::{ContactForm, ContactProblem, Manner};
use domain::parts::promises::PromiseForm;
use domain::proposal::command::{Command, Mark, RatingForm, ReplyClass as Class, ReplyForm};
use domain::proposal::statistics::{Figure, figures_of};
use domain::proposal::workflow::{Stage, Step};
use ground::problem::Problem as P;
use ground::vocabulary::Lang;
use jiff::civil::date;

use crate::case::{Case, long};
use crate::common::{MONDAY, RATING_REASONS, ROUND_REASON, SECRETS, SUMMARY, Who, contact, rating, reason, reply};

#[test]
fn a_contact_is_dated_between_the_hand_over_or_the_last_reply_and_today() {
    let check = |case: &Case, edit: fn(&mut ContactForm), expected: &[(&str, P)]| {
        let mut form = contact(Manner::Visit, case.0.now.today);
        edit(&mut form);
        case.finds(Who::Clerk, &Command::Contact(contacts::Command::Record(form)), expected);
    };
    let case = Case::handled().after(3);
    check(&case, |form| form.on = "2026-11-06".into(), &[("on", P::InTheFuture)]);
    check(&case, |form| form.on = "2026-11-01".into(), &[("on", ContactProblem::BeforeHandOver.into())]);
    check(&case, |form| form.on = "昨天".into(), &[("on", P::NotADate)]);
    check(&case, |form| form.manner = "telepathy".into(), &[("manner", P::NotAChoice)]);
    check(&case, |form| form.participants = long(61), &[("participants", P::TooLong { max: 60, over: 1 })]);
    check(&case, |form| form.summary = "\u{7}\u{2060}".into(), &[("summary", P::Missing)]);
    let all = ["manner", "on", "participants", "summary"].map(|field| (field, P::Missing));
    check(&case, |form| *form = ContactForm::default(), &all);
    // In the second round only what came after the first reply counts.
    let again = case.contacted().replied(Class::A).rated(Mark::Unsatisfied, Mark::Unsatisfied).granted();
    check(&again, |form| form.on = "2026-11-04".into(), &[("on", ContactProblem::BeforeHandOver.into())]);
    let case =
        Case::handled().does(Who::Clerk, &Command::Contact(contacts::Command::Record(contact(Manner::Call, MONDAY))));
    assert_eq!(case.0.proposal.contacts.iter().map(|contact| contact.round).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_reply_answers_every_ask_and_proves_or_promises_what_its_class_says() {
    let case = Case::handled().contacted().drafted();
    let check = |class: Class, edit: fn(&mut ReplyForm), expected: &[(&str, P)]| {
        let mut form = reply(class, 2, MONDAY);
        edit(&mut form);
        case.finds(Who::Head, &Command::Reply(Box::new(form)), expected);
    };
    let none = [("promises.0.text", P::Missing), ("promises.0.due", P::Missing)];
    check(
        Class::A,
        |form| form.answers = vec![String::new(), "已修。".into()],
        &[("answers.0", P::Missing), ("answers.1", P::TooShort { min: 6 })],
    );
    check(Class::A, |form| form.answers.truncate(1), &[("answers.1", P::Missing)]);
    check(Class::A, |form| form.evidence = " ".into(), &[("evidence", P::Missing)]);
    check(Class::B, |form| form.promises.clear(), &none);
    check(Class::C, |form| form.promises = vec![PromiseForm::default(); 2], &none);
    check(Class::C, |form| form.promises[0].due = MONDAY.to_string(), &[("promises.0.due", P::NotInTheFuture)]);
    check(Class::B, |form| form.promises[0].due = "明年".into(), &[("promises.0.due", P::NotADate)]);
    check(Class::B, |form| form.promises[0].text.clear(), &[("promises.0.text", P::Missing)]);
    check(
        Class::B,
        |form| form.promises = vec![form.promises[0].clone(); 11],
        &[("promises.0.text", P::TooMany { max: 10 })],
    );
    check(Class::D, |form| form.class = "E".into(), &[("class", P::NotAChoice)]);
    check(Class::D, |form| form.opening = long(2001), &[("opening", P::TooLong { max: 2000, over: 1 })]);
    check(Class::D, |form| form.telephone = "\u{1b}\u{202d}".into(), &[("telephone", P::Missing)]);
    check(Class::D, |form| form.disclosure_reviewed = false, &[("disclosure_reviewed", P::NotConfirmed)]);
    let missing = ["document_number", "class", "opening", "answers.0", "answers.1", "contact_person", "telephone"];
    let missing = missing.map(|field| (field, P::Missing));
    check(
        Class::D,
        |form| *form = ReplyForm::default(),
        &[&missing[..], &[("disclosure_reviewed", P::NotConfirmed)]].concat(),
    );
}

#[test]
fn one_line_is_one_line_and_a_telephone_is_plain() {
    let case = Case::handled().contacted().drafted();
    let (document_number, telephone) = ("青交函\n〔2026〕\u{200e}12号".into(), "\u{202d}０７１７－8001\u{202c}".into());
    let form = ReplyForm { document_number, telephone, ..reply(Class::D, 2, MONDAY) };
    let replied = case.does(Who::Head, &Command::Reply(Box::new(form)));
    let reply = replied.0.proposal.replies.last().expect("a reply");
    assert_eq!((reply.document_number.as_str(), reply.telephone.as_str()), ("青交函 〔2026〕12号", "0717-8001"));
}

#[test]
fn a_reply_is_in_time_until_its_rounds_last_day() {
    let first = |days| Case::handled().contacted().after(days).replied(Class::A).on_time();
    assert_eq!((first(92), first(93)), (Some(true), Some(false)));
    let again = |days| Case::unsatisfied().granted().contacted().after(days).replied(Class::A).on_time();
    assert_eq!((again(30), again(31)), (Some(true), Some(false)));
}

#[test]
fn an_unsatisfied_mark_needs_reasons() {
    let case = Case::answered();
    let check = |attitude: &str, result: &str, reasons: &str, expected: &[(&str, P)]| {
        let form = RatingForm { attitude: attitude.into(), result: result.into(), reasons: reasons.into() };
        case.finds(Who::Lead, &Command::Rate(form), expected);
    };
    check("", "", "", &[("attitude", P::Missing), ("result", P::Missing)]);
    check("great", "unsatisfied", "", &[("attitude", P::NotAChoice), ("reasons", P::Missing)]);
    check("unsatisfied", "satisfied", " ", &[("reasons", P::Missing)]);
    check("satisfied", "unsatisfied", "不好", &[("reasons", P::TooShort { min: 6 })]);
    check("satisfied", "satisfied", "好", &[("reasons", P::TooShort { min: 6 })]);
    let form = RatingForm { reasons: String::new(), ..rating(Mark::Satisfied, Mark::Basically) };
    let rated = case.clone().does(Who::Lead, &Command::Rate(form));
    assert_eq!(rated.0.proposal.mark(), Some(Mark::Basically), "the worse mark counts");
}

#[test]
fn an_answered_paper_closes_or_is_tracked_when_it_is_rated_or_the_days_for_it_are_over() {
    for (class, stage) in
        [(Class::A, Stage::Closed), (Class::B, Stage::Tracking), (Class::C, Stage::Tracking), (Class::D, Stage::Closed)]
    {
        let case = Case::handled().contacted().replied(class);
        assert_eq!(case.clone().after(28).stage(), Stage::Replied, "{class:?}: the last day to rate");
        let unrated = case.clone().after(29);
        assert_eq!((unrated.stage(), unrated.0.proposal.mark(), unrated.due()), (stage, None, None), "{class:?}");
        unrated.is_closed_to(Who::Lead, &Command::Rate(rating(Mark::Satisfied, Mark::Satisfied)));
        assert_eq!(case.rated(Mark::Satisfied, Mark::Satisfied).stage(), stage, "{class:?}");
    }
}

#[test]
fn an_unsatisfied_deputy_may_be_answered_once_more() {
    let case = Case::unsatisfied();
    assert_eq!((case.stage(), case.due()), (Stage::Replied, Some((Limit::SecondRound, date(2026, 11, 9)))));
    assert_eq!(case.clone().after(90).stage(), Stage::Replied, "only the office ends this");
    let case = case.granted();
    assert_eq!((case.stage(), case.due()), (Stage::ReHandling, Some((Limit::SecondReply, date(2026, 12, 2)))));
    let form = Command::Reply(Box::new(reply(Class::B, 2, MONDAY)));
    case.is_closed_to(Who::Head, &form); // the first round's contact does not count
    let case = case.contacted().drafted().does(Who::Head, &form);
    assert_eq!(case.0.proposal.mark(), None, "the second reply is not rated yet");
    assert_eq!(case.clone().rated(Mark::Satisfied, Mark::Satisfied).stage(), Stage::Tracking);
    let case = case.rated(Mark::Unsatisfied, Mark::Unsatisfied);
    case.is_closed_to(Who::Reviewer, &Command::GrantSecondRound);
}

#[test]
fn a_second_round_is_refused_with_a_reason() {
    let case = Case::unsatisfied();
    case.finds(Who::Reviewer, &Command::RefuseSecondRound(reason("不必")), &[("reason", P::TooShort { min: 6 })]);
    let case = case.takes(Who::SecondReviewer, Step::RefuseSecondRound);
    assert_eq!((case.stage(), case.due()), (Stage::ClosedUnsatisfied, None));
    assert!(case.timeline(Some(Who::Lead), Lang::Zh).iter().any(|text| text.contains(ROUND_REASON)));
}

#[test]
fn figures_count_the_first_replys_day_and_meeting_and_the_last_replys_class_and_mark() {
    let manner = |case: Case, manner| {
        let form = contact(manner, case.0.now.today);
        case.does(Who::Clerk, &Command::Contact(contacts::Command::Record(form))).takes(Who::Lead, Step::ConfirmContact)
    };
    let case = manner(Case::handled(), Manner::Call).after(93).replied(Class::A);
    let case = manner(case.rated(Mark::Unsatisfied, Mark::Satisfied).granted(), Manner::Visit).replied(Class::B);
    let figures = |case: &Case| figures_of(&case.0.proposal).into_keys().map(Figure::code).collect::<Vec<_>>();
    let all = ["unrated", "solved_or_planned", "second_round", "class:B", "stage:replied", "days:00093"];
    assert_eq!(figures(&case), [&["registered", "assigned", "replied"], &all[..]].concat());
    let case = case.rated(Mark::Basically, Mark::Satisfied);
    let all = ["rated", "broadly", "solved_or_planned", "second_round", "class:B", "mark:basically", "stage:tracking"];
    assert_eq!(figures(&case), [&["registered", "assigned", "replied"], &all[..], &["days:00093"]].concat());
    let all = figures(&Case::unsatisfied());
    for figure in ["on_time", "met", "rated", "solved", "class:A", "mark:unsatisfied", "stage:replied"] {
        assert!(all.iter().any(|known| known == figure), "{figure}: {all:?}");
    }
    assert!(figures(&Case::new().submitted()).is_empty(), "nothing counts before it is numbered");
}

/// A story with every public sentence but the refused second round's.
fn told() -> Case {
    let case = Case::new().submitted().takes(Who::Reviewer, Step::SendBack).submitted().registered().assigned();
    let case = case.takes(Who::AssistingClerk, Step::Accept).accepted().contacted().replied(Class::A);
    let case = case.rated(Mark::Satisfied, Mark::Unsatisfied).granted().contacted().replied(Class::B);
    case.rated(Mark::Satisfied, Mark::Basically)
}

#[test]
fn the_public_reads_what_happened_and_no_more() {
    assert_eq!(
        told().timeline(None, Lang::Zh),
        [
            "代表工委审查后登记，编号17-1-023。",
            "政府办交办。主办：交通运输局；协办：财政局。答复期限为2027年2月2日。",
            "财政局确认承办。",
            "交通运输局确认承办。",
            "承办单位开始办理。",
            "交通运输局于2026年11月2日与代表沟通（登门走访）。",
            "李春梅代表确认11月2日的沟通属实。",
            "财政局向主办单位报送协办意见。",
            "交通运输局答复代表，办理结果为A类·已解决或基本解决。",
            "李春梅代表评价：办理态度满意，办理结果不满意。",
            "代表工委决定重新办理，应在2026年12月2日前再次答复。",
            "交通运输局于2026年11月2日与代表沟通（登门走访）。",
            "李春梅代表确认11月2日的沟通属实。",
            "交通运输局答复代表，办理结果为B类·正在解决。",
            "李春梅代表评价：办理态度满意，办理结果基本满意。",
            "转入跟踪落实，等待承诺事项兑现。",
        ]
    );
    let names: Vec<_> = Who::ALL.into_iter().filter(|&who| who != Who::Lead).map(|who| who.actor().name).collect();
    for case in [told(), Case::unsatisfied().takes(Who::Reviewer, Step::RefuseSecondRound)] {
        for lang in [Lang::Zh, Lang::En] {
            let view = case.0.seen_by(None, lang).expect("it is public");
            assert!(view.inside.is_none() && view.steps.is_empty());
            assert!(view.handling.contacts.iter().all(|contact| contact.minutes.is_none()));
            let ratings: Vec<_> = view.replies.iter().filter_map(|reply| reply.rating.as_ref()).collect();
            assert!(!ratings.is_empty() && ratings.iter().all(|rating| rating.reasons.is_none()));
            let text = view.timeline.iter().map(|entry| entry.text.as_str()).collect::<Vec<_>>().join("\n");
            for hidden in SECRETS.into_iter().chain(names.iter().map(String::as_str)) {
                assert!(!text.contains(hidden.trim_end_matches('。')), "{hidden} in {text}");
            }
        }
    }
}

#[test]
fn those_concerned_read_names_minutes_and_reasons() {
    for who in [Who::Lead, Who::Reviewer, Who::Government, Who::Head, Who::AssistingClerk, Who::Supervisor] {
        let view = told().0.seen_by(Some(&who.actor()), Lang::Zh).expect("they may see it");
        let minutes = view.handling.contacts.first().and_then(|contact| contact.minutes.as_ref());
        assert_eq!(minutes.map(|minutes| minutes.summary.as_str()), Some(SUMMARY), "{who:?}");
        let rating = view.replies.first().and_then(|reply| reply.rating.as_ref());
        assert_eq!(rating.and_then(|rating| rating.reasons.as_deref()), Some(RATING_REASONS), "{who:?}");
        assert!(view.timeline.iter().any(|entry| entry.text.contains("交通运输局（周正）")), "{who:?}");
    }
}

#[test]
fn no_sentence_ends_twice() {
    for case in [told(), Case::unsatisfied().takes(Who::Reviewer, Step::RefuseSecondRound)] {
        for text in [Lang::Zh, Lang::En].into_iter().flat_map(|lang| case.timeline(Some(Who::Reviewer), lang)) {
            assert!(!["。。", "。.", ".."].iter().any(|end| text.contains(end)), "{text}");
        }
    }
}
