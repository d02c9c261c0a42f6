//! The accounts office over HTTP: importing the roster, activation codes, roles, terms.

use std::time::Duration;

use crate::common::{Answer, Browser, TestApp, pairs, value_of};
use axum::http::Method;
use domain::county::people::Office;

const BOUNDARY: &str = "----jianyi-test";
const PASSWORD: &str = "春天的核桃树开花了吗";

/// Uploads a table through the form.
async fn uploads(browser: &mut Browser, kind: &str, file: &str, bytes: &[u8]) -> Answer {
    let mut body = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"table[file]\"; filename=\"{file}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    let kind_of_body = format!("multipart/form-data; boundary={BOUNDARY}");
    let headers = [
        ("accept", "text/html"),
        ("content-type", kind_of_body.as_str()),
        ("origin", "http://jianyi.test"),
        ("sec-fetch-site", "same-origin"),
    ];
    let answer = browser.sends(Method::POST, &format!("/upload/roster/{kind}"), &headers, body).await;
    let location = answer.location().unwrap_or_else(|| panic!("{}: {}", answer.status, answer.body));
    browser.opens(location.split('#').next().unwrap_or_default()).await
}

/// Confirms the preview that a page shows. Answers the page that follows.
async fn confirms(browser: &mut Browser, preview: &Answer) -> Answer {
    let id = value_of(&preview.body, "id").expect("a preview that can be confirmed");
    let fingerprint = value_of(&preview.body, "fingerprint").expect("a fingerprint");
    let fields = [("id", id.as_str()), ("fingerprint", fingerprint.as_str())];
    browser.submits_and_follows(&format!("/accounts/import/{id}"), "/api/import-confirm", &fields).await
}

/// How many people there are.
async fn people(app: &TestApp) -> usize {
    app.column("person", "login", "login").await.len()
}

const HEADINGS: &str = "代表证号,姓名,账号,代表团,角色,单位,手机,邮箱\r\n";

/// A roster of deputies that nobody knows yet.
fn roster(deputies: usize) -> Vec<String> {
    (1..=deputies).map(|n| format!("J17-{n:04},新代表{n},,天宁镇,代表,,139{n:08},")).collect()
}

fn table(rows: &[String]) -> String {
    format!("{HEADINGS}{}\r\n", rows.join("\r\n"))
}

