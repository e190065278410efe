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
    let (what, from, condition) = match question {
        Question::Views => ("TABLE_NAME", "VIEWS", ""),
        Question::Sequences => ("TABLE_NAME", "TABLES", " AND TABLE_TYPE = 'SEQUENCE'"),
        Question::ViewDefinition => ("VIEW_DEFINITION", "VIEWS", " AND TABLE_NAME = ?"),
        Question::Schemas => {
            let names = super::schema_names(catalog)?.all.into_iter();
            return Ok(rows(names.map(|name| vec![Value::from(name)]).collect()));
        }
        Question::TemporaryTables
        | Question::MaterializedViews
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
    let mut values = vec![schema.map_or(Value::Null, Value::from)];
    if question == Question::ViewDefinition {
        values.push(Value::from(table));
    }
    Ok(catalog.query(&Sql {
        parameters: vec![values],
        ..Sql::new(format!(
            "SELECT {what} FROM information_schema.{from} \
             WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()){condition} ORDER BY TABLE_NAME"
        ))
    })?)
}
