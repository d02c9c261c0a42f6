//! The figures of a session or year: each with its formula, its n, and the list behind it.

mod tables;

use domain::proposal::command::{Mark, ReplyClass};
use domain::proposal::statistics::{DAY_SPANS, Figure, Figures, Kind, Measure, Period, Plain, Share, Sort};
use domain::proposal::workflow::Stage;
use ground::vocabulary::Lang;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use self::tables::{Comparison, Parts};
use crate::api::figures::{FiguresQuery, FiguresView, public_figures};
use crate::kit::components::{
    ChartAndTable, Counted, Crumbs, MeasureCard, Opening, Scope, Waiting, days_words, encode, page_error, share_words,
};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within crate::texts]

    figures_lead: "建议交办、答复和落实的各项数据。每个数都能打开对应的清单，每个百分比都写明算法和基数。", "How proposals were handed over, answered and followed up. Every number opens the list behind it; every percentage says how it is made and of how many.";
    figures_choose: "选择时段", "Choose a period";
    figures_by_session: "按届次", "By session";
    figures_by_year: "按登记年份", "By year of registration";
    figures_empty: "这个时段还没有已登记并公开的建议。有了以后，数据会出现在这里。", "No public proposal is registered in this period yet. Figures appear here once there is one.";
    figures_registered: "登记件数", "Registered";
    figures_unreplied: "未答复", "not answered";
    figures_median_formula: "从交办到首次答复，一半建议不超过这个天数", "From hand-over to first reply: half took no longer";
    figures_p90_formula: "从交办到首次答复，九成建议不超过这个天数", "From hand-over to first reply: nine of ten took no longer";
    figures_taking_part: "代表参与率", "Deputies taking part";
    figures_taking_part_formula: "领衔或附议至少1件的现任代表 ÷ 现任代表", "deputies in office who led or co-signed at least one ÷ deputies in office";
    figures_stages: "办到哪一步", "Where they stand";
    figures_stages_caption: "现在各状态的件数", "How many stand where today";
    figures_classes: "办理类别", "Classes of replies";
    figures_classes_caption: "最近一次答复的类别；各类与未答复之和等于交办件数", "Class of the last reply; the classes and those not answered make up what was handed over";
    figures_days: "多少天答复", "Days to reply";
    figures_days_caption: "从交办到首次答复的天数；法定期限为3个月", "Days from hand-over to first reply; the legal limit is 3 months";
    figures_satisfaction: "代表满意度", "Deputies’ satisfaction";
    figures_satisfaction_caption: "最近一次答复的评价；各项之和等于已答复件数", "Rating of the last reply; the marks and those not rated make up what was answered";
    figures_promises: "承诺兑现", "Promises kept";
    figures_promises_caption: "按承诺项数计；一件建议可以有几项承诺", "Counted by promise; one proposal may have several";
    figures_how_heading: "怎样统计", "How it is counted";
    figures_how_cohort: "统计范围是该时段登记编号的建议，不含未登记的和交办前撤回的。单位数据按主办单位计。", "Counted is what was registered in the period, less what was withdrawn before the hand-over. Units are counted by the papers that they lead.";
    figures_how_due: "按期答复率的基数是已答复的和到今天已过期限仍未答复的；还没到期的不计入。", "“On time” is of what was answered, or was due before today and was not; what is not due yet is left out.";
    figures_how_promises: "承诺在到期当天或提前了结时计入基数；承办单位在到期前报告兑现，并经代表或代表工委核实的，算按期兑现。", "A promise counts once its day has come or it is settled before. It is kept in time when the unit reported so by that day and the deputy or the congress office verified it.";
    figures_how_rounding: "百分比四舍五入到0.1；各项占比相加可能不是100%。", "Percentages are rounded half up to 0.1; shares may not add up to 100%.";
    figures_how_private: "依规定不公开的建议不计入各数、分组和清单，只另行注明件数。", "Proposals that are not public are in no figure, part or list; only how many there are is told, apart.";
}

