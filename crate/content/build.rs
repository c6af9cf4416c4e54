//! Takes the HTML of our controls in: each file of html/ becomes a list of steps that build it node by node. No HTML
//! string reaches a page: its Trusted Types would refuse it, and rightly.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=html");
    let out = env::var("OUT_DIR")?;
    for entry in fs::read_dir("html")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "html") {
            let source = fs::read_to_string(&path)?;
            let document =
                roxmltree::Document::parse(&source).map_err(|error| format!("{}: {error}", path.display()))?;
            let mut steps = String::from("&[\n");
            step(document.root_element(), &mut steps)?;
            steps.push(']');
            let name = path.file_stem().ok_or("a file without a name")?.to_string_lossy().into_owned();
            fs::write(Path::new(&out).join(format!("{name}.rs")), steps)?;
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
