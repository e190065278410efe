//! Indexes.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;
use limbeck_schema::{
    ConstraintName, Expression, Index, Name, OptionValue, Options, UnaryOperator, Value,
};

use super::attributes::Attributes;
use super::tables::{Wanted, storage};
use super::{WANTED, oids};
use crate::reflect::{Row, ask};
use crate::{Catalog, Error};

/// An index as the catalog has it: columns, operator classes and collations
/// are numbers.
struct Raw {
    /// Its table, in `wanted`.
    place: usize,
    oid: i64,
    name: String,
    /// Columns, INCLUDE too; 0 for an expression.
    columns: Vec<i64>,
    key_columns: usize,
    collations: Vec<i64>,
    row: Row,
}

/// What the numbers of indexes stand for.
struct Meanings<'a> {
    attributes: &'a Attributes,
    /// Operator classes that must be named to be used.
    classes: HashMap<i64, String>,
    /// Collations that differ from those of their columns.
    collations: HashMap<i64, String>,
    /// Expressions by index and place.
    expressions: HashMap<(i64, i64), String>,
}

/// Reads the indexes of the tables, but for those of primary keys.
pub(super) fn read(
    wanted: &mut [Wanted],
    attributes: &Attributes,
    catalog: &dyn Catalog,
) -> Result<(), Error> {
    let Some(first) = wanted.first() else {
        return Ok(());
    };
    // What came with PostgreSQL 15.
    let not_distinct = match first.version >= 150_000 {
        true => "i.indnullsnotdistinct",
        false => "false",
    };
    let rows = ask(
        format!(
            "SELECT w.place - 1, i.indexrelid, c.relname::text, i.indkey::smallint[], \
             i.indnkeyatts, i.indcollation::oid[], i.indisunique, k.oid IS NOT NULL, \
             i.indoption::smallint[], i.indclass::oid[], c.reloptions, m.amname::text, \
             pg_catalog.pg_get_expr(i.indpred, i.indrelid), {not_distinct}, i.indisvalid {WANTED} \
             JOIN pg_catalog.pg_index i ON i.indrelid = w.oid AND NOT i.indisprimary \
             JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
             JOIN pg_catalog.pg_am m ON m.oid = c.relam \
             LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid \
             AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')"
        ),
        &[oids(wanted)],
        catalog,
    )?;
    let mut found = Vec::new();
    for mut row in rows {
        found.push(Raw {
            place: row.position().unwrap_or(usize::MAX),
            oid: row.number().unwrap_or_default(),
            name: row.name(),
            columns: row.numbers(),
            key_columns: row.position().unwrap_or_default(),
            collations: row.numbers(),
            row,
        });
    }
    found.sort_by(|one, other| (one.place, &one.name).cmp(&(other.place, &other.name)));
    let meanings = Meanings {
        attributes,
        classes: operator_classes(catalog)?,
        collations: collations(&found, wanted, attributes, catalog)?,
        expressions: expressions(&found, catalog)?,
    };
    for raw in found {
        let Some(wanted) = wanted.get_mut(raw.place) else {
            continue;
        };
        let (index, of_constraint) = index(raw, wanted, &meanings);
        match of_constraint {
            true => wanted.found.constraint_indexes.push(index),
            false => wanted.table.indexes.push(index),
        }
    }
    Ok(())
}

