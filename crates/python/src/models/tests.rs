//! The model files in `tests/models`, read in three ways: by the real
//! SQLAlchemy, by this interpreter, and by the exporter.

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    process::Command,
    rc::Rc,
};

use limbeck_dialect::{Dialect, definition};
use limbeck_schema::{ConstraintKind, Expression, Schema, SqlType, Table};
use limbeck_testkit::Oracle;
use rustpython_vm::PyObjectRef;

use super::process;
use crate::{Interpreter, Setup, read::Reader};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/models")
}

/// What of the folder is no set of models, or needs more than SQLAlchemy.
const OTHERS: [&str; 5] = [
    "describe.py",
    "heroes.py",
    "heroes.txt",
    "teams.py",
    "__pycache__",
];

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

/// An interpreter that knows `describe` and where packages are installed, and
/// what it prints.
fn interpreter(installed: Option<PathBuf>) -> (Interpreter, Rc<RefCell<Vec<u8>>>) {
    let output = Rc::new(RefCell::new(Vec::new()));
    let interpreter = Interpreter::new(Setup {
        search_path: std::iter::once(folder()).chain(installed).collect(),
        stdout: output.clone(),
        ..Setup::default()
    });
    (interpreter.expect("an interpreter"), output)
}

/// What a snippet prints that may use `describe`.
fn printed(snippet: &str) -> String {
    let (interpreter, output) = interpreter(None);
    let ran = interpreter.run_source(&format!("import describe\n{snippet}"), "snippet.py");
    if let Err(error) = ran {
        panic!("{}", error.traceback());
    }
    String::from_utf8_lossy(&output.borrow()).into_owned()
}

/// What the list of lists of MetaData reads as that a snippet calls `found`,
/// table by table; expressions as their SQL, for the other Python tells no more
/// of them.
fn schemas(snippet: &str, dialect: &dyn Dialect, oracle: &Oracle) -> Vec<Schema> {
    let packages = std::fs::read_dir(oracle.folder().join("lib")).expect("packages");
    let mut packages = packages.map(|entry| entry.expect("an entry").path().join("site-packages"));
    let (interpreter, _) = interpreter(packages.find(|folder| folder.is_dir()));
    let read = interpreter
        .run_source(&format!("import describe\n{snippet}"), "snippet.py")
        .and_then(|names| {
            interpreter.run(|vm| {
                let found: Vec<Vec<PyObjectRef>> = names.get_item("found", vm)?.try_to_value(vm)?;
                let reader = Reader::new(vm, dialect.name());
                let read = |several: Vec<PyObjectRef>| {
                    let mut schema = Schema::default();
                    for metadata in several {
                        reader.metadata(&metadata, &mut schema)?;
                    }
                    Ok(schema)
                };
                found.into_iter().map(read).collect()
            })
        });
    let mut read: Vec<Schema> = read.unwrap_or_else(|error| panic!("{}", error.traceback()));
    for schema in &mut read {
        normalize(schema, dialect);
    }
    read
}

/// Says the same things in the same words: names as the conventions make them,
/// indexes in the order of their names, expressions as their SQL without outer
/// brackets, for of all these the other Python tells the result. Which foreign
/// keys stood in a column, and which enums named a MetaData, SQLAlchemy forgets.
fn normalize(schema: &mut Schema, dialect: &dyn Dialect) {
    for table in schema.tables.values_mut() {
        for constraint in &mut table.constraints {
            let named = table.naming.constraint_name(constraint, &table.name);
            constraint.name = named.expect("a name");
            if let ConstraintKind::ForeignKey(key) = &mut constraint.kind {
                key.in_column = false;
            }
        }
        for column in &mut table.columns {
            if let SqlType::Enum(labels) = &mut column.sql_type {
                labels.in_metadata = false;
            }
        }
        for index in &mut table.indexes {
            let named = table.naming.index_name(index, &table.name);
            index.name = named.expect("a name");
        }
        table
            .indexes
            .sort_by_key(|index| format!("{:?}", index.name));
    }
    schema.walk(&mut |expression| {
        if let Ok(sql) = definition(dialect, expression) {
            *expression = Expression::Raw(bare(&sql).to_owned());
        }
    });
}

/// SQL without the brackets around the whole of it.
fn bare(sql: &str) -> &str {
    let inner = sql
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let depths = |text: &str| {
        let mut depth = 0;
        text.chars().all(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth >= 0
        })
    };
    inner.filter(|inner| depths(inner)).unwrap_or(sql)
}

/// What the real SQLAlchemy makes of the files.
fn expected(oracle: &Oracle, files: &[String]) -> String {
    let output = Command::new(oracle.program("python"))
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
    same(&actual, &expected(&Oracle::find(), &files));
}

