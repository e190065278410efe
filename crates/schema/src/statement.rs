//! SQL statements, as scripts build them.

use crate::{
    Constraint, Expression, Index, Name, NamingConvention, Sequence, SqlType, Table, TableName,
    Text, Value,
};

/// A statement that a script executes.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// SQL as it is, a plain string: no parameters, no `:name`.
    Plain(String),
    /// `sa.text("…")`.
    Text(Text),
    /// INSERT.
    Insert(Box<Insert>),
    /// UPDATE.
    Update(Box<Update>),
    /// DELETE.
    Delete(Box<Delete>),
    /// SELECT.
    Query(Box<Query>),
    /// A DDL construct that is executed by itself.
    Ddl(Box<DdlElement>),
}

/// `CreateTable(table)`, `DropSequence(sequence)`, …
#[derive(Clone, Debug, PartialEq)]
pub enum DdlElement {
    /// CREATE TABLE.
    CreateTable {
        /// The table.
        table: Table,
        /// IF NOT EXISTS.
        if_not_exists: bool,
    },
    /// DROP TABLE.
    DropTable {
        /// The table.
        table: TableName,
        /// IF EXISTS.
        if_exists: bool,
    },
    /// CREATE INDEX.
    CreateIndex {
        /// The index.
        index: Index,
        /// IF NOT EXISTS.
        if_not_exists: bool,
    },
    /// DROP INDEX.
    DropIndex {
        /// The index.
        index: Index,
        /// IF EXISTS.
        if_exists: bool,
    },
    /// CREATE SEQUENCE.
    CreateSequence {
        /// The sequence.
        sequence: Sequence,
        /// IF NOT EXISTS.
        if_not_exists: bool,
    },
    /// DROP SEQUENCE.
    DropSequence {
        /// The sequence.
        sequence: Sequence,
        /// IF EXISTS.
        if_exists: bool,
    },
    /// CREATE SCHEMA.
    CreateSchema {
        /// The schema's name.
        name: Name,
        /// IF NOT EXISTS.
        if_not_exists: bool,
    },
    /// DROP SCHEMA.
    DropSchema {
        /// The schema's name.
        name: Name,
        /// IF EXISTS.
        if_exists: bool,
        /// CASCADE.
        cascade: bool,
    },
    /// ALTER TABLE … ADD of a constraint.
    AddConstraint {
        /// The table.
        table: TableName,
        /// The constraint.
        constraint: Constraint,
        /// The naming convention in force.
        naming: NamingConvention,
    },
    /// ALTER TABLE … DROP CONSTRAINT.
    DropConstraint {
        /// The table.
        table: TableName,
        /// The constraint.
        constraint: Constraint,
        /// The naming convention in force.
        naming: NamingConvention,
        /// IF EXISTS.
        if_exists: bool,
        /// CASCADE.
        cascade: bool,
    },
    /// The comment of a table; `None` takes it away.
    TableComment {
        /// The table.
        table: TableName,
        /// What it says.
        comment: Option<String>,
    },
    /// CREATE TYPE or CREATE DOMAIN of an enum or a domain.
    CreateType(SqlType),
    /// DROP TYPE or DROP DOMAIN of an enum or a domain.
    DropType(SqlType),
    /// `sa.DDL("…")`, after its `%` formatting.
    Text(String),
}

/// Where rows come from.
#[derive(Clone, Debug, PartialEq)]
pub enum FromClause {
    /// A table.
    Table(TableName),
    /// `something AS alias`.
    Alias {
        /// What is named.
        from: Box<FromClause>,
        /// The alias.
        name: Name,
        /// LATERAL.
        lateral: bool,
        /// Names for its columns, where the alias gives them, and their
        /// types, where it gives those too.
        columns: Vec<(Name, Option<SqlType>)>,
    },
    /// `(SELECT …)`.
    Subquery(Box<Query>),
    /// A join.
    Join {
        /// Left side.
        left: Box<FromClause>,
        /// Right side.
        right: Box<FromClause>,
        /// ON; none for a CROSS JOIN.
        on: Option<Expression>,
        /// Which join.
        kind: JoinKind,
    },
    /// A common table expression, by its name.
    Common(Name),
    /// A function that returns rows.
    Function(Expression),
    /// A function whose rows are numbered: WITH ORDINALITY.
    Numbered(Expression),
    /// `VALUES (…), (…)`, with names for its columns.
    Values {
        /// Column names.
        columns: Vec<Name>,
        /// Rows.
        rows: Vec<Vec<Expression>>,
    },
    /// `text()` used as a FROM.
    Text(Text),
}

