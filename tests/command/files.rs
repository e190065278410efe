//! Commands that write files.

use limbeck_testkit::Project;

use crate::both::{compare, stock};
use crate::graph::{branched, linear, merged};

#[test]
fn new_revisions_are_written_alike() {
    compare(
        linear,
        &[
            &[
                "revision",
                "-m",
                "Add: a user's phone-number!",
                "--rev-id",
                "n1",
            ],
            &["revision", "--rev-id", "n2"],
            &[
                "revision", "-m", "branch", "--rev-id", "n3", "--head", "ab2",
            ],
            &[
                "revision",
                "-m",
                "branch",
                "--rev-id",
                "n3",
                "--head",
                "ab2",
                "--splice",
                "--branch-label",
                "wing",
            ],
            &["revision", "-m", "two heads now", "--rev-id", "n4"],
            &[
                "revision",
                "-m",
                "on",
                "--rev-id",
                "n5",
                "--head",
                "wing@head",
                "--depends-on",
                "ba4",
                "--depends-on",
                "bb",
            ],
            &[
                "revision",
                "-m",
                "new base",
                "--rev-id",
                "n6",
                "--head",
                "base",
                "--branch-label",
                "own",
            ],
            &[
                "revision",
                "-m",
                "same label",
                "--rev-id",
                "n7",
                "--head",
                "n5",
                "--branch-label",
                "own",
            ],
            &["revision", "-m", "bad id", "--rev-id", "a@b"],
            &[
                "revision",
                "-m",
                "a message that is so long that its file must be named by a part of it only",
                "--rev-id",
                "n8",
                "--head",
                "n6",
            ],
            &[
                "revision",
                "-m",
                "größe und maß",
                "--rev-id",
                "n9",
                "--head",
                "n8",
            ],
            &["revision", "-m", "x", "--sql"],
            &["history"],
        ],
    );
}

/// Alembic writes it, and then no command works any more.
#[test]
fn a_revision_id_is_not_given_twice() {
    let project = linear();
    let printed = project
        .run(
            crate::LIMBECK,
            &["revision", "-m", "again", "--rev-id", "bc6"],
        )
        .failure(255);
    assert!(
        printed.stdout.contains("Revision bc6 already exists"),
        "{printed}"
    );
}

#[test]
fn merges_are_written_alike() {
    compare(
        branched,
        &[
            &["merge", "heads", "-m", "all of them", "--rev-id", "m1"],
            &["merge", "heads", "-m", "nothing left", "--rev-id", "m2"],
            &["history", "-v"],
        ],
    );
    compare(
        branched,
        &[
            &[
                "merge",
                "e5",
                "f6",
                "--rev-id",
                "m1",
                "--branch-label",
                "joined",
            ],
            &["merge", "a1", "b2", "-m", "not heads", "--rev-id", "m2"],
            &[
                "merge", "b2", "abd8", "-m", "splice", "--rev-id", "m2", "--splice",
            ],
            &["heads"],
        ],
    );
    compare(merged, &[&["merge", "head", "-m", "one", "--rev-id", "m1"]]);
}

#[test]
fn file_names_follow_their_templates() {
    for (key, value) in [
        ("file_template", "%%(year)d/%%(month).2d/%%(rev)s-%%(slug)s"),
        ("file_template", "%%(slug)s"),
        ("truncate_slug_length", "8"),
        ("timezone", "UTC"),
        ("timezone", "Nowhere/Land"),
        ("revision_environment", "true"),
        ("version_locations", "%(here)s/one:%(here)s/two"),
        ("recursive_version_locations", "true"),
        ("sourceless", "true"),
        ("output_encoding", "utf-8"),
    ] {
        let make = || {
            let project = stock();
            let ini = project.read("alembic.ini");
            let ini = ini.replace(
                "prepend_sys_path",
                &format!("{key} = {value}\nprepend_sys_path"),
            );
            project.write("alembic.ini", &ini);
            project
        };
        compare(
            make,
            &[
                &["revision", "-m", "the first of all", "--rev-id", "r1"],
                &["revision", "-m", "the second", "--rev-id", "r2"],
                &["heads"],
            ],
        );
    }
}

