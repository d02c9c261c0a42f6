//! Who has signed, who is asked, and a withdrawal that waits.

use domain::proposal::signing::SignState;
use domain::proposal::view::ProposalView;
use domain::proposal::workflow::Stage;
use leptos::prelude::*;

use crate::kit::components::Icon;
use crate::kit::format::Day;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    signing_heading: "联名情况", "Signatures";
    please_answer_by: "请在这一天前答复：", "Please answer by";
    withdrawal_heading: "领衔代表申请撤回本件", "The lead deputy wants to withdraw it";
    withdrawal_waits: "等待以下附议代表同意：", "Waiting for the agreement of";
}

/// The signing as it goes on: how many signatures there are, what is missing, and who has answered.
#[component]
pub(crate) fn Signers(proposal: ProposalView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let Some(co_signing) = proposal.inside.as_ref().and_then(|inside| inside.co_signing.clone()) else {
        return ().into_any();
    };
    let missing = co_signing.needed.map(|needed| needed.saturating_sub(co_signing.signatures));
    let count = lang.pick(
        format!("已有{}名代表签名（含领衔代表）。", co_signing.signatures),
        format!("Signatures so far, with the lead deputy’s: {}.", co_signing.signatures),
    );
    let lacks = missing.zip(co_signing.needed).map(|(missing, needed)| match missing {
        0 => lang.pick(format!("议案需要{needed}名，已经达到。"), format!("A motion needs {needed}: enough.")),
        _ => lang.pick(
            format!("议案需要{needed}名，还差{missing}名。"),
            format!("A motion needs {needed}: {missing} missing."),
        ),
    });
    let rows = proposal.signers.into_iter().map(|signer| {
        let (icon, class) = match signer.state {
            SignState::Confirmed => ("done", "tag tag-done"),
            SignState::Invited => ("waiting", "tag tag-waiting"),
            SignState::Declined | SignState::Lapsed | SignState::Withdrawn => ("ended", "tag tag-ended"),
        };
        view! {
            <li>
                <span class="signer-name">{signer.name}</span>
                <span class=class><Icon name=icon/>{signer.state.word(lang)}</span>
                {signer.confirmed_on.map(|day| view! { <span class="hint"><Day day/></span> })}
                {(signer.state == SignState::Invited).then(|| view! { <span class="hint">{t.until}" "<Day day=signer.until/></span> })}
            </li>
        }
    });
    view! {
        <section class="signing">
            <h2>{t.signing_heading}</h2>
            <p>{count}{lacks}</p>
            {co_signing.until.map(|day| view! { <p>{t.please_answer_by}" "<b><Day day/></b></p> })}
            <ul class="signers">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// A withdrawal that waits for co-signers.
#[component]
pub(crate) fn Withdrawal(proposal: ProposalView) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let withdrawal = proposal.inside.and_then(|inside| inside.withdrawal);
    withdrawal.filter(|_| proposal.stage != Stage::Withdrawn).map(|withdrawal| {
        view! {
            <section class="notice notice-do">
                <h2>{t.withdrawal_heading}</h2>
                <p><Day day=withdrawal.on/></p>
                {withdrawal.reason.map(|reason| view! { <p class="text" lang="zh-CN">{reason}</p> })}
                <p>{t.withdrawal_waits}" "{withdrawal.waits_for.join(lang.pick("、", ", "))}</p>
            </section>
        }
    })
}
