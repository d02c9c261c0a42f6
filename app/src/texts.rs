//! Every text of the interface in both languages. A text that is missing in one of them does not compile.

use domain::vocabulary::Lang;

use crate::preferences;

/// Defines the texts and their two languages side by side.
macro_rules! texts {
    ($($key:ident: $zh:literal, $en:literal;)+) => {
        /// The texts of one language.
        #[derive(Debug)]
        pub(crate) struct Texts { $(pub(crate) $key: &'static str,)+ }

        static ZH: Texts = Texts { $($key: $zh,)+ };
        static EN: Texts = Texts { $($key: $en,)+ };

        #[cfg(test)]
        const PAIRS: &[(&str, &str, &str)] = &[$((stringify!($key), $zh, $en),)+];
    };
}

texts! {
    // The frame.
    site: "交城县人大代表建议公开平台", "Jiaocheng deputies’ proposals";
    open_data: "开放数据", "Open data";
    site_description: "县人大代表提出的建议：交给谁办、办得怎样、何时答复，全程公开。", "Proposals of the county’s deputies: who handles them, how far they are and when they are answered, in public.";
    brand: "建议", "Jianyi";
    county_and_session: "交城县第十七届人民代表大会", "Jiaocheng County, 17th People’s Congress";
    skip: "跳到正文", "Skip to the content";
    main_navigation: "主导航", "Main navigation";
    breadcrumb: "当前位置", "You are here";
    home: "首页", "Home";
    entry_proposals: "建议", "Proposals";
    entry_about: "关于", "About";
    entry_desk: "我的工作台", "My desk";
    footer_what: "依照《代表法》公开代表建议及办理情况。演示数据，人物均为虚构。", "Proposals and what becomes of them, published under the Deputies Law. Demo data: all people are invented.";
    text_size: "字号", "Text size";
    size_normal: "标准", "Normal";
    size_large: "大字", "Large";
    colours: "颜色", "Colours";
    theme_auto: "跟随设备", "As the device";
    theme_light: "浅色", "Light";
    theme_dark: "深色", "Dark";
    loading: "正在载入…", "Loading…";
    sending: "正在提交…", "Sending…";
    paging: "翻页", "Pages";
    next_page: "下一页", "Next page";
    first_page: "回到第一页", "Back to the first page";
    untitled: "（未写标题）", "(no title yet)";
    optional: "（选填）", " (optional)";
    choose: "请选择", "Choose";
    none: "无", "None";
    look: "查看", "Look";

    // Faults.
    not_found_heading: "没有找到这个页面", "This page is not here";
    not_found_text: "地址可能有误，或者这件建议尚未公开。请核对地址，或从下面的入口继续。", "The address may be wrong, or the proposal is not public yet. Check the address, or go on from here.";
    to_home: "回到首页", "To the home page";
    to_list: "查看全部建议", "See all proposals";
    what_you_typed: "您填写的内容", "What you typed";

    // Home.
    home_heading: "代表提了什么，办得怎么样", "What deputies asked for, and what became of it";
    home_lead: "县人大代表把群众的事写成建议，承办单位要在三个月内答复。这里可以看到每一件建议交给了谁、办到哪一步、何时答复、代表是否满意。", "Deputies of the county people’s congress turn residents’ concerns into proposals, and units must answer within three months. Here you see who handles each one, how far it is, when it is answered and whether the deputy is satisfied.";
    see_all: "查看全部建议", "See all proposals";
    figures_heading: "本次会议建议办理情况", "This session in figures";
    figure_registered: "建议总数", "Proposals";
    figure_assigned: "已交办", "handed over";
    figure_replied: "答复率", "Replied";
    formula_replied: "已答复÷已交办", "replied ÷ handed over";
    figure_met: "面商率", "Met in person";
    formula_met: "答复前见面沟通÷已答复", "met before the reply ÷ replied";
    figure_satisfied: "满意率", "Satisfied";
    formula_satisfied: "满意÷已评价", "satisfied ÷ rated";
    figure_broad: "含基本满意", "with basically satisfied";
    figure_unrated: "未评价", "not rated";
    classes_heading: "答复的办理类别", "Replies by class";
    classes_caption: "已答复建议最近一次答复的类别", "Class of the last reply of each proposal answered";
    column_class: "办理类别", "Class";
    column_count: "件数", "Number";
    column_share: "占已答复", "Share of replied";
    column_stage: "办理状态", "Status";
    column_bar: "图示", "Bar";
    stages_caption: "各状态的件数（点击数字查看清单）", "How many stand where (each number opens its list)";
    key_heading: "重点督办建议", "Key proposals";
    key_hint: "由主任会议确定，一名领导督办，一名政府领导领办。", "Chosen by the chairs’ meeting: one leader supervises, one leader of the government takes it on.";
    latest_heading: "最新答复", "Latest replies";
    latest_hint: "承办单位最近公开的答复。", "What units have answered most recently.";
    latest_empty: "还没有答复。答复签发后会出现在这里。", "No replies yet. They appear here as soon as they are issued.";
    how_heading: "一件建议怎样办理", "How a proposal is handled";
    how_1: "代表提出：写明问题、原因和具体请求，县人大代表工委审查后登记编号。", "A deputy submits it: problem, cause and concrete asks. The congress office reviews and registers it.";
    how_2: "交办：交给承办单位，从这一天起计算期限，一般三个月内答复。", "It is handed over to a unit. The clock starts that day: as a rule three months.";
    how_3: "沟通与答复：承办单位先与代表沟通，再逐项答复，由负责人签发并公开。", "The unit speaks with the deputy, answers every ask, and its head signs the reply in public.";
    how_4: "评价与落实：由代表本人评价；不满意的可以重新办理，承诺的事项持续跟踪。", "The deputy alone rates it. If not satisfied, it can be handled again; promises are followed up.";

    // The list.
    list_heading: "代表建议", "Deputies’ proposals";
    list_empty: "没有符合条件的建议。请减少筛选条件再看。", "Nothing matches. Try fewer filters.";
    narrow: "筛选", "Filter";
    clear: "清除筛选", "Clear the filters";
    apply: "查看结果", "Show results";
    all_stages: "全部状态", "All statuses";
    all_topics: "全部类别", "All topics";
    all_townships: "全部乡镇", "All townships";
    all_units: "全部单位", "All units";
    all_years: "全部年份", "All years";
    all_sessions: "全部届次", "All sessions";
    session: "届次", "Session";
    results: "结果", "Results";
    topic: "类别", "Topic";
    township: "涉及地点", "Place";
    unit: "承办单位", "Unit";
    year: "登记年份", "Year registered";

    // A proposal.
    lead_deputy: "领衔代表", "Lead deputy";
    key_proposal: "重点督办", "Key proposal";
    why_this_day: "为什么是这一天", "Why this day";
    facts: "基本情况", "Facts";
    problem: "问题", "Problem";
    analysis: "原因分析", "Analysis";
    asks: "具体请求", "What is asked for";
    asks_and_answers: "请求与答复", "Asks and answers";
    answer: "答复", "Answer";
    answers_in_full: "本次答复全文", "This reply in full";
    reply: "答复", "Reply";
    on_time: "按期答复", "On time";
    late: "逾期答复", "Late";
    evidence: "落实情况证明", "Evidence";
    commitments: "承诺事项", "Promises";
    until: "期限", "by";
    signer: "签发人", "Signed by";
    contact_person: "联系人", "Contact";
    telephone: "联系电话", "Telephone";
    rating: "代表评价", "The deputy’s rating";
    not_rated: "未评价", "Not rated";
    attitude: "办理态度", "Attitude";
    result: "办理结果", "Result";
    rated_on: "评价日期", "Rated on";
    reasons: "理由", "Reasons";
    whole_county: "全县", "The whole county";
    disclosure: "公开方式", "Publication";
    submitted_on: "提交日期", "Submitted";
    registered_on: "登记日期", "Registered";
    handed_over_on: "交办日期", "Handed over";
    not_accepted: "待确认承办", "not accepted yet";
    supervisor: "督办领导", "Supervisor";
    sponsor: "领办领导", "Sponsor";
    minutes: "主任会议纪要", "Minutes of the chairs’ meeting";
    contacts: "沟通面商记录", "Contacts with the deputy";
    timeline: "办理过程", "What happened";
    return_reason: "退回修改的理由", "Why it was returned";
    decline_heading: "不予立案", "Declined";

    // Steps.
    your_steps: "您现在可以办理", "What you can do now";
    take_over_hint: "同事之间可以接手，办理记录会显示由谁经办。", "Colleagues may take over; the record shows who works on it.";
    files_named: "附上材料", "Files that belong to it";
    files_hint: "需要附照片或文件的，请先在本页“办理材料”处上传，再回到这里勾选。", "To add photographs or files, upload them under “Handling files” on this page first, then tick them here.";
    handling_files: "办理材料", "Handling files";
    handling_files_hint: "沟通照片、验收单等。只有相关人员能看到；作为答复依据或兑现证明的，随之公开。", "Photographs, acceptance papers. Seen by those concerned; what serves as evidence is published with it.";
    contact_check_hint: "请按实际情况确认。没有发生或内容不符的，请提出异议。", "Confirm what really took place. If it did not, or was different, dispute it.";
    which_contact: "哪一次沟通", "Which contact";
    objection: "哪里不属实", "What is not true";
    objection_hint: "代表工委和承办单位会看到，不公开。", "Seen by the congress office and the units; not public.";
    opinion_hint: "请逐项写明本单位能做什么、何时做。与本单位无关的可以不填，但至少填写一项。", "Say ask by ask what your unit can do and when. Leave out what does not concern you, but answer at least one.";
    opinion_chase_hint: "催办会留下记录；三天内只能催办一次。", "This is recorded; once in three days.";
    opinion_back_hint: "请写明还缺什么。", "Say what is missing.";
    opinions_heading: "协办意见", "Opinions of assisting units";
    opinion_none: "尚未报送", "Not there yet";
    opinion_was_sent_back: "已退回", "Sent back";
    chased_last: "最近催办", "Last chased";
    extension_until: "延期至", "Until";
    extension_hint: "涉及面广、处理难度大的，可在答复期限届满前申请，最长到交办之日起六个月。理由公开。", "For broad or difficult matters, before the reply is due and at most to the sixth month. The reason is public.";
    extension_grant_hint: "期限可以短于申请，最长到交办之日起六个月。理由公开，并告知代表。", "It may be shorter than asked for, at most to the sixth month. The reason is public and the deputy is told.";
    extensions_heading: "延期", "More time";
    extension_pending: "等待代表工委决定", "The congress office decides";
    extension_granted: "同意延期至", "Granted until";
    extension_refused: "不同意延期", "Refused";
    drafted_by: "最近拟稿", "Last draft by";
    reply_versions: "查看各稿及改动", "All versions and their changes";
    reply_versions_heading: "答复稿的各个版本", "Versions of the reply";
    back_to_proposal: "返回这件建议", "Back to the proposal";
    reply_versions_empty: "还没有答复稿。", "There is no draft yet.";
    no_changes: "内容没有改动。", "Nothing changed.";
    nothing_blocks: "没有妨碍签发的事项。", "Nothing stands in the way of the signature.";
    blocks_heading: "签发之前还要：", "Before it can be signed:";
    still_open: "尚未兑现的承诺：", "Promises that are still open:";
    copies: "抄送", "Copies to";
    copies_hint: "不填则为：县人大常委会代表工作委员会，县人民政府办公室。", "Left empty: the congress office and the government office.";
    keep_rating: "先保存，暂不送出", "Keep it, do not send yet";
    rating_kept: "已保存，只有您能看到；送出之前承办单位看不到任何内容。", "Kept: only you see it. Units see nothing before it is sent.";
    sealed_hint: "送出之前，除您以外任何人都看不到；只能由您本人评价。", "Until it is sent nobody but you sees it, and nobody rates for you.";
    escalate_hint: "代表对再次答复仍不满意。提请后召开协调会，并记录参加人员和会议纪要。", "The deputy remains unsatisfied. After this a meeting is held, with participants and minutes.";
    coordination_hint: "请如实记录协调会。纪要和参加人员只有相关人员能看到，会议结果公开。", "Record the meeting. Minutes and participants are seen by those concerned; its outcome is public.";
    coordination_on: "会议日期", "Day of the meeting";
    coordination_minutes: "会议纪要", "Minutes";
    coordinations_heading: "协调会", "Coordination meetings";
    close_unsatisfied_hint: "承诺事项均已核实或说明。代表的“不满意”评价保留并公开。", "Every promise is settled. The deputy’s “not satisfied” stands, in public.";
    close_hint: "承诺事项均已核实或说明，可以办结；以后仍会按期回头看。", "Every promise is settled. Look-backs go on after the closing.";
    chase_hint: "催办会公开留痕，三天内只能催办一次。", "A chase is recorded in public; once in three days.";
    chase_note: "对承办单位的要求", "What the unit is to do";
    chases_heading: "催办记录", "Chases";
    chase_again: "可再次催办", "may be chased again on";
    which_commitment: "哪一项承诺", "Which promise";
    claim_hint: "报告后由代表或代表工委核实。", "The deputy or the congress office verifies it.";
    claim_evidence_hint: "写明完成了什么、何时完成、谁验收。内容公开。", "Say what was done, when, and who accepted it. This is public.";
    verify_hint: "请先到现场或向群众核实。", "Check on site or with the residents first.";
    reject_hint: "写明现场看到的情况。承办单位会看到，不公开。", "Say what you saw. The unit reads it; it is not public.";
    explain_hint: "由单位负责人签发，内容公开；未兑现的承诺不计入兑现。", "Signed by the unit’s head and public; the promise does not count as kept.";
    look_back_hint: "到期、兑现后满6个月和12个月各看一次。", "Once when it falls due, and six and twelve months after it was kept.";
    holds: "承诺是否兑现并保持", "Is the promise kept, and does it hold?";
    holds_yes: "是", "Yes";
    holds_no: "否，尚未兑现", "No, not kept yet";
    seen: "看到的情况", "What was seen";
    seen_hint: "写明看了哪里、问了谁。只有相关人员能看到。", "Say where you looked and whom you asked. Seen by those concerned.";
    relapse_hint: "已经兑现的事项又出现问题时使用。", "For what was kept and no longer holds.";
    new_due: "新的期限", "New last day";
    settled_on: "核实日期", "Settled on";
    explained_by: "情况说明", "Explanation";
    look_backs: "回头看", "Look-backs";
    look_back_pending: "待查看", "to be looked at";
    look_back_held: "已兑现并保持", "kept and holds";
    look_back_failed: "未兑现或反弹", "not kept, or relapsed";
    claim_rejected: "核实未兑现", "not found kept";
    nominate_hint: "提名后由主任会议决定。提名只有两办能看到。", "The chairs’ meeting decides. Only the offices see the nomination.";
    drop_nomination_hint: "撤回后可以重新提名。", "It may be nominated again later.";
    criteria: "符合的条件", "Criteria that are met";
    nomination_heading: "已提名重点建议", "Nominated as a key proposal";
    key_fields_hint: "按主任会议纪要填写，全部公开。", "As the minutes say; all of it is public.";
    minutes_hint: "例如：主任会议纪要〔2026〕9号", "For example: minutes no. 9 of 2026";
    decided_on: "会议日期", "Day of the meeting";
    supervisor_title: "督办领导职务", "The supervisor’s office";
    sponsor_title: "领办领导职务", "The sponsor’s office";
    progress: "进展情况", "Progress";
    progress_hint: "写明已经完成什么、下一步做什么。内容公开。", "Say what is done and what comes next. This is public.";
    progress_heading: "重点建议进展", "Progress of the key proposal";
    final_report: "终期报告", "Final report";
    handler: "经办人", "Works on it";
    contact_until: "前未提异议的视为属实", "undisputed until then, it stands";
    separate_reply: "分办答复", "Separate reply";
    reason: "理由", "Reason";
    reason_hint: "代表会看到这段文字。请写明需要怎样修改，或依据是什么。", "The deputy reads this. Say what has to change, or on what ground you decide.";
    decline_hint: "不予立案须由两人办理：您提出后，由另一位同事确认。", "A refusal takes two people: after you propose it, another colleague confirms it.";
    ground: "依据", "Ground";
    explanation: "向代表说明", "Explanation to the deputy";
    explanation_hint: "说明为什么不予立案，并告诉代表可以走什么渠道。", "Say why it is declined and which other way is open.";
    register_hint: "登记后自动编号并公开。请核对类别和地点。", "It gets its number and becomes public. Check topic and place.";
    disclosure_hint: "不公开的建议只有相关人员能看到。", "What is not public is seen only by those concerned.";
    assign_hint: "主办单位负责答复，协办单位配合。交办当天起计算期限。", "The lead unit answers, assisting units help. The clock starts on the day of the hand-over.";
    lead_unit: "主办单位", "Lead unit";
    assisting_unit: "协办单位", "Assisting unit";
    contact_hint: "答复前至少与代表沟通一次，提倡当面沟通。", "Speak with the deputy at least once before replying, face to face if you can.";
    manner: "沟通方式", "How";
    contact_on: "沟通日期", "When";
    participants: "参加人员", "Who took part";
    participants_hint: "例如：王局长、领衔代表、村委会主任。", "For example: the bureau’s head, the lead deputy, the village head.";
    summary: "沟通内容", "What was said";
    summary_hint: "代表提出了什么，单位怎样回应。公众只看到日期和方式，看不到这段文字。", "What the deputy said and how the unit responded. The public sees only date and manner.";
    reply_hint: "答复签发后立即公开，并请代表评价。请逐项回应，不要笼统答复。", "Once signed, the reply is public at once and the deputy is asked to rate it. Answer every ask by itself.";
    document_number: "文号", "Document number";
    document_number_hint: "例如：交交函〔2026〕12号", "For example: 交交函〔2026〕12号";
    class_hint: "A类须有证明；B类、C类须至少有一项带期限的承诺。", "A needs evidence; B and C need at least one dated promise.";
    opening: "答复正文开头", "Opening";
    opening_hint: "感谢的话不必多写，先说办了什么。", "Few words of thanks; say first what was done.";
    evidence_hint: "A类必填：验收、照片、数据等能证明已经解决的材料。", "Required for A: acceptance, photographs, figures that show that it is solved.";
    commitments_hint: "B类、C类至少一项：做什么，到哪一天。不填的行可以空着。", "At least one for B and C: what, and by which day. Leave rows empty that you do not need.";
    commitment: "承诺", "Promise";
    commitment_due: "完成期限", "By when";
    disclosure_reviewed: "我已审核，答复内容不涉及国家秘密、商业秘密和个人隐私，可以公开。", "I have reviewed it: nothing secret, commercial or private stands in this reply, and it may be published.";
    rating_hint: "评价由您本人作出，送出之前任何单位都看不到。", "The rating is yours alone; no unit sees it before you send it.";
    attitude_question: "对办理态度是否满意", "Are you satisfied with how the unit went about it?";
    result_question: "对办理结果是否满意", "Are you satisfied with what came of it?";
    reasons_hint: "选择“不满意”时请写明理由，代表工委将据此决定是否重新办理。", "With “not satisfied”, say why: the congress office decides on that whether it is handled again.";

    // Co-signing and withdrawal.
    kind: "文件种类", "Kind of paper";
    kind_hint: "议案须由十名以上代表联名（乡镇五名以上）；一般事项请选“建议”。", "A motion needs ten deputies’ signatures (five in a township); choose “Proposal” for ordinary matters.";
    submitter: "以谁的名义提出", "In whose name";
    save_and_invite: "保存并邀请附议", "Save and ask others to co-sign";
    no_delegation: "未分代表团", "No delegation";
    co_signers: "附议代表", "Co-signers";
    signed_by_me: "我附议的建议", "Proposals I have co-signed";
    signing_heading: "联名情况", "Signatures";
    please_answer_by: "请在这一天前答复：", "Please answer by";
    invite_hint: "发出邀请后文本即锁定，受邀代表确认的就是这份文本。如需改动可随时收回，改动后须重新确认。", "Once you ask, the text is frozen: deputies confirm this very text. You may take it back at any time; after a change they are asked again.";
    invite_again_hint: "文本改动过的，原来的附议代表会自动收到重新确认的邀请，不必再选。", "If the text has changed, whoever had signed is asked again by itself: no need to choose them.";
    invitees: "邀请哪些代表", "Whom to ask";
    find_deputy: "按姓名查找", "Find by name";
    asked_already: "已邀请", "asked";
    co_sign_hint: "请先读完上面的全文。您确认的就是这份文本；文本如有任何改动，会请您重新确认。登记之前可以撤回附议。", "Read the whole text above first. You confirm this very text: if it changes, you are asked again. Until registration you may withdraw.";
    decline_invitation_hint: "回复不附议，只有领衔代表知道。", "Only the lead deputy learns that you decline.";
    reopen_hint: "收回后可以继续修改。文本有改动的，已确认的附议作废，须重新邀请。", "You can then change the text. Once it is changed, confirmations are void and deputies are asked again.";
    withdraw_signature_hint: "撤回后您不再是附议代表。", "You are then no co-signer any more.";
    agree_withdrawal_hint: "全体附议代表同意后，本件撤回并停止办理。", "Once every co-signer agrees, the paper is withdrawn and units stop handling it.";
    submit_signed_hint: "提交锁定的文本。未确认的受邀代表不计入联名。", "Hands in the frozen text. Deputies who have not confirmed do not count.";
    changes_heading: "您上次确认后改动了这些内容", "What changed since you signed";
    changes_hint: "加下划线的是新增，带删除线的是删去。", "Underlined is new, struck through is gone.";
    text_code: "文本校验码", "Code of this text";
    withdrawal_heading: "领衔代表申请撤回本件", "The lead deputy wants to withdraw it";
    withdrawal_waits: "等待以下附议代表同意：", "Waiting for the agreement of";
    withdrawal_hint: "在答复之前可以撤回。有附议代表的，须全体同意；已交办的，承办单位会收到停止办理的通知。", "You may withdraw until the first reply. Every co-signer must agree; units that have it are told to stop.";
    withdrawal_reason_hint: "请写明为什么撤回。尚未提交的草稿可以不填。", "Say why. A draft that was never handed in needs no reason.";

    // Hand-over, return and links.
    as_letter: "转为来信处理，由有关部门直接答复代表", "Pass it on and answer it as a letter";
    separate_unit: "分办单位", "Separate unit";
    to_government: "交政府办分办", "Let the government office name the units";
    planned_units: "拟交办", "Proposed units";
    unit_return_hint: "不属于本单位职责的，可在期限内申请退回，不得自行转给其他单位。答复期限仍从首次交办算起。", "If it is not your unit’s matter, ask to return it inside the limit; never pass it on yourself. The reply stays due as counted from the first hand-over.";
    public_reason_hint: "这段文字会公开。请写明职责依据。", "Everyone reads this. Say on what grounds.";
    suggested_unit: "建议由哪个单位承办", "Which unit should handle it";
    returning_unit: "申请退回的单位", "Unit that asks";
    replacement: "改由哪个单位承办", "Unit that takes over";
    replacement_hint: "协办单位退回的，可以不另行指定。", "An assisting unit need not be replaced.";
    returns_heading: "退回与改办", "Returns and re-assignment";
    return_pending: "等待决定", "Waiting for a decision";
    return_granted: "同意退回", "Granted";
    return_refused: "不同意退回", "Refused";
    now_with: "改由承办：", "Now with";
    link_number: "建议编号", "Number of the paper";
    link_hint: "内容相近的另一件，例如17-1-023。两件各自保留编号和答复，可以随时取消关联。", "Another paper about the same matter, for example 17-1-023. Each keeps its number and reply; a link can be undone.";
    linked_papers: "相近建议", "Similar papers";

    // The desk.
    desk_heading: "等我办理", "Waiting for me";
    write_new: "写一件建议", "Write a proposal";
    go_on_writing: "继续撰写", "Go on writing";
    answer_invitation: "阅读并答复", "Read and answer";
    decide_return: "决定是否退回", "Decide on the return";
    mine: "我领衔的建议", "My proposals";
    mine_empty: "您还没有建议。写好的草稿会保存在这里。", "None yet. Drafts are kept here.";
    group_overdue: "已逾期", "Overdue";
    group_today: "今天到期", "Due today";
    group_week: "本周内", "Within a week";
    group_later: "以后", "Later";
    group_no_limit: "不限期", "No limit";
    empty_deputy: "现在没有等您办理的事。建议被退回或得到答复时，会出现在这里。", "Nothing waits for you. A proposal that is returned or answered appears here.";
    empty_congress_office: "现在没有待审查、待交办的建议。代表提交后会出现在这里。", "Nothing to review or hand over. What deputies submit appears here.";
    empty_government_office: "现在没有待交办的建议。登记后的建议会出现在这里。", "Nothing to hand over. Registered proposals appear here.";
    empty_unit: "现在没有待办的建议。交给本单位的建议会出现在这里。", "Nothing to handle. What is handed over to your unit appears here.";
    empty_supervisor: "现在没有逾期的建议，也没有在办的重点建议。", "Nothing is overdue, and no key proposal is being handled.";
    empty_administrator: "这里没有待办事项。名册、激活码、角色和换届都在“账号管理”里。", "Nothing waits here. The roster, codes, roles and terms are under “Accounts”.";

    // Writing.
    write_heading: "撰写建议", "Write a proposal";
    title: "标题", "Title";
    title_hint: "一件建议只写一件事，例如“关于硬化下游村至上游村道路的建议”。", "One matter for each proposal, for example “On paving the road between the two villages”.";
    problem_hint: "哪里、有什么问题、影响多少人、有多久。写您看到和听到的。", "Where, what is wrong, how many people it concerns and since when. Write what you have seen and heard.";
    analysis_hint: "为什么会这样，以前怎样处理过。", "Why it is so, and what has been tried.";
    asks_hint: "一项一件具体的事，单位要逐项答复。", "One concrete thing each: the unit must answer every one.";
    add_ask: "再加一项请求", "Add an ask";
    township_hint: "涉及一个乡镇的请选择；涉及全县的保持“全县”。", "Choose a township if it concerns one.";
    disclosure_wish_hint: "一般应当公开。涉及秘密或隐私的，可以申请不公开。", "As a rule proposals are public. Ask for the other where something secret or private is concerned.";
    no_self_interest: "我确认这件建议不涉及本人及亲属的个人利益。", "I confirm that this is no matter of my own or my family’s interest.";
    submit: "提交", "Submit";
    save_draft: "保存草稿", "Save the draft";
    saved_notice: "草稿已保存。可以稍后再写，也可以换一台设备继续。", "The draft is saved. Go on later, or on another device.";
    autosave_hint: "写的内容会自动保存。", "What you write is saved by itself.";
    autosave_dirty: "正在保存…", "Saving…";
    autosave_done: "已自动保存。", "Saved.";
    autosave_here: "暂时无法连接，已保存在本机，恢复后会再次保存。", "No connection: kept in this browser, and saved again later.";
    autosave_conflict: "这份草稿已在别处改动过，这里的内容只留在本机。请刷新页面查看别处的内容，再决定保留哪一份。", "This draft was changed elsewhere, so this text stays in this window. Reload to see the other text, then decide which to keep.";
    autosave_signed_out: "登录已失效，这里的内容留在本机。请登录后继续。", "You were signed out; this text stays in this window. Sign in to go on.";
    text_elsewhere: "别处保存的内容", "The text as it was saved elsewhere";
    restore_offer: "这台设备上有一份未能保存到服务器的内容，要恢复吗？", "This device has text that never reached the server. Restore it?";
    restore: "恢复", "Restore";
    discard: "不要了", "Discard";

    // Accounts.
    sign_in: "登录", "Sign in";
    sign_in_hint: "账号由代表工委统一发放，不能自行注册。", "Accounts are given out by the congress office; nobody registers himself.";
    login: "账号", "Account name";
    password: "密码", "Password";
    account: "我的账号", "My account";
    name: "姓名", "Name";
    roles: "身份", "Office";
    delegation: "代表团", "Delegation";
    change_password: "修改密码", "Change the password";
    present_password: "当前密码", "Present password";
    new_password: "新密码", "New password";
    new_password_again: "再输入一次新密码", "New password again";
    password_changed: "密码已修改，其他设备已退出登录。", "The password is changed; every other device is signed out.";
    password_first: "这是您的初始密码，请先修改，然后才能继续。", "This is your first password: change it before you go on.";
    sign_out: "退出登录", "Sign out";
    sign_out_everywhere: "在所有设备上退出", "Sign out everywhere";
    sign_out_hint: "手机丢失或在他人电脑上登录过，请在所有设备上退出。", "If you lost a telephone or signed in on somebody else’s computer, sign out everywhere.";

    // The hand-over meeting.
    meeting_entry: "交办会", "Hand-over";
    meeting_heading: "准备交办会", "Prepare the hand-over meeting";
    meeting_lead: "为每件建议拟定承办单位，打印清单和签到表，在交办会当天一并交办。", "Propose units for each paper, print the list and the sign-in sheet, and hand everything over on the day of the meeting.";
    meeting_none: "现在没有等待交办的建议。登记后的建议会出现在这里。", "Nothing waits for a hand-over. Registered papers appear here.";
    meeting_none_left: "没有留给政府办分办的建议。", "Nothing is left to the government office.";
    meeting_print: "打印清单和签到表", "Print the list and the sign-in sheet";
    meetings_heading: "历次交办会", "Meetings held";
    meetings_none: "还没有开过交办会。交办之后会出现在这里。", "No meeting was held yet. Each appears here after its hand-over.";
    filter_all: "全部", "All";
    filter_open: "待拟定单位", "Units to be proposed";
    filter_government: "政府办分办", "Left to the government office";
    filter_ready: "可以交办", "Ready";
    whose: "查看哪些", "Which papers";
    units_missing: "待拟定承办单位", "No units proposed yet";
    government_names: "由政府办拟定单位，尚未拟定", "The government office is to name the units; it has not yet";
    government_named: "政府办分办", "Split by the government office";
    came_back: "单位退回，重新交办", "Came back from a unit";
    edit_units: "拟定单位", "Propose units";
    change_units: "修改单位", "Change units";
    close_form: "收起", "Close";
    save_units: "保存拟办单位", "Save the units";
    units_saved: "拟办单位已保存。", "The units are saved.";
    like_cases: "以往相似建议由谁办理", "Who handled papers like this one";
    like_accepted: "承办过：", "Took on:";
    like_returned: "退回过：", "Gave back:";
    like_none: "没有找到相似的已办建议，请按职责确定。", "No paper like it was handed over before: decide by the units’ duties.";
    batch_heading: "一并交办", "Hand over together";
    batch_papers: "本次交办的建议", "Papers to hand over now";
    batch_hint: "勾选上面清单里的建议。没有拟定单位的不能勾选。", "Tick papers in the list above. Those without units cannot be ticked.";
    tick_all: "全部勾选", "Tick all";
    tick_none: "全部取消", "Untick all";
    batch_place: "会议地点", "Place of the meeting";
    batch_place_hint: "例如：县政府三楼会议室。会印在清单上。", "For example: government building, room 301. It is printed on the list.";
    batch_day: "交办日期", "Day of the hand-over";
    batch_day_hint: "就是今天：期限从交办当天起算，不能提前或补记。", "It is today: clocks start with the act itself, neither before nor after.";
    batch_confirm: "我确认：所勾选的建议从今天起交办，全部期限同时起算，承办单位立即收到，交办后不能收回。", "I confirm: the ticked papers are handed over today, all clocks start together, the units have them at once, and this cannot be undone.";
    batch_button: "交办勾选的建议", "Hand over the ticked papers";
    batch_all_or_nothing: "有一件不能交办，就一件也不交办，页面会说明是哪一件、为什么。", "If one paper cannot be handed over, none is; the page says which and why.";
    sheet_preview: "交办清单（预拟）", "Hand-over list (proposed)";
    sheet_heading: "交办清单", "Hand-over list";
    sheet_preview_hint: "按现在拟定的单位生成，期限按今天交办计算。", "As the units are proposed now; dates as if handed over today.";
    sheet_empty: "还没有拟定好单位的建议。", "No paper has its units proposed yet.";
    sheet_print_hint: "按 Ctrl+P（手机上选“打印”）即可打印：第一部分是清单，签到表另起一页。", "Print with Ctrl+P (on a phone choose “Print”): first the list, then the sign-in sheet on a page of its own.";
    sheet_units: "承办单位", "Units";
    sheet_due: "答复期限", "Reply due";
    sheet_number: "编号", "Number";
    sheet_sign_in: "交办会签到表", "Sign-in sheet";
    sheet_unit: "单位", "Unit";
    sheet_count: "承办件数", "Papers";
    sheet_name: "姓名", "Name";
    sheet_post: "职务", "Post";
    sheet_telephone: "电话", "Telephone";
    sheet_signature: "签名", "Signature";
    sheet_day: "时间", "Day";
    sheet_place: "地点", "Place";
    sheet_by: "交办人", "Handed over by";

    // About.
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

    // Quality at the source: hints, papers that are alike, guidance, versions.
    village: "村或具体地点", "Village or spot";
    village_hint: "例如：下游村至上游村路段。", "For example: the road between the two villages.";
    advice: "提示", "Hint";
    similar_hint: "看看以前怎样答复的。内容相同的，可以写明有什么新情况；不影响提交。", "See what was answered before. If yours is the same, say what is new. It does not keep you from submitting.";
    similar_answered: "查看答复", "What was answered";
    new_window: "（在新窗口打开）", "(opens in a new window)";
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
    versions_heading: "历史版本", "Earlier versions";
    versions_hint: "写作过程中自动留存，最多保留最近200个版本。只有您自己能看到。", "Kept while you write, the latest 200. Only you can see them.";
    versions_empty: "还没有历史版本。保存草稿后会出现在这里。", "None yet. They appear once a draft is saved.";
    versions_earlier: "更早的版本", "Earlier ones";
    versions_back: "回到这件建议", "Back to the proposal";
    versions_all: "全部历史版本", "All earlier versions";
    version_heading: "版本", "Version of";
    version_same: "这个版本与现在的内容相同。", "This version is the same as the present text.";
    version_compared: "与现在的内容比较：", "Compared with the present text:";
    version_removed: "划线：这个版本有，现在没有", "Struck out: in this version, gone now";
    version_added: "下划线：后来加上的", "Underlined: added since";
    version_word_removed: "已删去", "removed";
    version_word_added: "后加", "added";
    restore_version: "恢复这个版本", "Bring this version back";
    restore_version_hint: "恢复后，现在的内容也会留在历史版本里，不会丢失。", "The present text stays among the versions: nothing is lost.";
    // Attachments and paper.
    attachments: "附件", "Attachments";
    attach: "添加附件", "Add attachments";
    attach_hint: "照片、PDF、Word、Excel，每个不超过10 MB，最多10个。照片中的拍摄地点等信息会自动清除；PDF、Word、Excel中的作者等信息会保留。", "Photos, PDF, Word, Excel; 10 MB each, ten at most. The place and other traces in photos are removed; authors’ names in PDF, Word and Excel files stay.";
    attach_after_saving: "草稿保存后就可以在这里添加附件。", "As soon as the draft is saved, attachments can be added here.";
    upload: "上传", "Upload";
    uploading: "正在上传", "Uploading";
    uploaded: "已上传。", "Uploaded.";
    remove: "移除", "Remove";
    remove_confirm: "确认移除", "Yes, remove";
    to_paper: "打印签名", "On paper";
    to_paper_hint: "需要手写签名的，可以打印成正式表格，签好后拍照或扫描上传。", "Where signatures by hand are needed: print the official form, have it signed, and upload a photo or scan of it.";
    print_form: "打印正式表格", "Print the official form";
    print: "打印", "Print";
    print_hint: "用A4纸打印。表格右上角的二维码对应现在的文本；文本或附件改动后要重新打印。没有打印按钮的，请用浏览器菜单中的“打印”。", "Print it on A4. The code in the corner belongs to the present text: after a change of text or attachments it must be printed again. Where there is no print button, use the browser’s menu.";
    letter: "查看正式答复函", "Official letter";
    letter_heading: "正式答复函", "Official reply letter";
    letter_hint: "这是承办单位答复的公文格式，附征询意见表，用A4纸打印。没有打印按钮的，请用浏览器菜单中的“打印”；需要修改版面的，下载Word文件。", "The unit’s reply as an official document, in Chinese, with the form for the deputy’s opinion. Print it on A4. Where there is no print button, use the browser’s menu; to change the layout, download the Word file.";
    letter_download: "下载Word文件", "Download as Word";
    letter_back: "回到这件建议", "Back to the proposal";
    print_again: "重新打印", "Print it again";
    upload_scan: "上传签名扫描件", "Upload the signed scan";
    scan_heading: "签名扫描件", "Signed scan";
    scan_file: "扫描件或照片", "Scan or photo";
    scan_hint: "PDF、JPG、PNG或WebP，不超过10 MB。请把签名和二维码都拍清楚。扫描件只供审查，不会公开。", "PDF, JPG, PNG or WebP, at most 10 MB. Signatures and code must be readable. It is for the review only and never public.";
    scan_matches: "这份纸质件与现在的文本一致。", "This paper has the present text.";
    scan_arrived: "签名扫描件已收到。", "The signed scan has arrived.";
    scan_present: "对应现在的文本", "Of the present text";
    scan_outdated: "对应旧版本，不再有效", "Of an earlier version, does not count";
    scans: "已上传的扫描件", "Scans so far";
    scans_empty: "还没有扫描件。", "None yet.";
    paper_version: "版本", "Version";
    paper_short: "件号", "Paper";
    paper_title: "代表建议、批评和意见", "Proposal, criticism and opinions";
    paper_motion: "议案", "Motion";
    paper_code: "上传签名扫描件的二维码", "The code for uploading the signed scan";
    paper_number: "编号", "Number";
    paper_matter: "案由", "Matter";
    paper_contact: "联系方式", "Contact details";
    paper_unit: "承办单位", "Unit in charge";
    paper_problem: "一、问题", "1. Problem";
    paper_analysis: "二、原因分析", "2. Analysis";
    paper_asks: "三、具体请求", "3. What is asked for";
    paper_attached: "附件", "Attachments";
    paper_signatures: "联名代表", "Co-signers";
    paper_signature: "签名", "Signature";
    paper_lead_signature: "领衔代表（签名）：", "Lead deputy (signature):";
    paper_day: "年　　月　　日", "Date:";
    // Limits, the calendar, and why a date is that date.
    why_start: "起算", "From";
    why_rule: "期限", "Limit";
    why_source: "依据", "Source";
    why_skipped: "跳过", "Skipped";
    why_due: "到期", "Ends";
    why_see_rules: "查看期限规则", "See the limits";
    why_see_calendar: "查看工作日历", "See the calendar";
    about_data_heading: "期限和日历", "Limits and calendar";
    desk_dates: "把这些期限加入手机日历", "Put these dates into your calendar";
    desk_dates_hint: "下载后用手机日历打开（.ics 文件）；日期有变动时请重新下载。", "Open the .ics file with your phone’s calendar; download it again when dates change.";
    rules_heading: "期限规则", "Limits";
    rules_lead: "代表建议办理各环节的期限。修改后成为新的一版，只用于生效以后开始计算的期限；已经在计算的期限，按开始时的那一版执行。", "How long each step may take. A change makes a new version, for what begins from its date on; what runs already keeps the version with which it began.";
    rules_in_force: "现行期限", "In force";
    rules_coming: "将要施行的期限", "To come";
    rules_caption: "各环节的期限和依据", "Each limit, its length and where it comes from";
    rules_limit: "期限", "Limit";
    rules_length: "长度", "Length";
    rules_history: "修改记录", "History";
    rules_edit: "修改期限", "Edit the limits";
    rules_edit_hint: "改动需要改的几项，其余保持不变。提交后整套期限成为新的一版。", "Change what has to change and leave the rest. The whole set becomes a new version.";
    rules_n: "数量", "How many";
    rules_unit: "单位", "Unit";
    rules_from: "生效日期", "In force from";
    rules_from_hint: "今天或以后的日期，不能早于最近一版的生效日期。", "Today or later, and not before the latest version.";
    rules_source: "修改依据", "Source of the change";
    rules_source_hint: "写明由哪次会议或哪个文件决定，所有人都能看到。", "Which meeting or document decided it; everyone can read this.";
    rules_submit: "提交新的一版", "Enter the new version";
    rules_done: "新的一版期限已保存。已经在计算的期限不变。", "The new version is kept. What runs already does not change.";
    calendar_heading: "工作日历", "Working-day calendar";
    calendar_lead: "按国务院办公厅每年的放假通知计算工作日。日历改动后，已经算定的日期不会自动变动。", "Working days by the State Council’s yearly notice of holidays. When the calendar changes, dates that were computed already do not move by themselves.";
    calendar_years: "年份", "Years";
    calendar_notice: "放假通知", "Notice";
    calendar_key: "图例", "Key";
    calendar_off: "休", "off";
    calendar_worked: "班", "on";
    calendar_off_word: "放假", "day off";
    calendar_worked_word: "周末上班", "worked weekend";
    calendar_list: "放假和调休", "Holidays and worked weekends";
    calendar_list_empty: "这一年还没有录入放假和调休。", "Nothing is entered for this year yet.";
    calendar_months: "全年各月", "Month by month";
    calendar_enter: "录入放假安排", "Enter the holidays";
    calendar_add: "添加放假或调休", "Add a holiday or a worked weekend";
    calendar_kind: "类型", "Kind";
    calendar_first: "第一天", "First day";
    calendar_last: "最后一天", "Last day";
    calendar_last_hint: "只有一天的可以不填。", "Leave it empty for a single day.";
    calendar_name: "节日名称", "Holiday";
    calendar_name_hint: "例如：春节。", "For example: 春节.";
    calendar_add_submit: "添加", "Add";
    calendar_remove: "删除", "Remove";
    calendar_document: "通知文号", "Document number of the notice";
    calendar_document_hint: "这一年的放假和调休全部录入以后填写，例如：国办发明电〔2025〕7号。清空表示尚未录入。", "Fill it in once all days of the year are entered, for example 国办发明电〔2025〕7号. Empty means that the year is not entered.";
    calendar_document_submit: "保存文号", "Keep the number";
    calendar_done_entered: "已添加。", "Added.";
    calendar_done_removed: "已删除。", "Removed.";
    calendar_done_notice: "文号已保存。", "The number is kept.";
    // Notices.
    notices: "通知", "Notices";
    notices_empty: "还没有通知。您参与的建议有进展时，会出现在这里。", "No notices yet. They come when something happens to a proposal that concerns you.";
    notices_read_all: "全部标为已读", "Mark all as read";
    notice_unread: "未读", "Unread";
    notice_settings: "通知设置", "How you are told";
    notice_settings_hint: "站内通知始终都有。填写邮箱后，还可以收到邮件。", "Notices on this site always come. With an address you get mail too.";
    notice_settings_saved: "设置已保存。", "Saved.";
    email: "邮箱地址", "E-mail address";
    email_hint: "只用来给您发通知，不公开。留空就不发邮件。", "Used for notices to you only, never published. Leave it empty for no mail.";
    mail_when: "什么时候发邮件", "When to send mail";
    mail_reminders: "期限临近和逾期时也发邮件提醒我", "Mail me about dates that come near or have passed, too";
    mail_language: "邮件用什么语言", "Language of mail";
    save: "保存", "Save";
    // The accounts office.
    accounts_heading: "账号管理", "Accounts";
    accounts_hint: "按姓名排列。点姓名可以调整角色、停用或重发激活码。", "In the order of their names. Open a name to change roles, suspend, or hand out a new code.";
    accounts_empty: "没有符合条件的人。请减少筛选条件，或先导入名册。", "Nobody matches. Try fewer filters, or import the roster first.";
    accounts_search: "姓名、账号或证号", "Name, account or roster number";
    all_roles: "全部身份", "All roles";
    all_delegations: "全部代表团", "All delegations";
    account_suspended: "已停用", "Suspended";
    account_in_use: "正常使用", "In use";
    account_code_out: "激活码已发，尚未激活", "Code handed out, not used yet";
    account_without_code: "尚未发激活码", "No code handed out yet";
    import_heading: "导入名册和单位", "Import people and units";
    import_lead: "上传表格后先逐行检查，您确认之后才写入。只要有一行有问题，就全部不导入；同一份表格可以反复上传，已有的内容不会重复。", "The table is checked line by line first and written only when you confirm. If one line is broken nothing is imported; the same table may be uploaded again, and nothing is added twice.";
    import_people: "人员名册", "People";
    import_people_hint: "每行一个人的一个角色；一人有两个角色就写两行，证号相同。代表证号用来区分同名的人，换届后也靠它认出连任代表。导入只增加角色，不取消角色。", "One role of one person a line; two roles are two lines with the same roster number. The number tells people of one name apart and recognises re-elected deputies. An import adds roles and takes none away.";
    import_units: "承办单位", "Units";
    import_units_hint: "按单位名称对应：已有的更新，没有的新增。停用的单位不再接受交办，原有建议不受影响。", "Matched by name: known units are updated, others added. Nothing is handed over to closed units any more; their papers stay.";
    import_template: "下载模板（CSV）", "Download the template (CSV)";
    import_file: "选择表格（.xlsx或.csv，不超过5 MB、5000行）", "Choose a table (.xlsx or .csv, up to 5 MB and 5000 rows)";
    import_check: "上传并检查", "Upload and check";
    import_confirm: "确认导入", "Import";
    import_again: "重新上传", "Upload again";
    preview_heading: "导入前检查", "Before the import";
    preview_lead: "核对无误后请确认。确认之前不会写入任何内容，本页保留一天。", "Check it, then confirm. Nothing is written before that; this page is kept for a day.";
    preview_broken: "有问题的行须先在表格中改正，再重新上传。现在没有导入任何内容。", "Mend the broken lines in the table and upload it again. Nothing has been imported.";
    preview_nothing: "表格内容与系统一致，没有需要导入的。", "The table says what is known already: there is nothing to import.";
    rows_add: "新增", "Added";
    rows_change: "更新", "Changed";
    rows_unchanged: "不变", "Unchanged";
    rows_empty: "空行（略过）", "Empty, passed over";
    rows_broken: "有问题", "Broken";
    rows_others: "其他各行", "The other lines";
    rows_all: "逐行查看", "Line by line";
    row_add: "新增", "is added";
    row_change: "更新", "is changed";
    row_unchanged: "不变", "stays as it is";
    row_empty: "空行，略过", "is empty and passed over";
    row_broken: "有问题", "is broken";
    codes_heading: "发放激活码", "Activation codes";
    codes_lead: "没有设置密码的人凭激活码首次登录。激活码只显示一次，请当场打印、裁开、密封后交给本人。14天内有效，只能用一次；重发后旧码作废。", "Who has no password signs in for the first time with a code. Codes are shown once: print, cut and seal them, and hand each to its owner. Each is good for 14 days and one use; a new one voids the old.";
    codes_empty: "所有人都已设置密码。要为某个人重发激活码，请打开此人的账号页面。", "Everybody has set a password. To hand out a new code, open the person’s page.";
    codes_all: "为所有未发码的人制作", "Make codes for all who have none";
    codes_all_hint: "一次最多300人，其余的人请再制作一次。", "At most 300 at once; repeat it for the others.";
    codes_choose: "或者选择几个人", "Or choose some people";
    codes_make: "为选中的人制作", "Make codes for those chosen";
    code_out_until: "已发激活码，有效期至", "Has a code until";
    code_sheet_heading: "激活码", "Activation codes";
    sheet_once: "请现在打印：离开或刷新本页后，这些激活码不会再显示。", "Print this now: when you leave or reload the page, these codes are shown no more.";
    sheet_gone: "激活码只显示一次。如果没有打印，请重新制作，旧码随即作废。", "Codes are shown once. If they were not printed, make new ones: the old ones are void then.";
    slip_how: "在手机或电脑浏览器中打开上面的网址，填写账号和激活码，设置自己的密码。请勿转告他人。", "Open this address in a browser, fill in account and code, and choose your own password. Tell nobody.";
    activation_code: "激活码", "Activation code";
    address: "网址", "Address";
    code_until: "有效期至", "Good until";
    activate_heading: "首次登录", "First sign-in";
    activate_lead: "请填写纸条上的账号和激活码，再设置一个自己的密码。完成后直接进入工作台。", "Fill in the account and the code from your slip, and choose a password of your own. You are signed in at once.";
    activate_login_hint: "纸条上的账号，不区分大小写。", "The account on your slip; capitals do not matter.";
    activate_code_hint: "20个字母和数字，横线可以不写，不区分大小写。", "20 letters and digits; hyphens and capitals do not matter.";
    activate: "设置密码并登录", "Set the password and sign in";
    activate_link: "有激活码，首次登录", "I have a code: first sign-in";
    account_changed: "已办理。涉及权限的改动会让此人在所有设备上重新登录。", "Done. Where rights changed, the person has to sign in again everywhere.";
    role: "角色", "Role";
    no_roles: "现在没有任何角色。仍可登录，查看自己领衔的建议。", "No role at present. The person can still sign in and see their own papers.";
    roles_hint: "结束的角色留在历史中，所办的事都不受影响。", "A role that ends stays in the history, and so does all that was done in it.";
    past_roles: "曾任", "Former roles";
    ended_on: "结束于", "Ended";
    end_role: "结束角色", "End the role";
    give_role: "增加角色", "Give a role";
    role_unit_hint: "经办人和签发人须选择单位，其他角色不选。", "Clerks and heads need one; no other role has one.";
    move_township: "调整代表团", "Change the delegation";
    new_code: "重发激活码", "Hand out a new code";
    new_code_hint: "忘记密码或纸条丢失时使用。现有密码立即失效，此人凭新码重新设置。", "For a forgotten password or a lost slip. The present password stops working at once; the person sets another with the new code.";
    suspend: "停用账号", "Suspend the account";
    suspend_hint: "停用后此人不能登录，资料和所办的事都保留，随时可以恢复。", "The person cannot sign in any more; everything stays, and it can be restored at any time.";
    restore_account: "恢复账号", "Restore the account";
    restore_account_hint: "恢复后可以用原密码登录，或重发激活码。", "The person can sign in again with the old password, or a new code.";
    account_log: "操作记录", "What was done";
    account_log_empty: "还没有记录。", "Nothing yet.";
    term_heading: "届次与换届", "Terms and sessions";
    sessions_heading: "会议", "Sessions";
    session_add: "登记会议", "Enter a session";
    session_added: "会议已登记。", "The session is entered.";
    session_term: "第几届", "Term";
    session_ordinal: "第几次会议", "Session in the term";
    session_opens: "开幕日期", "Opens on";
    session_closes: "闭幕日期", "Closes on";
    term_end_heading: "结束本届代表任期", "End the deputies’ mandate";
    term_end_lead: "结束后不能再提新建议，但仍可登录，收到自己建议的答复并评价。建议、姓名和记录全部保留。连任代表随下一次名册导入，按证号认出。", "They submit nothing new after that, but still sign in, get the replies to their papers and rate them. Papers, names and records stay. Who is re-elected comes with the next roster and is recognised by number.";
    term_ends_on: "任期最后一天", "Last day of the mandate";
    term_ends_on_hint: "今天或以前的日期。", "Today or earlier.";
    term_end: "结束任期", "End the mandate";
    term_ended: "任期已结束，代表身份已转入历史。", "The mandate has ended, and the roles are history.";
    to_accounts: "管理账号", "Look after accounts";
    empty_former: "您现在没有任职，自己领衔的建议在下面。", "You hold no office at present; your own papers stand below.";

    // What units have on their hands, what is late, promises and key proposals.
    unit_heading: "本单位办理台账", "My unit’s papers";
    unit_lead: "交给本单位的建议，按期限先后排列。", "Everything handed over to your unit, by due date.";
    unit_open: "在办", "In hand";
    unit_closed: "已结束", "Ended";
    unit_empty: "现在没有在办的建议。交给本单位的建议会列在这里。", "Nothing is in hand. What is handed over to your unit stands here.";
    unit_closed_empty: "还没有办结的建议。办结、撤回的建议会列在这里。", "Nothing has ended yet. Papers that are closed or withdrawn stand here.";
    unit_handler: "经办人", "Handled by";
    unit_no_handler: "尚未确定经办人", "Nobody works on it yet";
    accept_heading: "批量确认承办", "Accept several at once";
    accept_hint: "勾选上面需要确认的建议。一次全部确认，或者全部不确认。不属于本单位职责的不要勾选，请打开该件申请退回。", "Tick the papers above. All are accepted together or none. Do not tick what is not your unit’s matter: open it and ask to return it.";
    accept_button: "确认承办所选", "Accept those ticked";
    supervision_heading: "督办", "What is late";
    supervision_lead: "哪些建议逾期、卡在哪个单位、是否催办过。", "Which papers are late, with whom they lie, and whether they were chased.";
    late_counts_heading: "逾期一览", "Late by unit";
    late_counts_caption: "各单位各阶段的逾期件数（点击数字查看清单）", "How many are late, by unit and stage (each number opens its list)";
    late_heading: "逾期清单", "Late papers";
    late_empty: "现在没有逾期的建议。到期未办的建议会列在这里。", "Nothing is late. Papers whose day has passed stand here.";
    late_none_left: "没有符合条件的逾期建议。", "Nothing late matches.";
    late_chase_hint: "催办会记入办理过程并通知承办单位，三天内不重复催办。要写明要求的，请打开该件办理。", "A chase stands in the record and the unit is told; not again within three days. To add a note, open the paper.";
    late_not_chased: "尚未催办", "Not chased yet";
    all_late: "全部", "All";
    record_heading: "各承办单位本次会议办理情况", "How the units do in this session";
    record_caption: "按单位编号排列，不作排名（点击数字查看清单）", "In the order of the units’ numbers, not of merit (each number opens its list)";
    record_empty: "本次会议的建议还没有交办。交办后按主办单位统计。", "Nothing of this session is handed over yet. Each unit’s record begins with the hand-over.";
    record_formulas: "只统计主办件。按期答复率＝期限内签发首次答复÷（已答复＋逾期未答复）；面商率＝答复前见面沟通÷已答复；满意率＝满意÷已评价，未评价的不计入；A—D类按最近一次答复。", "Papers that the unit leads. On time = first reply issued by the due date ÷ (replied + overdue without reply); met = met face to face before the reply ÷ replied; satisfied = satisfied ÷ rated, those not rated left out; classes by the last reply.";
    record_few: "基数不足5件的只列件数，不计算百分比。", "Where there are fewer than 5, only the numbers are told, no percentages.";
    record_list_empty: "没有符合这一项的建议。", "No paper counts for this figure.";
    commitments_heading: "承诺事项", "Promises";
    commitments_lead: "承办单位在答复中承诺的事：做什么，到哪一天，兑现了没有。", "What units promised in their replies: what, by which day, and whether it was kept.";
    commitments_months: "各月到期的承诺", "Promises by month";
    commitments_empty: "没有符合条件的承诺事项。请减少筛选条件再看。", "No promise matches. Try fewer filters.";
    commitments_none: "还没有承诺事项。B类、C类答复签发后，其中的承诺会列在这里。", "No promises yet. Those of class B and C replies stand here once they are issued.";
    commitment_state: "兑现情况", "Kept or not";
    commitment_month: "到期月份", "Due in";
    commitment_only: "特别关注", "Only";
    all_states: "全部", "All";
    all_months: "全部月份", "All months";
    only_overdue: "逾期未兑现", "Overdue";
    commitment_settled_on: "办结于", "Settled on";
    only_look_back: "待回头看", "To be looked at again";
    key_lead: "由主任会议确定的重点建议：谁督办、谁领办、进展如何。", "Key proposals chosen by the chairs’ meeting: who supervises, who takes each on, and how far it is.";
    key_empty: "还没有确定重点建议。主任会议确定后会列在这里。", "No key proposals yet. They stand here once the chairs’ meeting has chosen them.";
    key_all: "查看全部重点建议", "See all key proposals";
    key_criteria: "确定理由", "Why it was chosen";
    key_latest: "最新进展", "Latest report";
    key_no_report: "还没有进展报告。", "No report yet.";
    key_all_reports: "此前的进展报告", "Earlier reports";
    key_final: "办结报告", "Final report";
}

/// The texts of a language.
pub(crate) fn texts_in(lang: Lang) -> &'static Texts {
    lang.pick(&ZH, &EN)
}

/// The texts of the page's language.
pub(crate) fn texts() -> &'static Texts {
    texts_in(preferences::lang())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_its_own_language() {
        for (key, zh, en) in PAIRS {
            assert!(!zh.trim().is_empty() && !en.trim().is_empty(), "{key}");
            let has_han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(has_han(zh), "{key} is not Chinese: {zh}");
            assert!(
                !has_han(en) || ["document_number_hint", "calendar_name_hint", "calendar_document_hint"].contains(key),
                "{key} is not English: {en}"
            );
        }
    }

    #[test]
    fn chinese_is_set_with_chinese_punctuation() {
        for (key, zh, _) in PAIRS {
            for mark in [',', ';', '?', '!', '('] {
                assert!(!zh.contains(mark), "{key} has “{mark}”: {zh}");
            }
        }
    }
}
