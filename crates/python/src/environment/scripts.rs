//! Calls the functions of revision scripts.

use std::rc::Rc;

use limbeck_runtime::{Direction, Error, MigrationInfo, Scripts};
use limbeck_script::Script;
use rustpython_vm::{
    AsObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::PyDictRef,
    function::{FuncArgs, KwArgs},
};

use super::{Host, tuple};
use crate::{PythonException, exception::import};

/// Calls the functions of scripts for one `run_migrations(**kw)`.
pub(crate) struct PythonScripts<'vm> {
    pub(crate) host: Rc<Host>,
    /// Python's `MigrationContext`.
    pub(crate) context: PyObjectRef,
    /// What `run_migrations` was given.
    pub(crate) arguments: PyDictRef,
    pub(crate) vm: &'vm VirtualMachine,
}

impl PythonScripts<'_> {
    fn call(&self, script: &Script, direction: Direction) -> PyResult<()> {
        let vm = self.vm;
        let had_loaded = self.host.has_loaded(script.path());
        let module = self.host.module(script.path(), vm)?;
        let function = module.as_object().get_attr(direction.name(), vm)?;
        let mut arguments = Vec::new();
        for (name, value) in self.arguments.clone() {
            arguments.push((name.str(vm)?.to_string(), value));
        }
        function.call(FuncArgs::new(vec![], KwArgs::from_iter(arguments)), vm)?;
        drop((function, module));
        if !had_loaded {
            self.host.forget(script.path(), vm);
        }
        Ok(())
    }

    fn call_back(&self, step: &MigrationInfo, heads: &[String]) -> PyResult<()> {
        let vm = self.vm;
        let callbacks = self.context.get_attr("on_version_apply_callbacks", vm)?;
        if callbacks.length(vm)? == 0 {
            return Ok(());
        }
        let info = import(vm, "alembic.runtime.migration")?
            .get_attr("MigrationInfo", vm)?
            .call(
                (
                    self.context.get_attr("script", vm)?,
                    step.is_upgrade,
                    step.is_stamp,
                    tuple(&step.up_revision_ids, vm),
                    tuple(&step.down_revision_ids, vm),
                ),
                vm,
            )?;
        let set = vm.builtins.get_attr("set", vm)?;
        let heads = set.call((tuple(heads, vm),), vm)?;
        vm.call_method(
            &self.context,
            "_version_applied",
            (info, heads, self.arguments.clone()),
        )?;
        Ok(())
    }

    /// The exception itself, so that it is the same one that env.py may catch.
    fn raised(&self, exception: rustpython_vm::builtins::PyBaseExceptionRef) -> Error {
        Error::Raised(Box::new(PythonException::new(self.vm, exception)))
    }
}

impl Scripts for PythonScripts<'_> {
    fn run(&self, script: &Script, direction: Direction) -> Result<(), Error> {
        self.call(script, direction)
            .map_err(|exception| self.raised(exception))
    }

    fn version_applied(&self, step: &MigrationInfo, heads: &[String]) -> Result<(), Error> {
        self.call_back(step, heads)
            .map_err(|exception| self.raised(exception))
    }
}
