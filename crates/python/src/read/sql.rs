//! SQL that is given as text, and values of Python's own types.

use limbeck_schema::{Expression, Statement, Text, Value};
use rustpython_vm::{PyObject, PyResult};

use super::Reader;

impl Reader<'_> {
    /// A SQL expression.
    pub fn expression(&self, object: &PyObject) -> PyResult<Expression> {
        let object = self.object(object.to_owned());
        Ok(Expression::Text(Text::new(object.needed_text("text")?)))
    }

    /// A statement.
    pub fn statement(&self, object: &PyObject) -> PyResult<Statement> {
        let object = self.object(object.to_owned());
        Ok(Statement::Text(Text::new(object.needed_text("text")?)))
    }

    /// A value.
    pub fn value(&self, object: &PyObject) -> PyResult<Value> {
        let object = self.object(object.to_owned());
        if object.is_none() {
            return Ok(Value::Null);
        }
        Ok(match object.as_number()? {
            Some(number) => Value::Integer(number),
            None => Value::Text(object.to_text()?),
        })
    }
}
