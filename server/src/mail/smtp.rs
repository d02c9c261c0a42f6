//! The conversation with a mail server (RFC 5321), stopped just before the text goes out.

use std::time::Duration;

use axum::http::Uri;
use lettre::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use store::Verdict;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(20);

/// Why the address of a mail server cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    /// It is no `smtp://` or `smtps://` address with a host.
    #[error("expected smtp://[user:password@]host[:port][?tls=required] or smtps://…")]
    Malformed,
    /// The certificates cannot be set up.
    #[error(transparent)]
    Tls(#[from] Error),
}

/// How the line is encrypted.
#[derive(Clone)]
enum Encryption {
    None,
    /// After `STARTTLS`, or not at all.
    Upgraded(TlsParameters),
    /// From the first byte.
    Whole(TlsParameters),
}

/// The mail server that takes our mail on.
#[derive(Clone)]
pub struct Relay {
    host: String,
    port: u16,
    encryption: Encryption,
    credentials: Option<Credentials>,
}

impl Relay {
    /// Reads `smtp://[user:password@]host[:port][?tls=required]` or `smtps://…`.
    ///
    /// # Errors
    /// Where it is something else.
    pub fn parse(url: &str) -> Result<Self, RelayError> {
        let uri: Uri = url.parse().map_err(|_| RelayError::Malformed)?;
        let authority = uri.authority().ok_or(RelayError::Malformed)?;
        let host = authority.host().to_owned();
        let upgrade = match uri.query() {
            None => false,
            Some("tls=required") => true,
            Some(_) => return Err(RelayError::Malformed),
        };
        let (encryption, usual) = match (uri.scheme_str(), upgrade) {
            (Some("smtp"), false) => (Encryption::None, 25),
            (Some("smtp"), true) => (Encryption::Upgraded(TlsParameters::new(host.clone())?), 587),
            (Some("smtps"), false) => (Encryption::Whole(TlsParameters::new(host.clone())?), 465),
            _ => return Err(RelayError::Malformed),
        };
        let credentials = authority.as_str().rsplit_once('@').and_then(|(user, _)| user.split_once(':'));
        let credentials = credentials.map(|(user, password)| Credentials::new(decoded(user), decoded(password)));
        Ok(Self { port: authority.port_u16().unwrap_or(usual), host, encryption, credentials })
    }

    /// Connects and announces the mail, until the server waits for its text.
    pub(super) async fn open(&self, message: &Message) -> Result<Session, Refused> {
        let me = ClientId::default();
        let whole = match &self.encryption {
            Encryption::Whole(parameters) => Some(parameters.clone()),
            Encryption::None | Encryption::Upgraded(_) => None,
        };
        let server = (self.host.as_str(), self.port);
        let mut connection = AsyncSmtpConnection::connect_tokio1(server, Some(CONNECT), &me, whole, None).await?;
        if let Encryption::Upgraded(parameters) = &self.encryption {
            connection.starttls(parameters.clone(), &me).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        let envelope = message.envelope();
        connection.command(Mail::new(envelope.from().cloned(), Vec::new())).await?;
        for to in envelope.to() {
            connection.command(Rcpt::new(to.clone(), Vec::new())).await.map_err(Refused::Recipient)?;
        }
        connection.command(Data).await?;
        Ok(Session(connection))
    }
}

/// Why a server did not come to wait for the text.
#[derive(Debug)]
pub(super) enum Refused {
    /// What it said to the recipient.
    Recipient(Error),
    /// Anything else.
    Other(Error),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl Refused {
    /// What it means. Only “no such mailbox”, said to the recipient, is about the recipient: other refusals are about
    /// us, and a wrong setting must not drive followers away.
    pub(super) fn verdict(&self) -> Verdict {
        match self {
            Self::Recipient(error) if error.status().is_some_and(|code| [550, 551, 553].contains(&u16::from(code))) => {
                Verdict::Gone(error.to_string())
            }
            Self::Recipient(error) | Self::Other(error) => before_text(error),
        }
    }
}

/// What a failure means before the text went out: the server does not have the mail.
fn before_text(error: &Error) -> Verdict {
    if error.is_permanent() { Verdict::Never(error.to_string()) } else { Verdict::Later(error.to_string()) }
}

/// A server that waits for the text of a mail.
pub(super) struct Session(AsyncSmtpConnection);

impl Session {
    /// Sends the text and waits for the answer.
    pub(super) async fn finish(mut self, message: &Message) -> Verdict {
        match self.0.message(&message.formatted()).await {
            Ok(_) => {
                // The mail is taken on; how the line is closed makes no difference.
                let _ = tokio::time::timeout(Duration::from_secs(1), self.0.quit()).await;
                Verdict::Sent
            }
            // The server answered, and its answer was no.
            Err(error) if error.is_permanent() || error.is_transient() => before_text(&error),
            Err(error) => Verdict::Unknown(error.to_string()),
        }
    }
}

/// Percent-decodes a part of an address (RFC 3986, section 2.1).
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = (byte == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        bytes.push(code.unwrap_or(byte));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_read_from_its_address() {
        let relay = Relay::parse("smtp://mail.example.cn").expect("an address");
        assert_eq!((relay.host.as_str(), relay.port, relay.credentials.is_none()), ("mail.example.cn", 25, true));
        let relay = Relay::parse("smtp://a%40b:p%3Aw@mail.example.cn?tls=required").expect("an address");
        assert_eq!(relay.port, 587);
        assert_eq!(relay.credentials, Some(Credentials::new("a@b".into(), "p:w".into())));
        assert!(matches!(relay.encryption, Encryption::Upgraded(_)));
        let relay = Relay::parse("smtps://mail.example.cn:4650").expect("an address");
        assert!(matches!((relay.port, relay.encryption), (4650, Encryption::Whole(_))));
        for wrong in ["mail.example.cn", "http://mail.example.cn", "smtp://mail.example.cn?tls=maybe", "smtp:"] {
            assert!(Relay::parse(wrong).is_err(), "{wrong}");
        }
    }
}
