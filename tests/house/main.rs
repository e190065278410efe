//! The house rules that a test can read: ARCHITECTURE.md's table of crates
//! says what the manifests say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

type Imports = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Folder → folders it may import, from the table under "The crates".
fn documented() -> Imports {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    text.lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| line.split_once("` |"))
        .filter_map(|(folder, rest)| {
            let imports = rest.split('|').nth(1)?;
            let imports = imports.split('`').skip(1).step_by(2).map(str::to_owned);
            Some((folder.to_owned(), imports.collect()))
        })
        .collect()
}

/// Folder → folders it imports, and the names of all its dependencies.
fn manifests() -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(root().join("crates")).expect("crates") {
        let folder = entry.expect("a folder").path();
        let text = fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
        let manifest: toml_edit::DocumentMut = text.parse().expect("TOML");
        let names = manifest["dependencies"]
            .as_table_like()
            .map(|table| table.iter().map(|(name, _)| name.to_owned()).collect())
            .unwrap_or_default();
        let folder = folder.file_name().expect("a name").to_string_lossy();
        found.insert(folder.into_owned(), names);
    }
    found
}

#[test]
fn crates_import_what_the_table_allows() {
    let documented = documented();
    let imported: Imports = manifests()
        .into_iter()
        .map(|(folder, names)| {
            let names = names
                .iter()
                .filter_map(|name| name.strip_prefix("limbeck-"))
                .map(str::to_owned)
                .collect();
            (folder, names)
        })
        .collect();
    assert_eq!(
        documented.keys().collect::<Vec<_>>(),
        imported.keys().collect::<Vec<_>>(),
        "the table lists other crates than crates/ holds"
    );
    for (folder, imports) in &imported {
        if folder == "testkit" {
            continue;
        }
        let beyond: Vec<_> = imports.difference(&documented[folder]).collect();
        assert!(
            beyond.is_empty(),
            "`{folder}` imports {beyond:?}, which ARCHITECTURE.md does not allow"
        );
    }
}

#[test]
fn each_outside_thing_is_named_by_one_crate() {
    for (needle, owner) in [("rustpython-vm", "python"), ("clap", "cli")] {
        for (folder, names) in manifests() {
            assert_eq!(
                names.contains(needle),
                folder == owner,
                "{needle} belongs to `{owner}` alone; see `{folder}`"
            );
        }
    }
}

#[test]
fn libraries_neither_print_nor_read_the_environment() {
    let mut pending = vec![root().join("crates")];
    let mut looked_at = 0;
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            if matches!(
                name.as_deref(),
                Some("cli" | "testkit" | "tests" | "examples")
            ) {
                continue;
            }
            let entries = fs::read_dir(&path).expect("a folder");
            pending.extend(entries.map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && path.file_name().is_some_and(|name| name != "build.rs")
        {
            looked_at += 1;
            let text = fs::read_to_string(&path).expect("a source file");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for forbidden in ["println!(", "eprintln!(", "std::env::var", "process::exit("] {
                assert!(
                    !code.contains(forbidden),
                    "{} uses {forbidden}",
                    path.display()
                );
            }
        }
    }
    assert!(looked_at > 50, "only {looked_at} files were looked at");
}
