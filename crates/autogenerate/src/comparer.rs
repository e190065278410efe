//! Tables that are added, removed and changed, in Alembic's order.

use std::collections::{HashMap, HashSet};

use limbeck_dialect::{Reflection, python_string};
use limbeck_schema::{Name, Table};

use crate::change::{Action, TableChange, dotted};
use crate::compare::{Error, World, by_table, key};
use crate::meaning::{Meanings, Questions};
use crate::order::{Key, foreign_keys, sorted, sorted_by_collection};
use crate::{
    Change, Hooks, Item, Kind, Level, Mode, ObjectKind, Options, Parents, Part, Schemas, Side,
    TablePair,
};

/// The logger of tables and columns.
const TABLES: &str = "alembic.autogenerate.compare.tables";

/// A comparison under way.
pub(crate) struct Comparer<'a> {
    pub(crate) schemas: Schemas<'a>,
    pub(crate) reflection: &'a Reflection,
    pub(crate) world: World<'a>,
    pub(crate) options: &'a Options,
    pub(crate) hooks: &'a mut dyn Hooks,
    pub(crate) meanings: Meanings,
    pub(crate) changes: Vec<Change>,
    /// Statements that change enum types, after which expressions are
    /// compared.
    pub(crate) type_changes: Vec<String>,
}

/// A table that there is on both sides.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub(crate) declared: &'a Table,
    pub(crate) reflected: &'a Table,
    /// The declared table's position.
    pub(crate) d: usize,
    /// The reflected table's position.
    pub(crate) r: usize,
}

impl Pair<'_> {
    pub(crate) fn declared_item(&self, part: Part) -> Item {
        Item {
            side: Side::Declared,
            table: self.d,
            part,
        }
    }

    pub(crate) fn reflected_item(&self, part: Part) -> Item {
        Item {
            side: Side::Reflected,
            table: self.r,
            part,
        }
    }
}

impl TableChange {
    pub(crate) fn new(kind: Kind, action: Action) -> TableChange {
        TableChange {
            action,
            kind,
            notes: Vec::new(),
            made_up_name: None,
        }
    }

    pub(crate) fn noted(kind: Kind, action: Action, note: impl Into<String>) -> TableChange {
        TableChange {
            action,
            kind,
            notes: vec![note.into()],
            made_up_name: None,
        }
    }
}

