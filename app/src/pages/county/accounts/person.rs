//! One account: roles, delegation, a new code, suspension, and what was done.

use domain::county::people::PersonId;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{facts, offices, role_word, state, townships};
use crate::Failure;
use crate::api::roster::{PersonView, person};
use crate::kit::components::{
    Choice, Crumbs, Notice, Options, PlainForm, PostForm, RefusedNotice, Waiting, page_error,
};
use crate::kit::format::Day;
use crate::kit::forms::{Group, Refused};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::kept_form;
use crate::texts::bilingual;

bilingual! {
    [within super]

    account_changed: "已办理。涉及权限的改动会让此人在所有设备上重新登录。", "Done. Where rights changed, the person has to sign in again everywhere.";
    role: "角色", "Role";
    no_roles: "现在没有任何角色。仍可登录，查看自己领衔的建议。", "No role at present. The person can still sign in and see their own papers.";
    roles_hint: "结束的角色留在历史中，所办的事都不受影响。", "A role that ends stays in the history, and so does all that was done in it.";
    past_roles: "曾任", "Former roles";
    ended_on: "结束于", "Ended";
    end_role: "结束角色", "End the role";
    give_role: "增加角色", "Give a role";
    role_unit_hint: "经办人和签发人须选择单位，其他角色不选。", "Clerks and heads need one; no other role has one.";
    move_township: "调整代表团", "Change the delegation";
    new_code: "重发激活码", "Hand out a new code";
    new_code_hint: "忘记密码或纸条丢失时使用。现有密码立即失效，此人凭新码重新设置。", "For a forgotten password or a lost slip. The present password stops working at once; the person sets another with the new code.";
    suspend: "停用账号", "Suspend the account";
    suspend_hint: "停用后此人不能登录，资料和所办的事都保留，随时可以恢复。", "The person cannot sign in any more; everything stays, and it can be restored at any time.";
    restore_account: "恢复账号", "Restore the account";
    restore_account_hint: "恢复后可以用原密码登录，或重发激活码。", "The person can sign in again with the old password, or a new code.";
}

/// The groups of the page's forms.
const FORMS: [&str; 5] =
    ["command[give_role]", "command[end_role]", "command[move]", "command[suspend]", "command[restore]"];

