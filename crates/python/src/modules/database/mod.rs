//! `_limbeck_database`: URLs and connections, behind `sqlalchemy.engine`.

mod answer;
mod open;
mod placeholder;
mod shown;

use limbeck_database::Error;
use limbeck_dialect::{Binds, Dialect, Question};
use rustpython_vm::{
    AsObject, PyObjectRef, PyRef, PyResult, VirtualMachine, builtins::PyBaseExceptionRef,
};

use crate::exception::import;
use crate::failure;

/// The connection behind an object of `sqlalchemy.engine`'s.
pub(crate) fn connection(
    object: &PyObjectRef,
    vm: &VirtualMachine,
) -> PyResult<limbeck_database::Connection> {
    // An async connection has the other kind inside.
    let name = vm.ctx.new_str("sync_connection");
    let object = match vm.get_attribute_opt(object.clone(), &name)? {
        Some(inner) if !vm.is_none(&inner) => inner,
        _ => object.clone(),
    };
    let native: PyRef<module::Connection> =
        object.get_attr("_connection", vm)?.try_into_value(vm)?;
    Ok(native.connection.clone())
}

fn check<T>(result: Result<T, Error>, vm: &VirtualMachine) -> PyResult<T> {
    result.map_err(|error| raise(error, vm))
}

fn raise(error: Error, vm: &VirtualMachine) -> PyBaseExceptionRef {
    failure::raise(error.into(), vm)
}

/// Puts the driver's exception, the statement and its parameters into
/// SQLAlchemy's exception, where scripts look for them.
pub(crate) fn describe(exception: &PyBaseExceptionRef, error: &Error, vm: &VirtualMachine) {
    let Some(inner) = error.driver_error() else {
        return;
    };
    let facts = || -> PyResult<()> {
        let text = |text: Option<&String>| -> PyObjectRef {
            text.map_or_else(
                || vm.ctx.none(),
                |text| vm.ctx.new_str(text.as_str()).into(),
            )
        };
        let server = inner.server.as_ref();
        let facts = vec![
            vm.ctx.new_str(inner.driver_class()).into(),
            vm.ctx.new_str(inner.class.name()).into(),
            vm.ctx.new_str(inner.message.as_str()).into(),
            text(server.map(|server| &server.sqlstate)),
            text(server.map(|server| &server.message)),
            text(server.and_then(|server| server.detail.as_ref())),
            text(server.and_then(|server| server.constraint.as_ref())),
            text(server.and_then(|server| server.table.as_ref())),
            text(server.and_then(|server| server.column.as_ref())),
        ];
        let module = import(vm, "sqlalchemy._exceptions")?;
        let original = module.get_attr("driver_error", vm)?.call(facts, vm)?;
        if let (Some(code), Some(message)) = (inner.mysql_code, &inner.mysql_message) {
            let number: PyObjectRef = vm.ctx.new_int(code).into();
            let message: PyObjectRef = vm.ctx.new_str(message.as_str()).into();
            match inner.driver {
                limbeck_database::Driver::Mysqlconnector => {
                    original.set_attr("errno", number, vm)?;
                    original.set_attr("msg", message, vm)?;
                }
                _ => {
                    let arguments = vm.ctx.new_tuple(vec![number, message]);
                    original.set_attr("args", arguments, vm)?;
                }
            }
        }
        let object = exception.as_object();
        object.set_attr("orig", original, vm)?;
        object.set_attr("statement", text(inner.statement.as_ref()), vm)?;
        object.set_attr("params", parameters(inner, vm)?, vm)?;
        object.set_attr("ismulti", vm.ctx.new_bool(inner.sets > 1), vm)?;
        let invalid = vm.ctx.new_bool(inner.disconnected);
        object.set_attr("connection_invalidated", invalid, vm)?;
        let told = format!("({}) {}", inner.driver_class(), inner.message);
        let arguments = vm.ctx.new_tuple(vec![vm.ctx.new_str(told).into()]);
        object.set_attr("args", arguments, vm)
    };
    // An exception that takes no attributes only tells less.
    let _ = facts();
}

