//! Quoting of names and strings, as SQLAlchemy does it on every dialect.

use limbeck_schema::{ConstraintName, Name};
use md5::{Digest, Md5};

use crate::{Dialect, Error};

/// The name, between quotation marks if it must be.
pub(crate) fn name(mark: char, reserved: &[&str], double_percents: bool, name: &Name) -> String {
    match name.quote {
        Some(false) => name.text.clone(),
        None if !needs_quotes(reserved, &name.text) => name.text.clone(),
        Some(true) | None => quoted(mark, double_percents, &name.text),
    }
}

/// The name between quotation marks.
fn quoted(mark: char, double_percents: bool, text: &str) -> String {
    let text = text.replace(mark, &format!("{mark}{mark}"));
    if double_percents {
        format!("{mark}{}{mark}", text.replace('%', "%%"))
    } else {
        format!("{mark}{text}{mark}")
    }
}

/// Whether a name means something else, or nothing, without quotes.
fn needs_quotes(reserved: &[&str], text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return true;
    };
    first.is_ascii_digit()
        || first == '$'
        || !text.chars().all(is_legal)
        || text.to_lowercase() != text
        || reserved.binary_search(&text).is_ok()
}

/// Characters of a name without quotes. Two letters beyond ASCII are among
/// them, because they are equal to `i`, `s` or `k` when case is ignored.
fn is_legal(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '$' | 'ı' | 'ſ')
}

/// A string literal.
pub(crate) fn string(double_percents: bool, text: &str) -> String {
    let text = text.replace('\'', "''");
    if double_percents {
        format!("'{}'", text.replace('%', "%%"))
    } else {
        format!("'{text}'")
    }
}

/// A table's name after `ALTER TABLE`, where Alembic takes a schema's dots for
/// separators (`"one.two"` is `one.two`).
pub(crate) fn dotted_table(dialect: &dyn Dialect, schema: Option<&Name>, table: &Name) -> String {
    match schema {
        Some(schema) if schema.quote.is_some() => {
            format!("{}.{}", dialect.quote(schema), dialect.quote(table))
        }
        Some(schema) if !schema.text.is_empty() => {
            let parts: Vec<String> = schema
                .text
                .split('.')
                .map(|part| dialect.quote(&Name::new(part)))
                .collect();
            format!("{}.{}", parts.join("."), dialect.quote(table))
        }
        _ => dialect.quote(table),
    }
}

/// The name of a constraint or index, quoted if it must be. One that is too
/// long is shortened if a convention made it, and else an error.
pub(crate) fn constraint_name(
    dialect: &dyn Dialect,
    name: &ConstraintName,
) -> Result<Option<String>, Error> {
    let longest = dialect.max_identifier_length();
    match name {
        ConstraintName::Unnamed => Ok(None),
        ConstraintName::Given(name) => {
            if name.text.chars().count() > longest {
                return Err(Error::raised(
                    "IdentifierError",
                    format!("Identifier '{name}' exceeds maximum length of {longest} characters"),
                ));
            }
            Ok(Some(dialect.quote(name)))
        }
        ConstraintName::Final(name) => {
            let name = shortened(name, dialect.max_made_name_length());
            Ok(Some(dialect.quote(&name)))
        }
    }
}

/// The name that [`constraint_name`] quotes.
pub(crate) fn real_name(
    dialect: &dyn Dialect,
    name: &ConstraintName,
) -> Result<Option<String>, Error> {
    Ok(match name {
        ConstraintName::Unnamed => None,
        ConstraintName::Given(given) => {
            constraint_name(dialect, name)?;
            Some(given.text.clone())
        }
        ConstraintName::Final(name) => Some(shortened(name, dialect.max_identifier_length()).text),
    })
}

/// The name with its end replaced by a piece of its hash, if it is too long.
fn shortened(name: &Name, longest: usize) -> Name {
    if name.text.chars().count() <= longest {
        return name.clone();
    }
    let start: String = name.text.chars().take(longest.saturating_sub(8)).collect();
    let hash: String = Md5::digest(name.text.as_bytes())
        .iter()
        .skip(14)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Name {
        text: format!("{start}_{hash}"),
        quote: name.quote,
    }
}

/// A phrase of keywords, such as `SET NULL`, which is written unquoted and so
/// must hold nothing else.
pub(crate) fn phrase(text: &str) -> Result<&str, Error> {
    if is_phrase(text) {
        Ok(text)
    } else {
        Err(unexpected_phrase(text, r"^\\w+(?:\\s+\\w+)*$"))
    }
}

/// Whether the text is words with blanks between them.
fn is_phrase(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && text
            .split_whitespace()
            .all(|word| word.chars().all(is_word))
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The action of an ON DELETE, with the columns that `SET NULL` and `SET
/// DEFAULT` may name.
pub(crate) fn phrase_with_columns(text: &str) -> Result<&str, Error> {
    let fits = match text.trim_end().strip_suffix(')') {
        Some(rest) => rest
            .split_once('(')
            .is_some_and(|(words, columns)| is_phrase(words.trim_end()) && are_columns(columns)),
        None => is_phrase(text),
    };
    if fits {
        Ok(text)
    } else {
        Err(unexpected_phrase(
            text,
            concat!(
                r#"^\\w+(?:\\s+\\w+)*(?:\\s*\\(\\s*(?:[\\w$]+|"(?:[^"]|"")+")"#,
                r#"(?:\\s*,\\s*(?:[\\w$]+|"(?:[^"]|"")+"))*\\s*\\))?$"#
            ),
        ))
    }
}

/// Whether the text is names, plain or quoted, with commas between them.
fn are_columns(text: &str) -> bool {
    let mut rest = text.trim();
    loop {
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut end = None;
            let mut characters = quoted.char_indices().peekable();
            while let Some((position, character)) = characters.next() {
                if character == '"' && characters.next_if(|(_, next)| *next == '"').is_none() {
                    end = Some(position);
                    break;
                }
            }
            match end {
                Some(end) if end > 0 => rest = &quoted[end + 1..],
                _ => return false,
            }
        } else {
            let after = rest.trim_start_matches(|c: char| is_word(c) || c == '$');
            if after.len() == rest.len() {
                return false;
            }
            rest = after;
        }
        rest = rest.trim_start();
        match rest.strip_prefix(',') {
            Some(after) => rest = after.trim_start(),
            None => return rest.is_empty(),
        }
    }
}

/// One word, such as an index method.
pub(crate) fn word(text: &str) -> Result<&str, Error> {
    if !text.is_empty() && text.chars().all(is_word) {
        Ok(text)
    } else {
        Err(unexpected_phrase(
            text,
            r"^(?:btree|hash|gist|gin|[\\w_]+)$",
        ))
    }
}

fn unexpected_phrase(text: &str, pattern: &str) -> Error {
    Error::compile(format!(
        "Unexpected SQL phrase: {} (matching against '{pattern}')",
        python_string(text)
    ))
}

/// The text as Python's `repr` shows a string.
pub fn python_string(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut result = String::from(quote);
    for character in text.chars() {
        match character {
            '\\' => result.push_str("\\\\"),
            '\n' => result.push_str("\\n"),
            '\r' => result.push_str("\\r"),
            '\t' => result.push_str("\\t"),
            other if other == quote => {
                result.push('\\');
                result.push(other);
            }
            other if other.is_control() => {
                result.push_str(&format!("\\x{:02x}", u32::from(other)));
            }
            other => result.push(other),
        }
    }
    result.push(quote);
    result
}
