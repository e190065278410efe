//! Reads what a revision file declares without parsing it whole.
//!
//! Only the lexical structure is followed: strings, brackets, comments, line
//! ends. That is enough to tell the statements of the module from those inside
//! functions and classes. Whatever is not one of a few plain forms is left to
//! the parser, so that both always give the same answer for a file that is
//! Python at all.

use crate::Metadata;
use crate::source::{NAMES, reaches_globals};

/// What the file declares, or `None` when it has to be parsed to know.
pub(crate) fn skim(text: &str) -> Option<Metadata> {
    let mut lines = Lines {
        text,
        bytes: text.as_bytes(),
        at: 0,
    };
    let mut found = Found::default();
    let mut runs_code = false;
    let mut first = true;
    while let Some(line) = lines.next_line()? {
        let is_first = std::mem::take(&mut first);
        let Line::Module(line) = line else {
            // An indented first line is an error that the parser words.
            if is_first {
                return None;
            }
            continue;
        };
        let word = word(line);
        match word {
            "" if is_first && line.starts_with(['"', '\'']) => {
                found.docstring = Some(only_string(line)?.to_string());
            }
            "import" | "from" | "def" | "async" => {
                if line.contains('*') && matches!(word, "import" | "from") || mentions(line) {
                    return None;
                }
                runs_code |= line.matches('(').nth(1).is_some();
            }
            "if" | "for" | "while" | "with" | "try" | "match" | "del" | "elif" | "else"
            | "except" | "finally" => return None,
            "revision" => found.revision = Some(declared(line, word)?),
            "down_revision" => found.down_revision = Some(declared(line, word)?),
            "branch_labels" => found.branch_labels = Some(declared(line, word)?),
            "depends_on" => found.depends_on = Some(declared(line, word)?),
            // A prefixed docstring, among others.
            _ if is_first && line[word.len()..].starts_with(['"', '\'']) => return None,
            _ => {
                if mentions(line) {
                    return None;
                }
                runs_code = true;
            }
        }
    }
    if runs_code && reaches_globals(text) {
        return None;
    }
    found.metadata()
}

/// The values found so far; the inner list is `None` for Python's `None`.
#[derive(Default)]
struct Found {
    docstring: Option<String>,
    revision: Option<Value>,
    down_revision: Option<Value>,
    branch_labels: Option<Value>,
    depends_on: Option<Value>,
}

enum Value {
    Nothing,
    None,
    Text(String),
    Several(Vec<String>),
}

impl Found {
    fn metadata(self) -> Option<Metadata> {
        let list = |value: Option<Value>| match value {
            None | Some(Value::Nothing) => None,
            Some(Value::None) => Some(Vec::new()),
            Some(Value::Text(text)) => Some(vec![text]),
            Some(Value::Several(texts)) => Some(texts),
        };
        let revision = match self.revision {
            None | Some(Value::Nothing) => None,
            Some(Value::Text(text)) => Some(text),
            Some(Value::None | Value::Several(_)) => return None,
        };
        Some(Metadata {
            revision,
            down_revision: list(self.down_revision),
            branch_labels: list(self.branch_labels).unwrap_or_default(),
            depends_on: list(self.depends_on).unwrap_or_default(),
            docstring: self.docstring,
        })
    }
}

/// One logical line: a statement of the module, or of a block.
enum Line<'a> {
    Module(&'a str),
    Block,
}

/// Splits a file into logical lines.
struct Lines<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

/// Bytes that mean something to the lexical structure.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let bytes = b"\n#\"'([{)]}\\";
    let mut index = 0;
    while index < bytes.len() {
        marks[bytes[index] as usize] = true;
        index += 1;
    }
    marks
};

