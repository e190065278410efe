//! Unique constraints and indexes, which databases mix up.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use limbeck_dialect::{python_string, same};
use limbeck_schema::{
    Constraint, ConstraintKind, Expression, Index, Name, OptionValue, Options, Table, UnaryOperator,
};

use crate::change::{Action, TableChange};
use crate::compare::Error;
use crate::comparer::{Comparer, Pair};
use crate::meaning::{Place, Questions, Sameness};
use crate::order::{Key, foreign_keys};
use crate::{Item, Kind, ObjectKind, Part, Side, python};

const CONSTRAINTS: &str = "alembic.autogenerate.compare.constraints";

/// What a constraint or index is about, without its name: sorted columns, or
/// whether it is unique and its columns in order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum About {
    Unique(Vec<String>),
    Index(bool, Vec<Option<String>>),
}

#[derive(Clone, Copy)]
enum Thing<'a> {
    Unique(&'a Constraint, &'a [Name]),
    Index(&'a Index),
}

/// A unique constraint or an index of one side.
#[derive(Clone)]
struct Entry<'a> {
    thing: Thing<'a>,
    position: usize,
    name: Option<String>,
    about: About,
}

impl Entry<'_> {
    fn is_index(&self) -> bool {
        matches!(self.thing, Thing::Index(_))
    }

    /// What log lines call it.
    fn word(&self) -> &'static str {
        match self.thing {
            Thing::Unique(..) => "unique constraint",
            Thing::Index(_) => "index",
        }
    }

    fn part(&self) -> Part {
        match self.thing {
            Thing::Unique(..) => Part::Constraint(self.position),
            Thing::Index(_) => Part::Index(self.position),
        }
    }

    fn kind(&self) -> ObjectKind {
        match self.thing {
            Thing::Unique(..) => ObjectKind::UniqueConstraint,
            Thing::Index(_) => ObjectKind::Index,
        }
    }

    fn add(&self) -> Action {
        match self.thing {
            Thing::Unique(..) => Action::AddConstraint(self.position),
            Thing::Index(_) => Action::AddIndex(self.position),
        }
    }

    fn remove(&self) -> Action {
        match self.thing {
            Thing::Unique(..) => Action::RemoveConstraint(self.position),
            Thing::Index(_) => Action::RemoveIndex(self.position),
        }
    }

    fn columns(&self) -> Vec<&str> {
        match self.thing {
            Thing::Unique(_, columns) => columns.iter().map(Name::as_str).collect(),
            Thing::Index(index) => index_columns(index),
        }
    }
}

/// The outcome of a comparison.
enum Outcome {
    Equal,
    Different(Kind, String),
    Skip(String),
}

/// The columns that an index names, each once.
fn index_columns(index: &Index) -> Vec<&str> {
    let mut columns = Vec::new();
    for element in &index.expressions {
        element.walk(&mut |part| {
            if let Expression::Column(column) = part
                && !columns.contains(&column.name.as_str())
            {
                columns.push(column.name.as_str());
            }
        });
    }
    columns
}

/// An element of an index without its order and collation.
struct Element<'a> {
    inner: &'a Expression,
    descending: bool,
    nulls_first: bool,
    collation: Option<&'a str>,
}

fn element(expression: &Expression) -> Element<'_> {
    let mut found = Element {
        inner: expression,
        descending: false,
        nulls_first: false,
        collation: None,
    };
    let mut nulls = None;
    loop {
        found.inner = match found.inner {
            Expression::Unary { operator, operand } => {
                match operator {
                    UnaryOperator::Ascending => {}
                    UnaryOperator::Descending => found.descending = true,
                    UnaryOperator::NullsFirst => nulls = nulls.or(Some(true)),
                    UnaryOperator::NullsLast => nulls = nulls.or(Some(false)),
                    _ => break,
                }
                operand
            }
            Expression::Collate { operand, collation } => {
                found.collation = Some(collation.as_str());
                operand
            }
            Expression::Label { operand, .. } | Expression::Grouping(operand) => operand,
            _ => break,
        };
    }
    found.nulls_first = nulls.unwrap_or(found.descending);
    found
}

