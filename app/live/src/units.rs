//! Which units the ticked papers go to, before they are handed over for good.

use std::collections::BTreeMap;

use ground::vocabulary::Lang;
use leptos::prelude::*;

/// The names of the units of one paper, the lead unit first.
pub type Units = Vec<String>;

/// How many papers go to how many units, and how many to each: told while boxes are ticked.
#[component]
pub fn ChosenUnits(
    /// The units of each paper that is ticked.
    papers: Signal<Vec<Units>>,
    lang: Lang,
) -> impl IntoView {
    let by_unit = Memo::new(move |_| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for unit in papers.get().into_iter().flatten() {
            *counts.entry(unit).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        counts
    });
    let sum = move || {
        let (n, units) = (papers.with(Vec::len), by_unit.with(Vec::len));
        match (n, lang) {
            (0, Lang::Zh) => "还没有勾选建议。".to_owned(),
            (0, Lang::En) => "No paper is ticked yet.".to_owned(),
            (_, Lang::Zh) => format!("将交办{n}件建议，涉及{units}个单位："),
            (_, Lang::En) => format!("{n} papers are handed over, to {units} units:"),
        }
    };
    let line = move |(name, n): (String, usize)| {
        let papers = lang.pick(format!("{n}件"), format!("{n}"));
        view! { <li><span lang="zh-CN">{name}</span>" "<span class="number">{papers}</span></li> }
    };
    view! {
        <div class="chosen-units">
            <p role="status">{sum}</p>
            <ul>
                <For each=move || by_unit.get() key=Clone::clone children=line/>
            </ul>
        </div>
    }
}
