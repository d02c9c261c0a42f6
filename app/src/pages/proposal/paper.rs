//! A proposal: its status in one sentence, its asks beside their answers, its timeline, and what the reader may do.

use domain::parts::files::{AttachmentView, Purpose};
use domain::parts::publication::Disclosure;
use domain::proposal::ProposalId;
use domain::proposal::draft::Kind;
use domain::proposal::follow::Followed;
use domain::proposal::letter::ReplyPlace;
use domain::proposal::signing::SignState;
use domain::proposal::view::{ProposalView, RatingView, ReplyView};
use domain::proposal::workflow::{Stage, Step};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::steps::handling::HandlingFiles;
use super::steps::{StepLinks, Steps, shown_steps};
use crate::Failure;
use crate::api::attachments::public_attachments;
use crate::api::follow::{SiteView, public_site};
use crate::api::public::public_proposal;
use crate::kit::components::{
    Crumbs, FileList, Icon, Notice, RefusedNotice, StageTag, Waiting, Why, page_error, set_aside,
};
use crate::kit::format::Day;
use crate::kit::forms::Refused;
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::pages::follow::{FOLLOW, Follow, Share};
use crate::pages::kept_form;
use crate::texts::bilingual;

mod disclosure;
mod handling;
mod returns;
mod signing;

bilingual! {
    [within super]

    key_proposal: "重点督办", "Key proposal";
    facts: "基本情况", "Facts";
    asks_and_answers: "请求与答复", "Asks and answers";
    answer: "答复", "Answer";
    answers_in_full: "本次答复全文", "This reply in full";
    reply: "答复", "Reply";
    on_time: "按期答复", "On time";
    late: "逾期答复", "Late";
    signer: "签发人", "Signed by";
    rating: "代表评价", "The deputy’s rating";
    not_rated: "未评价", "Not rated";
    attitude: "办理态度", "Attitude";
    result: "办理结果", "Result";
    rated_on: "评价日期", "Rated on";
    submitted_on: "提交日期", "Submitted";
    registered_on: "登记日期", "Registered";
    handed_over_on: "交办日期", "Handed over";
    not_accepted: "待确认承办", "not accepted yet";
    timeline: "办理过程", "What happened";
    decline_heading: "不予立案", "Declined";
    rating_kept: "已保存，只有您能看到；送出之前承办单位看不到任何内容。", "Kept: only you see it. Units see nothing before it is sent.";
    handler: "经办人", "Works on it";
    separate_reply: "分办答复", "Separate reply";
    co_signers: "附议代表", "Co-signers";
    linked_papers: "相近建议", "Similar papers";
    letter: "查看正式答复函", "Official letter";
}

#[component]
pub(crate) fn ProposalPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<ProposalId>().ok()));
    let kept = Memo::new(move |_| query.read().get("kept").is_some());
    let done = Memo::new(move |_| query.read().get("done").and_then(|code| Step::from_code(&code).ok()));
    // A step that was taken changes the address, and that loads the proposal anew.
    let proposal = load(
        move || (id.get(), done.get()),
        |(id, _)| async move {
            match id {
                Some(id) => public_proposal(id).await,
                None => Err(Failure::NotFound),
            }
        },
    );
    let files = load(
        move || (id.get(), done.get()),
        |(id, _)| async move {
            match id {
                Some(id) => public_attachments(id).await.unwrap_or_default(),
                None => Vec::new(),
            }
        },
    );
    let site = load(|| (), |()| public_site());
    let posted = kept_form();
    view! {
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                let posted = posted.await;
                let proposal = proposal.await;
                let files = files.await;
                let site = site.await.ok();
                                provide_context(Refused(set_aside(posted)));
                provide_context(HandlingFiles(files.clone()));
                match proposal {
                    Ok(proposal) => view! { <Proposal proposal files site done=done.get_untracked() kept=kept.get_untracked()/> }.into_any(),
                    Err(failure) => page_error(failure),
                }
            })}
        </Transition>
    }
}

