//! Answers to an inspector's questions about names; what tables are made of
//! is told by reflection.

use limbeck_operations::Rows;
use limbeck_schema::Value;

use crate::inspect::{Question, not_implemented, rows};
use crate::{Catalog, Error, Sql};

/// Asks the database.
pub(crate) fn inspect(
    question: Question,
    schema: Option<&str>,
    table: &str,
    catalog: &dyn Catalog,
) -> Result<Rows, Error> {
    let listed = |schema: &str, what: &str, kind: &str| {
        Sql::new(format!(
            "SELECT {what} FROM {} WHERE type = '{kind}' \
             AND name NOT LIKE 'sqlite~_%' ESCAPE '~'",
            super::reflect::master(schema)
        ))
    };
    let schema = schema.unwrap_or("main");
    let sql = match question {
        Question::Views => listed(schema, "name", "view"),
        Question::TemporaryTables => listed("temp", "name", "table"),
        Question::Schemas => {
            let names = super::schema_names(catalog)?.all.into_iter();
            return Ok(rows(names.map(|name| vec![Value::from(name)]).collect()));
        }
        Question::ViewDefinition => {
            let all = listed(schema, "sql", "view");
            Sql {
                text: format!("{} AND name = ?", all.text),
                parameters: vec![vec![Value::from(table)]],
                ..all
            }
        }
        Question::MaterializedViews
        | Question::Sequences
        | Question::Enums
        | Question::Tables
        | Question::Columns
        | Question::PrimaryKey
        | Question::ForeignKeys
        | Question::Indexes
        | Question::UniqueConstraints
        | Question::CheckConstraints
        | Question::TableComment => return Err(not_implemented()),
    };
    let sql = match question {
        Question::ViewDefinition => sql,
        _ => Sql {
            text: format!("{} ORDER BY name", sql.text),
            ..sql
        },
    };
    Ok(catalog.query(&sql)?)
}
