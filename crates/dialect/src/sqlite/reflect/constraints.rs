//! Constraints, but for UNIQUE, which is found with the indexes.

use std::collections::HashMap;

use limbeck_schema::{
    CheckConstraint, Constraint, ConstraintKind, ConstraintName, Deferral, Expression, ForeignKey,
    ForeignKeyTarget, Name, TableName,
};

use super::Place;
use super::written::{Written, WrittenKind, WrittenReference};
use crate::Error;

/// Reads primary keys, foreign keys and CHECKs, in SQLAlchemy's order.
pub(super) fn read(place: &mut Place<'_>) -> Result<(), Error> {
    primary_keys(place)?;
    foreign_keys(place)?;
    for wanted in &mut place.wanted {
        let mut checks = checks(&wanted.written);
        wanted.table.constraints.append(&mut checks);
    }
    Ok(())
}

fn named(name: Option<&String>) -> ConstraintName {
    match name {
        Some(name) => ConstraintName::Final(Name::new(name)),
        None => ConstraintName::Unnamed,
    }
}

fn primary_keys(place: &mut Place<'_>) -> Result<(), Error> {
    let mut rows = place.rows(
        "c.name, c.pk",
        " JOIN pragma_table_info(m.name, ?1) AS c ON c.pk > 0",
    )?;
    let mut keys: Vec<Vec<(i64, Name)>> = vec![Vec::new(); place.wanted.len()];
    for row in &mut rows {
        if let Some(key) = place
            .by_name
            .get(&row.name())
            .and_then(|index| keys.get_mut(*index))
        {
            let name = Name::new(row.name());
            key.push((row.number().unwrap_or_default(), name));
        }
    }
    for (wanted, mut key) in place.wanted.iter_mut().zip(keys) {
        if key.is_empty() {
            continue;
        }
        key.sort_by_key(|(place, _)| *place);
        let columns = key.into_iter().map(|(_, name)| name).collect();
        let name = wanted
            .written
            .constraints
            .iter()
            .filter(|constraint| constraint.kind == WrittenKind::PrimaryKey)
            .find_map(|constraint| constraint.name.as_ref());
        wanted.table.constraints.push(Constraint::new(
            named(name),
            ConstraintKind::PrimaryKey(columns),
        ));
    }
    Ok(())
}

/// A foreign key as the pragma has it, whose columns come one by one.
struct Found {
    id: i64,
    columns: Vec<(i64, String, Option<String>)>,
    key: ForeignKey,
}

fn foreign_keys(place: &mut Place<'_>) -> Result<(), Error> {
    let mut rows = place.rows(
        "f.id, f.seq, f.\"table\", f.\"from\", f.\"to\", f.on_update, f.on_delete",
        " JOIN pragma_foreign_key_list(m.name, ?1) AS f",
    )?;
    let primary_keys = referred_primary_keys(place)?;
    let mut found: Vec<Vec<Found>> = Vec::new();
    found.resize_with(place.wanted.len(), Vec::new);
    for row in &mut rows {
        let Some(keys) = place
            .by_name
            .get(&row.name())
            .and_then(|index| found.get_mut(*index))
        else {
            continue;
        };
        let id = row.number().unwrap_or_default();
        let number = row.number().unwrap_or_default();
        let referred = row.name();
        let columns = (number, row.name(), row.text());
        let mut action = || row.text().filter(|action| action != "NO ACTION");
        match keys.iter_mut().find(|key| key.id == id) {
            Some(key) => key.columns.push(columns),
            None => keys.push(Found {
                id,
                columns: vec![columns],
                key: ForeignKey {
                    columns: Vec::new(),
                    target: ForeignKeyTarget {
                        table: TableName::new(referred),
                        columns: Vec::new(),
                    },
                    on_update: action(),
                    on_delete: action(),
                    match_type: None,
                    use_alter: false,
                    in_column: false,
                },
            }),
        }
    }
    for (wanted, keys) in place.wanted.iter_mut().zip(found) {
        let schema = wanted.table.name.schema.clone();
        let keys = keys.into_iter().map(|found| {
            let mut key = complete(found, &primary_keys);
            key.target.table.schema = schema.clone();
            key
        });
        let constraints = with_names(keys.collect(), &wanted.written);
        wanted.table.constraints.extend(constraints);
    }
    Ok(())
}

