//! The units that gave a paper back: who, why, and the days that it cost; and the units proposed for the meeting.

use domain::proposal::view::{PlanView, ProposalView};
use leptos::prelude::*;

use crate::kit::components::Icon;
use crate::kit::format::Day;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    planned_units: "拟交办", "Proposed units";
    returns_heading: "退回与改办", "Returns and re-assignment";
    return_pending: "等待决定", "Waiting for a decision";
    return_granted: "同意退回", "Granted";
    return_refused: "不同意退回", "Refused";
    now_with: "改由承办：", "Now with";
}

/// Each wish to give it back with its decision, for everyone to read.
#[component]
pub(crate) fn Returns(proposal: ProposalView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    if proposal.returns.is_empty() {
        return ().into_any();
    }
    let rows = proposal.returns.into_iter().map(|case| {
        let decision = match case.decision {
            None => view! { <p class="tag tag-waiting"><Icon name="waiting"/>{t.return_pending}</p> }.into_any(),
            Some(decision) => {
                let (icon, class, word) = if decision.granted {
                    ("working", "tag tag-working", t.return_granted)
                } else {
                    ("ended", "tag tag-ended", t.return_refused)
                };
                let days = decision.days;
                let lost = decision.granted.then(|| {
                    lang.pick(
                        format!("从交办到决定用了{days}天。"),
                        format!("Days from the hand-over to the decision: {days}."),
                    )
                });
                view! {
                    <p><span class=class><Icon name=icon/>{word}</span>" "<Day day=decision.on/></p>
                    <p class="text" lang="zh-CN">{decision.reason}</p>
                    {decision.replacement.map(|unit| view! { <p>{t.now_with}" "{unit}</p> })}
                    {lost.map(|lost| view! { <p class="hint">{lost}</p> })}
                }
                .into_any()
            }
        };
        view! {
            <li>
                <p><b>{case.name}</b>" · "{case.part.word(lang)}" · "<Day day=case.on/></p>
                <p class="text" lang="zh-CN">{case.reason}</p>
                {decision}
            </li>
        }
    });
    view! { <section><h2>{t.returns_heading}</h2><ul class="returns">{rows.collect_view()}</ul></section> }.into_any()
}

/// The units proposed for the meeting, for the offices.
#[component]
pub(crate) fn Planned(plan: PlanView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let units: Vec<String> = plan.units.iter().map(|unit| format!("{} {}", unit.part.word(lang), unit.name)).collect();
    let words = if units.is_empty() { t.to_government.to_owned() } else { units.join(lang.pick("；", "; ")) };
    view! { <div><dt>{t.planned_units}</dt><dd>{words}</dd></div> }
}
