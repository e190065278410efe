//! Types as an inspector tells them.

use limbeck_schema::{MysqlType, PostgresqlType, SqlType, StringType, Value};

/// The class of the type, its arguments (name and value in turn), the
/// dimensions of the array or 0, and name, schema and labels of the enum. The
/// `data_type` of a domain is such a list.
pub(super) fn of(sql_type: &SqlType) -> [Value; 6] {
    let (element, dimensions) = match sql_type {
        SqlType::Array { item, dimensions } => (&**item, dimensions.unwrap_or(1)),
        other => (other, 0),
    };
    let dimensions = Value::Integer(i64::from(dimensions));
    if let SqlType::Enum(found) = element {
        let text = |name: &limbeck_schema::Name| Value::from(name.as_str());
        let labels = found.labels.iter().map(|label| Value::from(label.as_str()));
        return [
            Value::from("ENUM"),
            Value::Array(Vec::new()),
            dimensions,
            found.name.as_ref().map_or(Value::Null, text),
            found.schema.as_ref().map_or(Value::Null, text),
            Value::Array(labels.collect()),
        ];
    }
    if let SqlType::Mysql(MysqlType::Enum { labels, .. } | MysqlType::Set { labels, .. }) = element
    {
        let class = match element {
            SqlType::Mysql(MysqlType::Set { .. }) => "SET",
            _ => "ENUM",
        };
        let labels = labels.iter().map(|label| Value::from(label.as_str()));
        return [
            Value::from(class),
            Value::Array(Vec::new()),
            dimensions,
            Value::Null,
            Value::Null,
            Value::Array(labels.collect()),
        ];
    }
    let (class, arguments) = class(element);
    let arguments = arguments
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .flat_map(|(name, value)| [Value::from(name), value]);
    [
        Value::from(class),
        Value::Array(arguments.collect()),
        dimensions,
        Value::Null,
        Value::Null,
        Value::Null,
    ]
}

type Arguments = Vec<(&'static str, Value)>;

fn number(number: Option<u32>) -> Value {
    number.map_or(Value::Null, |number| Value::Integer(i64::from(number)))
}

fn text(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::from)
}

/// `true`, or not given.
fn yes(truth: bool) -> Value {
    match truth {
        true => Value::Boolean(true),
        false => Value::Null,
    }
}

fn string(string: &StringType) -> Arguments {
    vec![
        ("length", number(string.length)),
        ("collation", text(string.collation.as_deref())),
    ]
}

fn scaled(precision: Option<u32>, scale: Option<i32>) -> Arguments {
    let scale = scale.map_or(Value::Null, |scale| Value::Integer(i64::from(scale)));
    vec![("precision", number(precision)), ("scale", scale)]
}

fn zoned(timezone: bool, precision: Option<u32>) -> Arguments {
    vec![
        ("timezone", yes(timezone)),
        ("precision", number(precision)),
    ]
}

