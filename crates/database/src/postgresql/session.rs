//! A session with a PostgreSQL server: messages out, messages in.
//!
//! Statements without parameters go through the simple protocol, in one
//! round trip, several statements in one text allowed; those with parameters
//! through the extended one, also in one round trip. Values travel as text
//! both ways, so the server alone decides what type a parameter has.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use bytes::{BufMut, BytesMut};
use fallible_iterator::FallibleIterator;
use limbeck_operations::{ResultColumn, Rows};
use limbeck_schema::Value;
use postgres_protocol::IsNull;
use postgres_protocol::message::backend::{DataRowBody, Message, RowDescriptionBody};
use postgres_protocol::message::frontend;
use postgres_types::{Oid, Type};

use super::socket::{Address, Socket};
use super::{decode, report};
use crate::error::{Driver, DriverError, ErrorClass, ServerError};
use crate::{Error, parameters, sqlstate};

/// How many executions of one statement are sent before their answers are
/// read. The answers must fit the buffers between us and the server, or both
/// sides would wait for each other.
const BATCH: usize = 100;
/// An open session.
pub(crate) struct Session {
    pub(super) socket: Socket,
    pub(super) input: BytesMut,
    pub(super) output: BytesMut,
    pub(super) driver: Driver,
    pub(super) address: Address,
    /// The server's process and the key that cancels what it does.
    pub(super) process: (i32, i32),
    /// `I` idle, `T` in a transaction, `E` in a failed one.
    pub(super) status: u8,
    /// What the server reported of its settings.
    pub(super) settings: BTreeMap<String, String>,
    pub(super) notices: Vec<ServerError>,
    /// A statement of ours was put before the caller's; its answer comes first.
    pub(super) ahead: bool,
    /// Nothing more can be sent.
    pub(super) broken: bool,
}

/// What the answers to one request came to.
#[derive(Default)]
struct Answer {
    rows: Rows,
    /// The types of the columns.
    types: Vec<Oid>,
    /// Whether the answers of one statement's executions are added up, rather
    /// than the last of several statements' kept.
    gather: bool,
    error: Option<ServerError>,
}

impl Session {
    /// What the server says of the transaction: `I`, `T` or `E`.
    pub(crate) fn status(&self) -> u8 {
        self.status
    }

