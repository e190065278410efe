//! Operators with two operands.

use limbeck_schema::{
    Affinity, BinaryOperator, Bind, Expression, LikeShape, PostgresqlType, SqlType, StringType,
    Value,
};

use super::{Syntax, Writer, bind::Stand, operator::Operator};
use crate::{Binds, Error};

impl Writer<'_> {
    pub(super) fn binary(
        &mut self,
        left: &Expression,
        operator: &BinaryOperator,
        right: &Expression,
    ) -> Result<String, Error> {
        use BinaryOperator as B;
        let plain = match operator {
            B::Equal => "=",
            B::NotEqual => "!=",
            B::Less => "<",
            B::LessEqual => "<=",
            B::Greater => ">",
            B::GreaterEqual => ">=",
            B::Add => "+",
            B::Subtract => "-",
            B::Multiply => "*",
            B::Modulo => &self.printed("%"),
            B::Concat if self.syntax.is_mysql() => return self.concat(left, right),
            B::Concat => "||",
            B::Is => "IS",
            B::IsNot => "IS NOT",
            B::BitwiseAnd => "&",
            B::BitwiseOr => "|",
            B::ShiftLeft => "<<",
            B::ShiftRight => ">>",
            B::IsDistinctFrom if self.syntax.is_mysql() => {
                let (left, right) = self.operands(left, operator, right)?;
                return Ok(format!("NOT ({left} <=> {right})"));
            }
            B::IsDistinctFrom => match self.syntax {
                Syntax::Postgresql => "IS DISTINCT FROM",
                Syntax::Sqlite | Syntax::Mysql { .. } => "IS NOT",
            },
            B::IsNotDistinctFrom => match self.syntax {
                Syntax::Postgresql => "IS NOT DISTINCT FROM",
                Syntax::Sqlite => "IS",
                Syntax::Mysql { .. } => "<=>",
            },
            B::Custom { text, .. } => &self.printed(text),
            B::Divide | B::FloorDivide => return self.division(left, operator, right),
            B::BitwiseXor => return self.exclusive_or(left, operator, right),
            B::Match { negated } => return self.full_text(left, operator, right, *negated),
            B::Like { .. } => return self.like(left, operator, right),
            B::RegexpMatch { negated, flags } => {
                return self.regexp(left, operator, right, *negated, flags.as_deref());
            }
            B::RegexpReplace { flags } => {
                return self.regexp_replace(left, right, flags.as_deref());
            }
            B::JsonGetItem | B::JsonPathGetItem => {
                return self.json_item(left, operator, right, None);
            }
        };
        if let B::Custom { eager: true, .. } = operator {
            return self.eager(left, plain, operator, right);
        }
        self.infix(left, plain, operator, right)
    }

    /// `left symbol right`, the operands in parentheses where they need them.
    fn infix(
        &mut self,
        left: &Expression,
        symbol: &str,
        operator: &BinaryOperator,
        right: &Expression,
    ) -> Result<String, Error> {
        let (left, right) =
            self.inside_operator(|writer| writer.operands(left, operator, right))?;
        Ok(format!("{left} {symbol} {right}"))
    }

    /// As [`Writer::infix`], itself in parentheses inside another operator.
    fn eager(
        &mut self,
        left: &Expression,
        symbol: &str,
        operator: &BinaryOperator,
        right: &Expression,
    ) -> Result<String, Error> {
        let path = symbol == "#>>";
        let text = match path || symbol == "->>" {
            true => {
                let index = self.json_index(left, right, path);
                self.infix(left, symbol, operator, &index)?
            }
            false => self.infix(left, symbol, operator, right)?,
        };
        Ok(match self.in_operator {
            true => format!("({text})"),
            false => text,
        })
    }

    fn operands(
        &mut self,
        left: &Expression,
        operator: &BinaryOperator,
        right: &Expression,
    ) -> Result<(String, String), Error> {
        let against = Some(Operator::from(operator));
        let left_text = self.named_beside(left, right, |writer| {
            writer.operand(left, against, beside(right))
        })?;
        let right_text = self.named_beside(right, left, |writer| {
            writer.operand(right, against, beside(left))
        })?;
        Ok((left_text, right_text))
    }

    /// An operand; a value among them may be typed by what stands beside it.
    pub(super) fn operand(
        &mut self,
        operand: &Expression,
        against: Option<Operator>,
        stand: Stand,
    ) -> Result<String, Error> {
        match operand {
            Expression::Bind(bind) => self.bind(bind, stand),
            other => self.grouped(other, against),
        }
    }

    fn division(
        &mut self,
        left: &Expression,
        operator: &BinaryOperator,
        right: &Expression,
    ) -> Result<String, Error> {
        let whole = |expression: &Expression| expression.sql_type().affinity() == Affinity::Integer;
        let (left_text, right_text) = self.operands(left, operator, right)?;
        if *operator == BinaryOperator::FloorDivide {
            return Ok(
                match whole(left) && whole(right) && !self.syntax.is_mysql() {
                    true => format!("{left_text} / {right_text}"),
                    false => format!("FLOOR({left_text} / {right_text})"),
                },
            );
        }
        Ok(match self.syntax {
            Syntax::Sqlite => format!("{left_text} / ({right_text} + 0.0)"),
            Syntax::Mysql { .. } => format!("{left_text} / {right_text}"),
            Syntax::Postgresql => {
                let sql_type = right.sql_type();
                let exact = match sql_type.affinity() {
                    Affinity::Numeric | Affinity::Float => sql_type,
                    _ => SqlType::Numeric {
                        precision: None,
                        scale: None,
                        asdecimal: true,
                    },
                };
                let spelled = self.dialect.spell_type(&exact)?;
                format!("{left_text} / CAST({right_text} AS {spelled})")
            }
        })
    }

    fn exclusive_or(
        &mut self,
        left: &Expression,
        operator: &BinaryOperator,
        right: &Expression,
    ) -> Result<String, Error> {
        if self.syntax == Syntax::Postgresql {
            return self.infix(left, "#", operator, right);
        }
        if self.syntax.is_mysql() {
            return self.infix(left, "^", operator, right);
        }
        let either = self.infix(left, "|", operator, right)?;
        let both = self.infix(left, "&", operator, right)?;
        Ok(match self.in_operator {
            true => format!("(({either}) - ({both}))"),
            false => format!("({either} - {both})"),
        })
    }

    fn full_text(
        &mut self,
        left: &Expression,
        operator: &BinaryOperator,
        right: &Expression,
        negated: bool,
    ) -> Result<String, Error> {
        let not = if negated { "NOT " } else { "" };
        let (left, right) = self.operands(left, operator, right)?;
        Ok(match self.syntax {
            Syntax::Postgresql => format!("{not}{left} @@ plainto_tsquery({right})"),
            Syntax::Sqlite => format!("{not}{left} MATCH {right}"),
            Syntax::Mysql { .. } => {
                format!("{not}MATCH ({left}) AGAINST ({right} IN BOOLEAN MODE)")
            }
        })
    }

    fn like(
        &mut self,
        left: &Expression,
        operator: &BinaryOperator,
        right: &Expression,
    ) -> Result<String, Error> {
        let BinaryOperator::Like {
            shape,
            negated,
            case_insensitive,
            escape,
        } = operator
        else {
            return self.binary(left, operator, right);
        };
        let against = Some(Operator::from(operator));
        let folded = *case_insensitive && (!self.syntax.has_ilike());
        let lower = |text: String| match folded {
            true => format!("lower({text})"),
            false => text,
        };
        let left_text = lower(self.operand(left, against, beside(right))?);
        let stand = match shape {
            LikeShape::Whole => beside(left),
            _ => Stand::Alone,
        };
        // What is joined to `%` joins without parentheses.
        let joined = match right {
            Expression::Binary {
                operator: BinaryOperator::Concat,
                ..
            } if *shape != LikeShape::Whole => Some(Operator::Concat),
            _ => against,
        };
        let pattern =
            self.named_beside(right, left, |writer| writer.operand(right, joined, stand))?;
        let pattern = lower(pattern);
        let any = self.printed("'%'");
        if self.syntax.is_mysql() && *shape != LikeShape::Whole {
            let parts = match shape {
                LikeShape::Contains => [any.as_str(), &pattern, &any].join(", "),
                LikeShape::StartsWith => [pattern.as_str(), &any].join(", "),
                LikeShape::EndsWith | LikeShape::Whole => [any.as_str(), &pattern].join(", "),
            };
            return self.like_text(
                &left_text,
                *negated,
                "LIKE",
                &format!("concat({parts})"),
                escape.as_deref(),
            );
        }
        let pattern = match shape {
            LikeShape::Whole => pattern,
            LikeShape::Contains => format!("{any} || {pattern} || {any}"),
            LikeShape::StartsWith => format!("{pattern} || {any}"),
            LikeShape::EndsWith => format!("{any} || {pattern}"),
        };
        let word = match *case_insensitive && !folded {
            true => "ILIKE",
            false => "LIKE",
        };
        self.like_text(&left_text, *negated, word, &pattern, escape.as_deref())
    }

    fn like_text(
        &self,
        left: &str,
        negated: bool,
        word: &str,
        pattern: &str,
        escape: Option<&str>,
    ) -> Result<String, Error> {
        let not = if negated { "NOT " } else { "" };
        let mut text = format!("{left} {not}{word} {pattern}");
        if let Some(escape) = escape {
            text.push_str(" ESCAPE ");
            text.push_str(&self.string(escape)?);
        }
        Ok(text)
    }

    /// `concat(a, b, …)`: what is joined to what is joined is one list.
    fn concat(&mut self, left: &Expression, right: &Expression) -> Result<String, Error> {
        let mut parts = Vec::new();
        joined(left, &mut parts);
        joined(right, &mut parts);
        let against = Some(Operator::Concat);
        let written = self.inside_operator(|writer| {
            parts
                .into_iter()
                .map(|part| writer.operand(part, against, Stand::Alone))
                .collect::<Result<Vec<_>, _>>()
        })?;
        Ok(format!("concat({})", written.join(", ")))
    }

    fn regexp(
        &mut self,
        left: &Expression,
        operator: &BinaryOperator,
        right: &Expression,
        negated: bool,
        flags: Option<&str>,
    ) -> Result<String, Error> {
        let symbol = match (self.syntax, negated, flags) {
            (Syntax::Mysql { mariadb: false }, negated, Some(flags)) => {
                let (left, right) = self.operands(left, operator, right)?;
                let flags = self.string(flags)?;
                let not = if negated { "NOT " } else { "" };
                return Ok(format!("{not}REGEXP_LIKE({left}, {right}, {flags})"));
            }
            (Syntax::Sqlite | Syntax::Mysql { .. }, true, _) => "NOT REGEXP",
            (Syntax::Sqlite | Syntax::Mysql { .. }, false, _) => "REGEXP",
            (Syntax::Postgresql, true, Some("i")) => "!~*",
            (Syntax::Postgresql, false, Some("i")) => "~*",
            (Syntax::Postgresql, true, _) => "!~",
            (Syntax::Postgresql, false, _) => "~",
        };
        match (self.syntax, flags) {
            (Syntax::Mysql { .. }, Some(flags)) => {
                let (left, right) = self.operands(left, operator, right)?;
                let flags = self.string(flags)?;
                Ok(format!(
                    "{left} {symbol} CONCAT('(?', {flags}, ')', {right})"
                ))
            }
            (Syntax::Postgresql, Some(flags)) if flags != "i" => {
                let (left, right) = self.operands(left, operator, right)?;
                let flags = self.string(flags)?;
                Ok(format!(
                    "{left} {symbol} CONCAT('(?', {flags}, ')', {right})"
                ))
            }
            _ => self.infix(left, symbol, operator, right),
        }
    }

    fn regexp_replace(
        &mut self,
        left: &Expression,
        right: &Expression,
        flags: Option<&str>,
    ) -> Result<String, Error> {
        if self.syntax == Syntax::Sqlite {
            return Err(super::compile_error(
                "sqlite dialect does not support regular expression replacements",
            ));
        }
        let left = self.expression(left)?;
        if let (Syntax::Mysql { mariadb: true }, Some(flags), Expression::List(parts)) =
            (self.syntax, flags, right)
            && let [pattern, replacement] = &parts[..]
        {
            let pattern = self.expression(pattern)?;
            let replacement = self.expression(replacement)?;
            let flags = self.string(flags)?;
            return Ok(format!(
                "REGEXP_REPLACE({left}, CONCAT('(?', {flags}, ')', {pattern}), {replacement})"
            ));
        }
        let right = self.expression(right)?;
        Ok(match flags {
            Some(flags) => format!("REGEXP_REPLACE({left}, {right}, {})", self.string(flags)?),
            None => format!("REGEXP_REPLACE({left}, {right})"),
        })
    }

    /// `a[index]` of a JSON column; `wanted` is the type that the script
    /// takes the item for (`.as_string()`).
    pub(super) fn json_item(
        &mut self,
        left: &Expression,
        operator: &BinaryOperator,
        right: &Expression,
        wanted: Option<&SqlType>,
    ) -> Result<String, Error> {
        let path = *operator == BinaryOperator::JsonPathGetItem;
        let index = self.json_index(left, right, path);
        let wanted = wanted.filter(|sql_type| sql_type.affinity() != Affinity::Json);
        if self.syntax.is_mysql() {
            return self.mysql_json_item(left, operator, &index, wanted);
        }
        let item = match (self.syntax, wanted) {
            (Syntax::Sqlite, wanted) => {
                let (left, index) = self.operands(left, operator, &index)?;
                match wanted {
                    None => format!("JSON_QUOTE(JSON_EXTRACT({left}, {index}))"),
                    Some(_) => format!("JSON_EXTRACT({left}, {index})"),
                }
            }
            (Syntax::Postgresql | Syntax::Mysql { .. }, None)
                if !path && is_jsonb(&left.sql_type()) =>
            {
                let (left_text, index) = self.operands(left, operator, &index)?;
                match left {
                    Expression::Function(_) | Expression::Cast { .. } => {
                        format!("({left_text})[{index}]")
                    }
                    _ => format!("{left_text}[{index}]"),
                }
            }
            (Syntax::Postgresql | Syntax::Mysql { .. }, wanted) => {
                let symbol = match (path, wanted) {
                    (false, None) => "->",
                    (false, Some(_)) => "->>",
                    (true, None) => "#>",
                    (true, Some(_)) => "#>>",
                };
                let text = self.infix(left, symbol, operator, &index)?;
                match self.in_operator {
                    true => format!("({text})"),
                    false => text,
                }
            }
        };
        match wanted {
            None => Ok(item),
            Some(sql_type) => Ok(format!(
                "CAST({item} AS {})",
                self.dialect.spell_type(sql_type)?
            )),
        }
    }

    /// JSON's own `null` is SQL's NULL where a value of another type is
    /// wanted.
    fn mysql_json_item(
        &mut self,
        left: &Expression,
        operator: &BinaryOperator,
        index: &Expression,
        wanted: Option<&SqlType>,
    ) -> Result<String, Error> {
        let extract = |writer: &mut Self| -> Result<String, Error> {
            let (left, index) = writer.operands(left, operator, index)?;
            Ok(format!("JSON_EXTRACT({left}, {index})"))
        };
        let first = extract(self)?;
        let Some(wanted) = wanted else {
            return Ok(first);
        };
        let converted = match wanted.affinity() {
            Affinity::Boolean => "WHEN true THEN true ELSE false".to_owned(),
            Affinity::Integer => {
                format!("ELSE CAST({} AS SIGNED INTEGER)", extract(self)?)
            }
            Affinity::Numeric | Affinity::Float => {
                let item = extract(self)?;
                match wanted {
                    SqlType::Numeric {
                        precision: Some(precision),
                        scale: Some(scale),
                        ..
                    } => format!("ELSE CAST({item} AS DECIMAL({precision}, {scale}))"),
                    _ => format!("ELSE {item}+0.0000000000000000000000"),
                }
            }
            Affinity::String => format!("ELSE JSON_UNQUOTE({})", extract(self)?),
            _ => format!("ELSE {}", extract(self)?),
        };
        Ok(format!(
            "CASE {first} WHEN 'null' THEN NULL {converted} END"
        ))
    }

    /// A literal key, index or path in the form in which the database takes
    /// it; other expressions as they are.
    fn json_index(&self, left: &Expression, index: &Expression, path: bool) -> Expression {
        let Expression::Bind(Bind {
            value: Some(value), ..
        }) = index
        else {
            return index.clone();
        };
        let text = match (self.syntax, value) {
            (Syntax::Sqlite | Syntax::Mysql { .. }, Value::Array(parts)) if path => {
                let parts: String = parts.iter().map(sqlite_step).collect();
                format!("${parts}")
            }
            (Syntax::Postgresql, Value::Array(parts)) if path => {
                let parts: Vec<String> = parts.iter().map(plain_step).collect();
                format!("{{{}}}", parts.join(", "))
            }
            (Syntax::Sqlite | Syntax::Mysql { .. }, Value::Text(_) | Value::Integer(_))
                if left.sql_type().affinity() == Affinity::Json =>
            {
                format!("${}", sqlite_step(value))
            }
            _ => return index.clone(),
        };
        let sql_type = match (self.context.binds, path, self.syntax) {
            (Binds::Bound, true, Syntax::Postgresql) => SqlType::Array {
                item: Box::new(SqlType::SqlText(StringType::default())),
                dimensions: None,
            },
            _ => SqlType::String(StringType::default()),
        };
        Expression::Bind(Bind::new(Value::Text(text), sql_type))
    }

    /// A string literal.
    fn string(&self, text: &str) -> Result<String, Error> {
        self.dialect.literal(
            &Value::Text(text.to_owned()),
            &SqlType::String(StringType::default()),
        )
    }
}

/// How a value stands beside the expression.
fn beside(expression: &Expression) -> Stand {
    match expression {
        Expression::Bind(_) | Expression::Null => Stand::Alone,
        _ => Stand::Beside,
    }
}

/// The operands of a chain of `||`.
fn joined<'e>(expression: &'e Expression, parts: &mut Vec<&'e Expression>) {
    match expression {
        Expression::Binary {
            left,
            operator: BinaryOperator::Concat,
            right,
        } => {
            joined(left, parts);
            joined(right, parts);
        }
        other => parts.push(other),
    }
}

fn is_jsonb(sql_type: &SqlType) -> bool {
    matches!(
        sql_type.on("postgresql"),
        SqlType::Postgresql(PostgresqlType::Jsonb { .. })
    )
}

fn plain_step(step: &Value) -> String {
    match step {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        _ => String::new(),
    }
}

fn sqlite_step(step: &Value) -> String {
    match step {
        Value::Integer(number) => format!("[{number}]"),
        other => format!(".\"{}\"", plain_step(other)),
    }
}
