//! Unique constraints and indexes, which databases mix up.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use limbeck_dialect::{python_string, same};
use limbeck_schema::{Constraint, ConstraintKind, Expression, Index, Name, Table};

use crate::change::TableChange;
use crate::compare::Error;
use crate::comparer::{Comparer, Pair};
use crate::elements::{element, index_columns, is_expression_index};
use crate::entries::{About, Entry, Thing};
use crate::likeness::Outcome;
use crate::meaning::{Place, Questions};
use crate::order::{Key, foreign_keys};
use crate::{Item, Kind, ObjectKind, Side, python};

const CONSTRAINTS: &str = "alembic.autogenerate.compare.constraints";

impl<'a> Comparer<'a> {
    /// Asks what the expressions of indexes mean.
    pub(crate) fn ask_indexes(
        &self,
        pair: Pair<'a>,
        questions: &mut Questions,
    ) -> Result<(), Error> {
        if self.keeps_words() || !self.options.plugins.constraints {
            return Ok(());
        }
        let mut declared: HashMap<String, &Index> = HashMap::new();
        for index in &pair.declared.indexes {
            let expression = is_expression_index(index);
            if (expression || index.options.get("postgresql_where").is_some())
                && let Some(name) = self.index_name(pair.declared, index)?
            {
                declared.insert(name, index);
            }
        }
        if declared.is_empty() {
            return Ok(());
        }
        for reflected in &pair.reflected.indexes {
            let name = reflected.name.name().map(Name::as_str).unwrap_or_default();
            let Some(declared) = declared.get(name) else {
                continue;
            };
            if declared.expressions.len() == reflected.expressions.len() {
                for (one, other) in declared.expressions.iter().zip(&reflected.expressions) {
                    let (one, other) = (element(one).inner, element(other).inner);
                    if !matches!(one, Expression::Column(_)) {
                        questions.pair(Place::Value, &self.sql(one)?, &self.sql(other)?);
                    }
                }
            }
            let where_ = |index: &Index| index.options.expression("postgresql_where");
            if let (Some(one), Some(other)) = (where_(declared), where_(reflected)) {
                questions.pair(Place::Condition, &self.sql(&one)?, &self.sql(&other)?);
            }
        }
        Ok(())
    }

    pub(crate) fn sql(&self, expression: &Expression) -> Result<String, Error> {
        Ok(same::index_element(self.world.dialect, expression)?)
    }

    /// The indexes of a table that is made.
    pub(crate) fn added_indexes(
        &mut self,
        d: usize,
        table: &'a Table,
    ) -> Result<Vec<TableChange>, Error> {
        let mut changes = Vec::new();
        if !self.options.plugins.constraints {
            return Ok(changes);
        }
        let mut entries = self.indexes(table)?;
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        for entry in &entries {
            self.added(d, entry, Kind::Alembic, &mut changes)?;
        }
        Ok(changes)
    }

    /// The indexes of a table that goes.
    pub(crate) fn removed_indexes(
        &mut self,
        r: usize,
        table: &'a Table,
    ) -> Result<Vec<TableChange>, Error> {
        let mut changes = Vec::new();
        if !self.options.plugins.constraints {
            return Ok(changes);
        }
        let key = crate::compare::key(&table.name, None);
        let mut kept = Vec::new();
        for entry in self.uniques(table)? {
            self.includes_name(key, entry.name.as_deref(), ObjectKind::UniqueConstraint)?;
        }
        for entry in self.reflected_indexes(key, table)? {
            let made = matches!(entry.thing, Thing::Index(index) if made_for_key(table, index));
            if !(made && self.is_mysql()) {
                kept.push(entry);
            }
        }
        kept.sort_by(|one, other| one.name.cmp(&other.name));
        for entry in &kept {
            self.removed(r, table, entry, Kind::Alembic, &mut changes)?;
        }
        Ok(changes)
    }

