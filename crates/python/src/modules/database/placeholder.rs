//! The placeholders of Python's database drivers.

use limbeck_schema::Value;
use rustpython_vm::PyResult;

use crate::read::Reader;

/// SQL with a driver's placeholders → SQL with the server's, and the values
/// in their order.
pub(super) fn placeholders(
    text: &str,
    named: &[(String, Value)],
    listed: Vec<Value>,
    reader: &Reader<'_>,
) -> PyResult<(String, Vec<Value>)> {
    let missing = |name: &str| reader.vm.new_key_error(reader.vm.ctx.new_str(name).into());
    let find = |name: &str| {
        named
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
            .ok_or_else(|| missing(name))
    };
    let mut spelled = String::with_capacity(text.len());
    let mut values = Vec::new();
    let mut rest = text;
    if reader.dialect == "sqlite" {
        if named.is_empty() {
            return Ok((text.to_owned(), listed));
        }
        while let Some(at) = rest.find([':', '\'', '"', '`']) {
            let (before, after) = rest.split_at(at);
            spelled.push_str(before);
            let Some(mark) = after.chars().next() else {
                break;
            };
            let inside = after.get(mark.len_utf8()..).unwrap_or("");
            let end = if mark == ':' {
                let end = inside
                    .find(|c: char| !c.is_alphanumeric() && c != '_')
                    .unwrap_or(inside.len());
                match inside.get(..end).filter(|name| !name.is_empty()) {
                    Some(name) => {
                        spelled.push('?');
                        values.push(find(name)?);
                    }
                    None => spelled.push(':'),
                }
                1 + end
            } else {
                let end = inside.find(mark).map_or(after.len(), |end| end + 2);
                spelled.push_str(after.get(..end).unwrap_or(after));
                end
            };
            rest = after.get(end..).unwrap_or("");
        }
        spelled.push_str(rest);
        return Ok((spelled, values));
    }
    // PostgreSQL's are numbered; MySQL's take the values in turn.
    let numbered = reader.dialect == "postgresql";
    if !numbered && named.is_empty() && listed.is_empty() {
        return Ok((text.to_owned(), listed));
    }
    let mut given = listed.into_iter();
    let mut numbers: Vec<String> = Vec::new();
    let mut count = 0;
    while let Some(at) = rest.find('%') {
        let (before, after) = rest.split_at(at);
        spelled.push_str(before);
        let inside = after.get(1..).unwrap_or("");
        let (length, name) = match inside
            .strip_prefix('(')
            .and_then(|name| name.split_once(")s"))
        {
            Some((name, _)) => (name.len() + 3, Some(name)),
            None => (1, None),
        };
        match (inside.chars().next(), name) {
            (Some('%'), _) => spelled.push('%'),
            (_, Some(name)) if !numbered => {
                values.push(find(name)?);
                spelled.push('?');
            }
            (_, Some(name)) => {
                let number = match numbers.iter().position(|known| known == name) {
                    Some(known) => known + 1,
                    None => {
                        numbers.push(name.to_owned());
                        values.push(find(name)?);
                        numbers.len()
                    }
                };
                spelled.push_str(&format!("${number}"));
            }
            (Some('s'), None) => {
                let value = given.next().ok_or_else(|| {
                    reader.error(
                        "ProgrammingError",
                        "the query has more placeholders than there are parameters",
                    )
                })?;
                values.push(value);
                count += 1;
                match numbered {
                    true => spelled.push_str(&format!("${count}")),
                    false => spelled.push('?'),
                }
            }
            _ => {
                return Err(reader.error(
                    "ProgrammingError",
                    "only '%s', '%b', '%t' are allowed as placeholders, got a lone '%'",
                ));
            }
        }
        rest = inside.get(length..).unwrap_or("");
    }
    spelled.push_str(rest);
    Ok((spelled, values))
}
