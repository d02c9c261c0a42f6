//! How to write a proposal that can be answered: six points, and a poor and a good example beside each other.

use leptos::prelude::*;

use crate::texts::bilingual;

bilingual! {
    [within super]

    guide_heading: "怎样写，单位才好办：要点和例子", "How to write one that can be answered: points and examples";
    guide_matter: "一件事", "One matter";
    guide_matter_text: "一件建议只写一件事。两件事就写两件建议，各有各的承办单位。", "One matter for each proposal. Two matters are two proposals, each for its own unit.";
    guide_place: "在哪里", "Where";
    guide_place_text: "写到村、路段、单位，让人不打电话也能找到。", "Down to the village, the stretch of road, the institution: findable without a telephone call.";
    guide_number: "多少", "How much";
    guide_number_text: "几公里、几户、几个人、多久了。估计的数字写“约”。", "How many kilometres, households, people, since when. Say “about” where you estimate.";
    guide_who: "谁受影响", "Who is concerned";
    guide_who_text: "写您走访看到、听到的，不转别人的信，不写自家的事。", "What you saw and heard yourself; no letter of somebody else, nothing of your own.";
    guide_cause: "为什么", "Why";
    guide_cause_text: "以前怎样处理过，卡在哪里：资金、手续，还是没人管。", "What has been tried and what holds it up: money, permits, or nobody in charge.";
    guide_asks: "要办什么", "What is asked";
    guide_asks_text: "一格一项：做什么、做多少、到什么时候。单位要逐项答复。", "One for each field: what, how much, by when. The unit must answer every one.";
    guide_poor: "不好办的写法", "One that is hard to answer";
    guide_good: "好办的写法", "One that can be answered";
    guide_poor_title: "关于加强农村道路建设和提高教育质量的建议", "On better country roads and better schools";
    guide_good_title: "关于硬化下游村至上游村道路的建议", "On paving the road between the two villages";
    guide_poor_problem: "农村道路状况不好，群众反映强烈。", "Country roads are bad and people complain.";
    guide_good_problem: "下游村到上游村的3.2公里土路，雨天无法通行，两村412户、86名学生每天要走。", "The 3.2 km of dirt road between the two villages cannot be used in rain; 412 households and 86 pupils depend on it.";
    guide_poor_analysis: "有关部门重视不够。", "The authorities do not care enough.";
    guide_good_analysis: "2019年纳入规划，因资金未到位一直没有开工，村里垫过两次砂石。", "Planned in 2019, never funded; the villages have laid gravel twice.";
    guide_poor_asks: "请高度重视，进一步加大力度，切实解决。", "Pay great attention, make greater efforts, solve it.";
    guide_good_asks: "请求1：今年内完成路基整修，先保证雨天通行。请求2：明年纳入农村公路硬化计划，并公布开工时间。", "Ask 1: repair the road bed this year, so that it holds in rain. Ask 2: put it into next year’s paving plan and publish the date when work begins.";
    guide_poor_verdict: "两件事写在一起，没有地点、数字和时间，单位只能笼统答复。", "Two matters in one; no place, number or date: the answer can only be general.";
    guide_good_verdict: "一件事，有地点、有数字，两项请求都能回答“办了没有、何时办成”。", "One matter with place and numbers; each ask can be answered with “done or not, and by when”.";
}

/// The guidance, folded.
#[component]
pub(crate) fn Guidance() -> impl IntoView {
    let t = texts();
    let points = [
        (t.guide_matter, t.guide_matter_text),
        (t.guide_place, t.guide_place_text),
        (t.guide_number, t.guide_number_text),
        (t.guide_who, t.guide_who_text),
        (t.guide_cause, t.guide_cause_text),
        (t.guide_asks, t.guide_asks_text),
    ];
    let rows = [
        (t.title, t.guide_poor_title, t.guide_good_title),
        (t.problem, t.guide_poor_problem, t.guide_good_problem),
        (t.analysis, t.guide_poor_analysis, t.guide_good_analysis),
        (t.asks, t.guide_poor_asks, t.guide_good_asks),
    ];
    let example = move |name: &'static str, verdict: &'static str, class: &'static str, good: bool| {
        view! {
            <section class=class>
                <h2>{name}</h2>
                <dl>
                    {rows.map(|(part, poor, fine)| view! { <dt>{part}</dt><dd class="text">{if good { fine } else { poor }}</dd> })}
                </dl>
                <p class="verdict">{verdict}</p>
            </section>
        }
    };
    view! {
        <details class="more guide">
            <summary>{t.guide_heading}</summary>
            <dl class="guide-points">
                {points.map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> })}
            </dl>
            <div class="examples">
                {example(t.guide_poor, t.guide_poor_verdict, "example example-poor", false)}
                {example(t.guide_good, t.guide_good_verdict, "example example-good", true)}
            </div>
        </details>
    }
}