    /// Compares unique constraints and indexes.
    pub(crate) fn uniques_and_indexes(
        &mut self,
        key: Key<'_>,
        pair: Pair<'a>,
        replaced: &HashSet<&str>,
        changes: &mut Vec<TableChange>,
    ) -> Result<(), Error> {
        let mut reflected_uniques = Vec::new();
        for entry in self.uniques(pair.reflected)? {
            if self.includes_name(key, entry.name.as_deref(), ObjectKind::UniqueConstraint)? {
                reflected_uniques.push(entry);
            }
        }
        let reflected_indexes = self.reflected_indexes(key, pair.reflected)?;
        let declared_uniques = self.uniques(pair.declared)?;
        let mut declared_indexes = self.indexes(pair.declared)?;
        if reflected_uniques.is_empty()
            && reflected_indexes.is_empty()
            && declared_uniques.is_empty()
            && declared_indexes.is_empty()
        {
            return Ok(());
        }
        self.skip_functional(&mut declared_indexes, &reflected_indexes);
        self.skip_served(pair, &mut declared_indexes);

        let unnamed: Vec<&Entry<'_>> = declared_uniques
            .iter()
            .filter(|entry| entry.name.is_none())
            .collect();
        let unnamed_about: HashSet<&About> = unnamed.iter().map(|entry| &entry.about).collect();
        let declared_about: HashSet<&About> =
            declared_uniques.iter().map(|entry| &entry.about).collect();
        let index_about: HashSet<&About> =
            declared_indexes.iter().map(|entry| &entry.about).collect();
        let reflected_about: HashSet<&About> =
            reflected_uniques.iter().map(|entry| &entry.about).collect();
        let declared: BTreeMap<&str, &Entry<'_>> = declared_uniques
            .iter()
            .chain(&declared_indexes)
            .filter_map(|entry| Some((entry.name.as_deref()?, entry)))
            .collect();
        let uniques: HashMap<&str, &Entry<'_>> = reflected_uniques
            .iter()
            .filter_map(|entry| Some((entry.name.as_deref()?, entry)))
            .collect();
        let indexes: HashMap<&str, &Entry<'_>> = reflected_indexes
            .iter()
            .filter_map(|entry| Some((entry.name.as_deref()?, entry)))
            .collect();
        let names: BTreeSet<&str> = uniques.keys().chain(indexes.keys()).copied().collect();

        for name in names.iter().filter(|name| !declared.contains_key(*name)) {
            match (uniques.get(name), indexes.get(name)) {
                (Some(unique), Some(index)) => {
                    if !index_about.contains(&index.about)
                        && !declared_about.contains(&unique.about)
                    {
                        self.removed(pair.r, pair.reflected, unique, Kind::Alembic, changes)?;
                        self.removed(pair.r, pair.reflected, index, Kind::Alembic, changes)?;
                    }
                }
                (Some(unique), None) if unnamed_about.contains(&unique.about) => {}
                (None, Some(entry)) if self.is_held(pair, entry) => {}
                (Some(entry), None) | (None, Some(entry)) => {
                    self.removed(pair.r, pair.reflected, entry, Kind::Alembic, changes)?;
                }
                (None, None) => {}
            }
        }
        // SQLite's may have no name, and Alembic does not see them go.
        for entry in reflected_uniques.iter().filter(|it| it.name.is_none()) {
            if !self.like_alembic() && !unnamed_about.contains(&entry.about) {
                self.removed(pair.r, pair.reflected, entry, Kind::Alembic, changes)?;
            }
        }
        for (name, entry) in &declared {
            let other = match (uniques.get(name), indexes.get(name)) {
                (Some(unique), Some(index)) => {
                    if entry.is_index() {
                        index
                    } else {
                        unique
                    }
                }
                (Some(entry), None) | (None, Some(entry)) => entry,
                (None, None) => continue,
            };
            if other.is_index() != entry.is_index() {
                self.removed(pair.r, pair.reflected, other, Kind::Alembic, changes)?;
                self.added(pair.d, entry, Kind::Alembic, changes)?;
                continue;
            }
            self.existing(pair, entry, other, replaced, changes)?;
        }
        for (name, entry) in &declared {
            if !names.contains(name) {
                self.added(pair.d, entry, Kind::Alembic, changes)?;
            }
        }
        let mut seen = HashSet::new();
        for entry in unnamed {
            if !seen.insert(&entry.about) {
                continue;
            }
            if !reflected_about.contains(&entry.about) {
                self.added(pair.d, entry, Kind::Alembic, changes)?;
            } else if let Some(other) = reflected_uniques
                .iter()
                .find(|other| other.about == entry.about)
                && !self.like_alembic()
                && other.name.is_some()
            {
                self.existing(pair, entry, other, replaced, changes)?;
            }
        }
        Ok(())
    }