#[component]
pub(super) fn FiguresPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let map = query.read();
        let value = |name: &str| map.get(name).unwrap_or_default();
        FiguresQuery { session: value("session"), year: value("year"), by: value("by"), sort: value("sort") }
    });
    let found = load(move || asked.get(), public_figures);
    view! {
        <Title text=t.entry_figures/>
        <Crumbs above=vec![("/", t.home)] here=t.entry_figures.to_owned()/>
        <h1>{t.entry_figures}</h1>
        <p class="lead">{t.figures_lead}</p>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(found) => view! { <Shown found query=asked.get_untracked()/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn Shown(found: FiguresView, query: FiguresQuery) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let period = found.period;
    let figures = found.periods.iter().find(|(known, _)| *known == period).map(|(_, figures)| figures.clone());
    let figures = figures.unwrap_or_default();
    let scope = Scope::whole(period);
    let is_empty = figures.n(Figure::Registered) == 0;
    let kind = query.kind();
    view! {
        <Chooser periods=found.periods.clone() period kind/>
        <section aria-labelledby="key-figures">
            <h2 id="key-figures">{period.word(lang)}</h2>
            {is_empty.then(|| view! { <p class="empty">{t.figures_empty}</p> })}
            <KeyFigures figures=figures.clone() scope=scope.clone() taking_part=found.taking_part/>
        </section>
        <Charts figures scope/>
        <Comparison periods=found.periods/>
        <Parts parts=found.parts period kind sort=query.sort()/>
        <section aria-labelledby="how">
            <h2 id="how">{t.figures_how_heading}</h2>
            <ul class="figures-how">
                {[t.figures_how_cohort, t.figures_how_due, t.figures_how_promises, t.figures_how_rounding, t.figures_few, t.figures_how_private]
                    .into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}
            </ul>
        </section>
    }
}

/// The part of an address that chooses what is shown.
fn address(period: Period, kind: Kind, sort: Sort) -> String {
    let chosen = period.address().unwrap_or(("year", period.to_string()));
    let by = (kind != Kind::Unit).then(|| ("by", kind.code().to_owned()));
    let sort = (sort != Sort::Name).then(|| ("sort", sort.code().to_owned()));
    let parts = [Some(chosen), by, sort].into_iter().flatten();
    let parts: Vec<_> = parts.map(|(name, value)| format!("{name}={}", encode(&value))).collect();
    format!("/figures?{}", parts.join("&"))
}

/// Links to each session, each year, and all together.
#[component]
fn Chooser(periods: Vec<(Period, Figures)>, period: Period, kind: Kind) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    // Latest first; plain links, because they lead to this same path.
    let choice = |of_kind: fn(Period) -> bool| {
        let shown = periods.iter().rev().map(|(known, _)| *known).filter(move |known| of_kind(*known));
        let links = shown.map(|known| {
            let current = (known == period).then_some("true");
            view! { <li><a href=address(known, kind, Sort::Name) aria-current=current>{known.word(lang)}</a></li> }
        });
        links.collect_view()
    };
    let sessions = choice(|period| matches!(period, Period::Cohort(_)));
    let years = choice(|period| !matches!(period, Period::Cohort(_)));
    view! {
        <nav class="filters figures-chooser" aria-label=t.figures_choose>
            <p class="filters-name">{t.figures_by_session}</p>
            <ul>{sessions}</ul>
            <p class="filters-name">{t.figures_by_year}</p>
            <ul>{years}</ul>
        </nav>
    }
}