#[tokio::test]
async fn seven_hundred_people_with_twenty_kinds_of_broken_rows_are_not_imported_at_all() {
    let app = TestApp::demo().await;
    let mut admin = app.signed_in("admin").await;
    let mut rows = roster(700);
    let long = "长".repeat(31);
    let broken: Vec<(usize, String, &str)> = vec![
        (10, "B1,,,天宁镇,代表,,,".into(), "姓名：没有填写"),
        (20, format!("B2,{long},,天宁镇,代表,,,"), "姓名：太长"),
        (30, "B3,\u{3164}\u{7}\u{200b},,天宁镇,代表,,,".into(), "姓名：没有填写"),
        (40, "B4,甲,,天宁村,代表,,,".into(), "代表团：没有这个代表团"),
        (50, "B5,甲,,天宁镇,村长,,,".into(), "角色：没有这个角色"),
        (60, "B6,甲,,,经办人,,,".into(), "单位：没有填写"),
        (70, "B7,甲,,,签发人,土地局,,".into(), "单位：没有这个单位"),
        (80, "B8,甲,,天宁镇,代表,水利局,,".into(), "单位：只有经办人和签发人填写单位"),
        (90, ",甲,,天宁镇,代表,,,".into(), "代表证号：代表证号和账号至少填写一项"),
        (100, "B#10,甲,,天宁镇,代表,,,".into(), "代表证号：只能用文字"),
        (110, "B11,甲,账 号!,天宁镇,代表,,,".into(), "账号：账号只能用"),
        (120, "证号十二,甲,,天宁镇,代表,,,".into(), "账号：不能由证号生成账号"),
        (130, "B13,甲,office,天宁镇,代表,,,".into(), "账号：这个账号已属于另一个人"),
        (140, "B14,甲,j170001,天宁镇,代表,,,".into(), "账号：与第2行的账号相同"),
        (150, "J17-0002,新代表2,,天宁镇,代表,,,".into(), "代表证号：与第3行重复"),
        (160, "J17-0003,别的名字,,天宁镇,督办领导,,,".into(), "姓名：与第4行是同一个人"),
        (170, "B17,甲,,天宁镇,代表,,12,".into(), "手机：不是电话号码"),
        (180, "B18,甲,,天宁镇,代表,,,a.example".into(), "邮箱：不是邮箱地址"),
        (190, "B19,甲,,天宁镇,代表,,,,,多出".into(), "这一行的格数多于表头的8列"),
        (200, "B20,甲,,天宁镇,代表".into(), "这一行的格数少于表头的8列"),
        (210, "B21,甲,,,代表,,,".into(), "代表团：没有填写"),
        (220, "B22,甲,,天宁镇,,,,".into(), "角色：没有填写"),
    ];
    // A known office account has no number yet, so the number alone would make it the same person: give it one first.
    let known = table(&["OFFICE-1,代表工委甲,office,,代表工委,,,".to_owned()]);
    let preview = uploads(&mut admin, "people", "先.csv", known.as_bytes()).await;
    confirms(&mut admin, &preview).await;
    for (n, row, _) in &broken {
        rows[*n] = row.clone();
    }
    let before = people(&app).await;
    let preview = uploads(&mut admin, "people", "名册.csv", table(&rows).as_bytes()).await;
    let text = preview.text();
    for (n, row, expected) in &broken {
        let line = format!("第{}行", n + 2);
        let part = text.split(&line).nth(1).unwrap_or_else(|| panic!("{line} is named: {text}"));
        let part: String = part.chars().take(120).collect();
        assert!(part.contains(expected), "{line} {row:?} is told {expected:?}: {part}");
    }
    assert!(text.contains("有问题的行须先在表格中改正"), "{text}");
    assert_eq!(value_of(&preview.body, "fingerprint"), None, "there is no button to import");
    assert_eq!(people(&app).await, before, "nothing is imported");
}

#[tokio::test]
async fn telephones_numbers_and_addresses_are_what_is_meant() {
    let app = TestApp::demo().await;
    let mut admin = app.signed_in("admin").await;
    let cells = [
        ("\u{202d}13800000031\u{202c}", "feng＠example.cn", "13800000031", "feng@example.cn"),
        ("１３８０００００\u{a0}０３２", "ｗang@example。cn", "13800000032", "wang@example.cn"),
        ("13800000033\u{200b}", "li@example.cn\u{200b}", "13800000033", "li@example.cn"),
        ("（0717）8001转6", "a@example.cn", "(0717)8001转6", "a@example.cn"),
        ("0717—8001234/13800000034", "b@example.cn", "0717-8001234/13800000034", "b@example.cn"),
    ];
    let rows =
        (1..).zip(&cells).map(|(n, (phone, email, ..))| format!("Ｐ－00{n},甲乙{n},,天宁镇,代表,,{phone},{email}"));
    let preview = uploads(&mut admin, "people", "名册.csv", table(&rows.collect::<Vec<_>>()).as_bytes()).await;
    let done = confirms(&mut admin, &preview).await;
    assert!(done.text().contains("已导入：新增5行，更新0行"), "{}", preview.text());
    let column = async |name: &str| {
        let new = "(SELECT name, phone, email, login FROM person WHERE name LIKE '甲乙%') AS new";
        app.column(new, name, "name").await
    };
    assert_eq!(column("phone").await, cells.map(|(.., phone, _)| phone));
    assert_eq!(column("email").await, cells.map(|(.., email)| email));
    assert_eq!(column("login").await, ["p001", "p002", "p003", "p004", "p005"]);
}

