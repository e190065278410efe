//! What SQLite's ALTER TABLE cannot do: a column's type, default or
//! nullability, and constraints of a table that exists. The table is made
//! anew under another name from its own, edited definition, its rows are
//! copied, and it takes the old one's place, with its indexes and triggers.
//! SQLite's documentation has the procedure ("Making Other Kinds Of Table
//! Schema Changes").

use limbeck_operations::{AddColumn, AlterColumn, Operation, Rows};
use limbeck_schema::{
    ColumnDefault, Constraint, ConstraintKind, Name, NamingConvention, Table, TableName, Value,
};

use super::definition::{DefinitionError, TableDefinition};
use crate::{Catalog, Dialect, Error, Prepared, Sql, ddl};

/// Replaces the parts of an operation that need a rebuild by its statements;
/// what is left of the operation is compiled as ever.
pub(super) fn prepare(
    dialect: &dyn Dialect,
    operation: Operation,
    catalog: &dyn Catalog,
) -> Result<Prepared, Error> {
    match &operation {
        Operation::AlterColumn(change) if needs_rebuild(change) => {
            let Some(mut table) = Existing::find(dialect, &change.table, catalog)? else {
                return Ok(Prepared::as_is(operation));
            };
            alter(dialect, &mut table, change)?;
            let rename = AlterColumn {
                table: change.table.clone(),
                column: change.column.clone(),
                new_name: change.new_name.clone(),
                existing_type: change.existing_type.clone(),
                ..AlterColumn::default()
            };
            Ok(Prepared {
                before: table.rebuild(dialect, Vec::new())?,
                replaced: rename.new_name.is_none(),
                ..Prepared::as_is(Operation::AlterColumn(Box::new(rename)))
            })
        }
        Operation::AddConstraint(add) => {
            let Some(mut table) = Existing::find(dialect, &add.table, catalog)? else {
                return Ok(Prepared::as_is(operation));
            };
            table.add_constraint(dialect, &add.table, &add.constraint, &add.naming)?;
            let before = table.rebuild(dialect, Vec::new())?;
            Ok(replaced(before, operation))
        }
        Operation::DropConstraint(drop) => {
            let Some(mut table) = Existing::find(dialect, &drop.table, catalog)? else {
                return Ok(Prepared::as_is(operation));
            };
            match drop.name.name() {
                None => return Ok(Prepared::as_is(operation)),
                Some(name) => match table.drop_constraint(dialect, &drop.table, name.as_str()) {
                    Err(DefinitionError::NoConstraint(_)) if drop.if_exists => {
                        return Ok(replaced(Vec::new(), operation));
                    }
                    result => result.map_err(|error| table.failed(&error))?,
                },
            }
            let before = table.rebuild(dialect, Vec::new())?;
            Ok(replaced(before, operation))
        }
        Operation::AddColumn(add) if adds_what_alter_cannot(add) => {
            let Some(mut table) = Existing::find(dialect, &add.table.name, catalog)? else {
                return Ok(Prepared::as_is(operation));
            };
            add_column(dialect, &mut table, &add.table)?;
            let mut statements = table.rebuild(dialect, Vec::new())?;
            for index in &add.table.indexes {
                let create = Operation::CreateIndex(limbeck_operations::CreateIndex {
                    index: index.clone(),
                    if_not_exists: false,
                    naming: add.table.naming.clone(),
                });
                statements.extend(ddl::compile(dialect, &create, crate::Binds::Bound)?);
            }
            Ok(replaced(statements, operation))
        }
        Operation::DropColumn(drop) => {
            let name = drop.column.name.as_str();
            let found = Existing::find(dialect, &drop.table, catalog)?;
            let Some(mut table) =
                found.filter(|it| it.definition.has_column(name) && !it.definition.is_free(name))
            else {
                return Ok(Prepared::as_is(operation));
            };
            // What is about this column alone goes with it; where others are
            // concerned, SQLite says what is in the way.
            if table.definition.drop_column(name).is_err() {
                return Ok(Prepared::as_is(operation));
            }
            table
                .copied
                .retain(|(column, _)| !column.as_str().eq_ignore_ascii_case(name));
            let before = table.rebuild(dialect, Vec::new())?;
            Ok(replaced(before, operation))
        }
        Operation::AddColumn(_)
        | Operation::AlterColumn(_)
        | Operation::CreateIndex(_)
        | Operation::DropIndex(_)
        | Operation::CreateTable(_)
        | Operation::DropTable(_)
        | Operation::RenameTable(_)
        | Operation::TableComment(_)
        | Operation::BulkInsert(_)
        | Operation::Execute(_)
        | Operation::Batch(_) => Ok(Prepared::as_is(operation)),
    }
}

