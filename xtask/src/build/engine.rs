//! Two engines from one module: wasm, and its translation to JavaScript for pages whose policy refuses wasm.
//!
//! The translation (binaryen's wasm2js) knows WebAssembly as it was at first, and wasm-bindgen's glue is written for a
//! real one; what has to be done so that both are true is here, and each step says why. `tests/tables` passes 5 MB
//! through both.

use std::{
    collections::BTreeMap,
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::unused::bury;
use crate::command::output;
use crate::root::{root, target};
use crate::tools::npm_tool;

/// What the browsers that are supported have; wasm-opt's `--all-features` wrote a module that Firefox refused.
const FEATURES: [&str; 2] = ["--mvp-features", "--enable-mutable-globals"];
/// The compiler's prebuilt std brings these in against our flags.
const FROM_STD: [&str; 3] = ["--enable-bulk-memory", "--enable-bulk-memory-opt", "--enable-sign-ext"];

/// A module as both engines.
pub struct Scripts {
    name: String,
    /// The WebAssembly module.
    pub wasm: Vec<u8>,
    /// A script that registers the wasm engine.
    pub wasm_script: String,
    /// A script that registers the JS engine.
    pub js_script: String,
}

impl Scripts {
    /// Writes NAME.wasm, NAME-wasm.js and NAME-js.js.
    pub fn write(&self, folder: &Path) -> Result<()> {
        fs::write(folder.join(format!("{}.wasm", self.name)), &self.wasm)?;
        fs::write(folder.join(format!("{}-wasm.js", self.name)), &self.wasm_script)?;
        fs::write(folder.join(format!("{}-js.js", self.name)), &self.js_script)?;
        Ok(())
    }
}

/// Makes both engines of a compiled crate (`keyturn-NAME`), or takes them as they were made of the very same module.
pub fn translate(name: &str) -> Result<Scripts> {
    let compiled = target().join(format!("wasm32-unknown-unknown/wasm/keyturn_{name}.wasm"));
    let mut compiled = fs::read(&compiled).with_context(|| compiled.display().to_string())?;
    let folder = target().join("engines").join(name);
    fs::create_dir_all(&folder)?;
    let recipe = recipe(&compiled)?;
    if let Some(scripts) = made_before(name, &folder, &recipe) {
        return Ok(scripts);
    }

    let mut bindgen = Bindgen::new();
    bury(&mut compiled)?;
    let mut module = walrus::Module::from_buffer(&compiled)?;
    let relocations: Vec<String> = module.customs.iter().map(|(_, section)| section.name().to_owned()).collect();
    for section in relocations.iter().filter(|name| *name == "linking" || name.starts_with("reloc.")) {
        module.customs.remove_raw(section);
    }
    without_features(&mut module)?;
    bindgen.input_module(name, module).no_modules(true)?.typescript(false);
    bindgen.remove_name_section(true).remove_producers_section(true).omit_default_module_path(true);
    let mut bound = bindgen.generate_output()?;
    let glue = without_loading(bound.js())?;
    let (glue, names) = shortened(bound.wasm_mut(), name, &glue);
    let glue = with_watch(&glue, &names)?;
    fs::write(folder.join(NAMES), names)?;
    let bound_wasm = folder.join("bound.wasm");
    fs::write(&bound_wasm, bound.wasm_mut().emit_wasm())?;

    let wasm = wasm_opt(&bound_wasm, &folder.join("optimized.wasm"), &["-Oz", "--strip-target-features"])?;
    let lowered = folder.join("lowered.wasm");
    // --llvm-nontrapping-fptoint-lowering is left out on purpose: it gives other results for NaN and large floats.
    wasm_opt(&bound_wasm, &lowered, &["--llvm-memory-copy-fill-lowering", "--signext-lowering", "-Oz"])?;
    let translated = wasm2js(&lowered)?;

    let scripts = Scripts {
        name: name.to_owned(),
        wasm: fs::read(wasm)?,
        wasm_script: minified(&wrapped(name, "wasm", None, &glue), &folder.join("wasm.js"))?,
        js_script: minified(&wrapped(name, "js", Some(&translated), &glue), &folder.join("js.js"))?,
    };
    scripts.write(&folder)?;
    fs::write(folder.join(RECIPE), recipe)?;
    Ok(scripts)
}

/// The file that tells how the imports and exports of the module beside it were called: each line a short name and a long one.
pub const NAMES: &str = "names";

/// The file that tells what the engines beside it were made of.
const RECIPE: &str = "recipe";

/// What the engines are made of: the module, these steps, the tools.
fn recipe(compiled: &[u8]) -> Result<String> {
    let mut hash = DefaultHasher::new();
    compiled.hash(&mut hash);
    include_str!("engine.rs").hash(&mut hash);
    include_str!("unused.rs").hash(&mut hash);
    include_str!("watched.js").hash(&mut hash);
    fs::read(root().join("package-lock.json"))?.hash(&mut hash);
    fs::read(root().join("Cargo.lock"))?.hash(&mut hash);
    Ok(format!("{:016x}", hash.finish()))
}

fn made_before(name: &str, folder: &Path, recipe: &str) -> Option<Scripts> {
    if fs::read_to_string(folder.join(RECIPE)).ok()? != recipe {
        return None;
    }
    Some(Scripts {
        name: name.to_owned(),
        wasm: fs::read(folder.join(format!("{name}.wasm"))).ok()?,
        wasm_script: fs::read_to_string(folder.join(format!("{name}-wasm.js"))).ok()?,
        js_script: fs::read_to_string(folder.join(format!("{name}-js.js"))).ok()?,
    })
}

/// The module without `reference-types` and `multivalue` in its list of features. std's prebuilt objects list them though
/// our flags forbid them; wasm-bindgen would then use tables of externrefs, which wasm2js cannot translate.
fn without_features(module: &mut walrus::Module) -> Result<()> {
    const SECTION: &str = "target_features";
    let Some(section) = module.customs.remove_raw(SECTION) else { return Ok(()) };
    let data = feature_list(&section.data).context("the target_features section")?;
    let kept: Vec<&(u8, &[u8])> =
        data.iter().filter(|(_, name)| !matches!(*name, b"reference-types" | b"multivalue")).collect();
    let mut data = vec![u8::try_from(kept.len())?];
    for (prefix, name) in kept {
        data.extend([*prefix, u8::try_from(name.len())?]);
        data.extend(*name);
    }
    module.customs.add(walrus::RawCustomSection { name: SECTION.to_owned(), data });
    Ok(())
}

/// The entries of a target_features section: a prefix (`+` or `-`) and a name each. Lengths are below 128, so that one
/// byte holds each.
fn feature_list(data: &[u8]) -> Option<Vec<(u8, &[u8])>> {
    let (&count, mut rest) = data.split_first()?;
    let mut list = Vec::new();
    for _ in 0..count {
        let [prefix, len, tail @ ..] = rest else { return None };
        let (name, tail) = tail.split_at_checked(usize::from(*len))?;
        list.push((*prefix, name));
        rest = tail;
    }
    Some(list)
}

/// The glue without what fetches and compiles a module: the loaders do that.
fn without_loading(glue: &str) -> Result<String> {
    const FROM: &str = "let __wbg_init_promise;";
    const TO: &str = "return Object.assign(__wbg_init, { initSync }, exports);";
    let (before, rest) = glue.split_once(FROM).context("wasm-bindgen loads a module in another way now")?;
    let (_, after) = rest.split_once(TO).context("wasm-bindgen exports in another way now")?;
    Ok([before, "return Object.assign(exports, { initSync });", after].concat())
}

/// Gives short names to what a module and its glue alone call one another: they stand in both, and are long. What the
/// loaders call keeps its name. Gives the glue, and which name stands for which.
fn shortened(module: &mut walrus::Module, name: &str, glue: &str) -> (String, String) {
    let glue_module = format!("./{name}_bg.js");
    let mut short = BTreeMap::new();
    let mut shorten = |long: &mut String| {
        if long.starts_with("__") {
            let next = format!("${:x}", short.len());
            *long = short.entry(long.clone()).or_insert(next).clone();
        }
    };
    for import in module.imports.iter_mut().filter(|import| import.module == glue_module) {
        shorten(&mut import.name);
        import.module = "$".to_owned();
    }
    module.exports.iter_mut().for_each(|export| shorten(&mut export.name));
    let names = short.iter().map(|(long, short)| format!("{short} {long}\n")).collect();
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut out = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some(start) = rest.find(is_part) {
        let (before, word) = rest.split_at(start);
        let (word, after) = word.split_at(word.find(|c| !is_part(c)).unwrap_or(word.len()));
        out.push_str(before);
        out.push_str(short.get(word).map_or(word, String::as_str));
        rest = after;
    }
    out.push_str(rest);
    (out.replace(&glue_module, "$"), names)
}

/// The glue with a watch around the module's exports (`watched.js`), for whoever wants to be told of a breakdown.
fn with_watch(glue: &str, names: &str) -> Result<String> {
    const EXPORTS: &str = "wasm = instance.exports;";
    const OFTEN: [&str; 4] =
        ["__wbindgen_malloc", "__wbindgen_realloc", "__wbindgen_free", "__wbindgen_add_to_stack_pointer"];
    ensure!(glue.matches(EXPORTS).count() == 1, "wasm-bindgen takes a module's exports in another way now");
    let unwatched: Vec<&str> = names
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter(|(_, long)| OFTEN.contains(long))
        .map(|(short, _)| short)
        .collect();
    let watch = include_str!("watched.js");
    let watched = "wasm = broke ? watched(instance.exports, broke) : instance.exports;";
    Ok(format!("let broke;\nconst UNWATCHED = {unwatched:?};\n{watch}{}", glue.replace(EXPORTS, watched)))
}

fn wasm_opt(from: &Path, to: &Path, passes: &[&str]) -> Result<PathBuf> {
    let mut tool = npm_tool("wasm-opt");
    tool.args(FEATURES).args(FROM_STD).args(passes).arg(from).arg("-o").arg(to);
    output(tool)?;
    Ok(to.to_owned())
}

/// The module as the body of a JavaScript function: `keyturnTranslated(imports)` gives its exports.
fn wasm2js(module: &Path) -> Result<String> {
    let mut tool: Command = npm_tool("wasm2js");
    tool.args(FEATURES).arg("-Oz").arg(module);
    let source = output(tool)?;
    as_function(&source)
}

/// wasm2js's ES module as a function: `import` and `export` lines go, and a memory that grows detaches its old buffer.
fn as_function(source: &str) -> Result<String> {
    // A real memory detaches its buffer when it grows, and wasm-bindgen's cached views look for just that. Without it
    // they go on writing into the old one, without an error.
    const GROWN: &str = "buffer = newBuffer;";
    const END: &str = "\nvar retasmFunc = asmFunc(";
    ensure!(source.matches(GROWN).count() == 1, "wasm2js writes the growth of the memory in another way now");
    let (body, _) = source.split_once(END).context("wasm2js ends its module in another way now")?;
    let body: String =
        body.lines().filter(|line| !line.starts_with("import ")).map(|line| format!("{line}\n")).collect();
    ensure!(!body.contains("\nexport "), "wasm2js exports in another place now");
    Ok(body.replace(GROWN, "structuredClone(buffer, { transfer: [buffer] }); buffer = newBuffer;"))
}

/// One script for one engine. It hands `start` to `globalThis.keyturnEngine`, which the loader has put there: `start`
/// takes the compiled module (nothing, for the JS engine) and gives the module's exports; with a second function, it calls
/// that once if the engine breaks down. `name` is which module it is.
fn wrapped(name: &str, engine: &str, translated: Option<&str>, glue: &str) -> String {
    // No loader is there where a frame went elsewhere while the script was on its way.
    // The same glue serves both engines: here it finds a WebAssembly that gives out the translated exports.
    let stand_in = translated.map_or_else(String::new, |translated| {
        format!(
            "const WebAssembly = {{ Module: class {{}}, Instance: class {{ constructor(_, imports) {{ \
             this.exports = asmFunc(imports); }} }} }};\n{translated}\n"
        )
    });
    let module = if translated.is_some() { "new WebAssembly.Module()" } else { "module" };
    format!(
        "(() => {{\n{stand_in}{glue}\nglobalThis.keyturnEngine?.({engine:?}, (module, tell) => {{ \
         broke = tell; wasm_bindgen.initSync({{ module: {module} }}); return wasm_bindgen; }}, {name:?});\n}})();"
    )
}

fn minified(source: &str, scratch: &Path) -> Result<String> {
    fs::write(scratch, source)?;
    let mut tool = npm_tool("esbuild");
    tool.args(["--minify", "--target=es2022", "--legal-comments=none", "--log-level=warning"]).arg(scratch);
    output(tool)
}

#[cfg(test)]
mod tests {
    use super::{as_function, feature_list, shortened, with_watch, without_loading, wrapped};

    #[test]
    fn a_feature_list_is_read_whole_or_not_at_all() {
        assert_eq!(feature_list(b"\x02+\x03abc-\x01d"), Some(vec![(b'+', &b"abc"[..]), (b'-', &b"d"[..])]));
        assert_eq!(feature_list(b"\x00"), Some(vec![]));
        for broken in [&b""[..], b"\x01", b"\x01+", b"\x01+\x03ab"] {
            assert_eq!(feature_list(broken), None, "{broken:?}");
        }
    }

    #[test]
    fn what_only_the_glue_calls_gets_a_short_name() {
        let mut module = walrus::Module::default();
        let ty = module.types.add(&[], &[]);
        module.add_import_func("./x_bg.js", "__wbg_now_0123456789abcdef", ty);
        module.add_import_func("env", "__other", ty);
        let glue = "\"./x_bg.js\": { __wbg_now_0123456789abcdef: () => 1, __wbg_now_0123456789abcdef2: 2 }";
        let (glue, names) = shortened(&mut module, "x", glue);
        assert_eq!(glue, "\"$\": { $0: () => 1, __wbg_now_0123456789abcdef2: 2 }");
        assert_eq!(names, "$0 __wbg_now_0123456789abcdef\n");
        let imports: Vec<(&str, &str)> = module.imports.iter().map(|i| (i.module.as_str(), i.name.as_str())).collect();
        assert_eq!(imports, [("$", "$0"), ("env", "__other")]);
    }

    #[test]
    fn all_but_what_is_called_often_is_watched() {
        let names = "$0 __wbindgen_malloc\n$1 __wbindgen_closure\n";
        let glue = with_watch("a wasm = instance.exports; b", names).unwrap();
        assert!(glue.contains(r#"UNWATCHED = ["$0"]"#) && glue.contains("watched(instance.exports, broke)"), "{glue}");
        assert!(with_watch("a", names).is_err());
    }

    #[test]
    fn the_glue_loads_nothing() {
        let glue = "a let __wbg_init_promise; b return Object.assign(__wbg_init, { initSync }, exports); c";
        assert_eq!(without_loading(glue).unwrap(), "a return Object.assign(exports, { initSync }); c");
        assert!(without_loading("a").is_err());
    }

    #[test]
    fn the_translation_detaches_the_buffer_that_it_grows_out_of() {
        let source = "import * as a from './a.js';\nfunction asmFunc(i) {\n buffer = newBuffer;\n}\n\nvar retasmFunc = asmFunc({});\nexport var b;";
        let function = as_function(source).unwrap();
        assert!(function.contains("structuredClone(buffer, { transfer: [buffer] }); buffer = newBuffer;"));
        assert!(!function.contains("import") && !function.contains("export"));
        assert!(as_function("function asmFunc() {}\nvar retasmFunc = asmFunc({});").is_err());
        assert!(as_function("buffer = newBuffer;").is_err());
    }

    #[test]
    fn only_the_js_engine_brings_its_own_webassembly() {
        assert!(!wrapped("x", "wasm", None, "GLUE").contains("const WebAssembly"));
        assert!(wrapped("x", "js", Some("T"), "GLUE").contains("const WebAssembly"));
    }
}
