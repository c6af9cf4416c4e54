//! Says each step of the story and takes its pictures.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use keyturn_e2e::{Level, Scheme, Session};

use crate::picture::{self, Frame};

/// What a step leaves to be seen.
#[derive(Clone, Copy)]
pub struct View {
    name: &'static str,
    frame: Frame,
    dark: bool,
}

impl View {
    /// The tab.
    pub fn of_tab(name: &'static str) -> View {
        View { name, frame: Frame::Tab, dark: false }
    }

    /// The popup, in a tab.
    pub fn of_popup(name: &'static str) -> View {
        View { name, frame: Frame::Body, dark: false }
    }

    /// In dark colours as well.
    pub fn and_dark(self) -> View {
        View { dark: true, ..self }
    }
}

/// Counts the steps, and knows where their pictures go.
pub struct Teller<'a> {
    session: &'a Session,
    folder: &'a Path,
    told: usize,
    dark: Vec<PathBuf>,
}

impl<'a> Teller<'a> {
    /// Nothing is told yet.
    pub async fn new(session: &'a Session, folder: &'a Path) -> anyhow::Result<Teller<'a>> {
        tokio::fs::create_dir_all(folder).await.with_context(|| format!("the folder {}", folder.display()))?;
        Ok(Teller { session, folder, told: 0, dark: Vec::new() })
    }

    /// Says what was just seen to be true.
    pub fn say(&mut self, words: &str) {
        self.told += 1;
        println!("{}  {words}", self.told);
    }

    /// Says it, with a picture.
    pub async fn show(&mut self, words: &str, view: View) -> anyhow::Result<()> {
        let step = self.told + 1;
        let light = self.picture(step, view, Scheme::Light).await?;
        if view.dark {
            let dark = self.picture(step, view, Scheme::Dark).await?;
            self.dark.push(dark);
        }
        self.say(&format!("{words}   {}", near(&light).display()));
        Ok(())
    }

    /// What there is to say of the step at which the story broke off: a picture, and the consoles' complaints.
    pub async fn broken_off(&self) -> String {
        let path = self.folder.join("broken-off.png");
        let picture =
            self.session.screenshot(&path).await.map_or_else(|_| "none".into(), |()| near(&path).display().to_string());
        let said = self.session.take_log().await.unwrap_or_default();
        let complaints = said.iter().filter(|entry| entry.level > Level::Info).map(|entry| format!("\n  {entry}"));
        format!(
            "step {} is not true; picture: {picture}; consoles: {}\n",
            self.told + 1,
            complaints.collect::<String>()
        )
    }

    /// The last words.
    pub fn end(&self) {
        let dark: Vec<String> = self.dark.iter().map(|path| near(path).display().to_string()).collect();
        println!("In dark colours: {}", dark.join(", "));
        println!("The story is told: {} steps, pictures in {}", self.told, near(self.folder).display());
    }

    async fn picture(&self, step: usize, view: View, scheme: Scheme) -> anyhow::Result<PathBuf> {
        let path = self.folder.join(picture::file(step, view.name, scheme));
        picture::take(self.session, view.frame, scheme, &path).await.with_context(|| format!("{}", path.display()))?;
        Ok(path)
    }
}

/// From the current folder, where the path lies below it.
fn near(path: &Path) -> &Path {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path)
}
