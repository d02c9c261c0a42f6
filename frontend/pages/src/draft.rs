//! Drafts that cannot get lost: what is typed is kept in the browser at each keystroke, by person and draft, and saved on
//! the server when the typing rests. What never reached the server is offered to that person again.
//!
//! A page has at most one such form, `form[data-autosave]`. Its copy is kept under `draft:PERSON:DRAFT` as the fields of
//! the form with `at`, the time, and `left`, once its page is not there any more.

use std::cell::RefCell;

use js_sys::Date;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Document, Element, Event, HtmlFormElement, HtmlInputElement, HtmlTemplateElement, Storage, UrlSearchParams,
};

use crate::counting::count_all;
use crate::fields as form_fields;
use crate::going::{fetch, note_shown};
use crate::page::{document, elements, replace_part, say, window, words};
use crate::posting::{fields, post};

/// How long nothing is typed before it is saved, in milliseconds.
const REST: i32 = 2_000;
/// How long until a save is tried again that did not get through: at first, and at the most.
const AGAIN: (i32, i32) = (5_000, 60_000);
/// For how long a page that never said that it is gone may still be there.
const ALIVE: u64 = 120_000;

/// The form that is being written in.
#[derive(Clone)]
struct Writing {
    form: HtmlFormElement,
    person: String,
    /// How often something was typed.
    turn: u32,
    /// A save is on its way.
    is_busy: bool,
    /// The form itself is on its way: nothing is saved beside it.
    is_held: bool,
    /// How long until the next try.
    again: i32,
}

thread_local! {
    static WRITING: RefCell<Option<Writing>> = const { RefCell::new(None) };
}

fn change(change: impl FnOnce(&mut Writing)) -> Option<Writing> {
    WRITING.with_borrow_mut(|writing| {
        let writing = writing.as_mut()?;
        change(writing);
        Some(writing.clone())
    })
}

/// The browser's time in milliseconds.
fn now() -> u64 {
    Date::now() as u64
}

fn storage() -> Option<Storage> {
    window().ok()?.local_storage().ok().flatten()
}

impl Writing {
    fn value(&self, name: &str) -> String {
        self.input(name).map(|input| input.value()).unwrap_or_default()
    }

    fn input(&self, name: &str) -> Option<HtmlInputElement> {
        self.form.elements().named_item(name)?.dyn_into().ok()
    }

    fn key(&self) -> String {
        format!("draft:{}:{}", self.person, self.value("id"))
    }

    /// Keeps in the browser what stands in the form.
    fn keep(&self) -> Result<(), JsValue> {
        let kept = fields(&self.form, None)?;
        kept.set("at", &now().to_string());
        match storage() {
            // A browser may have no room, or keep nothing at all.
            Some(storage) => storage.set_item(&self.key(), &String::from(kept.to_string())).or(Ok(())),
            None => Ok(()),
        }
    }

    fn forget(&self) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&self.key());
        }
    }

    /// How it stands with the saving: what goes by stands beside, what has to be known is read out.
    fn tell(&self, name: &str, detail: &str) -> Result<(), JsValue> {
        let Some(state) = self.form.query_selector(".autosave")? else { return Ok(()) };
        let is_trouble = !matches!(name, "data-saving" | "data-saved");
        let (now, read) = (state.query_selector("[data-now]")?, state.query_selector("[role=status]")?);
        let said = words(&state, name, detail);
        let had_trouble = state.has_attribute("data-trouble");
        if name != "data-saving" {
            state.toggle_attribute_with_force("data-trouble", is_trouble)?;
        }
        if let Some(now) = now {
            say(&now, if is_trouble { "" } else { &said })?;
        }
        match read {
            Some(read) if is_trouble => say(&read, &said)?,
            // It was told that something is amiss; that it is well again is told too.
            Some(read) if had_trouble && name == "data-saved" => say(&read, "")?,
            _ => {}
        }
        if let Some(way) = state.query_selector("a")? {
            way.remove();
        }
        let way = state.query_selector("template")?.and_then(|way| way.dyn_into::<HtmlTemplateElement>().ok());
        if let Some(way) = way.filter(|_| name == "data-signed-out") {
            state.append_with_node_1(&document()?.import_node_with_deep(&way.content(), true)?)?;
        }
        Ok(())
    }
}

/// A page was opened: the draft on it is looked at.
pub(crate) fn opened(document: &Document) -> Result<(), JsValue> {
    let form = document.query_selector("form[data-autosave]")?.and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    let writing = form.map(|form| {
        let person = form.get_attribute("data-person").unwrap_or_default();
        Writing { form, person, turn: 0, is_busy: false, is_held: false, again: AGAIN.0 }
    });
    WRITING.set(writing.clone());
    let Some(writing) = writing else { return Ok(()) };
    offer(&writing)?;
    // Typed before this program came, or put back by the browser.
    if form_fields::are_touched(&writing.form) { touched() } else { Ok(()) }
}

