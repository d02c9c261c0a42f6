//! What became of a paper on its way: contacts, opinions, more time, promises, meetings, chases, progress.

use domain::parts::contacts::ContactState;
use domain::parts::files::{AttachmentRef, AttachmentView, Purpose};
use domain::parts::promises::PromiseState;
use domain::proposal::ProposalId;
use domain::proposal::key::KeyProposal;
use domain::proposal::view::{ClaimView, HandlingView, LookBackView, PromiseView, ProposalView};
use ground::dates::days_between;
use leptos::prelude::*;

use crate::kit::components::{Due, FileList, Icon, Upload, encode};
use crate::kit::format::Day;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    contacts: "沟通面商记录", "Contacts with the deputy";
    handling_files: "办理材料", "Handling files";
    handling_files_hint: "沟通照片、验收单等。只有相关人员能看到；作为答复依据或兑现证明的，随之公开。", "Photographs, acceptance papers. Seen by those concerned; what serves as evidence is published with it.";
    opinions_heading: "协办意见", "Opinions of assisting units";
    opinion_none: "尚未报送", "Not there yet";
    opinion_was_sent_back: "已退回", "Sent back";
    chased_last: "最近催办", "Last chased";
    extensions_heading: "延期", "More time";
    extension_pending: "等待代表工委决定", "The congress office decides";
    extension_granted: "同意延期至", "Granted until";
    extension_refused: "不同意延期", "Refused";
    coordinations_heading: "协调会", "Coordination meetings";
    chases_heading: "催办记录", "Chases";
    chase_again: "可再次催办", "may be chased again on";
    settled_on: "核实日期", "Settled on";
    explained_by: "情况说明", "Explanation";
    look_backs: "回头看", "Look-backs";
    look_back_pending: "待查看", "to be looked at";
    look_back_held: "已兑现并保持", "kept and holds";
    look_back_failed: "未兑现或反弹", "not kept, or relapsed";
    claim_rejected: "核实未兑现", "not found kept";
    nomination_heading: "已提名重点建议", "Nominated as a key proposal";
    progress_heading: "重点建议进展", "Progress of the key proposal";
    final_report: "终期报告", "Final report";
    contact_until: "前未提异议的视为属实", "undisputed until then, it stands";
}

/// The files of the handling, and where its units add some.
#[component]
pub(crate) fn HandlingFileList(id: ProposalId, files: Vec<AttachmentView>, may_attach: bool) -> impl IntoView {
    let t = texts();
    let files: Vec<_> = files.into_iter().filter(|file| file.purpose == Purpose::Handling).collect();
    if files.is_empty() && !may_attach {
        return ().into_any();
    }
    view! {
        <section class="attachments" id="attachments">
            <h2>{t.handling_files}</h2>
            {(!files.is_empty()).then(|| view! { <FileList files/> })}
            {may_attach.then(|| view! {
                <Upload action=format!("/upload/handling/{id}") label=t.attach hint=t.handling_files_hint/>
            })}
        </section>
    }
    .into_any()
}

/// Files that a contact, a reply or a claim names.
#[component]
pub(crate) fn NamedFiles(files: Vec<AttachmentRef>) -> impl IntoView {
    let links = files.into_iter().map(|file| {
        let name = file.name.to_string();
        let address = format!("/files/{}/{}", file.id.0, encode(&name));
        view! { <li><a href=address rel="external" lang="zh-CN">{name}</a></li> }
    });
    let links: Vec<_> = links.collect();
    (!links.is_empty()).then(|| view! { <ul class="files-named">{links}</ul> })
}

/// The contacts with the deputy, each with what the deputy says of it.
#[component]
pub(crate) fn Contacts(handling: HandlingView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let contacts = handling.contacts;
    (!contacts.is_empty()).then(|| {
        view! {
            <h3>{t.contacts}</h3>
            <ul class="contacts">
                {contacts.into_iter().map(|contact| {
                    let (icon, class) = match contact.state {
                        ContactState::Awaited => ("waiting", "tag tag-waiting"),
                        ContactState::Confirmed | ContactState::Stands => ("done", "tag tag-done"),
                        ContactState::Disputed => ("ended", "tag tag-ended"),
                    };
                    let until = contact.check_by.filter(|_| contact.state == ContactState::Awaited);
                    view! {
                        <li>
                            <Day day=contact.on/>" "{contact.unit}" "{contact.manner.word(lang)}" "
                            <span class=class><Icon name=icon/>{contact.state.word(lang)}</span>
                            {until.map(|day| view! { <span class="hint">" "<Day day/>{t.contact_until}</span> })}
                            {contact.minutes.map(|minutes| view! {
                                <p class="hint" lang="zh-CN">{minutes.participants}</p>
                                <p class="text" lang="zh-CN">{minutes.summary}</p>
                                {minutes.objection.map(|objection| view! {
                                    <p class="text"><b>{t.objection}</b>" "<span lang="zh-CN">{objection}</span></p>
                                })}
                                <NamedFiles files=minutes.files/>
                            })}
                        </li>
                    }
                }).collect_view()}
            </ul>
        }
    })
}

