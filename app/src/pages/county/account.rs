//! One's own account: who one is, the password, signing out.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::Failure;
use crate::api::accounts::{MAX_PASSWORD, MIN_PASSWORD, Me};
use crate::api::public::public_county;
use crate::kit::components::{Notice, PlainForm, RefusedNotice, TextInput, Waiting, page_error, viewer};
use crate::kit::forms::{Group, Refused};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::kept_form;
use crate::texts::bilingual;

bilingual! {
    [within super]

    change_password: "修改密码", "Change the password";
    present_password: "当前密码", "Present password";
    password_changed: "密码已修改，其他设备已退出登录。", "The password is changed; every other device is signed out.";
    password_first: "这是您的初始密码，请先修改，然后才能继续。", "This is your first password: change it before you go on.";
    sign_out: "退出登录", "Sign out";
    sign_out_everywhere: "在所有设备上退出", "Sign out everywhere";
    sign_out_hint: "手机丢失或在他人电脑上登录过，请在所有设备上退出。", "If you lost a telephone or signed in on somebody else’s computer, sign out everywhere.";
}

/// One's own account.
#[component]
pub(crate) fn AccountPage() -> impl IntoView {
    let t = texts();
    let viewer = viewer();
    let kept = kept_form();
    let county = load(|| (), |()| public_county());
    view! {
        <Title text=t.account/>
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                provide_context(Refused(kept.await));
                let me = match viewer.await {
                    Ok(Some(me)) => me,
                    Ok(None) => return page_error(Failure::SignedOut),
                    Err(failure) => return page_error(failure),
                };
                let county = county.await.unwrap_or_default();
                let place = me.township.and_then(|id| county.townships.iter().find(|place| place.id == id));
                let place = place.map(|place| place.name(lang()).to_owned());
                let units = me.roles.iter().filter_map(|role| role.unit());
                let units = units.filter_map(|id| county.units.iter().find(|unit| unit.id == id));
                let units: Vec<_> = units.map(|unit| unit.name(lang()).to_owned()).collect();
                view! { <Account me place units/> }.into_any()
            })}
        </Suspense>
    }
}

#[component]
fn Account(me: Me, place: Option<String>, units: Vec<String>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let query = use_query_map();
    let changed = query.read_untracked().get("changed").is_some();
    let roles: Vec<_> = me.roles.iter().map(|role| role.office().word(lang)).collect();
    let group = Group("");
    let hint = lang.pick(
        format!("至少{MIN_PASSWORD}个字符，可以是一句容易记住的话。不要包含姓名或账号。"),
        format!("At least {MIN_PASSWORD} characters, at most {MAX_PASSWORD}; a sentence that you remember well will do. Not your name."),
    );
    view! {
        <section class="narrow">
            <h1>{t.account}</h1>
            {changed.then(|| view! { <Notice text=t.password_changed/> })}
            {me.must_change_password.then(|| view! { <p class="notice notice-do">{t.password_first}</p> })}
            <dl class="facts">
                <div><dt>{t.name}</dt><dd>{me.name}</dd></div>
                <div><dt>{t.login}</dt><dd>{me.login.clone()}</dd></div>
                <div><dt>{t.roles}</dt><dd>{roles.join(lang.pick("、", ", "))}</dd></div>
                {(!units.is_empty()).then(|| view! { <div><dt>{t.unit}</dt><dd>{units.join(lang.pick("、", ", "))}</dd></div> })}
                {place.map(|place| view! { <div><dt>{t.delegation}</dt><dd>{place}</dd></div> })}
            </dl>
            <p><a href="/account/notices">{t.notice_settings}</a></p>
            <h2>{t.change_password}</h2>
            <RefusedNotice prefix=""/>
            <PlainForm action="/api/password" enter_sends=true>
                <input type="hidden" name="username" value=me.login autocomplete="username"/>
                <TextInput group path="present_password" label=t.present_password kind="password" autocomplete="current-password"/>
                <TextInput group path="new_password" label=t.new_password hint kind="password" autocomplete="new-password"/>
                <TextInput group path="new_password_again" label=t.new_password_again kind="password" autocomplete="new-password"/>
                <p class="actions"><button class="button button-main" type="submit">{t.change_password}</button></p>
            </PlainForm>
            <h2>{t.sign_out}</h2>
            <div class="side-by-side">
                <PlainForm action="/api/sign-out"><button class="button" type="submit">{t.sign_out}</button></PlainForm>
                <PlainForm action="/api/sign-out-everywhere">
                    <button class="button" type="submit">{t.sign_out_everywhere}</button>
                </PlainForm>
            </div>
            <p class="hint">{t.sign_out_hint}</p>
        </section>
    }
}
