//! `_limbeck_migration`: the contexts behind `alembic.context` and `alembic.op`.

#[rustpython_vm::pymodule(name = "_limbeck_migration")]
pub(crate) mod module {
    use std::{
        cell::RefCell,
        rc::{Rc, Weak},
    };

    use limbeck_operations::{Recreate, Sink};
    use limbeck_runtime::{
        AutocommitBlock, ConfigureOptions, EnvironmentContext, EnvironmentOptions, Error,
        MigrationContext, Session, Step, Transaction,
    };
    use limbeck_schema::{Name, TableName};
    use rustpython_vm::{
        PyObjectRef, PyPayload, PyRef, PyResult, TryFromObject, VirtualMachine,
        builtins::PyDictRef, function::OptionalArg, pyclass, vm::thread::with_vm,
    };

    use crate::{
        PythonException,
        environment::{Host, PythonScripts, tuple},
        failure,
        modules::{
            alembic::{
                config::module::Config,
                output,
                script::module::{Directory, Step as PythonStep},
            },
            database,
        },
        read::Reader,
    };

    /// The environment of the command that runs.
    #[pyattr]
    #[pyclass(module = "_limbeck_migration", name = "Environment")]
    #[derive(PyPayload)]
    pub(crate) struct Environment {
        pub(crate) context: Rc<EnvironmentContext>,
        pub(crate) host: Weak<Host>,
    }