impl<'a> Lines<'a> {
    /// The next line; inside, `None` at the end. Outside, `None` when the
    /// structure is not plain.
    fn next_line(&mut self) -> Option<Option<Line<'a>>> {
        let start = loop {
            let line = self.at;
            while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\x0c')) {
                self.at += 1;
            }
            match self.bytes.get(self.at) {
                None => return Some(None),
                Some(b'\n') => self.at += 1,
                Some(b'#') => self.skip_comment(),
                Some(b'\r') => return None,
                Some(_) => break line,
            }
        };
        let first = self.at;
        self.skip_line()?;
        Some(Some(if first > start {
            Line::Block
        } else {
            Line::Module(self.text.get(first..self.at)?)
        }))
    }

    fn skip_comment(&mut self) {
        while !matches!(self.bytes.get(self.at), None | Some(b'\n')) {
            self.at += 1;
        }
    }

    /// Goes to the end of the logical line.
    fn skip_line(&mut self) -> Option<()> {
        let mut depth = 0usize;
        loop {
            while let Some(byte) = self.bytes.get(self.at)
                && !MARKS[*byte as usize]
            {
                self.at += 1;
            }
            match self.bytes.get(self.at) {
                None if depth == 0 => return Some(()),
                None => return None,
                Some(b'\n') if depth == 0 => return Some(()),
                Some(b'\n') => self.at += 1,
                Some(b'#') => self.skip_comment(),
                Some(b'"' | b'\'') => self.skip_string()?,
                Some(b'(' | b'[' | b'{') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b')' | b']' | b'}') => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                // A backslash joins two lines.
                _ if self.bytes.get(self.at + 1) == Some(&b'\n') => self.at += 2,
                _ => return None,
            }
        }
    }

    /// Goes behind a string that begins here.
    fn skip_string(&mut self) -> Option<()> {
        let quote = *self.bytes.get(self.at)?;
        let formatted = self.is_formatted();
        let triple = self.bytes.get(self.at..self.at + 3) == Some(&[quote; 3]);
        self.at += if triple { 3 } else { 1 };
        // Depth of `{` in an f-string, where newer Pythons allow any string.
        let mut depth = 0usize;
        loop {
            match *self.bytes.get(self.at)? {
                b'\\' => self.at += 2,
                b'\n' if !triple => return None,
                byte if byte == quote => {
                    let ends = !triple || self.bytes.get(self.at..self.at + 3) == Some(&[quote; 3]);
                    if ends && depth > 0 {
                        return None;
                    }
                    self.at += if ends && triple { 3 } else { 1 };
                    if ends {
                        return Some(());
                    }
                }
                b'{' if formatted => {
                    let escaped = depth == 0 && self.bytes.get(self.at + 1) == Some(&b'{');
                    depth += usize::from(!escaped);
                    self.at += if escaped { 2 } else { 1 };
                }
                b'}' if formatted => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
    }

    /// Whether the letters before the quotation mark make it an f-string.
    fn is_formatted(&self) -> bool {
        let before = &self.bytes[..self.at];
        let letters = before
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .take(3);
        letters
            .clone()
            .any(|byte| matches!(byte, b'f' | b'F' | b't' | b'T'))
    }
}

/// The word that the line begins with.
fn word(line: &str) -> &str {
    let end = line
        .bytes()
        .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'_'));
    &line[..end.unwrap_or(line.len())]
}

/// Whether one of the names, or something like it, stands in the line.
fn mentions(line: &str) -> bool {
    NAMES
        .iter()
        .skip(1)
        .chain(&NAMES[..1])
        .any(|name| line.contains(name))
}

/// The text of a line that is one plain string.
fn only_string(line: &str) -> Option<&str> {
    let quote = line.get(..1)?;
    let triple = line.get(..3).filter(|start| *start == quote.repeat(3));
    let mark = triple.unwrap_or(quote);
    let inside = line.get(mark.len()..)?;
    let end = inside.find(mark)?;
    let (text, rest) = (&inside[..end], &inside[end + mark.len()..]);
    (!text.contains('\\') && is_end(rest)).then_some(text)
}

/// Whether nothing but space and a comment is left.
fn is_end(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t']);
    rest.is_empty() || rest.starts_with('#')
}

/// The value of `name = value` or `name: annotation = value`.
fn declared(line: &str, name: &str) -> Option<Value> {
    let rest = line.get(name.len()..)?.trim_start_matches([' ', '\t']);
    let value = match rest.as_bytes().first()? {
        b'=' => &rest[1..],
        b':' => {
            let annotation = &rest[1..];
            if annotation.contains(['"', '\'', '#', '\\', '\n']) && !annotation.contains('=') {
                return None;
            }
            let Some(at) = annotation.find('=') else {
                return Some(Value::Nothing);
            };
            let (annotation, value) = annotation.split_at(at);
            if annotation.contains(['"', '\'', '#', '\\', '\n', ':', ';', '(']) {
                return None;
            }
            &value[1..]
        }
        _ => return None,
    };
    let (value, rest) = literal(value)?;
    is_end(rest).then_some(value)
}