/// The parameters of a statement that failed: a tuple or a dict, or a list of
/// those.
fn parameters(error: &limbeck_database::DriverError, vm: &VirtualMachine) -> PyResult {
    let reader = crate::read::Reader::new(vm, "");
    let mut sets = Vec::new();
    for set in &error.parameters {
        let mut values = Vec::with_capacity(set.len());
        for value in set {
            values.push(reader.python_value(value)?);
        }
        sets.push(if error.names.is_empty() {
            vm.ctx.new_tuple(values).into()
        } else {
            let named = vm.ctx.new_dict();
            for (name, value) in error.names.iter().zip(values) {
                named.set_item(name.as_str(), value, vm)?;
            }
            named.into()
        });
    }
    Ok(match (sets.pop(), error.statement.is_some()) {
        (None, false) => vm.ctx.none(),
        (None, true) => match shown::is_positional(error) {
            true => vm.ctx.new_tuple(Vec::new()).into(),
            false => vm.ctx.new_dict().into(),
        },
        (Some(only), _) if sets.is_empty() && error.sets < 2 => only,
        (Some(last), _) => {
            sets.push(last);
            vm.ctx.new_list(sets).into()
        }
    })
}

/// The dialect that writes a connection's SQL.
fn dialect(
    connection: &limbeck_database::Connection,
    vm: &VirtualMachine,
) -> PyResult<Box<dyn Dialect>> {
    if let Some(dialect) = connection.mysql_dialect() {
        return Ok(Box::new(dialect));
    }
    let name = connection.dialect_name();
    limbeck_dialect::dialect(name, None, Binds::Bound)
        .ok_or_else(|| raise(Error::UnsupportedDialect(name.to_owned()), vm))
}

/// An inspector's question by its name.
fn question(name: &str) -> Option<Question> {
    Some(match name {
        "tables" => Question::Tables,
        "temporary_tables" => Question::TemporaryTables,
        "views" => Question::Views,
        "materialized_views" => Question::MaterializedViews,
        "schemas" => Question::Schemas,
        "sequences" => Question::Sequences,
        "enums" => Question::Enums,
        "columns" => Question::Columns,
        "primary_key" => Question::PrimaryKey,
        "foreign_keys" => Question::ForeignKeys,
        "indexes" => Question::Indexes,
        "unique_constraints" => Question::UniqueConstraints,
        "check_constraints" => Question::CheckConstraints,
        "table_comment" => Question::TableComment,
        "view_definition" => Question::ViewDefinition,
        _ => return None,
    })
}

/// The native module.
#[rustpython_vm::pymodule(name = "_limbeck_database")]
pub(crate) mod module {
    use std::cell::RefCell;
    use std::rc::Rc;
    use std::sync::Arc;

    use limbeck_dialect::{Binds, Dialect, Sql};
    use limbeck_operations::{Execute, ExecutionOptions, Operation, Rows};
    use limbeck_schema::{Statement, Value};
    use rustpython_vm::{
        PyObjectRef, PyPayload, PyResult, VirtualMachine, builtins::PyDictRef, pyclass,
    };

    use limbeck_database::Url;

    use super::{check, open, placeholder::placeholders};
    use crate::{failure, read::Reader};

    /// A URL's parts: name, user, password, host, port, database, query.
    #[pyfunction]
    fn parse_url(text: String, vm: &VirtualMachine) -> PyResult {
        let url = check(Url::parse(&text), vm)?;
        let text = |text: Option<&str>| -> PyObjectRef {
            text.map_or_else(|| vm.ctx.none(), |text| vm.ctx.new_str(text).into())
        };
        let port = url
            .port()
            .map_or_else(|| vm.ctx.none(), |port| vm.ctx.new_int(port).into());
        let parts = vec![
            text(Some(url.drivername())),
            text(url.username()),
            text(url.password()),
            text(url.host()),
            port,
            text(url.database()),
            pairs(url.query(), vm),
        ];
        Ok(vm.ctx.new_tuple(parts).into())
    }

