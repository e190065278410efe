//! Types.

use limbeck_schema::{
    EnumType, IntervalType, MysqlText, MysqlType, Name, PostgresqlType, SqlType, StringType,
    TableName, UuidType,
};
use rustpython_vm::{PyObject, PyObjectRef, PyResult};

use super::{Object, Reader};

impl<'a> Reader<'a> {
    /// The type that an object stands for; `None` stands for no type.
    pub fn sql_type(&self, object: &PyObject) -> PyResult<SqlType> {
        self.type_of(&self.object(object.to_owned()))
    }

    /// The dialect as a Python object, which methods of types are called with.
    pub fn dialect_object(&self) -> PyResult<PyObjectRef> {
        let module = crate::exception::import(self.vm, "sqlalchemy.dialects.dialect")?;
        let name = self.vm.ctx.new_str(self.dialect);
        let instance = module.get_attr("instance", self.vm)?;
        instance.call((name,), self.vm)
    }

    pub(super) fn type_of(&self, object: &Object<'a>) -> PyResult<SqlType> {
        if object.is_none() {
            return Ok(SqlType::Null);
        }
        let base = self.without_variants(object)?;
        let variants = object.get("_variant_mapping")?;
        let mut read = Vec::new();
        for (dialect, variant) in variants.as_pairs().unwrap_or_default() {
            read.push((dialect.to_text()?, self.without_variants(&variant)?));
        }
        if read.is_empty() {
            return Ok(base);
        }
        Ok(SqlType::Variant {
            base: Box::new(base),
            variants: read,
        })
    }

    fn without_variants(&self, object: &Object<'a>) -> PyResult<SqlType> {
        if let Some(spelling) = self.spelled(object)? {
            return Ok(SqlType::UserDefined(spelling));
        }
        let kind = object.needed_text("_kind")?;
        if let Some(kind) = kind.strip_prefix("postgresql.") {
            return self.postgresql_type(kind, object);
        }
        if let Some(kind) = kind.strip_prefix("mysql.") {
            if kind == "plain"
                && let Some(none_as_null) = object.find("none_as_null")?
                && none_as_null.truth()?
            {
                return Ok(SqlType::Json { none_as_null: true });
            }
            return Ok(SqlType::Mysql(mysql_type(kind, object)?));
        }
        Ok(match kind.as_str() {
            "null" => SqlType::Null,
            "decorator" => {
                let meant = object.call("_on", vec![self.dialect_object()?])?;
                return self.type_of(&meant);
            }
            "user_defined" => SqlType::UserDefined(object.call("_spelling", vec![])?.to_text()?),
            "named" => SqlType::UserDefined(object.needed_text("_name")?),
            "string" => SqlType::String(string(object)?),
            "text" => SqlType::Text(string(object)?),
            "unicode" => SqlType::Unicode(string(object)?),
            "unicode_text" => SqlType::UnicodeText(string(object)?),
            "VARCHAR" => SqlType::Varchar(string(object)?),
            "NVARCHAR" => SqlType::Nvarchar(string(object)?),
            "CHAR" => SqlType::Char(string(object)?),
            "NCHAR" => SqlType::Nchar(string(object)?),
            "TEXT" => SqlType::SqlText(string(object)?),
            "CLOB" => SqlType::Clob(string(object)?),
            "integer" => SqlType::Integer,
            "small_integer" => SqlType::SmallInteger,
            "big_integer" => SqlType::BigInteger,
            "INTEGER" => SqlType::SqlInteger,
            "SMALLINT" => SqlType::Smallint,
            "BIGINT" => SqlType::Bigint,
            "numeric" => SqlType::Numeric {
                precision: object.size("precision")?,
                scale: scale(object)?,
                asdecimal: object.flag("asdecimal")?,
            },
            "NUMERIC" => SqlType::SqlNumeric {
                precision: object.size("precision")?,
                scale: scale(object)?,
            },
            "DECIMAL" => SqlType::Decimal {
                precision: object.size("precision")?,
                scale: scale(object)?,
            },
            "float" => SqlType::Float {
                precision: object.size("precision")?,
                asdecimal: object.flag("asdecimal")?,
            },
            "FLOAT" => SqlType::SqlFloat {
                precision: object.size("precision")?,
            },
            "double" => SqlType::Double {
                precision: object.size("precision")?,
            },
            "DOUBLE" => SqlType::SqlDouble {
                precision: object.size("precision")?,
            },
            "DOUBLE_PRECISION" => SqlType::DoublePrecision {
                precision: object.size("precision")?,
            },
            "REAL" => SqlType::Real {
                precision: object.size("precision")?,
            },
            "boolean" => SqlType::Boolean {
                create_constraint: object.flag("create_constraint")?,
                name: name(object, "name")?,
            },
            "BOOLEAN" => SqlType::SqlBoolean {
                create_constraint: object.flag("create_constraint")?,
                name: name(object, "name")?,
            },
            "date" => SqlType::Date,
            "DATE" => SqlType::SqlDate,
            "time" => SqlType::Time {
                timezone: object.flag("timezone")?,
            },
            "TIME" => SqlType::SqlTime {
                timezone: object.flag("timezone")?,
            },
            "datetime" => SqlType::DateTime {
                timezone: object.flag("timezone")?,
            },
            "DATETIME" => SqlType::SqlDateTime {
                timezone: object.flag("timezone")?,
            },
            "TIMESTAMP" => SqlType::Timestamp {
                timezone: object.flag("timezone")?,
            },
            "interval" => SqlType::Interval(IntervalType {
                native: object.flag("native")?,
                second_precision: object.size("second_precision")?,
                day_precision: object.size("day_precision")?,
            }),
            "large_binary" => SqlType::LargeBinary {
                length: object.size("length")?,
            },
            "BLOB" => SqlType::Blob {
                length: object.size("length")?,
            },
            "BINARY" => SqlType::Binary {
                length: object.size("length")?,
            },
            "VARBINARY" => SqlType::Varbinary {
                length: object.size("length")?,
            },
            "enum" => SqlType::Enum(enumeration(object, false)?),
            "JSON" => SqlType::Json {
                none_as_null: object.flag("none_as_null")?,
            },
            "uuid" => SqlType::Uuid(UuidType {
                as_uuid: object.flag("as_uuid")?,
                native: object.flag("native_uuid")?,
            }),
            "UUID" => SqlType::SqlUuid {
                as_uuid: object.flag("as_uuid")?,
            },
            "ARRAY" => SqlType::Array {
                item: Box::new(self.type_of(&object.get("item_type")?)?),
                dimensions: object.size("dimensions")?,
            },
            _ => return Err(self.unknown_type(object)),
        })
    }

