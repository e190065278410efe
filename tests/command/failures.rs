//! Bad input gives a clear error and an exit code, never a panic, and never a
//! password; a failed run says where the database stands.

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use limbeck_testkit::{Printed, Project, postgres, printed};

use crate::LIMBECK;
use crate::both::{revision, stock};

/// A password that no output may show.
const PASSWORD: &str = "s3cr3t";

/// Runs limbeck and looks at what no output may hold.
#[track_caller]
pub fn limbeck(project: &Project, arguments: &[&str]) -> Printed {
    checked(project.run(LIMBECK, arguments))
}

/// The output of limbeck, once it is seen to hold no panic and no password.
#[track_caller]
pub fn checked(printed: Printed) -> Printed {
    let all = format!("{}{}", printed.stdout, printed.stderr);
    assert_ne!(printed.code, Some(101), "{printed}");
    assert!(!all.contains("panicked"), "{printed}");
    // The second is the password of the tests' own server.
    for password in [PASSWORD, ":secret"] {
        assert!(!all.contains(password), "a password is shown: {printed}");
    }
    printed
}

/// Checks the exit code of a command, and that its output has all the parts.
#[track_caller]
fn fails(project: &Project, arguments: &[&str], code: i32, parts: &[&str]) -> Printed {
    let printed = limbeck(project, arguments).failure(code);
    has(&printed, parts);
    printed
}

#[track_caller]
pub fn has(printed: &Printed, parts: &[&str]) {
    let all = format!("{}{}", printed.stdout, printed.stderr);
    for part in parts {
        assert!(all.contains(part), "{part:?} is not in {printed}");
    }
}

/// A stock project on another database.
pub fn on(url: &str) -> Project {
    let project = stock();
    let ini = project.read("alembic.ini");
    project.write(
        "alembic.ini",
        &ini.replace("sqlite:///test.db", &url.replace('%', "%%")),
    );
    project
}

/// A script whose `upgrade()` has that body.
pub fn script(project: &Project, id: &str, down: &str, body: &str) {
    let body: String = body.lines().map(|line| format!("    {line}\n")).collect();
    project.write(
        &format!("scripts/versions/{id}.py"),
        &format!(
            "from alembic import op\nimport sqlalchemy as sa\n\nrevision = '{id}'\n\
             down_revision = {down}\n\n\ndef upgrade():\n{body}\n\ndef downgrade():\n    pass\n"
        ),
    );
}

/// Two good revisions and a third one with that body.
fn third(project: &Project, body: &str) {
    revision(project, "r1", "None", "");
    revision(project, "r2", "'r1'", "");
    script(project, "r3", "'r2'", body);
}

/// Makes a context of the stock env.py with a further argument.
pub fn configured(project: &Project, more: &str) {
    let env = project.read("scripts/env.py");
    project.write(
        "scripts/env.py",
        &env.replace(
            "target_metadata=target_metadata)",
            &format!("target_metadata=target_metadata, {more})"),
        ),
    );
}

#[test]
fn a_configuration_that_cannot_be_used_is_told() {
    let check = |text: &[u8], arguments: &[&str], parts: &[&str]| {
        let project = stock();
        fs::write(project.file("alembic.ini"), text).expect("a file");
        fails(&project, arguments, 255, parts);
    };
    let heads: &[&str] = &["heads"];
    let no_location = &[
        "FAILED: No 'script_location' key found in configuration.",
        "hint: run it in the folder of alembic.ini",
        "init FOLDER",
    ];
    check(b"[other]\nx = 1\n", heads, no_location);
    check(b"[alembic]\nx = 1\n", heads, no_location);
    check(b"[alembic]\nx = 1\n", &["-n", "prod", "heads"], no_location);
    check(
        b"[alembic]\nscript_location = nowhere\n",
        heads,
        &[
            "FAILED: Path doesn't exist: nowhere.",
            "hint: script_location is relative",
        ],
    );
    check(
        b"[alembic]\nscript_location = %(oops)s/x\n",
        heads,
        &[
            "'script_location'",
            "'oops'",
            "hint: a % that is meant as itself is written %%",
        ],
    );
    check(
        b"[alembic]\nscript_location = 50%/x\n",
        heads,
        &["'%' must be followed", "hint: "],
    );
    check(
        b"script_location = x\n",
        heads,
        &["no section headers", "alembic.ini", "line: 1"],
    );
    check(
        b"[alembic]\nscript_location = x\nscript_location = y\n",
        heads,
        &["[line  3]", "'script_location'", "already exists"],
    );
    check(
        b"[alembic]\nscript_location = \xff\n",
        heads,
        &[
            "alembic.ini is not UTF-8 text",
            "line 2",
            "hint: save the file as UTF-8",
        ],
    );
    let project = Project::new();
    fails(&project, &["heads"], 255, no_location);
    fails(&project, &["upgrade", "head"], 255, no_location);
    project.write("pyproject.toml", "[tool.alembic\nx = 1");
    fails(
        &project,
        &["heads"],
        255,
        &["pyproject.toml is not valid TOML", "line 1"],
    );
    fs::remove_file(project.file("pyproject.toml")).expect("a file");
    fs::create_dir(project.file("alembic.ini")).expect("a folder");
    fails(&project, &["heads"], 255, &["alembic.ini cannot be read"]);
}

