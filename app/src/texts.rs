//! The texts of the interface in both languages: those that pages share; each page has its own beside it. A text that is
//! missing in one language does not compile.

/// Defines the texts of a module, both languages side by side: those of everything where nothing is `within`, else those
/// of a page beside it, through which the texts around it are reached too. A text stands in the lowest module that has all
/// its readers. What nobody reads is a warning.
macro_rules! bilingual {
    ($([within $($around:ident)::+])? $($key:ident: $zh:literal, $en:literal;)+) => {
        /// The texts of one language.
        pub(crate) struct Texts {
            $(around: &'static $($around)::+::Texts,)?
            $(pub(crate) $key: &'static str,)+
        }

        impl Texts {
            pub(crate) const ZH: &'static Self = &Self { $(around: $($around)::+::Texts::ZH,)? $($key: $zh,)+ };
            pub(crate) const EN: &'static Self = &Self { $(around: $($around)::+::Texts::EN,)? $($key: $en,)+ };

            /// Those of a language.
            pub(crate) fn of(lang: ground::vocabulary::Lang) -> &'static Self {
                lang.pick(Self::ZH, Self::EN)
            }
        }

        $(
            impl std::ops::Deref for Texts {
                type Target = $($around)::+::Texts;

                fn deref(&self) -> &Self::Target {
                    self.around
                }
            }
        )?

        /// The texts of the page's language.
        pub(crate) fn texts() -> &'static Texts {
            Texts::of($crate::kit::preferences::lang())
        }

        // A folder of pages has texts for them and reads none itself.
        const _: fn() -> &'static Texts = texts;

        #[cfg(test)]
        #[test]
        fn texts_are_in_their_languages() {
            $crate::texts::check(&[$((stringify!($key), $zh, $en),)+]);
        }
    };
}
pub(crate) use bilingual;

