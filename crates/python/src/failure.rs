//! Errors of Rust as exceptions of Python, and back.

use std::path::{Path, PathBuf};

use limbeck_runtime::Error;
use module::Origin;
use rustpython_vm::{
    AsObject, PyPayload, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyTypeRef},
};

use crate::{
    exception::{PythonException, import, raise as raise_by_name},
    modules::database,
};

/// The attribute of an exception that holds the error of Rust that it stands
/// for, with all its facts.
const ORIGIN: &str = "_limbeck_origin";

/// A result of Rust as one of Python.
pub(crate) fn check<T>(result: Result<T, impl Into<Error>>, vm: &VirtualMachine) -> PyResult<T> {
    result.map_err(|error| raise(error.into(), vm))
}

/// The exception that Alembic, SQLAlchemy or Python would raise for an error.
/// It keeps the error, for [`error`] to find.
pub(crate) fn raise(error: Error, vm: &VirtualMachine) -> PyBaseExceptionRef {
    let exception = match error.cause() {
        Error::Raised(inner) => match inner.downcast_ref::<PythonException>() {
            Some(python) => return python.exception().clone(),
            None => by_class("RuntimeError", &error.to_string(), vm),
        },
        Error::NotAtHead => by_class("DatabaseNotAtHead", &error.to_string(), vm),
        Error::Exception { class, message } => by_class(class, message, vm),
        Error::Interrupted => {
            vm.new_exception_empty(vm.ctx.exceptions.keyboard_interrupt.to_owned())
        }
        Error::Config(cause) => by_class(configuration_class(cause), &error.to_string(), vm),
        Error::Dialect(limbeck_dialect::Error::Raised { class, message }) => {
            by_class(class, message, vm)
        }
        Error::Dialect(_) => by_class("DBAPIError", &error.to_string(), vm),
        Error::Database(cause) => {
            let exception = by_class(cause.class().name(), &error.to_string(), vm);
            database::describe(&exception, cause, vm);
            exception
        }
        Error::File { .. } | Error::Output(_) => vm.new_os_error(error.to_string()),
        Error::Command(_)
        | Error::UnknownRevision { .. }
        | Error::Locked { .. }
        | Error::Migration { .. }
        | Error::Located { .. }
        | Error::Script(_) => by_class("CommandError", &error.to_string(), vm),
    };
    let origin = Origin {
        error: std::cell::RefCell::new(Some(error)),
    };
    // An exception that takes no attributes only loses the error's facts.
    let _ = exception
        .as_object()
        .set_attr(ORIGIN, origin.into_pyobject(vm), vm);
    exception
}

/// The error that an uncaught exception stands for.
pub(crate) fn error(exception: PyBaseExceptionRef, vm: &VirtualMachine) -> Error {
    let origin = exception
        .as_object()
        .get_attr(ORIGIN, vm)
        .ok()
        .and_then(|origin| origin.downcast::<Origin>().ok())
        .and_then(|origin| origin.error.take());
    if let Some(error) = origin {
        return locate(error, exception, vm);
    }
    if exception.fast_isinstance(vm.ctx.exceptions.keyboard_interrupt) {
        return Error::Interrupted;
    }
    if is_command_error(&exception, vm) {
        let text = exception.as_object().str(vm);
        return Error::Command(text.map(|text| text.to_string()).unwrap_or_default());
    }
    if exception.fast_isinstance(vm.ctx.exceptions.system_exit) {
        tell_last_words(&exception, vm);
    }
    Error::Raised(Box::new(PythonException::new(vm, exception)))
}

/// `sys.exit("text")` writes its text to standard error.
fn tell_last_words(exception: &PyBaseExceptionRef, vm: &VirtualMachine) {
    if let [words] = exception.args().as_slice()
        && words
            .downcast_ref::<rustpython_vm::builtins::PyStr>()
            .is_some()
    {
        let _ = vm
            .sys_module
            .get_attr("stderr", vm)
            .and_then(|stderr| vm.call_method(&stderr, "write", (words.clone(),)))
            .and_then(|_| vm.sys_module.get_attr("stderr", vm))
            .and_then(|stderr| vm.call_method(&stderr, "write", ("\n",)));
    }
}

/// Adds the line of the script to an error of the database or of an operation.
fn locate(error: Error, exception: PyBaseExceptionRef, vm: &VirtualMachine) -> Error {
    let told = matches!(
        error.cause(),
        Error::Database(_) | Error::Dialect(_) | Error::Exception { .. }
    );
    match location(&exception) {
        Some((path, line)) if told && error.location().is_none() => Error::Located {
            path,
            line,
            traceback: PythonException::new(vm, exception).traceback().to_owned(),
            source: Box::new(error),
        },
        _ => error,
    }
}

/// The innermost file of the project in a traceback, and the line in it.
fn location(exception: &PyBaseExceptionRef) -> Option<(PathBuf, usize)> {
    let mut found = None;
    let mut entry = exception.__traceback__();
    while let Some(traceback) = entry {
        let file = traceback.frame.code.source_path().as_str();
        if Path::new(file).is_absolute() {
            found = Some((PathBuf::from(file), traceback.lineno.get()));
        }
        entry = traceback.next.lock().clone();
    }
    found
}

fn is_command_error(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> bool {
    import(vm, "alembic.util.exc")
        .and_then(|module| module.get_attr("CommandError", vm))
        .and_then(|class| exception.as_object().is_instance(&class, vm))
        .unwrap_or(false)
}

/// An exception of a class that is known by its name alone: Alembic's,
/// Python's own or SQLAlchemy's.
pub(crate) fn by_class(class: &str, message: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
    if matches!(class, "CommandError" | "DatabaseNotAtHead") {
        return raise_by_name(vm, "alembic.util.exc", class, message);
    }
    let builtin = vm
        .builtins
        .get_attr(&vm.ctx.new_str(class), vm)
        .ok()
        .and_then(|found| found.downcast::<rustpython_vm::builtins::PyType>().ok());
    match builtin {
        Some(class) => invoke(class, message, vm),
        None => raise_by_name(vm, "sqlalchemy.exc", class, message),
    }
}

fn invoke(class: PyTypeRef, message: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
    vm.invoke_exception(class, vec![vm.ctx.new_str(message).into()])
        .unwrap_or_else(|error| error)
}

fn configuration_class(error: &limbeck_config::Error) -> &'static str {
    match error {
        limbeck_config::Error::InvalidInterpolation { .. }
        | limbeck_config::Error::ReservedSection
        | limbeck_config::Error::Separator { .. }
        | limbeck_config::Error::NotTrueOrFalse { .. } => "ValueError",
        _ => "CommandError",
    }
}

/// The native module that must be imported before the first error.
#[rustpython_vm::pymodule(name = "_limbeck_failure")]
pub(crate) mod module {
    use std::cell::RefCell;

    use limbeck_runtime::Error;
    use rustpython_vm::{PyPayload, pyclass};

    /// The error of Rust that an exception stands for.
    #[pyattr]
    #[pyclass(module = "_limbeck_failure", name = "Origin")]
    #[derive(PyPayload)]
    pub(crate) struct Origin {
        pub(crate) error: RefCell<Option<Error>>,
    }

    impl std::fmt::Debug for Origin {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("Origin")
        }
    }

    #[pyclass]
    impl Origin {}
}
