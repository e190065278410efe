//! Operations as the text of a script, compared with what Alembic writes.
//!
//! `cases/NAME.py` holds cases and `cases/NAME.txt` what Alembic 1.20.1 prints
//! for them, every script of which is parsed as Python. To record a file anew,
//! run in a Python that has Alembic:
//! `python -I -c "exec(open('print.py').read()); run(open('NAME.py').read())" > NAME.txt`
//!
//! `cases/ours.py` shows what limbeck writes beyond Alembic.

use std::{fs, path::Path};

use limbeck_python::printed;

fn read(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/render/cases");
    fs::read_to_string(folder.join(file)).expect("a file of cases")
}

/// Stands behind the contexts: rendering needs a dialect's name and no command
/// that runs.
const NO_COMMAND: &str = "
import alembic.runtime.migration
class _Native:
    transactional_ddl = True
    def __init__(self, connection, dialect, options):
        self.dialect_name = dialect.name
alembic.runtime.migration._limbeck_migration.open = _Native
";

/// Runs one file of cases and compares what each prints.
fn check(name: &str) {
    let cases = read(&format!("{name}.py"));
    check_source(name, &format!("{}\nrun({cases:?})\n", read("print.py")));
}

fn check_source(name: &str, source: &str) {
    let printed = match printed(&format!("{NO_COMMAND}{source}")) {
        Ok(text) => text,
        Err(exception) => panic!("{}", exception.traceback()),
    };
    let expected = read(&format!("{name}.txt"));
    let (ours, theirs) = (titled(&printed), titled(&expected));
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(ours.len(), theirs.len());
}

/// The cases' outputs, each with its title.
fn titled(text: &str) -> Vec<&str> {
    text.split("\n== ").collect()
}

#[test]
fn types_are_rendered_as_alembic_renders_them() {
    check("types");
}

#[test]
fn tables_are_rendered_as_alembic_renders_them() {
    check("tables");
}

#[test]
fn columns_are_rendered_as_alembic_renders_them() {
    check("columns");
}

#[test]
fn indexes_are_rendered_as_alembic_renders_them() {
    check("indexes");
}

#[test]
fn constraints_are_rendered_as_alembic_renders_them() {
    check("constraints");
}

#[test]
fn statements_and_what_a_project_renders_itself_are_rendered_as_by_alembic() {
    check("scripts");
}

#[test]
fn what_alembic_has_no_text_for_is_rendered_too() {
    check_source("ours", &read("ours.py"));
}
