//! That no crate of ours has a way around what the workspace forbids.

use crate::command::{command, output};
use crate::root::root;

#[test]
fn no_crate_may_have_unsafe_code() -> anyhow::Result<()> {
    let workspace = std::fs::read_to_string(root().join("Cargo.toml"))?;
    assert!(workspace.contains("\nunsafe_code = \"forbid\"\n"));
    let metadata = output(command("cargo", ["metadata", "--no-deps", "--format-version=1"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let manifests = metadata["packages"].as_array().into_iter().flatten();
    let mut looked_at = 0;
    for manifest in manifests.filter_map(|package| package["manifest_path"].as_str()) {
        let text = std::fs::read_to_string(manifest)?;
        assert!(text.contains("\n[lints]\nworkspace = true\n"), "{manifest} leaves out the workspace's lints");
        looked_at += 1;
    }
    assert!(looked_at > 10);
    Ok(())
}
