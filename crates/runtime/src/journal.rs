//! The journal of a revision that stopped half-way on a server that commits
//! DDL by itself (MySQL): a table beside the version table, there only while
//! there is something to be told.

use std::rc::Rc;

use limbeck_database::{Connection, JournalEntry, JournalKeeper};
use limbeck_dialect::{Binds, Dialect, JOURNAL_COMMENT, Sql};
use limbeck_schema::{
    BinaryOperator, Bind, Column, ColumnReference, DdlElement, Delete, Expression, FromClause,
    Insert, InsertSource, LogicalOperator, MysqlText, MysqlType, Name, Query, Select, SqlType,
    Statement, StringType, Table, TableName, Update, Value,
};

use crate::migration::MigrationContext;
use crate::{Direction, Error, RevisionStep, Step};

const REVISION: &str = "revision";
const DIRECTION: &str = "direction";
const POSITION: &str = "position";
const STATEMENT: &str = "statement";
/// Whether the statement took effect, or may have been about to.
const FINISHED: &str = "finished";

/// The statements that use the journal's table.
#[derive(Clone)]
struct JournalTable(TableName);

impl JournalTable {
    fn create(&self) -> Statement {
        let text = |length| {
            SqlType::String(StringType {
                length: Some(length),
                collation: None,
            })
        };
        let columns = [
            (REVISION, text(255)),
            (DIRECTION, text(9)),
            (POSITION, SqlType::Integer),
            (STATEMENT, long_text()),
            (FINISHED, SqlType::Integer),
        ];
        Statement::Ddl(Box::new(DdlElement::CreateTable {
            table: Table {
                name: self.0.clone(),
                columns: columns
                    .into_iter()
                    .map(|(name, sql_type)| Column {
                        nullable: false,
                        nullable_given: true,
                        ..Column::new(name, sql_type)
                    })
                    .collect(),
                comment: Some(JOURNAL_COMMENT.to_owned()),
                ..Table::default()
            },
            if_not_exists: true,
        }))
    }

    fn drop(&self) -> Statement {
        Statement::Ddl(Box::new(DdlElement::DropTable {
            table: self.0.clone(),
            if_exists: true,
        }))
    }

    /// What was done of a revision, in order; without one, of any.
    fn select(&self, revision: Option<(&str, Direction)>) -> Statement {
        Statement::Query(Box::new(Query::Select(Box::new(Select {
            columns: vec![self.column(STATEMENT), self.column(FINISHED)],
            from: vec![FromClause::Table(self.0.clone())],
            condition: revision.map(|(revision, direction)| Expression::Logical {
                operator: LogicalOperator::And,
                operands: vec![
                    self.is(REVISION, revision),
                    self.is(DIRECTION, word(direction)),
                ],
            }),
            order_by: vec![self.column(POSITION)],
            ..Select::default()
        }))))
    }

    /// Adds entries from that position on; the last one has only begun, unless
    /// all are finished.
    fn insert(
        &self,
        revision: &str,
        direction: Direction,
        position: usize,
        entries: &[String],
        finished: bool,
    ) -> Statement {
        let rows = entries.iter().enumerate().map(|(place, statement)| {
            let ends = finished || place + 1 < entries.len();
            vec![
                bound(revision),
                bound(word(direction)),
                number(position + place),
                bound(statement),
                number(usize::from(ends)),
            ]
        });
        Statement::Insert(Box::new(Insert {
            with: Vec::new(),
            table: self.0.clone(),
            prefixes: Vec::new(),
            columns: [REVISION, DIRECTION, POSITION, STATEMENT, FINISHED]
                .map(Name::from)
                .to_vec(),
            source: InsertSource::Values(rows.collect()),
            on_conflict: None,
            returning: Vec::new(),
            implicit_returning: Vec::new(),
        }))
    }

