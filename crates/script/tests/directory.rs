//! Script directories on disk: what is read, what is printed, what is written.
//! The texts are those that Alembic gives for the same files.

use std::cell::RefCell;
use std::error::Error as StdError;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use limbeck_config::Config;
use limbeck_script::{
    Error, Format, Interpreter, Metadata, Names, NewRevision, Progress, RevisionVariables,
    ScriptDirectory, Silent, Surroundings, Symbols,
};

/// A project in a temporary folder. Its paths are shown as `DIR`.
struct Project {
    folder: tempfile::TempDir,
    root: PathBuf,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let project = Project { folder, root };
        std::fs::create_dir(project.root.join("versions")).unwrap();
        for (name, text) in files {
            project.write(name, text);
        }
        project
    }

    fn write(&self, name: &str, text: &str) {
        let file = self.root.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    fn open(&self, options: &[(&str, &str)]) -> ScriptDirectory {
        self.within(options, Surroundings::default()).unwrap()
    }

    fn within(
        &self,
        options: &[(&str, &str)],
        surroundings: Surroundings,
    ) -> Result<ScriptDirectory, Error> {
        let config = Config::in_memory();
        let root = self.folder.path().display().to_string();
        config.set_main_option("script_location", &root).unwrap();
        config.set_main_option("path_separator", "os").unwrap();
        for (name, value) in options {
            config
                .set_main_option(name, &value.replace("DIR", &root))
                .unwrap();
        }
        ScriptDirectory::within(&config, surroundings)
    }

    fn shown(&self, text: &str) -> String {
        text.replace(&self.root.display().to_string(), "DIR")
            .replace(&self.folder.path().display().to_string(), "DIR")
    }
}

const FORK: &[(&str, &str)] = &[
    (
        "versions/a.py",
        "'''first\n\nmore\n  about it\n'''\nrevision = 'aaaa1'\ndown_revision = None\n",
    ),
    (
        "versions/b.py",
        "'second'\nrevision = 'bbbb1'\ndown_revision = 'aaaa1'\nbranch_labels = 'feat'\n",
    ),
    (
        "versions/c.py",
        "revision = 'cccc1'\ndown_revision = 'aaaa1'\ndepends_on = 'dddd1'\n",
    ),
    (
        "versions/d.py",
        "'alone'\nrevision = 'dddd1'\ndown_revision = None\n",
    ),
    (
        "versions/e.py",
        "'joined'\nrevision = 'eeee1'\ndown_revision = ('bbbb1', 'cccc1')\n",
    ),
];

#[test]
fn lines_of_revisions_show_what_they_are_asked_for() {
    let project = Project::new(FORK);
    let directory = project.open(&[]);
    let check = |format: Format, expect: &[&str]| {
        let scripts = directory.walk_revisions("base", "heads").unwrap();
        let lines: Vec<String> = scripts
            .iter()
            .map(|script| script.cmd_format(&format))
            .collect();
        assert_eq!(lines, expect);
    };
    let history = Format {
        include_branches: true,
        include_doc: true,
        include_parents: true,
        ..Format::default()
    };
    check(
        history,
        &[
            "bbbb1, cccc1 -> eeee1 (feat) (head) (mergepoint), joined",
            "aaaa1 -> bbbb1 (feat), second",
            "aaaa1 (dddd1) -> cccc1, ",
            "<base> -> dddd1 (effective head), alone",
            "<base> -> aaaa1 (branchpoint), first",
        ],
    );
    let heads = Format {
        include_branches: true,
        tree_indicators: false,
        current: true,
        ..Format::default()
    };
    check(
        heads,
        &[
            "eeee1 (feat) (head) (current)",
            "bbbb1 (feat) (current)",
            "cccc1 (current)",
            "dddd1 (effective head) (current)",
            "aaaa1 (current)",
        ],
    );
}

