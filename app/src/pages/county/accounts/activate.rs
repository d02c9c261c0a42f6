//! Using an activation code: the first password, and in.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::api::accounts::MIN_PASSWORD;
use crate::kit::components::{PlainForm, RefusedNotice, TextInput, Waiting};
use crate::kit::forms::{Group, Refused};
use crate::kit::preferences::lang;
use crate::pages::kept_form;
use crate::texts::bilingual;

bilingual! {
    [within super]

    activate_heading: "首次登录", "First sign-in";
    activate_lead: "请填写纸条上的账号和激活码，再设置一个自己的密码。完成后直接进入工作台。", "Fill in the account and the code from your slip, and choose a password of your own. You are signed in at once.";
    activate_login_hint: "纸条上的账号，不区分大小写。", "The account on your slip; capitals do not matter.";
    activate_code_hint: "20个字母和数字，横线可以不写，不区分大小写。", "20 letters and digits; hyphens and capitals do not matter.";
    activate: "设置密码并登录", "Set the password and sign in";
}

/// Using an activation code.
#[component]
pub(crate) fn ActivatePage() -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let kept = kept_form();
    let hint = lang.pick(
        format!("至少{MIN_PASSWORD}个字符，可以是一句容易记住的话。不要包含姓名或账号。"),
        format!("At least {MIN_PASSWORD} characters; a sentence that you remember well will do. Not your name."),
    );
    view! {
        <Title text=t.activate_heading/>
        <section class="narrow">
            <h1>{t.activate_heading}</h1>
            <p>{t.activate_lead}</p>
            <Suspense fallback=Waiting>
                {
                    let hint = hint.clone();
                    move || {
                        let hint = hint.clone();
                        Suspend::new(async move {
                            provide_context(Refused(kept.await));
                            let group = Group("");
                            view! {
                                <RefusedNotice prefix=""/>
                                <PlainForm action="/api/activate" enter_sends=true>
                                    <TextInput group path="login" label=t.login hint=t.activate_login_hint autocomplete="username"/>
                                    <TextInput group path="code" label=t.activation_code hint=t.activate_code_hint autocomplete="one-time-code"/>
                                    <TextInput group path="new_password" label=t.new_password hint kind="password" autocomplete="new-password"/>
                                    <TextInput group path="new_password_again" label=t.new_password_again kind="password" autocomplete="new-password"/>
                                    <p class="actions"><button class="button button-main" type="submit">{t.activate}</button></p>
                                </PlainForm>
                            }
                        })
                    }
                }
            </Suspense>
        </section>
    }
}
