//! Types, tables and models are declared in Python and compared with the SQL
//! that SQLAlchemy writes for them.
//!
//! `cases/NAME.py` holds cases and `cases/NAME.txt` what SQLAlchemy 2.1.9
//! prints for them. To record a file anew, run in a Python that has SQLAlchemy:
//! `python -I -c "exec(open('print.py').read()); run(open('NAME.py').read())" > NAME.txt`

use std::{fs, path::Path};

use limbeck_python::printed;

/// Runs one file of cases and compares what each prints.
fn check(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/declare/cases");
    let read = |file: String| fs::read_to_string(folder.join(file)).expect("a file of cases");
    let source = format!(
        "{}\nrun({})\n",
        read("print.py".to_owned()),
        python_string(&read(format!("{name}.py"))),
    );
    let printed = match printed(&source) {
        Ok(text) => text,
        Err(exception) => panic!("{}", exception.traceback()),
    };
    let expected = read(format!("{name}.txt"));
    let (ours, theirs) = (cases(&printed), cases(&expected));
    let titles = |list: &[(String, String)]| -> Vec<String> {
        list.iter().map(|(title, _)| title.clone()).collect()
    };
    assert_eq!(titles(&ours), titles(&theirs));
    let mut failed = String::new();
    for ((title, ours), (_, theirs)) in ours.iter().zip(&theirs) {
        if ours != theirs {
            failed += &difference(title, ours, theirs);
        }
    }
    assert!(failed.is_empty(), "{failed}");
}

/// Each case's title and output.
fn cases(text: &str) -> Vec<(String, String)> {
    text.split("== ")
        .skip(1)
        .map(|part| {
            let (title, output) = part.split_once('\n').unwrap_or((part, ""));
            (title.to_owned(), output.to_owned())
        })
        .collect()
}

/// The lines that are not the same.
fn difference(title: &str, ours: &str, theirs: &str) -> String {
    let mut text = format!("== {title}\n");
    let mut theirs_left: Vec<&str> = theirs.lines().collect();
    for line in ours.lines() {
        match theirs_left.iter().position(|other| *other == line) {
            Some(position) => {
                theirs_left.remove(position);
            }
            None => text += &format!("  ours:   {line}\n"),
        }
    }
    for line in theirs_left {
        text += &format!("  theirs: {line}\n");
    }
    text
}

/// A text as a literal of Python.
fn python_string(text: &str) -> String {
    format!("{text:?}")
}

#[test]
fn types_are_spelled_as_sqlalchemy_spells_them() {
    check("types");
}

#[test]
fn tables_are_created_as_sqlalchemy_creates_them() {
    check("tables");
}

#[test]
fn models_become_the_tables_that_sqlalchemy_makes() {
    check("models");
}

#[test]
fn types_of_other_packages_are_spelled_as_they_spell_them() {
    check("extensions");
}

#[test]
fn every_name_that_the_modules_offer_is_there() {
    let source = "
import sqlalchemy
import sqlalchemy.orm
from sqlalchemy.dialects import postgresql
for module in (sqlalchemy, sqlalchemy.orm):
    for name in module.__all__:
        getattr(module, name)
for name in postgresql._LATER:
    getattr(postgresql, name)
print('all')
";
    match printed(source) {
        Ok(text) => assert_eq!(text, "all\n"),
        Err(exception) => panic!("{}", exception.traceback()),
    }
}
