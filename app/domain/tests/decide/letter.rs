//! The official letter: what it says for each class of reply, to whom, and to whom it does not exist.

use domain::parts::promises::PromiseForm;
use domain::proposal::command::{Command, ReplyClass, ReplyForm};
use domain::proposal::draft::Draft;
use domain::proposal::letter::{Letter, Paragraph, ReplyPlace};
use domain::proposal::signing::{CoSignForm, InviteForm};
use domain::proposal::workflow::Step;
use ground::vocabulary::Lang;

use jiff::civil::date;

use crate::case::Case;
use crate::common::{Who, register_until, reply};

fn letter(case: &Case) -> Letter {
    case.0.seen_by(None, Lang::Zh).expect("it is public").letter(ReplyPlace::Lead(1)).expect("it has a reply")
}

/// The body, headings marked.
fn body(letter: &Letter) -> Vec<String> {
    let lines = letter.body.iter().map(|paragraph| match paragraph {
        Paragraph::Heading(heading) => format!("# {heading}"),
        Paragraph::Text(text) => text.clone(),
    });
    lines.collect()
}

fn answered(asks: usize, form: impl FnOnce(ReplyForm) -> ReplyForm, class: ReplyClass) -> Case {
    let mut case = Case::new();
    case.0.proposal.draft = crate::common::draft(asks);
    let case = case.submitted().registered().assigned().accepted().contacted().drafted();
    let form = form(reply(class, asks, case.0.now.today));
    case.does(Who::Head, &Command::Reply(Box::new(form)))
}

#[test]
fn a_letter_has_every_part_that_an_office_expects() {
    let letter = letter(&Case::answered());
    for (part, expected) in [
        (&letter.class, "办理类别：A类·已解决或基本解决"),
        (&letter.unit, "交城县交通运输局"),
        (&letter.document_number, "青交函〔2026〕12号"),
        (&letter.signer, "签发人：周正"),
        (&letter.title.concat(), "对县十七届人大一次会议第17-1-023号建议的答复"),
        (&letter.addressee, "李春梅代表："),
        (&letter.enclosed, "附件：代表建议办理情况征询意见表"),
        (&letter.day, "2026年11月2日"),
        (&letter.contact, "（联系人及电话：交通运输局办公室，0000-1234567）"),
        (&letter.copies, "抄送：县人大常委会代表工作委员会，县人民政府办公室。"),
        (&letter.file_name(), "17-1-023答复函.docx"),
    ] {
        assert_eq!(part, expected);
    }
    let rows: Vec<_> = letter.survey.rows.iter().map(|row| (row.label.as_str(), row.value.as_str())).collect();
    assert_eq!(
        rows,
        [
            ("代表姓名", "李春梅"),
            ("编号", "17-1-023"),
            ("标题", "关于拓宽青石镇通村公路的建议"),
            ("承办单位", "交城县交通运输局"),
            ("答复文号", "青交函〔2026〕12号"),
            ("对办理态度", "□满意　□基本满意　□不满意"),
            ("对办理结果", "□满意　□基本满意　□不满意"),
            ("意见和理由", ""),
            ("代表签名", ""),
            ("日期", "　　　　年　　月　　日"),
        ]
    );
}

const OPENING: &str = "您提出的建议收悉，现答复如下。";
const CLOSING: &str =
    "以上答复，请予审阅。如有意见，请与我单位联系，并如实填写随附的征询意见表。感谢对我县工作的监督和支持。";

