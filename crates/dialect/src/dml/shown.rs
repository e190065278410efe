//! Statements as a reader sees them: with placeholders that have names, in the
//! form that a Python driver would get.

use limbeck_schema::{Affinity, Bind, Expression, Name, SqlType, Statement, Value};

use super::{ExpressionContext, Syntax, Writer, bind::sqlite_value};
use crate::{Binds, Dialect, Error, PlaceholderStyle, Placeholders, Shown};

/// The statement with placeholders.
pub(crate) fn statement(
    dialect: &dyn Dialect,
    statement: &Statement,
    placeholders: Placeholders,
) -> Result<Shown, Error> {
    let mut writer = Writer::new(dialect, context(placeholders));
    let text = writer.statement(statement)?;
    Ok(Shown {
        text,
        parameters: writer.shown,
    })
}

/// An expression with placeholders.
pub(crate) fn expression(
    dialect: &dyn Dialect,
    expression: &Expression,
    placeholders: Placeholders,
) -> Result<Shown, Error> {
    let mut writer = Writer::new(dialect, context(placeholders));
    let text = writer.expression(expression)?;
    Ok(Shown {
        text,
        parameters: writer.shown,
    })
}

fn context(placeholders: Placeholders) -> ExpressionContext {
    ExpressionContext {
        qualified: true,
        binds: Binds::Shown(placeholders),
    }
}

impl Writer<'_> {
    /// A parameter by its name, or by one that says what it stands beside.
    pub(super) fn shown_bind(
        &mut self,
        bind: &Bind,
        placeholders: Placeholders,
    ) -> Result<String, Error> {
        let name = self.shown_name(bind);
        let value = self.value_of(bind).cloned();
        let sql_type = match (bind.sql_type.on(self.dialect.name()), &value) {
            (SqlType::Null, Some(value)) if bind.key.is_none() => SqlType::from(value),
            (given, _) => given.clone(),
        };
        if bind.expanding {
            return match value {
                Some(Value::Array(items)) if placeholders.expanded => {
                    self.shown_items(&name, &items, &sql_type, placeholders)
                }
                value => Ok(format!("({})", self.postponed(name, value))),
            };
        }
        self.placed(name, value, &sql_type, placeholders)
    }

    fn shown_name(&mut self, bind: &Bind) -> String {
        let stem = self.beside.take();
        match (&bind.key, stem) {
            (Some(key), _) => key.clone(),
            // What a column is set to is called as the column is.
            (None, Some(stem)) if stem.starts_with('=') => stem[1..].to_owned(),
            (None, Some(stem)) => self.numbered(&stem),
            (None, None) => self.numbered("param"),
        }
    }

    /// The list of an IN that a script gave value by value, or whose values
    /// are one parameter.
    pub(super) fn shown_list(
        &mut self,
        compared: &Expression,
        list: &[Expression],
    ) -> Result<Option<String>, Error> {
        let Binds::Shown(placeholders) = self.context.binds else {
            return Ok(None);
        };
        let mut values = Vec::with_capacity(list.len());
        let mut sql_type = SqlType::Null;
        for item in list {
            match item {
                Expression::Bind(bind) if bind.key.is_none() && !bind.literal => {
                    sql_type = bind.sql_type.clone();
                    values.push(bind.value.clone().unwrap_or(Value::Null));
                }
                Expression::Tuple(parts) => {
                    let mut row = Vec::with_capacity(parts.len());
                    for part in parts {
                        match part {
                            Expression::Bind(Bind {
                                key: None,
                                value: Some(value),
                                ..
                            }) => row.push(value.clone()),
                            _ => return Ok(None),
                        }
                    }
                    values.push(Value::Array(row));
                }
                _ => return Ok(None),
            }
        }
        if placeholders.expanded && values.is_empty() {
            return Ok(None);
        }
        let name = self.numbered(&stem(compared));
        if placeholders.expanded {
            return self
                .shown_items(&name, &values, &sql_type, placeholders)
                .map(Some);
        }
        let postponed = self.postponed(name, Some(Value::Array(values)));
        Ok(Some(format!("({postponed})")))
    }

    /// What stands for a list until the statement is executed.
    fn postponed(&mut self, name: String, value: Option<Value>) -> String {
        let text = format!("__[POSTCOMPILE_{name}]");
        self.remember(name, value);
        text
    }

    fn shown_items(
        &mut self,
        name: &str,
        items: &[Value],
        sql_type: &SqlType,
        placeholders: Placeholders,
    ) -> Result<String, Error> {
        if items.is_empty() {
            return Ok(format!("({})", self.syntax.empty_list(1, false)));
        }
        let mut written = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let name = format!("{name}_{}", index + 1);
            written.push(match item {
                Value::Array(parts) if sql_type.affinity() != Affinity::Array => {
                    let mut row = Vec::with_capacity(parts.len());
                    for (index, part) in parts.iter().enumerate() {
                        let name = format!("{name}_{}", index + 1);
                        let part_type = SqlType::from(part);
                        row.push(self.placed(
                            name,
                            Some(part.clone()),
                            &part_type,
                            placeholders,
                        )?);
                    }
                    format!("({})", row.join(", "))
                }
                item => self.placed(name, Some(item.clone()), sql_type, placeholders)?,
            });
        }
        Ok(format!("({})", written.join(", ")))
    }

    fn placed(
        &mut self,
        name: String,
        value: Option<Value>,
        sql_type: &SqlType,
        placeholders: Placeholders,
    ) -> Result<String, Error> {
        let text = match placeholders.style {
            PlaceholderStyle::Named => format!(":{name}"),
            PlaceholderStyle::Pyformat => format!("%({name})s"),
            PlaceholderStyle::Format => "%s".to_owned(),
            PlaceholderStyle::Question => "?".to_owned(),
            PlaceholderStyle::Numbered => {
                let known = self.shown.iter().position(|(known, _)| *known == name);
                format!("${}", known.unwrap_or(self.shown.len()) + 1)
            }
        };
        // What is executed is told as the driver got it.
        let value = match self.syntax {
            Syntax::Sqlite if placeholders.expanded => {
                value.map(|value| sqlite_value(&value, sql_type))
            }
            Syntax::Mysql { .. } if placeholders.expanded => value.map(|value| match value {
                Value::Boolean(truth) => Value::Integer(i64::from(truth)),
                value => value,
            }),
            _ => value,
        };
        let repeats = matches!(
            placeholders.style,
            PlaceholderStyle::Format | PlaceholderStyle::Question
        );
        match repeats {
            true => self.shown.push((name, value)),
            false => self.remember(name, value),
        }
        Ok(match self.shown_cast(sql_type, placeholders)? {
            Some(cast) => format!("{text}::{cast}"),
            None => text,
        })
    }

    fn remember(&mut self, name: String, value: Option<Value>) {
        if !self.shown.iter().any(|(known, _)| *known == name) {
            self.shown.push((name, value));
        }
    }

    /// The type behind a placeholder of PostgreSQL.
    fn shown_cast(
        &self,
        sql_type: &SqlType,
        placeholders: Placeholders,
    ) -> Result<Option<String>, Error> {
        if !placeholders.casts || self.syntax != Syntax::Postgresql {
            return Ok(None);
        }
        let spelled = match sql_type {
            SqlType::Null | SqlType::Enum(_) => return Ok(None),
            _ => match sql_type.affinity() {
                Affinity::String => return Ok(Some("VARCHAR".to_owned())),
                Affinity::Integer
                | Affinity::Date
                | Affinity::DateTime
                | Affinity::Time
                | Affinity::Interval
                | Affinity::Json
                | Affinity::Uuid
                | Affinity::Array => self.dialect.spell_type(sql_type)?,
                _ => return Ok(None),
            },
        };
        Ok(Some(spelled))
    }

    /// Writes an operand; a parameter without a name is called by what stands
    /// beside it.
    pub(super) fn named_beside<T>(
        &mut self,
        operand: &Expression,
        other: &Expression,
        write: impl FnOnce(&mut Self) -> T,
    ) -> T {
        if self.is_shown() && matches!(operand, Expression::Bind(_)) {
            self.beside = Some(stem(other));
        }
        write(self)
    }

    /// Calls the value of a column by its name, with the number of its row
    /// where there are several.
    pub(super) fn name_assigned(&mut self, value: &Expression, column: &Name, row: Option<usize>) {
        if self.is_shown() && matches!(value, Expression::Bind(_)) {
            self.beside = Some(match row {
                Some(row) => format!("={column}_m{row}"),
                None => format!("={column}"),
            });
        }
    }

    /// Whether the statement is shown as that of no dialect.
    pub(super) fn is_generic(&self) -> bool {
        matches!(
            self.context.binds,
            Binds::Shown(Placeholders {
                style: PlaceholderStyle::Named,
                ..
            })
        )
    }

    /// Whether truth values are no numbers.
    pub(super) fn has_boolean(&self) -> bool {
        self.syntax.has_boolean() || self.is_generic()
    }

    pub(super) fn is_shown(&self) -> bool {
        matches!(self.context.binds, Binds::Shown(_))
    }
}

