//! Enum types of the database.

use std::collections::{BTreeMap, HashMap, HashSet};

use limbeck_dialect::{Dialect, Reflection, change};
use limbeck_schema::{Column, EnumType, Name, Schema, SqlType, Table, TableName};

use crate::compare::Error;
use crate::comparer::Comparer;
use crate::objects::OBJECTS;
use crate::swap::{Swap, aside, enumeration};
use crate::{Change, Kind, Options, Statements};

/// An enum type's schema and name; the default schema is none.
type EnumKey = (Option<String>, String);

/// A column of an enum type.
pub(crate) struct Use<'a> {
    pub(crate) table: &'a Table,
    /// The table's position.
    pub(crate) position: usize,
    pub(crate) column: &'a Column,
    /// The column's position.
    pub(crate) place: usize,
    pub(crate) array: bool,
}

/// What is left to do with enum types when the tables are done.
pub(crate) struct Enums<'a> {
    /// Types that no column has any more.
    unused: Vec<(&'a EnumType, HashSet<usize>)>,
    /// Types that are made anew, in the upgrade or in the downgrade.
    pub(crate) swaps: Vec<Swap<'a>>,
}

/// A value of an enum type that the models say was renamed.
pub(crate) struct Renamed {
    name: TableName,
    old: String,
    new: String,
}

fn enum_of(sql_type: &SqlType, dialect: &str) -> Option<(EnumType, bool)> {
    match sql_type.on(dialect) {
        SqlType::Enum(enumeration) => Some((enumeration.clone(), false)),
        SqlType::Array { item, .. } => enum_of(item, dialect).map(|(found, _)| (found, true)),
        _ => None,
    }
}

fn enum_key(found: &EnumType, default_schema: Option<&str>) -> Option<EnumKey> {
    let name = found.name.as_ref()?;
    let schema = found
        .schema
        .as_ref()
        .map(|schema| schema.text.clone())
        .filter(|schema| Some(schema.as_str()) != default_schema);
    Some((schema, name.text.clone()))
}

/// The native enums of a schema's columns, in order of their names.
fn enum_uses<'a>(
    schema: &'a Schema,
    dialect: &dyn Dialect,
    default_schema: Option<&str>,
) -> BTreeMap<EnumKey, (EnumType, Vec<Use<'a>>)> {
    let mut found: BTreeMap<EnumKey, (EnumType, Vec<Use<'a>>)> = BTreeMap::new();
    for (position, table) in schema.tables.values().enumerate() {
        for (place, column) in table.columns.iter().enumerate() {
            let Some((enumeration, array)) = enum_of(&column.sql_type, dialect.name()) else {
                continue;
            };
            if !dialect.has_enum(&enumeration) {
                continue;
            }
            if let Some(key) = enum_key(&enumeration, default_schema) {
                found
                    .entry(key)
                    .or_insert_with(|| (enumeration, Vec::new()))
                    .1
                    .push(Use {
                        table,
                        position,
                        column,
                        place,
                        array,
                    });
            }
        }
    }
    found
}

/// Gives the values that the models say were renamed their new names in what
/// was reflected, so that all else is compared, and undone, as it is between
/// the renaming and its undoing.
pub(crate) fn rename(
    declared: &Schema,
    reflection: &mut Reflection,
    dialect: &dyn Dialect,
    default_schema: Option<&str>,
    options: &Options,
) -> Vec<Renamed> {
    let mut renamed = Vec::new();
    if !options.sees(Kind::Enums) || !options.plugins.types || !change::supported(dialect) {
        return renamed;
    }
    for (key, (wanted, uses)) in enum_uses(declared, dialect, default_schema) {
        let mut hints: Vec<&(String, String)> = Vec::new();
        for hint in uses.iter().flat_map(|it| &it.column.renamed_values) {
            if !hints.contains(&hint) {
                hints.push(hint);
            }
        }
        if hints.is_empty() {
            continue;
        }
        let schema = &reflection.schema;
        let own = |found: &&EnumType| enum_key(found, default_schema).as_ref() == Some(&key);
        let labels = schema.enums.iter().find(own);
        let Some(mut labels) = labels.map(|found| found.labels.clone()) else {
            continue;
        };
        // A hint stays in the models when the database has followed it; and
        // what one name is given may have to be taken from another first.
        while let Some(place) = hints.iter().position(|(old, new)| {
            labels.contains(old) && !labels.contains(new) && wanted.labels.contains(new)
        }) {
            let (old, new) = hints.remove(place);
            for label in labels.iter_mut().filter(|label| *label == old) {
                label.clone_from(new);
            }
            renamed.push(Renamed {
                name: TableName::in_schema(wanted.schema.clone(), key.1.as_str()),
                old: old.clone(),
                new: new.clone(),
            });
            follow(&mut reflection.schema, &key, default_schema, (old, new));
        }
    }
    renamed
}

/// Renames a value of an enum wherever a reflected schema has it.
fn follow(
    schema: &mut Schema,
    key: &EnumKey,
    default_schema: Option<&str>,
    (old, new): (&str, &str),
) {
    fn types<'a>(sql_type: &'a mut SqlType, found: &mut Vec<&'a mut EnumType>) {
        match sql_type {
            SqlType::Enum(enumeration) => found.push(enumeration),
            SqlType::Array { item, .. } => types(item, found),
            _ => {}
        }
    }
    let mut all: Vec<&mut EnumType> = schema.enums.iter_mut().collect();
    for table in schema.tables.values_mut() {
        for column in &mut table.columns {
            types(&mut column.sql_type, &mut all);
        }
    }
    for found in all {
        if enum_key(found, default_schema).as_ref() == Some(key) {
            for label in found.labels.iter_mut().filter(|label| *label == old) {
                new.clone_into(label);
            }
        }
    }
    let name = Name::new(key.1.as_str());
    schema.walk_raw(&mut |sql| {
        *sql = change::with_renamed_value(sql, &name, old, new);
    });
}