    /// The pairs of a query string.
    #[pyfunction]
    fn parse_query(text: String, vm: &VirtualMachine) -> PyResult {
        let url = check(Url::parse(&format!("x://?{text}")), vm)?;
        Ok(pairs(url.query(), vm))
    }

    fn pairs(query: &[(String, Vec<String>)], vm: &VirtualMachine) -> PyObjectRef {
        let pairs = query.iter().map(|(key, values)| {
            let values = values
                .iter()
                .map(|value| vm.ctx.new_str(value.as_str()).into());
            let values = vm.ctx.new_list(values.collect()).into();
            vm.ctx
                .new_tuple(vec![vm.ctx.new_str(key.as_str()).into(), values])
                .into()
        });
        vm.ctx.new_list(pairs.collect()).into()
    }

    /// A URL as text.
    #[pyfunction]
    fn render_url(
        parts: PyObjectRef,
        hide_password: bool,
        vm: &VirtualMachine,
    ) -> PyResult<String> {
        Ok(open::url(&parts, vm)?.render(hide_password))
    }

    /// The dialect and the driver that a URL names, and whether the driver
    /// is one for `async` code.
    #[pyfunction]
    fn dialect(parts: PyObjectRef, vm: &VirtualMachine) -> PyResult<(String, String, bool)> {
        let url = open::url(&parts, vm)?;
        let name = check(url.dialect(), vm)?.to_owned();
        let driver = url.driver().to_owned();
        let is_async = matches!(
            driver.as_str(),
            "asyncpg" | "aiosqlite" | "psycopg_async" | "aiomysql" | "asyncmy"
        );
        Ok((name, driver, is_async))
    }

    /// Opens a connection.
    #[pyfunction]
    fn connect(
        parts: PyObjectRef,
        arguments: PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<Connection> {
        let url = open::with_arguments(open::url(&parts, vm)?, &arguments, vm)?;
        let session = crate::environment::host(vm)?.session(vm)?;
        let options = failure::check(open::options(&session), vm)?;
        failure::check(session.settings.check_interrupted(), vm)?;
        let connection = check(limbeck_database::Connection::open(&url, &options), vm)?;
        let dialect = super::dialect(&connection, vm)?;
        let alive = Arc::new(());
        open::watch(&session, connection.cancel_handle(), Arc::downgrade(&alive));
        Ok(Connection {
            in_memory: connection.dialect_name() == "sqlite"
                && matches!(url.database(), None | Some("" | ":memory:")),
            connection,
            dialect: dialect.into(),
            cursors: std::cell::Cell::new(0),
            alive: RefCell::new(Some(alive)),
        })
    }

    /// A connection.
    #[pyattr]
    #[pyclass(module = "_limbeck_database", name = "Connection")]
    #[derive(PyPayload)]
    pub(crate) struct Connection {
        pub(crate) connection: limbeck_database::Connection,
        dialect: Rc<dyn Dialect>,
        in_memory: bool,
        /// How many cursors were made.
        cursors: std::cell::Cell<usize>,
        /// Gone once the connection is closed.
        alive: RefCell<Option<Arc<()>>>,
    }

    impl std::fmt::Debug for Connection {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            self.connection.fmt(formatter)
        }
    }

