//! What is late and with whom, the button that chases, and how each unit does in the present session.

use std::collections::BTreeMap;

use domain::county::people::BodyId;
use domain::parts::chases::CHASE_EVERY_DAYS;
use domain::proposal::ProposalId;
use domain::proposal::statistics::Share;
use domain::proposal::supervision::{LateCount, LatePaper, LateParty, RecordFigure, UnitRecord};
use domain::proposal::workflow::Stage;
use ground::dates;
use ground::vocabulary::Lang;
use jiff::ToSpan;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::Failure;
use crate::api::supervision::{LateQuery, SupervisionView, record_papers, supervision};
use crate::kit::components::{
    Crumbs, Due, Notice, Pending, PostForm, RefusedNotice, StageTag, SummaryRow, Waiting, encode, page_error,
};
use crate::kit::forms::Refused;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::kept_form;
use crate::texts::bilingual;

bilingual! {
    [within super]

    supervision_lead: "哪些建议逾期、卡在哪个单位、是否催办过。", "Which papers are late, with whom they lie, and whether they were chased.";
    late_counts_heading: "逾期一览", "Late by unit";
    late_counts_caption: "各单位各阶段的逾期件数（点击数字查看清单）", "How many are late, by unit and stage (each number opens its list)";
    late_heading: "逾期清单", "Late papers";
    late_empty: "现在没有逾期的建议。到期未办的建议会列在这里。", "Nothing is late. Papers whose day has passed stand here.";
    late_none_left: "没有符合条件的逾期建议。", "Nothing late matches.";
    late_chase_hint: "催办会记入办理过程并通知承办单位，三天内不重复催办。要写明要求的，请打开该件办理。", "A chase stands in the record and the unit is told; not again within three days. To add a note, open the paper.";
    late_not_chased: "尚未催办", "Not chased yet";
    all_late: "全部", "All";
    record_heading: "各承办单位本次会议办理情况", "How the units do in this session";
    record_caption: "按单位编号排列，不作排名（点击数字查看清单）", "In the order of the units’ numbers, not of merit (each number opens its list)";
    record_empty: "本次会议的建议还没有交办。交办后按主办单位统计。", "Nothing of this session is handed over yet. Each unit’s record begins with the hand-over.";
    record_formulas: "只统计主办件。按期答复率＝期限内签发首次答复÷（已答复＋逾期未答复）；面商率＝答复前见面沟通÷已答复；满意率＝满意÷已评价，未评价的不计入；A—D类按最近一次答复。", "Papers that the unit leads. On time = first reply issued by the due date ÷ (replied + overdue without reply); met = met face to face before the reply ÷ replied; satisfied = satisfied ÷ rated, those not rated left out; classes by the last reply.";
    record_few: "基数不足5件的只列件数，不计算百分比。", "Where there are fewer than 5, only the numbers are told, no percentages.";
    record_list_empty: "没有符合这一项的建议。", "No paper counts for this figure.";
}

