use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::{Revision, RevisionMap};

/// One revision and the file that holds it.
///
/// Everything that a [`Revision`] tells can be asked of a script directly.
#[derive(Clone, Debug)]
pub struct Script {
    pub(crate) map: Rc<RevisionMap>,
    /// Where it stands in the map.
    pub(crate) place: usize,
    pub(crate) file: Rc<ScriptFile>,
}

/// A revision file, as far as it concerns output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ScriptFile {
    pub(crate) path: PathBuf,
    pub(crate) docstring: Option<String>,
}

/// What a script's line shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// A paragraph instead of a line.
    pub verbose: bool,
    /// The branch labels.
    pub include_branches: bool,
    /// The message.
    pub include_doc: bool,
    /// What it follows.
    pub include_parents: bool,
    /// Whether it is a branch point or a merge point.
    pub tree_indicators: bool,
    /// Whether the database is at it.
    pub current: bool,
}

impl Default for Format {
    /// A line with the identifier and what the revision is in the tree.
    fn default() -> Self {
        Format {
            verbose: false,
            include_branches: false,
            include_doc: false,
            include_parents: false,
            tree_indicators: true,
            current: false,
        }
    }
}

impl Deref for Script {
    type Target = Revision;

    fn deref(&self) -> &Revision {
        self.map.revision(self.place)
    }
}

impl PartialEq for Script {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision && self.file == other.file
    }
}

impl Script {
    /// The file, as an absolute path without links.
    pub fn path(&self) -> &Path {
        &self.file.path
    }

    /// The map that it is in.
    pub fn map(&self) -> &Rc<RevisionMap> {
        &self.map
    }

    /// The docstring without the space around it.
    pub fn longdoc(&self) -> &str {
        let docstring = self.file.docstring.as_deref().unwrap_or_default();
        docstring.trim_matches(is_space)
    }

    /// The first paragraph of the docstring: the message.
    pub fn doc(&self) -> &str {
        self.longdoc().split("\n\n").next().unwrap_or_default()
    }

    /// The paragraph that `show` prints. Ends with a line break.
    pub fn log_entry(&self, current: bool) -> String {
        let mark = |on: bool, text: &'static str| if on { text } else { "" };
        let mut entry = format!(
            "Rev: {}{}{}{}{}\n",
            self.revision,
            mark(self.is_head(), " (head)"),
            mark(self.is_branch_point(), " (branchpoint)"),
            mark(self.is_merge_point(), " (mergepoint)"),
            mark(current, " (current)"),
        );
        let parents = if self.is_merge_point() {
            "Merges"
        } else {
            "Parent"
        };
        entry += &format!("{parents}: {}\n", self.format_down_revision());
        if !self.dependencies().is_empty() {
            entry += &format!("Also depends on: {}\n", self.dependencies().join(", "));
        }
        if self.is_branch_point() {
            entry += &format!("Branches into: {}\n", self.nextrev().join(", "));
        }
        if !self.branch_labels().is_empty() {
            entry += &format!("Branch names: {}\n", self.branch_labels().join(", "));
        }
        entry += &format!("Path: {}\n\n", self.path().display());
        let lines: Vec<String> = lines(self.longdoc())
            .into_iter()
            .map(|line| format!("    {line}"))
            .collect();
        entry += &lines.join("\n");
        entry.push('\n');
        entry
    }

    /// The line or the paragraph that lists of revisions print.
    pub fn cmd_format(&self, format: &Format) -> String {
        if format.verbose {
            return self.log_entry(format.current);
        }
        let mut text = self.revision.clone();
        if format.include_parents {
            let parents = self.format_down_revision();
            text = if self.dependencies().is_empty() {
                format!("{parents} -> {text}")
            } else {
                format!("{parents} ({}) -> {text}", self.dependencies().join(", "))
            };
        }
        if format.include_branches && !self.branch_labels().is_empty() {
            text += &format!(" ({})", self.branch_labels().join(", "));
        }
        if self.is_real_head() {
            text += " (head)";
        } else if self.is_head() {
            text += " (effective head)";
        }
        if format.current {
            text += " (current)";
        }
        if format.tree_indicators {
            if self.is_branch_point() {
                text += " (branchpoint)";
            }
            if self.is_merge_point() {
                text += " (mergepoint)";
            }
        }
        if format.include_doc {
            text += &format!(", {}", self.doc());
        }
        text
    }

    fn format_down_revision(&self) -> String {
        describe_down(self.versioned_down_revisions())
    }
}

impl std::fmt::Display for Script {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mark = |on: bool, text: &'static str| if on { text } else { "" };
        write!(
            f,
            "{} -> {}{}{}{}, {}",
            self.format_down_revision(),
            self.revision,
            mark(self.is_head(), " (head)"),
            mark(self.is_branch_point(), " (branchpoint)"),
            mark(self.is_merge_point(), " (mergepoint)"),
            self.doc()
        )
    }
}

fn describe_down(down: &[String]) -> String {
    if down.is_empty() {
        "<base>".into()
    } else {
        down.join(", ")
    }
}

/// Splits at everything that Python's `splitlines()` takes for a line's end.
fn lines(text: &str) -> Vec<&str> {
    let ends = |c: char| {
        matches!(
            c,
            '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(ends) {
        found.push(&rest[..at]);
        let mut after = rest[at..].chars();
        if after.next() == Some('\r') && after.clone().next() == Some('\n') {
            after.next();
        }
        rest = after.as_str();
    }
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}

/// What Python's `str.strip()` takes for space.
fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\x1c'..='\x1f')
}