    fn finish(&self, revision: &str, position: usize) -> Statement {
        Statement::Update(Box::new(Update {
            with: Vec::new(),
            table: FromClause::Table(self.0.clone()),
            values: vec![(FINISHED.into(), number(1))],
            from: Vec::new(),
            condition: Some(Expression::Logical {
                operator: LogicalOperator::And,
                operands: vec![
                    self.is(REVISION, revision),
                    Expression::Binary {
                        left: Box::new(self.column(POSITION)),
                        operator: BinaryOperator::Equal,
                        right: Box::new(number(position)),
                    },
                ],
            }),
            returning: Vec::new(),
        }))
    }

    fn delete(&self, revision: &str) -> Statement {
        Statement::Delete(Box::new(Delete {
            with: Vec::new(),
            table: FromClause::Table(self.0.clone()),
            using: Vec::new(),
            condition: Some(self.is(REVISION, revision)),
            returning: Vec::new(),
        }))
    }

    fn column(&self, name: &str) -> Expression {
        Expression::Column(ColumnReference {
            table: Some(self.0.clone()),
            name: name.into(),
            sql_type: SqlType::Null,
        })
    }

    fn is(&self, name: &str, value: &str) -> Expression {
        Expression::Binary {
            left: Box::new(self.column(name)),
            operator: BinaryOperator::Equal,
            right: Box::new(bound(value)),
        }
    }
}

fn long_text() -> SqlType {
    SqlType::Mysql(MysqlType::Text {
        name: "LONGTEXT".to_owned(),
        text: MysqlText::default(),
    })
}

fn bound(text: &str) -> Expression {
    Expression::Bind(Bind::new(
        Value::Text(text.to_owned()),
        SqlType::String(StringType::default()),
    ))
}

fn number(value: usize) -> Expression {
    Expression::Bind(Bind::new(
        Value::Integer(i64::try_from(value).unwrap_or(i64::MAX)),
        SqlType::Integer,
    ))
}

fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Upgrade => "upgrade",
        Direction::Downgrade => "downgrade",
    }
}

/// What became of the statements of a revision that stopped half-way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HalfDone {
    /// Those that the server keeps, in order.
    pub kept: Vec<String>,
    /// Those that it rolled back.
    pub undone: Vec<String>,
    /// The one that failed.
    pub failed: Option<String>,
}

/// Writes the journal of one step while its statements are executed.
struct Keeper {
    dialect: Rc<dyn Dialect>,
    table: JournalTable,
    revision: String,
    direction: Direction,
    /// Whether the table is there.
    created: bool,
}

impl Keeper {
    fn sql(&self, statement: &Statement) -> Option<Sql> {
        self.dialect.statement(statement, Binds::Bound).ok()
    }
}

impl JournalKeeper for Keeper {
    fn create(&self) -> Option<Sql> {
        (!self.created)
            .then(|| self.table.create())
            .and_then(|statement| self.sql(&statement))
    }

    fn insert(&self, position: usize, entries: &[String], finished: bool) -> Option<Sql> {
        let (revision, direction) = (&self.revision, self.direction);
        let statement = self
            .table
            .insert(revision, direction, position, entries, finished);
        self.sql(&statement)
    }

    fn finish(&self, position: usize) -> Option<Sql> {
        self.sql(&self.table.finish(&self.revision, position))
    }
}

/// What the journal's rows say of a revision.
#[derive(Default)]
struct Told {
    /// The statements that took effect, in order.
    done: Vec<String>,
    /// The one after them, that was begun when the run was ended.
    unsure: Option<String>,
}

impl Told {
    /// Reads statements, and whether each is finished. A statement is, too,
    /// if another was begun after it.
    fn new(rows: Vec<(String, bool)>) -> Told {
        let mut told = Told::default();
        for (statement, finished) in rows {
            told.done.extend(told.unsure.take());
            match finished {
                true => told.done.push(statement),
                false => told.unsure = Some(statement),
            }
        }
        told
    }

    fn is_empty(&self) -> bool {
        self.done.is_empty() && self.unsure.is_none()
    }
}

