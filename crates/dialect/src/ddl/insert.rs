//! `op.bulk_insert`.

use limbeck_operations::BulkInsert;
use limbeck_schema::{Expression, Insert, InsertSource, Name, SqlType, Statement};

use crate::{Binds, Dialect, Error, Sql};

/// One INSERT for each row. Rows whose INSERT reads the same are one statement
/// with several sets of parameters.
pub(super) fn compile(
    dialect: &dyn Dialect,
    insert: &BulkInsert,
    binds: Binds,
) -> Result<Vec<Sql>, Error> {
    let mut statements: Vec<Sql> = Vec::new();
    for row in &insert.rows {
        let sql = dialect.statement(&statement(insert, row), binds)?;
        match statements.last_mut() {
            Some(last) if last.text == sql.text && !sql.parameters.is_empty() => {
                last.parameters.extend(sql.parameters);
            }
            _ => statements.push(sql),
        }
    }
    Ok(statements)
}

fn statement(insert: &BulkInsert, row: &[(Name, Expression)]) -> Statement {
    let source = if row.is_empty() {
        InsertSource::Defaults
    } else {
        let values = row.iter().map(|(name, value)| typed(insert, name, value));
        InsertSource::Values(vec![values.collect()])
    };
    Statement::Insert(Box::new(Insert {
        with: Vec::new(),
        table: insert.table.clone(),
        prefixes: Vec::new(),
        columns: row.iter().map(|(name, _)| name.clone()).collect(),
        source,
        on_conflict: None,
        returning: Vec::new(),
        implicit_returning: Vec::new(),
    }))
}

/// The value with its column's type, unless it has one of its own.
fn typed(insert: &BulkInsert, name: &Name, value: &Expression) -> Expression {
    let mut value = value.clone();
    if let Expression::Bind(bind) = &mut value
        && bind.sql_type == SqlType::Null
        && let Some(column) = insert
            .columns
            .iter()
            .find(|column| column.name.as_str() == name.as_str())
    {
        bind.sql_type = column.sql_type.clone();
    }
    value
}
