//! The build script of the crates that put pieces of HTML into a page. Each file of their html/ becomes a list of steps that
//! build it node by node: no HTML string reaches a page, whose Trusted Types would refuse it, and rightly. Each style
//! sheet ships without what only people read.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=html");
    let out = env::var("OUT_DIR")?;
    for entry in fs::read_dir("html")? {
        let path = entry?.path();
        let source = fs::read_to_string(&path)?;
        let name = path.file_stem().ok_or("a file without a name")?.to_string_lossy().into_owned();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("html") => {
                let document =
                    roxmltree::Document::parse(&source).map_err(|error| format!("{}: {error}", path.display()))?;
                let mut steps = String::from("&[\n");
                step(document.root_element(), &mut steps)?;
                steps.push(']');
                fs::write(Path::new(&out).join(format!("{name}.rs")), steps)?;
            }
            Some("css") => fs::write(Path::new(&out).join(format!("{name}.css")), without_blanks(&source))?,
            _ => return Err(format!("{}: neither HTML nor CSS", path.display()).into()),
        }
    }
    Ok(())
}

fn step(node: roxmltree::Node, steps: &mut String) -> Result<(), Box<dyn Error>> {
    let attributes: Vec<(&str, &str)> = node.attributes().map(|a| (a.name(), a.value())).collect();
    writeln!(steps, "Step::Open({:?}, &{attributes:?}),", node.tag_name().name())?;
    for child in node.children() {
        if child.is_element() {
            step(child, steps)?;
        } else if child.is_text() && !child.text().unwrap_or_default().trim().is_empty() {
            return Err(format!("words belong into _locales: {:?}", child.text()).into());
        }
    }
    steps.push_str("Step::Close,\n");
    Ok(())
}

/// A style sheet without comments, line breaks and the blanks beside a mark that needs none. A blank before a colon may
/// be a selector's, and stays.
fn without_blanks(css: &str) -> String {
    let mut words = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        words.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    words.push_str(rest);
    let mut out = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !out.is_empty() && !out.ends_with(['{', '}', ';', ',', ':', '>']) && !word.starts_with(['{', '}', '>']) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.replace(";}", "}")
}
