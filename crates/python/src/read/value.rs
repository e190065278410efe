//! Values: Python's own objects ⇄ [`Value`].

use limbeck_schema::{Affinity, SqlType, Value};
use rustpython_vm::{
    AsObject, PyObject, PyObjectRef, PyPayload, PyResult,
    builtins::{PyBytes, PyDict, PyFloat, PyInt, PyList, PySet, PyTuple},
};

use super::{Object, Reader};
use crate::exception::import;

impl<'a> Reader<'a> {
    /// A value whose type nothing tells.
    pub fn value(&self, object: &PyObject) -> PyResult<Value> {
        self.value_as(&self.object(object.to_owned()), &SqlType::Null)
    }

    /// A value for a place of that type.
    pub(super) fn value_as(&self, object: &Object<'a>, sql_type: &SqlType) -> PyResult<Value> {
        if object.is_none() {
            return Ok(Value::Null);
        }
        if sql_type.on(self.dialect).affinity() == Affinity::Json {
            return self.json(object);
        }
        let py = object.as_py();
        if object.is_bool() {
            return Ok(Value::Boolean(object.truth()?));
        }
        if let Some(number) = py.downcast_ref::<PyInt>() {
            let digits = number.as_bigint().to_string();
            return Ok(match digits.parse() {
                Ok(number) => Value::Integer(number),
                Err(_) => Value::BigInteger(digits),
            });
        }
        if let Some(number) = py.downcast_ref::<PyFloat>() {
            return Ok(Value::Float(number.to_f64()));
        }
        if let Some(text) = object.as_text() {
            return Ok(Value::Text(text));
        }
        if let Some(bytes) = py.downcast_ref::<PyBytes>() {
            return Ok(Value::Bytes(bytes.as_bytes().to_vec()));
        }
        if py.downcast_ref::<PyDict>().is_some() {
            return self.json(object);
        }
        let listed = py.downcast_ref::<PyList>().is_some()
            || py.downcast_ref::<PyTuple>().is_some()
            || py.downcast_ref::<PySet>().is_some();
        if listed {
            let item_type = match sql_type.on(self.dialect) {
                SqlType::Array { item, .. } => (**item).clone(),
                _ => SqlType::Null,
            };
            let items = object.items()?;
            let items = items.iter().map(|item| self.value_as(item, &item_type));
            return Ok(Value::Array(items.collect::<PyResult<_>>()?));
        }
        self.library_value(object)
    }

    /// A value of a class of the standard library.
    fn library_value(&self, object: &Object<'a>) -> PyResult<Value> {
        let text = |separator: &str| -> PyResult<String> {
            let separator = self.vm.ctx.new_str(separator).into();
            object.call("isoformat", vec![separator])?.to_text()
        };
        Ok(if object.is_a("datetime") {
            Value::DateTime(text(" ")?)
        } else if object.is_a("date") {
            Value::Date(object.call("isoformat", vec![])?.to_text()?)
        } else if object.is_a("time") {
            Value::Time(object.call("isoformat", vec![])?.to_text()?)
        } else if object.is_a("timedelta") {
            Value::Interval {
                days: object.number("days")?.unwrap_or_default(),
                seconds: object.number("seconds")?.unwrap_or_default(),
                microseconds: object.number("microseconds")?.unwrap_or_default(),
            }
        } else if object.is_a("Decimal") {
            Value::Decimal(object.to_text()?)
        } else if object.is_a("UUID") {
            Value::Uuid(object.to_text()?)
        } else if object.is_a("Enum") {
            Value::Text(object.needed_text("name")?)
        } else if object.is_a("bytearray") || object.is_a("memoryview") {
            let bytes = self.vm.ctx.types.bytes_type.as_object();
            let bytes = self.object(bytes.call((object.to_py(),), self.vm)?);
            return self.value_as(&bytes, &SqlType::Null);
        } else if object.is_a("Range") {
            Value::Text(object.to_text()?)
        } else {
            return Err(self.error(
                "ProgrammingError",
                format!("can't adapt type '{}'", object.class_name()),
            ));
        })
    }

