//! The browser's profile: a folder of its own for each session.

use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A browser's helpers live a moment longer than the browser, and write into the profile while it is being removed.
const HELPERS: Duration = Duration::from_secs(5);

/// A folder that is removed, with all that is in it, when this is dropped.
pub(crate) struct Profile {
    path: PathBuf,
}

impl Profile {
    pub(crate) fn create() -> io::Result<Profile> {
        let path = tempfile::Builder::new().prefix("keyturn-e2e-").tempdir()?.keep();
        Ok(Profile { path })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the folder, and tells where that does not go.
    pub(crate) fn remove(&self) -> io::Result<()> {
        let end = Instant::now() + HELPERS;
        loop {
            match std::fs::remove_dir_all(&self.path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
                Err(error) if Instant::now() > end => return Err(error),
                // A helper may still bring the folder back: only when it is found missing is it gone.
                _ => sleep(Duration::from_millis(20)),
            }
        }
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // Nobody is left to be told, and a folder left over does no harm.
        let _ = self.remove();
    }
}
