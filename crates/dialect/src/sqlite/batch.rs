//! Batches: SQLite's own ALTER TABLE where it is enough, and otherwise one
//! rebuild of the table from its edited definition.

use indexmap::IndexMap;
use limbeck_operations::{
    AddColumn, AlterColumn, Batch, CreateIndex, Directive, DropColumn, DropConstraint, DropIndex,
    Operation, Recreate,
};
use limbeck_schema::{
    ColumnDefault, Constraint, ConstraintKind, ConstraintName, Expression, Name, NamingConvention,
    SqlType, Table,
};

use super::{
    definition::{DefinitionError, TableDefinition},
    edit::mentions,
    rebuild::{self, Existing},
};
use crate::{
    Binds, Catalog, Dialect, Error, Parts, Request, Step,
    batch::{
        added_constraints, drop_constraint_name, is_other_kind, no_such_table, order, resolved,
        type_name,
    },
    ddl, reflect,
};

/// The steps of a batch on a live database.
pub(super) fn steps(
    dialect: &dyn Dialect,
    mut batch: Batch,
    catalog: &dyn Catalog,
) -> Result<Vec<Step>, Error> {
    let Some(table) = Existing::find(dialect, &batch.table, catalog)? else {
        return Err(no_such_table(&batch));
    };
    check_columns(&batch, &table)?;
    let columns = table.definition.column_names();
    let in_turn = Renames::of(&batch, &columns)?;
    if batch.recreate == Recreate::Auto
        && in_turn.are_as_written
        && batch
            .directives
            .iter()
            .all(|directive| is_native(&directive.operation, &table))
    {
        let operations = batch.directives.into_iter();
        return Ok(operations
            .map(|directive| Step::Operation(directive.operation))
            .collect());
    }
    let renames = in_turn.take(&mut batch);
    if renames.is_empty() {
        return Ok(vec![Step::Statements(rebuild(
            dialect, &batch, table, catalog,
        )?)]);
    }
    let mut steps: Vec<Step> = renames
        .into_iter()
        .map(|rename| Step::Operation(Operation::AlterColumn(Box::new(rename))))
        .collect();
    let has_more = batch.recreate == Recreate::Always
        || batch
            .directives
            .iter()
            .any(|directive| !is_nothing(&directive.operation));
    if !has_more {
        return Ok(steps);
    }
    batch.recreate = Recreate::Always;
    steps.push(Step::Rest(Box::new(batch)));
    Ok(steps)
}

/// Fails for a column that is not there, before anything is done.
fn check_columns(batch: &Batch, table: &Existing) -> Result<(), Error> {
    let mut names = table.definition.column_names();
    for directive in &batch.directives {
        let known = |names: &[String], name: &Name| {
            names
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name.as_str()))
        };
        match &directive.operation {
            Operation::AddColumn(add) => names.push(add.column().name.text.clone()),
            Operation::AlterColumn(change) if !known(&names, &change.column) => {
                return Err(no_column(&change.column));
            }
            Operation::DropColumn(drop) if !known(&names, &drop.column.name) => {
                return Err(no_column(&drop.column.name));
            }
            Operation::DropColumn(drop) => {
                names.retain(|name| !name.eq_ignore_ascii_case(drop.column.name.as_str()));
            }
            _ => {}
        }
    }
    Ok(())
}

fn no_column(name: &Name) -> Error {
    Error::raised("KeyError", name.as_str())
}

/// Whether SQLite can do it without a rebuild.
fn is_native(operation: &Operation, table: &Existing) -> bool {
    match operation {
        Operation::AddColumn(add) => {
            let column = add.column();
            let is_constant = matches!(
                column.default,
                ColumnDefault::None | ColumnDefault::Literal(_)
            );
            let is_filled = column.nullable || matches!(column.default, ColumnDefault::Literal(_));
            is_constant && is_filled && !column.primary_key && add.table.constraints.is_empty()
        }
        Operation::AlterColumn(change) => is_rename(change),
        Operation::DropColumn(drop) => {
            let name = drop.column.name.as_str();
            !table.around.iter().any(|sql| mentions(sql, name))
                && !table.attachments.iter().any(|sql| mentions(sql, name))
                && table.definition.is_free(name)
        }
        Operation::CreateIndex(_) | Operation::DropIndex(_) => true,
        Operation::AddConstraint(_)
        | Operation::DropConstraint(_)
        | Operation::CreateTable(_)
        | Operation::DropTable(_)
        | Operation::RenameTable(_)
        | Operation::TableComment(_)
        | Operation::BulkInsert(_)
        | Operation::Execute(_)
        | Operation::Batch(_) => false,
    }
}

