//! Whether an ask can be answered: place, amount or date, one thing at a time.

/// Words that promise effort and say nothing about what is to be done.
const VAGUE: [&str; 42] = [
    "加大力度",
    "加大投入",
    "加大宣传",
    "加大监管",
    "加大扶持",
    "加大支持",
    "加大资金",
    "加大财政",
    "进一步加强",
    "进一步加大",
    "进一步完善",
    "进一步提高",
    "进一步重视",
    "进一步优化",
    "高度重视",
    "引起重视",
    "足够重视",
    "切实加强",
    "切实解决",
    "切实提高",
    "切实做好",
    "切实抓好",
    "加强领导",
    "加强管理",
    "加强监管",
    "加强宣传",
    "加强引导",
    "加强协调",
    "加强建设",
    "完善机制",
    "完善制度",
    "健全机制",
    "建立健全",
    "建立长效机制",
    "积极推进",
    "统筹推进",
    "多措并举",
    "多方筹措",
    "尽快解决",
    "认真研究",
    "妥善解决",
    "大力发展",
];

/// Measures that follow a number.
const MEASURES: &str =
    "个件条户人名亩里米吨处座台盏辆所间次元万亿天日月年周度套棵株只头口眼批班趟份场期层平公千百厘毫倍成分楼";

/// Words that name a time.
const TIMES: [&str; 31] = [
    "年内",
    "年底",
    "年初",
    "年前",
    "今年",
    "明年",
    "后年",
    "本年度",
    "月底",
    "月内",
    "季度",
    "每年",
    "每月",
    "每周",
    "每天",
    "汛期",
    "雨季",
    "冬季",
    "入冬",
    "春节",
    "开学",
    "秋收",
    "春耕",
    "采暖季",
    "供暖前",
    "上半年",
    "下半年",
    "之前完成",
    "前完成",
    "前建成",
    "前完工",
];

/// Words in which a character that ends the names of places names none.
const NO_PLACES: [&str; 40] = [
    "农村",
    "乡村",
    "城乡",
    "各村",
    "全村",
    "山村",
    "村民",
    "村里",
    "村干部",
    "村集体",
    "村委",
    "村级",
    "村组",
    "乡镇",
    "城镇",
    "各镇",
    "各乡",
    "村镇",
    "集镇",
    "道路",
    "公路",
    "铁路",
    "路面",
    "路灯",
    "路线",
    "线路",
    "思路",
    "出路",
    "一路",
    "学校",
    "高校",
    "医院",
    "法院",
    "卫生院",
    "河道",
    "河流",
    "桥梁",
    "街道",
    "沟通",
    "水渠",
];

/// Characters that end the names of places.
const PLACES: &str = "村镇乡街路巷桥河沟渠库站厂校院园";

/// Words that name a place by what it is.
const SPOTS: [&str; 22] = [
    "路口",
    "路段",
    "河段",
    "门口",
    "小区",
    "市场",
    "广场",
    "景区",
    "工业区",
    "开发区",
    "停车场",
    "卫生室",
    "幼儿园",
    "敬老院",
    "车站",
    "水库",
    "垃圾场",
    "填埋场",
    "污水厂",
    "国道",
    "省道",
    "县道",
];

/// The vague words of an ask that names no place, amount or date.
pub(super) fn vague(ask: &str) -> Option<&str> {
    let ask = ask.trim();
    let words = VAGUE.iter().find_map(|words| ask.find(words).map(|at| &ask[at..at + words.len()]));
    let words = words.or_else(|| far_apart(ask));
    words.filter(|_| !is_concrete(ask))
}

/// `加大……力度`: what stands between varies.
fn far_apart(ask: &str) -> Option<&str> {
    let from = ask.find("加大")?;
    let rest = &ask[from..];
    let to = rest.find("力度")? + "力度".len();
    (rest[..to].chars().count() <= 16).then(|| &rest[..to])
}

/// Whether a text names an amount, a time or a place.
pub(super) fn is_concrete(text: &str) -> bool {
    has_amount(text) || TIMES.iter().chain(&SPOTS).any(|word| text.contains(word)) || has_place(text)
}

fn has_amount(text: &str) -> bool {
    if text.chars().any(|c| c.is_numeric() && !is_chinese_numeral(c)) {
        return true;
    }
    let chars: Vec<char> = text.chars().collect();
    chars.windows(2).any(|pair| is_chinese_numeral(pair[0]) && MEASURES.contains(pair[1]) && !is_phrase(pair))
}

fn is_chinese_numeral(c: char) -> bool {
    "〇零一二两三四五六七八九十百千万半".contains(c)
}

/// `一次`, `一方`, `一些`: numerals that count nothing.
fn is_phrase(pair: &[char]) -> bool {
    matches!(
        (pair[0], pair[1]),
        ('一', '次' | '度' | '成' | '分' | '个' | '批' | '期' | '件' | '人' | '口' | '天' | '日' | '年')
            | ('千' | '万' | '百', '万' | '百' | '千' | '分' | '户' | '家' | '人')
    )
}

fn has_place(text: &str) -> bool {
    let rest = NO_PLACES.iter().fold(text.to_owned(), |text, word| text.replace(word, "，"));
    let chars: Vec<char> = rest.chars().collect();
    // A name is at least one character before the one that says what it is.
    chars.windows(2).any(|pair| {
        PLACES.contains(pair[1])
            && ground::characters::is_han(pair[0])
            && !"各全每本该的和与及到在建修".contains(pair[0])
    })
}

/// Whether one field holds several numbered asks.
pub(super) fn is_bundled(ask: &str) -> bool {
    const PAIRS: [(&str, &str); 8] = [
        ("一是", "二是"),
        ("第一，", "第二，"),
        ("首先", "其次"),
        ("1.", "2."),
        ("1、", "2、"),
        ("（一）", "（二）"),
        ("一、", "二、"),
        ("（1）", "（2）"),
    ];
    let has_pair = PAIRS.iter().any(|(one, two)| ask.find(one).is_some_and(|at| ask[at..].contains(two)));
    has_pair || ask.matches('；').count() >= 2
}

/// Whether a description of a problem says nothing concrete: long enough to be meant, and neither amount nor place.
pub(super) fn is_empty_talk(problem: &str) -> bool {
    problem.trim().chars().count() >= 15 && !is_concrete(problem)
}