#[test]
fn a_long_entry_has_everything() {
    let project = Project::new(FORK);
    let directory = project.open(&[]);
    let check = |revision: &str, current: bool, expect: &str| {
        let script = directory.get_revision(revision).unwrap().unwrap();
        assert_eq!(project.shown(&script.log_entry(current)), expect);
    };
    check(
        "aaaa1",
        false,
        "Rev: aaaa1 (branchpoint)\nParent: <base>\nBranches into: bbbb1, cccc1\nPath: DIR/versions/a.py\n\n    first\n    \n    more\n      about it\n",
    );
    check(
        "cccc1",
        true,
        "Rev: cccc1 (current)\nParent: aaaa1\nAlso depends on: dddd1\nPath: DIR/versions/c.py\n\n\n",
    );
    check(
        "eeee",
        false,
        "Rev: eeee1 (head) (mergepoint)\nMerges: bbbb1, cccc1\nBranch names: feat\nPath: DIR/versions/e.py\n\n    joined\n",
    );
    let script = directory.get_revision("eeee1").unwrap().unwrap();
    assert_eq!(
        script.to_string(),
        "bbbb1, cccc1 -> eeee1 (head) (mergepoint), joined"
    );
}

fn check_error(files: &[(&str, &str)], expect: &str) {
    let project = Project::new(files);
    let error = project.open(&[]).get_heads().unwrap_err();
    assert_eq!(project.shown(&error.to_string()), expect);
}

#[test]
fn files_that_make_no_graph_are_told() {
    let a = ("versions/a.py", "revision = 'a1'\ndown_revision = None\n");
    let one = |text| [("versions/x.py", text)];
    check_error(
        &one("revision = 'a1'\ndown_revision = 'a1'\n"),
        "Self-loop is detected in revisions (a1)",
    );
    check_error(
        &one("revision = 'a1'\ndown_revision = None\ndepends_on = 'a1'\n"),
        "Dependency self-loop is detected in revisions (a1)",
    );
    check_error(
        &[
            ("versions/a.py", "revision = 'a1'\ndown_revision = 'b1'\n"),
            ("versions/b.py", "revision = 'b1'\ndown_revision = 'a1'\n"),
        ],
        "Cycle is detected in revisions (a1, b1)",
    );
    check_error(
        &[
            a,
            (
                "versions/b.py",
                "revision = 'b1'\ndown_revision = None\ndepends_on = 'c1'\n",
            ),
            (
                "versions/c.py",
                "revision = 'c1'\ndown_revision = None\ndepends_on = 'b1'\n",
            ),
        ],
        "Dependency cycle is detected in revisions (b1, c1)",
    );
    check_error(
        &one("revision = 'a-1'\ndown_revision = None\n"),
        "Character(s) '-' not allowed in revision identifier 'a-1'",
    );
    check_error(
        &[
            a,
            ("versions/b.py", "revision = 'b1'\ndown_revision = 'zz'\n"),
        ],
        "Revision zz referenced from b1 (DIR/versions/b.py) is not present",
    );
    check_error(
        &[
            a,
            (
                "versions/b.py",
                "revision = 'b1'\ndown_revision = 'a1'\nbranch_labels = 'a1'\n",
            ),
        ],
        "Branch name 'a1' in revision b1 already used by revision a1",
    );
}

#[test]
fn files_that_are_no_revisions_are_told() {
    check_error(
        &[("versions/zz.py", "x = 1\n")],
        "Could not determine revision id from filename zz.py. Be sure the 'revision' variable is declared inside the script (please see 'Upgrading from Alembic 0.1 to 0.2' in the documentation).",
    );
    check_error(
        &[("versions/x.py", "revision = 'a'\n")],
        "DIR/versions/x.py does not declare 'down_revision'",
    );
    check_error(
        &[(
            "versions/x.py",
            "revision = 'a'\n\ndef upgrade(:\n    pass\n",
        )],
        "File \"DIR/versions/x.py\", line 3\n    def upgrade(:\n                ^\nSyntaxError: Expected a parameter or the end of the parameter list",
    );
    check_error(
        &[("versions/x.py", "revision = make()\ndown_revision = None\n")],
        "DIR/versions/x.py computes 'revision', 'down_revision', 'branch_labels' or 'depends_on'; it has to be run to know them",
    );
}

