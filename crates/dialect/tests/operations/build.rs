//! Short ways to write operations.

use limbeck_operations::{
    AddColumn, AddConstraint, AlterColumn, CreateIndex, CreateTable, DropConstraint, Operation,
};
use limbeck_schema::{
    BinaryOperator, Bind, CheckConstraint, Column, ColumnDefault, ColumnReference, Constraint,
    ConstraintKind, ConstraintName, Expression, ForeignKey, ForeignKeyTarget, Index, Name,
    NamingConvention, OptionValue, SqlType, StringType, Table, TableName, Text, Value,
};

pub fn integer(name: &str) -> Column {
    Column::new(name, SqlType::Integer)
}

pub fn string(length: Option<u32>) -> SqlType {
    SqlType::String(StringType {
        length,
        collation: None,
    })
}

pub fn table(columns: Vec<Column>) -> Table {
    Table {
        name: TableName::new("t"),
        columns,
        ..Table::default()
    }
}

pub fn keyed(mut column: Column) -> Column {
    column.primary_key = true;
    column.nullable = false;
    column
}

pub fn in_schema(schema: &str, name: &str) -> TableName {
    TableName::in_schema(Some(Name::new(schema)), name)
}

pub fn create(name: &str, table: Table) -> super::Case {
    let create = CreateTable {
        table,
        if_not_exists: false,
    };
    (
        format!("table {name}"),
        Operation::CreateTable(Box::new(create)),
    )
}

pub fn add(name: &str, table: Table) -> super::Case {
    let add = AddColumn {
        table,
        if_not_exists: false,
        inline_references: false,
        inline_primary_key: false,
    };
    (
        format!("add column {name}").trim_end().to_owned(),
        Operation::AddColumn(Box::new(add)),
    )
}

pub fn alter(name: &str, change: AlterColumn) -> super::Case {
    (
        format!("alter {name}"),
        Operation::AlterColumn(Box::new(change)),
    )
}

pub fn constrain(name: &str, table: TableName, constraint: Constraint) -> super::Case {
    constrain_by(name, table, constraint, NamingConvention::default())
}

pub fn constrain_by(
    name: &str,
    table: TableName,
    constraint: Constraint,
    naming: NamingConvention,
) -> super::Case {
    let add = AddConstraint {
        table,
        constraint,
        naming,
    };
    (
        format!("create {name}"),
        Operation::AddConstraint(Box::new(add)),
    )
}

pub fn drop_constraint(name: &str, constraint: ConstraintName, kind: Option<&str>) -> DropOf {
    DropOf {
        name: format!("drop {name}"),
        drop: DropConstraint {
            table: TableName::new("t"),
            name: constraint,
            kind: kind.map(str::to_owned),
            if_exists: false,
            naming: NamingConvention::default(),
        },
    }
}

/// A DROP CONSTRAINT that may still be changed.
pub struct DropOf {
    pub name: String,
    pub drop: DropConstraint,
}

impl DropOf {
    pub fn case(self) -> super::Case {
        (self.name, Operation::DropConstraint(self.drop))
    }

    pub fn by_convention(mut self) -> super::Case {
        self.drop.naming = convention();
        self.case()
    }
}

pub fn index(name: Option<&str>, columns: &[&str]) -> Index {
    Index {
        name: name.map_or(ConstraintName::Unnamed, |name| {
            ConstraintName::Given(name.into())
        }),
        table: Some(TableName::new("t")),
        expressions: columns
            .iter()
            .map(|name| Expression::column(*name))
            .collect(),
        unique: false,
        options: Default::default(),
    }
}

pub fn create_index(name: &str, index: Index) -> super::Case {
    let create = CreateIndex {
        index,
        if_not_exists: false,
        naming: NamingConvention::default(),
    };
    (
        format!("create index {name}").trim_end().to_owned(),
        Operation::CreateIndex(create),
    )
}

