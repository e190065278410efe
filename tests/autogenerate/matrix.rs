//! One change of models: what limbeck makes of it, and what Alembic does.

use limbeck_testkit::Printed;

use crate::case::{Case, Database, cases};
use crate::project::{REVISION, Site, alembic};

/// The differences that `check` names.
const KINDS: &[&str] = &[
    "add_table",
    "remove_table",
    "add_column",
    "remove_column",
    "add_index",
    "remove_index",
    "add_constraint",
    "remove_constraint",
    "rename_constraint",
    "add_fk",
    "remove_fk",
    "add_table_comment",
    "remove_table_comment",
    "modify_type",
    "modify_nullable",
    "modify_default",
    "modify_comment",
    "execute",
    "add_schema",
    "add_sequence",
    "remove_sequence",
    "modify_sequence",
    "add_enum",
    "remove_enum",
    "add_enum_value",
    "rename_enum_value",
    "replace_enum",
    "replace_serial",
    "modify_constraint_comment",
];

/// Runs the cases of a folder.
pub fn run(folder: &str, database: Database) {
    let cases: Vec<Case> = cases(folder, database)
        .into_iter()
        .filter(|case| wanted(&case.name))
        .collect();
    let sites: Vec<Site> = cases
        .iter()
        .map(|case| Site::new(&case.text, database))
        .collect();
    let theirs = alembic(&sites, &[&["check"], REVISION]);
    let mut wrong = Vec::new();
    for ((case, site), theirs) in cases.iter().zip(&sites).zip(theirs) {
        let mut findings = Findings::default();
        let their_file = site.take();
        as_alembic(case, site, &theirs, &their_file, &mut findings);
        let mut rest = Findings::default();
        prove(case, site, &their_file, &mut rest);
        match (rest.0.is_empty(), &case.fails) {
            (true, Some(why)) => findings.add("holds, though it should not", why),
            (false, None) => findings.0.extend(rest.0),
            _ => {}
        }
        if !findings.0.is_empty() {
            wrong.push(format!("# {}\n{}", case.name, findings.0.join("\n")));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} cases on {} are wrong:\n\n{}",
        wrong.len(),
        cases.len(),
        database.name(),
        wrong.join("\n\n")
    );
}

/// Whether a case is to run: all, or while working on one, those whose name
/// holds the text of a variable.
fn wanted(name: &str) -> bool {
    std::env::var("LIMBECK_CASE").map_or(true, |part| name.contains(&part))
}

/// What does not hold.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    fn equal(&mut self, what: &str, limbeck: &str, alembic: &str) {
        if limbeck != alembic {
            self.0.push(format!(
                "## {what}\n{}",
                difference(limbeck, alembic, "limbeck", "expected")
            ));
        }
    }

    fn add(&mut self, what: &str, more: impl std::fmt::Display) {
        self.0.push(format!("## {what}\n{more}"));
    }
}

/// Up, down and up again, with equal models and database in between.
fn prove(case: &Case, site: &Site, their_file: &[(String, String)], findings: &mut Findings) {
    let before = site.dump();
    let checked = site.limbeck(&["check"]);
    findings.equal(
        "differences that limbeck sees",
        &kinds(&checked).join(" "),
        &case.kinds.join(" "),
    );
    let written = site.limbeck(REVISION);
    let file = site.written();
    let names = |files: &[(String, String)]| -> String {
        files.iter().map(|(name, _)| format!("{name}\n")).collect()
    };
    findings.equal("files", &names(&file), &names(their_file));
    let Some((_, text)) = file.first() else {
        if !their_file.is_empty() {
            findings.add("no file was written", written);
        }
        return;
    };
    let missing = file
        .iter()
        .zip(their_file)
        .flat_map(|((_, text), (_, their_text))| {
            ["def upgrade()", "def downgrade()"]
                .iter()
                .flat_map(|start| missing(&body(text, start), &body(their_text, start)))
                .collect::<Vec<_>>()
        })
        .collect::<Vec<_>>();
    match (missing.is_empty(), &case.instead) {
        (true, Some(why)) if why.contains("Python set") => {}
        (true, Some(why)) => findings.add("Alembic's lines are all there", why),
        (false, None) => findings.add(
            "Alembic's lines are not all there",
            format!("{}\n--- in\n{}", missing.join("\n"), excerpt(text)),
        ),
        _ => {}
    }
    let mut step = |arguments: &[&str]| {
        let printed = site.limbeck(arguments);
        let good = printed.code == Some(0);
        if !good {
            findings.add(
                &format!("{} fails", arguments.join(" ")),
                format!("{printed}\n--- file\n{}", excerpt(text)),
            );
        }
        good.then_some(printed)
    };
    if step(&["upgrade", "head"]).is_none() {
        return;
    }
    let Some(quiet) = step(&["check"]) else {
        return;
    };
    let after = site.dump();
    if step(&["downgrade", "-1"]).is_none() {
        return;
    }
    let back = site.dump();
    let again = step(&["upgrade", "head"]).map(|_| site.dump());
    findings.equal(
        "check after the upgrade",
        &quiet.stdout,
        "No new upgrade operations detected.\n",
    );
    if before == after && !case.kinds.is_empty() {
        findings.add("the upgrade changed nothing", text);
    }
    if back != before {
        findings.add(
            "the database after upgrade and downgrade",
            format!(
                "{}\n--- file\n{}",
                difference(&back, &before, "after", "before"),
                excerpt(text)
            ),
        );
    }
    if let Some(again) = again {
        findings.equal("the database after a second upgrade", &again, &after);
    }
}