/// An operation that these statements do instead.
fn replaced(before: Vec<Sql>, operation: Operation) -> Prepared {
    Prepared {
        before,
        replaced: true,
        ..Prepared::as_is(operation)
    }
}

fn needs_rebuild(change: &AlterColumn) -> bool {
    change.nullable.is_some() || change.default.is_some() || change.sql_type.is_some()
}

/// Whether ALTER TABLE ADD COLUMN would refuse the column: it is unique or
/// part of the key, has constraints of its own, a default that SQLite must
/// compute, or none where it may not be NULL.
fn adds_what_alter_cannot(add: &AddColumn) -> bool {
    let constrained = add
        .table
        .constraints
        .iter()
        .any(|constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey(columns) => !columns.is_empty() && add.inline_primary_key,
            ConstraintKind::ForeignKey(_) => !add.inline_references,
            ConstraintKind::Check(check) => check.in_column.is_none(),
            ConstraintKind::Unique(_) | ConstraintKind::Exclude(_) => true,
        });
    constrained
        || add
            .table
            .columns
            .iter()
            .any(|column| match &column.default {
                ColumnDefault::Expression(_) => true,
                ColumnDefault::Computed(computed) => computed.persisted == Some(true),
                // Rows, if there are any, are in the way of it.
                ColumnDefault::None | ColumnDefault::Identity(_) => !column.nullable,
                ColumnDefault::Literal(_) | ColumnDefault::Fetched => false,
            })
}

fn alter(dialect: &dyn Dialect, table: &mut Existing, change: &AlterColumn) -> Result<(), Error> {
    let column = change.column.as_str();
    if let Some(sql_type) = &change.sql_type {
        let spelling = dialect.spell_type(sql_type)?;
        let result = table.definition.set_type(column, &spelling);
        result.map_err(|error| table.failed(&error))?;
        let collates = |spelling: &str| spelling.contains(" COLLATE ");
        if let Some(existing) = &change.existing_type
            && collates(&dialect.spell_type(existing)?)
            && !collates(&spelling)
        {
            let result = table.definition.drop_collation(column);
            result.map_err(|error| table.failed(&error))?;
        }
    }
    if let Some(nullable) = change.nullable {
        let result = table.definition.set_nullable(column, nullable);
        result.map_err(|error| table.failed(&error))?;
    }
    if let Some(default) = &change.default {
        let text = ddl::default_text(dialect, default)?;
        let result = table.definition.set_default(column, text.as_deref());
        result.map_err(|error| table.failed(&error))?;
    }
    if let Some(name) = change
        .existing_type_check
        .as_ref()
        .and_then(|constraint| constraint.name.name())
    {
        // Its absence is no reason to stop: not every dialect made it.
        let _ = table.definition.drop_constraint(name.as_str());
    }
    if let Some(check) = &change.type_check {
        table.add_constraint(dialect, &change.table, check, &change.naming)?;
    }
    Ok(())
}

fn add_column(dialect: &dyn Dialect, existing: &mut Existing, added: &Table) -> Result<(), Error> {
    for column in &added.columns {
        let text = dialect.column(added, column)?;
        let result = existing.definition.add_column(&text);
        result.map_err(|error| existing.failed(&error))?;
    }
    for constraint in &added.constraints {
        let is_key = matches!(&constraint.kind, ConstraintKind::PrimaryKey(_));
        if !is_key {
            existing.add_constraint(dialect, &added.name, constraint, &added.naming)?;
        }
    }
    Ok(())
}

/// A table that exists, and what hangs on it.
pub(super) struct Existing {
    /// Its name, with the schema that it was found in.
    pub(super) name: TableName,
    pub(super) definition: TableDefinition,
    /// Columns that are filled, and with what of the old table.
    pub(super) copied: Vec<(Name, String)>,
    /// CREATE statements of its indexes and triggers.
    pub(super) attachments: Vec<String>,
    /// CREATE statements of views, and of other tables' triggers.
    pub(super) around: Vec<String>,
    /// AUTOINCREMENT's highest number so far.
    sequence: Option<i64>,
    /// Whether the connection enforces foreign keys, and these may be hurt:
    /// those of the table, and of the ones that point at it.
    guarded: Option<Vec<String>>,
}

