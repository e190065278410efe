//! Databases that are made, compared and changed.

use std::collections::HashSet;
use std::error::Error as StdError;

use limbeck_autogenerate::{
    Action, Change, Comparison, HookError, Hooks, Item, Level, Options, Part, Schemas, Side,
    compare,
};
use limbeck_database::{Connection, Options as ConnectionOptions, Url};
use limbeck_dialect::{Binds, Dialect, Sql, dialect};
use limbeck_operations::{
    AddColumn, AddConstraint, AlterColumn, CreateIndex, CreateTable, DropColumn, DropConstraint,
    DropIndex, DropTable, Operation, TableComment,
};
use limbeck_schema::{Constraint, ConstraintKind, Index, Schema, Table, TableName};
use limbeck_testkit::{mariadb, postgres};

/// A database of its own.
pub struct Database {
    pub connection: Connection,
    pub dialect: Box<dyn Dialect>,
    types: std::cell::RefCell<HashSet<TableName>>,
    server: Server,
}

/// Where a database is.
enum Server {
    Postgresql(postgres::TestDatabase),
    Mariadb(mariadb::TestDatabase),
    Sqlite,
}

type Outcome<T> = Result<T, Box<dyn StdError>>;

/// Hooks that keep what they are told.
#[derive(Default)]
pub struct Log(pub Vec<String>);

impl Hooks for Log {
    fn type_repr(&mut self, schemas: Schemas<'_>, column: Item) -> Result<String, HookError> {
        let column = schemas.column(column).ok_or("no such column")?;
        Ok(format!("{:?}", column.sql_type))
    }

    fn log(&mut self, logger: &'static str, _level: Level, message: String) {
        self.0.push(format!("{logger}: {message}"));
    }

    fn warn(&mut self, message: String) {
        self.0.push(format!("warning: {message}"));
    }
}

impl Database {
    pub fn new(name: &str) -> Database {
        let server = match name {
            "postgresql" => Server::Postgresql(postgres::database()),
            "mysql" => Server::Mariadb(mariadb::database()),
            _ => Server::Sqlite,
        };
        let url = match &server {
            Server::Postgresql(server) => server.url(),
            Server::Mariadb(server) => server.url(),
            Server::Sqlite => "sqlite://".to_owned(),
        };
        let url = Url::parse(&url).expect("a URL");
        let connection = Connection::open(&url, &ConnectionOptions::default()).expect("a database");
        Database {
            dialect: match connection.mysql_dialect() {
                Some(mysql) => Box::new(mysql),
                None => dialect(name, None, Binds::Bound).expect("a dialect"),
            },
            connection,
            types: std::cell::RefCell::default(),
            server,
        }
    }

    /// Takes everything out again.
    pub fn reset(&mut self) {
        let empty = match &self.server {
            Server::Postgresql(_) => {
                "DROP SCHEMA IF EXISTS public, app CASCADE; CREATE SCHEMA public".to_owned()
            }
            Server::Mariadb(server) => {
                let name = server.name();
                format!(
                    "DROP DATABASE {name}; CREATE DATABASE {name} CHARACTER SET utf8mb4; USE {name}"
                )
            }
            Server::Sqlite => {
                *self = Database::new("sqlite");
                return;
            }
        };
        self.types.borrow_mut().clear();
        self.connection.rollback().expect("a rollback");
        self.execute(&empty).expect("an empty database");
        self.connection.commit().expect("a commit");
    }