/// A literal, and what follows it.
fn literal(text: &str) -> Option<(Value, &str)> {
    let text = text.trim_start_matches([' ', '\t']);
    if let Some(rest) = text.strip_prefix("None") {
        return Some((Value::None, rest));
    }
    let close = match text.as_bytes().first()? {
        b'(' => ')',
        b'[' => ']',
        _ => {
            let (string, rest) = string(text)?;
            return Some((Value::Text(string.into()), rest));
        }
    };
    let mut items = Vec::new();
    let mut commas = 0;
    let mut rest = text[1..].trim_start_matches([' ', '\t', '\n']);
    loop {
        if let Some(rest) = rest.strip_prefix(close) {
            return match (items.len(), commas, close) {
                (1, 0, ')') => Some((Value::Text(items.swap_remove(0)), rest)),
                _ => Some((Value::Several(items), rest)),
            };
        }
        if items.len() > commas {
            return None;
        }
        let (item, after) = string(rest)?;
        items.push(item.to_string());
        rest = after.trim_start_matches([' ', '\t', '\n']);
        if let Some(after) = rest.strip_prefix(',') {
            commas += 1;
            rest = after.trim_start_matches([' ', '\t', '\n']);
        }
    }
}

/// A plain string on one line, and what follows it.
fn string(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inside = &text[1..];
    let end = inside.find(quote)?;
    let (string, rest) = (&inside[..end], &inside[end + 1..]);
    // Two quotation marks may begin a longer string.
    if string.contains(['\\', '\n']) || rest.starts_with(['"', '\'']) {
        return None;
    }
    Some((string, rest))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::{Reading, read};

    /// Skims the text, and compares with the parser.
    fn check(text: &str, skimmed: bool) {
        let got = skim(text);
        assert_eq!(got.is_some(), skimmed, "{text}");
        if let Some(got) = got {
            assert_eq!(
                read(Path::new("x.py"), text),
                Ok(Reading::Known(got)),
                "{text}"
            );
        }
    }

    #[test]
    fn usual_files_are_skimmed() {
        check(
            "\"\"\"add x\n\nRevision ID: a\n\n\"\"\"\nfrom typing import Sequence, Union\n\nfrom alembic import op\nimport sqlalchemy as sa\n\n\n# ids\nrevision: str = 'a'\ndown_revision: Union[str, Sequence[str], None] = 'b'\nbranch_labels: Union[str, Sequence[str], None] = None\ndepends_on = (\n    'c',\n    \"d\",\n)\n\n\ndef upgrade() -> None:\n    \"\"\"Go.\"\"\"\n    op.execute('''\nrevision = 'zz'\n(\n''')  # it's (\n\n\ndef downgrade():\n    pass",
            true,
        );
        check(
            "revision = 'a' # c\ndown_revision=('x')\nbranch_labels=['l']\ndepends_on=()\n",
            true,
        );
        check(
            "# it's\n\n'doc'\nrevision = 'a'\nlog = get('x')\n@deco\ndef f(): pass\n",
            true,
        );
        check(
            "revision = 'a'\nclass A:\n    revision = '''b\nrevision = 'c'\n'''\n",
            true,
        );
        check(
            "revision = 'a'\ndef f():\n    return f'{x}{{(' + f\"{{'{y}'}}\" + \\\n  'z'\nx = 1\n",
            true,
        );
        check("revision: str\ndown_revision = None\n", true);
    }

    #[test]
    fn anything_else_is_parsed() {
        for text in [
            "revision = 'a' 'b'\n",
            "revision = 'a' + 'b'\n",
            "revision = '\\x61'\n",
            "revision = '''a'''\n",
            "revision = r'a'\n",
            "revision = 'a'; down_revision = 'b'\n",
            "revision = down_revision = 'a'\n",
            "down_revision = 'a',\n",
            "down_revision = ('a' 'b')\n",
            "depends_on = ['a' # c\n]\n",
            "if x:\n    revision = 'a'\n",
            "from x import *\nrevision = 'a'\n",
            "from x import revision\n",
            "x = revision = 'a'\n",
            "r'''doc'''\nrevision = 'a'\n",
            "b'doc'\nrevision = 'a'\n",
            "'a' 'b'\nrevision = 'a'\n",
            "x = f\"{y[\"#\"]}\"\nrevision = 'a'\n",
            "revision: 'str' = 'a'\n",
            "revision = 'a'\nf()\ndef f():\n    global revision\n",
            "  revision = 'a'\n",
            "revision = 'a'\nx = (\n",
            "revision = 'a'\nx = )\n",
            "revision = 'a'\nx = 'y\n",
            "revision = None\n",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn what_a_line_only_looks_like_does_not_count() {
        check("x = '''\nrevision = 'b'\n'''\nrevision = 'a'\n", false);
        check("x = '''\nnothing = 'b'\n'''\nrevision = 'a'\n", true);
        check("x = [\n'y',\n]\nrevision = 'a'\n", true);
    }
}
