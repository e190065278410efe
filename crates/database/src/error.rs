//! What can go wrong, in the words of SQLAlchemy and of the drivers that it
//! would have used.

use limbeck_schema::Value;

use crate::{parameters, sqlstate};

/// Why a database could not be reached or did not do what it was told.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The text is not a URL.
    #[error("Could not parse SQLAlchemy URL from given URL string")]
    UrlSyntax,
    /// The URL's port is not a number.
    #[error("invalid literal for int() with base 10: '{0}'")]
    UrlPort(String),
    /// SQLAlchemy has no such dialect or driver.
    #[error("Can't load plugin: sqlalchemy.dialects:{0}")]
    NoSuchDialect(String),
    /// SQLAlchemy has the dialect; limbeck cannot open such a database yet.
    #[error("{0} databases are not supported; PostgreSQL, SQLite, MySQL and MariaDB are")]
    UnsupportedDialect(String),
    /// The statement failed, or the connection could not be made or was lost.
    #[error("{0}")]
    Driver(Box<DriverError>),
    /// `begin()` inside a transaction.
    #[error(
        "This connection has already initialized a SQLAlchemy Transaction() object via begin() \
         or autobegin; can't call begin() here unless rollback() or commit() is called first."
    )]
    AlreadyBegun,
    /// The isolation level was changed inside a transaction.
    #[error(
        "This connection has already initialized a SQLAlchemy Transaction() object via begin() \
         or autobegin; isolation_level may not be altered unless rollback() or commit() is \
         called first."
    )]
    IsolationInTransaction,
    /// No such isolation level.
    #[error(
        "Invalid value '{level}' for isolation_level. Valid isolation levels for '{dialect}' are \
         {valid}"
    )]
    IsolationLevel {
        /// What was asked for.
        level: String,
        /// The dialect's name.
        dialect: &'static str,
        /// What there is.
        valid: String,
    },
    /// A SQLite URL with a host, a port, a user or a password.
    #[error(
        "Invalid SQLite URL: {0}\nValid SQLite URL forms are:\n sqlite:///:memory: (or, \
         sqlite://)\n sqlite:///relative/path/to/file.db\n sqlite:////absolute/path/to/file.db"
    )]
    SqliteUrl(String),
    /// A number that SQLite has no room for.
    #[error("Python int too large to convert to SQLite INTEGER")]
    IntegerTooLarge,
    /// A revision that is resumed is not what it was.
    #[error(
        "The revision cannot go on where it stopped: it executed\n\n{expected}\n\nand now it \
         wants to execute\n\n{found}"
    )]
    Journal {
        /// What it executed the first time.
        expected: String,
        /// What it wants to execute in its place.
        found: String,
    },
    /// The connection is closed.
    #[error("This Connection is closed")]
    Closed,
    /// The advisory lock was not had in time.
    #[error("{0}")]
    Locked(Box<crate::Locked>),
}

/// SQLAlchemy's (or Python's) classes of exceptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are SQLAlchemy's")]
pub enum ErrorClass {
    ArgumentError,
    NoSuchModuleError,
    ValueError,
    OverflowError,
    InvalidRequestError,
    ResourceClosedError,
    NotImplementedError,
    DbapiError,
    InterfaceError,
    DatabaseError,
    DataError,
    OperationalError,
    IntegrityError,
    InternalError,
    ProgrammingError,
    NotSupportedError,
}

impl ErrorClass {
    /// The class' name.
    pub fn name(self) -> &'static str {
        match self {
            ErrorClass::ArgumentError => "ArgumentError",
            ErrorClass::NoSuchModuleError => "NoSuchModuleError",
            ErrorClass::ValueError => "ValueError",
            ErrorClass::OverflowError => "OverflowError",
            ErrorClass::InvalidRequestError => "InvalidRequestError",
            ErrorClass::ResourceClosedError => "ResourceClosedError",
            ErrorClass::NotImplementedError => "NotImplementedError",
            ErrorClass::DbapiError => "DBAPIError",
            ErrorClass::InterfaceError => "InterfaceError",
            ErrorClass::DatabaseError => "DatabaseError",
            ErrorClass::DataError => "DataError",
            ErrorClass::OperationalError => "OperationalError",
            ErrorClass::IntegrityError => "IntegrityError",
            ErrorClass::InternalError => "InternalError",
            ErrorClass::ProgrammingError => "ProgrammingError",
            ErrorClass::NotSupportedError => "NotSupportedError",
        }
    }

    /// The end of SQLAlchemy's link to an explanation.
    pub fn code(self) -> Option<&'static str> {
        Some(match self {
            ErrorClass::DbapiError => "dbapi",
            ErrorClass::InterfaceError => "rvf5",
            ErrorClass::DatabaseError => "4xp6",
            ErrorClass::DataError => "9h9h",
            ErrorClass::OperationalError => "e3q8",
            ErrorClass::IntegrityError => "gkpj",
            ErrorClass::InternalError => "2j85",
            ErrorClass::ProgrammingError => "f405",
            ErrorClass::NotSupportedError => "tw8g",
            _ => return None,
        })
    }
}

