//! Tables and columns.

use crate::{
    Constraint, ConstraintName, Expression, Index, Name, NamingConvention, Options, SqlType,
    TableName,
};

/// A sequence's numbers, shared by [`Sequence`] and [`Identity`].
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SequenceOptions {
    /// START WITH.
    pub start: Option<i64>,
    /// INCREMENT BY.
    pub increment: Option<i64>,
    /// MINVALUE.
    pub min_value: Option<i64>,
    /// MAXVALUE.
    pub max_value: Option<i64>,
    /// NO MINVALUE.
    pub no_min_value: bool,
    /// NO MAXVALUE.
    pub no_max_value: bool,
    /// CYCLE or NO CYCLE.
    pub cycle: Option<bool>,
    /// CACHE.
    pub cache: Option<i64>,
    /// ORDER or NO ORDER.
    pub order: Option<bool>,
}

/// A sequence.
#[derive(Clone, Debug, PartialEq)]
pub struct Sequence {
    /// Its name.
    pub name: TableName,
    /// Its numbers.
    pub options: SequenceOptions,
    /// AS type.
    pub data_type: Option<SqlType>,
    /// Whether it is made only where the dialect has no other way
    /// (`optional=True`).
    pub optional: bool,
}

/// `GENERATED … AS IDENTITY`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Identity {
    /// ALWAYS rather than BY DEFAULT.
    pub always: bool,
    /// ON NULL (Oracle).
    pub on_null: bool,
    /// Its numbers.
    pub options: SequenceOptions,
}

/// `GENERATED ALWAYS AS (…)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Computed {
    /// The expression.
    pub expression: Expression,
    /// STORED, VIRTUAL, or what the dialect does by itself.
    pub persisted: Option<bool>,
}

/// What the database puts into a column by itself.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum ColumnDefault {
    /// Nothing.
    #[default]
    None,
    /// `server_default="text"`: a string literal.
    Literal(String),
    /// `server_default=sa.text("…")` or another expression.
    Expression(Box<Expression>),
    /// A generated column.
    Computed(Box<Computed>),
    /// An identity column.
    Identity(Identity),
    /// `server_default=FetchedValue()`: something, known only to the
    /// database.
    Fetched,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: Name,
    /// Its type; [`SqlType::Null`] when it was not given.
    pub sql_type: SqlType,
    /// Whether NULL is allowed.
    pub nullable: bool,
    /// Whether `nullable=` was given at all.
    pub nullable_given: bool,
    /// Whether it was written with `primary_key=True`.
    pub primary_key: bool,
    /// Its default, computed expression or identity.
    pub default: ColumnDefault,
    /// A `Sequence` given as the column's Python-side default.
    pub sequence: Option<Sequence>,
    /// Whether it has a Python-side default, which keeps SERIAL and
    /// AUTOINCREMENT away.
    pub client_default: bool,
    /// `Some(true)`, `Some(false)`, or `None` for `"auto"`.
    pub autoincrement: Option<bool>,
    /// Its comment.
    pub comment: Option<String>,
    /// `Column(index=True)`.
    pub index: bool,
    /// `Column(unique=True)`.
    pub unique: bool,
    /// `system=True`: not created, it is always there.
    pub system: bool,
    /// Values of its enum type that were renamed, old and new: a hint of the
    /// models for comparisons.
    pub renamed_values: Vec<(String, String)>,
    /// Dialect options.
    pub options: Options,
}

impl Column {
    /// A nullable column of that name and type and nothing else.
    pub fn new(name: impl Into<Name>, sql_type: SqlType) -> Column {
        Column {
            name: name.into(),
            sql_type,
            nullable: true,
            nullable_given: false,
            primary_key: false,
            default: ColumnDefault::None,
            sequence: None,
            client_default: false,
            autoincrement: None,
            comment: None,
            index: false,
            unique: false,
            system: false,
            renamed_values: Vec::new(),
            options: Options::default(),
        }
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Table {
    /// Its name.
    pub name: TableName,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Its constraints, in the order in which they were attached; those that
    /// were written in columns are here too, and so is the primary key.
    pub constraints: Vec<Constraint>,
    /// Its indexes, those of `Column(index=True)` too.
    pub indexes: Vec<Index>,
    /// Its comment.
    pub comment: Option<String>,
    /// `prefixes=["TEMPORARY"]`.
    pub prefixes: Vec<String>,
    /// Dialect options (`mysql_engine`, `sqlite_strict`,
    /// `postgresql_partition_by`, …).
    pub options: Options,
    /// The naming convention of the MetaData that it belongs to.
    pub naming: NamingConvention,
}

impl Table {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns
            .iter()
            .find(|column| column.name.as_str() == name)
    }

    /// The primary key's columns, in the constraint's order.
    pub fn primary_key(&self) -> &[Name] {
        self.constraints
            .iter()
            .find_map(|constraint| match &constraint.kind {
                crate::ConstraintKind::PrimaryKey(columns) => Some(columns.as_slice()),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// The name of the primary key constraint, if it has one.
    pub fn primary_key_name(&self) -> Option<&Name> {
        self.constraints
            .iter()
            .find(|constraint| matches!(constraint.kind, crate::ConstraintKind::PrimaryKey(_)))
            .map(|constraint| &constraint.name)
            .and_then(ConstraintName::name)
    }
}
