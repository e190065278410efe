//! Reading a schema from `information_schema`, one statement for each of its
//! tables.

mod columns;
mod constraints;
mod indexes;
mod types;

use indexmap::IndexMap;
use limbeck_schema::{Name, OptionValue, Schema, Sequence, Table, TableName};

use crate::reflect::{
    Found, ListedTable, Reflection, Request, Row, SchemaNames, TableKind, Warning, ask,
};
use crate::{Catalog, Error, quote};

/// The databases of the server, which are its schemas.
pub(crate) fn schema_names(catalog: &dyn Catalog) -> Result<SchemaNames, Error> {
    let rows = ask(
        "SELECT SCHEMA_NAME, DATABASE() FROM information_schema.SCHEMATA ORDER BY SCHEMA_NAME",
        &[],
        catalog,
    )?;
    let mut names = SchemaNames::default();
    for mut row in rows {
        names.all.push(row.name());
        names.default = row.text();
    }
    names.search_path = names.default.iter().cloned().collect();
    Ok(names)
}

/// The comment of a table that is there while a revision runs, and that no one
/// is to see among their own.
pub const JOURNAL_COMMENT: &str = "limbeck: what was done of a revision";

/// The tables of some databases.
pub(crate) fn table_names(
    schemas: &[Option<Name>],
    catalog: &dyn Catalog,
) -> Result<Vec<ListedTable>, Error> {
    let rows = ask(
        format!(
            "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_SCHEMA = DATABASE() \
             FROM information_schema.TABLES \
             WHERE TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') \
             AND TABLE_COMMENT <> '{JOURNAL_COMMENT}' AND {} \
             ORDER BY CAST(TABLE_NAME AS BINARY)",
            of_schemas("TABLE_SCHEMA", schemas.iter().map(Option::as_ref))
        ),
        &[],
        catalog,
    )?;
    let mut tables = Vec::new();
    for mut row in rows {
        let schema = row.name();
        let name = row.name();
        let is_default = row.truth();
        for asked in asked_as(schemas, &schema, is_default) {
            tables.push(ListedTable {
                name: TableName::in_schema(asked, name.as_str()),
                schema: schema.clone(),
                partition: false,
            });
        }
    }
    // The sort is stable: names stay in order within a schema.
    tables.sort_by(|one, other| one.name.schema.cmp(&other.name.schema));
    Ok(tables)
}

/// The names under which a database was asked for.
fn asked_as(schemas: &[Option<Name>], schema: &str, is_default: bool) -> Vec<Option<Name>> {
    schemas
        .iter()
        .filter(|asked| match asked {
            Some(name) => name.as_str() == schema,
            None => is_default,
        })
        .cloned()
        .collect()
}

/// A condition for a column that holds a database's name.
fn of_schemas<'a>(column: &str, schemas: impl Iterator<Item = Option<&'a Name>>) -> String {
    let mut names: Vec<String> = schemas
        .map(|schema| match schema {
            // Without backslashes, for sessions that take them for escapes.
            Some(name) => match name.as_str().contains('\\') {
                true => format!("X'{}'", hexadecimal(name.as_str())),
                false => quote::string(false, name.as_str()),
            },
            None => "DATABASE()".to_owned(),
        })
        .collect();
    names.sort();
    names.dedup();
    match names.is_empty() {
        true => "1 = 0".to_owned(),
        false => format!("{column} IN ({})", names.join(", ")),
    }
}

fn hexadecimal(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02X}")).collect()
}

/// The tables that are read, and what is known of the server.
struct Place<'c> {
    catalog: &'c dyn Catalog,
    /// The database that names without one are in.
    default: String,
    mariadb: bool,
    /// Positions of the tables, by database and name.
    positions: std::collections::HashMap<(String, String), Vec<usize>>,
    wanted: Vec<Wanted>,
    /// The databases that were asked for.
    schemas: Vec<Option<Name>>,
    warnings: Vec<Warning>,
}

/// A table that is read.
struct Wanted {
    table: Table,
    found: Found,
    /// What columns have unless they say otherwise.
    collation: Option<String>,
}

impl Place<'_> {
    /// Asks for `columns` of a table of `information_schema`, of which the
    /// first two name database and table.
    fn rows(&self, columns: &str, from: &str, schema: &str, end: &str) -> Result<Vec<Row>, Error> {
        let condition = of_schemas(schema, self.schemas.iter().map(Option::as_ref));
        let rows = ask(
            format!("SELECT {columns} FROM information_schema.{from} WHERE {condition} {end}"),
            &[],
            self.catalog,
        )?;
        Ok(rows.collect())
    }

    /// The positions of the table that a row begins with.
    fn positions_of(&self, row: &mut Row) -> Vec<usize> {
        let key = (row.name(), row.name());
        self.positions.get(&key).cloned().unwrap_or_default()
    }
}

