//! Finding the browsers and their drivers.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::bail;

/// The browser itself. `KEYTURN_CHROMIUM` names another one.
pub(crate) fn chromium() -> anyhow::Result<PathBuf> {
    find("KEYTURN_CHROMIUM", &["chromium", "chromium-browser"], "apt-get install chromium")
}

/// Chromium's driver, which must be of the browser's version. `KEYTURN_CHROMEDRIVER` names another one.
pub(crate) fn chromedriver() -> anyhow::Result<PathBuf> {
    find("KEYTURN_CHROMEDRIVER", &["chromedriver"], "apt-get install chromium-driver")
}

/// The browser itself. `KEYTURN_FIREFOX` names another one.
pub(crate) fn firefox() -> anyhow::Result<PathBuf> {
    find("KEYTURN_FIREFOX", &["firefox-esr", "firefox"], "apt-get install firefox-esr")
}

/// Firefox's driver, which is where the caller says: it comes by cargo, and the build knows the version.
pub(crate) fn geckodriver(at: &Path) -> anyhow::Result<PathBuf> {
    if at.is_file() {
        return Ok(at.to_owned());
    }
    bail!("{} is missing: cargo install geckodriver --version 0.37.1 --locked", at.display())
}

fn find(variable: &str, names: &[&str], remedy: &str) -> anyhow::Result<PathBuf> {
    if let Some(named) = std::env::var_os(variable) {
        let path = PathBuf::from(named);
        if path.is_file() {
            return Ok(path);
        }
        bail!("{variable} names {}, which is no file", path.display());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    match first(&path, names) {
        Some(found) => Ok(found),
        None => bail!("{} is not in PATH: {remedy} (or set {variable})", names.join(" or ")),
    }
}

fn first(path: &OsStr, names: &[&str]) -> Option<PathBuf> {
    let name = |name: &&str| format!("{name}{}", std::env::consts::EXE_SUFFIX);
    names
        .iter()
        .map(name)
        .find_map(|name| std::env::split_paths(path).map(|dir| dir.join(&name)).find(|at| at.is_file()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_wins_over_the_first_folder() {
        let dir = tempfile::tempdir().unwrap();
        let (one, two) = (dir.path().join("one"), dir.path().join("two"));
        for (folder, name) in [(&one, "second"), (&two, "first")] {
            std::fs::create_dir(folder).unwrap();
            std::fs::write(folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)), "").unwrap();
        }
        let path = std::env::join_paths([&one, &two]).unwrap();
        assert!(first(&path, &["first", "second"]).unwrap().starts_with(&two));
        assert_eq!(first(&path, &["third"]), None);
    }

    #[test]
    fn a_missing_driver_says_how_to_get_it() {
        let error = geckodriver(Path::new("/nowhere/geckodriver")).unwrap_err().to_string();
        assert!(error.contains("cargo install geckodriver"), "{error}");
    }
}