#[tokio::test]
async fn the_same_table_again_changes_nothing() {
    let app = TestApp::demo().await;
    let mut admin = app.signed_in("admin").await;
    let before = people(&app).await;
    let utf8 = table(&roster(40));
    let gbk = encoding_rs::GBK.encode(&utf8).0.into_owned();
    let preview = uploads(&mut admin, "people", "名册.csv", &gbk).await;
    assert!(preview.text().contains("新代表7"), "{}", preview.text());
    assert_eq!(people(&app).await, before, "nothing is written before it is confirmed");
    let done = confirms(&mut admin, &preview).await;
    assert!(done.text().contains("已导入：新增40行，更新0行"), "{}", done.text());
    assert_eq!(people(&app).await, before + 40);
    for bytes in [utf8.clone().into_bytes(), format!("\u{feff}{utf8}").into_bytes(), gbk] {
        let again = uploads(&mut admin, "people", "名册.csv", &bytes).await;
        assert!(again.text().contains("没有需要导入的"), "{}", again.text());
        assert_eq!(value_of(&again.body, "fingerprint"), None);
    }
    let changed = utf8.replace("新代表7,,天宁镇", "新代表柒,,西营镇");
    let preview = uploads(&mut admin, "people", "名册.csv", changed.as_bytes()).await;
    let text = preview.text();
    assert!(text.contains("姓名：新代表7 → 新代表柒") && text.contains("代表团：天宁镇 → 西营镇"), "{text}");
}

#[tokio::test]
async fn a_workbook_is_read_and_its_formulas_and_errors_are_named() {
    let app = TestApp::demo().await;
    let mut admin = app.signed_in("admin").await;
    let good = workbook(
        "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>X1</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>表格人</t></is></c><c r=\"C2\" t=\"inlineStr\"><is><t>天宁镇代表团</t></is></c><c r=\"D2\" t=\"inlineStr\"><is><t>代表</t></is></c><c r=\"E2\"><v>13900000001</v></c></row>",
    );
    let preview = uploads(&mut admin, "people", "名册.xlsx", &good).await;
    assert!(preview.text().contains("表格人"), "{}", preview.text());
    let login = "t=\"inlineStr\"><is><t>";
    let bad = workbook(&format!(
        "<row r=\"2\"><c r=\"A2\" {login}X2</t></is></c><c r=\"B2\"><f>A1&amp;A2</f><v>1</v></c><c r=\"D2\" {login}代表</t></is></c></row>\
         <row r=\"3\"><c r=\"A3\" {login}X3</t></is></c><c r=\"B3\" t=\"e\"><v>#N/A</v></c><c r=\"D3\" {login}代表</t></is></c></row>"
    ));
    let text = uploads(&mut admin, "people", "名册.xlsx", &bad).await.text();
    assert!(text.contains("姓名：是公式") && text.contains("姓名：是表格的错误值"), "{text}");
    let bomb = zipped(&[("xl/worksheets/sheet1.xml", vec![b' '; 61 * 1024 * 1024])]);
    let text = uploads(&mut admin, "people", "炸弹.xlsx", &bomb).await.text();
    assert!(text.contains("文件展开后过大"), "{text}");
}

/// A workbook with the headings 代表证号, 姓名, 代表团, 角色, 手机 and these rows.
fn workbook(rows: &str) -> Vec<u8> {
    let headings: String = ["代表证号", "姓名", "代表团", "角色", "手机"]
        .iter()
        .zip('A'..)
        .map(|(word, column)| format!("<c r=\"{column}1\" t=\"inlineStr\"><is><t>{word}</t></is></c>"))
        .collect();
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">{headings}</row>{rows}</sheetData></worksheet>"
    );
    let book = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"名册\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let package = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"></Types>";
    zipped(&[
        ("[Content_Types].xml", types.into()),
        ("_rels/.rels", package.into()),
        ("xl/workbook.xml", book.into()),
        ("xl/_rels/workbook.xml.rels", relations.into()),
        ("xl/worksheets/sheet1.xml", sheet.into_bytes()),
    ])
}

fn zipped(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    use std::io::Write;

    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a file begins");
        archive.write_all(bytes).expect("a file is written");
    }
    archive.finish().expect("the archive is complete").into_inner()
}

