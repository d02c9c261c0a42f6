//! Contacts, opinions, more time, coordination meetings, chases.

use domain::check::Check;
use domain::parts::contacts::{ContactState, Manner};
use domain::parts::files::{AttachmentView, Purpose};
use domain::parts::shares::Part;
use domain::proposal::view::ProposalView;
use leptos::prelude::*;

use super::options;
use crate::kit::components::{Choice, DateInput, Options, TextArea, TextInput, Ticks};
use crate::kit::forms::Group;
use crate::kit::preferences::lang;
use crate::texts::bilingual;
use ground::dates::day_of_year;

bilingual! {
    [within super]

    files_named: "附上材料", "Files that belong to it";
    files_hint: "需要附照片或文件的，请先在本页“办理材料”处上传，再回到这里勾选。", "To add photographs or files, upload them under “Handling files” on this page first, then tick them here.";
    contact_check_hint: "请按实际情况确认。没有发生或内容不符的，请提出异议。", "Confirm what really took place. If it did not, or was different, dispute it.";
    which_contact: "哪一次沟通", "Which contact";
    objection_hint: "代表工委和承办单位会看到，不公开。", "Seen by the congress office and the units; not public.";
    opinion_hint: "请逐项写明本单位能做什么、何时做。与本单位无关的可以不填，但至少填写一项。", "Say ask by ask what your unit can do and when. Leave out what does not concern you, but answer at least one.";
    opinion_chase_hint: "催办会留下记录；三天内只能催办一次。", "This is recorded; once in three days.";
    opinion_back_hint: "请写明还缺什么。", "Say what is missing.";
    coordination_hint: "请如实记录协调会。纪要和参加人员只有相关人员能看到，会议结果公开。", "Record the meeting. Minutes and participants are seen by those concerned; its outcome is public.";
    coordination_on: "会议日期", "Day of the meeting";
    coordination_minutes: "会议纪要", "Minutes";
    close_unsatisfied_hint: "承诺事项均已核实或说明。代表的“不满意”评价保留并公开。", "Every promise is settled. The deputy’s “not satisfied” stands, in public.";
    chase_hint: "催办会公开留痕，三天内只能催办一次。", "A chase is recorded in public; once in three days.";
    chase_note: "对承办单位的要求", "What the unit is to do";
    contact_hint: "答复前至少与代表沟通一次，提倡当面沟通。", "Speak with the deputy at least once before replying, face to face if you can.";
    manner: "沟通方式", "How";
    contact_on: "沟通日期", "When";
    participants: "参加人员", "Who took part";
    participants_hint: "例如：王局长、领衔代表、村委会主任。", "For example: the bureau’s head, the lead deputy, the village head.";
    summary: "沟通内容", "What was said";
    summary_hint: "代表提出了什么，单位怎样回应。公众只看到日期和方式，看不到这段文字。", "What the deputy said and how the unit responded. The public sees only date and manner.";
}

/// The files of the handling, for the forms that name some of them.
#[derive(Clone)]
pub(crate) struct HandlingFiles(pub(in crate::pages) Vec<AttachmentView>);

/// Ticks for the files that were uploaded for the handling.
#[component]
pub(crate) fn FileTicks(
    group: Group,
    /// The files that are ticked at first.
    #[prop(optional)]
    chosen: Vec<String>,
) -> impl IntoView {
    let t = texts();
    let files = use_context::<HandlingFiles>().map(|files| files.0).unwrap_or_default();
    let files: Vec<_> = files.into_iter().filter(|file| file.purpose == Purpose::Handling).collect();
    if files.is_empty() {
        return view! { <p class="hint">{t.files_hint}</p> }.into_any();
    }
    let options: Options = files.into_iter().map(|file| (file.id.0.to_string(), file.name.to_string())).collect();
    view! { <Ticks group path="files" label=t.files_named options chosen optional=true/> }.into_any()
}

#[component]
pub(crate) fn ContactFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    let manners = options(Manner::ALL, Manner::code, Manner::word);
    view! {
        <p class="hint">{t.contact_hint}</p>
        <Choice group path="manner" label=t.manner options=manners/>
        <DateInput group path="on" label=t.contact_on value=proposal.today.to_string()/>
        <TextInput group path="participants" label=t.participants hint=t.participants_hint check=Check::Line/>
        <TextArea group path="summary" label=t.summary hint=t.summary_hint max=2000 rows=5 check=Check::Note/>
        <FileTicks group/>
    }
}