    #[pyclass]
    impl Connection {
        /// Executes statements of one kind and adds up what they give.
        #[pymethod]
        fn execute(
            &self,
            statements: Vec<PyObjectRef>,
            options: PyObjectRef,
            hook: PyObjectRef,
            vm: &VirtualMachine,
        ) -> PyResult<Answer> {
            let reader = Reader::new(vm, self.connection.dialect_name());
            let options = reader.object(options);
            let streamed = super::answer::streamed(&options)?;
            let options = reader.execution_options(&options)?;
            let mut prepared: Vec<Sql> = Vec::new();
            let mut inserted = None;
            let mut implicit = false;
            let mut queries = false;
            for statement in &statements {
                let statement = reader.executed(&reader.object(statement.clone()))?;
                if let Statement::Insert(insert) = &statement {
                    implicit = insert.returning.is_empty() && !insert.implicit_returning.is_empty();
                    inserted = super::answer::single_row(insert);
                }
                queries = super::answer::is_query(&statement);
                for sql in self.compile(statement, options.clone(), vm)? {
                    match prepared.last_mut() {
                        Some(last) if last.text == sql.text && !sql.parameters.is_empty() => {
                            last.parameters.extend(sql.parameters);
                        }
                        _ => prepared.push(sql),
                    }
                }
            }
            let types = match statements.first() {
                Some(statement) => reader.result_types(statement)?,
                None => Vec::new(),
            };
            let dialect = self.connection.dialect_name();
            let mut answer = Answer::new(implicit, types, inserted, dialect);
            if let (Some(rows), [query], true) = (streamed, prepared.as_mut_slice(), queries) {
                *answer.cursor.get_mut() = self.cursor(query, rows);
            }
            for sql in prepared {
                if !vm.is_none(&hook) {
                    let values = sql.parameters.iter().map(|set| {
                        let values = set.iter().map(|value| reader.python_value(value));
                        Ok(vm.ctx.new_tuple(values.collect::<PyResult<_>>()?).into())
                    });
                    let values = vm.ctx.new_list(values.collect::<PyResult<_>>()?);
                    hook.call((sql.text.as_str(), values), vm)?;
                }
                let rows = match self.connection.execute(&sql) {
                    Ok(rows) => rows,
                    Err(error) => {
                        let error = super::shown::statements(error, &statements, &reader, self);
                        return Err(super::raise(error, vm));
                    }
                };
                answer.add(sql.text, rows);
            }
            answer.open(&reader)?;
            Ok(answer)
        }

        /// Executes a statement, which holds the first set of values, for all
        /// sets. The types are those of a set's values, in the order of the
        /// statement's placeholders. `None`, and nothing is executed, where
        /// the statement has others.
        #[pymethod]
        fn repeat(
            &self,
            statement: PyObjectRef,
            types: Vec<PyObjectRef>,
            sets: Vec<PyObjectRef>,
            vm: &VirtualMachine,
        ) -> PyResult<Option<Answer>> {
            let reader = Reader::new(vm, self.connection.dialect_name());
            let read = reader.executed(&reader.object(statement.clone()))?;
            let mut compiled = self.compile(read, ExecutionOptions::default(), vm)?;
            let [sql] = compiled.as_mut_slice() else {
                return Ok(None);
            };
            let senders = reader.senders(types)?;
            let mut parameters = Vec::with_capacity(sets.len());
            for set in sets {
                let values: Vec<PyObjectRef> = set.try_to_value(vm)?;
                let values = values.iter().zip(&senders);
                let values = values.map(|(value, sender)| sender.send(value));
                parameters.push(values.collect::<PyResult<Vec<_>>>()?);
            }
            if sql.parameters.first() != parameters.first() {
                return Ok(None);
            }
            sql.parameters = parameters;
            match self.connection.execute(sql) {
                Ok(rows) => {
                    let types = reader.result_types(&statement)?;
                    let dialect = self.connection.dialect_name();
                    let mut answer = Answer::new(false, types, None, dialect);
                    answer.add(std::mem::take(&mut sql.text), rows);
                    Ok(Some(answer))
                }
                Err(error) => {
                    let error = super::shown::statements(error, &[statement], &reader, self);
                    Err(super::raise(error, vm))
                }
            }
        }

