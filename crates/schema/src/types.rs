//! Column types, under SQLAlchemy's names.
//!
//! SQLAlchemy has two families: "camel case" types (`String`, `Integer`),
//! which a dialect spells as it likes, and "upper case" types (`VARCHAR`,
//! `INTEGER`), which are spelled as they are named. Where both exist under
//! one word, the upper-case one has the prefix `Sql` here.

use crate::{Expression, Name, TableName, Value};

/// Length and collation of a character type.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct StringType {
    /// Length in characters (of binary types: bytes).
    pub length: Option<u32>,
    /// `COLLATE` name.
    pub collation: Option<String>,
}

/// `sa.Enum` and `postgresql.ENUM`.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct EnumType {
    /// Labels in order.
    pub labels: Vec<String>,
    /// The type's name; also that of the CHECK when the enum is not native.
    pub name: Option<Name>,
    /// Schema of the native type.
    pub schema: Option<Name>,
    /// Whether a native type is used where the dialect has one.
    pub native: bool,
    /// Whether a CHECK is made where the type is not native.
    pub create_constraint: bool,
    /// Whether CREATE TYPE and DROP TYPE go with the tables that use it
    /// (`create_type`, PostgreSQL).
    pub create_type: bool,
    /// VARCHAR length of the non-native form; at least the longest label.
    pub length: Option<u32>,
    /// Whether the type belongs to a MetaData, and so is not dropped with a
    /// table.
    pub in_metadata: bool,
    /// Whether it was written as `postgresql.ENUM`.
    pub postgresql: bool,
    /// `COLLATE` of the non-native form.
    pub collation: Option<String>,
}

impl EnumType {
    /// The VARCHAR length of the non-native form.
    pub fn varchar_length(&self) -> u32 {
        let longest = self
            .labels
            .iter()
            .map(|label| label.chars().count() as u32)
            .max()
            .unwrap_or(0);
        self.length.unwrap_or(0).max(longest)
    }
}

/// `sa.Interval`.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct IntervalType {
    /// Whether a native INTERVAL is used where the dialect has one.
    pub native: bool,
    /// Fractional digits of seconds.
    pub second_precision: Option<u32>,
    /// Digits of days (Oracle).
    pub day_precision: Option<u32>,
}

/// `sa.Uuid`.
#[derive(Clone, Debug, PartialEq)]
pub struct UuidType {
    /// Whether Python sees `uuid.UUID` objects rather than strings.
    pub as_uuid: bool,
    /// Whether a native type is used where the dialect has one; otherwise
    /// CHAR(32).
    pub native: bool,
}