/// The page goes: what is not on the server is somebody's who may come back.
pub(crate) fn leave() -> Result<(), JsValue> {
    let (Some(writing), Some(storage)) = (WRITING.take(), storage()) else { return Ok(()) };
    if let Some(kept) = storage.get_item(&writing.key())? {
        storage.set_item(&writing.key(), &format!("{kept}&left=yes"))?;
    }
    Ok(())
}

/// Something was typed, ticked or chosen in the form.
pub(crate) fn typed(event: &Event) -> Result<(), JsValue> {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let form = element.map(|element| element.closest("form")).transpose()?.flatten();
    let is_ours = WRITING.with_borrow(|writing| {
        form.is_some_and(|form| writing.as_ref().is_some_and(|writing| form.is_same_node(Some(&writing.form))))
    });
    if is_ours { touched() } else { Ok(()) }
}

fn touched() -> Result<(), JsValue> {
    let Some(writing) = change(|writing| writing.turn += 1) else { return Ok(()) };
    writing.keep()?;
    writing.tell("data-saving", "")?;
    later(REST, writing.turn)
}

/// Saves after a while, if nothing was typed meanwhile.
fn later(wait: i32, turn: u32) -> Result<(), JsValue> {
    let rested = Closure::once_into_js(move || {
        let present = WRITING.with_borrow(Clone::clone);
        if let Some(writing) = present.filter(|writing| writing.turn == turn && !writing.is_held) {
            let _ = if writing.is_busy { later(REST, turn) } else { begin(writing) };
        }
    });
    window()?.set_timeout_with_callback_and_timeout_and_arguments_0(rested.unchecked_ref(), wait).map(drop)
}

/// The line is back: what waits is saved at once.
pub(crate) fn send_now() -> Result<(), JsValue> {
    let waiting = WRITING.with_borrow(Clone::clone);
    let is_waiting = |writing: &Writing| {
        let state = writing.form.query_selector(".autosave[data-trouble]").ok().flatten();
        state.is_some() && !writing.is_busy && !writing.is_held
    };
    match waiting.filter(is_waiting) {
        Some(writing) => begin(writing),
        None => Ok(()),
    }
}

fn begin(writing: Writing) -> Result<(), JsValue> {
    change(|writing| writing.is_busy = true);
    let sent = fields(&writing.form, None)?;
    sent.set("then", "stay");
    sent.set("turn", &writing.turn.to_string());
    spawn_local(async move {
        let action = writing.form.get_attribute("data-autosave").unwrap_or_default();
        let answer = async {
            let response = post(&action, &sent, "application/json").await?;
            let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
            Ok::<_, JsValue>((response.status(), text))
        };
        let answer = answer.await;
        // The page may have gone meanwhile: then nobody asks any more.
        let present = change(|writing| writing.is_busy = false);
        if let Some(present) = present.filter(|present| present.form.is_same_node(Some(&writing.form))) {
            let _ = answered(&present, writing.turn, answer.ok()).await;
        }
    });
    Ok(())
}

async fn answered(writing: &Writing, turn: u32, answer: Option<(u16, String)>) -> Result<(), JsValue> {
    match answer {
        Some((200..=299, version)) => saved(writing, turn, version.trim()).await,
        Some((409, _)) => writing.tell("data-conflict", ""),
        Some((401 | 403, _)) => writing.tell("data-signed-out", ""),
        Some((400..=499, why)) => writing.tell("data-refused", &why),
        Some((_, _)) | None => {
            writing.tell("data-here", "")?;
            let wait = writing.again;
            change(|writing| writing.again = (wait * 2).min(AGAIN.1));
            later(wait, writing.turn)
        }
    }
}

async fn saved(writing: &Writing, turn: u32, version: &str) -> Result<(), JsValue> {
    let was_new = writing.value("version") == "0";
    if let Some(input) = writing.input("version") {
        input.set_value(version);
    }
    change(|writing| writing.again = AGAIN.0);
    // What was typed since is still only here.
    if writing.turn == turn {
        writing.forget();
        writing.tell("data-saved", "")?;
    }
    let page = format!("/proposals/{}", writing.value("id"));
    if was_new {
        // From now on a reload finds the draft, and what needs a stored one is there.
        let address = format!("{page}/edit");
        window()?.history()?.replace_state_with_url(&JsValue::NULL, "", Some(&address))?;
        note_shown()?;
        let (next, _) = fetch(&address).await?;
        for id in writing.form.get_attribute("data-parts").unwrap_or_default().split(' ') {
            replace_part(&next, id)?;
        }
    }
    let Some(id) = writing.form.get_attribute("data-fragment") else { return Ok(()) };
    let (next, _) = fetch(&format!("{page}/{id}")).await?;
    // What is found again stays unfolded.
    let lines = |document: &Document| document.query_selector_all(&format!("#{id} li")).map(|list| elements(&list));
    let address =
        |line: &Element| Ok::<_, JsValue>(line.query_selector("a")?.and_then(|link| link.get_attribute("href")));
    let present = lines(&document()?)?;
    for line in lines(&next)? {
        for before in &present {
            if address(before)? == address(&line)?
                && before.query_selector("details[open]")?.is_some()
                && let Some(details) = line.query_selector("details")?
            {
                details.set_attribute("open", "")?;
            }
        }
    }
    replace_part(&next, &id)
}

