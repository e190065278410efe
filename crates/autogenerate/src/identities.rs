//! Identity columns.

use limbeck_dialect::{Binds, change};
use limbeck_operations::Operation;
use limbeck_schema::{Column, ColumnDefault, Identity, SequenceOptions, SqlType, TableName};

use crate::change::{Action, AlterColumn, TableChange};
use crate::columns::{Both, DEFAULTS};
use crate::compare::Error;
use crate::comparer::Comparer;
use crate::{Kind, Mode, python};

impl<'a> Comparer<'a> {
    /// Identity columns. True when nothing more is compared.
    pub(crate) fn identity(
        &mut self,
        both: Both<'a>,
        table: &str,
        alter: &mut AlterColumn,
        kinds: &mut Vec<Kind>,
    ) -> bool {
        let get = |column: &'a Column| match &column.default {
            ColumnDefault::Identity(identity) => Some(identity),
            _ => None,
        };
        let (declared, reflected) = (get(both.declared), get(both.reflected));
        if declared.is_none() && reflected.is_none() {
            return false;
        }
        // SQLite has none, and its keys count without.
        if self.options.mode == Mode::Limbeck && self.world.dialect.name() == "sqlite" {
            return true;
        }
        let mut differing = identity_difference(declared, reflected);
        let mut kind = Kind::Alembic;
        if self.options.sees(Kind::Identities)
            && let (Some(declared), Some(reflected)) = (declared, reflected)
        {
            let sql_type = &both.reflected.sql_type;
            let silent = silent_difference(&declared.options, &reflected.options, sql_type);
            if differing.is_empty() {
                differing = silent.iter().map(|(name, _)| *name).collect();
                kind = Kind::Identities;
            }
            alter.identity = silent;
        }
        if differing.is_empty() && declared.is_some() == reflected.is_some() {
            return false;
        }
        alter.default = true;
        kinds.push(kind);
        if differing.is_empty() {
            return false;
        }
        self.log(
            DEFAULTS,
            format!(
                "Detected server default on column '{table}.{}': identity options attributes {}",
                both.declared.name,
                python::list(&differing)
            ),
        );
        true
    }

    /// Makes an identity of a column that has been taking its numbers from a
    /// sequence of its own: that and the default have to go before.
    pub(crate) fn replaces_serial(
        &self,
        both: Both<'a>,
        alter: &mut AlterColumn,
        changes: &mut Vec<TableChange>,
    ) -> Result<bool, Error> {
        let ColumnDefault::Identity(identity) = &both.declared.default else {
            return Ok(false);
        };
        let serial = self.world.serials.iter().find(|serial| {
            serial.table == both.pair.r && serial.column == both.reflected.name.text
        });
        let Some(serial) = serial.filter(|_| !self.like_alembic()) else {
            return Ok(false);
        };
        let dialect = self.world.dialect;
        let (table, column) = (&both.pair.reflected.name, &both.reflected.name);
        let sequence = TableName::in_schema(table.schema.clone(), serial.sequence.as_str());
        let alter_to = |default: ColumnDefault, existing: ColumnDefault| {
            let operation = Operation::AlterColumn(Box::new(limbeck_operations::AlterColumn {
                table: table.clone(),
                column: column.clone(),
                default: Some(default),
                existing_default: Some(existing),
                ..limbeck_operations::AlterColumn::default()
            }));
            let statements = dialect.compile(&operation, Binds::Inline)?;
            Ok::<_, Error>(statements.into_iter().map(|sql| sql.text))
        };
        let own = ColumnDefault::Identity(identity.clone());
        let start = identity.options.start.unwrap_or(1);
        let (mut upgrade, last) = change::without_serial(dialect, table, column, &sequence, start);
        upgrade.extend(alter_to(own.clone(), ColumnDefault::None)?);
        upgrade.extend(last);
        let mut downgrade: Vec<String> = alter_to(ColumnDefault::None, own)?.collect();
        let sql_type = dialect.spell_type(&both.reflected.sql_type)?;
        downgrade.extend(change::with_serial(
            dialect, table, column, &sequence, &sql_type,
        ));
        alter.default = false;
        let action = Action::Statements {
            action: "replace_serial",
            subject: column.text.clone(),
            upgrade,
            downgrade,
        };
        changes.push(TableChange::new(Kind::Alembic, action));
        Ok(true)
    }
}

/// The attributes of an identity that Alembic takes for different: those
/// that the model gives.
pub(crate) fn identity_difference(
    declared: Option<&Identity>,
    reflected: Option<&Identity>,
) -> Vec<&'static str> {
    let none = SequenceOptions::default();
    let (one, other) = (
        declared.map_or(&none, |identity| &identity.options),
        reflected.map_or(&none, |identity| &identity.options),
    );
    let mut differing = Vec::new();
    if declared.is_some_and(|it| it.always) != reflected.is_some_and(|it| it.always) {
        differing.push("always");
    }
    let mut number = |name, one: Option<i64>, other: Option<i64>| {
        if one.is_some() && one != other {
            differing.push(name);
        }
    };
    number("cache", one.cache, other.cache);
    number(
        "cycle",
        one.cycle.map(i64::from),
        other.cycle.map(i64::from),
    );
    number("increment", one.increment, other.increment);
    number("maxvalue", one.max_value, other.max_value);
    number("minvalue", one.min_value, other.min_value);
    number("start", one.start, other.start);
    differing.sort_unstable();
    differing
}

/// The numbers that the model leaves to the server, where the database has
/// others than the server would choose: those that it would.
pub(crate) fn silent_difference(
    declared: &SequenceOptions,
    reflected: &SequenceOptions,
    sql_type: &SqlType,
) -> Vec<(&'static str, i64)> {
    let increment = declared.increment.unwrap_or(1);
    let largest = match sql_type {
        SqlType::SmallInteger | SqlType::Smallint => i64::from(i16::MAX),
        SqlType::Integer | SqlType::SqlInteger => i64::from(i32::MAX),
        _ => i64::MAX,
    };
    let (low, high) = match increment > 0 {
        true => (1, largest),
        false => (-largest - 1, -1),
    };
    let low = declared.min_value.unwrap_or(low);
    let high = declared.max_value.unwrap_or(high);
    let start = if increment > 0 { low } else { high };
    let mut differing = Vec::new();
    let mut check = |name, given: bool, expect: i64, found: Option<i64>| {
        if !given && found.is_some_and(|found| found != expect) {
            differing.push((name, expect));
        }
    };
    check("cache", declared.cache.is_some(), 1, reflected.cache);
    check(
        "cycle",
        declared.cycle.is_some(),
        0,
        reflected.cycle.map(i64::from),
    );
    check(
        "increment",
        declared.increment.is_some(),
        1,
        reflected.increment,
    );
    check(
        "maxvalue",
        declared.max_value.is_some(),
        high,
        reflected.max_value,
    );
    check(
        "minvalue",
        declared.min_value.is_some(),
        low,
        reflected.min_value,
    );
    check("start", declared.start.is_some(), start, reflected.start);
    differing
}