/// What a parameter beside the expression is called after.
fn stem(expression: &Expression) -> String {
    match expression {
        Expression::Column(column) => column.name.text.clone(),
        Expression::Function(function) => function.name.last().cloned().unwrap_or_default(),
        Expression::TypeCoerce { operand, .. } => stem(operand),
        _ => "param".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use limbeck_schema::{BinaryOperator, ColumnReference, StringType, TableName};

    use super::*;
    use crate::Sqlite;

    #[test]
    fn parameters_are_called_by_what_stands_beside_them() {
        let column = Expression::Column(ColumnReference {
            table: Some(TableName::new("t")),
            name: "a".into(),
            sql_type: SqlType::String(StringType::default()),
        });
        let value = |text: &str| Expression::Bind(Bind::new(text.into(), SqlType::Null));
        let equal = Expression::binary(column.clone(), BinaryOperator::Equal, value("x"));
        let listed = Expression::In {
            operand: Box::new(column),
            negated: false,
            list: vec![value("y"), value("z")],
        };
        let both = Expression::Tuple(vec![equal, listed, value("w")]);
        let check = |style, expanded, text: &str, names: &[&str]| {
            let placeholders = Placeholders {
                style,
                casts: false,
                expanded,
            };
            let shown = expression(&Sqlite, &both, placeholders).unwrap();
            assert_eq!(shown.text, text);
            let found: Vec<&str> = shown.parameters.iter().map(|(name, _)| &**name).collect();
            assert_eq!(found, names);
        };
        check(
            PlaceholderStyle::Named,
            false,
            "(t.a = :a_1, t.a IN (__[POSTCOMPILE_a_2]), :param_1)",
            &["a_1", "a_2", "param_1"],
        );
        check(
            PlaceholderStyle::Question,
            true,
            "(t.a = ?, t.a IN (?, ?), ?)",
            &["a_1", "a_2_1", "a_2_2", "param_1"],
        );
    }
}
