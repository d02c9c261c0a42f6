//! The command line: every setting is an option and an environment variable.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The portal of deputies' proposals.
#[derive(Debug, Parser)]
#[command(name = "server", version)]
pub struct Config {
    /// Where the data are: sqlite://FILE or postgres://USER:PASSWORD@HOST/DATABASE.
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite://data/jianyi.db", global = true)]
    pub database_url: String,
    /// How the log is written.
    #[arg(long, env = "LOG_FORMAT", default_value = "text", global = true)]
    pub log_format: LogFormat,
    /// What to do; serve when nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Migrate the database and serve the site.
    Serve(Serve),
    /// Bring the database to the present shape, and end.
    Migrate,
    /// Fill an empty database with the demo county; or add many proposals for load tests.
    Seed(Seed),
    /// Manage accounts.
    #[command(subcommand)]
    User(User),
    /// Manage mail.
    #[command(subcommand)]
    Mail(Mail),
}

/// What can be done about mail.
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// Queue mail again that was given up, or is held because nobody knows whether it arrived.
    Release,
}

/// How the site is served.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// The address to listen on.
    #[arg(long, env = "LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// The folder of style, script and WASM, as built.
    #[arg(long, env = "LEPTOS_SITE_ROOT", default_value = "target/site")]
    pub site_root: PathBuf,
    /// Where attached files are: a folder, or s3://BUCKET/PREFIX with the AWS_… variables of the environment.
    #[arg(long, env = "FILES", default_value = "data/files")]
    pub files: String,
    /// The address under which people reach the site, as https://jianyi.example; printed papers and mail lead there. Without
    /// it papers lead to where they were printed, and mail to the address that is listened on.
    #[arg(long, env = "PUBLIC_URL")]
    pub public_url: Option<String>,
    /// The site is reached by https: cookies are bound to the host and never sent in the clear.
    #[arg(long, env = "SECURE_COOKIES")]
    pub secure_cookies: bool,
    /// A proxy stands before the site and writes who asks into X-Forwarded-For, last; else nobody's word for it is taken.
    #[arg(long, env = "BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Fill an empty database with the demo county, and print its accounts.
    #[arg(long, env = "DEMO")]
    pub demo: bool,
    /// Let the clock begin at this moment, as the county's clocks show it (2026-02-28T23:00), instead of now: a rehearsal
    /// with the demo county, which is made for that day.
    #[arg(long, env = "CLOCK", requires = "demo")]
    pub clock: Option<jiff::civil::DateTime>,
    /// Let the clock run so many days ahead: a rehearsal with the demo county, where months pass by a new start.
    #[arg(long, env = "DAYS_AHEAD", default_value_t = 0, requires = "demo")]
    pub days_ahead: u32,
    /// How mail is sent.
    #[command(flatten)]
    pub mail: MailSettings,
}

/// How mail is sent.
#[derive(Args, Clone, Debug)]
pub struct MailSettings {
    /// The mail server: smtp://[USER:PASSWORD@]HOST[:PORT][?tls=required] or smtps://…; without one, mail is written
    /// into the folder.
    #[arg(long, env = "SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Who mail comes from.
    #[arg(long, env = "MAIL_FROM", default_value = MailSettings::FROM)]
    pub mail_from: String,
    /// The folder that mail is written into where no server is named.
    #[arg(long, env = "MAIL_FOLDER", default_value = MailSettings::FOLDER)]
    pub mail_folder: PathBuf,
}

impl MailSettings {
    const FROM: &str = "jianyi@localhost.localdomain";
    const FOLDER: &str = "data/mail";
}

impl Default for MailSettings {
    fn default() -> Self {
        Self { smtp_url: None, mail_from: Self::FROM.to_owned(), mail_folder: PathBuf::from(Self::FOLDER) }
    }
}

impl Serve {
    /// The address of the site, with which links in mail begin.
    pub fn site(&self) -> String {
        let site = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        site.trim_end_matches('/').to_owned()
    }

    /// What pages know of the site. Mail to strangers needs a server that sends it; the demo county shows it anyway.
    pub fn facts(&self) -> app::api::SiteFacts {
        app::api::SiteFacts {
            url: self.public_url.as_ref().map(|url| url.trim_end_matches('/').to_owned()),
            is_secure: self.secure_cookies,
            is_proxied: self.behind_proxy,
            sends_mail: self.mail.smtp_url.is_some() || self.demo,
        }
    }
}

impl Default for Serve {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            site_root: PathBuf::from("target/site"),
            files: "data/files".to_owned(),
            public_url: None,
            secure_cookies: false,
            behind_proxy: false,
            demo: false,
            clock: None,
            days_ahead: 0,
            mail: MailSettings::default(),
        }
    }
}

/// What a database is filled with.
#[derive(Args, Clone, Debug)]
pub struct Seed {
    /// Add so many proposals beside the demo county's.
    #[arg(long, default_value_t = 0)]
    pub proposals: u32,
    /// The same seed and date give the same county.
    #[arg(long, default_value_t = 17)]
    pub seed: u64,
    /// The date that the county is made for, as 2026-11-23; today when nothing is said.
    #[arg(long)]
    pub date: Option<jiff::civil::Date>,
}

/// What can be done about accounts.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Add an account with a first password, which is printed and has to be changed at the first sign-in.
    Add {
        /// The account name.
        login: String,
        /// The person's name.
        #[arg(long)]
        name: String,
        /// The office: deputy, congress_office, government_office, unit_clerk, unit_head, supervisor or administrator.
        #[arg(long, value_parser = parse_office)]
        office: domain::county::people::Office,
        /// The unit's id, for a clerk or a head.
        #[arg(long)]
        unit: Option<i32>,
    },
}

fn parse_office(code: &str) -> Result<domain::county::people::Office, String> {
    domain::county::people::Office::from_code(code).map_err(|error| error.to_string())
}
