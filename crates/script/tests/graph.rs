//! Graphs and questions about them, with the answers that Alembic gives.
//!
//! A case file lists revisions, an empty line, and questions. The lines under
//! a question, indented, are its answer: identifiers in order, `!` and the
//! text of an error, or a warning. None means that there is nothing to do.

use std::path::Path;
use std::rc::Rc;

use limbeck_config::Config;
use limbeck_script::{Error, Script, ScriptDirectory};

/// Answers all questions of a case, and compares the whole with the file.
fn check(case: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(case);
    let text = std::fs::read_to_string(file).unwrap();
    let (revisions, questions) = text.split_once("\n\n").unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("versions")).unwrap();
    for (number, line) in revisions.lines().enumerate() {
        write_revision(folder.path(), number, line);
    }
    let config = Config::in_memory();
    config
        .set_main_option("script_location", &folder.path().display().to_string())
        .unwrap();
    let directory = ScriptDirectory::from_config(&config).unwrap();
    let mut got = String::new();
    for question in questions.lines().filter(|line| !line.starts_with(' ')) {
        got += &format!("{question}\n");
        for line in answer(&directory, question) {
            got += &format!("  {line}\n");
        }
    }
    assert_eq!(got, questions);
}

/// `revision a follows b c needs d labels e f`
fn write_revision(folder: &Path, number: usize, line: &str) {
    let mut lists: [Vec<&str>; 4] = Default::default();
    let mut current = 0;
    for word in line.split(' ') {
        match word {
            "revision" => current = 0,
            "follows" => current = 1,
            "needs" => current = 2,
            "labels" => current = 3,
            word => lists[current].push(word),
        }
    }
    let [revision, down, needs, labels] = lists;
    let tuple = |names: &[&str]| match names {
        [] => "None".to_string(),
        [one] => format!("{one:?}"),
        several => format!("{several:?}"),
    };
    let text = format!(
        "revision = {:?}\ndown_revision = {}\ndepends_on = {}\nbranch_labels = {}\n",
        revision[0],
        tuple(&down),
        tuple(&needs),
        tuple(&labels),
    );
    std::fs::write(folder.join(format!("versions/{number:03}.py")), text).unwrap();
}

fn answer(directory: &ScriptDirectory, question: &str) -> Vec<String> {
    let (verb, rest) = question.split_once(' ').unwrap_or((question, ""));
    let list = |words: &str| -> Vec<String> {
        words
            .split(' ')
            .filter(|word| *word != "nothing")
            .map(str::to_string)
            .collect()
    };
    let ids = |scripts: Result<Vec<Rc<Script>>, Error>| {
        let names = |script: &Rc<Script>| script.revision.clone();
        scripts.map(|scripts| scripts.iter().map(names).collect::<Vec<_>>())
    };
    let (to, from) = rest.split_once(" from ").unwrap_or((rest, ""));
    let found = match verb {
        "heads" => directory.get_heads(),
        "effective" => directory.get_effective_heads(),
        "bases" => directory.get_bases(),
        "upgrade" => ids(directory.upgrade_revisions(to, &list(from))),
        "downgrade" => ids(directory.downgrade_revisions(to, &list(from))),
        "history" => {
            let (base, head) = rest.split_once(':').unwrap();
            ids(directory.walk_revisions(base, head))
        }
        "revisions" => ids(directory.get_revisions(rest)),
        "revision?" => directory.get_revision(rest).map(|script| {
            vec![script.map_or("None".to_string(), |script| script.revision.clone())]
        }),
        "current" => ids(directory.get_all_current(&list(rest))).map(|mut ids| {
            ids.sort();
            ids
        }),
        "stamp" => directory.stamp_moves(&list(to), &list(from)).map(|moves| {
            let name = |ids: &[String]| match ids {
                [] => "nothing".to_string(),
                ids => ids.join(" "),
            };
            let line = |one: &limbeck_script::StampMove| {
                format!(
                    "{} -> {}, {}{}",
                    name(&one.from),
                    name(&one.to),
                    if one.is_upgrade {
                        "upgrade"
                    } else {
                        "downgrade"
                    },
                    if one.branch_move { ", branch" } else { "" },
                )
            };
            let moves = moves.iter().map(line).collect::<Vec<_>>().join("; ");
            if moves.is_empty() {
                Vec::new()
            } else {
                vec![moves]
            }
        }),
        _ => panic!("what is {question:?}?"),
    };
    let mut lines = match found {
        Ok(ids) if ids.is_empty() => Vec::new(),
        Ok(ids) => vec![ids.join(" ")],
        Err(error) => vec![format!("! {error}")],
    };
    let warnings = directory.take_warnings();
    lines.extend(warnings.iter().map(|warning| format!("warning: {warning}")));
    lines
}

#[test]
fn one_line_of_revisions() {
    check("linear1.txt");
}

#[test]
fn revisions_that_fork() {
    check("branchy1.txt");
    check("branchy2.txt");
}

#[test]
fn revisions_that_fork_and_merge() {
    check("merge1.txt");
    check("merge2.txt");
}

#[test]
fn several_bases() {
    check("multi1.txt");
}

#[test]
fn revisions_that_depend_on_each_other() {
    check("deps1.txt");
    check("deps2.txt");
    check("deps3.txt");
}