/// Whether a change of a column is its new name and nothing else.
fn is_rename(change: &AlterColumn) -> bool {
    change.new_name.is_some()
        && change.sql_type.is_none()
        && change.nullable.is_none()
        && change.default.is_none()
        && change.comment.is_none()
}

/// Whether nothing is left of a change of a column.
fn is_nothing(operation: &Operation) -> bool {
    matches!(
        operation,
        Operation::AlterColumn(change)
            if change.new_name.is_none()
                && change.sql_type.is_none()
                && change.nullable.is_none()
                && change.default.is_none()
    )
}

/// The new names of columns in an order in which SQLite can give them, one at
/// a time.
struct Renames {
    /// Old and new names. A column may be on its way to its name under
    /// another one.
    moves: Vec<(Name, Name)>,
    /// What a column of the old table is called in the end, or until it goes.
    names: IndexMap<String, Name>,
    /// Whether the order is the batch's own.
    are_as_written: bool,
}

impl Renames {
    /// Fails where two columns would have one name.
    fn of(batch: &Batch, columns: &[String]) -> Result<Renames, Error> {
        let mut waiting: Vec<(Name, Name)> = Vec::new();
        let mut dropped: Vec<&Name> = Vec::new();
        for directive in &batch.directives {
            match &directive.operation {
                Operation::AlterColumn(change) => waiting.extend(
                    change
                        .new_name
                        .clone()
                        .filter(|new| *new != change.column)
                        .map(|new| (change.column.clone(), new)),
                ),
                Operation::DropColumn(drop) => dropped.push(&drop.column.name),
                _ => {}
            }
        }
        let same = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
        let mut names: IndexMap<String, Name> = waiting
            .iter()
            .map(|(old, new)| (old.text.clone(), new.clone()))
            .collect();
        let mut present: Vec<String> = columns.to_vec();
        let mut moves = Vec::new();
        let written = waiting.clone();
        let aside = |position: usize| Name::from(format!("_limbeck_column_{position}"));
        while !waiting.is_empty() {
            let is_free = |(old, new): &(Name, Name)| {
                same(old.as_str(), new.as_str())
                    || !present.iter().any(|column| same(column, new.as_str()))
            };
            if let Some(place) = waiting.iter().position(is_free) {
                let (old, new) = waiting.remove(place);
                present.retain(|column| !same(column, old.as_str()));
                present.push(new.text.clone());
                moves.push((old, new));
                continue;
            }
            // Nobody can go first: somebody steps aside.
            let taken = |(_, new): &(Name, Name)| {
                dropped
                    .iter()
                    .find(|name| same(name.as_str(), new.as_str()))
                    .copied()
            };
            if let Some(goes) = waiting.iter().find_map(taken) {
                let away = aside(moves.len());
                present.retain(|column| !same(column, goes.as_str()));
                names.insert(goes.text.clone(), away.clone());
                moves.push((goes.clone(), away));
                continue;
            }
            let is_wanted = |name: &Name| {
                waiting
                    .iter()
                    .any(|(_, new)| same(new.as_str(), name.as_str()))
            };
            let Some(place) = waiting.iter().position(|(old, _)| is_wanted(old)) else {
                return Err(taken_twice(batch, &waiting));
            };
            let away = aside(moves.len());
            if let Some((old, _)) = waiting.get_mut(place) {
                present.retain(|column| !same(column, old.as_str()));
                present.push(away.text.clone());
                moves.push((std::mem::replace(old, away.clone()), away));
            }
        }
        Ok(Renames {
            are_as_written: moves == written,
            moves,
            names,
        })
    }

