//! Types of expressions, and how an expression takes its final form from
//! the types of its operands: what a literal's type is, what `+` means, what
//! NOT becomes.

use crate::{
    BinaryOperator, Bind, Expression, Function, LogicalOperator, MysqlType, PostgresqlType,
    SqlType, StringType, UnaryOperator, Value,
};

/// Families of types that behave alike in expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Affinity {
    /// Not known.
    Null,
    /// Characters, enums too.
    String,
    /// Whole numbers.
    Integer,
    /// Exact numbers.
    Numeric,
    /// Inexact numbers.
    Float,
    /// Truth values.
    Boolean,
    /// Dates.
    Date,
    /// Times of day.
    Time,
    /// Dates with times of day.
    DateTime,
    /// Durations.
    Interval,
    /// Bytes.
    Binary,
    /// JSON.
    Json,
    /// UUIDs.
    Uuid,
    /// Arrays.
    Array,
    /// Types that are like no other.
    Other,
}

fn mysql_affinity(mysql: &MysqlType) -> Affinity {
    match mysql {
        MysqlType::Integer { .. } => Affinity::Integer,
        MysqlType::Number { name, .. } => match name.as_str() {
            "FLOAT" | "DOUBLE" | "REAL" => Affinity::Float,
            _ => Affinity::Numeric,
        },
        MysqlType::Text { .. } | MysqlType::Enum { .. } | MysqlType::Set { .. } => Affinity::String,
        MysqlType::Temporal { name, .. } if name == "TIME" => Affinity::Time,
        MysqlType::Temporal { .. } => Affinity::DateTime,
        MysqlType::Plain(name) => match name.as_str() {
            "JSON" => Affinity::Json,
            "BOOLEAN" => Affinity::Boolean,
            "DATE" => Affinity::Date,
            name if name.ends_with("BLOB") => Affinity::Binary,
            _ => Affinity::Other,
        },
        MysqlType::Year { .. } | MysqlType::Bit { .. } => Affinity::Other,
    }
}

impl SqlType {
    /// The family that the type belongs to.
    pub fn affinity(&self) -> Affinity {
        match self {
            SqlType::Null => Affinity::Null,
            SqlType::String(_)
            | SqlType::Text(_)
            | SqlType::Unicode(_)
            | SqlType::UnicodeText(_)
            | SqlType::Varchar(_)
            | SqlType::Nvarchar(_)
            | SqlType::Char(_)
            | SqlType::Nchar(_)
            | SqlType::SqlText(_)
            | SqlType::Clob(_)
            | SqlType::Enum(_) => Affinity::String,
            SqlType::Integer
            | SqlType::SmallInteger
            | SqlType::BigInteger
            | SqlType::SqlInteger
            | SqlType::Smallint
            | SqlType::Bigint => Affinity::Integer,
            SqlType::Numeric { .. } | SqlType::SqlNumeric { .. } | SqlType::Decimal { .. } => {
                Affinity::Numeric
            }
            SqlType::Float { .. }
            | SqlType::SqlFloat { .. }
            | SqlType::Double { .. }
            | SqlType::SqlDouble { .. }
            | SqlType::DoublePrecision { .. }
            | SqlType::Real { .. } => Affinity::Float,
            SqlType::Boolean { .. } | SqlType::SqlBoolean { .. } => Affinity::Boolean,
            SqlType::Date | SqlType::SqlDate => Affinity::Date,
            SqlType::Time { .. } | SqlType::SqlTime { .. } => Affinity::Time,
            SqlType::DateTime { .. } | SqlType::SqlDateTime { .. } | SqlType::Timestamp { .. } => {
                Affinity::DateTime
            }
            SqlType::Interval(_) => Affinity::Interval,
            SqlType::LargeBinary { .. }
            | SqlType::Pickle
            | SqlType::Blob { .. }
            | SqlType::Binary { .. }
            | SqlType::Varbinary { .. } => Affinity::Binary,
            SqlType::Json { .. } => Affinity::Json,
            SqlType::Uuid(_) | SqlType::SqlUuid { .. } => Affinity::Uuid,
            SqlType::Array { .. } => Affinity::Array,
            SqlType::Postgresql(postgresql) => match postgresql {
                PostgresqlType::Json { .. } | PostgresqlType::Jsonb { .. } => Affinity::Json,
                PostgresqlType::Uuid { .. } => Affinity::Uuid,
                PostgresqlType::Timestamp { .. } => Affinity::DateTime,
                PostgresqlType::Time { .. } => Affinity::Time,
                PostgresqlType::Interval { .. } => Affinity::Interval,
                PostgresqlType::Domain { data_type, .. } => data_type.affinity(),
                PostgresqlType::Plain(name) if name == "BYTEA" => Affinity::Binary,
                PostgresqlType::Plain(name) if name == "TSVECTOR" || name == "CITEXT" => {
                    Affinity::String
                }
                PostgresqlType::Bit { .. } | PostgresqlType::Hstore | PostgresqlType::Plain(_) => {
                    Affinity::Other
                }
            },
            SqlType::Mysql(mysql) => mysql_affinity(mysql),
            SqlType::UserDefined(_) => Affinity::Other,
            SqlType::Variant { base, .. } => base.affinity(),
        }
    }

