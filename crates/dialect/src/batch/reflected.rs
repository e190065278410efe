//! The table that a batch begins with, as the database has it.

use limbeck_operations::{Batch, Source};
use limbeck_schema::{ColumnDefault, SqlType, Table};

use super::Step;
use crate::{Catalog, Dialect, Error, Parts, Request, reflect};

/// The table with what the script says of it, and what is to be logged.
pub(super) fn source(
    dialect: &dyn Dialect,
    batch: &Batch,
    catalog: &dyn Catalog,
) -> Result<(Source, Vec<Step>), Error> {
    let request = Request {
        tables: vec![batch.table.clone()],
        schemas: Vec::new(),
        parts: Parts::ALL,
    };
    let mut reflection = reflect(dialect.name(), &request, catalog)?;
    let Some(mut table) = reflection.schema.tables.shift_remove(&batch.table) else {
        return Err(no_such_table(batch));
    };
    let mut log = Vec::new();
    if let Some(found) = reflection.found.get(&batch.table) {
        for column in &mut table.columns {
            if let Some(sequence) = found.serials.get(&column.name)
                && is_serial(&column.sql_type)
            {
                column.default = ColumnDefault::None;
                log.push(Step::Log {
                    logger: "alembic.ddl.postgresql",
                    line: format!(
                        "Detected sequence named '{sequence}' as owned by integer column \
                         '{}({})', assuming SERIAL and omitting",
                        batch.table.name, column.name
                    ),
                });
            }
        }
    }
    table.name = batch.table.clone();
    override_with(&mut table, &batch.overrides);
    if let Some(naming) = &batch.naming {
        table.naming = naming.clone();
    }
    let source = Source {
        table,
        reflected: true,
    };
    Ok((source, log))
}

/// The error for a table that is not there.
pub(crate) fn no_such_table(batch: &Batch) -> Error {
    Error::raised("NoSuchTableError", batch.table.name.text.clone())
}

fn is_serial(sql_type: &SqlType) -> bool {
    matches!(
        sql_type,
        SqlType::Integer | SqlType::SqlInteger | SqlType::BigInteger | SqlType::Bigint
    )
}

/// What a script says of the table counts more than what was found.
fn override_with(table: &mut Table, overrides: &Table) {
    for column in &overrides.columns {
        match table
            .columns
            .iter_mut()
            .find(|known| known.name == column.name)
        {
            Some(known) => *known = column.clone(),
            None => table.columns.push(column.clone()),
        }
    }
    table
        .constraints
        .extend(overrides.constraints.iter().cloned());
    table.indexes.extend(overrides.indexes.iter().cloned());
}
