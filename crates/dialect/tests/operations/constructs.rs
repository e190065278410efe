use limbeck_operations::{BulkInsert, Execute, Operation};
use limbeck_schema::{
    Bind, Column, DdlElement, Expression, Name, Sequence, SequenceOptions, SqlType, Statement,
    Table, TableName, Value,
};

use super::{build::*, check, tables::enumeration};

fn execute(name: &str, element: DdlElement) -> super::Case {
    let execute = Execute {
        statement: Statement::Ddl(Box::new(element)),
        parameters: Vec::new(),
        options: Default::default(),
    };
    (name.to_owned(), Operation::Execute(Box::new(execute)))
}

fn sequence(name: TableName) -> Sequence {
    Sequence {
        name,
        options: SequenceOptions::default(),
        data_type: None,
        optional: false,
    }
}

#[test]
fn ddl_constructs_are_executed_by_themselves() {
    let full = Sequence {
        options: SequenceOptions {
            start: Some(5),
            increment: Some(2),
            min_value: Some(1),
            no_max_value: true,
            cycle: Some(false),
            cache: Some(3),
            ..SequenceOptions::default()
        },
        data_type: Some(SqlType::BigInteger),
        ..sequence(in_schema("S", "sq"))
    };
    let mut key = keyed(integer("a"));
    key.comment = Some("x".to_owned());
    let table = Table {
        indexes: vec![index(None, &["b"])],
        ..table(vec![
            key,
            Column::new("b", SqlType::Enum(enumeration(&["a"], Some("e")))),
        ])
    };
    let cases = vec![
        execute(
            "create sequence",
            DdlElement::CreateSequence {
                sequence: full,
                if_not_exists: false,
            },
        ),
        execute(
            "create plain sequence",
            DdlElement::CreateSequence {
                sequence: sequence(TableName::new("sq")),
                if_not_exists: true,
            },
        ),
        execute(
            "drop sequence",
            DdlElement::DropSequence {
                sequence: sequence(TableName::new("sq")),
                if_exists: true,
            },
        ),
        execute(
            "create schema",
            DdlElement::CreateSchema {
                name: "X".into(),
                if_not_exists: true,
            },
        ),
        execute(
            "drop schema",
            DdlElement::DropSchema {
                name: "x".into(),
                if_exists: true,
                cascade: true,
            },
        ),
        execute(
            "ddl text",
            DdlElement::Text("COMMENT ON TABLE t IS '5%'".to_owned()),
        ),
        execute(
            "create table construct",
            DdlElement::CreateTable {
                table,
                if_not_exists: true,
            },
        ),
        execute(
            "drop of table construct",
            DdlElement::DropTable {
                table: in_schema("s", "t"),
                if_exists: true,
            },
        ),
    ];
    for kind in [
        "create sequence",
        "create plain",
        "create schema",
        "drop sequence",
        "drop schema",
        "ddl",
        "create table",
        "drop of table construct",
    ] {
        check(kind, cases.clone());
    }
}

#[test]
fn rows_are_inserted_one_by_one_when_printed() {
    let row = |values: Vec<(&str, Value)>| -> Vec<(Name, Expression)> {
        values
            .into_iter()
            .map(|(name, value)| {
                let bind = Bind::new(value, SqlType::Null);
                (Name::new(name), Expression::Bind(bind))
            })
            .collect()
    };
    let insert = |table: TableName, rows, multiinsert| {
        Operation::BulkInsert(BulkInsert {
            table,
            columns: vec![integer("a"), Column::new("b", string(None))],
            rows,
            multiinsert,
        })
    };
    check(
        "bulk",
        vec![
            (
                "bulk insert".to_owned(),
                insert(
                    TableName::new("t"),
                    vec![
                        row(vec![("a", Value::Integer(1)), ("b", Value::from("x"))]),
                        row(vec![("b", Value::from("y%"))]),
                        row(vec![("a", Value::Integer(5)), ("b", Value::Null)]),
                    ],
                    true,
                ),
            ),
            (
                "bulk insert in schema".to_owned(),
                insert(
                    in_schema("s", "t"),
                    vec![
                        row(vec![("a", Value::Integer(1))]),
                        row(vec![("a", Value::Integer(2))]),
                    ],
                    false,
                ),
            ),
            (
                "bulk insert empty row".to_owned(),
                insert(TableName::new("t"), vec![Vec::new()], true),
            ),
        ],
    );
}
