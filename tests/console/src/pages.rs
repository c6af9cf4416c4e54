//! The single-page application: bundled by esbuild at every start, then served from memory.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, bail};

/// The files the browser gets.
pub(crate) struct Pages {
    pub html: String,
    pub script: String,
    pub style: String,
    pub icon: String,
}

/// The repository this crate was built from.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Bundles the console's application of the repository at `root` into `out`, as `app.js` and `app.css`.
///
/// # Errors
///
/// When npm's tools are not installed, or esbuild does not like the sources.
pub fn bundle(root: &Path, out: &Path) -> anyhow::Result<()> {
    let tool = root.join("node_modules/.bin").join(if cfg!(windows) { "esbuild.cmd" } else { "esbuild" });
    if !tool.exists() {
        bail!("{} is missing: run `npm ci` in {} first", tool.display(), root.display());
    }
    if !root.join("node_modules/react-dom").exists() {
        bail!("react-dom is not in node_modules: run `npm ci` in {} first", root.display());
    }
    let run = Command::new(&tool)
        .arg(root.join("tests/console/web/app.jsx"))
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
    let text = |path: PathBuf| std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()));
    let web = root.join("tests/console/web");
    Ok(Pages {
        html: text(web.join("index.html"))?,
        script: text(out.join("app.js"))?,
        style: text(out.join("app.css"))?,
        icon: text(web.join("favicon.svg"))?,
    })
}
