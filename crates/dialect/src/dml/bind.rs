//! Values: as literals, or as placeholders with the values beside them.

use limbeck_schema::{Affinity, Bind, MysqlType, SqlType, Value};

use super::{Syntax, Writer, text::missing_value};
use crate::{Binds, Error};

/// Where a value stands, which decides how much a server learns of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// It becomes a column's value: VALUES and SET.
    Assigned,
    /// Beside something that has a type: a comparison, a CAST.
    Beside,
    /// Anywhere else: an argument, a selected column.
    Alone,
}

impl<'a> Writer<'a> {
    /// The value given on execution, or else the parameter's own.
    pub(super) fn value_of<'b>(&self, bind: &'b Bind) -> Option<&'b Value>
    where
        'a: 'b,
    {
        bind.key
            .as_ref()
            .and_then(|key| self.given.iter().find(|(name, _)| name == key))
            .map(|(_, value)| value)
            .or(bind.value.as_ref())
    }

    /// A value.
    pub(super) fn bind(&mut self, bind: &Bind, stand: Stand) -> Result<String, Error> {
        if let Binds::Shown(placeholders) = self.context.binds
            && !bind.literal
        {
            return self.shown_bind(bind, placeholders);
        }
        let value = match self.value_of(bind) {
            Some(value) => value,
            None if self.context.binds == Binds::Inline && bind.expanding => {
                return Ok("(NULL)".to_owned());
            }
            None if self.context.binds == Binds::Inline => return Ok("NULL".to_owned()),
            None => return Err(missing_value(bind.key.as_deref().unwrap_or("param_1"))),
        };
        if bind.expanding
            && let Value::Array(items) = value
        {
            return self.expanded(bind, items, false, stand);
        }
        self.value(value, &bind.sql_type, bind.literal, stand)
    }

    /// The list of an IN, in its parentheses.
    pub(super) fn expanded(
        &mut self,
        bind: &Bind,
        items: &[Value],
        negated: bool,
        stand: Stand,
    ) -> Result<String, Error> {
        if items.is_empty() {
            return Ok(format!("({})", self.syntax.empty_list(1, negated)));
        }
        let tuples = items.iter().all(|item| matches!(item, Value::Array(_)))
            && bind.sql_type.affinity() != Affinity::Array;
        let mut written = Vec::with_capacity(items.len());
        for item in items {
            written.push(match item {
                Value::Array(parts) if tuples => {
                    let mut list = Vec::with_capacity(parts.len());
                    for part in parts {
                        list.push(self.value(part, &SqlType::Null, bind.literal, stand)?);
                    }
                    format!("({})", list.join(", "))
                }
                item => self.value(item, &bind.sql_type, bind.literal, stand)?,
            });
        }
        let values = if tuples && self.syntax == Syntax::Sqlite {
            "VALUES "
        } else {
            ""
        };
        Ok(format!("({values}{})", written.join(", ")))
    }

    /// One value of a type.
    pub(super) fn value(
        &mut self,
        value: &Value,
        sql_type: &SqlType,
        literal: bool,
        stand: Stand,
    ) -> Result<String, Error> {
        let untyped = *sql_type == SqlType::Null;
        let guessed;
        let sql_type = match sql_type.on(self.dialect.name()) {
            SqlType::Null => {
                guessed = SqlType::from(value);
                &guessed
            }
            given => given,
        };
        if literal || self.context.binds == Binds::Inline {
            return self.dialect.literal(value, sql_type);
        }
        let value = &stored(value, sql_type);
        match self.syntax {
            // Python's sqlite3 writes what no type says as Python does.
            Syntax::Sqlite => {
                self.parameters.push(match value {
                    Value::DateTime(text) if untyped => Value::Text(text.clone()),
                    value => sqlite_value(value, sql_type),
                });
                Ok("?".to_owned())
            }
            // A literal is equal to itself in a GROUP BY.
            Syntax::Mysql { .. } if stand != Stand::Assigned && is_plain(value) => {
                let written = self.dialect.literal(value, sql_type)?;
                Ok(match value {
                    // Without an exponent it is a decimal.
                    Value::Float(_) if !written.contains('e') => format!("{written}e0"),
                    _ => written,
                })
            }
            Syntax::Mysql { .. } => {
                self.parameters.push(mysql_value(value, sql_type));
                Ok("?".to_owned())
            }
            // PostgreSQL makes more of a literal than of a placeholder: it
            // fits any type, and two equal ones are equal in a GROUP BY.
            Syntax::Postgresql
                if stand != Stand::Assigned
                    && is_plain(value)
                    && !(untyped && matches!(value, Value::Float(_))) =>
            {
                self.dialect.literal(value, &SqlType::from(value))
            }
            Syntax::Postgresql => {
                let cast = self.cast(value, sql_type, stand)?;
                let number = self.placeholder(value, cast.as_deref(), stand);
                Ok(match cast {
                    Some(cast) => format!("${number}::{cast}"),
                    None => format!("${number}"),
                })
            }
        }
    }

    /// The number of a placeholder; equal values that are cast to one type
    /// share it.
    fn placeholder(&mut self, value: &Value, cast: Option<&str>, stand: Stand) -> usize {
        if let Some(cast) = cast
            && stand != Stand::Assigned
        {
            let known = self
                .shared
                .iter()
                .find(|(number, to)| to == cast && self.parameters.get(number - 1) == Some(value));
            if let Some((number, _)) = known {
                return *number;
            }
            self.shared
                .push((self.parameters.len() + 1, cast.to_owned()));
        }
        self.parameters.push(value.clone());
        self.parameters.len()
    }

    /// The type that a PostgreSQL placeholder is cast to. What a string means
    /// is best found by the server (an enum, a UUID, a name) where it can
    /// find it; other values say themselves what they are.
    fn cast(
        &self,
        value: &Value,
        sql_type: &SqlType,
        stand: Stand,
    ) -> Result<Option<String>, Error> {
        Ok(Some(match value {
            Value::Boolean(_) => "BOOLEAN".to_owned(),
            Value::Integer(number) if i32::try_from(*number).is_ok() => "INTEGER".to_owned(),
            Value::Integer(_) => "BIGINT".to_owned(),
            Value::BigInteger(_) | Value::Decimal(_) => "NUMERIC".to_owned(),
            Value::Float(_) => "FLOAT".to_owned(),
            Value::Bytes(_) => "BYTEA".to_owned(),
            Value::Date(_) => "DATE".to_owned(),
            Value::Time(text) if has_offset(text) => "TIME WITH TIME ZONE".to_owned(),
            Value::Time(_) => "TIME WITHOUT TIME ZONE".to_owned(),
            Value::DateTime(text) if has_offset(text) => "TIMESTAMP WITH TIME ZONE".to_owned(),
            Value::DateTime(_) => "TIMESTAMP WITHOUT TIME ZONE".to_owned(),
            Value::Interval { .. } => "INTERVAL".to_owned(),
            Value::Uuid(_) => "UUID".to_owned(),
            Value::Other { type_name, .. } => type_name.clone(),
            Value::Json(_) | Value::Array(_)
                if matches!(sql_type.affinity(), Affinity::Json | Affinity::Array) =>
            {
                self.dialect.spell_type(sql_type)?
            }
            Value::Null | Value::Text(_) | Value::Json(_) | Value::Array(_)
                if stand != Stand::Alone || *sql_type == SqlType::Null =>
            {
                return Ok(None);
            }
            Value::Null | Value::Text(_) | Value::Json(_) | Value::Array(_) => {
                match sql_type.affinity() {
                    // A length would cut the value.
                    Affinity::String if !matches!(sql_type, SqlType::Enum(_)) => {
                        "VARCHAR".to_owned()
                    }
                    _ => self.dialect.spell_type(sql_type)?,
                }
            }
        }))
    }
}

