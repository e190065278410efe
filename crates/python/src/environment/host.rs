//! The interpreter, booted when it is first needed.

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    path::{Path, PathBuf},
    rc::{Rc, Weak},
    sync::Arc,
};

use limbeck_config::Config;
use limbeck_runtime::{Destination, EnvironmentContext, Error, Session, TemplateValue};
use limbeck_script::ScriptDirectory;
use rustpython_vm::{
    AsObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
    builtins::{PyDictRef, PyModule},
    function::{FuncArgs, KwArgs},
};

use super::{Argument, CommandLine, PythonOptions, module};
use crate::{
    Interpreter, Setup,
    ahead::Ahead,
    exception::import,
    failure,
    models::process::Conversation,
    modules::alembic::{
        command::module::Process, config::module::Config as NativeConfig,
        migration::module::Environment as NativeEnvironment,
        script::module::Directory as NativeDirectory,
    },
};

/// The interpreter and what lives in it for as long as it does.
pub(crate) struct Host {
    options: PythonOptions,
    pub(super) interpreter: OnceCell<Interpreter>,
    ahead: Arc<Ahead>,
    modules: RefCell<HashMap<PathBuf, PyRef<PyModule>>>,
    configs: RefCell<Vec<(Rc<Config>, PyObjectRef)>>,
    directory: RefCell<Option<(Rc<ScriptDirectory>, PyObjectRef)>>,
    /// The session of the command that runs env.py at present.
    session: RefCell<Option<Session>>,
    /// `template_args`, which env.py may have added to.
    pub(super) template_arguments: RefCell<Option<PyDictRef>>,
    /// The scripts that the present command is about to write.
    pub(super) revision_context: RefCell<Option<(Weak<EnvironmentContext>, PyObjectRef)>>,
    /// With Pythons of the project, about what cannot load here.
    pub(crate) conversations: RefCell<Vec<Conversation>>,
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
    /// Nothing is booted yet.
    pub(super) fn new(options: PythonOptions) -> Rc<Host> {
        Rc::new(Host {
            options,
            interpreter: OnceCell::new(),
            ahead: Arc::default(),
            modules: RefCell::default(),
            configs: RefCell::default(),
            directory: RefCell::default(),
            session: RefCell::default(),
            template_arguments: RefCell::default(),
            revision_context: RefCell::default(),
            conversations: RefCell::default(),
        })
    }

    pub(super) fn interpreter(self: &Rc<Self>) -> Result<&Interpreter, Error> {
        if let Some(interpreter) = self.interpreter.get() {
            return Ok(interpreter);
        }
        let setup = Setup {
            arguments: self.options.arguments.clone(),
            search_path: self.options.search_path.clone(),
            stdout: self.options.stdout.clone(),
            stderr: self.options.stderr.clone(),
        };
        let interpreter = Interpreter::with_code(setup, self.ahead.clone())
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

    /// Starts compiling what env.py will import, unless it has run before.
    pub(super) fn compile_ahead(&self, context: &EnvironmentContext) {
        if self.interpreter.get().is_some() {
            return;
        }
        // Installed packages hold far more than what is used of them.
        let installed = |folder: &PathBuf| {
            let mut names = folder.iter();
            names.any(|name| name == "site-packages" || name == "dist-packages")
        };
        let prepended = context.config().get_prepend_sys_paths_list().ok().flatten();
        let folders = prepended.unwrap_or_default().into_iter().map(PathBuf::from);
        let folders = folders.chain(self.options.search_path.iter().cloned());
        let folders = folders.filter(|folder| !installed(folder));
        self.ahead
            .follow(context.script().env_py_location(), folders.collect());
    }

    /// The session of the command that runs.
    pub(crate) fn session(&self, vm: &VirtualMachine) -> PyResult<Session> {
        let session = self.session.borrow().clone();
        session.ok_or_else(|| vm.new_runtime_error("no command runs".to_owned()))
    }

    /// Works while that session's command runs.
    pub(crate) fn within<T>(&self, session: &Session, work: impl FnOnce() -> T) -> T {
        let outer = self.session.replace(Some(session.clone()));
        let result = work();
        self.session.replace(outer);
        result
    }

    /// Makes this object the one that stands for that configuration; whether
    /// none was known before.
    pub(crate) fn know_config(&self, config: &Rc<Config>, object: &PyObjectRef) -> bool {
        let mut configs = self.configs.borrow_mut();
        let is_new = !configs.iter().any(|(known, _)| Rc::ptr_eq(known, config));
        if is_new {
            configs.push((config.clone(), object.clone()));
        }
        is_new
    }

    /// Works inside the interpreter; an exception comes out as what it stands
    /// for.
    pub(super) fn enter<T>(
        self: &Rc<Self>,
        work: impl FnOnce(&VirtualMachine) -> PyResult<T>,
    ) -> Result<T, Error> {
        self.interpreter()?
            .enter(|vm| work(vm).map_err(|exception| failure::error(exception, vm)))
    }

    pub(super) fn run_env(
        self: &Rc<Self>,
        context: &Rc<EnvironmentContext>,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let config = self.config_object(context.config(), vm)?;
        let directory = self.directory_object(context.script(), context.config(), vm)?;
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
        vm.call_method(&environment, "_install_proxy", ())?;
        let result = self.within(context.session(), || {
            self.load(&context.script().env_py_location(), vm)
        });
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

    /// Whether a revision script has run.
    pub(crate) fn has_loaded(&self, file: &Path) -> bool {
        self.modules.borrow().contains_key(file)
    }

    /// Gives back the memory of a revision script that will not be called
    /// again, unless something else holds on to it.
    pub(super) fn forget(&self, file: &Path, vm: &VirtualMachine) {
        let mut modules = self.modules.borrow_mut();
        let held = |module: &PyRef<PyModule>| module.as_object().strong_count() > 1;
        if modules.get(file).is_some_and(held) {
            return;
        }
        if let Some(module) = modules.remove(file) {
            module::release(module, vm);
        }
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
        prepend_paths(config, vm)?;
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
        config: &Rc<Config>,
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
            config: config.clone(),
            host: Rc::downgrade(self),
        };
        let config = self.config_object(config, vm)?;
        let object = vm.call_method(&class, "_configured", (native.into_pyobject(vm), config))?;
        *self.directory.borrow_mut() = Some((directory.clone(), object.clone()));
        Ok(object)
    }
}

/// Puts the configuration's `prepend_sys_path` before `sys.path`.
pub(crate) fn prepend_paths(config: &Config, vm: &VirtualMachine) -> PyResult<()> {
    if let Some(paths) = failure::check(config.get_prepend_sys_paths_list(), vm)? {
        let path = vm.sys_module.get_attr("path", vm)?;
        for (position, directory) in paths.into_iter().enumerate() {
            vm.call_method(&path, "insert", (position, directory))?;
        }
    }
    Ok(())
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

pub(super) fn template_value(value: &TemplateValue, vm: &VirtualMachine) -> PyResult {
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
