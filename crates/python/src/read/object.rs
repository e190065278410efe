//! A Python object that is looked at.

use rustpython_vm::{
    AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDict, PyInt, PyStr},
};

/// A Python object and the interpreter that it lives in.
///
/// The short methods read one attribute. An attribute that is `None` is
/// `None`; one that is not there, or is of another kind, is the Python
/// exception that says so.
#[derive(Clone)]
pub struct Object<'a> {
    vm: &'a VirtualMachine,
    object: PyObjectRef,
}

impl<'a> Object<'a> {
    /// Wraps an object.
    pub fn new(vm: &'a VirtualMachine, object: PyObjectRef) -> Object<'a> {
        Object { vm, object }
    }

    /// The object itself.
    pub fn as_py(&self) -> &PyObject {
        &self.object
    }

    /// The object itself, for keeps.
    pub fn to_py(&self) -> PyObjectRef {
        self.object.clone()
    }

    /// Whether this is `None`.
    pub fn is_none(&self) -> bool {
        self.vm.is_none(&self.object)
    }

    /// Whether both are the same object.
    pub fn is(&self, other: &Object<'_>) -> bool {
        self.object.is(&other.object)
    }

    /// The name of the object's class.
    pub fn class_name(&self) -> String {
        self.object.class().name().to_string()
    }

    /// The attribute.
    pub fn get(&self, name: &str) -> PyResult<Object<'a>> {
        let name = self.vm.ctx.intern_str(name);
        let value = self.object.get_attr(name, self.vm)?;
        Ok(Object::new(self.vm, value))
    }

    /// The attribute, unless it is `None`.
    pub fn given(&self, name: &str) -> PyResult<Option<Object<'a>>> {
        let value = self.get(name)?;
        Ok((!value.is_none()).then_some(value))
    }

    /// The attribute, unless it is `None` or not there.
    pub fn find(&self, name: &str) -> PyResult<Option<Object<'a>>> {
        let name = self.vm.ctx.intern_str(name);
        let value = self.vm.get_attribute_opt(self.object.clone(), name)?;
        Ok(value
            .map(|value| Object::new(self.vm, value))
            .filter(|value| !value.is_none()))
    }

    /// What kind of SQL the object says that it is; empty where it is a
    /// construct of the project's own.
    pub fn node(&self) -> PyResult<String> {
        let node = self.find("_node")?;
        Ok(node.and_then(|node| node.as_text()).unwrap_or_default())
    }

    /// What the object itself holds under that name, unless it is `None`: not
    /// what its class says, and nothing that is made when it is asked for.
    pub fn own(&self, name: &str) -> PyResult<Option<Object<'a>>> {
        let Some(held) = self.object.dict() else {
            return Ok(None);
        };
        let value = held.get_item_opt(self.vm.ctx.intern_str(name), self.vm)?;
        Ok(value
            .map(|value| Object::new(self.vm, value))
            .filter(|value| !value.is_none()))
    }

    /// Calls the method without arguments.
    pub fn call(&self, method: &str, arguments: Vec<PyObjectRef>) -> PyResult<Object<'a>> {
        let value = self.get(method)?.object.call(arguments, self.vm)?;
        Ok(Object::new(self.vm, value))
    }

    /// Whether this is `True` or `False`.
    pub fn is_bool(&self) -> bool {
        self.object.is(&self.vm.ctx.true_value) || self.is_false()
    }

    /// Whether this is `False` itself.
    pub fn is_false(&self) -> bool {
        self.object.is(&self.vm.ctx.false_value)
    }

    /// Whether the object counts as true.
    pub fn truth(&self) -> PyResult<bool> {
        self.object.clone().is_true(self.vm)
    }

    /// Whether the attribute counts as true.
    pub fn flag(&self, name: &str) -> PyResult<bool> {
        self.get(name)?.truth()
    }

    /// The attribute as true or false, unless it is `None`.
    pub fn maybe_flag(&self, name: &str) -> PyResult<Option<bool>> {
        self.given(name)?.map(|value| value.truth()).transpose()
    }

    /// Whether this is a `str`, and of no class derived from it.
    pub fn is_plain_text(&self) -> bool {
        self.object.class().is(self.vm.ctx.types.str_type)
    }

    /// The text of a `str`, or of a class derived from it.
    pub fn as_text(&self) -> Option<String> {
        self.object
            .downcast_ref::<PyStr>()
            .map(|text| text.to_string_lossy().into_owned())
    }

    /// `str()` of the object.
    pub fn to_text(&self) -> PyResult<String> {
        if let Some(text) = self.as_text() {
            return Ok(text);
        }
        Ok(self.object.str(self.vm)?.to_string_lossy().into_owned())
    }

    /// The attribute as text, whatever it is.
    pub fn text(&self, name: &str) -> PyResult<Option<String>> {
        self.given(name)?.map(|value| value.to_text()).transpose()
    }

    /// The attribute as text; one that is `None` is a `TypeError`.
    pub fn needed_text(&self, name: &str) -> PyResult<String> {
        self.text(name)?.ok_or_else(|| {
            self.vm
                .new_type_error(format!("{}.{name} is None", self.class_name()))
        })
    }

    /// The value of an `int`.
    pub fn as_number(&self) -> PyResult<Option<i64>> {
        match self.object.downcast_ref::<PyInt>() {
            Some(number) => number.try_to_primitive(self.vm).map(Some),
            None => Ok(None),
        }
    }

    /// The attribute as a number of 64 bits.
    pub fn number(&self, name: &str) -> PyResult<Option<i64>> {
        let Some(value) = self.given(name)? else {
            return Ok(None);
        };
        if let Some(number) = value.as_number()? {
            return Ok(Some(number));
        }
        let text = value.to_text()?;
        text.trim().parse().map(Some).map_err(|_| {
            self.vm.new_type_error(format!(
                "{}.{name} is expected to be a number, got '{text}'",
                self.class_name()
            ))
        })
    }

    /// The attribute as a length or precision.
    pub fn size(&self, name: &str) -> PyResult<Option<u32>> {
        let Some(number) = self.number(name)? else {
            return Ok(None);
        };
        u32::try_from(number).map(Some).map_err(|_| {
            self.vm.new_value_error(format!(
                "{}.{name} is out of range: {number}",
                self.class_name()
            ))
        })
    }

    /// The items, if the object can be iterated.
    pub fn items(&self) -> PyResult<Vec<Object<'a>>> {
        let items: Vec<PyObjectRef> = self.object.try_to_value::<Vec<PyObjectRef>>(self.vm)?;
        Ok(items
            .into_iter()
            .map(|item| Object::new(self.vm, item))
            .collect())
    }

    /// The items of the attribute.
    pub fn list(&self, name: &str) -> PyResult<Vec<Object<'a>>> {
        self.get(name)?.items()
    }

    /// The keys and values of a `dict`, in order; `None` for other objects.
    pub fn as_pairs(&self) -> Option<Vec<(Object<'a>, Object<'a>)>> {
        let dict = self.object.downcast_ref::<PyDict>()?;
        let keys = dict.keys_vec();
        let values = keys.into_iter().filter_map(|key| {
            let value = dict.get_item_opt(&*key, self.vm).ok()??;
            Some((Object::new(self.vm, key), Object::new(self.vm, value)))
        });
        Some(values.collect())
    }

    /// Whether it is an instance of a class that derives from one of that
    /// name.
    pub fn is_a(&self, class: &str) -> bool {
        let ancestors = self.object.class().mro.read();
        ancestors.iter().any(|ancestor| *ancestor.name() == *class)
    }
}
