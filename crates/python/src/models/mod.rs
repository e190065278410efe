//! Reads models where the interpreter alone does not suffice.
//!
//! A module that cannot load here becomes a *placeholder* ([`placeholder`]),
//! which raises when it is used. Where the models themselves are behind one,
//! the project's own Python reads them ([`process`]): it runs `exporter.py`,
//! which prints what the real SQLAlchemy knows as JSON, and the frozen module
//! `_limbeck_models` makes MetaData of ours from that. What env.py itself needs
//! of a placeholder, that Python answers one by one (`answers.py`).

pub(crate) mod placeholder;
pub(crate) mod process;
#[cfg(test)]
mod tests;

use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine};

use crate::exception::import;

/// The MetaData that `target_metadata` stands for, as objects of our
/// `sqlalchemy`, ready for [`Reader::metadata`](crate::read::Reader::metadata).
///
/// Give the value as env.py passed it to `context.configure()`: one or several
/// MetaData, or what a placeholder gave for them. It is asked for once for each
/// `configure()`, in their order, while env.py runs; the project's Python is
/// started at most once.
///
/// # Errors
/// A `CommandError` that says which module could not load and why, and what
/// was tried; what else Python raises.
pub(crate) fn targets(
    target: &PyObject,
    dialect: &str,
    vm: &VirtualMachine,
) -> PyResult<Vec<PyObjectRef>> {
    let several = [
        vm.ctx.types.list_type,
        vm.ctx.types.tuple_type,
        vm.ctx.types.set_type,
        vm.ctx.types.frozenset_type,
    ];
    let given: Vec<PyObjectRef> = match several.iter().any(|class| target.fast_isinstance(class)) {
        true => target.try_to_value(vm)?,
        false => vec![target.to_owned()],
    };
    let modules = vm.sys_module.get_attr("modules", vm)?;
    if modules.get_item("_limbeck_placeholder", vm).is_err() {
        return Ok(given);
    }
    import(vm, "_limbeck_models")?
        .get_attr("targets", vm)?
        .call((vm.ctx.new_list(given), dialect.to_owned()), vm)?
        .try_to_value(vm)
}

/// `_limbeck_python`: the way from the frozen module to the project's Python,
/// and [`targets`] for Python.
#[rustpython_vm::pymodule(name = "_limbeck_python")]
pub(crate) mod module {
    use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

    use super::process::{self, Choice};
    use crate::{environment::host, failure};

    /// The programs that may read the models, in the order of preference.
    #[pyfunction]
    fn programs(vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
        let session = host(vm)?.session(vm)?;
        let programs = failure::check(Choice::of(&session), vm)?.programs(&session);
        let text = |path: &std::path::PathBuf| vm.ctx.new_str(path.to_string_lossy()).into();
        Ok(programs.iter().map(text).collect())
    }

    /// Whether no other Python may read the models.
    #[pyfunction]
    fn is_forbidden(vm: &VirtualMachine) -> PyResult<bool> {
        let session = host(vm)?.session(vm)?;
        Ok(failure::check(Choice::of(&session), vm)? == Choice::Never)
    }

    /// What the exporter answers, run by that program.
    #[pyfunction]
    fn export(program: String, request: String, vm: &VirtualMachine) -> PyResult<String> {
        failure::check(process::export(program.as_ref(), &request), vm)
    }

    /// What that program answers for an object of the project.
    #[pyfunction]
    fn ask(program: String, question: String, vm: &VirtualMachine) -> PyResult<String> {
        let host = host(vm)?;
        let mut conversations = host.conversations.borrow_mut();
        let answer = process::ask(&mut conversations, program.as_ref(), &question);
        failure::check(answer, vm)
    }

    /// The MetaData that `target_metadata` stands for.
    #[pyfunction]
    fn targets(
        target: PyObjectRef,
        dialect: String,
        vm: &VirtualMachine,
    ) -> PyResult<Vec<PyObjectRef>> {
        super::targets(&target, &dialect, vm)
    }
}
