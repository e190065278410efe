//! Commands that look at the revisions.

use limbeck_testkit::Project;

use crate::both::{compare, revision, stock};

/// Two branches that split at `b`, one labelled, one that depends on the
/// other, and a base of its own.
pub fn branched() -> Project {
    let project = stock();
    revision(&project, "a1", "None", "");
    revision(&project, "b2", "'a1'", "");
    revision(&project, "c3", "'b2'", "");
    revision(&project, "d4", "'b2'", "branch_labels = ('side',)");
    revision(&project, "e5", "'d4'", "");
    revision(&project, "f6", "'c3'", "depends_on = 'd4'");
    revision(&project, "abc7", "None", "branch_labels = 'lone'");
    revision(&project, "abd8", "'abc7'", "depends_on = ('side',)");
    project
}

/// One line of six.
pub fn linear() -> Project {
    let project = stock();
    let mut down = "None".to_owned();
    for id in ["aa1", "ab2", "ac3", "ba4", "bb5", "bc6"] {
        revision(&project, id, &down, "");
        down = format!("'{id}'");
    }
    project
}

/// A line that splits and is joined again.
pub fn merged() -> Project {
    let project = stock();
    revision(&project, "a1", "None", "");
    revision(&project, "b2", "'a1'", "");
    revision(&project, "c3", "'a1'", "");
    revision(&project, "d4", "('b2', 'c3')", "");
    revision(&project, "e5", "'d4'", "");
    project
}

#[test]
fn heads_and_branches_are_listed_alike() {
    for make in [branched, linear, merged, stock] {
        compare(
            make,
            &[
                &["heads"],
                &["heads", "-v"],
                &["heads", "--resolve-dependencies"],
                &["heads", "-v", "--resolve-dependencies"],
                &["branches"],
                &["branches", "-v"],
                &["history"],
                &["history", "-v"],
            ],
        );
    }
}

#[test]
fn ranges_of_the_history_are_alike() {
    compare(
        linear,
        &[
            &["history", "-r", "ab2:bb5"],
            &["history", "-r", "ab2:"],
            &["history", "-r", ":ac3"],
            &["history", "-r", "aa:bb"],
            &["history", "-r-3:"],
            &["history", "-r", "base:heads"],
            &["history", "-r", "base:+2"],
            &["history", "-r", "ab2:+2"],
            &["history", "-r", "ab2"],
            &["history", "-r", "bb5:ab2"],
            &["history", "-r", "zz:ab2"],
            &["history", "-r", ":current"],
            &["history", "-i"],
            &["upgrade", "ac3"],
            &["history", "-r", ":current"],
            &["history", "-r", "current:"],
            &["history", "-r-2:current"],
            &["history", "-i", "-v"],
        ],
    );
    compare(
        branched,
        &[
            &["history", "-r", "side@base:side@head"],
            &["history", "-r", "lone@base:lone@head"],
            &["history", "-r", ":e5"],
            &["history", "-r", "b2:f6"],
            &["history", "-r", "d4:lone@head"],
        ],
    );
}

#[test]
fn revisions_are_shown_alike() {
    for symbol in [
        "a1",
        "c3",
        "head",
        "heads",
        "base",
        "side",
        "side@head",
        "lone@head",
        "lone@base",
        "f6-1",
        "e5@-1",
        "abc7",
        "ab",
        "abd",
        "zzz",
        "b2+1",
        "side@b2",
        "current",
    ] {
        compare(branched, &[&["show", symbol]]);
    }
    compare(
        merged,
        &[&["show", "d4"], &["show", "head"], &["show", "heads"]],
    );
}

/// A link named `alembic` behaves the same.
#[test]
fn a_link_of_alembics_name_behaves_the_same() {
    let project = linear();
    let link = project.file("alembic");
    std::os::unix::fs::symlink(crate::LIMBECK, &link).expect("a link");
    let heads = project.run(crate::LIMBECK, &["heads"]).success();
    assert_eq!(project.run(&link, &["heads"]).success(), heads);
    let version = project.run(&link, &["--version"]).success();
    assert!(version.starts_with("alembic 1.20.1"), "{version}");
    let version = project.run(crate::LIMBECK, &["--version"]).success();
    assert!(version.starts_with("limbeck "), "{version}");
    for (arguments, expected) in [
        (&["completions", "bash"][..], "complete"),
        (&["completions", "zsh"], "#compdef alembic"),
        (&["man"], ".TH alembic"),
        (&["--help"], "Usage: alembic"),
    ] {
        let printed = project.run(&link, arguments).success();
        assert!(printed.contains(expected), "{arguments:?}\n{printed}");
    }
}