/// Kinds of joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinKind {
    /// JOIN.
    Inner,
    /// LEFT OUTER JOIN.
    Left,
    /// FULL OUTER JOIN.
    Full,
}

/// DISTINCT of a SELECT.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Distinct {
    /// Not distinct.
    #[default]
    No,
    /// DISTINCT.
    All,
    /// DISTINCT ON (…).
    On(Vec<Expression>),
}

/// `FOR UPDATE` and its like.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Locking {
    /// FOR SHARE rather than FOR UPDATE.
    pub read: bool,
    /// FOR NO KEY UPDATE, FOR KEY SHARE.
    pub key_share: bool,
    /// NOWAIT.
    pub nowait: bool,
    /// SKIP LOCKED.
    pub skip_locked: bool,
    /// OF these tables.
    pub of: Vec<TableName>,
}

/// `FETCH FIRST … ROWS ONLY`.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetch {
    /// How many rows, or how many of a hundred.
    pub count: Expression,
    /// PERCENT.
    pub percent: bool,
    /// WITH TIES.
    pub with_ties: bool,
}

/// `name AS (query)` of a WITH.
#[derive(Clone, Debug, PartialEq)]
pub struct CommonTable {
    /// Its name.
    pub name: Name,
    /// What it holds: a SELECT, or an INSERT, UPDATE or DELETE with RETURNING.
    pub statement: Statement,
    /// WITH RECURSIVE.
    pub recursive: bool,
    /// Column names, written out for recursive ones.
    pub columns: Vec<Name>,
}

/// A SELECT.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Select {
    /// WITH.
    pub with: Vec<CommonTable>,
    /// DISTINCT.
    pub distinct: Distinct,
    /// What is selected.
    pub columns: Vec<Expression>,
    /// FROM.
    pub from: Vec<FromClause>,
    /// WHERE.
    pub condition: Option<Expression>,
    /// GROUP BY.
    pub group_by: Vec<Expression>,
    /// HAVING.
    pub having: Option<Expression>,
    /// ORDER BY.
    pub order_by: Vec<Expression>,
    /// LIMIT.
    pub limit: Option<Expression>,
    /// FETCH FIRST, which takes LIMIT's place.
    pub fetch: Option<Fetch>,
    /// OFFSET.
    pub offset: Option<Expression>,
    /// FOR UPDATE.
    pub locking: Option<Locking>,
    /// `SELECT STRAIGHT_JOIN` and other prefixes.
    pub prefixes: Vec<String>,
    /// What stands at the very end: hints and suffixes.
    pub suffixes: Vec<String>,
    /// Which tables an enclosing SELECT may supply.
    pub correlation: Correlation,
}

/// Which of a subquery's tables are those of the enclosing SELECT.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Correlation {
    /// All that the enclosing one has too, if another is left.
    #[default]
    Automatic,
    /// None.
    Never,
    /// These.
    Only(Vec<FromClause>),
    /// All but these.
    Except(Vec<FromClause>),
}

/// UNION and its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompoundOperator {
    /// UNION.
    Union,
    /// UNION ALL.
    UnionAll,
    /// INTERSECT.
    Intersect,
    /// INTERSECT ALL.
    IntersectAll,
    /// EXCEPT.
    Except,
    /// EXCEPT ALL.
    ExceptAll,
}

/// SELECTs that are combined.
#[derive(Clone, Debug, PartialEq)]
pub struct Compound {
    /// WITH.
    pub with: Vec<CommonTable>,
    /// How they are combined.
    pub operator: CompoundOperator,
    /// The parts.
    pub parts: Vec<Query>,
    /// ORDER BY of the whole.
    pub order_by: Vec<Expression>,
    /// LIMIT of the whole.
    pub limit: Option<Expression>,
    /// OFFSET of the whole.
    pub offset: Option<Expression>,
}

/// Anything that yields rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// A SELECT.
    Select(Box<Select>),
    /// Several, combined.
    Compound(Box<Compound>),
    /// `text()` used as a query.
    Text(Text),
}

/// Where an INSERT's rows come from.
#[derive(Clone, Debug, PartialEq)]
pub enum InsertSource {
    /// `DEFAULT VALUES`.
    Defaults,
    /// One or more rows, each with a value for each of the columns.
    Values(Vec<Vec<Expression>>),
    /// `INSERT … SELECT`.
    Select(Box<Query>),
}