    /// Whether MySQL holds on to an index that is not declared, for the sake of
    /// a declared foreign key that has no other index, or for which the server
    /// made it: that one goes by itself when another can take its place.
    fn is_held(&self, pair: Pair<'a>, entry: &Entry<'_>) -> bool {
        let Thing::Index(index) = entry.thing else {
            return false;
        };
        if !self.is_mysql() || self.like_alembic() {
            return false;
        }
        let columns = index_columns(index);
        foreign_keys(pair.declared).any(|(_, _, key)| {
            let own: Vec<&str> = key.columns.iter().map(Name::as_str).collect();
            let made = columns == own && made_for_key(pair.reflected, index);
            columns.starts_with(&own) && (made || !has_index(pair.declared, &own))
        })
    }

    /// Declared indexes that MySQL has, and takes for those that it made for
    /// foreign keys itself.
    fn skip_served(&self, pair: Pair<'a>, declared: &mut Vec<Entry<'a>>) {
        let Some(found) = self.reflection.found.get(&pair.reflected.name) else {
            return;
        };
        if self.is_mysql() && self.like_alembic() {
            declared.retain(|entry| {
                let serves = |index: &Index| {
                    !index.unique && index.name.name().map(Name::as_str) == entry.name.as_deref()
                };
                !found.constraint_indexes.iter().any(serves)
            });
        }
    }