#[test]
fn a_script_that_cannot_be_read_is_told_with_its_line() {
    let check = |text: &[u8], parts: &[&str]| {
        let project = stock();
        fs::write(project.file("scripts/versions/bad.py"), text).expect("a file");
        for arguments in [&["heads"][..], &["upgrade", "head"]] {
            fails(&project, arguments, 255, parts);
        }
    };
    check(
        b"revision = 'a'\ndown_revision = None\n\ndef upgrade():\n    op.drop_table('x',, 3)\n",
        &[
            "scripts/versions/bad.py\", line 5",
            "    op.drop_table('x',, 3)\n                      ^\nSyntaxError: ",
        ],
    );
    check(
        b"revision = 'a'\ndown_revision = None\n# caf\xe9\n",
        &[
            "bad.py is not utf-8 text",
            "line 3",
            "hint: save the file as UTF-8",
            "coding",
        ],
    );
    check(b"x = 1\n", &["bad.py"]);
    check(b"revision = 'a'\n", &["bad.py", "down_revision"]);
    check(
        b"import os\nrevision = os.nothing\ndown_revision = None\n",
        &["module 'os' has no attribute 'nothing'"],
    );
    let project = stock();
    let link = project.file("scripts/versions/gone.py");
    std::os::unix::fs::symlink("/nonexistent/file.py", link).expect("a link");
    fails(
        &project,
        &["heads"],
        255,
        &["gone.py", "No such file or directory"],
    );
}

#[test]
fn an_env_py_that_fails_gives_its_traceback_or_its_exit_code() {
    let check = |text: &[u8], code: i32, parts: &[&str]| {
        let project = stock();
        revision(&project, "a1", "None", "");
        fs::write(project.file("scripts/env.py"), text).expect("a file");
        for arguments in [&["upgrade", "head"][..], &["current"]] {
            fails(&project, arguments, code, parts);
        }
    };
    check(
        b"x = 1\nimport y z\n",
        1,
        &["env.py\", line 2", "^", "SyntaxError: "],
    );
    check(
        b"def f():\n    raise ValueError('bad day')\nf()\n",
        1,
        &[
            "Traceback",
            "line 3, in <module>",
            "line 2, in f",
            "ValueError: bad day",
        ],
    );
    check(b"import sys\nsys.exit(3)\n", 3, &[]);
    check(b"import sys\nsys.exit('bye')\n", 1, &["bye"]);
    check(
        b"import nothing.at_all\n",
        1,
        &[
            "No module named 'nothing'",
            "hint: modules are looked for in prepend_sys_path",
        ],
    );
    check(
        b"x = 1\n# \xe9\n",
        1,
        &["env.py\", line 2", "can't decode byte 0xe9"],
    );
    let project = stock();
    fs::remove_file(project.file("scripts/env.py")).expect("a file");
    fails(
        &project,
        &["upgrade", "head"],
        1,
        &["Can't find Python file", "env.py"],
    );
}

