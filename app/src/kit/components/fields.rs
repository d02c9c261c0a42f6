//! Fields of forms: label above, hint under it, error under that, and what was typed kept.

use domain::check::Check;
use ground::vocabulary::Lang;
use leptos::prelude::*;

use crate::kit::forms::{Group, Labels};
use crate::kit::preferences::lang;
use crate::texts::texts;

/// Label, hint and error around an input.
#[component]
fn Labelled(
    id: String,
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    error: Option<String>,
    optional: bool,
    children: Children,
) -> impl IntoView {
    let t = texts();
    Labels::note(&id, &label);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let is_wrong = error.is_some();
    view! {
        <div class="field" class:field-wrong=is_wrong>
            <label for=id>
                {label}
                {optional.then(|| view! { <span class="optional">{t.optional}</span> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <p class="problem" id=error_id aria-live="polite">{error}</p>
            {children()}
        </div>
    }
}

/// The ids of a field's hint and error, for `aria-describedby`.
fn described_by(id: &str, hint: bool) -> String {
    if hint { format!("{id}-hint {id}-error") } else { format!("{id}-error") }
}

/// A line of text.
#[component]
pub(crate) fn TextInput(
    group: Group,
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    #[prop(into, optional)] value: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    /// Which keys a telephone offers.
    #[prop(default = "text")]
    keys: &'static str,
    #[prop(optional)] optional: bool,
    #[prop(optional)] check: Option<Check>,
) -> impl IntoView {
    let (id, name) = (group.id(&path), group.name(&path));
    let value = if kind == "password" { value } else { group.typed(&path).unwrap_or(value) };
    let error = group.problem(&path);
    let described = described_by(&id, !hint.is_empty());
    let is_wrong = error.is_some().to_string();
    view! {
        <Labelled id=id.clone() label hint error optional>
            <input id=id name=name type=kind value=value autocomplete=autocomplete
                inputmode=(keys != "text").then_some(keys) data-check=check.map(Check::code)
                aria-describedby=described aria-invalid=is_wrong/>
        </Labelled>
    }
}

/// A date, typed or picked.
#[component]
pub(crate) fn DateInput(
    group: Group,
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    #[prop(into, optional)] value: String,
) -> impl IntoView {
    view! { <TextInput group path label hint value kind="date"/> }
}

/// Text of several lines. The one place where a `<textarea>` is written: its content is escaped here by hand, because
/// the renderer takes the children of this element as they are.
#[component]
pub(crate) fn TextArea(
    group: Group,
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    #[prop(into, optional)] value: String,
    #[prop(default = 4)] rows: u8,
    /// The greatest number of characters.
    max: usize,
    #[prop(optional)] optional: bool,
    #[prop(optional)] check: Option<Check>,
) -> impl IntoView {
    let lang = lang();
    let (id, name) = (group.id(&path), group.name(&path));
    let value = group.typed(&path).unwrap_or(value);
    let left = remaining(&value, max);
    let error = group.problem(&path);
    let described = format!("{} {id}-left", described_by(&id, !hint.is_empty()));
    let left_id = format!("{id}-left");
    let is_wrong = error.is_some().to_string();
    let (some_left, over) = (characters_left("{}", lang), characters_over("{}", lang));
    view! {
        <Labelled id=id.clone() label hint error optional>
            <textarea id=id name=name rows=rows.to_string() data-max=max.to_string() data-check=check.map(Check::code)
                aria-describedby=described aria-invalid=is_wrong inner_html=escaped(&value)></textarea>
            <p class="left" class:left-over=left.is_negative() id=left_id data-left=some_left data-over=over>
                {if left < 0 { characters_over(&(-left).to_string(), lang) } else { characters_left(&left.to_string(), lang) }}
            </p>
        </Labelled>
    }
}

/// Escapes text for the inside of an element. A first line break would be swallowed by the parser, so it is doubled.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if text.starts_with('\n') { format!("\n{text}") } else { text }
}

fn remaining(text: &str, max: usize) -> i64 {
    let length = text.trim().replace("\r\n", "\n").chars().count();
    i64::try_from(max).unwrap_or(i64::MAX) - i64::try_from(length).unwrap_or(i64::MAX)
}

fn characters_left(n: &str, lang: Lang) -> String {
    lang.pick(format!("还可以写{n}个字"), format!("{n} characters left"))
}

fn characters_over(n: &str, lang: Lang) -> String {
    lang.pick(format!("超出{n}个字"), format!("{n} characters too many"))
}

/// Value and word of each option.
pub(crate) type Options = Vec<(String, String)>;

/// One choice of several, as radio buttons or, where there are many, as a list.
#[component]
pub(crate) fn Choice(
    group: Group,
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    #[prop(into, optional)] value: String,
    options: Options,
    /// What stands for no choice yet in a list.
    #[prop(into, optional)]
    empty: String,
    #[prop(optional)] optional: bool,
    /// Whether it is a list even of few; something is always chosen in it.
    #[prop(optional)]
    compact: bool,
) -> impl IntoView {
    let (id, name) = (group.id(&path), group.name(&path));
    let value = group.typed(&path).unwrap_or(value);
    let error = group.problem(&path);
    let is_wrong = error.is_some();
    if options.len() > 4 || compact {
        let described = described_by(&id, !hint.is_empty());
        let listed = options.into_iter().map(|(code, word)| {
            let selected = code == value;
            view! { <option value=code selected=selected>{word}</option> }
        });
        let listed = listed.collect_view();
        return view! {
            <Labelled id=id.clone() label hint error optional>
                <select id=id name=name aria-describedby=described aria-invalid=is_wrong.to_string()>
                    {(!compact).then(|| view! { <option value="">{empty}</option> })}
                    {listed}
                </select>
            </Labelled>
        }
        .into_any();
    }
    Labels::note(&id, &label);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = described_by(&id, !hint.is_empty());
    let radios = options.into_iter().enumerate().map(|(n, (code, word))| {
        // The first button carries the field's id, so that the error summary can link to it.
        let button_id = if n == 0 { id.clone() } else { format!("{id}-{n}") };
        let checked = code == value;
        view! {
            <div class="radio">
                <input type="radio" id=button_id.clone() name=name.clone() value=code checked=checked/>
                <label for=button_id>{word}</label>
            </div>
        }
    });
    let radios = radios.collect_view();
    view! {
        <fieldset class="field" class:field-wrong=is_wrong aria-describedby=described>
            <legend>{label}</legend>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <p class="problem" id=error_id aria-live="polite">{error}</p>
            {radios}
        </fieldset>
    }
    .into_any()
}

/// A box to tick.
#[component]
pub(crate) fn Tick(
    group: Group,
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(optional)] ticked: bool,
) -> impl IntoView {
    let (id, name) = (group.id(&path), group.name(&path));
    let ticked = if group.was_refused() { group.typed(&path).is_some() } else { ticked };
    let error = group.problem(&path);
    let error_id = format!("{id}-error");
    let is_wrong = error.is_some();
    view! {
        <div class="field tick" class:field-wrong=is_wrong>
            <p class="problem" id=error_id.clone() aria-live="polite">{error}</p>
            <input type="checkbox" id=id.clone() name=name value="true" checked=ticked aria-describedby=error_id/>
            <label for=id>{label}</label>
        </div>
    }
}

/// Boxes of which several may be ticked; what is wrong with any of them stands over all.
#[component]
pub(crate) fn Ticks(
    group: Group,
    path: &'static str,
    #[prop(into)] label: String,
    options: Options,
    /// The values that are ticked at first.
    #[prop(optional)]
    chosen: Vec<String>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let (t, id) = (texts(), group.id(path));
    // What is missing is noted at the first box.
    Labels::note(&group.id(&format!("{path}.0")), &label);
    let error_id = format!("{id}-error");
    let chosen = group.ticked(path).unwrap_or(chosen);
    let problem = group.problem_within(path);
    let is_wrong = problem.is_some();
    let boxes = options.into_iter().enumerate().map(|(n, (value, word))| {
        let field = format!("{path}.{n}");
        let (name, id) = (group.name(&field), group.id(&field));
        let checked = chosen.contains(&value);
        view! {
            <div class="tick">
                <input type="checkbox" id=id.clone() name=name value=value checked=checked/>
                <label for=id>{word}</label>
            </div>
        }
    });
    let boxes = boxes.collect_view();
    view! {
        <fieldset class="field" class:field-wrong=is_wrong id=id tabindex="-1" aria-describedby=error_id>
            <legend>{label}{optional.then(|| view! { <span class="optional">{t.optional}</span> })}</legend>
            <p class="problem" id=error_id.clone() aria-live="polite">{problem}</p>
            {boxes}
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_box() {
        assert_eq!(
            escaped("</textarea><script>alert(1)</script>"),
            "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
        );
        assert_eq!(escaped("a & b"), "a &amp; b");
        assert_eq!(escaped("\n第二行"), "\n\n第二行");
    }

    #[test]
    fn characters_are_counted_as_the_server_counts_them() {
        assert_eq!(remaining(" 修路 \r\n", 10), 8);
        assert_eq!(remaining("一\r\n二", 10), 7);
        assert_eq!(remaining("一二三", 2), -1);
    }
}
