//! Figures as readers see them: a number that opens its list, a share with its formula and n, bars with their numbers.

use domain::proposal::statistics::{Figure, Figures, Kind, MIN_FOR_PERCENT, Measure, Period, Share};
use leptos::prelude::*;
use leptos_router::components::A;

use super::encode;
use crate::kit::preferences::lang;
use crate::texts::texts;

/// Which papers are counted: those of a period, or of a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scope {
    /// When they were registered.
    pub(crate) period: Period,
    /// Whose they are: what they are parted by, and the id or code.
    pub(crate) part: Option<(Kind, String)>,
}

impl Scope {
    /// All of a period.
    pub(crate) fn whole(period: Period) -> Self {
        Self { period, part: None }
    }

    /// A part of a period.
    pub(crate) fn part(period: Period, kind: Kind, member: impl ToString) -> Self {
        Self { period, part: Some((kind, member.to_string())) }
    }

    /// The address of the list of the papers that a figure counts.
    pub(crate) fn list(&self, figure: Figure) -> String {
        let part = self.part.as_ref().and_then(|(kind, member)| {
            let name = match kind {
                Kind::Unit | Kind::Led => "lead",
                Kind::Topic => "topic",
                Kind::Township => "township",
                Kind::Deputy => "by",
                Kind::Whole => return None,
            };
            Some((name, member.clone()))
        });
        let parts = self.period.address().into_iter().chain(part).chain([("figure", figure.code())]);
        let parts: Vec<_> = parts.map(|(name, value)| format!("{name}={}", encode(&value))).collect();
        format!("/proposals?{}", parts.join("&"))
    }
}

/// A number that opens the list of what it counts; nothing opens for none.
#[component]
pub(crate) fn Counted(figures: Figures, figure: Figure, scope: Scope) -> impl IntoView {
    view! { <Opening n=figures.n(figure) address=scope.list(figure)/> }
}

/// A number that opens a list; nothing opens for none.
#[component]
pub(crate) fn Opening(n: u64, address: String) -> impl IntoView {
    if n == 0 { view! { <span>{n}</span> }.into_any() } else { view! { <A href=address>{n}</A> }.into_any() }
}

/// A share: large, with its formula and both numbers, each of which opens its list.
#[component]
pub(crate) fn MeasureCard(
    measure: Measure,
    figures: Figures,
    scope: Scope,
    /// What has to be known beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let lang = lang();
    let share = measure.of(&figures);
    let whole = measure.whole();
    view! {
        <div class="figure">
            <dt>{measure.word(lang)}</dt>
            <dd>
                <b>{share_words(share)}</b>
                <span>{measure.formula(lang)}</span>
                <span class="figure-n">
                    <Counted figures=figures.clone() figure=measure.part() scope=scope.clone()/>" / "
                    <Counted figures figure=whole scope/>
                </span>
                {children.map(|children| view! { <span>{children()}</span> })}
            </dd>
        </div>
    }
}

/// The percentage where there are enough papers for one, else a dash.
pub(crate) fn share_words(share: Share) -> String {
    share.percent_of_enough().unwrap_or_else(|| "—".to_owned())
}

/// A share in a cell of a table: how many, of how many, and the percentage where there are enough.
#[component]
pub(crate) fn ShareCell(measure: Measure, figures: Figures, scope: Scope) -> impl IntoView {
    let share = measure.of(&figures);
    let percent = share.percent_of_enough().map(|percent| view! { <span class="percent">{percent}</span> });
    view! {
        <td data-label=measure.word(lang())>
            <Counted figures=figures.clone() figure=measure.part() scope=scope.clone()/>
            <span class="of-whole">"/"<Counted figures figure=measure.whole() scope/></span>{percent}
        </td>
    }
}

/// The median and the ninetieth percentile of days, where there are enough replies for them.
pub(crate) fn days_words(figures: &Figures) -> (String, String) {
    if figures.timed() < MIN_FOR_PERCENT {
        return ("—".to_owned(), "—".to_owned());
    }
    (figures.median(), figures.p90().map_or_else(|| "—".to_owned(), |days| days.to_string()))
}

/// A bar of a chart.
#[derive(Clone, Debug)]
pub(crate) struct Bar {
    /// What it stands for.
    pub(crate) label: String,
    /// How long it is.
    pub(crate) n: u64,
    /// What is written behind it.
    pub(crate) words: String,
}

/// The width of a chart in its own units, which are pixels on a phone.
const WIDTH: u64 = 360;
/// The longest bar: the rest is for what is written behind it.
const LONGEST: u64 = 240;
/// The height of a bar with its label.
const STEP: usize = 50;

/// Bars from zero, each with its label above it and its number behind it; the same numbers stand in a table beside it.
#[component]
pub(crate) fn BarChart(
    /// What it shows.
    title: String,
    bars: Vec<Bar>,
    /// What the longest bar would be; else the longest of these.
    #[prop(optional)]
    most: Option<u64>,
) -> impl IntoView {
    let most = most.unwrap_or_else(|| bars.iter().map(|bar| bar.n).max().unwrap_or(0)).max(1);
    let text = bars.iter().map(|bar| format!("{} {}", bar.label, bar.words)).collect::<Vec<_>>();
    let separator = lang().pick("；", "; ");
    let text = format!("{title}{}{}", lang().pick("：", ": "), text.join(separator));
    let height = bars.len() * STEP;
    let bars = bars.into_iter().enumerate().map(|(n, bar)| {
        let top = n * STEP;
        let width = (LONGEST * bar.n).div_ceil(most);
        view! {
            <text class="chart-label" x="0" y=(top + 15).to_string()>{bar.label}</text>
            <rect class="chart-bar" x="0" y=(top + 24).to_string() width=width.to_string() height="14"/>
            <text class="chart-value" x=(width + 6).to_string() y=(top + 37).to_string()>{bar.words}</text>
        }
    });
    let bars = bars.collect_view();
    view! {
        <svg class="chart" role="img" aria-label=text viewBox=format!("0 0 {WIDTH} {height}") focusable="false">
            <line class="chart-zero" x1="0" y1="0" x2="0" y2=height.to_string()/>
            {bars}
        </svg>
    }
}

/// A chart beside its table: what is counted, how many with the link to the list, and the share.
#[component]
pub(crate) fn ChartAndTable(
    /// The id of the heading.
    id: &'static str,
    heading: &'static str,
    caption: &'static str,
    /// The label of each row, its figure, and what it is a share of.
    rows: Vec<(String, Figure)>,
    /// What the shares are of.
    whole: u64,
    figures: Figures,
    scope: Scope,
) -> impl IntoView {
    let t = texts();
    let bars = rows.iter().map(|(label, figure)| {
        let n = figures.n(*figure);
        let percent = Share { part: n, whole }.percent_of_enough();
        let words = percent.map_or_else(|| n.to_string(), |percent| format!("{n} · {percent}"));
        Bar { label: label.clone(), n, words }
    });
    let bars: Vec<_> = bars.collect();
    let rows = rows.into_iter().map(|(label, figure)| {
        let share = share_words(Share { part: figures.n(figure), whole });
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td><Counted figures=figures.clone() figure scope=scope.clone()/></td>
                <td>{share}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="chart-section" aria-labelledby=id>
            <h2 id=id>{heading}</h2>
            <div class="chart-and-table">
                <BarChart title=heading.to_owned() bars/>
                <table>
                    <caption>{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t.figures_what}</th>
                            <th scope="col">{t.column_count}</th>
                            <th scope="col">{t.figures_share}" n="{whole}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}