/// The opinions of assisting units, each ask with what they say to it.
#[component]
pub(crate) fn Opinions(proposal: ProposalView) -> impl IntoView {
    let t = texts();
    let asks = proposal.text.map(|text| text.asks).unwrap_or_default();
    let today = proposal.today;
    let opinions = proposal.handling.opinions;
    (!opinions.is_empty()).then(|| {
        view! {
            <section>
                <h2>{t.opinions_heading}</h2>
                {opinions.into_iter().map(|opinion| {
                    let asks = asks.clone();
                    let said = asks.into_iter().zip(opinion.answers).filter_map(|(ask, answer)| {
                        Some(view! { <li><p class="hint" lang="zh-CN">{ask}</p><p class="text" lang="zh-CN">{answer?}</p></li> })
                    });
                    let said = said.collect_view();
                    view! {
                        <h3>{opinion.name}</h3>
                        <p class="row-facts">
                            {match (opinion.on, opinion.due) {
                                (Some(on), _) => view! { <Day day=on/> }.into_any(),
                                (None, Some(due)) => view! {
                                    <span>{t.opinion_none}</span><Due day=due days_left=days_between(today, due)/>
                                }.into_any(),
                                (None, None) => t.opinion_none.into_any(),
                            }}
                            {opinion.chased_on.map(|day| view! { <span>{t.chased_last}" "<Day day/></span> })}
                        </p>
                        {opinion.sent_back.map(|reason| view! {
                            <p class="text"><b>{t.opinion_was_sent_back}</b>" "<span lang="zh-CN">{reason}</span></p>
                        })}
                        <ol>{said}</ol>
                    }
                }).collect_view()}
            </section>
        }
    })
}

/// The wishes for more time, and what was decided.
#[component]
pub(crate) fn Extensions(handling: HandlingView) -> impl IntoView {
    let t = texts();
    let extensions = handling.extensions;
    (!extensions.is_empty()).then(|| {
        view! {
            <section>
                <h2>{t.extensions_heading}</h2>
                <ul class="plain">
                    {extensions.into_iter().map(|wish| view! {
                        <li>
                            <p><Day day=wish.on/>" "{t.extension_until}" "<Day day=wish.until/></p>
                            <p class="text" lang="zh-CN">{wish.reason}</p>
                            {match (wish.decided_on, wish.granted_until) {
                                (None, _) => view! { <p class="hint">{t.extension_pending}</p> }.into_any(),
                                (Some(on), Some(until)) => view! {
                                    <p><Day day=on/>" "<b>{t.extension_granted}" "<Day day=until/></b></p>
                                }.into_any(),
                                (Some(on), None) => view! { <p><Day day=on/>" "<b>{t.extension_refused}</b></p> }.into_any(),
                            }}
                            {wish.decision.map(|reason| view! { <p class="text" lang="zh-CN">{reason}</p> })}
                        </li>
                    }).collect_view()}
                </ul>
            </section>
        }
    })
}

/// The promises of all replies and what has become of each.
#[component]
pub(crate) fn Promises(proposal: ProposalView) -> impl IntoView {
    let t = texts();
    let today = proposal.today;
    let promises = proposal.handling.promises;
    (!promises.is_empty()).then(|| {
        view! {
            <section id="promises">
                <h2>{t.promises}</h2>
                <ul class="promises">
                    {promises.into_iter().map(|one| view! { <Promise one today/> }).collect_view()}
                </ul>
            </section>
        }
    })
}

#[component]
fn Promise(one: PromiseView, today: jiff::civil::Date) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let (icon, class) = match one.state {
        PromiseState::Open => ("waiting", "tag tag-waiting"),
        PromiseState::Claimed => ("working", "tag tag-working"),
        PromiseState::Verified => ("done", "tag tag-done"),
        PromiseState::Explained => ("ended", "tag tag-ended"),
    };
    let is_open = !one.state.is_settled();
    view! {
        <li class="promise">
            <p class="text" lang="zh-CN">{one.text}</p>
            <p class="row-facts">
                <span class=class><Icon name=icon/>{one.state.word(lang)}</span>
                <span>{one.unit_name}</span>
                {if is_open {
                    view! { <Due day=one.due days_left=days_between(today, one.due)/> }.into_any()
                } else {
                    view! { <span>{t.until}" "<Day day=one.due/></span> }.into_any()
                }}
                {one.settled_on.map(|day| view! { <span>{t.settled_on}" "<Day day/></span> })}
            </p>
            {one.claims.into_iter().map(|claim| view! { <ClaimText claim/> }).collect_view()}
            {one.explanation.map(|(reason, signer)| view! {
                <p class="text"><b>{t.explained_by}</b>" "<span lang="zh-CN">{reason}</span>" "<span class="hint">{t.signer}" "{signer}</span></p>
            })}
            {(!one.look_backs.is_empty()).then(|| view! {
                <p class="answer-label">{t.look_backs}</p>
                <ul class="plain">{one.look_backs.into_iter().map(|look_back| view! { <LookBackText look_back/> }).collect_view()}</ul>
            })}
        </li>
    }
}

