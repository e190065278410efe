//! `_limbeck_script`: the script directory behind `alembic.script`.

#[rustpython_vm::pymodule(name = "_limbeck_script")]
pub(crate) mod module {
    use std::rc::{Rc, Weak};

    use limbeck_runtime::{
        Direction, RevisionStep, RowChange, Session, Settings, Step as RuntimeStep, command,
    };
    use limbeck_script::{Format, Script, ScriptDirectory, StampMove, Symbols};
    use rustpython_vm::{
        PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
        builtins::{PyModule, PyStr},
        pyclass,
    };

    use crate::{
        environment::{self, Host, host, tuple},
        failure,
        modules::alembic::{config::module::Config, graph::module::Graph, revision},
    };

    /// A project's scripts.
    #[pyattr]
    #[pyclass(module = "_limbeck_script", name = "Directory")]
    #[derive(PyPayload)]
    pub(crate) struct Directory {
        pub(crate) directory: Rc<ScriptDirectory>,
        pub(crate) config: Rc<limbeck_config::Config>,
        pub(crate) host: Weak<Host>,
    }

    impl std::fmt::Debug for Directory {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("Directory")
        }
    }

    /// The scripts that a configuration names.
    #[pyfunction]
    fn from_config(config: PyRef<Config>, vm: &VirtualMachine) -> PyResult<Directory> {
        let host = host(vm)?;
        let surroundings = host.session(vm)?.surroundings;
        let directory = ScriptDirectory::within(&config.config, surroundings);
        Ok(Directory {
            directory: Rc::new(failure::check(directory, vm)?),
            config: config.config.clone(),
            host: Rc::downgrade(&host),
        })
    }

    /// Puts a configuration's `prepend_sys_path` before `sys.path`.
    #[pyfunction]
    fn prepend_paths(config: PyRef<Config>, vm: &VirtualMachine) -> PyResult<()> {
        environment::prepend_paths(&config.config, vm)
    }

    /// One step of a run.
    #[pyattr]
    #[pyclass(module = "_limbeck_script", name = "Step")]
    #[derive(PyPayload)]
    pub(crate) struct Step {
        pub(crate) step: RuntimeStep,
    }

    impl std::fmt::Debug for Step {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str(&self.step.short_log())
        }
    }

    #[pyclass]
    impl Step {
        /// What the step is made of: a revision and whether it is applied, or
        /// the two sides of a stamp, whether it ascends, and whether rows come
        /// or go.
        #[pymethod]
        fn parts(&self, vm: &VirtualMachine) -> PyObjectRef {
            let parts = match &self.step {
                RuntimeStep::Revision(step) => vec![
                    vm.ctx.new_str(step.script.revision.as_str()).into(),
                    vm.ctx.new_bool(step.direction == Direction::Upgrade).into(),
                ],
                RuntimeStep::Stamp(step) => vec![
                    tuple(&step.from, vm),
                    tuple(&step.to, vm),
                    vm.ctx.new_bool(step.is_upgrade).into(),
                    vm.ctx.new_bool(step.branch_move).into(),
                ],
            };
            vm.ctx.new_tuple(parts).into()
        }

        /// How the version table's rows change, given those that it has: what
        /// is logged, and `(deleted, inserted)` for each row.
        #[pymethod]
        fn changes(&self, heads: Vec<String>, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            let heads = heads.into_iter().collect();
            let changes = failure::check(self.step.row_changes(&heads), vm)?;
            let text = |text: &str| -> PyObjectRef { vm.ctx.new_str(text).into() };
            let rows = changes.changes.iter().map(|change| {
                let (old, new) = match change {
                    RowChange::Insert(new) => (vm.ctx.none(), text(new)),
                    RowChange::Delete(old) => (text(old), vm.ctx.none()),
                    RowChange::Update(old, new) => (text(old), text(new)),
                };
                vm.ctx.new_tuple(vec![old, new]).into()
            });
            let rows = vm.ctx.new_list(rows.collect()).into();
            Ok(vm.ctx.new_tuple(vec![text(&changes.log), rows]).into())
        }

        /// What `MigrationInfo` is made of.
        #[pymethod]
        fn facts(&self, vm: &VirtualMachine) -> PyObjectRef {
            let info = self.step.info();
            vm.ctx
                .new_tuple(vec![
                    vm.ctx.new_bool(info.is_upgrade).into(),
                    vm.ctx.new_bool(info.is_stamp).into(),
                    tuple(&info.up_revision_ids, vm),
                    tuple(&info.down_revision_ids, vm),
                ])
                .into()
        }

        #[pygetset]
        fn short_log(&self) -> String {
            self.step.short_log()
        }

        #[pymethod(name = "__str__")]
        fn long_log(&self) -> String {
            self.step.long_log()
        }
    }

    /// A step that changes the version table only.
    #[pyfunction]
    fn stamp_step(from: Vec<String>, to: Vec<String>, is_upgrade: bool, branch_move: bool) -> Step {
        Step {
            step: RuntimeStep::Stamp(StampMove {
                from,
                to,
                is_upgrade,
                branch_move,
            }),
        }
    }

    #[pyclass]
    impl Directory {
        #[pygetset]
        fn dir(&self) -> String {
            self.directory.dir().to_string_lossy().into_owned()
        }

        #[pymethod]
        fn versions(&self, vm: &VirtualMachine) -> PyResult<String> {
            let folder = failure::check(self.directory.versions(), vm)?;
            Ok(folder.to_string_lossy().into_owned())
        }

        #[pymethod]
        fn version_locations(&self, vm: &VirtualMachine) -> PyObjectRef {
            let locations = self.directory.version_locations();
            let locations = locations
                .iter()
                .map(|folder| vm.ctx.new_str(folder.to_string_lossy()).into())
                .collect();
            vm.ctx.new_list(locations).into()
        }

        /// The graph of the scripts.
        #[pymethod]
        fn graph(&self, vm: &VirtualMachine) -> PyResult<Graph> {
            let map = failure::check(self.directory.revision_map(), vm)?;
            Ok(Graph { map })
        }

        /// The attributes of a script, by its full identifier.
        #[pymethod]
        fn facts(&self, revision: String, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            let script = self.script(&revision, vm)?;
            let facts = vm.ctx.new_dict();
            let text = |text: &str| -> PyObjectRef { vm.ctx.new_str(text).into() };
            let truth = |truth: bool| -> PyObjectRef { vm.ctx.new_bool(truth).into() };
            let set = |class: &str, words: &[String]| -> PyResult {
                vm.builtins
                    .get_attr(&vm.ctx.new_str(class), vm)?
                    .call((tuple(words, vm),), vm)
            };
            for (name, value) in [
                ("revision", text(&script.revision)),
                (
                    "down_revision",
                    scalar(script.versioned_down_revisions(), vm),
                ),
                ("dependencies", scalar(script.dependencies(), vm)),
                ("branch_labels", set("set", script.branch_labels())?),
                ("nextrev", set("frozenset", script.nextrev())?),
                ("_all_nextrev", set("frozenset", script.all_nextrev())?),
                ("_orig_branch_labels", tuple(script.own_branch_labels(), vm)),
                (
                    "_normalized_down_revisions",
                    tuple(script.normalized_down_revisions(), vm),
                ),
                (
                    "_versioned_down_revisions",
                    tuple(script.versioned_down_revisions(), vm),
                ),
                ("is_head", truth(script.is_head())),
                ("_is_real_head", truth(script.is_real_head())),
                ("is_base", truth(script.is_base())),
                ("is_branch_point", truth(script.is_branch_point())),
                ("is_merge_point", truth(script.is_merge_point())),
                ("path", text(&script.path().to_string_lossy())),
                ("doc", text(script.doc())),
                ("longdoc", text(script.longdoc())),
            ] {
                facts.set_item(name, value, vm)?;
            }
            Ok(facts.into())
        }

        /// A script's module.
        #[pymethod]
        fn module(&self, revision: String, vm: &VirtualMachine) -> PyResult<PyRef<PyModule>> {
            let script = self.script(&revision, vm)?;
            self.host(vm)?.module(script.path(), vm)
        }

        #[pymethod]
        fn describe(&self, revision: String, vm: &VirtualMachine) -> PyResult<String> {
            Ok(self.script(&revision, vm)?.to_string())
        }

        #[pymethod]
        fn log_entry(&self, revision: String, vm: &VirtualMachine) -> PyResult<String> {
            Ok(self.script(&revision, vm)?.log_entry(false))
        }

        #[pymethod]
        fn cmd_format(
            &self,
            revision: String,
            include_branches: bool,
            include_doc: bool,
            include_parents: bool,
            tree_indicators: bool,
            vm: &VirtualMachine,
        ) -> PyResult<String> {
            let format = Format {
                include_branches,
                include_doc,
                include_parents,
                tree_indicators,
                ..Format::default()
            };
            Ok(self.script(&revision, vm)?.cmd_format(&format))
        }

        #[pymethod]
        fn get_revision(
            &self,
            id: Option<String>,
            vm: &VirtualMachine,
        ) -> PyResult<Option<String>> {
            let id = id.unwrap_or_else(|| "base".to_owned());
            let script = failure::check(self.directory.get_revision(&id), vm)?;
            Ok(script.map(|script| script.revision.clone()))
        }

        #[pymethod]
        fn get_revisions(&self, ids: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            let found = self.directory.get_revisions(symbols(ids, vm)?);
            Ok(names(&failure::check(found, vm)?, vm))
        }

        #[pymethod]
        fn get_all_current(&self, ids: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            let ids = symbols(ids, vm)?.list().unwrap_or_default();
            let found = self.directory.get_all_current(&ids);
            Ok(names(&failure::check(found, vm)?, vm))
        }

        #[pymethod]
        fn walk_revisions(
            &self,
            base: PyObjectRef,
            head: PyObjectRef,
            vm: &VirtualMachine,
        ) -> PyResult<PyObjectRef> {
            let found = self
                .directory
                .walk_revisions(symbols(base, vm)?, symbols(head, vm)?);
            Ok(names(&failure::check(found, vm)?, vm))
        }

        #[pymethod]
        fn as_revision_number(
            &self,
            id: PyObjectRef,
            vm: &VirtualMachine,
        ) -> PyResult<PyObjectRef> {
            let numbers = match symbols(id, vm)? {
                Symbols::Base => return Ok(vm.ctx.none()),
                Symbols::Many(ids) => ids,
                Symbols::One(id) => {
                    let numbers = failure::check(self.directory.as_revision_number(Some(&id)), vm)?;
                    if id == "heads" && !numbers.is_empty() {
                        return Ok(tuple(&numbers, vm));
                    }
                    numbers
                }
            };
            Ok(match numbers.first() {
                Some(first) => vm.ctx.new_str(first.as_str()).into(),
                None => vm.ctx.none(),
            })
        }

        #[pymethod]
        fn get_current_head(&self, vm: &VirtualMachine) -> PyResult<Option<String>> {
            failure::check(self.directory.get_current_head(), vm)
        }

        #[pymethod]
        fn get_heads(&self, effective: bool, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            let heads = if effective {
                self.directory.get_effective_heads()
            } else {
                self.directory.get_heads()
            };
            Ok(list(&failure::check(heads, vm)?, vm))
        }

        #[pymethod]
        fn get_base(&self, vm: &VirtualMachine) -> PyResult<Option<String>> {
            failure::check(self.directory.get_base(), vm)
        }

        #[pymethod]
        fn get_bases(&self, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            Ok(list(&failure::check(self.directory.get_bases(), vm)?, vm))
        }

        #[pymethod]
        fn run_env(&self, vm: &VirtualMachine) -> PyResult<()> {
            let host = self.host(vm)?;
            let session = self.session(vm)?;
            host.within(&session, || {
                host.load(&self.directory.env_py_location(), vm)
            })
            .map(drop)
        }

        /// The steps up or down to a destination.
        #[pymethod]
        fn moves(
            &self,
            destination: Option<String>,
            heads: PyObjectRef,
            upgrade: bool,
            vm: &VirtualMachine,
        ) -> PyResult<PyObjectRef> {
            let direction = if upgrade {
                Direction::Upgrade
            } else {
                Direction::Downgrade
            };
            let destination = destination.unwrap_or_else(|| "base".to_owned());
            let heads = words(heads, vm)?;
            let steps = RuntimeStep::moves(&self.directory, &destination, &heads, direction);
            Ok(step_list(failure::check(steps, vm)?, vm))
        }

        /// The step that one script is.
        #[pymethod]
        fn step(&self, revision: String, upgrade: bool, vm: &VirtualMachine) -> PyResult<Step> {
            let direction = if upgrade {
                Direction::Upgrade
            } else {
                Direction::Downgrade
            };
            let script = self.script(&revision, vm)?;
            Ok(Step {
                step: RuntimeStep::Revision(RevisionStep { script, direction }),
            })
        }

        /// The steps of a stamp.
        #[pymethod]
        fn stamps(
            &self,
            revisions: PyObjectRef,
            heads: PyObjectRef,
            vm: &VirtualMachine,
        ) -> PyResult<PyObjectRef> {
            let (revisions, heads) = (words(revisions, vm)?, words(heads, vm)?);
            let steps = RuntimeStep::stamps(&self.directory, &revisions, &heads);
            Ok(step_list(failure::check(steps, vm)?, vm))
        }

        /// Writes a revision file, told as in `RevisionContext._scripts()`.
        #[pymethod]
        fn generate(
            &self,
            facts: PyObjectRef,
            quiet: bool,
            vm: &VirtualMachine,
        ) -> PyResult<Option<String>> {
            let new = revision::read(facts, vm)?;
            let session = self.session(vm)?;
            let session = Session {
                settings: Rc::new(Settings {
                    quiet,
                    ..(*session.settings).clone()
                }),
                ..session
            };
            let script = command::generate_revision(&session, &self.directory, new);
            let script = failure::check(script, vm)?;
            Ok(script.map(|script| script.revision.clone()))
        }
    }

    impl Directory {
        fn host(&self, vm: &VirtualMachine) -> PyResult<Rc<Host>> {
            self.host
                .upgrade()
                .ok_or_else(|| vm.new_runtime_error("the command has ended".to_owned()))
        }

        /// The session that runs, with the directory's own configuration.
        fn session(&self, vm: &VirtualMachine) -> PyResult<Session> {
            Ok(Session {
                config: self.config.clone(),
                ..self.host(vm)?.session(vm)?
            })
        }

        fn script(&self, revision: &str, vm: &VirtualMachine) -> PyResult<Rc<Script>> {
            failure::check(self.directory.get_revision(revision), vm)?
                .ok_or_else(|| vm.new_key_error(vm.ctx.new_str(revision).into()))
        }
    }

    /// `None`, one symbol or several.
    pub(crate) fn symbols(object: PyObjectRef, vm: &VirtualMachine) -> PyResult<Symbols> {
        if vm.is_none(&object) {
            return Ok(Symbols::Base);
        }
        match object.downcast::<PyStr>() {
            Ok(text) => Ok(Symbols::One(text.to_string())),
            Err(object) => Ok(Symbols::Many(object.try_to_value(vm)?)),
        }
    }

    /// `None`, one string or several, as a list.
    fn words(object: PyObjectRef, vm: &VirtualMachine) -> PyResult<Vec<String>> {
        Ok(symbols(object, vm)?.list().unwrap_or_default())
    }

    fn step_list(steps: Vec<RuntimeStep>, vm: &VirtualMachine) -> PyObjectRef {
        let steps = steps
            .into_iter()
            .map(|step| Step { step }.into_pyobject(vm))
            .collect();
        vm.ctx.new_list(steps).into()
    }

    fn names(scripts: &[Rc<Script>], vm: &VirtualMachine) -> PyObjectRef {
        let names = scripts
            .iter()
            .map(|script| vm.ctx.new_str(script.revision.as_str()).into())
            .collect();
        vm.ctx.new_list(names).into()
    }

    fn list(words: &[String], vm: &VirtualMachine) -> PyObjectRef {
        let words = words
            .iter()
            .map(|word| vm.ctx.new_str(word.as_str()).into())
            .collect();
        vm.ctx.new_list(words).into()
    }

    /// None, one string or a tuple of several, as scripts declare it.
    fn scalar(words: &[String], vm: &VirtualMachine) -> PyObjectRef {
        match words {
            [] => vm.ctx.none(),
            [one] => vm.ctx.new_str(one.as_str()).into(),
            _ => tuple(words, vm),
        }
    }
}