impl MigrationContext {
    fn journal_table(&self) -> JournalTable {
        let version = &self.version_table().table;
        JournalTable(TableName {
            schema: version.schema.clone(),
            name: Name::new(format!("{}_journal", version.name)),
        })
    }

    /// The connection, if its server commits DDL by itself.
    fn journaled(&self) -> Option<&Connection> {
        self.connection()
            .filter(|connection| connection.mysql_dialect().is_some())
    }

    fn has_journal(&self, connection: &Connection) -> Result<bool, Error> {
        let sql = self.dialect().has_table(&self.journal_table().0);
        Ok(!connection.execute(&sql)?.rows.is_empty())
    }

    fn journal_rows(
        &self,
        connection: &Connection,
        revision: Option<(&str, Direction)>,
    ) -> Result<Told, Error> {
        let statement = self.journal_table().select(revision);
        let sql = self.dialect().statement(&statement, Binds::Bound)?;
        let rows = connection.execute(&sql)?.rows.into_iter();
        Ok(Told::new(
            rows.filter_map(|row| match row.as_slice() {
                [Value::Text(text), Value::Integer(finished)] => {
                    Some((text.clone(), *finished != 0))
                }
                _ => None,
            })
            .collect(),
        ))
    }

    /// Before a step: whether its revision was left half-done, and whether it
    /// may go on from there.
    pub(crate) fn begin_journal(&self, step: &Step) -> Result<(), Error> {
        let (Some(connection), Step::Revision(step)) = (self.journaled(), step) else {
            return Ok(());
        };
        let revision = &step.script.revision;
        let created = self.has_journal(connection)?;
        let told = match created {
            true => self.journal_rows(connection, Some((revision, step.direction)))?,
            false => Told::default(),
        };
        if !told.is_empty() && !self.session().settings.resume {
            let verb = word(step.direction);
            let ended = match told.unsure {
                Some(_) => "the run was ended at the next, which may have taken effect too",
                None => "one failed",
            };
            return Err(Error::Command(format!(
                "Revision {revision} was left half-done by an earlier {verb}: {} of its \
                 statements took effect before {ended}. Go on after them with `{verb} \
                 --resume`, or finish it by hand and say so with `stamp`",
                told.done.len()
            )));
        }
        // A transaction of somebody else is not to be committed for this.
        if !created && !self.in_external_transaction {
            let statement = self.journal_table().create();
            connection.execute(&self.dialect().statement(&statement, Binds::Bound)?)?;
        }
        let entry = |statement| JournalEntry { statement };
        connection.begin_journal(
            told.done.into_iter().map(entry).collect(),
            told.unsure.map(entry),
            Box::new(Keeper {
                dialect: self.dialect().clone(),
                table: self.journal_table(),
                revision: revision.clone(),
                direction: step.direction,
                created: created || !self.in_external_transaction,
            }),
        );
        Ok(())
    }

    /// At the end of a step that went well, in the transaction that says so in
    /// the version table: the journal has nothing more to tell of it.
    pub(crate) fn close_journal(&self, step: &Step) -> Result<(), Error> {
        let (Some(connection), Step::Revision(step)) = (self.journaled(), step) else {
            return Ok(());
        };
        if connection.stop_keeping_journal() {
            let statement = self.journal_table().delete(&step.script.revision);
            let sql = self.dialect().statement(&statement, Binds::Bound)?;
            connection.beside_journal(|| connection.execute(&sql))?;
        }
        Ok(())
    }

