//! Runs env.py and revision scripts for the commands.

mod host;
mod log;
mod module;
mod reading;
mod revise;
mod scripts;

use std::{
    path::{Path, PathBuf},
    rc::Rc,
};

use limbeck_config::Config;
use limbeck_runtime::{
    Differences, Environment, EnvironmentContext, Error, Log, Session, TemplateVariables,
    command::NewRevision,
};
use limbeck_script::Script;
use rustpython_vm::VirtualMachine;

use crate::{PythonException, Writer, exception::import, failure, interrupt::Watch, mako};
use host::template_value;
use log::PythonLog;
use reading::Reading;

pub(crate) use host::{Host, host, prepend_paths, tuple};
pub(crate) use scripts::PythonScripts;

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
            host: Host::new(options),
        }
    }

    /// Alembic's log lines, on their way into Python's `logging`. They go
    /// nowhere until env.py has configured it.
    pub fn log(&self) -> Rc<dyn Log> {
        Rc::new(PythonLog::new(Rc::downgrade(&self.host)))
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
        self.host.compile_ahead(context);
        let interrupted = context.session().settings.interrupted.clone();
        let _watch = Watch::new(self.host.interpreter()?.signals(), interrupted);
        self.host.enter(|vm| self.host.run_env(context, vm))
    }

    fn run_program(&self, session: &Session, file: &Path, words: &[String]) -> Result<(), Error> {
        let interrupted = session.settings.interrupted.clone();
        let interpreter = self.host.interpreter()?;
        let _watch = Watch::new(interpreter.signals(), interrupted);
        let run = |vm: &VirtualMachine| match interpreter.run_program(file, words, vm) {
            // Only of a command it is all that there is to say.
            Err(exception) if failure::is_command_error(&exception, vm) => {
                let raised = PythonException::new(vm, exception);
                Ok(Err(Error::Raised(Box::new(raised))))
            }
            result => result.map(Ok),
        };
        self.host.within(session, || self.host.enter(run)?)
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
        new: &NewRevision,
        autogenerate: bool,
    ) -> Result<(), Error> {
        // The exception goes back into env.py, which called.
        self.host
            .interpreter()?
            .run(|vm| self.host.revise(context, heads, new, autogenerate, vm))
            .map_err(|error| Error::Raised(Box::new(error)))
    }

    fn revisions(
        &self,
        context: &Rc<EnvironmentContext>,
    ) -> Result<Option<Vec<NewRevision>>, Error> {
        self.host.enter(|vm| self.host.revisions(context, vm))
    }

    fn differences(&self, context: &Rc<EnvironmentContext>) -> Result<Differences, Error> {
        self.host.enter(|vm| self.host.differences(context, vm))
    }

    fn precompile(&self, scripts: &[&Script]) {
        if let Some(interpreter) = self.host.interpreter.get() {
            let files = scripts.iter().map(|script| script.path());
            let files = files.filter(|file| !self.host.has_loaded(file));
            interpreter.precompile(files.map(Path::to_owned));
        }
    }
}