/// What an ON CONFLICT watches.
#[derive(Clone, Debug, PartialEq)]
pub enum ConflictTarget {
    /// A constraint by name.
    Constraint(Name),
    /// Columns or expressions of a unique index, with its WHERE.
    Elements {
        /// The columns or expressions.
        elements: Vec<Expression>,
        /// WHERE of a partial index.
        condition: Option<Box<Expression>>,
    },
}

/// What an ON CONFLICT does.
#[derive(Clone, Debug, PartialEq)]
pub enum ConflictAction {
    /// DO NOTHING.
    Nothing,
    /// DO UPDATE SET …
    Update {
        /// Columns and new values.
        values: Vec<(Name, Expression)>,
        /// WHERE.
        condition: Option<Box<Expression>>,
    },
}

/// ON CONFLICT, or ON DUPLICATE KEY UPDATE.
#[derive(Clone, Debug, PartialEq)]
pub struct OnConflict {
    /// What it watches; `None`: any conflict.
    pub target: Option<ConflictTarget>,
    /// What it does.
    pub action: ConflictAction,
}

/// INSERT.
#[derive(Clone, Debug, PartialEq)]
pub struct Insert {
    /// WITH.
    pub with: Vec<CommonTable>,
    /// Into which table.
    pub table: TableName,
    /// `INSERT OR IGNORE` and other prefixes.
    pub prefixes: Vec<String>,
    /// Which columns, in order.
    pub columns: Vec<Name>,
    /// The rows.
    pub source: InsertSource,
    /// ON CONFLICT.
    pub on_conflict: Option<OnConflict>,
    /// RETURNING.
    pub returning: Vec<Expression>,
    /// Primary key columns that the caller wants to know without asking
    /// (SQLAlchemy's implicit RETURNING).
    pub implicit_returning: Vec<Name>,
}

/// UPDATE.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// WITH.
    pub with: Vec<CommonTable>,
    /// Which table, or an alias of it.
    pub table: FromClause,
    /// Columns and new values, in order.
    pub values: Vec<(Name, Expression)>,
    /// Further tables that the WHERE names.
    pub from: Vec<FromClause>,
    /// WHERE.
    pub condition: Option<Expression>,
    /// RETURNING.
    pub returning: Vec<Expression>,
}

/// DELETE.
#[derive(Clone, Debug, PartialEq)]
pub struct Delete {
    /// WITH.
    pub with: Vec<CommonTable>,
    /// Which table, or an alias of it.
    pub table: FromClause,
    /// Further tables that the WHERE names.
    pub using: Vec<FromClause>,
    /// WHERE.
    pub condition: Option<Expression>,
    /// RETURNING.
    pub returning: Vec<Expression>,
}

impl Query {
    /// Names and types of the columns that the query yields; a column
    /// without a name of its own has an empty one.
    pub fn columns(&self) -> Vec<(Name, SqlType)> {
        match self {
            Query::Select(select) => named_types(&select.columns),
            Query::Compound(compound) => compound
                .parts
                .first()
                .map(Query::columns)
                .unwrap_or_default(),
            Query::Text(_) => Vec::new(),
        }
    }
}

fn named_types(columns: &[Expression]) -> Vec<(Name, SqlType)> {
    columns
        .iter()
        .map(|column| (column.own_name().unwrap_or_default(), column.sql_type()))
        .collect()
}

impl Statement {
    /// Names and types of the columns that the statement yields, by position;
    /// empty where only the database knows them.
    pub fn columns(&self) -> Vec<(Name, SqlType)> {
        match self {
            Statement::Query(query) => query.columns(),
            Statement::Insert(insert) => named_types(&insert.returning),
            Statement::Update(update) => named_types(&update.returning),
            Statement::Delete(delete) => named_types(&delete.returning),
            Statement::Plain(_) | Statement::Text(_) | Statement::Ddl(_) => Vec::new(),
        }
    }

    /// A literal INSERT of one row of values with types guessed from them.
    pub fn insert_values(
        table: TableName,
        row: impl IntoIterator<Item = (Name, Value)>,
    ) -> Statement {
        let (columns, values) = row
            .into_iter()
            .map(|(name, value)| {
                let sql_type = (&value).into();
                (name, Expression::Bind(crate::Bind::new(value, sql_type)))
            })
            .unzip();
        Statement::Insert(Box::new(Insert {
            with: Vec::new(),
            table,
            prefixes: Vec::new(),
            columns,
            source: InsertSource::Values(vec![values]),
            on_conflict: None,
            returning: Vec::new(),
            implicit_returning: Vec::new(),
        }))
    }
}
