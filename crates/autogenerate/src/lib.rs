//! What must change in a database so that it becomes what models declare.
//!
//! [`compare`] reads the database through `dialect::reflect` and compares
//! both schemas; [`difference`] does the second half alone. Whatever is found
//! is a [`Change`] that points at declared and reflected things by their
//! position, in the order in which Alembic lists its operations. Log lines,
//! the project's filters and its comparing functions are behind [`Hooks`].

mod change;
mod checks;
mod columns;
mod comments;
mod compare;
mod comparer;
mod defaults;
mod elements;
mod entries;
mod enums;
mod hooks;
mod identities;
mod indexes;
mod keys;
mod likeness;
mod meaning;
mod nameless;
mod objects;
mod options;
mod order;
mod python;
mod swap;
mod types;
mod uniques;

pub use change::{
    Action, AlterColumn, Change, Item, Part, Schemas, Side, Statements, TableChange, TablePair,
};
pub use compare::{Comparison, Error, compare, difference};
pub use hooks::{HookError, Hooks, Level, ObjectKind, Parents};
pub use options::{Kind, Mode, Options, Plugins, Toggle};
