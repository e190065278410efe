//! Runs env.py and revision scripts for the commands.

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    path::{Path, PathBuf},
    rc::{Rc, Weak},
};

use indexmap::IndexMap;
use limbeck_config::Config;
use limbeck_runtime::{
    Destination, Direction, Environment, EnvironmentContext, Error, Level, Log, MigrationInfo,
    Scripts, Session, TemplateValue, TemplateVariables, command::NewRevision,
};
use limbeck_script::{Metadata, Script, ScriptDirectory};
use rustpython_vm::{
    AsObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
    builtins::{PyDictRef, PyModule, PyStr},
    function::{FuncArgs, KwArgs},
};

use crate::{
    Interpreter, PythonException, Setup, Writer,
    exception::import,
    failure,
    interrupt::Watch,
    mako,
    modules::alembic::{
        command::module::Process, config::module::Config as NativeConfig,
        migration::module::Environment as NativeEnvironment, revision,
        script::module::Directory as NativeDirectory,
    },
};

/// What the interpreter is told about the process that it runs in.
pub struct PythonOptions {
    /// `sys.argv`.
    pub arguments: Vec<String>,
    /// Directories of installed packages; `prepend_sys_path` comes before them.
    pub search_path: Vec<PathBuf>,
    /// Where `sys.stdout` writes: the session's standard output.
    pub stdout: Writer,
    /// Where `sys.stderr` writes.
    pub stderr: Writer,
    /// `config.cmd_opts`, if the command came from a command line.
    pub command: Option<CommandLine>,
}

/// `config.cmd_opts`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommandLine {
    /// The command's name as Alembic's function has it: `ensure_version`.
    pub name: String,
    /// The options by the names that `argparse` gives them (`config`, `name`,
    /// `x`, `raiseerr`, `quiet`, and the command's own).
    pub options: Vec<(String, Argument)>,
}

/// The value of an option of the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// It was not given.
    None,
    /// A flag.
    Boolean(bool),
    /// One word.
    Text(String),
    /// Several words.
    List(Vec<String>),
}

/// The interpreter as the commands know it. It boots when it is first needed.
pub struct PythonEnvironment {
    host: Rc<Host>,
}

impl PythonEnvironment {
    /// Nothing is booted yet.
    pub fn new(options: PythonOptions) -> PythonEnvironment {
        PythonEnvironment {
            host: Rc::new(Host {
                options,
                interpreter: OnceCell::new(),
                modules: RefCell::default(),
                configs: RefCell::default(),
                directory: RefCell::default(),
                session: RefCell::default(),
                template_arguments: RefCell::default(),
                revision_context: RefCell::default(),
            }),
        }
    }

    /// Alembic's log lines, on their way into Python's `logging`. They go
    /// nowhere until env.py has configured it.
    pub fn log(&self) -> Rc<dyn Log> {
        Rc::new(PythonLog {
            host: Rc::downgrade(&self.host),
            loggers: RefCell::default(),
        })
    }

    /// What only an interpreter can tell about revision files.
    pub fn interpreter(&self) -> Rc<dyn limbeck_script::Interpreter> {
        Rc::new(Reading {
            host: self.host.clone(),
        })
    }

    /// Whether the interpreter was needed so far.
    pub fn is_booted(&self) -> bool {
        self.host.interpreter.get().is_some()
    }
}

impl Environment for PythonEnvironment {
    fn run_env(&self, context: &Rc<EnvironmentContext>) -> Result<(), Error> {
        let interrupted = context.session().settings.interrupted.clone();
        let _watch = Watch::new(self.host.interpreter()?.signals(), interrupted);
        self.host.enter(|vm| self.host.run_env(context, vm))
    }

