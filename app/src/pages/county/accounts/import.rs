//! Importing people and units: the table is read, shown line by line, and written when it is confirmed.

use domain::county::roster::{Change, Kind, Outcome, RowPlan, RowProblem};
use ground::problem::InWords;
use ground::vocabulary::Lang;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

use crate::Failure;
use crate::api::roster::{ImportView, import_preview, terms};
use crate::kit::components::{Crumbs, Notice, PostForm, RefusedNotice, Waiting, page_error};
use crate::kit::forms::{Group, Refused};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::kept_form;
use crate::texts::bilingual;

bilingual! {
    [within super]

    import_lead: "上传表格后先逐行检查，您确认之后才写入。只要有一行有问题，就全部不导入；同一份表格可以反复上传，已有的内容不会重复。", "The table is checked line by line first and written only when you confirm. If one line is broken nothing is imported; the same table may be uploaded again, and nothing is added twice.";
    import_people: "人员名册", "People";
    import_people_hint: "每行一个人的一个角色；一人有两个角色就写两行，证号相同。代表证号用来区分同名的人，换届后也靠它认出连任代表。导入只增加角色，不取消角色。", "One role of one person a line; two roles are two lines with the same roster number. The number tells people of one name apart and recognises re-elected deputies. An import adds roles and takes none away.";
    import_units: "承办单位", "Units";
    import_units_hint: "按单位名称对应：已有的更新，没有的新增。停用的单位不再接受交办，原有建议不受影响。", "Matched by name: known units are updated, others added. Nothing is handed over to closed units any more; their papers stay.";
    import_template: "下载模板（CSV）", "Download the template (CSV)";
    import_file: "选择表格（.xlsx或.csv，不超过5 MB、5000行）", "Choose a table (.xlsx or .csv, up to 5 MB and 5000 rows)";
    import_check: "上传并检查", "Upload and check";
    import_confirm: "确认导入", "Import";
    import_again: "重新上传", "Upload again";
    preview_heading: "导入前检查", "Before the import";
    preview_lead: "核对无误后请确认。确认之前不会写入任何内容，本页保留一天。", "Check it, then confirm. Nothing is written before that; this page is kept for a day.";
    preview_broken: "有问题的行须先在表格中改正，再重新上传。现在没有导入任何内容。", "Mend the broken lines in the table and upload it again. Nothing has been imported.";
    preview_nothing: "表格内容与系统一致，没有需要导入的。", "The table says what is known already: there is nothing to import.";
    rows_add: "新增", "Added";
    rows_change: "更新", "Changed";
    rows_unchanged: "不变", "Unchanged";
    rows_empty: "空行（略过）", "Empty, passed over";
    rows_broken: "有问题", "Broken";
    rows_others: "其他各行", "The other lines";
    rows_all: "逐行查看", "Line by line";
    row_add: "新增", "is added";
    row_change: "更新", "is changed";
    row_unchanged: "不变", "stays as it is";
    row_empty: "空行，略过", "is empty and passed over";
    row_broken: "有问题", "is broken";
}

/// How many broken rows stand open.
const BROKEN_SHOWN: usize = 200;

