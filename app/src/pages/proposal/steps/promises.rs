//! Promises until they are kept, look-backs, and key proposals.

use domain::check::Check;
use domain::parts::promises::PromiseState;
use domain::proposal::key::Criterion;
use domain::proposal::view::{PromiseView, ProposalView};
use leptos::prelude::*;

use super::handling::{FileTicks, PublicReason};
use crate::kit::components::{Choice, DateInput, Options, TextArea, TextInput, Ticks};
use crate::kit::forms::Group;
use crate::kit::preferences::lang;
use crate::texts::bilingual;
use ground::dates::date;

bilingual! {
    [within super]

    which_promise: "哪一项承诺", "Which promise";
    claim_hint: "报告后由代表或代表工委核实。", "The deputy or the congress office verifies it.";
    claim_evidence_hint: "写明完成了什么、何时完成、谁验收。内容公开。", "Say what was done, when, and who accepted it. This is public.";
    verify_hint: "请先到现场或向群众核实。", "Check on site or with the residents first.";
    reject_hint: "写明现场看到的情况。承办单位会看到，不公开。", "Say what you saw. The unit reads it; it is not public.";
    explain_hint: "由单位负责人签发，内容公开；未兑现的承诺不计入兑现。", "Signed by the unit’s head and public; the promise does not count as kept.";
    look_back_hint: "到期、兑现后满6个月和12个月各看一次。", "Once when it falls due, and six and twelve months after it was kept.";
    holds: "承诺是否兑现并保持", "Is the promise kept, and does it hold?";
    holds_yes: "是", "Yes";
    holds_no: "否，尚未兑现", "No, not kept yet";
    seen: "看到的情况", "What was seen";
    seen_hint: "写明看了哪里、问了谁。只有相关人员能看到。", "Say where you looked and whom you asked. Seen by those concerned.";
    relapse_hint: "已经兑现的事项又出现问题时使用。", "For what was kept and no longer holds.";
    new_due: "新的期限", "New last day";
    nominate_hint: "提名后由主任会议决定。提名只有两办能看到。", "The chairs’ meeting decides. Only the offices see the nomination.";
    criteria: "符合的条件", "Criteria that are met";
    key_fields_hint: "按主任会议纪要填写，全部公开。", "As the minutes say; all of it is public.";
    minutes_hint: "例如：主任会议纪要〔2026〕9号", "For example: minutes no. 9 of 2026";
    decided_on: "会议日期", "Day of the meeting";
    supervisor_title: "督办领导职务", "The supervisor’s office";
    sponsor_title: "领办领导职务", "The sponsor’s office";
    progress: "进展情况", "Progress";
    progress_hint: "写明已经完成什么、下一步做什么。内容公开。", "Say what is done and what comes next. This is public.";
}

/// Which of the promises that fit.
#[component]
fn PromiseChoice(group: Group, proposal: ProposalView, fits: fn(&PromiseView) -> bool) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let fitting = proposal.handling.promises.iter().filter(|one| fits(one));
    let choices: Options = fitting
        .map(|one| {
            let due = date(one.due, lang);
            let words = lang.pick(
                format!("{}（{}，{due}）", one.text, one.unit_name),
                format!("{} ({}, {due})", one.text, one.unit_name),
            );
            (one.n.to_string(), words)
        })
        .collect();
    let first = choices.first().map(|(n, _)| n.clone()).unwrap_or_default();
    view! { <Choice group path="promise" label=t.which_promise options=choices value=first empty=t.choose/> }
}

fn is_open(one: &PromiseView) -> bool {
    one.state == PromiseState::Open
}

fn is_claimed(one: &PromiseView) -> bool {
    one.state == PromiseState::Claimed
}

fn is_looked_at(one: &PromiseView) -> bool {
    one.look_backs.iter().any(|look_back| look_back.found.is_none())
}

fn may_have_relapsed(one: &PromiseView) -> bool {
    one.state == PromiseState::Verified && is_looked_at(one)
}

#[component]
pub(crate) fn ClaimFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    view! {
        <p class="hint">{t.claim_hint}</p>
        <PromiseChoice group proposal fits=is_open/>
        <TextArea group path="evidence" label=t.evidence hint=t.claim_evidence_hint max=1000 check=Check::Reason/>
        <FileTicks group/>
    }
}

#[component]
pub(crate) fn ClaimedChoice(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    view! {
        <p class="hint">{t.verify_hint}</p>
        <PromiseChoice group proposal fits=is_claimed/>
    }
}

#[component]
pub(crate) fn RejectFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    view! {
        <PromiseChoice group proposal fits=is_claimed/>
        <TextArea group path="reason" label=t.reason hint=t.reject_hint max=1000 check=Check::Reason/>
    }
}

#[component]
pub(crate) fn ExplainFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    view! {
        <p class="hint">{t.explain_hint}</p>
        <PromiseChoice group proposal fits=is_open/>
        <PublicReason group/>
    }
}

#[component]
pub(crate) fn LookBackFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    let answers = vec![("yes".to_owned(), t.holds_yes.to_owned()), ("no".to_owned(), t.holds_no.to_owned())];
    view! {
        <p class="hint">{t.look_back_hint}</p>
        <PromiseChoice group proposal fits=is_looked_at/>
        <Choice group path="holds" label=t.holds options=answers/>
        <TextArea group path="reason" label=t.seen hint=t.seen_hint max=1000 check=Check::Reason/>
    }
}

#[component]
pub(crate) fn RelapseFields(
    group: Group,
    proposal: ProposalView,
    /// Whether it is followed up, with a new last day.
    tracked: bool,
) -> impl IntoView {
    let t = texts();
    view! {
        <p class="hint">{t.relapse_hint}</p>
        <PromiseChoice group proposal fits=may_have_relapsed/>
        <TextArea group path="reason" label=t.seen hint=t.seen_hint max=1000 check=Check::Reason/>
        {tracked.then(|| view! { <DateInput group path="until" label=t.new_due/> })}
    }
}

#[component]
pub(crate) fn NominateFields(group: Group) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let option = |criterion: &Criterion| (criterion.code().to_owned(), criterion.word(lang).to_owned());
    let criteria: Options = Criterion::ALL.iter().map(option).collect();
    view! {
        <p class="hint">{t.nominate_hint}</p>
        <Ticks group path="criteria" label=t.criteria options=criteria/>
        <TextArea group path="reason" label=t.reason max=1000 check=Check::Reason/>
    }
}

#[component]
pub(crate) fn KeyFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    view! {
        <p class="hint">{t.key_fields_hint}</p>
        <TextInput group path="minutes" label=t.minutes hint=t.minutes_hint/>
        <DateInput group path="on" label=t.decided_on value=proposal.today.to_string()/>
        <TextInput group path="supervisor" label=t.supervisor check=Check::Line/>
        <TextInput group path="supervisor_title" label=t.supervisor_title check=Check::Line/>
        <TextInput group path="sponsor" label=t.sponsor check=Check::Line/>
        <TextInput group path="sponsor_title" label=t.sponsor_title check=Check::Line/>
    }
}

#[component]
pub(crate) fn ReportFields(group: Group) -> impl IntoView {
    let t = texts();
    view! { <TextArea group path="text" label=t.progress hint=t.progress_hint max=4000 rows=6 check=Check::Body/> }
}