#[component]
fn Proposal(
    proposal: ProposalView,
    files: Vec<AttachmentView>,
    site: Option<SiteView>,
    done: Option<Step>,
    /// Whether a rating was kept and not sent.
    kept: bool,
) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let title = if proposal.title.trim().is_empty() { t.untitled.to_owned() } else { proposal.title.clone() };
    let crumb = proposal.number.map_or_else(|| title.clone(), |number| number.to_string());
    let refused = Refused::here();
    // A refused form whose step is not open any more has no place of its own: it is shown on top.
    let homeless = refused.0.as_ref().is_some_and(|posted| {
        !FOLLOW.owns(posted) && !proposal.steps.iter().any(|&step| crate::kit::components::group(step).owns(posted))
    });
    let inside = proposal.inside.clone();
    let attached: Vec<_> = files.iter().filter(|file| file.purpose != Purpose::Handling).cloned().collect();
    let writable = proposal.steps.contains(&Step::Submit) && matches!(proposal.stage, Stage::Draft | Stage::SentBack);
    let is_own = inside.as_ref().is_some_and(|inside| inside.draft.is_some());
    view! {
        <Title text=title.clone()/>
        <Crumbs above=vec![("/", t.home), ("/proposals", t.entry_proposals)] here=crumb/>
        <article class="proposal">
            {done.map(|step| view! { <Notice text=step.done(lang)/> })}
            {kept.then(|| view! { <Notice text=t.rating_kept/> })}
            {homeless.then(|| view! { <RefusedNotice prefix=""/> })}
            <header>
                <p class="row-facts">
                    {proposal.number.map(|number| view! { <span class="number">{number.to_string()}</span> })}
                    {(proposal.kind == Kind::Motion).then(|| view! { <span class="tag">{Kind::Motion.word(lang)}</span> })}
                    {proposal.key.is_some().then(|| view! {
                        <A href="/key-proposals" attr:class="tag tag-key"><Icon name="key"/>{t.key_proposal}</A>
                    })}
                    <StageTag stage=proposal.stage/>
                </p>
                <h1 lang="zh-CN">{title}</h1>
                <StatusSentence proposal=proposal.clone()/>
            </header>
            <disclosure::Published proposal=proposal.clone()/>
            {inside.as_ref().and_then(|inside| inside.sent_back_for.clone()).map(|reason| view! {
                <section class="notice notice-do"><h2>{t.sent_back_for}</h2><p class="text" lang="zh-CN">{reason}</p></section>
            })}
            {inside.as_ref().and_then(|inside| inside.decline.clone()).map(|decline| view! {
                <section class="notice notice-do">
                    <h2>{t.decline_heading}</h2>
                    <p><b>{decline.ground.word(lang)}</b></p>
                    <p class="text" lang="zh-CN">{decline.explanation.to_string()}</p>
                </section>
            })}
            {writable.then(|| view! {
                <p class="actions">
                    <A href=format!("/proposals/{}/edit", proposal.id) attr:class="button button-main">{t.go_on_writing}</A>
                </p>
            })}
            <signing::Withdrawal proposal=proposal.clone()/>
            <signing::Signers proposal=proposal.clone()/>
            {is_own.then(|| view! {
                <p><A href=format!("/proposals/{}/versions", proposal.id)>{t.versions_heading}</A></p>
            })}
            <StepLinks steps=shown_steps(&proposal)/>
            <div class="columns columns-wide">
                <div>
                    <disclosure::Restriction restriction=proposal.restriction.clone()/>
                    <Text proposal=proposal.clone()/>
                    {(!attached.is_empty()).then(|| view! { <section><h2>{t.attachments}</h2><FileList files=attached/></section> })}
                    <handling::Opinions proposal=proposal.clone()/>
                    {proposal.separate_replies.iter().enumerate().map(|(n, reply)| {
                        let asks = proposal.text.as_ref().map(|text| text.asks.clone()).unwrap_or_default();
                        let letter = letter_address(&proposal, ReplyPlace::Separate(n + 1));
                        view! { <ReplyText reply=reply.clone() asks is_separate=true letter/> }
                    }).collect_view()}
                    {proposal.replies.iter().enumerate().rev().map(|(n, reply)| {
                        let asks = proposal.text.as_ref().map(|text| text.asks.clone()).unwrap_or_default();
                        let round = (proposal.replies.len() > 1).then_some(n + 1);
                        let is_last = n + 1 == proposal.replies.len();
                        let letter = letter_address(&proposal, ReplyPlace::Lead(n + 1));
                        view! { <ReplyText reply=reply.clone() asks round is_last letter/> }
                    }).collect_view()}
                    <handling::Promises proposal=proposal.clone()/>
                    <handling::Progress key=proposal.key.clone()/>
                    <handling::HandlingFileList id=proposal.id files may_attach=proposal.may_attach/>
                </div>
                <div class="beside">
                    <Facts proposal=proposal.clone()/>
                    <returns::Returns proposal=proposal.clone()/>
                    <handling::Extensions handling=proposal.handling.clone()/>
                    <handling::Meetings handling=proposal.handling.clone()/>
                    <Timeline proposal=proposal.clone()/>
                    {site.map(|site| view! { <Outward proposal=proposal.clone() site/> })}
                </div>
            </div>
            // One reads first, then acts.
            <Steps proposal/>
        </article>
    }
}

