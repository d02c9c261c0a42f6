//! The first page: what this is, the figures of the session, key proposals, the latest replies.

use domain::county::number::Cohort;
use domain::proposal::command::ReplyClass;
use domain::proposal::statistics::{Figure, Figures, Measure, Period, Plain};
use domain::proposal::view::LatestReply;
use domain::proposal::workflow::Stage;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::api::public::{HomeView, public_home};
use crate::kit::components::{
    Counted, Icon, MeasureCard, Scope, SearchField, StageTag, SummaryRow, Waiting, page_error, share_words,
};
use crate::kit::format::Day;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within crate::texts]

    figures_all: "查看全部数据", "See all figures";
    home_heading: "代表提了什么，办得怎么样", "What deputies asked for, and what became of it";
    home_lead: "县人大代表把群众的事写成建议，承办单位要在三个月内答复。这里可以看到每一件建议交给了谁、办到哪一步、何时答复、代表是否满意。", "Deputies of the county people’s congress turn residents’ concerns into proposals, and units must answer within three months. Here you see who handles each one, how far it is, when it is answered and whether the deputy is satisfied.";
    see_all: "查看全部建议", "See all proposals";
    figures_heading: "本次会议建议办理情况", "This session in figures";
    figure_registered: "建议总数", "Proposals";
    figure_assigned: "已交办", "handed over";
    figure_unrated: "未评价", "not rated";
    classes_heading: "答复的办理类别", "Replies by class";
    classes_caption: "已答复建议最近一次答复的类别", "Class of the last reply of each proposal answered";
    column_share: "占已答复", "Share of replied";
    column_bar: "图示", "Bar";
    stages_caption: "各状态的件数（点击数字查看清单）", "How many stand where (each number opens its list)";
    key_hint: "由主任会议确定，一名领导督办，一名政府领导领办。", "Chosen by the chairs’ meeting: one leader supervises, one leader of the government takes it on.";
    latest_heading: "最新答复", "Latest replies";
    latest_hint: "承办单位最近公开的答复。", "What units have answered most recently.";
    latest_empty: "还没有答复。答复签发后会出现在这里。", "No replies yet. They appear here as soon as they are issued.";
    how_heading: "一件建议怎样办理", "How a proposal is handled";
    how_1: "代表提出：写明问题、原因和具体请求，县人大代表工委审查后登记编号。", "A deputy submits it: problem, cause and concrete asks. The congress office reviews and registers it.";
    how_2: "交办：交给承办单位，从这一天起计算期限，一般三个月内答复。", "It is handed over to a unit. The clock starts that day: as a rule three months.";
    how_3: "沟通与答复：承办单位先与代表沟通，再逐项答复，由负责人签发并公开。", "The unit speaks with the deputy, answers every ask, and its head signs the reply in public.";
    how_4: "评价与落实：由代表本人评价；不满意的可以重新办理，承诺的事项持续跟踪。", "The deputy alone rates it. If not satisfied, it can be handled again; promises are followed up.";
    key_all: "查看全部重点建议", "See all key proposals";
}

