//! Locks that let one migration run at a time.

use std::ops::ControlFlow;
use std::thread;
use std::time::{Duration, Instant};

use limbeck_dialect::Sql;
use limbeck_schema::Value;

use crate::{Connection, Error, Options, Url};

/// How long to wait between two tries.
const PAUSE: Duration = Duration::from_millis(50);

/// Who holds a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The server's process.
    pub pid: i64,
    /// What the session calls itself; may be empty.
    pub application_name: String,
    /// The session's user.
    pub user: String,
    /// The client's address; none for a local socket.
    pub client: Option<String>,
    /// When the session began, as the server writes it.
    pub since: String,
}

impl std::fmt::Display for Holder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "pid {}", self.pid)?;
        if !self.application_name.is_empty() {
            write!(formatter, ", {}", self.application_name)?;
        }
        write!(formatter, ", user {}", self.user)?;
        if let Some(client) = &self.client {
            write!(formatter, " at {client}")?;
        }
        write!(formatter, ", since {}", self.since)
    }
}

/// What a caller is told while it waits, at each try.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Who holds the lock, where the server can say.
    pub holder: Option<Holder>,
    /// How long it has lasted.
    pub waited: Duration,
}

/// A lock that was not had in time.
#[derive(Clone, Debug)]
pub struct Locked {
    /// Who held it at the end, where the server can say.
    pub holder: Option<Holder>,
    /// How long it was waited for.
    pub waited: Duration,
}

impl std::fmt::Display for Locked {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "another migration is running on this database; gave up after {} s",
            self.waited.as_secs()
        )?;
        match &self.holder {
            Some(holder) => write!(formatter, " (the lock is held by {holder})"),
            None => Ok(()),
        }
    }
}

/// How a server knows a lock.
enum Kind {
    /// PostgreSQL: by a number.
    Advisory(i64),
    /// MySQL: by a name of letters, digits and hyphens.
    Named(String),
}

impl Kind {
    /// Tries to take the lock.
    fn take(&self, connection: &Connection) -> Result<bool, Error> {
        Ok(match self {
            Kind::Advisory(key) => {
                let taken = one(
                    connection,
                    "SELECT pg_catalog.pg_try_advisory_lock($1)",
                    *key,
                )?;
                taken.first() == Some(&Value::Boolean(true))
            }
            Kind::Named(name) => {
                let rows = connection.execute_text(&format!("SELECT GET_LOCK('{name}', 0)"))?;
                rows.rows.into_iter().flatten().next() == Some(Value::Integer(1))
            }
        })
    }

    fn holder(&self, connection: &Connection) -> Result<Option<Holder>, Error> {
        let row = match self {
            Kind::Advisory(key) => holder(connection, *key)?,
            Kind::Named(name) => connection
                .execute_text(&format!(
                    "SELECT ID, '', USER, HOST, \
                     CAST(NOW() - INTERVAL TIME SECOND AS CHAR) \
                     FROM information_schema.PROCESSLIST WHERE ID = IS_USED_LOCK('{name}')"
                ))?
                .rows
                .into_iter()
                .next()
                .unwrap_or_default(),
        };
        let text = |value: &Value| match value {
            Value::Text(text) => text.clone(),
            _ => String::new(),
        };
        Ok(match row.as_slice() {
            [Value::Integer(pid), application, user, client, since] => Some(Holder {
                pid: *pid,
                application_name: text(application),
                user: text(user),
                client: (!client.is_null()).then(|| text(client)),
                since: text(since),
            }),
            _ => None,
        })
    }
}

/// A lock of a PostgreSQL or MySQL server, held by a session of its own
/// that is never inside a transaction: `CREATE INDEX CONCURRENTLY` waits for
/// every transaction that is open. Dropping it releases it.
pub struct Lock {
    connection: Connection,
}

impl Lock {
    /// Takes the lock named `key` in the URL's database, trying for
    /// `timeout`. `on_wait` is called at each vain try; it may give up.
    pub fn acquire(
        url: &Url,
        options: &Options,
        key: &str,
        timeout: Duration,
        on_wait: &mut dyn FnMut(&Waiting) -> ControlFlow<()>,
    ) -> Result<Lock, Error> {
        let connection = Connection::open(url, options)?;
        connection.set_autocommit(true)?;
        let kind = match connection.dialect_name() {
            "mysql" | "mariadb" => {
                // Such names are the server's, not the database's.
                let database = url.database().unwrap_or_default();
                Kind::Named(format!(
                    "limbeck-{:016x}",
                    hash(&format!("{database} {key}"))
                ))
            }
            _ => Kind::Advisory(hash(key)),
        };
        let started = Instant::now();
        loop {
            if kind.take(&connection)? {
                return Ok(Lock { connection });
            }
            let waiting = Waiting {
                holder: kind.holder(&connection)?,
                waited: started.elapsed(),
            };
            if waiting.waited >= timeout || on_wait(&waiting).is_break() {
                return Err(Error::Locked(Box::new(Locked {
                    holder: waiting.holder,
                    waited: waiting.waited,
                })));
            }
            thread::sleep(PAUSE.min(timeout.saturating_sub(waiting.waited)));
        }
    }

    /// The server's process that holds the lock.
    pub fn backend_pid(&self) -> Option<i32> {
        self.connection.backend_pid()
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The server releases a session's locks with the session.
        self.connection.close();
    }
}

/// `BEGIN IMMEDIATE` on SQLite, tried for `timeout`.
pub(crate) fn begin_immediate(
    timeout: Duration,
    on_wait: &mut dyn FnMut(&Waiting) -> ControlFlow<()>,
    mut begin: impl FnMut() -> Result<(), Error>,
) -> Result<(), Error> {
    let started = Instant::now();
    loop {
        match begin() {
            Err(error) if is_busy(&error) => {}
            outcome => return outcome,
        }
        let waiting = Waiting {
            holder: None,
            waited: started.elapsed(),
        };
        if waiting.waited >= timeout || on_wait(&waiting).is_break() {
            return Err(Error::Locked(Box::new(Locked {
                holder: None,
                waited: waiting.waited,
            })));
        }
        thread::sleep(PAUSE.min(timeout.saturating_sub(waiting.waited)));
    }
}

fn is_busy(error: &Error) -> bool {
    let code = error.driver_error().and_then(|error| error.sqlite_code);
    // The low byte is the kind: SQLITE_BUSY, SQLITE_LOCKED.
    matches!(code.map(|code| code & 0xff), Some(5 | 6))
}

fn one(connection: &Connection, text: &str, key: i64) -> Result<Vec<Value>, Error> {
    let rows = connection.execute(&Sql {
        text: text.to_owned(),
        parameters: vec![vec![Value::Integer(key)]],
        ..Sql::default()
    })?;
    Ok(rows.rows.into_iter().next().unwrap_or_default())
}

fn holder(connection: &Connection, key: i64) -> Result<Vec<Value>, Error> {
    one(
        connection,
        "SELECT a.pid, coalesce(a.application_name, ''), coalesce(a.usename::text, ''), \
         host(a.client_addr), coalesce(date_trunc('second', a.backend_start)::text, '') \
         FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid \
         JOIN pg_catalog.pg_database d ON d.oid = l.database \
         WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 \
         AND d.datname = pg_catalog.current_database() \
         AND l.classid = (($1::bigint >> 32) & 4294967295)::oid \
         AND l.objid = ($1::bigint & 4294967295)::oid",
        key,
    )
}

/// The number of a lock's name, the same for ever: FNV-1a.
fn hash(key: &str) -> i64 {
    let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash.cast_signed()
}
