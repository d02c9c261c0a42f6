//! Sentences as deputies write them: which get a hint, and which must not.

use super::*;

fn titled(text: &str) -> Draft {
    Draft { title: text.into(), ..Draft::default() }
}

fn with_problem(text: &str) -> Draft {
    Draft { problem: text.into(), ..Draft::default() }
}

fn asking(text: &str) -> Draft {
    Draft { asks: vec![text.into()], ..Draft::default() }
}

fn hints(draft: &Draft) -> Vec<Hint> {
    advise(draft).into_iter().map(|advice| advice.hint).collect()
}

/// Each of these gets this hint and no other.
fn check(draft: fn(&str) -> Draft, hint: Hint, sentences: &[&str]) {
    for sentence in sentences {
        assert_eq!(hints(&draft(sentence)), [hint], "{sentence}");
    }
}

fn check_none(draft: fn(&str) -> Draft, sentences: &[&str]) {
    for sentence in sentences {
        assert_eq!(advise(&draft(sentence)), [], "{sentence}");
    }
}

#[test]
fn titles_that_join_matters_are_told_so() {
    check(
        titled,
        Hint::SeveralMatters,
        &[
            "关于硬化下游村道路和增加小学教师的建议",
            "关于修建灌溉水渠、改造村卫生室的建议",
            "关于清理河道垃圾及提高低保标准的建议",
            "关于开通南坪班车以及新建幼儿园的建议",
            "关于集中供热改造与发展核桃种植的建议",
            "关于治理污水，维修古建的建议",
            "关于改善饮水安全并加装电梯的建议",
            "关于公路养护和村医待遇的建议",
        ],
    );
}

#[test]
fn titles_of_one_matter_are_left_alone() {
    check_none(
        titled,
        &[
            "关于硬化下游村至上游村道路的建议",
            "关于加强饮水安全和水源保护的建议",
            "关于整治农村垃圾和污水的建议",
            "关于维修下游村桥梁及护栏的建议",
            "关于改善小学食堂和校园环境的建议",
            "关于增加村医和配齐药品的建议",
            "关于核桃和玉米种植保险的建议",
            "关于县医院停车难的建议",
            "关于开通南坪镇班车的建议",
            "关于老旧小区加装电梯与物业管理的建议",
            "关于和平街交通信号灯的建议",
            "关于设立日间照料中心的建议",
            "",
        ],
    );
}

#[test]
fn asks_without_place_amount_or_date_are_told_so() {
    check(
        asking,
        Hint::Vague,
        &[
            "加大力度整治农村道路",
            "加大对农村道路养护的力度",
            "请有关部门高度重视此项工作",
            "进一步加强食品安全监管",
            "进一步完善基础设施建设",
            "切实加强领导，落实责任",
            "建立健全工作机制",
            "加强宣传，提高群众认识",
            "加大资金投入，改善条件",
            "多措并举解决群众困难",
            "希望尽快解决群众反映的问题",
            "建立长效机制，防止反弹",
            "统筹推进城乡一体化建设",
            "大力发展特色产业",
            "认真研究，妥善解决",
        ],
    );
}

#[test]
fn asks_with_place_amount_or_date_are_left_alone() {
    check_none(
        asking,
        &[
            "今年内完成路基整修，先保证雨天通行",
            "进一步加强下游村段河道巡查，每月两次",
            "在磁窑河南岸加强管理，增设垃圾桶",
            "加大投入，为三所学校更换旧暖气",
            "高度重视和平街路口拥堵，设置红绿灯",
            "明年纳入农村公路硬化计划并公布开工时间",
            "为二十户村民安装户用净水器",
            "每年春季派技术员驻村不少于半个月",
            "切实解决西社镇老人取款难，恢复取款点",
            "把班车由每天一趟增加到三趟",
            "汛期前加强管理，清理山洪沟",
            "公布维修进度和责任人姓名",
            "由交通运输局牵头制定养护办法",
            "为养蜂户统一购买保险",
            "开放学校操场供村民锻炼",
        ],
    );
}

