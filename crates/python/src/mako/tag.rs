//! Mako's tags: which attributes each may have, and what they mean.

use super::{
    fragment::{arguments_as_call, check, check_control, quoted},
    node::{Failure, Kind, Node, Position, Tag},
};

/// Fails at the first thing that Mako would not compile.
pub(crate) fn validate(nodes: &[Node]) -> Result<(), Failure> {
    for node in nodes {
        let position = node.position;
        match &node.kind {
            Kind::Text(_) => {}
            Kind::Expression { text, escapes } => {
                check(escapes, position)?;
                check(text, position)?;
            }
            Kind::Control { text, end, .. } => {
                if !end {
                    check_control(text, position)?;
                }
            }
            Kind::Code { text, .. } => {
                let lines = super::fragment::without_margin(text);
                let lines: Vec<_> = lines.into_iter().map(|(line, _)| line).collect();
                check(&(lines.join("\n") + "\n"), position)?;
            }
            Kind::Tag(tag) => {
                attributes(tag, position)?;
                validate(&tag.nodes)?;
            }
        }
    }
    Ok(())
}

/// Attributes that may hold `${…}`, those that may not, and those that must be
/// there.
fn known(
    keyword: &str,
) -> Option<(
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
)> {
    Some(match keyword {
        "include" => (&["file", "import", "args"], &[], &["file"]),
        "namespace" => (&["file"], &["name", "inheritable", "import", "module"], &[]),
        "text" => (&[], &["filter"], &[]),
        "def" => (
            &["buffered", "cached"],
            &["name", "filter", "decorator"],
            &["name"],
        ),
        "block" => (
            &["buffered", "cached", "args"],
            &["name", "filter", "decorator"],
            &[],
        ),
        "call" => (&["args"], &["expr"], &["expr"]),
        "inherit" => (&["file"], &[], &["file"]),
        "page" => (
            &["cached", "args", "expression_filter", "enable_loop"],
            &[],
            &[],
        ),
        _ => return None,
    })
}

fn attributes(tag: &Tag, position: Position) -> Result<(), Failure> {
    let fail = |message: String| Err(Failure::compile(message, position));
    let keyword = tag.keyword.as_str();
    if keyword.contains(':') {
        for (key, _) in &tag.attributes {
            value(tag, key, position)?;
        }
        check(&call_expression(tag, position)?, position)?;
        arguments_as_call(tag.attribute("args").unwrap_or_default(), position)?;
        return Ok(());
    }
    let Some((expressions, plain, required)) = known(keyword) else {
        return fail(format!("No such tag: '{keyword}'"));
    };
    let cacheable = matches!(keyword, "def" | "block" | "page");
    for (key, text) in &tag.attributes {
        if expressions.contains(&key.as_str()) || cacheable && key.starts_with("cache_") {
            value(tag, key, position)?;
        } else if !plain.contains(&key.as_str()) {
            return fail(format!("Invalid attribute for tag '{keyword}': '{key}'"));
        } else if text
            .find("${")
            .is_some_and(|at| text[at + 2..].char_indices().skip(1).any(|(_, c)| c == '}'))
        {
            return fail(format!(
                "Attribute '{key}' in tag '{keyword}' does not allow embedded expressions"
            ));
        }
    }
    let missing: Vec<_> = required
        .iter()
        .filter(|key| tag.attribute(key).is_none())
        .map(|key| quoted(key))
        .collect();
    if !missing.is_empty() {
        return fail(format!("Missing attribute(s): {}", missing.join(",")));
    }
    check(tag.attribute("filter").unwrap_or_default(), position)?;
    match keyword {
        "namespace" => {
            if tag.attribute("name").or(tag.attribute("import")).is_none() {
                return fail(
                    "'name' and/or 'import' attributes are required for <%namespace>".into(),
                );
            }
            if tag.attribute("file").and(tag.attribute("module")).is_some() {
                return fail("<%namespace> may only have one of 'file' or 'module'".into());
            }
        }
        "def" => {
            function(tag, position)?;
        }
        "block" => {
            let arguments = tag.attribute("args").unwrap_or_default();
            match tag.attribute("name") {
                Some(name) if !is_word(name) => {
                    return fail("%block may not specify an argument signature".into());
                }
                None if !arguments.is_empty() => {
                    return fail("Only named %blocks may specify args".into());
                }
                _ => {}
            }
            arguments_as_call(arguments, position)?;
        }
        "call" => {
            check(tag.attribute("expr").unwrap_or_default(), position)?;
            arguments_as_call(tag.attribute("args").unwrap_or_default(), position)?;
        }
        "page" => {
            arguments_as_call(tag.attribute("args").unwrap_or_default(), position)?;
        }
        "include" => {
            let arguments = tag.attribute("args").unwrap_or_default();
            check(&format!("__DUMMY({arguments})"), position)?;
        }
        _ => {}
    }
    Ok(())
}

