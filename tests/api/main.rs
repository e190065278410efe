//! Programs that use Alembic's Python API: each is run by `limbeck python` and
//! by Python with the real Alembic, in a project of its own, and must print the
//! same and end with the same exit code.
//!
//! A program that reads `DATABASE_URL` gets an empty PostgreSQL database.

use limbeck_testkit::{Oracle, Printed, Project, postgres};
use std::path::{Path, PathBuf};

/// The program that is tested.
const LIMBECK: &str = env!("CARGO_BIN_EXE_limbeck");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/api")
}

/// Runs a program by one of the two.
fn run(folder: &str, name: &str, interpreter: &Path, arguments: &[&str]) -> Printed {
    let file = root().join(folder).join(format!("{name}.py"));
    let text = std::fs::read_to_string(file).expect("a program");
    let project = Project::copy_of(&root().join("project"));
    let database = text.contains("DATABASE_URL").then(postgres::database);
    let project = match &database {
        Some(database) => project.variable("DATABASE_URL", &database.url_for("psycopg")),
        None => project,
    };
    project.write("program.py", &text);
    let arguments: Vec<&str> = arguments.iter().copied().chain(["program.py"]).collect();
    let mut printed = project.run(interpreter, &arguments);
    let here = project.path().display().to_string();
    printed.stdout = printed.stdout.replace(&here, "<project>");
    printed
}

fn check(folder: &str, name: &str) {
    let expected = run(folder, name, &Oracle::find().program("python"), &[]);
    // A program that stops early compares nothing.
    assert_eq!(expected.code, Some(0), "the real Alembic: {expected}");
    assert!(expected.stdout.lines().count() > 1, "{expected}");
    let actual = run(folder, name, Path::new(LIMBECK), &["python"]);
    assert_eq!(actual.code, Some(0), "{actual}");
    assert!(
        actual.stdout == expected.stdout,
        "--- Alembic\n{}\n--- limbeck\n{}\n{}",
        expected.stdout,
        actual.stdout,
        actual.stderr
    );
}

/// One test for each program of a folder, and one that none is left out.
macro_rules! programs {
    ($folder:ident: $($name:ident)*) => {
        mod $folder {
            $(#[test]
            fn $name() {
                super::check(stringify!($folder), stringify!($name));
            })*

            #[test]
            fn all_programs_are_run() {
                let mut found: Vec<String> = std::fs::read_dir(super::root().join(stringify!($folder)))
                    .expect("the folder")
                    .map(|entry| entry.expect("an entry").path())
                    .map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
                    .collect();
                found.sort();
                assert_eq!(found, [$(stringify!($name)),*]);
            }
        }
    };
}

programs! { programs:
    batch_reflection
    check_and_rewriter
    command_line
    commands
    comparison
    configuration
    containers
    custom_operations
    environment
    generate_revision
    implementations
    installed_plugins
    logged_statements
    migration_context
    migration_info
    offline
    operations
    own_implementation
    plugins
    postgresql
    revision_graph
    runtime_options
    script_directory
    script_settings
    small_names
    standalone_sql
    steps
    templates
    tools_for_tests
    utilities
    whole_configuration
    wrong_arguments
}

programs! { cookbook:
    asynchronous
    at_head
    conditional
    custom_command
    data_migrations
    directives
    environments
    from_scratch
    no_empty_migration
    print_tables
    replaceable_objects
    run_operations
    shared_connection
    tenants
    views_excluded
}

/// What a program of that text does in a project, run by both.
fn both(text: &str, words: &[&str]) -> [Printed; 2] {
    let oracle = Oracle::find().program("python");
    [
        (oracle.as_path(), None),
        (Path::new(LIMBECK), Some("python")),
    ]
    .map(|(program, command)| {
        let project = Project::copy_of(&root().join("project"));
        project
            .write("tools/program.py", text)
            .write("tools/beside.py", "WORD = 'beside'\n");
        let arguments = command.into_iter().chain(["tools/program.py"]);
        let arguments: Vec<&str> = arguments.chain(words.iter().copied()).collect();
        let mut printed = project.run(program, &arguments);
        let here = project.path().display().to_string();
        printed.stdout = printed.stdout.replace(&here, "<project>");
        printed
    })
}

#[test]
fn a_program_sees_its_words_its_name_and_the_modules_beside_it() {
    let text = "import sys\nimport beside\nprint(sys.argv, __name__, __file__, beside.WORD)\n\
                print(sys.path[0])\n";
    let [expected, actual] = both(text, &["upgrade", "--sql", "-x", "a=b", "--help"]);
    assert_eq!(expected.code, Some(0), "{expected}");
    assert_eq!(actual.stdout, expected.stdout, "{actual}");
    assert_eq!(actual.code, expected.code);
}

#[test]
fn a_program_ends_with_the_exit_code_that_it_asks_for() {
    for end in [
        "sys.exit(3)",
        "sys.exit()",
        "sys.exit('words')",
        "raise SystemExit(0)",
    ] {
        let [expected, actual] = both(&format!("import sys\nprint(1)\n{end}\n"), &[]);
        assert_eq!(actual.code, expected.code, "{end}: {actual}");
        assert_eq!(actual.stdout, expected.stdout);
        assert_eq!(actual.stderr, expected.stderr);
    }
}

#[test]
fn an_exception_of_a_program_shows_the_line_that_raised_it() {
    let [expected, actual] = both("def f():\n    raise ValueError('words')\n\n\nf()\n", &[]);
    for printed in [expected, actual] {
        let printed = printed.failure(1);
        assert!(
            printed.stderr.contains("program.py\", line 2, in f"),
            "{printed}"
        );
        assert!(printed.stderr.contains("ValueError: words"), "{printed}");
    }
}

#[test]
fn a_program_that_is_not_there_or_not_python_is_named() {
    let project = Project::new();
    let printed = project.run(LIMBECK, &["python", "absent.py"]);
    assert_ne!(printed.code, Some(0));
    assert!(printed.stdout.contains("absent.py") || printed.stderr.contains("absent.py"));
    project.write("wrong.py", "def f(:\n    pass\n");
    let printed = project.run(LIMBECK, &["python", "wrong.py"]).failure(1);
    assert!(printed.stderr.contains("SyntaxError"), "{printed}");
    assert!(printed.stderr.contains("wrong.py"), "{printed}");
}

#[test]
fn what_is_not_called_of_a_dialects_implementation_is_named() {
    let text = "\
from alembic.ddl.base import AddColumn
from alembic.ddl.postgresql import PostgresqlImpl
from alembic.migration import MigrationContext
from sqlalchemy.ext.compiler import compiles


class Own(PostgresqlImpl):
    __dialect__ = 'postgresql'

    def emit_begin(self):
        pass

    def create_table(self, table, **kw):
        pass


@compiles(AddColumn, 'postgresql')
def add_column(element, compiler, **kw):
    return ''


MigrationContext.configure(dialect_name='postgresql', opts={'as_sql': True})
print(type(MigrationContext).__name__)
";
    let [_, actual] = both(text, &[]);
    assert_eq!(actual.code, Some(0), "{actual}");
    let said = &actual.stderr;
    assert!(
        said.contains("Own: limbeck does not call emit_begin of"),
        "{actual}"
    );
    assert!(!said.contains("create_table"), "{actual}");
    assert!(
        said.contains("limbeck writes the SQL of AddColumn itself"),
        "{actual}"
    );
}
