//! Who looks on: Keyturn, what people would use instead, and nobody.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

/// A finder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Finder {
    /// No extension: the floor.
    None,
    /// Keyturn.
    Keyturn,
    /// The least that any finder must do.
    Least,
    /// A script that walks over all text.
    Treewalker,
    /// mark.js.
    Mark,
}

/// All of them, in the order in which they have their turn.
pub const ALL: [Finder; 5] = [Finder::None, Finder::Keyturn, Finder::Least, Finder::Treewalker, Finder::Mark];

impl Finder {
    /// What reports call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "no extension",
            Self::Keyturn => "Keyturn",
            Self::Least => "the least",
            Self::Treewalker => "TreeWalker script",
            Self::Mark => "mark.js",
        }
    }

    /// The folder of its extension, and the last part of its page's address.
    fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Keyturn => "keyturn",
            Self::Least => "least",
            Self::Treewalker => "treewalker",
            Self::Mark => "mark",
        }
    }

    /// The path of its page.
    pub fn path(self) -> String {
        format!("/bench/{}", self.word())
    }

    /// Its page. Each finder looks at its own alone: Keyturn at the console, the others at the same page of another host.
    pub fn address(self) -> String {
        let host = if self == Self::Keyturn { "admin.lastpass.com" } else { "lastpass.com" };
        format!("https://{host}{}", self.path())
    }
}

/// The rivals' extensions.
pub struct Rivals {
    _folder: TempDir,
    folders: Vec<PathBuf>,
}

impl Rivals {
    /// Puts them together from their sources and from npm's packages.
    pub fn put_together(modules: &Path) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("keyturn-bench-").tempdir()?;
        let mut folders = Vec::new();
        for rival in [Finder::Least, Finder::Treewalker, Finder::Mark] {
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("rivals").join(rival.word());
            let to = folder.path().join(rival.word());
            fs::create_dir(&to)?;
            for file in ["manifest.json", "content.js"] {
                fs::copy(from.join(file), to.join(file)).with_context(|| from.join(file).display().to_string())?;
            }
            if rival == Finder::Mark {
                let library = modules.join("mark.js/dist/mark.min.js");
                fs::copy(&library, to.join("mark.min.js")).with_context(|| library.display().to_string())?;
            }
            folders.push(to);
        }
        Ok(Self { _folder: folder, folders })
    }

    /// Where they lie.
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// The ids of their extensions in Chromium, which follow from the folders.
    pub fn ids(&self) -> anyhow::Result<Vec<(Finder, String)>> {
        let of = |finder: Finder| {
            let folder = self.folders.iter().find(|folder| folder.ends_with(finder.word()))?;
            Some(keyturn_e2e::id_of_folder(folder).map(|id| (finder, id)))
        };
        ALL.into_iter().filter_map(of).collect()
    }
}
