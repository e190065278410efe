//! The steps of a run: a revision applied or taken back, or a stamp.

use std::collections::BTreeSet;
use std::rc::Rc;

use limbeck_script::{Script, ScriptDirectory, StampMove};

use crate::{Direction, Error};

/// The heads in the version table, in a stable order.
pub type Heads = BTreeSet<String>;

/// One step of a run.
#[derive(Clone)]
pub enum Step {
    /// Runs a script.
    Revision(RevisionStep),
    /// Changes the version table only.
    Stamp(StampMove),
}

/// Applies a revision, or takes it back.
#[derive(Clone)]
pub struct RevisionStep {
    /// The script.
    pub script: Rc<Script>,
    /// Which way.
    pub direction: Direction,
}

/// What `on_version_apply` callbacks are told of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationInfo {
    /// Whether the step ascends.
    pub is_upgrade: bool,
    /// Whether the step is a stamp.
    pub is_stamp: bool,
    /// The newer side.
    pub up_revision_ids: Vec<String>,
    /// The older side; empty for a base.
    pub down_revision_ids: Vec<String>,
}

/// One change of the version table's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowChange {
    /// INSERT.
    Insert(String),
    /// DELETE.
    Delete(String),
    /// UPDATE of the first to the second.
    Update(String, String),
}

/// A step's changes to the version table, with the line that Alembic logs
/// about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChanges {
    /// The debug log line.
    pub log: String,
    /// The changes in order.
    pub changes: Vec<RowChange>,
}

impl Step {
    /// The steps from `heads` up or down to a destination.
    pub fn moves(
        directory: &ScriptDirectory,
        destination: &str,
        heads: &[String],
        direction: Direction,
    ) -> Result<Vec<Step>, Error> {
        let scripts = match direction {
            Direction::Upgrade => directory.upgrade_revisions(destination, heads)?,
            Direction::Downgrade => directory.downgrade_revisions(destination, heads)?,
        };
        Ok(scripts
            .into_iter()
            .map(|script| Step::Revision(RevisionStep { script, direction }))
            .collect())
    }

    /// The steps of a stamp.
    pub fn stamps(
        directory: &ScriptDirectory,
        revisions: &[String],
        heads: &[String],
    ) -> Result<Vec<Step>, Error> {
        let moves = directory.stamp_moves(revisions, heads)?;
        Ok(moves.into_iter().map(Step::Stamp).collect())
    }

    /// `upgrade a -> b`, as offline output shows it.
    pub fn short_log(&self) -> String {
        let (name, from, to) = match self {
            Step::Revision(step) => {
                let revision = vec![step.script.revision.clone()];
                let down = step.script.versioned_down_revisions().to_vec();
                match step.direction {
                    Direction::Upgrade => ("upgrade", down, revision),
                    Direction::Downgrade => ("downgrade", revision, down),
                }
            }
            Step::Stamp(step) => ("stamp_revision", step.from.clone(), step.to.clone()),
        };
        format!("{name} {} -> {}", from.join(", "), to.join(", "))
    }

    /// [`Step::short_log`] with the script's message, as the log shows it.
    pub fn long_log(&self) -> String {
        match self {
            Step::Revision(step) if !step.script.doc().is_empty() => {
                format!("{}, {}", self.short_log(), step.script.doc())
            }
            _ => self.short_log(),
        }
    }

    /// What `on_version_apply` callbacks are told.
    pub fn info(&self) -> MigrationInfo {
        match self {
            Step::Revision(step) => MigrationInfo {
                is_upgrade: step.direction == Direction::Upgrade,
                is_stamp: false,
                up_revision_ids: vec![step.script.revision.clone()],
                down_revision_ids: step.script.normalized_down_revisions().to_vec(),
            },
            Step::Stamp(step) => {
                let (up, down) = if step.is_upgrade {
                    (&step.to, &step.from)
                } else {
                    (&step.from, &step.to)
                };
                MigrationInfo {
                    is_upgrade: step.is_upgrade,
                    is_stamp: true,
                    up_revision_ids: up.clone(),
                    down_revision_ids: down.clone(),
                }
            }
        }
    }

    /// How the version table's rows change, given those it has.
    pub fn row_changes(&self, heads: &Heads) -> Result<RowChanges, Error> {
        match self {
            Step::Revision(step) => step.row_changes(heads),
            Step::Stamp(step) => stamp_changes(step, heads),
        }
    }
}

impl RevisionStep {
    fn row_changes(&self, heads: &Heads) -> Result<RowChanges, Error> {
        let revision = &self.script.revision;
        let down = self.script.normalized_down_revisions();
        let present: Vec<&String> = down.iter().filter(|down| heads.contains(*down)).collect();
        match self.direction {
            Direction::Upgrade if present.is_empty() => Ok(RowChanges::insert(revision)),
            Direction::Upgrade if present.len() > 1 => {
                let others = without(heads, down);
                let from = self.not_implied_by(down, &others)?;
                RowChanges::merge(&from, revision)
            }
            Direction::Upgrade => update(present[0], revision),
            Direction::Downgrade => {
                let is_head = heads.contains(revision);
                if is_head && down.is_empty() {
                    return Ok(RowChanges::delete(revision));
                }
                if is_head {
                    let to = self.unmerge_to(heads, down)?;
                    if to.is_empty() {
                        return Ok(RowChanges::delete(revision));
                    }
                    if down.len() > 1 {
                        return RowChanges::unmerge(revision, &to, true);
                    }
                }
                match (down, present.as_slice()) {
                    ([one], _) => update(revision, one),
                    (_, [one]) => update(revision, one),
                    _ => Err(Error::Exception {
                        class: "AssertionError",
                        message: "Can't do an UPDATE because downrevision is ambiguous".into(),
                    }),
                }
            }
        }
    }