    fn postgresql_type(&self, kind: &str, object: &Object<'a>) -> PyResult<SqlType> {
        let read = match kind {
            "ENUM" => return Ok(SqlType::Enum(enumeration(object, true)?)),
            "plain" => PostgresqlType::Plain(object.needed_text("_name")?),
            "JSON" => PostgresqlType::Json {
                none_as_null: object.flag("none_as_null")?,
            },
            "JSONB" => PostgresqlType::Jsonb {
                none_as_null: object.flag("none_as_null")?,
            },
            "UUID" => PostgresqlType::Uuid {
                as_uuid: object.flag("as_uuid")?,
            },
            "HSTORE" => PostgresqlType::Hstore,
            "BIT" => PostgresqlType::Bit {
                length: object.size("length")?,
                varying: object.flag("varying")?,
            },
            "TIMESTAMP" => PostgresqlType::Timestamp {
                timezone: object.flag("timezone")?,
                precision: object.size("precision")?,
            },
            "TIME" => PostgresqlType::Time {
                timezone: object.flag("timezone")?,
                precision: object.size("precision")?,
            },
            "INTERVAL" => PostgresqlType::Interval {
                fields: object.text("fields")?,
                precision: object.size("precision")?,
            },
            "DOMAIN" => PostgresqlType::Domain {
                name: TableName::in_schema(
                    name(object, "schema")?,
                    name(object, "name")?.unwrap_or_default(),
                ),
                data_type: Box::new(self.type_of(&object.get("data_type")?)?),
                collation: object.text("collation")?,
                default: match object.given("default")? {
                    Some(default) => Some(Box::new(self.default_expression(&default)?)),
                    None => None,
                },
                constraint_name: name(object, "constraint_name")?,
                not_null: object.flag("not_null")?,
                check: match object.given("check")? {
                    Some(check) => Some(Box::new(self.sql_or_text(&check)?)),
                    None => None,
                },
                create_type: object.flag("create_type")?,
            },
            _ => return Err(self.unknown_type(object)),
        };
        Ok(SqlType::Postgresql(read))
    }

