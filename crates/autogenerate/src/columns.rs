//! Columns: added, removed, and their types, defaults, comments.

use std::collections::{HashMap, HashSet};

use limbeck_dialect::same::{self, TypeDifference};
use limbeck_dialect::{Binds, change};
use limbeck_operations::Operation;
use limbeck_schema::{
    Affinity, Column, ColumnDefault, Identity, PostgresqlType, SequenceOptions, SqlType, TableName,
};

use crate::change::{Action, AlterColumn, TableChange};
use crate::compare::Error;
use crate::comparer::{Comparer, Pair};
use crate::meaning::{Place, Questions, Sameness};
use crate::order::Key;
use crate::{Kind, Level, Mode, ObjectKind, Part, Toggle, python};

const TABLES: &str = "alembic.autogenerate.compare.tables";
const TYPES: &str = "alembic.autogenerate.compare.types";
const DEFAULTS: &str = "alembic.autogenerate.compare.server_defaults";
const CONSTRAINTS: &str = "alembic.autogenerate.compare.constraints";
const COMMENTS: &str = "alembic.autogenerate.compare.comments";

/// What became of a table's columns.
#[derive(Default)]
pub(crate) struct Columns<'a> {
    /// Names of columns that are added.
    pub(crate) added: HashSet<&'a str>,
    /// Names of columns whose type changes.
    pub(crate) retyped: HashSet<&'a str>,
    /// Names of columns that are dropped and made again.
    pub(crate) replaced: HashSet<&'a str>,
    /// Positions of reflected columns to drop at the end.
    pub(crate) removed: Vec<usize>,
}

/// One column on both sides.
#[derive(Clone, Copy)]
struct Both<'a> {
    pair: Pair<'a>,
    declared: &'a Column,
    reflected: &'a Column,
    d: usize,
    r: usize,
}

fn by_name(columns: &[Column]) -> HashMap<&str, usize> {
    columns
        .iter()
        .enumerate()
        .map(|(place, column)| (column.name.as_str(), place))
        .collect()
}