    /// Takes the new names out of a batch: they are given first, by SQLite,
    /// which follows them everywhere. What else the batch says of those
    /// columns is said of the new names.
    fn take(self, batch: &mut Batch) -> Vec<AlterColumn> {
        if self.moves.is_empty() {
            return Vec::new();
        }
        let rename = |name: &mut Name| {
            if let Some(new) = self.names.get(name.as_str()) {
                *name = new.clone();
            }
        };
        for directive in &mut batch.directives {
            directive.insert_before.iter_mut().for_each(rename);
            directive.insert_after.iter_mut().for_each(rename);
            match &mut directive.operation {
                Operation::AlterColumn(change) => {
                    change.new_name = None;
                    rename(&mut change.column);
                }
                Operation::DropColumn(drop) => rename(&mut drop.column.name),
                Operation::AddConstraint(add) => rename_in(&mut add.constraint, &rename),
                Operation::CreateIndex(create) => {
                    for expression in &mut create.index.expressions {
                        expression.walk_columns(&mut |column| rename(&mut column.name));
                    }
                }
                _ => {}
            }
        }
        for name in batch.partial_reordering.iter_mut().flatten() {
            rename(name);
        }
        for constraint in &mut batch.extra.constraints {
            rename_in(constraint, &rename);
        }
        let table = &batch.table;
        let moves = self.moves.into_iter();
        moves
            .map(|(column, new_name)| AlterColumn {
                table: table.clone(),
                column,
                new_name: Some(new_name),
                ..AlterColumn::default()
            })
            .collect()
    }
}

/// The error for a new name that another column has, and keeps.
fn taken_twice(batch: &Batch, waiting: &[(Name, Name)]) -> Error {
    let name = waiting.first().map_or("", |(_, new)| new.as_str());
    Error::raised(
        "DuplicateColumnError",
        format!(
            "A column with name '{name}' is already present in table '{}'.",
            batch.table.name
        ),
    )
}

fn rename_in(constraint: &mut Constraint, rename: &impl Fn(&mut Name)) {
    match &mut constraint.kind {
        ConstraintKind::PrimaryKey(columns) | ConstraintKind::Unique(columns) => {
            columns.iter_mut().for_each(rename);
        }
        ConstraintKind::ForeignKey(key) => key.columns.iter_mut().for_each(rename),
        ConstraintKind::Check(check) => check
            .condition
            .walk_columns(&mut |column| rename(&mut column.name)),
        ConstraintKind::Exclude(_) => {}
    }
}

/// The statements of one rebuild that does all that is left.
fn rebuild(
    dialect: &dyn Dialect,
    batch: &Batch,
    table: Existing,
    catalog: &dyn Catalog,
) -> Result<Vec<crate::Sql>, Error> {
    let mut edited = Edited {
        dialect,
        batch,
        types: types(dialect, batch, catalog)?,
        places: order::Places::new(table.definition.column_names()),
        table,
        new_indexes: Vec::new(),
        dropped: Vec::new(),
    };
    if let Some(naming) = &batch.naming {
        edited
            .table
            .definition
            .name_constraints(naming, &batch.table);
    }
    edited.take(&batch.overrides, true)?;
    for directive in &batch.directives {
        edited.apply(directive)?;
    }
    edited.take(&batch.extra, false)?;
    edited.statements()
}

/// The types of the columns, to know whose values are cast.
fn types(
    dialect: &dyn Dialect,
    batch: &Batch,
    catalog: &dyn Catalog,
) -> Result<IndexMap<String, SqlType>, Error> {
    let request = Request {
        tables: vec![batch.table.clone()],
        schemas: Vec::new(),
        parts: Parts {
            columns: true,
            ..Parts::NONE
        },
    };
    let reflection = reflect(dialect.name(), &request, catalog)?;
    let found = reflection.schema.tables.into_values().next();
    Ok(found
        .map(|table| {
            let columns = table.columns.into_iter();
            columns
                .map(|column| (column.name.text, column.sql_type))
                .collect()
        })
        .unwrap_or_default())
}

