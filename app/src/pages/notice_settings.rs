//! How I want to be told: the address, when mail comes, reminders, and the language of mail.

use domain::proposal::notice::{MailWish, NoticeSettings};
use ground::vocabulary::Lang;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::kept_form;
use crate::api::notices::my_notice_settings;
use crate::kit::components::{Choice, Crumbs, Notice, PostForm, RefusedNotice, TextInput, Tick, Waiting, page_error};
use crate::kit::forms::{Group, Refused};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within crate::texts]

    notice_settings_hint: "站内通知始终都有。填写邮箱后，还可以收到邮件。", "Notices on this site always come. With an address you get mail too.";
    notice_settings_saved: "设置已保存。", "Saved.";
    email_hint: "只用来给您发通知，不公开。留空就不发邮件。", "Used for notices to you only, never published. Leave it empty for no mail.";
    mail_reminders: "期限临近和逾期时也发邮件提醒我", "Mail me about dates that come near or have passed, too";
    mail_language: "邮件用什么语言", "Language of mail";
    save: "保存", "Save";
}

/// How I want to be told.
#[component]
pub(super) fn NoticeSettingsPage() -> impl IntoView {
    let t = texts();
    let kept = kept_form();
    let settings = load(|| (), |()| my_notice_settings());
    view! {
        <Title text=t.notice_settings/>
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                provide_context(Refused(kept.await));
                match settings.await {
                    Ok(settings) => view! { <Settings settings/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Settings(settings: NoticeSettings) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let saved = use_query_map().read_untracked().get("saved").is_some();
    let group = Group("settings");
    let email = settings.email.map(String::from).unwrap_or_default();
    let wishes = MailWish::ALL.iter().map(|wish| (wish.code().to_owned(), wish.word(lang).to_owned())).collect();
    let langs = [(Lang::Zh, "中文"), (Lang::En, "English")];
    let langs = langs.map(|(lang, word)| (lang.code().to_owned(), word.to_owned())).to_vec();
    view! {
        <section class="narrow">
            <Crumbs above=vec![("/account", t.account)] here=t.notice_settings.to_owned()/>
            <h1>{t.notice_settings}</h1>
            <p>{t.notice_settings_hint}</p>
            {saved.then(|| view! { <Notice text=t.notice_settings_saved/> })}
            <RefusedNotice prefix="settings"/>
            <PostForm action="/api/set-notice-settings">
                <TextInput group path="email" label=t.email hint=t.email_hint value=email kind="email" autocomplete="email" optional=true/>
                <Choice group path="mail" label=t.mail_when value=settings.mail.code() options=wishes/>
                <Tick group path="reminders" label=t.mail_reminders ticked=settings.reminders/>
                <Choice group path="lang" label=t.mail_language value=settings.lang.code() options=langs/>
                <p class="actions"><button class="button button-main" type="submit">{t.save}</button></p>
            </PostForm>
        </section>
    }
}