fn column_name(expression: &Expression) -> Option<&str> {
    match element(expression).inner {
        Expression::Column(column) => Some(column.name.as_str()),
        _ => None,
    }
}

fn is_expression_index(index: &Index) -> bool {
    index
        .expressions
        .iter()
        .any(|element| column_name(element).is_none())
}

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

    fn index_name(&self, table: &Table, index: &Index) -> Result<Option<String>, Error> {
        Ok(same::index_name(
            self.world.dialect,
            index,
            &table.name,
            &table.naming,
        )?)
    }

    fn indexes(&self, table: &'a Table) -> Result<Vec<Entry<'a>>, Error> {
        let mut entries = Vec::with_capacity(table.indexes.len());
        for (position, index) in table.indexes.iter().enumerate() {
            let columns = index
                .expressions
                .iter()
                .map(|element| match element {
                    Expression::Column(column) => Some(column.name.text.clone()),
                    _ => None,
                })
                .collect();
            entries.push(Entry {
                thing: Thing::Index(index),
                position,
                name: self.index_name(table, index)?,
                about: About::Index(index.unique, columns),
            });
        }
        Ok(entries)
    }

    fn uniques(&self, table: &'a Table) -> Result<Vec<Entry<'a>>, Error> {
        let mut entries = Vec::new();
        for (position, constraint) in table.constraints.iter().enumerate() {
            let ConstraintKind::Unique(columns) = &constraint.kind else {
                continue;
            };
            if columns.is_empty() {
                continue;
            }
            let mut about: Vec<String> = columns.iter().map(|name| name.text.clone()).collect();
            about.sort_unstable();
            entries.push(Entry {
                thing: Thing::Unique(constraint, columns),
                position,
                name: self.constraint_name(table, constraint)?,
                about: About::Unique(about),
            });
        }
        Ok(entries)
    }

    pub(crate) fn constraint_name(
        &self,
        table: &Table,
        constraint: &Constraint,
    ) -> Result<Option<String>, Error> {
        Ok(same::constraint_name(
            self.world.dialect,
            constraint,
            &table.name,
            &table.naming,
        )?)
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

    /// The reflected indexes that `include_name` lets through. Alembic asks
    /// for those that constraints made as well.
    fn reflected_indexes(
        &mut self,
        key: Key<'_>,
        table: &'a Table,
    ) -> Result<Vec<Entry<'a>>, Error> {
        let hides_expressions = self.like_alembic() && self.world.dialect.name() == "sqlite";
        let mut entries: Vec<(Option<String>, Option<Entry<'a>>)> = self
            .indexes(table)?
            .into_iter()
            .filter(|entry| match entry.thing {
                Thing::Index(index) => !(hides_expressions && is_expression_index(index)),
                Thing::Unique(..) => true,
            })
            .map(|entry| (entry.name.clone(), Some(entry)))
            .collect();
        if let Some(found) = self.reflection.found.get(&table.name) {
            entries.extend(
                found
                    .constraint_indexes
                    .iter()
                    .map(|index| (index.name.name().map(|name| name.text.clone()), None)),
            );
            entries.sort_by(|(one, _), (other, _)| one.cmp(other));
        }
        let mut kept = Vec::new();
        for (name, entry) in entries {
            if self.includes_name(key, name.as_deref(), ObjectKind::Index)? {
                kept.extend(entry);
            }
        }
        Ok(kept)
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

    fn compare_uniques(
        &self,
        (declared, columns): (&Constraint, &[Name]),
        (reflected, others): (&Constraint, &[Name]),
        entry: &Entry<'_>,
        other: &Entry<'_>,
    ) -> Outcome {
        if entry.about != other.about {
            let shown = |about: &About| match about {
                About::Unique(columns) => python::tuple(columns),
                About::Index(..) => String::new(),
            };
            return Outcome::Different(
                Kind::Alembic,
                format!(
                    "expression {} to {}",
                    shown(&other.about),
                    shown(&entry.about)
                ),
            );
        }
        if self.is_postgresql() {
            let (one, two) = (distinct(&declared.options), distinct(&reflected.options));
            if one != two {
                let text = format!(
                    "expression {} to {}",
                    python::tuple(&two),
                    python::tuple(&one)
                );
                return Outcome::Different(Kind::Alembic, text);
            }
            let (one, two) = (
                include(&declared.options, "postgresql_include"),
                include(&reflected.options, "postgresql_include"),
            );
            if self.options.sees(Kind::IndexIncludes) && one != two {
                let text = format!("include {} to {}", python::list(&two), python::list(&one));
                return Outcome::Different(Kind::IndexIncludes, text);
            }
            if self.options.sees(Kind::Deferrals) && deferral(declared) != deferral(reflected) {
                let text = format!("{} to {}", deferral(reflected), deferral(declared));
                return Outcome::Different(Kind::Deferrals, text);
            }
        }
        let texts = |names: &[Name]| -> Vec<String> {
            names.iter().map(|name| name.text.clone()).collect()
        };
        let (one, two) = (texts(columns), texts(others));
        if self.options.sees(Kind::UniqueOrder) && one != two {
            let text = format!("order {} to {}", python::tuple(&two), python::tuple(&one));
            return Outcome::Different(Kind::UniqueOrder, text);
        }
        Outcome::Equal
    }

    fn compare_indexes(
        &mut self,
        pair: Pair<'a>,
        declared: &Index,
        reflected: &Index,
    ) -> Result<Outcome, Error> {
        let mut messages = Vec::new();
        if declared.unique != reflected.unique {
            messages.push(format!(
                "unique={} to unique={}",
                python::truth(reflected.unique),
                python::truth(declared.unique)
            ));
        }
        if !self.is_postgresql() {
            let (one, other) = (index_columns(declared), index_columns(reflected));
            let expressions = is_expression_index(declared) || is_expression_index(reflected);
            if one != other && (self.like_alembic() || !expressions) {
                messages.push(format!(
                    "expression {} to {}",
                    python::tuple(&other),
                    python::tuple(&one)
                ));
            }
            if !messages.is_empty() {
                return Ok(Outcome::Different(Kind::Alembic, messages.join(", ")));
            }
            return self.compare_closely(pair, declared, reflected);
        }
        if declared.expressions.len() != reflected.expressions.len() {
            messages.push(format!(
                "expression number {} to {}",
                reflected.expressions.len(),
                declared.expressions.len()
            ));
        }
        if !messages.is_empty() {
            return Ok(Outcome::Different(Kind::Alembic, messages.join(", ")));
        }
        let mut skips = Vec::new();
        let table = pair.declared.name.name.as_str();
        for (place, (one, other)) in declared
            .expressions
            .iter()
            .zip(&reflected.expressions)
            .enumerate()
        {
            if one == other {
                continue;
            }
            let number = place + 1;
            let (one_text, other_text) = (self.sql(one)?, self.sql(other)?);
            if same::index_element_outline(table, &one_text)
                == same::index_element_outline(table, &other_text)
            {
                continue;
            }
            if !self.like_alembic() {
                let (one, other) = (
                    self.sql(element(one).inner)?,
                    self.sql(element(other).inner)?,
                );
                let meaning = self.meanings.same(pair.r, Place::Value, &one, &other);
                if meaning == Sameness::Same {
                    continue;
                }
            }
            if one_text.trim().ends_with("_ops")
                && (one_text.contains(' ') || one_text.contains(')'))
            {
                let shown = python_string(&one_text);
                skips.push(format!(
                    "expression #{number} {shown} detected as including operator clause."
                ));
                let name = reflected.name.name().map(Name::as_str);
                self.hooks.warn(format!(
                    "Expression #{number} {shown} in index {} detected to include an operator clause. Expression compare cannot proceed. Please move the operator clause to the ``postgresql_ops`` dict to enable proper compare of the index expressions: https://docs.sqlalchemy.org/en/latest/dialects/postgresql.html#operator-classes",
                    python::maybe(name)
                ));
            } else {
                messages.push(format!(
                    "expression #{number} {} to {}",
                    python_string(&other_text),
                    python_string(&one_text)
                ));
            }
        }
        let (one, other) = (distinct(&declared.options), distinct(&reflected.options));
        if one != other {
            let text = format!(
                "options {} to {}",
                python::tuple(&other),
                python::tuple(&one)
            );
            // Alembic lists the letters of this message.
            messages.extend(text.chars().map(String::from));
        }
        if !messages.is_empty() {
            return Ok(Outcome::Different(Kind::Alembic, messages.join(", ")));
        }
        if !skips.is_empty() {
            return Ok(Outcome::Skip(skips.join(", ")));
        }
        self.compare_closely(pair, declared, reflected)
    }

    /// What Alembic does not look at.
    fn compare_closely(
        &mut self,
        pair: Pair<'a>,
        declared: &Index,
        reflected: &Index,
    ) -> Result<Outcome, Error> {
        if self.like_alembic() {
            return Ok(Outcome::Equal);
        }
        if self.options.sees(Kind::IndexElements) {
            for (place, (one, other)) in declared
                .expressions
                .iter()
                .zip(&reflected.expressions)
                .enumerate()
            {
                // A model may write the order into a text.
                if one != other
                    && same::outline(&self.sql(one)?) != same::outline(&self.sql(other)?)
                    && let Some(message) = self.element_differs(pair, one, other)?
                {
                    let message = format!("expression #{} {message}", place + 1);
                    return Ok(Outcome::Different(Kind::IndexElements, message));
                }
            }
            if declared.expressions.len() != reflected.expressions.len() {
                return Ok(Outcome::Different(
                    Kind::IndexElements,
                    format!(
                        "expression number {} to {}",
                        reflected.expressions.len(),
                        declared.expressions.len()
                    ),
                ));
            }
            if self.is_postgresql() {
                let (one, other) = (classes(declared), classes(reflected));
                // An operator class that is the usual one for its type is
                // not told by the database.
                for (place, class) in &other {
                    if one.get(place) != Some(class) {
                        return Ok(Outcome::Different(
                            Kind::IndexElements,
                            format!("operator classes {other:?} to {one:?}"),
                        ));
                    }
                }
                let lost = one
                    .iter()
                    .any(|(place, class)| !other.contains_key(place) && is_never_usual(class));
                if lost {
                    return Ok(Outcome::Different(
                        Kind::IndexElements,
                        format!("operator classes {other:?} to {one:?}"),
                    ));
                }
            }
        }
        let name = match self.world.dialect.name() {
            "postgresql" => "postgresql_where",
            _ => "sqlite_where",
        };
        if self.options.sees(Kind::IndexPredicates) && !self.is_mysql() {
            let (one, other) = (
                declared.options.expression(name),
                reflected.options.expression(name),
            );
            let outcome = match (one, other) {
                (Some(one), Some(other)) => {
                    let (one, other) = (self.sql(&one)?, self.sql(&other)?);
                    match self.meanings.same(pair.r, Place::Condition, &one, &other) {
                        Sameness::Same => None,
                        Sameness::Different => Some(Outcome::Different(
                            Kind::IndexPredicates,
                            format!("where {} to {}", python_string(&other), python_string(&one)),
                        )),
                        Sameness::Unknown => Some(Outcome::Skip(format!(
                            "where {} to {}",
                            python_string(&other),
                            python_string(&one)
                        ))),
                    }
                }
                (None, None) => None,
                (one, other) => {
                    let text = |condition: Option<Expression>| -> Result<String, Error> {
                        condition
                            .map(|condition| self.sql(&condition))
                            .transpose()
                            .map(|text| python::maybe(text.as_deref()))
                    };
                    let message = format!("where {} to {}", text(other)?, text(one)?);
                    Some(Outcome::Different(Kind::IndexPredicates, message))
                }
            };
            if let Some(outcome) = outcome {
                return Ok(outcome);
            }
        }
        if !self.is_postgresql() {
            return Ok(Outcome::Equal);
        }
        let method = |index: &Index| {
            index
                .options
                .text("postgresql_using")
                .filter(|method| !method.is_empty())
                .unwrap_or("btree")
                .to_lowercase()
        };
        let (one, other) = (method(declared), method(reflected));
        if self.options.sees(Kind::IndexMethods) && one != other {
            let message = format!(
                "method {} to {}",
                python_string(&other),
                python_string(&one)
            );
            return Ok(Outcome::Different(Kind::IndexMethods, message));
        }
        let (one, other) = (
            include(&declared.options, "postgresql_include"),
            include(&reflected.options, "postgresql_include"),
        );
        if self.options.sees(Kind::IndexIncludes) && one != other {
            let message = format!("include {} to {}", python::list(&other), python::list(&one));
            return Ok(Outcome::Different(Kind::IndexIncludes, message));
        }
        let (one, other) = (storage(&declared.options), storage(&reflected.options));
        if self.options.sees(Kind::IndexOptions) && one != other {
            let message = format!("storage {other:?} to {one:?}");
            return Ok(Outcome::Different(Kind::IndexOptions, message));
        }
        Ok(Outcome::Equal)
    }

    fn element_differs(
        &self,
        pair: Pair<'a>,
        declared: &Expression,
        reflected: &Expression,
    ) -> Result<Option<String>, Error> {
        let (one, other) = (element(declared), element(reflected));
        let plain = |found: &Element<'_>| matches!(found.inner, Expression::Column(_));
        let message = || -> Result<String, Error> {
            Ok(format!(
                "{} to {}",
                python_string(&self.sql(reflected)?),
                python_string(&self.sql(declared)?)
            ))
        };
        let same = if plain(&one) && plain(&other) {
            column_name(declared) == column_name(reflected)
        } else {
            let (one, other) = (self.sql(one.inner)?, self.sql(other.inner)?);
            // A text may hold the order and the collation as well; on
            // PostgreSQL that was compared as Alembic does.
            match self.meanings.same(pair.r, Place::Value, &one, &other) {
                Sameness::Different => false,
                Sameness::Same => true,
                Sameness::Unknown => return Ok(None),
            }
        };
        let order = self.is_postgresql();
        let differs = !same
            || one.descending != other.descending && (order || plain(&one))
            || order && one.nulls_first != other.nulls_first
            || order && one.collation != other.collation;
        if differs {
            message().map(Some)
        } else {
            Ok(None)
        }
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

/// Operator classes by the place of their element.
fn classes(index: &Index) -> BTreeMap<usize, &str> {
    let Some(OptionValue::Map(map)) = index.options.get("postgresql_ops") else {
        return BTreeMap::new();
    };
    let mut found = BTreeMap::new();
    for (place, expression) in index.expressions.iter().enumerate() {
        let inner = element(expression).inner;
        let keys = match (expression, inner) {
            (Expression::Label { name, .. }, _) => vec![name.as_str()],
            (_, Expression::Column(column)) => vec![column.name.as_str()],
            (_, Expression::Raw(text)) => vec![text.as_str()],
            _ => Vec::new(),
        };
        let class = keys.iter().find_map(|key| map.get(*key));
        if let Some(OptionValue::Text(class)) = class {
            found.insert(place, class.as_str());
        }
    }
    found
}

/// Whether no type has this operator class by itself.
fn is_never_usual(class: &str) -> bool {
    class.ends_with("_pattern_ops")
        || matches!(class, "gin_trgm_ops" | "gist_trgm_ops" | "jsonb_path_ops")
}

fn distinct(options: &Options) -> Vec<&'static str> {
    match options.is_true("postgresql_nulls_not_distinct") {
        true => vec!["nulls_not_distinct"],
        false => Vec::new(),
    }
}

fn include(options: &Options, name: &str) -> Vec<String> {
    options
        .names(name)
        .into_iter()
        .map(|name| name.text)
        .collect()
}

/// Storage parameters as texts.
fn storage(options: &Options) -> BTreeMap<&str, String> {
    let Some(OptionValue::Map(map)) = options.get("postgresql_with") else {
        return BTreeMap::new();
    };
    map.iter()
        .map(|(name, value)| {
            let value = match value {
                OptionValue::Boolean(truth) => if *truth { "on" } else { "off" }.to_owned(),
                OptionValue::Integer(number) => number.to_string(),
                OptionValue::Text(text) => match text.to_lowercase().as_str() {
                    "true" => "on".to_owned(),
                    "false" => "off".to_owned(),
                    other => other.to_owned(),
                },
                _ => String::new(),
            };
            (name.as_str(), value)
        })
        .collect()
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