/// What that Python tells of the models in a dialect, and a snippet that makes
/// `found` of it.
fn told(python: &Path, files: &[String], dialect: &str, work: &Path) -> String {
    let environment = work.join("env.py");
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
        files = text(files),
    );
    std::fs::write(&environment, source).expect("env.py");
    let request = format!(
        "{{\"env\": {environment:?}, \"config\": null, \"section\": \"alembic\", \
         \"path\": [], \"dialect\": {dialect:?}, \"offline\": true}}"
    );
    let answer = process::export(python, &request).expect("an answer");
    let told = work.join(dialect);
    std::fs::write(&told, answer).expect("a file");
    format!(
        "import json, os, _limbeck_models\n\
         document = json.load(open({told:?}))\n\
         assert 'failure' not in document, document['text']\n\
         all = _limbeck_models.Loader(document['sqlalchemy']).load(document['metadata'])\n\
         found = [[all[number] for number in several] for several in document['targets']]\n"
    )
}

/// What that Python tells of the files gives its own tables.
fn same_tables(oracle: &Oracle, files: &[String]) {
    let work = tempfile::tempdir().expect("a folder");
    let python = oracle.program("python");
    let expected = expected(oracle, files);
    for dialect in ["postgresql", "sqlite"] {
        let snippet = format!(
            "{}for path, several in zip({files}, found, strict=True):\n    \
                 describe.describe(os.path.basename(path), several, {dialect:?})\n",
            told(&python, files, dialect, work.path()),
            files = text(files),
        );
        let actual = printed(&snippet);
        let of_dialect: Vec<&str> = expected
            .split("## ")
            .filter(|table| {
                let title = table.lines().next().unwrap_or_default();
                title.contains(&format!(", {dialect}: "))
            })
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
fn what_the_projects_python_tells_gives_the_same_tables() {
    same_tables(&Oracle::find(), &files());
}

#[test]
fn what_sqlalchemy_2_0_tells_gives_its_tables() {
    // Options of tables that it does not have; its own repr of enums that name a
    // MetaData or take its schema.
    same_tables(
        &Oracle::older(),
        &without(&[
            "postgresql_types.py",
            "variants.py",
            "enums.py",
            "schemas.py",
        ]),
    );
}

/// All files but these.
fn without(others: &[&str]) -> Vec<String> {
    let mut files = files();
    files.retain(|file| !others.iter().any(|other| Path::new(file).ends_with(other)));
    files
}

/// Both readers' schemas of the models are equal, with that Python.
fn same_schemas(oracle: &Oracle, files: &[String]) {
    let work = tempfile::tempdir().expect("a folder");
    let python = oracle.program("python");
    let here = format!(
        "found = [describe.targets(describe.load(path)) for path in {}]",
        text(files)
    );
    let postgresql = limbeck_dialect::Postgresql::default();
    let sqlite = limbeck_dialect::Sqlite;
    let dialects: [&dyn Dialect; 2] = [&postgresql, &sqlite];
    let mut different = Vec::new();
    for dialect in dialects {
        let ours = schemas(&here, dialect, oracle);
        let snippet = told(&python, files, dialect.name(), work.path());
        let theirs = schemas(&snippet, dialect, oracle);
        assert_eq!((ours.len(), theirs.len()), (files.len(), files.len()));
        for ((ours, theirs), file) in ours.iter().zip(&theirs).zip(files) {
            let about = format!("{file}, {}", dialect.name());
            assert_eq!(ours.sequences, theirs.sequences, "{about}");
            assert_eq!(ours.enums, theirs.enums, "{about}");
            assert!(ours.tables.keys().eq(theirs.tables.keys()), "{about}");
            for (ours, theirs) in ours.tables.values().zip(theirs.tables.values()) {
                if ours != theirs {
                    different.push(format!("{about}: {}\n{}", ours.name, lines(ours, theirs)));
                }
            }
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

/// The lines in which two tables differ.
fn lines(ours: &Table, theirs: &Table) -> String {
    let (ours, theirs) = (format!("{ours:#?}"), format!("{theirs:#?}"));
    let pairs = ours.lines().zip(theirs.lines());
    let different = pairs.filter(|(ours, theirs)| ours != theirs);
    let shown = different.map(|(ours, theirs)| format!("  {ours} here\n  {theirs} there\n"));
    shown.take(8).collect()
}

#[test]
fn both_readers_give_the_same_schema() {
    same_schemas(&Oracle::find(), &files());
}

#[test]
fn both_readers_give_the_same_schema_with_sqlalchemy_2_0() {
    // But for options of tables that it does not have.
    let mut files = without(&["postgresql_types.py", "variants.py"]);
    // And with models of SQLModel, which is installed there.
    files.push(folder().join("teams.py").display().to_string());
    same_schemas(&Oracle::older(), &files);
}

#[test]
fn models_of_sqlmodel_become_its_tables() {
    let file = folder().join("heroes.py").display().to_string();
    let actual = printed(&format!("describe.main({})", text(&[file])));
    same(&actual, include_str!("../../../../tests/models/heroes.txt"));
}