/// What is late.
#[component]
pub(crate) fn SupervisionPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        let value = |name: &str| query.get(name).unwrap_or_default();
        let chased = query.get("done").and_then(|id| id.parse::<ProposalId>().ok());
        (LateQuery { unit: value("unit"), stage: value("stage"), after: value("after") }, chased)
    });
    // A paper that was chased changes the address, and that loads the list anew.
    let found = load(move || asked.get(), |(query, _)| supervision(query));
    let kept = kept_form();
    view! {
        <Title text=t.supervision_heading/>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                let kept = kept.await;
                let found = found.await;
                let posted = kept;
                provide_context(Refused(posted));
                let (query, chased) = asked.get_untracked();
                match found {
                    Ok(found) => view! { <Supervision found query chased/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn Supervision(
    found: SupervisionView,
    query: LateQuery,
    /// The paper that was just chased.
    chased: Option<ProposalId>,
) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let chased = chased.map(|id| {
        let paper = found.papers.iter().find(|paper| paper.summary.id == id);
        let number = paper.and_then(|paper| paper.summary.number).map(|number| number.to_string()).unwrap_or_default();
        match lang {
            Lang::Zh => format!("已催办{number}，承办单位会收到通知。"),
            Lang::En => format!("{number} is chased; the unit is told.").trim_start().to_owned(),
        }
    });
    let cohort = found.cohort.map(|cohort| cohort.word(lang)).unwrap_or_default();
    let nothing_late = found.counts.is_empty();
    view! {
        <Crumbs above=vec![("/desk", t.entry_desk)] here=t.supervision_heading.to_owned()/>
        <h1>{t.supervision_heading}</h1>
        <p class="lead">{t.supervision_lead}</p>
        {chased.map(|text| view! { <Notice text/> })}
        <RefusedNotice prefix=""/>
        {(!nothing_late).then(|| view! {
            <section aria-labelledby="counts">
                <h2 id="counts">{t.late_counts_heading}</h2>
                <Counts counts=found.counts.clone()/>
            </section>
        })}
        <section aria-labelledby="late">
            <h2 id="late">{t.late_heading}</h2>
            <Late counts=found.counts n=found.n papers=found.papers next=found.next query/>
        </section>
        <section aria-labelledby="records">
            <h2 id="records">{t.record_heading}<span class="of">{cohort}</span></h2>
            <Records records=found.records/>
        </section>
    }
}

/// How many are late, by unit and stage.
#[component]
fn Counts(counts: Vec<LateCount>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let mut stages: Vec<Stage> = counts.iter().map(|count| count.stage).collect();
    stages.sort_unstable();
    stages.dedup();
    let mut parties: BTreeMap<LateParty, (String, BTreeMap<Stage, u64>)> = BTreeMap::new();
    for count in counts {
        parties.entry(count.party).or_insert_with(|| (count.name, BTreeMap::new())).1.insert(count.stage, count.n);
    }
    let heads = stages.iter().map(|stage| view! { <th scope="col">{stage.word(lang)}</th> }).collect_view();
    let rows = parties.into_iter().map(|(party, (name, of_stage))| {
        let unit = party.code();
        let cells = stages.iter().map(|&stage| {
            let link = of_stage.get(&stage).map(|&n| {
                let address = format!("/supervision?unit={unit}&stage={}#late", stage.code());
                view! { <a href=address>{n}</a> }
            });
            view! { <td data-label=stage.word(lang)>{link}</td> }
        });
        let cells = cells.collect_view();
        let all: u64 = of_stage.values().sum();
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cells}
                <td data-label=t.all_late><a href=format!("/supervision?unit={unit}#late")>{all}</a></td>
            </tr>
        }
    });
    view! {
        <table class="sheet counts">
            <caption>{t.late_counts_caption}</caption>
            <thead><tr><th scope="col">{t.unit}</th>{heads}<th scope="col">{t.all_late}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// The late papers, as they are narrowed.
#[component]
fn Late(
    counts: Vec<LateCount>,
    n: u64,
    papers: Vec<LatePaper>,
    next: Option<String>,
    query: LateQuery,
) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let (party, stage) = (query.party(), query.stage());
    let is_narrowed = party.is_some() || stage.is_some();
    let found = match lang {
        Lang::Zh => format!("共{n}件"),
        Lang::En => format!("{n} late"),
    };
    let name = counts.iter().find(|count| Some(count.party) == party).map(|count| count.name.clone());
    let chosen: Vec<String> = name.into_iter().chain(stage.map(|stage| stage.word(lang).to_owned())).collect();
    let empty = if is_narrowed { t.late_none_left } else { t.late_empty };
    let is_empty = papers.is_empty();
    let address = query.address();
    let separator = if address.contains('?') { '&' } else { '?' };
    let next = next.map(|after| format!("{address}{separator}after={}#late", encode(&after)));
    let first = (!query.after.is_empty()).then(|| format!("{address}#late"));
    let rows = papers.into_iter().map(|paper| view! { <LateRow paper query=query.clone()/> });
    let rows = rows.collect_view();
    view! {
        <p class="found" role="status">
            <b>{found}</b>
            {(!chosen.is_empty()).then(|| view! { <span>{chosen.join(" · ")}</span> })}
            {is_narrowed.then(|| view! { <a href="/supervision#late">{t.clear}</a> })}
        </p>
        {if is_empty {
            view! { <p class="empty">{empty}</p> }.into_any()
        } else {
            view! { <p class="hint">{t.late_chase_hint}</p> }.into_any()
        }}
        <ul class="rows">{rows}</ul>
        <nav class="paging" aria-label=t.paging>
            {first.map(|address| view! { <a href=address>{t.first_page}</a> })}
            {next.map(|address| view! { <a href=address class="button">{t.next_page}</a> })}
        </nav>
    }
}

#[component]
fn LateRow(paper: LatePaper, query: LateQuery) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let summary = paper.summary.clone();
    let due = summary.due.zip(summary.days_left);
    let late = paper.late.iter().map(|one| {
        let (name, step, day) = (&one.name, one.step.asked(lang), dates::day_of_year(one.due, lang));
        let words = match lang {
            Lang::Zh => format!("等{name}：{step}（{day}到期）"),
            Lang::En => format!("{name}: {step} (due {day})"),
        };
        view! { <span>{words}</span> }
    });
    let late = late.collect_view();
    let chased = paper.chased_on.map_or_else(
        || t.late_not_chased.to_owned(),
        |on| {
            let (n, day) = (paper.chases, dates::day_of_year(on, lang));
            match (n, lang) {
                (_, Lang::Zh) => format!("已催办{n}次，最近一次{day}"),
                (1, Lang::En) => format!("Chased once, on {day}"),
                (_, Lang::En) => format!("Chased {n} times, last on {day}"),
            }
        },
    );
    let then = paper.chased_on.and_then(|on| on.checked_add(i32::from(CHASE_EVERY_DAYS).days()).ok());
    let do_it = if paper.may_chase {
        view! { <ChaseForm paper=paper.clone() query/> }.into_any()
    } else {
        let day = then.map(|day| dates::day_of_year(day, lang)).unwrap_or_default();
        let words = lang.pick(format!("{day}后可再次催办"), format!("May be chased again from {day}"));
        then.map(|_| view! { <p class="hint desk-do">{words}</p> }).into_any()
    };
    view! {
        <li class="row desk-row">
            <div>
                <h3 class="row-title" lang="zh-CN"><A href=format!("/proposals/{}", summary.id)>{summary.title}</A></h3>
                <p class="row-facts">
                    {summary.number.map(|number| view! { <span class="number">{number.to_string()}</span> })}
                    {late}
                    <span>{chased}</span>
                </p>
                <p class="row-facts docket-units">
                    <StageTag stage=summary.stage/>
                    {due.map(|(day, days_left)| view! { <Due day days_left/> })}
                </p>
            </div>
            {do_it}
        </li>
    }
}

