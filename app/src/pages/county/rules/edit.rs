//! The form for a new version of the limits.

use domain::county::clock::{Length, LengthUnit, Limit};
use domain::county::reasons::law_note;
use domain::county::rules::RuleVersion;
use jiff::civil::Date;
use leptos::prelude::*;

use crate::kit::components::{Choice, DateInput, Options, Pending, PostForm, RefusedNotice, TextInput};
use crate::kit::forms::Group;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    rules_edit: "修改期限", "Edit the limits";
    rules_edit_hint: "改动需要改的几项，其余保持不变。提交后整套期限成为新的一版。", "Change what has to change and leave the rest. The whole set becomes a new version.";
    rules_n: "数量", "How many";
    rules_unit: "单位", "Unit";
    rules_from: "生效日期", "In force from";
    rules_from_hint: "今天或以后的日期，不能早于最近一版的生效日期。", "Today or later, and not before the latest version.";
    rules_source: "修改依据", "Source of the change";
    rules_source_hint: "写明由哪次会议或哪个文件决定，所有人都能看到。", "Which meeting or document decided it; everyone can read this.";
    rules_submit: "提交新的一版", "Enter the new version";
}

const GROUP: Group = Group("rules");

/// Every length as it is now, from when the new ones count, and where they come from.
#[component]
pub(crate) fn EditRules(latest: RuleVersion, today: Date) -> impl IntoView {
    let t = texts();
    let rules = latest.rules;
    let earliest = rules.since.max(today);
    let lengths = Limit::ALL.iter().map(|&limit| view! { <LengthField limit length=rules.length(limit)/> });
    let lengths = lengths.collect_view();
    view! {
        <section id="edit">
            <details class="more" open=GROUP.was_refused()>
                <summary>{t.rules_edit}</summary>
                <div class="step-form">
                    <RefusedNotice prefix=GROUP.0/>
                    <p class="hint">{t.rules_edit_hint}</p>
                    <PostForm action="/api/enter-rules">
                        <input type="hidden" name="version" value=rules.version.to_string()/>
                        {lengths}
                        <DateInput group=GROUP path="effective_from" label=t.rules_from hint=t.rules_from_hint value=earliest.to_string()/>
                        <TextInput group=GROUP path="source" label=t.rules_source hint=t.rules_source_hint/>
                        <p class="actions">
                            <button class="button button-main" type="submit">{t.rules_submit}</button>
                            <Pending/>
                        </p>
                    </PostForm>
                </div>
            </details>
        </section>
    }
}

/// How many, and of what, on one line.
#[component]
fn LengthField(limit: Limit, length: Length) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let path = |part: &str| format!("limits.{}.{part}", limit.code());
    let units: Options =
        LengthUnit::ALL.iter().map(|unit| (unit.code().to_owned(), unit.word(lang).to_owned())).collect();
    view! {
        <fieldset class="length">
            <legend>{limit.word(lang)}{law_note(limit, lang).map(|note| view! { <span class="hint">" "{note}</span> })}</legend>
            <div class="length-parts">
                <TextInput group=GROUP path=path("n") label=t.rules_n keys="numeric" value=length.n().to_string()/>
                <Choice group=GROUP path=path("unit") label=t.rules_unit compact=true options=units value=length.unit().code()/>
            </div>
        </fieldset>
    }
}