#[test]
fn the_body_answers_ask_by_ask_then_shows_what_was_done_and_what_is_promised() {
    let two = |form: ReplyForm| {
        let due = form.promises[0].due.clone();
        let second = PromiseForm { text: "公布第二段的开工时间".into(), due };
        ReplyForm { promises: vec![form.promises[0].clone(), second], ..form }
    };
    let cases: [(Case, &[&str]); 5] = [
        (
            answered(2, |form| form, ReplyClass::A),
            &[
                OPENING,
                "# 一、关于“请拓宽第1段公路”",
                "第1段已列入施工计划。",
                "# 二、关于“请拓宽第2段公路”",
                "第2段已列入施工计划。",
                "# 三、落实情况",
                "验收报告和竣工照片见附件。",
                CLOSING,
            ],
        ),
        (
            answered(1, |form| form, ReplyClass::B),
            &[
                OPENING,
                "# 一、关于“请拓宽第1段公路”",
                "第1段已列入施工计划。",
                "# 二、承诺事项",
                "完成第一段公路拓宽（完成期限：2026年12月2日）。",
                CLOSING,
            ],
        ),
        (
            answered(1, two, ReplyClass::C),
            &[
                OPENING,
                "# 一、关于“请拓宽第1段公路”",
                "第1段已列入施工计划。",
                "# 二、承诺事项",
                "（一）完成第一段公路拓宽（完成期限：2026年12月2日）。",
                "（二）公布第二段的开工时间（完成期限：2026年12月2日）。",
                CLOSING,
            ],
        ),
        (
            answered(1, |form| ReplyForm { opening: "经实地查看，\n\n公路确需拓宽。".into(), ..form }, ReplyClass::D),
            &[
                "您提出的《关于拓宽青石镇通村公路的建议》收悉。经研究办理，现答复如下：",
                "经实地查看，",
                "公路确需拓宽。",
                "# 关于“请拓宽第1段公路”",
                "第1段已列入施工计划。",
                CLOSING,
            ],
        ),
        (
            answered(1, |form| ReplyForm { opening: "经实地查看，现将进展答复如下：".into(), ..form }, ReplyClass::D),
            &[
                "您提出的《关于拓宽青石镇通村公路的建议》收悉。",
                "经实地查看，现将进展答复如下：",
                "# 关于“请拓宽第1段公路”",
                "第1段已列入施工计划。",
                CLOSING,
            ],
        ),
    ];
    for (case, expected) in cases {
        assert_eq!(body(&letter(&case)), expected);
    }
}

#[test]
fn a_letter_is_addressed_to_everybody_who_signed_or_to_the_delegation() {
    let invitees = [Who::OtherDeputy, Who::ThirdDeputy].map(|who| who.actor().person.to_string()).to_vec();
    let case = Case::new().does(Who::Lead, &Command::Invite(InviteForm { invitees }));
    let fingerprint = case.0.proposal.frozen[0].fingerprint.to_string();
    let case = case.does(Who::OtherDeputy, &Command::CoSign(CoSignForm { fingerprint }));
    let form = |case: &Case| ReplyForm {
        opening: "经实地查看，公路确需拓宽。".into(),
        ..reply(ReplyClass::A, 2, case.0.now.today)
    };
    let handled = |case: Case| {
        let case = case.submitted().registered().assigned().accepted().contacted().drafted();
        let form = form(&case);
        case.does(Who::Head, &Command::Reply(Box::new(form)))
    };
    // Who has not answered has no part in it.
    let joint = letter(&handled(case));
    assert_eq!(joint.addressee, "李春梅、王建国代表：");
    assert!(body(&joint)[0].starts_with("各位代表提出的《"), "{:?}", joint.body);
    assert_eq!(joint.survey.rows[0].value, "李春梅", "the lead deputy rates");

    let mut case = Case::new();
    case.0.proposal.draft = Draft { submitter: "delegation".into(), ..case.0.proposal.draft };
    let delegation = letter(&handled(case));
    assert_eq!(delegation.addressee, "青石镇代表团：");
    assert!(body(&delegation)[0].starts_with("贵团提出的《"), "{:?}", delegation.body);
}

#[test]
fn a_letter_exists_for_those_who_see_the_reply_and_only_for_a_reply() {
    let open = Case::answered().0.seen_by(None, Lang::Zh).expect("it is public");
    for (n, exists) in [(0, false), (1, true), (2, false), (usize::MAX, false)] {
        assert_eq!(open.letter(ReplyPlace::Lead(n)).is_some(), exists, "{n}");
    }
    let handled = Case::handled().0.seen_by(None, Lang::Zh).expect("it is public");
    assert_eq!(handled.letter(ReplyPlace::Lead(1)), None, "nothing was answered yet");

    let closed =
        Case::new().submitted().does(Who::Reviewer, &Command::Register(register_until("closed", date(2028, 6, 1))));
    let closed = closed.assigned().accepted().contacted().drafted().takes(Who::Head, Step::Reply);
    let sees = |who: Option<Who>| {
        let actor = who.map(Who::actor);
        closed.0.seen_by(actor.as_ref(), Lang::Zh).and_then(|view| view.letter(ReplyPlace::Lead(1))).is_some()
    };
    for (who, expected) in [
        (None, false),
        (Some(Who::Outsider), false),
        (Some(Who::Stranger), false),
        (Some(Who::Lead), true),
        (Some(Who::Head), true),
        (Some(Who::Reviewer), true),
    ] {
        assert_eq!(sees(who), expected, "{who:?}");
    }
}
