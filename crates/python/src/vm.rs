//! Boots the interpreter.

use crate::{
    PythonException,
    ahead::Ahead,
    boot,
    code::{self, CodeStore},
    finder, lazy, modules, stream,
};
use rustpython_vm::{
    AsObject, PyObjectRef, PyPayload, PyRef, PyResult, Settings, VirtualMachine,
    builtins::{PyDictRef, PyModule},
    frozen::FrozenLib,
    py_freeze,
    scope::Scope,
    signal::{UserSignalSender, user_signal_channel},
};
use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

/// Our own Python modules, compiled when this crate was.
static MODULES: &FrozenLib = py_freeze!(dir = "../modules");

/// What an interpreter starts with.
pub struct Setup {
    /// `sys.argv`.
    pub arguments: Vec<String>,
    /// `sys.path`, in order: `prepend_sys_path`, then site-packages.
    pub search_path: Vec<PathBuf>,
    /// Where `sys.stdout` writes.
    pub stdout: stream::Writer,
    /// Where `sys.stderr` writes.
    pub stderr: stream::Writer,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            arguments: Vec::new(),
            search_path: Vec::new(),
            stdout: Rc::new(RefCell::new(std::io::stdout())),
            stderr: Rc::new(RefCell::new(std::io::stderr())),
        }
    }
}

/// One Python interpreter, bound to the thread that made it.
pub struct Interpreter {
    interpreter: rustpython_vm::Interpreter,
    code: Arc<CodeStore>,
    ahead: Arc<Ahead>,
    signals: UserSignalSender,
}

impl Interpreter {
    /// Boots an interpreter with the standard library, the native modules and
    /// the frozen ones.
    pub fn new(setup: Setup) -> Result<Self, PythonException> {
        Self::with_code(setup, Arc::default())
    }

    /// Boots an interpreter that runs modules' code which is compiled ahead.
    pub(crate) fn with_code(setup: Setup, ahead: Arc<Ahead>) -> Result<Self, PythonException> {
        let mut settings = Settings::default();
        settings.isolated = true;
        settings.ignore_environment = true;
        settings.import_site = false;
        settings.user_site_directory = false;
        settings.install_signal_handlers = false;
        settings.write_bytecode = false;
        settings.allow_external_library = true;
        settings.argv = setup.arguments;
        // Otherwise the encoding is asked of `locale`, which imports a great deal.
        settings.stdio_encoding = Some("utf-8".to_owned());
        settings.utf8_mode = 1;
        let builder = rustpython_vm::Interpreter::builder(settings);
        boot::prepare();
        let natives = modules::definitions(&builder.ctx);
        let syntax_tree = boot::syntax_tree(&builder.ctx);
        let (signals, received) = user_signal_channel();
        let interpreter = builder
            .init_hook(|vm| vm.set_user_signal_channel(received))
            .add_native_module(syntax_tree)
            .add_native_modules(&natives)
            .add_frozen_modules(lazy::standard_library())
            .add_frozen_modules(MODULES)
            .build();
        let booted = Self {
            interpreter,
            code: Arc::default(),
            ahead: ahead.clone(),
            signals,
        };
        booted.run(|vm| {
            boot::finish(vm)?;
            finder::run_ahead(ahead, vm)?;
            // The first import makes the class known to the VM.
            vm.import("_limbeck_stream", 0)?;
            vm.import("_limbeck_failure", 0)?;
            let paths = setup
                .search_path
                .iter()
                .map(|path| vm.ctx.new_str(path.to_string_lossy()).into())
                .collect();
            vm.sys_module.set_attr("path", vm.ctx.new_list(paths), vm)?;
            for (name, writer, descriptor) in
                [("stdout", setup.stdout, 1), ("stderr", setup.stderr, 2)]
            {
                let stream = stream::module::Stream {
                    writer,
                    descriptor,
                    terminal: false,
                }
                .into_pyobject(vm);
                let original = vm.ctx.intern_str(format!("__{name}__"));
                vm.sys_module.set_attr(original, stream.clone(), vm)?;
                vm.sys_module.set_attr(name, stream, vm)?;
            }
            Ok(())
        })?;
        Ok(booted)
    }

    /// Sends work to the code that is running, from another thread.
    pub(crate) fn signals(&self) -> UserSignalSender {
        self.signals.clone()
    }

    /// Works inside the interpreter.
    pub fn enter<R>(&self, work: impl FnOnce(&VirtualMachine) -> R) -> R {
        self.interpreter.enter(work)
    }

    /// Works inside the interpreter; an exception comes out as an error.
    pub fn run<R>(
        &self,
        work: impl FnOnce(&VirtualMachine) -> PyResult<R>,
    ) -> Result<R, PythonException> {
        self.enter(|vm| work(vm).map_err(|exception| PythonException::new(vm, exception)))
    }