#[tokio::test]
async fn of_two_confirmations_one_imports() {
    let app = TestApp::demo().await;
    let mut admin = app.signed_in("admin").await;
    let before = people(&app).await;
    let preview = uploads(&mut admin, "people", "名册.csv", table(&roster(30)).as_bytes()).await;
    let (mut one, mut other) = (admin.clone(), admin.clone());
    let (one, other) = tokio::join!(confirms(&mut one, &preview), confirms(&mut other, &preview));
    assert_eq!(people(&app).await, before + 30);
    assert!(one.text().contains("已导入") && other.text().contains("已导入"), "both see what was done");
    let conflicts = [one, other].iter().filter(|answer| answer.alert().is_some()).count();
    assert_eq!(conflicts, 1, "one of them was too late");
    // What was previewed before somebody else changed it is not carried out.
    let rows = table(&["J17-0001,改名,,天宁镇,代表,,,".to_owned()]);
    let preview = uploads(&mut admin, "people", "改.csv", rows.as_bytes()).await;
    let later = uploads(&mut admin, "people", "改.csv", rows.replace("改名", "再改").as_bytes()).await;
    confirms(&mut admin, &later).await;
    let conflict = confirms(&mut admin, &preview).await;
    assert!(conflict.alert().is_some_and(|alert| alert.contains("已有人先改动了这一页")), "{}", conflict.text());
}