    fn render_template(
        &self,
        config: &Rc<Config>,
        file: &Path,
        text: &str,
        variables: &TemplateVariables,
    ) -> Result<String, Error> {
        self.host.enter(|vm| {
            let values = vm.ctx.new_dict();
            if let Some(arguments) = self.host.template_arguments.borrow().clone() {
                for (name, value) in arguments {
                    values.set_item(&*name, value, vm)?;
                }
            }
            values.set_item("config", self.host.config_object(config, vm)?, vm)?;
            let comma = import(vm, "alembic.util.messaging")?.get_attr("format_as_comma", vm)?;
            values.set_item("comma", comma, vm)?;
            for (name, value) in variables {
                values.set_item(name.as_str(), template_value(value, vm)?, vm)?;
            }
            mako::render(vm, file, text, values)
        })
    }

    fn revise(
        &self,
        context: &Rc<EnvironmentContext>,
        heads: &[String],
        revisions: Vec<NewRevision>,
    ) -> Result<Vec<NewRevision>, Error> {
        // The exception goes back into env.py, which called.
        self.host
            .interpreter()?
            .run(|vm| self.host.revise(context, heads, revisions, vm))
            .map_err(|error| Error::Raised(Box::new(error)))
    }

    fn precompile(&self, scripts: &[&Script]) {
        if let Some(interpreter) = self.host.interpreter.get() {
            interpreter.precompile(scripts.iter().map(|script| script.path().to_owned()));
        }
    }
}

/// Runs revision files for what they declare.
struct Reading {
    host: Rc<Host>,
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

/// The interpreter and what lives in it for as long as it does.
pub(crate) struct Host {
    options: PythonOptions,
    interpreter: OnceCell<Interpreter>,
    modules: RefCell<HashMap<PathBuf, PyRef<PyModule>>>,
    configs: RefCell<Vec<(Rc<Config>, PyObjectRef)>>,
    directory: RefCell<Option<(Rc<ScriptDirectory>, PyObjectRef)>>,
    /// The session of the command that runs env.py at present.
    session: RefCell<Option<Session>>,
    /// `template_args`, which env.py may have added to.
    template_arguments: RefCell<Option<PyDictRef>>,
    /// The scripts that the present command is about to write.
    revision_context: RefCell<Option<(Weak<EnvironmentContext>, PyObjectRef)>>,
}

/// What the interpreter runs for.
pub(crate) fn host(vm: &VirtualMachine) -> PyResult<Rc<Host>> {
    let process: PyRef<Process> = import(vm, "_limbeck_command")?
        .get_attr("process", vm)?
        .try_into_value(vm)?;
    process
        .host
        .upgrade()
        .ok_or_else(|| vm.new_runtime_error("the command has ended".to_owned()))
}

impl Host {
    fn interpreter(self: &Rc<Self>) -> Result<&Interpreter, Error> {
        if let Some(interpreter) = self.interpreter.get() {
            return Ok(interpreter);
        }
        let interpreter = Interpreter::new(Setup {
            arguments: self.options.arguments.clone(),
            search_path: self.options.search_path.clone(),
            stdout: self.options.stdout.clone(),
            stderr: self.options.stderr.clone(),
        })
        .map_err(|error| Error::Raised(Box::new(error)))?;
        let host = Rc::downgrade(self);
        interpreter
            .run(|vm| {
                // The first import makes a module's classes known to the VM.
                for module in [
                    "_limbeck_failure",
                    "_limbeck_config",
                    "_limbeck_script",
                    "_limbeck_migration",
                ] {
                    import(vm, module)?;
                }
                import(vm, "_limbeck_command")?.set_attr(
                    "process",
                    Process { host }.into_pyobject(vm),
                    vm,
                )
            })
            .map_err(|error| Error::Raised(Box::new(error)))?;
        Ok(self.interpreter.get_or_init(|| interpreter))
    }

    /// The session of the command that runs.
    pub(crate) fn session(&self, vm: &VirtualMachine) -> PyResult<Session> {
        let session = self.session.borrow().clone();
        session.ok_or_else(|| vm.new_runtime_error("no command runs".to_owned()))
    }

    /// Makes this object the one that stands for that configuration.
    pub(crate) fn know_config(&self, config: &Rc<Config>, object: &PyObjectRef) {
        let mut configs = self.configs.borrow_mut();
        if !configs.iter().any(|(known, _)| Rc::ptr_eq(known, config)) {
            configs.push((config.clone(), object.clone()));
        }
    }

