//! Types.

use limbeck_schema::{EnumType, MysqlText, MysqlType, PostgresqlType, SqlType, StringType};
use rustpython_vm::{PyObjectRef, PyResult};

use super::{Builder, Keywords};

impl Builder<'_> {
    /// The type as an instance of SQLAlchemy's class.
    pub fn sql_type(&self, sql_type: &SqlType) -> PyResult {
        let sa = "sqlalchemy.sql.sqltypes";
        let (class, keywords) = match sql_type {
            SqlType::Null => ("NullType", vec![]),
            SqlType::String(text) => ("String", self.characters(text)),
            SqlType::Text(text) => ("Text", self.characters(text)),
            SqlType::Unicode(text) => ("Unicode", self.characters(text)),
            SqlType::UnicodeText(text) => ("UnicodeText", self.characters(text)),
            SqlType::Varchar(text) => ("VARCHAR", self.characters(text)),
            SqlType::Nvarchar(text) => ("NVARCHAR", self.characters(text)),
            SqlType::Char(text) => ("CHAR", self.characters(text)),
            SqlType::Nchar(text) => ("NCHAR", self.characters(text)),
            SqlType::SqlText(text) => ("TEXT", self.characters(text)),
            SqlType::Clob(text) => ("CLOB", self.characters(text)),
            SqlType::Integer => ("Integer", vec![]),
            SqlType::SmallInteger => ("SmallInteger", vec![]),
            SqlType::BigInteger => ("BigInteger", vec![]),
            SqlType::SqlInteger => ("INTEGER", vec![]),
            SqlType::Smallint => ("SMALLINT", vec![]),
            SqlType::Bigint => ("BIGINT", vec![]),
            SqlType::Numeric {
                precision, scale, ..
            } => ("Numeric", self.digits(*precision, *scale)),
            SqlType::SqlNumeric { precision, scale } => {
                ("NUMERIC", self.digits(*precision, *scale))
            }
            SqlType::Decimal { precision, scale } => ("DECIMAL", self.digits(*precision, *scale)),
            SqlType::Float { precision, .. } => ("Float", self.digits(*precision, None)),
            SqlType::SqlFloat { precision } => ("FLOAT", self.digits(*precision, None)),
            SqlType::Double { precision } => ("Double", self.digits(*precision, None)),
            SqlType::SqlDouble { precision } => ("DOUBLE", self.digits(*precision, None)),
            SqlType::DoublePrecision { precision } => {
                ("DOUBLE_PRECISION", self.digits(*precision, None))
            }
            SqlType::Real { precision } => ("REAL", self.digits(*precision, None)),
            SqlType::Boolean { .. } => ("Boolean", vec![]),
            SqlType::SqlBoolean { .. } => ("BOOLEAN", vec![]),
            SqlType::Date => ("Date", vec![]),
            SqlType::SqlDate => ("DATE", vec![]),
            SqlType::Time { timezone } => ("Time", self.zone(*timezone)),
            SqlType::SqlTime { timezone } => ("TIME", self.zone(*timezone)),
            SqlType::DateTime { timezone } => ("DateTime", self.zone(*timezone)),
            SqlType::SqlDateTime { timezone } => ("DATETIME", self.zone(*timezone)),
            SqlType::Timestamp { timezone } => ("TIMESTAMP", self.zone(*timezone)),
            SqlType::Interval(_) => ("Interval", vec![]),
            SqlType::LargeBinary { length } => ("LargeBinary", self.length(*length)),
            SqlType::Pickle => ("PickleType", vec![]),
            SqlType::Blob { length } => ("BLOB", self.length(*length)),
            SqlType::Binary { length } => ("BINARY", self.length(*length)),
            SqlType::Varbinary { length } => ("VARBINARY", self.length(*length)),
            SqlType::Enum(enumeration) => return self.enumeration(enumeration),
            SqlType::Json { .. } if self.dialect == "sqlite" => {
                return self.of_dialect("JSON", vec![], vec![]);
            }
            SqlType::Json { .. } => ("JSON", vec![]),
            SqlType::Uuid(_) => ("Uuid", vec![]),
            SqlType::SqlUuid { .. } => ("UUID", vec![]),
            SqlType::Array { item, dimensions } => {
                let item = self.sql_type(item)?;
                let keywords = match dimensions {
                    Some(number) => vec![("dimensions".to_owned(), self.number(*number))],
                    None => vec![],
                };
                return match self.dialect {
                    "postgresql" => self.of_dialect("ARRAY", vec![item], keywords),
                    _ => self.make_from(sa, "ARRAY", vec![item], keywords),
                };
            }
            SqlType::Postgresql(sql_type) => return self.postgresql_type(sql_type),
            SqlType::Mysql(sql_type) => return self.mysql_type(sql_type),
            // A database never says of a type that Python declared it.
            SqlType::UserDefined(_) => ("NullType", vec![]),
            SqlType::Variant { .. } => return self.sql_type(sql_type.on(self.dialect)),
        };
        self.make_from(sa, class, vec![], keywords)
    }

    fn characters(&self, text: &StringType) -> Keywords {
        let mut keywords = self.length(text.length);
        if let Some(collation) = &text.collation {
            keywords.push(("collation".to_owned(), self.string(collation)));
        }
        keywords
    }

    fn length(&self, length: Option<u32>) -> Keywords {
        self.given([("length", length.map(i64::from))])
    }

    fn digits(&self, precision: Option<u32>, scale: Option<i32>) -> Keywords {
        self.given([
            ("precision", precision.map(i64::from)),
            ("scale", scale.map(i64::from)),
        ])
    }

    fn zone(&self, timezone: bool) -> Keywords {
        self.flags([("timezone", timezone)])
    }

    fn given<const N: usize>(&self, numbers: [(&str, Option<i64>); N]) -> Keywords {
        numbers
            .into_iter()
            .filter_map(|(name, number)| Some((name.to_owned(), self.number(number?))))
            .collect()
    }

    fn flags<const N: usize>(&self, flags: [(&str, bool); N]) -> Keywords {
        flags
            .into_iter()
            .filter(|(_, flag)| *flag)
            .map(|(name, flag)| (name.to_owned(), self.truth(flag)))
            .collect()
    }

    /// An instance of a class of `sqlalchemy.dialects.<dialect>`.
    fn of_dialect(&self, class: &str, arguments: Vec<PyObjectRef>, keywords: Keywords) -> PyResult {
        let module = match self.dialect {
            "mariadb" => "sqlalchemy.dialects.mysql".to_owned(),
            dialect => format!("sqlalchemy.dialects.{dialect}"),
        };
        self.make_from(&module, class, arguments, keywords)
    }

    fn enumeration(&self, enumeration: &EnumType) -> PyResult {
        let labels = enumeration.labels.iter().map(|label| self.string(label));
        let mut keywords = Vec::new();
        if let Some(name) = &enumeration.name {
            keywords.push(("name".to_owned(), self.string(name.as_str())));
        }
        if let Some(schema) = &enumeration.schema {
            keywords.push(("schema".to_owned(), self.string(schema.as_str())));
        }
        if self.dialect == "postgresql" {
            return self.of_dialect("ENUM", labels.collect(), keywords);
        }
        self.make("Enum", labels.collect(), keywords)
    }

    fn postgresql_type(&self, sql_type: &PostgresqlType) -> PyResult {
        let (class, keywords) = match sql_type {
            PostgresqlType::Json { .. } => ("JSON", vec![]),
            PostgresqlType::Jsonb { .. } => ("JSONB", vec![]),
            PostgresqlType::Uuid { .. } => ("UUID", vec![]),
            PostgresqlType::Timestamp {
                timezone,
                precision,
            } => ("TIMESTAMP", self.moment(*timezone, *precision)),
            PostgresqlType::Time {
                timezone,
                precision,
            } => ("TIME", self.moment(*timezone, *precision)),
            PostgresqlType::Interval { fields, precision } => {
                let mut keywords = self.given([("precision", precision.map(i64::from))]);
                if let Some(fields) = fields {
                    keywords.push(("fields".to_owned(), self.string(fields)));
                }
                ("INTERVAL", keywords)
            }
            PostgresqlType::Bit { length, varying } => {
                let mut keywords = self.length(*length);
                keywords.extend(self.flags([("varying", *varying)]));
                ("BIT", keywords)
            }
            PostgresqlType::Domain {
                name,
                data_type,
                collation,
                default,
                constraint_name,
                not_null,
                check,
                create_type: _,
            } => {
                let arguments = vec![self.string(name.name.as_str()), self.sql_type(data_type)?];
                let mut keywords = self.flags([("not_null", *not_null)]);
                let texts = [
                    ("schema", name.schema.as_ref().map(|name| name.as_str())),
                    ("collation", collation.as_deref()),
                    (
                        "constraint_name",
                        constraint_name.as_ref().map(|name| name.as_str()),
                    ),
                ];
                for (key, text) in texts {
                    if let Some(text) = text {
                        keywords.push((key.to_owned(), self.string(text)));
                    }
                }
                for (key, expression) in [("default", default), ("check", check)] {
                    if let Some(expression) = expression {
                        keywords.push((key.to_owned(), self.expression(expression)?));
                    }
                }
                return self.of_dialect("DOMAIN", arguments, keywords);
            }
            PostgresqlType::Hstore => ("HSTORE", vec![]),
            PostgresqlType::Plain(name) => (name.as_str(), vec![]),
        };
        self.make_from("sqlalchemy.dialects.postgresql", class, vec![], keywords)
    }

    fn moment(&self, timezone: bool, precision: Option<u32>) -> Keywords {
        let mut keywords = self.zone(timezone);
        keywords.extend(self.given([("precision", precision.map(i64::from))]));
        keywords
    }

    fn mysql_type(&self, sql_type: &MysqlType) -> PyResult {
        let (class, arguments, keywords) = match sql_type {
            MysqlType::Integer {
                name,
                display_width,
                unsigned,
                zerofill,
            } => {
                let mut keywords = self.given([("display_width", display_width.map(i64::from))]);
                keywords.extend(self.flags([("unsigned", *unsigned), ("zerofill", *zerofill)]));
                (name.as_str(), vec![], keywords)
            }
            MysqlType::Number {
                name,
                precision,
                scale,
                unsigned,
                zerofill,
            } => {
                let mut keywords = self.digits(*precision, *scale);
                keywords.extend(self.flags([("unsigned", *unsigned), ("zerofill", *zerofill)]));
                (name.as_str(), vec![], keywords)
            }
            MysqlType::Text { name, text } => (name.as_str(), vec![], self.mysql_text(text)),
            MysqlType::Plain(name) => (name.as_str(), vec![], vec![]),
            MysqlType::Temporal { name, fsp } => (
                name.as_str(),
                vec![],
                self.given([("fsp", fsp.map(i64::from))]),
            ),
            MysqlType::Year { display_width } => (
                "YEAR",
                vec![],
                self.given([("display_width", display_width.map(i64::from))]),
            ),
            MysqlType::Bit { length } => ("BIT", vec![], self.length(*length)),
            MysqlType::Enum { labels, text } => {
                let labels = labels.iter().map(|label| self.string(label)).collect();
                ("ENUM", labels, self.mysql_text(text))
            }
            MysqlType::Set { labels, text } => {
                let labels = labels.iter().map(|label| self.string(label)).collect();
                ("SET", labels, self.mysql_text(text))
            }
        };
        self.make_from("sqlalchemy.dialects.mysql", class, arguments, keywords)
    }

    fn mysql_text(&self, text: &MysqlText) -> Keywords {
        let mut keywords = self.length(text.length);
        let texts = [("charset", &text.charset), ("collation", &text.collation)];
        for (key, text) in texts {
            if let Some(text) = text {
                keywords.push((key.to_owned(), self.string(text)));
            }
        }
        keywords.extend(self.flags([
            ("ascii", text.ascii),
            ("unicode", text.unicode),
            ("binary", text.binary),
            ("national", text.national),
        ]));
        keywords
    }
}
