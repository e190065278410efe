//! Expressions.

use limbeck_schema::{
    BinaryOperator, Expression, Frame, FrameBound, FrameUnit, FromClause, LogicalOperator, Name,
    TableName, UnaryOperator,
};

use super::{Syntax, Writer, bind::Stand, columns::Place, compile_error, operator::Operator};
use crate::Error;

impl Writer<'_> {
    /// An expression without parentheses around it.
    pub(super) fn expression(&mut self, expression: &Expression) -> Result<String, Error> {
        match expression {
            Expression::Text(text) => self.text(text),
            Expression::Raw(sql) => Ok(self.printed(sql)),
            Expression::Column(column) => {
                let name = self.name(&column.name);
                Ok(match &column.table {
                    Some(table) if self.context.qualified => {
                        format!("{}.{name}", self.table(table))
                    }
                    _ => name,
                })
            }
            Expression::Bind(bind) => self.bind(bind, Stand::Alone),
            Expression::Null => Ok("NULL".to_owned()),
            Expression::True => Ok(self.truth(true).to_owned()),
            Expression::False => Ok(self.truth(false).to_owned()),
            Expression::Star(None) => Ok("*".to_owned()),
            Expression::Star(Some(table)) => Ok(format!("{}.*", self.table(table))),
            Expression::Function(function) => self.function(function),
            Expression::Binary {
                left,
                operator,
                right,
            } => self.binary(left, operator, right),
            Expression::Logical { operator, operands } => self.logical(*operator, operands),
            Expression::Unary { operator, operand } => self.unary(operator, operand),
            Expression::In {
                operand,
                negated,
                list,
            } => self.inside_operator(|writer| writer.membership(operand, *negated, list)),
            Expression::Between {
                operand,
                negated,
                symmetric,
                lower,
                upper,
            } => {
                let operand_text = self.inside_operator(|writer| {
                    writer.grouped(operand, Some(Operator::Comparison))
                })?;
                let not = if *negated { " NOT" } else { "" };
                let symmetric = if *symmetric { " SYMMETRIC" } else { "" };
                let lower = self.named_beside(lower, operand, |writer| writer.ungrouped(lower))?;
                let upper = self.named_beside(upper, operand, |writer| writer.ungrouped(upper))?;
                Ok(format!(
                    "{operand_text}{not} BETWEEN{symmetric} {lower} AND {upper}"
                ))
            }
            Expression::Case {
                operand,
                whens,
                otherwise,
            } => self.case(operand.as_deref(), whens, otherwise.as_deref()),
            Expression::Cast {
                operand,
                sql_type,
                try_cast,
            } => {
                if *try_cast {
                    return Err(self.unsupported("TryCast"));
                }
                let Some(spelled) = self.dialect.cast_type(sql_type)? else {
                    return self.grouped(operand, None);
                };
                let operand = self.ungrouped(operand)?;
                Ok(match spelled.find(" COLLATE ") {
                    Some(at) => {
                        let (sql_type, collation) = spelled.split_at(at);
                        format!("CAST({operand} AS {sql_type}){collation}")
                    }
                    None => format!("CAST({operand} AS {spelled})"),
                })
            }
            Expression::TypeCoerce { operand, sql_type } => match &**operand {
                Expression::Binary {
                    left,
                    operator:
                        operator @ (BinaryOperator::JsonGetItem | BinaryOperator::JsonPathGetItem),
                    right,
                } => self.json_item(left, operator, right, Some(sql_type)),
                Expression::Array(items) if items.is_empty() => {
                    self.only_postgresql("array")?;
                    Ok(format!("ARRAY[]::{}", self.dialect.spell_type(sql_type)?))
                }
                Expression::Bind(bind) if bind.sql_type == limbeck_schema::SqlType::Null => {
                    let typed = operand.typed_as(sql_type);
                    self.expression(&typed)
                }
                other => self.expression(other),
            },
            Expression::Extract { field, operand } => self.extract(field, operand),
            Expression::Collate { operand, collation } => {
                let operand = self.grouped(operand, Some(Operator::Collate))?;
                let collation = self.dialect.quote(collation);
                Ok(format!("{operand} COLLATE {collation}"))
            }
            Expression::Label { operand, name } => {
                let chosen = self.labels.iter().any(|label| label == expression);
                match chosen {
                    true => Ok(self.name(name)),
                    false => self.expression(operand),
                }
            }
            Expression::Grouping(operand) => Ok(format!("({})", self.expression(operand)?)),
            Expression::Tuple(items) => Ok(format!("({})", self.list(items)?)),
            Expression::List(items) => self.list(items),
            Expression::Array(items) => {
                self.only_postgresql("array")?;
                Ok(format!("ARRAY[{}]", self.list(items)?))
            }
            Expression::Subscript {
                operand,
                index,
                upper,
            } => {
                self.only_postgresql("getitem")?;
                let operand = self.grouped(operand, Some(Operator::Item))?;
                let index = self.grouped(index, Some(Operator::Item))?;
                Ok(match upper {
                    Some(upper) => format!("{operand}[{index}:{}]", self.expression(upper)?),
                    None => format!("{operand}[{index}]"),
                })
            }
            Expression::Subquery(query) => {
                Ok(format!("({})", self.subquery(query, Place::Select)?))
            }
            Expression::Exists(query) => {
                Ok(format!("EXISTS ({})", self.subquery(query, Place::Select)?))
            }
            Expression::Over {
                operand,
                partition_by,
                order_by,
                frame,
            } => self.over(operand, partition_by, order_by, frame.as_ref()),
            Expression::Filter { operand, condition } => {
                let operand = self.expression(operand)?;
                let condition = self.expression(condition)?;
                Ok(format!("{operand} FILTER (WHERE {condition})"))
            }
            Expression::WithinGroup { operand, order_by } => {
                let operand = self.expression(operand)?;
                let order_by = self.list(order_by)?;
                Ok(format!("{operand} WITHIN GROUP (ORDER BY {order_by})"))
            }
            Expression::AggregateOrderBy { operand, order_by } => {
                self.only_postgresql("aggregate_order_by")?;
                let operand = self.expression(operand)?;
                let order_by = self.list(order_by)?;
                Ok(format!("{operand} ORDER BY {order_by}"))
            }
            Expression::NextValue(sequence) => match self.syntax {
                Syntax::Mysql { .. } => Ok(format!("nextval({})", self.table(sequence))),
                Syntax::Postgresql => {
                    let name = self.table(sequence).replace('\'', "''");
                    Ok(format!("nextval('{name}')"))
                }
                Syntax::Sqlite => Err(Error::Raised {
                    class: "NotImplementedError",
                    message: "Dialect 'sqlite' does not support sequence increments.".to_owned(),
                }),
            },
            Expression::Table(from) => self.alias_name(from),
            Expression::LabelReference(name) => Ok(self.name(&Name::new(name))),
        }
    }

    /// An expression in the parentheses that it needs as an operand of
    /// `against`; without an operator, in those of a place of its own.
    pub(super) fn grouped(
        &mut self,
        expression: &Expression,
        against: Option<Operator>,
    ) -> Result<String, Error> {
        if let (
            Expression::Label { operand, .. } | Expression::TypeCoerce { operand, .. },
            false,
            false,
        ) = (
            expression,
            is_json_item(expression),
            self.labels.contains(expression),
        ) {
            return self.grouped(operand, against);
        }
        if matches!(
            against,
            Some(Operator::And | Operator::Or | Operator::Condition)
        ) && expression.is_plain_boolean()
        {
            return self.as_condition(expression, true);
        }
        let text = self.expression(expression)?;
        Ok(match needs_parentheses(expression, against) {
            true => format!("({text})"),
            false => text,
        })
    }

    /// An expression beside another that has a type.
    fn ungrouped(&mut self, expression: &Expression) -> Result<String, Error> {
        match expression {
            Expression::Bind(bind) => self.bind(bind, Stand::Beside),
            other => self.expression(other),
        }
    }

    /// Expressions with commas between them; those that come to nothing are
    /// left out.
    pub(super) fn list(&mut self, items: &[Expression]) -> Result<String, Error> {
        let mut written = Vec::with_capacity(items.len());
        for item in items {
            let text = self.grouped(item, Some(Operator::Comma))?;
            if !text.is_empty() {
                written.push(text);
            }
        }
        Ok(written.join(", "))
    }

    /// The condition of a WHERE, HAVING or ON.
    pub(super) fn condition(&mut self, condition: &Expression) -> Result<String, Error> {
        self.grouped(condition, Some(Operator::Condition))
    }

    /// A truth value where a condition is wanted: what it is, or a comparison
    /// where the database holds it as a number.
    fn as_condition(&mut self, operand: &Expression, truth: bool) -> Result<String, Error> {
        let text = self.expression(operand)?;
        Ok(match (self.has_boolean(), truth) {
            (true, true) => text,
            (true, false) => format!("NOT {text}"),
            (false, true) => format!("{text} = 1"),
            (false, false) => format!("{text} = 0"),
        })
    }

    fn truth(&self, truth: bool) -> &'static str {
        match (self.syntax != Syntax::Sqlite, truth) {
            (true, true) => "true",
            (true, false) => "false",
            (false, true) => "1",
            (false, false) => "0",
        }
    }

    fn logical(
        &mut self,
        operator: LogicalOperator,
        operands: &[Expression],
    ) -> Result<String, Error> {
        let word = match operator {
            LogicalOperator::And => " AND ",
            LogicalOperator::Or => " OR ",
        };
        if let [only] = operands {
            return self.grouped(only, Some(Operator::Condition));
        }
        self.inside_operator(|writer| {
            let mut written = Vec::with_capacity(operands.len());
            for operand in operands {
                let text = writer.grouped(operand, Some(operator.into()))?;
                if !text.is_empty() {
                    written.push(text);
                }
            }
            Ok(written.join(word))
        })
    }

    /// Writes what an operator stands around.
    pub(super) fn inside_operator<T>(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let outer = std::mem::replace(&mut self.in_operator, true);
        let result = write(self);
        self.in_operator = outer;
        result
    }

    fn unary(&mut self, operator: &UnaryOperator, operand: &Expression) -> Result<String, Error> {
        if *operator == UnaryOperator::Not && operand.is_plain_boolean() {
            return self.as_condition(operand, false);
        }
        let against = match operator {
            // NULLS FIRST asks for parentheses around all but what is a
            // column or already has an order.
            UnaryOperator::NullsFirst | UnaryOperator::NullsLast => Operator::Loose,
            other => Operator::from(other),
        };
        let text = match operand {
            // A value has no table beside it that would tell its type.
            Expression::Array(_) if against == Operator::Collection => {
                format!("({})", self.expression(operand)?)
            }
            operand => self.grouped(operand, Some(against))?,
        };
        Ok(match operator {
            UnaryOperator::Not => format!("NOT {text}"),
            UnaryOperator::Negative => format!("-{text}"),
            UnaryOperator::BitwiseNot => format!("~{text}"),
            UnaryOperator::Distinct => format!("DISTINCT {text}"),
            UnaryOperator::Ascending => format!("{text} ASC"),
            UnaryOperator::Descending => format!("{text} DESC"),
            UnaryOperator::NullsFirst => format!("{text} NULLS FIRST"),
            UnaryOperator::NullsLast => format!("{text} NULLS LAST"),
            UnaryOperator::Any => format!("ANY {text}"),
            UnaryOperator::All => format!("ALL {text}"),
            UnaryOperator::Custom(symbol) => format!("{symbol} {text}"),
        })
    }

    fn membership(
        &mut self,
        operand: &Expression,
        negated: bool,
        list: &[Expression],
    ) -> Result<String, Error> {
        let width = match operand {
            Expression::Tuple(items) => items.len(),
            _ => 1,
        };
        let compared = operand;
        let operand = self.grouped(operand, Some(Operator::Comparison))?;
        if let Some(list) = self.shown_list(compared, list)? {
            return Ok(match negated {
                true => format!("({operand} NOT IN {list})"),
                false => format!("{operand} IN {list}"),
            });
        }
        let list = match list {
            [] => format!("({})", self.syntax.empty_list(width, negated)),
            [query @ Expression::Subquery(_)] => self.expression(query)?,
            [Expression::Bind(bind)] if bind.expanding => match self.value_of(bind) {
                Some(limbeck_schema::Value::Array(items)) => {
                    self.expanded(bind, items, negated, Stand::Beside)?
                }
                _ => self.bind(bind, Stand::Beside)?,
            },
            items => {
                let mut written = Vec::with_capacity(items.len());
                for item in items {
                    written.push(self.ungrouped(item)?);
                }
                let tuples = items
                    .iter()
                    .all(|item| matches!(item, Expression::Tuple(_)));
                match tuples && self.syntax == Syntax::Sqlite {
                    true => format!("(VALUES {})", written.join(", ")),
                    false => format!("({})", written.join(", ")),
                }
            }
        };
        Ok(match negated {
            true => format!("({operand} NOT IN {list})"),
            false => format!("{operand} IN {list}"),
        })
    }

    fn case(
        &mut self,
        operand: Option<&Expression>,
        whens: &[(Expression, Expression)],
        otherwise: Option<&Expression>,
    ) -> Result<String, Error> {
        let mut text = "CASE ".to_owned();
        if let Some(operand) = operand {
            text.push_str(&self.expression(operand)?);
            text.push(' ');
        }
        for (when, then) in whens {
            let when = match when {
                Expression::Bind(bind) => self.bind(bind, Stand::Beside)?,
                other => self.grouped(other, None)?,
            };
            let then = self.expression(then)?;
            text.push_str(&format!("WHEN {when} THEN {then} "));
        }
        if let Some(otherwise) = otherwise {
            text.push_str(&format!("ELSE {} ", self.expression(otherwise)?));
        }
        text.push_str("END");
        Ok(text)
    }

    fn over(
        &mut self,
        operand: &Expression,
        partition_by: &[Expression],
        order_by: &[Expression],
        frame: Option<&Frame>,
    ) -> Result<String, Error> {
        let operand = self.expression(operand)?;
        let mut window = Vec::new();
        if !partition_by.is_empty() {
            window.push(format!("PARTITION BY {}", self.list(partition_by)?));
        }
        if !order_by.is_empty() {
            window.push(format!("ORDER BY {}", self.list(order_by)?));
        }
        if let Some(frame) = frame {
            let unit = match frame.unit {
                FrameUnit::Range => "RANGE",
                FrameUnit::Rows => "ROWS",
                FrameUnit::Groups => "GROUPS",
            };
            window.push(format!(
                "{unit} BETWEEN {} AND {}",
                bound(frame.start, "PRECEDING"),
                bound(frame.end, "FOLLOWING")
            ));
        }
        Ok(format!("{operand} OVER ({})", window.join(" ")))
    }

    fn only_postgresql(&self, what: &str) -> Result<(), Error> {
        match self.syntax {
            Syntax::Postgresql => Ok(()),
            Syntax::Sqlite | Syntax::Mysql { .. } => Err(self.unsupported(what)),
        }
    }

    fn unsupported(&self, what: &str) -> Error {
        compile_error(format!(
            "Compiler {} can't render element of type {what}",
            self.syntax.compiler()
        ))
    }

    /// SQL of the script's own, with `%` twice where drivers want that.
    pub(super) fn printed(&self, sql: &str) -> String {
        match self.dialect.doubles_percents() {
            true => sql.replace('%', "%%"),
            false => sql.to_owned(),
        }
    }

    /// A name, numbered if it is anonymous, and quoted where it must be.
    pub(super) fn name(&mut self, name: &Name) -> String {
        match name.anonymous_stem() {
            Some(stem) => {
                let number = match self.anonymous.get(name.as_str()) {
                    Some(known) => known.clone(),
                    None => {
                        let fresh = self.numbered(stem);
                        self.anonymous.insert(name.text.clone(), fresh.clone());
                        fresh
                    }
                };
                self.dialect.quote(&Name::new(number))
            }
            None => self.dialect.quote(name),
        }
    }

    /// The next name of a stem: `anon_1`, `anon_2`.
    pub(super) fn numbered(&mut self, stem: &str) -> String {
        let counter = self.counters.entry(stem.to_owned()).or_insert(0);
        *counter += 1;
        format!("{stem}_{counter}")
    }

    /// What a column is qualified with: a table with its schema, or an alias.
    pub(super) fn table(&mut self, table: &TableName) -> String {
        let known = || {
            let tables = self.enclosing.iter().flat_map(|enclosing| &enclosing.own);
            tables.into_iter().any(|from| match from {
                FromClause::Table(from) => from == table,
                _ => false,
            })
        };
        match &table.schema {
            None if self.translations.is_empty() || !known() => self.name(&table.name),
            _ => self.full_table(table),
        }
    }

    /// A table's name with its schema, or the one that it stands for.
    pub(super) fn full_table(&mut self, table: &TableName) -> String {
        let schema = table.schema.as_ref().map(|schema| &schema.text);
        let meant = self
            .translations
            .iter()
            .find(|(written, _)| written.as_ref() == schema)
            .map(|(_, meant)| TableName {
                schema: meant.clone().map(Into::into),
                name: table.name.clone(),
            });
        self.dialect.table(meant.as_ref().unwrap_or(table))
    }

    pub(super) fn alias_name(&mut self, from: &FromClause) -> Result<String, Error> {
        match from {
            FromClause::Table(table) => Ok(self.name(&table.name)),
            FromClause::Alias { name, .. } | FromClause::Common(name) => Ok(self.name(name)),
            _ => Err(compile_error(
                "only a table or an alias can be used as a value",
            )),
        }
    }
}

