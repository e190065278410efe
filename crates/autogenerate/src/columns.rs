//! Columns: added, removed, and their types, defaults, comments.

use std::collections::{HashMap, HashSet};

use limbeck_dialect::same;
use limbeck_schema::{Column, ColumnDefault, PostgresqlType, SqlType};

use crate::change::{Action, AlterColumn, TableChange};
use crate::compare::Error;
use crate::comparer::{Comparer, Pair};
use crate::defaults::clearly_same;
use crate::meaning::{Place, Questions, Sameness};
use crate::order::Key;
use crate::{Kind, ObjectKind, Part, Toggle};

const TABLES: &str = "alembic.autogenerate.compare.tables";
/// The logger of server defaults.
pub(crate) const DEFAULTS: &str = "alembic.autogenerate.compare.server_defaults";
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
pub(crate) struct Both<'a> {
    pub(crate) pair: Pair<'a>,
    pub(crate) declared: &'a Column,
    pub(crate) reflected: &'a Column,
    /// The declared column's position.
    pub(crate) d: usize,
    /// The reflected column's position.
    pub(crate) r: usize,
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
