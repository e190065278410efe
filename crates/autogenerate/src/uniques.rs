//! Indexes of MySQL that stand for constraints: it has no other UNIQUE
//! constraints, and a foreign key needs an index.

use std::collections::HashSet;

use limbeck_dialect::{Dialect, Reflection, same};
use limbeck_schema::{ConstraintKind, Expression, Name, Schema, Table, UnaryOperator};

use crate::compare::{Error, key};
use crate::order::Key;

/// Takes those reflected UNIQUE constraints for indexes that the models do
/// not declare as constraints: by their name, or one without a name by its
/// columns. The indexes that the server made for foreign keys are indexes like
/// others, but not to Alembic.
pub(crate) fn separate(
    declared: &Schema,
    reflection: &mut Reflection,
    dialect: &dyn Dialect,
    default_schema: Option<&str>,
    like_alembic: bool,
) -> Result<(), Error> {
    let tables: std::collections::HashMap<Key<'_>, &Table> = declared
        .tables
        .values()
        .map(|table| (key(&table.name, default_schema), table))
        .collect();
    for (name, table) in &mut reflection.schema.tables {
        let Some(found) = reflection.found.get_mut(name) else {
            continue;
        };
        let wanted = match tables.get(&key(name, default_schema)) {
            Some(table) => Wanted::of(dialect, table)?,
            None => Wanted::default(),
        };
        let mut moved = Vec::new();
        table.constraints.retain(|constraint| {
            let (ConstraintKind::Unique(columns), Some(name)) =
                (&constraint.kind, constraint.name.name())
            else {
                return true;
            };
            let is_constraint = wanted.names.contains(name.as_str())
                || wanted.nameless.contains(&sorted(columns))
                    && !wanted.indexes.contains(name.as_str());
            if !is_constraint {
                moved.push(name.clone());
            }
            is_constraint
        });
        for name in moved {
            let of_constraint = |index: &limbeck_schema::Index| index.name.name() == Some(&name);
            if let Some(at) = found.constraint_indexes.iter().position(of_constraint) {
                table.indexes.push(found.constraint_indexes.remove(at));
            }
        }
        if like_alembic {
            // Which reads no order of an index's columns.
            for index in table
                .indexes
                .iter_mut()
                .chain(&mut found.constraint_indexes)
            {
                index.expressions.iter_mut().for_each(forget_order);
            }
        } else {
            let (own, kept) = std::mem::take(&mut found.constraint_indexes)
                .into_iter()
                .partition(|index| !index.unique);
            let own: Vec<limbeck_schema::Index> = own;
            found.constraint_indexes = kept;
            table.indexes.extend(own);
        }
        table
            .indexes
            .sort_by(|one, other| index_name(one).cmp(&index_name(other)));
    }
    Ok(())
}

fn forget_order(element: &mut Expression) {
    if let Expression::Unary {
        operator: UnaryOperator::Descending,
        operand,
    } = element
    {
        *element = std::mem::replace(operand, Expression::Raw(String::new()));
    }
}

fn index_name(index: &limbeck_schema::Index) -> Option<&str> {
    index.name.name().map(Name::as_str)
}

/// What a table declares.
#[derive(Default)]
struct Wanted {
    names: HashSet<String>,
    /// The names of unique indexes.
    indexes: HashSet<String>,
    /// The columns of those without a name, sorted.
    nameless: HashSet<Vec<String>>,
}

impl Wanted {
    fn of(dialect: &dyn Dialect, table: &Table) -> Result<Wanted, Error> {
        let mut wanted = Wanted::default();
        for index in table.indexes.iter().filter(|index| index.unique) {
            let name = same::index_name(dialect, index, &table.name, &table.naming)?;
            wanted.indexes.extend(name);
        }
        for constraint in &table.constraints {
            let ConstraintKind::Unique(columns) = &constraint.kind else {
                continue;
            };
            match same::constraint_name(dialect, constraint, &table.name, &table.naming)? {
                Some(name) => wanted.names.insert(name),
                None => wanted.nameless.insert(sorted(columns)),
            };
        }
        Ok(wanted)
    }
}

fn sorted(columns: &[Name]) -> Vec<String> {
    let mut names: Vec<String> = columns.iter().map(|name| name.text.clone()).collect();
    names.sort_unstable();
    names
}
