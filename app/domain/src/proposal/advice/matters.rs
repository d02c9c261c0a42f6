//! Whether a draft is about one matter: what its title joins, and whether its asks stay with it.

use std::collections::BTreeSet;

use crate::county::topic::Topic;
use crate::proposal::draft::Draft;

/// Words that belong to one topic and hardly to another.
#[rustfmt::skip] // One topic a paragraph: this is a table.
const WORDS: [(Topic, &[&str]); 10] = [
    (Topic::Roads, &["道路", "公路", "村道", "巷道", "土路", "路面", "路基", "桥梁", "大桥", "危桥", "公交", "班车", "红绿灯", "信号灯", "停车场", "停车位", "护栏", "限速", "客运"]),
    (Topic::Water, &["饮水", "自来水", "供水", "水井", "水源", "灌溉", "水渠", "水库", "河堤", "堤坝", "防洪"]),
    (Topic::Environment, &["垃圾", "污水", "扬尘", "异味", "排污", "旱厕", "黑臭", "雾霾", "厕所"]),
    (Topic::Agriculture, &["种植", "养殖", "核桃", "玉米", "农机", "大棚", "耕地", "果园", "果树", "兽医", "农药", "沙棘"]),
    (Topic::Education, &["小学", "中学", "学校", "教师", "幼儿园", "学生", "校车", "校园", "课后", "食堂"]),
    (Topic::Health, &["医院", "卫生室", "卫生院", "村医", "医生", "医保", "就医", "救护", "药品"]),
    (Topic::Welfare, &["养老", "敬老院", "低保", "日间照料", "残疾人", "孤儿", "留守", "殡葬", "公墓", "养老金"]),
    (Topic::Planning, &["供暖", "暖气", "集中供热", "燃气", "天然气", "物业", "老旧小区", "加装电梯", "路灯", "棚户区"]),
    (Topic::Economy, &["招商", "贷款", "融资", "电商", "小厂", "就业", "夜市"]),
    (Topic::Culture, &["旅游", "古建", "文物", "戏台", "图书", "广场舞", "非遗", "景区"]),
];

/// What joins matters in a title.
const JOINTS: [&str; 7] = ["以及", "及", "和", "与", "并", "、", "，"];

fn topics(text: &str) -> BTreeSet<Topic> {
    let with = |words: &[&str]| words.iter().any(|word| text.contains(word));
    WORDS.iter().filter(|(_, words)| with(words)).map(|(topic, _)| *topic).collect()
}

/// The parts of a title that are about different topics, joined by `/`; `None` for one matter.
pub(super) fn several(title: &str) -> Option<String> {
    let matter = title.trim().trim_start_matches("关于");
    let matter =
        ["的建议", "的意见", "的议案", "的批评"].iter().fold(matter, |matter, end| matter.trim_end_matches(end));
    let mut parts = vec![matter];
    for joint in JOINTS {
        parts = parts.into_iter().flat_map(|part| part.split(joint)).collect();
    }
    let mut seen: Vec<(BTreeSet<Topic>, &str)> = Vec::new();
    for part in parts {
        let about = topics(part);
        if !about.is_empty() && seen.iter().all(|(other, _)| other.is_disjoint(&about)) {
            seen.push((about, part));
        }
    }
    (seen.len() > 1).then(|| seen.iter().map(|(_, part)| *part).collect::<Vec<_>>().join(" / "))
}

/// The asks that are about something else: they name at least two things of a topic that neither title, problem nor
/// cause has. One word alone often only says who is to help.
pub(super) fn strangers(draft: &Draft) -> Vec<usize> {
    let home = topics(&draft.title);
    let around = topics(&format!("{}\n{}", draft.problem, draft.analysis));
    if home.is_empty() || draft.asks.len() < 2 {
        return Vec::new();
    }
    let is_strange = |ask: &&String| {
        let about = topics(ask);
        let is_rich = WORDS.iter().any(|(_, words)| words.iter().filter(|word| ask.contains(**word)).count() > 1);
        is_rich && about.is_disjoint(&home) && about.is_disjoint(&around)
    };
    draft.asks.iter().enumerate().filter(|(_, ask)| is_strange(ask)).map(|(n, _)| n).collect()
}
