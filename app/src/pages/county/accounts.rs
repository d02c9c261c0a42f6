//! The accounts office: finding people, with the ways to its other pages.

use domain::county::people::{County, Office};
use ground::vocabulary::Lang;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use crate::api::roster::{PeopleQuery, PeopleView, PersonRow, people};
use crate::kit::components::{Crumbs, Options, Waiting, encode, page_error};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

mod activate;
mod codes;
mod import;
mod person;
mod term;

pub(crate) use activate::ActivatePage;
pub(crate) use codes::{CodeSheetPage, CodesPage};
pub(crate) use import::{ImportPage, PreviewPage};
pub(crate) use person::PersonPage;
pub(crate) use term::TermPage;

bilingual! {
    [within super]

    accounts_heading: "账号管理", "Accounts";
    accounts_hint: "按姓名排列。点姓名可以调整角色、停用或重发激活码。", "In the order of their names. Open a name to change roles, suspend, or hand out a new code.";
    accounts_empty: "没有符合条件的人。请减少筛选条件，或先导入名册。", "Nobody matches. Try fewer filters, or import the roster first.";
    accounts_search: "姓名、账号或证号", "Name, account or roster number";
    all_roles: "全部身份", "All roles";
    all_delegations: "全部代表团", "All delegations";
    account_suspended: "已停用", "Suspended";
    account_in_use: "正常使用", "In use";
    account_code_out: "激活码已发，尚未激活", "Code handed out, not used yet";
    account_without_code: "尚未发激活码", "No code handed out yet";
    import_heading: "导入名册和单位", "Import people and units";
    codes_heading: "发放激活码", "Activation codes";
    activation_code: "激活码", "Activation code";
    account_log: "操作记录", "What was done";
    account_log_empty: "还没有记录。", "Nothing yet.";
    term_heading: "届次与换届", "Terms and sessions";
}