impl Existing {
    /// Looks for the table where SQLite would: in the named schema, or in one
    /// after the other. `None` when it is not there.
    pub(super) fn find(
        dialect: &dyn Dialect,
        table: &TableName,
        catalog: &dyn Catalog,
    ) -> Result<Option<Existing>, Error> {
        let schemas = match &table.schema {
            Some(schema) => vec![schema.text.clone()],
            None => texts(&ask(catalog, "PRAGMA database_list")?, 1),
        };
        let literal = dialect.string(table.name.as_str());
        for schema in schemas {
            let schema = Name::new(schema);
            let from = |what: &str, condition: &str| {
                format!(
                    "SELECT {what} FROM {}.sqlite_master WHERE {condition} = {literal} \
                     COLLATE NOCASE",
                    dialect.quote(&schema)
                )
            };
            let definition = ask(catalog, &from("sql", "type = 'table' AND name"))?;
            let Some(sql) = texts(&definition, 0).into_iter().next() else {
                continue;
            };
            let name = TableName::in_schema(Some(schema.clone()), table.name.clone());
            let definition =
                TableDefinition::parse(&sql).map_err(|error| refused(&name, &error.to_string()))?;
            let attached = "type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name";
            let attachments = texts(&ask(catalog, &from("sql", attached))?, 0);
            let sequence = if definition.is_autoincrement() {
                let numbers = format!(
                    "SELECT seq FROM {}.sqlite_sequence WHERE name = {literal}",
                    dialect.quote(&schema)
                );
                ask(catalog, &numbers)?
                    .rows
                    .iter()
                    .find_map(|row| match row.first() {
                        Some(Value::Integer(number)) => Some(*number),
                        _ => None,
                    })
            } else {
                None
            };
            let around =
                "type IN ('view', 'trigger') AND sql IS NOT NULL AND tbl_name COLLATE NOCASE <>";
            let around = format!(
                "SELECT sql FROM {}.sqlite_master WHERE {around} {literal}",
                dialect.quote(&schema)
            );
            let around = texts(&ask(catalog, &around)?, 0);
            let copied = definition
                .stored_columns()
                .map(|column| (Name::new(column), dialect.quote(&Name::new(column))))
                .collect();
            let mut existing = Existing {
                name,
                definition,
                copied,
                attachments,
                around,
                sequence,
                guarded: None,
            };
            existing.guarded = existing.guarded(dialect, catalog)?;
            return Ok(Some(existing));
        }
        Ok(None)
    }

    /// Where foreign keys are enforced, dropping the old table would act on
    /// the rows that point at it: they rest meanwhile, and are checked
    /// afterwards.
    fn guarded(
        &self,
        dialect: &dyn Dialect,
        catalog: &dyn Catalog,
    ) -> Result<Option<Vec<String>>, Error> {
        let enforced = ask(catalog, "PRAGMA foreign_keys")?;
        if enforced.rows.first().and_then(|row| row.first()) != Some(&Value::Integer(1)) {
            return Ok(None);
        }
        let schema = self.name.schema.clone().unwrap_or_default();
        let referring = format!(
            "SELECT DISTINCT t.name FROM {}.sqlite_master AS t, \
             pragma_foreign_key_list(t.name, {}) AS k \
             WHERE t.type = 'table' AND k.\"table\" = {} COLLATE NOCASE",
            dialect.quote(&schema),
            dialect.string(schema.as_str()),
            dialect.string(self.name.name.as_str()),
        );
        let mut tables = texts(&ask(catalog, &referring)?, 0);
        tables.push(self.name.name.text.clone());
        Ok(Some(tables))
    }

    pub(super) fn failed(&self, error: &DefinitionError) -> Error {
        refused(&self.name, &error.to_string())
    }

    /// Takes away the constraint of that name, or the nameless one that
    /// answers to it.
    pub(super) fn drop_constraint(
        &mut self,
        dialect: &dyn Dialect,
        table: &TableName,
        name: &str,
    ) -> Result<(), DefinitionError> {
        match self.definition.drop_constraint(name) {
            Err(DefinitionError::NoConstraint(_))
                if self.definition.drop_made_up(dialect, table, name) =>
            {
                Ok(())
            }
            result => result,
        }
    }

    fn add_constraint(
        &mut self,
        dialect: &dyn Dialect,
        table: &TableName,
        constraint: &Constraint,
        naming: &NamingConvention,
    ) -> Result<(), Error> {
        if let Some(text) = ddl::constraint_text(dialect, table, None, constraint, naming)? {
            self.definition.add_constraint(&text);
        }
        Ok(())
    }

