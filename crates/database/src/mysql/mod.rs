//! MySQL and MariaDB, over the `mysql` crate.
//!
//! As with Python's drivers, the server is told once that statements do not
//! commit by themselves, and begins transactions of its own accord.

mod decode;
mod report;
mod session;
mod target;

pub(crate) use session::{Session, cancel};
pub(crate) use target::Target;