    /// Runs a module's source under the given file name and returns its globals.
    pub fn run_source(&self, source: &str, file: &str) -> Result<PyDictRef, PythonException> {
        self.run(|vm| {
            let scope = Scope::with_builtins(None, vm.ctx.new_dict(), vm);
            let globals = scope.globals.clone();
            globals.set_item("__name__", vm.ctx.new_str("__main__").into(), vm)?;
            let code = code::compile(source, file)
                .map_err(|error| vm.new_syntax_error(&error, Some(source)))?;
            vm.run_code_obj(vm.ctx.new_code(code), scope)?;
            Ok(globals)
        })
    }

    /// Starts compiling files on other threads, in that order, for
    /// [`Interpreter::load_file`] to find them compiled.
    pub fn precompile(&self, files: impl IntoIterator<Item = PathBuf>) {
        self.code
            .precompile(files.into_iter().map(absolute).collect());
    }

    /// Runs a Python file as a module that stands alone: env.py or a revision
    /// script. As with Alembic, it is not put into `sys.modules`, and its
    /// `__name__` is the file's with everything but letters, digits and
    /// underscores replaced.
    pub fn load_file(&self, file: &Path, vm: &VirtualMachine) -> PyResult<PyRef<PyModule>> {
        let file = absolute(file.to_owned());
        let name: String = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .chars()
            .map(|character| {
                if character.is_alphanumeric() || character == '_' {
                    character
                } else {
                    '_'
                }
            })
            .collect();
        let code = code::load(&self.code, &file, vm)?;
        let globals = vm.ctx.new_dict();
        let module = vm.new_module(&name, globals.clone(), None);
        let path = vm.ctx.new_str(file.to_string_lossy());
        globals.set_item("__file__", path.into(), vm)?;
        globals.set_item("__package__", vm.ctx.new_str("").into(), vm)?;
        vm.run_code_obj(code, Scope::with_builtins(None, globals, vm))?;
        Ok(module)
    }

    /// Runs a Python file as a program: its module is `__main__`, its folder
    /// the first to import from, and `sys.argv` holds it and its arguments.
    pub fn run_program(
        &self,
        file: &Path,
        arguments: &[String],
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let text = |text: &str| -> PyObjectRef { vm.ctx.new_str(text).into() };
        let words = [text(&file.to_string_lossy())]
            .into_iter()
            .chain(arguments.iter().map(|word| text(word)))
            .collect();
        vm.sys_module.set_attr("argv", vm.ctx.new_list(words), vm)?;
        let file = absolute(file.to_owned());
        let name = text(&file.to_string_lossy());
        let path = vm.sys_module.get_attr("path", vm)?;
        let folder = file.parent().unwrap_or(Path::new(""));
        vm.call_method(&path, "insert", (0, text(&folder.to_string_lossy())))?;
        let code = code::load(&self.code, &file, vm)?;
        let globals = vm.ctx.new_dict();
        let module = vm.new_module("__main__", globals.clone(), None);
        globals.set_item("__file__", name, vm)?;
        let modules = vm.sys_module.get_attr("modules", vm)?;
        modules.set_item("__main__", module.into(), vm)?;
        vm.run_code_obj(code, Scope::with_builtins(None, globals, vm))?;
        Ok(())
    }

    /// Calls a module's function by its name.
    pub fn call(
        &self,
        module: &PyRef<PyModule>,
        function: &str,
        arguments: impl rustpython_vm::function::IntoFuncArgs,
        vm: &VirtualMachine,
    ) -> PyResult {
        module
            .as_object()
            .get_attr(&vm.ctx.new_str(function), vm)?
            .call(arguments, vm)
    }
}

impl Drop for Interpreter {
    fn drop(&mut self) {
        self.code.close();
        self.ahead.close();
    }
}

/// The path from the root, without asking what symbolic links say.
fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

/// What a snippet prints on stdout and stderr when a fresh interpreter runs it.
/// For tests.
pub fn printed(source: &str) -> Result<String, PythonException> {
    let output = Rc::new(RefCell::new(Vec::new()));
    let interpreter = Interpreter::new(Setup {
        stdout: output.clone(),
        stderr: output.clone(),
        ..Setup::default()
    })?;
    interpreter.run_source(source, "snippet.py")?;
    let text = String::from_utf8_lossy(&output.borrow()).into_owned();
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::printed;

    fn check(source: &str, expect: &str) {
        assert_eq!(printed(source).unwrap(), expect);
    }

    #[test]
    fn a_snippet_runs_and_prints() {
        check("print(1 + 1)", "2\n");
        check("import sys; print('a'); sys.stderr.write('b')", "a\nb");
    }

    #[test]
    fn the_standard_library_imports() {
        check(
            "import json; print(json.dumps({'a': [1, None]}))",
            "{\"a\": [1, null]}\n",
        );
    }

    #[test]
    fn an_uncaught_exception_tells_file_and_line() {
        let error = printed("\n\nraise ValueError('no')").unwrap_err();
        assert_eq!(error.class(), "ValueError");
        assert!(
            error.traceback().contains("File \"snippet.py\", line 3"),
            "{error:?}"
        );
    }

    #[test]
    fn endless_recursion_is_an_exception() {
        check(
            "def f(n): return f(n + 1)\ntry: f(0)\nexcept RecursionError: print('deep')",
            "deep\n",
        );
    }
}
