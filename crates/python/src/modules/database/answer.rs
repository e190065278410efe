//! Rows on their way into Python: converted when a script asks for them, and
//! fetched from a cursor of the server where the script wants them streamed.

use limbeck_dialect::{Cursor, Sql};
use limbeck_schema::{Expression, Insert, InsertSource, Query, Statement, Value};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

use super::{check, module::Answer};
use crate::read::{Conversion, Object, Reader};

/// How many rows are fetched at once where the script does not say.
const ROWS: usize = 1000;

/// An open cursor.
pub(crate) struct Open {
    /// Its statements.
    pub(super) cursor: Cursor,
    /// The connection that it belongs to.
    pub(super) connection: limbeck_database::Connection,
}

/// How many rows the options want at a time, if they want them streamed.
pub(super) fn streamed(options: &Object<'_>) -> PyResult<Option<usize>> {
    let mut wanted = false;
    let mut rows = ROWS;
    for (key, value) in options.as_pairs().unwrap_or_default() {
        match key.to_text()?.as_str() {
            "stream_results" => wanted |= value.truth()?,
            "yield_per" => {
                if let Some(number) = value.as_number()? {
                    wanted = true;
                    rows = usize::try_from(number).unwrap_or(ROWS).max(1);
                }
            }
            _ => {}
        }
    }
    Ok(wanted.then_some(rows))
}

/// Whether a cursor can be made over the statement.
pub(super) fn is_query(statement: &Statement) -> bool {
    match statement {
        Statement::Query(query) => match &**query {
            Query::Select(select) => select.with.iter().all(|common| is_query(&common.statement)),
            Query::Text(text) => is_query_text(&text.sql),
            Query::Compound(_) => true,
        },
        Statement::Text(text) => is_query_text(&text.sql),
        _ => false,
    }
}

fn is_query_text(sql: &str) -> bool {
    let sql = sql.trim_start();
    let word: String = sql.chars().take_while(char::is_ascii_alphabetic).collect();
    let one = !sql.trim_end().trim_end_matches(';').contains(';');
    one && ["select", "values"].contains(&word.to_ascii_lowercase().as_str())
}

/// The one row of an INSERT, as far as it consists of values.
pub(super) fn single_row(insert: &Insert) -> Option<Vec<(String, Value)>> {
    let InsertSource::Values(rows) = &insert.source else {
        return None;
    };
    let [row] = rows.as_slice() else {
        return None;
    };
    let values = insert.columns.iter().zip(row);
    Some(
        values
            .filter_map(|(name, value)| match value {
                Expression::Bind(bind) => Some((name.text.clone(), bind.value.clone()?)),
                _ => None,
            })
            .collect(),
    )
}

fn converted(
    row: &[Value],
    conversions: &[Conversion],
    reader: &Reader<'_>,
) -> PyResult<PyObjectRef> {
    let typed = conversions.len() == row.len();
    let values = row.iter().enumerate().map(|(index, value)| {
        match conversions.get(index).filter(|_| typed) {
            Some(conversion) => reader.result_value(value, conversion),
            None => reader.python_value(value),
        }
    });
    let values = values.collect::<PyResult<Vec<_>>>()?;
    Ok(reader.vm.ctx.new_tuple(values).into())
}

impl Answer {
    /// Asks a new cursor for its first rows, which tell the columns' names.
    pub(super) fn open(&mut self, reader: &Reader<'_>) -> PyResult<()> {
        if self.cursor.get_mut().is_none() {
            return Ok(());
        }
        self.fetch_more(reader.vm)
    }

    /// Fetches the cursor's next rows; there are none behind the last.
    fn fetch_more(&self, vm: &VirtualMachine) -> PyResult<()> {
        let rows = match &*self.cursor.borrow() {
            Some(open) => {
                let fetch = Sql::new(open.cursor.fetch.clone());
                check(open.connection.execute(&fetch), vm)?
            }
            None => return Ok(()),
        };
        if self.names.borrow().is_empty() {
            let names = rows.columns.into_iter().map(|column| column.name);
            self.names.replace(names.collect());
        }
        if rows.rows.is_empty() {
            self.give_up();
        }
        self.waiting.borrow_mut().extend(rows.rows);
        Ok(())
    }

    /// Frees the cursor. What has ended with its transaction is free already.
    pub(super) fn give_up(&self) {
        self.waiting.borrow_mut().clear();
        if let Some(open) = self.cursor.take()
            && open.connection.in_transaction()
            && !open.connection.is_closed()
        {
            // In a failed transaction the cursor goes with it.
            let _ = open.connection.execute(&Sql::new(open.cursor.close));
        }
    }

    pub(super) fn next_rows(&self, count: Option<usize>, vm: &VirtualMachine) -> PyResult {
        let wanted = count.unwrap_or(usize::MAX);
        let mut rows = Vec::new();
        let reader = Reader::new(vm, self.dialect);
        let types = self.types.iter();
        let conversions = types.map(|sql_type| reader.conversion(sql_type));
        let conversions = conversions.collect::<PyResult<Vec<_>>>()?;
        while rows.len() < wanted {
            let Some(row) = self.waiting.borrow_mut().pop_front() else {
                if self.cursor.borrow().is_none() {
                    break;
                }
                self.fetch_more(vm)?;
                if self.waiting.borrow().is_empty() {
                    break;
                }
                continue;
            };
            rows.push(converted(&row, &conversions, &reader)?);
        }
        Ok(vm.ctx.new_list(rows).into())
    }

    pub(super) fn inserted_row(&self, vm: &VirtualMachine) -> PyResult {
        let reader = Reader::new(vm, self.dialect);
        let row = vm.ctx.new_dict();
        for (name, value) in self.inserted.iter().flatten() {
            row.set_item(name.as_str(), reader.python_value(value)?, vm)?;
        }
        Ok(row.into())
    }
}
