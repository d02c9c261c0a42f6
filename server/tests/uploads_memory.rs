//! Ten megabytes at a time, with flat memory. A program of its own: others' memory must not count.

#[path = "http/common/mod.rs"]
mod common;

use axum::body::{Body, Bytes};
use axum::http::Method;
use common::TestApp;
use common::cast::draft;
use common::files::{end, head_of, headers};
use futures_util::stream;
use ground::file::MAX_BYTES;

/// How much more memory several uploads may take at most, in kB.
const MAY_GROW: u64 = 8 * 1024;

/// A line of `/proc/self/status`, in kB.
fn status(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with(name)).expect("the line");
    line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).expect("a number")
}

/// A form with a PDF of so many bytes, made while it is sent.
fn form(bytes: u64) -> Body {
    const PIECE: usize = 64 * 1024;
    let (first, last) = ("%PDF-1.7\n", "\n%%EOF\n");
    let filler = usize::try_from(bytes).expect("it fits") - first.len() - last.len();
    let pieces = (0..filler.div_ceil(PIECE)).map(move |n| Bytes::from(vec![b'x'; PIECE.min(filler - n * PIECE)]));
    let begin = [Bytes::from(head_of("大.pdf")), Bytes::from(first)];
    let close = [Bytes::from(last), Bytes::from(format!("\r\n{}", end()))];
    Body::from_stream(stream::iter(begin.into_iter().chain(pieces).chain(close).map(Ok::<_, std::io::Error>)))
}

#[tokio::test]
async fn ten_megabytes_flow_through_flat_memory() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    let id = deputy.begins_to_write().await;
    deputy.writes(&id, "0", "save", &draft(&[])).await;
    let action = format!("/upload/proposals/{id}");
    // Threads, code and caches that are used for the first time are not the files'.
    let first = deputy.streams(Method::POST, &action, &headers("application/json"), form(100_000)).await;
    assert_eq!(first.status.as_u16(), 204, "{}", first.body);
    // The highest mark so far is forgotten, so that it is the uploads' own.
    std::fs::write("/proc/self/clear_refs", "5").expect("Linux");
    let before = status("VmRSS:");
    for n in 1..=5 {
        let answer = deputy.streams(Method::POST, &action, &headers("application/json"), form(MAX_BYTES)).await;
        assert_eq!(answer.status.as_u16(), 204, "{n}: {}", answer.body);
    }
    let grown = status("VmHWM:").saturating_sub(before);
    assert!(grown < MAY_GROW, "five uploads of 10 MB took {grown} kB");
    let mut sizes: Vec<u64> = std::fs::read_dir(app.folder.path().join("files"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").metadata().expect("a file").len())
        .collect();
    sizes.sort_unstable();
    assert_eq!(sizes[1..], [MAX_BYTES; 5]);
}