/// One account.
#[component]
pub(crate) fn PersonPage() -> impl IntoView {
    let params = use_params_map();
    let kept = kept_form();
    let asked = move || params.read().get("id").and_then(|id| id.parse::<PersonId>().ok());
    let page = load(asked, |id| async move {
        match id {
            Some(id) => person(id).await,
            None => Err(Failure::NotFound),
        }
    });
    view! {
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                provide_context(Refused(kept.await));
                match page.await {
                    Ok(page) => view! { <Person page/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Person(page: PersonView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let query = use_query_map();
    let done = query.read_untracked().get("done").is_some();
    let PersonView { person, phone, version, past, log, county } = page;
    let id = person.id;
    let facts = facts(&person, &county, lang);
    let hidden = move || {
        view! {
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="version" value=version.to_string()/>
        }
    };
    let words: Vec<_> = person.roles.iter().map(|role| (*role, role_word(*role, &county, lang))).collect();
    let held = words.into_iter().map(|(role, word)| {
        let name = lang.pick(format!("{}：{word}", t.end_role), format!("{}: {word}", t.end_role));
        view! {
            <li class="row">
                <p class="row-facts"><span>{word}</span></p>
                <PostForm action="/api/change-account" class="row-form">
                    {hidden()}
                    <input type="hidden" name="command[end_role][office]" value=role.office().code()/>
                    <input type="hidden" name="command[end_role][unit]" value=role.unit().map(|unit| unit.to_string()).unwrap_or_default()/>
                    <button class="button" type="submit" aria-label=name>{t.end_role}</button>
                </PostForm>
            </li>
        }
    });
    let held = held.collect_view();
    let has_past = !past.is_empty();
    let past: Vec<_> = past.into_iter().map(|past| (role_word(past.role, &county, lang), past)).collect();
    let past_rows = past.into_iter().map(|(word, past)| {
        let term = past.term.map(|term| lang.pick(format!("第{term}届"), format!("{term}th congress")));
        view! {
            <li class="row"><p class="row-facts">
                <span>{word}</span>
                {term.map(|term| view! { <span>{term}</span> })}
                <span>{t.ended_on}" "{past.ended_on.map(|day| view! { <Day day/> })}</span>
            </p></li>
        }
    });
    let past_rows = past_rows.collect_view();
    let has_log = !log.is_empty();
    let log_rows = log.into_iter().map(|row| {
        view! {
            <li class="entry">
                <p class="entry-day"><Day day=row.on/>{row.actor.map(|actor| format!(" · {actor}"))}</p>
                <p>{row.sentence}</p>
            </li>
        }
    });
    let log_rows = log_rows.collect_view();
    let units: Options = county.open_units().map(|unit| (unit.id.to_string(), unit.name(lang).to_owned())).collect();
    let places = townships(&county, lang);
    let place = person.township.map(|id| id.to_string()).unwrap_or_default();
    let (give, moving) = (Group("command[give_role]"), Group("command[move]"));
    let (is_roleless, is_suspended, state) = (person.roles.is_empty(), person.suspended, state(&person));
    let (name, title) = (person.name.clone(), person.name.clone());
    let suspend = if person.suspended {
        ("restore", t.restore_account, t.restore_account_hint)
    } else {
        ("suspend", t.suspend, t.suspend_hint)
    };
    let notices = FORMS.map(|prefix| view! { <RefusedNotice prefix/> });
    view! {
        <Title text=title/>
        <Crumbs above=vec![("/desk", t.entry_desk), ("/accounts", t.accounts_heading)] here=person.name.clone()/>
        <div class="narrow">
            <h1 lang="zh-CN">{name}</h1>
            <p class="row-facts">{facts.into_iter().map(|fact| view! { <span>{fact}</span> }).collect_view()}</p>
            <p class="row-facts"><b>{state}</b>{phone.map(|phone| view! { <span>{phone}</span> })}</p>
            {done.then(|| view! { <Notice text=t.account_changed/> })}
            {notices}
            <section>
                <h2>{t.roles}</h2>
                {is_roleless.then(|| view! { <p class="empty">{t.no_roles}</p> })}
                <ul class="rows">{held}</ul>
                <p class="hint">{t.roles_hint}</p>
                {has_past.then(|| view! { <h3>{t.past_roles}</h3><ul class="rows">{past_rows}</ul> })}
            </section>
            <section>
                <h2>{t.give_role}</h2>
                <PostForm action="/api/change-account">
                    {hidden()}
                    <Choice group=give path="office" label=t.role options=offices(lang) empty=t.choose/>
                    <Choice group=give path="unit" label=t.unit hint=t.role_unit_hint options=units empty=t.none optional=true/>
                    <p class="actions"><button class="button" type="submit">{t.give_role}</button></p>
                </PostForm>
            </section>
            <section>
                <h2>{t.delegation}</h2>
                <PostForm action="/api/change-account">
                    {hidden()}
                    <Choice group=moving path="township" label=t.delegation value=place options=places empty=t.none/>
                    <p class="actions"><button class="button" type="submit">{t.move_township}</button></p>
                </PostForm>
            </section>
            <section>
                <h2>{t.new_code}</h2>
                <p>{t.new_code_hint}</p>
                <PlainForm action="/accounts/codes/sheet">
                    <input type="hidden" name="person" value=id.to_string()/>
                    <p class="actions"><button class="button" type="submit" disabled=is_suspended>{t.new_code}</button></p>
                </PlainForm>
            </section>
            <section>
                <h2>{suspend.1}</h2>
                <p>{suspend.2}</p>
                <PostForm action="/api/change-account">
                    {hidden()}
                    <input type="hidden" name="command" value=suspend.0/>
                    <p class="actions"><button class="button" type="submit" id="command-suspend-suspend">{suspend.1}</button></p>
                </PostForm>
            </section>
            <section>
                <h2>{t.account_log}</h2>
                {(!has_log).then(|| view! { <p class="empty">{t.account_log_empty}</p> })}
                <ol class="timeline">{log_rows}</ol>
            </section>
        </div>
    }
}
