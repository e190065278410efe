//! Operators of SQL expressions.

use crate::SqlType;

/// AND or OR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogicalOperator {
    /// AND.
    And,
    /// OR.
    Or,
}

/// Operators with two operands.
#[derive(Clone, Debug, PartialEq)]
pub enum BinaryOperator {
    /// `=`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterEqual,
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`, true division.
    Divide,
    /// `//`, floor division.
    FloorDivide,
    /// `%`.
    Modulo,
    /// `||`, or CONCAT.
    Concat,
    /// `IS`.
    Is,
    /// `IS NOT`.
    IsNot,
    /// `IS DISTINCT FROM`.
    IsDistinctFrom,
    /// `IS NOT DISTINCT FROM`.
    IsNotDistinctFrom,
    /// `&`.
    BitwiseAnd,
    /// `|`.
    BitwiseOr,
    /// Exclusive or: `#`, `^`, or what stands for it.
    BitwiseXor,
    /// `<<`.
    ShiftLeft,
    /// `>>`.
    ShiftRight,
    /// Full text search.
    Match {
        /// Does not match.
        negated: bool,
    },
    /// `LIKE`, with its ESCAPE character.
    Like {
        /// What is written around the pattern.
        shape: LikeShape,
        /// NOT LIKE.
        negated: bool,
        /// ILIKE, or LOWER on both sides where the dialect has none.
        case_insensitive: bool,
        /// ESCAPE character.
        escape: Option<String>,
    },
    /// A regular expression match.
    RegexpMatch {
        /// Does not match.
        negated: bool,
        /// Flags, such as `i`.
        flags: Option<String>,
    },
    /// Regular expression replacement; the right operand lists pattern and
    /// replacement.
    RegexpReplace {
        /// Flags, such as `g`.
        flags: Option<String>,
    },
    /// `.op("…")` and dialect operators (`@>`, `->`, `->>`, `&&`).
    Custom {
        /// The operator's text.
        text: String,
        /// Precedence as SQLAlchemy counts it; 0 unless given.
        precedence: i32,
        /// Whether it yields a truth value.
        comparison: bool,
        /// Whether it has parentheses wherever another operator uses it.
        eager: bool,
        /// Type of the result, where it is known.
        sql_type: SqlType,
    },
    /// `a[key]` of JSON columns: `->`, or the dialect's function.
    JsonGetItem,
    /// `a[("x", "y")]` of JSON columns.
    JsonPathGetItem,
}

/// What is written around the pattern of a LIKE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LikeShape {
    /// `.like(…)`: nothing.
    Whole,
    /// `.contains(…)`: `%` on both sides.
    Contains,
    /// `.startswith(…)`: `%` behind it.
    StartsWith,
    /// `.endswith(…)`: `%` before it.
    EndsWith,
}

/// Operators with one operand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// NOT.
    Not,
    /// Minus.
    Negative,
    /// DISTINCT.
    Distinct,
    /// ASC.
    Ascending,
    /// DESC.
    Descending,
    /// NULLS FIRST.
    NullsFirst,
    /// NULLS LAST.
    NullsLast,
    /// ANY.
    Any,
    /// ALL.
    All,
    /// `~`.
    BitwiseNot,
    /// Another prefix operator.
    Custom(String),
}

impl BinaryOperator {
    /// The operator that holds where this one does not, if there is one.
    pub fn negated(&self) -> Option<BinaryOperator> {
        use BinaryOperator as B;
        Some(match self {
            B::Equal => B::NotEqual,
            B::NotEqual => B::Equal,
            B::Less => B::GreaterEqual,
            B::LessEqual => B::Greater,
            B::Greater => B::LessEqual,
            B::GreaterEqual => B::Less,
            B::Is => B::IsNot,
            B::IsNot => B::Is,
            B::IsDistinctFrom => B::IsNotDistinctFrom,
            B::IsNotDistinctFrom => B::IsDistinctFrom,
            B::Match { negated } => B::Match { negated: !negated },
            B::Like {
                shape,
                negated,
                case_insensitive,
                escape,
            } => B::Like {
                shape: *shape,
                negated: !negated,
                case_insensitive: *case_insensitive,
                escape: escape.clone(),
            },
            B::RegexpMatch { negated, flags } => B::RegexpMatch {
                negated: !negated,
                flags: flags.clone(),
            },
            B::Add
            | B::Subtract
            | B::Multiply
            | B::Divide
            | B::FloorDivide
            | B::Modulo
            | B::Concat
            | B::BitwiseAnd
            | B::BitwiseOr
            | B::BitwiseXor
            | B::ShiftLeft
            | B::ShiftRight
            | B::RegexpReplace { .. }
            | B::Custom { .. }
            | B::JsonGetItem
            | B::JsonPathGetItem => return None,
        })
    }

    /// The operator with its operands exchanged.
    pub fn mirrored(self) -> BinaryOperator {
        match self {
            BinaryOperator::Less => BinaryOperator::Greater,
            BinaryOperator::LessEqual => BinaryOperator::GreaterEqual,
            BinaryOperator::Greater => BinaryOperator::Less,
            BinaryOperator::GreaterEqual => BinaryOperator::LessEqual,
            other => other,
        }
    }

    /// Whether the result is a truth value.
    pub fn is_comparison(&self) -> bool {
        use BinaryOperator as B;
        match self {
            B::Custom { comparison, .. } => *comparison,
            other => other.negated().is_some(),
        }
    }
}