/// A table on its way to its new definition.
struct Edited<'a> {
    dialect: &'a dyn Dialect,
    batch: &'a Batch,
    table: Existing,
    types: IndexMap<String, SqlType>,
    places: order::Places,
    new_indexes: Vec<CreateIndex>,
    /// Columns that go.
    dropped: Vec<String>,
}

impl Edited<'_> {
    fn definition(&mut self) -> &mut TableDefinition {
        &mut self.table.definition
    }

    fn check<T>(&self, result: Result<T, DefinitionError>) -> Result<T, Error> {
        result.map_err(|error| self.table.failed(&error))
    }

    fn apply(&mut self, directive: &Directive) -> Result<(), Error> {
        match &directive.operation {
            Operation::AddColumn(add) => self.add_column(directive, add),
            Operation::AlterColumn(change) => self.alter_column(change),
            Operation::DropColumn(drop) => self.drop_column(drop),
            Operation::AddConstraint(add) => self.add_constraint(&add.constraint, &add.naming),
            Operation::DropConstraint(drop) => self.drop_constraint(drop),
            Operation::CreateIndex(create) => {
                self.new_indexes.push(create.clone());
                Ok(())
            }
            Operation::DropIndex(drop) => self.drop_index(drop),
            Operation::RenameTable(_) => Err(Error::raised("NotImplementedError", "TODO")),
            // There are no comments to change.
            Operation::TableComment(_)
            | Operation::CreateTable(_)
            | Operation::DropTable(_)
            | Operation::BulkInsert(_)
            | Operation::Execute(_)
            | Operation::Batch(_) => Ok(()),
        }
    }

    fn add_column(&mut self, directive: &Directive, add: &AddColumn) -> Result<(), Error> {
        for column in &add.table.columns {
            self.places.add(
                column.name.as_str(),
                directive.insert_before.as_ref().map(Name::as_str),
                directive.insert_after.as_ref().map(Name::as_str),
                !self.batch.partial_reordering.is_empty(),
            )?;
            let text = ddl::column_text(self.dialect, &add.table, column)?;
            let result = self.definition().add_column(&text);
            self.check(result)?;
        }
        for constraint in added_constraints(add) {
            self.add_constraint(constraint, &add.table.naming)?;
        }
        let indexes = add.table.indexes.iter().map(|index| CreateIndex {
            index: index.clone(),
            if_not_exists: false,
            naming: add.table.naming.clone(),
        });
        self.new_indexes.extend(indexes);
        Ok(())
    }

    fn alter_column(&mut self, change: &AlterColumn) -> Result<(), Error> {
        let name = change.column.as_str();
        if !self.table.definition.has_column(name) {
            return Err(no_column(&change.column));
        }
        if let Some(sql_type) = &change.sql_type {
            if let Some(check) = &change.existing_type_check {
                self.drop_type_check(check, &change.naming)?;
            }
            let spelling = self.dialect.spell_type(sql_type)?;
            let existing = self.types.get(name).unwrap_or(&SqlType::Null);
            if is_other_kind(existing, sql_type)
                && self.dialect.casts_when_moving(sql_type)
                && let Some((_, value)) = self
                    .table
                    .copied
                    .iter_mut()
                    .find(|(column, _)| column.as_str() == name)
            {
                *value = format!("CAST({value} AS {spelling})");
            }
            let result = self.definition().set_type(name, &spelling);
            self.check(result)?;
        }
        if let Some(nullable) = change.nullable {
            let result = self.definition().set_nullable(name, nullable);
            self.check(result)?;
        }
        if let Some(default) = &change.default {
            let text = ddl::default_text(self.dialect, default)?;
            let text = text.map(|text| match super::ddl::needs_parentheses(&text) {
                true => format!("({text})"),
                false => text,
            });
            let result = self.definition().set_default(name, text.as_deref());
            self.check(result)?;
        }
        if let Some(check) = &change.type_check
            && change.sql_type.is_some()
        {
            self.add_constraint(check, &change.naming)?;
        }
        Ok(())
    }

    /// Takes away the CHECK that a column's present type made, if it did.
    fn drop_type_check(
        &mut self,
        check: &Constraint,
        naming: &NamingConvention,
    ) -> Result<(), Error> {
        let table = &self.batch.table;
        match resolved(naming, check, table) {
            Ok(ConstraintName::Given(name) | ConstraintName::Final(name)) => {
                let _ = self.definition().drop_constraint(name.as_str());
            }
            Ok(ConstraintName::Unnamed) | Err(_) => {
                if let Some(text) = self.text(check, ConstraintName::Unnamed)? {
                    self.definition().drop_nameless(&text);
                }
            }
        }
        Ok(())
    }

    fn drop_column(&mut self, drop: &DropColumn) -> Result<(), Error> {
        let name = drop.column.name.as_str();
        if !self.table.definition.has_column(name) {
            return Err(no_column(&drop.column.name));
        }
        if let Some(check) = type_name(&drop.column.sql_type) {
            let _ = self.definition().drop_constraint(check.as_str());
        }
        let result = self.definition().drop_column(name);
        self.check(result)?;
        self.table
            .copied
            .retain(|(column, _)| !column.as_str().eq_ignore_ascii_case(name));
        self.places.remove(name);
        self.dropped.push(name.to_owned());
        Ok(())
    }

    /// A constraint as it is written in the table, under that name.
    fn text(&self, constraint: &Constraint, name: ConstraintName) -> Result<Option<String>, Error> {
        let constraint = Constraint {
            name: match name {
                ConstraintName::Given(name) => ConstraintName::Final(name),
                name => name,
            },
            ..constraint.clone()
        };
        let naming = NamingConvention::default();
        ddl::constraint_text(self.dialect, &self.batch.table, None, &constraint, &naming)
    }

    fn add_constraint(
        &mut self,
        constraint: &Constraint,
        naming: &NamingConvention,
    ) -> Result<(), Error> {
        let made_by_type = matches!(
            &constraint.kind,
            ConstraintKind::Check(check) if check.made_by_type_of.is_some()
        );
        let name = match resolved(naming, constraint, &self.batch.table) {
            Err(_) if made_by_type => ConstraintName::Unnamed,
            name => name?,
        };
        if name == ConstraintName::Unnamed && !made_by_type {
            return Err(Error::raised("ValueError", "Constraint must have a name"));
        }
        if matches!(constraint.kind, ConstraintKind::PrimaryKey(_)) {
            self.definition().drop_primary_key();
        }
        if let Some(text) = self.text(constraint, name.clone())? {
            let name = name.name().map(Name::as_str);
            self.definition().set_constraint(name, &text);
        }
        Ok(())
    }

    fn drop_constraint(&mut self, drop: &DropConstraint) -> Result<(), Error> {
        let Some(name) = drop_constraint_name(drop)? else {
            return Err(Error::raised("ValueError", "Constraint must have a name"));
        };
        let table = &self.batch.table;
        match self
            .table
            .drop_constraint(self.dialect, table, name.as_str())
        {
            Ok(()) => Ok(()),
            Err(DefinitionError::NoConstraint(_)) => Err(Error::raised(
                "ValueError",
                format!("No such constraint: '{name}'"),
            )),
            Err(error) => Err(self.table.failed(&error)),
        }
    }

    fn drop_index(&mut self, drop: &DropIndex) -> Result<(), Error> {
        let name = drop
            .naming
            .index_name(&drop.index, &self.batch.table)
            .map_err(|error| Error::raised("InvalidRequestError", error.to_string()))?;
        let name = name.name().map_or("None", Name::as_str);
        let before = self.table.attachments.len();
        self.table
            .attachments
            .retain(|sql| !rebuild::creates_index(sql, name));
        if self.table.attachments.len() == before {
            return Err(Error::raised(
                "ValueError",
                format!("No such index: '{name}'"),
            ));
        }
        Ok(())
    }

    /// Whether the constraint is made by the type of a column that the batch
    /// gives another type.
    fn is_retyped(&self, constraint: &Constraint) -> bool {
        let ConstraintKind::Check(check) = &constraint.kind else {
            return false;
        };
        let Some(column) = &check.made_by_type_of else {
            return false;
        };
        self.batch.directives.iter().any(|directive| {
            matches!(
                &directive.operation,
                Operation::AlterColumn(change)
                    if change.column == *column && change.sql_type.is_some()
            )
        })
    }

    /// What `reflect_args` and `table_args` add. Constraints that are there
    /// already, because nothing was lost, are not added again.
    fn take(&mut self, part: &Table, describes: bool) -> Result<(), Error> {
        for column in &part.columns {
            let name = column.name.as_str();
            if !self.table.definition.has_column(name) {
                let text = ddl::column_text(self.dialect, part, column)?;
                let result = self.definition().add_column(&text);
                self.check(result)?;
                continue;
            }
            if describes && column.nullable_given {
                let result = self.definition().set_nullable(name, column.nullable);
                self.check(result)?;
            }
            if describes && column.default != ColumnDefault::None {
                let text = ddl::default_text(self.dialect, &column.default)?;
                let result = self.definition().set_default(name, text.as_deref());
                self.check(result)?;
            }
            if column.sql_type != SqlType::Null {
                let spelling = self.dialect.spell_type(&column.sql_type)?;
                let result = self.definition().set_type(name, &spelling);
                self.check(result)?;
                self.types.insert(name.to_owned(), column.sql_type.clone());
            }
        }
        for constraint in &part.constraints {
            // A type that goes takes its CHECK with it.
            if describes && self.is_retyped(constraint) {
                continue;
            }
            let name = resolved(&part.naming, constraint, &self.batch.table)
                .unwrap_or(ConstraintName::Unnamed);
            let Some(text) = self.text(constraint, name.clone())? else {
                continue;
            };
            let key = name.name().map(Name::as_str);
            let is_there = key.is_some_and(|key| self.table.definition.has_constraint(key));
            // One that had no name until now gets it.
            if key.is_some()
                && !is_there
                && let Some(nameless) = self.text(constraint, ConstraintName::Unnamed)?
            {
                self.definition().drop_nameless(&nameless);
            }
            if !(self.table.definition.says(&text) || describes && is_there) {
                self.definition().set_constraint(key, &text);
            }
        }
        if !describes {
            let indexes = part.indexes.iter().map(|index| CreateIndex {
                index: index.clone(),
                if_not_exists: false,
                naming: part.naming.clone(),
            });
            self.new_indexes.extend(indexes);
            let options = self.dialect.table_options(part)?;
            if !options.is_empty() {
                self.definition().set_options(&options);
            }
            if part.options.is_true("sqlite_autoincrement") {
                self.definition().set_autoincrement();
            }
        }
        Ok(())
    }

    fn statements(mut self) -> Result<Vec<crate::Sql>, Error> {
        let names = self.table.definition.column_names();
        let sorted = self.places.sorted(&names, &self.batch.partial_reordering)?;
        if let Some(sorted) = sorted {
            self.definition().reorder(&sorted);
        }
        for name in &self.dropped {
            let lost = self
                .table
                .attachments
                .iter()
                .find(|sql| mentions(sql, name));
            if let Some(sql) = lost {
                return Err(self.table.failed(&DefinitionError::InTheWay {
                    column: name.clone(),
                    what: sql.clone(),
                }));
            }
            let dependent =
                self.table.around.iter().find(|sql| {
                    mentions(sql, name) && mentions(sql, self.table.name.name.as_str())
                });
            if let Some(sql) = dependent {
                return Err(self.table.failed(&DefinitionError::InTheWay {
                    column: name.clone(),
                    what: sql.clone(),
                }));
            }
        }
        let mut indexes = Vec::new();
        for create in &self.new_indexes {
            let mut create = create.clone();
            create.index.table = Some(self.batch.table.clone());
            let unknown = create
                .index
                .expressions
                .iter()
                .find_map(|expression| match expression {
                    Expression::Column(column)
                        if !self.table.definition.has_column(column.name.as_str()) =>
                    {
                        Some(column.name.clone())
                    }
                    _ => None,
                });
            if let Some(name) = unknown {
                return Err(no_column(&name));
            }
            let operation = Operation::CreateIndex(create);
            indexes.extend(ddl::compile(self.dialect, &operation, Binds::Bound)?);
        }
        self.table.rebuild(self.dialect, indexes)
    }
}
