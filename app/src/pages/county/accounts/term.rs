//! Terms of the congress: its sessions, and the end of the deputies' mandate.

use ground::vocabulary::Lang;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::roster::{TermsView, terms};
use crate::kit::components::{
    Crumbs, DateInput, Notice, PostForm, RefusedNotice, TextInput, Tick, Waiting, page_error,
};
use crate::kit::format::Day;
use crate::kit::forms::{Group, Refused};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::kept_form;
use crate::texts::bilingual;

bilingual! {
    [within super]

    sessions_heading: "会议", "Sessions";
    session_add: "登记会议", "Enter a session";
    session_added: "会议已登记。", "The session is entered.";
    session_term: "第几届", "Term";
    session_ordinal: "第几次会议", "Session in the term";
    session_opens: "开幕日期", "Opens on";
    session_closes: "闭幕日期", "Closes on";
    term_end_heading: "结束本届代表任期", "End the deputies’ mandate";
    term_end_lead: "结束后不能再提新建议，但仍可登录，收到自己建议的答复并评价。建议、姓名和记录全部保留。连任代表随下一次名册导入，按证号认出。", "They submit nothing new after that, but still sign in, get the replies to their papers and rate them. Papers, names and records stay. Who is re-elected comes with the next roster and is recognised by number.";
    term_ends_on: "任期最后一天", "Last day of the mandate";
    term_ends_on_hint: "今天或以前的日期。", "Today or earlier.";
    term_end: "结束任期", "End the mandate";
    term_ended: "任期已结束，代表身份已转入历史。", "The mandate has ended, and the roles are history.";
}

/// Terms of the congress.
#[component]
pub(crate) fn TermPage() -> impl IntoView {
    let t = texts();
    let kept = kept_form();
    let found = load(|| (), |()| terms());
    view! {
        <Title text=t.term_heading/>
        <Crumbs above=vec![("/desk", t.entry_desk), ("/accounts", t.accounts_heading)] here=t.term_heading.to_owned()/>
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                provide_context(Refused(kept.await));
                match found.await {
                    Ok(found) => view! { <Term found/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Term(found: TermsView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let query = use_query_map();
    let done = match query.read_untracked().get("done").as_deref() {
        Some("ended") => Some(t.term_ended),
        Some("session") => Some(t.session_added),
        _ => None,
    };
    let (end, session) = (Group("end"), Group("session"));
    let deputies = found.deputies;
    let count = match lang {
        Lang::Zh => format!("现任代表{deputies}人。"),
        Lang::En => format!("{deputies} deputies are in office."),
    };
    let sure = match lang {
        Lang::Zh => format!("我确认：{deputies}名代表的任期结束。"),
        Lang::En => format!("I confirm that the mandate of {deputies} deputies ends."),
    };
    let sessions = found.sessions.into_iter().map(|session| {
        let word = lang.pick(
            format!("第{}届第{}次会议", session.term, session.ordinal),
            format!("Session {} of the {}th congress", session.ordinal, session.term),
        );
        view! { <li class="row"><p class="row-facts"><b>{word}</b><span><Day day=session.opens_on/>{lang.pick("至", " – ")}<Day day=session.closes_on/></span></p></li> }
    });
    let sessions = sessions.collect_view();
    let has_log = !found.log.is_empty();
    let log = found.log.into_iter().map(|row| {
        view! {
            <li class="entry">
                <p class="entry-day"><Day day=row.on/>{row.actor.map(|actor| format!(" · {actor}"))}</p>
                <p>{row.sentence}</p>
            </li>
        }
    });
    let log = log.collect_view();
    view! {
        <div class="narrow">
            <h1>{t.term_heading}</h1>
            {done.map(|text| view! { <Notice text/> })}
            <section>
                <h2>{t.sessions_heading}</h2>
                <ul class="rows">{sessions}</ul>
                <h3>{t.session_add}</h3>
                <RefusedNotice prefix="session"/>
                <PostForm action="/api/add-session">
                    <TextInput group=session path="term" label=t.session_term keys="numeric"/>
                    <TextInput group=session path="ordinal" label=t.session_ordinal keys="numeric"/>
                    <DateInput group=session path="opens_on" label=t.session_opens/>
                    <DateInput group=session path="closes_on" label=t.session_closes/>
                    <p class="actions"><button class="button" type="submit">{t.session_add}</button></p>
                </PostForm>
            </section>
            <section>
                <h2>{t.term_end_heading}</h2>
                <p>{count}{lang.pick("", " ")}{t.term_end_lead}</p>
                <RefusedNotice prefix="end"/>
                {(deputies > 0).then(|| view! {
                    <PostForm action="/api/end-term">
                        <input type="hidden" name="end[deputies]" value=deputies.to_string()/>
                        <DateInput group=end path="ends_on" label=t.term_ends_on hint=t.term_ends_on_hint/>
                        <Tick group=end path="sure" label=sure/>
                        <p class="actions"><button class="button button-main" type="submit">{t.term_end}</button></p>
                    </PostForm>
                })}
            </section>
            <section>
                <h2>{t.account_log}</h2>
                {(!has_log).then(|| view! { <p class="empty">{t.account_log_empty}</p> })}
                <ol class="timeline">{log}</ol>
            </section>
        </div>
    }
}