fn bound(bound: FrameBound, direction: &str) -> String {
    match bound {
        FrameBound::Unbounded => format!("UNBOUNDED {direction}"),
        FrameBound::Current => "CURRENT ROW".to_owned(),
        FrameBound::Preceding(rows) => format!("{rows} PRECEDING"),
        FrameBound::Following(rows) => format!("{rows} FOLLOWING"),
    }
}

fn is_json_item(expression: &Expression) -> bool {
    matches!(expression, Expression::TypeCoerce { operand, .. } if matches!(
        **operand,
        Expression::Binary {
            operator: BinaryOperator::JsonGetItem | BinaryOperator::JsonPathGetItem,
            ..
        }
    ))
}

/// Whether the expression has parentheses as an operand of `against`.
fn needs_parentheses(expression: &Expression, against: Option<Operator>) -> bool {
    let operator = match expression {
        Expression::Binary { operator, .. } => Operator::from(operator),
        Expression::Logical { operands, .. } if operands.len() < 2 => return false,
        Expression::Logical { operator, .. } => Operator::from(*operator),
        // The parentheses of NOT IN are always there.
        Expression::In { .. } | Expression::Between { .. } => Operator::Comparison,
        Expression::Collate { .. } => Operator::Collate,
        Expression::Subscript { .. } => Operator::Item,
        Expression::TypeCoerce { .. } => Operator::JsonItem,
        Expression::Unary { operator, operand } => {
            return match operator {
                UnaryOperator::Ascending
                | UnaryOperator::Descending
                | UnaryOperator::NullsFirst
                | UnaryOperator::NullsLast => false,
                UnaryOperator::Not if operand.is_plain_boolean() => false,
                other => Operator::from(other).yields_to(against),
            };
        }
        Expression::Exists(_) => return Operator::Exists.yields_to(against),
        Expression::Filter { .. } => return Operator::Filter.yields_to(against),
        Expression::Array(_) => {
            return matches!(against, Some(Operator::Item | Operator::Collection));
        }
        Expression::Subquery(_) | Expression::Grouping(_) | Expression::Tuple(_) => return false,
        _ => return against == Some(Operator::Collection),
    };
    operator.yields_to(against) || (against == Some(Operator::Not) && !operator.is_boolean())
}
