use limbeck_schema::{
    Column, EnumType, IntervalType, MysqlText, MysqlType, PostgresqlType, SqlType, StringType,
    UuidType,
};

use super::{build::*, check, tables::enumeration};

fn text_of(length: Option<u32>, collation: Option<&str>) -> StringType {
    StringType {
        length,
        collation: collation.map(str::to_owned),
    }
}

fn array(item: SqlType, dimensions: Option<u32>) -> SqlType {
    SqlType::Array {
        item: Box::new(item),
        dimensions,
    }
}

fn boolean() -> SqlType {
    SqlType::Boolean {
        create_constraint: false,
        name: None,
    }
}

fn standard() -> Vec<(&'static str, SqlType)> {
    let plain = || text_of(None, None);
    let sized = || text_of(Some(3), None);
    let interval = |native, second_precision| {
        SqlType::Interval(IntervalType {
            native,
            second_precision,
            day_precision: None,
        })
    };
    let uuid = |native| {
        SqlType::Uuid(UuidType {
            as_uuid: true,
            native,
        })
    };
    let numeric = |precision, scale| SqlType::Numeric {
        precision,
        scale,
        asdecimal: true,
    };
    vec![
        ("string", SqlType::String(plain())),
        ("string 5", SqlType::String(text_of(Some(5), None))),
        (
            "string collated",
            SqlType::String(text_of(Some(5), Some("C"))),
        ),
        (
            "string plain collation",
            SqlType::String(text_of(None, Some("x"))),
        ),
        ("string 0", SqlType::String(text_of(Some(0), None))),
        ("text", SqlType::Text(plain())),
        ("text 10", SqlType::Text(text_of(Some(10), None))),
        ("unicode", SqlType::Unicode(sized())),
        ("unicode text", SqlType::UnicodeText(plain())),
        ("VARCHAR", SqlType::Varchar(sized())),
        ("NVARCHAR", SqlType::Nvarchar(sized())),
        ("CHAR", SqlType::Char(sized())),
        ("NCHAR", SqlType::Nchar(sized())),
        ("TEXT", SqlType::SqlText(plain())),
        ("CLOB", SqlType::Clob(plain())),
        ("integer", SqlType::Integer),
        ("small", SqlType::SmallInteger),
        ("big", SqlType::BigInteger),
        ("INTEGER", SqlType::SqlInteger),
        ("SMALLINT", SqlType::Smallint),
        ("BIGINT", SqlType::Bigint),
        ("numeric", numeric(None, None)),
        ("numeric 10", numeric(Some(10), None)),
        ("numeric 10 2", numeric(Some(10), Some(2))),
        (
            "NUMERIC",
            SqlType::SqlNumeric {
                precision: Some(10),
                scale: Some(2),
            },
        ),
        (
            "DECIMAL",
            SqlType::Decimal {
                precision: Some(10),
                scale: Some(2),
            },
        ),
        (
            "float",
            SqlType::Float {
                precision: None,
                asdecimal: false,
            },
        ),
        (
            "float 53",
            SqlType::Float {
                precision: Some(53),
                asdecimal: false,
            },
        ),
        (
            "FLOAT",
            SqlType::SqlFloat {
                precision: Some(24),
            },
        ),
        ("double", SqlType::Double { precision: None }),
        ("DOUBLE", SqlType::SqlDouble { precision: None }),
        (
            "DOUBLE_PRECISION",
            SqlType::DoublePrecision { precision: None },
        ),
        ("REAL", SqlType::Real { precision: None }),
        ("boolean", boolean()),
        (
            "BOOLEAN",
            SqlType::SqlBoolean {
                create_constraint: false,
                name: None,
            },
        ),
        ("date", SqlType::Date),
        ("DATE", SqlType::SqlDate),
        ("time", SqlType::Time { timezone: false }),
        ("time zone", SqlType::Time { timezone: true }),
        ("TIME", SqlType::SqlTime { timezone: false }),
        ("datetime", SqlType::DateTime { timezone: false }),
        ("datetime zone", SqlType::DateTime { timezone: true }),
        ("DATETIME", SqlType::SqlDateTime { timezone: true }),
        ("TIMESTAMP", SqlType::Timestamp { timezone: false }),
        ("TIMESTAMP zone", SqlType::Timestamp { timezone: true }),
        ("interval", interval(true, None)),
        ("interval 3", interval(true, Some(3))),
        ("interval not native", interval(false, None)),
        ("binary", SqlType::LargeBinary { length: None }),
        ("pickle", SqlType::Pickle),
        ("BLOB", SqlType::Blob { length: None }),
        ("BINARY", SqlType::Binary { length: Some(3) }),
        ("VARBINARY", SqlType::Varbinary { length: Some(3) }),
        ("enum", SqlType::Enum(enumeration(&["a", "bb"], Some("e")))),
        (
            "enum not native",
            SqlType::Enum(EnumType {
                native: false,
                ..enumeration(&["a", "bb"], Some("e"))
            }),
        ),
        (
            "enum schema",
            SqlType::Enum(EnumType {
                schema: Some("S".into()),
                ..enumeration(&["a", "bb"], Some("E E"))
            }),
        ),
        (
            "json",
            SqlType::Json {
                none_as_null: false,
            },
        ),
        ("uuid", uuid(true)),
        ("uuid not native", uuid(false)),
        ("UUID", SqlType::SqlUuid { as_uuid: true }),
        ("array", array(SqlType::Integer, None)),
        (
            "array collated",
            array(SqlType::String(text_of(Some(5), Some("C"))), Some(2)),
        ),
        (
            "array of moments",
            array(SqlType::DateTime { timezone: true }, None),
        ),
        (
            "variant",
            SqlType::Variant {
                base: Box::new(SqlType::String(plain())),
                variants: vec![("postgresql".to_owned(), SqlType::Text(plain()))],
            },
        ),
        ("null", SqlType::Null),
    ]
}

