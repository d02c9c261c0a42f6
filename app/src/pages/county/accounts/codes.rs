//! Activation codes: for whom, and the sheet that shows them once.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::facts;
use crate::api::roster::{FreshCodes, PeopleQuery, PeopleView, Slip, people};
use crate::kit::components::{Crumbs, PlainForm, RefusedNotice, Waiting, page_error};
use crate::kit::format::Day;
use crate::kit::forms::Refused;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::kept_form;
use crate::texts::bilingual;

bilingual! {
    [within super]

    codes_lead: "没有设置密码的人凭激活码首次登录。激活码只显示一次，请当场打印、裁开、密封后交给本人。14天内有效，只能用一次；重发后旧码作废。", "Who has no password signs in for the first time with a code. Codes are shown once: print, cut and seal them, and hand each to its owner. Each is good for 14 days and one use; a new one voids the old.";
    codes_empty: "所有人都已设置密码。要为某个人重发激活码，请打开此人的账号页面。", "Everybody has set a password. To hand out a new code, open the person’s page.";
    codes_all: "为所有未发码的人制作", "Make codes for all who have none";
    codes_all_hint: "一次最多300人，其余的人请再制作一次。", "At most 300 at once; repeat it for the others.";
    codes_choose: "或者选择几个人", "Or choose some people";
    codes_make: "为选中的人制作", "Make codes for those chosen";
    code_out_until: "已发激活码，有效期至", "Has a code until";
    code_sheet_heading: "激活码", "Activation codes";
    sheet_once: "请现在打印：离开或刷新本页后，这些激活码不会再显示。", "Print this now: when you leave or reload the page, these codes are shown no more.";
    sheet_gone: "激活码只显示一次。如果没有打印，请重新制作，旧码随即作废。", "Codes are shown once. If they were not printed, make new ones: the old ones are void then.";
    slip_how: "在手机或电脑浏览器中打开上面的网址，填写账号和激活码，设置自己的密码。请勿转告他人。", "Open this address in a browser, fill in account and code, and choose your own password. Tell nobody.";
    address: "网址", "Address";
    code_until: "有效期至", "Good until";
}

/// Those without a password, to be chosen for a sheet.
#[component]
pub(crate) fn CodesPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let kept = kept_form();
    let asked = move || PeopleQuery {
        new: "yes".to_owned(),
        after: query.read().get("after").unwrap_or_default(),
        ..PeopleQuery::default()
    };
    let found = load(asked, people);
    view! {
        <Title text=t.codes_heading/>
        <Crumbs above=vec![("/desk", t.entry_desk), ("/accounts", t.accounts_heading)] here=t.codes_heading.to_owned()/>
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                provide_context(Refused(kept.await));
                match found.await {
                    Ok(found) => view! { <Choosing found/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Choosing(found: PeopleView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let next =
        found.next.as_ref().map(|after| format!("/accounts/codes?after={}", crate::kit::components::encode(after)));
    let is_empty = found.rows.is_empty();
    let county = found.county;
    let people: Vec<_> = found.rows.into_iter().map(|person| (facts(&person, &county, lang), person)).collect();
    let rows = people.into_iter().map(|(facts, person)| {
        let id = format!("person-{}", person.id);
        let out = person.code_until.map(|day| view! { <span>{t.code_out_until}" "<Day day/></span> });
        view! {
            <li class="row tick">
                <input type="checkbox" id=id.clone() name="person" value=person.id.to_string()/>
                <label for=id>
                    <b lang="zh-CN">{person.name}</b>
                    <span class="row-facts">{facts.into_iter().map(|fact| view! { <span>{fact}</span> }).collect_view()}{out}</span>
                </label>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="narrow">
            <h1>{t.codes_heading}</h1>
            <p>{t.codes_lead}</p>
            <RefusedNotice prefix=""/>
            {is_empty.then(|| view! { <p class="empty">{t.codes_empty}</p> })}
            {(!is_empty).then(|| view! {
                <PlainForm action="/accounts/codes/sheet">
                    <input type="hidden" name="all" value="yes"/>
                    <p class="actions"><button class="button button-main" type="submit">{t.codes_all}</button></p>
                    <p class="hint">{t.codes_all_hint}</p>
                </PlainForm>
                <h2>{t.codes_choose}</h2>
                <PlainForm action="/accounts/codes/sheet">
                    <ul class="rows" id="people">{rows}</ul>
                    <p class="actions"><button class="button" type="submit">{t.codes_make}</button></p>
                </PlainForm>
                <nav class="paging" aria-label=t.paging>
                    {next.map(|address| view! { <a href=address class="button">{t.next_page}</a> })}
                </nav>
            })}
        </div>
    }
}

/// The sheet: the codes stand in the answer to the form that made them, and nowhere else.
#[component]
pub(crate) fn CodeSheetPage() -> impl IntoView {
    let t = texts();
    // The server gives them to this one rendering; asked again, there are none.
    let codes = load(|| (), |()| async { use_context::<FreshCodes>().unwrap_or_default() });
    view! {
        <Title text=t.code_sheet_heading/>
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                let codes = codes.await;
                if codes.slips.is_empty() {
                    return view! {
                        <div class="narrow">
                            <h1>{t.code_sheet_heading}</h1>
                            <p>{t.sheet_gone}</p>
                            <p class="actions"><A href="/accounts/codes" attr:class="button">{t.codes_heading}</A></p>
                        </div>
                    }
                    .into_any();
                }
                view! { <Sheet codes/> }.into_any()
            })}
        </Suspense>
    }
}

#[component]
fn Sheet(codes: FreshCodes) -> impl IntoView {
    let t = texts();
    let address = codes.address;
    let slips = codes.slips.into_iter().map(|Slip { name, login, code, until }| {
        view! {
            <li class="slip">
                <p class="slip-name"><b lang="zh-CN">{name}</b></p>
                <dl class="facts">
                    <div><dt>{t.login}</dt><dd>{login}</dd></div>
                    <div><dt>{t.activation_code}</dt><dd><code class="code">{code}</code></dd></div>
                    <div><dt>{t.address}</dt><dd>{address.clone()}</dd></div>
                    <div><dt>{t.code_until}</dt><dd><Day day=until/></dd></div>
                </dl>
                <p class="slip-how">{t.slip_how}</p>
            </li>
        }
    });
    let slips = slips.collect_view();
    view! {
        <h1>{t.code_sheet_heading}</h1>
        <p class="notice notice-do" role="status">{t.sheet_once}</p>
        <ul class="slips">{slips}</ul>
        <p class="actions"><A href="/accounts" attr:class="button">{t.accounts_heading}</A></p>
    }
}