impl<'a> Comparer<'a> {
    /// Values of enum types that are renamed.
    fn renamed_values(&mut self) {
        for Renamed { name, old, new } in std::mem::take(&mut self.world.renamed) {
            let dialect = self.world.dialect;
            let upgrade = change::rename_enum_value(dialect, &name, &old, &new);
            let downgrade = change::rename_enum_value(dialect, &name, &new, &old);
            self.log(
                OBJECTS,
                format!("Detected renamed value of enum type '{name}': '{old}' to '{new}'"),
            );
            self.type_changes.extend(upgrade.clone());
            self.changes.push(Change::Statements(Statements {
                kind: Kind::Enums,
                action: "rename_enum_value",
                subject: name.to_string(),
                upgrade: upgrade.into_iter().collect(),
                downgrade: downgrade.into_iter().collect(),
                autocommit: false,
                notes: Vec::new(),
            }));
        }
    }

    /// Enum types that are new or have other values: what is done before the
    /// tables.
    pub(crate) fn enums_before(&mut self, added: &[usize]) -> Result<Enums<'a>, Error> {
        let mut enums = Enums {
            unused: Vec::new(),
            swaps: Vec::new(),
        };
        let dialect = self.world.dialect;
        if !self.options.sees(Kind::Enums)
            || !self.options.plugins.types
            || !change::supported(dialect)
        {
            return Ok(enums);
        }
        self.renamed_values();
        let default = self.world.default_schema.clone();
        let default = default.as_deref();
        let declared = enum_uses(self.schemas.declared, dialect, default);
        let mut reflected_uses = enum_uses(self.schemas.reflected, dialect, default);
        let reflected: HashMap<EnumKey, &'a EnumType> = self
            .schemas
            .reflected
            .enums
            .iter()
            .filter_map(|found| Some((enum_key(found, default)?, found)))
            .collect();
        enums.unused = reflected_uses
            .iter()
            .filter(|(key, _)| !declared.contains_key(*key))
            .filter_map(|(key, (_, uses))| {
                let tables = uses.iter().map(|it| it.position).collect();
                Some((*reflected.get(key)?, tables))
            })
            .collect();
        for (key, (wanted, uses)) in &declared {
            let there = reflected
                .get(key)
                .map(|found| found.labels.clone())
                .or_else(|| {
                    reflected_uses
                        .get(key)
                        .map(|(found, _)| found.labels.clone())
                });
            let name = TableName::in_schema(wanted.schema.clone(), key.1.as_str());
            let Some(labels) = there else {
                let implicit = uses.iter().any(|it| added.contains(&it.position));
                let exists = match self.world.catalog {
                    Some(catalog) if !implicit => {
                        let object = limbeck_dialect::Object::Type;
                        dialect.has(object, &name, catalog)?
                    }
                    _ => false,
                };
                if wanted.create_type && !exists {
                    self.new_enum(wanted, &name, implicit)?;
                }
                continue;
            };
            if labels != wanted.labels {
                let uses = reflected_uses.remove(key).map(|(_, uses)| uses);
                let swap = self.changed_enum(wanted, labels, name, uses.unwrap_or_default())?;
                enums.swaps.push(swap);
            }
        }
        Ok(enums)
    }

    fn new_enum(
        &mut self,
        wanted: &EnumType,
        name: &TableName,
        implicit: bool,
    ) -> Result<(), Error> {
        let sql_type = SqlType::Enum(wanted.clone());
        let create = self.world.dialect.create_type(&sql_type)?;
        let drop = self.world.dialect.drop_type(&sql_type)?;
        self.log(OBJECTS, format!("Detected added enum type '{name}'"));
        self.changes.push(Change::Statements(Statements {
            kind: Kind::Enums,
            action: "add_enum",
            subject: name.to_string(),
            upgrade: create
                .filter(|_| !implicit)
                .map(|sql| sql.text)
                .into_iter()
                .collect(),
            downgrade: drop.map(|sql| sql.text).into_iter().collect(),
            autocommit: false,
            notes: Vec::new(),
        }));
        Ok(())
    }

    /// Adds values in place; where others have to go, the type is made anew.
    /// The statements of that are found when all tables are compared.
    fn changed_enum(
        &mut self,
        wanted: &EnumType,
        labels: Vec<String>,
        name: TableName,
        uses: Vec<Use<'a>>,
    ) -> Result<Swap<'a>, Error> {
        let dialect = self.world.dialect;
        let mut rest = wanted.labels.iter();
        let only_added = labels.iter().all(|label| rest.any(|other| other == label));
        let mut upgrade = Vec::new();
        let mut notes = Vec::new();
        if only_added {
            let mut previous: Option<&str> = None;
            for label in &wanted.labels {
                if !labels.contains(label) {
                    upgrade.extend(change::add_enum_value(
                        dialect,
                        &name,
                        label,
                        previous,
                        labels.first().map(String::as_str),
                    ));
                }
                previous = Some(label);
            }
            notes.push(
                "PostgreSQL cannot take values from an enum: the downgrade makes the type anew, \
                 and fails where rows hold the new values"
                    .to_owned(),
            );
        } else {
            notes.push(format!(
                "the values of {name} cannot be changed in place: the type is made anew, and its \
                 columns are rewritten"
            ));
            notes.extend(losses(&labels, &wanted.labels));
        }
        self.log(
            OBJECTS,
            format!("Detected changed values of enum type '{name}'"),
        );
        self.type_changes
            .push(both_values(dialect, &name, &labels, &wanted.labels)?);
        let place = self.changes.len();
        self.changes.push(Change::Statements(Statements {
            kind: Kind::Enums,
            action: match only_added {
                true => "add_enum_value",
                false => "replace_enum",
            },
            subject: name.to_string(),
            upgrade,
            downgrade: Vec::new(),
            autocommit: only_added,
            notes,
        }));
        Ok(Swap {
            place,
            name,
            old: labels,
            new: wanted.labels.clone(),
            uses,
            upgrades: !only_added,
        })
    }

    /// Drops enum types whose last columns went.
    pub(crate) fn enums_after(
        &mut self,
        enums: Enums<'a>,
        dropped: &HashSet<usize>,
    ) -> Result<(), Error> {
        self.swap_all(enums.swaps)?;
        for (found, tables) in enums.unused {
            let name =
                TableName::in_schema(found.schema.clone(), found.name.clone().unwrap_or_default());
            if !self.no_column_has(found) {
                continue;
            }
            let sql_type = SqlType::Enum(found.clone());
            let drop = self.world.dialect.drop_type(&sql_type)?;
            let create = self.world.dialect.create_type(&sql_type)?;
            // A table that is made again makes its types by the way.
            let implicit = tables.iter().any(|table| dropped.contains(table));
            self.log(OBJECTS, format!("Detected removed enum type '{name}'"));
            self.changes.push(Change::Statements(Statements {
                kind: Kind::Enums,
                action: "remove_enum",
                subject: name.to_string(),
                upgrade: drop.map(|sql| sql.text).into_iter().collect(),
                downgrade: create
                    .filter(|_| !implicit)
                    .map(|sql| sql.text)
                    .into_iter()
                    .collect(),
                autocommit: false,
                notes: Vec::new(),
            }));
        }
        Ok(())
    }

    /// Whether the changes so far take all columns of that type away.
    fn no_column_has(&self, found: &EnumType) -> bool {
        use crate::Action::{AlterColumn, RemoveColumn};
        let dialect = self.world.dialect.name();
        let mut left: HashSet<(usize, usize)> = HashSet::new();
        for (table, it) in self.schemas.reflected.tables.values().enumerate() {
            for (place, column) in it.columns.iter().enumerate() {
                let own = enum_of(&column.sql_type, dialect);
                if own.is_some_and(|(own, _)| own.name == found.name && own.schema == found.schema)
                {
                    left.insert((table, place));
                }
            }
        }
        for change in &self.changes {
            match change {
                Change::RemoveTable { table, .. } => left.retain(|(own, _)| own != table),
                Change::Table { pair, changes } => {
                    let Some(table) = pair.reflected else {
                        continue;
                    };
                    for change in changes {
                        match &change.action {
                            RemoveColumn(place) => {
                                left.remove(&(table, *place));
                            }
                            AlterColumn(alter) if alter.sql_type => {
                                left.remove(&(table, alter.reflected));
                            }
                            _ => {}
                        }
                    }
                }
                Change::AddTable { .. } | Change::Statements(_) => {}
            }
        }
        left.is_empty()
    }
}