bilingual! {
    // The frame.
    site: "交城县人大代表建议公开平台", "Jiaocheng deputies’ proposals";
    open_data: "开放数据", "Open data";
    brand: "建议", "Jianyi";
    county_and_session: "交城县第十七届人民代表大会", "Jiaocheng County, 17th People’s Congress";
    skip: "跳到正文", "Skip to the content";
    main_navigation: "主导航", "Main navigation";
    breadcrumb: "当前位置", "You are here";
    home: "首页", "Home";
    entry_proposals: "建议", "Proposals";
    entry_figures: "数据", "Figures";
    entry_people: "代表与单位", "Deputies and units";
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
    tick_all: "全部勾选", "Tick all";
    tick_none: "全部取消", "Untick all";
    restored: "已恢复您上次在这里填写、还没有提交的内容。", "What you typed here last time and did not send is put back.";
    sending: "正在提交…", "Sending…";
    paging: "翻页", "Pages";
    next_page: "下一页", "Next page";
    first_page: "回到第一页", "Back to the first page";
    untitled: "（未写标题）", "(no title yet)";
    optional: "（选填）", " (optional)";
    choose: "请选择", "Choose";
    none: "无", "None";

    // Figures.
    figures_assigned: "交办", "Handed over";
    figures_median: "答复天数中位数", "Median days to reply";
    figures_p90: "答复天数90%分位", "90th percentile of days";
    figures_what: "项目", "What";
    figures_share: "占比", "Share,";
    figures_few: "基数不足5件的，只列件数，不算百分比，也不参加排名：一件之差就会改变整个比例。", "Below 5, only numbers are given, no percentages and no ranks: one proposal would change the whole share.";

    // Deputies and units.
    units_heading: "承办单位", "Units";

    // Following and sharing.
    form_not_kept: "没有找到刚才填写的内容：可能已超过一天，也可能浏览器没有开启Cookie。请重新填写；如果仍不成功，请在浏览器设置中允许本站使用Cookie。", "What you typed is not here: it may be more than a day ago, or the browser takes no cookies. Please type it again; if that does not work, allow cookies of this site in the browser’s settings.";
    copy: "复制文字", "Copy the text";
    copied: "已复制", "Copied";

    // Faults.
    not_found_heading: "没有找到这个页面", "This page is not here";
    not_found_text: "地址可能有误，或者这件建议尚未公开。请核对地址，或从下面的入口继续。", "The address may be wrong, or the proposal is not public yet. Check the address, or go on from here.";
    to_home: "回到首页", "To the home page";
    to_list: "查看全部建议", "See all proposals";
    what_you_typed: "您填写的内容", "What you typed";

    // Home.
    column_class: "办理类别", "Class";
    column_count: "件数", "Number";
    column_stage: "办理状态", "Status";
    key_heading: "重点督办建议", "Key proposals";

    // The list.
    list_empty: "没有符合条件的建议。请减少筛选条件再看。", "Nothing matches. Try fewer filters.";
    search_label: "搜索建议", "Search the proposals";
    search_hint: "标题、正文、请求、村名、答复、编号或领衔代表；多个词用空格隔开", "Title, text, asks, village, replies, number or deputy; spaces part several words";
    search: "搜索", "Search";
    clear: "清除筛选", "Clear the filters";
    apply: "查看结果", "Show results";
    all_units: "全部单位", "All units";
    session: "届次", "Session";
    results: "结果", "Results";
    unit: "承办单位", "Unit";

    // A proposal.
    lead_deputy: "领衔代表", "Lead deputy";
    why_this_day: "为什么是这一天", "Why this day";

    // The desk.
    go_on_writing: "继续撰写", "Go on writing";

    // Accounts.
    sign_in: "登录", "Sign in";
    sign_in_elsewhere: "如尚未登录，请在新窗口登录，再回到本页提交。", "If you are not signed in yet, do so in the new window, then come back here and send it again.";
    account: "我的账号", "My account";
    name: "姓名", "Name";
    delegation: "代表团", "Delegation";

    // The hand-over meeting.
    meeting_heading: "准备交办会", "Prepare the hand-over meeting";

    // Attachments and paper.
    upload: "上传", "Upload";
    uploading: "正在上传", "Uploading";
    uploaded: "已上传。", "Uploaded.";
    remove: "移除", "Remove";
    remove_confirm: "确认移除", "Yes, remove";
    print: "打印", "Print";
    scan_present: "对应现在的文本", "Of the present text";
    scan_outdated: "对应旧版本，不再有效", "Of an earlier version, does not count";

    // Limits, the calendar, and why a date is that date.
    why_start: "起算", "From";
    why_rule: "期限", "Limit";
    why_source: "依据", "Source";
    why_skipped: "跳过", "Skipped";
    why_due: "到期", "Ends";
    why_see_rules: "查看期限规则", "See the limits";
    why_see_calendar: "查看工作日历", "See the calendar";
    rules_heading: "期限规则", "Limits";
    calendar_heading: "工作日历", "Working-day calendar";

    // Notices.
    notices: "通知", "Notices";
    notice_settings: "通知设置", "How you are told";
    email: "邮箱地址", "E-mail address";
    mail_when: "什么时候发邮件", "When to send mail";

    // What units have on their hands, what is late, promises and key proposals.
    unit_heading: "本单位办理台账", "My unit’s papers";
    supervision_heading: "督办", "What is late";
    promises_heading: "承诺事项", "Promises";
}

/// Every text is there, in its own language and with its punctuation.
#[cfg(test)]
pub(crate) fn check(texts: &[(&str, &str, &str)]) {
    // English texts with a Chinese example in them.
    const EXAMPLES: [&str; 3] = ["document_number_hint", "calendar_name_hint", "calendar_document_hint"];
    let has_han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for (key, zh, en) in texts {
        assert!(!zh.trim().is_empty() && !en.trim().is_empty(), "{key}");
        assert!(has_han(zh), "{key} is not Chinese: {zh}");
        assert!(!has_han(en) || EXAMPLES.contains(key), "{key} is not English: {en}");
        for mark in [',', ';', '?', '!', '('] {
            assert!(!zh.contains(mark), "{key} has “{mark}”: {zh}");
        }
    }
}