/// Whether the value can stand in a statement as a literal that is read in
/// one way only, whatever the server's settings are.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Null | Value::Boolean(_) | Value::Integer(_) | Value::BigInteger(_) => true,
        Value::Float(number) => number.is_finite(),
        Value::Decimal(digits) => digits
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c == '-'),
        Value::Text(text) => !text.contains(['\\', '\0']),
        _ => false,
    }
}

/// Whether an ISO time ends in an offset from UTC.
fn has_offset(text: &str) -> bool {
    let time = text.rsplit([' ', 'T']).next().unwrap_or(text);
    time.contains(['+', '-', 'Z'])
}

/// The value that a column of the type holds for a Python value: `None` in a
/// JSON column is JSON's `null`, a document is its JSON text.
fn stored(value: &Value, sql_type: &SqlType) -> Value {
    use limbeck_schema::PostgresqlType;
    match (value, sql_type) {
        (
            Value::Null,
            SqlType::Json {
                none_as_null: false,
            }
            | SqlType::Postgresql(
                PostgresqlType::Json {
                    none_as_null: false,
                }
                | PostgresqlType::Jsonb {
                    none_as_null: false,
                },
            ),
        ) => Value::Json("null".to_owned()),
        (Value::Null, SqlType::Mysql(MysqlType::Plain(name))) if name == "JSON" => {
            Value::Json("null".to_owned())
        }
        (value, _) => value.clone(),
    }
}