/// Which of the contacts that wait for the deputy's word.
#[component]
pub(crate) fn ContactChoice(group: Group, proposal: ProposalView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let awaited = proposal.handling.contacts.iter().filter(|contact| contact.state == ContactState::Awaited);
    let choices: Options = awaited
        .map(|contact| {
            let words = format!("{} {} {}", day_of_year(contact.on, lang), contact.unit, contact.manner.word(lang));
            (contact.n.to_string(), words)
        })
        .collect();
    let first = choices.first().map(|(n, _)| n.clone()).unwrap_or_default();
    view! {
        <p class="hint">{t.contact_check_hint}</p>
        <Choice group path="contact" label=t.which_contact options=choices value=first empty=t.choose/>
    }
}

#[component]
pub(crate) fn DisputeFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    view! {
        <ContactChoice group proposal/>
        <TextArea group path="reason" label=t.objection hint=t.objection_hint max=1000 check=Check::Reason/>
    }
}

#[component]
pub(crate) fn OpinionFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let asks = proposal.text.map(|text| text.asks).unwrap_or_default();
    let answers = asks.into_iter().enumerate().map(|(n, ask)| {
        let label = lang.pick(format!("对第{}项请求的意见", n + 1), format!("On ask {}", n + 1));
        view! { <TextArea group path=format!("answers.{n}") label hint=ask max=2000 rows=3 optional=true/> }
    });
    view! {
        <p class="hint">{t.opinion_hint}</p>
        {answers.collect_view()}
    }
}

/// Which assisting unit: those whose opinion is there, or those from whom it is awaited.
#[component]
pub(crate) fn OpinionChoice(group: Group, proposal: ProposalView, sent: bool) -> impl IntoView {
    let t = texts();
    let of = proposal.handling.opinions.iter().filter(|opinion| opinion.on.is_some() == sent);
    let choices: Options = of.map(|opinion| (opinion.unit.to_string(), opinion.name.clone())).collect();
    let first = choices.first().map(|(unit, _)| unit.clone()).unwrap_or_default();
    view! {
        {(!sent).then(|| view! { <p class="hint">{t.opinion_chase_hint}</p> })}
        <Choice group path="unit" label=Part::Assisting.word(lang()) options=choices value=first empty=t.choose/>
    }
}

#[component]
pub(crate) fn SendBackFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    view! {
        <OpinionChoice group proposal sent=true/>
        <TextArea group path="reason" label=t.reason hint=t.opinion_back_hint max=1000 check=Check::Reason/>
    }
}

#[component]
pub(crate) fn ExtensionFields(group: Group, #[prop(into)] until: String, hint: &'static str) -> impl IntoView {
    let t = texts();
    view! {
        <p class="hint">{hint}</p>
        <DateInput group path="until" label=t.extension_until value=until/>
        <PublicReason group/>
    }
}

#[component]
pub(crate) fn PublicReason(group: Group) -> impl IntoView {
    let t = texts();
    view! { <TextArea group path="reason" label=t.reason hint=t.public_reason_hint max=1000 check=Check::Reason/> }
}

#[component]
pub(crate) fn CoordinationFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    view! {
        <p class="hint">{t.coordination_hint}</p>
        <DateInput group path="on" label=t.coordination_on value=proposal.today.to_string()/>
        <TextArea group path="participants" label=t.participants max=2000 rows=2 check=Check::Note/>
        <TextArea group path="minutes" label=t.coordination_minutes max=4000 rows=6 check=Check::Body/>
    }
}

/// After promises were followed up a paper is closed without a meeting.
#[component]
pub(crate) fn NoCoordination(group: Group) -> impl IntoView {
    let t = texts();
    view! {
        <p class="hint">{t.close_unsatisfied_hint}</p>
        <input type="hidden" name=group.name("on") value=""/>
    }
}

#[component]
pub(crate) fn ChaseFields(group: Group) -> impl IntoView {
    let t = texts();
    view! {
        <p class="hint">{t.chase_hint}</p>
        <TextArea group path="note" label=t.chase_note max=1000 rows=2 optional=true/>
    }
}