fn letter_address(proposal: &ProposalView, reply: ReplyPlace) -> String {
    format!("/proposals/{}/replies/{reply}/print", proposal.id)
}

/// Following and sharing, for what anyone may see.
#[component]
fn Outward(proposal: ProposalView, site: SiteView) -> impl IntoView {
    let lang = lang();
    let number = proposal.number.filter(|_| proposal.stage.is_public() && proposal.disclosure != Disclosure::Closed)?;
    let (title, status) = (&proposal.title, &proposal.status);
    let text =
        lang.pick(format!("第{number}号建议《{title}》：{status}"), format!("Proposal {number}, “{title}”: {status} "));
    Some(view! {
        <Follow followed=Followed::Proposal(proposal.id) site=site.clone()/>
        <Share text number=number.to_string() site/>
    })
}

/// How it stands, and why the date is that date.
#[component]
fn StatusSentence(proposal: ProposalView) -> impl IntoView {
    let overdue = proposal.overdue;
    view! {
        <div class="status" class:status-overdue=overdue>
            <p class="status-sentence">{overdue.then(|| view! { <Icon name="overdue"/> })}{proposal.status}</p>
            {proposal.clock.map(|clock| view! { <Why clock/> })}
        </div>
    }
}

/// The text as handed in; asks stand beside their answers once there is a reply.
#[component]
fn Text(proposal: ProposalView) -> impl IntoView {
    let t = texts();
    let draft = proposal.inside.as_ref().and_then(|inside| inside.draft.clone());
    let text = match (proposal.text, draft) {
        (Some(text), _) => text,
        (None, Some(draft)) => {
            let asks = draft.asks.into_iter().filter(|ask| !ask.trim().is_empty()).collect();
            let village = Some(draft.village).filter(|village| !village.trim().is_empty());
            domain::proposal::view::TextView { problem: draft.problem, analysis: draft.analysis, asks, village }
        }
        (None, None) => return ().into_any(),
    };
    let answered = proposal.replies.last().map(|reply| reply.answers.clone());
    let asks = text.asks.into_iter().enumerate().map(|(n, ask)| {
        let answer = answered.as_ref().map(|answers| answers.get(n).cloned().unwrap_or_default());
        view! {
            <li class="ask">
                <p class="text ask-text" lang="zh-CN">{ask}</p>
                {answer.map(|answer| view! { <div class="answer"><p class="answer-label">{t.answer}</p><p class="text" lang="zh-CN">{answer}</p></div> })}
            </li>
        }
    });
    view! {
        <section><h2>{t.problem}</h2><p class="text" lang="zh-CN">{text.problem}</p></section>
        <section><h2>{t.analysis}</h2><p class="text" lang="zh-CN">{text.analysis}</p></section>
        <section><h2>{if answered.is_some() { t.asks_and_answers } else { t.asks }}</h2><ol class="asks">{asks.collect_view()}</ol></section>
    }
    .into_any()
}

