//! New revisions on their way to env.py's hooks and back.

use std::path::PathBuf;

use limbeck_runtime::{TemplateValue, TemplateVariables, command::NewRevision};
use rustpython_vm::{
    PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDictRef, PyTupleRef},
};

/// The keyword arguments of `MigrationScript(…)`.
pub(crate) fn arguments(
    new: &NewRevision,
    arguments: &PyDictRef,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let text = |text: Option<&str>| match text {
        Some(text) => vm.ctx.new_str(text).into(),
        None => vm.ctx.none(),
    };
    let list = |words: &[String]| -> PyObjectRef {
        if words.is_empty() {
            return vm.ctx.none();
        }
        let words = words
            .iter()
            .map(|word| vm.ctx.new_str(word.as_str()).into())
            .collect();
        vm.ctx.new_list(words).into()
    };
    // What the command line gives once is a string in Python.
    let words = |words: &[String]| match words {
        [one] => vm.ctx.new_str(one.as_str()).into(),
        _ => list(words),
    };
    let path = new.version_path.as_ref().map(|path| path.to_string_lossy());
    let rev_id = match &new.rev_id {
        Some(id) => vm.ctx.new_str(id.as_str()).into(),
        None => {
            let helpers = crate::exception::import(vm, "alembic.util.langhelpers")?;
            vm.call_method(&helpers, "rev_id", ())?
        }
    };
    for (name, value) in [
        ("rev_id", rev_id),
        ("message", text(new.message.as_deref())),
        ("head", words(&new.head)),
        ("splice", vm.ctx.new_bool(new.splice).into()),
        ("branch_label", words(&new.branch_label)),
        ("version_path", text(path.as_deref())),
        ("depends_on", list(&new.depends_on)),
    ] {
        arguments.set_item(name, value, vm)?;
    }
    Ok(())
}

/// A script as `RevisionContext._scripts()` gives it.
pub(crate) fn read(script: PyObjectRef, vm: &VirtualMachine) -> PyResult<NewRevision> {
    let fields: PyTupleRef = script.try_into_value(vm)?;
    let field = |index: usize| -> PyObjectRef {
        fields
            .as_slice()
            .get(index)
            .cloned()
            .unwrap_or_else(|| vm.ctx.none())
    };
    let mut variables = TemplateVariables::new();
    for (name, value) in field(7).try_into_value::<PyDictRef>(vm)? {
        variables.insert(
            name.str(vm)?.to_string(),
            TemplateValue::Text(value.str(vm)?.to_string()),
        );
    }
    Ok(NewRevision {
        rev_id: field(0).try_into_value(vm)?,
        message: field(1).try_into_value(vm)?,
        head: field(2).try_to_value(vm)?,
        splice: field(3).try_to_value(vm)?,
        branch_label: field(4).try_to_value(vm)?,
        version_path: field(5)
            .try_into_value::<Option<String>>(vm)?
            .map(PathBuf::from),
        depends_on: field(6).try_to_value(vm)?,
        variables,
    })
}
