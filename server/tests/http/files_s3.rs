//! Files in a bucket: the same as in a folder, against a small server that speaks as much S3 as is needed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::common::TestApp;
use crate::common::cast::draft;
use crate::common::files::pdf;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use object_store::aws::AmazonS3Builder;
use server::config::Serve;
use server::files::Files;

/// Bytes by their path, or by path and number of the part.
type Shelf<K> = Arc<Mutex<BTreeMap<K, Vec<u8>>>>;

/// The objects, and the parts of unfinished ones.
#[derive(Clone, Default)]
struct Bucket {
    objects: Shelf<String>,
    parts: Shelf<(String, u32)>,
}

async fn s3(
    State(bucket): State<Bucket>,
    method: Method,
    uri: Uri,
    Query(query): Query<BTreeMap<String, String>>,
    body: Bytes,
) -> Response {
    let path = uri.path().to_owned();
    let etag = [("etag", "\"x\"")];
    let mut objects = bucket.objects.lock().expect("nobody panicked");
    let mut parts = bucket.parts.lock().expect("nobody panicked");
    match (method, query.get("partNumber").and_then(|n| n.parse().ok())) {
        (Method::POST, _) if query.contains_key("uploads") => {
            "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>".into_response()
        }
        (Method::PUT, Some(part)) => {
            parts.insert((path, part), body.to_vec());
            etag.into_response()
        }
        (Method::POST, _) if query.contains_key("uploadId") => {
            let of_this = |(key, _): &(&(String, u32), &Vec<u8>)| key.0 == path;
            objects.insert(path.clone(), parts.iter().filter(of_this).flat_map(|(_, part)| part.clone()).collect());
            parts.retain(|key, _| key.0 != path);
            "<CompleteMultipartUploadResult><ETag>\"x\"</ETag></CompleteMultipartUploadResult>".into_response()
        }
        (Method::POST, _) if query.contains_key("delete") => {
            let body = String::from_utf8_lossy(&body);
            let keys = body.split("<Key>").skip(1).filter_map(|rest| rest.split("</Key>").next());
            let deleted = keys.map(|key| {
                objects.retain(|path, _| !path.ends_with(key));
                format!("<Deleted><Key>{key}</Key></Deleted>")
            });
            format!("<DeleteResult>{}</DeleteResult>", deleted.collect::<String>()).into_response()
        }
        (Method::DELETE, _) => {
            objects.remove(&path);
            StatusCode::NO_CONTENT.into_response()
        }
        (Method::GET, _) => match objects.get(&path) {
            Some(object) => ([("etag", "\"x\""), ("last-modified", "Tue, 24 Nov 2026 08:00:00 GMT")], object.clone())
                .into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        },
        _ => StatusCode::NOT_IMPLEMENTED.into_response(),
    }
}

#[tokio::test]
async fn files_go_to_a_bucket_and_come_back() {
    let bucket = Bucket::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
    let service =
        Router::new().fallback(s3).with_state(bucket.clone()).layer(axum::extract::DefaultBodyLimit::disable());
    tokio::spawn(async move { axum::serve(listener, service).await });
    let builder = AmazonS3Builder::new()
        .with_endpoint(endpoint)
        .with_allow_http(true)
        .with_region("county")
        .with_access_key_id("id")
        .with_secret_access_key("secret");
    let files = Files::bucket(builder, "jianyi/attached").expect("a bucket");

    let mut app = TestApp::demo().await;
    app.router = server::router::router(app.store.clone(), files.clone(), &Serve::default());
    let mut deputy = app.signed_in("deputy").await;
    let id = deputy.begins_to_write().await;
    deputy.writes(&id, "0", "save", &draft(&[])).await;
    // More than one part.
    let large = [&b"%PDF-1.7\n"[..], &vec![b'x'; 6 * 1024 * 1024], b"\n%%EOF\n"].concat();
    let sent =
        deputy.sends_files(&format!("/upload/proposals/{id}"), &[("a.pdf", pdf("x")), ("大.pdf", large.clone())]).await;
    assert_eq!(sent.status.as_u16(), 204, "{}", sent.body);
    let page = deputy.opens(&format!("/proposals/{id}/edit")).await;
    let links: Vec<_> = page
        .body
        .split("href=\"/files/")
        .skip(1)
        .map(|rest| format!("/files/{}", rest.split('"').next().unwrap_or_default()))
        .collect();
    assert_eq!(deputy.opens(&links[0]).await.bytes.to_vec(), pdf("x"));
    assert!(deputy.opens(&links[1]).await.bytes == large);
    let keys: Vec<_> = bucket.objects.lock().expect("nobody panicked").keys().cloned().collect();
    assert!(keys.len() == 2 && keys.iter().all(|key| key.starts_with("/jianyi/attached/")), "{keys:?}");
    assert!(bucket.parts.lock().expect("nobody panicked").is_empty());

    for link in &links {
        let file = link.split('/').nth(2).expect("an id");
        assert!(deputy.calls("/api/remove-attachment", &[("id", file)]).await.status.is_success());
    }
    files.sweep(&app.store).await.expect("it sweeps");
    assert!(bucket.objects.lock().expect("nobody panicked").is_empty());
    assert_eq!(app.column("attachment", "name", "at_ms").await.len(), 0);
}
