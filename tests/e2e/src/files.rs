//! Files that go into the browser and come out of it, all of them in the session's own folder.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use thirtyfour::By;

use crate::session::Session;

/// How long the browser may take to save a file.
const SAVED: Duration = Duration::from_secs(10);

impl Session {
    /// Chooses a file of that name and content in an `input type=file`, as the browser's own dialog would.
    pub async fn upload(&self, selector: &str, name: &str, content: &[u8]) -> anyhow::Result<()> {
        let folder = self.folder().join("uploads");
        tokio::fs::create_dir_all(&folder).await?;
        let file = folder.join(name);
        tokio::fs::write(&file, content).await.with_context(|| format!("writing {}", file.display()))?;
        let input = self.driver.find(By::Css(selector)).await.with_context(|| selector.to_owned())?;
        input.send_keys(file.display().to_string()).await.context("choosing the file")
    }

    /// Waits for the browser to have saved a file, and takes it away: its name and its content.
    pub async fn download(&self) -> anyhow::Result<(String, Vec<u8>)> {
        let file = self.wait_for("a saved file", SAVED, async || Ok(saved(&self.downloads())?)).await?;
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let content = tokio::fs::read(&file).await?;
        tokio::fs::remove_file(&file).await?;
        Ok((name, content))
    }
}

/// The first file in the folder, if the browser is done with all of them: while it writes, an empty one or one with a
/// name of its own stands there.
fn saved(folder: &PathBuf) -> std::io::Result<Option<PathBuf>> {
    if !folder.exists() {
        return Ok(None);
    }
    let mut first = None;
    for file in std::fs::read_dir(folder)? {
        let file = file?;
        let is_unfinished =
            file.path().extension().is_some_and(|end| end == "part" || end == "crdownload" || end == "tmp");
        if is_unfinished || file.metadata()?.len() == 0 {
            return Ok(None);
        }
        first = Some(file.path());
    }
    Ok(first)
}
