//! Schemas and sequences.

use std::collections::{BTreeSet, HashMap, HashSet};

use limbeck_dialect::{Binds, change, same};
use limbeck_schema::{DdlElement, Name, Sequence, SequenceOptions, Statement, Table};

use crate::compare::{self, Error};
use crate::comparer::Comparer;
use crate::order::Key;
use crate::{Change, Kind, Statements};

/// The logger of what Alembic does not compare.
pub(crate) const OBJECTS: &str = "limbeck.autogenerate";

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
