//! INSERT, UPDATE, DELETE.

use limbeck_schema::{
    ColumnReference, ConflictAction, ConflictTarget, Delete, Expression, FromClause, Insert,
    InsertSource, Name, OnConflict, SqlType, Statement, Update,
};

use super::{Enclosing, Syntax, Writer, bind::Stand, columns::Place, query::surface};
use crate::{Binds, Error, ddl};

impl Writer<'_> {
    /// A statement.
    pub(super) fn statement(&mut self, statement: &Statement) -> Result<String, Error> {
        match statement {
            Statement::Plain(sql) => Ok(sql.clone()),
            Statement::Text(text) => self.text(text),
            Statement::Query(query) => self.query(query, Place::Select),
            Statement::Insert(insert) => self.insert(insert),
            Statement::Update(update) => self.update(update),
            Statement::Delete(delete) => self.delete(delete),
            Statement::Ddl(element) => Ok(ddl::element(self.dialect, element)?.text),
        }
    }

    fn insert(&mut self, insert: &Insert) -> Result<String, Error> {
        let common = self.common_tables(&insert.with)?;
        let table = [FromClause::Table(insert.table.clone())];
        // An INSERT from a SELECT supplies that one with no tables.
        let source = match &insert.source {
            InsertSource::Select(query) => Some(self.query(query, Place::Select)?),
            InsertSource::Values(_) | InsertSource::Defaults => None,
        };
        self.inside(&table, |writer| writer.insert_body(insert, common, source))
    }

    fn insert_body(
        &mut self,
        insert: &Insert,
        common: String,
        source: Option<String>,
    ) -> Result<String, Error> {
        // MySQL wants a WITH behind the INTO.
        let (before, behind) = match self.syntax.is_mysql() {
            true => (String::new(), common),
            false => (common, String::new()),
        };
        let mut text = format!("{before}INSERT ");
        for prefix in &insert.prefixes {
            text.push_str(prefix);
            text.push(' ');
        }
        text.push_str("INTO ");
        text.push_str(&self.full_table(&insert.table));
        if !insert.columns.is_empty() {
            let columns: Vec<String> = insert
                .columns
                .iter()
                .map(|column| self.name(column))
                .collect();
            text.push_str(&format!(" ({})", columns.join(", ")));
        }
        match &insert.source {
            InsertSource::Values(rows) if !insert.columns.is_empty() => {
                let mut written = Vec::with_capacity(rows.len());
                for (index, row) in rows.iter().enumerate() {
                    let mut values = Vec::with_capacity(row.len());
                    for (column, value) in insert.columns.iter().zip(row) {
                        self.name_assigned(value, column, (rows.len() > 1).then_some(index));
                        values.push(self.operand(value, None, Stand::Assigned)?);
                    }
                    written.push(format!("({})", values.join(", ")));
                }
                text.push_str(" VALUES ");
                text.push_str(&written.join(", "));
            }
            InsertSource::Values(_) | InsertSource::Defaults if self.syntax.is_mysql() => {
                text.push_str(" () VALUES ()");
            }
            InsertSource::Values(_) | InsertSource::Defaults => text.push_str(" DEFAULT VALUES"),
            InsertSource::Select(_) => {
                text.push(' ');
                text.push_str(&behind);
                text.push_str(&source.unwrap_or_default());
            }
        }
        if let Some(on_conflict) = &insert.on_conflict {
            text.push(' ');
            text.push_str(&self.on_conflict(on_conflict)?);
        }
        if !insert.returning.is_empty() {
            self.returning(&insert.returning, &mut text)?;
        } else if !insert.implicit_returning.is_empty() && self.dialect.returns_inserted() {
            let keys: Vec<Expression> = insert
                .implicit_returning
                .iter()
                .map(|name| {
                    Expression::Column(ColumnReference {
                        table: Some(insert.table.clone()),
                        name: name.clone(),
                        sql_type: SqlType::Null,
                    })
                })
                .collect();
            self.returning(&keys, &mut text)?;
        }
        Ok(text)
    }

    fn on_conflict(&mut self, on_conflict: &OnConflict) -> Result<String, Error> {
        self.check_conflict(on_conflict)?;
        if self.syntax.is_mysql()
            && let ConflictAction::Update { values, .. } = &on_conflict.action
        {
            let values = self.assignments(values, " = ", None)?;
            return Ok(format!("ON DUPLICATE KEY UPDATE {values}"));
        }
        let mut text = "ON CONFLICT".to_owned();
        match &on_conflict.target {
            None => {}
            Some(ConflictTarget::Constraint(name)) => {
                text.push_str(&format!(" ON CONSTRAINT {}", self.name(name)));
            }
            Some(ConflictTarget::Elements {
                elements,
                condition,
            }) => {
                let mut written = Vec::with_capacity(elements.len());
                for element in elements {
                    written.push(self.conflict_element(element)?);
                }
                text.push_str(&format!(" ({})", written.join(", ")));
                if let Some(condition) = condition {
                    // It must be the index's own condition, which a server
                    // cannot see in a placeholder.
                    let binds = std::mem::replace(&mut self.context.binds, Binds::Inline);
                    let condition = self.qualified(false, |writer| writer.expression(condition));
                    self.context.binds = binds;
                    text.push_str(&format!(" WHERE {}", condition?));
                }
            }
        }
        match &on_conflict.action {
            ConflictAction::Nothing => text.push_str(" DO NOTHING"),
            ConflictAction::Update { values, condition } => {
                let values = self.assignments(values, " = ", None)?;
                text.push_str(&format!(" DO UPDATE SET {values}"));
                if let Some(condition) = condition {
                    text.push_str(&format!(" WHERE {}", self.expression(condition)?));
                }
            }
        }
        Ok(text)
    }

    /// Refuses the clause that another dialect's `insert()` has made.
    fn check_conflict(&self, on_conflict: &OnConflict) -> Result<(), Error> {
        let anywhere = on_conflict.target.is_none();
        let (compiler, clause) = match (&on_conflict.action, self.dialect.name()) {
            (ConflictAction::Nothing, "mysql" | "mariadb") => (
                "mysql.base.MySQLCompiler",
                "postgresql.dml.OnConflictDoNothing",
            ),
            (ConflictAction::Update { .. }, "mysql" | "mariadb") if !anywhere => (
                "mysql.base.MySQLCompiler",
                "postgresql.dml.OnConflictDoUpdate",
            ),
            (ConflictAction::Update { .. }, "postgresql") if anywhere => {
                ("postgresql.base.PGCompiler", "mysql.dml.OnDuplicateClause")
            }
            _ => return Ok(()),
        };
        Err(Error::raised(
            "UnsupportedCompilationError",
            format!(
                "Compiler <sqlalchemy.dialects.{compiler} object> can't render element of type \
                 <class 'sqlalchemy.dialects.{clause}'>{}",
                Error::UNSUPPORTED_BACKGROUND
            ),
        ))
    }

    fn assignments(
        &mut self,
        values: &[(Name, Expression)],
        equals: &str,
        table: Option<&str>,
    ) -> Result<String, Error> {
        let mut written = Vec::with_capacity(values.len());
        for (column, value) in values {
            let mut name = self.name(column);
            if let Some(table) = table {
                name = format!("{table}.{name}");
            }
            self.name_assigned(value, column, None);
            let value = self.operand(value, None, Stand::Assigned)?;
            written.push(format!("{name}{equals}{value}"));
        }
        Ok(written.join(", "))
    }

    fn returning(&mut self, columns: &[Expression], text: &mut String) -> Result<(), Error> {
        let qualified = self.syntax != Syntax::Sqlite;
        let columns = self.qualified(qualified, |writer| {
            writer.columns(columns, Place::Returning)
        })?;
        text.push_str(&format!(" RETURNING {columns}"));
        Ok(())
    }

    fn update(&mut self, update: &Update) -> Result<String, Error> {
        let common = self.common_tables(&update.with)?;
        let mut tables = vec![update.table.clone()];
        tables.extend(update.from.iter().cloned());
        self.inside(&tables, |writer| {
            if writer.syntax.is_mysql() && !update.from.is_empty() {
                let (target, others) = (
                    writer.clause(&update.table)?,
                    writer.list_from(&update.from)?,
                );
                let table = writer.alias_name(&update.table)?;
                let values = writer.assignments(&update.values, "=", Some(&table))?;
                let mut text = format!("{common}UPDATE {target}, {others} SET {values}");
                writer.filter(update.condition.as_ref(), &mut text)?;
                return Ok(text);
            }
            let mut text = format!("{common}UPDATE {} SET ", writer.clause(&update.table)?);
            text.push_str(&writer.assignments(&update.values, "=", None)?);
            if !update.from.is_empty() {
                text.push_str(&format!(" FROM {}", writer.list_from(&update.from)?));
            }
            writer.filter(update.condition.as_ref(), &mut text)?;
            if !update.returning.is_empty() {
                writer.returning(&update.returning, &mut text)?;
            }
            Ok(text)
        })
    }

    fn delete(&mut self, delete: &Delete) -> Result<String, Error> {
        let common = self.common_tables(&delete.with)?;
        let mut tables = vec![delete.table.clone()];
        tables.extend(delete.using.iter().cloned());
        self.inside(&tables, |writer| {
            if writer.syntax.is_mysql() && !delete.using.is_empty() {
                let target = writer.alias_name(&delete.table)?;
                let mut using = vec![delete.table.clone()];
                using.extend(delete.using.iter().cloned());
                let using = writer.list_from(&using)?;
                let mut text = format!("{common}DELETE FROM {target} USING {using}");
                writer.filter(delete.condition.as_ref(), &mut text)?;
                return Ok(text);
            }
            let mut text = format!("{common}DELETE FROM {}", writer.clause(&delete.table)?);
            if !delete.using.is_empty() {
                if writer.syntax == Syntax::Sqlite {
                    return Err(Error::Raised {
                        class: "NotImplementedError",
                        message: "This backend does not support multiple-table criteria within \
                                  DELETE"
                            .to_owned(),
                    });
                }
                text.push_str(&format!(" USING {}", writer.list_from(&delete.using)?));
            }
            writer.filter(delete.condition.as_ref(), &mut text)?;
            if !delete.returning.is_empty() {
                writer.returning(&delete.returning, &mut text)?;
            }
            Ok(text)
        })
    }

    fn filter(&mut self, condition: Option<&Expression>, text: &mut String) -> Result<(), Error> {
        if let Some(condition) = condition {
            let condition = self.condition(condition)?;
            if !condition.is_empty() {
                text.push_str(&format!(" WHERE {condition}"));
            }
        }
        Ok(())
    }

    /// Writes with the statement's own tables in sight of its subqueries.
    fn inside<T>(
        &mut self,
        tables: &[FromClause],
        write: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let own = surface(tables);
        self.enclosing.push(Enclosing {
            all: own.clone(),
            own,
        });
        let result = write(self);
        self.enclosing.pop();
        result
    }
}
