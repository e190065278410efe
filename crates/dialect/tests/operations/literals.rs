use limbeck_operations::{BulkInsert, Operation};
use limbeck_schema::{
    Bind, Column, EnumType, Expression, IntervalType, PostgresqlType, SqlType, StringType,
    TableName, UuidType, Value,
};

use super::{check, tables::enumeration};

const UUID: &str = "a7f0c3d2-1111-4222-8333-444455556666";

fn literals() -> Vec<(&'static str, SqlType, Value)> {
    let words = || SqlType::String(StringType::default());
    let number = |precision, scale| SqlType::Numeric {
        precision,
        scale,
        asdecimal: true,
    };
    let float = || SqlType::Float {
        precision: None,
        asdecimal: false,
    };
    let boolean = || SqlType::Boolean {
        create_constraint: false,
        name: None,
    };
    let moment = |timezone| SqlType::DateTime { timezone };
    let uuid = |as_uuid, native| SqlType::Uuid(UuidType { as_uuid, native });
    let array = |item| SqlType::Array {
        item: Box::new(item),
        dimensions: None,
    };
    let at = |text: &str| Value::DateTime(text.to_owned());
    let day = || Value::Date("2025-01-02".to_owned());
    vec![
        ("string", words(), "it's 5% \\n".into()),
        ("string of number", words(), Value::Integer(5)),
        ("integer", SqlType::Integer, Value::Integer(5)),
        ("integer of text", SqlType::Integer, "5".into()),
        ("integer of truth", SqlType::Integer, Value::Boolean(true)),
        ("integer of float", SqlType::Integer, Value::Float(5.7)),
        ("integer of words", SqlType::Integer, "x".into()),
        (
            "big",
            SqlType::BigInteger,
            Value::BigInteger("1000000000000000000000000000000".to_owned()),
        ),
        (
            "decimal",
            number(Some(10), Some(2)),
            Value::Decimal("1.50".to_owned()),
        ),
        ("numeric of float", number(None, None), Value::Float(1.25)),
        ("float", float(), Value::Float(1e20)),
        ("small float", float(), Value::Float(1e-7)),
        ("whole float", float(), Value::Float(3.0)),
        ("float of 1e15", float(), Value::Float(1e15)),
        ("true", boolean(), Value::Boolean(true)),
        ("false", boolean(), Value::Boolean(false)),
        ("boolean of 1", boolean(), Value::Integer(1)),
        ("boolean of text", boolean(), "true".into()),
        ("date", SqlType::Date, day()),
        ("date of datetime", SqlType::Date, at("2025-01-02 03:04:00")),
        ("datetime", moment(false), at("2025-01-02 03:04:00")),
        (
            "datetime micro",
            moment(false),
            at("2025-01-02 03:04:05.000060"),
        ),
        (
            "datetime zone",
            moment(true),
            at("2025-01-02 03:04:05.000060-05:30"),
        ),
        ("datetime of date", moment(false), day()),
        ("datetime of text", moment(false), "2025-01-02".into()),
        (
            "time",
            SqlType::Time { timezone: false },
            Value::Time("03:04:00".to_owned()),
        ),
        (
            "time zone",
            SqlType::Time { timezone: false },
            Value::Time("03:04:05.000007-05:30".to_owned()),
        ),
        (
            "bytes",
            SqlType::LargeBinary { length: None },
            Value::Bytes(b"ab'c%\\".to_vec()),
        ),
        (
            "enum",
            SqlType::Enum(EnumType {
                ..enumeration(&["a'", "b%"], Some("e"))
            }),
            "a'".into(),
        ),
        ("uuid", uuid(true, true), Value::Uuid(UUID.to_owned())),
        ("uuid text", uuid(false, true), UUID.into()),
        (
            "UUID",
            SqlType::SqlUuid { as_uuid: true },
            Value::Uuid(UUID.to_owned()),
        ),
        (
            "uuid not native",
            uuid(true, false),
            Value::Uuid(UUID.to_owned()),
        ),
        ("null", SqlType::Integer, Value::Null),
        (
            "null json",
            SqlType::Json {
                none_as_null: false,
            },
            Value::Null,
        ),
        (
            "array",
            array(words()),
            Value::Array(vec!["a'".into(), "b%".into()]),
        ),
        (
            "array of arrays",
            array(SqlType::Integer),
            Value::Array(vec![
                Value::Array(vec![Value::Integer(1)]),
                Value::Array(vec![Value::Integer(2)]),
            ]),
        ),
        (
            "citext",
            SqlType::Postgresql(PostgresqlType::Plain("CITEXT".to_owned())),
            "it's".into(),
        ),
        (
            "interval",
            SqlType::Interval(IntervalType {
                native: true,
                ..IntervalType::default()
            }),
            Value::Interval {
                days: 2,
                seconds: 5,
                microseconds: 7,
            },
        ),
    ]
}

#[test]
fn values_are_written_as_sqlalchemy_writes_literals() {
    let cases = literals()
        .into_iter()
        .map(|(name, sql_type, value)| {
            let bind = Bind::new(value, sql_type.clone());
            let insert = BulkInsert {
                table: TableName::new("t"),
                columns: vec![Column::new("c", sql_type)],
                rows: vec![vec![("c".into(), Expression::Bind(bind))]],
                multiinsert: true,
            };
            (format!("literal {name}"), Operation::BulkInsert(insert))
        })
        .collect();
    check("literal", cases);
}
