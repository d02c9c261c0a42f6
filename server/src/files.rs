//! Where the bytes of attached files are: a folder, or a bucket of S3.

use domain::parts::files::AttachmentId;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::stream::BoxStream;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart};
use store::Store;
use tokio::io::AsyncReadExt;

/// S3 takes parts of 5 MiB or more, but for the last.
const S3_PART: usize = 5 * 1024 * 1024;
/// A folder takes any part.
const FOLDER_PART: usize = 256 * 1024;
/// How long a file that is being written may stand half written in a folder.
const HALF_WRITTEN: Duration = Duration::from_secs(60 * 60);

/// The file store: cheap to clone. A file stands under its id and is never changed.
#[derive(Clone, Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    part: usize,
    folder: Option<PathBuf>,
}

/// The file store failed.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The folder cannot be made or read.
    #[error("the folder for files: {0}")]
    Folder(#[from] std::io::Error),
    /// The store refuses or cannot be reached.
    #[error("the store of files: {0}")]
    Store(#[from] object_store::Error),
    /// The setting names neither a folder nor a bucket.
    #[error("FILES is a folder, file:///folder or s3://bucket/prefix, not {0:?}")]
    Setting(String),
}

impl Files {
    /// Opens a folder (`data/files`, `file:///srv/files`), which is made where it is missing, or a bucket
    /// (`s3://bucket/prefix`) with the endpoint, region and keys that the environment's `AWS_…` variables give.
    ///
    /// # Errors
    /// Where the folder cannot be made, or the setting is neither.
    pub fn open(setting: &str) -> Result<Self, FilesError> {
        if let Some(rest) = setting.strip_prefix("s3://") {
            return Self::bucket(AmazonS3Builder::from_env(), rest);
        }
        let folder = setting.strip_prefix("file://").unwrap_or(setting);
        if folder.is_empty() || folder.contains("://") {
            return Err(FilesError::Setting(setting.to_owned()));
        }
        std::fs::create_dir_all(folder)?;
        let folder = std::fs::canonicalize(folder)?;
        let store = LocalFileSystem::new_with_prefix(&folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), part: FOLDER_PART, folder: Some(folder) })
    }

    /// A bucket, `bucket/prefix`, reached as `builder` says.
    ///
    /// # Errors
    /// Where the settings of the environment do not suffice.
    pub fn bucket(builder: AmazonS3Builder, bucket: &str) -> Result<Self, FilesError> {
        // TLS to the bucket by the same library as everywhere. A second call finds it set already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (bucket, prefix) = bucket.split_once('/').unwrap_or((bucket, ""));
        let store = builder.with_bucket_name(bucket).build()?;
        Ok(Self { store: Arc::new(PrefixStore::new(store, prefix)), part: S3_PART, folder: None })
    }

    /// Stores a file: it is there whole, or not at all.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) async fn put(&self, id: AttachmentId, file: &mut tokio::fs::File) -> Result<(), FilesError> {
        let upload = self.store.put_multipart(&path(id)).await?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, self.part);
        let mut buffer = vec![0; 64 * 1024];
        let sent = async {
            loop {
                // One part at a time: memory stays flat however slow the store is.
                upload.wait_for_capacity(1).await?;
                match file.read(&mut buffer).await? {
                    0 => return Ok(()),
                    n => upload.write(&buffer[..n]),
                }
            }
        };
        let sent: Result<(), FilesError> = sent.await;
        match sent {
            Ok(()) => upload.finish().await.map(|_| ()).map_err(FilesError::from),
            Err(error) => {
                let _ = upload.abort().await;
                Err(error)
            }
        }
    }

    /// A file's bytes, one piece after the other.
    ///
    /// # Errors
    /// Where it is not there or the store fails.
    pub(crate) async fn get(
        &self,
        id: AttachmentId,
    ) -> Result<BoxStream<'static, object_store::Result<Bytes>>, FilesError> {
        Ok(self.store.get(&path(id)).await?.into_stream())
    }

    /// Deletes a file; one that is not there is deleted already.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) async fn delete(&self, id: AttachmentId) -> Result<(), FilesError> {
        match self.store.delete(&path(id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes what was taken off, and what broken uploads left.
    ///
    /// # Errors
    /// Where the database or the file store fails; the rest is tried again later.
    pub async fn sweep(&self, store: &Store) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        for id in store.gone_attachments().await? {
            self.delete(id).await?;
            store.forget_attachment(id).await?;
        }
        if let Some(folder) = self.folder.clone() {
            tokio::task::spawn_blocking(move || sweep_half_written(&folder, SystemTime::now())).await??;
        }
        Ok(())
    }
}

fn path(id: AttachmentId) -> Path {
    Path::from(id.0.to_string())
}

/// Deletes what a program that was killed left half written: files that stand under `name#number` until they are whole.
fn sweep_half_written(folder: &FilePath, now: SystemTime) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().contains('#') {
            continue;
        }
        let written = entry.metadata()?.modified()?;
        if now.duration_since(written).is_ok_and(|age| age > HALF_WRITTEN) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_half_written_goes_after_an_hour() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["whole", "half#1"] {
            std::fs::write(folder.path().join(name), "x").expect("a file");
        }
        let names = || std::fs::read_dir(folder.path()).expect("the folder").count();
        sweep_half_written(folder.path(), SystemTime::now()).expect("it sweeps");
        assert_eq!(names(), 2);
        sweep_half_written(folder.path(), SystemTime::now() + HALF_WRITTEN * 2).expect("it sweeps");
        assert_eq!(names(), 1);
        assert!(folder.path().join("whole").exists());
    }

    #[test]
    fn other_settings_are_refused() {
        for wrong in ["", "file://", "ftp://x/y", "https://x"] {
            assert!(matches!(Files::open(wrong), Err(FilesError::Setting(_))), "{wrong}");
        }
    }
}
