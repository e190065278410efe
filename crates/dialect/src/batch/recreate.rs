//! "Move and copy": the table is made anew under another name, its rows are
//! copied, and it takes the old one's place.

use indexmap::IndexMap;
use limbeck_operations::{
    AddColumn, AlterColumn, Batch, CreateIndex, CreateTable, Directive, DropColumn, DropConstraint,
    DropTable, Execute, ExecutionOptions, Operation, RenameTable, Source,
};
use limbeck_schema::{
    Column, ColumnDefault, ColumnReference, Constraint, ConstraintKind, ConstraintName, Expression,
    FromClause, Index, Insert, InsertSource, Name, NamingConvention, Query, Select, SqlType,
    Statement, Table, TableName,
};

use super::{added_constraints, drop_constraint_name, is_other_kind, order};
use crate::{Dialect, Error, ddl};

/// The operations that make a table anew.
pub(super) fn operations(
    dialect: &dyn Dialect,
    batch: &Batch,
    source: &Source,
) -> Result<Vec<Operation>, Error> {
    let mut anew = Anew::of(dialect, source)?;
    for directive in &batch.directives {
        anew.apply(batch, directive)?;
    }
    anew.operations(batch)
}

/// A column on its way, under the name that it has in the old table.
struct Moved {
    column: Column,
    /// What is copied into it; nothing for a new column.
    value: Option<Expression>,
}

/// The new table while it takes shape.
struct Anew<'a> {
    dialect: &'a dyn Dialect,
    source: &'a Source,
    columns: IndexMap<String, Moved>,
    named: IndexMap<String, Constraint>,
    unnamed: Vec<Constraint>,
    /// Constraints that are part of a column or of its type, with the column.
    of_columns: Vec<(String, Constraint)>,
    indexes: IndexMap<String, Index>,
    new_indexes: Vec<CreateIndex>,
    places: order::Places,
}

