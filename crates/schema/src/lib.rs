//! What a database is: tables, columns, types, constraints, indexes and
//! sequences, and the small language of SQL expressions and statements that
//! they and the scripts are written in.
//!
//! Nothing here knows where a [`Schema`] came from: the same types hold what
//! models declare and what a database reflects. Nothing here writes SQL;
//! that is the `dialect` crate's work.

mod coercion;
mod constraint;
mod expression;
mod index;
mod name;
mod naming;
mod operator;
mod options;
mod schema;
mod statement;
mod table;
mod types;
mod value;

pub use coercion::Affinity;
pub use constraint::{
    CheckConstraint, Constraint, ConstraintKind, ConstraintName, Deferral, ExcludeConstraint,
    ExcludeElement, ForeignKey, ForeignKeyTarget,
};
pub use expression::{
    Bind, ColumnReference, Expression, Frame, FrameBound, FrameUnit, Function, Text,
};
pub use index::Index;
pub use name::{Name, TableName};
pub use naming::{NamingConvention, NamingError};
pub use operator::{BinaryOperator, LikeShape, LogicalOperator, UnaryOperator};
pub use options::{OptionValue, Options};
pub use schema::Schema;
pub use statement::{
    CommonTable, Compound, CompoundOperator, ConflictAction, ConflictTarget, Correlation,
    DdlElement, Delete, Distinct, Fetch, FromClause, Insert, InsertSource, JoinKind, Locking,
    OnConflict, Query, Select, Statement, Update,
};
pub use table::{Column, ColumnDefault, Computed, Identity, Sequence, SequenceOptions, Table};
pub use types::{
    EnumType, IntervalType, MysqlText, MysqlType, PostgresqlType, SqlType, StringType, UuidType,
};
pub use value::Value;