    /// A document, as `json.dumps()` writes it.
    fn json(&self, object: &Object<'a>) -> PyResult<Value> {
        if object.class_name() == "JSONNull" {
            return Ok(Value::Json("null".to_owned()));
        }
        let dumps = import(self.vm, "json")?.get_attr("dumps", self.vm)?;
        let text = self.object(dumps.call((object.to_py(),), self.vm)?);
        Ok(Value::Json(text.to_text()?))
    }

    /// The Python object that holds the value.
    pub fn python_value(&self, value: &Value) -> PyResult<PyObjectRef> {
        let vm = self.vm;
        let text = |text: &str| -> PyObjectRef { vm.ctx.new_str(text).into() };
        // `module.class.method(text)`, or `module.class(text)`.
        let made = |module: &str, class: &str, method: Option<&str>, from: &str| {
            let mut function = import(vm, module)?.get_attr(&vm.ctx.new_str(class), vm)?;
            if let Some(method) = method {
                function = function.get_attr(&vm.ctx.new_str(method), vm)?;
            }
            function.call((text(from),), vm)
        };
        Ok(match value {
            Value::Null => vm.ctx.none(),
            Value::Boolean(truth) => vm.ctx.new_bool(*truth).into(),
            Value::Integer(number) => vm.ctx.new_int(*number).into(),
            Value::BigInteger(digits) => {
                let int = vm.ctx.types.int_type.as_object();
                return int.call((text(digits),), vm);
            }
            Value::Float(number) => vm.ctx.new_float(*number).into(),
            Value::Decimal(digits) => return made("decimal", "Decimal", None, digits),
            Value::Text(found) => text(found),
            Value::Bytes(bytes) => PyBytes::from(bytes.clone()).into_pyobject(vm),
            Value::Date(iso) => return made("datetime", "date", Some("fromisoformat"), iso),
            Value::Time(iso) => return made("datetime", "time", Some("fromisoformat"), iso),
            Value::DateTime(iso) => {
                return made("datetime", "datetime", Some("fromisoformat"), iso);
            }
            Value::Interval {
                days,
                seconds,
                microseconds,
            } => {
                let class = import(vm, "datetime")?.get_attr("timedelta", vm)?;
                return class.call((*days, *seconds, *microseconds), vm);
            }
            Value::Uuid(uuid) => return made("uuid", "UUID", None, uuid),
            Value::Json(document) => {
                let loads = import(vm, "json")?.get_attr("loads", vm)?;
                return loads.call((text(document),), vm);
            }
            Value::Array(items) => {
                let items = items.iter().map(|item| self.python_value(item));
                vm.ctx.new_list(items.collect::<PyResult<_>>()?).into()
            }
            Value::Other { text: found, .. } => text(found),
        })
    }

    /// How values of a column of that Python type become Python objects.
    pub fn conversion(&self, sql_type: &PyObject) -> PyResult<Conversion> {
        let object = self.object(sql_type.to_owned());
        let read = self.type_of(&object)?;
        if read == SqlType::Null && !object.flag("_is_type_decorator")? {
            return Ok(Conversion::default());
        }
        let method = if object.call("_keeps_results", Vec::new())?.truth()? {
            None
        } else {
            Some((object.get("_result_value")?.to_py(), self.dialect_object()?))
        };
        Ok(Conversion {
            sql_type: Some(read.on(self.dialect).clone()),
            method,
        })
    }

    /// The Python object that holds a value of a column, as the type's own
    /// conversions make it.
    pub fn result_value(&self, value: &Value, conversion: &Conversion) -> PyResult<PyObjectRef> {
        let plain = match &conversion.sql_type {
            Some(sql_type) => self.python_value(&value.clone().read_as(sql_type))?,
            None => self.python_value(value)?,
        };
        match &conversion.method {
            Some((method, dialect)) => method.call((plain, dialect.clone()), self.vm),
            None => Ok(plain),
        }
    }
}

/// How the values of a column become Python objects, worked out once for all
/// rows.
#[derive(Default)]
pub struct Conversion {
    /// What the values are read as.
    sql_type: Option<SqlType>,
    /// The type's own conversion, if it has any, and the dialect it is told.
    method: Option<(PyObjectRef, PyObjectRef)>,
}
