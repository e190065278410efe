//! Foreign keys and primary keys.

use std::collections::{HashMap, HashSet};

use limbeck_dialect::change;
use limbeck_schema::{Constraint, ConstraintKind, ForeignKey, Name, Table};

use crate::change::{Action, TableChange};
use crate::compare::{self, Error};
use crate::comparer::{Comparer, Pair};
use crate::indexes::deferral;
use crate::order::{Key, foreign_keys};
use crate::{Item, Kind, ObjectKind, Part};

const CONSTRAINTS: &str = "alembic.autogenerate.compare.constraints";

/// What a foreign key is about, without its name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct About {
    columns: Vec<String>,
    schema: Option<String>,
    table: String,
    targets: Vec<String>,
    on_update: Option<String>,
    on_delete: Option<String>,
    deferral: &'static str,
}

struct Entry<'a> {
    position: usize,
    constraint: &'a Constraint,
    key: &'a ForeignKey,
    name: Option<String>,
    about: About,
}

impl<'a> Comparer<'a> {
    fn entries(&self, table: &'a Table) -> Result<Vec<Entry<'a>>, Error> {
        let texts = |names: &[Name]| -> Vec<String> {
            names.iter().map(|name| name.text.clone()).collect()
        };
        // MySQL knows no difference between the two, and does not always
        // tell them.
        let is_mysql = self.is_mysql();
        let action = |action: &Option<String>| {
            action
                .as_ref()
                .map(|action| action.to_lowercase())
                .filter(|action| !action.is_empty() && action != "no action")
                .filter(|action| !(is_mysql && action == "restrict"))
        };
        let default = self.world.default_schema.as_deref();
        let mut entries = Vec::new();
        for (position, constraint, key) in foreign_keys(table) {
            let (schema, name) = compare::key(&key.target.table, default);
            let targets = if key.target.columns.is_empty() {
                self.target_columns(key)
            } else {
                texts(&key.target.columns)
            };
            entries.push(Entry {
                position,
                constraint,
                key,
                name: self.constraint_name(table, constraint)?,
                about: About {
                    columns: texts(&key.columns),
                    schema: schema.map(str::to_owned),
                    table: name.to_owned(),
                    targets,
                    on_update: action(&key.on_update),
                    on_delete: action(&key.on_delete),
                    deferral: deferral(constraint),
                },
            });
        }
        Ok(entries)
    }

    /// The columns that a key without any means: the target's primary key.
    fn target_columns(&self, key: &ForeignKey) -> Vec<String> {
        let own = [self.schemas.declared, self.schemas.reflected]
            .into_iter()
            .find_map(|schema| schema.tables.get(&key.target.table))
            .map(Table::primary_key)
            .filter(|columns| columns.len() == key.columns.len())
            .unwrap_or(&key.columns);
        own.iter().map(|name| name.text.clone()).collect()
    }

    /// Compares foreign keys.
    pub(crate) fn foreign_keys(
        &mut self,
        key: Key<'_>,
        pair: Pair<'a>,
        replaced: &HashSet<&str>,
        changes: &mut Vec<TableChange>,
    ) -> Result<(), Error> {
        let declared = self.entries(pair.declared)?;
        let mut reflected = Vec::new();
        for entry in self.entries(pair.reflected)? {
            let kind = ObjectKind::ForeignKeyConstraint;
            if self.includes_name(key, entry.name.as_deref(), kind)? {
                reflected.push(entry);
            }
        }
        if declared.is_empty() && reflected.is_empty() {
            return Ok(());
        }
        let by_about = |entries: &[Entry<'a>]| -> HashMap<About, usize> {
            entries
                .iter()
                .enumerate()
                .map(|(place, entry)| (entry.about.clone(), place))
                .collect()
        };
        let (wanted, found) = (by_about(&declared), by_about(&reflected));
        let named = |entries: &[Entry<'a>], name: &Option<String>| {
            let name = name.as_ref()?;
            let entry = entries
                .iter()
                .find(|entry| entry.name.as_ref() == Some(name))?;
            Some(entry.position)
        };
        for entry in reflected
            .iter()
            .filter(|it| !wanted.contains_key(&it.about))
        {
            let compare_to = named(&declared, &entry.name)
                .map(|position| pair.declared_item(Part::Constraint(position)));
            let item = pair.reflected_item(Part::Constraint(entry.position));
            self.removed_key(item, entry, pair, compare_to, Kind::Alembic, changes)?;
        }
        for entry in declared.iter().filter(|it| !found.contains_key(&it.about)) {
            let compare_to = named(&reflected, &entry.name)
                .map(|position| pair.reflected_item(Part::Constraint(position)));
            self.added_key(entry, pair, compare_to, Kind::Alembic, changes)?;
        }
        for entry in &declared {
            let Some(other) = found
                .get(&entry.about)
                .and_then(|place| reflected.get(*place))
            else {
                continue;
            };
            let match_type = |key: &ForeignKey| {
                key.match_type
                    .as_ref()
                    .map(|word| word.to_uppercase())
                    .filter(|word| !word.is_empty() && word != "SIMPLE")
            };
            let remade = entry
                .key
                .columns
                .iter()
                .any(|it| replaced.contains(it.as_str()));
            let matching = self.options.sees(Kind::ForeignKeyMatch)
                && match_type(entry.key) != match_type(other.key)
                && self.is_postgresql();
            if remade || matching {
                let kind = if remade {
                    Kind::Computed
                } else {
                    Kind::ForeignKeyMatch
                };
                let item = pair.reflected_item(Part::Constraint(other.position));
                self.removed_key(item, other, pair, None, kind, changes)?;
                self.added_key(entry, pair, None, kind, changes)?;
                continue;
            }
            if entry.name != other.name && self.options.sees(Kind::ForeignKeyNames) {
                let names = (
                    entry.position,
                    entry.constraint,
                    other.position,
                    other.constraint,
                );
                self.renamed(
                    pair,
                    names,
                    ObjectKind::ForeignKeyConstraint,
                    Kind::ForeignKeyNames,
                    changes,
                )?;
            }
        }
        Ok(())
    }

    fn removed_key(
        &mut self,
        item: Item,
        entry: &Entry<'a>,
        pair: Pair<'a>,
        compare_to: Option<Item>,
        kind: Kind,
        changes: &mut Vec<TableChange>,
    ) -> Result<(), Error> {
        let object = ObjectKind::ForeignKeyConstraint;
        if self.includes(item, entry.name.as_deref(), object, compare_to)? {
            changes.push(TableChange::new(
                kind,
                Action::RemoveConstraint(entry.position),
            ));
            self.log_key("removed", entry, pair);
        }
        Ok(())
    }

    fn added_key(
        &mut self,
        entry: &Entry<'a>,
        pair: Pair<'a>,
        compare_to: Option<Item>,
        kind: Kind,
        changes: &mut Vec<TableChange>,
    ) -> Result<(), Error> {
        let item = pair.declared_item(Part::Constraint(entry.position));
        let object = ObjectKind::ForeignKeyConstraint;
        if self.includes(item, entry.name.as_deref(), object, compare_to)? {
            changes.push(TableChange::new(
                kind,
                Action::AddConstraint(entry.position),
            ));
            self.log_key("added", entry, pair);
        }
        Ok(())
    }

    fn log_key(&mut self, word: &str, entry: &Entry<'a>, pair: Pair<'a>) {
        let schema = match &pair.declared.name.schema {
            Some(schema) if !schema.text.is_empty() => format!("{schema}."),
            _ => String::new(),
        };
        self.log(
            CONSTRAINTS,
            format!(
                "Detected {word} foreign key ({})({}) on table {schema}{}",
                entry.about.columns.join(", "),
                entry.about.targets.join(", "),
                pair.declared.name.name
            ),
        );
    }

    /// Renames a constraint, where both sides have a name: in place if the
    /// database can.
    fn renamed(
        &mut self,
        pair: Pair<'a>,
        (d, declared, r, reflected): (usize, &'a Constraint, usize, &'a Constraint),
        object: ObjectKind,
        kind: Kind,
        changes: &mut Vec<TableChange>,
    ) -> Result<(), Error> {
        let new = self.constraint_name(pair.declared, declared)?;
        let old = self.constraint_name(pair.reflected, reflected)?;
        let (Some(new), Some(old)) = (new, old) else {
            return Ok(());
        };
        let (old, new) = (Name::new(old), Name::new(new));
        let item = pair.declared_item(Part::Constraint(d));
        let compare_to = Some(pair.reflected_item(Part::Constraint(r)));
        if old == new || !self.includes(item, Some(new.as_str()), object, compare_to)? {
            return Ok(());
        }
        let dialect = self.world.dialect;
        let table = &pair.declared.name;
        let upgrade = change::rename_constraint(dialect, table, &old, &new);
        let downgrade = change::rename_constraint(dialect, table, &new, &old);
        match (upgrade, downgrade) {
            (Some(upgrade), Some(downgrade)) => changes.push(TableChange::new(
                kind,
                Action::Statements {
                    action: "rename_constraint",
                    subject: old.text.clone(),
                    upgrade: vec![upgrade],
                    downgrade: vec![downgrade],
                },
            )),
            _ => {
                changes.push(TableChange::new(kind, Action::RemoveConstraint(r)));
                changes.push(TableChange::new(kind, Action::AddConstraint(d)));
            }
        }
        self.log(
            CONSTRAINTS,
            format!(
                "Detected renamed constraint '{old}' to '{new}' on table '{}'",
                table.name
            ),
        );
        Ok(())
    }

    /// Compares primary keys, which Alembic does not.
    pub(crate) fn primary_key(
        &mut self,
        pair: Pair<'a>,
        changes: &mut Vec<TableChange>,
    ) -> Result<(), Error> {
        let find = |table: &'a Table| {
            table.constraints.iter().enumerate().find_map(
                |(position, constraint)| match &constraint.kind {
                    ConstraintKind::PrimaryKey(columns) if !columns.is_empty() => {
                        Some((position, constraint, columns.as_slice()))
                    }
                    _ => None,
                },
            )
        };
        let (declared, reflected) = (find(pair.declared), find(pair.reflected));
        let set = |columns: &'a [Name]| {
            let mut columns: Vec<&str> = columns.iter().map(Name::as_str).collect();
            columns.sort_unstable();
            columns
        };
        let table = pair.declared.name.name.as_str();
        match (declared, reflected) {
            (None, None) => {}
            (Some((d, one, columns)), Some((r, other, others))) => {
                // The order is the server's business where no one wrote it.
                let written = !pair
                    .declared
                    .columns
                    .iter()
                    .any(|column| column.primary_key);
                let same = match written {
                    true => columns
                        .iter()
                        .map(Name::as_str)
                        .eq(others.iter().map(Name::as_str)),
                    false => set(columns) == set(others),
                };
                let deferrals = deferral(one) != deferral(other)
                    && self.options.sees(Kind::Deferrals)
                    && self.is_postgresql();
                if !same && self.options.sees(Kind::PrimaryKeys) || deferrals {
                    let kind = if same {
                        Kind::Deferrals
                    } else {
                        Kind::PrimaryKeys
                    };
                    self.changed_primary_key(pair, Some(d), Some(r), kind, changes)?;
                    self.log(
                        CONSTRAINTS,
                        format!("Detected changed primary key on table '{table}'"),
                    );
                } else if same && self.options.sees(Kind::PrimaryKeyNames) && !self.is_mysql() {
                    self.renamed(
                        pair,
                        (d, one, r, other),
                        ObjectKind::PrimaryKeyConstraint,
                        Kind::PrimaryKeyNames,
                        changes,
                    )?;
                }
            }
            (declared, reflected) if self.options.sees(Kind::PrimaryKeys) => {
                let (d, r) = (declared.map(|it| it.0), reflected.map(|it| it.0));
                self.changed_primary_key(pair, d, r, Kind::PrimaryKeys, changes)?;
                let word = if d.is_some() { "added" } else { "removed" };
                self.log(
                    CONSTRAINTS,
                    format!("Detected {word} primary key on table '{table}'"),
                );
            }
            _ => {}
        }
        Ok(())
    }

    fn changed_primary_key(
        &mut self,
        pair: Pair<'a>,
        d: Option<usize>,
        r: Option<usize>,
        kind: Kind,
        changes: &mut Vec<TableChange>,
    ) -> Result<(), Error> {
        let old = r.map(|r| pair.reflected_item(Part::Constraint(r)));
        let new = d.map(|d| pair.declared_item(Part::Constraint(d)));
        let (Some(item), compare_to) = (new.or(old), new.and(old)) else {
            return Ok(());
        };
        let name = match self.schemas.constraint(item) {
            Some(constraint) => constraint.name.name().map(|name| name.text.clone()),
            None => None,
        };
        let object = ObjectKind::PrimaryKeyConstraint;
        if !self.includes(item, name.as_deref(), object, compare_to)? {
            return Ok(());
        }
        if let Some(r) = r {
            changes.push(TableChange::noted(
                kind,
                Action::RemoveConstraint(r),
                "the primary key changes; foreign keys that point at it must be dropped before",
            ));
        }
        if let Some(d) = d {
            changes.push(TableChange::new(kind, Action::AddConstraint(d)));
        }
        Ok(())
    }
}
