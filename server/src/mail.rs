//! Takes mail out of the outbox: over SMTP, or into a folder where there is no server to send it.

mod smtp;

use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::proposal::notice::SITE;
use lettre::Message;
use lettre::message::Mailbox;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use store::{Outgoing, Store, Verdict};
use tokio::sync::watch;

use crate::config::MailSettings;
pub use smtp::{Relay, RelayError};

/// How often the outbox is looked into.
const EVERY: Duration = Duration::from_secs(5);
/// How long a mail may take; the lease is longer, so that it cannot end while the mail is still on its way.
const TIMEOUT: Duration = Duration::from_secs(60);
/// How long a mail belongs to a worker.
const LEASE_MS: i64 = 3 * 60 * 1000;

/// Why mail cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The sender is no address.
    #[error("MAIL_FROM is no address: {0}")]
    From(#[from] lettre::address::AddressError),
    /// The server's address cannot be read.
    #[error("SMTP_URL: {0}")]
    Relay(#[from] RelayError),
}

/// Where mail goes.
#[derive(Clone)]
enum Way {
    Relay(Relay),
    Folder(PathBuf),
}

/// Sends mail.
#[derive(Clone)]
pub struct Mailer {
    way: Way,
    from: Mailbox,
    site: String,
}

impl Mailer {
    /// By the settings: over SMTP where a server is named, else into the folder. Links begin with `site`.
    ///
    /// # Errors
    /// Where the sender or the server cannot be read.
    pub fn new(settings: &MailSettings, site: String) -> Result<Self, MailError> {
        let way = match &settings.smtp_url {
            Some(url) => Way::Relay(Relay::parse(url)?),
            None => Way::Folder(settings.mail_folder.clone()),
        };
        Ok(Self { way, from: settings.mail_from.parse()?, site })
    }

    /// Sends what waits, until nothing does or the way is blocked. Answers how many were sent.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn drain(&self, store: &Store) -> store::Result<usize> {
        let mut sent = 0;
        while self.send_next(store).await? {
            sent += 1;
        }
        Ok(sent)
    }

    /// Sends the next mail that waits. Answers whether it is worth going on with another.
    ///
    /// Any number of workers may do so at once: each mail is leased to one of them.
    async fn send_next(&self, store: &Store) -> store::Result<bool> {
        store.hold_uncertain_mail().await?;
        let Some(mail) = store.lease_mail(LEASE_MS).await? else { return Ok(false) };
        let verdict = self.send(store, &mail).await?;
        store.finish_mail(&mail, &verdict).await?;
        if let Verdict::Later(why) = &verdict {
            let why = mail.without_address(why);
            tracing::warn!(mail = %mail.id, why, "a mail was not sent; it is tried again later");
        }
        // After any other trouble the next mail would fare no better now.
        Ok(matches!(verdict, Verdict::Sent | Verdict::Never(_) | Verdict::Gone(_)))
    }

    async fn send(&self, store: &Store, mail: &Outgoing) -> store::Result<Verdict> {
        let message = match self.message(mail) {
            Ok(message) => message,
            Err(error) => return Ok(Verdict::Never(error.to_string())),
        };
        match &self.way {
            Way::Folder(folder) => Ok(match save(folder, mail, &message.formatted()).await {
                Ok(()) => Verdict::Sent,
                Err(error) => Verdict::Later(error.to_string()),
            }),
            Way::Relay(relay) => {
                let session = match tokio::time::timeout(TIMEOUT, relay.open(&message)).await {
                    Ok(Ok(session)) => session,
                    Ok(Err(refused)) => return Ok(refused.verdict()),
                    Err(_) => return Ok(Verdict::Later("the server took too long".to_owned())),
                };
                // The server waits for the text. From here on nobody can be sure whether it has it, until it says so.
                if !store.begin_sending(mail, LEASE_MS).await? {
                    return Ok(Verdict::Later("the lease has ended".to_owned()));
                }
                Ok(match tokio::time::timeout(TIMEOUT, session.finish(&message)).await {
                    Ok(verdict) => verdict,
                    Err(_) => Verdict::Unknown("the server did not answer the text".to_owned()),
                })
            }
        }
    }

    /// The mail as it goes out. Its Message-ID is the outbox's id, so that whoever gets it twice can see that.
    fn message(&self, mail: &Outgoing) -> Result<Message, lettre::error::Error> {
        let to = mail.address.parse().map_err(|_| lettre::error::Error::MissingTo)?;
        let domain = self.from.email.domain();
        let mut message = Message::builder()
            .message_id(Some(format!("<{}@{domain}>", mail.id)))
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.subject.as_str())
            .header(ContentType::TEXT_PLAIN)
            .header(ContentTransferEncoding::Base64)
            .body(mail.body.replace(SITE, &self.site))?;
        if let Some(leave) = &mail.leave {
            // RFC 2369 and RFC 8058: readers offer a button, which posts.
            let way = format!("<{}{leave}>", self.site);
            for (name, value) in
                [("List-Unsubscribe", way.as_str()), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]
            {
                let name =
                    HeaderName::new_from_ascii(name.to_owned()).map_err(|_| lettre::error::Error::NonAsciiChars)?;
                // Not folded: an address is one word, and some readers do not unfold.
                message.headers_mut().insert_raw(HeaderValue::dangerous_new_pre_encoded(
                    name,
                    value.to_owned(),
                    value.to_owned(),
                ));
            }
        }
        Ok(message)
    }
}

/// Writes a mail under its id: whole or not at all, and over itself where it is there already.
async fn save(folder: &Path, mail: &Outgoing, bytes: &[u8]) -> std::io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let part = folder.join(format!("{}.{}.part", mail.id, mail.lease));
    tokio::fs::write(&part, bytes).await?;
    tokio::fs::rename(part, folder.join(format!("{}.eml", mail.id))).await
}

/// Runs until `stop` says so; a mail that is on its way then is finished first.
pub async fn run(store: Store, mailer: Mailer, mut stop: watch::Receiver<bool>) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = stop.changed() => return,
        }
        while !*stop.borrow() {
            match mailer.send_next(&store).await {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    tracing::error!(%error, "the outbox cannot be read; it is tried again");
                    break;
                }
            }
        }
    }
}