fn of_postgresql() -> Vec<(&'static str, SqlType)> {
    let domain = |name| PostgresqlType::Domain {
        name,
        data_type: Box::new(SqlType::Integer),
        collation: None,
        default: None,
        constraint_name: None,
        not_null: false,
        check: None,
        create_type: true,
    };
    let moment = |timezone, precision| PostgresqlType::Timestamp {
        timezone,
        precision,
    };
    let own = vec![
        (
            "pg JSON",
            PostgresqlType::Json {
                none_as_null: false,
            },
        ),
        (
            "pg JSONB",
            PostgresqlType::Jsonb {
                none_as_null: false,
            },
        ),
        ("pg UUID", PostgresqlType::Uuid { as_uuid: true }),
        ("pg TIMESTAMP", moment(true, Some(3))),
        ("pg TIMESTAMP 0", moment(false, Some(0))),
        (
            "pg TIME",
            PostgresqlType::Time {
                timezone: true,
                precision: Some(3),
            },
        ),
        (
            "pg INTERVAL",
            PostgresqlType::Interval {
                fields: None,
                precision: None,
            },
        ),
        (
            "pg INTERVAL fields",
            PostgresqlType::Interval {
                fields: Some("DAY TO SECOND".to_owned()),
                precision: Some(3),
            },
        ),
        (
            "pg BIT",
            PostgresqlType::Bit {
                length: Some(5),
                varying: false,
            },
        ),
        (
            "pg BIT VARYING",
            PostgresqlType::Bit {
                length: None,
                varying: true,
            },
        ),
        ("pg DOMAIN", domain(in_schema("s", "d"))),
        (
            "pg DOMAIN integer",
            domain(limbeck_schema::TableName::new("integer")),
        ),
        ("pg HSTORE", PostgresqlType::Hstore),
        ("pg INET", PostgresqlType::Plain("INET".to_owned())),
        ("pg BYTEA", PostgresqlType::Plain("BYTEA".to_owned())),
    ];
    let mut types: Vec<_> = own
        .into_iter()
        .map(|(name, own)| (name, SqlType::Postgresql(own)))
        .collect();
    types.push((
        "pg ENUM",
        SqlType::Enum(EnumType {
            postgresql: true,
            ..enumeration(&["a", "bb"], Some("ENUM"))
        }),
    ));
    types
}

fn of_mysql() -> Vec<(&'static str, SqlType)> {
    let integer = |name: &str| MysqlType::Integer {
        name: name.to_owned(),
        display_width: None,
        unsigned: true,
        zerofill: false,
    };
    let number = |name: &str, precision, scale| MysqlType::Number {
        name: name.to_owned(),
        precision,
        scale,
        unsigned: false,
        zerofill: false,
    };
    let text = |name: &str, length| MysqlType::Text {
        name: name.to_owned(),
        text: MysqlText {
            length,
            charset: length.map(|_| "x".to_owned()),
            ..MysqlText::default()
        },
    };
    let temporal = |name: &str| MysqlType::Temporal {
        name: name.to_owned(),
        fsp: Some(3),
    };
    [
        ("my TINYINT", integer("TINYINT")),
        ("my INTEGER", integer("INTEGER")),
        ("my LONGTEXT", text("LONGTEXT", None)),
        ("my VARCHAR", text("VARCHAR", Some(5))),
        ("my DATETIME", temporal("DATETIME")),
        ("my TIMESTAMP", temporal("TIMESTAMP")),
        (
            "my YEAR",
            MysqlType::Year {
                display_width: None,
            },
        ),
        (
            "my SET",
            MysqlType::Set {
                labels: vec!["a".to_owned(), "b".to_owned()],
                text: MysqlText::default(),
            },
        ),
        ("my JSON", MysqlType::Plain("JSON".to_owned())),
        ("my DOUBLE", number("DOUBLE", Some(5), Some(3))),
        ("my FLOAT", number("FLOAT", Some(5), None)),
    ]
    .map(|(name, mysql)| (name, SqlType::Mysql(mysql)))
    .into()
}

#[test]
fn types_are_spelled_as_sqlalchemy_spells_them() {
    let cases = [standard(), of_postgresql(), of_mysql()]
        .into_iter()
        .flatten()
        .map(|(name, sql_type)| {
            let (_, operation) = add("", table(vec![Column::new("c", sql_type)]));
            (format!("type {name}"), operation)
        })
        .collect();
    check("type", cases);
}