        /// Makes a query that of a cursor of the server's, where it has some.
        fn cursor(&self, query: &mut Sql, rows: usize) -> Option<super::answer::Open> {
            let number = self.cursors.get() + 1;
            let name = format!("limbeck_{number}");
            let cursor = self.dialect.cursor(&name, &query.text, rows)?;
            self.cursors.set(number);
            query.text.clone_from(&cursor.declare);
            Some(super::answer::Open {
                cursor,
                connection: self.connection.clone(),
            })
        }

        fn compile(
            &self,
            statement: Statement,
            options: ExecutionOptions,
            vm: &VirtualMachine,
        ) -> PyResult<Vec<Sql>> {
            let operation = Operation::Execute(Box::new(Execute {
                statement,
                parameters: Vec::new(),
                options,
            }));
            let compiled = self.dialect.compile(&operation, Binds::Bound);
            failure::check(compiled.map_err(limbeck_runtime::Error::Dialect), vm)
        }

        /// Executes SQL with the placeholders of Python's drivers.
        #[pymethod]
        fn execute_driver_sql(
            &self,
            text: String,
            parameters: PyObjectRef,
            vm: &VirtualMachine,
        ) -> PyResult<Answer> {
            let reader = Reader::new(vm, self.connection.dialect_name());
            let sql = driver_sql(&reader, text.clone(), parameters.clone(), vm)?;
            let rows = match self.connection.execute(&sql) {
                Ok(rows) => rows,
                Err(error) => {
                    let error = super::shown::driver_sql(error, text, parameters, &reader);
                    return Err(super::raise(error, vm));
                }
            };
            let dialect = self.connection.dialect_name();
            let mut answer = Answer::new(false, Vec::new(), None, dialect);
            answer.add(sql.text, rows);
            Ok(answer)
        }

        /// Executes a text of several statements.
        #[pymethod]
        fn execute_script(&self, text: String, vm: &VirtualMachine) -> PyResult<()> {
            check(self.connection.execute_script(&text), vm)
        }

        /// Asks what the database holds: the rows of a question's answer.
        #[pymethod]
        fn inspect(
            &self,
            question: String,
            schema: Option<String>,
            table: String,
            vm: &VirtualMachine,
        ) -> PyResult {
            let Some(question) = super::question(&question) else {
                return Err(vm.new_value_error(format!("no such question: {question}")));
            };
            let answer = limbeck_dialect::inspect(
                self.connection.dialect_name(),
                question,
                schema.as_deref(),
                &table,
                &self.connection,
            );
            let answer = failure::check(answer.map_err(limbeck_runtime::Error::Dialect), vm)?;
            let reader = Reader::new(vm, self.connection.dialect_name());
            let rows = answer.rows.iter().map(|row| {
                let values = row.iter().map(|value| reader.python_value(value));
                Ok(vm.ctx.new_tuple(values.collect::<PyResult<_>>()?).into())
            });
            Ok(vm.ctx.new_list(rows.collect::<PyResult<_>>()?).into())
        }

        /// Whether the database has a table (or view), sequence, index, type
        /// or schema of that name.
        #[pymethod]
        fn has(
            &self,
            kind: String,
            schema: Option<String>,
            name: String,
            vm: &VirtualMachine,
        ) -> PyResult<bool> {
            let object = match kind.as_str() {
                "table" => limbeck_dialect::Object::Table,
                "sequence" => limbeck_dialect::Object::Sequence,
                "index" => limbeck_dialect::Object::Index,
                "type" => limbeck_dialect::Object::Type,
                _ => limbeck_dialect::Object::Schema,
            };
            let name = limbeck_schema::TableName {
                schema: schema.map(limbeck_schema::Name::new),
                name: limbeck_schema::Name::new(name),
            };
            let found = self.dialect.has(object, &name, &self.connection);
            failure::check(found.map_err(limbeck_runtime::Error::Dialect), vm)
        }

