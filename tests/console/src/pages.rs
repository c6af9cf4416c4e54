//! The pages: scripts bundled by esbuild at every start, then everything served from memory.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, bail};

/// What is bundled, below `web/`.
const SCRIPTS: [&str; 8] = [
    "app.jsx",
    "wc/wc.js",
    "portal/shell.js",
    "portal/header.js",
    "portal/dashboard.js",
    "portal/enterprise.js",
    "portal/actions.js",
    "recorder/recorder.js",
];

/// What is served as it is, below `web/`.
const FILES: [&str; 11] = [
    "index.html",
    "favicon.svg",
    "wc/index.html",
    "portal/shell.html",
    "portal/header.html",
    "portal/dashboard.html",
    "portal/enterprise.html",
    "portal/portal.css",
    "classic/classic.css",
    "recorder/recorder.html",
    "recorder/recorder.css",
];

/// The files the browser gets, by their path below `web/`.
pub(crate) struct Pages {
    files: HashMap<String, String>,
}

impl Pages {
    /// The type and the text of what stands at a path of the console.
    pub(crate) fn at(&self, path: &str) -> Option<(&'static str, &str)> {
        let name = name_of(path)?;
        let text = self.files.get(&name)?;
        Some((kind_of(&name)?, text))
    }
}

/// The file that answers a path. Each console's own routes are one page; the script in it reads the address.
fn name_of(path: &str) -> Option<String> {
    let path = path.trim_start_matches('/');
    if path.starts_with("api/") {
        return None;
    }
    let is_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    let name = match path.split('/').collect::<Vec<_>>()[..] {
        // A page is never asked for by its file's name.
        _ if is_file => return (!path.ends_with(".html")).then(|| path.to_owned()),
        ["wc", ..] => "wc/index.html".to_owned(),
        ["portal", "frame", name] => format!("portal/{name}.html"),
        ["portal", ..] => "portal/shell.html".to_owned(),
        ["recorder"] => "recorder/recorder.html".to_owned(),
        _ => "index.html".to_owned(),
    };
    Some(name)
}

fn kind_of(name: &str) -> Option<&'static str> {
    match name.rsplit('.').next()? {
        "html" => Some("text/html; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}

/// The repository this crate was built from.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Bundles the consoles' scripts of the repository at `root` into `out`, under the names that they have below `web/`.
///
/// # Errors
///
/// When npm's tools are not installed, or esbuild does not like the sources.
pub fn bundle(root: &Path, out: &Path) -> anyhow::Result<()> {
    let tool = root.join("node_modules/.bin").join(if cfg!(windows) { "esbuild.cmd" } else { "esbuild" });
    if !tool.exists() {
        bail!("{} is missing: run `npm ci` in {} first", tool.display(), root.display());
    }
    for library in ["react-dom", "@material/web"] {
        if !root.join("node_modules").join(library).exists() {
            bail!("{library} is not in node_modules: run `npm ci` in {} first", root.display());
        }
    }
    let web = root.join("tests/console/web");
    let run = Command::new(&tool)
        .args(SCRIPTS.map(|script| web.join(script)))
        .arg(format!("--outbase={}", web.display()))
        .args(["--bundle", "--minify", "--format=iife", "--target=es2022", "--jsx=automatic"])
        .args(["--define:process.env.NODE_ENV=\"production\"", "--legal-comments=none", "--log-level=warning"])
        .arg(format!("--outdir={}", out.display()))
        .output()
        .with_context(|| format!("running {}", tool.display()))?;
    if !run.status.success() {
        bail!("esbuild could not bundle the demo console:\n{}", String::from_utf8_lossy(&run.stderr));
    }
    Ok(())
}

/// Bundles into a folder of this call's own and reads the result: nothing stale can be served, nothing stays behind.
pub(crate) fn load() -> anyhow::Result<Pages> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("keyturn-console-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let out = std::env::temp_dir().join(name);
    let pages = read(&root(), &out);
    // Best effort: esbuild may have failed before it made the folder.
    let _ = std::fs::remove_dir_all(&out);
    pages
}

fn read(root: &Path, out: &Path) -> anyhow::Result<Pages> {
    bundle(root, out)?;
    let web = root.join("tests/console/web");
    let scripts = SCRIPTS.map(|script| Path::new(script).with_extension("js"));
    let made = scripts.iter().map(PathBuf::as_path).chain([Path::new("app.css")]).map(|name| (out, name));
    let as_they_are = FILES.iter().map(|name| (web.as_path(), Path::new(name)));
    let text = |(folder, name): (&Path, &Path)| {
        let file = folder.join(name);
        let text = std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        Ok((name.display().to_string(), text))
    };
    Ok(Pages { files: made.chain(as_they_are).map(text).collect::<anyhow::Result<_>>()? })
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn every_console_has_its_page() {
        for (path, expected) in [
            ("/", Some("index.html")),
            ("/dashboard", Some("index.html")),
            ("/advanced/enterpriseApi", Some("index.html")),
            ("/app.js", Some("app.js")),
            ("/wc/dashboard", Some("wc/index.html")),
            ("/wc/wc.js", Some("wc/wc.js")),
            ("/portal/advanced/enterpriseApi", Some("portal/shell.html")),
            ("/portal/frame/header", Some("portal/header.html")),
            ("/recorder", Some("recorder/recorder.html")),
            ("/index.html", None),
            ("/api/nothing", None),
        ] {
            assert_eq!(name_of(path).as_deref(), expected, "{path}");
        }
    }
}
