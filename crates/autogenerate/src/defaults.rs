//! Server defaults and generated columns.

use limbeck_dialect::same;
use limbeck_schema::{Affinity, Column, ColumnDefault, PostgresqlType, SqlType};

use crate::change::AlterColumn;
use crate::columns::{Both, DEFAULTS};
use crate::compare::Error;
use crate::comparer::Comparer;
use crate::meaning::{Place, Sameness};
use crate::{Kind, Level, Part, Toggle};

impl<'a> Comparer<'a> {
    /// Whether defaults are compared.
    pub(crate) fn default_toggle(&self) -> Toggle {
        self.options.compare_server_default.unwrap_or_else(|| {
            match self.options.sees(Kind::ServerDefaults) {
                true => Toggle::On,
                false => Toggle::Off,
            }
        })
    }

    /// What stands after DEFAULT.
    pub(crate) fn default_sql(&self, default: &ColumnDefault) -> Result<Option<String>, Error> {
        Ok(same::default_text(self.world.dialect, default)?)
    }

    /// A default as hooks see it: a string is itself, without quotes.
    pub(crate) fn rendered(&self, default: &ColumnDefault) -> Result<Option<String>, Error> {
        match default {
            ColumnDefault::Literal(text) => Ok(Some(text.clone())),
            other => self.default_sql(other),
        }
    }

    pub(crate) fn user_default(
        &mut self,
        both: Both<'a>,
        table: &str,
        toggle: Toggle,
        alter: &mut AlterColumn,
    ) -> Result<bool, Error> {
        alter.existing_default = true;
        match toggle {
            Toggle::Off => return Ok(true),
            Toggle::On => return Ok(false),
            Toggle::Hook => {}
        }
        let declared = self.rendered(&both.declared.default)?;
        let reflected = self.rendered(&both.reflected.default)?;
        let answer = self
            .hooks
            .compare_server_default(
                self.schemas,
                both.pair.declared_item(Part::Column(both.d)),
                both.pair.reflected_item(Part::Column(both.r)),
                declared.as_deref(),
                reflected.as_deref(),
            )
            .map_err(Error::Hook)?;
        if answer == Some(true) {
            alter.default = true;
            let function = self.hooks.compare_server_default_name();
            self.log(
                DEFAULTS,
                format!(
                    "User defined function {function} detected server default on column '{table}.{}'",
                    both.declared.name
                ),
            );
        }
        Ok(answer.is_some())
    }

    /// Alembic's look at generated columns, which only warns. True when
    /// nothing more is compared.
    pub(crate) fn computed(&mut self, both: Both<'a>, table: &str) -> Result<bool, Error> {
        let ColumnDefault::Computed(declared) = &both.declared.default else {
            let lost = matches!(both.reflected.default, ColumnDefault::Computed(_));
            if lost {
                self.warn_computed(both, table);
            }
            return Ok(lost);
        };
        if self.options.sees(Kind::Computed) {
            return Ok(true);
        }
        let dialect = self.world.dialect;
        let plain = |text: &str| {
            let text = match dialect.name() {
                "postgresql" => same::without_casts(text),
                _ => text.to_owned(),
            };
            text.replace(
                [' ', '(', ')', '\'', '"', '`', '[', ']', '\t', '\r', '\n'],
                "",
            )
            .to_lowercase()
        };
        let one = plain(&same::index_element(dialect, &declared.expression)?);
        let other = match &both.reflected.default {
            ColumnDefault::Computed(reflected) => {
                plain(&same::index_element(dialect, &reflected.expression)?)
            }
            _ => String::new(),
        };
        if one != other {
            self.warn_computed(both, table);
        }
        Ok(true)
    }

    pub(crate) fn warn_computed(&mut self, both: Both<'a>, table: &str) {
        self.hooks.warn(format!(
            "Computed default on {table}.{} cannot be modified",
            both.declared.name
        ));
    }

