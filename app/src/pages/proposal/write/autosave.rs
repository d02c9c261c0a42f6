//! Saving while somebody types: to the server every few seconds, and to the browser at once in case the line drops.

use domain::proposal::ProposalId;
use domain::proposal::draft::{AskText, MAX_ASKS};
use leptos::prelude::*;

use super::hints::HintsFor;
use crate::kit::components::TextArea;
use crate::kit::forms::Group;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    add_ask: "再加一项请求", "Add an ask";
    autosave_hint: "写的内容会自动保存。", "What you write is saved by itself.";
    autosave_dirty: "正在保存…", "Saving…";
    autosave_done: "已自动保存。", "Saved.";
    autosave_here: "暂时无法连接，已保存在本机，恢复后会再次保存。", "No connection: kept in this browser, and saved again later.";
    autosave_conflict: "这份草稿已在别处改动过，这里的内容只留在本机。请刷新页面查看别处的内容，再决定保留哪一份。", "This draft was changed elsewhere, so this text stays in this window. Reload to see the other text, then decide which to keep.";
    autosave_signed_out: "登录已失效，这里的内容留在本机。请登录后继续。", "You were signed out; this text stays in this window. Sign in to go on.";
    restore_offer: "这台设备上有一份未能保存到服务器的内容，要恢复吗？", "This device has text that never reached the server. Restore it?";
    restore: "恢复", "Restore";
    discard: "不要了", "Discard";
}

/// What has become of what was typed.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only the browser saves by itself"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Saved {
    /// Nothing was typed since the page came.
    Unchanged,
    /// Typed, not saved on the server yet.
    Dirty,
    /// Saved on the server.
    OnServer,
    /// Saved in the browser only: the server could not be reached.
    InBrowser,
    /// Saved in the browser only: the draft was changed elsewhere.
    Conflict,
    /// Saved in the browser only: the session has ended.
    SignedOut,
}

/// The saving of one draft.
#[derive(Clone, Copy)]
pub(crate) struct Autosave {
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only the browser saves by itself"))]
    id: ProposalId,
    /// The version on the server that the form is based on.
    pub(super) version: RwSignal<i32>,
    state: RwSignal<Saved>,
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only the browser saves by itself"))]
    turn: StoredValue<u32>,
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only the browser saves by itself"))]
    busy: StoredValue<bool>,
}

impl Autosave {
    pub(crate) fn new(id: ProposalId, version: i32) -> Self {
        Self {
            id,
            version: RwSignal::new(version),
            state: RwSignal::new(Saved::Unchanged),
            turn: StoredValue::new(0),
            busy: StoredValue::new(false),
        }
    }
}

#[cfg(not(feature = "hydrate"))]
impl Autosave {
    /// On the server nobody types.
    pub(crate) fn typed(self, _event: &leptos::ev::Event) {}

    /// On the server nothing is kept in a browser.
    pub(crate) fn forget(self) {}
}

