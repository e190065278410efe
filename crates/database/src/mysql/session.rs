//! A session with a server.

use limbeck_dialect::Mysql;
use limbeck_operations::{ResultColumn, Rows};
use limbeck_schema::Value;
use mysql::prelude::{Protocol, Queryable};
use mysql::{Conn, Opts, Params, QueryResult};

use super::{Target, decode, report};
use crate::Error;
use crate::error::Driver;

/// An open session.
pub(crate) struct Session {
    connection: Conn,
    opts: Opts,
    driver: Driver,
    /// The server's version, `10.11.6-MariaDB`.
    version: String,
    /// Nothing more can be sent.
    broken: bool,
}

impl Session {
    /// Opens a session.
    pub(crate) fn open(target: &Target) -> Result<Session, Error> {
        let mut opts = target.opts.clone();
        let mut opened = Conn::new(opts.clone());
        if let (Err(error), Some(plain)) = (&opened, &target.plain)
            && report::is_about_tls(error)
        {
            opts = plain.clone();
            opened = Conn::new(opts.clone());
        }
        let connection = opened.map_err(|error| report::of_connecting(target, &error))?;
        let mut session = Session {
            connection,
            opts,
            driver: target.driver,
            version: String::new(),
            broken: false,
        };
        for statement in &target.first {
            session.execute(statement, &[])?;
        }
        let rows = session.execute("SET autocommit = 0; SELECT VERSION()", &[])?;
        if let Some(Value::Text(version)) = rows.rows.into_iter().flatten().next() {
            session.version = version;
        }
        Ok(session)
    }

    /// The language of this server, under the name that the URL has for it.
    pub(crate) fn dialect(&self, name: &str) -> Mysql {
        Mysql::for_server(name, &self.version)
            .with_backslash_escapes(!self.connection.no_backslash_escape())
    }

    /// The server's version, as it says it.
    pub(crate) fn version(&self) -> &str {
        &self.version
    }

    /// The server's number for this session.
    pub(crate) fn number(&self) -> u32 {
        self.connection.connection_id()
    }

    /// Where to tell a server to stop what this session does.
    pub(crate) fn opts(&self) -> Opts {
        self.opts.clone()
    }

    /// Whether the connection is lost.
    pub(crate) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Executes a text, once for each set of parameters; without parameters
    /// it may hold several statements, and the rows are those of the last
    /// one that returns any.
    pub(crate) fn execute(&mut self, text: &str, sets: &[Vec<Value>]) -> Result<Rows, Error> {
        if self.broken {
            return Err(Error::Closed);
        }
        let outcome = match sets {
            [] => self.simple(text),
            sets => self.prepared(text, sets),
        };
        outcome.map_err(|error| {
            let (error, lost) = report::of_statement(self.driver, &error);
            self.broken |= lost;
            error
        })
    }

    fn simple(&mut self, text: &str) -> mysql::Result<Rows> {
        let mut rows = Rows::default();
        read(self.connection.query_iter(text)?, &mut rows)?;
        Ok(rows)
    }

    fn prepared(&mut self, text: &str, sets: &[Vec<Value>]) -> mysql::Result<Rows> {
        let statement = self.connection.prep(text)?;
        let mut rows = Rows::default();
        let mut affected = 0;
        let mut gathered = Vec::new();
        for set in sets {
            let values = set.iter().map(decode::parameter).collect();
            let result = self
                .connection
                .exec_iter(&statement, Params::Positional(values))?;
            read(result, &mut rows)?;
            affected += rows.affected.unwrap_or(0);
            gathered.append(&mut rows.rows);
        }
        self.connection.close(statement)?;
        rows.rows = gathered;
        rows.affected = Some(affected);
        Ok(rows)
    }
}

fn read<T: Protocol>(mut result: QueryResult<'_, '_, '_, T>, rows: &mut Rows) -> mysql::Result<()> {
    rows.affected = Some(0);
    while let Some(set) = result.iter() {
        let columns = set.columns();
        let columns: Vec<mysql::Column> = columns.as_ref().to_vec();
        rows.affected = Some(set.affected_rows());
        rows.last_insert_id = set
            .last_insert_id()
            .and_then(|number| i64::try_from(number).ok())
            .or(rows.last_insert_id);
        if !columns.is_empty() {
            rows.columns = columns
                .iter()
                .map(|column| ResultColumn {
                    name: column.name_str().into_owned(),
                    type_name: decode::type_name(column),
                })
                .collect();
            rows.rows.clear();
        }
        for row in set {
            let values = row?.unwrap();
            rows.rows.push(
                columns
                    .iter()
                    .zip(values)
                    .map(|(column, value)| decode::value(column, value))
                    .collect(),
            );
        }
        if !columns.is_empty() {
            rows.affected = Some(rows.rows.len() as u64);
        }
    }
    Ok(())
}

/// Tells a server to stop what one of its sessions does.
pub(crate) fn cancel(opts: &Opts, number: u32) {
    // Nothing can be done about a failure: the statement runs to its end.
    if let Ok(mut connection) = Conn::new(opts.clone()) {
        let _ = connection.query_drop(format!("KILL QUERY {number}"));
    }
}