    /// Works inside the interpreter; an exception comes out as what it stands
    /// for.
    fn enter<T>(
        self: &Rc<Self>,
        work: impl FnOnce(&VirtualMachine) -> PyResult<T>,
    ) -> Result<T, Error> {
        self.interpreter()?
            .enter(|vm| work(vm).map_err(|exception| failure::error(exception, vm)))
    }

    fn run_env(
        self: &Rc<Self>,
        context: &Rc<EnvironmentContext>,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let config = self.config_object(context.config(), vm)?;
        let directory = self.directory_object(context.script(), vm)?;
        let class =
            import(vm, "alembic.runtime.environment")?.get_attr("EnvironmentContext", vm)?;
        let mut options = command_options(context, vm)?;
        if context.options().template_arguments.is_some() {
            let arguments = vm.ctx.new_dict();
            arguments.set_item("config", config.clone(), vm)?;
            options.push(("template_args".to_owned(), arguments.clone().into()));
            *self.template_arguments.borrow_mut() = Some(arguments);
        }
        let environment = class.call(
            FuncArgs::new(vec![config, directory], KwArgs::from_iter(options)),
            vm,
        )?;
        let native = NativeEnvironment {
            context: context.clone(),
            host: Rc::downgrade(self),
        };
        environment.set_attr("_native", native.into_pyobject(vm), vm)?;
        let outer = self.session.replace(Some(context.session().clone()));
        vm.call_method(&environment, "_install_proxy", ())?;
        let result = self.load(&context.script().env_py_location(), vm);
        self.session.replace(outer);
        vm.call_method(&environment, "_remove_proxy", ())?;
        result.map(drop)
    }

    /// Runs a file as a module, even if it has run before.
    pub(crate) fn load(
        self: &Rc<Self>,
        file: &Path,
        vm: &VirtualMachine,
    ) -> PyResult<PyRef<PyModule>> {
        let interpreter = failure::check(self.interpreter(), vm)?;
        interpreter.load_file(file, vm)
    }

    /// A revision script's module; it runs once.
    pub(crate) fn module(
        self: &Rc<Self>,
        file: &Path,
        vm: &VirtualMachine,
    ) -> PyResult<PyRef<PyModule>> {
        if let Some(module) = self.modules.borrow().get(file) {
            return Ok(module.clone());
        }
        let module = self.load(file, vm)?;
        self.modules
            .borrow_mut()
            .insert(file.to_owned(), module.clone());
        Ok(module)
    }

    /// `context.config`: one object for as long as it is the same
    /// configuration, so that what env.py keeps in `attributes` stays.
    pub(crate) fn config_object(&self, config: &Rc<Config>, vm: &VirtualMachine) -> PyResult {
        let known = self
            .configs
            .borrow()
            .iter()
            .find(|(known, _)| Rc::ptr_eq(known, config))
            .map(|(_, object)| object.clone());
        if let Some(object) = known {
            return Ok(object);
        }
        if let Some(paths) = failure::check(config.get_prepend_sys_paths_list(), vm)? {
            let path = vm.sys_module.get_attr("path", vm)?;
            for (position, directory) in paths.into_iter().enumerate() {
                vm.call_method(&path, "insert", (position, directory))?;
            }
        }
        let module = import(vm, "alembic.config")?;
        let native = NativeConfig {
            config: config.clone(),
        };
        let options = match &self.options.command {
            Some(command) => namespace(command, &module, vm)?,
            None => vm.ctx.none(),
        };
        let object = module.get_attr("Config", vm)?.call(
            FuncArgs::new(
                vec![],
                KwArgs::from_iter([
                    ("_native".to_owned(), native.into_pyobject(vm)),
                    ("cmd_opts".to_owned(), options),
                ]),
            ),
            vm,
        )?;
        self.know_config(config, &object);
        Ok(object)
    }

