//! Mako, the template language of `script.py.mako`.
//!
//! Rust translates a template into Python, and the frozen package `mako` runs
//! it. Alembic gives its templates no directory to look others up in, so that
//! `<%include>` and `<%inherit>` fail as they do there.

mod filter;
mod fragment;
mod lexer;
mod node;
mod tag;
mod translate;

use crate::exception::{import, raise};
use rustpython_vm::{PyResult, VirtualMachine, builtins::PyDictRef};
use std::{
    io::Write,
    path::{Path, PathBuf},
};

/// Renders a template. `file` is its path, for messages.
///
/// Raises `mako.exceptions.SyntaxException` or `CompileException` for text that
/// is not a template, and Alembic's `CommandError` when the template raises;
/// the traceback is then in the file that the error names.
pub(crate) fn render(
    vm: &VirtualMachine,
    file: &Path,
    text: &str,
    variables: PyDictRef,
) -> PyResult<String> {
    let name = vm.ctx.new_str(file.to_string_lossy());
    let template = import(vm, "mako.template")?
        .get_attr("Template", vm)?
        .call((vm.ctx.new_str(text), name), vm)?;
    let render = template.get_attr("_render", vm)?;
    match render.call((variables,), vm) {
        Ok(text) => Ok(text.str(vm)?.to_string()),
        Err(exception) => {
            let describe = template.get_attr("_describe_error", vm)?;
            let description = describe
                .call((exception.clone(),), vm)?
                .str(vm)?
                .to_string();
            let file = write_description(&description)
                .map_err(|error| vm.new_os_error(error.to_string()))?;
            let error = raise(
                vm,
                "alembic.util.exc",
                "CommandError",
                format!(
                    "Template rendering failed; see {} for a template-oriented traceback.",
                    file.display()
                ),
            );
            error.set___context__(Some(exception));
            Err(error)
        }
    }
}

/// Puts text into a new file among the temporary ones.
fn write_description(text: &str) -> std::io::Result<PathBuf> {
    let mut file = tempfile::Builder::new()
        .prefix("tmp")
        .suffix(".txt")
        .rand_bytes(8)
        .tempfile()?;
    file.write_all(text.as_bytes())?;
    Ok(file.keep().map_err(|error| error.error)?.1)
}

#[rustpython_vm::pymodule(name = "_limbeck_mako")]
pub(crate) mod module {
    use crate::{
        exception::import,
        mako::{lexer, translate},
    };
    use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine, builtins::PyUtf8StrRef};

    /// The Python of a template, the template's line of each line of it, and
    /// the names of its defs.
    #[pyfunction]
    fn translate(
        text: PyUtf8StrRef,
        filename: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult<(String, Vec<PyObjectRef>, Vec<PyObjectRef>)> {
        let text = text.as_str();
        let translation = match lexer::parse(text).and_then(|nodes| translate::translate(&nodes)) {
            Ok(translation) => translation,
            Err(failure) => {
                let class = import(vm, "mako.exceptions")?.get_attr(failure.class, vm)?;
                let position = failure.position;
                let exception = class.call(
                    (
                        failure.message,
                        text.to_owned(),
                        position.line,
                        position.column,
                        filename,
                    ),
                    vm,
                )?;
                return Err(exception.try_into_value(vm)?);
            }
        };
        let lines = translation
            .lines
            .iter()
            .map(|line| vm.ctx.new_int(*line).into());
        let exports = translation
            .exports
            .iter()
            .map(|name| vm.ctx.new_str(name.as_str()).into());
        Ok((translation.source, lines.collect(), exports.collect()))
    }
}