fn complete(mut found: Found, primary_keys: &HashMap<String, Vec<Name>>) -> ForeignKey {
    found.columns.sort_by_key(|(number, _, _)| *number);
    let mut key = found.key;
    let all_named = found.columns.iter().all(|(_, _, to)| to.is_some());
    for (_, from, to) in found.columns {
        key.columns.push(from.into());
        key.target.columns.extend(to.map(Name::new));
    }
    if !all_named {
        let referred = key.target.table.name.as_str().to_ascii_lowercase();
        key.target.columns = primary_keys.get(&referred).cloned().unwrap_or_default();
    }
    key
}

/// The primary keys that foreign keys without columns point at.
fn referred_primary_keys(place: &Place<'_>) -> Result<HashMap<String, Vec<Name>>, Error> {
    let rows = place.rows(
        "lower(f.\"table\"), c.name, c.pk",
        " JOIN pragma_foreign_key_list(m.name, ?1) AS f ON f.\"to\" IS NULL AND f.seq = 0 \
         JOIN pragma_table_info(f.\"table\", ?1) AS c ON c.pk > 0",
    )?;
    let mut keys: HashMap<String, Vec<(i64, Name)>> = HashMap::new();
    for mut row in rows {
        row.value();
        let key = keys.entry(row.name()).or_default();
        let name = Name::new(row.name());
        let entry = (row.number().unwrap_or_default(), name);
        // Each foreign key to the table tells its columns again.
        if !key.contains(&entry) {
            key.push(entry);
        }
    }
    let sorted = keys.into_iter().map(|(table, mut key)| {
        key.sort_by_key(|(place, _)| *place);
        (table, key.into_iter().map(|(_, name)| name).collect())
    });
    Ok(sorted.collect())
}

/// Gives the foreign keys what only the text tells: first those that are
/// constraints of the table, in the text's order, then the others.
fn with_names(mut keys: Vec<ForeignKey>, written: &Written) -> Vec<Constraint> {
    let mut constraints = Vec::with_capacity(keys.len());
    let (of_table, of_columns): (Vec<_>, Vec<_>) = written
        .constraints
        .iter()
        .filter_map(|constraint| match &constraint.kind {
            WrittenKind::ForeignKey(reference) => Some((constraint, reference)),
            WrittenKind::PrimaryKey | WrittenKind::Unique(_) | WrittenKind::Check(_) => None,
        })
        .partition(|(constraint, _)| constraint.column.is_none());
    for (constraint, reference) in of_table {
        if let Some(index) = keys.iter().position(|key| is_same(key, reference)) {
            let key = keys.remove(index);
            constraints.push(foreign_key(key, constraint.name.as_ref(), Some(reference)));
        }
    }
    for key in keys {
        let of_column = of_columns
            .iter()
            .find(|(_, reference)| is_same(&key, reference));
        constraints.push(match of_column {
            Some((constraint, reference)) => {
                foreign_key(key, constraint.name.as_ref(), Some(reference))
            }
            None => foreign_key(key, None, None),
        });
    }
    constraints
}

fn foreign_key(
    key: ForeignKey,
    name: Option<&String>,
    reference: Option<&WrittenReference>,
) -> Constraint {
    Constraint {
        deferral: Deferral {
            deferrable: reference.and_then(|reference| reference.deferrable),
            initially: reference.and_then(|reference| reference.initially.clone()),
        },
        ..Constraint::new(named(name), ConstraintKind::ForeignKey(key))
    }
}

fn is_same(key: &ForeignKey, reference: &WrittenReference) -> bool {
    let same = |names: &[Name], written: &[String]| {
        names.len() == written.len()
            && names
                .iter()
                .zip(written)
                .all(|(name, written)| name.as_str().eq_ignore_ascii_case(written))
    };
    let target = &key.target;
    same(&key.columns, &reference.columns)
        && target
            .table
            .name
            .as_str()
            .eq_ignore_ascii_case(&reference.table)
        && (reference.referred.is_empty() || same(&target.columns, &reference.referred))
}

/// The CHECKs by name, those without one last.
fn checks(written: &Written) -> Vec<Constraint> {
    let mut checks: Vec<(Option<&String>, Constraint)> = written
        .constraints
        .iter()
        .filter_map(|constraint| match &constraint.kind {
            WrittenKind::Check(condition) => {
                let kind = ConstraintKind::Check(CheckConstraint {
                    condition: Expression::Raw(condition.clone()),
                    made_by_type_of: None,
                    in_column: None,
                });
                let name = constraint.name.as_ref();
                Some((name, Constraint::new(named(name), kind)))
            }
            WrittenKind::PrimaryKey | WrittenKind::Unique(_) | WrittenKind::ForeignKey(_) => None,
        })
        .collect();
    checks.sort_by_key(|(name, _)| (name.is_none(), *name));
    checks.into_iter().map(|(_, check)| check).collect()
}
