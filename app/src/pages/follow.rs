//! Following without an account: the section on a page, and the pages that its mails lead to.

use domain::proposal::follow::{FollowWish, Followed};
use leptos::prelude::*;
use leptos_meta::{Link, Title};
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

use super::kept_form;
use crate::Failure;
use crate::api::follow::{AskedView, LeavingView, SiteView, public_follow_asked, public_leaving};
use crate::kit::components::{Choice, CopyButton, PostForm, RefusedNotice, TextInput, Waiting, page_error};
use crate::kit::forms::{Group, Refused};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within crate::texts]

    follow: "关注进展", "Follow it";
    feed: "订阅更新", "Subscribe to the feed";
    feed_hint: "用阅读器订阅（Atom），每有公开的进展就更新；无需账号，不留任何信息。", "An Atom feed for readers, new with each public event: no account, and nothing of yours is kept.";
    dates_file: "期限放进日历", "Its dates for a calendar";
    dates_file_hint: "答复期限和承诺期限，可在手机日历中打开或订阅（.ics）。", "The dates of the reply and of promises, to open or subscribe to in a calendar (.ics).";
    follow_by_mail: "用邮件关注", "Follow by mail";
    follow_mail_hint: "我们先发一封确认邮件，您确认后才开始。只用来发送进展，随时可以一键退出，退出即删除。", "First a mail asks you to confirm; nothing begins without that. The address is used for these mails only, and deleted as soon as you leave, with one press.";
    follow_ask: "发送确认邮件", "Send the mail to confirm";
    follow_sent: "请查收确认邮件", "Look for the mail to confirm";
    follow_sent_text: "如果这个邮箱可以关注，确认邮件几分钟内送到。请在48小时内打开邮件里的页面并确认。", "If this address can follow, a mail to confirm arrives within minutes. Open its page within 48 hours and confirm there.";
    follow_sent_hint: "没有收到？请看看垃圾邮件。同一邮箱一小时最多3封确认邮件，最多关注50项。", "Nothing came? Look among unwanted mail. One address gets at most 3 mails to confirm in an hour, and follows at most 50 things.";
    follow_confirm: "确认关注", "Confirm that you follow";
    follow_confirm_button: "确认关注", "Confirm";
    follow_what: "关注", "Followed";
    follow_privacy: "邮箱只用来发送进展，不公开、不作他用。每封邮件都有一键退出的链接。", "The address is used for these mails only and never shown. Each mail has a link that ends them with one press.";
    follow_confirmed: "已开始关注", "You follow it now";
    follow_confirmed_text: "有新的公开进展时，会按您选择的方式发邮件。每封邮件末尾都可以退出。", "When something public happens you get mail as you chose. Each mail says how to leave.";
    follow_back: "查看关注的内容", "See what you follow";
    follow_expired: "链接已失效", "This link does not work any more";
    follow_expired_text: "确认链接48小时内有效，或者地址不完整。请回到建议页面，重新申请关注。", "A link to confirm works for 48 hours, or its address is incomplete. Go to the proposal’s page and ask again.";
    follow_leave: "不再接收邮件", "Stop these mails";
    follow_leave_text: "按下面的按钮，就不再收到关于它的邮件：", "Press the button and there is no more mail about this:";
    follow_leave_button: "不再接收", "Stop";
    follow_leave_all: "全部停止，并删除我的邮箱", "Stop everything and delete my address";
    follow_leave_hint: "停止最后一项时，邮箱地址一并删除。", "With the last thing the address is deleted too.";
    follow_leave_unknown: "这个链接对应的关注可能已经停止，也可能链接不完整。如果仍收到邮件，请完整打开最近一封邮件里的退出链接。", "What this link is about may have been left already, or the link is not whole. If mail still comes, open the whole link in the latest mail.";
    follow_left: "已停止", "Stopped";
    follow_left_text: "不会再收到这些邮件。不再关注任何内容的邮箱地址已经删除。", "There is no more of this mail. The address of whoever follows nothing is deleted.";
    share: "分享", "Share";
    share_text: "分享的文字和二维码", "A text to share, and a code";
    share_code: "本页短地址的二维码", "A code of this page’s short address";
}

