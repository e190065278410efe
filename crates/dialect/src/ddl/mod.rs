//! Operations and DDL constructs → SQL. The order of statements and their
//! common form are here; a dialect is asked where dialects differ.

mod alter;
mod column;
mod constraint;
mod index;
mod insert;
mod table;

use limbeck_operations::{DropColumn, Execute, Operation, RenameTable, TableComment};
use limbeck_schema::{DdlElement, Expression, Sequence, SequenceOptions};

use crate::{
    Binds, Dialect, Error, Sql,
    dml::{self, ExpressionContext},
    quote::dotted_table,
    transaction,
};

pub(crate) use alter::{check_default, prefix as alter_column_prefix};
pub(crate) use column::{
    default_text, generic_computed, has_foreign_key, is_nullable, with_constraints as column_text,
};
pub(crate) use constraint::{
    dropped_name as dropped_constraint_name, is_native, is_needless, text as constraint_text,
};
pub(crate) use index::{condition, in_schema, key, named_columns, with_options};
pub(crate) use table::{autoincrement_column, primary_key};

/// The operation's statements, in order.
pub(crate) fn compile(
    dialect: &dyn Dialect,
    operation: &Operation,
    binds: Binds,
) -> Result<Vec<Sql>, Error> {
    let statements = match operation {
        Operation::CreateTable(create) => {
            table::create(dialect, &create.table, create.if_not_exists)?
        }
        Operation::DropTable(drop) => vec![Sql::new(table::drop_text(
            dialect,
            &drop.table.name,
            drop.if_exists,
        ))],
        Operation::RenameTable(rename) => vec![rename_table(dialect, rename)],
        Operation::TableComment(comment) => vec![table_comment(dialect, comment)],
        Operation::AddColumn(add) => column::add(dialect, add)?,
        Operation::DropColumn(drop) => vec![drop_column(dialect, drop)],
        Operation::AlterColumn(change) => alter::column(dialect, change)?,
        Operation::AddConstraint(add) => {
            constraint::add(dialect, &add.table, &add.constraint, &add.naming)?
                .into_iter()
                .collect()
        }
        Operation::DropConstraint(drop) => vec![constraint::drop(dialect, drop)?],
        Operation::CreateIndex(create) => vec![index::create(
            dialect,
            &create.index,
            create.index.table.as_ref(),
            &create.naming,
            create.if_not_exists,
        )?],
        Operation::DropIndex(drop) => vec![index::drop(
            dialect,
            &drop.index,
            drop.schema.as_ref(),
            &drop.naming,
            drop.if_exists,
        )?],
        Operation::BulkInsert(insert) => return insert::compile(dialect, insert, binds),
        Operation::Execute(execute) => return self::execute(dialect, execute, binds),
        Operation::Batch(batch) => return crate::batch::compile(dialect, batch, binds),
    };
    Ok(statements
        .into_iter()
        .map(|sql| Sql {
            autocommit: dialect.refuses_transaction(&sql.text),
            ..sql
        })
        .collect())
}

/// A statement of a script. One that holds several is taken apart only where
/// the server would refuse one of them inside a transaction.
fn execute(dialect: &dyn Dialect, execute: &Execute, binds: Binds) -> Result<Vec<Sql>, Error> {
    let written = dml::execute(dialect, execute, binds)?;
    Ok(written
        .into_iter()
        .flat_map(|sql| apart(dialect, sql))
        .collect())
}

fn apart(dialect: &dyn Dialect, sql: Sql) -> Vec<Sql> {
    let parts = transaction::statements(&sql.text);
    if !sql.autocommit || parts.len() < 2 || !sql.parameters.is_empty() {
        return vec![sql];
    }
    parts
        .into_iter()
        .map(|part| Sql {
            autocommit: dialect.refuses_transaction(part),
            ..Sql::new(part)
        })
        .collect()
}

fn rename_table(dialect: &dyn Dialect, rename: &RenameTable) -> Sql {
    let schema = rename.table.schema.as_ref();
    let new_schema = schema.filter(|_| dialect.renames_with_schema());
    Sql::new(format!(
        "ALTER TABLE {} RENAME TO {}",
        dotted_table(dialect, schema, &rename.table.name),
        dotted_table(dialect, new_schema, &rename.new_name),
    ))
}

fn table_comment(dialect: &dyn Dialect, comment: &TableComment) -> Sql {
    Sql::new(dialect.change_table_comment(&comment.table, comment.comment.as_deref()))
}

fn drop_column(dialect: &dyn Dialect, drop: &DropColumn) -> Sql {
    Sql::new(format!(
        "ALTER TABLE {} DROP COLUMN {}{}",
        dotted_table(dialect, drop.table.schema.as_ref(), &drop.table.name),
        if drop.if_exists { "IF EXISTS " } else { "" },
        dialect.quote(&drop.column.name),
    ))
}

