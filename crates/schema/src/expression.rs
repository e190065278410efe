//! SQL expressions, as scripts build them.

use crate::{
    BinaryOperator, FromClause, LogicalOperator, Name, Query, SqlType, TableName, UnaryOperator,
    Value,
};

/// A SQL expression.
///
/// Parentheses are not part of the tree, except where a script asked for
/// them ([`Expression::Grouping`]); a dialect adds those that precedence
/// needs.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// `sa.text("…")`: SQL in which `:name` is a bound parameter.
    Text(Text),
    /// `sa.literal_column("…")`: SQL that is written as it is.
    Raw(String),
    /// A column.
    Column(ColumnReference),
    /// A bound parameter or a literal.
    Bind(Bind),
    /// `NULL`.
    Null,
    /// `true`, or what stands for it.
    True,
    /// `false`, or what stands for it.
    False,
    /// `*`, or `table.*`.
    Star(Option<TableName>),
    /// `sa.func.name(…)`.
    Function(Function),
    /// `a operator b`.
    Binary {
        /// Left operand.
        left: Box<Expression>,
        /// The operator.
        operator: BinaryOperator,
        /// Right operand.
        right: Box<Expression>,
    },
    /// `a AND b AND c`, `a OR b OR c`.
    Logical {
        /// AND or OR.
        operator: LogicalOperator,
        /// The operands; none at all stands for nothing, one for itself where
        /// a condition is wanted (a truth value that a database holds as a
        /// number).
        operands: Vec<Expression>,
    },
    /// An operator with one operand.
    Unary {
        /// The operator.
        operator: UnaryOperator,
        /// Its operand.
        operand: Box<Expression>,
    },
    /// `a IN (…)`, `a NOT IN (…)`.
    In {
        /// What is looked for.
        operand: Box<Expression>,
        /// NOT IN.
        negated: bool,
        /// The list, or one subquery.
        list: Vec<Expression>,
    },
    /// `a BETWEEN b AND c`.
    Between {
        /// What is compared.
        operand: Box<Expression>,
        /// NOT BETWEEN.
        negated: bool,
        /// BETWEEN SYMMETRIC.
        symmetric: bool,
        /// Lower bound.
        lower: Box<Expression>,
        /// Upper bound.
        upper: Box<Expression>,
    },
    /// `CASE … END`.
    Case {
        /// `CASE operand WHEN …`.
        operand: Option<Box<Expression>>,
        /// Conditions and results.
        whens: Vec<(Expression, Expression)>,
        /// ELSE.
        otherwise: Option<Box<Expression>>,
    },
    /// `CAST(a AS type)`, and `TRY_CAST`.
    Cast {
        /// What is cast.
        operand: Box<Expression>,
        /// To what.
        sql_type: SqlType,
        /// TRY_CAST.
        try_cast: bool,
    },
    /// `type_coerce(a, type)`: only a Python-side type, no SQL.
    TypeCoerce {
        /// What is coerced.
        operand: Box<Expression>,
        /// Its type from here on.
        sql_type: SqlType,
    },
    /// `EXTRACT(field FROM a)`.
    Extract {
        /// `year`, `epoch`, ….
        field: String,
        /// From what.
        operand: Box<Expression>,
    },
    /// `a COLLATE "c"`.
    Collate {
        /// What is collated.
        operand: Box<Expression>,
        /// The collation's name.
        collation: Name,
    },
    /// `a AS name`.
    Label {
        /// What is labelled.
        operand: Box<Expression>,
        /// The label.
        name: Name,
    },
    /// `(a)`, because the script said so (`.self_group()`, `sa.Grouping`).
    Grouping(Box<Expression>),
    /// `(a, b)`.
    Tuple(Vec<Expression>),
    /// `a, b`: a list without parentheses.
    List(Vec<Expression>),
    /// `ARRAY[a, b]`.
    Array(Vec<Expression>),
    /// `a[index]`, `a[lower:upper]`.
    Subscript {
        /// What is indexed.
        operand: Box<Expression>,
        /// The index, or the lower bound.
        index: Box<Expression>,
        /// The upper bound of a slice.
        upper: Option<Box<Expression>>,
    },
    /// A SELECT used as a value: `(SELECT …)`.
    Subquery(Box<Query>),
    /// `EXISTS (SELECT …)`.
    Exists(Box<Query>),
    /// `a OVER (PARTITION BY … ORDER BY …)`.
    Over {
        /// The function.
        operand: Box<Expression>,
        /// PARTITION BY.
        partition_by: Vec<Expression>,
        /// ORDER BY.
        order_by: Vec<Expression>,
        /// `ROWS …`, `RANGE …` or `GROUPS …`.
        frame: Option<Frame>,
    },
    /// `a FILTER (WHERE …)`.
    Filter {
        /// The aggregate.
        operand: Box<Expression>,
        /// The condition.
        condition: Box<Expression>,
    },
    /// `a WITHIN GROUP (ORDER BY …)`.
    WithinGroup {
        /// The aggregate.
        operand: Box<Expression>,
        /// ORDER BY.
        order_by: Vec<Expression>,
    },
    /// `aggregate_order_by(a, b)`: `a ORDER BY b` inside an aggregate.
    AggregateOrderBy {
        /// What is aggregated.
        operand: Box<Expression>,
        /// ORDER BY.
        order_by: Vec<Expression>,
    },
    /// `sequence.next_value()`.
    NextValue(TableName),
    /// A table or alias used as a value (`func.row_to_json(table)`).
    Table(Box<FromClause>),
    /// A column or label of the same SELECT, by its name
    /// (`.order_by("name")`).
    LabelReference(String),
}