/// The large numbers.
#[component]
fn KeyFigures(figures: Figures, scope: Scope, taking_part: Option<Share>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let withheld = figures.n(Figure::Plain(Plain::Withheld));
    let withheld = (withheld > 0).then(|| match lang {
        Lang::Zh => format!("另有{withheld}件依规定不公开，不计入各数"),
        Lang::En => format!("{withheld} more are not public and are counted nowhere else"),
    });
    let unreplied = Figure::Plain(Plain::Unreplied);
    let (median, p90) = days_words(&figures);
    let timed = figures.timed();
    let of_timed = scope.list(Figure::Timed);
    let card = |name: &'static str, large: String, formula: &'static str| {
        let n = view! { <Opening n=timed address=of_timed.clone()/> };
        view! { <div class="figure"><dt>{name}</dt><dd><b>{large}</b><span>{formula}</span><span class="figure-n">"n = "{n}</span></dd></div> }
    };
    let active = format!("/deputies?active={}", encode(&scope.period.to_string()));
    let taking_part = taking_part.map(|share| view! {
        <div class="figure">
            <dt>{t.figures_taking_part}</dt>
            <dd><b>{share_words(share)}</b><span>{t.figures_taking_part_formula}</span><span class="figure-n"><Opening n=share.part address=active/>" / "<Opening n=share.whole address="/deputies".to_owned()/></span></dd>
        </div>
    });
    let count = |figure: Figure| view! { <Counted figures=figures.clone() figure scope=scope.clone()/> };
    view! {
        <dl class="figures figures-key">
            <div class="figure">
                <dt>{t.figures_registered}</dt>
                <dd>
                    <b>{count(Figure::Registered)}</b>
                    <span>{t.figures_assigned}" "{count(Figure::Assigned)}" · "{t.figures_unreplied}" "{count(unreplied)}</span>
                    {withheld.map(|words| view! { <span>{words}</span> })}
                </dd>
            </div>
            {Measure::ALL.iter().map(|&measure| view! { <MeasureCard measure figures=figures.clone() scope=scope.clone()/> }).collect_view()}
            {card(t.figures_median, median, t.figures_median_formula)}
            {card(t.figures_p90, p90, t.figures_p90_formula)}
            {taking_part}
        </dl>
    }
}

/// Stages, classes, days, promises and satisfaction, each beside its table.
#[component]
fn Charts(figures: Figures, scope: Scope) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let n = |plain| figures.n(Figure::Plain(plain));
    let worded = |figure: Figure| (figure.word(lang), figure);
    let stages = Stage::ALL.iter().map(|&stage| Figure::Stage(stage)).filter(|&stage| figures.n(stage) > 0);
    let stages: Vec<_> = stages.map(worded).collect();
    let classes: Vec<_> = (ReplyClass::ALL.iter().map(|&class| worded(Figure::Class(class))))
        .chain([worded(Figure::Plain(Plain::Unreplied))])
        .collect();
    let spans = DAY_SPANS.iter().map(|&(from, to)| {
        let label = match (to, lang) {
            (u16::MAX, Lang::Zh) => format!("{from}天及以上"),
            (u16::MAX, Lang::En) => format!("{from} days or more"),
            (_, Lang::Zh) => format!("{from}—{to}天"),
            (_, Lang::En) => format!("{from} to {to} days"),
        };
        (label, Figure::DaysWithin(from, to))
    });
    let spans: Vec<_> = spans.collect();
    let marks: Vec<_> = (Mark::ALL.iter().rev().map(|&mark| (mark.word(lang).to_owned(), Figure::Marked(mark))))
        .chain([worded(Figure::Plain(Plain::Unrated))])
        .collect();
    let promises = vec![worded(Figure::Plain(Plain::PromiseDue)), worded(Figure::Plain(Plain::PromiseKept))];
    let broad = Measure::Broad.of(&figures);
    let strict = Measure::Strict.of(&figures);
    let satisfied = match lang {
        Lang::Zh => format!(
            "满意率{}；含基本满意{}；n = {}。另有{}件未评价，不计入满意率。",
            share_words(strict),
            share_words(broad),
            strict.whole,
            n(Plain::Unrated)
        ),
        Lang::En => format!(
            "Satisfied: {}; with basically satisfied: {}; n = {}. {} more are not rated and left out.",
            share_words(strict),
            share_words(broad),
            strict.whole,
            n(Plain::Unrated)
        ),
    };
    let chart = |id, heading, caption, rows, whole| {
        view! { <ChartAndTable id heading caption rows whole figures=figures.clone() scope=scope.clone()/> }
    };
    view! {
        {chart("stages", t.figures_stages, t.figures_stages_caption, stages, n(Plain::Registered))}
        {chart("classes", t.figures_classes, t.figures_classes_caption, classes, n(Plain::Assigned))}
        {chart("days", t.figures_days, t.figures_days_caption, spans, figures.timed())}
        {chart("satisfaction", t.figures_satisfaction, t.figures_satisfaction_caption, marks, n(Plain::Replied))}
        <p class="hint">{satisfied}</p>
        {chart("promises", t.figures_promises, t.figures_promises_caption, promises, n(Plain::PromiseDue))}
    }
}