#[test]
fn the_text_of_a_file_has_the_encoding_that_it_declares() {
    let project = Project::new(&[]);
    let write = |bytes: &[u8]| std::fs::write(project.root.join("versions/x.py"), bytes).unwrap();
    write(b"# -*- coding: latin-1 -*-\n'''gr\xfc\xdfe'''\r\nrevision = 'a'\r\ndown_revision = None\r\n");
    let script = project.open(&[]).get_revision("a").unwrap().unwrap();
    assert_eq!(script.doc(), "grüße");
    write(b"\xef\xbb\xbf'doc'\nrevision = 'a'\ndown_revision = None\n");
    assert_eq!(
        project.open(&[]).get_revision("a").unwrap().unwrap().doc(),
        "doc"
    );
    write(b"revision = 'a'\nx = '\xfc'\n");
    let error = project.open(&[]).get_heads().unwrap_err();
    assert_eq!(
        project.shown(&error.to_string()),
        "DIR/versions/x.py is not utf-8 text: byte 20 on line 2"
    );
}

#[test]
fn old_files_have_their_identifier_in_the_name() {
    let project = Project::new(&[("versions/ab12.py", "down_revision = None\n")]);
    assert_eq!(project.open(&[]).get_heads(), Ok(vec!["ab12".into()]));
}

#[test]
fn only_python_files_are_read_and_subfolders_when_asked() {
    let revision = |id: &str, down: &str| format!("revision = '{id}'\ndown_revision = {down}\n");
    let project = Project::new(&[
        ("versions/a.py", &revision("a", "None")),
        ("versions/b/y.py", &revision("y", "'a'")),
        ("versions/z/x.py", &revision("x", "'y'")),
        ("versions/__init__.py", "raise 1"),
        ("versions/.#a.py", "raise 1"),
        ("versions/README", "x"),
        ("versions/__pycache__/a.py", "raise 1"),
    ]);
    assert_eq!(project.open(&[]).get_heads(), Ok(vec!["a".into()]));
    let deep = project.open(&[("recursive_version_locations", "true")]);
    assert_eq!(deep.get_heads(), Ok(vec!["x".into()]));
}

#[test]
fn what_comes_twice_is_told_and_goes_on() {
    let text = "revision = 'a'\ndown_revision = None\n";
    let project = Project::new(&[("versions/a.py", text), ("versions/b.py", text)]);
    let directory = project.open(&[]);
    assert_eq!(directory.get_heads(), Ok(vec!["a".into(), "a".into()]));
    let warnings = directory.take_warnings().join("\n");
    assert_eq!(
        project.shown(&warnings),
        "Revision a is present more than once: DIR/versions/a.py, DIR/versions/b.py"
    );
    std::fs::remove_file(project.root.join("versions/b.py")).unwrap();
    let directory = project.open(&[("version_locations", "DIR/versions:DIR/versions:DIR/none")]);
    assert_eq!(directory.get_heads(), Ok(vec!["a".into()]));
    let warnings = directory.take_warnings().join("\n");
    assert_eq!(
        project.shown(&warnings),
        "File DIR/versions/a.py loaded twice! ignoring. Please ensure version_locations is unique."
    );
}

