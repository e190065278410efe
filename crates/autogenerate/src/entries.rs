//! Unique constraints and indexes of one side.

use limbeck_dialect::same;
use limbeck_schema::{Constraint, ConstraintKind, Expression, Index, Name, Table};

use crate::change::Action;
use crate::compare::Error;
use crate::comparer::Comparer;
use crate::elements::{index_columns, is_expression_index};
use crate::order::Key;
use crate::{ObjectKind, Part};

/// What a constraint or index is about, without its name: sorted columns, or
/// whether it is unique and its columns in order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum About {
    Unique(Vec<String>),
    Index(bool, Vec<Option<String>>),
}

#[derive(Clone, Copy)]
pub(crate) enum Thing<'a> {
    Unique(&'a Constraint, &'a [Name]),
    Index(&'a Index),
}

/// A unique constraint or an index of one side.
#[derive(Clone)]
pub(crate) struct Entry<'a> {
    pub(crate) thing: Thing<'a>,
    pub(crate) position: usize,
    pub(crate) name: Option<String>,
    pub(crate) about: About,
}

impl Entry<'_> {
    pub(crate) fn is_index(&self) -> bool {
        matches!(self.thing, Thing::Index(_))
    }

    /// What log lines call it.
    pub(crate) fn word(&self) -> &'static str {
        match self.thing {
            Thing::Unique(..) => "unique constraint",
            Thing::Index(_) => "index",
        }
    }

    pub(crate) fn part(&self) -> Part {
        match self.thing {
            Thing::Unique(..) => Part::Constraint(self.position),
            Thing::Index(_) => Part::Index(self.position),
        }
    }

    pub(crate) fn kind(&self) -> ObjectKind {
        match self.thing {
            Thing::Unique(..) => ObjectKind::UniqueConstraint,
            Thing::Index(_) => ObjectKind::Index,
        }
    }

    pub(crate) fn add(&self) -> Action {
        match self.thing {
            Thing::Unique(..) => Action::AddConstraint(self.position),
            Thing::Index(_) => Action::AddIndex(self.position),
        }
    }

    pub(crate) fn remove(&self) -> Action {
        match self.thing {
            Thing::Unique(..) => Action::RemoveConstraint(self.position),
            Thing::Index(_) => Action::RemoveIndex(self.position),
        }
    }

    pub(crate) fn columns(&self) -> Vec<&str> {
        match self.thing {
            Thing::Unique(_, columns) => columns.iter().map(Name::as_str).collect(),
            Thing::Index(index) => index_columns(index),
        }
    }
}

impl<'a> Comparer<'a> {
    pub(crate) fn index_name(&self, table: &Table, index: &Index) -> Result<Option<String>, Error> {
        Ok(same::index_name(
            self.world.dialect,
            index,
            &table.name,
            &table.naming,
        )?)
    }

    pub(crate) fn indexes(&self, table: &'a Table) -> Result<Vec<Entry<'a>>, Error> {
        let mut entries = Vec::with_capacity(table.indexes.len());
        for (position, index) in table.indexes.iter().enumerate() {
            let columns = index
                .expressions
                .iter()
                .map(|element| match element {
                    Expression::Column(column) => Some(column.name.text.clone()),
                    _ => None,
                })
                .collect();
            entries.push(Entry {
                thing: Thing::Index(index),
                position,
                name: self.index_name(table, index)?,
                about: About::Index(index.unique, columns),
            });
        }
        Ok(entries)
    }

    pub(crate) fn uniques(&self, table: &'a Table) -> Result<Vec<Entry<'a>>, Error> {
        let mut entries = Vec::new();
        for (position, constraint) in table.constraints.iter().enumerate() {
            let ConstraintKind::Unique(columns) = &constraint.kind else {
                continue;
            };
            if columns.is_empty() {
                continue;
            }
            let mut about: Vec<String> = columns.iter().map(|name| name.text.clone()).collect();
            about.sort_unstable();
            entries.push(Entry {
                thing: Thing::Unique(constraint, columns),
                position,
                name: self.constraint_name(table, constraint)?,
                about: About::Unique(about),
            });
        }
        Ok(entries)
    }

    pub(crate) fn constraint_name(
        &self,
        table: &Table,
        constraint: &Constraint,
    ) -> Result<Option<String>, Error> {
        Ok(same::constraint_name(
            self.world.dialect,
            constraint,
            &table.name,
            &table.naming,
        )?)
    }

    /// The reflected indexes that `include_name` lets through. Alembic asks
    /// for those that constraints made as well.
    pub(crate) fn reflected_indexes(
        &mut self,
        key: Key<'_>,
        table: &'a Table,
    ) -> Result<Vec<Entry<'a>>, Error> {
        let hides_expressions = self.like_alembic() && self.world.dialect.name() == "sqlite";
        let mut entries: Vec<(Option<String>, Option<Entry<'a>>)> = self
            .indexes(table)?
            .into_iter()
            .filter(|entry| match entry.thing {
                Thing::Index(index) => !(hides_expressions && is_expression_index(index)),
                Thing::Unique(..) => true,
            })
            .map(|entry| (entry.name.clone(), Some(entry)))
            .collect();
        if let Some(found) = self.reflection.found.get(&table.name) {
            entries.extend(
                found
                    .constraint_indexes
                    .iter()
                    .map(|index| (index.name.name().map(|name| name.text.clone()), None)),
            );
            entries.sort_by(|(one, _), (other, _)| one.cmp(other));
        }
        let mut kept = Vec::new();
        for (name, entry) in entries {
            if self.includes_name(key, name.as_deref(), ObjectKind::Index)? {
                kept.extend(entry);
            }
        }
        Ok(kept)
    }
}