/// The form in which MySQL takes the value, whose driver knows neither UUIDs
/// nor offsets from UTC.
fn mysql_value(value: &Value, sql_type: &SqlType) -> Value {
    match value {
        Value::Uuid(uuid) => match sql_type {
            SqlType::SqlUuid { .. } => value.clone(),
            _ => Value::Text(uuid.replace('-', "")),
        },
        Value::DateTime(text) if sql_type.affinity() == Affinity::Date => {
            Value::Date(text.chars().take("0000-00-00".len()).collect())
        }
        Value::Interval {
            days,
            seconds,
            microseconds,
        } if matches!(sql_type, SqlType::Interval(_)) => {
            Value::DateTime(after_epoch(*days, *seconds, *microseconds))
        }
        Value::Other { text, .. } => Value::Text(text.clone()),
        value => value.clone(),
    }
}

/// The form in which SQLite holds the value, which has no types for most.
pub(super) fn sqlite_value(value: &Value, sql_type: &SqlType) -> Value {
    match (value, sql_type.affinity()) {
        (Value::Boolean(truth), _) => Value::Integer(i64::from(*truth)),
        (Value::Uuid(uuid), _) => Value::Text(uuid.replace('-', "")),
        (Value::Text(uuid), Affinity::Uuid) => Value::Text(uuid.replace('-', "")),
        (Value::Json(text), _) => Value::Text(text.clone()),
        (Value::Decimal(digits) | Value::BigInteger(digits), _) => digits
            .parse()
            .map_or_else(|_| Value::Text(digits.clone()), Value::Float),
        (Value::DateTime(text), Affinity::Date) => {
            Value::Text(text.chars().take("0000-00-00".len()).collect())
        }
        (Value::DateTime(text), _) => Value::Text(with_microseconds(text)),
        (Value::Date(text), Affinity::DateTime) => Value::Text(format!("{text} 00:00:00.000000")),
        (Value::Date(text), _) => Value::Text(text.clone()),
        (Value::Time(text), _) => Value::Text(with_microseconds(text)),
        (
            Value::Interval {
                days,
                seconds,
                microseconds,
            },
            _,
        ) => Value::Text(after_epoch(*days, *seconds, *microseconds)),
        (value, _) => value.clone(),
    }
}

/// An ISO time without its offset and with six digits behind the seconds.
fn with_microseconds(text: &str) -> String {
    let text = text.replacen('T', " ", 1);
    let time_at = text.find(' ').map_or(0, |space| space + 1);
    let end = text[time_at..]
        .find(['+', '-', 'Z'])
        .map_or(text.len(), |offset| time_at + offset);
    match text[..end].split_once('.') {
        Some((seconds, fraction)) => format!("{seconds}.{fraction:0<6}"),
        None => format!("{}.000000", &text[..end]),
    }
}

/// The moment a duration after 1970-01-01, in the form of SQLite's DATETIME.
fn after_epoch(days: i64, seconds: i64, microseconds: i64) -> String {
    // Days of the civil calendar, by the usual count of 400-year eras.
    let shifted = days.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 {
        month_index + 3
    } else {
        month_index - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}.{microseconds:06}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_holds_times_and_identifiers_as_text() {
        fn check(value: Value, sql_type: SqlType, expect: Value) {
            assert_eq!(sqlite_value(&value, &sql_type), expect, "{value:?}");
        }
        let date_time = SqlType::DateTime { timezone: true };
        check(
            Value::DateTime("2025-10-22 10:30:00".into()),
            date_time.clone(),
            "2025-10-22 10:30:00.000000".into(),
        );
        check(
            Value::DateTime("2025-10-22 10:30:00.5+02:00".into()),
            date_time.clone(),
            "2025-10-22 10:30:00.500000".into(),
        );
        check(
            Value::Date("2025-10-22".into()),
            date_time,
            "2025-10-22 00:00:00.000000".into(),
        );
        check(
            Value::DateTime("2025-10-22 10:30:00".into()),
            SqlType::Date,
            "2025-10-22".into(),
        );
        check(
            Value::Time("10:30:00".into()),
            SqlType::Time { timezone: false },
            "10:30:00.000000".into(),
        );
        check(
            Value::Uuid("0f5b1d8e-0a6b-4d0b-9f3e-2a7c1d9e8f00".into()),
            SqlType::Null,
            "0f5b1d8e0a6b4d0b9f3e2a7c1d9e8f00".into(),
        );
        check(
            Value::Decimal("1.50".into()),
            SqlType::Null,
            Value::Float(1.5),
        );
        check(true.into(), SqlType::Null, 1.into());
        check(
            Value::Interval {
                days: -1,
                seconds: 3661,
                microseconds: 7,
            },
            SqlType::Null,
            "1969-12-31 01:01:01.000007".into(),
        );
        check(
            Value::Interval {
                days: 59,
                seconds: 0,
                microseconds: 0,
            },
            SqlType::Null,
            "1970-03-01 00:00:00.000000".into(),
        );
    }
}