#[test]
fn a_compiled_file_needs_its_source() {
    let text = "revision = 'a'\ndown_revision = None\n";
    let project = Project::new(&[("versions/a.py", text), ("versions/a.pyc", "")]);
    project.write("versions/__pycache__/a.cpython-311.pyc", "");
    let sourceless = [("sourceless", "true")];
    assert_eq!(project.open(&sourceless).get_heads(), Ok(vec!["a".into()]));
    project.write("versions/__pycache__/b.cpython-311.pyc", "");
    let error = project.open(&sourceless).get_heads().unwrap_err();
    assert_eq!(
        project.shown(&error.to_string()),
        "DIR/versions/__pycache__/b.cpython-311.pyc is compiled; its source is needed"
    );
    assert_eq!(project.open(&[]).get_heads(), Ok(vec!["a".into()]));
}

#[test]
fn a_long_history_is_skimmed_with_the_same_result() {
    let project = Project::new(&[]);
    let mut down = "None".to_string();
    for number in 0..300 {
        let text = format!(
            "'''number {number}'''\nrevision: str = 'r{number}'\ndown_revision = {down}\n\ndef upgrade():\n    this is no python\n"
        );
        project.write(&format!("versions/{number:03}.py"), &text);
        down = format!("'r{number}'");
    }
    let directory = project.open(&[]);
    assert_eq!(directory.get_heads(), Ok(vec!["r299".into()]));
    assert_eq!(
        directory.get_revision("r7").unwrap().unwrap().doc(),
        "number 7"
    );
    // What cannot be skimmed is parsed, and then its errors show.
    project.write(
        "versions/300.py",
        "if True:\n    revision = 'x' this is no python\n",
    );
    let error = project.open(&[]).get_heads().unwrap_err();
    assert!(matches!(error, Error::Syntax { line: 2, .. }), "{error}");
}

#[test]
fn the_location_must_exist() {
    let project = Project::new(&[]);
    let open = |location: &str| {
        let options = [("script_location", location)];
        let error = project
            .within(&options, Surroundings::default())
            .err()
            .unwrap();
        project.shown(&error.to_string())
    };
    assert_eq!(
        open("DIR/nope"),
        "Path doesn't exist: DIR/nope.  Please use the 'init' command to create a new scripts folder."
    );
    assert_eq!(open("nope.app:db"), "No module named 'nope.app'");
    let error = ScriptDirectory::from_config(&Config::in_memory())
        .err()
        .unwrap();
    assert_eq!(
        error.to_string(),
        "No 'script_location' key found in configuration."
    );
}

/// Answers for files that compute their values.
struct Answers;

impl Interpreter for Answers {
    fn metadata(&self, file: &Path) -> Result<Metadata, Box<dyn StdError>> {
        if file.ends_with("bad.py") {
            return Err("it broke".into());
        }
        Ok(Metadata {
            revision: Some("computed".into()),
            down_revision: Some(vec!["a".into()]),
            ..Metadata::default()
        })
    }
}

#[test]
fn computed_values_come_from_the_interpreter() {
    let project = Project::new(&[
        ("versions/a.py", "revision = 'a'\ndown_revision = None\n"),
        ("versions/b.py", "revision = make()\ndown_revision = None\n"),
    ]);
    let surroundings = || Surroundings {
        interpreter: Some(Rc::new(Answers)),
        ..Surroundings::default()
    };
    let directory = project.within(&[], surroundings()).unwrap();
    assert_eq!(directory.get_heads(), Ok(vec!["computed".into()]));
    project.write("versions/bad.py", "revision = make()\n");
    let error = project
        .within(&[], surroundings())
        .unwrap()
        .get_heads()
        .unwrap_err();
    assert_eq!(error.to_string(), "it broke");
}

/// Keeps the progress messages.
#[derive(Default)]
struct Kept(RefCell<String>);

impl Progress for Kept {
    fn start(&self, message: &str, newline: bool) {
        let end = if newline { "\n" } else { "" };
        self.0.borrow_mut().push_str(&format!("{message} ...{end}"));
    }

    fn done(&self) {
        self.0.borrow_mut().push_str("  done\n");
    }

    fn failed(&self) {
        self.0.borrow_mut().push_str("  FAILED\n");
    }
}

