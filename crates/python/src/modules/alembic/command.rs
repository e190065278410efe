//! `_limbeck_command`: the commands, called from Python.

#[rustpython_vm::pymodule(name = "_limbeck_command")]
pub(crate) mod module {
    use std::{
        collections::HashMap,
        rc::{Rc, Weak},
    };

    use limbeck_runtime::{
        Session, Settings,
        command::{self, NewRevision, RevisionArguments},
    };
    use limbeck_script::Script;
    use rustpython_vm::{
        PyObjectRef, PyPayload, PyRef, PyResult, TryFromObject, VirtualMachine, function::KwArgs,
        pyclass,
    };

    use crate::{
        environment::{Host, host, prepend_paths},
        failure,
        modules::alembic::{config::module::Config, output},
    };

    /// What the interpreter runs for; the module's attribute `process`.
    #[pyattr]
    #[pyclass(module = "_limbeck_command", name = "Process")]
    #[derive(PyPayload)]
    pub(crate) struct Process {
        pub(crate) host: Weak<Host>,
    }

    impl std::fmt::Debug for Process {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("Process")
        }
    }

    #[pyclass]
    impl Process {}

    /// Runs a command for a `Config`, in the process of the command that runs
    /// already. Gives the identifiers of the revisions that it wrote, `None`
    /// for a file that is no revision by its name.
    #[pyfunction]
    fn run(config: PyObjectRef, name: String, options: KwArgs, vm: &VirtualMachine) -> PyResult {
        let host = host(vm)?;
        let native: PyRef<Config> = config.get_attr("_native", vm)?.try_into_value(vm)?;
        if host.know_config(&native.config, &config) {
            prepend_paths(&native.config, vm)?;
        }
        let session = session(&host, &native, &config, vm)?;
        let options = Options {
            options: options.into_iter().collect(),
            vm,
        };
        let mut written: Vec<Option<Rc<Script>>> = Vec::new();
        let result = match name.as_str() {
            "upgrade" => command::upgrade(
                &session,
                &options.get::<String>("revision")?,
                options.get("sql")?,
                options.get::<Option<String>>("tag")?.as_deref(),
            ),
            "downgrade" => command::downgrade(
                &session,
                &options.get::<String>("revision")?,
                options.get("sql")?,
                options.get::<Option<String>>("tag")?.as_deref(),
            ),
            "stamp" => command::stamp(
                &session,
                &options.get::<Vec<String>>("revisions")?,
                options.get("sql")?,
                options.get::<Option<String>>("tag")?.as_deref(),
                options.get("purge")?,
            ),
            "ensure_version" => command::ensure_version(&session, options.get("sql")?),
            "current" => command::current(
                &session,
                options.get("check_heads")?,
                options.get("verbose")?,
            ),
            "heads" => command::heads(
                &session,
                options.get("verbose")?,
                options.get("resolve_dependencies")?,
            ),
            "branches" => command::branches(&session, options.get("verbose")?),
            "history" => command::history(
                &session,
                options.get::<Option<String>>("rev_range")?.as_deref(),
                options.get("verbose")?,
                options.get("indicate_current")?,
            ),
            "show" => command::show(&session, &options.get::<String>("rev")?),
            "list_templates" => command::list_templates(&session),
            "init" => command::init(
                &session,
                &options.get::<String>("directory")?,
                &options.get::<String>("template")?,
                options.get("package")?,
            ),
            "edit" => command::edit(&session, &options.get::<String>("rev")?),
            "check" => command::check(&session, false),
            "revision" => {
                let new = NewRevision {
                    head: options.get("head")?,
                    version_path: options
                        .get::<Option<String>>("version_path")?
                        .map(Into::into),
                    depends_on: options.get("depends_on")?,
                    ..options.revision()?
                };
                let arguments = RevisionArguments {
                    new,
                    autogenerate: options.get("autogenerate")?,
                    sql: options.get("sql")?,
                };
                command::revision(&session, arguments).map(|scripts| written = scripts)
            }
            "merge" => {
                let revisions: Vec<String> = options.get("revisions")?;
                command::merge(&session, &revisions, options.revision()?)
                    .map(|script| written.push(script))
            }
            _ => {
                return Err(vm.new_not_implemented_error(format!(
                    "alembic.command.{name} is not available yet"
                )));
            }
        };
        failure::check(result, vm)?;
        let written = written.into_iter().map(|script| match script {
            Some(script) => vm.ctx.new_str(script.revision.as_str()).into(),
            None => vm.ctx.none(),
        });
        Ok(vm.ctx.new_list(written.collect()).into())
    }

    /// The session of a command that prints where its `Config` says.
    fn session(
        host: &Host,
        native: &Config,
        config: &PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult<Session> {
        let outer = host.session(vm)?;
        let quiet = config
            .get_attr("messaging_opts", vm)?
            .get_item("quiet", vm)?;
        Ok(Session {
            config: native.config.clone(),
            stdout: output::output(config.get_attr("stdout", vm)?, vm),
            settings: Rc::new(Settings {
                quiet: quiet.try_to_bool(vm)?,
                progress: Some(output::output(vm.sys_module.get_attr("stdout", vm)?, vm)),
                ..(*outer.settings).clone()
            }),
            ..outer
        })
    }

    /// The `RevisionContext` of the last command that compared models with a
    /// database.
    #[pyfunction]
    fn revision_context(vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
        Ok(host(vm)?.last_revised())
    }

    struct Options<'vm> {
        options: HashMap<String, PyObjectRef>,
        vm: &'vm VirtualMachine,
    }

    impl Options<'_> {
        /// What `revision` and `merge` have in common.
        fn revision(&self) -> PyResult<NewRevision> {
            Ok(NewRevision {
                message: self.get("message")?,
                rev_id: self.get("rev_id")?,
                splice: self.get("splice")?,
                branch_label: self.get("branch_label")?,
                ..NewRevision::default()
            })
        }

        fn get<T: TryFromObject>(&self, name: &str) -> PyResult<T> {
            let value = self
                .options
                .get(name)
                .cloned()
                .unwrap_or_else(|| self.vm.ctx.none());
            T::try_from_object(self.vm, value)
        }
    }
}
