//! The order in which tables are made: what is pointed at comes first.

use std::collections::HashMap;

use limbeck_schema::{Constraint, ConstraintKind, ForeignKey, Table};

use crate::Mode;

/// A table's schema and name, where the default schema is none.
pub(crate) type Key<'a> = (Option<&'a str>, &'a str);

/// The foreign keys of a table, with their positions among its constraints.
pub(crate) fn foreign_keys(
    table: &Table,
) -> impl Iterator<Item = (usize, &Constraint, &ForeignKey)> {
    table
        .constraints
        .iter()
        .enumerate()
        .filter_map(|(position, constraint)| match &constraint.kind {
            ConstraintKind::ForeignKey(key) => Some((position, constraint, key)),
            ConstraintKind::PrimaryKey(_)
            | ConstraintKind::Unique(_)
            | ConstraintKind::Check(_)
            | ConstraintKind::Exclude(_) => None,
        })
}

/// Sorts tables so that each comes after those that its foreign keys point
/// at, and otherwise by name, as SQLAlchemy's `sorted_tables` does. Tables
/// that point at each other in a circle count as if they had no keys.
pub(crate) fn sorted<'a>(
    mut tables: Vec<(usize, Key<'a>, &'a Table)>,
) -> Vec<(usize, Key<'a>, &'a Table)> {
    tables.sort_by_cached_key(|(_, (schema, name), _)| match schema {
        Some(schema) => format!("{schema}.{name}"),
        None => (*name).to_owned(),
    });
    let places: HashMap<Key<'_>, usize> = tables
        .iter()
        .enumerate()
        .map(|(place, (_, key, _))| (*key, place))
        .collect();
    let mut parents: Vec<Vec<usize>> = tables
        .iter()
        .enumerate()
        .map(|(place, (_, own, table))| {
            let mut parents: Vec<usize> = foreign_keys(table)
                .filter(|(_, _, key)| !key.use_alter)
                .filter_map(|(_, _, key)| {
                    let target = &key.target.table;
                    let schema = target.schema.as_ref().map(|schema| schema.as_str());
                    places
                        .get(&(schema, target.name.as_str()))
                        // The default schema may be written on one side only.
                        .or_else(|| match schema {
                            Some(_) if own.0.is_none() => places.get(&(None, target.name.as_str())),
                            _ => None,
                        })
                        .copied()
                })
                .filter(|parent| *parent != place)
                .collect();
            parents.sort_unstable();
            parents.dedup();
            parents
        })
        .collect();
    for place in circles(&parents) {
        parents[place].clear();
    }
    let levels = levels(&parents);
    let mut order: Vec<usize> = (0..tables.len()).collect();
    order.sort_by_key(|place| levels.get(*place).copied().unwrap_or_default());
    order
        .into_iter()
        .filter_map(|place| tables.get(place).copied())
        .collect()
}

/// Sorts the tables of several MetaData, each by itself as Alembic does; all
/// together where one points at tables of a later one, which must come first.
/// `collections` says how many tables each MetaData holds.
pub(crate) fn sorted_by_collection<'a>(
    tables: Vec<(usize, Key<'a>, &'a Table)>,
    collections: &[usize],
    mode: Mode,
) -> Vec<(usize, Key<'a>, &'a Table)> {
    let ends: Vec<usize> = collections
        .iter()
        .scan(0, |end, count| {
            *end += count;
            Some(*end)
        })
        .collect();
    let collection = |place: usize| ends.partition_point(|end| *end <= place);
    let homes: HashMap<Key<'_>, usize> = tables
        .iter()
        .map(|(place, key, _)| (*key, collection(*place)))
        .collect();
    let points_ahead = tables.iter().any(|(place, _, table)| {
        foreign_keys(table).any(|(_, _, key)| {
            let target = &key.target.table;
            let schema = target.schema.as_ref().map(|schema| schema.as_str());
            let home = homes.get(&(schema, target.name.as_str()));
            !key.use_alter && home.is_some_and(|home| *home > collection(*place))
        })
    });
    if ends.len() < 2 || points_ahead && mode == Mode::Limbeck {
        return sorted(tables);
    }
    (0..=ends.len())
        .flat_map(|own| {
            let of_one = tables
                .iter()
                .filter(|(place, _, _)| collection(*place) == own);
            sorted(of_one.copied().collect())
        })
        .collect()
}

