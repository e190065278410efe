//! Schemas, enum types and sequences.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use limbeck_dialect::{Binds, change, same};
use limbeck_schema::{
    ColumnDefault, DdlElement, EnumType, Name, Schema, Sequence, SequenceOptions, SqlType,
    Statement, Table, TableName,
};

use crate::compare::{self, Error};
use crate::comparer::Comparer;
use crate::order::Key;
use crate::{Change, Kind, Statements};

const OBJECTS: &str = "limbeck.autogenerate";

/// An enum type's schema and name; the default schema is none.
type EnumKey = (Option<String>, String);

/// A column of an enum type.
struct Use<'a> {
    table: &'a Table,
    position: usize,
    column: &'a limbeck_schema::Column,
    array: bool,
}

/// What is left to do with enum types when the tables are done.
pub(crate) struct Enums<'a> {
    /// Types that no column has any more.
    unused: Vec<(&'a EnumType, HashSet<usize>)>,
}

fn enum_of(sql_type: &SqlType, dialect: &str) -> Option<(EnumType, bool)> {
    match sql_type.on(dialect) {
        SqlType::Enum(enumeration) => Some((enumeration.clone(), false)),
        SqlType::Array { item, .. } => enum_of(item, dialect).map(|(found, _)| (found, true)),
        _ => None,
    }
}

impl<'a> Comparer<'a> {
    fn run_ddl(&self, element: DdlElement) -> Result<String, Error> {
        let statement = Statement::Ddl(Box::new(element));
        Ok(self
            .world
            .dialect
            .statement(&statement, Binds::Inline)?
            .text)
    }

    /// Creates the schemas of added tables that are not there.
    pub(crate) fn schemas_added(
        &mut self,
        added: &[(usize, Key<'_>, &'a Table)],
    ) -> Result<(), Error> {
        let Some(there) = self
            .world
            .schemas
            .filter(|_| self.options.sees(Kind::Schemas))
        else {
            return Ok(());
        };
        if !change::supported(self.world.dialect) {
            return Ok(());
        }
        let missing: BTreeSet<&str> = added
            .iter()
            .filter_map(|(_, (schema, _), _)| *schema)
            .filter(|schema| !there.iter().any(|name| name == schema))
            .collect();
        for schema in missing {
            let name = Name::new(schema);
            let upgrade = self.run_ddl(DdlElement::CreateSchema {
                name: name.clone(),
                if_not_exists: true,
            })?;
            let downgrade = self.run_ddl(DdlElement::DropSchema {
                name,
                if_exists: false,
                cascade: false,
            })?;
            self.log(OBJECTS, format!("Detected added schema '{schema}'"));
            self.changes.push(Change::Statements(Statements {
                kind: Kind::Schemas,
                action: "add_schema",
                subject: schema.to_owned(),
                upgrade: vec![upgrade],
                downgrade: vec![downgrade],
                autocommit: false,
                notes: Vec::new(),
            }));
        }
        Ok(())
    }

    fn enum_key(&self, found: &EnumType) -> Option<EnumKey> {
        let name = found.name.as_ref()?;
        let schema = found
            .schema
            .as_ref()
            .map(|schema| schema.text.clone())
            .filter(|schema| Some(schema) != self.world.default_schema.as_ref());
        Some((schema, name.text.clone()))
    }

