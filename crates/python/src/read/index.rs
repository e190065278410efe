//! Indexes.

use limbeck_schema::{Expression, Index};
use rustpython_vm::PyResult;

use super::{Object, Reader};

impl<'a> Reader<'a> {
    /// An `Index`, with its table if it belongs to one.
    pub fn index(&self, object: &Object<'a>) -> PyResult<Index> {
        let table = match object.given("table")? {
            Some(table) => Some(self.table_name(&table)?),
            None => None,
        };
        let expressions = object.list("expressions")?;
        let mut index = Index {
            name: self.constraint_name(object)?,
            table,
            expressions: expressions
                .iter()
                .map(|expression| self.indexed(expression))
                .collect::<PyResult<_>>()?,
            unique: object.flag("unique")?,
            options: self.options_of(object)?,
        };
        if let Some(table) = object.given("table")?
            && let Some(naming) = self.own_naming(object, &table)?
            && let Some(table) = &index.table
        {
            let named = naming.index_name(&index, table);
            index.name = named.map_err(|error| self.naming_error(error))?;
        }
        Ok(index)
    }

    /// What an index or a constraint speaks of: a column by its name alone, or
    /// an expression.
    pub(super) fn indexed(&self, object: &Object<'a>) -> PyResult<Expression> {
        if let Some(name) = object.as_text() {
            return Ok(Expression::column(name));
        }
        if let Some(mark) = object.find("_is_schema_column")?
            && mark.truth()?
        {
            return Ok(Expression::Column(limbeck_schema::ColumnReference {
                table: None,
                name: self.needed_name(object, "name")?,
                sql_type: self.type_of(&object.get("type")?)?,
            }));
        }
        self.expression(object.as_py())
    }
}
