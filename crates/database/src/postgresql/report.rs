//! What a PostgreSQL server reports, and how `libpq` words it.

use fallible_iterator::FallibleIterator;
use postgres_protocol::message::backend::ErrorFields;

use crate::error::ServerError;

/// Reads the fields of an error or a notice.
pub(crate) fn read(mut fields: ErrorFields<'_>) -> ServerError {
    let mut report = ServerError::default();
    let mut internal_position = None;
    while let Ok(Some(field)) = fields.next() {
        let value = String::from_utf8_lossy(field.value_bytes()).into_owned();
        match field.type_() {
            // The severity that is never translated; older servers have only
            // the other.
            b'V' => report.severity = value,
            b'S' if report.severity.is_empty() => report.severity = value,
            b'C' => report.sqlstate = value,
            b'M' => report.message = value,
            b'D' => report.detail = Some(value),
            b'H' => report.hint = Some(value),
            b'P' => report.position = value.parse().ok(),
            b'p' => internal_position = value.parse().ok(),
            b'q' => report.internal_query = Some((value, None)),
            b'W' => report.context = Some(value),
            b's' => report.schema = Some(value),
            b't' => report.table = Some(value),
            b'c' => report.column = Some(value),
            b'n' => report.constraint = Some(value),
            _ => {}
        }
    }
    if let Some((_, position)) = &mut report.internal_query {
        *position = internal_position;
    }
    report
}

/// The report as `libpq` words it, without its severity and without a
/// newline at the end.
pub(crate) fn describe(report: &ServerError, statement: &str) -> String {
    let mut text = report.message.clone();
    match (report.position, &report.internal_query) {
        (Some(position), _) => text.push_str(&excerpt(statement, position)),
        (None, Some((query, Some(position)))) => text.push_str(&excerpt(query, *position)),
        _ => {}
    }
    let mut add = |title: &str, value: Option<&str>| {
        if let Some(value) = value {
            text.push_str(&format!("\n{title}:  {value}"));
        }
    };
    add("DETAIL", report.detail.as_deref());
    add("HINT", report.hint.as_deref());
    add(
        "QUERY",
        report
            .internal_query
            .as_ref()
            .map(|(query, _)| query.as_str()),
    );
    add("CONTEXT", report.context.as_deref());
    text
}

/// Most characters of a line of SQL that are shown.
const WIDTH: usize = 60;
/// Fewest characters that are shown after the place itself.
const RIGHT: usize = 10;

/// The line of the statement with a caret under the place, as `libpq` shows
/// it; `position` counts characters from 1.
fn excerpt(statement: &str, position: usize) -> String {
    let characters: Vec<char> = statement.chars().collect();
    let Some(place) = position
        .checked_sub(1)
        .filter(|place| *place <= characters.len())
    else {
        return String::new();
    };
    let (before, after) = characters.split_at(place);
    let number = before.iter().filter(|c| **c == '\n').count() + 1;
    let mut begin = before
        .iter()
        .rposition(|c| *c == '\n' || *c == '\r')
        .map_or(0, |at| at + 1);
    let mut end = after
        .iter()
        .position(|c| *c == '\n' || *c == '\r')
        .map_or(characters.len(), |at| place + at);
    let (mut cut_left, mut cut_right) = (false, false);
    if end - begin > WIDTH {
        if begin + WIDTH >= place + RIGHT {
            end = begin + WIDTH;
            cut_right = true;
        } else {
            if place + RIGHT < end {
                end = place + RIGHT;
                cut_right = true;
            }
            if end - begin > WIDTH {
                begin = end - WIDTH;
                cut_left = true;
            }
        }
    }
    let line: String = characters
        .get(begin..end)
        .unwrap_or_default()
        .iter()
        .map(|c| if *c == '\t' { ' ' } else { *c })
        .collect();
    let mut shown = format!("LINE {number}: ");
    let mut indent = shown.chars().count() + place - begin;
    if cut_left {
        shown.push_str("...");
        indent += 3;
    }
    shown.push_str(&line);
    if cut_right {
        shown.push_str("...");
    }
    format!("\n{shown}\n{}^", " ".repeat(indent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_points_at_the_place() {
        let check = |statement: &str, position: usize, expect: &str| {
            assert_eq!(excerpt(statement, position), expect);
        };
        check(
            "select * from x",
            15,
            "\nLINE 1: select * from x\n                      ^",
        );
        check(
            "select\n  foo, 'ééé', bar\nfrom t",
            10,
            "\nLINE 2:   foo, 'ééé', bar\n          ^",
        );
        let long = format!("select {} from x", "a, ".repeat(40));
        check(
            &long,
            8,
            "\nLINE 1: select a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,...\n               ^",
        );
        check(
            &long,
            129,
            "\nLINE 1: ..., a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,  from x\n                                                                 ^",
        );
        check("select", 99, "");
    }
}
