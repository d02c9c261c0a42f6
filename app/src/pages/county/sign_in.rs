//! Signing in.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::kit::components::{PlainForm, RefusedNotice, TextInput, Waiting};
use crate::kit::forms::{Group, Refused};
use crate::pages::kept_form;
use crate::texts::bilingual;

bilingual! {
    [within super]

    sign_in_hint: "账号由代表工委统一发放，不能自行注册。忘记密码，请联系代表工委重置。", "Accounts are given out by the congress office; nobody registers himself. Whoever has forgotten a password asks the office for a new one.";
    sign_in_first: "请先登录，登录后回到刚才的页面。", "Sign in first; then you are back on the page where you were.";
    password: "密码", "Password";
    activate_link: "有激活码，首次登录", "I have a code: first sign-in";
}

/// Signing in.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let t = texts();
    let query = use_query_map();
    let next = move || query.read().get("next").unwrap_or_default();
    let kept = kept_form();
    view! {
        <Title text=t.sign_in/>
        <section class="narrow">
            <h1>{t.sign_in}</h1>
            {move || (!next().is_empty()).then(|| view! { <p class="notice">{t.sign_in_first}</p> })}
            <p>{t.sign_in_hint}</p>
            <Suspense fallback=Waiting>
                {move || Suspend::new(async move {
                    provide_context(Refused(kept.await));
                    let group = Group("");
                    view! {
                        <RefusedNotice prefix=""/>
                        <PlainForm action="/api/sign-in" enter_sends=true>
                            <input type="hidden" name="next" value=next()/>
                            <TextInput group path="login" label=t.login autocomplete="username"/>
                            <TextInput group path="password" label=t.password kind="password" autocomplete="current-password"/>
                            <p class="actions"><button class="button button-main" type="submit">{t.sign_in}</button></p>
                        </PlainForm>
                        <p><a href="/activate">{t.activate_link}</a></p>
                    }
                })}
            </Suspense>
        </section>
    }
}