/// The first page.
#[component]
pub(super) fn HomePage() -> impl IntoView {
    let t = texts();
    let home = load(|| (), |()| public_home());
    view! {
        <Title text=""/>
        <section class="hero">
            <h1>{t.home_heading}</h1>
            <p class="lead">{t.home_lead}</p>
            <form method="get" action="/proposals" class="search" role="search"><SearchField/></form>
            <p class="actions"><A href="/proposals" attr:class="button button-main">{t.see_all}</A><A href="/commitments" attr:class="button">{t.promises_heading}</A></p>
        </section>
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match home.await {
                    Ok(home) => view! { <Record home/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Record(home: HomeView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let cohort = home.cohort.map(|cohort| cohort.word(lang)).unwrap_or_default();
    let scope = Scope::whole(home.cohort.map_or(Period::All, Period::Cohort));
    let all = address_of_figures(home.cohort);
    view! {
        <section aria-labelledby="figures">
            <h2 id="figures">{t.figures_heading}<span class="of">{cohort}</span></h2>
            <FigureCards figures=home.figures.clone() scope=scope.clone()/>
            <Stages figures=home.figures scope/>
            <p><A href=all>{t.figures_all}</A></p>
        </section>
        <div class="columns">
            <section aria-labelledby="key">
                <h2 id="key"><Icon name="key"/>{t.key_heading}</h2>
                <p class="hint">{t.key_hint}</p>
                <ul class="rows">
                    {home.key.into_iter().map(|summary| view! { <SummaryRow summary/> }).collect_view()}
                </ul>
                <p><A href="/key-proposals">{t.key_all}</A></p>
            </section>
            <section aria-labelledby="latest">
                <h2 id="latest">{t.latest_heading}</h2>
                <p class="hint">{t.latest_hint}</p>
                {home.latest.is_empty().then(|| view! { <p class="empty">{t.latest_empty}</p> })}
                <ul class="rows">
                    {home.latest.into_iter().map(|reply| view! { <ReplyRow reply/> }).collect_view()}
                </ul>
            </section>
        </div>
        <section aria-labelledby="how">
            <h2 id="how">{t.how_heading}</h2>
            <ol class="steps">
                {[t.how_1, t.how_2, t.how_3, t.how_4].into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}
            </ol>
        </section>
    }
}

/// The page of figures, of the same papers.
fn address_of_figures(cohort: Option<Cohort>) -> String {
    let period = cohort.map_or(Period::All, Period::Cohort);
    let (name, value) = period.address().unwrap_or(("year", period.to_string()));
    format!("/figures?{name}={}", crate::kit::components::encode(&value))
}

/// Large numbers, each with its formula and n.
#[component]
fn FigureCards(figures: Figures, scope: Scope) -> impl IntoView {
    let t = texts();
    let count = |figure: Figure| view! { <Counted figures=figures.clone() figure scope=scope.clone()/> };
    let cards = [Measure::Replied, Measure::Met]
        .map(|measure| view! { <MeasureCard measure figures=figures.clone() scope=scope.clone()/> });
    // Who has not rated is in neither rate: it stands beside them.
    let broad = Measure::Broad;
    let words = format!("{} {} · {} ", broad.word(lang()), share_words(broad.of(&figures)), t.figure_unrated);
    let unrated = count(Figure::Plain(Plain::Unrated));
    view! {
        <dl class="figures">
            <div class="figure">
                <dt>{t.figure_registered}</dt>
                <dd>
                    <b>{count(Figure::Registered)}</b>
                    <span>{t.figure_assigned}" "{count(Figure::Assigned)}</span>
                </dd>
            </div>
            {cards.into_iter().collect_view()}
            <MeasureCard measure=Measure::Strict figures=figures.clone() scope=scope.clone()>
                {words}{unrated}
            </MeasureCard>
        </dl>
        <details class="more">
            <summary>{t.classes_heading}</summary>
            <table>
                <caption>{t.classes_caption}</caption>
                <thead><tr><th scope="col">{t.column_class}</th><th scope="col">{t.column_count}</th><th scope="col">{t.column_share}</th></tr></thead>
                <tbody>
                    {ReplyClass::ALL.iter().map(|&class| view! {
                        <tr>
                            <th scope="row">{class.word(lang())}</th>
                            <td>{count(Figure::Class(class))}</td>
                            <td>{figures.class(class).percent()}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </details>
    }
}

/// How many stand where, as bars with their numbers; each opens its list.
#[component]
fn Stages(figures: Figures, scope: Scope) -> impl IntoView {
    let t = texts();
    let whole = figures.n(Figure::Registered).max(1);
    let rows =
        Stage::ALL.iter().filter(|stage| stage.is_public()).map(|&stage| (stage, figures.n(Figure::Stage(stage))));
    let rows = rows.filter(|(_, n)| *n > 0).map(|(stage, n)| {
        let address = scope.list(Figure::Stage(stage));
        let width = (100 * n).div_ceil(whole).to_string();
        view! {
            <tr>
                <th scope="row"><StageTag stage/></th>
                <td class="bar-cell">
                    <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                        <rect width=width height="8"/>
                    </svg>
                </td>
                <td class="count"><A href=address>{n}</A></td>
            </tr>
        }
    });
    view! {
        <table class="bars">
            <caption>{t.stages_caption}</caption>
            <thead class="visually-hidden">
                <tr><th scope="col">{t.column_stage}</th><th scope="col">{t.column_bar}</th><th scope="col">{t.column_count}</th></tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

#[component]
fn ReplyRow(reply: LatestReply) -> impl IntoView {
    let lang = lang();
    let address = format!("/proposals/{}", reply.summary.id);
    view! {
        <li class="row">
            <h3 class="row-title" lang="zh-CN"><A href=address>{reply.summary.title}</A></h3>
            <p class="row-facts">
                {reply.summary.number.map(|number| view! { <span class="number">{number.to_string()}</span> })}
                {reply.summary.unit.map(|unit| view! { <span>{unit}</span> })}
                <span><Day day=reply.on/></span>
            </p>
            <p class="row-status"><span class="class">{reply.class.word(lang)}</span></p>
        </li>
    }
}
