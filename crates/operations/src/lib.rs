//! What a migration does: operations as plain data, and the one door
//! through which they pass, [`Sink`].

mod batch;
mod operation;
mod sink;

pub use batch::{Batch, Directive, Recreate, Source};
pub use operation::{
    AddColumn, AddConstraint, AlterColumn, BulkInsert, CreateIndex, CreateTable, DropColumn,
    DropConstraint, DropIndex, DropTable, Execute, ExecutionOptions, Operation, RenameTable,
    TableComment,
};
pub use sink::{ResultColumn, Rows, Sink};