#[cfg(feature = "hydrate")]
impl Autosave {
    /// Something was typed: keep it here at once, and on the server when the typing rests.
    pub(crate) fn typed(self, event: &leptos::ev::Event) {
        use leptos::wasm_bindgen::JsCast;

        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let form = target.and_then(|target| target.closest("form").ok().flatten());
        let Some(form) = form.and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok()) else { return };
        self.state.set(Saved::Dirty);
        self.keep_here(&form);
        self.turn.update_value(|turn| *turn += 1);
        self.send_when_rested(form, self.turn.get_value());
    }

    /// Sends when nothing more was typed for a while and no other save is on its way.
    fn send_when_rested(self, form: web_sys::HtmlFormElement, turn: u32) {
        let rested = move || match self.turn.try_get_value() {
            Some(present) if present == turn && self.busy.get_value() => self.send_when_rested(form, turn),
            Some(present) if present == turn => self.send(&form, turn),
            _ => {}
        };
        set_timeout(rested, std::time::Duration::from_secs(2));
    }

    fn send(self, form: &web_sys::HtmlFormElement, turn: u32) {
        use leptos::form::FromFormData;

        use crate::Failure;
        use crate::api::proposals::Write;

        let Ok(data) = web_sys::FormData::new_with_form(form) else { return };
        let _ = data.append_with_str("then", "stay");
        let Ok(Write { id, version, draft, then }) = Write::from_form_data(&data) else { return };
        self.busy.set_value(true);
        leptos::task::spawn_local(async move {
            let saved = crate::api::proposals::write(id, version, draft, then).await;
            // The page may have gone in the meantime: then nobody asks any more.
            if self.busy.try_set_value(false).is_some() {
                return;
            }
            match saved {
                Ok(saved) => {
                    // What was typed since is still only here.
                    if self.turn.get_value() == turn {
                        self.forget();
                        self.state.set(Saved::OnServer);
                    }
                    self.version.set(saved);
                    if version == 0 {
                        // From now on a reload finds the draft.
                        let address = format!("/proposals/{id}/edit");
                        let history = window().history();
                        let _ = history.map(|history| {
                            history.replace_state_with_url(&leptos::wasm_bindgen::JsValue::NULL, "", Some(&address))
                        });
                    }
                }
                Err(Failure::ChangedElsewhere | Failure::Conflict { .. } | Failure::NotOpen { .. }) => {
                    self.state.set(Saved::Conflict)
                }
                Err(Failure::SignedOut | Failure::PasswordFirst) => self.state.set(Saved::SignedOut),
                Err(_) => self.state.set(Saved::InBrowser),
            }
        });
    }

    fn storage() -> Option<web_sys::Storage> {
        window().local_storage().ok().flatten()
    }

    fn key(self) -> String {
        // A new proposal has another id on each visit, so what is kept of it is kept under one name.
        if self.version.try_get_untracked().is_none_or(|version| version == 0) {
            "draft:new".to_owned()
        } else {
            format!("draft:{}", self.id)
        }
    }

    fn keep_here(self, form: &web_sys::HtmlFormElement) {
        let Ok(data) = web_sys::FormData::new_with_form(form) else { return };
        let Ok(query) = web_sys::UrlSearchParams::new_with_str_sequence_sequence(&data) else { return };
        query.delete("id");
        query.delete("version");
        if let Some(storage) = Self::storage() {
            let _ = storage.set_item(&self.key(), &String::from(query.to_string()));
        }
    }

    /// What is kept here is on the server now.
    pub(crate) fn forget(self) {
        if let Some(storage) = Self::storage() {
            let _ = storage.remove_item(&self.key());
            let _ = storage.remove_item("draft:new");
        }
    }

    fn kept_here(self) -> Option<String> {
        Self::storage()?.get_item(&self.key()).ok().flatten()
    }

    /// Puts what is kept here into the form.
    fn restore(self) {
        use leptos::wasm_bindgen::JsCast;

        let Some(kept) = self.kept_here() else { return };
        let Ok(query) = web_sys::UrlSearchParams::new_with_str(&kept) else { return };
        let Some(form) = document().get_element_by_id("writing") else { return };
        let Ok(form) = form.dyn_into::<web_sys::HtmlFormElement>() else { return };
        let elements = form.elements();
        for n in 0..elements.length() {
            let Some(element) = elements.item(n) else { continue };
            let name = element.get_attribute("name").unwrap_or_default();
            let Some(value) = query.get(&name) else { continue };
            if let Some(area) = element.dyn_ref::<web_sys::HtmlTextAreaElement>() {
                area.set_value(&value);
            } else if let Some(select) = element.dyn_ref::<web_sys::HtmlSelectElement>() {
                select.set_value(&value);
            } else if let Some(input) = element.dyn_ref::<web_sys::HtmlInputElement>() {
                match input.type_().as_str() {
                    "radio" | "checkbox" => input.set_checked(input.value() == value),
                    _ => input.set_value(&value),
                }
            }
        }
        self.state.set(Saved::Dirty);
        self.turn.update_value(|turn| *turn += 1);
        self.send(&form, self.turn.get_value());
    }
}

/// Offers what the browser kept from a visit whose text never reached the server.
#[component]
pub(crate) fn Restore(autosave: Autosave) -> impl IntoView {
    let t = texts();
    let offered = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| offered.set(autosave.kept_here().is_some()));
    let restore = move |_| {
        #[cfg(feature = "hydrate")]
        autosave.restore();
        offered.set(false);
    };
    let discard = move |_| {
        autosave.forget();
        offered.set(false);
    };
    move || {
        offered.get().then(|| {
            view! {
                <div class="notice notice-do" role="status">
                    <p>{t.restore_offer}</p>
                    <p class="actions">
                        <button type="button" class="button" on:click=restore>{t.restore}</button>
                        <button type="button" class="button" on:click=discard>{t.discard}</button>
                    </p>
                </div>
            }
        })
    }
}

/// What has become of what was typed, in words.
#[component]
pub(crate) fn State(autosave: Autosave) -> impl IntoView {
    let t = texts();
    view! {
        <p class="autosave" role="status">
            {move || match autosave.state.try_get().unwrap_or(Saved::Unchanged) {
                Saved::Unchanged => t.autosave_hint,
                Saved::Dirty => t.autosave_dirty,
                Saved::OnServer => t.autosave_done,
                Saved::InBrowser => t.autosave_here,
                Saved::Conflict => t.autosave_conflict,
                Saved::SignedOut => t.autosave_signed_out,
            }}
        </p>
    }
}

/// Rows for further asks, added one at a time; without a script, saving the draft adds one.
#[component]
pub(crate) fn MoreAsks(group: Group, from: usize, shown: RwSignal<usize>) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let scripted = RwSignal::new(false);
    Effect::new(move |_| scripted.set(true));
    let row = move |n: usize| {
        let label = lang.pick(format!("请求{}", n + 1), format!("Ask {}", n + 1));
        let check = |raw: &str| if raw.trim().is_empty() { Ok(()) } else { AskText::parse(raw).map(|_| ()) };
        view! { <TextArea group path=format!("asks.{n}") label max=500 rows=2 optional=true check=check/><HintsFor field=format!("asks.{n}")/> }
    };
    view! {
        <For each=move || from..shown.get() key=|n| *n children=row/>
        {move || {
            (scripted.get() && shown.get() < MAX_ASKS).then(|| view! {
                <p><button type="button" class="button" on:click=move |_| shown.update(|n| *n += 1)>{t.add_ask}</button></p>
            })
        }}
    }
}
