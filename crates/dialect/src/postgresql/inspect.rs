//! Answers to an inspector's questions about names; what tables are made of
//! is told by reflection.

use limbeck_operations::Rows;
use limbeck_schema::Value;

use super::reflect::enums;
use crate::inspect::{Question, not_implemented, rows};
use crate::{Catalog, Error, Sql};

/// `$1` is the schema, or NULL for the search path.
const OF_SCHEMA: &str = "CASE WHEN $1::text IS NULL \
    THEN pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog' \
    ELSE n.nspname = $1::text END";

/// Asks the catalog.
pub(crate) fn inspect(
    question: Question,
    schema: Option<&str>,
    table: &str,
    catalog: &dyn Catalog,
) -> Result<Rows, Error> {
    let of_schema = schema.map_or(Value::Null, Value::from);
    let relations = |kinds: &str, temporary: bool| Sql {
        text: format!(
            "SELECT c.relname::text FROM pg_catalog.pg_class c \
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relkind IN ({kinds}) AND c.relpersistence {} 't' AND {OF_SCHEMA}",
            if temporary { "=" } else { "<>" }
        ),
        parameters: vec![vec![of_schema.clone()]],
        ..Sql::default()
    };
    let sql = match question {
        Question::TemporaryTables => relations("'r', 'p'", true),
        Question::Views => relations("'v'", false),
        Question::MaterializedViews => relations("'m'", false),
        Question::Sequences => relations("'S'", false),
        Question::Schemas => {
            let names = super::schema_names(catalog)?.all.into_iter();
            return Ok(rows(names.map(|name| vec![Value::from(name)]).collect()));
        }
        Question::Enums => return Ok(rows(enums(schema, catalog)?)),
        Question::ViewDefinition => Sql {
            text: format!(
                "SELECT pg_catalog.pg_get_viewdef(c.oid) FROM pg_catalog.pg_class c \
                 JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
                 WHERE c.relname = $2 AND c.relkind IN ('v', 'm') AND {OF_SCHEMA}"
            ),
            parameters: vec![vec![of_schema, Value::from(table)]],
            ..Sql::default()
        },
        Question::Tables
        | Question::Columns
        | Question::PrimaryKey
        | Question::ForeignKeys
        | Question::Indexes
        | Question::UniqueConstraints
        | Question::CheckConstraints
        | Question::TableComment => return Err(not_implemented()),
    };
    Ok(catalog.query(&sql)?)
}
