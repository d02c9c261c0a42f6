//! The office's forms: days that the calendar names, and the notice from which they come.

use domain::county::calendar::DayKind;
use leptos::prelude::*;

use crate::kit::components::{Choice, DateInput, Options, Pending, PostForm, RefusedNotice, TextInput};
use crate::kit::forms::Group;
use crate::kit::preferences::lang;
use crate::texts::bilingual;

bilingual! {
    [within super]

    calendar_add: "添加放假或调休", "Add a holiday or a worked weekend";
    calendar_kind: "类型", "Kind";
    calendar_first: "第一天", "First day";
    calendar_last: "最后一天", "Last day";
    calendar_last_hint: "只有一天的可以不填。", "Leave it empty for a single day.";
    calendar_name: "节日名称", "Holiday";
    calendar_name_hint: "例如：春节。", "For example: 春节.";
    calendar_add_submit: "添加", "Add";
    calendar_document: "通知文号", "Document number of the notice";
    calendar_document_hint: "这一年的放假和调休全部录入以后填写，例如：国办发明电〔2025〕7号。清空表示尚未录入。", "Fill it in once all days of the year are entered, for example 国办发明电〔2025〕7号. Empty means that the year is not entered.";
    calendar_document_submit: "保存文号", "Keep the number";
}

const DAYS: Group = Group("days");
const NOTICE: Group = Group("notice");

/// Both forms.
#[component]
pub(crate) fn Edit(year: i16, notice: Option<String>) -> impl IntoView {
    view! {
        <AddDays/>
        <Document year notice/>
    }
}

/// Holidays or worked weekends.
#[component]
fn AddDays() -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let kinds: Options = DayKind::ALL.iter().map(|kind| (kind.code().to_owned(), kind.word(lang).to_owned())).collect();
    view! {
        <section>
            <h2 id="add">{t.calendar_add}</h2>
            <div>
                <RefusedNotice prefix=DAYS.0/>
                <PostForm action="/api/enter-days">
                    <Choice group=DAYS path="kind" label=t.calendar_kind options=kinds value=DayKind::Rest.code()/>
                    <TextInput group=DAYS path="name" label=t.calendar_name hint=t.calendar_name_hint/>
                    <DateInput group=DAYS path="first" label=t.calendar_first/>
                    <DateInput group=DAYS path="last" label=t.calendar_last hint=t.calendar_last_hint/>
                    <p class="actions">
                        <button class="button button-main" type="submit">{t.calendar_add_submit}</button>
                        <Pending/>
                    </p>
                </PostForm>
            </div>
        </section>
    }
}

/// The notice's document number, which says that the year is entered whole.
#[component]
fn Document(year: i16, notice: Option<String>) -> impl IntoView {
    let t = texts();
    view! {
        <section>
            <h2>{t.calendar_notice}</h2>
            <div>
                <RefusedNotice prefix=NOTICE.0/>
                <PostForm action="/api/enter-notice">
                    <input type="hidden" name=NOTICE.name("year") value=year.to_string()/>
                    <TextInput group=NOTICE path="document" label=t.calendar_document hint=t.calendar_document_hint value=notice.unwrap_or_default()/>
                    <p class="actions"><button class="button" type="submit">{t.calendar_document_submit}</button></p>
                </PostForm>
            </div>
        </section>
    }
}