    /// On SQLite, Alembic cannot see indexes on expressions.
    fn skip_functional(&mut self, declared: &mut Vec<Entry<'a>>, reflected: &[Entry<'a>]) {
        if !self.like_alembic() || self.world.dialect.name() != "sqlite" {
            return;
        }
        declared.retain(|entry| {
            let Thing::Index(index) = entry.thing else {
                return true;
            };
            let known = reflected.iter().any(|other| other.name == entry.name);
            if known || !is_expression_index(index) {
                return true;
            }
            self.hooks.warn(format!(
                "autogenerate skipping metadata-specified expression-based index {}; dialect 'sqlite' under SQLAlchemy 2.1.9 can't reflect these indexes so they can't be compared",
                python::maybe(entry.name.as_deref())
            ));
            false
        });
    }

    fn existing(
        &mut self,
        pair: Pair<'a>,
        entry: &Entry<'a>,
        other: &Entry<'a>,
        replaced: &HashSet<&str>,
        changes: &mut Vec<TableChange>,
    ) -> Result<(), Error> {
        let outcome = match (entry.thing, other.thing) {
            (Thing::Index(declared), Thing::Index(reflected)) => {
                self.compare_indexes(pair, declared, reflected)?
            }
            (Thing::Unique(declared, columns), Thing::Unique(reflected, others)) => {
                self.compare_uniques((declared, columns), (reflected, others), entry, other)
            }
            _ => Outcome::Equal,
        };
        let remade = entry
            .columns()
            .iter()
            .any(|column| replaced.contains(column));
        let table = python_string(pair.declared.name.name.as_str());
        let shown = python::maybe(other.name.as_deref());
        let word = entry.word();
        match outcome {
            Outcome::Different(kind, message) => {
                let item = pair.declared_item(entry.part());
                let compare_to = Some(pair.reflected_item(other.part()));
                if self.includes(item, entry.name.as_deref(), entry.kind(), compare_to)? {
                    self.log(
                        CONSTRAINTS,
                        format!("Detected changed {word} {shown} on {table}: {message}"),
                    );
                    changes.push(TableChange::new(kind, other.remove()));
                    changes.push(TableChange::new(kind, entry.add()));
                }
            }
            Outcome::Equal if remade => {
                changes.push(TableChange::new(Kind::Computed, other.remove()));
                changes.push(TableChange::new(Kind::Computed, entry.add()));
            }
            Outcome::Equal => {}
            Outcome::Skip(message) => self.log(
                CONSTRAINTS,
                format!("Cannot compare {word} {shown}, assuming equal and skipping. {message}"),
            ),
        }
        Ok(())
    }

    fn added(
        &mut self,
        d: usize,
        entry: &Entry<'a>,
        kind: Kind,
        changes: &mut Vec<TableChange>,
    ) -> Result<(), Error> {
        let item = Item {
            side: Side::Declared,
            table: d,
            part: entry.part(),
        };
        if self.includes(item, entry.name.as_deref(), entry.kind(), None)? {
            changes.push(TableChange::new(kind, entry.add()));
            let word = entry.word();
            self.log(
                CONSTRAINTS,
                format!(
                    "Detected added {word} {} on '{}'",
                    python::maybe(entry.name.as_deref()),
                    python::tuple(&entry.columns())
                ),
            );
        }
        Ok(())
    }

    fn removed(
        &mut self,
        r: usize,
        table: &Table,
        entry: &Entry<'a>,
        kind: Kind,
        changes: &mut Vec<TableChange>,
    ) -> Result<(), Error> {
        let item = Item {
            side: Side::Reflected,
            table: r,
            part: entry.part(),
        };
        if self.includes(item, entry.name.as_deref(), entry.kind(), None)? {
            changes.push(TableChange::new(kind, entry.remove()));
            let word = entry.word();
            self.log(
                CONSTRAINTS,
                format!(
                    "Detected removed {word} {} on {}",
                    python::maybe(entry.name.as_deref()),
                    python_string(table.name.name.as_str())
                ),
            );
        }
        Ok(())
    }
}

/// Whether a key or an index of the table begins with these columns.
fn has_index(table: &Table, columns: &[&str]) -> bool {
    let begins = |own: &[&str]| own.starts_with(columns);
    table
        .indexes
        .iter()
        .any(|index| begins_with(index, columns))
        || table.constraints.iter().any(|constraint| {
            matches!(&constraint.kind,
                ConstraintKind::PrimaryKey(own) | ConstraintKind::Unique(own)
                    if begins(&own.iter().map(Name::as_str).collect::<Vec<_>>()))
        })
}

/// Whether the index begins with these columns, whole and in order.
pub(crate) fn begins_with(index: &Index, columns: &[&str]) -> bool {
    index.options.get("mysql_prefix").is_none() && index_columns(index).starts_with(columns)
}

/// Whether MySQL made the index for a foreign key of its table: it has the
/// name of the key or of its first column, and the key's columns.
pub(crate) fn made_for_key(table: &Table, index: &Index) -> bool {
    let columns = index_columns(index);
    let name = index.name.name().map(Name::as_str);
    !index.unique
        && foreign_keys(table).any(|(_, constraint, key)| {
            let own = key.columns.iter().map(Name::as_str);
            own.eq(columns.iter().copied())
                && (name == constraint.name.name().map(Name::as_str)
                    || name == columns.first().copied())
        })
}

/// When a constraint is checked, in words.
pub(crate) fn deferral(constraint: &Constraint) -> &'static str {
    let deferral = &constraint.deferral;
    let deferred = deferral
        .initially
        .as_deref()
        .is_some_and(|initially| initially.eq_ignore_ascii_case("deferred"));
    match (deferred, deferral.deferrable) {
        (true, _) => "initially_deferrable",
        (false, Some(true)) => "deferrable",
        (false, _) => "not deferrable",
    }
}