/// The form for a table, and the templates.
#[component]
pub(crate) fn ImportPage() -> impl IntoView {
    let t = texts();
    let kept = kept_form();
    // Only who may import sees the form; the question is the cheapest that the accounts office has.
    let allowed = load(|| (), |()| terms());
    view! {
        <Title text=t.import_heading/>
        <Crumbs above=vec![("/desk", t.entry_desk), ("/accounts", t.accounts_heading)] here=t.import_heading.to_owned()/>
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                provide_context(Refused(kept.await));
                match allowed.await {
                    Ok(_) => view! { <Upload/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Upload() -> impl IntoView {
    let t = texts();
    let refused_kind = Group("table").typed("kind");
    let form = |kind: Kind, heading: &'static str, hint: &'static str| {
        let id = format!("file-{}", kind.code());
        let error_id = format!("{id}-error");
        let was_refused = refused_kind.as_deref() == Some(kind.code());
        let problem = was_refused.then(|| Group("table").problem("file")).flatten();
        view! {
            <section>
                <h2>{heading}</h2>
                <p>{hint}</p>
                <p><a href=format!("/template/{}.csv", kind.code()) rel="external" download="">{t.import_template}</a></p>
                <form class="form" method="post" enctype="multipart/form-data" action=format!("/upload/roster/{}", kind.code())>
                    <div class="field" class:field-wrong=problem.is_some()>
                        <label for=id.clone()>{t.import_file}</label>
                        <p class="problem" id=error_id.clone()>{problem.clone()}</p>
                        <input type="file" id=id name="table[file]" accept=".xlsx,.csv" aria-describedby=error_id
                            aria-invalid=problem.is_some().to_string()/>
                    </div>
                    <p class="actions"><button class="button button-main" type="submit">{t.import_check}</button></p>
                </form>
            </section>
        }
    };
    let anchor = refused_kind.clone().map(|kind| format!("file-{kind}"));
    let refused = move || {
        let posted = Refused::here().0?;
        let (heading, sentence) = posted.failure.words(lang());
        let links = posted.failure.errors().iter().map(|error| {
            let address = format!("#{}", anchor.clone().unwrap_or_default());
            view! { <li><a href=address rel="external">{error.problem.sentence(lang())}</a></li> }
        });
        let links = links.collect_view();
        Some(view! {
            <div class="refused" id="refused" role="alert" tabindex="-1"><h2>{heading}</h2><p>{sentence}</p><ul>{links}</ul></div>
        })
    };
    view! {
        <div class="narrow">
            <h1>{t.import_heading}</h1>
            {refused}
            <p>{t.import_lead}</p>
            {form(Kind::People, t.import_people, t.import_people_hint)}
            {form(Kind::Units, t.import_units, t.import_units_hint)}
        </div>
    }
}

/// What a table will do, line by line, and the button that does it.
#[component]
pub(crate) fn PreviewPage() -> impl IntoView {
    let t = texts();
    let (params, query) = (use_params_map(), use_query_map());
    let kept = kept_form();
    let asked = move || {
        let id = params.read().get("id").and_then(|id| id.parse::<Uuid>().ok());
        let after = query.read().get("after").and_then(|line| line.parse::<u32>().ok()).unwrap_or_default();
        (id, after)
    };
    let preview = load(asked, |(id, after)| async move {
        match id {
            Some(id) => import_preview(id, after).await.map(|preview| (id, after, preview)),
            None => Err(Failure::NotFound),
        }
    });
    view! {
        <Title text=t.preview_heading/>
        <Crumbs
            above=vec![("/desk", t.entry_desk), ("/accounts", t.accounts_heading), ("/accounts/import", t.import_heading)]
            here=t.preview_heading.to_owned()
        />
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                provide_context(Refused(kept.await));
                match preview.await {
                    Ok((id, after, preview)) => view! { <Preview id after preview/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Preview(id: Uuid, after: u32, preview: ImportView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let counts = preview.counts;
    let is_broken = counts.broken > 0;
    let nothing = counts.add + counts.change == 0;
    let numbers = [
        (t.rows_add, counts.add),
        (t.rows_change, counts.change),
        (t.rows_unchanged, counts.unchanged),
        (t.rows_empty, counts.empty),
        (t.rows_broken, counts.broken),
    ];
    let numbers = numbers.map(|(word, n)| view! { <div class="figure"><dt>{word}</dt><dd><b>{n}</b></dd></div> });
    let more_broken = preview.broken.len().saturating_sub(BROKEN_SHOWN);
    let broken = preview.broken.into_iter().take(BROKEN_SHOWN).map(|row| view! { <Line row/> }).collect_view();
    let next = preview.next.map(|line| format!("/accounts/import/{id}?after={line}"));
    let first = (after > 0).then(|| format!("/accounts/import/{id}"));
    let has_rows = !preview.rows.is_empty();
    let rows = preview.rows.into_iter().map(|row| view! { <Line row/> }).collect_view();
    let done = preview.done.map(|done| match lang {
        Lang::Zh => format!("已导入：新增{}行，更新{}行。", done.add, done.change),
        Lang::En => format!("Imported: {} rows added, {} changed.", done.add, done.change),
    });
    let is_done = done.is_some();
    let more_broken = (more_broken > 0).then(|| match lang {
        Lang::Zh => format!("另有{more_broken}行有问题，改正以上各行后重新上传即可看到。"),
        Lang::En => format!("{more_broken} more rows are broken: mend these and upload again to see them."),
    });
    view! {
        <div class="narrow">
            <h1>{t.preview_heading}</h1>
            <p class="whose">{preview.kind.word(lang)}" · "{preview.file_name}</p>
            <RefusedNotice prefix=""/>
            {done.map(|done| view! {
                <Notice text=done/>
                <p class="actions"><A href="/accounts/codes" attr:class="button button-main">{t.codes_heading}</A><A href="/accounts">{t.accounts_heading}</A></p>
            })}
            {(!is_done).then(|| view! {
                <dl class="figures">{numbers}</dl>
                {is_broken.then(|| view! { <p class="notice notice-do">{t.preview_broken}</p> })}
                {(!is_broken && nothing).then(|| view! { <Notice text=t.preview_nothing/> })}
                {(!is_broken && !nothing).then(|| view! {
                    <p>{t.preview_lead}</p>
                    <PostForm action="/api/import-confirm">
                        <input type="hidden" name="id" value=id.to_string()/>
                        <input type="hidden" name="fingerprint" value=preview.fingerprint/>
                        <p class="actions"><button class="button button-main" type="submit">{t.import_confirm}</button></p>
                    </PostForm>
                })}
                {(is_broken || nothing).then(|| view! { <p class="actions"><A href="/accounts/import" attr:class="button">{t.import_again}</A></p> })}
                {is_broken.then(|| view! {
                    <section>
                        <h2>{t.rows_broken}</h2>
                        <ul class="rows">{broken}</ul>
                        {more_broken.map(|text| view! { <p class="hint">{text}</p> })}
                    </section>
                })}
                {has_rows.then(|| view! {
                    <details class="more" open=!is_broken || after != 0>
                        <summary>{if is_broken { t.rows_others } else { t.rows_all }}</summary>
                        <ul class="rows">{rows}</ul>
                        <nav class="paging" aria-label=t.paging>
                            {first.map(|address| view! { <a href=address>{t.first_page}</a> })}
                            {next.map(|address| view! { <a href=address class="button">{t.next_page}</a> })}
                        </nav>
                    </details>
                })}
            })}
        </div>
    }
}

/// One line of the file: what it will do.
#[component]
fn Line(row: RowPlan) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let line = lang.pick(format!("第{}行", row.line), format!("Line {}", row.line));
    let (word, details) = match row.outcome {
        Outcome::Add => (t.row_add, Vec::new()),
        Outcome::Change(changes) => (t.row_change, changes.iter().map(|change| changed(change, lang)).collect()),
        Outcome::Unchanged => (t.row_unchanged, Vec::new()),
        Outcome::Empty => (t.row_empty, Vec::new()),
        Outcome::Broken(problems) => (t.row_broken, problems.iter().map(|problem| told(problem, lang)).collect()),
    };
    let has_details = !details.is_empty();
    let details = details.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    view! {
        <li class="row">
            <p class="row-facts"><b>{line}</b><span>{row.subject}</span><span>{word}</span></p>
            {has_details.then(|| view! { <ul>{details}</ul> })}
        </li>
    }
}

fn changed(Change { column, from, to }: &Change, lang: Lang) -> String {
    let column = column.word(lang);
    lang.pick(format!("{column}：{from} → {to}"), format!("{column}: {from} → {to}"))
}

fn told(problem: &RowProblem, lang: Lang) -> String {
    let sentence = problem.fault.in_words(lang);
    match problem.column {
        Some(column) => {
            let column = column.word(lang);
            lang.pick(format!("{column}：{sentence}"), format!("{column}: {sentence}"))
        }
        None => sentence,
    }
}
