//! The Python that a template contains: is it right, what does it assign, how
//! is it indented.

use super::node::{Failure, Position};
use rustpython_vm::{
    common::wtf8::Wtf8,
    compiler::{
        ast::{
            self, Stmt,
            visitor::{Visitor, walk_expr, walk_stmt},
        },
        parser,
    },
    literal::escape::UnicodeEscape,
};

/// A string as Python's `repr()` writes it.
pub(crate) fn quoted(text: &str) -> String {
    UnicodeEscape::new_repr(Wtf8::new(text))
        .str_repr()
        .to_string()
        .unwrap_or_else(|| format!("{text:?}"))
}

/// Fails unless the text is Python. `before` lines of `code` are not the
/// template's.
fn check_code(code: &str, before: usize, position: Position) -> Result<(), Failure> {
    let stripped = code.trim_start();
    let Err(error) = parser::parse_module(stripped) else {
        return Ok(());
    };
    let skipped = lines(&code[..code.len() - stripped.len()]);
    let offset = usize::from(error.location.start()).min(stripped.len());
    let line = lines(stripped.get(..offset).unwrap_or_default());
    let beginning: String = stripped.chars().take(50).collect();
    let message = format!(
        "(SyntaxError) {} (<unknown>, line {}) ({})",
        error.error,
        line + 1,
        quoted(&beginning)
    );
    let position = Position {
        line: (position.line + skipped + line).saturating_sub(before),
        ..position
    };
    Err(Failure::syntax(message, position))
}

/// Fails unless the text is an expression or several statements.
pub(crate) fn check(code: &str, position: Position) -> Result<(), Failure> {
    check_code(code, 0, position)
}

/// Fails unless the text of a control line begins or continues a block.
pub(crate) fn check_control(text: &str, position: Position) -> Result<(), Failure> {
    let Some((keyword, statement)) = split_control(text) else {
        let message = format!("Fragment '{text}' is not a partial control statement");
        return Err(Failure::compile(message, position));
    };
    match keyword {
        "for" | "if" | "while" | "with" => check_code(&format!("{statement}pass"), 0, position),
        "try" => check_code(&format!("{statement}pass\nexcept:pass"), 0, position),
        "elif" | "else" => check_code(&format!("if False:pass\n{statement}pass"), 1, position),
        "except" => check_code(&format!("try:pass\n{statement}pass"), 1, position),
        _ => {
            let message = format!("Unsupported control keyword: '{keyword}'");
            Err(Failure::compile(message, position))
        }
    }
}

/// The keyword of a control line, and the line up to its colon.
pub(crate) fn split_control(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let end = text
        .find(|character: char| !(character.is_alphanumeric() || character == '_'))
        .unwrap_or(text.len());
    let (keyword, rest) = text.split_at(end);
    if keyword.is_empty() {
        return None;
    }
    for (at, _) in rest.match_indices(':') {
        let after = rest[at + 1..].trim_start();
        let before = &rest[..at];
        if (before.is_empty() || before.starts_with(char::is_whitespace))
            && (after.is_empty() || after.starts_with('#'))
        {
            return Some((keyword, &text[..end + at + 1]));
        }
    }
    None
}

/// The target and the iterable of a `for` line.
pub(crate) fn split_for(text: &str) -> Option<(&str, &str)> {
    let (_, statement) = split_control(text)?;
    let statement = statement.strip_prefix("for")?.strip_suffix(':')?;
    let mut depth = 0;
    for (at, character) in statement.char_indices() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            'i' if depth == 0 => {
                let (target, rest) = statement.split_at(at);
                if target.ends_with(char::is_whitespace)
                    && let Some(iterable) = rest.strip_prefix("in")
                    && iterable
                        .starts_with(|next: char| next.is_whitespace() || "([{\"'".contains(next))
                {
                    return Some((target.trim(), iterable.trim()));
                }
            }
            _ => {}
        }
    }
    None
}