impl<'a> Comparer<'a> {
    /// Compares everything.
    pub(crate) fn all(&mut self) -> Result<(), Error> {
        if !self.options.plugins.schemas {
            return Ok(());
        }
        let default = self.world.default_schema.clone();
        let default = default.as_deref();
        let (declared, reflected) = (self.schemas.declared, self.schemas.reflected);
        let version_table = key(&self.options.version_table, default);
        let found: HashMap<Key<'_>, usize> = reflected
            .tables
            .iter()
            .enumerate()
            .map(|(place, (name, _))| (key(name, default), place))
            .collect();
        let order = sorted_by_collection(
            declared
                .tables
                .iter()
                .enumerate()
                .map(|(place, (name, table))| (place, key(name, default), table))
                .filter(|(_, key, _)| *key != version_table)
                .collect(),
            &self.options.collections,
            self.options.mode,
        );
        let wanted: HashSet<Key<'_>> = order.iter().map(|(_, key, _)| *key).collect();
        let mut added = Vec::new();
        let mut pairs = Vec::new();
        for (d, key, table) in &order {
            match found
                .get(key)
                .and_then(|r| Some((*r, reflected.tables.get_index(*r)?.1)))
            {
                None => added.push((*d, *key, *table)),
                Some((r, other)) => pairs.push((
                    *key,
                    Pair {
                        declared: table,
                        reflected: other,
                        d: *d,
                        r,
                    },
                )),
            }
        }
        pairs.sort_by_key(|((schema, name), _)| (schema.unwrap_or(""), *name));
        let mut removed = sorted(
            reflected
                .tables
                .iter()
                .enumerate()
                .map(|(place, (name, table))| (place, key(name, default), table))
                .filter(|(_, key, _)| !wanted.contains(key) && *key != version_table)
                .collect(),
        );
        removed.reverse();
        if !self.options.plugins.tables {
            (added, removed, pairs) = (Vec::new(), Vec::new(), Vec::new());
        }
        let added = self.included(added, Side::Declared)?;
        let serials = self.world.serials.clone();
        let serials = by_table(&serials);
        let added_places: Vec<usize> = added.iter().map(|(d, _, _)| *d).collect();
        self.schemas_added(&added)?;
        let enums = self.enums_before(&added_places)?;
        self.sequences_before()?;
        let deferred = self.added_tables(&added)?;
        let first_removed = self.changes.len();
        let dropped = self.removed_tables(removed, &serials)?;
        for (_, pair) in &pairs {
            for serial in serials.get(&pair.r).into_iter().flatten() {
                serial.log(pair.reflected.name.name.as_str(), self.hooks);
            }
        }
        self.meanings = self.ask(&pairs)?;
        for (key, pair) in pairs {
            let compare_to = Some(pair.reflected_item(Part::Whole));
            let item = pair.declared_item(Part::Whole);
            if !self.includes(item, Some(key.1), ObjectKind::Table, compare_to)? {
                continue;
            }
            let changes = self.table(key, pair)?;
            self.push_table(Some(pair.d), Some(pair.r), changes);
        }
        self.free(first_removed, &dropped);
        for (d, positions) in deferred {
            let changes = positions
                .into_iter()
                .map(|position| TableChange::new(Kind::Circles, Action::AddConstraint(position)))
                .collect();
            self.push_table(Some(d), None, changes);
        }
        self.enums_after(enums, &dropped)?;
        self.sequences_after()?;
        self.name_the_nameless();
        Ok(())
    }

    fn push_table(
        &mut self,
        declared: Option<usize>,
        reflected: Option<usize>,
        changes: Vec<TableChange>,
    ) {
        if !changes.is_empty() {
            self.changes.push(Change::Table {
                pair: TablePair {
                    declared,
                    reflected,
                },
                changes,
            });
        }
    }

    /// What pieces of SQL of the tables mean.
    fn ask(&self, pairs: &[(Key<'_>, Pair<'a>)]) -> Result<Meanings, Error> {
        let mut tables = Vec::new();
        for (_, pair) in pairs {
            let mut questions = Questions::default();
            self.ask_columns(*pair, &mut questions)?;
            self.ask_indexes(*pair, &mut questions)?;
            self.ask_checks(*pair, &mut questions)?;
            tables.push((pair.r, pair.reflected, questions));
        }
        Meanings::ask(
            self.world.dialect,
            &self.type_changes,
            tables,
            self.world.catalog,
        )
    }