/// In Alembic's mode, everything is as Alembic has it.
fn as_alembic(
    case: &Case,
    site: &Site,
    theirs: &[Printed],
    their_file: &[(String, String)],
    findings: &mut Findings,
) {
    findings.equal(
        "differences that Alembic sees",
        &kinds(&theirs[0]).join(" "),
        &case.alembic.join(" "),
    );
    let (mut written, mut ours) = (Findings::default(), Findings::default());
    let mut arguments = vec!["-c", "as_alembic.ini"];
    arguments.extend(REVISION);
    let printed = [
        site.limbeck(&["-c", "as_alembic.ini", "check"]),
        site.limbeck(&arguments),
    ];
    let file = site.take();
    let lines = |files: &[(String, String)]| -> String {
        files
            .iter()
            .map(|(name, text)| format!("{name}\n{text}"))
            .collect()
    };
    written.equal("file", &lines(&file), &lines(their_file));
    for (what, (ours_printed, their_printed)) in
        ["check", "revision"].iter().zip(printed.iter().zip(theirs))
    {
        ours.equal(
            &format!("standard output of {what}"),
            &without_addresses(&ours_printed.stdout),
            &without_addresses(&their_printed.stdout),
        );
        ours.equal(
            &format!("log of {what}"),
            &log_lines(ours_printed),
            &log_lines(their_printed),
        );
        if ours_printed.code != their_printed.code {
            ours.add(&format!("exit code of {what}"), ours_printed);
        }
    }
    for (found, expected) in [(written, &case.differs), (ours, &case.shown)] {
        match (found.0.is_empty(), expected) {
            // An order that Alembic takes from a set may be ours by chance.
            (true, Some(why)) if why.contains("Python set") => {}
            (true, Some(why)) => findings.add("equal to Alembic's, though it should not", why),
            (false, None) => {
                findings.0.push("## in Alembic's mode".into());
                findings.0.extend(found.0);
            }
            _ => {}
        }
    }
}

/// The names of the differences that `check` printed, in order.
fn kinds(printed: &Printed) -> Vec<String> {
    let text = &printed.stdout;
    let mut found = Vec::new();
    for (position, _) in text.match_indices("('") {
        let before = text[..position].chars().last();
        if !matches!(before, Some('[' | '(' | ' ')) {
            continue;
        }
        let name = text[position + 2..].split('\'').next().unwrap_or_default();
        if KINDS.contains(&name) {
            found.push(name.to_owned());
        }
    }
    found
}

/// Alembic's log lines. Those of sequences come first and in order: Alembic
/// reads tables in the order of a Python set.
fn log_lines(printed: &Printed) -> String {
    let text = without_addresses(&printed.stderr);
    let (mut sequences, others): (Vec<&str>, Vec<&str>) = text
        .lines()
        .filter(|line| line.contains("[alembic."))
        .partition(|line| line.contains("Detected sequence named"));
    sequences.sort_unstable();
    sequences
        .iter()
        .chain(&others)
        .map(|line| format!("{line}\n"))
        .collect()
}

/// Text without the addresses of Python's objects.
pub fn without_addresses(text: &str) -> String {
    let mut pieces = text.split(" at 0x");
    let mut general = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        general.push_str(piece.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    general
}

/// The part of a file that was generated.
fn excerpt(text: &str) -> &str {
    text.find("def upgrade")
        .map_or(text, |start| &text[start..])
}

/// The lines of a function, without their indentation.
fn body<'a>(text: &'a str, start: &str) -> Vec<&'a str> {
    text.lines()
        .skip_while(|line| !line.starts_with(start))
        .skip(1)
        .take_while(|line| !line.starts_with("def "))
        .map(str::trim)
        .filter(|line| !line.is_empty() && *line != "pass")
        .collect()
}

/// The lines that are not there in that order.
fn missing(ours: &[&str], theirs: &[&str]) -> Vec<String> {
    let mut ours = ours.iter();
    let mut missing = Vec::new();
    for line in theirs {
        let rest = ours.clone();
        if !ours.any(|other| other == line) {
            missing.push((*line).to_owned());
            ours = rest;
        }
    }
    missing
}

/// The lines in which two texts differ, with those around them.
fn difference(left: &str, right: &str, left_name: &str, right_name: &str) -> String {
    let (left, right): (Vec<&str>, Vec<&str>) = (left.lines().collect(), right.lines().collect());
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| {
        pairs.take_while(|(left, right)| left == right).count()
    };
    let front = same(&mut left.iter().zip(&right));
    let room = left.len().min(right.len()) - front;
    let back = same(&mut left.iter().rev().zip(right.iter().rev())).min(room);
    let start = front.saturating_sub(2);
    let part = |lines: &[&str]| lines[start..lines.len() - back].join("\n");
    format!(
        "--- {left_name}\n{}\n--- {right_name}\n{}",
        part(&left),
        part(&right)
    )
}
