//! The act of the meeting: the ticked papers are handed over together.

use domain::check::Check;
use ground::dates;
use jiff::civil::Date;
use leptos::prelude::*;
use live::{ChosenUnits, Units};

use super::BATCH;
use crate::kit::components::{Pending, PostForm, TextInput, Tick, TickAll};
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    batch_heading: "一并交办", "Hand over together";
    batch_papers: "本次交办的建议", "Papers to hand over now";
    batch_hint: "勾选上面清单里的建议。没有拟定单位的不能勾选。", "Tick papers in the list above. Those without units cannot be ticked.";
    batch_place: "会议地点", "Place of the meeting";
    batch_place_hint: "例如：县政府三楼会议室。会印在清单上。", "For example: government building, room 301. It is printed on the list.";
    batch_day: "交办日期", "Day of the hand-over";
    batch_day_hint: "就是今天：期限从交办当天起算，不能提前或补记。", "It is today: clocks start with the act itself, neither before nor after.";
    batch_confirm: "我确认：所勾选的建议从今天起交办，全部期限同时起算，承办单位立即收到，交办后不能收回。", "I confirm: the ticked papers are handed over today, all clocks start together, the units have them at once, and this cannot be undone.";
    batch_button: "交办勾选的建议", "Hand over the ticked papers";
    batch_all_or_nothing: "有一件不能交办，就一件也不交办，页面会说明是哪一件、为什么。", "If one paper cannot be handed over, none is; the page says which and why.";
}

/// Place, day and confirmation; the boxes stand beside the papers and belong to this form.
#[component]
pub(crate) fn BatchForm(
    /// The units of each paper that is ticked.
    chosen: Vec<Units>,
    today: Date,
    /// Until when units may ask to give back what is handed over today.
    acceptance: Date,
    /// Until when they must reply to it.
    reply: Date,
) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let papers_error = BATCH.problem("papers");
    let day_error = BATCH.problem("held_on");
    let some = move |n: &str| lang.pick(format!("交办勾选的{n}件建议"), format!("Hand over {n} papers"));
    let dates = lang.pick(
        format!(
            "今天交办的，承办单位在{}前可以申请退回，应在{}前答复。",
            dates::date(acceptance, lang),
            dates::date(reply, lang)
        ),
        format!(
            "What is handed over today may be given back until {} and must be answered by {}.",
            dates::date(acceptance, lang),
            dates::date(reply, lang)
        ),
    );
    view! {
        <section class="batch narrow">
            <h2>{t.batch_heading}</h2>
            <p class="hint">{t.batch_all_or_nothing}</p>
            <div class="step-form">
                <PostForm action="/api/hand-over-batch" id=BATCH.0>
                    <input type="hidden" name=BATCH.name("held_on") value=today.to_string()/>
                    <div class="field" id=BATCH.id("papers") tabindex="-1">
                        <p class="batch-label">{t.batch_papers}</p>
                        <p class="hint">{t.batch_hint}</p>
                        <p class="problem" aria-live="polite">{papers_error}</p>
                        <TickAll/>
                    </div>
                    <div data-live="units" data-form=BATCH.0><ChosenUnits papers=Signal::stored(chosen) lang/></div>
                    <TextInput group=BATCH path="place" label=t.batch_place hint=t.batch_place_hint check=Check::Line/>
                    <div class="field" id=BATCH.id("held_on") tabindex="-1">
                        <p class="batch-label">{t.batch_day}</p>
                        <p class="problem" aria-live="polite">{day_error}</p>
                        <p>{dates::date(today, lang)}</p>
                        <p class="hint">{t.batch_day_hint}</p>
                        <p class="hint">{dates}</p>
                    </div>
                    <Tick group=BATCH path="confirmed" label=t.batch_confirm/>
                    <p class="actions">
                        <button class="button button-main" type="submit" data-none=t.batch_button data-some=some("{}")>{t.batch_button}</button>
                        <Pending/>
                    </p>
                </PostForm>
            </div>
        </section>
    }
}
