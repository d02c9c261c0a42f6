//! The units that a paper goes to, the ones that give it back, and links between papers.

use domain::check::Check;
use domain::county::people::BodyId;
use domain::parts::shares::Part;
use domain::proposal::view::ProposalView;
use leptos::prelude::*;

use crate::api::public::public_county;
use crate::kit::components::{Choice, Options, TextArea, TextInput, Tick};
use crate::kit::forms::Group;
use crate::kit::loading::{Resource, load};
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    assign_hint: "主办单位负责答复，协办单位配合。交办当天起计算期限。", "The lead unit answers, assisting units help. The clock starts on the day of the hand-over.";
    lead_unit: "主办单位", "Lead unit";
    assisting_unit: "协办单位", "Assisting unit";
    separate_unit: "分办单位", "Separate unit";
    unit_return_hint: "不属于本单位职责的，可在期限内申请退回，不得自行转给其他单位。答复期限仍从首次交办算起。", "If it is not your unit’s matter, ask to return it inside the limit; never pass it on yourself. The reply stays due as counted from the first hand-over.";
    suggested_unit: "建议由哪个单位承办", "Which unit should handle it";
    returning_unit: "申请退回的单位", "Unit that asks";
    replacement: "改由哪个单位承办", "Unit that takes over";
    replacement_hint: "协办单位退回的，可以不另行指定。", "An assisting unit need not be replaced.";
    link_number: "建议编号", "Number of the paper";
    link_hint: "内容相近的另一件，例如17-1-023。两件各自保留编号和答复，可以随时取消关联。", "Another paper about the same matter, for example 17-1-023. Each keeps its number and reply; a link can be undone.";
}

/// How many assisting units a form offers.
const ASSISTING: usize = 3;
/// How many separate units a form offers.
const SEPARATE: usize = 2;

/// The county's units as options.
fn unit_options() -> Resource<Options> {
    let lang = lang();
    load(
        || (),
        move |()| async move {
            let county = public_county().await.unwrap_or_default();
            county.open_units().map(|unit| (unit.id.to_string(), unit.name(lang).to_owned())).collect()
        },
    )
}

/// Lead, assisting and separate units, begun with those that are proposed.
#[component]
pub(crate) fn UnitFields(
    group: Group,
    proposal: ProposalView,
    /// Whether the government office may be asked to name them.
    #[prop(optional)]
    with_government: bool,
) -> impl IntoView {
    let t = texts();
    let plan = proposal.inside.and_then(|inside| inside.plan);
    let to_government = plan.as_ref().is_some_and(|plan| plan.to_government);
    let planned = plan.map(|plan| plan.units).unwrap_or_default();
    let chosen = planned.iter().map(|unit| (unit.part, unit.id)).collect::<Vec<_>>();
    view! {
        <p class="hint">{t.assign_hint}</p>
        {with_government.then(|| view! { <Tick group path="to_government" label=t.to_government ticked=to_government/> })}
        <UnitSelects group chosen/>
    }
}

/// A list for each unit that a paper may go to.
#[component]
pub(crate) fn UnitSelects(
    group: Group,
    /// The units that are chosen at first, with their parts.
    chosen: Vec<(Part, BodyId)>,
) -> impl IntoView {
    let t = texts();
    let units = unit_options();
    let of_part = move |part: Part| -> Vec<String> {
        chosen.iter().filter(|(of, _)| *of == part).map(|(_, unit)| unit.to_string()).collect()
    };
    let (lead, assisting, separate) = (of_part(Part::Lead), of_part(Part::Assisting), of_part(Part::Separate));
    view! {
        <Suspense>
            {move || {
                let (lead, assisting, separate) = (lead.clone(), assisting.clone(), separate.clone());
                Suspend::new(async move {
                    let units = units.await;
                    let several = |path: &'static str, label: &'static str, chosen: &[String], rows: usize| {
                        let row = |n: usize| {
                            let (label, value) = (format!("{label} {}", n + 1), chosen.get(n).cloned().unwrap_or_default());
                            view! { <Choice group path=format!("{path}.{n}") label options=units.clone() value empty=t.none optional=true/> }
                        };
                        (0..rows.max(chosen.len())).map(row).collect_view()
                    };
                    let assisting = several("assisting", t.assisting_unit, &assisting, ASSISTING);
                    let separate = several("separate", t.separate_unit, &separate, SEPARATE);
                    let lead = lead.into_iter().next().unwrap_or_default();
                    view! {
                        <Choice group path="lead" label=t.lead_unit options=units.clone() value=lead empty=t.choose/>
                        {assisting}
                        {separate}
                    }
                })
            }}
        </Suspense>
    }
}

/// Why a unit gives it back, and who should have it.
#[component]
pub(crate) fn ReturnFields(group: Group) -> impl IntoView {
    let t = texts();
    let units = unit_options();
    view! {
        <p class="hint">{t.unit_return_hint}</p>
        <TextArea group path="reason" label=t.reason hint=t.public_reason_hint max=1000 check=Check::Reason/>
        <Suspense>
            {move || Suspend::new(async move {
                let units = units.await;
                view! { <Choice group path="suggested" label=t.suggested_unit options=units empty=t.none optional=true/> }
            })}
        </Suspense>
    }
}

/// The decision about a unit's wish to give it back.
#[component]
pub(crate) fn DecisionFields(
    group: Group,
    proposal: ProposalView,
    /// Whether another unit is named at once.
    #[prop(optional)]
    with_replacement: bool,
) -> impl IntoView {
    let t = texts();
    let units = unit_options();
    let pending: Vec<_> = proposal.returns.into_iter().filter(|case| case.decision.is_none()).collect();
    let suggested = pending.first().and_then(|case| case.suggested).map(|unit| unit.to_string()).unwrap_or_default();
    let asking: Options = pending.iter().map(|case| (case.unit.to_string(), case.name.clone())).collect();
    let first = asking.first().map(|(unit, _)| unit.clone()).unwrap_or_default();
    view! {
        <Choice group path="unit" label=t.returning_unit options=asking value=first empty=t.choose/>
        {with_replacement.then(|| view! {
            <Suspense>
                {move || {
                    let suggested = suggested.clone();
                    Suspend::new(async move {
                        let units = units.await;
                        view! { <Choice group path="replacement" label=t.replacement hint=t.replacement_hint options=units value=suggested empty=t.none/> }
                    })
                }}
            </Suspense>
        })}
        <TextArea group path="reason" label=t.reason hint=t.public_reason_hint max=1000 check=Check::Reason/>
    }
}

/// The number of another paper about the same matter.
#[component]
pub(crate) fn LinkField(group: Group) -> impl IntoView {
    let t = texts();
    view! { <TextInput group path="number" label=t.link_number hint=t.link_hint/> }
}

/// Which link is undone.
#[component]
pub(crate) fn UnlinkField(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    let numbers = proposal.links.iter().map(|link| link.number.to_string());
    let numbers: Options = numbers.map(|number| (number.clone(), number)).collect();
    let first = numbers.first().map(|(number, _)| number.clone()).unwrap_or_default();
    view! { <Choice group path="number" label=t.link_number options=numbers value=first empty=t.choose/> }
}