impl<'a> Comparer<'a> {
    /// Asks what the defaults and expressions of columns mean.
    pub(crate) fn ask_columns(
        &self,
        pair: Pair<'a>,
        questions: &mut Questions,
    ) -> Result<(), Error> {
        if !self.options.plugins.defaults || self.keeps_words() {
            return Ok(());
        }
        for (d, declared) in pair.declared.columns.iter().enumerate() {
            if matches!(declared.default, ColumnDefault::None) {
                continue;
            }
            let Some((r, reflected)) = find(&pair.reflected.columns, d, declared) else {
                continue;
            };
            match (&declared.default, &reflected.default) {
                (ColumnDefault::Computed(one), ColumnDefault::Computed(other)) => questions.pair(
                    Place::Computed(r),
                    &same::index_element(self.world.dialect, &one.expression)?,
                    &same::index_element(self.world.dialect, &other.expression)?,
                ),
                (one, other) if self.default_toggle() != Toggle::Off => {
                    let texts = (self.default_sql(one)?, self.default_sql(other)?);
                    if let (Some(one), Some(other)) = texts
                        && !clearly_same(&one, &other)
                    {
                        questions.pair(Place::Default(r), &one, &other);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Compares columns, but for those that are removed.
    pub(crate) fn columns(
        &mut self,
        key: Key<'_>,
        pair: Pair<'a>,
        shown: &str,
        changes: &mut Vec<TableChange>,
    ) -> Result<Columns<'a>, Error> {
        let mut found = by_name(&pair.reflected.columns);
        let mut order = Vec::with_capacity(pair.reflected.columns.len());
        for (r, column) in pair.reflected.columns.iter().enumerate() {
            let name = column.name.as_str();
            if self.includes_name(key, Some(name), ObjectKind::Column)? {
                order.push((r, name));
            } else {
                found.remove(name);
            }
        }
        let mut columns = Columns::default();
        let mut existing = Vec::new();
        for (d, column) in pair.declared.columns.iter().enumerate() {
            if column.system {
                continue;
            }
            let name = column.name.as_str();
            if let Some(r) = found.remove(name) {
                existing.push((d, r));
                continue;
            }
            let item = pair.declared_item(Part::Column(d));
            if self.includes(item, Some(name), ObjectKind::Column, None)? {
                changes.push(TableChange::new(Kind::Alembic, Action::AddColumn(d)));
                columns.added.insert(name);
                self.log(TABLES, format!("Detected added column '{shown}.{name}'"));
            }
        }
        for (d, r) in existing {
            let (Some(declared), Some(reflected)) =
                (pair.declared.columns.get(d), pair.reflected.columns.get(r))
            else {
                continue;
            };
            let both = Both {
                pair,
                declared,
                reflected,
                d,
                r,
            };
            let compare_to = Some(pair.reflected_item(Part::Column(r)));
            let item = pair.declared_item(Part::Column(d));
            let name = declared.name.as_str();
            if !self.includes(item, Some(name), ObjectKind::Column, compare_to)? {
                continue;
            }
            if self.is_replaced(both, shown)? {
                columns.replaced.insert(name);
                let lost = match declared.default {
                    ColumnDefault::Computed(_) => format!(
                        "{name} is generated in another way: it cannot be changed in place, so it is dropped and added again; its values are computed anew"
                    ),
                    _ => format!(
                        "{name} is not generated any more: it cannot be changed in place, so it is dropped and added again; its values are lost"
                    ),
                };
                changes.push(TableChange::noted(
                    Kind::Computed,
                    Action::RemoveColumn(r),
                    lost,
                ));
                changes.push(TableChange::new(Kind::Computed, Action::AddColumn(d)));
                continue;
            }
            if self.column(both, changes)? {
                columns.retyped.insert(name);
            }
        }
        columns.removed = order
            .into_iter()
            .filter(|(_, name)| found.contains_key(name))
            .map(|(r, _)| r)
            .collect();
        Ok(columns)
    }

    /// Removes the columns that are left.
    pub(crate) fn removed_columns(
        &mut self,
        pair: Pair<'a>,
        shown: &str,
        removed: Vec<usize>,
        changes: &mut Vec<TableChange>,
    ) -> Result<(), Error> {
        for r in removed {
            let Some(column) = pair.reflected.columns.get(r) else {
                continue;
            };
            let name = column.name.as_str();
            let item = pair.reflected_item(Part::Column(r));
            if self.includes(item, Some(name), ObjectKind::Column, None)? {
                changes.push(TableChange::new(Kind::Alembic, Action::RemoveColumn(r)));
                self.log(TABLES, format!("Detected removed column '{shown}.{name}'"));
            }
        }
        Ok(())
    }

    /// Whether a column can only be dropped and made again, because it is
    /// generated in another way, or only on one side.
    fn is_replaced(&mut self, both: Both<'a>, shown: &str) -> Result<bool, Error> {
        if !self.options.plugins.defaults || !self.options.sees(Kind::Computed) {
            return Ok(false);
        }
        use ColumnDefault::Computed;
        let name = &both.declared.name;
        Ok(match (&both.declared.default, &both.reflected.default) {
            (Computed(one), Computed(other)) => {
                let dialect = self.world.dialect;
                let one_text = same::index_element(dialect, &one.expression)?;
                let other_text = same::index_element(dialect, &other.expression)?;
                let place = Place::Computed(both.r);
                match self
                    .meanings
                    .same(both.pair.r, place, &one_text, &other_text)
                {
                    // PostgreSQL before 18 has only stored columns.
                    Sameness::Same => {
                        !self.is_postgresql()
                            && one.persisted.unwrap_or(false) != other.persisted.unwrap_or(false)
                    }
                    Sameness::Different => true,
                    Sameness::Unknown => {
                        self.log(
                            DEFAULTS,
                            format!("Cannot compare computed column '{shown}.{name}', assuming equal and skipping. {other_text} to {one_text}"),
                        );
                        false
                    }
                }
            }
            (Computed(_), _) | (_, Computed(_)) => true,
            _ => false,
        })
    }

    /// Compares a column; true when its type changes.
    fn column(&mut self, both: Both<'a>, changes: &mut Vec<TableChange>) -> Result<bool, Error> {
        let table = both.pair.declared.name.name.as_str();
        let mut alter = AlterColumn {
            declared: both.d,
            reflected: both.r,
            ..AlterColumn::default()
        };
        let mut kinds = Vec::new();
        let mut type_done = !self.options.plugins.types;
        if !type_done {
            type_done = self.user_type(both, table, &mut alter)?;
        }
        let toggle = self.default_toggle();
        let declared = &both.declared.default;
        let reflected = &both.reflected.default;
        let any_default = !matches!(
            (declared, reflected),
            (ColumnDefault::None, ColumnDefault::None)
        );
        let mut default_done = !self.options.plugins.defaults;
        if !default_done && any_default {
            default_done = self.user_default(both, table, toggle, &mut alter)?;
        }
        if self.options.plugins.constraints {
            self.nullable(both, table, &mut alter);
        }
        if !default_done && any_default {
            default_done =
                self.computed(both, table)? || self.identity(both, table, &mut alter, &mut kinds);
        }
        if !default_done {
            let own = same::autoincrement_column(both.pair.declared) == Some(both.d);
            alter.autoincrement = match (own, both.declared.autoincrement) {
                (true, _) | (false, Some(true)) => Some(true),
                (false, given) => given,
            };
        }
        if self.options.plugins.comments && self.has_comments() {
            let text = |column: &'a Column| column.comment.as_deref().filter(|it| !it.is_empty());
            let (one, other) = (text(both.declared), text(both.reflected));
            alter.existing_comment = one.is_some() || other.is_some();
            if one != other {
                alter.comment = true;
                self.log(
                    COMMENTS,
                    format!("Detected column comment '{table}.{}'", both.declared.name),
                );
            }
        }
        if !type_done {
            self.own_type(both, table, &mut alter, &mut kinds)?;
        }
        if !default_done && any_default {
            self.own_default(both, table, toggle, &mut alter)?;
        }
        if !alter.has_changes() {
            return Ok(false);
        }
        if alter.default && self.replaces_serial(both, &mut alter, changes)? && !alter.has_changes()
        {
            return Ok(false);
        }
        let kind = match kinds.as_slice() {
            [only]
                if usize::from(alter.nullable)
                    + usize::from(alter.comment)
                    + usize::from(alter.sql_type)
                    + usize::from(alter.default)
                    == 1 =>
            {
                *only
            }
            _ => Kind::Alembic,
        };
        let retyped = alter.sql_type;
        changes.push(TableChange {
            action: Action::AlterColumn(alter),
            kind,
            notes: Vec::new(),
            made_up_name: None,
        });
        Ok(retyped)
    }

    /// The project's `compare_type`. True when nothing more is compared.
    fn user_type(
        &mut self,
        both: Both<'a>,
        table: &str,
        alter: &mut AlterColumn,
    ) -> Result<bool, Error> {
        if self.options.compare_type == Toggle::Off {
            return Ok(true);
        }
        alter.existing_type = true;
        if !self.types_are_known(both, table) || self.options.compare_type != Toggle::Hook {
            return Ok(false);
        }
        let declared = both.pair.declared_item(Part::Column(both.d));
        let reflected = both.pair.reflected_item(Part::Column(both.r));
        let answer = self
            .hooks
            .compare_type(self.schemas, declared, reflected)
            .map_err(Error::Hook)?;
        if answer == Some(true) {
            alter.sql_type = true;
            self.log_type(both, table)?;
        }
        Ok(answer.is_some())
    }

    fn types_are_known(&mut self, both: Both<'a>, table: &str) -> bool {
        let dialect = self.world.dialect.name();
        let unknown = |column: &Column| column.sql_type.on(dialect) == &SqlType::Null;
        let name = &both.declared.name;
        if unknown(both.reflected) {
            self.log(
                TYPES,
                format!("Couldn't determine database type for column '{table}.{name}'"),
            );
            return false;
        }
        if unknown(both.declared) {
            self.log(
                TYPES,
                format!("Column '{table}.{name}' has no type within the model; can't compare"),
            );
            return false;
        }
        true
    }

    fn log_type(&mut self, both: Both<'a>, table: &str) -> Result<(), Error> {
        let declared = both.pair.declared_item(Part::Column(both.d));
        let reflected = both.pair.reflected_item(Part::Column(both.r));
        let old = self
            .hooks
            .type_repr(self.schemas, reflected)
            .map_err(Error::Hook)?;
        let new = self
            .hooks
            .type_repr(self.schemas, declared)
            .map_err(Error::Hook)?;
        self.log(
            TYPES,
            format!(
                "Detected type change from {old} to {new} on '{table}.{}'",
                both.declared.name
            ),
        );
        Ok(())
    }

    fn own_type(
        &mut self,
        both: Both<'a>,
        table: &str,
        alter: &mut AlterColumn,
        kinds: &mut Vec<Kind>,
    ) -> Result<(), Error> {
        if !self.types_are_known(both, table) {
            return Ok(());
        }
        let found = same::types(
            self.world.dialect,
            &both.declared.sql_type,
            &both.reflected.sql_type,
            self.world.default_schema.as_deref(),
        )?;
        let mut difference = found.difference;
        if difference.is_none() {
            let follows = same::follows_table(
                self.world.dialect,
                &both.declared.sql_type,
                &both.reflected.sql_type,
                both.pair.reflected,
            )?;
            difference = (!follows).then_some(TypeDifference::Collation);
        }
        let kind = match difference {
            _ if self.like_alembic() => found.for_alembic.then_some(Kind::Alembic),
            None => None,
            Some(_) if found.for_alembic => Some(Kind::Alembic),
            Some(TypeDifference::Collation) => Some(Kind::Collations),
            Some(TypeDifference::Type | TypeDifference::Arguments) => Some(Kind::TypeArguments),
        };
        if let Some(kind) = kind.filter(|kind| self.options.sees(*kind)) {
            alter.sql_type = true;
            kinds.push(kind);
            self.log_type(both, table)?;
        }
        Ok(())
    }

    fn nullable(&mut self, both: Both<'a>, table: &str, alter: &mut AlterColumn) {
        alter.existing_nullable = true;
        let wanted = same::is_nullable(both.pair.declared, both.declared);
        if wanted == both.reflected.nullable {
            return;
        }
        let any = |test: fn(&ColumnDefault) -> bool| {
            test(&both.declared.default) || test(&both.reflected.default)
        };
        let computed = any(|default| matches!(default, ColumnDefault::Computed(_)));
        let identity = any(|default| matches!(default, ColumnDefault::Identity(_)));
        let name = &both.declared.name;
        // A domain that refuses NULL says so for its columns.
        let by_domain = matches!(
            both.declared.sql_type.on(self.world.dialect.name()),
            SqlType::Postgresql(PostgresqlType::Domain { not_null: true, .. })
        );
        if by_domain && !self.like_alembic() {
            return;
        }
        if computed && !both.declared.nullable_given || identity {
            self.log(
                CONSTRAINTS,
                format!("Ignoring nullable change on identity column '{table}.{name}'"),
            );
            return;
        }
        alter.nullable = true;
        let word = if wanted { "NULL" } else { "NOT NULL" };
        self.log(
            CONSTRAINTS,
            format!("Detected {word} on column '{table}.{name}'"),
        );
    }

    /// Whether defaults are compared.
    fn default_toggle(&self) -> Toggle {
        self.options.compare_server_default.unwrap_or_else(|| {
            match self.options.sees(Kind::ServerDefaults) {
                true => Toggle::On,
                false => Toggle::Off,
            }
        })
    }

    /// What stands after DEFAULT.
    fn default_sql(&self, default: &ColumnDefault) -> Result<Option<String>, Error> {
        Ok(same::default_text(self.world.dialect, default)?)
    }

    /// A default as hooks see it: a string is itself, without quotes.
    fn rendered(&self, default: &ColumnDefault) -> Result<Option<String>, Error> {
        match default {
            ColumnDefault::Literal(text) => Ok(Some(text.clone())),
            other => self.default_sql(other),
        }
    }

    fn user_default(
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
    fn computed(&mut self, both: Both<'a>, table: &str) -> Result<bool, Error> {
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

    fn warn_computed(&mut self, both: Both<'a>, table: &str) {
        self.hooks.warn(format!(
            "Computed default on {table}.{} cannot be modified",
            both.declared.name
        ));
    }

    /// Identity columns. True when nothing more is compared.
    fn identity(
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
    fn replaces_serial(
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

    fn own_default(
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

    fn defaults_differ(
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
fn clearly_same(declared: &str, reflected: &str) -> bool {
    let Some(text) = same::string_literal(declared) else {
        return false;
    };
    let constant = text.parse::<f64>().is_ok()
        || text.eq_ignore_ascii_case("true")
        || text.eq_ignore_ascii_case("false");
    same::string_literal(reflected).as_ref() == Some(&text)
        || constant && same::outline(&text) == same::outline(reflected)
}

/// The column of that name, which is often at the same place.
fn find<'a>(columns: &'a [Column], place: usize, like: &Column) -> Option<(usize, &'a Column)> {
    match columns.get(place) {
        Some(column) if column.name.text == like.name.text => Some((place, column)),
        _ => columns
            .iter()
            .enumerate()
            .find(|(_, column)| column.name.text == like.name.text),
    }
}

/// Whether the column's default is that of its domain.
fn is_domains(column: &Column) -> bool {
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
fn bare(sql: &str) -> &str {
    let sql = sql
        .strip_prefix('(')
        .and_then(|sql| sql.strip_suffix(')'))
        .unwrap_or(sql);
    sql.strip_prefix('\'')
        .and_then(|sql| sql.strip_suffix('\''))
        .unwrap_or(sql)
}

/// The attributes of an identity that Alembic takes for different: those
/// that the model gives.
fn identity_difference(
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