    /// A setting that the server reported.
    pub(crate) fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).map(String::as_str)
    }

    /// The server's process.
    pub(crate) fn process(&self) -> i32 {
        self.process.0
    }

    /// Whether the connection is lost.
    pub(crate) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Notices since the last call.
    pub(crate) fn take_notices(&mut self) -> Vec<ServerError> {
        std::mem::take(&mut self.notices)
    }

    /// Where and what to tell a server that shall stop what it does.
    pub(crate) fn cancellation(&self) -> (Address, (i32, i32)) {
        (self.address.clone(), self.process)
    }

    /// Executes a text without parameters; `first` goes ahead of it in the
    /// same round trip.
    pub(crate) fn simple(&mut self, first: Option<&str>, text: &str) -> Result<Rows, Error> {
        self.execute(first, text, |session, answer| {
            frontend::query(text, &mut session.output)?;
            session.flush()?;
            session.receive(answer)
        })
    }

    /// Executes a statement once for each set of parameters.
    pub(crate) fn extended(
        &mut self,
        first: Option<&str>,
        text: &str,
        sets: &[Vec<Value>],
    ) -> Result<Rows, Error> {
        self.execute(first, text, |session, answer| {
            frontend::parse("", text, types(sets), &mut session.output)?;
            answer.gather = true;
            let mut affected = None;
            let mut rest = sets.iter();
            let mut batch = 1;
            while !rest.as_slice().is_empty() && answer.error.is_none() {
                for set in rest.by_ref().take(batch) {
                    bind(set, &mut session.output)?;
                    frontend::describe(b'P', "", &mut session.output)?;
                    frontend::execute("", 0, &mut session.output)?;
                }
                frontend::sync(&mut session.output);
                session.flush()?;
                answer.rows.affected = None;
                session.receive(answer)?;
                if let Some(more) = answer.rows.affected {
                    affected = Some(affected.unwrap_or(0) + more);
                }
                // Rows may fill the buffers; a statement that returns some
                // is answered one set at a time.
                if answer.rows.columns.is_empty() {
                    batch = BATCH;
                }
            }
            answer.rows.affected = affected;
            Ok(())
        })
    }

    fn execute(
        &mut self,
        first: Option<&str>,
        text: &str,
        run: impl FnOnce(&mut Session, &mut Answer) -> io::Result<()>,
    ) -> Result<Rows, Error> {
        if self.broken {
            return Err(Error::Closed);
        }
        let mut answer = Answer::default();
        let outcome = match first {
            Some(first) => frontend::query(first, &mut self.output).and_then(|()| {
                self.ahead = true;
                run(self, &mut answer)
            }),
            None => run(self, &mut answer),
        };
        match (outcome, answer.error) {
            (outcome, Some(server)) => {
                self.broken |= outcome.is_err();
                Err(self.refused(server, text))
            }
            (Ok(()), None) => Ok(answer.rows),
            (Err(error), None) => {
                self.broken = true;
                Err(self.lost(&error))
            }
        }
    }

    fn refused(&self, server: ServerError, text: &str) -> Error {
        let mut message = report::describe(&server, text);
        match self.driver {
            Driver::Psycopg2 => message.push('\n'),
            Driver::Asyncpg => message = server.message.clone(),
            _ => {}
        }
        let class = sqlstate::class(self.driver, &server.sqlstate);
        DriverError {
            server: Some(server),
            disconnected: self.broken,
            ..DriverError::new(self.driver, class, message)
        }
        .into()
    }

    fn lost(&self, error: &io::Error) -> Error {
        DriverError {
            disconnected: true,
            ..DriverError::new(self.driver, ErrorClass::OperationalError, describe(error))
        }
        .into()
    }

    /// Sends what is waiting.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.socket.write_all(&self.output)?;
        self.output.clear();
        self.socket.flush()
    }

    /// Reads the next message that is not merely news.
    pub(super) fn next(&mut self) -> io::Result<Message> {
        loop {
            match Message::parse(&mut self.input)? {
                Some(Message::NoticeResponse(notice)) => {
                    self.notices.push(report::read(notice.fields()));
                }
                Some(Message::ParameterStatus(status)) => {
                    self.settings
                        .insert(status.name()?.to_owned(), status.value()?.to_owned());
                }
                Some(Message::NotificationResponse(_)) => {}
                Some(message) => return Ok(message),
                None => {
                    let mut buffer = [0; 16 * 1024];
                    match self.socket.read(&mut buffer) {
                        Ok(0) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
                        Ok(count) => self
                            .input
                            .extend_from_slice(buffer.get(..count).unwrap_or_default()),
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                        Err(error) => return Err(error),
                    }
                }
            }
        }
    }

    /// Reads the answers up to the point where the server waits for us.
    fn receive(&mut self, answer: &mut Answer) -> io::Result<()> {
        if std::mem::take(&mut self.ahead) {
            let mut ahead = Answer::default();
            self.receive_one(&mut ahead)?;
            if ahead.error.is_some() {
                answer.error = ahead.error;
                return self.receive_one(&mut Answer::default());
            }
        }
        self.receive_one(answer)
    }

    fn receive_one(&mut self, answer: &mut Answer) -> io::Result<()> {
        loop {
            match self.next()? {
                Message::RowDescription(description) => describe_rows(&description, answer)?,
                Message::DataRow(row) => answer.rows.rows.push(read_row(&row, &answer.types)?),
                Message::CommandComplete(complete) => {
                    let count = complete
                        .tag()?
                        .rsplit(' ')
                        .next()
                        .and_then(|word| word.parse::<u64>().ok());
                    answer.rows.affected = match answer.rows.affected {
                        Some(before) if answer.gather => Some(before + count.unwrap_or(0)),
                        _ => count,
                    };
                }
                Message::ErrorResponse(error) => {
                    let error = report::read(error.fields());
                    if matches!(error.severity.as_str(), "FATAL" | "PANIC") {
                        self.broken = true;
                        answer.error = Some(error);
                        return Ok(());
                    }
                    answer.error.get_or_insert(error);
                }
                Message::CopyInResponse(_) => {
                    frontend::copy_fail("COPY FROM STDIN has no input here", &mut self.output)?;
                    self.flush()?;
                }
                Message::ReadyForQuery(ready) => {
                    self.status = ready.status();
                    return Ok(());
                }
                // Acknowledgements, and what COPY TO STDOUT sends.
                _ => {}
            }
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if !self.broken {
            self.output.clear();
            frontend::terminate(&mut self.output);
            // The server notices by itself when this does not arrive.
            let _ = self.flush();
        }
    }
}