        #[pymethod]
        fn begin(&self, vm: &VirtualMachine) -> PyResult<()> {
            check(self.connection.begin(), vm)
        }

        #[pymethod]
        fn commit(&self, vm: &VirtualMachine) -> PyResult<()> {
            check(self.connection.commit(), vm)
        }

        #[pymethod]
        fn rollback(&self, vm: &VirtualMachine) -> PyResult<()> {
            check(self.connection.rollback(), vm)
        }

        #[pymethod]
        fn savepoint(&self, name: String, vm: &VirtualMachine) -> PyResult<()> {
            check(self.connection.savepoint(&name), vm)
        }

        #[pymethod]
        fn release(&self, name: String, vm: &VirtualMachine) -> PyResult<()> {
            check(self.connection.release(&name), vm)
        }

        #[pymethod]
        fn rollback_to(&self, name: String, vm: &VirtualMachine) -> PyResult<()> {
            check(self.connection.rollback_to(&name), vm)
        }

        #[pygetset]
        fn in_transaction(&self) -> bool {
            self.connection.in_transaction()
        }

        #[pygetset]
        fn autocommit(&self) -> bool {
            self.connection.autocommit()
        }

        #[pymethod]
        fn set_autocommit(&self, autocommit: bool, vm: &VirtualMachine) -> PyResult<()> {
            check(self.connection.set_autocommit(autocommit), vm)
        }

        #[pymethod]
        fn set_isolation_level(&self, level: String, vm: &VirtualMachine) -> PyResult<()> {
            check(self.connection.set_isolation_level(&level), vm)
        }

        #[pymethod]
        fn isolation_level(&self, vm: &VirtualMachine) -> PyResult<String> {
            check(self.connection.isolation_level(), vm)
        }

        #[pygetset]
        fn server_version(&self, vm: &VirtualMachine) -> PyObjectRef {
            let numbers = self.connection.server_version();
            let numbers = numbers
                .into_iter()
                .map(|number| vm.ctx.new_int(number).into());
            vm.ctx.new_list(numbers.collect()).into()
        }

        #[pymethod]
        fn default_schema(&self, vm: &VirtualMachine) -> PyResult<Option<String>> {
            check(self.connection.default_schema(), vm)
        }

        #[pygetset]
        fn dialect_name(&self) -> &'static str {
            self.connection.dialect_name()
        }

        #[pygetset]
        fn in_memory(&self) -> bool {
            self.in_memory
        }

        #[pygetset]
        fn closed(&self) -> bool {
            self.connection.is_closed()
        }

