//! Columns, and the sequences behind their numbers.

use std::collections::HashMap;

use limbeck_schema::{
    Affinity, Column, ColumnDefault, Computed, Expression, Identity, Name, PostgresqlType,
    SequenceOptions, SqlType,
};

use super::attributes::{Attribute, Attributes};
use super::named::NamedTypes;
use super::tables::Wanted;
use super::{WANTED, oids, sequences, types};
use crate::reflect::{Row, Warning, ask};
use crate::{Catalog, Error};

/// Reads the columns of the tables, and gives them by their numbers too.
pub(super) fn read(
    wanted: &mut [Wanted],
    named: &NamedTypes,
    catalog: &dyn Catalog,
    warnings: &mut Vec<Warning>,
) -> Result<Attributes, Error> {
    let mut attributes = Attributes::default();
    if wanted.is_empty() {
        return Ok(attributes);
    }
    let identities = identities(wanted, catalog)?;
    let rows = ask(
        format!(
            "SELECT w.place - 1, a.attnum, a.attname::text, \
             pg_catalog.format_type(a.atttypid, a.atttypmod), o.collname::text, a.attnotnull, \
             pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attgenerated::text, \
             a.attidentity::text, e.description, a.attcollation {WANTED} \
             JOIN pg_catalog.pg_attribute a ON a.attrelid = w.oid \
             AND a.attnum > 0 AND NOT a.attisdropped \
             LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid \
             LEFT JOIN pg_catalog.pg_collation o ON o.oid = a.attcollation \
             AND a.attcollation <> t.typcollation \
             LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid \
             AND d.adnum = a.attnum AND a.atthasdef \
             LEFT JOIN pg_catalog.pg_description e ON e.objoid = a.attrelid \
             AND e.classoid = 'pg_catalog.pg_class'::regclass AND e.objsubid = a.attnum \
             ORDER BY w.place, a.attnum"
        ),
        &[oids(wanted)],
        catalog,
    )?;
    for mut row in rows {
        let place = row.position();
        let Some(wanted) = place.and_then(|place| wanted.get_mut(place)) else {
            continue;
        };
        let number = row.number().unwrap_or_default();
        let identity = identities.get(&(wanted.oid, number)).cloned();
        let column = column(&mut row, identity, wanted, named, warnings);
        let attribute = Attribute {
            number,
            name: column.name.as_str().to_owned(),
            collation: row.number().unwrap_or_default(),
        };
        attributes.insert(wanted.oid, attribute);
        wanted.table.columns.push(column);
    }
    serials(wanted, catalog)?;
    Ok(attributes)
}

fn column(
    row: &mut Row,
    identity: Option<SequenceOptions>,
    wanted: &Wanted,
    named: &NamedTypes,
    warnings: &mut Vec<Warning>,
) -> Column {
    let name = row.name();
    let spelling = row.name();
    let collation = row.text();
    let of = format!("column '{name}'");
    let sql_type = types::read(&spelling, collation.as_deref(), named, &of, warnings);
    let mut nullable = !row.truth();
    let mut expression = row.text();
    let generated = row.name();
    let always = row.name() == "a";
    let comment = row.text();
    if let SqlType::Postgresql(PostgresqlType::Domain {
        default, not_null, ..
    }) = &sql_type
    {
        nullable &= !not_null;
        if let (None, Some(Expression::Raw(default))) = (&expression, default.as_deref()) {
            expression = Some(default.clone());
        }
    }
    let mut autoincrement = identity.is_some();
    let default = match (identity, expression) {
        (Some(options), _) => ColumnDefault::Identity(Identity {
            always,
            options,
            ..Identity::default()
        }),
        (None, Some(text)) if !generated.is_empty() => {
            ColumnDefault::Computed(Box::new(Computed {
                expression: Expression::Raw(text),
                persisted: Some(generated == "s"),
            }))
        }
        (None, Some(text)) => {
            autoincrement |=
                sequence_in(&text).is_some() && sql_type.affinity() == Affinity::Integer;
            let schema = wanted.table.name.schema.as_ref();
            let text = with_schema(&text, schema).unwrap_or(text);
            ColumnDefault::Expression(Box::new(Expression::Raw(text)))
        }
        (None, None) => ColumnDefault::None,
    };
    Column {
        nullable,
        default,
        comment,
        autoincrement: Some(autoincrement),
        ..Column::new(name, sql_type)
    }
}