/// Reads what was asked for.
pub(crate) fn reflect(request: &Request, catalog: &dyn Catalog) -> Result<Reflection, Error> {
    let mut server = ask("SELECT DATABASE(), VERSION()", &[], catalog)?;
    let (default, version) = server
        .next()
        .map(|mut row| (row.name(), row.name()))
        .unwrap_or_default();
    let mut schemas: Vec<Option<Name>> = request
        .tables
        .iter()
        .map(|name| name.schema.clone())
        .chain(request.schemas.iter().cloned())
        .collect();
    schemas.sort();
    schemas.dedup();
    let mut place = Place {
        catalog,
        default,
        mariadb: version.to_ascii_lowercase().contains("mariadb"),
        positions: Default::default(),
        wanted: Vec::new(),
        schemas,
        warnings: Vec::new(),
    };
    let mut schema = Schema::default();
    tables(&mut place, request, &mut schema)?;
    if !place.wanted.is_empty() {
        if request.parts.columns {
            columns::read(&mut place)?;
        }
        if request.parts.constraints {
            constraints::read(&mut place)?;
        }
        if request.parts.indexes || request.parts.constraints {
            indexes::read(&mut place, request.parts)?;
        }
    }
    let mut read: IndexMap<TableName, Wanted> = place
        .wanted
        .into_iter()
        .map(|wanted| (wanted.table.name.clone(), wanted))
        .collect();
    let mut found = IndexMap::new();
    for name in &request.tables {
        if let Some(wanted) = read.shift_remove(name) {
            schema.tables.insert(name.clone(), wanted.table);
            found.insert(name.clone(), wanted.found);
        }
    }
    Ok(Reflection {
        schema,
        found,
        warnings: place.warnings,
    })
}

/// Reads tables, views and sequences.
fn tables(place: &mut Place<'_>, request: &Request, schema: &mut Schema) -> Result<(), Error> {
    let rows = place.rows(
        "TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_COLLATION, TABLE_COMMENT, \
         CREATE_OPTIONS",
        "TABLES",
        "TABLE_SCHEMA",
        "ORDER BY TABLE_SCHEMA, TABLE_NAME",
    )?;
    for mut row in rows {
        let (database, name) = (row.name(), row.name());
        let kind = row.name();
        let engine = row.text();
        let collation = row.text();
        let comment = row.text().filter(|text| !text.is_empty());
        let written = row.text().unwrap_or_default();
        let is_default = database == place.default;
        if kind == "SEQUENCE" {
            for asked in asked_as(&request.schemas, &database, is_default) {
                schema.sequences.push(Sequence {
                    name: TableName::in_schema(asked, name.as_str()),
                    options: Default::default(),
                    data_type: None,
                    optional: false,
                });
            }
            continue;
        }
        let names = asked_as(&place.schemas, &database, is_default)
            .into_iter()
            .map(|asked| TableName::in_schema(asked, name.as_str()))
            .filter(|name| request.tables.contains(name));
        let is_view = kind.contains("VIEW");
        for table_name in names.collect::<Vec<_>>() {
            let mut table = Table {
                name: table_name,
                // A view's comment is the word VIEW.
                comment: comment.clone().filter(|_| !is_view),
                ..Table::default()
            };
            let charset = collation.as_deref().map(charset_of);
            let options = [
                ("comment", table.comment.as_deref()),
                ("engine", engine.as_deref()),
                ("default charset", charset),
                ("collate", collation.as_deref()),
            ];
            let told = options
                .into_iter()
                .filter_map(|(option, value)| Some((option.to_owned(), value?.to_owned())));
            for (option, value) in told.chain(written_options(&written)).collect::<Vec<_>>() {
                let option = format!("mysql_{option}");
                table.options.set(&option, OptionValue::Text(value));
            }
            let position = place.wanted.len();
            place
                .positions
                .entry((database.clone(), name.clone()))
                .or_default()
                .push(position);
            place.wanted.push(Wanted {
                table,
                found: Found {
                    schema: database.clone(),
                    kind: match is_view {
                        true => TableKind::View,
                        false => TableKind::Table,
                    },
                    ..Found::default()
                },
                collation: collation.clone(),
            });
        }
    }
    Ok(())
}

/// The character set of a collation, whose name begins with it.
fn charset_of(collation: &str) -> &str {
    collation
        .split_once('_')
        .map_or(collation, |(charset, _)| charset)
}

/// The options that CREATE TABLE gave (`row_format=DYNAMIC checksum=1`).
fn written_options(text: &str) -> impl Iterator<Item = (String, String)> {
    text.split_whitespace().filter_map(|option| {
        let (name, value) = option.split_once('=')?;
        Some((
            name.to_lowercase(),
            value.trim_matches(['\'', '"', '`']).to_owned(),
        ))
    })
}
