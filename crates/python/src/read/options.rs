//! Options of one dialect (`postgresql_where=…`).

use limbeck_schema::{OptionValue, Options};
use rustpython_vm::{
    PyResult,
    builtins::{PyInt, PyList, PySet, PyTuple},
};

use super::{Object, Reader};

impl<'a> Reader<'a> {
    /// The options that a construct was given.
    pub(super) fn options_of(&self, construct: &Object<'a>) -> PyResult<Options> {
        // The property of this name would make a dictionary for each construct.
        match construct.given("_dialect_kwargs")? {
            Some(given) => self.options(&given),
            None => Ok(Options::default()),
        }
    }

    /// A `dict` of options.
    pub(super) fn options(&self, options: &Object<'a>) -> PyResult<Options> {
        let mut read = Options::default();
        for (name, value) in options.as_pairs().unwrap_or_default() {
            read.set(name.to_text()?, self.option(&value)?);
        }
        Ok(read)
    }

    fn option(&self, value: &Object<'a>) -> PyResult<OptionValue> {
        let py = value.as_py();
        if value.is_none() {
            return Ok(OptionValue::None);
        }
        if let Some(text) = value.as_text() {
            return Ok(OptionValue::Text(text));
        }
        if value.is_bool() {
            return Ok(OptionValue::Boolean(value.truth()?));
        }
        if py.downcast_ref::<PyInt>().is_some() {
            return Ok(OptionValue::Integer(value.as_number()?.unwrap_or_default()));
        }
        if let Some(pairs) = value.as_pairs() {
            let mut map = indexmap::IndexMap::new();
            for (name, value) in pairs {
                map.insert(self.option_key(&name)?, self.option(&value)?);
            }
            return Ok(OptionValue::Map(map));
        }
        let listed = py.downcast_ref::<PyList>().is_some()
            || py.downcast_ref::<PyTuple>().is_some()
            || py.downcast_ref::<PySet>().is_some();
        if listed {
            let items = value.items()?;
            let items = items.iter().map(|item| self.option(item));
            return Ok(OptionValue::List(items.collect::<PyResult<_>>()?));
        }
        if let Some(expression) = self.clause(value)? {
            return Ok(OptionValue::Expression(Box::new(
                self.expression(expression.as_py())?,
            )));
        }
        Ok(OptionValue::Text(value.to_text()?))
    }

    /// A key of a mapping: a name, or the column of that name.
    fn option_key(&self, key: &Object<'a>) -> PyResult<String> {
        match key.find("key")? {
            Some(column) if key.as_text().is_none() => column.to_text(),
            _ => key.to_text(),
        }
    }

    /// The SQL expression that an object is or stands for, if it is one.
    pub(super) fn clause(&self, object: &Object<'a>) -> PyResult<Option<Object<'a>>> {
        if object.find("__clause_element__")?.is_some() {
            return object.call("__clause_element__", vec![]).map(Some);
        }
        match object.find("_is_clause")? {
            Some(flag) if flag.truth()? => Ok(Some(object.clone())),
            _ => Ok(None),
        }
    }
}
