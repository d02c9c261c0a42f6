//! Contacts, opinions, more time, coordination meetings, chases.

use domain::parts::contacts::{ContactState, Manner};
use domain::parts::files::{AttachmentView, Purpose};
use domain::parts::shares::Part;
use domain::proposal::view::ProposalView;
use leptos::prelude::*;

use super::{check_body, check_line, check_note, check_reason, options};
use crate::kit::components::{Choice, DateInput, Options, TextArea, TextInput, Ticks};
use crate::kit::forms::Group;
use crate::kit::preferences::lang;
use crate::texts::texts;
use ground::dates::day_of_year;

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
        <TextInput group path="participants" label=t.participants hint=t.participants_hint check=check_line/>
        <TextArea group path="summary" label=t.summary hint=t.summary_hint max=2000 rows=5 check=check_note/>
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
        <TextArea group path="reason" label=t.objection hint=t.objection_hint max=1000 check=check_reason/>
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
        <TextArea group path="reason" label=t.reason hint=t.opinion_back_hint max=1000 check=check_reason/>
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
    view! { <TextArea group path="reason" label=t.reason hint=t.public_reason_hint max=1000 check=check_reason/> }
}

#[component]
pub(crate) fn CoordinationFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    view! {
        <p class="hint">{t.coordination_hint}</p>
        <DateInput group path="on" label=t.coordination_on value=proposal.today.to_string()/>
        <TextArea group path="participants" label=t.participants max=2000 rows=2 check=check_note/>
        <TextArea group path="minutes" label=t.coordination_minutes max=4000 rows=6 check=check_body/>
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
