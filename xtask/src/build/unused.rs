//! Takes out of a compiled module what nothing uses once a panic says nothing: a browser is told of a trap and no more, so
//! nobody could hear the words. What puts them together hangs on them alone: formatting, tables of letters, the names
//! of source files. Which part uses which is told by the linker's relocations (`--emit-relocs`, in .cargo/config.toml).
//!
//! A function that is not used becomes a trap of the same length, data that is not used becomes zeros; wasm-opt takes both out.

use std::{collections::HashMap, ops::Range};

use anyhow::{Context as _, Result, bail, ensure};

/// What only ends a program, by its crate and path in a symbol.
const LAST_WORDS: [&str; 11] = [
    "core9panicking",
    "std9panicking",
    "rust_begin_unwind",
    "rust_panic",
    "slice_error_fail",
    "slice_index_fail",
    "13expect_failed",
    "13unwrap_failed",
    "20panic_already_borrowed",
    "already_mutably_borrowed",
    "17capacity_overflow",
];

/// Takes it out, in place.
pub fn bury(wasm: &mut [u8]) -> Result<()> {
    let module = Module::read(wasm)?;
    let live = module.live(wasm);
    for (at, body) in module.bodies.iter().enumerate() {
        let index = module.imported + at;
        if module.silent[index] || !live.functions[index] {
            // No locals, `unreachable`, and `nop` up to the end.
            let [locals, trap, nops @ .., end] = &mut wasm[body.clone()] else { continue };
            (*locals, *trap, *end) = (0, 0, 0x0b);
            nops.fill(1);
        }
    }
    let wasm_len = wasm.len();
    // What a used symbol shares with an unused one is used.
    let bytes = |symbol: &Data| {
        let bytes = module.place_of(symbol).filter(|bytes| bytes.end <= wasm_len);
        bytes.context("a symbol beyond its segment")
    };
    let mut used: HashMap<usize, Vec<u8>> = HashMap::new();
    for (at, symbol) in module.data() {
        if live.data[at] {
            used.insert(at, wasm[bytes(symbol)?].to_owned());
        }
    }
    for (at, symbol) in module.data() {
        if !live.data[at] {
            wasm[bytes(symbol)?].fill(0);
        }
    }
    for (at, symbol) in module.data() {
        if let Some(content) = used.get(&at) {
            wasm[bytes(symbol)?].copy_from_slice(content);
        }
    }
    Ok(())
}

/// A symbol of the linker's.
enum Symbol {
    Function(usize, String),
    Data(Data),
    Other,
}

/// Where data lies.
struct Data {
    segment: usize,
    offset: usize,
    size: usize,
}

/// That something at this place, in bytes of its section, uses a symbol.
struct Use {
    place: usize,
    symbol: usize,
}

/// As much of a module as is needed. Ranges are bytes of the file.
#[derive(Default)]
struct Module {
    imported: usize,
    /// Functions that are used from outside.
    roots: Vec<usize>,
    code: usize,
    bodies: Vec<Range<usize>>,
    data: usize,
    segments: Vec<Range<usize>>,
    symbols: Vec<Symbol>,
    /// Which functions only end the program.
    silent: Vec<bool>,
    in_code: Vec<Use>,
    in_data: Vec<Use>,
}

/// What is used: functions by their index, data by its symbol.
struct Live {
    functions: Vec<bool>,
    data: Vec<bool>,
}

impl Module {
    fn read(wasm: &[u8]) -> Result<Self> {
        let mut module = Self::default();
        let mut reader = Reader { wasm, at: 8 };
        let (mut code, mut data) = (usize::MAX, usize::MAX);
        let mut section = 0;
        while reader.at < wasm.len() {
            let id = reader.byte()?;
            let len = reader.number()?;
            let end = reader.at + len;
            match id {
                0 => {
                    let name = reader.text()?;
                    match name.as_str() {
                        "linking" => module.read_symbols(&mut reader, end)?,
                        "reloc.CODE" => module.in_code = uses(&mut reader, code)?,
                        "reloc.DATA" => module.in_data = uses(&mut reader, data)?,
                        _ => {}
                    }
                }
                2 => module.read_imports(&mut reader)?,
                7 => module.read_exports(&mut reader)?,
                8 => module.roots.push(reader.number()?),
                10 => {
                    (code, module.code) = (section, reader.at);
                    for _ in 0..reader.number()? {
                        let len = reader.number()?;
                        module.bodies.push(reader.at..reader.at + len);
                        reader.at += len;
                    }
                }
                11 => {
                    (data, module.data) = (section, reader.at);
                    for _ in 0..reader.number()? {
                        ensure!(reader.number()? == 0 && reader.byte()? == 0x41, "a segment of another kind");
                        reader.number()?;
                        ensure!(reader.byte()? == 0x0b, "a segment of another kind");
                        let len = reader.number()?;
                        module.segments.push(reader.at..reader.at + len);
                        reader.at += len;
                    }
                }
                _ => {}
            }
            reader.at = end;
            section += 1;
        }
        ensure!(!module.symbols.is_empty(), "no relocations: .cargo/config.toml asks the linker for them");
        module.silent = vec![false; module.imported + module.bodies.len()];
        for symbol in &module.symbols {
            if let Symbol::Function(index, name) = symbol {
                let silent = module.silent.get_mut(*index).context("a symbol of no function")?;
                *silent |= LAST_WORDS.iter().any(|words| name.contains(words));
            }
        }
        Ok(module)
    }

