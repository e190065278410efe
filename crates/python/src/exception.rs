//! Exceptions on their way between Python and Rust.

use rustpython_vm::{
    AsObject, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyTypeRef},
};
use std::{
    fmt,
    path::{Path, PathBuf},
};

use crate::traceback;

/// An uncaught Python exception, as an error of Rust.
///
/// It holds the exception itself, and its traceback as text, which needs no
/// interpreter to be printed.
pub struct PythonException {
    exception: PyBaseExceptionRef,
    class: String,
    message: String,
    traceback: String,
    exit_code: Option<i32>,
    location: Option<(PathBuf, usize)>,
}

impl PythonException {
    /// Takes what is to be told of an exception while the interpreter is at hand.
    pub fn new(vm: &VirtualMachine, exception: PyBaseExceptionRef) -> Self {
        let traceback = traceback::format(vm, &exception);
        let class = exception.class().name().to_string();
        Self {
            class,
            message: exception
                .as_object()
                .str(vm)
                .map(|text| text.to_string())
                .unwrap_or_default(),
            traceback,
            exit_code: exit_code(vm, &exception),
            location: traceback::location(&exception),
            exception,
        }
    }

    /// The exception in the interpreter.
    pub fn exception(&self) -> &PyBaseExceptionRef {
        &self.exception
    }

    /// The name of the class, without its module.
    pub fn class(&self) -> &str {
        &self.class
    }

    /// `str()` of the exception.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The exit code that `sys.exit()` asked for, if this is its exception.
    pub fn exit_code(&self) -> Option<i32> {
        self.exit_code
    }

    /// The file on disk, and its line, that the exception came out of: the
    /// innermost one, which is a line of the project's and not of ours.
    pub fn location(&self) -> Option<(&Path, usize)> {
        let (path, line) = self.location.as_ref()?;
        Some((path, *line))
    }

    /// The traceback, as Python prints it.
    pub fn traceback(&self) -> &str {
        &self.traceback
    }
}

/// What `SystemExit` asks for: nothing is 0, a number is itself, and anything
/// else 1.
fn exit_code(vm: &VirtualMachine, exception: &PyBaseExceptionRef) -> Option<i32> {
    if !exception.fast_isinstance(vm.ctx.exceptions.system_exit) {
        return None;
    }
    let arguments = exception.args();
    Some(match arguments.as_slice() {
        [] => 0,
        [code] if vm.is_none(code) => 0,
        [code] => code.try_to_value(vm).unwrap_or(1),
        _ => 1,
    })
}

impl fmt::Display for PythonException {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.message.is_empty() {
            formatter.write_str(&self.class)
        } else {
            write!(formatter, "{}: {}", self.class, self.message)
        }
    }
}

impl fmt::Debug for PythonException {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.traceback)
    }
}

impl std::error::Error for PythonException {}

/// An exception of a class that a Python module defines, with one message.
/// When the class cannot be had, the exception that says why.
pub fn raise(
    vm: &VirtualMachine,
    module: &str,
    class: &str,
    message: impl Into<String>,
) -> PyBaseExceptionRef {
    let make = || -> PyResult<PyBaseExceptionRef> {
        let found = import(vm, module)?.get_attr(&vm.ctx.new_str(class), vm)?;
        let class: PyTypeRef = found.try_into_value(vm)?;
        vm.invoke_exception(class, vec![vm.ctx.new_str(message.into()).into()])
    };
    make().unwrap_or_else(|error| error)
}

/// Imports a module by its dotted name and returns the module itself, not its
/// topmost package.
pub fn import(vm: &VirtualMachine, module: &str) -> PyResult {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    // What was imported before needs none of importlib's steps.
    if let Ok(known) = modules.get_item(module, vm) {
        return Ok(known);
    }
    vm.import(&vm.ctx.new_str(module), 0)?;
    modules.get_item(module, vm)
}