    fn unknown_type(&self, object: &Object<'a>) -> rustpython_vm::builtins::PyBaseExceptionRef {
        self.error(
            "UnsupportedCompilationError",
            format!(
                "Compiler can't render element of type {}",
                object.class_name()
            ),
        )
    }
}

fn string(object: &Object<'_>) -> PyResult<StringType> {
    Ok(StringType {
        length: object.size("length")?,
        collation: object.text("collation")?,
    })
}

fn scale(object: &Object<'_>) -> PyResult<Option<i32>> {
    Ok(object
        .number("scale")?
        .and_then(|scale| i32::try_from(scale).ok()))
}

/// A name with its `quote`.
pub(super) fn name(object: &Object<'_>, attribute: &str) -> PyResult<Option<Name>> {
    match object.given(attribute)? {
        Some(value) if value.as_text().is_some() => as_name(&value).map(Some),
        _ => Ok(None),
    }
}

/// The object, a `str`, as a name with its `quote`.
pub(super) fn as_name(object: &Object<'_>) -> PyResult<Name> {
    let mut name = Name::new(object.to_text()?);
    if !object.is_plain_text()
        && let Some(quote) = object.find("quote")?
    {
        name.quote = Some(quote.truth()?);
    }
    Ok(name)
}

fn enumeration(object: &Object<'_>, postgresql: bool) -> PyResult<EnumType> {
    Ok(EnumType {
        labels: texts(object, "enums")?,
        name: name(object, "name")?,
        schema: name(object, "schema")?,
        native: object.flag("native_enum")?,
        create_constraint: object.flag("create_constraint")?,
        create_type: object.flag("create_type")?,
        length: object.size("length")?,
        in_metadata: object.flag("_in_metadata")?,
        postgresql,
        collation: object.text("collation")?,
    })
}

fn texts(object: &Object<'_>, attribute: &str) -> PyResult<Vec<String>> {
    object
        .list(attribute)?
        .iter()
        .map(Object::to_text)
        .collect()
}

fn mysql_text(object: &Object<'_>) -> PyResult<MysqlText> {
    Ok(MysqlText {
        length: object.size("length")?,
        charset: object.text("charset")?,
        collation: object.text("collation")?,
        ascii: object.flag("ascii")?,
        unicode: object.flag("unicode")?,
        binary: object.flag("binary")?,
        national: object.flag("national")?,
    })
}

fn mysql_type(kind: &str, object: &Object<'_>) -> PyResult<MysqlType> {
    Ok(match kind {
        "integer" => MysqlType::Integer {
            name: object.needed_text("_name")?,
            display_width: object.size("display_width")?,
            unsigned: object.flag("unsigned")?,
            zerofill: object.flag("zerofill")?,
        },
        "number" => MysqlType::Number {
            name: object.needed_text("_name")?,
            precision: object.size("precision")?,
            scale: scale(object)?,
            unsigned: object.flag("unsigned")?,
            zerofill: object.flag("zerofill")?,
        },
        "text" => MysqlType::Text {
            name: object.needed_text("_name")?,
            text: mysql_text(object)?,
        },
        "temporal" => MysqlType::Temporal {
            name: object.needed_text("_name")?,
            fsp: object.size("fsp")?,
        },
        "year" => MysqlType::Year {
            display_width: object.size("display_width")?,
        },
        "bit" => MysqlType::Bit {
            length: object.size("length")?,
        },
        "enum" => MysqlType::Enum {
            labels: texts(object, "enums")?,
            text: mysql_text(object)?,
        },
        "set" => MysqlType::Set {
            labels: texts(object, "values")?,
            text: mysql_text(object)?,
        },
        _ => MysqlType::Plain(object.needed_text("_name")?),
    })
}
