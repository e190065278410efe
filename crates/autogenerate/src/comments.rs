//! Comments of tables and constraints.

use std::collections::{BTreeMap, HashSet};

use limbeck_dialect::change;
use limbeck_schema::{Name, Table};

use crate::Kind;
use crate::change::{Action, TableChange};
use crate::compare::Error;
use crate::comparer::{Comparer, Pair};
use crate::objects::OBJECTS;

/// The constraints of a table by the names that they really have: position and
/// comment.
type Comments<'a> = BTreeMap<String, (usize, Option<&'a str>)>;

impl<'a> Comparer<'a> {
    /// Compares the comments of a table.
    pub(crate) fn table_comment(&mut self, pair: Pair<'a>, changes: &mut Vec<TableChange>) {
        if !self.has_comments() {
            return;
        }
        let text = |table: &'a Table| table.comment.as_deref().filter(|text| !text.is_empty());
        if text(pair.declared) != text(pair.reflected) {
            changes.push(TableChange::new(Kind::Alembic, Action::Comment));
        }
    }

    /// Compares the comments of a table's constraints, which Alembic does not:
    /// what is said when they are made goes to the end, and what is said again
    /// when they come back to the front.
    pub(crate) fn constraint_comments(
        &mut self,
        declared: Option<&'a Table>,
        reflected: Option<&'a Table>,
        changes: &mut Vec<TableChange>,
    ) -> Result<(), Error> {
        let commented = |table: &Table| table.constraints.iter().any(|it| it.comment.is_some());
        if !self.options.plugins.comments
            || !self.options.sees(Kind::ConstraintComments)
            || !self.is_postgresql()
            || ![declared, reflected].into_iter().flatten().any(commented)
        {
            return Ok(());
        }
        let Some(table) = reflected.or(declared) else {
            return Ok(());
        };
        let wanted = declared.map_or_else(|| Ok(Comments::new()), |it| self.comments(it))?;
        let found = reflected.map_or_else(|| Ok(Comments::new()), |it| self.comments(it))?;
        let (mut added, mut removed) = (HashSet::new(), HashSet::new());
        for change in changes.iter() {
            match change.action {
                Action::AddConstraint(position) => {
                    added.insert(position);
                }
                Action::RemoveConstraint(position) => {
                    removed.insert(position);
                }
                _ => {}
            }
        }
        let mut back = Vec::new();
        let dialect = self.world.dialect;
        let comment = |name: &str, text: Option<&str>| -> Vec<String> {
            let name = Name::new(name);
            let sql = change::comment_on_constraint(dialect, &table.name, &name, text);
            sql.into_iter().collect()
        };
        for (name, (position, after)) in &wanted {
            let before = found.get(name).filter(|(own, _)| !removed.contains(own));
            let (upgrade, downgrade) = match before {
                Some((_, before)) if before != after => {
                    (comment(name, *after), comment(name, *before))
                }
                None if reflected.is_none() || added.contains(position) => match after {
                    Some(_) => (comment(name, *after), Vec::new()),
                    None => continue,
                },
                _ => continue,
            };
            self.log(
                OBJECTS,
                format!(
                    "Detected comment of constraint '{name}' on table '{}'",
                    table.name
                ),
            );
            back.push(statements(name, upgrade, downgrade));
        }
        if let Some(table) = reflected {
            let front = self.comments_that_go(table, |position| removed.contains(&position))?;
            changes.splice(0..0, front);
        }
        changes.extend(back);
        Ok(())
    }

    /// What says the comments of constraints again that go, when they come back.
    pub(crate) fn comments_that_go(
        &self,
        table: &'a Table,
        goes: impl Fn(usize) -> bool,
    ) -> Result<Vec<TableChange>, Error> {
        if !self.options.plugins.comments
            || !self.options.sees(Kind::ConstraintComments)
            || !self.is_postgresql()
            || table.constraints.iter().all(|it| it.comment.is_none())
        {
            return Ok(Vec::new());
        }
        let mut changes = Vec::new();
        for (name, (position, comment)) in self.comments(table)? {
            if comment.is_some() && goes(position) {
                let sql = change::comment_on_constraint(
                    self.world.dialect,
                    &table.name,
                    &Name::new(name.as_str()),
                    comment,
                );
                changes.push(statements(&name, Vec::new(), sql.into_iter().collect()));
            }
        }
        Ok(changes)
    }

    fn comments(&self, table: &'a Table) -> Result<Comments<'a>, Error> {
        let mut comments = Comments::new();
        let mut taken = HashSet::new();
        for (position, constraint) in table.constraints.iter().enumerate() {
            let name = match self.constraint_name(table, constraint)? {
                Some(name) => Some(name),
                None => self.world.dialect.made_up_name(table, constraint, &taken),
            };
            if let Some(name) = name {
                let comment = constraint.comment.as_deref().filter(|it| !it.is_empty());
                taken.insert(name.clone());
                comments.insert(name, (position, comment));
            }
        }
        Ok(comments)
    }
}

fn statements(name: &str, upgrade: Vec<String>, downgrade: Vec<String>) -> TableChange {
    let action = Action::Statements {
        action: "modify_constraint_comment",
        subject: name.to_owned(),
        upgrade,
        downgrade,
    };
    TableChange::new(Kind::ConstraintComments, action)
}