    /// `context.script`.
    pub(crate) fn directory_object(
        self: &Rc<Self>,
        directory: &Rc<ScriptDirectory>,
        vm: &VirtualMachine,
    ) -> PyResult {
        if let Some((known, object)) = &*self.directory.borrow()
            && Rc::ptr_eq(known, directory)
        {
            return Ok(object.clone());
        }
        let class = import(vm, "alembic.script.base")?.get_attr("ScriptDirectory", vm)?;
        let native = NativeDirectory {
            directory: directory.clone(),
            host: Rc::downgrade(self),
        };
        let dir = vm.ctx.new_str(directory.dir().to_string_lossy());
        let object = class.call(
            FuncArgs::new(
                vec![dir.into()],
                KwArgs::from_iter([("_native".to_owned(), native.into_pyobject(vm))]),
            ),
            vm,
        )?;
        *self.directory.borrow_mut() = Some((directory.clone(), object.clone()));
        Ok(object)
    }
}

impl Host {
    /// Shows the new revisions to env.py's hooks.
    fn revise(
        self: &Rc<Self>,
        context: &Rc<EnvironmentContext>,
        heads: &[String],
        revisions: Vec<NewRevision>,
        vm: &VirtualMachine,
    ) -> PyResult<Vec<NewRevision>> {
        let api = import(vm, "alembic.autogenerate.api")?;
        let known = self
            .revision_context
            .borrow()
            .as_ref()
            .filter(|(weak, _)| weak.ptr_eq(&Rc::downgrade(context)))
            .map(|(_, object)| object.clone());
        let object = match known {
            Some(object) => object,
            None => {
                let arguments = vm.ctx.new_dict();
                for new in revisions.iter().take(1) {
                    revision::arguments(new, &arguments, vm)?;
                }
                let object = api.get_attr("RevisionContext", vm)?.call(
                    (
                        self.config_object(context.config(), vm)?,
                        self.directory_object(context.script(), vm)?,
                        arguments,
                    ),
                    vm,
                )?;
                *self.revision_context.borrow_mut() =
                    Some((Rc::downgrade(context), object.clone()));
                object
            }
        };
        let environment = import(vm, "alembic.context")?;
        let migration = vm.call_method(&environment, "get_context", ())?;
        vm.call_method(
            &object,
            "run_no_autogenerate",
            (tuple(heads, vm), migration),
        )?;
        let mut revised = Vec::new();
        let scripts = vm.call_method(&object, "_scripts", ())?;
        for script in scripts.try_to_value::<Vec<PyObjectRef>>(vm)? {
            revised.push(revision::read(script, vm)?);
        }
        Ok(revised)
    }
}

/// What Alembic's command would have passed to `EnvironmentContext(…)`.
fn command_options(
    context: &EnvironmentContext,
    vm: &VirtualMachine,
) -> PyResult<Vec<(String, PyObjectRef)>> {
    let options = context.options();
    let text = |text: &Option<String>| match text {
        Some(text) => vm.ctx.new_str(text.as_str()).into(),
        None => vm.ctx.none(),
    };
    let mut given = vec![("as_sql", vm.ctx.new_bool(options.as_sql).into())];
    if options.has_starting_rev {
        given.push(("starting_rev", text(&options.starting_rev)));
    }
    match &options.destination {
        Some(Destination::One(revision)) => {
            given.push(("destination_rev", vm.ctx.new_str(revision.as_str()).into()));
        }
        Some(Destination::Several(revisions)) => {
            given.push(("destination_rev", tuple(revisions, vm)));
        }
        None => {}
    }
    given.push(("tag", text(&options.tag)));
    if options.purge {
        given.push(("purge", vm.ctx.new_bool(true).into()));
    }
    if options.dont_mutate {
        given.push(("dont_mutate", vm.ctx.new_bool(true).into()));
    }
    Ok(given
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect())
}

fn namespace(command: &CommandLine, module: &PyObjectRef, vm: &VirtualMachine) -> PyResult {
    let options = command.options.iter().map(|(name, value)| {
        let value = match value {
            Argument::None => vm.ctx.none(),
            Argument::Boolean(truth) => vm.ctx.new_bool(*truth).into(),
            Argument::Text(text) => vm.ctx.new_str(text.as_str()).into(),
            Argument::List(items) => list(items, vm),
        };
        (name.clone(), value)
    });
    let command = vm.ctx.new_str(command.name.as_str()).into();
    module
        .get_attr("Namespace", vm)?
        .call(FuncArgs::new(vec![command], KwArgs::from_iter(options)), vm)
}

fn list(items: &[String], vm: &VirtualMachine) -> PyObjectRef {
    let items = items
        .iter()
        .map(|item| vm.ctx.new_str(item.as_str()).into())
        .collect();
    vm.ctx.new_list(items).into()
}

/// Strings as a tuple of Python.
pub(crate) fn tuple(items: &[String], vm: &VirtualMachine) -> PyObjectRef {
    let items = items
        .iter()
        .map(|item| vm.ctx.new_str(item.as_str()).into())
        .collect();
    vm.ctx.new_tuple(items).into()
}

fn template_value(value: &TemplateValue, vm: &VirtualMachine) -> PyResult {
    Ok(match value {
        TemplateValue::None => vm.ctx.none(),
        TemplateValue::Text(text) => vm.ctx.new_str(text.as_str()).into(),
        TemplateValue::Tuple(items) => tuple(items, vm),
        TemplateValue::List(items) => list(items, vm),
        TemplateValue::DateTime(text) => {
            let class = import(vm, "datetime")?.get_attr("datetime", vm)?;
            vm.call_method(&class, "fromisoformat", (text.as_str(),))?
        }
    })
}

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
        let module = self.host.module(script.path(), vm)?;
        let function = module.as_object().get_attr(direction.name(), vm)?;
        let mut arguments = Vec::new();
        for (name, value) in self.arguments.clone() {
            arguments.push((name.str(vm)?.to_string(), value));
        }
        function.call(FuncArgs::new(vec![], KwArgs::from_iter(arguments)), vm)?;
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

/// Writes log lines into Python's `logging`, once env.py has imported it.
struct PythonLog {
    host: Weak<Host>,
    /// Loggers by name.
    loggers: RefCell<HashMap<String, PyObjectRef>>,
}

impl PythonLog {
    fn logger(&self, name: &str, vm: &VirtualMachine) -> Option<PyObjectRef> {
        if let Some(logger) = self.loggers.borrow().get(name) {
            return Some(logger.clone());
        }
        let modules = vm.sys_module.get_attr("modules", vm).ok()?;
        let logging = modules.get_item("logging", vm).ok()?;
        let logger = vm.call_method(&logging, "getLogger", (name,)).ok()?;
        self.loggers
            .borrow_mut()
            .insert(name.to_owned(), logger.clone());
        Some(logger)
    }

    fn with<T>(
        &self,
        name: &str,
        work: impl FnOnce(&VirtualMachine, PyObjectRef) -> T,
    ) -> Option<T> {
        let host = self.host.upgrade()?;
        let interpreter = host.interpreter.get()?;
        interpreter.enter(|vm| Some(work(vm, self.logger(name, vm)?)))
    }
}

impl Log for PythonLog {
    fn enabled(&self, logger: &str, level: Level) -> bool {
        self.with(logger, |vm, logger| {
            vm.call_method(&logger, "isEnabledFor", (number(level),))
                .and_then(|enabled| enabled.try_to_bool(vm))
                .unwrap_or(false)
        })
        .unwrap_or(false)
    }

    fn log(&self, logger: &str, level: Level, message: &str) {
        self.with(logger, |vm, logger| {
            // A handler that fails must not stop a migration; Python's own
            // handlers report such failures by themselves.
            let _ = vm.call_method(&logger, "log", (number(level), message));
        });
    }
}

/// Python's number of a level.
fn number(level: Level) -> i32 {
    match level {
        Level::Debug => 10,
        Level::Info => 20,
        Level::Warning => 30,
        Level::Error => 40,
    }
}
