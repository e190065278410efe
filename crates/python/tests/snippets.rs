//! Programs of the standard library's modules print what CPython prints: each
//! `snippets/NAME.py` beside the output that it had there, `NAME.txt`.

use std::{fs, path::Path};

fn check(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snippets");
    let source = fs::read_to_string(folder.join(name).with_extension("py")).unwrap();
    let expect = fs::read_to_string(folder.join(name).with_extension("txt")).unwrap();
    match limbeck_python::printed(&source) {
        Ok(printed) => assert_eq!(printed, expect, "{name}.py"),
        Err(exception) => panic!("{name}.py\n{}", exception.traceback()),
    }
}

#[test]
fn typing_means_the_same_before_and_after_it_is_completed() {
    check("annotations");
}

#[test]
fn coroutines_run_in_the_order_of_an_event_loop() {
    check("asynchronous");
}

#[test]
fn files_and_paths_are_read_and_written() {
    check("files");
}

#[test]
fn loggers_form_a_tree_with_levels_and_handlers() {
    check("logging_tree");
}

#[test]
fn an_ini_file_or_a_dictionary_configures_the_loggers() {
    check("logging_file");
}

#[test]
fn dates_and_time_zones_are_known_without_the_system() {
    check("moments");
}

#[test]
fn texts_are_encoded_parsed_and_matched() {
    check("texts");
}

#[test]
fn enums_dataclasses_collections_and_decimals_behave() {
    check("values");
}
