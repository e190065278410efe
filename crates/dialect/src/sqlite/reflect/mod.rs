//! Reading SQLite's schema: the pragmas as tables, joined with the list of
//! tables, so that the number of statements does not grow with them; and the
//! texts of CREATE TABLE and CREATE INDEX for what no pragma tells.

mod columns;
mod constraints;
mod indexes;
mod types;
mod written;

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;
use limbeck_schema::{Name, OptionValue, Schema, Table, TableName, Value};

use crate::reflect::{
    Found, ListedTable, Reflection, Request, Row, SchemaNames, TableKind, Warning, ask,
};
use crate::{Catalog, Error};
use written::Written;

/// The attached databases.
pub(crate) fn schema_names(catalog: &dyn Catalog) -> Result<SchemaNames, Error> {
    let rows = ask(
        "SELECT name FROM pragma_database_list WHERE name <> 'temp' ORDER BY seq",
        &[],
        catalog,
    )?;
    Ok(SchemaNames {
        default: Some("main".to_owned()),
        all: rows.map(|mut row| row.name()).collect(),
        search_path: vec!["main".to_owned()],
    })
}

/// The tables of some attached databases.
pub(crate) fn table_names(
    schemas: &[Option<Name>],
    catalog: &dyn Catalog,
) -> Result<Vec<ListedTable>, Error> {
    let mut schemas = schemas.to_vec();
    schemas.sort();
    let mut tables = Vec::new();
    for schema in schemas {
        let real = schema.as_ref().map_or("main", Name::as_str).to_owned();
        let rows = ask(
            format!(
                "SELECT name FROM {} WHERE type = 'table' \
                 AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name",
                master(&real)
            ),
            &[],
            catalog,
        )?;
        tables.extend(rows.map(|mut row| ListedTable {
            name: TableName::in_schema(schema.clone(), row.name()),
            schema: real.clone(),
            partition: false,
        }));
    }
    Ok(tables)
}

/// Reads what was asked for.
pub(crate) fn reflect(request: &Request, catalog: &dyn Catalog) -> Result<Reflection, Error> {
    let mut tables: IndexMap<TableName, Option<Wanted>> = request
        .tables
        .iter()
        .map(|name| (name.clone(), None))
        .collect();
    let mut warnings = Vec::new();
    // Names without a schema are looked up in `main`, then in `temp`.
    let mut places: BTreeMap<Option<&str>, Vec<&TableName>> = BTreeMap::new();
    for name in &request.tables {
        let schema = name.schema.as_ref().map(Name::as_str);
        places.entry(schema).or_default().push(name);
    }
    for (schema, names) in places {
        let schema = schema.unwrap_or("main");
        take(schema, &names, request, catalog, &mut tables, &mut warnings)?;
    }
    let missing: Vec<&TableName> = request
        .tables
        .iter()
        .filter(|name| name.schema.is_none() && matches!(tables.get(*name), Some(None)))
        .collect();
    if !missing.is_empty() {
        take(
            "temp",
            &missing,
            request,
            catalog,
            &mut tables,
            &mut warnings,
        )?;
    }
    let mut schema = Schema::default();
    let mut found = IndexMap::with_capacity(tables.len());
    for (name, wanted) in tables {
        if let Some(wanted) = wanted {
            schema.tables.insert(name.clone(), wanted.table);
            found.insert(name, wanted.found);
        }
    }
    Ok(Reflection {
        schema,
        found,
        warnings,
    })
}

/// A table that was asked for and exists.
struct Wanted {
    table: Table,
    found: Found,
    written: Written,
}

/// The tables of one attached database that were asked for.
struct Place<'a> {
    schema: &'a str,
    catalog: &'a dyn Catalog,
    /// The names that were asked for, in lower case, as JSON.
    names: String,
    wanted: Vec<Wanted>,
    /// Positions in `wanted`, by the names that the database gives.
    by_name: HashMap<String, usize>,
}