    fn read_imports(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        for _ in 0..reader.number()? {
            reader.text()?;
            reader.text()?;
            match reader.byte()? {
                0 => {
                    reader.number()?;
                    self.imported += 1;
                }
                kind => bail!("an import of kind {kind}"),
            }
        }
        Ok(())
    }

    fn read_exports(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        for _ in 0..reader.number()? {
            reader.text()?;
            let kind = reader.byte()?;
            let index = reader.number()?;
            if kind == 0 {
                self.roots.push(index);
            }
        }
        Ok(())
    }

    fn read_symbols(&mut self, reader: &mut Reader<'_>, end: usize) -> Result<()> {
        const TABLE: u8 = 8;
        const UNDEFINED: usize = 0x10;
        const NAMED: usize = 0x40;
        ensure!(reader.number()? == 2, "symbols of another version");
        while reader.at < end {
            let kind = reader.byte()?;
            let len = reader.number()?;
            let next = reader.at + len;
            let count = if kind == TABLE { reader.number()? } else { 0 };
            for _ in 0..count {
                let kind = reader.byte()?;
                let flags = reader.number()?;
                let is_defined = flags & UNDEFINED == 0;
                let symbol = match kind {
                    1 => {
                        reader.text()?;
                        let mut place = || -> Result<Symbol> {
                            let (segment, offset, size) = (reader.number()?, reader.number()?, reader.number()?);
                            Ok(Symbol::Data(Data { segment, offset, size }))
                        };
                        if is_defined { place()? } else { Symbol::Other }
                    }
                    3 => {
                        reader.number()?;
                        Symbol::Other
                    }
                    _ => {
                        let index = reader.number()?;
                        let name = if is_defined || flags & NAMED != 0 { reader.text()? } else { String::new() };
                        if kind == 0 { Symbol::Function(index, name) } else { Symbol::Other }
                    }
                };
                self.symbols.push(symbol);
            }
            reader.at = next;
        }
        Ok(())
    }

    fn data(&self) -> impl Iterator<Item = (usize, &Data)> {
        self.symbols.iter().enumerate().filter_map(|(at, symbol)| match symbol {
            Symbol::Data(data) => Some((at, data)),
            _ => None,
        })
    }

    fn place_of(&self, data: &Data) -> Option<Range<usize>> {
        let start = self.segments.get(data.segment)?.start + data.offset;
        Some(start..start + data.size)
    }

    /// Whether data is a `core::panic::Location`: an address and a length of the name of a source file, a line, a column.
    fn is_source_place(&self, wasm: &[u8], data: &Data) -> bool {
        let Some(place) = self.place_of(data).filter(|_| data.size == 16) else { return false };
        let at = place.start - self.data;
        let name = self.in_data.binary_search_by_key(&at, |used| used.place).ok();
        let name = name.and_then(|found| self.symbols.get(self.in_data.get(found)?.symbol));
        let Some(Symbol::Data(name)) = name else { return false };
        let name = self.place_of(name).and_then(|place| wasm.get(place)).unwrap_or_default();
        name.ends_with(b".rs") || name.ends_with(b".rs\0")
    }

    /// What is used, from the exports on.
    fn live(&self, wasm: &[u8]) -> Live {
        let count = self.imported + self.bodies.len();
        let mut live = Live { functions: vec![false; count], data: vec![false; self.symbols.len()] };
        let mut functions = self.roots.clone();
        let mut data: Vec<usize> = Vec::new();
        loop {
            let within: Option<(&[Use], Range<usize>)> = if let Some(function) = functions.pop() {
                if std::mem::replace(&mut live.functions[function], true) || self.silent[function] {
                    continue;
                }
                let body = function.checked_sub(self.imported).map(|at| self.bodies[at].clone());
                body.map(|body| (self.in_code.as_slice(), body.start - self.code..body.end - self.code))
            } else if let Some(at) = data.pop() {
                let is_silent = matches!(&self.symbols[at], Symbol::Data(data) if self.is_source_place(wasm, data));
                if is_silent || std::mem::replace(&mut live.data[at], true) {
                    continue;
                }
                match &self.symbols[at] {
                    Symbol::Data(symbol) => self
                        .place_of(symbol)
                        .map(|place| (self.in_data.as_slice(), place.start - self.data..place.end - self.data)),
                    _ => None,
                }
            } else {
                return live;
            };
            let Some((uses, within)) = within else { continue };
            let from = uses.partition_point(|used| used.place < within.start);
            for used in uses[from..].iter().take_while(|used| used.place < within.end) {
                match self.symbols.get(used.symbol) {
                    Some(Symbol::Function(index, _)) => functions.push(*index),
                    Some(Symbol::Data(_)) => data.push(used.symbol),
                    _ => {}
                }
            }
        }
    }
}