/// As the guide says: black, found in the active virtual environment.
#[test]
fn write_hooks_format_new_revisions_alike() {
    let hooks = [
        "black.type = console_scripts\nblack.entrypoint = black\n\
         black.options = -q -l 60 REVISION_SCRIPT_FILENAME\n",
        "black.type = exec\nblack.executable = black\n\
         black.options = -q -l 60 REVISION_SCRIPT_FILENAME\n",
        "black.type = module\nblack.module = black\n\
         black.options = -q -l 60 REVISION_SCRIPT_FILENAME\n",
        "black.type = console_scripts\nblack.entrypoint = no_such_program\n",
        "black.type = exec\n",
        "black.type = nothing\n",
        "",
    ];
    let oracle = limbeck_testkit::Oracle::find();
    let programs = oracle.program("");
    let path = format!(
        "{}:{}",
        programs.display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let environment = programs.parent().expect("a folder").display().to_string();
    for hook in hooks {
        let make = || {
            let project = stock()
                .variable("PATH", &path)
                .variable("VIRTUAL_ENV", environment.trim_end_matches("/bin"));
            let ini = project.read("alembic.ini");
            project.write(
                "alembic.ini",
                &format!("{ini}\n[post_write_hooks]\nhooks = black\n{hook}"),
            );
            project
        };
        compare(make, &[&["revision", "-m", "the first", "--rev-id", "r1"]]);
    }
}

/// Alembic lists them in the order in which its folder happens to hold them.
#[test]
fn templates_are_listed_by_name() {
    let printed = Project::new()
        .run(crate::LIMBECK, &["list_templates"])
        .success();
    let names: Vec<&str> = printed
        .lines()
        .filter_map(|line| Some(line.split_once(" - ")?.0))
        .collect();
    assert_eq!(
        names,
        [
            "async",
            "generic",
            "multidb",
            "pyproject",
            "pyproject_async"
        ]
    );
    let project = Project::new();
    let mut theirs: Vec<String> = limbeck_testkit::Oracle::find()
        .alembic(&project, &["list_templates"])
        .success()
        .lines()
        .map(str::to_owned)
        .collect();
    let mut ours: Vec<String> = printed.lines().map(str::to_owned).collect();
    theirs.sort();
    ours.sort();
    assert_eq!(ours, theirs);
}

/// A new environment's files, apart from their wording, and that it runs.
#[test]
fn new_environments_run_at_once() {
    for template in [
        "generic",
        "pyproject",
        "async",
        "pyproject_async",
        "multidb",
    ] {
        let project = Project::new();
        let printed = project.run(crate::LIMBECK, &["init", "-t", template, "scripts"]);
        assert!(printed.stdout.contains("Creating directory"), "{printed}");
        printed.success();
        let theirs = Project::new();
        limbeck_testkit::Oracle::find()
            .alembic(&theirs, &["init", "-t", template, "scripts"])
            .success();
        assert_eq!(project.list("."), theirs.list("."), "{template}");
        assert_eq!(
            project.list("scripts"),
            theirs.list("scripts"),
            "{template}"
        );
        let ini = project
            .read("alembic.ini")
            .replace("driver://user:pass@localhost/dbname2", "sqlite:///two.db")
            .replace(
                "driver://user:pass@localhost/dbname",
                if template.contains("async") {
                    "sqlite+aiosqlite:///one.db"
                } else {
                    "sqlite:///one.db"
                },
            );
        project.write("alembic.ini", &ini);
        project
            .run(
                crate::LIMBECK,
                &["revision", "-m", "first", "--rev-id", "r1"],
            )
            .success();
        project.run(crate::LIMBECK, &["upgrade", "head"]).success();
        let current = project.run(crate::LIMBECK, &["current"]).success();
        assert!(current.contains("r1 (head)"), "{template}: {current}");
        project
            .run(crate::LIMBECK, &["upgrade", "head", "--sql"])
            .success();
        project
            .run(crate::LIMBECK, &["downgrade", "base"])
            .success();
    }
}

#[test]
fn init_refuses_a_folder_that_is_not_empty_alike() {
    compare(Project::new, &[&["heads"], &["upgrade", "head"]]);
    compare(stock, &[&["init", "scripts"]]);
    let project = Project::new();
    let printed = project
        .run(crate::LIMBECK, &["init", "-t", "nothing", "x"])
        .failure(255);
    assert_eq!(printed.stdout, "FAILED: No such template nothing\n");
    assert!(project.list(".").is_empty());
}
