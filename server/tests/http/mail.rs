//! A real mail server gets each mail exactly once, from two workers of which one is killed.
//!
//! A worker is killed while it connects, while it names the recipient, while it waits to send the text, and after the
//! server took the text on but before the worker knows. Where nobody can know what became of a mail, it is held.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::common::TestApp;
use crate::common::cast::Cast;
use domain::county::email::EmailAddress;
use domain::proposal::notice::{MailWish, NoticeSettings};
use ground::vocabulary::Lang;
use server::config::MailSettings;
use server::mail::Mailer;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// Where the server plays a trick on the first connection that comes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trick {
    /// Does not greet.
    SilentGreeting,
    /// Does not answer the recipient.
    SilentRecipient,
    /// Does not answer DATA.
    SilentData,
    /// Takes the mail on and does not say so.
    SilentAnswer,
    /// Breaks the line while the text comes.
    CutText,
    /// Is busy: try later.
    Busy,
    /// Knows no such person.
    Unknown,
}

/// A mail server that keeps what it takes on.
#[derive(Clone, Default)]
struct Post {
    mails: Arc<Mutex<Vec<String>>>,
    trick: Arc<Mutex<Option<Trick>>>,
    played: Arc<Notify>,
}

impl Post {
    async fn open() -> (Self, String) {
        let post = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let serving = post.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let post = serving.clone();
                tokio::spawn(async move { post.serve(stream).await });
            }
        });
        (post, url)
    }

    fn plays(&self, trick: Trick) {
        *self.trick.lock().expect("a trick") = Some(trick);
    }

    /// Whether this is where the trick is played, once.
    fn is_due(&self, trick: Trick) -> bool {
        let mut planned = self.trick.lock().expect("a trick");
        let is_due = *planned == Some(trick);
        if is_due {
            *planned = None;
            self.played.notify_one();
        }
        is_due
    }

    async fn serve(&self, stream: TcpStream) -> Option<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        if self.is_due(Trick::SilentGreeting) {
            std::future::pending::<()>().await;
        }
        write.write_all(b"220 post\r\n").await.ok()?;
        while let Some(line) = lines.next_line().await.ok()? {
            let answer: &[u8] = match line.get(..4).unwrap_or_default() {
                "EHLO" => b"250-post\r\n250 8BITMIME\r\n",
                "RCPT" if self.is_due(Trick::SilentRecipient) => std::future::pending().await,
                "RCPT" if self.is_due(Trick::Busy) => b"451 busy\r\n",
                "RCPT" if self.is_due(Trick::Unknown) => b"550 nobody here\r\n",
                "DATA" if self.is_due(Trick::SilentData) => std::future::pending().await,
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await.ok()?;
                    if self.is_due(Trick::CutText) {
                        return None;
                    }
                    let mut mail = String::new();
                    loop {
                        let line = lines.next_line().await.ok()??;
                        if line == "." {
                            break;
                        }
                        mail += &line;
                        mail.push('\n');
                    }
                    self.mails.lock().expect("mails").push(mail);
                    if self.is_due(Trick::SilentAnswer) {
                        std::future::pending::<()>().await;
                    }
                    b"250 taken\r\n"
                }
                "QUIT" => b"221 bye\r\n",
                _ => b"250 fine\r\n",
            };
            write.write_all(answer).await.ok()?;
        }
        Some(())
    }

    /// How many times each mail came, by its Message-ID.
    fn received(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for mail in self.mails.lock().expect("mails").iter() {
            let id = mail.lines().find_map(|line| line.strip_prefix("Message-ID: ")).expect("a Message-ID");
            *counts.entry(id.to_owned()).or_default() += 1;
        }
        counts
    }
}

struct World {
    app: TestApp,
    cast: Cast,
    post: Post,
    mailer: Mailer,
}

impl World {
    /// Both people of the congress office get mail at once.
    async fn new() -> Self {
        let app = TestApp::demo().await;
        for login in ["office", "office2"] {
            let person = app.store.credentials(login).await.expect("an answer").expect("a person").person;
            let email = EmailAddress::parse(&format!("{login}@example.gov.cn")).ok();
            let settings = NoticeSettings { email, mail: MailWish::AtOnce, reminders: true, lang: Lang::Zh };
            app.store.set_notice_settings(person, &settings).await.expect("they are kept");
        }
        let (post, url) = Post::open().await;
        let settings = MailSettings { smtp_url: Some(url), ..MailSettings::default() };
        let mailer = Mailer::new(&settings, "http://127.0.0.1:3000".to_owned()).expect("a mailer");
        let cast = Cast::of(&app).await;
        Self { app, cast, post, mailer }
    }

    /// Papers are handed in: two mails each.
    async fn papers(&mut self, n: usize) {
        for _ in 0..n {
            self.cast.submitted().await;
        }
    }

    async fn sends(&self) -> usize {
        self.mailer.drain(&self.app.store).await.expect("the outbox is read")
    }

