#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (keyturn_properties::readers::formats::READER.holds)(bytes));
