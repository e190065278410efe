//! Indexes.

use std::collections::HashMap;

use indexmap::IndexMap;
use limbeck_schema::{
    ConstraintName, Expression, Index, Name, OptionValue, Options, UnaryOperator,
};

use super::tables::{Wanted, storage};
use super::{WANTED, oids};
use crate::reflect::{Row, ask};
use crate::{Catalog, Error};

/// Reads the indexes of the tables, but for those of primary keys.
pub(super) fn read(wanted: &mut [Wanted], catalog: &dyn Catalog) -> Result<(), Error> {
    let Some(first) = wanted.first() else {
        return Ok(());
    };
    // What came with PostgreSQL 15.
    let not_distinct = match first.version >= 150_000 {
        true => "i.indnullsnotdistinct",
        false => "false",
    };
    let classes = operator_classes(catalog)?;
    let rows = ask(
        format!(
            "SELECT w.place - 1, c.relname::text, i.indisunique, k.oid IS NOT NULL, \
             ARRAY(SELECT CASE WHEN o.number = 0 \
             THEN pg_catalog.pg_get_indexdef(i.indexrelid, o.place::integer, true) \
             ELSE a.attname::text END \
             FROM pg_catalog.unnest(i.indkey::smallint[]) WITH ORDINALITY o(number, place) \
             LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid \
             AND a.attnum = o.number ORDER BY o.place), \
             i.indkey::smallint[], i.indnkeyatts, i.indoption::smallint[], i.indclass::oid[], \
             CASE WHEN i.indcollation::oid[] && ARRAY(SELECT o.oid FROM pg_catalog.pg_collation o \
             WHERE o.collname <> 'default') THEN \
             ARRAY(SELECT CASE WHEN o.place <= i.indnkeyatts AND l.oid <> a.attcollation \
             THEN l.collname::text ELSE '' END \
             FROM pg_catalog.unnest(i.indkey::smallint[]) WITH ORDINALITY o(number, place) \
             LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid \
             AND a.attnum = o.number \
             LEFT JOIN pg_catalog.pg_collation l ON l.oid = i.indcollation[o.place - 1] \
             ORDER BY o.place) END, \
             c.reloptions, m.amname::text, pg_catalog.pg_get_expr(i.indpred, i.indrelid), \
             {not_distinct}, i.indisvalid {WANTED} \
             JOIN pg_catalog.pg_index i ON i.indrelid = w.oid AND NOT i.indisprimary \
             JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
             JOIN pg_catalog.pg_am m ON m.oid = c.relam \
             LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid \
             AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x') \
             ORDER BY w.place, c.relname"
        ),
        &[oids(wanted)],
        catalog,
    )?;
    for mut row in rows {
        let place = row.position();
        let Some(wanted) = place.and_then(|place| wanted.get_mut(place)) else {
            continue;
        };
        let name = row.name();
        let unique = row.truth();
        let of_constraint = row.truth();
        let (expressions, options) = elements(row, &classes);
        let index = Index {
            name: ConstraintName::Final(name.into()),
            table: Some(wanted.table.name.clone()),
            expressions,
            unique,
            options,
        };
        match of_constraint {
            true => wanted.found.constraint_indexes.push(index),
            false => wanted.table.indexes.push(index),
        }
    }
    Ok(())
}

fn elements(mut row: Row, classes: &HashMap<i64, String>) -> (Vec<Expression>, Options) {
    let mut names = row.texts();
    let numbers = row.numbers();
    let keys = row.position().unwrap_or(names.len()).min(names.len());
    let include = names.split_off(keys);
    let flags = row.numbers();
    let own_classes = row.numbers();
    let collations = row.texts();
    let mut expressions = Vec::with_capacity(names.len());
    let mut operator_classes = IndexMap::new();
    for (index, name) in names.into_iter().enumerate() {
        if let Some(class) = own_classes.get(index).and_then(|class| classes.get(class)) {
            operator_classes.insert(name.clone(), OptionValue::Text(class.clone()));
        }
        // The server's text of an expression has its collation already.
        let element = match numbers.get(index) {
            Some(0) => Expression::Raw(name),
            _ => match collations.get(index).filter(|name| !name.is_empty()) {
                Some(collation) => Expression::Collate {
                    operand: Box::new(Expression::column(name)),
                    collation: Name::new(collation),
                },
                None => Expression::column(name),
            },
        };
        expressions.push(sorted(element, flags.get(index).copied().unwrap_or(0)));
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
    let include = include.into_iter().map(OptionValue::Text).collect();
    options.set("postgresql_include", OptionValue::List(include));
    if row.truth() {
        options.set("postgresql_nulls_not_distinct", OptionValue::Boolean(true));
    }
    if !row.truth() {
        options.set("postgresql_invalid", OptionValue::Boolean(true));
    }
    (expressions, options)
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
