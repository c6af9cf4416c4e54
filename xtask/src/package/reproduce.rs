//! `cargo xtask reproduce`: that anybody gets the same packages from the sources. They are built here, and then from nothing but
//! the source package, as its README says, in a place where everything is another: the folder's name, the user's home,
//! cargo's home, language, time zone, the files' times, and who may read them.

use std::{
    env,
    ffi::OsString,
    fs::{self, File},
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant, SystemTime},
};

use anyhow::{Context as _, Result, ensure};

use super::{Package, archive};
use crate::command::{command, output, run as run_command};

/// The other place. Its name has what names of folders often trip over. It is not below this folder: cargo, rustup and npm look for
/// their settings in all the folders above.
const PLACE: &str = "keyturn reproduced/another folder, with a longer näme";

/// Builds twice and compares.
pub fn run() -> Result<()> {
    let began = Instant::now();
    println!("== here");
    super::run()?;
    let packages = super::all()?;
    println!("== elsewhere, from the source package");
    let place = env::temp_dir().join(PLACE);
    let [.., sources] = &packages;
    lay_out(&place, sources)?;
    run_command(elsewhere(&place)?)?;
    for package in &packages {
        let rebuilt = place.join("keyturn/dist").join(&package.name);
        let rebuilt = fs::read(&rebuilt).with_context(|| rebuilt.display().to_string())?;
        ensure!(package.bytes == rebuilt, "{} comes out another one: {}", package.name, differing(package, &rebuilt)?);
        println!("the same: {}", package.name);
    }
    // Where they differ, it stays to be looked at.
    fs::remove_dir_all(place)?;
    println!("done in {} s", began.elapsed().as_secs());
    Ok(())
}

fn differing(package: &Package, rebuilt: &[u8]) -> Result<String> {
    let difference = archive::first_difference(&archive::unpack(&package.bytes)?, &archive::unpack(rebuilt)?);
    Ok(difference.unwrap_or_else(|| "the same files, but packed in another way".to_owned()))
}

/// Unpacks the sources, with times of long ago, and puts what is not theirs beside them: homes with other names. What was
/// downloaded is shared; nothing that was built is.
fn lay_out(place: &Path, sources: &Package) -> Result<()> {
    if place.exists() {
        fs::remove_dir_all(place)?;
    }
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for (name, content) in archive::unpack(&sources.bytes)? {
        let path = place.join("keyturn").join(name);
        fs::create_dir_all(path.parent().context("a file without a folder")?)?;
        fs::write(&path, content)?;
        File::options().write(true).open(&path)?.set_modified(long_ago)?;
    }
    fs::create_dir_all(place.join("home"))?;
    // How npm reaches its registry.
    let npmrc = env::home_dir().context("no home")?.join(".npmrc");
    if npmrc.exists() {
        symlink(npmrc, place.join("home/.npmrc"))?;
    }
    fs::create_dir_all(place.join("cargo's home"))?;
    for entry in fs::read_dir(home_of("CARGO_HOME", ".cargo")?)? {
        let entry = entry?;
        symlink(entry.path(), place.join("cargo's home").join(entry.file_name()))?;
    }
    Ok(())
}

/// The README's command, with nothing of what surrounds us here but the programs.
fn elsewhere(place: &Path) -> Result<Command> {
    let mut build = Command::new("sh");
    build.args(["-c", "umask 077; exec cargo xtask package"]);
    build.current_dir(place.join("keyturn")).env_clear();
    build.env("PATH", env::var_os("PATH").context("no PATH")?);
    build.env("HOME", place.join("home")).env("CARGO_HOME", place.join("cargo's home"));
    build.env("RUSTUP_HOME", home_of("RUSTUP_HOME", ".rustup")?);
    // Everything was downloaded for the first build; npm's tools are installed anew from what it keeps.
    build.env("CARGO_NET_OFFLINE", "true").env("npm_config_prefer_offline", "true");
    build.env("npm_config_cache", output(command("npm", ["config", "get", "cache"]))?.trim());
    build.env("LC_ALL", "tr_TR.UTF-8").env("TZ", "Pacific/Kiritimati").env("SOURCE_DATE_EPOCH", "1");
    Ok(build)
}

/// A tool's home: where the environment says, or in the user's.
fn home_of(variable: &str, folder: &str) -> Result<PathBuf> {
    let said = env::var_os(variable).filter(|said: &OsString| !said.is_empty()).map(PathBuf::from);
    said.or_else(|| Some(env::home_dir()?.join(folder))).context("no home")
}
