//! Saving while somebody types, as the program for browsers does it: what it says, and what it offers. Where no program
//! runs, nothing of it is shown: the page promises only what it keeps.

use domain::proposal::draft::MAX_ASKS;
use leptos::prelude::*;

use crate::texts::bilingual;

bilingual! {
    [within super]

    add_ask: "再加一项请求", "Add an ask";
    autosave_hint: "写的内容会自动保存。", "What you write is saved by itself.";
    autosave_saving: "正在保存…", "Saving…";
    autosave_done: "已自动保存。", "Saved.";
    autosave_here: "暂时无法连接，已保存在本机，恢复后会自动保存。", "No connection: kept in this browser, and saved by itself when the line is back.";
    autosave_conflict: "这份草稿已在别处改动过，这里的内容只留在本机。请刷新页面查看别处的内容，再决定保留哪一份。", "This draft was changed elsewhere, so this text stays in this window. Reload to see the other text, then decide which to keep.";
    autosave_signed_out: "登录已失效，这里的内容留在本机。请登录后继续。", "You were signed out; this text stays in this window. Sign in to go on.";
    autosave_refused: "未能保存，内容留在本机：{}", "Not saved, and kept in this browser: {}";
    restore_offer: "这台设备上有一份未能保存到服务器的内容，要恢复吗？", "This device has text that never reached the server. Restore it?";
    restore: "恢复", "Restore";
    discard: "不要了", "Discard";
}

/// The offer of what the browser kept from a visit whose text never reached the server, once for each.
#[component]
pub(crate) fn Restore() -> impl IntoView {
    let t = texts();
    view! {
        <template id="restore">
            <div class="notice notice-do" data-offer="">
                <p>{t.restore_offer}</p>
                <p><b lang="zh-CN" data-title=t.untitled></b>" "<span class="hint" data-when=""></span></p>
                <p class="actions">
                    <button type="button" class="button" data-script="restore">{t.restore}</button>
                    <button type="button" class="button" data-script="discard">{t.discard}</button>
                </p>
            </div>
        </template>
    }
}

/// What has become of what was typed, in words.
#[component]
pub(crate) fn State() -> impl IntoView {
    let t = texts();
    view! {
        <p class="autosave" hidden data-script="" data-saving=t.autosave_saving data-saved=t.autosave_done data-here=t.autosave_here
            data-conflict=t.autosave_conflict data-signed-out=t.autosave_signed_out data-refused=t.autosave_refused>
            <span data-now="">{t.autosave_hint}</span>
            <span role="status"></span>
            <template><a class="button" href="/sign-in" target="_blank">{t.sign_in}</a></template>
        </p>
    }
}

/// Shows one more row for an ask; without a script, saving the draft adds one.
#[component]
pub(crate) fn MoreAsks(shown: usize) -> impl IntoView {
    (shown < MAX_ASKS).then(|| {
        view! {
            <p hidden data-script="">
                <button type="button" class="button" data-script="more">{texts().add_ask}</button>
            </p>
        }
    })
}