        #[pymethod]
        fn close(&self) {
            self.alive.replace(None);
            self.connection.close();
        }
    }

    /// SQL with `%s`, `%(name)s`, `?` or `:name` in it, as psycopg and
    /// sqlite3 take it. Without parameters it is sent as it is.
    fn driver_sql(
        reader: &Reader<'_>,
        text: String,
        parameters: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult<Sql> {
        if vm.is_none(&parameters) {
            return Ok(Sql::new(text));
        }
        let mut sets: Vec<PyObjectRef> = vec![parameters.clone()];
        let is_set = |object: &PyObjectRef| {
            let object = reader.object(object.clone());
            object.as_pairs().is_some() || object.is_a("tuple") || object.is_a("list")
        };
        if reader.object(parameters.clone()).is_a("list") {
            let items: Vec<PyObjectRef> = parameters.try_to_value(vm)?;
            if !items.is_empty() && items.iter().all(is_set) {
                sets = items;
            }
        }
        let mut sql = Sql::default();
        for set in sets {
            let set = reader.object(set);
            let mut named = Vec::new();
            let mut listed = Vec::new();
            match set.as_pairs() {
                Some(pairs) => {
                    for (key, value) in pairs {
                        named.push((key.to_text()?, reader.value(value.as_py())?));
                    }
                }
                None => {
                    for value in set.items()? {
                        listed.push(reader.value(value.as_py())?);
                    }
                }
            }
            let (spelled, values) = placeholders(&text, &named, listed, reader)?;
            sql.text = spelled;
            if !values.is_empty() {
                sql.parameters.push(values);
            }
        }
        Ok(sql)
    }

    /// What a statement gave back.
    #[pyattr]
    #[pyclass(module = "_limbeck_database", name = "Answer")]
    #[derive(PyPayload)]
    pub(crate) struct Answer {
        pub(super) statement: RefCell<String>,
        pub(super) names: RefCell<Vec<String>>,
        /// The rows that were not asked for yet.
        pub(super) waiting: RefCell<std::collections::VecDeque<Vec<Value>>>,
        /// What gives more of them.
        pub(super) cursor: RefCell<Option<super::answer::Open>>,
        /// The Python types of the columns; none where only the database
        /// knows them.
        pub(super) types: Vec<PyObjectRef>,
        /// The row of an INSERT.
        pub(super) inserted: Option<Vec<(String, Value)>>,
        /// The dialect that the values come from.
        pub(super) dialect: &'static str,
        rowcount: std::cell::Cell<i64>,
        lastrowid: std::cell::Cell<Option<i64>>,
        implicit: bool,
    }

    impl std::fmt::Debug for Answer {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("Answer")
        }
    }

    impl Answer {
        fn new(
            implicit: bool,
            types: Vec<PyObjectRef>,
            inserted: Option<Vec<(String, Value)>>,
            dialect: &'static str,
        ) -> Answer {
            Answer {
                statement: RefCell::default(),
                names: RefCell::default(),
                waiting: RefCell::default(),
                cursor: RefCell::default(),
                types,
                inserted,
                dialect,
                rowcount: std::cell::Cell::new(-1),
                lastrowid: std::cell::Cell::new(None),
                implicit,
            }
        }

        fn add(&mut self, statement: String, rows: Rows) {
            self.waiting.get_mut().extend(rows.rows);
            *self.names.get_mut() = rows.columns.into_iter().map(|column| column.name).collect();
            *self.statement.get_mut() = statement;
            if let Some(count) = rows.affected {
                let before = self.rowcount.get().max(0);
                self.rowcount
                    .set(before.saturating_add(i64::try_from(count).unwrap_or(i64::MAX)));
            }
            self.lastrowid.set(rows.last_insert_id);
        }
    }

    #[pyclass]
    impl Answer {
        #[pygetset]
        fn statement(&self) -> String {
            self.statement.borrow().clone()
        }

        #[pygetset]
        fn names(&self, vm: &VirtualMachine) -> PyObjectRef {
            let names = self.names.borrow();
            let names = names
                .iter()
                .map(|name| vm.ctx.new_str(name.as_str()).into());
            vm.ctx.new_list(names.collect()).into()
        }

        /// The next rows, so many or all: a list of tuples. It is empty when
        /// there are no more.
        #[pymethod]
        fn fetch(&self, count: Option<usize>, vm: &VirtualMachine) -> PyResult {
            self.next_rows(count, vm)
        }

        /// All rows that were not fetched yet.
        #[pygetset]
        fn rows(&self, vm: &VirtualMachine) -> PyResult {
            self.next_rows(None, vm)
        }

        /// Gives up the rows that were not fetched.
        #[pymethod]
        fn close(&self) {
            self.give_up();
        }

        /// The row that an INSERT of one row has sent, by the columns' names.
        #[pygetset]
        fn inserted(&self, vm: &VirtualMachine) -> PyResult {
            self.inserted_row(vm)
        }

        #[pygetset]
        fn rowcount(&self) -> i64 {
            self.rowcount.get()
        }

        #[pygetset]
        fn lastrowid(&self) -> Option<i64> {
            self.lastrowid.get()
        }

        #[pygetset]
        fn implicit(&self) -> bool {
            self.implicit
        }
    }
}
