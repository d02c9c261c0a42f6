//! What the public reads of a paper: all, a summary, or nothing for a stated reason.

use domain::check::Check;
use domain::parts::publication::{Disclosure, RestrictionGround};
use domain::proposal::view::ProposalView;
use leptos::prelude::*;

use super::{Group, options};
use crate::kit::components::{Choice, DateInput, TextArea};
use crate::texts::bilingual;

bilingual! {
    [within super]

    disclosure_hint: "摘要公开的，公众看到标题、进展和摘要；不公开的，只有相关人员能看到。", "Of a summary the public reads title, progress and summary; what is not public is seen only by those concerned.";
    restriction: "不全文公开的，请填写", "Where not all of it is published";
    restriction_hint: "全文公开的不必填写。", "Leave this empty where all of it is published.";
    restriction_reason_hint: "写明哪些内容不宜公开。只有相关人员能看到。", "Say what should not be published. Only those concerned read it.";
    public_summary: "公开的摘要", "Summary for the public";
    public_summary_hint: "摘要公开的必填：用一两段话概括建议内容，不写涉密和隐私内容。", "For a summary: say in a paragraph or two what is asked, without what is secret or private.";
    review_on_hint: "到这一天系统会提醒重新决定，最长三年。", "On that day it is to be decided anew; three years at the most.";
}

/// The mode, and what is asked of it where not everything is published.
#[component]
pub(crate) fn DisclosureFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    let modes = options(Disclosure::ALL, Disclosure::code, Disclosure::word);
    let grounds = options(RestrictionGround::ALL, RestrictionGround::code, RestrictionGround::word);
    let known = proposal.restriction;
    let ground = known.as_ref().map(|why| why.ground.code()).unwrap_or_default();
    let reason = known.as_ref().and_then(|why| why.reason.clone()).unwrap_or_default();
    let summary = known.as_ref().and_then(|why| why.summary.clone()).unwrap_or_default();
    let review_on = known.as_ref().map(|why| why.review_on.to_string()).unwrap_or_default();
    view! {
        <Choice group path="disclosure" label=t.disclosure hint=t.disclosure_hint options=modes value=proposal.disclosure.code()/>
        <fieldset class="only-if">
            <legend>{t.restriction}</legend>
            <p class="hint">{t.restriction_hint}</p>
            <Choice group path="ground" label=t.restriction_ground options=grounds value=ground empty=t.choose/>
            <TextArea group path="reason" label=t.reason hint=t.restriction_reason_hint max=1000 check=Check::Reason value=reason/>
            <TextArea group path="summary" label=t.public_summary hint=t.public_summary_hint max=2000 check=Check::Note value=summary/>
            <DateInput group path="review_on" label=t.review_on hint=t.review_on_hint value=review_on/>
        </fieldset>
    }
}