/// What `nextval('…')` names in a default, and where that stands.
fn sequence_in(default: &str) -> Option<std::ops::Range<usize>> {
    let start = default.find("nextval('")? + "nextval('".len();
    let length = default.get(start..)?.find('\'')?;
    (length > 0).then_some(start..start + length)
}

/// The default with the table's schema before the sequence's name, if the
/// server left it out and the table was asked for with its schema.
fn with_schema(default: &str, schema: Option<&Name>) -> Option<String> {
    let range = sequence_in(default)?;
    let schema = schema?;
    let sequence = default.get(range.clone())?;
    if sequence.contains('.') {
        return None;
    }
    let mut text = default.to_owned();
    text.insert_str(range.start, &format!("\"{schema}\"."));
    Some(text)
}

/// The numbers of identity columns by table and column.
fn identities(
    wanted: &[Wanted],
    catalog: &dyn Catalog,
) -> Result<HashMap<(i64, i64), SequenceOptions>, Error> {
    let rows = ask(
        format!(
            "SELECT w.oid, p.refobjsubid, {} {WANTED} \
             JOIN pg_catalog.pg_depend p ON p.refobjid = w.oid \
             AND p.refclassid = 'pg_catalog.pg_class'::regclass \
             AND p.classid = 'pg_catalog.pg_class'::regclass AND p.deptype = 'i' \
             JOIN pg_catalog.pg_sequence s ON s.seqrelid = p.objid",
            sequences::NUMBERS
        ),
        &[oids(wanted)],
        catalog,
    )?;
    Ok(rows
        .map(|mut row| {
            let key = (
                row.number().unwrap_or_default(),
                row.number().unwrap_or_default(),
            );
            (key, sequences::numbers(&mut row))
        })
        .collect())
}

/// Finds the columns whose default takes numbers from a sequence that belongs
/// to a column of their name.
fn serials(wanted: &mut [Wanted], catalog: &dyn Catalog) -> Result<(), Error> {
    let rows = ask(
        format!(
            "SELECT w.place - 1, a.attname::text, c.relname::text {WANTED} \
             JOIN pg_catalog.pg_attrdef d ON d.adrelid = w.oid \
             JOIN pg_catalog.pg_attribute a ON a.attrelid = w.oid AND a.attnum = d.adnum \
             JOIN pg_catalog.pg_depend u ON u.classid = 'pg_catalog.pg_attrdef'::regclass \
             AND u.objid = d.oid AND u.refclassid = 'pg_catalog.pg_class'::regclass \
             JOIN pg_catalog.pg_class c ON c.oid = u.refobjid AND c.relkind = 'S' \
             JOIN pg_catalog.pg_depend o ON o.classid = 'pg_catalog.pg_class'::regclass \
             AND o.objid = c.oid AND o.refclassid = 'pg_catalog.pg_class'::regclass \
             AND o.deptype = 'a' \
             JOIN pg_catalog.pg_attribute b ON b.attrelid = o.refobjid \
             AND b.attnum = o.refobjsubid AND b.attname = a.attname \
             ORDER BY w.place, a.attnum"
        ),
        &[oids(wanted)],
        catalog,
    )?;
    for mut row in rows {
        let place = row.position();
        let Some(wanted) = place.and_then(|place| wanted.get_mut(place)) else {
            continue;
        };
        let (column, sequence) = (Name::new(row.name()), Name::new(row.name()));
        let own = wanted.table.columns.iter().find(|own| own.name == column);
        if own.is_some_and(is_next_value) {
            wanted.found.serials.insert(column, sequence);
        }
    }
    Ok(())
}

/// Whether a column's default is the next number of a sequence as it is.
fn is_next_value(column: &Column) -> bool {
    let ColumnDefault::Expression(default) = &column.default else {
        return false;
    };
    match &**default {
        Expression::Raw(text) => sequence_in(text).is_some_and(|range| {
            range.start == "nextval('".len() && text.get(range.end..) == Some("'::regclass)")
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sequence_gets_the_schema_of_a_table_that_was_asked_for_with_it() {
        fn check(default: &str, expect: Option<&str>) {
            let schema = Name::new("app");
            assert_eq!(with_schema(default, Some(&schema)).as_deref(), expect);
            assert_eq!(with_schema(default, None), None);
        }
        check(
            "nextval('t_id_seq'::regclass)",
            Some("nextval('\"app\".t_id_seq'::regclass)"),
        );
        check("nextval('app.t_id_seq'::regclass)", None);
        check("'nextval'::text", None);
    }
}
