//! Precedence of operators, as SQLAlchemy counts it: it decides where
//! parentheses are written.

use limbeck_schema::{BinaryOperator, LikeShape, LogicalOperator, UnaryOperator};

/// An operator, as far as parentheses are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    And,
    Or,
    /// A place that wants a condition: WHERE, ON.
    Condition,
    Not,
    Add,
    Subtract,
    Multiply,
    /// `/`, `//` and `%`, the minus sign and `~`.
    Factor,
    Bitwise,
    Concat,
    /// Comparisons, LIKE, IN, IS, BETWEEN and DISTINCT.
    Comparison,
    Equality,
    Item,
    JsonItem,
    JsonPathItem,
    Collection,
    Collate,
    /// ASC and DESC.
    Ordering,
    Exists,
    Filter,
    Comma,
    Custom {
        precedence: i32,
        eager: bool,
    },
    /// Without a precedence: it has parentheses wherever it stands, and so
    /// have its operands.
    Loose,
}

impl Operator {
    fn precedence(self) -> Option<i32> {
        Some(match self {
            Operator::Item | Operator::JsonItem | Operator::JsonPathItem | Operator::Collection => {
                15
            }
            Operator::Multiply | Operator::Factor => 8,
            Operator::Add | Operator::Subtract | Operator::Bitwise => 7,
            Operator::Filter => 6,
            Operator::Concat | Operator::Comparison | Operator::Equality | Operator::Not => 5,
            Operator::Collate => 4,
            Operator::And | Operator::Ordering => 3,
            Operator::Or => 2,
            Operator::Exists => 0,
            Operator::Comma => -1,
            Operator::Condition => -10,
            Operator::Custom { precedence, .. } => precedence,
            Operator::Loose => return None,
        })
    }

    /// Whether `(a op b) op c` needs no parentheses.
    fn is_associative(self) -> bool {
        matches!(
            self,
            Operator::And
                | Operator::Or
                | Operator::Add
                | Operator::Multiply
                | Operator::Concat
                | Operator::Item
                | Operator::JsonItem
                | Operator::JsonPathItem
                | Operator::Custom { eager: true, .. }
        )
    }

    /// Whether this operator yields a truth value in SQLAlchemy's narrow
    /// sense, so that a NOT before it needs no parentheses of its own.
    pub(super) fn is_boolean(self) -> bool {
        matches!(
            self,
            Operator::Equality | Operator::And | Operator::Or | Operator::Not
        )
    }

    /// Whether an expression of this operator needs parentheses as an operand
    /// of `against`; no operator at all stands for places that always want
    /// them.
    pub(super) fn yields_to(self, against: Option<Operator>) -> bool {
        let Some(against) = against else {
            return true;
        };
        if self == against && self.is_associative() {
            return false;
        }
        self.precedence().unwrap_or(-100) <= against.precedence().unwrap_or(100)
    }
}

impl From<LogicalOperator> for Operator {
    fn from(operator: LogicalOperator) -> Operator {
        match operator {
            LogicalOperator::And => Operator::And,
            LogicalOperator::Or => Operator::Or,
        }
    }
}

impl From<&BinaryOperator> for Operator {
    fn from(operator: &BinaryOperator) -> Operator {
        use BinaryOperator as B;
        match operator {
            B::Equal | B::NotEqual | B::Less | B::LessEqual | B::Greater | B::GreaterEqual => {
                Operator::Equality
            }
            B::Add => Operator::Add,
            B::Subtract => Operator::Subtract,
            B::Multiply => Operator::Multiply,
            B::Divide | B::FloorDivide | B::Modulo => Operator::Factor,
            B::BitwiseAnd | B::BitwiseOr | B::BitwiseXor | B::ShiftLeft | B::ShiftRight => {
                Operator::Bitwise
            }
            B::Concat => Operator::Concat,
            B::Like {
                shape: LikeShape::Whole,
                ..
            }
            | B::Is
            | B::IsNot
            | B::IsDistinctFrom
            | B::IsNotDistinctFrom
            | B::RegexpMatch { .. }
            | B::RegexpReplace { .. }
            | B::Match { .. } => Operator::Comparison,
            B::Like { .. } => Operator::Loose,
            B::Custom {
                precedence, eager, ..
            } => Operator::Custom {
                precedence: *precedence,
                eager: *eager,
            },
            B::JsonGetItem => Operator::JsonItem,
            B::JsonPathGetItem => Operator::JsonPathItem,
        }
    }
}

impl From<&UnaryOperator> for Operator {
    fn from(operator: &UnaryOperator) -> Operator {
        match operator {
            UnaryOperator::Not => Operator::Not,
            UnaryOperator::Negative | UnaryOperator::BitwiseNot => Operator::Factor,
            UnaryOperator::Distinct => Operator::Comparison,
            UnaryOperator::Ascending | UnaryOperator::Descending => Operator::Ordering,
            UnaryOperator::NullsFirst | UnaryOperator::NullsLast => Operator::Loose,
            UnaryOperator::Any | UnaryOperator::All => Operator::Collection,
            UnaryOperator::Custom(_) => Operator::Custom {
                precedence: 0,
                eager: false,
            },
        }
    }
}
