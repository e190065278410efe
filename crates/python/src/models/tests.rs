//! The model files in `tests/models`, read in three ways: by the real
//! SQLAlchemy, by this interpreter, and by the exporter.

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    process::Command,
    rc::Rc,
};

use limbeck_testkit::Oracle;

use super::process;
use crate::{Interpreter, Setup};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/models")
}

/// What of the folder is no set of models, or needs more than SQLAlchemy.
const OTHERS: [&str; 4] = ["describe.py", "heroes.py", "heroes.txt", "__pycache__"];

fn files() -> Vec<String> {
    let mut files: Vec<String> = std::fs::read_dir(folder())
        .expect("the models")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| !OTHERS.iter().any(|other| path.ends_with(other)))
        .map(|path| path.display().to_string())
        .collect();
    files.sort();
    assert!(files.len() >= 30, "{} files", files.len());
    files
}

fn text(items: &[String]) -> String {
    format!("{items:?}")
}

/// What a snippet prints that may use `describe`.
fn printed(snippet: &str) -> String {
    let output = Rc::new(RefCell::new(Vec::new()));
    let interpreter = Interpreter::new(Setup {
        search_path: vec![folder()],
        stdout: output.clone(),
        ..Setup::default()
    })
    .expect("an interpreter");
    let ran = interpreter.run_source(&format!("import describe\n{snippet}"), "snippet.py");
    if let Err(error) = ran {
        panic!("{}", error.traceback());
    }
    String::from_utf8_lossy(&output.borrow()).into_owned()
}

/// What the real SQLAlchemy makes of the files.
fn expected(files: &[String]) -> String {
    let output = Command::new(Oracle::find().program("python"))
        .args(["-B", "-W", "ignore"])
        .arg(folder().join("describe.py"))
        .args(files)
        .output()
        .expect("the real SQLAlchemy");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    String::from_utf8(output.stdout).expect("text")
}

/// Compares table by table.
#[track_caller]
fn same(actual: &str, expected: &str) {
    let tables = |text: &str| -> Vec<String> { text.split("## ").map(str::to_owned).collect() };
    let (actual, expected) = (tables(actual), tables(expected));
    for (actual, expected) in actual.iter().zip(&expected) {
        assert_eq!(actual, expected);
    }
    assert_eq!(actual.len(), expected.len());
}

#[test]
fn models_become_the_same_tables_as_with_sqlalchemy() {
    let files = files();
    let actual = printed(&format!("describe.main({})", text(&files)));
    same(&actual, &expected(&files));
}

#[test]
fn what_the_projects_python_tells_gives_the_same_tables() {
    let files = files();
    let work = tempfile::tempdir().expect("a folder");
    let environment = work.path().join("env.py");
    let source = format!(
        "import sys\n\
         sys.dont_write_bytecode = True\n\
         sys.path.append({folder:?})\n\
         from alembic import context\n\
         import describe\n\
         for path in {files}:\n    \
             context.configure(target_metadata=describe.targets(describe.load(path)))\n\
         raise SystemExit('it ran on')\n",
        folder = folder().display().to_string(),
        files = text(&files),
    );
    std::fs::write(&environment, source).expect("env.py");
    let python = Oracle::find().program("python");
    let mut actual = Vec::new();
    for dialect in ["postgresql", "sqlite"] {
        let request = format!(
            "{{\"env\": {environment:?}, \"config\": null, \"section\": \"alembic\", \
             \"path\": [], \"dialect\": {dialect:?}, \"offline\": true}}"
        );
        let answer = process::export(&python, &request).expect("an answer");
        let told = work.path().join(dialect);
        std::fs::write(&told, answer).expect("a file");
        let snippet = format!(
            "import json, os, _limbeck_models\n\
             document = json.load(open({told:?}))\n\
             assert 'failure' not in document, document['text']\n\
             all = _limbeck_models.Loader(document['sqlalchemy']).load(document['metadata'])\n\
             for path, several in zip({files}, document['targets'], strict=True):\n    \
                 describe.describe(os.path.basename(path), [all[number] for number in several], {dialect:?})\n",
            files = text(&files),
        );
        actual.push(printed(&snippet));
    }
    let expected = expected(&files);
    for (actual, dialect) in actual.iter().zip([", postgresql: ", ", sqlite: "]) {
        let of_dialect: Vec<&str> = expected
            .split("## ")
            .filter(|table| table.lines().next().unwrap_or_default().contains(dialect))
            .collect();
        let actual: Vec<&str> = actual
            .split("## ")
            .filter(|table| !table.is_empty())
            .collect();
        for (actual, expected) in actual.iter().zip(&of_dialect) {
            assert_eq!(actual, expected);
        }
        assert_eq!(actual.len(), of_dialect.len());
    }
}

#[test]
fn models_of_sqlmodel_become_its_tables() {
    let file = folder().join("heroes.py").display().to_string();
    let actual = printed(&format!("describe.main({})", text(&[file])));
    same(&actual, include_str!("../../../../tests/models/heroes.txt"));
}
