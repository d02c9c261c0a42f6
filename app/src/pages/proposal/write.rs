//! Writing a proposal: every field on one page, saved on the server and in the browser while it is typed.

use domain::check::Check;
use domain::county::topic::Topic;
use domain::parts::publication::Disclosure;
use domain::proposal::ProposalId;
use domain::proposal::draft::{Kind, MAX_ASKS, Submitter};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::Failure;
use crate::api::proposals::{WritingView, writing};
use crate::kit::components::{
    Choice, Crumbs, Notice, Options, Pending, PostForm, RefusedNotice, TextArea, TextInput, Tick, Waiting, page_error,
    set_aside,
};
use crate::kit::forms::{Group, Refused};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::kept_form;
use crate::texts::bilingual;
use hints::HintsFor;
use similar::SIMILAR;

mod attachments;
mod guidance;
mod hints;
mod saving;
mod similar;

pub(crate) use similar::SimilarPage;

bilingual! {
    [within super]

    kind: "文件种类", "Kind of paper";
    kind_hint: "议案须由十名以上代表联名（乡镇五名以上）；一般事项请选“建议”。", "A motion needs ten deputies’ signatures (five in a township); choose “Proposal” for ordinary matters.";
    submitter: "以谁的名义提出", "In whose name";
    save_and_invite: "保存并邀请附议", "Save and ask others to co-sign";
    write_heading: "撰写建议", "Write a proposal";
    title_hint: "一件建议只写一件事，例如“关于硬化下游村至上游村道路的建议”。", "One matter for each proposal, for example “On paving the road between the two villages”.";
    problem_hint: "哪里、有什么问题、影响多少人、有多久。写您看到和听到的。", "Where, what is wrong, how many people it concerns and since when. Write what you have seen and heard.";
    analysis_hint: "为什么会这样，以前怎样处理过。", "Why it is so, and what has been tried.";
    asks_hint: "一项一件具体的事，单位要逐项答复。", "One concrete thing each: the unit must answer every one.";
    township_hint: "涉及一个乡镇的请选择；涉及全县的保持“全县”。", "Choose a township if it concerns one.";
    disclosure_wish_hint: "一般应当公开。涉及秘密或隐私的，可以申请不公开。", "As a rule proposals are public. Ask for the other where something secret or private is concerned.";
    no_self_interest: "我确认这件建议不涉及本人及亲属的个人利益。", "I confirm that this is no matter of my own or my family’s interest.";
    submit: "提交", "Submit";
    submit_hint: "提交后由代表工委审查，审查期间不能再改；登记后即向公众公开。还想再改的，请先保存草稿。", "Once submitted, the congress office reviews it and it cannot be changed meanwhile; registered, it is public. Save the draft where you want to go on.";
    save_draft: "保存草稿", "Save the draft";
    saved_notice: "草稿已保存。可以稍后再写，也可以换一台设备继续。", "The draft is saved. Go on later, or on another device.";
    text_elsewhere: "别处保存的内容", "The text as it was saved elsewhere";
    village: "村或具体地点", "Village or spot";
    village_hint: "例如：下游村至上游村路段。", "For example: the road between the two villages.";
}

/// How many rows for asks a new form shows at least.
const SHOWN_ASKS: usize = 3;

#[component]
pub(crate) fn NewProposalPage() -> impl IntoView {
    page(Signal::stored(Ok(None)))
}

/// A draft, or a proposal that was sent back.
#[component]
pub(crate) fn EditProposalPage() -> impl IntoView {
    let params = use_params_map();
    page(Signal::derive(move || {
        params.read().get("id").and_then(|id| id.parse().ok()).map(Some).ok_or(Failure::NotFound)
    }))
}