/// The rows that a window function sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// How rows are counted.
    pub unit: FrameUnit,
    /// The first row.
    pub start: FrameBound,
    /// The last row.
    pub end: FrameBound,
}

/// How a [`Frame`] counts rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameUnit {
    /// RANGE.
    Range,
    /// ROWS.
    Rows,
    /// GROUPS.
    Groups,
}

/// An end of a [`Frame`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameBound {
    /// UNBOUNDED PRECEDING at the start, UNBOUNDED FOLLOWING at the end.
    Unbounded,
    /// CURRENT ROW.
    Current,
    /// So many PRECEDING.
    Preceding(i64),
    /// So many FOLLOWING.
    Following(i64),
}

/// `sa.text("…")` with its parameters.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Text {
    /// The SQL, with `:name` for a parameter and `\:` for a colon.
    pub sql: String,
    /// Parameters set by `.bindparams()` or given on execution.
    pub binds: Vec<Bind>,
}

impl Text {
    /// SQL without values for its parameters.
    pub fn new(sql: impl Into<String>) -> Text {
        Text {
            sql: sql.into(),
            binds: Vec::new(),
        }
    }
}

/// A bound parameter, or a literal where a statement is printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Bind {
    /// The parameter's name, if the script gave one.
    pub key: Option<String>,
    /// Its value; `None` when it is given on execution.
    pub value: Option<Value>,
    /// Its type, which decides how a literal is spelled.
    pub sql_type: SqlType,
    /// `bindparam(…, expanding=True)`: a list for an IN.
    pub expanding: bool,
    /// `bindparam(…, literal_execute=True)`, `op.inline_literal(…)`: always
    /// written into the statement.
    pub literal: bool,
}

impl Bind {
    /// A value of the given type.
    pub fn new(value: Value, sql_type: SqlType) -> Bind {
        Bind {
            key: None,
            value: Some(value),
            sql_type,
            expanding: false,
            literal: false,
        }
    }
}

/// A column, where an expression names it.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnReference {
    /// The table or alias that it belongs to, if it belongs to one.
    pub table: Option<TableName>,
    /// The column's name.
    pub name: Name,
    /// Its type, [`SqlType::Null`] when not known.
    pub sql_type: SqlType,
}

/// A call of a SQL function.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Name, with the packages before it (`func.pkg.name` → `["pkg", "name"]`).
    pub name: Vec<String>,
    /// Arguments.
    pub arguments: Vec<Expression>,
    /// Type of the result.
    pub sql_type: SqlType,
    /// `DISTINCT` before the arguments.
    pub distinct: bool,
}

impl Expression {
    /// A column that belongs to no table.
    pub fn column(name: impl Into<Name>) -> Expression {
        Expression::Column(ColumnReference {
            table: None,
            name: name.into(),
            sql_type: SqlType::Null,
        })
    }