/// The button that chases.
#[component]
fn ChaseForm(paper: LatePaper, query: LateQuery) -> impl IntoView {
    let lang = lang();
    let word = domain::proposal::workflow::Step::Chase.word(lang);
    let title = paper.summary.title;
    let label = lang.pick(format!("{word}：{title}"), format!("{word}: {title}"));
    view! {
        <div class="desk-do">
            <PostForm action="/api/chase">
                <input type="hidden" name="id" value=paper.summary.id.to_string()/>
                <input type="hidden" name="version" value=paper.version.to_string()/>
                <input type="hidden" name="query[unit]" value=query.unit/>
                <input type="hidden" name="query[stage]" value=query.stage/>
                <button class="button" type="submit" aria-label=label>{word}</button>
                <Pending/>
            </PostForm>
        </div>
    }
}

/// How each unit does: a line for each, in the order of their numbers.
#[component]
fn Records(records: Vec<UnitRecord>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    if records.is_empty() {
        return view! { <p class="empty">{t.record_empty}</p> }.into_any();
    }
    let heads = RecordFigure::ALL.iter().map(|figure| view! { <th scope="col">{figure.word(lang)}</th> });
    let heads = heads.collect_view();
    let rows = records.into_iter().map(|record| {
        let cells = RecordFigure::ALL.iter().map(|&figure| view! { <RecordCell record=record.clone() figure/> });
        view! { <tr><th scope="row">{record.name.clone()}</th>{cells.collect_view()}</tr> }
    });
    view! {
        <table class="sheet records">
            <caption>{t.record_caption}</caption>
            <thead><tr><th scope="col">{t.unit}</th>{heads}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        <p class="hint">{t.record_formulas}</p>
        <p class="hint">{t.record_few}</p>
    }
    .into_any()
}

/// A number that opens its list, what it is a share of, and the percentage where there are enough.
#[component]
fn RecordCell(record: UnitRecord, figure: RecordFigure) -> impl IntoView {
    let (n, share) = (record.n(figure), record.share(figure));
    let number = if n == 0 {
        view! { <span>{n}</span> }.into_any()
    } else {
        let address = format!("/supervision/{}?figure={}", record.unit, figure.code());
        view! { <A href=address>{n}</A> }.into_any()
    };
    let whole = share.map(|share| view! { <span class="of-whole">"/"{share.whole}</span> });
    let percent = share.and_then(Share::percent_of_enough);
    let percent = percent.map(|percent| view! { <span class="percent">{percent}</span> });
    view! { <td data-label=figure.word(lang())>{number}{whole}{percent}</td> }
}

/// The list behind a number of a unit's record.
#[component]
pub(crate) fn RecordPage() -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        let unit = params.read().get("unit").and_then(|unit| unit.parse::<BodyId>().ok());
        (unit, query.read().get("figure").unwrap_or_default())
    });
    let found = load(
        move || asked.get(),
        |(unit, figure)| async move {
            match unit {
                Some(unit) => record_papers(unit, figure).await,
                None => Err(Failure::NotFound),
            }
        },
    );
    view! {
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                let found = match found.await {
                    Ok(found) => found,
                    Err(failure) => return page_error(failure),
                };
                let title = format!("{} · {}", found.unit, found.figure.word(lang));
                let n = found.papers.len();
                let count = lang.pick(format!("共{n}件"), format!("{n} papers"));
                let rows = found.papers.into_iter().map(|summary| view! { <SummaryRow summary/> });
                let rows = rows.collect_view();
                view! {
                    <Title text=title.clone()/>
                    <Crumbs above=vec![("/desk", t.entry_desk), ("/supervision", t.supervision_heading)] here=title.clone()/>
                    <h1>{title}</h1>
                    <p class="found"><b>{count}</b><A href="/supervision#records">{t.record_heading}</A></p>
                    {(n == 0).then(|| view! { <p class="empty">{t.record_list_empty}</p> })}
                    <h2 class="visually-hidden">{t.results}</h2>
                    <ul class="rows">{rows}</ul>
                }
                .into_any()
            })}
        </Transition>
    }
}
