//! Values as Python prints them, for log lines.

use limbeck_dialect::python_string;

/// A tuple of strings: `('a', 'b')`, `('a',)`, `()`.
pub(crate) fn tuple<S: AsRef<str>>(items: &[S]) -> String {
    written(
        items
            .iter()
            .map(|item| python_string(item.as_ref()))
            .collect(),
    )
}

/// A tuple of values that are written already.
pub(crate) fn written(items: Vec<String>) -> String {
    match items.as_slice() {
        [only] => format!("({only},)"),
        items => format!("({})", items.join(", ")),
    }
}

/// A list of strings: `['a', 'b']`.
pub(crate) fn list<S: AsRef<str>>(items: &[S]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|item| python_string(item.as_ref()))
        .collect();
    format!("[{}]", items.join(", "))
}

/// `True` or `False`.
pub(crate) fn truth(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// A string, or `None`.
pub(crate) fn maybe(text: Option<&str>) -> String {
    text.map_or_else(|| "None".to_owned(), python_string)
}
