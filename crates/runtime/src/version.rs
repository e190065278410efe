//! The version table: one row for each head that the database is at.

use std::cell::OnceCell;

use limbeck_schema::{
    BinaryOperator, Bind, Column, ColumnReference, Constraint, ConstraintKind, ConstraintName,
    DdlElement, Delete, Expression, FromClause, Insert, InsertSource, Name, Query, Select, SqlType,
    Statement, StringType, Table, TableName, Update, Value,
};

const COLUMN: &str = "version_num";

/// The version table's name and shape, and the statements that use it.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionTable {
    /// Its name and schema.
    pub table: TableName,
    /// Whether it has a primary key.
    pub primary_key: bool,
    definition: OnceCell<Table>,
}

impl VersionTable {
    /// The table of that name; `alembic_version` if none is given.
    pub fn new(
        name: Option<&str>,
        schema: Option<&str>,
        primary_key: Option<bool>,
    ) -> VersionTable {
        VersionTable {
            table: TableName::in_schema(schema.map(Name::from), name.unwrap_or("alembic_version")),
            primary_key: primary_key.unwrap_or(true),
            definition: OnceCell::new(),
        }
    }

    /// Says how the table is made, if not as usual. The first definition
    /// counts.
    pub fn define(&self, table: Table) {
        self.definition.get_or_init(|| table);
    }

    /// Its name without a schema, as messages show it.
    pub fn name(&self) -> &str {
        self.table.name.as_str()
    }

    /// CREATE TABLE.
    pub fn create(&self) -> Statement {
        let table = self.definition.get().cloned();
        Statement::Ddl(Box::new(DdlElement::CreateTable {
            table: table.unwrap_or_else(|| self.usual()),
            if_not_exists: false,
        }))
    }

    /// The table as Alembic makes it.
    fn usual(&self) -> Table {
        let mut column = Column::new(
            COLUMN,
            SqlType::String(StringType {
                length: Some(32),
                collation: None,
            }),
        );
        column.nullable = false;
        column.nullable_given = true;
        let mut table = Table {
            name: self.table.clone(),
            columns: vec![column],
            ..Table::default()
        };
        if self.primary_key {
            table.constraints.push(Constraint::new(
                ConstraintName::Given(format!("{}_pkc", self.name()).into()),
                ConstraintKind::PrimaryKey(vec![COLUMN.into()]),
            ));
        }
        table
    }

    /// SELECT of all heads.
    pub fn select(&self) -> Statement {
        Statement::Query(Box::new(Query::Select(Box::new(Select {
            columns: vec![self.column()],
            from: vec![FromClause::Table(self.table.clone())],
            ..Select::default()
        }))))
    }

    /// INSERT of a head.
    pub fn insert(&self, version: &str) -> Statement {
        Statement::Insert(Box::new(Insert {
            with: Vec::new(),
            table: self.table.clone(),
            prefixes: Vec::new(),
            columns: vec![COLUMN.into()],
            source: InsertSource::Values(vec![vec![literal(version)]]),
            on_conflict: None,
            returning: Vec::new(),
            implicit_returning: if self.primary_key {
                vec![COLUMN.into()]
            } else {
                Vec::new()
            },
        }))
    }

    /// UPDATE of one head to another.
    pub fn update(&self, from: &str, to: &str) -> Statement {
        Statement::Update(Box::new(Update {
            with: Vec::new(),
            table: FromClause::Table(self.table.clone()),
            values: vec![(COLUMN.into(), literal(to))],
            from: Vec::new(),
            condition: Some(self.is(from)),
            returning: Vec::new(),
        }))
    }

    /// DELETE of a head.
    pub fn delete(&self, version: &str) -> Statement {
        self.delete_where(Some(self.is(version)))
    }

    /// DELETE of all heads.
    pub fn purge(&self) -> Statement {
        self.delete_where(None)
    }

    fn delete_where(&self, condition: Option<Expression>) -> Statement {
        Statement::Delete(Box::new(Delete {
            with: Vec::new(),
            table: FromClause::Table(self.table.clone()),
            using: Vec::new(),
            condition,
            returning: Vec::new(),
        }))
    }

    fn column(&self) -> Expression {
        Expression::Column(ColumnReference {
            table: Some(self.table.clone()),
            name: COLUMN.into(),
            sql_type: SqlType::String(StringType {
                length: Some(32),
                collation: None,
            }),
        })
    }

    fn is(&self, version: &str) -> Expression {
        Expression::Binary {
            left: Box::new(self.column()),
            operator: BinaryOperator::Equal,
            right: Box::new(literal(version)),
        }
    }
}

/// A string that is always written into the statement.
fn literal(text: &str) -> Expression {
    Expression::Bind(Bind {
        literal: true,
        ..Bind::new(
            Value::Text(text.to_owned()),
            SqlType::String(StringType::default()),
        )
    })
}