    impl std::fmt::Debug for Environment {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("Environment")
        }
    }

    /// The environment of a run that a program makes itself. The option `fn`
    /// is a function from heads to steps.
    #[pyfunction]
    fn environment(
        config: Option<PyRef<Config>>,
        directory: PyRef<Directory>,
        options: PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<Environment> {
        let host = crate::environment::host(vm)?;
        let session = Session {
            config: match config {
                Some(config) => config.config.clone(),
                None => directory.config.clone(),
            },
            ..host.session(vm)?
        };
        let function = options
            .get_item_opt("fn", vm)?
            .unwrap_or_else(|| vm.ctx.none());
        let plan = Box::new(move |heads: &[String], _: &Rc<MigrationContext>| {
            let steps = with_vm(&function, |vm| {
                planned(&function, heads, vm)
                    .map_err(|error| Error::Raised(Box::new(PythonException::new(vm, error))))
            });
            steps.unwrap_or_else(|| Err(Error::command("the interpreter is gone")))
        });
        let dont_mutate = truth(&options, "dont_mutate", vm)?.unwrap_or(false);
        let options = EnvironmentOptions {
            as_sql: truth(&options, "as_sql", vm)?.unwrap_or(false),
            starting_rev: text(&options, "starting_rev", vm)?,
            has_starting_rev: options.contains_key("starting_rev", vm),
            tag: text(&options, "tag", vm)?,
            purge: truth(&options, "purge", vm)?.unwrap_or(false),
            dont_mutate,
            lock: !dont_mutate,
            ..EnvironmentOptions::new(plan)
        };
        Ok(Environment {
            context: EnvironmentContext::new(session, directory.directory.clone(), options),
            host: Rc::downgrade(&host),
        })
    }

    /// What a program's function plans.
    fn planned(
        function: &PyObjectRef,
        heads: &[String],
        vm: &VirtualMachine,
    ) -> PyResult<Vec<Step>> {
        let steps = function.call((tuple(heads, vm),), vm)?;
        let mut found = Vec::new();
        for step in steps.try_to_value::<Vec<PyObjectRef>>(vm)? {
            let step: PyRef<PythonStep> = step.get_attr("_step", vm)?.try_into_value(vm)?;
            found.push(step.step.clone());
        }
        Ok(found)
    }

    #[pyclass]
    impl Environment {
        /// Ends a run that no command has begun.
        #[pymethod]
        fn close(&self) {
            self.context.close();
        }

        /// Configures the migration context from the options of
        /// `context.configure()`.
        #[pymethod]
        fn configure(
            &self,
            connection: PyObjectRef,
            dialect: PyObjectRef,
            options: PyDictRef,
            vm: &VirtualMachine,
        ) -> PyResult<Migration> {
            let options = configure_options(connection, dialect, &options, vm)?;
            let context = failure::check(self.context.configure(options), vm)?;
            Ok(Migration::new(context, self.host.clone()))
        }
    }

    fn configure_options(
        connection: PyObjectRef,
        dialect: PyObjectRef,
        options: &PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<ConfigureOptions> {
        // Given as `dialect_opts`, it is the object's own.
        let own = dialect.dict().map(|own| own.get_item_opt("paramstyle", vm));
        let paramstyle = own.transpose()?.flatten();
        Ok(ConfigureOptions {
            connection: if vm.is_none(&connection) {
                None
            } else {
                Some(database::connection(&connection, vm)?)
            },
            url: None,
            dialect_name: Some(dialect.get_attr("name", vm)?.try_into_value(vm)?),
            driver: dialect.get_attr("driver", vm)?.try_into_value(vm)?,
            paramstyle: paramstyle
                .map(|style| style.try_into_value(vm))
                .transpose()?,
            transactional_ddl: truth(options, "transactional_ddl", vm)?,
            transaction_per_migration: truth(options, "transaction_per_migration", vm)?
                .unwrap_or(false),
            output: match option(options, "output_buffer", vm)? {
                Some(buffer) => Some(output::output(buffer, vm)),
                None => None,
            },
            starting_rev: text(options, "starting_rev", vm)?,
            tag: text(options, "tag", vm)?,
            literal_binds: truth(options, "literal_binds", vm)?.unwrap_or(false),
            impl_name: text(options, "_impl_name", vm)?,
            echoes: !vm.is_none(&connection) && echoes(vm)?,
            version_table: text(options, "version_table", vm)?,
            version_table_schema: text(options, "version_table_schema", vm)?,
            version_table_pk: truth(options, "version_table_pk", vm)?,
            as_sql: truth(options, "as_sql", vm)?,
            purge: truth(options, "purge", vm)?,
            dont_mutate: truth(options, "dont_mutate", vm)?,
        })
    }

    /// Whether Python's logging takes the statements that are executed.
    fn echoes(vm: &VirtualMachine) -> PyResult<bool> {
        let log = crate::exception::import(vm, "sqlalchemy.log")?;
        vm.call_method(&log, "is_logged", ())?.try_to_bool(vm)
    }

    /// An option that was given and is not `None`.
    fn option(
        options: &PyDictRef,
        name: &str,
        vm: &VirtualMachine,
    ) -> PyResult<Option<PyObjectRef>> {
        Ok(options
            .get_item_opt(name, vm)?
            .filter(|value| !vm.is_none(value)))
    }

    fn text(options: &PyDictRef, name: &str, vm: &VirtualMachine) -> PyResult<Option<String>> {
        option(options, name, vm)?
            .map(|value| String::try_from_object(vm, value))
            .transpose()
    }

    fn truth(options: &PyDictRef, name: &str, vm: &VirtualMachine) -> PyResult<Option<bool>> {
        option(options, name, vm)?
            .map(|value| value.try_to_bool(vm))
            .transpose()
    }

    /// What a migration runs against.
    #[pyattr]
    #[pyclass(module = "_limbeck_migration", name = "Migration")]
    #[derive(PyPayload)]
    pub(crate) struct Migration {
        pub(crate) context: Rc<MigrationContext>,
        host: Weak<Host>,
        /// Transactions and autocommit blocks that Python has begun, the
        /// innermost last.
        transactions: RefCell<Vec<Transaction>>,
        blocks: RefCell<Vec<AutocommitBlock>>,
    }

    impl std::fmt::Debug for Migration {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("Migration")
        }
    }

    impl Migration {
        fn new(context: Rc<MigrationContext>, host: Weak<Host>) -> Migration {
            Migration {
                context,
                host,
                transactions: RefCell::default(),
                blocks: RefCell::default(),
            }
        }
    }

    #[pyclass]
    impl Migration {
        #[pygetset]
        fn as_sql(&self) -> bool {
            self.context.as_sql()
        }

        #[pygetset]
        fn dialect_name(&self) -> &'static str {
            self.context.dialect().name()
        }

        #[pygetset]
        fn transactional_ddl(&self) -> bool {
            self.context.transactional_ddl()
        }

        /// Carries out an operation of `alembic.operations.ops`. `context` is
        /// Python's object around this one, `made` the table that the
        /// operation describes, if there is one already.
        #[pymethod]
        fn invoke(
            &self,
            operation: PyObjectRef,
            context: PyObjectRef,
            made: OptionalArg<PyObjectRef>,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            let made = made.into_option();
            let operation = Reader::new(vm, self.context.dialect().name()).operation(
                &operation,
                &context,
                made.as_deref(),
            )?;
            failure::check(self.context.invoke(operation), vm)
        }

        /// Says how the version table is made: a `Table`.
        #[pymethod]
        fn define_version_table(&self, table: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
            let table = Reader::new(vm, self.context.dialect().name()).table(&table)?;
            self.context.version_table().define(table);
            Ok(())
        }

        /// What `op.batch_alter_table` collects for that table.
        #[pymethod]
        fn batch(
            &self,
            table: String,
            schema: Option<String>,
            recreate: String,
        ) -> crate::modules::alembic::batch::module::Batch {
            let table = TableName::in_schema(schema.map(Name::new), table);
            let recreate = match recreate.as_str() {
                "always" => Recreate::Always,
                "never" => Recreate::Never,
                _ => Recreate::Auto,
            };
            crate::modules::alembic::batch::module::Batch::new(
                self.context.clone(),
                table,
                recreate,
            )
        }

        #[pymethod]
        fn static_output(&self, text: String, vm: &VirtualMachine) -> PyResult<()> {
            failure::check(self.context.static_output(&text), vm)
        }

        /// Begins what the rules ask for; whether that is anything.
        #[pymethod]
        fn begin_transaction(&self, vm: &VirtualMachine) -> PyResult<bool> {
            match failure::check(self.context.begin_transaction(), vm)? {
                Transaction::None => Ok(false),
                transaction => {
                    self.transactions.borrow_mut().push(transaction);
                    Ok(true)
                }
            }
        }

        #[pymethod]
        fn end_transaction(&self, commit: bool, vm: &VirtualMachine) -> PyResult<()> {
            let transaction = self.transactions.borrow_mut().pop();
            match transaction {
                Some(transaction) => {
                    failure::check(self.context.end_transaction(transaction, commit), vm)
                }
                None => Ok(()),
            }
        }

        #[pymethod]
        fn enter_autocommit(&self, vm: &VirtualMachine) -> PyResult<()> {
            let block = failure::check(self.context.enter_autocommit_block(), vm)?;
            self.blocks.borrow_mut().push(block);
            Ok(())
        }

        #[pymethod]
        fn exit_autocommit(&self, vm: &VirtualMachine) -> PyResult<()> {
            let block = self.blocks.borrow_mut().pop();
            match block {
                Some(block) => failure::check(self.context.leave_autocommit_block(block), vm),
                None => Ok(()),
            }
        }

        #[pymethod]
        fn get_current_heads(&self, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            let heads = failure::check(self.context.get_current_heads(), vm)?;
            Ok(tuple(&heads, vm))
        }

        #[pymethod]
        fn get_current_revision(&self, vm: &VirtualMachine) -> PyResult<Option<String>> {
            failure::check(self.context.get_current_revision(), vm)
        }

        #[pymethod]
        fn stamp(
            &self,
            directory: PyRef<Directory>,
            revisions: Vec<String>,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            failure::check(self.context.stamp(&directory.directory, &revisions), vm)
        }

        /// Runs what the command plans. `context` is Python's object around
        /// this one, `arguments` what the scripts' functions are called with.
        #[pymethod]
        fn run_migrations(
            &self,
            context: PyObjectRef,
            arguments: PyDictRef,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            let Some(host) = self.host.upgrade() else {
                return Err(vm.new_runtime_error("the command has ended".to_owned()));
            };
            let scripts = PythonScripts {
                host,
                context,
                arguments,
                vm,
            };
            failure::check(self.context.run_migrations(&scripts), vm)
        }
    }

    /// Compares what `target_metadata` declares with the database of a
    /// migration context: tuples of which `alembic.autogenerate.compare` makes
    /// operations.
    #[pyfunction]
    fn compare(
        migration: PyRef<Migration>,
        metadata: PyObjectRef,
        autogen_context: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        crate::autogenerate::compare(&migration.context, &metadata, &autogen_context, vm)
    }

    /// A migration context outside of env.py.
    #[pyfunction]
    fn open(
        connection: PyObjectRef,
        dialect: PyObjectRef,
        options: PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<Migration> {
        let host = crate::environment::host(vm)?;
        let options = configure_options(connection, dialect, &options, vm)?;
        let session = host.session(vm)?;
        let context = MigrationContext::configure(&session, options, None, None);
        Ok(Migration::new(
            failure::check(context, vm)?,
            Rc::downgrade(&host),
        ))
    }
}
