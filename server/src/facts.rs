//! What the home page and a proposal's page say of themselves to machines: made of what the public sees, whoever asks.

use std::sync::Arc;

use app::api::SiteFacts;
use app::api::public::PublicPaper;
use app::{PageFacts, Preferences};
use axum::http::{HeaderMap, Uri};
use domain::proposal::ProposalId;
use domain::proposal::view::ProposalView;
use ground::vocabulary::Lang;
use serde_json::{Value, json};
use store::{Store, StoreError};

use crate::open_data::LICENCE;

/// What is said of the page that a request asks for, and the paper that was read for it; nothing where it is not the home
/// page or a public proposal's.
pub(crate) async fn facts(
    store: &Store,
    site: &SiteFacts,
    address: &Uri,
    headers: &HeaderMap,
) -> Option<(PageFacts, Option<PublicPaper>)> {
    let lang = Preferences::of(headers).lang;
    let path = address.path();
    if path == "/" {
        return Some((home(&site.address(headers), lang), None));
    }
    let id: ProposalId = path.strip_prefix("/proposals/")?.parse().ok()?;
    match store.proposal_and_change(id, None, lang).await {
        Ok((view, changed_ms)) => {
            let facts = of_paper(&view, changed_ms, &site.address(headers), lang);
            Some((facts, Some(PublicPaper(Arc::new(view)))))
        }
        Err(StoreError::NotFound | StoreError::Hidden(_)) => None,
        Err(error) => {
            // The page itself says what is wrong.
            tracing::error!(%error, "the facts of a page cannot be read");
            None
        }
    }
}

fn publisher(lang: Lang) -> Value {
    json!({ "@type": "GovernmentOrganization", "name": lang.pick("交城县人民代表大会", "Jiaocheng County People’s Congress") })
}

fn home(site: &str, lang: Lang) -> PageFacts {
    let title = lang.pick("交城县人大代表建议公开平台", "Jiaocheng deputies’ proposals");
    let description = lang.pick(
        "县人大代表提出的建议：交给谁办、办得怎样、何时答复，全程公开。",
        "Proposals of the county’s deputies: who handles them, how far they are and when they are answered, in public.",
    );
    let file = |name: &str, media: &str| json!({ "@type": "DataDownload", "encodingFormat": media, "contentUrl": format!("{site}/api/v1/{name}") });
    let data = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": lang.pick("县人大代表建议公开数据", "Open data of the county’s deputies’ proposals"),
        "description": lang.pick(
            "县人大代表建议的全文、办理过程、承办单位答复、承诺事项和统计数字，随办理进度更新。",
            "Texts of the deputies’ proposals, what happened to them, the units’ replies, promises and figures, kept up to date.",
        ),
        "url": format!("{site}/api"),
        "license": LICENCE.1,
        "isAccessibleForFree": true,
        "inLanguage": "zh-CN",
        "creator": publisher(lang),
        "distribution": [
            file("proposals.csv", "text/csv"),
            file("commitments.csv", "text/csv"),
            file("proposals.jsonl", "application/jsonl"),
        ],
    });
    PageFacts {
        address: format!("{site}/"),
        title: title.to_owned(),
        description: description.to_owned(),
        json_ld: PageFacts::script(&data),
    }
}

fn of_paper(view: &ProposalView, changed_ms: i64, site: &str, lang: Lang) -> PageFacts {
    let address = format!("{site}/proposals/{}", view.id);
    let summary = view.restriction.as_ref().and_then(|why| why.summary.as_deref());
    let problem = view.text.as_ref().map(|text| text.problem.as_str()).or(summary).unwrap_or_default();
    let said: String = problem.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = said.chars().take(100).collect();
    if short.len() < said.len() {
        short.push('…');
    }
    let description = format!("{}{}{short}", view.status, lang.pick("", " "));
    let number = view.number.map(|number| number.to_string());
    let modified = jiff::Timestamp::from_millisecond(changed_ms).unwrap_or_default().to_string();
    let data = json!({
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "name": view.title,
        "headline": view.title,
        "abstract": said,
        "identifier": number,
        "url": address,
        "inLanguage": "zh-CN",
        "author": { "@type": "Person", "name": view.lead_name },
        "publisher": publisher(lang),
        "about": view.topic.word(lang),
        "spatialCoverage": view.township.as_ref().map(|place| place.name.as_str()),
        "creativeWorkStatus": view.stage.word(lang),
        "datePublished": view.registered_on,
        "dateModified": modified,
        "license": LICENCE.1,
        "isAccessibleForFree": true,
        "encoding": { "@type": "MediaObject", "encodingFormat": "application/json", "contentUrl": format!("{site}/api/v1/proposals/{}", view.id) },
    });
    PageFacts { address, title: view.title.clone(), description, json_ld: PageFacts::script(&data) }
}
