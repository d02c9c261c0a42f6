//! Holidays and worked weekends of a year, each with its days and, for the office, the way to remove it.

use domain::county::calendar::{DayKind, Run, holiday_name};
use ground::dates::{day_of_year, days_between};
use ground::vocabulary::Lang;
use leptos::prelude::*;

use crate::kit::components::PostForm;
use crate::kit::forms::Group;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    calendar_list: "放假和调休", "Holidays and worked weekends";
    calendar_list_empty: "这一年还没有录入放假和调休。", "Nothing is entered for this year yet.";
    calendar_remove: "删除", "Remove";
}

/// The list.
#[component]
pub(crate) fn Runs(runs: Vec<Run>, may_edit: bool) -> impl IntoView {
    let t = texts();
    let is_empty = runs.is_empty();
    let rows = runs.into_iter().map(|run| {
        let lang = lang();
        let class = if run.kind == DayKind::Rest { "tag day-off" } else { "tag day-worked" };
        view! {
            <li class="row run">
                <p class="run-name"><b>{holiday_name(&run.name, lang)}</b>" "<span class=class>{run.kind.word(lang)}</span></p>
                <p class="hint">{span(&run, lang)}</p>
                {may_edit.then(|| view! { <Remove run=run.clone()/> })}
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section>
            <h2>{t.calendar_list}</h2>
            {is_empty.then(|| view! { <p class="empty">{t.calendar_list_empty}</p> })}
            <ul class="rows">{rows}</ul>
        </section>
    }
}

/// “2月15日至2月23日，共9天”.
fn span(run: &Run, lang: Lang) -> String {
    let (first, last) = (day_of_year(run.first, lang), day_of_year(run.last, lang));
    let days = days_between(run.first, run.last) + 1;
    match (days, lang) {
        (1, _) => first,
        (_, Lang::Zh) => format!("{first}至{last}，共{days}天"),
        (_, Lang::En) => format!("{first} to {last}, {days} days"),
    }
}

/// Asks once, in words, before days are removed.
#[component]
fn Remove(run: Run) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let group = Group("removed");
    let (name, days) = (holiday_name(&run.name, lang), span(&run, lang));
    let question = lang.pick(format!("删除{name}（{days}）"), format!("Remove {name} ({days})"));
    let fields = [
        ("kind", run.kind.code().to_owned()),
        ("name", run.name.clone()),
        ("first", run.first.to_string()),
        ("last", run.last.to_string()),
    ];
    let fields =
        fields.into_iter().map(|(path, value)| view! { <input type="hidden" name=group.name(path) value=value/> });
    let fields = fields.collect_view();
    view! {
        <details class="run-remove">
            <summary>{t.calendar_remove}<span class="visually-hidden">" "{name}" "{days}</span></summary>
            <div>
                <PostForm action="/api/remove-days" class="">{fields}<button class="button" type="submit">{question}</button></PostForm>
            </div>
        </details>
    }
}