    fn ancestors(&self, revisions: &[String]) -> Result<Heads, Error> {
        let map = self.script.map();
        Ok(map
            .ancestors(revisions, true)
            .map_err(limbeck_script::Error::from)?)
    }

    /// Those of `revisions` that are not ancestors of `others`.
    fn not_implied_by(
        &self,
        revisions: &[String],
        others: &[String],
    ) -> Result<Vec<String>, Error> {
        if others.is_empty() {
            return Ok(revisions.to_vec());
        }
        let ancestors = self.ancestors(others)?;
        Ok(revisions
            .iter()
            .filter(|revision| !ancestors.contains(*revision))
            .cloned()
            .collect())
    }

    fn unmerge_to(&self, heads: &Heads, down: &[String]) -> Result<Vec<String>, Error> {
        let others = without(heads, std::slice::from_ref(&self.script.revision));
        if !others.is_empty() {
            return self.not_implied_by(down, &others);
        }
        let mut implied = Heads::new();
        for one in down {
            let ancestors = self.ancestors(std::slice::from_ref(one))?;
            implied.extend(ancestors.into_iter().filter(|ancestor| ancestor != one));
        }
        Ok(down
            .iter()
            .filter(|one| !implied.contains(*one))
            .cloned()
            .collect())
    }
}

fn stamp_changes(step: &StampMove, heads: &Heads) -> Result<RowChanges, Error> {
    let unknown = |revisions: &[String]| revisions.iter().any(|one| !heads.contains(one));
    match (step.from.as_slice(), step.to.as_slice()) {
        ([one], _) if !step.is_upgrade && step.branch_move => Ok(RowChanges::delete(one)),
        (from, [one])
            if step.is_upgrade
                && (step.branch_move || unknown(from))
                && unknown(std::slice::from_ref(one)) =>
        {
            Ok(RowChanges::insert(one))
        }
        ([_, _, ..], [to, ..]) => RowChanges::merge(&step.from, to),
        ([from, ..], [_, _, ..]) => RowChanges::unmerge(from, &step.to, false),
        ([from], [to]) => update(from, to),
        _ => Err(Error::Exception {
            class: "AssertionError",
            message: String::new(),
        }),
    }
}

impl RowChanges {
    fn insert(version: &str) -> RowChanges {
        RowChanges {
            log: format!("new branch insert {version}"),
            changes: vec![RowChange::Insert(version.to_owned())],
        }
    }

    fn delete(version: &str) -> RowChanges {
        RowChanges {
            log: format!("branch delete {version}"),
            changes: vec![RowChange::Delete(version.to_owned())],
        }
    }

    /// Deletes all but the last of `from`, and updates that one.
    fn merge(from: &[String], to: &str) -> Result<RowChanges, Error> {
        let Some((last, deleted)) = from.split_last() else {
            return Err(Error::Exception {
                class: "IndexError",
                message: "list index out of range".into(),
            });
        };
        let mut changes: Vec<RowChange> = deleted.iter().cloned().map(RowChange::Delete).collect();
        changes.push(RowChange::Update(last.clone(), to.to_owned()));
        Ok(RowChanges {
            log: format!(
                "merge, delete {}, update {last} to {to}",
                python_list(deleted)
            ),
            changes,
        })
    }

    /// Inserts all but the last of `to`, and updates to that one.
    fn unmerge(from: &str, to: &[String], as_tuple: bool) -> Result<RowChanges, Error> {
        let Some((last, inserted)) = to.split_last() else {
            return Err(Error::Exception {
                class: "IndexError",
                message: "tuple index out of range".into(),
            });
        };
        let mut changes: Vec<RowChange> = inserted.iter().cloned().map(RowChange::Insert).collect();
        changes.push(RowChange::Update(from.to_owned(), last.clone()));
        Ok(RowChanges {
            log: format!(
                "unmerge, insert {}, update {from} to {last}",
                if as_tuple {
                    python_tuple(inserted)
                } else {
                    python_list(inserted)
                }
            ),
            changes,
        })
    }
}

fn update(from: &str, to: &str) -> Result<RowChanges, Error> {
    Ok(RowChanges {
        log: format!("update {from} to {to}"),
        changes: vec![RowChange::Update(from.to_owned(), to.to_owned())],
    })
}

fn without(heads: &Heads, excluded: &[String]) -> Vec<String> {
    heads
        .iter()
        .filter(|head| !excluded.contains(head))
        .cloned()
        .collect()
}

/// The strings as Python prints a list of them.
fn python_list(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| format!("'{item}'")).collect();
    format!("[{}]", items.join(", "))
}

/// The strings as Python prints a tuple of them.
fn python_tuple(items: &[String]) -> String {
    match items {
        [one] => format!("('{one}',)"),
        _ => {
            let list = python_list(items);
            format!("({})", &list[1..list.len() - 1])
        }
    }
}