#[test]
fn a_history_that_contradicts_itself_is_told() {
    let project = stock();
    revision(&project, "a1", "None", "");
    let copy = project.read("scripts/versions/a1_change.py");
    project.write("scripts/versions/copy.py", &copy);
    let printed = limbeck(&project, &["heads"]);
    has(
        &printed,
        &[
            "Revision a1 is present more than once",
            "a1_change.py",
            "copy.py",
        ],
    );
    fails(
        &project,
        &["upgrade", "head"],
        255,
        &["more than one file has the revision id a1", "copy.py"],
    );

    let project = stock();
    revision(&project, "a1b2c3d4", "None", "");
    revision(&project, "b2", "'a1b2c3d5'", "");
    for arguments in [&["heads"][..], &["history"], &["upgrade", "head"]] {
        fails(
            &project,
            arguments,
            255,
            &[
                "a1b2c3d5 referenced from b2 (",
                "b2_change.py",
                "did you mean a1b2c3d4?",
            ],
        );
    }

    let project = stock();
    revision(&project, "a1", "'c3'", "");
    revision(&project, "b2", "'a1'", "");
    revision(&project, "c3", "'b2'", "");
    fails(
        &project,
        &["upgrade", "head"],
        255,
        &[
            "Cycle is detected in revisions (a1, b2, c3)",
            "hint: correct down_revision",
        ],
    );
}

#[test]
fn a_symbol_that_means_no_single_revision_is_answered_with_near_ones() {
    let project = stock();
    revision(&project, "abc111", "None", "");
    revision(&project, "abc222", "'abc111'", "");
    revision(&project, "abd333", "'abc111'", "");
    let near = &[
        "Can't locate revision identified by 'abc112'",
        "did you mean abc111?",
    ];
    for arguments in [
        &["upgrade", "abc112"][..],
        &["show", "abc112"],
        &["stamp", "abc112"],
        &["merge", "abc112", "abc222"],
        &["history", "-r", "abc112:"],
    ] {
        fails(&project, arguments, 255, near);
    }
    fails(
        &project,
        &["upgrade", "abc"],
        255,
        &[
            "Can't locate revision identified by 'abc'",
            "Multiple revisions start with 'abc'",
        ],
    );
    fails(
        &project,
        &["upgrade", "head"],
        255,
        &["the heads are abc222, abd333", "merge heads -m"],
    );
    fails(&project, &["upgrade", "nothing@head"], 255, &["'nothing'"]);
    fails(
        &project,
        &["upgrade", "abc111:abc222"],
        255,
        &["Range revision not allowed"],
    );
}

#[test]
fn a_url_that_leads_nowhere_is_told() {
    let check = |url: &str, parts: &[&str]| {
        let project = on(url);
        revision(&project, "a1", "None", "");
        let printed = fails(&project, &["upgrade", "head"], 1, parts);
        assert!(!printed.stderr.contains("Running"), "{printed}");
    };
    check(
        "postgresql+none://u:s3cr3t@h/x",
        &["Can't load plugin", "postgresql.none"],
    );
    check(
        "oracle://u:s3cr3t@h/x",
        &["oracle databases are not supported"],
    );
    check(
        "mysql://u:s3cr3t@127.0.0.1:1/x",
        &["(MySQLdb.OperationalError) (2003", "Connection refused"],
    );
    check(
        "mysql+pymysql://u:s3cr3t@h/x?read_default_file=my.cnf",
        &["connection option \"read_default_file\" is not supported"],
    );
    check(
        "postgres://u:s3cr3t@h/x",
        &["hint: write postgresql:// for postgres://"],
    );
    check(
        "driver://user:s3cr3t@localhost/x",
        &["hint: sqlalchemy.url is still the placeholder"],
    );
    check(
        "no url, s3cr3t",
        &[
            "Could not parse SQLAlchemy URL",
            "hint: sqlalchemy.url looks like",
        ],
    );
    check("postgresql://u:s3cr3t@h:port/x", &["'port'", "hint: "]);
    check(
        "postgresql://u:s3cr3t@127.0.0.1:1/x",
        &["Connection refused", "postgresql://u:***@127.0.0.1:1/x"],
    );
    check(
        "postgresql://u:s3cr3t@no-such-host.invalid/x",
        &["no-such-host.invalid", "resolve"],
    );
    check(
        "postgresql://u:s3cr3t@/x?host=/nonexistent",
        &["/nonexistent/.s.PGSQL.5432"],
    );
    check(
        "postgresql://u@127.0.0.1:1/x?password=s3cr3t",
        &["password=***", "Connection refused"],
    );
    check(
        "sqlite:////nonexistent/folder/x.db",
        &["unable to open", "hint: the file's folder"],
    );
    check("sqlite://u:s3cr3t@h/x", &["Invalid SQLite URL"]);
    let project = stock();
    let ini = project
        .read("alembic.ini")
        .replace("sqlalchemy.url", "other.url");
    project.write("alembic.ini", &ini);
    fails(
        &project,
        &["current"],
        1,
        &["KeyError: 'url'", "hint: sqlalchemy.url is not set"],
    );
}

