//! What only running a revision file can tell of it.

use std::{path::Path, rc::Rc};

use indexmap::IndexMap;
use limbeck_script::Metadata;
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine, builtins::PyStr};

use super::Host;
use crate::exception::import;

/// Runs revision files for what they declare.
pub(super) struct Reading {
    pub(super) host: Rc<Host>,
}

impl limbeck_script::Interpreter for Reading {
    fn metadata(&self, file: &Path) -> Result<Metadata, Box<dyn std::error::Error>> {
        let metadata = self.host.enter(|vm| {
            let module = self.host.module(file, vm)?;
            let get = |name: &str| -> PyResult<Option<PyObjectRef>> {
                vm.get_attribute_opt(module.clone().into(), &vm.ctx.new_str(name))
            };
            let text = |name: &str| -> PyResult<Option<String>> {
                match get(name)?.filter(|value| !vm.is_none(value)) {
                    Some(value) => value.try_into_value(vm).map(Some),
                    None => Ok(None),
                }
            };
            let words = |name: &str| -> PyResult<Vec<String>> { words(get(name)?, vm) };
            Ok(Metadata {
                revision: text("revision")?,
                down_revision: match get("down_revision")? {
                    Some(value) => Some(self::words(Some(value), vm)?),
                    None => None,
                },
                branch_labels: words("branch_labels")?,
                depends_on: words("depends_on")?,
                docstring: text("__doc__")?,
            })
        });
        metadata.map_err(Into::into)
    }

    fn write_hook(
        &self,
        kind: &str,
        file: &Path,
        options: &IndexMap<String, String>,
    ) -> Option<Result<(), Box<dyn std::error::Error>>> {
        // Only env.py can have registered one.
        self.host.interpreter.get()?;
        let called = self.host.enter(|vm| {
            let registry = import(vm, "alembic.script.write_hooks")?.get_attr("_registry", vm)?;
            let hook = vm.call_method(&registry, "get", (kind,))?;
            if vm.is_none(&hook) {
                return Ok(false);
            }
            let dictionary = vm.ctx.new_dict();
            for (name, value) in options {
                dictionary.set_item(name.as_str(), vm.ctx.new_str(value.as_str()).into(), vm)?;
            }
            hook.call((file.to_string_lossy().into_owned(), dictionary), vm)?;
            Ok(true)
        });
        match called {
            Ok(false) => None,
            Ok(true) => Some(Ok(())),
            Err(error) => Some(Err(error.into())),
        }
    }
}

/// `None`, a string or several, as scripts declare revisions.
fn words(value: Option<PyObjectRef>, vm: &VirtualMachine) -> PyResult<Vec<String>> {
    match value.filter(|value| !vm.is_none(value)) {
        None => Ok(Vec::new()),
        Some(value) => match value.downcast::<PyStr>() {
            Ok(text) => Ok(vec![text.to_string()]),
            Err(several) => several.try_to_value(vm),
        },
    }
}