/// The name and the arguments of a `<%def>`.
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) arguments: String,
}

/// The function that a `<%def>` declares.
pub(crate) fn function(tag: &Tag, position: Position) -> Result<Function, Failure> {
    let declaration = tag.attribute("name").unwrap_or_default();
    if is_word(declaration) {
        return Err(Failure::compile("Missing parenthesis in %def", position));
    }
    check(&format!("def {declaration}:pass"), position)?;
    match (declaration.find('('), declaration.rfind(')')) {
        (Some(open), Some(close)) if open < close => Ok(Function {
            name: declaration[..open].trim().to_owned(),
            arguments: declaration[open + 1..close].to_owned(),
        }),
        _ => Err(Failure::compile(
            format!("Code 'def {declaration}:pass' is not a function declaration"),
            position,
        )),
    }
}

/// The Python expression of an attribute, whose text may hold `${…}`.
pub(crate) fn value(tag: &Tag, name: &str, position: Position) -> Result<String, Failure> {
    let mut rest = tag.attribute(name).unwrap_or_default();
    let mut parts = Vec::new();
    while let Some(begin) = rest.find("${") {
        let inside = &rest[begin + 2..];
        // An inner brace makes the expression reach to the last one.
        let brace = inside
            .find(['{', '$'])
            .filter(|at| inside[*at..].starts_with('{'));
        let end = match brace.and_then(|at| inside[at..].rfind('}').map(|end| at + end)) {
            Some(end) => Some(end),
            None => inside
                .char_indices()
                .skip(1)
                .find(|(_, c)| *c == '}')
                .map(|(at, _)| at),
        };
        let Some(end) = end else { break };
        if begin > 0 {
            parts.push(quoted(&rest[..begin]));
        }
        check(inside[..end].trim_end(), position)?;
        parts.push(format!("({})", &inside[..end]));
        rest = &inside[end + 1..];
    }
    if !rest.is_empty() || parts.is_empty() {
        parts.push(quoted(rest));
    }
    Ok(parts.join(" + "))
}

/// The call that `<%namespace:function …>` or `<%call expr="…">` stands for.
pub(crate) fn call_expression(tag: &Tag, position: Position) -> Result<String, Failure> {
    let Some((namespace, function)) = tag.keyword.split_once(':') else {
        return Ok(tag.attribute("expr").unwrap_or_default().to_owned());
    };
    let mut arguments = Vec::new();
    for (key, _) in &tag.attributes {
        if key != "args" {
            arguments.push(format!("{key}={}", value(tag, key, position)?));
        }
    }
    Ok(format!("{namespace}.{function}({})", arguments.join(",")))
}

/// Whether an attribute says so.
pub(crate) fn is_true(tag: &Tag, name: &str) -> bool {
    tag.attribute(name)
        .is_some_and(|text| text.trim() == "True")
}

fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|character| character.is_alphanumeric() || character == '_')
}
