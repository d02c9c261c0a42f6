//! What the public reads of a paper: all, a summary, or nothing for a stated reason.

use domain::parts::publication::{Disclosure, RestrictionGround};
use domain::proposal::view::ProposalView;
use leptos::prelude::*;

use super::{Group, check_note, check_reason, options};
use crate::kit::components::{Choice, DateInput, TextArea};
use crate::texts::texts;

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
            <TextArea group path="reason" label=t.reason hint=t.restriction_reason_hint max=1000 check=check_reason value=reason/>
            <TextArea group path="summary" label=t.public_summary hint=t.public_summary_hint max=2000 check=check_note value=summary/>
            <DateInput group path="review_on" label=t.review_on hint=t.review_on_hint value=review_on/>
        </fieldset>
    }
}
