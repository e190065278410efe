//! A project's revision scripts: the graph that they form, the files that
//! hold them, and the making of new ones.
//!
//! [`RevisionMap`] is the graph; it has never heard of files, Python or SQL.
//! [`ScriptDirectory`] reads the files, in parallel and without running them
//! wherever what they declare is literal.

mod catch;
mod date;
mod directory;
mod error;
mod file_name;
mod generate;
mod graph;
mod hook;
mod place;
mod script;
mod shell;
mod skim;
mod source;
mod stamp;
mod surroundings;
mod versions;

pub use date::CreateDate;
pub use directory::ScriptDirectory;
pub use error::Error;
pub use generate::{Names, NewRevision, Render, RevisionVariables, new_id};
pub use graph::{CycleKind, Declared, Range, Revision, RevisionError, RevisionMap, Symbols};
pub use script::{Format, Script};
pub use source::Metadata;
pub use stamp::StampMove;
pub use surroundings::{Interpreter, Progress, Silent, Surroundings, status};