/// The statements, as one, that put a type with the old and the new values in
/// the place of an enum.
fn both_values(
    dialect: &dyn Dialect,
    name: &TableName,
    old: &[String],
    new: &[String],
) -> Result<String, Error> {
    let mut labels = new.to_vec();
    labels.extend(old.iter().filter(|label| !new.contains(label)).cloned());
    let mut statements: Vec<String> = Vec::new();
    statements.extend(change::rename_type(dialect, name, &aside(name)));
    let create = dialect.create_type(&enumeration(name, &name.name, &labels))?;
    statements.extend(create.map(|sql| sql.text));
    Ok(statements.join("; "))
}

/// What the reader is told of values that go.
fn losses(old: &[String], new: &[String]) -> Vec<String> {
    let lost: Vec<&str> = old
        .iter()
        .filter(|label| !new.contains(label))
        .map(String::as_str)
        .collect();
    if lost.is_empty() {
        return Vec::new();
    }
    let mut notes = vec![format!(
        "values removed: {}; this fails where rows hold them, so change those rows first",
        lost.join(", ")
    )];
    // A value that goes where another comes may have been renamed.
    for (place, label) in old.iter().enumerate() {
        if let Some(other) = new.get(place)
            && !new.contains(label)
            && !old.contains(other)
        {
            notes.push(format!(
                "if {label} is now called {other}, say so in the column of the model and generate \
                 again: info={{\"renamed_values\": {{{}: {}}}}}",
                limbeck_dialect::python_string(label),
                limbeck_dialect::python_string(other)
            ));
        }
    }
    notes
}
