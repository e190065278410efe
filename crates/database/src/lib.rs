//! Blocking connections to PostgreSQL, SQLite, MySQL and MariaDB: URLs, TLS, transactions as
//! SQLAlchemy has them, errors in its words, and the locks that keep two
//! migrations apart.

mod connection;
mod error;
mod journal;
mod lock;
mod mysql;
mod options;
mod parameters;
mod postgresql;
mod sqlite;
mod sqlstate;
mod url;

pub use connection::{CancelHandle, Connection, Notice};
pub use error::{Driver, DriverError, Error, ErrorClass, ServerError};
pub use journal::{Journal, JournalEntry, JournalKeeper};
pub use lock::{Holder, Lock, Locked, Waiting};
pub use options::{Libpq, Options};
pub use parameters::show as show_parameters;
pub use url::{Url, UrlParts};