/// How many steps each place is away from those without parents. There are no
/// circles.
fn levels(parents: &[Vec<usize>]) -> Vec<usize> {
    let mut levels = vec![0; parents.len()];
    let mut missing: Vec<usize> = parents.iter().map(Vec::len).collect();
    let mut children = vec![Vec::new(); parents.len()];
    for (child, parents) in parents.iter().enumerate() {
        for parent in parents {
            children[*parent].push(child);
        }
    }
    let mut ready: Vec<usize> = (0..parents.len())
        .filter(|place| missing[*place] == 0)
        .collect();
    while let Some(place) = ready.pop() {
        for child in &children[place] {
            levels[*child] = levels[*child].max(levels[place] + 1);
            missing[*child] -= 1;
            if missing[*child] == 0 {
                ready.push(*child);
            }
        }
    }
    levels
}

/// The places that lie on a circle.
fn circles(parents: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let count = parents.len();
    let mut index = vec![NEW; count];
    let mut low = vec![0; count];
    let mut on_stack = vec![false; count];
    let mut stack = Vec::new();
    let mut next = 0;
    let mut found = Vec::new();
    // Tarjan's strongly connected components, without recursion.
    for root in 0..count {
        if index[root] != NEW {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some((place, edge)) = work.pop() {
            if edge == 0 {
                index[place] = next;
                low[place] = next;
                next += 1;
                stack.push(place);
                on_stack[place] = true;
            }
            if let Some(parent) = parents[place].get(edge).copied() {
                work.push((place, edge + 1));
                if index[parent] == NEW {
                    work.push((parent, 0));
                } else if on_stack[parent] {
                    low[place] = low[place].min(index[parent]);
                }
                continue;
            }
            if low[place] == index[place] {
                let start = stack.iter().rposition(|other| *other == place).unwrap_or(0);
                let component = stack.split_off(start);
                for member in &component {
                    on_stack[*member] = false;
                }
                if component.len() > 1 {
                    found.extend(component);
                }
            }
            if let Some((child, _)) = work.last() {
                low[*child] = low[*child].min(low[place]);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use limbeck_schema::{ConstraintName, ForeignKeyTarget, TableName};

    use super::*;

    fn check(tables: &[(&str, &[&str])], expect: &[&str]) {
        let tables: Vec<Table> = tables
            .iter()
            .map(|(name, targets)| Table {
                name: TableName::new(*name),
                constraints: targets
                    .iter()
                    .map(|target| {
                        Constraint::new(
                            ConstraintName::Unnamed,
                            ConstraintKind::ForeignKey(ForeignKey {
                                columns: vec!["a".into()],
                                target: ForeignKeyTarget {
                                    table: TableName::new(*target),
                                    columns: vec!["id".into()],
                                },
                                on_update: None,
                                on_delete: None,
                                match_type: None,
                                use_alter: false,
                                in_column: false,
                            }),
                        )
                    })
                    .collect(),
                ..Table::default()
            })
            .collect();
        let found = sorted(
            tables
                .iter()
                .enumerate()
                .map(|(place, table)| (place, (None, table.name.name.as_str()), table))
                .collect(),
        );
        let found: Vec<&str> = found.iter().map(|(_, (_, name), _)| *name).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn tables_come_after_those_that_they_point_at() {
        check(
            &[("a", &["c"]), ("b", &[]), ("c", &["d"]), ("d", &["d"])],
            &["b", "d", "c", "a"],
        );
        check(
            &[("a", &["b"]), ("b", &["a"]), ("c", &["a"])],
            &["a", "b", "c"],
        );
        check(&[("a", &["missing"])], &["a"]);
    }
}