/// The names of the arguments of `def f(declaration)`, as a call passes them
/// on; the whole of it must be Python.
pub(crate) fn arguments_as_call(
    declaration: &str,
    position: Position,
) -> Result<Vec<String>, Failure> {
    let source = format!("def f({declaration}):pass");
    check(&source, position)?;
    let Ok(parsed) = parser::parse_module(&source) else {
        return Ok(Vec::new());
    };
    let Some(Stmt::FunctionDef(function)) = parsed.syntax().body.first() else {
        return Ok(Vec::new());
    };
    let parameters = &function.parameters;
    let mut passed: Vec<_> = parameters
        .posonlyargs
        .iter()
        .chain(&parameters.args)
        .map(|parameter| parameter.parameter.name.to_string())
        .collect();
    passed.extend(parameters.vararg.iter().map(|all| format!("*{}", all.name)));
    passed.extend(parameters.kwonlyargs.iter().map(|parameter| {
        let name = &parameter.parameter.name;
        format!("{name}={name}")
    }));
    passed.extend(parameters.kwarg.iter().map(|all| format!("**{}", all.name)));
    Ok(passed)
}

/// The names that a block of statements assigns in its own scope.
pub(crate) fn assigned(code: &str) -> Vec<String> {
    let mut names = Assigned::default();
    if let Ok(parsed) = parser::parse_module(code) {
        for statement in &parsed.syntax().body {
            names.visit_stmt(statement);
        }
    }
    names.0
}

#[derive(Default)]
struct Assigned(Vec<String>);

impl Assigned {
    fn add(&mut self, name: &str) {
        if !self.0.iter().any(|known| known == name) {
            self.0.push(name.to_owned());
        }
    }
}

impl<'a> Visitor<'a> for Assigned {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            // What is inside is another scope.
            Stmt::FunctionDef(function) => self.add(&function.name),
            Stmt::ClassDef(class) => self.add(&class.name),
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.add(name.split('.').next().unwrap_or_default());
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    self.add(alias.asname.as_ref().unwrap_or(&alias.name));
                }
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a ast::Expr) {
        match expression {
            ast::Expr::Name(name) if name.ctx.is_store() => self.add(&name.id),
            ast::Expr::Lambda(_)
            | ast::Expr::ListComp(_)
            | ast::Expr::SetComp(_)
            | ast::Expr::DictComp(_)
            | ast::Expr::Generator(_) => {}
            _ => walk_expr(self, expression),
        }
    }
}

/// Splits at the commas that are in no bracket and no string.
pub(crate) fn split_commas(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    let mut quote = None;
    for character in text.chars() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(character);
        }
    }
    parts
        .iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// The lines of a block of Python without their common margin. A line within a
/// string or after a backslash stays as it is, and is marked so.
pub(crate) fn without_margin(text: &str) -> Vec<(String, bool)> {
    let mut margin: Option<String> = None;
    let mut backslash = false;
    let mut triple: Option<&str> = None;
    let mut result = Vec::new();
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let inside = backslash || triple.is_some();
        backslash = line.ends_with('\\');
        triple = string_after(line, triple);
        if inside {
            result.push((line.to_owned(), true));
            continue;
        }
        let line = expand_tabs(line);
        let trimmed = line.trim_start_matches([' ', '\t']);
        if margin.is_none() && !trimmed.is_empty() && !trimmed.starts_with('#') {
            margin = Some(line[..line.len() - trimmed.len()].to_owned());
        }
        let margin = margin.as_deref().unwrap_or_default();
        let line = line.strip_prefix(margin).unwrap_or(&line).to_owned();
        result.push((line, false));
    }
    result
}

/// Which long string is open after a line, given which one was before it.
fn string_after(mut line: &str, mut open: Option<&'static str>) -> Option<&'static str> {
    loop {
        match open {
            Some(quotes) => match line.find(quotes) {
                Some(at) => {
                    line = &line[at + 3..];
                    open = None;
                }
                None => return open,
            },
            None => {
                let comment = line.find('#').unwrap_or(usize::MAX);
                let begin = ["\"\"\"", "'''"]
                    .into_iter()
                    .filter_map(|quotes| line.find(quotes).map(|at| (at, quotes)))
                    .min();
                match begin {
                    Some((at, quotes)) if at < comment => {
                        line = &line[at + 3..];
                        open = Some(quotes);
                    }
                    _ => return None,
                }
            }
        }
    }
}

fn expand_tabs(line: &str) -> String {
    let mut result = String::new();
    let mut column = 0;
    for character in line.chars() {
        if character == '\t' {
            let width = 8 - column % 8;
            result.extend(std::iter::repeat_n(' ', width));
            column += width;
        } else {
            result.push(character);
            column += 1;
        }
    }
    result
}

fn lines(text: &str) -> usize {
    text.matches('\n').count()
}