    /// The name under which a SELECT yields the expression, if it has one of
    /// its own.
    pub fn own_name(&self) -> Option<Name> {
        match self {
            Expression::Column(column) => Some(column.name.clone()),
            Expression::Label { name, .. } => Some(name.clone()),
            Expression::Cast { operand, .. }
            | Expression::TypeCoerce { operand, .. }
            | Expression::Grouping(operand) => operand.own_name(),
            Expression::Logical { operands, .. } => match operands.as_slice() {
                [only] => only.own_name(),
                _ => None,
            },
            Expression::Table(from) => match &**from {
                FromClause::Table(table) => Some(table.name.clone()),
                FromClause::Alias { name, .. } | FromClause::Common(name) => Some(name.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// Calls `visit` for this expression and then for each one inside it,
    /// left to right. Subqueries are not entered.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Expression)) {
        visit(self);
        match self {
            Expression::Text(_)
            | Expression::Raw(_)
            | Expression::Column(_)
            | Expression::Bind(_)
            | Expression::Null
            | Expression::True
            | Expression::False
            | Expression::Star(_)
            | Expression::Subquery(_)
            | Expression::Exists(_)
            | Expression::NextValue(_)
            | Expression::Table(_)
            | Expression::LabelReference(_) => {}
            Expression::Function(function) => walk_all(&function.arguments, visit),
            Expression::Binary { left, right, .. } => {
                left.walk(visit);
                right.walk(visit);
            }
            Expression::Logical { operands, .. }
            | Expression::Tuple(operands)
            | Expression::List(operands)
            | Expression::Array(operands) => walk_all(operands, visit),
            Expression::Unary { operand, .. }
            | Expression::Cast { operand, .. }
            | Expression::TypeCoerce { operand, .. }
            | Expression::Extract { operand, .. }
            | Expression::Collate { operand, .. }
            | Expression::Label { operand, .. }
            | Expression::Grouping(operand) => operand.walk(visit),
            Expression::In { operand, list, .. } => {
                operand.walk(visit);
                walk_all(list, visit);
            }
            Expression::Between {
                operand,
                lower,
                upper,
                ..
            } => {
                operand.walk(visit);
                lower.walk(visit);
                upper.walk(visit);
            }
            Expression::Case {
                operand,
                whens,
                otherwise,
            } => {
                if let Some(operand) = operand {
                    operand.walk(visit);
                }
                for (when, then) in whens {
                    when.walk(visit);
                    then.walk(visit);
                }
                if let Some(otherwise) = otherwise {
                    otherwise.walk(visit);
                }
            }
            Expression::Subscript {
                operand,
                index,
                upper,
            } => {
                operand.walk(visit);
                index.walk(visit);
                if let Some(upper) = upper {
                    upper.walk(visit);
                }
            }
            Expression::Over {
                operand,
                partition_by,
                order_by,
                ..
            } => {
                operand.walk(visit);
                walk_all(partition_by, visit);
                walk_all(order_by, visit);
            }
            Expression::Filter { operand, condition } => {
                operand.walk(visit);
                condition.walk(visit);
            }
            Expression::WithinGroup { operand, order_by }
            | Expression::AggregateOrderBy { operand, order_by } => {
                operand.walk(visit);
                walk_all(order_by, visit);
            }
        }
    }
}

/// Columns.
impl Expression {
    /// Calls `change` for each column in the expression. Subqueries, whose
    /// columns are those of other tables, are not entered.
    pub fn walk_columns(&mut self, change: &mut impl FnMut(&mut ColumnReference)) {
        if let Expression::Column(column) = self {
            change(column);
            return;
        }
        for part in self.parts() {
            part.walk_columns(change);
        }
    }

    /// Calls `change` for each piece of SQL that stands in the expression as
    /// it was given. Subqueries are not entered.
    pub fn walk_raw(&mut self, change: &mut impl FnMut(&mut String)) {
        if let Expression::Raw(sql) = self {
            change(sql);
            return;
        }
        for part in self.parts() {
            part.walk_raw(change);
        }
    }

    /// The expressions right beneath this one.
    fn parts(&mut self) -> Vec<&mut Expression> {
        match self {
            Expression::Text(_)
            | Expression::Raw(_)
            | Expression::Column(_)
            | Expression::Bind(_)
            | Expression::Null
            | Expression::True
            | Expression::False
            | Expression::Star(_)
            | Expression::Subquery(_)
            | Expression::Exists(_)
            | Expression::NextValue(_)
            | Expression::Table(_)
            | Expression::LabelReference(_) => Vec::new(),
            Expression::Function(function) => function.arguments.iter_mut().collect(),
            Expression::Binary { left, right, .. } => vec![left, right],
            Expression::Logical { operands, .. }
            | Expression::Tuple(operands)
            | Expression::List(operands)
            | Expression::Array(operands) => operands.iter_mut().collect(),
            Expression::Unary { operand, .. }
            | Expression::Cast { operand, .. }
            | Expression::TypeCoerce { operand, .. }
            | Expression::Extract { operand, .. }
            | Expression::Collate { operand, .. }
            | Expression::Label { operand, .. }
            | Expression::Grouping(operand) => vec![operand],
            Expression::In { operand, list, .. } => {
                let operand: &mut Expression = operand;
                std::iter::once(operand).chain(list).collect()
            }
            Expression::Between {
                operand,
                lower,
                upper,
                ..
            } => vec![operand, lower, upper],
            Expression::Case {
                operand,
                whens,
                otherwise,
            } => {
                let whens = whens.iter_mut().flat_map(|(when, then)| [when, then]);
                let around = operand.iter_mut().chain(otherwise);
                around
                    .map(|expression| &mut **expression)
                    .chain(whens)
                    .collect()
            }
            Expression::Subscript {
                operand,
                index,
                upper,
            } => {
                let mut parts: Vec<&mut Expression> = vec![operand, index];
                parts.extend(upper.iter_mut().map(|upper| &mut **upper));
                parts
            }
            Expression::Over {
                operand,
                partition_by,
                order_by,
                ..
            } => {
                let operand: &mut Expression = operand;
                std::iter::once(operand)
                    .chain(partition_by)
                    .chain(order_by)
                    .collect()
            }
            Expression::Filter { operand, condition } => vec![operand, condition],
            Expression::WithinGroup { operand, order_by }
            | Expression::AggregateOrderBy { operand, order_by } => {
                let operand: &mut Expression = operand;
                std::iter::once(operand).chain(order_by).collect()
            }
        }
    }
}

fn walk_all<'a>(expressions: &'a [Expression], visit: &mut impl FnMut(&'a Expression)) {
    for expression in expressions {
        expression.walk(visit);
    }
}