/// A DDL construct that is executed by itself.
pub(crate) fn element(dialect: &dyn Dialect, element: &DdlElement) -> Result<Sql, Error> {
    let sql = match element {
        DdlElement::CreateTable {
            table,
            if_not_exists,
        } => Sql::new(table::create_text(dialect, table, *if_not_exists)?),
        DdlElement::DropTable { table, if_exists } => {
            Sql::new(table::drop_text(dialect, table, *if_exists))
        }
        DdlElement::CreateIndex {
            index,
            if_not_exists,
        } => index::create(
            dialect,
            index,
            index.table.as_ref(),
            &Default::default(),
            *if_not_exists,
        )?,
        DdlElement::DropIndex { index, if_exists } => {
            let schema = index.table.as_ref().and_then(|table| table.schema.as_ref());
            index::drop(dialect, index, schema, &Default::default(), *if_exists)?
        }
        DdlElement::CreateSequence {
            sequence,
            if_not_exists,
        } => create_sequence(dialect, sequence, *if_not_exists)?,
        DdlElement::DropSequence {
            sequence,
            if_exists,
        } => Sql::new(format!(
            "DROP SEQUENCE {}{}",
            if *if_exists { "IF EXISTS " } else { "" },
            dialect.table(&sequence.name),
        )),
        DdlElement::CreateSchema {
            name,
            if_not_exists,
        } => Sql::new(format!(
            "CREATE SCHEMA {}{}",
            if *if_not_exists { "IF NOT EXISTS " } else { "" },
            dialect.quote(name),
        )),
        DdlElement::DropSchema {
            name,
            if_exists,
            cascade,
        } => Sql::new(format!(
            "DROP SCHEMA {}{}{}",
            if *if_exists { "IF EXISTS " } else { "" },
            dialect.quote(name),
            if *cascade { " CASCADE" } else { "" },
        )),
        DdlElement::AddConstraint {
            table,
            constraint,
            naming,
        } => constraint::add(dialect, table, constraint, naming)?.unwrap_or_default(),
        DdlElement::DropConstraint {
            table,
            constraint,
            naming,
            if_exists,
            cascade,
        } => {
            let sql = constraint::drop_element(dialect, table, constraint, naming, *if_exists)?;
            let cascade = if *cascade { " CASCADE" } else { "" };
            Sql::new(format!("{}{cascade}", sql.text))
        }
        DdlElement::TableComment { table, comment } => {
            Sql::new(dialect.change_table_comment(table, comment.as_deref()))
        }
        DdlElement::CreateType(sql_type) => created(dialect.create_type(sql_type)?),
        DdlElement::DropType(sql_type) => created(dialect.drop_type(sql_type)?),
        DdlElement::Text(text) if dialect.doubles_percents() => Sql::new(text.replace('%', "%%")),
        DdlElement::Text(text) => Sql::new(text.clone()),
    };
    Ok(Sql {
        autocommit: dialect.refuses_transaction(&sql.text),
        ..sql
    })
}

/// A type's statement, which is executed each time that it is asked for; the
/// empty text where the type is no object of its own.
fn created(sql: Option<Sql>) -> Sql {
    Sql {
        creates_type: None,
        ..sql.unwrap_or_default()
    }
}

fn create_sequence(
    dialect: &dyn Dialect,
    sequence: &Sequence,
    if_not_exists: bool,
) -> Result<Sql, Error> {
    let mut text = format!(
        "CREATE SEQUENCE {}{}",
        if if_not_exists { "IF NOT EXISTS " } else { "" },
        dialect.table(&sequence.name),
    );
    if let Some(data_type) = &sequence.data_type
        && dialect.types_sequences()
    {
        text.push_str(" AS ");
        text.push_str(&dialect.spell_type(data_type)?);
    }
    let options = sequence_options(&sequence.options);
    if !options.is_empty() {
        text.push(' ');
        text.push_str(&options.replace("NO CYCLE", dialect.no_cycle()));
    }
    Ok(Sql::new(text))
}

/// The numbers of a sequence or an identity, as SQL.
pub(crate) fn sequence_options(options: &SequenceOptions) -> String {
    let mut parts = Vec::new();
    let mut number = |words: &str, value: Option<i64>| {
        if let Some(value) = value {
            parts.push(format!("{words} {value}"));
        }
    };
    number("INCREMENT BY", options.increment);
    number("START WITH", options.start);
    number("MINVALUE", options.min_value);
    number("MAXVALUE", options.max_value);
    if options.no_min_value {
        parts.push("NO MINVALUE".to_owned());
    }
    if options.no_max_value {
        parts.push("NO MAXVALUE".to_owned());
    }
    if let Some(cache) = options.cache {
        parts.push(format!("CACHE {cache}"));
    }
    match options.cycle {
        Some(true) => parts.push("CYCLE".to_owned()),
        Some(false) => parts.push("NO CYCLE".to_owned()),
        None => {}
    }
    parts.join(" ")
}

/// An expression in the definition of a table, an index or a constraint.
pub(crate) fn expression(dialect: &dyn Dialect, expression: &Expression) -> Result<String, Error> {
    dml::expression(dialect, expression, &ExpressionContext::DEFINITION)
}

/// An element of an index, in parentheses where PostgreSQL asks for them.
pub(crate) fn grouped_expression(
    dialect: &dyn Dialect,
    expression: &Expression,
) -> Result<String, Error> {
    dml::grouped_expression(dialect, expression, &ExpressionContext::DEFINITION)
}
