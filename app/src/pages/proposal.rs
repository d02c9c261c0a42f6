//! Pages of proposals: writing, reading, each step, what units and offices have in hand.

use crate::texts::bilingual;

pub(super) mod facets;
pub(super) mod hand_over;
pub(super) mod key_proposals;
pub(super) mod letter;
pub(super) mod paper;
pub(super) mod print;
pub(super) mod promises;
pub(super) mod proposals;
pub(super) mod reply_versions;
pub(super) mod sheet;
pub(super) mod steps;
pub(super) mod supervision;
pub(super) mod unit;
pub(super) mod versions;
pub(super) mod write;

bilingual! {
    [within crate::texts]

    narrow: "筛选", "Filter";
    topic: "类别", "Topic";
    township: "涉及地点", "Place";
    problem: "问题", "Problem";
    analysis: "原因分析", "Analysis";
    asks: "具体请求", "What is asked for";
    evidence: "落实情况证明", "Evidence";
    promises: "承诺事项", "Promises";
    until: "期限", "by";
    contact_person: "联系人", "Contact";
    telephone: "联系电话", "Telephone";
    reasons: "理由", "Reasons";
    whole_county: "全县", "The whole county";
    disclosure: "公开方式", "Publication";
    supervisor: "督办领导", "Supervisor";
    sponsor: "领办领导", "Sponsor";
    minutes: "主任会议纪要", "Minutes of the chairs’ meeting";
    sent_back_for: "退回修改的理由", "Why it was sent back";
    objection: "哪里不属实", "What is not true";
    extension_until: "延期至", "Until";
    restriction_ground: "依据", "Ground";
    review_on: "复核日期", "To be reviewed on";
    to_government: "交政府办分办", "Let the government office name the units";
    title: "标题", "Title";
    versions_heading: "历史版本", "Earlier versions";
    attachments: "附件", "Attachments";
    attach: "添加附件", "Add attachments";
    print_form: "打印正式表格", "Print the official form";
    paper_version: "版本", "Version";
}
