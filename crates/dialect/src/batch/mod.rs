//! Batches: the changes of one table that are made together, by ALTER TABLE
//! or by making the table anew ("move and copy").

mod affinity;
pub(crate) mod order;
mod recreate;
mod reflected;

pub(crate) use affinity::is_other_kind;
pub(crate) use recreate::{resolved, type_name};
pub(crate) use reflected::no_such_table;

use limbeck_operations::{AddColumn, Batch, Directive, DropConstraint, Operation, Recreate};
use limbeck_schema::{ColumnDefault, ConstraintKind, Name};

use crate::{Binds, Catalog, Dialect, Error, Sql, ddl};

/// What a batch comes to, one after the other.
#[derive(Clone, Debug, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a batch has few steps, and they go as they are taken"
)]
pub enum Step {
    /// An operation like any other.
    Operation(Operation),
    /// Statements that belong together.
    Statements(Vec<Sql>),
    /// A line for the log, at the level INFO.
    Log {
        /// Which logger.
        logger: &'static str,
        /// The line.
        line: String,
    },
    /// A batch that is planned once the steps before it are done.
    Rest(Box<Batch>),
}

/// Takes a batch apart. Without a catalog (offline) a table can be made anew
/// only from what the script says of it.
pub fn steps(
    dialect: &dyn Dialect,
    batch: Batch,
    catalog: Option<&dyn Catalog>,
) -> Result<Vec<Step>, Error> {
    if !recreates(dialect, &batch) {
        return Ok(batch
            .directives
            .into_iter()
            .map(|directive| Step::Operation(directive.operation))
            .collect());
    }
    if let Some(source) = &batch.source {
        let operations = recreate::operations(dialect, &batch, source)?;
        return Ok(operations.into_iter().map(Step::Operation).collect());
    }
    let Some(catalog) = catalog else {
        return Err(no_table(dialect, &batch));
    };
    if dialect.rewrites_tables() {
        return dialect.rewrite(batch, catalog);
    }
    let (source, mut steps) = reflected::source(dialect, &batch, catalog)?;
    let operations = recreate::operations(dialect, &batch, &source)?;
    steps.extend(operations.into_iter().map(Step::Operation));
    Ok(steps)
}

/// The statements of a batch where no database can be asked.
pub(crate) fn compile(
    dialect: &dyn Dialect,
    batch: &Batch,
    binds: Binds,
) -> Result<Vec<Sql>, Error> {
    let mut statements = Vec::new();
    for step in steps(dialect, batch.clone(), None)? {
        match step {
            Step::Operation(operation) => {
                let prepared = dialect.prepare(operation, None)?;
                statements.extend(prepared.before);
                if !prepared.replaced {
                    statements.extend(dialect.compile(&prepared.operation, binds)?);
                }
            }
            Step::Statements(written) => statements.extend(written),
            Step::Log { .. } => {}
            Step::Rest(rest) => statements.extend(compile(dialect, &rest, binds)?),
        }
    }
    Ok(statements)
}

/// Adds a directive to a batch, if it has a place there.
pub fn collect(
    dialect: &dyn Dialect,
    batch: &mut Batch,
    directive: Directive,
) -> Result<(), Error> {
    let is_placed = directive.insert_before.is_some() || directive.insert_after.is_some();
    if is_placed
        && matches!(directive.operation, Operation::AddColumn(_))
        && !recreates(dialect, batch)
    {
        return Err(Error::raised(
            "CommandError",
            "Can't specify insert_before or insert_after when using ALTER; please specify \
             recreate='always'",
        ));
    }
    match directive.operation {
        Operation::CreateTable(_) => Err(not_in_batch("create table")),
        Operation::DropTable(_) => Err(not_in_batch("drop table")),
        _ => {
            batch.directives.push(directive);
            Ok(())
        }
    }
}

fn not_in_batch(what: &str) -> Error {
    Error::raised("NotImplementedError", format!("Can't {what} in batch mode"))
}

/// Whether Alembic would make the table anew.
pub fn recreates(dialect: &dyn Dialect, batch: &Batch) -> bool {
    match batch.recreate {
        Recreate::Always => true,
        Recreate::Never => false,
        Recreate::Auto => {
            dialect.recreates_tables()
                && batch
                    .directives
                    .iter()
                    .any(|directive| needs_new_table(&directive.operation))
        }
    }
}

/// Whether ALTER TABLE is not enough for an operation where it can do little.
fn needs_new_table(operation: &Operation) -> bool {
    match operation {
        Operation::AddColumn(add) => adds_constraint(add) || computes(add),
        Operation::CreateIndex(_) | Operation::DropIndex(_) => false,
        Operation::AlterColumn(_)
        | Operation::DropColumn(_)
        | Operation::AddConstraint(_)
        | Operation::DropConstraint(_)
        | Operation::CreateTable(_)
        | Operation::DropTable(_)
        | Operation::RenameTable(_)
        | Operation::TableComment(_)
        | Operation::BulkInsert(_)
        | Operation::Execute(_)
        | Operation::Batch(_) => true,
    }
}

/// Whether the column brings a constraint that is added by itself.
fn adds_constraint(add: &AddColumn) -> bool {
    added_constraints(add).next().is_some()
}

/// Constraints that are added after the column, by themselves.
pub(crate) fn added_constraints(
    add: &AddColumn,
) -> impl Iterator<Item = &limbeck_schema::Constraint> {
    let references = add
        .table
        .constraints
        .iter()
        .filter(|constraint| matches!(constraint.kind, ConstraintKind::ForeignKey(_)))
        .count();
    let is_inline = add.inline_references && references == 1;
    add.table
        .constraints
        .iter()
        .filter(move |constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey(_) => false,
            ConstraintKind::ForeignKey(key) => !(is_inline && key.columns.len() == 1),
            ConstraintKind::Check(check) => check.in_column.is_none(),
            ConstraintKind::Unique(_) | ConstraintKind::Exclude(_) => true,
        })
}

fn computes(add: &AddColumn) -> bool {
    add.table
        .columns
        .iter()
        .any(|column| match &column.default {
            ColumnDefault::Expression(_) => true,
            ColumnDefault::Computed(computed) => computed.persisted == Some(true),
            ColumnDefault::None
            | ColumnDefault::Literal(_)
            | ColumnDefault::Identity(_)
            | ColumnDefault::Fetched => false,
        })
}

/// The name of the constraint that is to go, as its convention has it.
pub(crate) fn drop_constraint_name(drop: &DropConstraint) -> Result<Option<Name>, Error> {
    Ok(ddl::dropped_constraint_name(drop)?.name().cloned())
}

/// Why a table cannot be made anew offline.
pub(crate) fn no_table(dialect: &dyn Dialect, batch: &Batch) -> Error {
    Error::raised(
        "CommandError",
        format!(
            "This operation cannot proceed in --sql mode; batch mode with dialect {} requires a \
             live database connection with which to reflect the table \"{}\". To generate a \
             batch SQL migration script using table \"move and copy\", a complete Table object \
             should be passed to the \"copy_from\" argument of the batch_alter_table() method so \
             that table reflection can be skipped.",
            dialect.name(),
            batch.table.name
        ),
    )
}