/// The uses of symbols in a section, in the order of their places.
fn uses(reader: &mut Reader<'_>, section: usize) -> Result<Vec<Use>> {
    ensure!(reader.number()? == section, "relocations of another section");
    let count = reader.number()?;
    let mut uses = Vec::with_capacity(count);
    for _ in 0..count {
        let kind = reader.byte()?;
        let (place, symbol) = (reader.number()?, reader.number()?);
        match kind {
            // A function, or its place in the table.
            0..=2 => uses.push(Use { place, symbol }),
            // An address, and how far behind it.
            3..=5 => {
                reader.number()?;
                uses.push(Use { place, symbol });
            }
            // A type, a global, a tag or a table.
            6 | 7 | 10 | 13 | 20 => {}
            _ => bail!("a relocation of kind {kind}"),
        }
    }
    uses.sort_by_key(|used| used.place);
    Ok(uses)
}

/// Reads on and on.
struct Reader<'a> {
    wasm: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn byte(&mut self) -> Result<u8> {
        let byte = *self.wasm.get(self.at).context("a module that is cut off")?;
        self.at += 1;
        Ok(byte)
    }

    /// A number in LEB128; of a signed one, that it was there.
    fn number(&mut self) -> Result<usize> {
        let (mut number, mut shift) = (0_usize, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
    }

    fn text(&mut self) -> Result<String> {
        let len = self.number()?;
        let text = self.wasm.get(self.at..self.at + len).context("a module that is cut off")?;
        self.at += len;
        Ok(String::from_utf8_lossy(text).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{Module, Reader, Symbol, bury};

    /// Sections of a module: an export of function 0, which calls function 2 and reads `used`; function 1 reads `unused`.
    fn module() -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        let mut section = |id: u8, content: &[u8]| {
            wasm.extend([id, u8::try_from(content.len()).unwrap()]);
            wasm.extend(content);
        };
        section(7, b"\x01\x01f\x00\x00");
        // Each body has no locals, five bytes, and its end.
        let body = b"\x07\x00\x01\x01\x01\x01\x01\x0b";
        section(10, &[&b"\x03"[..], body, body, body].concat());
        section(11, b"\x01\x00\x41\x00\x0b\x08usedunus");
        let symbols = b"\x06\x00\x00\x00\x01f\x00\x00\x01\x01g\x00\x00\x02\x11core9panickingxyz\
            \x01\x00\x04used\x00\x00\x04\x01\x00\x06unused\x00\x04\x04\x01\x10\x05other";
        let len = u8::try_from(symbols.len()).unwrap();
        section(0, &[&b"\x07linking\x02\x08"[..], &[len], symbols].concat());
        // Function 0 begins at byte 2 of its section, function 1 at byte 10.
        section(0, b"\x0areloc.CODE\x01\x04\x00\x03\x02\x03\x04\x03\x00\x03\x0c\x04\x00\x06\x05\x00");
        wasm
    }

    #[test]
    fn what_nothing_uses_is_taken_out_and_nothing_else() {
        let mut wasm = module();
        let before = wasm.clone();
        bury(&mut wasm).unwrap();
        assert_eq!(wasm.len(), before.len());
        let read = Module::read(&before).unwrap();
        let bodies: Vec<&[u8]> = read.bodies.iter().map(|body| &wasm[body.clone()]).collect();
        let trap = b"\x00\x00\x01\x01\x01\x01\x0b";
        assert_eq!(bodies, [b"\x00\x01\x01\x01\x01\x01\x0b", trap, trap]);
        assert_eq!(&wasm[read.segments[0].clone()], b"used\0\0\0\0");
        assert!(matches!(read.symbols.last(), Some(Symbol::Other)));
    }

    #[test]
    fn a_module_without_relocations_is_refused() {
        assert!(bury(&mut b"\0asm\x01\0\0\0".to_vec()).is_err());
        assert!(bury(&mut module()[..40].to_vec()).is_err());
    }

    #[test]
    fn numbers_are_read_to_their_end() {
        for (bytes, number) in [(&b"\x05"[..], 5), (b"\x80\x01", 128), (b"\xe5\x8e\x26", 624_485)] {
            let mut reader = Reader { wasm: bytes, at: 0 };
            assert_eq!(reader.number().unwrap(), number);
            assert_eq!(reader.at, bytes.len());
        }
    }
}