    /// Whether `+` of values of this type joins them.
    fn concatenates(&self) -> bool {
        matches!(
            self.affinity(),
            Affinity::String | Affinity::Binary | Affinity::Json | Affinity::Array
        )
    }

    /// The type that a value takes beside an operand of this type.
    pub fn beside(&self, value: &Value) -> SqlType {
        let guessed = SqlType::from(value);
        match guessed.affinity() {
            Affinity::Null => self.clone(),
            affinity if affinity == self.affinity() => self.clone(),
            _ => match (self.affinity(), value) {
                // A document or an enum member is spelled by its column.
                (Affinity::Json, Value::Json(_))
                | (Affinity::Binary | Affinity::Uuid, Value::Text(_))
                | (Affinity::Other, _) => self.clone(),
                _ => guessed,
            },
        }
    }
}

/// `sa.Boolean`.
fn boolean() -> SqlType {
    SqlType::Boolean {
        create_constraint: false,
        name: None,
    }
}

fn numeric() -> SqlType {
    SqlType::Numeric {
        precision: None,
        scale: None,
        asdecimal: true,
    }
}

fn float() -> SqlType {
    SqlType::Float {
        precision: None,
        asdecimal: false,
    }
}

fn date_time() -> SqlType {
    SqlType::DateTime { timezone: false }
}

fn interval() -> SqlType {
    SqlType::from(&Value::Interval {
        days: 0,
        seconds: 0,
        microseconds: 0,
    })
}

/// The type of `left operator right` for arithmetic.
fn arithmetic(left: &SqlType, operator: &BinaryOperator, right: &SqlType) -> SqlType {
    use Affinity as A;
    use BinaryOperator as B;
    match (left.affinity(), operator, right.affinity()) {
        (A::Integer, B::Add, A::Date) => right.clone(),
        (A::Integer, B::Multiply, A::Interval) => interval(),
        (A::Integer, B::Divide, A::Integer) => numeric(),
        (A::Integer, B::Add | B::Subtract | B::Multiply | B::Divide, A::Numeric) => right.clone(),
        (A::Integer, B::FloorDivide, A::Numeric) => right.clone(),
        (A::Integer, B::Add | B::Subtract | B::Multiply | B::Divide, A::Float) => right.clone(),
        (A::Numeric | A::Float, B::Multiply, A::Interval) => interval(),
        (A::DateTime, B::Subtract, A::DateTime) => interval(),
        (A::Date, B::Add, A::Interval | A::Time) => date_time(),
        (A::Date, B::Subtract, A::Interval) => date_time(),
        (A::Date, B::Subtract, A::Date) => SqlType::Integer,
        (A::Date, B::Subtract, A::DateTime) => interval(),
        (A::Time, B::Add, A::Date) => date_time(),
        (A::Time, B::Subtract, A::Time) => interval(),
        (A::Interval, B::Add, A::Date | A::DateTime) => date_time(),
        (A::Interval, B::Add, A::Time) => right.clone(),
        (A::Null, _, _) => right.clone(),
        _ => left.clone(),
    }
}