#[component]
fn ClaimText(claim: ClaimView) -> impl IntoView {
    let t = texts();
    view! {
        <div class="claim">
            <p class="text">
                <Day day=claim.on/>" "<span lang="zh-CN">{claim.evidence}</span>
                {claim.is_rejected.then(|| view! { " "<b>{t.claim_rejected}</b> })}
                {claim.rejected.map(|reason| view! { " "<span lang="zh-CN">{reason}</span> })}
            </p>
            <NamedFiles files=claim.files/>
        </div>
    }
}

#[component]
fn LookBackText(look_back: LookBackView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let name = match look_back.months {
        0 => lang.pick("到期".to_owned(), "When due".to_owned()),
        months => lang.pick(format!("满{months}个月"), format!("After {months} months")),
    };
    let found = match look_back.found {
        None => view! { <span class="tag tag-waiting"><Icon name="waiting"/>{t.look_back_pending}</span> }.into_any(),
        Some((on, true)) => view! {
            <Day day=on/>" "<span class="tag tag-done"><Icon name="done"/>{t.look_back_held}</span>
        }
        .into_any(),
        Some((on, false)) => view! {
            <Day day=on/>" "<span class="tag tag-ended"><Icon name="ended"/>{t.look_back_failed}</span>
        }
        .into_any(),
    };
    view! {
        <li>
            {name}" "<Day day=look_back.due/>" "{found}
            {look_back.note.map(|note| view! { <p class="text" lang="zh-CN">{note}</p> })}
        </li>
    }
}

/// The coordination meetings, and when the units were chased.
#[component]
pub(crate) fn Meetings(handling: HandlingView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let HandlingView { coordinations, chases, chase_again_on, nomination, .. } = handling;
    let held = (!coordinations.is_empty()).then(|| {
        view! {
            <section>
                <h2>{t.coordinations_heading}</h2>
                <ul class="plain">
                    {coordinations.into_iter().map(|held| view! {
                        <li>
                            <Day day=held.on/>
                            {held.minutes.map(|(participants, minutes)| view! {
                                <p class="hint" lang="zh-CN">{participants}</p>
                                <p class="text" lang="zh-CN">{minutes}</p>
                            })}
                        </li>
                    }).collect_view()}
                </ul>
            </section>
        }
    });
    let chased = (!chases.is_empty()).then(|| {
        view! {
            <section>
                <h2>{t.chases_heading}</h2>
                <ul class="plain">
                    {chases.into_iter().map(|chase| view! {
                        <li>
                            <Day day=chase.on/>" "{chase.by.word(lang)}
                            {chase.note.map(|note| view! { <p class="text" lang="zh-CN">{note}</p> })}
                        </li>
                    }).collect_view()}
                </ul>
                {chase_again_on.map(|day| view! { <p class="hint"><Day day/>" "{t.chase_again}</p> })}
            </section>
        }
    });
    let nominated = nomination.map(|nomination| {
        view! {
            <section class="notice">
                <h2>{t.nomination_heading}</h2>
                <p><Day day=nomination.on/></p>
                <ul>{nomination.criteria.into_iter().map(|one| view! { <li>{one.word(lang)}</li> }).collect_view()}</ul>
                <p class="text" lang="zh-CN">{nomination.reason}</p>
            </section>
        }
    });
    view! { {nominated}{held}{chased} }
}

/// How far a key proposal is, latest first.
#[component]
pub(crate) fn Progress(key: Option<KeyProposal>) -> impl IntoView {
    let t = texts();
    let reports = key.map(|key| key.reports).unwrap_or_default();
    (!reports.is_empty()).then(|| {
        view! {
            <section>
                <h2>{t.progress_heading}</h2>
                <ul class="plain">
                    {reports.into_iter().rev().map(|report| view! {
                        <li>
                            <p><Day day=report.on/>{report.is_final.then(|| view! { " "<b>{t.final_report}</b> })}</p>
                            <p class="text" lang="zh-CN">{report.text.to_string()}</p>
                        </li>
                    }).collect_view()}
                </ul>
            </section>
        }
    })
}
