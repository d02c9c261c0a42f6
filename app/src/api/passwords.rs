//! Passwords: hashed by argon2id (RFC 9106) on threads of their own, whose memory is used again.
//!
//! A hash fills 19 MiB. Taken from the allocator each time, on whatever thread is free, they stay with it in many pieces:
//! three hundred sign-ins at once held 600 MB. So two threads do it, each with one piece of memory, which it gives back
//! when there has been nothing to do for a while. Who comes while a long queue waits is told so at once.

use std::sync::LazyLock;
use std::thread;
use std::time::Duration;

use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{Output, ParamsString, PasswordHash, Salt, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use flume::{Receiver, RecvTimeoutError, Sender, TrySendError};
use tokio::sync::oneshot;

use crate::Failure;

/// How many are hashed at once.
const THREADS: usize = 2;
/// How many may wait: some seconds of work.
const WAITING: usize = 256;
/// After so long without work a thread gives its memory back.
const KEPT: Duration = Duration::from_secs(10);

/// The blocks that a hash fills.
type Memory = Vec<Block>;
type Job = Box<dyn FnOnce(&mut Memory) + Send>;

static QUEUE: LazyLock<Queue> = LazyLock::new(|| Queue::new(THREADS, WAITING));
/// What an unknown name is checked against, so that it takes as long as a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_password("nobody has this password").unwrap_or_default());

/// The argon2id hash of a password.
pub(crate) async fn hash(password: String) -> Result<String, Failure> {
    QUEUE.run(move |memory| hashed(&password, memory)).await?.ok_or(Failure::Fault)
}

/// Whether a password is the one of a hash; `None` stands for an unknown name.
pub(crate) async fn verify(password: String, hash: Option<String>) -> Result<bool, Failure> {
    QUEUE
        .run(move |memory| {
            let known = hash.is_some();
            let matches = is_of(&password, hash.as_deref().unwrap_or(&NOBODY), memory);
            known && matches
        })
        .await
}

/// The argon2id hash of a password with a fresh salt, for commands that nobody waits for.
pub fn hash_password(password: &str) -> Option<String> {
    hashed(password, &mut Memory::new())
}

fn hashed(password: &str, memory: &mut Memory) -> Option<String> {
    let salt = SaltString::generate(&mut OsRng);
    let params = Params::default();
    let output = output(password, salt.as_salt(), &params, Version::default(), memory)?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::default().into()),
        params: ParamsString::try_from(&params).ok()?,
        salt: Some(salt.as_salt()),
        hash: Some(output),
    };
    Some(hash.to_string())
}

fn is_of(password: &str, hash: &str, memory: &mut Memory) -> bool {
    PasswordHash::new(hash).ok().and_then(|hash| matches(password, &hash, memory)).unwrap_or(false)
}

/// Outputs are compared in constant time.
fn matches(password: &str, hash: &PasswordHash<'_>, memory: &mut Memory) -> Option<bool> {
    let (params, version) = (Params::try_from(hash).ok()?, Version::try_from(hash.version?).ok()?);
    let again = output(password, hash.salt?, &params, version, memory)?;
    Some(hash.algorithm == Algorithm::Argon2id.ident() && again == hash.hash?)
}

fn output(password: &str, salt: Salt<'_>, params: &Params, version: Version, memory: &mut Memory) -> Option<Output> {
    let mut raw = [0; Salt::MAX_LENGTH];
    let salt = salt.decode_b64(&mut raw).ok()?;
    if memory.len() < params.block_count() {
        memory.resize(params.block_count(), Block::default());
    }
    let argon2 = Argon2::new(Algorithm::Argon2id, version, params.clone());
    let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let fill = |out: &mut [u8]| Ok(argon2.hash_password_into_with_memory(password.as_bytes(), salt, out, memory)?);
    Output::init_with(length, fill).ok()
}

/// Threads that hash, and those who wait for them.
struct Queue(Sender<Job>);

impl Queue {
    fn new(threads: usize, waiting: usize) -> Self {
        let (sender, jobs) = flume::bounded(waiting);
        for _ in 0..threads {
            let jobs = jobs.clone();
            let begun = thread::Builder::new().name("passwords".to_owned()).spawn(move || work(&jobs));
            if let Err(error) = begun {
                tracing::error!(%error, "a thread for passwords cannot begin");
            }
        }
        Self(sender)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce(&mut Memory) -> T + Send + 'static) -> Result<T, Failure> {
        let (done, answer) = oneshot::channel();
        let job: Job = Box::new(move |memory| {
            // Who has gone meanwhile needs no answer.
            if !done.is_closed() {
                let _ = done.send(work(memory));
            }
        });
        self.0.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => Failure::Busy,
            TrySendError::Disconnected(_) => Failure::Fault,
        })?;
        answer.await.map_err(|_| Failure::Fault)
    }
}

fn work(jobs: &Receiver<Job>) {
    let mut memory = Memory::new();
    loop {
        match jobs.recv_timeout(KEPT) {
            Ok(job) => job(&mut memory),
            Err(RecvTimeoutError::Timeout) => memory = Memory::new(),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::PasswordVerifier;

    use super::*;

    #[test]
    fn memory_that_was_used_changes_nothing() {
        let mut memory = Memory::new();
        for password in ["jianyi-demo", "", "密码 🔑", &"x".repeat(1000)] {
            let hash = hashed(password, &mut memory).expect("a hash");
            assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
            let parsed = PasswordHash::new(&hash).expect("a hash");
            assert!(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok(), "the library agrees");
            assert!(is_of(password, &hash, &mut memory) && is_of(password, &hash, &mut Memory::new()));
            assert!(!is_of("another", &hash, &mut memory));
        }
        for damaged in ["", "none", "$argon2id$v=19$m=19456,t=2,p=1$", "$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$MTIz"] {
            assert!(!is_of("", damaged, &mut memory), "{damaged}");
        }
    }

    #[tokio::test]
    async fn who_comes_to_a_full_queue_is_told_so_and_the_others_are_served() {
        let queue = Queue::new(1, 2);
        let (begun, has_begun) = flume::bounded::<()>(1);
        let (go, may_go) = flume::bounded::<()>(1);
        let first = queue.run(move |_| (begun.send(()), may_go.recv()).1);
        let others = async {
            has_begun.recv_async().await.expect("the first is at work");
            let waiting = async { tokio::join!(queue.run(|_| 2), queue.run(|_| 3)) };
            let late = async {
                let refused = queue.run(|_| 4).await;
                go.send(()).expect("the first goes on");
                refused
            };
            tokio::join!(waiting, late)
        };
        let (first, (waited, late)) = tokio::join!(first, others);
        assert!(first.is_ok() && waited == (Ok(2), Ok(3)), "{waited:?}");
        assert_eq!(late, Err(Failure::Busy));
        assert_eq!(queue.run(|_| 5).await, Ok(5), "afterwards there is room again");
    }
}
