//! What a Mako template consists of.

/// A place in a template; both count from 1, columns in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// A piece of a template, and where it begins.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) position: Position,
    pub(crate) kind: Kind,
}

#[derive(Debug)]
pub(crate) enum Kind {
    /// Text that is printed as it is.
    Text(String),
    /// `${text | escapes}`.
    Expression { text: String, escapes: String },
    /// `% text`, which opens, continues or (`end`) closes a block.
    Control {
        keyword: String,
        text: String,
        end: bool,
    },
    /// `<% text %>`, or with `module` `<%! text %>`.
    Code { text: String, module: bool },
    /// `<%keyword attributes>nodes</%keyword>`.
    Tag(Tag),
}

/// A tag and what is inside of it.
#[derive(Debug, Default)]
pub(crate) struct Tag {
    pub(crate) keyword: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) nodes: Vec<Node>,
}

impl Tag {
    /// The text of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Why a template cannot be translated: an exception of `mako.exceptions`.
#[derive(Debug)]
pub(crate) struct Failure {
    /// `SyntaxException` or `CompileException`.
    pub(crate) class: &'static str,
    pub(crate) message: String,
    pub(crate) position: Position,
}

impl Failure {
    pub(crate) fn syntax(message: impl Into<String>, position: Position) -> Failure {
        Failure {
            class: "SyntaxException",
            message: message.into(),
            position,
        }
    }

    pub(crate) fn compile(message: impl Into<String>, position: Position) -> Failure {
        Failure {
            class: "CompileException",
            message: message.into(),
            position,
        }
    }
}
