//! Tables: which there are, what kind, and their options.

use indexmap::IndexMap;
use limbeck_schema::{OptionValue, Table, TableName, Value};

use crate::reflect::{Found, TableKind, ask};
use crate::{Catalog, Error};

/// A table that was asked for and exists.
pub(super) struct Wanted {
    pub(super) oid: i64,
    pub(super) table: Table,
    pub(super) found: Found,
    /// The server's version, such as 150004.
    pub(super) version: i64,
}

/// Finds the tables of those names. Names without a schema are looked up in
/// the search path.
pub(super) fn find(names: &[TableName], catalog: &dyn Catalog) -> Result<Vec<Wanted>, Error> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let schemas = names.iter().map(|name| match &name.schema {
        Some(schema) => Value::from(schema.as_str()),
        None => Value::Null,
    });
    let tables = names.iter().map(|name| Value::from(name.name.as_str()));
    let rows = ask(
        "SELECT w.place - 1, c.oid, n.nspname::text, c.relkind::text, \
         CASE WHEN c.relispartition \
         THEN coalesce(pg_catalog.pg_get_expr(c.relpartbound, c.oid), '') END, \
         CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END, \
         d.description, \
         CASE WHEN m.amname <> pg_catalog.current_setting('default_table_access_method') \
         THEN m.amname::text END, \
         ARRAY(SELECT p.relname::text FROM pg_catalog.pg_inherits h \
         JOIN pg_catalog.pg_class p ON p.oid = h.inhparent \
         WHERE h.inhrelid = c.oid ORDER BY h.inhseqno), \
         c.reloptions, s.spcname::text, \
         pg_catalog.current_setting('server_version_num')::integer \
         FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) \
         WITH ORDINALITY AS w(schema, name, place) \
         JOIN pg_catalog.pg_class c ON c.relname = w.name \
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam \
         LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace \
         LEFT JOIN pg_catalog.pg_description d ON d.objoid = c.oid \
         AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0 \
         WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND CASE WHEN w.schema IS NULL \
         THEN pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog' \
         ELSE n.nspname = w.schema END ORDER BY w.place",
        &[
            Value::Array(schemas.collect()),
            Value::Array(tables.collect()),
        ],
        catalog,
    )?;
    let mut wanted = Vec::with_capacity(names.len());
    for mut row in rows {
        let Some(name) = row.position().and_then(|place| names.get(place)) else {
            continue;
        };
        let oid = row.number().unwrap_or_default();
        let schema = row.name();
        let kind = match row.text().as_deref() {
            Some("v") => TableKind::View,
            Some("m") => TableKind::MaterializedView,
            Some("f") => TableKind::Foreign,
            _ => TableKind::Table,
        };
        let partition = row.text();
        let partition_by = row.text();
        let mut table = Table {
            name: name.clone(),
            ..Table::default()
        };
        table.comment = row.text();
        let mut set = |option: &str, value: OptionValue| table.options.set(option, value);
        if let Some(method) = row.text() {
            set("postgresql_using", OptionValue::Text(method));
        }
        let parents = row.texts();
        if !parents.is_empty() {
            let parents = parents.into_iter().map(OptionValue::Text).collect();
            set("postgresql_inherits", OptionValue::List(parents));
        }
        if let Some(with) = storage(row.texts()) {
            set("postgresql_with", with);
        }
        if let Some(space) = row.text() {
            set("postgresql_tablespace", OptionValue::Text(space));
        }
        if let Some(key) = partition_by {
            set("postgresql_partition_by", OptionValue::Text(key));
        }
        wanted.push(Wanted {
            oid,
            table,
            found: Found {
                schema,
                kind,
                partition,
                ..Found::default()
            },
            version: row.number().unwrap_or_default(),
        });
    }
    Ok(wanted)
}

/// Storage parameters, `name=value`, as a mapping.
pub(super) fn storage(parameters: Vec<String>) -> Option<OptionValue> {
    let map: IndexMap<String, OptionValue> = parameters
        .iter()
        .filter_map(|parameter| parameter.split_once('='))
        .map(|(name, value)| (name.to_owned(), OptionValue::Text(value.to_owned())))
        .collect();
    (!map.is_empty()).then_some(OptionValue::Map(map))
}
