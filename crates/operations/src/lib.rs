//! What a migration does: operations as plain data, and the one door
//! through which they pass, [`Sink`].

mod operation;
mod sink;

pub use operation::{
    AddColumn, AddConstraint, AlterColumn, BulkInsert, CreateIndex, CreateTable, DropColumn,
    DropConstraint, DropIndex, DropTable, Execute, ExecutionOptions, Operation, RenameTable,
    TableComment,
};
pub use sink::{ResultColumn, Rows, Sink};