/// Everybody with an account.
#[component]
pub(crate) fn AccountsPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let map = query.read();
        let value = |name: &str| map.get(name).unwrap_or_default();
        PeopleQuery {
            text: value("text"),
            office: value("office"),
            unit: value("unit"),
            township: value("township"),
            new: value("new"),
            after: value("after"),
        }
    });
    let found = load(move || asked.get(), people);
    view! {
        <Title text=t.accounts_heading/>
        <Crumbs above=vec![("/desk", t.entry_desk)] here=t.accounts_heading.to_owned()/>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(found) => view! { <Found found query=asked.get_untracked()/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn Found(found: PeopleView, query: PeopleQuery) -> impl IntoView {
    let t = texts();
    let next = found.next.as_ref().map(|after| format!("/accounts?{}", address(&query, after)));
    let first = (!query.after.is_empty()).then(|| format!("/accounts?{}", address(&query, "")));
    let is_narrowed = !address(&query, "").is_empty();
    let county = found.county.clone();
    let rows = found.rows;
    let is_empty = rows.is_empty();
    view! {
        <h1>{t.accounts_heading}</h1>
        <ul class="ways ways-in-line">
            <li><A href="/accounts/import">{t.import_heading}</A></li>
            <li><A href="/accounts/codes">{t.codes_heading}</A></li>
            <li><A href="/accounts/term">{t.term_heading}</A></li>
        </ul>
        <Narrowing query county=found.county/>
        <p class="found">
            <span>{t.accounts_hint}</span>
            {is_narrowed.then(|| view! { <a href="/accounts">{t.clear}</a> })}
        </p>
        {is_empty.then(|| view! { <p class="empty">{t.accounts_empty}</p> })}
        <h2 class="visually-hidden">{t.results}</h2>
        <ul class="rows">
            {rows.into_iter().map(|person| view! { <PersonItem person county=county.clone()/> }).collect_view()}
        </ul>
        <nav class="paging" aria-label=t.paging>
            {first.map(|address| view! { <a href=address>{t.first_page}</a> })}
            {next.map(|address| view! { <a href=address class="button">{t.next_page}</a> })}
        </nav>
    }
}

/// One person of a list.
#[component]
fn PersonItem(person: PersonRow, county: County) -> impl IntoView {
    let lang = lang();
    let facts = facts(&person, &county, lang);
    let state = state(&person);
    view! {
        <li class="row">
            <h3 class="row-title" lang="zh-CN"><A href=format!("/accounts/{}", person.id)>{person.name}</A></h3>
            <p class="row-facts">{facts.into_iter().map(|fact| view! { <span>{fact}</span> }).collect_view()}</p>
            <p class="row-status">{state}</p>
        </li>
    }
}

/// Account, roster number, delegation and roles, in words.
fn facts(person: &PersonRow, county: &County, lang: Lang) -> Vec<String> {
    let place = person.township.and_then(|id| county.townships.iter().find(|place| place.id == id));
    let mut facts = vec![person.login.clone()];
    facts.extend(person.key.clone());
    facts.extend(place.map(|place| place.name(lang).to_owned()));
    facts.extend(person.roles.iter().map(|role| role_word(*role, county, lang)));
    facts
}

/// A role with its unit, in words.
fn role_word(role: domain::county::people::Role, county: &County, lang: Lang) -> String {
    let word = role.office().word(lang);
    let unit = role.unit().and_then(|id| county.units.iter().find(|unit| unit.id == id));
    match unit {
        Some(unit) => format!("{word} · {}", unit.name(lang)),
        None => word.to_owned(),
    }
}

/// Whether the account can be used.
fn state(person: &PersonRow) -> &'static str {
    let t = texts();
    match (person.suspended, person.has_password, person.code_until) {
        (true, _, _) => t.account_suspended,
        (false, true, _) => t.account_in_use,
        (false, false, Some(_)) => t.account_code_out,
        (false, false, None) => t.account_without_code,
    }
}

/// The query of an address.
fn address(query: &PeopleQuery, after: &str) -> String {
    let parts = [
        ("text", query.text.as_str()),
        ("office", &query.office),
        ("unit", &query.unit),
        ("township", &query.township),
        ("new", &query.new),
        ("after", after),
    ];
    let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
    parts.map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
}

/// The offices to choose from.
fn offices(lang: Lang) -> Options {
    Office::ALL.iter().map(|office| (office.code().to_owned(), office.word(lang).to_owned())).collect()
}

/// The delegations to choose from.
fn townships(county: &County, lang: Lang) -> Options {
    county.townships.iter().map(|place| (place.id.to_string(), place.name(lang).to_owned())).collect()
}

/// Search and filters: a form that asks with GET.
#[component]
fn Narrowing(query: PeopleQuery, county: County) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let units: Options = county.units.iter().map(|unit| (unit.id.to_string(), unit.name(lang).to_owned())).collect();
    let select = |name: &'static str, label: &'static str, all: &'static str, options: Options, chosen: String| {
        let listed = options.into_iter().map(|(code, word)| {
            let selected = code == chosen;
            view! { <option value=code selected=selected>{word}</option> }
        });
        let listed = listed.collect_view();
        view! {
            <p class="field">
                <label for=name>{label}</label>
                <select id=name name=name><option value="">{all}</option>{listed}</select>
            </p>
        }
    };
    view! {
        <form method="get" action="/accounts" class="narrowing narrowing-form">
            <p class="field">
                <label for="text">{t.accounts_search}</label>
                <input id="text" name="text" type="search" value=query.text maxlength="60"/>
            </p>
            {select("office", t.roles, t.all_roles, offices(lang), query.office)}
            {select("unit", t.unit, t.all_units, units, query.unit)}
            {select("township", t.delegation, t.all_delegations, townships(&county, lang), query.township)}
            <p class="actions"><button class="button" type="submit">{t.apply}</button></p>
        </form>
    }
}
