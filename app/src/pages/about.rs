//! What this is and how it works, in plain words.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::texts::bilingual;

bilingual! {
    [within crate::texts]

    about_heading: "关于本平台", "About this site";
    about_what_heading: "这是什么", "What this is";
    about_what: "县人大代表依法提出建议、批评和意见，由县人大常委会代表工委交有关单位研究办理并答复代表。本平台让代表在线提出建议，让所有人看到每件建议的去向。", "Deputies of the county people’s congress put forward proposals, criticism and opinions. The standing committee’s office hands them to the units concerned, which must handle them and answer. Here deputies submit them, and everyone sees what becomes of each.";
    about_path_heading: "从提出到办结", "From submission to the end";
    about_path: "代表提交后，代表工委在5个工作日内审查，登记编号即公开；交办后承办单位确认承办，与代表沟通，逐项答复；代表评价满意或基本满意的办结，有承诺的继续跟踪；不满意的，代表工委决定是否重新办理。", "After submission the congress office reviews within 5 working days; with its number the proposal is public. The unit accepts it, speaks with the deputy and answers every ask. Rated satisfied, it is closed, or its promises are followed up; otherwise the office decides whether it is handled again.";
    about_dates_heading: "期限怎样计算", "How dates are counted";
    about_dates: "《代表法》第五十一条规定，承办单位应当自交办之日起三个月内答复，涉及面广、处理难度大的六个月内答复。期间按《民法典》第二百零一条至第二百零三条计算：当日不计入，到期日为对应日，遇休息日顺延。每个日期旁都可以查看理由。", "Under article 51 of the Deputies Law a unit must answer within three months of the hand-over, six where the matter is broad or difficult. Periods are counted by articles 201 to 203 of the Civil Code: the first day does not count, the period ends on the corresponding day, and a day off moves it on. Every date tells why.";
    about_classes_heading: "办理类别", "Classes of replies";
    about_classes: "A类：已解决或基本解决，须有证明。B类：正在解决，须有承诺期限。C类：列入计划逐步解决，须有承诺期限。D类：因条件限制留作参考。", "A: solved or basically solved, with evidence. B: being solved, with dated promises. C: planned, with dated promises. D: kept for reference.";
    about_figures_heading: "数据怎样得来", "Where the figures come from";
    about_figures: "所有数字由系统按公开的公式自动计算，随办理同步更新，不能人工修改。未评价单独列出，不计入满意。", "All figures are computed by the formulas shown beside them, change with the work itself and cannot be edited. What is not rated stands by itself and never counts as satisfied.";
    about_private_heading: "什么不公开", "What is not public";
    about_private: "登记之前的内容、沟通的具体记录、评价的理由和申请不公开的建议，只有相关人员可以看到。", "What precedes registration, the minutes of contacts, the reasons of a rating, and proposals that are not published are seen only by those concerned.";
    about_data_heading: "期限和日历", "Limits and calendar";
}

/// What this is.
#[component]
pub(super) fn AboutPage() -> impl IntoView {
    let t = texts();
    let parts = [
        (t.about_what_heading, t.about_what),
        (t.about_path_heading, t.about_path),
        (t.about_dates_heading, t.about_dates),
        (t.about_classes_heading, t.about_classes),
        (t.about_figures_heading, t.about_figures),
        (t.about_private_heading, t.about_private),
    ];
    view! {
        <Title text=t.entry_about/>
        <article class="prose">
            <h1>{t.about_heading}</h1>
            {parts.into_iter().map(|(heading, text)| view! { <h2>{heading}</h2><p>{text}</p> }).collect_view()}
            <h2>{t.about_data_heading}</h2>
            <ul>
                <li><A href="/rules">{t.rules_heading}</A></li>
                <li><A href="/calendar">{t.calendar_heading}</A></li>
                // The server makes this page by itself.
                <li><a href="/api" rel="external">{t.open_data}</a></li>
            </ul>
        </article>
    }
}
