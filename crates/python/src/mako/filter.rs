//! `${x | filter, filter}` and the filters of defs and blocks.

use super::{fragment::split_commas, node::Tag, tag::is_true};

/// What becomes of the text of a def or block.
#[derive(Debug, Default)]
pub(crate) struct Filtering {
    pub(crate) filters: Vec<String>,
    /// Whether the function returns the text instead of printing it.
    pub(crate) buffered: bool,
    /// Whether the text is made once.
    pub(crate) cached: bool,
}

impl Filtering {
    /// What a tag's attributes say.
    pub(crate) fn of(tag: &Tag) -> Filtering {
        Filtering {
            filters: split_commas(tag.attribute("filter").unwrap_or_default()),
            buffered: is_true(tag, "buffered"),
            cached: is_true(tag, "cached"),
        }
    }

    /// Whether the text is collected before it goes anywhere.
    pub(crate) fn captures(&self) -> bool {
        !self.filters.is_empty() || self.buffered || self.cached
    }
}

/// The Python of an expression with its own filters, those of the page and
/// `str`, which `n` turns off.
pub(crate) fn expression(escapes: &str, page: &[String], text: &str) -> String {
    let own = split_commas(escapes);
    let without = |filters: &[String]| filters.iter().any(|filter| filter == "n");
    let mut filters = Vec::new();
    if !without(&own) {
        if !without(page) {
            filters.push("str".to_owned());
        }
        filters.extend(page.iter().cloned());
    }
    filters.extend(own);
    apply(&filters, text)
}

/// The Python that applies filters, the first one first.
pub(crate) fn apply(filters: &[String], text: &str) -> String {
    let mut target = text.to_owned();
    for filter in filters.iter().filter(|filter| *filter != "n") {
        let (name, arguments) = match filter.find('(') {
            Some(at) if at > 0 => filter.split_at(at),
            _ => (filter.as_str(), ""),
        };
        target = format!("{}{arguments}({target})", located(name));
    }
    target
}

/// The function that a short name of a filter stands for.
fn located(name: &str) -> String {
    let known = match name {
        "x" => "xml_escape",
        "h" => "html_escape",
        "u" => "url_escape",
        "trim" => "trim",
        "entity" => "html_entities_escape",
        "unicode" | "str" => return "str".to_owned(),
        _ if name.starts_with("decode.") => name,
        _ => return name.to_owned(),
    };
    format!("__M_filters.{known}")
}
