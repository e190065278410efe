//! The journal of a revision that stopped half-way on a server that commits
//! DDL by itself (MySQL): a table beside the version table, there only while
//! there is something to be told.

use limbeck_database::{Connection, JournalEntry};
use limbeck_dialect::Binds;
use limbeck_schema::{
    BinaryOperator, Bind, Column, ColumnReference, DdlElement, Delete, Expression, FromClause,
    Insert, InsertSource, LogicalOperator, MysqlText, MysqlType, Name, Query, Select, SqlType,
    Statement, StringType, Table, TableName, Value,
};

use crate::migration::MigrationContext;
use crate::{Direction, Error, RevisionStep, Step};

const REVISION: &str = "revision";
const DIRECTION: &str = "direction";
const POSITION: &str = "position";
const STATEMENT: &str = "statement";

/// The statements that use the journal's table.
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
            columns: vec![self.column(STATEMENT)],
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

    fn insert(
        &self,
        revision: &str,
        direction: Direction,
        position: usize,
        statement: &str,
    ) -> Statement {
        Statement::Insert(Box::new(Insert {
            with: Vec::new(),
            table: self.0.clone(),
            prefixes: Vec::new(),
            columns: [REVISION, DIRECTION, POSITION, STATEMENT]
                .map(Name::from)
                .to_vec(),
            source: InsertSource::Values(vec![vec![
                bound(revision),
                bound(word(direction)),
                Expression::Bind(Bind::new(
                    Value::Integer(i64::try_from(position).unwrap_or(i64::MAX)),
                    SqlType::Integer,
                )),
                bound(statement),
            ]]),
            on_conflict: None,
            returning: Vec::new(),
            implicit_returning: Vec::new(),
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
    ) -> Result<Vec<String>, Error> {
        let statement = self.journal_table().select(revision);
        let sql = self.dialect().statement(&statement, Binds::Bound)?;
        let rows = connection.execute(&sql)?.rows.into_iter().flatten();
        Ok(rows
            .filter_map(|value| match value {
                Value::Text(text) => Some(text),
                _ => None,
            })
            .collect())
    }

    /// Before a step: whether its revision was left half-done, and whether it
    /// may go on from there.
    pub(crate) fn begin_journal(&self, step: &Step) -> Result<(), Error> {
        let (Some(connection), Step::Revision(step)) = (self.journaled(), step) else {
            return Ok(());
        };
        let revision = &step.script.revision;
        let done = match self.has_journal(connection)? {
            true => self.journal_rows(connection, Some((revision, step.direction)))?,
            false => Vec::new(),
        };
        if !done.is_empty() && !self.session().settings.resume {
            let verb = word(step.direction);
            return Err(Error::Command(format!(
                "Revision {revision} was left half-done by an earlier {verb}: {} of its \
                 statements took effect before one failed. Go on after them with `{verb} \
                 --resume`, or finish it by hand and say so with `stamp`",
                done.len()
            )));
        }
        connection.begin_journal(
            done.into_iter()
                .map(|statement| JournalEntry { statement })
                .collect(),
        );
        Ok(())
    }

    /// After a step: keeps what the next run must know, or forgets what an
    /// earlier one kept.
    pub(crate) fn end_journal(&self, step: &Step, failed: bool) -> Result<(), Error> {
        let Some(connection) = self.journaled() else {
            return Ok(());
        };
        let journal = connection.end_journal();
        match step {
            Step::Revision(step) if failed => {
                let texts = |entries: Vec<JournalEntry>| -> Vec<String> {
                    entries.into_iter().map(|entry| entry.statement).collect()
                };
                let half_done = HalfDone {
                    kept: texts(journal.kept),
                    undone: texts(journal.undone),
                    failed: journal.failed.map(|entry| entry.statement),
                };
                if half_done.kept.is_empty() {
                    return Ok(());
                }
                let kept = half_done.kept.clone();
                self.progress.borrow_mut().half_done(half_done);
                self.keep_journal(connection, step, &kept)
            }
            Step::Revision(step) => {
                self.forget_journal(connection, std::slice::from_ref(&step.script.revision))
            }
            // Whoever stamps says what is done.
            Step::Stamp(step) if !failed => {
                let revisions: Vec<String> = step.from.iter().chain(&step.to).cloned().collect();
                self.forget_journal(connection, &revisions)
            }
            Step::Stamp(_) => Ok(()),
        }
    }

    /// Writes the journal, on a new connection if the old one is lost.
    fn keep_journal(
        &self,
        connection: &Connection,
        step: &RevisionStep,
        kept: &[String],
    ) -> Result<(), Error> {
        let fresh;
        let connection = match connection.is_closed() {
            true => {
                fresh = Connection::open(connection.url(), connection.options())?;
                &fresh
            }
            false => connection,
        };
        let table = self.journal_table();
        let revision = &step.script.revision;
        let mut statements = vec![table.create(), table.delete(revision)];
        for (position, text) in kept.iter().enumerate() {
            statements.push(table.insert(revision, step.direction, position, text));
        }
        self.execute_journal(connection, &statements)
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
