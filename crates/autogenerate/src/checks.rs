//! CHECK and EXCLUDE constraints.

use std::collections::{BTreeMap, HashSet};

use limbeck_dialect::{python_string, same};
use limbeck_schema::{
    CheckConstraint, Constraint, ConstraintKind, ExcludeConstraint, Expression, Table,
};

use crate::change::{Action, TableChange};
use crate::columns::Columns;
use crate::compare::Error;
use crate::comparer::{Comparer, Pair};
use crate::indexes::deferral;
use crate::meaning::{Place, Questions, Sameness};
use crate::order::Key;
use crate::{Kind, ObjectKind, Part, python};

const CHECKS: &str = "alembic.ext.checkconstraint_byname";
const CONSTRAINTS: &str = "alembic.autogenerate.compare.constraints";

struct Entry<'a> {
    position: usize,
    name: Option<String>,
    check: &'a CheckConstraint,
    sql: String,
}

impl<'a> Comparer<'a> {
    fn check_entries(&self, table: &'a Table) -> Result<Vec<Entry<'a>>, Error> {
        let mut entries = Vec::new();
        for (position, constraint) in table.constraints.iter().enumerate() {
            let ConstraintKind::Check(check) = &constraint.kind else {
                continue;
            };
            if !same::exists(self.world.dialect, table, constraint) {
                continue;
            }
            entries.push(Entry {
                position,
                name: self.constraint_name(table, constraint)?,
                check,
                sql: self.sql(&check.condition)?,
            });
        }
        Ok(entries)
    }

    /// Whether CHECKs are compared, and whether by their conditions.
    fn check_mode(&self) -> (bool, bool) {
        let closely = self.options.sees(Kind::Checks) && self.options.plugins.checks != Some(false);
        (
            closely || self.options.plugins.checks == Some(true),
            closely,
        )
    }

    /// Asks what the conditions of CHECKs and the parts of EXCLUDEs mean.
    pub(crate) fn ask_checks(
        &self,
        pair: Pair<'a>,
        questions: &mut Questions,
    ) -> Result<(), Error> {
        if self.keeps_words() {
            return Ok(());
        }
        if self.check_mode().1 {
            let declared = self.check_entries(pair.declared)?;
            let reflected = self.check_entries(pair.reflected)?;
            let outlines = |entries: &[Entry<'_>]| -> HashSet<String> {
                entries
                    .iter()
                    .map(|entry| same::outline(&entry.sql))
                    .collect()
            };
            let (wanted, found) = (outlines(&declared), outlines(&reflected));
            let left = |entries: Vec<Entry<'a>>, known: &HashSet<String>| -> Vec<Entry<'a>> {
                entries
                    .into_iter()
                    .filter(|entry| !known.contains(&same::outline(&entry.sql)))
                    .collect()
            };
            let (declared, reflected) = (left(declared, &found), left(reflected, &wanted));
            if !declared.is_empty() && !reflected.is_empty() {
                for entry in declared.into_iter().chain(reflected) {
                    questions.one(Place::Condition, entry.sql);
                }
            }
        }
        let exclusions = self.is_postgresql() && self.options.sees(Kind::Exclusions);
        if exclusions && self.options.plugins.constraints {
            let declared = self.exclusion_entries(pair.declared)?;
            let reflected = self.exclusion_entries(pair.reflected)?;
            for (_, _, one, _) in &declared {
                for (_, _, other, _) in &reflected {
                    for (one, other) in one.elements.iter().zip(&other.elements) {
                        let place = Place::Value;
                        let one = self.sql(&one.expression)?;
                        questions.pair(place, &one, &self.sql(&other.expression)?);
                    }
                    if let (Some(one), Some(other)) = (&one.condition, &other.condition) {
                        let one = self.sql(one)?;
                        questions.pair(Place::Condition, &one, &self.sql(other)?);
                    }
                }
            }
        }
        Ok(())
    }

    /// Compares CHECKs: by their names as Alembic's plugin does, and by their
    /// conditions, those without a name too.
    pub(crate) fn checks(
        &mut self,
        key: Key<'_>,
        pair: Pair<'a>,
        columns: &Columns<'_>,
        changes: &mut Vec<TableChange>,
    ) -> Result<(), Error> {
        let replaced = &columns.replaced;
        let (compared, closely) = self.check_mode();
        if !compared {
            return Ok(());
        }
        let kind = match self.options.plugins.checks {
            Some(true) => Kind::Alembic,
            _ => Kind::Checks,
        };
        let mut declared = self.check_entries(pair.declared)?;
        // A type makes its CHECK along with its column, and when a column
        // becomes of that type.
        declared.retain(|entry| match &entry.check.made_by_type_of {
            Some(column) => !columns.added.contains(column.as_str()),
            None => true,
        });
        let retyped = |entry: &Entry<'_>| match &entry.check.made_by_type_of {
            Some(column) => columns.retyped.contains(column.as_str()),
            None => false,
        };
        let mut reflected = Vec::new();
        let mut nameless = Vec::new();
        for entry in self.check_entries(pair.reflected)? {
            let Some(name) = entry.name.as_deref() else {
                nameless.push(entry);
                continue;
            };
            if self.includes_name(key, Some(name), ObjectKind::CheckConstraint)? {
                reflected.push(entry);
            }
        }
        if declared.is_empty() && reflected.is_empty() && nameless.is_empty() {
            return Ok(());
        }
        // Conditions without a name find their likes; what is found there is
        // neither added nor removed.
        let mut taken: HashSet<usize> = HashSet::new();
        let mut unnamed = Vec::new();
        for entry in declared.iter().filter(|entry| entry.name.is_none()) {
            let like = reflected.iter().chain(&nameless).find(|other| {
                !taken.contains(&other.position)
                    && closely
                    && !declared
                        .iter()
                        .any(|it| it.name.is_some() && it.name == other.name)
                    && self
                        .meanings
                        .same(pair.r, Place::Condition, &entry.sql, &other.sql)
                        == Sameness::Same
            });
            match like {
                Some(other) => {
                    taken.insert(other.position);
                    if self.touches(&entry.check.condition, replaced) && other.name.is_some() {
                        let (remove, add) = (other.position, entry.position);
                        changes.push(TableChange::new(kind, Action::RemoveConstraint(remove)));
                        changes.push(TableChange::new(kind, Action::AddConstraint(add)));
                    }
                }
                None if closely => unnamed.push(entry),
                None => {}
            }
        }
        let by_name = |entries: &'_ [Entry<'a>]| -> BTreeMap<String, usize> {
            entries
                .iter()
                .enumerate()
                .filter_map(|(place, entry)| Some((entry.name.clone()?, place)))
                .collect()
        };
        let (wanted, found) = (by_name(&declared), by_name(&reflected));
        let table = pair.declared.name.name.as_str();
        let shown_table = python_string(table);
        for (name, place) in &found {
            let Some(entry) = reflected.get(*place) else {
                continue;
            };
            if wanted.contains_key(name) || taken.contains(&entry.position) {
                continue;
            }
            let item = pair.reflected_item(Part::Constraint(entry.position));
            if self.includes(item, Some(name), ObjectKind::CheckConstraint, None)? {
                changes.push(TableChange::new(
                    kind,
                    Action::RemoveConstraint(entry.position),
                ));
                self.log(
                    CHECKS,
                    format!(
                        "Detected removed check constraint {} on table {shown_table}",
                        python_string(name)
                    ),
                );
            }
        }
        for (name, place) in &wanted {
            let both = declared
                .get(*place)
                .zip(found.get(name).and_then(|place| reflected.get(*place)));
            let Some((entry, other)) = both.filter(|_| closely) else {
                continue;
            };
            let shown = python_string(name);
            let message = format!(
                "condition {} to {}",
                python_string(&other.sql),
                python_string(&entry.sql)
            );
            let remade = self.touches(&entry.check.condition, replaced);
            match self
                .meanings
                .same(pair.r, Place::Condition, &entry.sql, &other.sql)
            {
                Sameness::Same if !remade => continue,
                Sameness::Same => {}
                Sameness::Unknown => {
                    self.log(
                        CHECKS,
                        format!("Cannot compare check constraint {shown}, assuming equal and skipping. {message}"),
                    );
                    continue;
                }
                Sameness::Different => {}
            }
            let item = pair.declared_item(Part::Constraint(entry.position));
            let compare_to = Some(pair.reflected_item(Part::Constraint(other.position)));
            if self.includes(item, Some(name), ObjectKind::CheckConstraint, compare_to)? {
                self.log(
                    CHECKS,
                    format!("Detected changed check constraint {shown} on table {shown_table}: {message}"),
                );
                if retyped(entry) {
                    let action = Action::RemoveConstraint(other.position);
                    changes.insert(0, TableChange::new(kind, action));
                    continue;
                }
                changes.push(TableChange::new(
                    kind,
                    Action::RemoveConstraint(other.position),
                ));
                changes.push(TableChange::new(
                    kind,
                    Action::AddConstraint(entry.position),
                ));
            }
        }
        for entry in nameless.iter().filter(|it| !taken.contains(&it.position)) {
            let item = pair.reflected_item(Part::Constraint(entry.position));
            let object = ObjectKind::CheckConstraint;
            if closely
                && self.includes_name(key, None, object)?
                && self.includes(item, None, object, None)?
            {
                let action = Action::RemoveConstraint(entry.position);
                changes.push(TableChange::new(kind, action));
                self.log(
                    CHECKS,
                    format!("Detected removed check constraint None on table {shown_table}"),
                );
            }
        }
        let new = wanted
            .iter()
            .filter(|(name, _)| !found.contains_key(*name))
            .filter_map(|(_, place)| declared.get(*place));
        for entry in new.chain(unnamed).filter(|entry| !retyped(entry)) {
            let item = pair.declared_item(Part::Constraint(entry.position));
            let name = entry.name.as_deref();
            if self.includes(item, name, ObjectKind::CheckConstraint, None)? {
                changes.push(TableChange::new(
                    kind,
                    Action::AddConstraint(entry.position),
                ));
                self.log(
                    CHECKS,
                    format!(
                        "Detected added check constraint {} on table {shown_table}",
                        python::maybe(name)
                    ),
                );
            }
        }
        Ok(())
    }

    /// Whether a condition speaks of one of the columns.
    fn touches(&self, condition: &Expression, columns: &HashSet<&str>) -> bool {
        if columns.is_empty() {
            return false;
        }
        self.sql(condition).is_ok_and(|sql| {
            same::names(&sql)
                .iter()
                .any(|name| columns.contains(name.as_str()))
        })
    }

    #[allow(
        clippy::type_complexity,
        reason = "a row of a table that lives for one function"
    )]
    fn exclusion_entries(
        &self,
        table: &'a Table,
    ) -> Result<Vec<(usize, Option<String>, &'a ExcludeConstraint, &'a Constraint)>, Error> {
        let mut entries = Vec::new();
        for (position, constraint) in table.constraints.iter().enumerate() {
            if let ConstraintKind::Exclude(exclude) = &constraint.kind {
                let name = self.constraint_name(table, constraint)?;
                entries.push((position, name, exclude, constraint));
            }
        }
        Ok(entries)
    }

    fn excludes_same(
        &self,
        pair: Pair<'a>,
        (one, one_constraint): (&ExcludeConstraint, &Constraint),
        (other, other_constraint): (&ExcludeConstraint, &Constraint),
    ) -> Result<Sameness, Error> {
        let plainly = one.using.eq_ignore_ascii_case(&other.using)
            && one.elements.len() == other.elements.len()
            && one.condition.is_some() == other.condition.is_some()
            && deferral(one_constraint) == deferral(other_constraint);
        if !plainly {
            return Ok(Sameness::Different);
        }
        let mut sameness = Sameness::Same;
        let mut parts = Vec::new();
        for (one, other) in one.elements.iter().zip(&other.elements) {
            let classes = match (&one.operator_class, &other.operator_class) {
                (Some(one), Some(other)) => one == other,
                (None, Some(_)) => false,
                // The usual class is not told.
                (_, None) => true,
            };
            if one.operator != other.operator || !classes {
                return Ok(Sameness::Different);
            }
            parts.push((Place::Value, &one.expression, &other.expression));
        }
        if let (Some(one), Some(other)) = (&one.condition, &other.condition) {
            parts.push((Place::Condition, one, other));
        }
        for (place, one, other) in parts {
            match self
                .meanings
                .same(pair.r, place, &self.sql(one)?, &self.sql(other)?)
            {
                Sameness::Same => {}
                Sameness::Different => return Ok(Sameness::Different),
                Sameness::Unknown => sameness = Sameness::Unknown,
            }
        }
        Ok(sameness)
    }

    /// Compares EXCLUDE constraints, which Alembic does not.
    pub(crate) fn exclusions(
        &mut self,
        pair: Pair<'a>,
        replaced: &HashSet<&str>,
        changes: &mut Vec<TableChange>,
    ) -> Result<(), Error> {
        if !self.options.sees(Kind::Exclusions) || !self.is_postgresql() {
            return Ok(());
        }
        let declared = self.exclusion_entries(pair.declared)?;
        let mut left = self.exclusion_entries(pair.reflected)?;
        let table = python_string(pair.declared.name.name.as_str());
        let mut added = Vec::new();
        for (position, name, exclude, constraint) in declared {
            let mut found = None;
            for (place, (_, other_name, other, other_constraint)) in left.iter().enumerate() {
                if name.is_some() && name != *other_name {
                    continue;
                }
                let same =
                    self.excludes_same(pair, (exclude, constraint), (other, other_constraint))?;
                if name.is_some() || same != Sameness::Different {
                    found = Some((place, same));
                    break;
                }
            }
            let Some((place, same)) = found else {
                added.push((position, name));
                continue;
            };
            let (other, ..) = left.remove(place);
            let touched = exclude
                .elements
                .iter()
                .any(|element| self.touches(&element.expression, replaced));
            if same == Sameness::Different || touched {
                let item = pair.declared_item(Part::Constraint(position));
                let compare_to = Some(pair.reflected_item(Part::Constraint(other)));
                let object = ObjectKind::ExcludeConstraint;
                if self.includes(item, name.as_deref(), object, compare_to)? {
                    let kind = Kind::Exclusions;
                    changes.push(TableChange::new(kind, Action::RemoveConstraint(other)));
                    changes.push(TableChange::new(kind, Action::AddConstraint(position)));
                    self.log_exclusion("changed", name.as_deref(), &table);
                }
            } else if same == Sameness::Unknown {
                self.log(
                    CONSTRAINTS,
                    format!(
                        "Cannot compare exclude constraint {}, assuming equal and skipping.",
                        python::maybe(name.as_deref())
                    ),
                );
            }
        }
        let object = ObjectKind::ExcludeConstraint;
        for (position, name, ..) in left {
            let item = pair.reflected_item(Part::Constraint(position));
            if self.includes(item, name.as_deref(), object, None)? {
                let action = Action::RemoveConstraint(position);
                changes.push(TableChange::new(Kind::Exclusions, action));
                self.log_exclusion("removed", name.as_deref(), &table);
            }
        }
        for (position, name) in added {
            let item = pair.declared_item(Part::Constraint(position));
            if self.includes(item, name.as_deref(), object, None)? {
                let action = Action::AddConstraint(position);
                changes.push(TableChange::new(Kind::Exclusions, action));
                self.log_exclusion("added", name.as_deref(), &table);
            }
        }
        Ok(())
    }

    fn log_exclusion(&mut self, word: &str, name: Option<&str>, table: &str) {
        let name = python::maybe(name);
        self.log(
            CONSTRAINTS,
            format!("Detected {word} exclude constraint {name} on table {table}"),
        );
    }
}