impl<'a> Anew<'a> {
    fn of(dialect: &'a dyn Dialect, source: &'a Source) -> Result<Anew<'a>, Error> {
        let table = &source.table;
        let columns: IndexMap<String, Moved> = table
            .columns
            .iter()
            .map(|column| {
                let moved = Moved {
                    column: Column {
                        index: false,
                        unique: false,
                        ..column.clone()
                    },
                    value: is_stored(column).then(|| own_column(&table.name, column)),
                };
                (column.name.text.clone(), moved)
            })
            .collect();
        let mut anew = Anew {
            dialect,
            source,
            places: order::Places::new(columns.keys().cloned().collect()),
            columns,
            named: IndexMap::new(),
            unnamed: Vec::new(),
            of_columns: Vec::new(),
            indexes: IndexMap::new(),
            new_indexes: Vec::new(),
        };
        for constraint in &table.constraints {
            let name =
                resolved(&table.naming, constraint, &table.name).unwrap_or(constraint.name.clone());
            let constraint = Constraint {
                name: finished(&name),
                ..constraint.clone()
            };
            match column_of(&constraint) {
                Some(column) => anew.of_columns.push((column.text.clone(), constraint)),
                None => anew.keep(constraint),
            }
        }
        for index in &table.indexes {
            let by_column = matches!(
                (&index.name, &index.expressions[..]),
                (ConstraintName::Unnamed, [Expression::Column(column)])
                    if table.column(column.name.as_str()).is_some_and(|column| column.index)
            );
            let name = table
                .naming
                .index_name(index, &table.name)
                .map_err(|error| Error::raised("InvalidRequestError", error.to_string()))?;
            if let Some(text) = name.name().filter(|_| !by_column) {
                let key = text.text.clone();
                let index = Index {
                    name: finished(&name),
                    ..index.clone()
                };
                anew.indexes.insert(key, index);
            }
        }
        Ok(anew)
    }

    fn keep(&mut self, constraint: Constraint) {
        match constraint.name.name() {
            Some(name) => {
                self.named.insert(name.text.clone(), constraint);
            }
            None => self.unnamed.push(constraint),
        }
    }

    fn apply(&mut self, batch: &Batch, directive: &Directive) -> Result<(), Error> {
        match &directive.operation {
            Operation::AddColumn(add) => self.add_column(batch, directive, add),
            Operation::AlterColumn(change) => self.alter_column(change),
            Operation::DropColumn(drop) => self.drop_column(drop),
            Operation::AddConstraint(add) => {
                self.add_constraint(&add.constraint, &add.naming, &add.table)
            }
            Operation::DropConstraint(drop) => self.drop_constraint(drop),
            Operation::CreateIndex(create) => {
                let table = &self.source.table.name;
                let name = create
                    .naming
                    .index_name(&create.index, table)
                    .map_err(|error| Error::raised("InvalidRequestError", error.to_string()))?;
                let mut create = create.clone();
                create.index.name = finished(&name);
                self.new_indexes
                    .retain(|known| known.index.name != create.index.name);
                self.new_indexes.push(create);
                Ok(())
            }
            Operation::DropIndex(drop) => {
                let table = &self.source.table.name;
                let name = drop
                    .naming
                    .index_name(&drop.index, table)
                    .map_err(|error| Error::raised("InvalidRequestError", error.to_string()))?;
                let key = name.name().map_or("None", Name::as_str);
                match self.indexes.shift_remove(key) {
                    Some(_) => Ok(()),
                    None => Err(Error::raised(
                        "ValueError",
                        format!("No such index: '{key}'"),
                    )),
                }
            }
            Operation::RenameTable(_) => Err(Error::raised("NotImplementedError", "TODO")),
            // The comment is the old table's, which goes.
            Operation::TableComment(_)
            | Operation::CreateTable(_)
            | Operation::DropTable(_)
            | Operation::BulkInsert(_)
            | Operation::Execute(_)
            | Operation::Batch(_) => Ok(()),
        }
    }

    fn add_column(
        &mut self,
        batch: &Batch,
        directive: &Directive,
        add: &AddColumn,
    ) -> Result<(), Error> {
        for column in &add.table.columns {
            let name = column.name.text.clone();
            self.places.add(
                &name,
                directive.insert_before.as_ref().map(Name::as_str),
                directive.insert_after.as_ref().map(Name::as_str),
                !batch.partial_reordering.is_empty(),
            )?;
            let column = Column {
                index: false,
                unique: false,
                ..column.clone()
            };
            self.columns.insert(
                name,
                Moved {
                    column,
                    value: None,
                },
            );
        }
        for constraint in &add.table.constraints {
            if let ConstraintKind::Check(check) = &constraint.kind
                && let Some(column) = &check.in_column
            {
                self.of_columns
                    .push((column.text.clone(), constraint.clone()));
            }
        }
        for constraint in added_constraints(add) {
            self.add_constraint(constraint, &add.table.naming, &add.table.name)?;
        }
        for index in &add.table.indexes {
            self.new_indexes.push(CreateIndex {
                index: index.clone(),
                if_not_exists: false,
                naming: add.table.naming.clone(),
            });
        }
        Ok(())
    }

    fn drop_column(&mut self, drop: &DropColumn) -> Result<(), Error> {
        let name = drop.column.name.as_str();
        if self.columns.shift_remove(name).is_none() {
            return Err(no_column(name));
        }
        for constraint in self.named.values_mut().chain(&mut self.unnamed) {
            if let ConstraintKind::PrimaryKey(columns) = &mut constraint.kind {
                columns.retain(|column| column.as_str() != name);
            }
        }
        self.of_columns.retain(|(column, _)| column != name);
        self.places.remove(name);
        if let Some(check) = type_name(&drop.column.sql_type) {
            self.named.shift_remove(check.as_str());
        }
        Ok(())
    }

    fn alter_column(&mut self, change: &AlterColumn) -> Result<(), Error> {
        let key = change.column.as_str();
        let Some(moved) = self.columns.get_mut(key) else {
            return Err(no_column(key));
        };
        if let Some(sql_type) = &change.sql_type {
            if let Some(check) = &change.existing_type_check
                && let Some(existing) = &change.existing_type
                && !ddl::is_native(self.dialect, existing)
            {
                let name = resolved(&change.naming, check, &change.table)?;
                if let Some(name) = name.name() {
                    self.named.shift_remove(name.as_str());
                }
            }
            self.of_columns
                .retain(|(column, constraint)| column != key || !is_made_by_type(constraint));
            if is_other_kind(&moved.column.sql_type, sql_type)
                && self.dialect.casts_when_moving(sql_type)
                && let Some(value) = moved.value.take()
            {
                moved.value = Some(Expression::Cast {
                    operand: Box::new(value),
                    sql_type: sql_type.clone(),
                    try_cast: false,
                });
            }
            moved.column.sql_type = sql_type.clone();
        }
        if let Some(name) = change.new_name.as_ref().filter(|name| name.as_str() != key) {
            moved.column.name = name.clone();
            if let Some(check) = change.existing_type.as_ref().and_then(type_name) {
                self.named.shift_remove(check.as_str());
            }
        }
        if let Some(nullable) = change.nullable {
            moved.column.nullable = nullable;
            moved.column.nullable_given = true;
        }
        if let Some(default) = &change.default {
            moved.column.default = default.clone();
        }
        if let Some(autoincrement) = change.autoincrement {
            moved.column.autoincrement = Some(autoincrement);
        }
        if let Some(comment) = &change.comment {
            moved.column.comment = comment.clone();
        }
        if let Some(sql_type) = &change.sql_type
            && let Some(check) = &change.type_check
            && !ddl::is_native(self.dialect, sql_type)
        {
            self.add_constraint(check, &change.naming, &change.table)?;
        }
        Ok(())
    }

    fn add_constraint(
        &mut self,
        constraint: &Constraint,
        naming: &NamingConvention,
        table: &TableName,
    ) -> Result<(), Error> {
        let name = match resolved(naming, constraint, table) {
            // A type's CHECK may do without.
            Err(_) if is_made_by_type(constraint) => ConstraintName::Unnamed,
            name => name?,
        };
        if name == ConstraintName::Unnamed && !is_made_by_type(constraint) {
            return Err(unnamed());
        }
        let is_key =
            |constraint: &Constraint| matches!(constraint.kind, ConstraintKind::PrimaryKey(_));
        if is_key(constraint) {
            self.unnamed.retain(|known| !is_key(known));
            self.named.retain(|_, known| !is_key(known));
            for moved in self.columns.values_mut() {
                moved.column.primary_key = false;
            }
        }
        self.keep(Constraint {
            name: finished(&name),
            ..constraint.clone()
        });
        Ok(())
    }

    fn drop_constraint(&mut self, drop: &DropConstraint) -> Result<(), Error> {
        let name = drop_constraint_name(drop)?.ok_or_else(unnamed)?;
        let name = name.as_str();
        let in_column = |constraint: &Constraint| {
            matches!(&constraint.kind, ConstraintKind::Check(check) if check.in_column.is_some())
                && constraint
                    .name
                    .name()
                    .is_some_and(|known| known.as_str() == name)
        };
        let before = self.of_columns.len();
        self.of_columns
            .retain(|(_, constraint)| !in_column(constraint));
        if self.of_columns.len() < before {
            return Ok(());
        }
        match self.named.shift_remove(name) {
            None => Err(Error::raised(
                "ValueError",
                format!("No such constraint: '{name}'"),
            )),
            Some(constraint) => {
                if let ConstraintKind::PrimaryKey(columns) = &constraint.kind {
                    for column in columns {
                        if let Some(moved) = self.columns.get_mut(column.as_str()) {
                            moved.column.primary_key = false;
                        }
                    }
                }
                Ok(())
            }
        }
    }

    fn operations(mut self, batch: &Batch) -> Result<Vec<Operation>, Error> {
        let old = self.source.table.name.clone();
        if self.columns.is_empty() {
            return Err(Error::raised(
                "CommandError",
                format!("no column of table \"{}\" would be left", old.name),
            ));
        }
        let all: Vec<String> = self.columns.keys().cloned().collect();
        if let Some(sorted) = self.places.sorted(&all, &batch.partial_reordering)? {
            let mut columns = IndexMap::new();
            for key in sorted {
                if let Some(moved) = self.columns.shift_remove(&key) {
                    columns.insert(key, moved);
                }
            }
            self.columns = columns;
        }
        let temporary: String = format!("_alembic_tmp_{}", old.name)
            .chars()
            .take(50)
            .collect();
        let new = TableName::in_schema(old.schema.clone(), temporary);
        let mut operations = Vec::new();
        if self.dialect.names_constraints_by_schema() {
            for constraint in &self.source.table.constraints {
                let name = resolved(&self.source.table.naming, constraint, &old)?;
                if let Some(name) = name.name()
                    && self.named.contains_key(name.as_str())
                {
                    operations.push(Operation::DropConstraint(DropConstraint {
                        table: old.clone(),
                        name: ConstraintName::Final(name.clone()),
                        kind: None,
                        if_exists: false,
                        naming: NamingConvention::default(),
                    }));
                }
            }
        }
        operations.push(Operation::CreateTable(Box::new(CreateTable {
            table: self.table(&new, batch),
            if_not_exists: false,
        })));
        operations.push(self.copy(&old, &new));
        operations.push(Operation::DropTable(Box::new(DropTable {
            table: Table {
                name: old.clone(),
                ..Table::default()
            },
            if_exists: false,
        })));
        operations.push(Operation::RenameTable(RenameTable {
            table: new,
            new_name: old.name.clone(),
        }));
        let kept = self.indexes.values().map(|index| CreateIndex {
            index: index.clone(),
            if_not_exists: false,
            naming: NamingConvention::default(),
        });
        for mut create in kept.chain(self.new_indexes.iter().cloned()) {
            create.index.table = Some(old.clone());
            for expression in &mut create.index.expressions {
                self.rename(expression)?;
            }
            operations.push(Operation::CreateIndex(create));
        }
        Ok(operations)
    }

    /// The new table under its name for the time being.
    fn table(&self, name: &TableName, batch: &Batch) -> Table {
        let source = &self.source.table;
        let mut options = batch.extra.options.clone();
        for (key, value) in &source.options.0 {
            if !options.0.contains_key(key) {
                options.set(key.clone(), value.clone());
            }
        }
        let mut columns: Vec<Column> = self
            .columns
            .values()
            .map(|moved| moved.column.clone())
            .collect();
        columns.extend(batch.extra.columns.iter().cloned());
        let mut constraints = Vec::new();
        let of_columns = self.of_columns.iter().map(|(_, constraint)| constraint);
        constraints.extend(of_columns.filter_map(|constraint| self.moved(constraint)));
        let extra = batch.extra.constraints.iter();
        constraints
            .extend(extra.map(|constraint| self.moved(constraint).unwrap_or(constraint.clone())));
        let kept = self.named.values().chain(&self.unnamed);
        constraints.extend(kept.filter_map(|constraint| self.moved(constraint)));
        Table {
            name: name.clone(),
            columns,
            constraints,
            indexes: batch.extra.indexes.clone(),
            comment: batch.extra.comment.clone(),
            prefixes: batch.extra.prefixes.clone(),
            options,
            naming: NamingConvention::default(),
        }
    }

    /// The constraint with the columns' new names; nothing if it is about a
    /// column that goes.
    fn moved(&self, constraint: &Constraint) -> Option<Constraint> {
        let mut constraint = constraint.clone();
        let rename = |name: &mut Name| match self.columns.get(name.as_str()) {
            Some(moved) => {
                *name = moved.column.name.clone();
                true
            }
            None => false,
        };
        let all_there = match &mut constraint.kind {
            ConstraintKind::PrimaryKey(columns) | ConstraintKind::Unique(columns) => {
                columns.iter_mut().all(rename)
            }
            ConstraintKind::ForeignKey(key) => {
                let own = &self.source.table.name;
                if key.target.table == *own {
                    for column in &mut key.target.columns {
                        rename(column);
                    }
                }
                key.columns.iter_mut().all(rename)
            }
            ConstraintKind::Check(check) => {
                if let Some(column) = &mut check.in_column {
                    rename(column);
                }
                if let Some(column) = &mut check.made_by_type_of {
                    rename(column);
                }
                self.rename(&mut check.condition).is_ok()
            }
            ConstraintKind::Exclude(exclude) => exclude
                .elements
                .iter_mut()
                .all(|element| self.rename(&mut element.expression).is_ok()),
        };
        all_there.then_some(constraint)
    }

    /// Gives the columns in an expression their new names.
    fn rename(&self, expression: &mut Expression) -> Result<(), Error> {
        let mut lost = None;
        expression.walk_columns(&mut |column: &mut ColumnReference| match self
            .columns
            .get(column.name.as_str())
        {
            Some(moved) => column.name = moved.column.name.clone(),
            None => lost = Some(column.name.clone()),
        });
        match lost {
            Some(name) => Err(no_column(name.as_str())),
            None => Ok(()),
        }
    }

    /// INSERT … SELECT.
    fn copy(&self, old: &TableName, new: &TableName) -> Operation {
        let copied = || {
            self.columns
                .values()
                .filter_map(|moved| Some((moved, moved.value.as_ref()?)))
        };
        let select = Select {
            columns: copied().map(|(_, value)| value.clone()).collect(),
            from: vec![FromClause::Table(old.clone())],
            ..Select::default()
        };
        Operation::Execute(Box::new(Execute {
            statement: Statement::Insert(Box::new(Insert {
                with: Vec::new(),
                table: new.clone(),
                prefixes: Vec::new(),
                columns: copied()
                    .map(|(moved, _)| moved.column.name.clone())
                    .collect(),
                source: InsertSource::Select(Box::new(Query::Select(Box::new(select)))),
                on_conflict: None,
                returning: Vec::new(),
                implicit_returning: Vec::new(),
            })),
            parameters: Vec::new(),
            options: ExecutionOptions::default(),
        }))
    }
}