    pub fn name(&self) -> &'static str {
        self.dialect.name()
    }

    pub fn execute(&self, sql: &str) -> Outcome<()> {
        self.connection.execute_text(sql)?;
        Ok(())
    }

    pub fn run(&self, operation: Operation) -> Outcome<()> {
        let prepared = self.dialect.prepare(operation, Some(&self.connection))?;
        let mut statements: Vec<Sql> = prepared.before;
        if !prepared.replaced {
            statements.extend(self.dialect.compile(&prepared.operation, Binds::Bound)?);
        }
        for sql in statements {
            if let Some(name) = &sql.creates_type
                && !self.types.borrow_mut().insert(name.clone())
            {
                continue;
            }
            self.connection
                .execute(&sql)
                .map_err(|error| format!("{error}\n{}", sql.text))?;
        }
        Ok(())
    }

    /// Makes all that a schema declares.
    pub fn create(&self, schema: &Schema) -> Outcome<()> {
        let changes = self.compare(schema, &Options::default())?.0;
        self.apply(schema, &changes)
    }

    pub fn compare(
        &self,
        declared: &Schema,
        options: &Options,
    ) -> Outcome<(Comparison, Vec<String>)> {
        let mut log = Log::default();
        let found = compare(
            declared,
            &*self.dialect,
            &self.connection,
            options,
            &mut log,
        )?;
        Ok((found, log.0))
    }

    /// Carries out what a comparison found.
    pub fn apply(&self, declared: &Schema, found: &Comparison) -> Outcome<()> {
        let schemas = Schemas {
            declared,
            reflected: &found.reflection.schema,
        };
        let table = |side, table| {
            schemas
                .table(Item {
                    side,
                    table,
                    part: Part::Whole,
                })
                .ok_or("no such table")
        };
        for change in &found.changes {
            match change {
                Change::Statements(statements) => {
                    if statements.autocommit {
                        self.connection.commit()?;
                    }
                    for sql in &statements.upgrade {
                        self.execute(sql)?;
                    }
                    if statements.autocommit {
                        self.connection.commit()?;
                    }
                }
                Change::AddTable {
                    table: position,
                    deferred,
                    ..
                } => {
                    let mut made = table(Side::Declared, *position)?.clone();
                    made.indexes.clear();
                    let mut place = 0;
                    made.constraints.retain(|_| {
                        place += 1;
                        !deferred.contains(&(place - 1))
                    });
                    self.run(Operation::CreateTable(Box::new(CreateTable {
                        table: made,
                        if_not_exists: false,
                    })))?;
                }
                Change::RemoveTable {
                    table: position, ..
                } => {
                    self.run(Operation::DropTable(Box::new(DropTable {
                        table: table(Side::Reflected, *position)?.clone(),
                        if_exists: false,
                    })))?;
                }
                Change::Table { pair, changes } => {
                    let declared = pair
                        .declared
                        .map(|it| table(Side::Declared, it))
                        .transpose()?;
                    let reflected = pair
                        .reflected
                        .map(|it| table(Side::Reflected, it))
                        .transpose()?;
                    let empty = Table::default();
                    for change in changes {
                        self.change(
                            declared.unwrap_or(&empty),
                            reflected.unwrap_or(&empty),
                            &change.action,
                        )
                        .map_err(|error| format!("{error}\nin {change:?}"))?;
                    }
                }
            }
        }
        Ok(())
    }

    fn change(&self, declared: &Table, reflected: &Table, action: &Action) -> Outcome<()> {
        let new = |position: usize| -> Outcome<&Constraint> {
            Ok(declared.constraints.get(position).ok_or("no constraint")?)
        };
        let old = |position: usize| -> Outcome<&Constraint> {
            Ok(reflected.constraints.get(position).ok_or("no constraint")?)
        };
        let index = |table: &Table, position: usize| -> Outcome<Index> {
            let mut index = table.indexes.get(position).ok_or("no index")?.clone();
            index.table = Some(table.name.clone());
            Ok(index)
        };
        let operation = match action {
            Action::AddColumn(position) => Operation::AddColumn(Box::new(AddColumn {
                table: Table {
                    name: declared.name.clone(),
                    columns: vec![declared.columns[*position].clone()],
                    ..Table::default()
                },
                if_not_exists: false,
                inline_references: false,
                inline_primary_key: false,
            })),
            Action::RemoveColumn(position) => Operation::DropColumn(DropColumn {
                table: reflected.name.clone(),
                column: reflected.columns[*position].clone(),
                if_exists: false,
                options: Default::default(),
            }),
            Action::AlterColumn(alter) => {
                let column = &declared.columns[alter.declared];
                let before = &reflected.columns[alter.reflected];
                Operation::AlterColumn(Box::new(AlterColumn {
                    table: reflected.name.clone(),
                    column: before.name.clone(),
                    nullable: alter
                        .nullable
                        .then(|| limbeck_dialect::same::is_nullable(declared, column)),
                    comment: alter.comment.then(|| column.comment.clone()),
                    default: alter.default.then(|| column.default.clone()),
                    sql_type: alter.sql_type.then(|| column.sql_type.clone()),
                    existing_type: Some(before.sql_type.clone()),
                    existing_default: Some(before.default.clone()),
                    existing_nullable: Some(before.nullable),
                    existing_comment: Some(before.comment.clone()),
                    ..AlterColumn::default()
                }))
            }
            Action::AddConstraint(position) => Operation::AddConstraint(Box::new(AddConstraint {
                table: declared.name.clone(),
                constraint: new(*position)?.clone(),
                naming: declared.naming.clone(),
            })),
            Action::RemoveConstraint(position) => Operation::DropConstraint(DropConstraint {
                table: reflected.name.clone(),
                name: old(*position)?.name.clone(),
                kind: match old(*position)?.kind {
                    ConstraintKind::PrimaryKey(_) => Some("primary".to_owned()),
                    ConstraintKind::Unique(_) => Some("unique".to_owned()),
                    ConstraintKind::ForeignKey(_) => Some("foreignkey".to_owned()),
                    ConstraintKind::Check(_) => Some("check".to_owned()),
                    ConstraintKind::Exclude(_) => None,
                },
                if_exists: false,
                naming: Default::default(),
            }),
            Action::AddIndex(position) => Operation::CreateIndex(CreateIndex {
                index: index(declared, *position)?,
                if_not_exists: false,
                naming: declared.naming.clone(),
            }),
            Action::RemoveIndex(position) => Operation::DropIndex(DropIndex {
                index: index(reflected, *position)?,
                schema: None,
                if_exists: false,
                naming: Default::default(),
            }),
            Action::Comment => Operation::TableComment(TableComment {
                table: declared.name.clone(),
                comment: declared.comment.clone(),
                existing_comment: reflected.comment.clone(),
            }),
            Action::Statements { upgrade, .. } => {
                return upgrade.iter().try_for_each(|sql| self.execute(sql));
            }
        };
        self.run(operation)
    }
}

/// The names of what was found.
pub fn names(declared: &Schema, found: &Comparison) -> Vec<&'static str> {
    let schemas = Schemas {
        declared,
        reflected: &found.reflection.schema,
    };
    found
        .changes
        .iter()
        .flat_map(|change| change.names(schemas))
        .collect()
}
