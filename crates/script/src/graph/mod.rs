//! The graph of revisions: which exist, which follows which, what a symbol
//! means and which revisions lie between two of them.
//!
//! This module has never heard of files, Python or SQL.

mod branch;
mod collect;
mod cycle;
mod error;
mod map;
mod near;
mod order;
mod revision;
mod symbol;
mod target;

pub use collect::Range;
pub use error::{CycleKind, RevisionError};
pub use map::RevisionMap;
pub use revision::{Declared, Revision};
pub use symbol::Symbols;
