//! The description of the open data (OpenAPI 3.1), made from the code that answers.

use utoipa::openapi::info::{InfoBuilder, LicenseBuilder};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{OpenApiBuilder, ServerBuilder};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{LICENCE, OpenData, commitments, county, downloads, figures, proposals};

/// What these data are, for the head of the description.
const ABOUT: &str = "What the public sees of the proposals of the county's deputies, for programs. 供程序读取的代表建议公开数据。\n\n\
    Read-only and free for every site: no key, no cookie. Days are ISO 8601, moments RFC 3339 (UTC). Texts of the record are \
    Chinese; what has a code has words in Chinese and English. Lists go on at `next`. Every answer has an \
    ETag, a download a weak one. Names and telephones of those who answer calls stand on the pages only. What is taken back from the public \
    is not listed as a change: compare with a whole download from time to time.";

/// The routes with their description.
pub(super) fn described(site: &str) -> OpenApiRouter<OpenData> {
    let (name, url) = LICENCE;
    let info = InfoBuilder::new()
        .title("Jianyi open data · 建议公开数据")
        .version("1")
        .description(Some(ABOUT))
        .license(Some(LicenseBuilder::new().name(name).url(Some(url)).build()));
    let tag = |name: &str, about: &str| TagBuilder::new().name(name).description(Some(about)).build();
    let server = ServerBuilder::new().url(if site.is_empty() { "/" } else { site }).build();
    let description = OpenApiBuilder::new()
        .info(info.build())
        .servers(Some([server]))
        .tags(Some([
            tag("proposals", "Proposals, what happened to them, replies and promises"),
            tag("county", "Sessions, figures, townships, deputies and units"),
            tag("downloads", "The whole set in one file"),
        ]))
        .build();
    OpenApiRouter::with_openapi(description)
        .routes(routes!(proposals::list))
        .routes(routes!(proposals::one))
        .routes(routes!(proposals::by_number))
        .routes(routes!(proposals::happened))
        .routes(routes!(proposals::replied))
        .routes(routes!(proposals::promised))
        .routes(routes!(commitments::list))
        .routes(routes!(figures::list))
        .routes(routes!(county::sessions))
        .routes(routes!(county::townships))
        .routes(routes!(county::people))
        .routes(routes!(county::units))
        .routes(routes!(county::organizations))
        .routes(routes!(downloads::proposals_csv))
        .routes(routes!(downloads::proposals_jsonl))
        .routes(routes!(downloads::commitments_csv))
}