impl Expression {
    /// The expression's type, [`SqlType::Null`] when not known.
    pub fn sql_type(&self) -> SqlType {
        match self {
            Expression::Column(column) => column.sql_type.clone(),
            Expression::Bind(bind) => bind.sql_type.clone(),
            Expression::Function(function) => function.sql_type.clone(),
            Expression::True
            | Expression::False
            | Expression::Logical { .. }
            | Expression::In { .. }
            | Expression::Between { .. }
            | Expression::Exists(_) => boolean(),
            Expression::Binary {
                left,
                operator,
                right,
            } => match operator {
                BinaryOperator::Custom {
                    comparison: false,
                    sql_type,
                    ..
                } => match sql_type {
                    SqlType::Null => left.sql_type(),
                    given => given.clone(),
                },
                BinaryOperator::Concat
                | BinaryOperator::RegexpReplace { .. }
                | BinaryOperator::JsonGetItem
                | BinaryOperator::JsonPathGetItem => left.sql_type(),
                operator if operator.is_comparison() => boolean(),
                operator => arithmetic(&left.sql_type(), operator, &right.sql_type()),
            },
            Expression::Unary { operator, operand } => match operator {
                UnaryOperator::Not => boolean(),
                UnaryOperator::Any
                | UnaryOperator::All
                | UnaryOperator::Negative
                | UnaryOperator::Distinct
                | UnaryOperator::Ascending
                | UnaryOperator::Descending
                | UnaryOperator::NullsFirst
                | UnaryOperator::NullsLast
                | UnaryOperator::BitwiseNot
                | UnaryOperator::Custom(_) => operand.sql_type(),
            },
            Expression::Case {
                whens, otherwise, ..
            } => whens
                .iter()
                .map(|(_, then)| then)
                .chain(otherwise.as_deref())
                .map(Expression::sql_type)
                .find(|sql_type| *sql_type != SqlType::Null)
                .unwrap_or_default(),
            Expression::Cast { sql_type, .. } | Expression::TypeCoerce { sql_type, .. } => {
                sql_type.clone()
            }
            Expression::Extract { .. } => SqlType::Integer,
            Expression::NextValue(_) => SqlType::Integer,
            Expression::Label { operand, .. }
            | Expression::Grouping(operand)
            | Expression::Collate { operand, .. }
            | Expression::Over { operand, .. }
            | Expression::Filter { operand, .. }
            | Expression::WithinGroup { operand, .. }
            | Expression::AggregateOrderBy { operand, .. } => operand.sql_type(),
            Expression::Array(items) => SqlType::Array {
                item: Box::new(items.first().map(Expression::sql_type).unwrap_or_default()),
                dimensions: None,
            },
            Expression::Subscript { operand, upper, .. } => match (operand.sql_type(), upper) {
                (SqlType::Array { item, dimensions }, None) => match dimensions {
                    None | Some(0 | 1) => *item,
                    Some(more) => SqlType::Array {
                        item,
                        dimensions: Some(more - 1),
                    },
                },
                (whole, _) => whole,
            },
            Expression::Subquery(query) => query
                .columns()
                .first()
                .map(|(_, sql_type)| sql_type.clone())
                .unwrap_or_default(),
            Expression::Text(_)
            | Expression::Raw(_)
            | Expression::Null
            | Expression::Star(_)
            | Expression::Tuple(_)
            | Expression::List(_)
            | Expression::Table(_)
            | Expression::LabelReference(_) => SqlType::Null,
        }
    }

    /// `left operator right`: a literal takes its type from the other side,
    /// and `+` of strings joins them.
    pub fn binary(left: Expression, operator: BinaryOperator, right: Expression) -> Expression {
        let (left, right) = (left.typed_beside(&right), right.typed_beside(&left));
        let operator = match operator {
            BinaryOperator::Add => match (left.sql_type(), right.sql_type()) {
                (SqlType::Null, known) | (known, SqlType::Null) if known.concatenates() => {
                    BinaryOperator::Concat
                }
                (one, other) if one.concatenates() && other.concatenates() => {
                    BinaryOperator::Concat
                }
                _ => BinaryOperator::Add,
            },
            other => other,
        };
        // ANY and ALL stand on the right.
        if let Expression::Unary {
            operator: UnaryOperator::Any | UnaryOperator::All,
            ..
        } = left
        {
            return Expression::Binary {
                left: Box::new(right),
                operator: operator.mirrored(),
                right: Box::new(left),
            };
        }
        Expression::Binary {
            left: Box::new(left),
            operator,
            right: Box::new(right),
        }
    }

    /// A literal whose type is not known takes that which it has beside
    /// `other`; anything else stays as it is.
    pub fn typed_beside(&self, other: &Expression) -> Expression {
        let sql_type = match (other, other.sql_type()) {
            // The literal is compared with an element of the array.
            (
                Expression::Unary {
                    operator: UnaryOperator::Any | UnaryOperator::All,
                    ..
                },
                SqlType::Array { item, .. },
            ) => *item,
            (_, sql_type) => sql_type,
        };
        self.typed_as(&sql_type)
    }

    /// A literal whose type is not known takes that which it has in a column
    /// of the given type; anything else stays as it is.
    pub fn typed_as(&self, sql_type: &SqlType) -> Expression {
        match self {
            Expression::Bind(bind) if bind.sql_type == SqlType::Null => {
                let sql_type = match &bind.value {
                    Some(Value::Array(items)) if bind.expanding => items
                        .first()
                        .map_or_else(|| sql_type.clone(), |item| sql_type.beside(item)),
                    Some(value) => sql_type.beside(value),
                    None => sql_type.clone(),
                };
                Expression::Bind(Bind {
                    sql_type,
                    ..bind.clone()
                })
            }
            other => other.clone(),
        }
    }