/// The form itself is sent: nothing is saved beside it.
pub(crate) fn hold(form: &HtmlFormElement) {
    change(|writing| writing.is_held = writing.form.is_same_node(Some(form)));
}

/// It did not get through.
pub(crate) fn release() {
    change(|writing| writing.is_held = false);
}

/// It got through. Where it was refused, the copy stays until the page that follows has it.
pub(crate) fn sent(form: &HtmlFormElement, location: &str) {
    let writing = WRITING.with_borrow(Clone::clone).filter(|writing| writing.form.is_same_node(Some(form)));
    if let Some(writing) = writing.filter(|_| !location.contains("form=")) {
        writing.forget();
    }
}

/// Offers what never reached the server: on the page of a draft that draft's, on the page of a new one every new one's.
fn offer(writing: &Writing) -> Result<(), JsValue> {
    let (Some(storage), document) = (storage(), document()?) else { return Ok(()) };
    let template = document.get_element_by_id("restore").and_then(|found| found.dyn_into::<HtmlTemplateElement>().ok());
    let Some(template) = template else { return Ok(()) };
    let mine = format!("draft:{}:", writing.person);
    let keys = (0..storage.length()?).filter_map(|n| storage.key(n).ok().flatten());
    let keys: Vec<String> = keys.filter(|key| key.starts_with(&mine)).collect();
    let is_new = writing.value("version") == "0";
    for key in keys {
        let Some(kept) = storage.get_item(&key)? else { continue };
        let kept = UrlSearchParams::new_with_str(&kept)?;
        let at = kept.get("at").and_then(|at| at.parse::<u64>().ok()).unwrap_or_default();
        let is_left = kept.has("left") || now().saturating_sub(at) > ALIVE;
        let was_new = kept.get("version").is_none_or(|version| version == "0");
        let is_of_this = key == writing.key() || key.starts_with(&format!("{}:", writing.key()));
        if !is_left || !(is_of_this || is_new && was_new) {
            continue;
        }
        // Under a name of its own: typing on must not write over it.
        let aside = format!("{}:{at}", mine.clone() + &kept.get("id").unwrap_or_default());
        if aside != key {
            storage.set_item(&aside, &String::from(kept.to_string()))?;
            storage.remove_item(&key)?;
        }
        let title = kept.get("draft[title]").filter(|title| !title.trim().is_empty());
        let shown =
            document.import_node_with_deep(&template.content(), true)?.unchecked_into::<web_sys::DocumentFragment>();
        let Some(offer) = shown.query_selector("[data-offer]")? else { continue };
        offer.set_attribute("data-offer", &aside)?;
        if let Some(place) = offer.query_selector("[data-title]")? {
            place.set_text_content(Some(&title.unwrap_or_else(|| words(&place, "data-title", ""))));
        }
        if let Some(place) = offer.query_selector("[data-when]")? {
            let lang = document.document_element().and_then(|root| root.get_attribute("lang")).unwrap_or_default();
            let when = Date::new(&(at as f64).into()).to_locale_string(&lang, &JsValue::UNDEFINED);
            place.set_text_content(when.as_string().as_deref());
        }
        template.before_with_node_1(&shown)?;
    }
    Ok(())
}

/// Puts what was kept into the form, and saves it.
pub(crate) fn restore(button: &Element) -> Result<(), JsValue> {
    let (Some(offer), Some(storage)) = (button.closest("[data-offer]")?, storage()) else { return Ok(()) };
    let key = offer.get_attribute("data-offer").unwrap_or_default();
    let Some(writing) = WRITING.with_borrow(Clone::clone) else { return Ok(()) };
    let Some(kept) = storage.get_item(&key)? else { return Ok(()) };
    let kept = UrlSearchParams::new_with_str(&kept)?;
    // A draft that is on the server goes on from there; a new one under the id that it had.
    if writing.value("version") != "0" {
        for name in ["id", "version", "key"] {
            kept.set(name, &writing.value(name));
        }
    }
    form_fields::fill(&writing.form, &kept)?;
    storage.remove_item(&key)?;
    offer.remove();
    count_all(&document()?)?;
    touched()
}

/// Throws away what was kept.
pub(crate) fn discard(button: &Element) -> Result<(), JsValue> {
    let (Some(offer), Some(storage)) = (button.closest("[data-offer]")?, storage()) else { return Ok(()) };
    storage.remove_item(&offer.get_attribute("data-offer").unwrap_or_default())?;
    offer.remove();
    Ok(())
}
