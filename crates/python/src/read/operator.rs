//! Operators by SQLAlchemy's names.

use limbeck_schema::{BinaryOperator, LikeShape, SqlType};
use rustpython_vm::PyResult;

use super::{Object, Reader};

/// The operator of an expression, and whether it is negated.
pub(super) fn binary<'a>(
    reader: &Reader<'a>,
    operator: &Object<'a>,
    modifiers: &Object<'a>,
) -> PyResult<(BinaryOperator, bool)> {
    use BinaryOperator as B;
    let Some(name) = operator.as_text() else {
        let given = operator.get("return_type")?;
        let sql_type = match given.is_none() {
            true => SqlType::Null,
            false => reader.type_of(&instance(reader, &given)?)?,
        };
        return Ok((
            B::Custom {
                text: operator.needed_text("opstring")?,
                precedence: operator
                    .number("precedence")?
                    .and_then(|precedence| i32::try_from(precedence).ok())
                    .unwrap_or_default(),
                comparison: operator.flag("is_comparison")?,
                eager: operator.flag("eager_grouping")?,
                sql_type,
            },
            false,
        ));
    };
    let modifier = |wanted: &str| -> PyResult<Option<String>> {
        for (key, value) in modifiers.as_pairs().unwrap_or_default() {
            if key.as_text().as_deref() == Some(wanted) && !value.is_none() {
                return value.to_text().map(Some);
            }
        }
        Ok(None)
    };
    let like = |shape: LikeShape, case_insensitive: bool| -> PyResult<BinaryOperator> {
        Ok(B::Like {
            shape,
            negated: false,
            case_insensitive,
            escape: modifier("escape")?,
        })
    };
    let bare = name.strip_prefix("not_").filter(|_| name.ends_with("_op"));
    let found = match bare.unwrap_or(&name) {
        "eq" => B::Equal,
        "ne" => B::NotEqual,
        "lt" => B::Less,
        "le" => B::LessEqual,
        "gt" => B::Greater,
        "ge" => B::GreaterEqual,
        "add" => B::Add,
        "sub" => B::Subtract,
        "mul" => B::Multiply,
        "truediv" => B::Divide,
        "floordiv" => B::FloorDivide,
        "mod" => B::Modulo,
        "concat_op" => B::Concat,
        "is_" => B::Is,
        "is_not" => B::IsNot,
        "is_distinct_from" => B::IsDistinctFrom,
        "is_not_distinct_from" => B::IsNotDistinctFrom,
        "like_op" => like(LikeShape::Whole, false)?,
        "ilike_op" => like(LikeShape::Whole, true)?,
        "contains_op" => like(LikeShape::Contains, false)?,
        "icontains_op" => like(LikeShape::Contains, true)?,
        "startswith_op" => like(LikeShape::StartsWith, false)?,
        "istartswith_op" => like(LikeShape::StartsWith, true)?,
        "endswith_op" => like(LikeShape::EndsWith, false)?,
        "iendswith_op" => like(LikeShape::EndsWith, true)?,
        "match_op" => B::Match { negated: false },
        "regexp_match_op" => B::RegexpMatch {
            negated: false,
            flags: modifier("flags")?,
        },
        "regexp_replace_op" => B::RegexpReplace {
            flags: modifier("flags")?,
        },
        "bitwise_and_op" => B::BitwiseAnd,
        "bitwise_or_op" => B::BitwiseOr,
        "bitwise_xor_op" => B::BitwiseXor,
        "bitwise_lshift_op" => B::ShiftLeft,
        "bitwise_rshift_op" => B::ShiftRight,
        "json_getitem_op" => B::JsonGetItem,
        "json_path_getitem_op" => B::JsonPathGetItem,
        unknown => {
            return Err(reader.error(
                "CompileError",
                format!("limbeck does not support the operator {unknown} in SQL"),
            ));
        }
    };
    Ok((found, bare.is_some()))
}

/// A type given as a class or as an instance.
fn instance<'a>(reader: &Reader<'a>, given: &Object<'a>) -> PyResult<Object<'a>> {
    let module = crate::exception::import(reader.vm, "sqlalchemy.sql.type_api")?;
    let function = module.get_attr("to_instance", reader.vm)?;
    Ok(reader.object(function.call((given.to_py(),), reader.vm)?))
}