    /// A conjunction or disjunction without the operands that decide nothing.
    pub fn logical(
        operator: LogicalOperator,
        operands: impl IntoIterator<Item = Expression>,
    ) -> Expression {
        let (neutral, decisive) = match operator {
            LogicalOperator::And => (Expression::True, Expression::False),
            LogicalOperator::Or => (Expression::False, Expression::True),
        };
        let mut seen_neutral = false;
        let mut kept = Vec::new();
        for operand in operands {
            if operand == neutral {
                seen_neutral = true;
            } else if operand == decisive {
                return condition(operand);
            } else {
                kept.push(operand);
            }
        }
        if kept.is_empty() && seen_neutral {
            return condition(neutral);
        }
        match <[Expression; 1]>::try_from(kept) {
            Ok([only]) => condition(only),
            Err(operands) => Expression::Logical { operator, operands },
        }
    }

    /// NOT of the expression, in the form that SQLAlchemy gives it.
    pub fn negated(self) -> Expression {
        match self {
            Expression::True => Expression::False,
            Expression::False => Expression::True,
            Expression::In {
                operand,
                negated,
                list,
            } => Expression::In {
                operand,
                negated: !negated,
                list,
            },
            Expression::Between {
                operand,
                negated,
                symmetric,
                lower,
                upper,
            } => Expression::Between {
                operand,
                negated: !negated,
                symmetric,
                lower,
                upper,
            },
            Expression::Label { operand, name } => Expression::Label {
                operand: Box::new(operand.negated()),
                name,
            },
            Expression::Unary {
                operator: UnaryOperator::Not,
                operand,
            } if operand.is_plain_boolean() => condition(*operand),
            Expression::Logical { operator, operands } => {
                match <[Expression; 1]>::try_from(operands) {
                    Ok([only]) => only.negated(),
                    Err(operands) => not(Expression::Logical { operator, operands }),
                }
            }
            Expression::Binary {
                left,
                operator,
                right,
            } => match operator.negated() {
                Some(operator)
                    if !matches!(
                        *right,
                        Expression::Unary {
                            operator: UnaryOperator::Any | UnaryOperator::All,
                            ..
                        }
                    ) =>
                {
                    Expression::Binary {
                        left,
                        operator,
                        right,
                    }
                }
                _ => not(Expression::Grouping(Box::new(Expression::Binary {
                    left,
                    operator,
                    right,
                }))),
            },
            other => not(other),
        }
    }

    /// Whether this is a truth value that databases without a BOOLEAN type
    /// hold as a number, and not a condition.
    pub fn is_plain_boolean(&self) -> bool {
        match self {
            Expression::Column(_)
            | Expression::Bind(_)
            | Expression::Function(_)
            | Expression::Cast { .. }
            | Expression::Case { .. }
            | Expression::True
            | Expression::False
            | Expression::Over { .. } => self.sql_type().affinity() == Affinity::Boolean,
            Expression::TypeCoerce { operand, sql_type } => {
                sql_type.affinity() == Affinity::Boolean
                    && !matches!(**operand, Expression::Binary { .. })
            }
            _ => false,
        }
    }
}

/// A truth value as a condition: a conjunction of it alone.
fn condition(operand: Expression) -> Expression {
    match operand.is_plain_boolean() {
        true => Expression::Logical {
            operator: LogicalOperator::And,
            operands: vec![operand],
        },
        false => operand,
    }
}

fn not(operand: Expression) -> Expression {
    Expression::Unary {
        operator: UnaryOperator::Not,
        operand: Box::new(operand),
    }
}

impl Function {
    /// A call of a function; without a type of its own it gets the type that
    /// SQLAlchemy knows of a function of that name.
    pub fn call(name: Vec<String>, arguments: Vec<Expression>, given: Option<SqlType>) -> Function {
        let known = match name.as_slice() {
            [only] => known_type(&only.to_ascii_lowercase(), &arguments),
            _ => SqlType::Null,
        };
        Function {
            name,
            sql_type: given.unwrap_or(known),
            arguments,
            distinct: false,
        }
    }
}

fn known_type(name: &str, arguments: &[Expression]) -> SqlType {
    let of_arguments = || {
        arguments
            .iter()
            .map(Expression::sql_type)
            .find(|sql_type| *sql_type != SqlType::Null)
            .unwrap_or_default()
    };
    match name {
        "coalesce" | "max" | "min" | "sum" | "pow" => of_arguments(),
        "count" | "char_length" | "rank" | "dense_rank" => SqlType::Integer,
        "now" | "current_timestamp" | "localtime" | "localtimestamp" | "sysdate" => date_time(),
        "current_date" => SqlType::Date,
        "current_time" => SqlType::Time { timezone: false },
        "concat" | "current_user" | "session_user" | "user" | "aggregate_strings" => {
            SqlType::String(StringType::default())
        }
        "percent_rank" | "cume_dist" => numeric(),
        "random" => float(),
        "array_agg" => SqlType::Array {
            item: Box::new(of_arguments()),
            dimensions: None,
        },
        _ => SqlType::Null,
    }
}
