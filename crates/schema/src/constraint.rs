//! Constraints of tables.

use crate::{Expression, Name, Options, TableName};

/// A constraint's name, and how it came by it.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum ConstraintName {
    /// None was given; a naming convention may still supply one.
    #[default]
    Unnamed,
    /// Given by the script; a convention's `%(constraint_name)s` may wrap it.
    Given(Name),
    /// Final: marked with `op.f()`, or made by a convention.
    Final(Name),
}

impl ConstraintName {
    /// The name, if there is one.
    pub fn name(&self) -> Option<&Name> {
        match self {
            ConstraintName::Unnamed => None,
            ConstraintName::Given(name) | ConstraintName::Final(name) => Some(name),
        }
    }
}

/// When a constraint is checked.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Deferral {
    /// DEFERRABLE or NOT DEFERRABLE.
    pub deferrable: Option<bool>,
    /// `DEFERRED` or `IMMEDIATE`, as the script wrote it.
    pub initially: Option<String>,
}

/// The table and columns that a foreign key points at.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignKeyTarget {
    /// The table.
    pub table: TableName,
    /// Its columns; empty when only the table was named, which stands for
    /// its primary key.
    pub columns: Vec<Name>,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignKey {
    /// Columns of this table.
    pub columns: Vec<Name>,
    /// What they point at.
    pub target: ForeignKeyTarget,
    /// ON UPDATE action.
    pub on_update: Option<String>,
    /// ON DELETE action.
    pub on_delete: Option<String>,
    /// MATCH type.
    pub match_type: Option<String>,
    /// Whether it is added by ALTER TABLE after all tables exist.
    pub use_alter: bool,
    /// Whether it was written in a column (`Column(…, ForeignKey(…))`).
    pub in_column: bool,
}

/// A CHECK.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckConstraint {
    /// The condition.
    pub condition: Expression,
    /// The column whose type (Boolean, Enum) made this CHECK; such a
    /// constraint exists only where the dialect has no native type.
    pub made_by_type_of: Option<Name>,
    /// The column that it was written in (`Column(…, CheckConstraint(…))`);
    /// such a CHECK is part of that column's definition.
    pub in_column: Option<Name>,
}

/// One element of an EXCLUDE constraint.
#[derive(Clone, Debug, PartialEq)]
pub struct ExcludeElement {
    /// A column or expression.
    pub expression: Expression,
    /// The operator, such as `&&`.
    pub operator: String,
    /// An operator class.
    pub operator_class: Option<String>,
}

/// An EXCLUDE constraint of PostgreSQL.
#[derive(Clone, Debug, PartialEq)]
pub struct ExcludeConstraint {
    /// Elements in order.
    pub elements: Vec<ExcludeElement>,
    /// Index method, `gist` unless given.
    pub using: String,
    /// WHERE.
    pub condition: Option<Expression>,
}

/// What a constraint demands.
#[derive(Clone, Debug, PartialEq)]
pub enum ConstraintKind {
    /// PRIMARY KEY of these columns.
    PrimaryKey(Vec<Name>),
    /// UNIQUE over these columns.
    Unique(Vec<Name>),
    /// FOREIGN KEY.
    ForeignKey(ForeignKey),
    /// CHECK.
    Check(CheckConstraint),
    /// EXCLUDE.
    Exclude(ExcludeConstraint),
}

/// A constraint of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Constraint {
    /// Its name.
    pub name: ConstraintName,
    /// What it demands.
    pub kind: ConstraintKind,
    /// When it is checked.
    pub deferral: Deferral,
    /// COMMENT ON CONSTRAINT.
    pub comment: Option<String>,
    /// Dialect options (`postgresql_nulls_not_distinct`,
    /// `postgresql_not_valid`, `sqlite_on_conflict`, …).
    pub options: Options,
}

impl Constraint {
    /// A constraint without deferral, comment or options.
    pub fn new(name: ConstraintName, kind: ConstraintKind) -> Constraint {
        Constraint {
            name,
            kind,
            deferral: Deferral::default(),
            comment: None,
            options: Options::default(),
        }
    }
}