#[tokio::test]
async fn units_are_added_changed_and_closed() {
    let app = TestApp::demo().await;
    let mut admin = app.signed_in("admin").await;
    let csv = "单位名称,英文名称,简称,是否政府部门,状态\n水利局,,水利,是,停用\n档案馆,Archives,,否,在用\n";
    let preview = uploads(&mut admin, "units", "单位.csv", csv.as_bytes()).await;
    assert!(preview.text().contains("状态：在用 → 停用"), "{}", preview.text());
    confirms(&mut admin, &preview).await;
    let county = app.store.county().await.expect("the county");
    let water = county.unit_named("水利局").expect("still known");
    assert!(county.is_closed(water) && county.unit(&water.to_string()).is_none());
    assert!(county.unit_named("档案馆").is_some());
    let again = uploads(&mut admin, "units", "单位.csv", csv.as_bytes()).await;
    assert!(again.text().contains("没有需要导入的"), "{}", again.text());
    let bad = "单位名称,是否政府部门,状态\n水利局,大概,关了\n,,\n档案馆,是,在用\n档案馆,是,在用\n";
    let text = uploads(&mut admin, "units", "单位.csv", bad.as_bytes()).await.text();
    for expected in ["请填写“是”或“否”", "请填写“在用”或“停用”", "第3行", "与第4行重复"]
    {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

/// Makes codes for everybody new, and answers the pairs of account and code.
async fn codes(admin: &mut Browser) -> Vec<(String, String)> {
    let sheet = admin.submits("/accounts/codes", "/accounts/codes/sheet", &[("all", "yes")]).await;
    let text = sheet.html();
    let slips = text.split("class=\"slip\"").skip(1);
    slips
        .map(|slip| {
            let cell = |n: usize| {
                let part = slip.split("<dd>").nth(n).expect("a cell").split("</dd>").next().expect("its end");
                part.split('<').map(|piece| piece.rsplit('>').next().unwrap_or_default()).collect::<String>()
            };
            (cell(1), cell(2))
        })
        .collect()
}

async fn activates(app: &TestApp, login: &str, code: &str) -> Answer {
    let fields = [("login", login), ("code", code), ("new_password", PASSWORD), ("new_password_again", PASSWORD)];
    app.visitor().submits("/activate", "/api/activate", &fields).await
}

#[tokio::test]
async fn a_code_is_shown_once_works_once_and_expires() {
    let app = TestApp::demo().await;
    let mut admin = app.signed_in("admin").await;
    let preview = uploads(&mut admin, "people", "名册.csv", table(&roster(3)).as_bytes()).await;
    confirms(&mut admin, &preview).await;
    let first = codes(&mut admin).await;
    assert_eq!(first.len(), 3);
    assert!(codes(&mut admin).await.is_empty(), "those who have a code get no other by the way");
    assert!(admin.opens("/accounts/codes/sheet").await.text().contains("激活码只显示一次"));
    let stored = app.column("activation_code", "fingerprint", "fingerprint").await;
    assert!(first.iter().all(|(_, code)| !stored.contains(code)), "no code is kept in the clear");

    let (login, code) = &first[0];
    assert!(activates(&app, login, "AAAA-AAAA-AAAA-AAAA-AAAA").await.location().is_some_and(|to| to.contains("form=")));
    let typed = code.to_lowercase().replace('-', " ");
    assert_eq!(activates(&app, login, &typed).await.location().as_deref(), Some("/desk"));
    assert_ne!(activates(&app, login, code).await.location().as_deref(), Some("/desk"), "a code works once");
    let mut person = app.visitor();
    let answer = person.submits("/sign-in", "/api/sign-in", &[("login", login), ("password", PASSWORD)]).await;
    assert_eq!(answer.location().as_deref(), Some("/desk"));

    app.store.moment().advance(Duration::from_secs(15 * 24 * 60 * 60));
    let (login, code) = &first[1];
    assert_ne!(activates(&app, login, code).await.location().as_deref(), Some("/desk"), "a code expires");
}

#[tokio::test]
async fn guessing_codes_locks_the_name_and_tells_nothing() {
    let app = TestApp::demo().await;
    let mut said = Vec::new();
    for login in ["deputy", "nobody-at-all"] {
        let mut browser = app.visitor();
        for _ in 0..10 {
            let fields =
                [("login", login), ("code", "x"), ("new_password", PASSWORD), ("new_password_again", PASSWORD)];
            let answer = browser.submits_and_follows("/activate", "/api/activate", &fields).await;
            said.push(answer.problem_beside("code"));
        }
        let fields = [("login", login), ("code", "x"), ("new_password", PASSWORD), ("new_password_again", PASSWORD)];
        let answer = browser.submits_and_follows("/activate", "/api/activate", &fields).await;
        assert!(answer.problem_beside("login").is_some_and(|text| text.contains("尝试次数过多")), "{login}");
        assert_eq!(answer.typed("code").as_deref(), Some(""), "the code is not kept");
    }
    said.dedup();
    assert_eq!(said.len(), 1, "known and unknown names are answered alike: {said:?}");
}

/// The id of a person, found on the list.
async fn found(admin: &mut Browser, login: &str) -> String {
    let page = admin.opens(&format!("/accounts?text={login}")).await.body;
    let part = page.split("href=\"/accounts/").find(|part| part.len() > 36 && part.as_bytes()[8] == b'-');
    part.unwrap_or_else(|| panic!("{login} is found")).chars().take(36).collect()
}

/// Does something to an account with the version that its page shows. Answers the page that follows.
async fn changes(admin: &mut Browser, id: &str, fields: &[(&str, &str)]) -> Answer {
    let page = format!("/accounts/{id}");
    let version = value_of(&admin.opens(&page).await.body, "version").expect("a version");
    let mut all = vec![("id", id), ("version", version.as_str())];
    all.extend_from_slice(fields);
    admin.submits_and_follows(&page, "/api/change-account", &all).await
}

#[tokio::test]
async fn a_change_of_roles_ends_the_sessions_and_stands_in_the_log() {
    let app = TestApp::demo().await;
    let mut admin = app.signed_in("admin").await;
    let mut deputy = app.signed_in("d010").await;
    let id = found(&mut admin, "d010").await;
    let old = value_of(&admin.opens(&format!("/accounts/{id}")).await.body, "version").expect("a version");
    let page =
        changes(&mut admin, &id, &[("command[give_role][office]", "unit_head"), ("command[give_role][unit]", "2")])
            .await;
    assert!(page.text().contains("授予角色：承办单位签发人（水利局）"), "{}", page.text());
    assert_eq!(deputy.opens("/desk").await.status.as_u16(), 302, "the session has ended");
    let page = changes(&mut admin, &id, &[("command[give_role][office]", "unit_head")]).await;
    assert_eq!(page.problem_beside("command-give_role-unit").as_deref(), Some("请填写或选择这一项。"));
    let stale = [("id", id.as_str()), ("version", old.as_str()), ("command", "suspend")];
    let page = admin.submits_and_follows(&format!("/accounts/{id}"), "/api/change-account", &stale).await;
    assert!(page.alert().is_some_and(|alert| alert.contains("已有人先改动了这一页")), "{}", page.text());
    changes(&mut admin, &id, &[("command", "suspend")]).await;
    let mut browser = app.visitor();
    let fields = [("login", "d010"), ("password", crate::common::PASSWORD)];
    assert_ne!(browser.submits("/sign-in", "/api/sign-in", &fields).await.location().as_deref(), Some("/desk"));
    changes(&mut admin, &id, &[("command", "restore")]).await;
    assert_eq!(browser.submits("/sign-in", "/api/sign-in", &fields).await.location().as_deref(), Some("/desk"));
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let app = TestApp::demo().await;
    let mut admin = app.signed_in("admin").await;
    let id = found(&mut admin, "admin").await;
    let end = [("command[end_role][office]", "administrator"), ("command[end_role][unit]", "")];
    let page = changes(&mut admin, &id, &end).await;
    assert!(page.text().contains("这是最后一名系统管理员"), "{}", page.text());
    let page = changes(&mut admin, &id, &[("command", "suspend")]).await;
    assert!(page.text().contains("这是最后一名系统管理员"), "{}", page.text());
    app.newly_provisioned("admin2", Office::Administrator, None).await;
    changes(&mut admin, &id, &end).await;
    let mut other = app.visitor();
    let answer =
        other.submits("/sign-in", "/api/sign-in", &[("login", "admin"), ("password", crate::common::PASSWORD)]).await;
    assert_eq!(answer.location().as_deref(), Some("/desk"));
    assert_eq!(other.opens("/accounts").await.status.as_u16(), 404, "he is no administrator any more");
}

#[tokio::test]
async fn a_term_ends_and_nothing_is_lost() {
    let app = TestApp::demo().await;
    let mut admin = app.signed_in("admin").await;
    let papers = app.proposals().await.len();
    let today = app.store.moment().today().to_string();
    let page = admin.opens("/accounts/term").await;
    let deputies = value_of(&page.body, "end[deputies]").expect("how many deputies");
    let end = [("end[ends_on]", today.as_str()), ("end[deputies]", &deputies)];
    let refused = admin.submits_and_follows("/accounts/term", "/api/end-term", &end).await;
    assert!(refused.text().contains("请勾选确认"), "{}", refused.text());
    let end = [("end[ends_on]", today.as_str()), ("end[deputies]", &deputies), ("end[sure]", "true")];
    let page = admin.submits_and_follows("/accounts/term", "/api/end-term", &end).await;
    assert!(page.text().contains("任期已结束"), "{}", page.text());
    assert_eq!(app.proposals().await.len(), papers);

    // A former deputy signs in, has his papers, still rates, and begins nothing new.
    let mut former = app.signed_in("deputy").await;
    let desk = former.opens("/desk").await;
    assert!(!crate::common::linked_proposals(&desk.body).is_empty(), "his papers are there");
    assert_eq!(former.opens("/proposals/new").await.status.as_u16(), 404);
    let waiting = app.proposals().await.into_iter().find(|paper| {
        paper.stage == domain::proposal::workflow::Stage::Replied
            && paper.replies.last().is_some_and(|reply| reply.rating.is_none())
    });
    if let Some(paper) = waiting.filter(|paper| desk.body.contains(&paper.id.to_string())) {
        assert!(former.opens(&format!("/proposals/{}", paper.id)).await.body.contains("step-rate"));
    }
    let id = uuid::Uuid::now_v7().to_string();
    let fields = [("id", id.as_str()), ("version", "0"), ("draft[title]", "不能再提的建议")];
    assert_eq!(former.calls("/api/write", &pairs(&owned(&fields))).await.status.as_u16(), 404);

    // Re-elected, he is recognised: by account the first time, by number ever after.
    let rows = table(&["J18-001,连任代表,deputy,天宁镇,代表,,,".to_owned()]);
    let preview = uploads(&mut admin, "people", "新名册.csv", rows.as_bytes()).await;
    assert!(preview.text().contains("角色：（空） → 人大代表"), "{}", preview.text());
    confirms(&mut admin, &preview).await;
    let mut again = app.signed_in("deputy").await;
    assert_eq!(again.opens("/proposals/new").await.status.as_u16(), 200);
}

fn owned(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