/// The official reply: number, class, opening, evidence, promises, whom to ask, and the deputy's rating.
#[component]
fn ReplyText(
    reply: ReplyView,
    asks: Vec<String>,
    /// Which reply it is, where there are several.
    #[prop(optional_no_strip)]
    round: Option<usize>,
    /// Whether its answers stand beside the asks already.
    #[prop(optional)]
    is_last: bool,
    /// Whether a unit has replied by itself, beside the lead unit.
    #[prop(optional)]
    is_separate: bool,
    /// The address of its official letter.
    letter: String,
) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let heading = match round {
        Some(round) => lang.pick(format!("第{round}次答复"), format!("Reply {round}")),
        None if is_separate => {
            lang.pick(format!("{}：{}", t.separate_reply, reply.unit), format!("{}: {}", t.separate_reply, reply.unit))
        }
        None => t.reply.to_owned(),
    };
    // Of what is published in summary the reply's texts are not shown.
    let is_whole = !reply.opening.is_empty();
    let on_time = if reply.on_time { t.on_time } else { t.late };
    view! {
        <section class="reply">
            <h2>{heading}</h2>
            <p class="row-facts"><span>{reply.document_number}</span><span><Day day=reply.on/></span><span>{on_time}</span></p>
            <p><b class="class">{reply.class.word(lang)}</b></p>
            {is_whole.then(|| view! { <p class="text" lang="zh-CN">{reply.opening}</p> })}
            {is_whole.then(|| view! { <details class="more" open=!is_last>
                <summary>{t.answers_in_full}</summary>
                <ol>{asks.into_iter().zip(reply.answers).map(|(ask, answer)| view! {
                    <li><p class="hint" lang="zh-CN">{ask}</p><p class="text" lang="zh-CN">{answer}</p></li>
                }).collect_view()}</ol>
            </details> })}
            {reply.evidence.map(|evidence| view! { <h3>{t.evidence}</h3><p class="text" lang="zh-CN">{evidence}</p> })}
            <handling::NamedFiles files=reply.files/>
            {(!reply.promises.is_empty()).then(|| view! {
                <h3>{t.promises}</h3>
                <ul class="promised">
                    {reply.promises.into_iter().map(|promise| view! {
                        <li>
                            <span lang="zh-CN">{promise.text.to_string()}</span>" "
                            <span class="due">{t.until}" "<Day day=promise.due/></span>
                        </li>
                    }).collect_view()}
                </ul>
            })}
            <p class="hint">
                {t.signer}" "{reply.signer}
                {is_whole.then(|| view! { " · "{t.contact_person}" "{reply.contact_person}" · "{t.telephone}" "{reply.telephone} })}
            </p>
            {is_whole.then(|| view! { <p><A href=letter>{t.letter}</A></p> })}
            {(!is_separate).then(|| view! {
                <h3>{t.rating}</h3>
                {match reply.rating {
                    Some(rating) => view! { <RatingText rating/> }.into_any(),
                    None => view! { <p>{t.not_rated}</p> }.into_any(),
                }}
            })}
        </section>
    }
}

#[component]
fn RatingText(rating: RatingView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    view! {
        <dl class="facts">
            <div><dt>{t.attitude}</dt><dd>{rating.attitude.word(lang)}</dd></div>
            <div><dt>{t.result}</dt><dd>{rating.result.word(lang)}</dd></div>
            <div><dt>{t.rated_on}</dt><dd><Day day=rating.on/></dd></div>
        </dl>
        {rating.reasons.map(|reasons| view! { <p class="text"><b>{t.reasons}</b>" "<span lang="zh-CN">{reasons}</span></p> })}
    }
}