/// The group of the form's fields.
pub(super) const FOLLOW: Group = Group("follow");

/// Ways to hear of what happens: the feed, the calendar of dates, and mail where the site sends any.
#[component]
pub(super) fn Follow(followed: Followed, site: SiteView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let feed = followed.feed(lang);
    let dates = followed.dates();
    let is_open = FOLLOW.was_refused();
    view! {
        <Link rel="alternate" type_="application/atom+xml" title=t.feed href=feed.clone()/>
        <section class="follow" id="follow">
            <h2>{t.follow}</h2>
            <ul class="ways">
                <li><a href=feed rel="external">{t.feed}</a><span class="hint">{t.feed_hint}</span></li>
                {dates.map(|dates| view! {
                    <li><a href=dates rel="external">{t.dates_file}</a><span class="hint">{t.dates_file_hint}</span></li>
                })}
            </ul>
            {site.sends_mail.then(|| view! { <MailForm followed is_open/> })}
        </section>
    }
}

/// The form for an address; whatever is known of that, it leads to a page that says the same.
#[component]
fn MailForm(followed: Followed, is_open: bool) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let wishes = FollowWish::ALL.iter().map(|wish| (wish.code().to_owned(), wish.word(lang).to_owned())).collect();
    view! {
        <details class="more" open=is_open>
            <summary>{t.follow_by_mail}</summary>
            <RefusedNotice prefix="follow"/>
            <PostForm action="/api/follow" enter_sends=true>
                <input type="hidden" name="follow[what]" value=followed.to_string()/>
                <TextInput group=FOLLOW path="email" label=t.email hint=t.follow_mail_hint kind="email" autocomplete="email" keys="email"/>
                <Choice group=FOLLOW path="wish" label=t.mail_when value=FollowWish::Daily.code() options=wishes/>
                <p class="actions"><button class="button" type="submit">{t.follow_ask}</button></p>
            </PostForm>
        </details>
    }
}

/// A text to pass on, and the short address as a code for telephones.
#[component]
pub(super) fn Share(
    /// Number, title and status as one paragraph.
    text: String,
    /// The paper's number, as its address has it.
    number: String,
    site: SiteView,
) -> impl IntoView {
    let t = texts();
    let path = format!("/p/{}", crate::kit::components::encode(&number));
    let code = format!("{path}/code.svg");
    // Hosts are spelled out; a number holds at most one character that an address would encode.
    let address = format!("{}/p/{number}", site.address);
    let whole = format!("{text}{address}");
    view! {
        // Whoever has it on paper finds the page again.
        <p class="on-paper">{address}</p>
        <section class="share no-print" id="share">
            <h2>{t.share}</h2>
            <details class="more">
                <summary>{t.share_text}</summary>
                <p class="share-text" id="share-text">{whole}</p>
                <p class="actions"><CopyButton from="share-text"/></p>
                <p class="share-code"><img src=code alt=t.share_code width="160" height="160" loading="lazy"/></p>
            </details>
        </section>
    }
}

/// Which result a page tells.
#[derive(Clone, Copy, Debug)]
pub(super) enum Outcome {
    Asked,
    Left,
    /// A link to leave that means nothing: it was used already, or it is not whole.
    Unknown,
}

/// What was done, and what comes next.
#[component]
pub(super) fn FollowOutcomePage(outcome: Outcome) -> impl IntoView {
    let t = texts();
    let (heading, text) = match outcome {
        Outcome::Asked => (t.follow_sent, t.follow_sent_text),
        Outcome::Left => (t.follow_left, t.follow_left_text),
        Outcome::Unknown => (t.follow_expired, t.follow_leave_unknown),
    };
    view! {
        <Title text=heading/>
        <section class="narrow">
            <h1>{heading}</h1>
            <p>{text}</p>
            {matches!(outcome, Outcome::Asked).then(|| view! { <p class="hint">{t.follow_sent_hint}</p> })}
            <ul class="ways">
                <li><A href="/">{t.to_home}</A></li>
                <li><A href="/proposals">{t.to_list}</A></li>
            </ul>
        </section>
    }
}

