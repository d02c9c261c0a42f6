//! Asking for signatures, confirming a text, and taking a paper back.

use domain::county::people::{Deputy, TownshipId};
use domain::proposal::view::ProposalView;
use ground::diff::Change;
use leptos::prelude::*;

use crate::api::proposals::roster;
use crate::api::public::public_county;
use crate::kit::components::TextArea;
use crate::kit::forms::{Group, Labels};
use crate::kit::loading::load;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    no_delegation: "未分代表团", "No delegation";
    invite_hint: "发出邀请后文本即锁定，受邀代表确认的就是这份文本。如需改动可随时收回，改动后须重新确认。", "Once you ask, the text is frozen: deputies confirm this very text. You may take it back at any time; after a change they are asked again.";
    invite_again_hint: "文本改动过的，原来的附议代表会自动收到重新确认的邀请，不必再选。", "If the text has changed, whoever had signed is asked again by itself: no need to choose them.";
    invitees: "邀请哪些代表", "Whom to ask";
    find_deputy: "按姓名查找", "Find by name";
    asked_already: "已邀请", "asked";
    co_sign_hint: "请先读完上面的全文。您确认的就是这份文本；文本如有任何改动，会请您重新确认。登记之前可以撤回附议。", "Read the whole text above first. You confirm this very text: if it changes, you are asked again. Until registration you may withdraw.";
    changes_heading: "您上次确认后改动了这些内容", "What changed since you signed";
    changes_hint: "加下划线的是新增，带删除线的是删去。", "Underlined is new, struck through is gone.";
    text_code: "文本校验码", "Code of this text";
    withdrawal_hint: "在答复之前可以撤回。有附议代表的，须全体同意；已交办的，承办单位会收到停止办理的通知。", "You may withdraw until the first reply. Every co-signer must agree; units that have it are told to stop.";
    withdrawal_reason_hint: "请写明为什么撤回。尚未提交的草稿可以不填。", "Say why. A draft that was never handed in needs no reason.";
}

/// Deputies with their places in the roster.
type Members = Vec<(usize, Deputy)>;

/// The deputies to be asked, by delegation; with a script they are found by typing a part of the name.
#[component]
pub(crate) fn InviteFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let people = load(
        || (),
        |()| async move { (roster().await.unwrap_or_default(), public_county().await.unwrap_or_default()) },
    );
    let asked: Vec<String> = proposal.signers.iter().map(|signer| signer.name.clone()).collect();
    let again = !asked.is_empty();
    view! {
        <p class="hint">{t.invite_hint}</p>
        {again.then(|| view! { <p class="hint">{t.invite_again_hint}</p> })}
        <Suspense>
            {move || {
                let asked = asked.clone();
                Suspend::new(async move {
                    let (deputies, county) = people.await;
                    let ticked = group.ticked("invitees").unwrap_or_default();
                    let mut delegations: Vec<(Option<TownshipId>, Members)> = Vec::new();
                    for entry in deputies.into_iter().enumerate() {
                        match delegations.iter_mut().find(|(township, _)| *township == entry.1.township) {
                            Some((_, members)) => members.push(entry),
                            None => delegations.push((entry.1.township, vec![entry])),
                        }
                    }
                    let delegations = delegations.into_iter().map(move |(township, members)| {
                        let name = township.and_then(|id| county.townships.iter().find(|place| place.id == id));
                        let name = name.map_or(t.no_delegation.to_owned(), |place| place.name(lang).to_owned());
                        view! { <Delegation group name members ticked=ticked.clone() asked=asked.clone()/> }
                    });
                    view! { <InviteList group>{delegations.collect_view()}</InviteList> }
                })
            }}
        </Suspense>
    }
}

#[component]
fn InviteList(group: Group, children: Children) -> impl IntoView {
    let t = texts();
    let error = group.problem_within("invitees");
    let id = group.id("invitees.0");
    Labels::note(&id, t.invitees);
    let (find_id, list) = (format!("{id}-find"), id.clone());
    let is_wrong = error.is_some();
    view! {
        <fieldset class="field" class:field-wrong=is_wrong id=id tabindex="-1">
            <legend>{t.invitees}</legend>
            <p class="problem" aria-live="polite">{error}</p>
            // A form without a tick would name no step at all.
            <input type="hidden" name=group.name("invitees.9999") value=""/>
            <p class="find" hidden data-script="">
                <label for=find_id.clone()>{t.find_deputy}</label>
                <input type="search" id=find_id autocomplete="off" data-find=list/>
            </p>
            {children()}
        </fieldset>
    }
}

/// One delegation's deputies; it stands open while somebody is sought or was ticked in it.
#[component]
fn Delegation(group: Group, name: String, members: Members, ticked: Vec<String>, asked: Vec<String>) -> impl IntoView {
    let t = texts();
    let has_ticks = members.iter().any(|(_, deputy)| ticked.contains(&deputy.person.to_string()));
    let count = members.len();
    let boxes = members.into_iter().map(|(n, deputy)| {
        let path = format!("invitees.{n}");
        let (id, field) = (group.id(&path), group.name(&path));
        let value = deputy.person.to_string();
        let checked = ticked.contains(&value);
        // Of two deputies with one name the delegation tells which was asked; the server says so if it was this one.
        let known = asked.contains(&deputy.name);
        let label = deputy.name.clone();
        view! {
            <li class="tick">
                <input type="checkbox" id=id.clone() name=field value=value checked=checked/>
                <label for=id>{label}{known.then(|| view! { <span class="hint">" "{t.asked_already}</span> })}</label>
            </li>
        }
    });
    let boxes = boxes.collect_view();
    view! {
        <details class="more delegation" open=has_ticks>
            <summary>{name}" "<span class="of">{count}</span></summary>
            <ul class="ticks">{boxes}</ul>
        </details>
    }
}

/// The confirmation of the text that stands on the page, and what changed since the reader signed an earlier one.
#[component]
pub(crate) fn CoSignFields(group: Group, proposal: ProposalView) -> impl IntoView {
    let t = texts();
    let co_signing = proposal.inside.and_then(|inside| inside.co_signing);
    let (fingerprint, changes) =
        co_signing.map(|co_signing| (co_signing.fingerprint, co_signing.changes)).unwrap_or_default();
    let lang = lang();
    let short: String = fingerprint.chars().take(16).collect();
    view! {
        <p class="hint">{t.co_sign_hint}</p>
        {(!changes.is_empty()).then(|| view! {
            <section class="changes">
                <h4>{t.changes_heading}</h4>
                <p class="hint">{t.changes_hint}</p>
                {changes.into_iter().map(|(part, stretches)| view! {
                    <h5>{part.word(lang)}</h5>
                    <p class="text" lang="zh-CN">{stretches.into_iter().map(|(change, text)| match change {
                        Change::Kept => view! { <span>{text}</span> }.into_any(),
                        Change::Added => view! { <ins>{text}</ins> }.into_any(),
                        Change::Removed => view! { <del>{text}</del> }.into_any(),
                    }).collect_view()}</p>
                }).collect_view()}
            </section>
        })}
        <p class="hint">{t.text_code}" "<code>{short}</code></p>
        <input type="hidden" name=group.name("fingerprint") value=fingerprint/>
    }
}

/// Why it is withdrawn.
#[component]
pub(crate) fn WithdrawalField(group: Group) -> impl IntoView {
    let t = texts();
    view! {
        <p class="hint">{t.withdrawal_hint}</p>
        <TextArea group path="reason" label=t.reason hint=t.withdrawal_reason_hint max=1000/>
    }
}