fn render(variables: &RevisionVariables) -> Result<String, Box<dyn StdError>> {
    let names = |names: &Names| match names {
        Names::None => "None".to_string(),
        Names::One(name) => format!("'{name}'"),
        Names::Tuple(names) => format!("('{}')", names.join("', '")),
        Names::List(names) => format!("['{}']", names.join("', '")),
    };
    Ok(format!(
        "'''{}'''\nrevision = '{}'\ndown_revision = {}\nbranch_labels = {}\ndepends_on = {}\n",
        variables.message,
        variables.up_revision,
        names(&variables.down_revision),
        names(&variables.branch_labels),
        names(&variables.depends_on),
    ))
}

/// Makes a revision; gives the messages, the error or the new file's text.
fn generate(
    project: &Project,
    options: &[(&str, &str)],
    change: impl FnOnce(&mut NewRevision),
) -> String {
    let directory = project.open(options);
    let mut new = NewRevision::new("ffff1");
    change(&mut new);
    let kept = Kept::default();
    let result = directory.generate_revision(&new, &kept, &mut render);
    let end = match result {
        Ok(Some(script)) => {
            assert!(
                directory
                    .get_heads()
                    .unwrap()
                    .contains(&"ffff1".to_string())
            );
            std::fs::read_to_string(script.path()).unwrap()
        }
        Ok(None) => "nothing".into(),
        Err(error) => format!("FAILED: {error}"),
    };
    project.shown(&(kept.0.take() + &end))
}

#[test]
fn a_new_revision_is_named_written_and_read_back() {
    let project = Project::new(&FORK[..4]);
    assert_eq!(
        generate(&project, &[], |new| {
            new.message = Some("Add User's e-mail!".into());
            new.head = "feat@head".into();
            new.depends_on = vec!["dddd".into(), "cccc1".into()];
        }),
        "Generating DIR/versions/ffff1_add_user_s_e_mail.py ...  done\n'''Add User's e-mail!'''\nrevision = 'ffff1'\ndown_revision = 'bbbb1'\nbranch_labels = None\ndepends_on = ['dddd1', 'cccc1']\n"
    );
}

#[test]
fn a_merge_and_a_new_base_keep_their_kinds() {
    let project = Project::new(&FORK[..4]);
    let text = generate(
        &project,
        &[("file_template", "%%(year)d/%%(rev)s")],
        |new| {
            new.head = Symbols::Many(vec!["bbbb1".into(), "cccc1".into()]);
        },
    );
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        lines[0].starts_with("Creating directory DIR/versions/20"),
        "{text}"
    );
    assert_eq!(
        lines[2..],
        [
            "'''empty message'''",
            "revision = 'ffff1'",
            "down_revision = ('bbbb1', 'cccc1')",
            "branch_labels = None",
            "depends_on = None",
        ]
    );
    let project = Project::new(&FORK[..4]);
    let text = generate(&project, &[], |new| {
        new.head = "base".into();
        new.branch_labels = vec!["lab".into()];
        new.depends_on = vec!["feat".into()];
    });
    assert_eq!(
        text.lines().skip(3).collect::<Vec<_>>(),
        [
            "down_revision = None",
            "branch_labels = ('lab')",
            "depends_on = 'feat'",
        ]
    );
}

fn check_refused(options: &[(&str, &str)], change: impl FnOnce(&mut NewRevision), expect: &str) {
    let project = Project::new(&FORK[..4]);
    assert_eq!(
        generate(&project, options, change),
        format!("FAILED: {expect}")
    );
    assert_eq!(
        std::fs::read_dir(project.root.join("versions"))
            .unwrap()
            .count(),
        4
    );
}

