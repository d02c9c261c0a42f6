//! The page for what never reached the application's own pages: too large, too slow, refused, or broken.

use axum::extract::Request;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

/// Gives readers of pages a sentence in both languages and a way on, instead of an empty answer.
pub(crate) async fn explain(request: Request, next: Next) -> Response {
    let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
    let reads_pages = accept.is_some_and(|accept| accept.contains("text/html"));
    let response = next.run(request).await;
    let status = response.status();
    let is_fault = status.is_client_error() || status.is_server_error();
    let is_page = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    // Programs are told in their own way, whatever they accept.
    let is_told = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == crate::open_data::PROBLEM_JSON);
    if !reads_pages || !is_fault || is_page || is_told {
        return response;
    }
    let mut explained = (status, Html(page(status))).into_response();
    for (name, value) in response.headers() {
        if name != CONTENT_TYPE && !explained.headers().contains_key(name) && name != axum::http::header::CONTENT_LENGTH
        {
            explained.headers_mut().append(name, value.clone());
        }
    }
    explained
}

/// What a panic becomes; the panic itself stands in the log.
pub(crate) fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, [(CONTENT_TYPE, HeaderValue::from_static("text/plain"))], "fault")
        .into_response()
}

fn page(status: StatusCode) -> String {
    let (zh, en) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => {
            ("提交的内容过大，请删减后再试。", "What was sent is too large: shorten it and try again.")
        }
        StatusCode::BAD_REQUEST => {
            ("提交的内容没有完整送达，请再试一次。", "What was sent did not arrive whole: send it again.")
        }
        StatusCode::FORBIDDEN => (
            "请求来自其他网站，已拒绝。请从本站页面重新操作。",
            "The request came from another site and was refused. Start again from a page of this site.",
        ),
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => ("没有找到这个页面。", "This page is not here."),
        StatusCode::GATEWAY_TIMEOUT => ("处理超时，请稍后再试。", "It took too long: try again later."),
        _ => ("系统出现故障，已记录，请稍后再试。", "A fault of ours, and it is logged: try again later."),
    };
    format!(
        "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{zh}</title></head>\
         <body><main><h1>{zh}</h1><p lang=\"en\">{en}</p><p><a href=\"/\">回到首页 <span lang=\"en\">To the home page</span></a></p></main></body></html>"
    )
}