    /// The tables that `include_object` lets through.
    fn included<'k>(
        &mut self,
        tables: Vec<(usize, Key<'k>, &'a Table)>,
        side: Side,
    ) -> Result<Vec<(usize, Key<'k>, &'a Table)>, Error> {
        let mut included = Vec::with_capacity(tables.len());
        for (table, key, found) in tables {
            let item = Item {
                side,
                table,
                part: Part::Whole,
            };
            if self.includes(item, Some(key.1), ObjectKind::Table, None)? {
                included.push((table, key, found));
            }
        }
        Ok(included)
    }

    /// Adds tables, and gives the foreign keys that have to wait, by table.
    fn added_tables(
        &mut self,
        added: &[(usize, Key<'_>, &'a Table)],
    ) -> Result<Vec<(usize, Vec<usize>)>, Error> {
        let default = self.world.default_schema.clone();
        let default = default.as_deref();
        let places: HashMap<Key<'_>, usize> = added
            .iter()
            .enumerate()
            .map(|(place, (_, key, _))| (*key, place))
            .collect();
        let mut all_deferred = Vec::new();
        for (place, (d, key, table)) in added.iter().enumerate() {
            let mut deferred = Vec::new();
            if self.options.sees(Kind::Circles) && self.world.dialect.alters_constraints() {
                for (position, _, foreign) in foreign_keys(table) {
                    let target = crate::compare::key(&foreign.target.table, default);
                    let later = places.get(&target).is_some_and(|target| *target > place);
                    if !foreign.use_alter && (later || self.waits_for(target, foreign)) {
                        deferred.push(position);
                    }
                }
            }
            self.changes.push(Change::AddTable {
                table: *d,
                deferred: deferred.clone(),
                notes: Vec::new(),
            });
            let shown = dotted(key.0.map(Name::new).as_ref(), &table.name.name);
            self.log(
                TABLES,
                format!("Detected added table {}", python_string(&shown)),
            );
            if !deferred.is_empty() {
                all_deferred.push((*d, deferred));
            }
            let mut changes = self.added_indexes(*d, table)?;
            self.constraint_comments(Some(table), None, &mut changes)?;
            self.push_table(Some(*d), None, changes);
        }
        Ok(all_deferred)
    }

    /// Whether what a foreign key points at is a table that is there, but
    /// lacks the columns or the key on them that this comparison adds.
    fn waits_for(&self, target: Key<'_>, key: &limbeck_schema::ForeignKey) -> bool {
        let find = |schema: &'a limbeck_schema::Schema| {
            let name = |name: &str| Name::new(name);
            let names = [
                limbeck_schema::TableName::in_schema(target.0.map(name), name(target.1)),
                key.target.table.clone(),
            ];
            names.iter().find_map(|name| schema.tables.get(name))
        };
        let (Some(declared), Some(reflected)) =
            (find(self.schemas.declared), find(self.schemas.reflected))
        else {
            return false;
        };
        let is_key = |table: &Table| {
            use limbeck_schema::ConstraintKind::{PrimaryKey, Unique};
            let same = |columns: &[Name]| {
                columns.len() == key.target.columns.len()
                    && columns
                        .iter()
                        .all(|own| key.target.columns.iter().any(|name| name.text == own.text))
            };
            table.constraints.iter().any(|constraint| {
                matches!(&constraint.kind, PrimaryKey(columns) | Unique(columns) if same(columns))
            }) || table.indexes.iter().any(|index| {
                index.unique
                    && index.expressions.len() == key.target.columns.len()
                    && index.expressions.iter().all(|element| {
                        matches!(element, limbeck_schema::Expression::Column(column)
                            if key.target.columns.iter().any(|name| name.text == column.name.text))
                    })
            })
        };
        !key.target.columns.is_empty() && is_key(declared) && !is_key(reflected)
    }

    /// Whether an index goes that a foreign key needs until there is another.
    fn goes_for_another(&self, pair: Pair<'a>, action: &Action) -> bool {
        let Action::RemoveIndex(position) = action else {
            return false;
        };
        let Some(index) = pair.reflected.indexes.get(*position) else {
            return false;
        };
        let name = index.name.name();
        let again = |other: &limbeck_schema::Index| other.name.name() == name;
        !pair.declared.indexes.iter().any(again)
            && foreign_keys(pair.declared).any(|(_, _, key)| {
                let columns: Vec<&str> = key.columns.iter().map(Name::as_str).collect();
                crate::indexes::begins_with(index, &columns)
            })
    }

    /// Whether MySQL lets no index of a table go while this foreign key needs
    /// it.
    fn needs_index(&self, table: &Table, key: &limbeck_schema::ForeignKey) -> bool {
        let columns: Vec<&str> = key.columns.iter().map(Name::as_str).collect();
        let made = |index: &limbeck_schema::Index| crate::indexes::made_for_key(table, index);
        self.is_mysql()
            && table
                .indexes
                .iter()
                .any(|index| crate::indexes::begins_with(index, &columns) && !made(index))
    }

    /// Removes tables, those that point at others first. Gives the positions
    /// of the tables that go.
    fn removed_tables(
        &mut self,
        removed: Vec<(usize, Key<'_>, &'a Table)>,
        serials: &HashMap<usize, Vec<&crate::compare::Serial>>,
    ) -> Result<HashSet<usize>, Error> {
        let mut going = Vec::new();
        for (r, key, table) in removed {
            for serial in serials.get(&r).into_iter().flatten() {
                serial.log(table.name.name.as_str(), self.hooks);
            }
            going.extend(self.included(vec![(r, key, table)], Side::Reflected)?);
        }
        let default = self.world.default_schema.clone();
        let places: HashMap<Key<'_>, usize> = going
            .iter()
            .enumerate()
            .map(|(place, (_, key, _))| (*key, place))
            .collect();
        let mut deferred: HashMap<usize, Vec<usize>> = HashMap::new();
        if self.options.sees(Kind::Circles) && self.world.dialect.alters_constraints() {
            for (place, (r, _, table)) in going.iter().enumerate() {
                for (position, _, foreign) in foreign_keys(table) {
                    let target = crate::compare::key(&foreign.target.table, default.as_deref());
                    let earlier = places.get(&target).is_some_and(|target| *target < place);
                    if earlier || self.needs_index(table, foreign) {
                        deferred.entry(*r).or_default().push(position);
                    }
                }
            }
            // Keys in a circle, and keys of tables that stay, would hold
            // back the tables that they point at.
            for (r, _, table) in &going {
                let early = deferred.get(r).map_or(&[][..], Vec::as_slice);
                let mut changes = self.comments_that_go(table, |it| early.contains(&it))?;
                changes.extend(early.iter().map(|position| {
                    TableChange::new(Kind::Circles, Action::RemoveConstraint(*position))
                }));
                self.push_table(None, Some(*r), changes);
            }
        }
        for (r, key, table) in &going {
            let early = deferred.remove(r).unwrap_or_default();
            let mut changes = self.comments_that_go(table, |it| !early.contains(&it))?;
            changes.extend(self.removed_indexes(*r, table)?);
            self.push_table(None, Some(*r), changes);
            self.changes.push(Change::RemoveTable {
                table: *r,
                deferred: early,
                notes: Vec::new(),
            });
            let shown = dotted(key.0.map(Name::new).as_ref(), &table.name.name);
            self.log(
                TABLES,
                format!("Detected removed table {}", python_string(&shown)),
            );
        }
        Ok(going.iter().map(|(r, _, _)| *r).collect())
    }

    /// Puts the end of foreign keys that point from tables that stay at
    /// tables that go before these, at that place among the changes: else
    /// the tables could not go.
    fn free(&mut self, place: usize, dropped: &HashSet<usize>) {
        if dropped.is_empty() || !self.options.sees(Kind::Circles) {
            return;
        }
        let default = self.world.default_schema.as_deref();
        let reflected = &self.schemas.reflected.tables;
        let gone: HashSet<Key<'_>> = dropped
            .iter()
            .filter_map(|table| reflected.get_index(*table))
            .map(|(name, _)| key(name, default))
            .collect();
        let mut early = Vec::new();
        for change in self.changes.iter_mut().skip(place) {
            let Change::Table { pair, changes } = change else {
                continue;
            };
            let table = pair.reflected.filter(|_| pair.declared.is_some());
            let Some((_, table)) = table.and_then(|table| reflected.get_index(table)) else {
                continue;
            };
            let holds = |change: &TableChange| {
                let Action::RemoveConstraint(position) = change.action else {
                    return false;
                };
                foreign_keys(table).any(|(own, _, foreign)| {
                    own == position && gone.contains(&key(&foreign.target.table, default))
                })
            };
            let (first, rest): (Vec<_>, Vec<_>) =
                std::mem::take(changes).into_iter().partition(holds);
            *changes = rest;
            if !first.is_empty() {
                early.push(Change::Table {
                    pair: *pair,
                    changes: first,
                });
            }
        }
        self.changes.retain(
            |change| !matches!(change, Change::Table { changes, .. } if changes.is_empty()),
        );
        self.changes.splice(place..place, early);
    }

    /// All changes of a table.
    fn table(&mut self, key: Key<'_>, pair: Pair<'a>) -> Result<Vec<TableChange>, Error> {
        let mut changes = Vec::new();
        let shown = dotted(key.0.map(Name::new).as_ref(), &pair.declared.name.name);
        let columns = self.columns(key, pair, &shown, &mut changes)?;
        let before = changes.len();
        if self.options.plugins.constraints {
            self.primary_key(pair, &mut changes)?;
            self.uniques_and_indexes(key, pair, &columns.replaced, &mut changes)?;
            self.foreign_keys(key, pair, &columns.replaced, &mut changes)?;
        }
        if self.options.plugins.comments {
            self.table_comment(pair, &mut changes);
        }
        self.checks(key, pair, &columns, &mut changes)?;
        if self.options.plugins.constraints {
            self.exclusions(pair, &columns.replaced, &mut changes)?;
        }
        if self.is_mysql() && !self.like_alembic() {
            // A foreign key holds on to its index.
            let rest = changes.split_off(before);
            let is_key = |change: &TableChange| {
                let Action::RemoveConstraint(position) = change.action else {
                    return false;
                };
                foreign_keys(pair.reflected).any(|(own, _, _)| own == position)
            };
            let (first, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_key);
            let (last, rest): (Vec<_>, Vec<_>) = rest
                .into_iter()
                .partition(|change| self.goes_for_another(pair, &change.action));
            changes.extend(first);
            changes.extend(rest);
            changes.extend(last);
        }
        if !columns.replaced.is_empty() {
            // A column takes what is built on it along; so that both ways are
            // said, that goes before.
            let rest = changes.split_off(before);
            let (first, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(|change| {
                matches!(
                    change.action,
                    Action::RemoveIndex(_) | Action::RemoveConstraint(_)
                )
            });
            changes.splice(0..0, first);
            changes.extend(rest);
        }
        self.removed_columns(pair, &shown, columns.removed, &mut changes)?;
        self.constraint_comments(Some(pair.declared), Some(pair.reflected), &mut changes)?;
        Ok(changes)
    }

    pub(crate) fn is_postgresql(&self) -> bool {
        self.world.dialect.name() == "postgresql"
    }

    /// MySQL and MariaDB.
    pub(crate) fn is_mysql(&self) -> bool {
        matches!(self.world.dialect.name(), "mysql" | "mariadb")
    }

    /// Whether the database keeps SQL as it was written, and cannot be asked
    /// what it means.
    pub(crate) fn keeps_words(&self) -> bool {
        self.world.dialect.name() == "sqlite"
    }

    /// Whether tables and columns have comments; MySQL has them in their
    /// definitions.
    pub(crate) fn has_comments(&self) -> bool {
        self.is_mysql() || self.world.dialect.has_comments()
    }

    pub(crate) fn like_alembic(&self) -> bool {
        self.options.mode == Mode::Alembic
    }

    /// `include_object`.
    pub(crate) fn includes(
        &mut self,
        object: Item,
        name: Option<&str>,
        kind: ObjectKind,
        compare_to: Option<Item>,
    ) -> Result<bool, Error> {
        self.hooks
            .include_object(self.schemas, object, name, kind, compare_to)
            .map_err(Error::Hook)
    }

    /// `include_name` for something in a table.
    pub(crate) fn includes_name(
        &mut self,
        key: Key<'_>,
        name: Option<&str>,
        kind: ObjectKind,
    ) -> Result<bool, Error> {
        let qualified = dotted(key.0.map(Name::new).as_ref(), &Name::new(key.1));
        let parents = Parents {
            schema: Some(key.0),
            table: Some(key.1),
            qualified_table: Some(&qualified),
        };
        self.hooks
            .include_name(name, kind, parents)
            .map_err(Error::Hook)
    }

    pub(crate) fn log(&mut self, logger: &'static str, message: String) {
        self.hooks.log(logger, Level::Info, message);
    }
}