/// Who, where, about what, with whom.
#[component]
fn Facts(proposal: ProposalView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let topic_address = format!("/proposals?topic={}", proposal.topic.code());
    let is_settled = proposal.text.is_some() || proposal.number.is_some();
    let signed = proposal.signers.iter().filter(|signer| signer.state == SignState::Confirmed).cloned();
    let signed: Vec<_> = signed.collect();
    let comma = lang.pick("、", ", ");
    let co_signers = signed.into_iter().enumerate().map(|(n, signer)| {
        view! {
            {(n > 0).then_some(comma)}<A href=format!("/deputies/{}", signer.person)>{signer.name}</A>
        }
    });
    let co_signers: Vec<_> = co_signers.collect();
    let plan = proposal.inside.as_ref().and_then(|inside| inside.plan.clone());
    let handlers = proposal.handling.handlers.clone();
    let village = proposal.text.as_ref().and_then(|text| text.village.clone());
    let place = match proposal.township {
        Some(place) => view! { <A href=format!("/proposals?township={}", place.id)>{place.name}</A> }.into_any(),
        None => t.whole_county.into_any(),
    };
    let day =
        |name: &'static str, day: Option<Date>| day.map(|day| view! { <div><dt>{name}</dt><dd><Day day/></dd></div> });
    view! {
        <section>
            <h2 class="visually-hidden">{t.facts}</h2>
            <dl class="facts">
                {proposal.delegation.map(|place| view! { <div><dt>{t.delegation}</dt><dd>{place.name}</dd></div> })}
                <div><dt>{t.lead_deputy}</dt><dd><A href=format!("/deputies/{}", proposal.lead)>{proposal.lead_name}</A></dd></div>
                {(!co_signers.is_empty()).then(|| view! {
                    <div><dt>{t.co_signers}</dt><dd>{co_signers}</dd></div>
                })}
                {is_settled.then(|| view! {
                    <div><dt>{t.topic}</dt><dd><A href=topic_address>{proposal.topic.word(lang)}</A></dd></div>
                    <div><dt>{t.township}</dt><dd>{place}{village.map(|village| view! { " "<span lang="zh-CN">{village}</span> })}</dd></div>
                    <div><dt>{t.disclosure}</dt><dd>{proposal.disclosure.word(lang)}</dd></div>
                })}
                {day(t.submitted_on, proposal.submitted_on)}
                {day(t.registered_on, proposal.registered_on)}
                {day(t.handed_over_on, proposal.handed_over_on)}
                {proposal.units.into_iter().map(|unit| view! {
                    <div>
                        <dt>{unit.part.word(lang)}</dt>
                        <dd>
                            <A href=format!("/units/{}", unit.id)>{unit.name}</A>
                            {handlers.iter().find(|(of, _)| *of == unit.id).map(|(_, name)| view! { <span class="hint">" "{t.handler}" "{name.clone()}</span> })}
                            {(!unit.accepted && proposal.stage == Stage::Assigned).then(|| view! { <span class="hint">" "{t.not_accepted}</span> })}
                        </dd>
                    </div>
                }).collect_view()}
                {plan.map(|plan| view! { <returns::Planned plan/> })}
                {(!proposal.links.is_empty()).then(|| view! {
                    <div>
                        <dt>{t.linked_papers}</dt>
                        <dd><ul class="linked">{proposal.links.into_iter().map(|link| view! {
                            <li>
                                <span class="number">{link.number.to_string()}</span>" "
                                <A href=format!("/proposals/{}", link.id)><span lang="zh-CN">{link.title}</span></A>
                            </li>
                        }).collect_view()}</ul></dd>
                    </div>
                })}
                {proposal.key.map(|key| view! {
                    <div><dt>{t.supervisor}</dt><dd>{key.supervisor}" "{key.supervisor_title}</dd></div>
                    <div><dt>{t.sponsor}</dt><dd>{key.sponsor}" "{key.sponsor_title}</dd></div>
                    <div><dt>{t.minutes}</dt><dd>{key.minutes}</dd></div>
                })}
            </dl>
            <handling::Contacts handling=proposal.handling/>
        </section>
    }
}

/// What happened, oldest first; steps inside a stage are folded.
#[component]
fn Timeline(proposal: ProposalView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    if proposal.timeline.is_empty() {
        return ().into_any();
    }
    let entries = proposal.timeline.into_iter().map(|entry| {
        let class = if entry.reached.is_some() { "entry entry-reached" } else { "entry" };
        // Of a summary the stage is all that is told.
        let is_stage_alone = entry.reached.is_some_and(|stage| stage.word(lang) == entry.text);
        view! {
            <li class=class>
                <p class="entry-day"><Day day=entry.on/></p>
                <p class="text">
                    {entry.reached.map(|stage| view! { <b>{stage.word(lang)}</b>" " })}
                    {(!is_stage_alone).then_some(entry.text)}
                </p>
            </li>
        }
    });
    view! { <section><h2>{t.timeline}</h2><ol class="timeline">{entries.collect_view()}</ol></section> }.into_any()
}