#[test]
fn what_does_not_fit_into_the_graph_is_refused() {
    check_refused(
        &[],
        |_| {},
        "Multiple heads are present; please specify the head revision on which the new revision should be based, or perform a merge.",
    );
    check_refused(
        &[],
        |new| new.head = "aaaa1".into(),
        "Revision aaaa1 is not a head revision; please specify --splice to create a new branch from this revision",
    );
    check_refused(
        &[],
        |new| new.head = "nope".into(),
        "Can't locate revision identified by 'nope'",
    );
    check_refused(
        &[],
        |new| new.head = Symbols::Many(vec!["bbbb1".into(), "bbbb".into()]),
        "Duplicate head revisions specified",
    );
    check_refused(
        &[],
        |new| new.revision = "a@b+c:d".into(),
        "Character(s) '+, :, @' not allowed in revision identifier 'a@b+c:d'",
    );
    check_refused(
        &[("timezone", "nope/x")],
        |new| new.head = "bbbb1".into(),
        "Can't locate timezone: nope/x",
    );
    check_refused(
        &[],
        |new| {
            new.head = "bbbb1".into();
            new.revision = "cccc1".into();
        },
        "Revision cccc1 already exists in DIR/versions/c.py",
    );
    check_refused(
        &[],
        |new| {
            new.head = "bbbb1".into();
            new.branch_labels = vec!["feat".into()];
        },
        "Branch name 'feat' in revision ffff1 already used by revision bbbb1",
    );
}

#[test]
fn several_version_locations_have_to_be_told_apart() {
    let locations = [("version_locations", "DIR/versions:DIR/other")];
    let none = Project::new(&[]);
    assert_eq!(
        generate(&none, &locations, |_| {}),
        "FAILED: Multiple version locations present, please specify --version-path"
    );
    let project = Project::new(&FORK[..1]);
    let other = project.root.join("other");
    assert_eq!(
        generate(&project, &locations, |new| new.version_path =
            Some(project.root.join("third"))),
        "FAILED: Path DIR/third is not represented in current version locations"
    );
    let text = generate(&project, &locations, |new| new.version_path = Some(other));
    assert!(
        text.starts_with(
            "Creating directory DIR/other ...  done\nGenerating DIR/other/ffff1_.py ...  done\n"
        ),
        "{text}"
    );
}

#[test]
fn nothing_is_written_over_and_nothing_is_left_when_rendering_fails() {
    let project = Project::new(&FORK[..1]);
    project.write(
        "versions/ffff1_.py",
        "# not yet a revision: ab12\nrevision = 'ab12'\ndown_revision = 'aaaa1'\n",
    );
    assert_eq!(
        generate(&project, &[], |_| {}),
        "FAILED: File DIR/versions/ffff1_.py already exists"
    );
    let project = Project::new(&FORK[..1]);
    let directory = project.open(&[]);
    let kept = Kept::default();
    let mut fails = |_: &RevisionVariables| Err("no such name".into());
    let error = directory.generate_revision(&NewRevision::new("ffff1"), &kept, &mut fails);
    assert_eq!(error.unwrap_err().to_string(), "no such name");
    assert_eq!(
        project.shown(&kept.0.take()),
        "Generating DIR/versions/ffff1_.py ...  FAILED\n"
    );
    assert_eq!(directory.get_heads(), Ok(vec!["aaaa1".into()]));
    assert_eq!(
        std::fs::read_dir(project.root.join("versions"))
            .unwrap()
            .count(),
        1
    );
}

#[test]
fn labels_that_the_template_drops_are_missed() {
    let project = Project::new(&FORK[..1]);
    let mut new = NewRevision::new("ffff1");
    new.branch_labels = vec!["lab".into()];
    let mut drops =
        |_: &RevisionVariables| Ok("revision = 'ffff1'\ndown_revision = 'aaaa1'\n".into());
    let error = project
        .open(&[])
        .generate_revision(&new, &Silent, &mut drops)
        .unwrap_err();
    assert_eq!(
        project.shown(&error.to_string()),
        "Version ffff1 specified branch_labels lab, however the migration file DIR/versions/ffff1_.py does not have them; have you upgraded your script.py.mako to include the 'branch_labels' section?"
    );
}