    pub(crate) fn own_default(
        &mut self,
        both: Both<'a>,
        table: &str,
        toggle: Toggle,
        alter: &mut AlterColumn,
    ) -> Result<(), Error> {
        let comparable = |default: &ColumnDefault| {
            matches!(
                default,
                ColumnDefault::None | ColumnDefault::Literal(_) | ColumnDefault::Expression(_)
            )
        };
        let (declared, reflected) = (&both.declared.default, &both.reflected.default);
        if toggle == Toggle::Off || !comparable(declared) || !comparable(reflected) {
            return Ok(());
        }
        if !self.defaults_differ(both, table, alter.sql_type)? {
            return Ok(());
        }
        alter.default = true;
        // MariaDB drops no default that is the time of the change, but for
        // one of a column that is defined anew.
        let moment = both.reflected.sql_type.affinity() == Affinity::DateTime;
        let dropped = [declared, reflected].contains(&&ColumnDefault::None);
        if self.is_mysql() && moment && dropped && !self.like_alembic() && !alter.sql_type {
            alter.sql_type = true;
            self.log_type(both, table)?;
        }
        self.hooks.log(
            DEFAULTS,
            Level::Info,
            format!(
                "Dialect impl {} detected server default on column '{table}.{}'",
                self.world.dialect.impl_name(),
                both.declared.name
            ),
        );
        Ok(())
    }

    pub(crate) fn defaults_differ(
        &mut self,
        both: Both<'a>,
        table: &str,
        retyped: bool,
    ) -> Result<bool, Error> {
        let (declared, reflected) = (&both.declared.default, &both.reflected.default);
        if self.is_postgresql() {
            let own = same::autoincrement_column(both.pair.declared) == Some(both.d);
            let numbers = !matches!(reflected, ColumnDefault::None)
                || both.declared.sql_type.affinity() == Affinity::Integer;
            if own && numbers {
                return Ok(false);
            }
        }
        if self.is_mysql() && self.like_alembic() {
            let (one, other) = (self.rendered(declared)?, self.rendered(reflected)?);
            return Ok(same::mysql_defaults_differ_to_alembic(
                (&both.declared.sql_type, one.as_deref()),
                (&both.reflected.sql_type, other.as_deref()),
            ));
        }
        let (mut one, other) = (self.default_sql(declared)?, self.default_sql(reflected)?);
        let is_null = |text: &str| text.trim().eq_ignore_ascii_case("null");
        if self.is_mysql() && other.is_none() && one.as_deref().is_some_and(is_null) {
            // MySQL does not tell a default that is none.
            one = None;
        }
        if one.is_none() && other.is_none() {
            return Ok(false);
        }
        let (Some(one), Some(other)) = (one, other) else {
            let inherited = matches!(declared, ColumnDefault::None) && is_domains(both.reflected);
            return Ok(!matches!(
                (declared, reflected),
                (ColumnDefault::None, ColumnDefault::None)
            ) && (self.like_alembic() || !inherited));
        };
        if clearly_same(&one, &other) || (self.keeps_words() && bare(&one) == bare(&other)) {
            return Ok(false);
        }
        let place = Place::Default(both.r);
        Ok(match self.meanings.same(both.pair.r, place, &one, &other) {
            Sameness::Same => false,
            Sameness::Different => true,
            // What fits the new type need not fit the old one.
            Sameness::Unknown if retyped && self.is_mysql() => true,
            Sameness::Unknown => {
                self.log(
                    DEFAULTS,
                    format!(
                        "Cannot compare server default of '{table}.{}', assuming equal and skipping. {other} to {one}",
                        both.declared.name
                    ),
                );
                false
            }
        })
    }
}

/// Whether two defaults are the same string, or a number and the string that
/// it was declared with.
pub(crate) fn clearly_same(declared: &str, reflected: &str) -> bool {
    let Some(text) = same::string_literal(declared) else {
        return false;
    };
    let constant = text.parse::<f64>().is_ok()
        || text.eq_ignore_ascii_case("true")
        || text.eq_ignore_ascii_case("false");
    same::string_literal(reflected).as_ref() == Some(&text)
        || constant && same::outline(&text) == same::outline(reflected)
}

/// Whether the column's default is that of its domain.
pub(crate) fn is_domains(column: &Column) -> bool {
    match (&column.default, &column.sql_type) {
        (
            ColumnDefault::Expression(own),
            SqlType::Postgresql(PostgresqlType::Domain {
                default: Some(default),
                ..
            }),
        ) => own == default,
        _ => false,
    }
}

/// A default without parentheses and quotes around it, as Alembic compares
/// it on SQLite.
pub(crate) fn bare(sql: &str) -> &str {
    let sql = sql
        .strip_prefix('(')
        .and_then(|sql| sql.strip_suffix(')'))
        .unwrap_or(sql);
    sql.strip_prefix('\'')
        .and_then(|sql| sql.strip_suffix('\''))
        .unwrap_or(sql)
}