/// Whether rows hold a value for the column that can be copied.
fn is_stored(column: &Column) -> bool {
    !matches!(column.default, ColumnDefault::Computed(_)) && !column.system
}

fn own_column(table: &TableName, column: &Column) -> Expression {
    Expression::Column(ColumnReference {
        table: Some(table.clone()),
        name: column.name.clone(),
        sql_type: column.sql_type.clone(),
    })
}

/// The column that a constraint goes with.
fn column_of(constraint: &Constraint) -> Option<&Name> {
    match &constraint.kind {
        ConstraintKind::Check(check) => check.in_column.as_ref().or(check.made_by_type_of.as_ref()),
        _ => None,
    }
}

fn is_made_by_type(constraint: &Constraint) -> bool {
    matches!(&constraint.kind, ConstraintKind::Check(check) if check.made_by_type_of.is_some())
}

/// The name of a type that makes a CHECK of that name.
pub(crate) fn type_name(sql_type: &SqlType) -> Option<&Name> {
    match sql_type {
        SqlType::Boolean { name, .. } | SqlType::SqlBoolean { name, .. } => name.as_ref(),
        SqlType::Enum(enumeration) => enumeration.name.as_ref(),
        _ => None,
    }
}

pub(crate) fn resolved(
    naming: &NamingConvention,
    constraint: &Constraint,
    table: &TableName,
) -> Result<ConstraintName, Error> {
    naming
        .constraint_name(constraint, table)
        .map_err(|error| Error::raised("InvalidRequestError", error.to_string()))
}

/// The name, which no convention changes any more.
fn finished(name: &ConstraintName) -> ConstraintName {
    match name {
        ConstraintName::Unnamed => ConstraintName::Unnamed,
        ConstraintName::Given(name) | ConstraintName::Final(name) => {
            ConstraintName::Final(name.clone())
        }
    }
}

fn no_column(name: &str) -> Error {
    Error::raised("KeyError", name)
}

fn unnamed() -> Error {
    Error::raised("ValueError", "Constraint must have a name")
}