#[test]
fn a_server_that_refuses_is_told() {
    let database = postgres::database();
    let url = database.url();
    let name = database.name();
    let check = |url: &str, parts: &[&str]| {
        let project = on(url);
        fails(&project, &["current"], 1, parts);
    };
    check(
        &url.replacen(":secret@", ":s3cr3t@", 1),
        &[
            "password authentication failed",
            "hint: the server does not take",
            "%40",
        ],
    );
    for driver in ["psycopg", "psycopg2", "asyncpg"] {
        check(
            &database.url_for(driver).replace(name, "not_there"),
            &[
                "database \"not_there\" does not exist",
                "hint: create it with `createdb not_there`",
            ],
        );
    }
    check(&format!("{url}?bogus=1"), &["bogus"]);
    check(&format!("{url}?sslmode=require"), &["SSL"]);
}

#[test]
fn a_statement_that_fails_leaves_what_the_transactions_allow() {
    let body = "op.create_table('t3', sa.Column('x', sa.Integer()))\n\
                op.execute('SELECT * FROM nowhere')";
    let outside = "with op.get_context().autocommit_block():\n    \
                   op.execute('CREATE TABLE t4 (x integer)')\n\
                   op.execute('SELECT * FROM nowhere')";
    let check = |project: &Project, parts: &[&str], at: &str| {
        let printed = fails(project, &["upgrade", "head"], 1, parts);
        has(
            &printed,
            &[
                "[SQL: SELECT * FROM nowhere]",
                "revision: r3 (upgrade) failed, in ",
                "r3.py, line 1",
                "run the same `limbeck upgrade` again",
            ],
        );
        assert_eq!(limbeck(project, &["current"]).success().trim(), at);
        // Mended, it goes on.
        script(project, "r3", "'r2'", "pass");
        limbeck(project, &["upgrade", "head"]).success();
        assert_eq!(limbeck(project, &["current"]).success().trim(), "r3 (head)");
    };
    let rolled_back = "changes: rolled back; nothing of it is left";
    let kept = "kept: 2 revisions of this run: r1, r2";

    let database = postgres::database();
    let project = on(&database.url());
    third(&project, body);
    check(
        &project,
        &[
            "relation \"nowhere\" does not exist",
            "rolled back, and with it 2 revisions of this run that came before: r1, r2",
            "database: at base: no revision is applied",
        ],
        "",
    );
    assert_eq!(database.psql("SELECT to_regclass('t3') IS NULL"), "t\n");

    database.reset();
    let project = on(&database.url());
    third(&project, body);
    configured(&project, "transaction_per_migration=True");
    check(&project, &[rolled_back, kept, "database: at r2"], "r2");

    database.reset();
    let project = on(&database.url());
    third(&project, outside);
    check(
        &project,
        &["changes: partly committed", kept, "database: at r2"],
        "r2",
    );
    assert_eq!(database.psql("SELECT to_regclass('t4') IS NULL"), "f\n");

    let project = stock();
    third(&project, body);
    check(
        &project,
        &[
            "no such table: nowhere",
            rolled_back,
            kept,
            "database: at r2",
        ],
        "r2",
    );
}

#[test]
fn a_commit_that_fails_and_a_connection_that_is_lost_are_told() {
    let database = postgres::database();
    let project = on(&database.url());
    script(
        &project,
        "r1",
        "None",
        "op.execute('CREATE TABLE a (id integer PRIMARY KEY)')\n\
         op.execute('CREATE TABLE b (id integer REFERENCES a DEFERRABLE INITIALLY DEFERRED)')\n\
         op.execute('INSERT INTO b VALUES (1)')",
    );
    fails(
        &project,
        &["upgrade", "head"],
        1,
        &[
            "violates foreign key constraint",
            "[SQL: COMMIT]",
            "changes: rolled back",
            "database: at base",
        ],
    );
    assert_eq!(database.psql("SELECT to_regclass('a') IS NULL"), "t\n");
    let body = "op.execute('SELECT pg_terminate_backend(pg_backend_pid())')";
    script(&project, "r1", "None", body);
    fails(
        &project,
        &["upgrade", "head"],
        1,
        &[
            "terminating connection",
            "r1.py, line 9",
            "database: at base",
        ],
    );
    script(
        &project,
        "r1",
        "None",
        "op.execute('CREATE TABLE a (id integer)')\n\
         op.execute(\"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS \
         'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'\")\n\
         op.execute('CREATE CONSTRAINT TRIGGER t AFTER INSERT ON a DEFERRABLE INITIALLY \
         DEFERRED FOR EACH ROW EXECUTE FUNCTION f()')\n\
         op.execute('INSERT INTO a VALUES (1)')",
    );
    fails(
        &project,
        &["upgrade", "head"],
        1,
        &["the connection was lost before the answer came; `limbeck current` tells"],
    );
    assert_eq!(limbeck(&project, &["current"]).success().trim(), "");
    script(&project, "r1", "None", "pass");
    limbeck(&project, &["upgrade", "head"]).success();
}