fn take(
    schema: &str,
    names: &[&TableName],
    request: &Request,
    catalog: &dyn Catalog,
    tables: &mut IndexMap<TableName, Option<Wanted>>,
    warnings: &mut Vec<Warning>,
) -> Result<(), Error> {
    let mut place = Place::find(schema, names, catalog, warnings)?;
    let parts = request.parts;
    if parts.columns {
        columns::read(&mut place)?;
    }
    if parts.constraints {
        constraints::read(&mut place)?;
    }
    if parts.indexes || parts.constraints {
        indexes::read(&mut place, parts, warnings)?;
    }
    for wanted in place.wanted {
        tables.insert(wanted.table.name.clone(), Some(wanted));
    }
    Ok(())
}

impl<'a> Place<'a> {
    fn find(
        schema: &'a str,
        names: &[&TableName],
        catalog: &'a dyn Catalog,
        warnings: &mut Vec<Warning>,
    ) -> Result<Place<'a>, Error> {
        let by_lower: HashMap<String, &TableName> = names
            .iter()
            .map(|name| (name.name.as_str().to_ascii_lowercase(), *name))
            .collect();
        let lower: Vec<&String> = by_lower.keys().collect();
        let mut place = Place {
            schema,
            catalog,
            names: serde_json::to_string(&lower).unwrap_or_default(),
            wanted: Vec::with_capacity(names.len()),
            by_name: HashMap::new(),
        };
        let rows = place.rows("m.type, m.sql", "")?;
        for mut row in rows {
            let own = row.name();
            let Some(name) = by_lower.get(&own.to_ascii_lowercase()) else {
                continue;
            };
            let kind = match row.text().as_deref() {
                Some("view") => TableKind::View,
                _ => TableKind::Table,
            };
            let written = match (kind, row.text()) {
                (TableKind::Table, Some(sql)) => Written::read(&sql).unwrap_or_else(|error| {
                    warnings.push(Warning::Definition {
                        table: own.clone(),
                        why: error.to_string(),
                    });
                    Written::default()
                }),
                _ => Written::default(),
            };
            let mut table = Table {
                name: (*name).clone(),
                ..Table::default()
            };
            if written.without_rowid {
                let no = OptionValue::Boolean(false);
                table.options.set("sqlite_with_rowid", no);
            }
            for (given, option) in [
                (written.strict, "sqlite_strict"),
                (written.autoincrement, "sqlite_autoincrement"),
            ] {
                if given {
                    table.options.set(option, OptionValue::Boolean(true));
                }
            }
            place.by_name.insert(own, place.wanted.len());
            place.wanted.push(Wanted {
                table,
                found: Found {
                    schema: schema.to_owned(),
                    kind,
                    ..Found::default()
                },
                written,
            });
        }
        Ok(place)
    }

    /// Rows about the tables: the table's name, and then what is given.
    /// `?1` is the name of the database.
    fn rows(&self, what: &str, joined: &str) -> Result<Vec<Row>, Error> {
        let text = format!(
            "SELECT m.name, {what} FROM {} AS m{joined} WHERE m.type IN ('table', 'view') \
             AND lower(m.name) IN (SELECT value FROM json_each(?2)) AND ?1 IS NOT NULL",
            master(self.schema)
        );
        let values = [Value::from(self.schema), Value::from(self.names.as_str())];
        Ok(ask(text, &values, self.catalog)?.collect())
    }

    /// The table that a row is about, by its first value.
    fn of(&mut self, row: &mut Row) -> Option<&mut Wanted> {
        let index = *self.by_name.get(&row.name())?;
        self.wanted.get_mut(index)
    }
}

/// The table in which a database lists what it holds.
pub(super) fn master(schema: &str) -> String {
    match schema {
        "temp" => "sqlite_temp_master".to_owned(),
        schema => format!("\"{}\".sqlite_master", schema.replace('"', "\"\"")),
    }
}