/// The class of a type that reflection gives, and its arguments.
fn class(sql_type: &SqlType) -> (&str, Arguments) {
    match sql_type {
        SqlType::String(of) => ("String", string(of)),
        SqlType::Varchar(of) => ("VARCHAR", string(of)),
        SqlType::Nvarchar(of) => ("NVARCHAR", string(of)),
        SqlType::Char(of) => ("CHAR", string(of)),
        SqlType::Nchar(of) => ("NCHAR", string(of)),
        SqlType::SqlText(of) => ("TEXT", string(of)),
        SqlType::SqlInteger => ("INTEGER", Vec::new()),
        SqlType::Smallint => ("SMALLINT", Vec::new()),
        SqlType::Bigint => ("BIGINT", Vec::new()),
        SqlType::SqlNumeric { precision, scale } => ("NUMERIC", scaled(*precision, *scale)),
        SqlType::Decimal { precision, scale } => ("DECIMAL", scaled(*precision, *scale)),
        SqlType::SqlFloat { precision } => ("FLOAT", scaled(*precision, None)),
        SqlType::SqlDouble { precision } => ("DOUBLE", scaled(*precision, None)),
        SqlType::DoublePrecision { precision } => ("DOUBLE_PRECISION", scaled(*precision, None)),
        SqlType::Real { precision } => ("REAL", scaled(*precision, None)),
        SqlType::SqlBoolean { .. } => ("BOOLEAN", Vec::new()),
        SqlType::SqlDate => ("DATE", Vec::new()),
        SqlType::SqlTime { timezone } => ("TIME", zoned(*timezone, None)),
        SqlType::SqlDateTime { timezone } => ("DATETIME", zoned(*timezone, None)),
        SqlType::Timestamp { timezone } => ("TIMESTAMP", zoned(*timezone, None)),
        SqlType::Blob { length } => ("BLOB", vec![("length", number(*length))]),
        SqlType::Json { .. } => ("JSON", Vec::new()),
        SqlType::SqlUuid { .. } => ("UUID", Vec::new()),
        SqlType::Postgresql(postgresql) => match postgresql {
            PostgresqlType::Json { .. } => ("JSON", Vec::new()),
            PostgresqlType::Jsonb { .. } => ("JSONB", Vec::new()),
            PostgresqlType::Uuid { .. } => ("UUID", Vec::new()),
            PostgresqlType::Timestamp {
                timezone,
                precision,
            } => ("TIMESTAMP", zoned(*timezone, *precision)),
            PostgresqlType::Time {
                timezone,
                precision,
            } => ("TIME", zoned(*timezone, *precision)),
            PostgresqlType::Interval { fields, precision } => (
                "INTERVAL",
                vec![
                    ("precision", number(*precision)),
                    ("fields", text(fields.as_deref())),
                ],
            ),
            PostgresqlType::Bit { length, varying } => (
                "BIT",
                vec![("length", number(*length)), ("varying", yes(*varying))],
            ),
            PostgresqlType::Domain {
                name,
                data_type,
                collation,
                default,
                constraint_name,
                not_null,
                check,
                create_type,
            } => (
                "DOMAIN",
                vec![
                    ("name", Value::from(name.name.as_str())),
                    ("data_type", Value::Array(of(data_type).to_vec())),
                    (
                        "schema",
                        text(name.schema.as_ref().map(|schema| schema.as_str())),
                    ),
                    ("collation", text(collation.as_deref())),
                    (
                        "default",
                        default.as_deref().map_or(Value::Null, super::raw),
                    ),
                    (
                        "constraint_name",
                        text(constraint_name.as_ref().map(|name| name.as_str())),
                    ),
                    ("not_null", Value::Boolean(*not_null)),
                    ("check", check.as_deref().map_or(Value::Null, super::raw)),
                    ("create_type", Value::Boolean(*create_type)),
                ],
            ),
            PostgresqlType::Hstore => ("HSTORE", Vec::new()),
            PostgresqlType::Plain(name) => (name, Vec::new()),
        },
        SqlType::Mysql(mysql) => self::mysql(mysql),
        SqlType::Binary { length } => ("BINARY", vec![("length", number(*length))]),
        SqlType::Varbinary { length } => ("VARBINARY", vec![("length", number(*length))]),
        // Reflection gives no others.
        _ => ("NullType", Vec::new()),
    }
}

fn mysql(mysql: &MysqlType) -> (&str, Arguments) {
    match mysql {
        MysqlType::Integer {
            name,
            display_width,
            unsigned,
            zerofill,
        } => (
            name,
            vec![
                ("display_width", number(*display_width)),
                ("unsigned", yes(*unsigned)),
                ("zerofill", yes(*zerofill)),
            ],
        ),
        MysqlType::Number {
            name,
            precision,
            scale,
            unsigned,
            zerofill,
        } => {
            let mut arguments = scaled(*precision, *scale);
            arguments.push(("unsigned", yes(*unsigned)));
            arguments.push(("zerofill", yes(*zerofill)));
            (name, arguments)
        }
        MysqlType::Text { name, text: of } => (
            name,
            vec![
                ("length", number(of.length)),
                ("charset", text(of.charset.as_deref())),
                ("collation", text(of.collation.as_deref())),
            ],
        ),
        MysqlType::Plain(name) => (name, Vec::new()),
        MysqlType::Temporal { name, fsp } => (name, vec![("fsp", number(*fsp))]),
        MysqlType::Year { display_width } => {
            ("YEAR", vec![("display_width", number(*display_width))])
        }
        MysqlType::Bit { length } => ("BIT", vec![("length", number(*length))]),
        MysqlType::Enum { .. } => ("ENUM", Vec::new()),
        MysqlType::Set { .. } => ("SET", Vec::new()),
    }
}
