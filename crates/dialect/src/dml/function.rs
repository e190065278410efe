//! Calls of functions.

use limbeck_schema::{Expression, Function, Name};

use super::{Syntax, Writer, compile_error, operator::Operator};
use crate::Error;

/// Functions that are written as SQLAlchemy knows them, however a script
/// spells their case.
const KNOWN: &[&str] = &[
    "aggregate_strings",
    "array_agg",
    "char_length",
    "coalesce",
    "concat",
    "count",
    "cume_dist",
    "dense_rank",
    "max",
    "min",
    "mode",
    "now",
    "percent_rank",
    "percentile_cont",
    "percentile_disc",
    "pow",
    "random",
    "rank",
    "sum",
    "sysdate",
];

/// Functions that the standard writes in capitals, and without parentheses
/// where they have no arguments.
const STANDARD: &[&str] = &[
    "current_date",
    "current_time",
    "current_timestamp",
    "current_user",
    "localtime",
    "localtimestamp",
    "session_user",
    "user",
];

impl Writer<'_> {
    pub(super) fn function(&mut self, function: &Function) -> Result<String, Error> {
        let lower = match function.name.as_slice() {
            [only] => only.to_ascii_lowercase(),
            _ => String::new(),
        };
        let arguments = &function.arguments;
        let generic = self.is_generic();
        match (self.syntax, lower.as_str(), arguments.as_slice()) {
            (_, "now" | "localtimestamp" | "char_length", _) if generic => {}
            (Syntax::Sqlite, "now", _) => return Ok("CURRENT_TIMESTAMP".to_owned()),
            (Syntax::Sqlite, "localtimestamp", _) => {
                return Ok("DATETIME(CURRENT_TIMESTAMP, 'localtime')".to_owned());
            }
            (Syntax::Sqlite, "char_length", _) => {
                return Ok(format!("length{}", self.arguments(function)?));
            }
            (Syntax::Postgresql, "pow", _) => {
                return Ok(format!("power{}", self.arguments(function)?));
            }
            (Syntax::Postgresql, "substring", [string, start, rest @ ..]) => {
                let string = self.expression(string)?;
                let start = self.expression(start)?;
                return Ok(match rest {
                    [length, ..] => format!(
                        "SUBSTRING({string} FROM {start} FOR {})",
                        self.expression(length)?
                    ),
                    [] => format!("SUBSTRING({string} FROM {start})"),
                });
            }
            (Syntax::Mysql { .. }, "random", _) => {
                return Ok(format!("rand{}", self.arguments(function)?));
            }
            (Syntax::Mysql { .. }, "sysdate", _) => return Ok("SYSDATE()".to_owned()),
            (Syntax::Mysql { .. }, "rollup", _) => {
                return Ok(format!("{} WITH ROLLUP", self.list(arguments)?));
            }
            (Syntax::Mysql { .. }, "aggregate_strings", [value, separator, ..]) => {
                let value = self.expression(value)?;
                let separator = self.expression(separator)?;
                return Ok(format!("group_concat({value} SEPARATOR {separator})"));
            }
            (syntax, "aggregate_strings", _) => {
                let name = match syntax {
                    Syntax::Postgresql => "string_agg",
                    Syntax::Sqlite | Syntax::Mysql { .. } => "group_concat",
                };
                return Ok(format!("{name}{}", self.arguments(function)?));
            }
            (_, "count", []) => return Ok("count(*)".to_owned()),
            _ => {}
        }
        if STANDARD.contains(&lower.as_str()) {
            let name = lower.to_ascii_uppercase();
            return Ok(match arguments.is_empty() {
                true => name,
                false => format!("{name}{}", self.arguments(function)?),
            });
        }
        if lower == "sysdate" && arguments.is_empty() {
            return Ok(lower);
        }
        let name = match lower.as_str() {
            "cube" | "rollup" => lower.to_ascii_uppercase(),
            "grouping_sets" => "GROUPING SETS".to_owned(),
            known if KNOWN.contains(&known) => lower,
            _ => self.function_name(&function.name),
        };
        Ok(format!("{name}{}", self.arguments(function)?))
    }

    fn function_name(&self, name: &[String]) -> String {
        let parts: Vec<String> = name
            .iter()
            .map(|part| {
                let plain = !part.is_empty()
                    && part
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$');
                if plain {
                    part.clone()
                } else {
                    self.dialect.quote(&Name {
                        text: part.clone(),
                        quote: Some(true),
                    })
                }
            })
            .collect();
        parts.join(".")
    }

    fn arguments(&mut self, function: &Function) -> Result<String, Error> {
        let distinct = if function.distinct { "DISTINCT " } else { "" };
        let mut written = Vec::with_capacity(function.arguments.len());
        for argument in &function.arguments {
            if self.is_shown() && matches!(argument, Expression::Bind(_)) {
                self.beside = function.name.last().cloned();
            }
            let text = self.grouped(argument, Some(Operator::Comma))?;
            if !text.is_empty() {
                written.push(text);
            }
        }
        Ok(format!("({distinct}{})", written.join(", ")))
    }

    /// `EXTRACT(field FROM a)`.
    pub(super) fn extract(&mut self, field: &str, operand: &Expression) -> Result<String, Error> {
        match self.syntax {
            Syntax::Mysql { .. } if field == "milliseconds" => Ok(format!(
                "EXTRACT(millisecond FROM {})",
                self.expression(operand)?
            )),
            Syntax::Postgresql | Syntax::Mysql { .. } => Ok(format!(
                "EXTRACT({field} FROM {})",
                self.expression(operand)?
            )),
            Syntax::Sqlite => match Syntax::strftime(field) {
                Some(format) => Ok(format!(
                    "CAST(STRFTIME('{format}', {}) AS INTEGER)",
                    self.expression(operand)?
                )),
                None => Err(compile_error(format!(
                    "{field} is not a valid extract argument."
                ))),
            },
        }
    }
}