    /// The native enums of a schema's columns, in order of their names.
    fn enum_uses(&self, schema: &'a Schema) -> BTreeMap<EnumKey, (EnumType, Vec<Use<'a>>)> {
        let dialect = self.world.dialect;
        let mut found: BTreeMap<EnumKey, (EnumType, Vec<Use<'a>>)> = BTreeMap::new();
        for (position, table) in schema.tables.values().enumerate() {
            for column in &table.columns {
                let Some((enumeration, array)) = enum_of(&column.sql_type, dialect.name()) else {
                    continue;
                };
                if !dialect.has_enum(&enumeration) {
                    continue;
                }
                if let Some(key) = self.enum_key(&enumeration) {
                    found
                        .entry(key)
                        .or_insert_with(|| (enumeration, Vec::new()))
                        .1
                        .push(Use {
                            table,
                            position,
                            column,
                            array,
                        });
                }
            }
        }
        found
    }

    /// Enum types that are new or have other values: what is done before the
    /// tables.
    pub(crate) fn enums_before(&mut self, added: &[usize]) -> Result<Enums<'a>, Error> {
        let nothing = Enums { unused: Vec::new() };
        if !self.options.sees(Kind::Enums)
            || !self.options.plugins.types
            || !change::supported(self.world.dialect)
        {
            return Ok(nothing);
        }
        let declared = self.enum_uses(self.schemas.declared);
        let reflected_uses = self.enum_uses(self.schemas.reflected);
        let reflected: HashMap<EnumKey, &'a EnumType> = self
            .schemas
            .reflected
            .enums
            .iter()
            .filter_map(|found| Some((self.enum_key(found)?, found)))
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
                        self.world.dialect.has(object, &name, catalog)?
                    }
                    _ => false,
                };
                if wanted.create_type && !exists {
                    self.new_enum(wanted, &name, implicit)?;
                }
                continue;
            };
            if labels != wanted.labels {
                let uses = reflected_uses.get(key).map(|(_, uses)| uses.as_slice());
                self.changed_enum(wanted, &labels, &name, uses.unwrap_or_default())?;
            }
        }
        let unused = reflected_uses
            .iter()
            .filter(|(key, _)| !declared.contains_key(*key))
            .filter_map(|(key, (_, uses))| {
                let tables = uses.iter().map(|it| it.position).collect();
                Some((*reflected.get(key)?, tables))
            })
            .collect();
        Ok(Enums { unused })
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

    fn changed_enum(
        &mut self,
        wanted: &EnumType,
        labels: &[String],
        name: &TableName,
        uses: &[Use<'a>],
    ) -> Result<(), Error> {
        let mut rest = wanted.labels.iter();
        let only_added = labels.iter().all(|label| rest.any(|other| other == label));
        let back = self.swap(name, &wanted.labels, labels, uses)?;
        let (upgrade, notes, action) = if only_added {
            let mut upgrade = Vec::new();
            let mut previous: Option<&str> = None;
            for label in &wanted.labels {
                if !labels.contains(label) {
                    upgrade.extend(change::add_enum_value(
                        self.world.dialect,
                        name,
                        label,
                        previous,
                        labels.first().map(String::as_str),
                    ));
                }
                previous = Some(label);
            }
            let note = "PostgreSQL cannot take values from an enum: the downgrade makes the type anew, and fails where rows hold the new values";
            (upgrade, vec![note.to_owned()], "add_enum_value")
        } else {
            let lost: Vec<&str> = labels
                .iter()
                .filter(|label| !wanted.labels.contains(label))
                .map(String::as_str)
                .collect();
            let mut notes = vec![format!(
                "the values of {name} cannot be changed in place: the type is made anew, and its columns are rewritten"
            )];
            if !lost.is_empty() {
                notes.push(format!(
                    "values removed: {}; this fails where rows hold them, so change those rows first",
                    lost.join(", ")
                ));
            }
            let upgrade = self.swap(name, labels, &wanted.labels, uses)?;
            (upgrade, notes, "replace_enum")
        };
        self.log(
            OBJECTS,
            format!("Detected changed values of enum type '{name}'"),
        );
        self.changes.push(Change::Statements(Statements {
            kind: Kind::Enums,
            action,
            subject: name.to_string(),
            upgrade,
            downgrade: back,
            autocommit: only_added,
            notes,
        }));
        Ok(())
    }

    /// The statements that make an enum type anew with other labels.
    fn swap(
        &self,
        name: &TableName,
        old: &[String],
        new: &[String],
        uses: &[Use<'a>],
    ) -> Result<Vec<String>, Error> {
        let dialect = self.world.dialect;
        let make = |labels: &[String], own: &Name| {
            SqlType::Enum(EnumType {
                labels: labels.to_vec(),
                name: Some(own.clone()),
                schema: name.schema.clone(),
                native: true,
                create_type: true,
                ..EnumType::default()
            })
        };
        let aside = Name::new(format!("{}_old", name.name));
        let mut statements = Vec::new();
        statements.extend(change::rename_type(dialect, name, &aside));
        let create = dialect.create_type(&make(new, &name.name))?;
        statements.extend(create.map(|sql| sql.text));
        for it in uses {
            let declared = self
                .schemas
                .declared
                .tables
                .get(&it.table.name)
                .and_then(|table| table.column(it.column.name.as_str()));
            let declared = declared.map(|column| &column.default);
            let default = match declared {
                Some(default @ (ColumnDefault::Literal(_) | ColumnDefault::Expression(_)))
                    if !matches!(it.column.default, ColumnDefault::None) =>
                {
                    same::default_text(dialect, default)?
                }
                _ => same::default_text(dialect, &it.column.default)?,
            };
            statements.extend(change::change_enum_column(
                dialect,
                &it.table.name,
                &it.column.name,
                name,
                it.array,
                default.as_deref(),
            ));
        }
        let drop = dialect.drop_type(&make(old, &aside))?;
        statements.extend(drop.map(|sql| sql.text));
        Ok(statements)
    }

    /// Drops enum types whose last columns went.
    pub(crate) fn enums_after(
        &mut self,
        enums: Enums<'a>,
        dropped: &HashSet<usize>,
    ) -> Result<(), Error> {
        for (found, tables) in enums.unused {
            let name =
                TableName::in_schema(found.schema.clone(), found.name.clone().unwrap_or_default());
            let goes = self.no_column_has(found);
            if !goes {
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

    fn sequences(&self) -> Vec<&'a Sequence> {
        let declared = self.schemas.declared;
        let of_columns = declared
            .tables
            .values()
            .flat_map(|table| &table.columns)
            .filter_map(|column| column.sequence.as_ref())
            .filter(|sequence| !sequence.optional);
        let mut seen = HashSet::new();
        declared
            .sequences
            .iter()
            .filter(|sequence| !sequence.optional)
            .chain(of_columns)
            .filter(|sequence| seen.insert(&sequence.name))
            .collect()
    }

    fn compares_sequences(&self) -> bool {
        self.options.sees(Kind::Sequences)
            && self.options.plugins.tables
            && change::supported(self.world.dialect)
    }

    /// Sequences that are new or have other numbers.
    pub(crate) fn sequences_before(&mut self) -> Result<(), Error> {
        if !self.compares_sequences() {
            return Ok(());
        }
        let default = self.world.default_schema.clone();
        let default = default.as_deref();
        let reflected: HashMap<_, &Sequence> = self
            .schemas
            .reflected
            .sequences
            .iter()
            .map(|sequence| (compare::key(&sequence.name, default), sequence))
            .collect();
        for sequence in self.sequences() {
            let Some(found) = reflected.get(&compare::key(&sequence.name, default)) else {
                let exists = match self.world.catalog {
                    Some(catalog) => {
                        let object = limbeck_dialect::Object::Sequence;
                        self.world.dialect.has(object, &sequence.name, catalog)?
                    }
                    None => false,
                };
                if !exists {
                    self.sequence(sequence, true)?;
                }
                continue;
            };
            let (up, down) = numbers(&sequence.options, &found.options);
            if up == SequenceOptions::default() {
                continue;
            }
            let dialect = self.world.dialect;
            let upgrade = change::alter_sequence(dialect, &sequence.name, &up);
            let downgrade = change::alter_sequence(dialect, &sequence.name, &down);
            let name = &sequence.name;
            self.log(OBJECTS, format!("Detected changed sequence '{name}'"));
            self.changes.push(Change::Statements(Statements {
                kind: Kind::Sequences,
                action: "modify_sequence",
                subject: sequence.name.to_string(),
                upgrade: upgrade.into_iter().collect(),
                downgrade: downgrade.into_iter().collect(),
                autocommit: false,
                notes: Vec::new(),
            }));
        }
        Ok(())
    }

    /// Drops sequences that are not declared, unless a default speaks of
    /// them.
    pub(crate) fn sequences_after(&mut self) -> Result<(), Error> {
        if !self.compares_sequences() || self.schemas.reflected.sequences.is_empty() {
            return Ok(());
        }
        let default = self.world.default_schema.clone();
        let default = default.as_deref();
        let declared: HashSet<_> = self
            .sequences()
            .into_iter()
            .map(|sequence| compare::key(&sequence.name, default))
            .collect();
        let foreign = match self.world.catalog {
            Some(catalog) => same::extension_objects(self.world.dialect, catalog)?,
            None => HashSet::new(),
        };
        let mut gone = Vec::new();
        for sequence in &self.schemas.reflected.sequences {
            let key = compare::key(&sequence.name, default);
            let schema = key.0.or(default).unwrap_or_default();
            if !declared.contains(&key)
                && !foreign.contains(&(schema.to_owned(), key.1.to_owned()))
                && !self.is_spoken_of(key.1)?
            {
                gone.push(sequence);
            }
        }
        for sequence in gone {
            self.sequence(sequence, false)?;
        }
        Ok(())
    }

    fn is_spoken_of(&self, name: &str) -> Result<bool, Error> {
        for schema in [self.schemas.declared, self.schemas.reflected] {
            for column in schema.tables.values().flat_map(|table| &table.columns) {
                let text = same::default_text(self.world.dialect, &column.default)?;
                if text.is_some_and(|text| text.contains("nextval") && text.contains(name)) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    fn sequence(&mut self, sequence: &Sequence, added: bool) -> Result<(), Error> {
        let create = self.run_ddl(DdlElement::CreateSequence {
            sequence: sequence.clone(),
            if_not_exists: false,
        })?;
        let drop = self.run_ddl(DdlElement::DropSequence {
            sequence: sequence.clone(),
            if_exists: false,
        })?;
        let (upgrade, downgrade, action, word) = match added {
            true => (create, drop, "add_sequence", "added"),
            false => (drop, create, "remove_sequence", "removed"),
        };
        let name = sequence.name.to_string();
        self.log(OBJECTS, format!("Detected {word} sequence '{name}'"));
        self.changes.push(Change::Statements(Statements {
            kind: Kind::Sequences,
            action,
            subject: name,
            upgrade: vec![upgrade],
            downgrade: vec![downgrade],
            autocommit: false,
            notes: Vec::new(),
        }));
        Ok(())
    }
}

/// The numbers that the model gives and the database has others for: how
/// they become, and how they were.
fn numbers(
    declared: &SequenceOptions,
    reflected: &SequenceOptions,
) -> (SequenceOptions, SequenceOptions) {
    let mut up = SequenceOptions::default();
    let mut down = SequenceOptions::default();
    macro_rules! compare {
        ($($field:ident),*) => {$(
            if declared.$field.is_some() && declared.$field != reflected.$field {
                up.$field = declared.$field;
                down.$field = reflected.$field;
            }
        )*};
    }
    compare!(start, increment, min_value, max_value, cycle, cache);
    (up, down)
}
