//! The one program: serves, migrates, seeds and manages accounts.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use axum_server::accept::NoDelayAcceptor;
use axum_server::{Handle, Server};
use clap::Parser;
use domain::county::moment::county_moment;
use ground::vocabulary::Lang;
use sea_orm_migration::MigratorTrait;
use server::config::{Command, Config, LogFormat, Mail, Seed, Serve, User};
use server::files::Files;
use server::mail::Mailer;
use server::{demo, jobs, mail, people, router};
use store::Store;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

/// A page is made of many small pieces of memory: `docs/measurements.md` says what this saves.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long a connection may take to say what it wants, longer than proxies keep theirs open for the next request.
const PATIENCE: Duration = Duration::from_secs(90);

#[tokio::main]
async fn main() -> ExitCode {
    let config = Config::parse();
    // People at a terminal are spared a line for each request; machines that read JSON get it.
    let (quiet, is_json) = match config.log_format {
        LogFormat::Text => (",tower_http=warn", false),
        LogFormat::Json => ("", true),
    };
    let usual = format!("info,sqlx=warn,sea_orm_migration=warn{quiet}");
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if is_json {
        log.json().init()
    } else {
        log.init()
    }
    match run(config).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

type Outcome = Result<(), Box<dyn std::error::Error + Send + Sync>>;

async fn run(config: Config) -> Outcome {
    let store = open(&config.database_url).await?;
    migrations::Migrator::up(store.connection(), None).await.map_err(|error| {
        format!(
            "the database cannot be brought up to date: {error}. One that was begun before December 2026 cannot be gone \
             on with, because no county had a record then: set it aside and begin a new one"
        )
    })?;
    match config.command {
        None => serve(store, Serve::default()).await,
        Some(Command::Serve(settings)) => serve(store, settings).await,
        Some(Command::Migrate) => Ok(()),
        Some(Command::Seed(seed)) => fill(&store, &seed).await,
        Some(Command::User(User::Add { login, name, office, unit })) => {
            let password = people::add(&store, &login, &name, office, unit).await?;
            println!("{login}: first password {password}");
            Ok(())
        }
        Some(Command::Mail(Mail::Release)) => {
            println!("queued again: {}", store.release_mail().await?);
            Ok(())
        }
    }
}

/// Connects, and makes the folder of a SQLite file where it is missing.
async fn open(url: &str) -> Result<Store, Box<dyn std::error::Error + Send + Sync>> {
    let file = url.strip_prefix("sqlite://").map(|rest| rest.split('?').next().unwrap_or(rest));
    if let Some(folder) = file.map(std::path::Path::new).and_then(std::path::Path::parent) {
        std::fs::create_dir_all(folder)?;
    }
    Ok(Store::connect(url).await?)
}

async fn fill(store: &Store, seed: &Seed) -> Outcome {
    let today = seed.date.unwrap_or_else(|| store.moment().today());
    if store.is_empty().await? {
        demo::fill(store, seed.seed, today).await?;
    } else if seed.proposals == 0 {
        return Err("the database is not empty: nothing was changed".into());
    }
    if seed.proposals > 0 {
        demo::add_many(store, seed.seed, today, seed.proposals).await?;
    }
    Ok(())
}

async fn serve(store: Store, settings: Serve) -> Outcome {
    if !settings.site_root.join("pkg").is_dir() {
        let folder = settings.site_root.display();
        return Err(format!("{folder} has no pkg folder: build the site first (make run does it)").into());
    }
    let mailer = Mailer::new(&settings.mail, settings.site())?;
    let listener = TcpListener::bind(settings.listen).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            let port = settings.listen.port();
            format!("port {port} is in use: stop the other program, or type `make run LISTEN=127.0.0.1:{}`", port + 1)
        }
        _ => format!("cannot listen on {}: {error}", settings.listen),
    })?;
    if settings.demo {
        if let Some(clock) = settings.clock {
            store.moment().set(county_moment(clock));
        }
        if store.is_empty().await? {
            demo::fill(&store, 17, store.moment().today()).await?;
        }
        println!("{}", demo::accounts(Lang::Zh));
        store.moment().advance(Duration::from_secs(u64::from(settings.days_ahead) * 24 * 60 * 60));
    }
    let files = Files::open(&settings.files)?;
    let jobs = tokio::spawn(jobs::run(store.clone(), files.clone()));
    let learning = tokio::spawn(jobs::learn(store.clone()));
    let (stop_mail, stopped) = watch::channel(false);
    let mails = tokio::spawn(mail::run(store.clone(), mailer, stopped));
    let app = router::router(store, files, &settings);
    println!("http://{}", settings.listen);
    let handle = Handle::<SocketAddr>::new();
    let stopping = handle.clone();
    tokio::spawn(async move {
        stop().await;
        stopping.graceful_shutdown(None);
    });
    // Pages are written in several chunks: without the acceptor the system would wait for more before sending the last.
    let mut server = Server::from_listener(listener).acceptor(NoDelayAcceptor).handle(handle);
    // Who says nothing, or half of what he wants, does not hold a connection for ever.
    server.http_builder().http1().header_read_timeout(PATIENCE);
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    server.first_request_timeout(PATIENCE).serve(app).await?;
    jobs.abort();
    learning.abort();
    stop_mail.send_replace(true);
    mails.await?;
    Ok(())
}

/// Waits for Ctrl-C or the system's request to end.
async fn stop() {
    let interrupt = async { tokio::signal::ctrl_c().await.map_err(|_| ()) };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await.ok_or(()),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<Result<(), ()>>();
    tokio::select! { _ = interrupt => {}, _ = terminate => {} }
    tracing::info!("stopping: requests that are running are finished first");
}