    /// After a step: keeps what the next run must know.
    pub(crate) fn end_journal(&self, step: &Step, failed: bool) -> Result<(), Error> {
        let Some(connection) = self.journaled() else {
            return Ok(());
        };
        let journal = connection.end_journal();
        match step {
            Step::Revision(step) if failed => {
                // It was not even begun.
                let Some(journal) = journal else {
                    return Ok(());
                };
                let unsure = journal.unsure.map(|entry| entry.statement);
                let texts = |entries: Vec<JournalEntry>| -> Vec<String> {
                    entries.into_iter().map(|entry| entry.statement).collect()
                };
                let mut half_done = HalfDone {
                    kept: texts(journal.kept),
                    undone: texts(journal.undone),
                    failed: journal.failed.map(|entry| entry.statement),
                };
                if connection.is_closed() {
                    // What the server has written is all that is known.
                    half_done.kept = self.kept_by_server(connection, step)?.done;
                } else if half_done.kept.is_empty() && unsure.is_none() {
                    let revision = std::slice::from_ref(&step.script.revision);
                    return self.forget_journal(connection, revision);
                } else {
                    self.keep_journal(connection, step, &half_done.kept, unsure)?;
                }
                if !half_done.kept.is_empty() {
                    self.progress.borrow_mut().half_done(half_done);
                }
                Ok(())
            }
            Step::Revision(_) => Ok(()),
            // Whoever stamps says what is done.
            Step::Stamp(step) if !failed => {
                let revisions: Vec<String> = step.from.iter().chain(&step.to).cloned().collect();
                self.forget_journal(connection, &revisions)
            }
            Step::Stamp(_) => Ok(()),
        }
    }

    /// After all steps: the journal's table goes, if nothing is left in it.
    pub(crate) fn drop_journal(&self) -> Result<(), Error> {
        match self
            .journaled()
            .filter(|connection| !connection.is_closed())
        {
            Some(connection) => self.forget_journal(connection, &[]),
            None => Ok(()),
        }
    }

    /// What the journal says after a connection was lost, on a new one.
    fn kept_by_server(&self, lost: &Connection, step: &RevisionStep) -> Result<Told, Error> {
        let connection = Connection::open(lost.url(), lost.options())?;
        if !self.has_journal(&connection)? {
            return Ok(Told::default());
        }
        self.journal_rows(&connection, Some((&step.script.revision, step.direction)))
    }

    fn keep_journal(
        &self,
        connection: &Connection,
        step: &RevisionStep,
        kept: &[String],
        unsure: Option<String>,
    ) -> Result<(), Error> {
        let table = self.journal_table();
        let revision = &step.script.revision;
        let finished = unsure.is_none();
        let entries: Vec<String> = kept.iter().cloned().chain(unsure).collect();
        let rows = table.insert(revision, step.direction, 0, &entries, finished);
        self.execute_journal(connection, &[table.create(), table.delete(revision), rows])
    }

    fn forget_journal(&self, connection: &Connection, revisions: &[String]) -> Result<(), Error> {
        if !self.has_journal(connection)? {
            // The question must not leave a transaction open.
            if !self.in_external_transaction {
                connection.rollback()?;
            }
            return Ok(());
        }
        let table = self.journal_table();
        let deletes: Vec<Statement> = revisions.iter().map(|one| table.delete(one)).collect();
        self.execute_journal(connection, &deletes)?;
        if self.journal_rows(connection, None)?.is_empty() {
            self.execute_journal(connection, &[table.drop()])?;
        }
        Ok(())
    }

    fn execute_journal(
        &self,
        connection: &Connection,
        statements: &[Statement],
    ) -> Result<(), Error> {
        for statement in statements {
            let sql = self.dialect().statement(statement, Binds::Bound)?;
            connection.execute(&sql)?;
        }
        Ok(connection.commit()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_statement_is_unsure_unless_it_is_finished() {
        fn check(rows: &[(&str, bool)], done: usize, unsure: Option<&str>) {
            let rows = rows.iter().map(|(text, it)| ((*text).to_owned(), *it));
            let told = Told::new(rows.collect());
            assert_eq!((told.done.len(), told.unsure.as_deref()), (done, unsure));
        }
        check(&[], 0, None);
        check(&[("a", true), ("b", true)], 2, None);
        check(&[("a", true), ("b", false)], 1, Some("b"));
        check(&[("a", false), ("b", true)], 2, None);
    }
}