/// The Python driver whose exceptions are spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Driver {
    /// psycopg 3.
    Psycopg,
    /// psycopg2.
    Psycopg2,
    /// asyncpg, through SQLAlchemy.
    Asyncpg,
    /// `sqlite3` of Python.
    Sqlite3,
    /// mysqlclient.
    Mysqldb,
    /// PyMySQL, and aiomysql.
    Pymysql,
    /// asyncmy.
    Asyncmy,
    /// MySQL Connector/Python.
    Mysqlconnector,
}

impl Driver {
    /// The driver that a URL's driver name stands for.
    pub(crate) fn named(name: &str) -> Driver {
        match name {
            "psycopg2" | "psycopg2cffi" => Driver::Psycopg2,
            "asyncpg" => Driver::Asyncpg,
            "psycopg" | "psycopg_async" | "pg8000" => Driver::Psycopg,
            "mysqldb" | "cymysql" | "mariadbconnector" => Driver::Mysqldb,
            "pymysql" | "aiomysql" => Driver::Pymysql,
            "asyncmy" => Driver::Asyncmy,
            "mysqlconnector" => Driver::Mysqlconnector,
            _ => Driver::Sqlite3,
        }
    }
}

/// What a PostgreSQL server reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerError {
    /// `ERROR`, `FATAL`, `PANIC`, not translated.
    pub severity: String,
    /// SQLSTATE.
    pub sqlstate: String,
    /// The message proper.
    pub message: String,
    /// More about it.
    pub detail: Option<String>,
    /// What may help.
    pub hint: Option<String>,
    /// Where in the statement, in characters from 1.
    pub position: Option<usize>,
    /// A statement that the server made itself, and where in it.
    pub internal_query: Option<(String, Option<usize>)>,
    /// In which functions it happened.
    pub context: Option<String>,
    /// The schema concerned.
    pub schema: Option<String>,
    /// The table concerned.
    pub table: Option<String>,
    /// The column concerned.
    pub column: Option<String>,
    /// The constraint concerned.
    pub constraint: Option<String>,
}

/// What a driver raises.
#[derive(Clone, Debug)]
pub struct DriverError {
    /// Which driver would have raised it.
    pub driver: Driver,
    /// SQLAlchemy's class for it.
    pub class: ErrorClass,
    /// What the exception says by itself.
    pub message: String,
    /// What the server said, if it was a PostgreSQL server.
    pub server: Option<ServerError>,
    /// SQLite's extended error code.
    pub sqlite_code: Option<i32>,
    /// MySQL's number of the error.
    pub mysql_code: Option<u16>,
    /// What a MySQL server or driver said, without the number.
    pub mysql_message: Option<String>,
    /// The statement that failed; none when connecting.
    pub statement: Option<String>,
    /// Its parameters.
    pub parameters: Vec<Vec<Value>>,
    /// The parameters' names, where the driver tells them by name.
    pub names: Vec<String>,
    /// How many sets of parameters there were, where only the first and the
    /// last are kept.
    pub sets: usize,
    /// The URL, with its password masked, when connecting failed.
    pub url: Option<String>,
    /// Whether the connection is of no further use.
    pub disconnected: bool,
}

impl DriverError {
    /// An error without a statement.
    pub(crate) fn new(driver: Driver, class: ErrorClass, message: impl Into<String>) -> Self {
        DriverError {
            driver,
            class,
            message: message.into(),
            server: None,
            sqlite_code: None,
            mysql_code: None,
            mysql_message: None,
            statement: None,
            parameters: Vec::new(),
            names: Vec::new(),
            sets: 0,
            url: None,
            disconnected: false,
        }
    }

    /// The driver's class with its module, `psycopg.errors.UndefinedTable`.
    pub fn driver_class(&self) -> String {
        let module = match self.driver {
            Driver::Psycopg => "psycopg",
            Driver::Psycopg2 => "psycopg2",
            Driver::Asyncpg => "sqlalchemy.dialects.postgresql.asyncpg",
            Driver::Sqlite3 => "sqlite3",
            Driver::Mysqldb => "MySQLdb",
            Driver::Pymysql => "pymysql.err",
            Driver::Asyncmy => "asyncmy.errors",
            Driver::Mysqlconnector => "mysql.connector.errors",
        };
        let name = match self.class {
            ErrorClass::DbapiError => "Error",
            class => class.name(),
        };
        let condition = match &self.server {
            // A failed connection's error has no class of its own.
            Some(server) if self.statement.is_some() && self.driver != Driver::Asyncpg => {
                sqlstate::condition(&server.sqlstate)
            }
            _ => None,
        };
        match condition {
            Some(condition) => format!("{module}.errors.{condition}"),
            None => format!("{module}.{name}"),
        }
    }
}

impl DriverError {
    /// The parameters as SQLAlchemy's messages show them.
    fn shown_parameters(&self) -> String {
        parameters::show(&self.parameters, &self.names, self.sets)
    }
}