#[test]
fn input_that_is_too_deep_or_no_text_does_not_end_in_a_panic() {
    let project = stock();
    script(&project, "r1", "None", "def f(): f()\nf()");
    fails(
        &project,
        &["upgrade", "head"],
        1,
        &["RecursionError", "more times]", "r1.py, line 9"],
    );
    let deep = format!("x = {}1{}", "(".repeat(20_000), ")".repeat(20_000));
    script(&project, "r1", "None", &deep);
    limbeck(&project, &["upgrade", "head"]).success();
    for arguments in [&[&b"upgrade"[..], b"\xff"][..], &[b"-x", b"\xff", b"heads"]] {
        let arguments = arguments.iter().map(|word| OsStr::from_bytes(word));
        let printed = checked(printed(project.command(LIMBECK).args(arguments)));
        has(&printed.failure(2), &["invalid UTF-8"]);
    }
    let mut command = project.command(LIMBECK);
    command.args(["upgrade", "head"]);
    for variable in ["PYTHONPATH", "ALEMBIC_TEXT", "ALEMBIC_CONFIG"] {
        command.env(variable, OsStr::from_bytes(b"/x\xff"));
    }
    checked(printed(&mut command)).success();
    let odd = OsStr::from_bytes(b"scripts/versions/odd\xff.py");
    let text = "revision = 'r2'\ndown_revision = 'r1'\n\n\ndef upgrade():\n    pass\n";
    fs::write(project.path().join(odd), text).expect("a file");
    let printed = limbeck(&project, &["heads"]);
    assert!(matches!(printed.code, Some(0 | 255)), "{printed}");
}

#[test]
fn a_script_that_raises_ends_with_its_traceback_and_line() {
    let project = stock();
    third(&project, "x = {}\nx['key']");
    fails(
        &project,
        &["upgrade", "head"],
        1,
        &[
            "r3.py\", line 10, in upgrade\n    x['key']\nKeyError: 'key'\n",
            "revision: r3 (upgrade) failed",
            "r3.py, line 10",
            "database: at r2",
        ],
    );
    script(&project, "r3", "'r2'", "import sys\nsys.exit(4)");
    fails(
        &project,
        &["upgrade", "head"],
        4,
        &["revision: r3", "database: at r2"],
    );
    script(
        &project,
        "r3",
        "'r2'",
        "from alembic.util import CommandError\nraise CommandError('no')",
    );
    fails(
        &project,
        &["upgrade", "head"],
        255,
        &["FAILED: no", "revision: r3"],
    );
}

#[test]
fn what_limbeck_does_not_have_is_named() {
    let check = |body: &str, parts: &[&str]| {
        let project = stock();
        script(&project, "r1", "None", body);
        let printed = fails(&project, &["upgrade", "head"], 1, parts);
        has(&printed, &["r1.py\", line 9", "revision: r1"]);
    };
    let own = "hint: limbeck brings its own sqlalchemy";
    check(
        "sa.nothing_here()",
        &["module 'sqlalchemy' has no attribute 'nothing_here'", own],
    );
    check(
        "op.nothing_here()",
        &["module 'alembic.op' has no attribute 'nothing_here'", own],
    );
    check(
        "import sqlalchemy.orm; sqlalchemy.orm.nothing_here()",
        &[
            "module 'sqlalchemy.orm' has no attribute 'nothing_here'",
            own,
        ],
    );
    check(
        "from sqlalchemy.ext.nothing import x; x()",
        &["sqlalchemy.ext.nothing could not load", own],
    );
}

