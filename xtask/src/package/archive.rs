//! A zip whose bytes hang on the names and the contents of its files alone: not on the machine, the time, the order on the disk,
//! or who may read what there.

use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read as _, Write as _},
    path::Path,
};

use anyhow::{Context as _, Result, ensure};
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Files by their names in a package, `/` between folders; sorted by the bytes of the names, whatever the language.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Who may do what with a file once it is unpacked, and with one that is a script.
const READABLE: u32 = 0o644;
const RUNNABLE: u32 = 0o755;

/// All files of a folder and of the folders in it, but for those whose names `skip` holds.
pub fn read(folder: &Path, skip: &[&str]) -> Result<Files> {
    let mut files = Files::new();
    read_into(&mut files, folder, "", skip)?;
    Ok(files)
}

fn read_into(files: &mut Files, folder: &Path, within: &str, skip: &[&str]) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| anyhow::anyhow!("{} is no name", name.display()))?;
        if skip.contains(&name.as_str()) {
            continue;
        }
        let (path, name) = (entry.path(), format!("{within}{name}"));
        if entry.file_type()?.is_dir() {
            read_into(files, &path, &format!("{name}/"), skip)?;
        } else {
            files.insert(name, fs::read(&path).with_context(|| path.display().to_string())?);
        }
    }
    Ok(())
}

/// The zip.
pub fn pack(files: &Files) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The earliest time that a zip can say.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default()).system(System::Unix);
    let options = options.compression_method(CompressionMethod::Deflated).compression_level(Some(9));
    for (name, content) in files {
        let mode = if content.starts_with(b"#!") { RUNNABLE } else { READABLE };
        zip.start_file(name.as_str(), options.unix_permissions(mode))?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// What is in a zip.
pub fn unpack(zip: &[u8]) -> Result<Files> {
    let mut archive = ZipArchive::new(Cursor::new(zip))?;
    let mut files = Files::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at)?;
        let mut content = Vec::new();
        file.read_to_end(&mut content)?;
        let name = file.name()?.into_owned();
        ensure!(files.insert(name.clone(), content).is_none(), "{name} is in it twice");
    }
    Ok(files)
}

/// The first file, by name, in which two packages differ, and how.
pub fn first_difference(one: &Files, other: &Files) -> Option<String> {
    let names = one.keys().chain(other.keys());
    let differing = names.filter(|name| one.get(*name) != other.get(*name)).min()?;
    let how = match (one.get(differing), other.get(differing)) {
        (Some(one), Some(other)) => {
            let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
            format!("they differ from byte {same} on ({} and {} bytes)", one.len(), other.len())
        }
        (Some(_), None) => "only the first has it".to_owned(),
        _ => "only the second has it".to_owned(),
    };
    Some(format!("{differing}: {how}"))
}

#[cfg(test)]
mod tests {
    use std::{
        fs::{self, File, Permissions},
        io::Cursor,
        os::unix::fs::PermissionsExt as _,
        path::Path,
        time::{Duration, SystemTime},
    };

    use zip::ZipArchive;

    use super::{Files, first_difference, pack, read, unpack};

    const NAMES: [&str; 6] = ["b.js", "a.js", "B.js", "folder/z", "folder.css", "ü.txt"];

    /// The same files, made in an order, at a time, and for whom.
    fn made(folder: &Path, names: &mut dyn Iterator<Item = &str>, mode: u32, time: SystemTime) -> Vec<u8> {
        fs::create_dir_all(folder.join("folder")).unwrap();
        for name in names {
            let path = folder.join(name);
            fs::write(&path, format!("#!{name}").repeat(9)).unwrap();
            File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        }
        pack(&read(folder, &[]).unwrap()).unwrap()
    }

    #[test]
    fn neither_order_nor_time_nor_permissions_change_a_byte() {
        let folder = tempfile::tempdir().unwrap();
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(500_000_000);
        let one = made(&folder.path().join("one"), &mut NAMES.into_iter(), 0o644, SystemTime::now());
        let other = made(&folder.path().join("a longer name"), &mut NAMES.into_iter().rev(), 0o700, long_ago);
        assert!(one == other);
    }

    #[test]
    fn a_package_holds_what_was_packed_sorted_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let zip = made(folder.path(), &mut NAMES.into_iter(), 0o600, SystemTime::now());
        let files = unpack(&zip).unwrap();
        assert_eq!(files, read(folder.path(), &[]).unwrap());
        let mut archive = ZipArchive::new(Cursor::new(&zip)).unwrap();
        let mut name = |at| archive.by_index(at).unwrap().name().unwrap().into_owned();
        let names: Vec<String> = (0..NAMES.len()).map(&mut name).collect();
        assert_eq!(names, ["B.js", "a.js", "b.js", "folder.css", "folder/z", "ü.txt"]);
    }

    #[test]
    fn only_a_script_can_be_run() {
        let files = Files::from([("run".to_owned(), b"#!/bin/sh".to_vec()), ("text".to_owned(), b"# !".to_vec())]);
        let mut archive = ZipArchive::new(Cursor::new(pack(&files).unwrap())).unwrap();
        let modes = [0, 1].map(|at| archive.by_index(at).unwrap().unix_mode());
        assert_eq!(modes, [Some(0o100_755), Some(0o100_644)]);
    }

    #[test]
    fn folders_are_left_out_by_name() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a/target", "a/b", "target"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
            fs::write(folder.path().join(name).join("file"), "").unwrap();
        }
        let names: Vec<String> = read(folder.path(), &["target"]).unwrap().into_keys().collect();
        assert_eq!(names, ["a/b/file"]);
    }

    #[test]
    fn the_first_difference_is_named() {
        let files = |list: &[(&str, &str)]| -> Files {
            list.iter().map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec())).collect()
        };
        let one = files(&[("a", "same"), ("b", "abcd")]);
        for (other, expected) in [
            (files(&[("a", "same"), ("b", "abcd")]), None),
            (files(&[("a", "same"), ("b", "abXd")]), Some("b: they differ from byte 2 on (4 and 4 bytes)")),
            (files(&[("a", "same"), ("b", "ab")]), Some("b: they differ from byte 2 on (4 and 2 bytes)")),
            (files(&[("a", "same")]), Some("b: only the first has it")),
            (files(&[("0", ""), ("b", "")]), Some("0: only the second has it")),
        ] {
            assert_eq!(first_difference(&one, &other).as_deref(), expected);
        }
    }
}