pub fn convention() -> NamingConvention {
    NamingConvention::new(
        [
            ("ix", "ix_%(column_0_label)s"),
            ("uq", "uq_%(table_name)s_%(column_0_name)s"),
            ("ck", "ck_%(table_name)s_%(constraint_name)s"),
            (
                "fk",
                "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            ),
            ("pk", "pk_%(table_name)s"),
        ]
        .map(|(kind, template)| (kind.to_owned(), template.to_owned()))
        .into_iter()
        .collect(),
    )
}

pub fn given(name: &str) -> ConstraintName {
    ConstraintName::Given(name.into())
}

pub fn names(names: &[&str]) -> Vec<Name> {
    names.iter().map(|name| Name::new(*name)).collect()
}

pub fn unique(name: ConstraintName, columns: &[&str]) -> Constraint {
    Constraint::new(name, ConstraintKind::Unique(names(columns)))
}

pub fn primary_key(name: ConstraintName, columns: &[&str]) -> Constraint {
    Constraint::new(name, ConstraintKind::PrimaryKey(names(columns)))
}

pub fn foreign_key(
    name: ConstraintName,
    columns: &[&str],
    target: TableName,
    target_columns: &[&str],
) -> Constraint {
    Constraint::new(
        name,
        ConstraintKind::ForeignKey(ForeignKey {
            columns: names(columns),
            target: ForeignKeyTarget {
                table: target,
                columns: names(target_columns),
            },
            on_update: None,
            on_delete: None,
            match_type: None,
            use_alter: false,
            in_column: false,
        }),
    )
}

/// Changes the foreign key in a constraint.
pub fn with_key(mut constraint: Constraint, change: impl FnOnce(&mut ForeignKey)) -> Constraint {
    if let ConstraintKind::ForeignKey(key) = &mut constraint.kind {
        change(key);
    }
    constraint
}

pub fn check_text(name: ConstraintName, condition: &str) -> Constraint {
    check_of(name, text(condition))
}

pub fn check_of(name: ConstraintName, condition: Expression) -> Constraint {
    Constraint::new(
        name,
        ConstraintKind::Check(CheckConstraint {
            condition,
            made_by_type_of: None,
            in_column: None,
        }),
    )
}

pub fn check_in_column(name: ConstraintName, condition: &str, column: &str) -> Constraint {
    Constraint::new(
        name,
        ConstraintKind::Check(CheckConstraint {
            condition: text(condition),
            made_by_type_of: None,
            in_column: Some(column.into()),
        }),
    )
}

/// The CHECK that a type makes for a column.
pub fn check_of_type(name: ConstraintName, column: &str, values: Vec<Value>) -> Constraint {
    Constraint::new(
        name,
        ConstraintKind::Check(CheckConstraint {
            condition: Expression::In {
                operand: Box::new(Expression::column(column)),
                negated: false,
                list: values.into_iter().map(literal).collect(),
            },
            made_by_type_of: Some(column.into()),
            in_column: None,
        }),
    )
}

pub fn text(sql: &str) -> Expression {
    Expression::Text(Text::new(sql))
}

pub fn literal(value: impl Into<Value>) -> Expression {
    let value = value.into();
    let sql_type = (&value).into();
    Expression::Bind(Bind::new(value, sql_type))
}

pub fn column(name: &str) -> Expression {
    Expression::Column(ColumnReference {
        table: None,
        name: name.into(),
        sql_type: SqlType::Null,
    })
}

pub fn binary(left: Expression, operator: BinaryOperator, right: Expression) -> Expression {
    Expression::Binary {
        left: Box::new(left),
        operator,
        right: Box::new(right),
    }
}

pub fn default_of(expression: Expression) -> ColumnDefault {
    ColumnDefault::Expression(Box::new(expression))
}

pub fn option_text(text: &str) -> OptionValue {
    OptionValue::Text(text.to_owned())
}

pub fn option_list(list: &[&str]) -> OptionValue {
    OptionValue::List(list.iter().map(|text| option_text(text)).collect())
}

pub fn option_map(map: &[(&str, OptionValue)]) -> OptionValue {
    OptionValue::Map(
        map.iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect(),
    )
}