/// The type of a column, a bound parameter or an expression.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum SqlType {
    /// `sa.types.NullType`: not known.
    #[default]
    Null,
    /// `sa.String`.
    String(StringType),
    /// `sa.Text`.
    Text(StringType),
    /// `sa.Unicode`.
    Unicode(StringType),
    /// `sa.UnicodeText`.
    UnicodeText(StringType),
    /// `sa.VARCHAR`.
    Varchar(StringType),
    /// `sa.NVARCHAR`.
    Nvarchar(StringType),
    /// `sa.CHAR`.
    Char(StringType),
    /// `sa.NCHAR`.
    Nchar(StringType),
    /// `sa.TEXT`.
    SqlText(StringType),
    /// `sa.CLOB`.
    Clob(StringType),
    /// `sa.Integer`.
    Integer,
    /// `sa.SmallInteger`.
    SmallInteger,
    /// `sa.BigInteger`.
    BigInteger,
    /// `sa.INTEGER`, `sa.INT`.
    SqlInteger,
    /// `sa.SMALLINT`.
    Smallint,
    /// `sa.BIGINT`.
    Bigint,
    /// `sa.Numeric`.
    Numeric {
        /// Digits in all.
        precision: Option<u32>,
        /// Digits after the point.
        scale: Option<i32>,
        /// Whether Python sees `Decimal` rather than `float`.
        asdecimal: bool,
    },
    /// `sa.NUMERIC`.
    SqlNumeric {
        /// Digits in all.
        precision: Option<u32>,
        /// Digits after the point.
        scale: Option<i32>,
    },
    /// `sa.DECIMAL`.
    Decimal {
        /// Digits in all.
        precision: Option<u32>,
        /// Digits after the point.
        scale: Option<i32>,
    },
    /// `sa.Float`.
    Float {
        /// Binary digits on PostgreSQL, decimal digits on MySQL.
        precision: Option<u32>,
        /// Whether Python sees `Decimal` rather than `float`.
        asdecimal: bool,
    },
    /// `sa.FLOAT`.
    SqlFloat {
        /// Precision, as the server takes it.
        precision: Option<u32>,
    },
    /// `sa.Double`.
    Double {
        /// Precision, where the server takes one.
        precision: Option<u32>,
    },
    /// `sa.DOUBLE`.
    SqlDouble {
        /// Precision, where the server takes one.
        precision: Option<u32>,
    },
    /// `sa.DOUBLE_PRECISION`.
    DoublePrecision {
        /// Precision, where the server takes one.
        precision: Option<u32>,
    },
    /// `sa.REAL`.
    Real {
        /// Precision, where the server takes one.
        precision: Option<u32>,
    },
    /// `sa.Boolean`.
    Boolean {
        /// Whether a CHECK is made where the type is not native.
        create_constraint: bool,
        /// Name of that CHECK.
        name: Option<Name>,
    },
    /// `sa.BOOLEAN`.
    SqlBoolean {
        /// Whether a CHECK is made where the type is not native.
        create_constraint: bool,
        /// Name of that CHECK.
        name: Option<Name>,
    },
    /// `sa.Date`.
    Date,
    /// `sa.DATE`.
    SqlDate,
    /// `sa.Time`.
    Time {
        /// WITH TIME ZONE.
        timezone: bool,
    },
    /// `sa.TIME`.
    SqlTime {
        /// WITH TIME ZONE.
        timezone: bool,
    },
    /// `sa.DateTime`.
    DateTime {
        /// WITH TIME ZONE.
        timezone: bool,
    },
    /// `sa.DATETIME`.
    SqlDateTime {
        /// WITH TIME ZONE.
        timezone: bool,
    },
    /// `sa.TIMESTAMP`.
    Timestamp {
        /// WITH TIME ZONE.
        timezone: bool,
    },
    /// `sa.Interval`.
    Interval(IntervalType),
    /// `sa.LargeBinary`, and the older `sa.Binary`.
    LargeBinary {
        /// Length in bytes.
        length: Option<u32>,
    },
    /// `sa.PickleType`: stored as `LargeBinary`.
    Pickle,
    /// `sa.BLOB`.
    Blob {
        /// Length in bytes.
        length: Option<u32>,
    },
    /// `sa.BINARY`.
    Binary {
        /// Length in bytes.
        length: Option<u32>,
    },
    /// `sa.VARBINARY`.
    Varbinary {
        /// Length in bytes.
        length: Option<u32>,
    },
    /// `sa.Enum`.
    Enum(EnumType),
    /// `sa.JSON`.
    Json {
        /// Whether Python's `None` is stored as SQL NULL rather than as JSON
        /// `null`.
        none_as_null: bool,
    },
    /// `sa.Uuid`.
    Uuid(UuidType),
    /// `sa.UUID`.
    SqlUuid {
        /// Whether Python sees `uuid.UUID` objects rather than strings.
        as_uuid: bool,
    },
    /// `sa.ARRAY` and `postgresql.ARRAY`.
    Array {
        /// Type of an element.
        item: Box<SqlType>,
        /// Number of dimensions, if given.
        dimensions: Option<u32>,
    },
    /// A type of `sqlalchemy.dialects.postgresql`.
    Postgresql(PostgresqlType),
    /// A type of `sqlalchemy.dialects.mysql`.
    Mysql(MysqlType),
    /// A `UserDefinedType`: its own spelling (`get_col_spec()`).
    UserDefined(String),
    /// `type.with_variant(other, "dialect")`.
    Variant {
        /// The type on all other dialects.
        base: Box<SqlType>,
        /// Dialect name and the type there.
        variants: Vec<(String, SqlType)>,
    },
}

impl SqlType {
    /// The type that the named dialect sees: its variant, or the base.
    pub fn on(&self, dialect: &str) -> &SqlType {
        match self {
            SqlType::Variant { base, variants } => variants
                .iter()
                .find(|(name, _)| name == dialect)
                .map_or(base.on(dialect), |(_, variant)| variant.on(dialect)),
            other => other,
        }
    }
}

/// Types that only PostgreSQL has, or spells with options of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum PostgresqlType {
    /// `JSON`.
    Json {
        /// `None` is SQL NULL.
        none_as_null: bool,
    },
    /// `JSONB`.
    Jsonb {
        /// `None` is SQL NULL.
        none_as_null: bool,
    },
    /// `UUID`.
    Uuid {
        /// Python sees `uuid.UUID`.
        as_uuid: bool,
    },
    /// `TIMESTAMP`.
    Timestamp {
        /// WITH TIME ZONE.
        timezone: bool,
        /// Fractional digits.
        precision: Option<u32>,
    },
    /// `TIME`.
    Time {
        /// WITH TIME ZONE.
        timezone: bool,
        /// Fractional digits.
        precision: Option<u32>,
    },
    /// `INTERVAL`.
    Interval {
        /// Such as `DAY TO SECOND`.
        fields: Option<String>,
        /// Fractional digits.
        precision: Option<u32>,
    },
    /// `BIT` and `BIT VARYING`.
    Bit {
        /// Number of bits.
        length: Option<u32>,
        /// BIT VARYING.
        varying: bool,
    },
    /// `DOMAIN`.
    Domain {
        /// The domain's name.
        name: TableName,
        /// What it is made of.
        data_type: Box<SqlType>,
        /// Its collation.
        collation: Option<String>,
        /// Its default.
        default: Option<Box<Expression>>,
        /// Name of its CHECK or NOT NULL constraint.
        constraint_name: Option<Name>,
        /// Whether NULL is refused.
        not_null: bool,
        /// Its CHECK.
        check: Option<Box<Expression>>,
        /// Whether CREATE DOMAIN goes with the tables that use it.
        create_type: bool,
    },
    /// `HSTORE`.
    Hstore,
    /// A type that takes no arguments, spelled as here: `BYTEA`, `INET`,
    /// `CIDR`, `MACADDR`, `MACADDR8`, `MONEY`, `OID`, `REGCLASS`,
    /// `REGCONFIG`, `TSVECTOR`, `TSQUERY`, `CITEXT`, `INT4RANGE`,
    /// `TSTZMULTIRANGE`, ….
    Plain(String),
}