fn page(id: Signal<Result<Option<ProposalId>, Failure>>) -> impl IntoView {
    let t = texts();
    let kept = kept_form();
    let query = use_query_map();
    // What was refused on the way to being handed in is stored under a new version: load that.
    let begun = load(move || (id.get(), query.read().get("form")), |(id, _)| async move { writing(id?).await });
    let saved = Memo::new(move |_| query.read().get("saved").is_some());
    view! {
        <Title text=t.write_heading/>
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                let posted = kept.await;
                let begun = begun.await;
                provide_context(Refused(set_aside(posted)));
                match begun {
                    Ok(begun) => view! { <WritingForm begun saved/> }.into_any(),
                    Err(failure) => view! { <RefusedNotice prefix=""/>{page_error(failure)} }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn WritingForm(
    begun: WritingView,
    /// Whether it has just been saved.
    saved: Memo<bool>,
) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let WritingView { id, person, version, draft, sent_back_for, county, similar, attachments } = begun;
    let group = Group("draft");
    let refused = Refused::here();
    let hints = hints::Hints::on(&draft, group);
    provide_context(hints);
    let notice = if group.was_refused() { "draft" } else { "" };
    let is_stored = version > 0;
    // Who saves over a text that was changed elsewhere has seen that text.
    let is_conflict = refused.0.as_ref().is_some_and(|posted| posted.failure == Failure::ChangedElsewhere);
    let changed_elsewhere = is_conflict.then(|| {
        let parts = [&draft.title, &draft.problem, &draft.analysis].into_iter().chain(&draft.asks);
        parts.filter(|part| !part.trim().is_empty()).cloned().collect::<Vec<_>>().join("\n\n")
    });
    // A new proposal that was refused goes on under the id that it was sent with.
    let kept_id = refused.0.as_ref().and_then(|posted| posted.value("id").map(str::to_owned));
    let id_field = kept_id.filter(|_| version == 0).unwrap_or_else(|| id.to_string());
    let topics: Options =
        Topic::ALL.iter().map(|topic| (topic.code().to_owned(), topic.word(lang).to_owned())).collect();
    let places: Options =
        county.townships.iter().map(|place| (place.id.to_string(), place.name(lang).to_owned())).collect();
    let disclosures: Options =
        Disclosure::ALL.iter().map(|choice| (choice.code().to_owned(), choice.word(lang).to_owned())).collect();
    let kinds: Options = Kind::ALL.iter().map(|kind| (kind.code().to_owned(), kind.word(lang).to_owned())).collect();
    let submitters: Options =
        Submitter::ALL.iter().map(|who| (who.code().to_owned(), who.word(lang).to_owned())).collect();
    let is_used = |n: &usize| {
        let typed = group.typed(&format!("asks.{n}"));
        typed.or_else(|| draft.asks.get(*n).cloned()).is_some_and(|ask| !ask.trim().is_empty())
    };
    let used = (0..MAX_ASKS).rfind(is_used).map_or(0, |last| last + 1);
    let rows = (used + 1).clamp(SHOWN_ASKS, MAX_ASKS);
    let texts_of_asks = draft.asks.clone();
    let asks = move || {
        let ask = |n: usize| {
            let label = lang.pick(format!("请求{}", n + 1), format!("Ask {}", n + 1));
            let value = texts_of_asks.get(n).cloned().unwrap_or_default();
            let is_hidden = n >= rows;
            view! {
                <div data-row="" hidden=is_hidden>
                    <TextArea group path=format!("asks.{n}") label value max=500 rows=2 optional=n != 0 check=Check::Ask/>
                    <HintsFor field=format!("asks.{n}")/>
                </div>
            }
        };
        (0..MAX_ASKS).map(ask).collect_view()
    };
    view! {
        <Crumbs above=vec![("/desk", t.entry_desk)] here=t.write_heading.to_owned()/>
        <section class="narrow">
            <h1>{t.write_heading}</h1>
            {saved.get_untracked().then(|| view! { <Notice text=t.saved_notice/> })}
            {sent_back_for.map(|reason| view! {
                <section class="notice notice-do"><h2>{t.sent_back_for}</h2><p class="text">{reason}</p></section>
            })}
            <guidance::Guidance/>
            <RefusedNotice prefix=notice/>
            {changed_elsewhere.map(|text| view! {
                <details class="more" open><summary>{t.text_elsewhere}</summary><p class="text" lang="zh-CN">{text}</p></details>
            })}
            <saving::Restore/>
            <PostForm action="/api/write" id="writing" attr:data-autosave="/api/write" attr:data-person=person.to_string()
                attr:data-parts="attachments to-paper versions" attr:data-fragment=SIMILAR>
                <input type="hidden" name="id" value=id_field/>
                <input type="hidden" name="version" value=version.to_string()/>
                <TextInput group path="title" label=t.title hint=t.title_hint value=draft.title check=Check::Title/>
                <HintsFor field="title"/>
                <similar::SimilarPapers papers=similar/>
                <TextArea group path="problem" label=t.problem hint=t.problem_hint value=draft.problem max=4000 rows=8 check=Check::Body/>
                <HintsFor field="problem"/>
                <TextArea group path="analysis" label=t.analysis hint=t.analysis_hint value=draft.analysis max=4000 rows=6 check=Check::Body/>
                <HintsFor field="analysis"/>
                <fieldset class="group">
                    <legend>{t.asks}</legend>
                    <p class="hint">{t.asks_hint}</p>
                    {asks()}
                    <saving::MoreAsks shown=rows/>
                </fieldset>
                <Choice group path="topic" label=t.topic options=topics value=draft.topic empty=t.choose/>
                <Choice group path="township" label=t.township hint=t.township_hint options=places value=draft.township empty=t.whole_county/>
                <TextInput group path="village" label=t.village hint=t.village_hint value=draft.village optional=true check=Check::Village/>
                <Choice group path="kind" label=t.kind hint=t.kind_hint options=kinds
                    value=if draft.kind.is_empty() { Kind::Proposal.code().to_owned() } else { draft.kind }/>
                <Choice group path="submitter" label=t.submitter options=submitters
                    value=if draft.submitter.is_empty() { Submitter::Deputy.code().to_owned() } else { draft.submitter }/>
                <Choice group path="disclosure" label=t.disclosure hint=t.disclosure_wish_hint options=disclosures
                    value=if draft.disclosure.is_empty() { Disclosure::Open.code().to_owned() } else { draft.disclosure }/>
                <Tick group path="no_self_interest" label=t.no_self_interest ticked=draft.no_self_interest/>
                <p class="hint">{t.submit_hint}</p>
                <p class="actions">
                    <button class="button button-main" type="submit" name="then" value="submit">{t.submit}</button>
                    <button class="button" type="submit" name="then" value="invite">{t.save_and_invite}</button>
                    <button class="button" type="submit" name="then" value="save">{t.save_draft}</button>
                    <Pending/>
                </p>
                <saving::State/>
                <div id="versions">
                    {is_stored.then(|| view! { <p><A href=format!("/proposals/{id}/versions")>{t.versions_heading}</A></p> })}
                </div>
            </PostForm>
            <attachments::Attachments id is_stored files=attachments/>
        </section>
    }
}