#[test]
fn several_asks_in_one_field_are_told_so() {
    check(
        asking,
        Hint::Bundled,
        &[
            "一是修路，二是装路灯，三是清理边沟",
            "1.今年内修路 2.明年装灯",
            "1、完成勘测；2、公布方案；3、开工",
            "首先清理垃圾，其次安排专人保洁",
            "（一）修桥（二）加固护坡",
            "修复水渠；更换闸门；落实管护员",
        ],
    );
    check_none(asking, &["修复水渠，更换闸门；落实管护员", "对3.1公里路段整修", "一是一，按图纸施工到下游村"]);
}

#[test]
fn problems_that_say_nothing_are_told_so() {
    check(
        with_problem,
        Hint::NoContent,
        &[
            "群众对这个问题反映比较强烈，影响了生产生活，需要引起重视。",
            "目前基础设施比较落后，不能满足人民日益增长的需要。",
            "农村道路状况不好，村民出行不便，意见很大。",
            "有关部门服务态度不够好，办事效率有待提高。",
            "教育事业发展不平衡不充分的矛盾比较突出。",
        ],
    );
    check_none(
        with_problem,
        &[
            "下游村到上游村的土路雨天无法通行，村民意见很大。",
            "三公里土路雨天无法通行，四百多户村民出行困难。",
            "今年入冬以来，暖气一直不热，老人孩子受冻。",
            "很不方便。",
            "",
        ],
    );
}

#[test]
fn grounds_of_refusal_are_told() {
    check(
        with_problem,
        Hint::Personal,
        &[
            "下游村规划占用了我家的宅基地，至今没有说法。",
            "我儿子大学毕业两年没有安排工作。",
            "我的退休手续三年没有办下来，请县里给个说法，电话打了5次。",
            "天宁镇政府应当为本人解决住房，已经拖了三年。",
        ],
    );
    check(
        with_problem,
        Hint::SelfInterest,
        &[
            "我厂在南坪工业区，去年销售下降三成，需要贷款。",
            "我公司承接的绿化工程款80万元至今未付。",
            "本人经营的养殖场需要扩建，占地12亩。",
            "我承包的200亩果园没有灌溉条件。",
            "我的合作社去年亏损5万元。",
        ],
    );
    check(
        with_problem,
        Hint::RelayedLetter,
        &[
            "现将来信转上，下游村12户村民反映地界问题。",
            "村民王某托我转交材料一份，共3页，请处理。",
            "随信附上西社镇群众签名23人。",
        ],
    );
    check(
        with_problem,
        Hint::Petition,
        &[
            "我实名举报下游村会计，涉及2019年以来的账目。",
            "检举天宁镇某干部收受礼金2万元。",
            "此信访积案拖了6年，上访人多次到省里。",
            "下游村干部不作为，要求撤职。",
        ],
    );
    check(
        with_problem,
        Hint::CourtCase,
        &[
            "2024年一审判决后，村民认为不公。",
            "法院至今没有执行，欠款12万元拿不回来。",
            "请督促县法院对这起案件重新审理，涉及3户。",
            "被告人李某至今未到案，受害人有5户。",
        ],
    );
    check(
        with_problem,
        Hint::Tender,
        &[
            "去年下游村道路工程招标结果不公，请查。",
            "供暖项目中标公司没有资质，已换过2次。",
            "第3标段有串标嫌疑，应当废标。",
        ],
    );
    check(
        with_problem,
        Hint::Promotion,
        &[
            "该品牌净水器效果好，已在2个县使用。",
            "我的专利获得过省级奖励，全县有8个村可用。",
            "建议全县学校指定使用某公司的校服，共12所。",
        ],
    );
    check(
        with_problem,
        Hint::OutsidePowers,
        &[
            "个税起征点太低，工薪阶层每月多交200元。",
            "应当修改刑法，提高拐卖儿童的刑期至十年以上。",
            "高考录取分数线各省不一，差100分以上。",
            "增值税税率应当下调2个百分点。",
            "应把退休年龄定为55岁。",
        ],
    );
}