fn token() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get("token").unwrap_or_default())
}

/// The page of a link to confirm: opening it changes nothing, its button does.
#[component]
pub(super) fn ConfirmFollowPage() -> impl IntoView {
    let t = texts();
    let token = token();
    let kept = kept_form();
    let asked = load(move || token.get(), public_follow_asked);
    view! {
        <Title text=t.follow_confirm/>
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                provide_context(Refused(kept.await));
                match asked.await {
                    Ok(asked) => view! { <Confirm asked token=token.get_untracked()/> }.into_any(),
                    Err(Failure::NotFound) => view! { <Expired/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Confirm(asked: AskedView, token: String) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let is_confirmed = asked.is_confirmed;
    view! {
        <section class="narrow">
            <h1>{if is_confirmed { t.follow_confirmed } else { t.follow_confirm }}</h1>
            <RefusedNotice prefix=""/>
            <dl class="facts">
                <div><dt>{t.follow_what}</dt><dd><a href=asked.page.clone()>{asked.name}</a></dd></div>
                <div><dt>{t.mail_when}</dt><dd>{asked.wish.word(lang)}</dd></div>
            </dl>
            {if is_confirmed {
                view! {
                    <p>{t.follow_confirmed_text}</p>
                    <PostForm action="/api/leave-asked">
                        <input type="hidden" name="token" value=token/>
                        <p class="actions">
                            <a class="button button-main" href=asked.page.clone()>{t.follow_back}</a>
                            <button class="button" type="submit">{t.follow_leave_button}</button>
                        </p>
                    </PostForm>
                }.into_any()
            } else {
                view! {
                    <PostForm action="/api/confirm-follow">
                        <input type="hidden" name="token" value=token/>
                        <p class="actions"><button class="button button-main" type="submit">{t.follow_confirm_button}</button></p>
                    </PostForm>
                }.into_any()
            }}
            <p class="hint">{t.follow_privacy}</p>
        </section>
    }
}

/// A link that is wrong or too old: what happened and what to do, with the status that says the same.
#[component]
fn Expired() -> impl IntoView {
    let t = texts();
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    view! {
        <section class="error-page">
            <h1>{t.follow_expired}</h1>
            <p>{t.follow_expired_text}</p>
            <ul class="ways"><li><A href="/proposals">{t.to_list}</A></li></ul>
        </section>
    }
}

/// The page of a link to leave: no account, one button.
#[component]
pub(super) fn LeaveFollowPage() -> impl IntoView {
    let t = texts();
    let token = token();
    let leaving = load(move || token.get(), public_leaving);
    view! {
        <Title text=t.follow_leave/>
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match leaving.await {
                    Ok(Some(leaving)) => view! { <Leave leaving token=token.get_untracked()/> }.into_any(),
                    Ok(None) => view! { <FollowOutcomePage outcome=Outcome::Unknown/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Leave(leaving: LeavingView, token: String) -> impl IntoView {
    let t = texts();
    let action = format!("/follow/leave/{token}");
    let others = leaving.all.len() > 1 && leaving.one.is_some();
    let one = leaving.one.clone();
    let everything = one.is_none();
    view! {
        <section class="narrow">
            <h1>{t.follow_leave}</h1>
            <p>{t.follow_leave_text}</p>
            <ul class="ways">
                {one.into_iter().chain(everything.then_some(leaving.all).into_iter().flatten()).map(|(name, page)| view! {
                    <li><a href=page>{name}</a></li>
                }).collect_view()}
            </ul>
            <form class="form" method="post" action=action.clone()>
                <p class="actions"><button class="button button-main" type="submit">{t.follow_leave_button}</button></p>
            </form>
            {others.then(|| view! {
                <form class="form" method="post" action=action>
                    <input type="hidden" name="all" value="yes"/>
                    <p class="actions"><button class="button" type="submit">{t.follow_leave_all}</button></p>
                </form>
            })}
            <p class="hint">{t.follow_leave_hint}</p>
        </section>
    }
}