/// An input or output error in `libpq`'s words.
pub(super) fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::BrokenPipe => {
            "server closed the connection unexpectedly\n\tThis probably \
            means the server terminated abnormally\n\tbefore or while processing the request."
                .to_owned()
        }
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => "timeout expired".to_owned(),
        _ => {
            let text = error.to_string();
            match text.rfind(" (os error ") {
                Some(end) => text[..end].to_owned(),
                None => text,
            }
        }
    }
}

fn describe_rows(description: &RowDescriptionBody, answer: &mut Answer) -> io::Result<()> {
    let mut columns = Vec::new();
    let mut types = Vec::new();
    let mut fields = description.fields();
    while let Some(field) = fields.next()? {
        columns.push(ResultColumn {
            name: field.name().to_owned(),
            type_name: decode::type_name(field.type_oid()),
        });
        types.push(field.type_oid());
    }
    if !answer.gather {
        answer.rows.rows.clear();
        answer.rows.affected = None;
    }
    answer.rows.columns = columns;
    answer.types = types;
    Ok(())
}

fn read_row(row: &DataRowBody, types: &[Oid]) -> io::Result<Vec<Value>> {
    let mut ranges = row.ranges();
    let mut values = Vec::with_capacity(types.len());
    while let Some(range) = ranges.next()? {
        let oid = types.get(values.len()).copied().unwrap_or(0);
        values.push(match range.and_then(|range| row.buffer().get(range)) {
            Some(text) => decode::value(oid, text),
            None => Value::Null,
        });
    }
    Ok(values)
}

fn bind(set: &[Value], output: &mut BytesMut) -> io::Result<()> {
    let sent = frontend::bind(
        "",
        "",
        std::iter::empty(),
        set,
        |value, buffer| {
            Ok(match parameters::text(value) {
                Some(text) => {
                    buffer.put_slice(text.as_bytes());
                    IsNull::No
                }
                None => IsNull::Yes,
            })
        },
        std::iter::empty(),
        output,
    );
    sent.map_err(|error| match error {
        frontend::BindError::Conversion(error) => io::Error::other(error),
        frontend::BindError::Serialization(error) => error,
    })
}

/// The types to announce, as psycopg does: those that Python's values have
/// of themselves; texts and the rest are left to the server.
fn types(sets: &[Vec<Value>]) -> Vec<Oid> {
    let width = sets.first().map_or(0, Vec::len);
    (0..width)
        .map(|index| {
            sets.iter()
                .filter_map(|set| set.get(index))
                .filter(|value| !value.is_null())
                .map(type_of)
                .reduce(|a, b| match (a, b) {
                    (a, b) if a == b => a,
                    (Some(a), Some(b)) if is_integer(&a) && is_integer(&b) => {
                        Some(if rank(&a) > rank(&b) { a } else { b })
                    }
                    _ => None,
                })
                .flatten()
                .map_or(0, |known| known.oid())
        })
        .collect()
}

fn is_integer(known: &Type) -> bool {
    rank(known) > 0
}

fn rank(known: &Type) -> u8 {
    match *known {
        Type::INT2 => 1,
        Type::INT4 => 2,
        Type::INT8 => 3,
        Type::NUMERIC => 4,
        _ => 0,
    }
}

fn type_of(value: &Value) -> Option<Type> {
    Some(match value {
        Value::Boolean(_) => Type::BOOL,
        Value::Integer(number) if i16::try_from(*number).is_ok() => Type::INT2,
        Value::Integer(number) if i32::try_from(*number).is_ok() => Type::INT4,
        Value::Integer(_) => Type::INT8,
        Value::BigInteger(_) | Value::Decimal(_) => Type::NUMERIC,
        Value::Float(_) => Type::FLOAT8,
        Value::Bytes(_) => Type::BYTEA,
        Value::Date(_) => Type::DATE,
        Value::Time(text) if text.contains(['+', '-']) => Type::TIMETZ,
        Value::Time(_) => Type::TIME,
        Value::DateTime(text) if text.get(11..).is_some_and(|time| time.contains(['+', '-'])) => {
            Type::TIMESTAMPTZ
        }
        Value::DateTime(_) => Type::TIMESTAMP,
        Value::Interval { .. } => Type::INTERVAL,
        Value::Uuid(_) => Type::UUID,
        Value::Null | Value::Text(_) | Value::Json(_) | Value::Array(_) | Value::Other { .. } => {
            return None;
        }
    })
}