    /// The statements that put the edited table into the old one's place.
    /// `indexes` come on top of those that it has.
    pub(super) fn rebuild(
        &self,
        dialect: &dyn Dialect,
        indexes: Vec<Sql>,
    ) -> Result<Vec<Sql>, Error> {
        let schema = self.name.schema.clone();
        let temporary =
            TableName::in_schema(schema.clone(), format!("_limbeck_tmp_{}", self.name.name));
        let old = dialect.table(&self.name);
        let new = dialect.table(&temporary);
        let columns: Vec<String> = self
            .copied
            .iter()
            .map(|(name, _)| dialect.quote(name))
            .collect();
        let values: Vec<&str> = self
            .copied
            .iter()
            .map(|(_, value)| value.as_str())
            .collect();
        let mut statements = Vec::new();
        if self.guarded.is_some() {
            statements.push("PRAGMA foreign_keys=OFF".to_owned());
        }
        // Views and triggers of other tables keep naming this one while it
        // is away.
        statements.push("PRAGMA legacy_alter_table=ON".to_owned());
        statements.push(self.definition.create(&new));
        if !columns.is_empty() {
            statements.push(format!(
                "INSERT INTO {new} ({}) SELECT {} FROM {old}",
                columns.join(", "),
                values.join(", ")
            ));
        }
        statements.extend([
            format!("DROP TABLE {old}"),
            format!(
                "ALTER TABLE {new} RENAME TO {}",
                dialect.quote(&self.name.name)
            ),
            "PRAGMA legacy_alter_table=OFF".to_owned(),
        ]);
        let quoted = schema
            .map(|schema| dialect.quote(&schema))
            .unwrap_or_default();
        for attachment in &self.attachments {
            statements.push(
                in_schema(attachment, &quoted)
                    .ok_or_else(|| refused(&self.name, &format!("unreadable: {attachment}")))?,
            );
        }
        if let Some(number) = self.sequence.filter(|_| self.definition.is_autoincrement()) {
            let name = dialect.string(self.name.name.as_str());
            statements.push(format!(
                "DELETE FROM {quoted}.sqlite_sequence WHERE name = {name}"
            ));
            statements.push(format!(
                "INSERT INTO {quoted}.sqlite_sequence (name, seq) VALUES ({name}, {number})"
            ));
        }
        let mut statements: Vec<Sql> = statements.into_iter().map(Sql::new).collect();
        statements.extend(indexes);
        for table in self.guarded.iter().flatten() {
            statements.push(Sql {
                refuses_rows: Some(format!(
                    "Can't alter table {} in place: a row of {table} points at nothing then",
                    self.name
                )),
                ..Sql::new(format!(
                    "SELECT rowid FROM pragma_foreign_key_check({}, {})",
                    dialect.string(table),
                    dialect.string(self.name.schema.as_ref().map_or("main", Name::as_str))
                ))
            });
        }
        if self.guarded.is_some() {
            statements.push(Sql::new("PRAGMA foreign_keys=ON"));
        }
        Ok(statements)
    }
}

/// Whether this CREATE INDEX makes the index of that name.
pub(super) fn creates_index(create: &str, name: &str) -> bool {
    let tokens = super::definition::tokens(create);
    let mut words = tokens.iter().filter(|token| token.is_significant());
    words.any(|token| token.is_word("INDEX"))
        && words
            .next()
            .is_some_and(|token| token.unquoted().eq_ignore_ascii_case(name))
}

/// Puts a schema before the name in `CREATE [UNIQUE] INDEX name …` or
/// `CREATE TRIGGER name …`, as `sqlite_master` holds them.
fn in_schema(create: &str, schema: &str) -> Option<String> {
    let mut position = 0;
    for word in create.split_inclusive(char::is_whitespace) {
        position += word.len();
        let word = word.trim();
        if word.eq_ignore_ascii_case("INDEX") || word.eq_ignore_ascii_case("TRIGGER") {
            let (head, name) = create.split_at(position);
            return Some(format!("{head}{schema}.{}", name.trim_start()));
        }
    }
    None
}

fn ask(catalog: &dyn Catalog, query: &str) -> Result<Rows, Error> {
    Ok(catalog.query(&Sql::new(query))?)
}

fn texts(rows: &Rows, column: usize) -> Vec<String> {
    rows.rows
        .iter()
        .filter_map(|row| match row.get(column) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        })
        .collect()
}

fn refused(table: &TableName, why: &str) -> Error {
    Error::raised(
        "CommandError",
        format!("Can't alter table {table} in place: {why}"),
    )
}
