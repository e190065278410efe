//! Values that are sent to columns, many of them for each column.

use limbeck_schema::{SqlType, Value};
use rustpython_vm::{PyObject, PyObjectRef, PyResult};

use super::{Object, Reader, expression::Clauses};

/// Sends values to columns of one type.
pub struct Sender<'a> {
    reader: Reader<'a>,
    python_type: Object<'a>,
    /// Of which values go as they are.
    plain: Option<Plain>,
}

/// Values that types of Python's own kinds take without a change.
enum Plain {
    Number,
    Text,
}

impl<'a> Reader<'a> {
    /// What sends values to columns of those Python types.
    pub fn senders(&self, types: Vec<PyObjectRef>) -> PyResult<Vec<Sender<'a>>> {
        let senders = types.into_iter().map(|python_type| {
            let python_type = self.object(python_type);
            let plain = match python_type.flag("_is_type_decorator")? {
                true => None,
                false => plain(&self.type_of(&python_type)?),
            };
            Ok(Sender {
                reader: *self,
                python_type,
                plain,
            })
        });
        senders.collect()
    }
}

/// What the type takes as it is.
fn plain(sql_type: &SqlType) -> Option<Plain> {
    match sql_type {
        SqlType::Integer | SqlType::SmallInteger | SqlType::BigInteger => Some(Plain::Number),
        SqlType::String(_) | SqlType::Text(_) | SqlType::Unicode(_) | SqlType::Varchar(_) => {
            Some(Plain::Text)
        }
        _ => None,
    }
}

impl Sender<'_> {
    /// The value as it is sent.
    pub fn send(&self, value: &PyObject) -> PyResult<Value> {
        if let Some(plain) = &self.plain {
            let read = self.reader.value(value)?;
            match (plain, &read) {
                (Plain::Number, Value::Integer(_) | Value::Null)
                | (Plain::Text, Value::Text(_) | Value::Null) => return Ok(read),
                _ => (),
            }
        }
        let value = self.reader.object(value.to_owned());
        let (_, value) = Clauses::new(self.reader).sent(&value, &self.python_type, true)?;
        Ok(value)
    }
}
