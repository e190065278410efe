//! Names of schemas and tables.

use limbeck_schema::{Name, TableName};

use super::{asked_as, schema_array};
use crate::reflect::{ListedTable, SchemaNames, ask};
use crate::{Catalog, Error};

/// The schemas of the database.
pub(crate) fn schema_names(catalog: &dyn Catalog) -> Result<SchemaNames, Error> {
    let mut rows = ask(
        "SELECT pg_catalog.current_schema()::text, \
         ARRAY(SELECT n.nspname::text FROM pg_catalog.pg_namespace n \
         WHERE n.nspname NOT LIKE 'pg\\_%' ORDER BY n.nspname), \
         pg_catalog.current_schemas(false)::text[]",
        &[],
        catalog,
    )?;
    Ok(rows
        .next()
        .map_or_else(SchemaNames::default, |mut row| SchemaNames {
            default: row.text(),
            all: row.texts(),
            search_path: row.texts(),
        }))
}

/// The tables of some schemas.
pub(crate) fn table_names(
    schemas: &[Option<Name>],
    catalog: &dyn Catalog,
) -> Result<Vec<ListedTable>, Error> {
    let rows = ask(
        "SELECT n.nspname::text, c.relname::text, c.relispartition, \
         pg_catalog.pg_table_is_visible(c.oid) FROM pg_catalog.pg_class c \
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' \
         AND (n.nspname = ANY ($1::text[]) OR pg_catalog.pg_table_is_visible(c.oid)) \
         ORDER BY c.relname",
        &[schema_array(schemas)],
        catalog,
    )?;
    let mut tables = Vec::new();
    for mut row in rows {
        let schema = row.name();
        let name = row.name();
        let partition = row.truth();
        let visible = row.truth();
        for asked in asked_as(schemas, &schema, visible) {
            tables.push(ListedTable {
                name: TableName::in_schema(asked, name.as_str()),
                schema: schema.clone(),
                partition,
            });
        }
    }
    // The sort is stable: names stay in order within a schema.
    tables.sort_by(|one, other| one.name.schema.cmp(&other.name.schema));
    Ok(tables)
}