#[test]
fn a_version_table_that_names_an_unknown_revision_is_explained() {
    let database = postgres::database();
    let project = on(&database.url());
    revision(&project, "r1", "None", "");
    database.psql(
        "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY); \
         INSERT INTO alembic_version VALUES ('gone')",
    );
    for arguments in [
        &["upgrade", "head"][..],
        &["downgrade", "base"],
        &["current"],
    ] {
        fails(
            &project,
            arguments,
            255,
            &[
                "Can't locate revision identified by 'gone'",
                "hint: the table alembic_version names gone",
                "stamp --purge",
            ],
        );
    }
    limbeck(&project, &["stamp", "--purge", "head"]).success();
    assert_eq!(
        limbeck(&project, &["current"]).success().trim(),
        "r1 (head)"
    );
}

#[test]
fn a_template_that_does_not_render_leaves_no_file() {
    for (template, code) in [("${nothing.x}\n", 255), ("% if x:\n", 1), ("${1 +}\n", 1)] {
        let project = stock();
        project.write("scripts/script.py.mako", template);
        fails(&project, &["revision", "-m", "x"], code, &[]);
        assert!(project.list("scripts/versions").is_empty(), "{template}");
    }
    let project = stock();
    fs::remove_file(project.file("scripts/script.py.mako")).expect("a file");
    fails(
        &project,
        &["revision", "-m", "x"],
        1,
        &["script.py.mako", "No such file"],
    );
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told() {
    let project = stock();
    let versions = project.file("scripts/versions");
    fs::set_permissions(&versions, fs::Permissions::from_mode(0o555)).expect("our own folder");
    // Whoever may write anywhere (root) is refused by a file in the way.
    if fs::write(versions.join("probe"), "").is_ok() {
        fs::set_permissions(&versions, fs::Permissions::from_mode(0o755)).expect("our own folder");
        fs::remove_dir_all(&versions).expect("a folder");
        fs::write(&versions, "").expect("a file");
    }
    let printed = limbeck(&project, &["revision", "-m", "x", "--rev-id", "n1"]);
    assert!(matches!(printed.code, Some(1 | 255)), "{printed}");
    has(&printed, &["scripts/versions"]);
}

/// Whose reader went away.
enum Stream {
    Errors,
    Both,
}

#[test]
fn a_reader_that_goes_away_ends_the_command_quietly() {
    let project = stock();
    let mut down = "None".to_owned();
    for number in 0..400 {
        revision(&project, &format!("a{number:03}"), &down, "");
        down = format!("'a{number:03}'");
    }
    let mut child = project.start(LIMBECK, &["history", "-v"]);
    let mut pipe = child.stdout.take().expect("a pipe");
    let mut first = [0; 16];
    pipe.read_exact(&mut first).expect("the first letters");
    drop(pipe);
    let printed = checked(limbeck_testkit::finish(child));
    assert_eq!(
        (printed.code, printed.stderr.as_str()),
        (Some(141), ""),
        "{printed}"
    );

    // Nor may a reader of the errors who went away disturb the run.
    let broken = stock();
    third(&broken, "1 / 0");
    let mut command = broken.command(LIMBECK);
    command.args(["upgrade", "head"]);
    for stream in [Stream::Errors, Stream::Both] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        if matches!(stream, Stream::Both) {
            command.stdout(writer.try_clone().expect("a pipe"));
        }
        let status = command.stderr(writer).status().expect("limbeck runs");
        assert_eq!(status.code(), Some(1), "not a panic");
    }
    assert_eq!(limbeck(&broken, &["current"]).success().trim(), "r2");

    let full = fs::File::options()
        .write(true)
        .open("/dev/full")
        .expect("/dev/full");
    let mut command = project.command(LIMBECK);
    command
        .args(["history"])
        .stdout(full)
        .stderr(Stdio::piped());
    let child = command.spawn().expect("limbeck starts");
    let printed = checked(limbeck_testkit::finish(child));
    assert_eq!(printed.code, Some(1), "{printed}");
    has(
        &printed,
        &["cannot write the output: No space left on device"],
    );
    for shell in [
        "history >&-",
        "upgrade head >&-",
        "upgrade head --sql >&-",
        "heads 2>&-",
    ] {
        let line = format!("'{LIMBECK}' {shell}");
        let printed = checked(project.run("sh", &["-c", &line]));
        assert!(matches!(printed.code, Some(0 | 1)), "{shell}: {printed}");
    }
}