    fn minutes_pass(&self, minutes: u64) {
        self.app.store.moment().advance(Duration::from_secs(minutes * 60));
    }

    async fn states(&self) -> Vec<String> {
        self.app.column("outbox", "state", "id").await
    }

    fn every_mail_came_once(&self, mails: usize) {
        let received = self.post.received();
        assert_eq!(received.len(), mails, "{received:?}");
        assert!(received.values().all(|&times| times == 1), "{received:?}");
    }
}

#[tokio::test]
async fn a_worker_is_killed_and_each_mail_comes_exactly_once() {
    let tricks = [Trick::SilentGreeting, Trick::SilentRecipient, Trick::SilentData, Trick::SilentAnswer];
    let mut world = World::new().await;
    let mut mails = 0;
    for trick in tricks {
        world.papers(3).await;
        mails += 6;
        world.post.plays(trick);
        let worker = || {
            let (mailer, store) = (world.mailer.clone(), world.app.store.clone());
            tokio::spawn(async move { mailer.drain(&store).await })
        };
        let (first, second) = (worker(), worker());
        world.post.played.notified().await;
        // One of the two hangs now; the other sends the rest. Then both are gone.
        tokio::time::timeout(Duration::from_secs(10), async {
            while world.post.received().len() < mails - usize::from(trick != Trick::SilentAnswer) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await
        .unwrap_or_else(|_| panic!("{trick:?}: the other worker goes on"));
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(first.is_finished() != second.is_finished(), "{trick:?}: one hangs, the other is done");
        first.abort();
        second.abort();
        // While the lease runs nobody touches it.
        assert_eq!(world.sends().await, 0, "{trick:?}");
        world.minutes_pass(4);
        world.sends().await;
        world.every_mail_came_once(mails);
    }
    let states = world.states().await;
    assert_eq!(states.iter().filter(|state| *state == "sent").count(), mails - 1);
    // The one that was taken on without a word is held, because nobody here can know.
    assert_eq!(states.iter().filter(|state| *state == "held").count(), 1);
}

#[tokio::test]
async fn workers_killed_at_any_moment_never_send_twice() {
    let mut world = World::new().await;
    world.papers(10).await;
    for n in 0..40 {
        let workers = [0, 1].map(|_| {
            let (mailer, store) = (world.mailer.clone(), world.app.store.clone());
            tokio::spawn(async move { mailer.drain(&store).await })
        });
        tokio::time::sleep(Duration::from_micros(700 * n)).await;
        workers.iter().for_each(tokio::task::JoinHandle::abort);
        for worker in workers {
            let _ = worker.await;
        }
        world.minutes_pass(4);
    }
    world.sends().await;
    let received = world.post.received();
    assert!(received.values().all(|&times| times == 1), "{received:?}");
    let states = world.states().await;
    let count = |wanted: &str| states.iter().filter(|state| *state == wanted).count();
    assert_eq!(count("sent") + count("held"), 20, "{states:?}");
    // What was not received is held for somebody to decide, and nothing else is.
    assert!(received.len() >= count("sent") && 20 - received.len() <= count("held"), "{states:?}");
}

#[tokio::test]
async fn a_line_cut_in_the_text_is_held_until_somebody_decides() {
    let mut world = World::new().await;
    world.papers(1).await;
    world.post.plays(Trick::CutText);
    while world.sends().await > 0 {}
    world.minutes_pass(60);
    world.sends().await;
    assert_eq!(world.post.received().len(), 1);
    let mut states = world.states().await;
    states.sort();
    assert_eq!(states, ["held", "sent"]);
    assert_eq!(world.app.store.release_mail().await.expect("it is released"), 1);
    world.sends().await;
    world.every_mail_came_once(2);
}

#[tokio::test]
async fn a_busy_server_is_asked_again_and_a_refusal_is_final() {
    let mut world = World::new().await;
    world.papers(1).await;
    world.post.plays(Trick::Busy);
    assert_eq!(world.sends().await, 0);
    world.minutes_pass(2);
    assert_eq!(world.sends().await, 2);
    world.every_mail_came_once(2);
    world.papers(1).await;
    world.post.plays(Trick::Unknown);
    world.sends().await;
    world.minutes_pass(24 * 60);
    world.sends().await;
    world.every_mail_came_once(3);
    assert_eq!(world.states().await.iter().filter(|state| *state == "failed").count(), 1);
}

#[tokio::test]
async fn without_a_server_mail_lies_in_a_folder() {
    let mut world = World::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    let settings = MailSettings { mail_folder: folder.path().join("mail"), ..MailSettings::default() };
    world.mailer = Mailer::new(&settings, "http://127.0.0.1:3000".to_owned()).expect("a mailer");
    world.papers(1).await;
    assert_eq!(world.sends().await, 2);
    let files: Vec<_> = std::fs::read_dir(folder.path().join("mail")).expect("the folder").collect();
    assert_eq!(files.len(), 2);
}