/// The index, and whether a constraint made it.
fn index(raw: Raw, wanted: &Wanted, meanings: &Meanings<'_>) -> (Index, bool) {
    let mut row = raw.row;
    let unique = row.truth();
    let of_constraint = row.truth();
    let flags = row.numbers();
    let classes = row.numbers();
    let (keys, include) = raw.columns.split_at(raw.key_columns.min(raw.columns.len()));
    let mut expressions = Vec::with_capacity(keys.len());
    let mut operator_classes = IndexMap::new();
    for (place, number) in keys.iter().enumerate() {
        let column = meanings.attributes.get(wanted.oid, *number);
        let (text, element) = match column {
            Some(column) => {
                let element = Expression::column(column.name.as_str());
                let collation = raw.collations.get(place).copied().unwrap_or_default();
                let differs = collation != column.collation;
                let element = match meanings.collations.get(&collation).filter(|_| differs) {
                    Some(collation) => Expression::Collate {
                        operand: Box::new(element),
                        collation: Name::new(collation),
                    },
                    None => element,
                };
                (column.name.clone(), element)
            }
            None => {
                let key = (raw.oid, place as i64);
                let text = meanings.expressions.get(&key).cloned().unwrap_or_default();
                (text.clone(), Expression::Raw(text))
            }
        };
        let class = classes.get(place).and_then(|oid| meanings.classes.get(oid));
        if let Some(class) = class {
            operator_classes.insert(text, OptionValue::Text(class.clone()));
        }
        let flags = flags.get(place).copied().unwrap_or_default();
        expressions.push(sorted(element, flags));
    }
    let mut options = Options::default();
    if !operator_classes.is_empty() {
        options.set("postgresql_ops", OptionValue::Map(operator_classes));
    }
    if let Some(with) = storage(row.texts()) {
        options.set("postgresql_with", with);
    }
    if let Some(method) = row.text().filter(|method| method != "btree") {
        options.set("postgresql_using", OptionValue::Text(method));
    }
    if let Some(condition) = row.text() {
        options.set("postgresql_where", OptionValue::Text(condition));
    }
    let include = meanings.attributes.names(wanted.oid, include).into_iter();
    let include = include.map(|name| OptionValue::Text(name.text)).collect();
    options.set("postgresql_include", OptionValue::List(include));
    if row.truth() {
        options.set("postgresql_nulls_not_distinct", OptionValue::Boolean(true));
    }
    if !row.truth() {
        options.set("postgresql_invalid", OptionValue::Boolean(true));
    }
    let index = Index {
        name: ConstraintName::Final(raw.name.into()),
        table: Some(wanted.table.name.clone()),
        expressions,
        unique,
        options,
    };
    (index, of_constraint)
}

/// The element in its order, where that is not the usual one.
fn sorted(element: Expression, flags: i64) -> Expression {
    let with = |operator, operand| Expression::Unary {
        operator,
        operand: Box::new(operand),
    };
    let descending = flags & 1 != 0;
    let nulls_first = flags & 2 != 0;
    match (descending, nulls_first) {
        (false, false) => element,
        (false, true) => with(UnaryOperator::NullsFirst, element),
        (true, true) => with(UnaryOperator::Descending, element),
        (true, false) => with(
            UnaryOperator::NullsLast,
            with(UnaryOperator::Descending, element),
        ),
    }
}

/// The operator classes that must be named to be used.
fn operator_classes(catalog: &dyn Catalog) -> Result<HashMap<i64, String>, Error> {
    let rows = ask(
        "SELECT q.oid, q.opcname::text FROM pg_catalog.pg_opclass q WHERE NOT q.opcdefault",
        &[],
        catalog,
    )?;
    Ok(rows
        .map(|mut row| (row.number().unwrap_or_default(), row.name()))
        .collect())
}

/// The names of collations that indexes have beside those of their columns.
fn collations(
    found: &[Raw],
    wanted: &[Wanted],
    attributes: &Attributes,
    catalog: &dyn Catalog,
) -> Result<HashMap<i64, String>, Error> {
    let mut differing = BTreeSet::new();
    for raw in found {
        let Some(wanted) = wanted.get(raw.place) else {
            continue;
        };
        for (number, collation) in raw.columns.iter().zip(&raw.collations) {
            let own = attributes.get(wanted.oid, *number);
            if *collation != 0 && own.is_some_and(|own| own.collation != *collation) {
                differing.insert(*collation);
            }
        }
    }
    if differing.is_empty() {
        return Ok(HashMap::new());
    }
    let oids = differing.into_iter().map(Value::Integer).collect();
    let rows = ask(
        "SELECT o.oid, o.collname::text FROM pg_catalog.pg_collation o \
         WHERE o.oid = ANY ($1::oid[])",
        &[Value::Array(oids)],
        catalog,
    )?;
    Ok(rows
        .map(|mut row| (row.number().unwrap_or_default(), row.name()))
        .collect())
}

/// The expressions of indexes, by index and place.
fn expressions(found: &[Raw], catalog: &dyn Catalog) -> Result<HashMap<(i64, i64), String>, Error> {
    let oids: BTreeSet<i64> = found
        .iter()
        .filter(|raw| raw.columns.contains(&0))
        .map(|raw| raw.oid)
        .collect();
    if oids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = ask(
        "SELECT w.oid, g.place - 1, pg_catalog.pg_get_indexdef(w.oid, g.place::integer, true) \
         FROM pg_catalog.unnest($1::oid[]) AS w(oid) \
         JOIN pg_catalog.pg_index i ON i.indexrelid = w.oid \
         CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::smallint[]) \
         WITH ORDINALITY g(number, place) WHERE g.number = 0",
        &[Value::Array(oids.into_iter().map(Value::Integer).collect())],
        catalog,
    )?;
    Ok(rows
        .map(|mut row| {
            let key = (
                row.number().unwrap_or_default(),
                row.number().unwrap_or_default(),
            );
            (key, row.name())
        })
        .collect())
}
