//! Says each step of the story and takes its pictures.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use keyturn_e2e::{Level, Session};

use crate::picture::{self, Eyes, Frame};

/// What a step leaves to be seen.
#[derive(Clone, Copy)]
pub struct View {
    name: &'static str,
    frame: Frame,
    by_all_eyes: bool,
}

impl View {
    /// The tab.
    pub fn of_tab(name: &'static str) -> View {
        View { name, frame: Frame::Tab, by_all_eyes: false }
    }

    /// The popup, in a tab.
    pub fn of_popup(name: &'static str) -> View {
        View { name, frame: Frame::Body, by_all_eyes: false }
    }

    /// Also dark, in forced colours, and at twice the size.
    pub fn by_all_eyes(self) -> View {
        View { by_all_eyes: true, ..self }
    }
}

/// Counts the steps, and knows where their pictures go.
pub struct Teller<'a> {
    session: &'a Session,
    folder: &'a Path,
    told: usize,
    others: Vec<PathBuf>,
}

impl<'a> Teller<'a> {
    /// Nothing is told yet.
    pub async fn new(session: &'a Session, folder: &'a Path) -> anyhow::Result<Teller<'a>> {
        tokio::fs::create_dir_all(folder).await.with_context(|| format!("the folder {}", folder.display()))?;
        Ok(Teller { session, folder, told: 0, others: Vec::new() })
    }

    /// Says what was just seen to be true.
    pub fn say(&mut self, words: &str) {
        self.told += 1;
        println!("{}  {words}", self.told);
    }

    /// Says it, with a picture.
    pub async fn show(&mut self, words: &str, view: View) -> anyhow::Result<()> {
        let step = self.told + 1;
        let light = self.picture(step, view, Eyes::Light).await?;
        for eyes in Eyes::OTHERS.into_iter().filter(|_| view.by_all_eyes) {
            let other = self.picture(step, view, eyes).await?;
            self.others.push(other);
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
        println!("Dark, in forced colours, and at 200 %: {} more pictures", self.others.len());
        println!("The story is told: {} steps, pictures in {}", self.told, near(self.folder).display());
    }

    async fn picture(&self, step: usize, view: View, eyes: Eyes) -> anyhow::Result<PathBuf> {
        let path = self.folder.join(picture::file(step, view.name, eyes));
        picture::take(self.session, view.frame, eyes, &path).await.with_context(|| format!("{}", path.display()))?;
        Ok(path)
    }
}

/// From the current folder, where the path lies below it.
fn near(path: &Path) -> &Path {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path)
}