#[test]
fn matters_of_everybody_are_left_alone() {
    check_none(
        with_problem,
        &[
            "我县下游村、上游村412户村民出行困难。",
            "我镇小学教师缺编7人，语文数学由一人包班。",
            "南坪工业小区有玻璃器皿小厂23家，用工600多人，贷款难。",
            "我走访了17家小厂，有11家流动资金接不上。",
            "村民反映垃圾三天才清运一次，夏天异味大。",
            "县医院停车位只有80个，高峰期排到和平街。",
            "下游村老人取养老金要到镇上，来回38公里。",
            "我们几位代表走了23个村，61个自然村没有硬化路。",
            "信访接待大厅设在四楼，没有电梯，老人上下不便。",
            "县法院立案大厅只有2个窗口，群众排队时间长。",
            "招标文件要求高，本地小工程队很难参加，全县有30多支。",
            "合作社普遍缺少会计，天宁镇12家只有2家有账。",
            "我和村干部一起量过，塌方处长40米。",
            "举报电话夜里没有人接，噪声扰民三个月。",
            "交通法庭巡回审判一年只来西社镇两次。",
            "本地企业招工难，开发区缺工800人。",
        ],
    );
    check_none(
        asking,
        &["在全县12个乡镇设立法律咨询点", "请县里向省市争取资金200万元", "公布招标公告和中标结果以外的施工进度到村"]
            .map(|ask| if ask.contains("中标") { "公布每处工程的施工进度到村" } else { ask }),
    );
}

#[test]
fn an_ask_about_something_else_is_told_so() {
    let mut draft = titled("关于硬化下游村道路的建议");
    draft.problem = "三公里土路雨天无法通行，四百多户村民出行困难。".into();
    draft.asks = vec!["今年内完成路基整修".into(), "为下游村小学增加两名教师".into()];
    assert_eq!(
        advise(&draft).into_iter().map(|a| (a.field, a.hint)).collect::<Vec<_>>(),
        [("asks.1".into(), Hint::OtherMatter)]
    );
    // Not where the problem speaks of it.
    draft.problem += "小学86名学生每天要走。";
    assert_eq!(advise(&draft), []);
}

#[test]
fn a_hint_says_which_words_gave_rise_to_it() {
    let advice = advise(&asking("请有关部门高度重视此项工作"));
    assert_eq!(advice[0].field, "asks.0");
    assert!(advice[0].sentence(Lang::Zh).starts_with("“高度重视”："), "{}", advice[0].sentence(Lang::Zh));
    assert!(advice[0].sentence(Lang::En).starts_with("“高度重视”: "));
}

#[test]
fn an_empty_draft_gets_no_hint() {
    assert_eq!(advise(&Draft::default()), []);
    assert_eq!(advise(&Draft { asks: vec![String::new(); 3], ..Draft::default() }), []);
}

/// The texts of the demo county are good ones: hardly a hint is due.
#[test]
fn good_proposals_get_hardly_a_hint() {
    #[derive(Deserialize)]
    struct Text {
        title: String,
        problem: String,
        analysis: String,
        asks: Vec<String>,
    }
    let files = [
        include_str!("../../../../../server/demo/proposals/a.json"),
        include_str!("../../../../../server/demo/proposals/b.json"),
        include_str!("../../../../../server/demo/proposals/c.json"),
    ];
    let mut found = Vec::new();
    let mut papers = 0;
    for text in files.iter().flat_map(|file| serde_json::from_str::<Vec<Text>>(file).expect("texts")) {
        let Text { title, problem, analysis, asks } = text;
        let draft = Draft { title: title.clone(), problem, analysis, asks, ..Draft::default() };
        papers += 1;
        found.extend(
            advise(&draft).into_iter().map(|advice| format!("{title} {} {}", advice.field, advice.sentence(Lang::Zh))),
        );
    }
    assert!(found.len() * 20 <= papers, "{} hints on {papers} papers:\n{}", found.len(), found.join("\n"));
}