impl std::fmt::Display for DriverError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "({}) {}", self.driver_class(), self.message)?;
        if let Some(statement) = self.statement.as_deref().filter(|text| !text.is_empty()) {
            write!(formatter, "\n[SQL: {statement}]")?;
            if !self.parameters.is_empty() {
                let shown = self.shown_parameters();
                write!(formatter, "\n[parameters: {shown}]")?;
            }
        }
        if let Some(code) = self.class.code() {
            write!(
                formatter,
                "\n(Background on this error at: https://sqlalche.me/e/21/{code})"
            )?;
        }
        Ok(())
    }
}

impl From<DriverError> for Error {
    fn from(error: DriverError) -> Error {
        Error::Driver(Box::new(error))
    }
}

impl Error {
    /// The class that SQLAlchemy raises.
    pub fn class(&self) -> ErrorClass {
        match self {
            Error::UrlSyntax | Error::IsolationLevel { .. } | Error::SqliteUrl(_) => {
                ErrorClass::ArgumentError
            }
            Error::IntegerTooLarge => ErrorClass::OverflowError,
            Error::UrlPort(_) => ErrorClass::ValueError,
            Error::NoSuchDialect(_) => ErrorClass::NoSuchModuleError,
            Error::UnsupportedDialect(_) => ErrorClass::NotImplementedError,
            Error::Driver(error) => error.class,
            Error::AlreadyBegun | Error::IsolationInTransaction | Error::Journal { .. } => {
                ErrorClass::InvalidRequestError
            }
            Error::Closed => ErrorClass::ResourceClosedError,
            Error::Locked(_) => ErrorClass::OperationalError,
        }
    }

    /// The driver's error, if one is behind this.
    pub fn driver_error(&self) -> Option<&DriverError> {
        match self {
            Error::Driver(error) => Some(error),
            _ => None,
        }
    }

    /// What the server said, if a PostgreSQL server said something.
    pub fn server(&self) -> Option<&ServerError> {
        self.driver_error()?.server.as_ref()
    }

    /// SQLSTATE.
    pub fn sqlstate(&self) -> Option<&str> {
        Some(&self.server()?.sqlstate)
    }

    /// The driver's class with its module, `psycopg.errors.UndefinedTable`.
    pub fn driver_class(&self) -> Option<String> {
        Some(self.driver_error()?.driver_class())
    }

    /// What the driver's exception says by itself; for other errors, the
    /// whole message.
    pub fn message(&self) -> String {
        match self {
            Error::Driver(error) => error.message.clone(),
            error => error.to_string(),
        }
    }

    /// The statement that failed.
    pub fn statement(&self) -> Option<&str> {
        self.driver_error()?.statement.as_deref()
    }

    /// The values for the statement's placeholders, one set an execution.
    pub fn parameters(&self) -> &[Vec<Value>] {
        self.driver_error()
            .map(|error| error.parameters.as_slice())
            .unwrap_or_default()
    }

    /// Whether MySQL refused to read the statement.
    pub(crate) fn is_syntax_error(&self) -> bool {
        let code = self.driver_error().and_then(|error| error.mysql_code);
        matches!(code, Some(1064 | 1149))
    }

    /// Whether MySQL refuses what would make or drop what is made or dropped
    /// already.
    pub(crate) fn is_done_already(&self) -> bool {
        let code = self.driver_error().and_then(|error| error.mysql_code);
        matches!(
            code,
            Some(
                1007 | 1008
                    | 1022
                    | 1050
                    | 1051
                    | 1060
                    | 1061
                    | 1068
                    | 1091
                    | 1146
                    | 1826
                    | 3822
                    | 4092
            )
        )
    }

    /// Whether the connection is of no further use.
    pub fn is_disconnect(&self) -> bool {
        match self {
            Error::Driver(error) => error.disconnected,
            Error::Closed => true,
            _ => false,
        }
    }

    /// Words that may help, where we have better ones than the server's.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::NoSuchDialect(name) if name == "postgres" || name.starts_with("postgres.") => {
                Some("write postgresql:// for postgres://".to_owned())
            }
            Error::NoSuchDialect(name) if name == "driver" => Some(
                "sqlalchemy.url is still the placeholder of a new project; write the database's \
                 URL there"
                    .to_owned(),
            ),
            Error::Driver(error) => Some(format!("the URL was {}", error.url.as_deref()?)),
            _ => None,
        }
    }

    /// This error with its statement in the form in which a Python driver gets
    /// it. Of many sets of parameters the first eight and the last two are
    /// enough.
    pub fn shown_as(
        mut self,
        statement: String,
        names: Vec<String>,
        parameters: Vec<Vec<Value>>,
        sets: usize,
    ) -> Error {
        if let Error::Driver(error) = &mut self {
            error.statement = Some(statement);
            error.names = names;
            error.parameters = parameters;
            error.sets = sets;
        }
        self
    }

    /// This error with the statement that it came of.
    pub(crate) fn of_statement(mut self, text: &str, parameters: &[Vec<Value>]) -> Error {
        if let Error::Driver(error) = &mut self
            && error.statement.is_none()
        {
            error.statement = Some(text.to_owned());
            error.parameters = parameters.to_vec();
        }
        self
    }
}