/// Character set, collation and flags of a MySQL character type.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct MysqlText {
    /// Length in characters.
    pub length: Option<u32>,
    /// `CHARACTER SET`.
    pub charset: Option<String>,
    /// `COLLATE`.
    pub collation: Option<String>,
    /// `ASCII`.
    pub ascii: bool,
    /// `UNICODE`.
    pub unicode: bool,
    /// `BINARY`.
    pub binary: bool,
    /// `NATIONAL`.
    pub national: bool,
}

/// Types that only MySQL and MariaDB have, or spell with options of their own.
#[derive(Clone, Debug, PartialEq)]
pub enum MysqlType {
    /// `TINYINT`, `SMALLINT`, `MEDIUMINT`, `INTEGER`, `BIGINT`.
    Integer {
        /// The type's name.
        name: String,
        /// Display width.
        display_width: Option<u32>,
        /// UNSIGNED.
        unsigned: bool,
        /// ZEROFILL.
        zerofill: bool,
    },
    /// `DECIMAL`, `NUMERIC`, `FLOAT`, `DOUBLE`, `REAL`.
    Number {
        /// The type's name.
        name: String,
        /// Digits in all.
        precision: Option<u32>,
        /// Digits after the point.
        scale: Option<i32>,
        /// UNSIGNED.
        unsigned: bool,
        /// ZEROFILL.
        zerofill: bool,
    },
    /// `VARCHAR`, `CHAR`, `TINYTEXT`, `TEXT`, `MEDIUMTEXT`, `LONGTEXT`,
    /// `NVARCHAR`, `NCHAR`.
    Text {
        /// The type's name.
        name: String,
        /// Its options.
        text: MysqlText,
    },
    /// `TINYBLOB`, `MEDIUMBLOB`, `LONGBLOB`, `JSON`, `BOOLEAN` and others
    /// without arguments.
    Plain(String),
    /// `DATETIME`, `TIMESTAMP`, `TIME`.
    Temporal {
        /// The type's name.
        name: String,
        /// Fractional digits.
        fsp: Option<u32>,
    },
    /// `YEAR`.
    Year {
        /// Display width.
        display_width: Option<u32>,
    },
    /// `BIT`.
    Bit {
        /// Number of bits.
        length: Option<u32>,
    },
    /// `ENUM`.
    Enum {
        /// Labels in order.
        labels: Vec<String>,
        /// Character set and collation.
        text: MysqlText,
    },
    /// `SET`.
    Set {
        /// Members in order.
        labels: Vec<String>,
        /// Character set and collation.
        text: MysqlText,
    },
}

impl From<&Value> for SqlType {
    /// The type of a value for which no column speaks, as SQLAlchemy guesses
    /// it from the Python type.
    fn from(value: &Value) -> SqlType {
        match value {
            Value::Null | Value::Array(_) | Value::Other { .. } => SqlType::Null,
            Value::Boolean(_) => SqlType::Boolean {
                create_constraint: false,
                name: None,
            },
            Value::Integer(_) | Value::BigInteger(_) => SqlType::Integer,
            Value::Float(_) => SqlType::Float {
                precision: None,
                asdecimal: false,
            },
            Value::Decimal(_) => SqlType::Numeric {
                precision: None,
                scale: None,
                asdecimal: true,
            },
            Value::Text(_) => SqlType::String(StringType::default()),
            Value::Bytes(_) => SqlType::LargeBinary { length: None },
            Value::Date(_) => SqlType::Date,
            Value::Time(_) => SqlType::Time { timezone: false },
            Value::DateTime(_) => SqlType::DateTime { timezone: false },
            Value::Interval { .. } => SqlType::Interval(IntervalType {
                native: true,
                ..IntervalType::default()
            }),
            Value::Uuid(_) => SqlType::Uuid(UuidType {
                as_uuid: true,
                native: true,
            }),
            Value::Json(_) => SqlType::Json {
                none_as_null: false,
            },
        }
    }
}
