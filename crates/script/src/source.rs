//! What a revision file says about itself, read from its syntax.

use std::path::Path;

use ruff_python_ast::{Expr, Operator, Stmt};
use ruff_python_parser::{ParseError, parse_module};
use ruff_text_size::Ranged;

use crate::Error;

/// What a revision file declares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// `revision`; older files have it in their name only.
    pub revision: Option<String>,
    /// `down_revision`: absent, or the revisions that it names.
    pub down_revision: Option<Vec<String>>,
    /// `branch_labels`.
    pub branch_labels: Vec<String>,
    /// `depends_on`.
    pub depends_on: Vec<String>,
    /// The docstring as written.
    pub docstring: Option<String>,
}

/// What the syntax of a file tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Everything.
    Known(Metadata),
    /// Something is no literal: the file has to be run.
    Computed,
}

/// A value that can be read without running anything.
#[derive(Clone, Debug, PartialEq)]
enum Literal {
    None,
    Text(String),
    Several(Vec<String>),
}

impl Literal {
    fn list(self) -> Vec<String> {
        match self {
            Literal::None => Vec::new(),
            Literal::Text(text) => vec![text],
            Literal::Several(texts) => texts,
        }
    }
}

pub(crate) const NAMES: [&str; 5] = [
    "revision",
    "down_revision",
    "branch_labels",
    "depends_on",
    "__doc__",
];

/// Reads what the file declares.
///
/// # Errors
/// [`Error::Syntax`] when it is not Python.
pub(crate) fn read(file: &Path, text: &str) -> Result<Reading, Error> {
    let parsed = parse_module(text).map_err(|error| syntax_error(file, text, &error))?;
    let body = &parsed.syntax().body;
    if runs_code(body) && reaches_globals(text) {
        return Ok(Reading::Computed);
    }
    let mut found: [Option<Literal>; 5] = Default::default();
    if let Some(Stmt::Expr(first)) = body.first()
        && let Expr::StringLiteral(docstring) = first.value.as_ref()
    {
        found[4] = Some(Literal::Text(docstring.value.to_str().into()));
    }
    for statement in body {
        match statement {
            Stmt::Assign(assign) if assign.targets.iter().all(Expr::is_name_expr) => {
                for target in assign.targets.iter().filter_map(Expr::as_name_expr) {
                    if let Some(index) = index_of(target.id.as_str()) {
                        match literal(&assign.value) {
                            Some(value) => found[index] = Some(value),
                            None => return Ok(Reading::Computed),
                        }
                    }
                }
            }
            Stmt::AnnAssign(assign) if assign.target.is_name_expr() => {
                let index = assign
                    .target
                    .as_name_expr()
                    .and_then(|name| index_of(name.id.as_str()));
                if let (Some(index), Some(value)) = (index, &assign.value) {
                    match literal(value) {
                        Some(value) => found[index] = Some(value),
                        None => return Ok(Reading::Computed),
                    }
                }
            }
            Stmt::ImportFrom(import) if import.names.iter().any(|name| &name.name == "*") => {
                // It may bring any name, and may replace those above it.
                found[..4].fill(None);
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                let package = module.split('.').next().unwrap_or_default();
                if import.level > 0 || !matches!(package, "alembic" | "sqlalchemy" | "typing") {
                    let below = text.get(usize::from(statement.end())..).unwrap_or_default();
                    if !NAMES[..4]
                        .iter()
                        .all(|name| below.contains(&format!("\n{name}")))
                    {
                        return Ok(Reading::Computed);
                    }
                }
            }
            statement if binds(statement) => return Ok(Reading::Computed),
            _ => {}
        }
    }
    let [
        revision,
        down_revision,
        branch_labels,
        depends_on,
        docstring,
    ] = found;
    let one = |value: Option<Literal>| match value {
        None => Some(None),
        Some(Literal::Text(text)) => Some(Some(text)),
        Some(Literal::None | Literal::Several(_)) => None,
    };
    let Some(revision) = one(revision) else {
        return Ok(Reading::Computed);
    };
    Ok(Reading::Known(Metadata {
        revision,
        down_revision: down_revision.map(Literal::list),
        branch_labels: branch_labels.map(Literal::list).unwrap_or_default(),
        depends_on: depends_on.map(Literal::list).unwrap_or_default(),
        docstring: one(docstring).flatten(),
    }))
}

fn index_of(name: &str) -> Option<usize> {
    NAMES.iter().position(|known| *known == name)
}

/// The value of an expression that is made of literals only.
fn literal(expression: &Expr) -> Option<Literal> {
    match expression {
        Expr::NoneLiteral(_) => Some(Literal::None),
        Expr::StringLiteral(text) => Some(Literal::Text(text.value.to_str().into())),
        Expr::Tuple(tuple) => several(&tuple.elts),
        Expr::List(list) => several(&list.elts),
        Expr::Set(set) => several(&set.elts),
        Expr::BinOp(sum) if sum.op == Operator::Add => {
            match (literal(&sum.left)?, literal(&sum.right)?) {
                (Literal::Text(left), Literal::Text(right)) => Some(Literal::Text(left + &right)),
                (Literal::Several(left), Literal::Several(right)) => {
                    Some(Literal::Several(left.into_iter().chain(right).collect()))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn several(elements: &[Expr]) -> Option<Literal> {
    let texts = elements.iter().map(|element| match literal(element)? {
        Literal::Text(text) => Some(text),
        Literal::None | Literal::Several(_) => None,
    });
    texts.collect::<Option<_>>().map(Literal::Several)
}

/// Whether a statement of the module might bind one of the names in a way
/// that only running it tells.
fn binds(statement: &Stmt) -> bool {
    let any = |body: &[Stmt]| body.iter().any(names_bound_in);
    match statement {
        Stmt::Import(_) | Stmt::ImportFrom(_) => names_bound_in(statement),
        Stmt::FunctionDef(function) => is_ours(&function.name),
        Stmt::ClassDef(class) => is_ours(&class.name),
        Stmt::Expr(_) | Stmt::Pass(_) | Stmt::Assert(_) | Stmt::Raise(_) => false,
        other => any(std::slice::from_ref(other)),
    }
}

fn is_ours(name: &str) -> bool {
    index_of(name).is_some()
}

/// Whether a statement, or one inside it that runs with it, binds a name.
fn names_bound_in(statement: &Stmt) -> bool {
    let any = |body: &[Stmt]| body.iter().any(names_bound_in);
    match statement {
        Stmt::Import(import) => import.names.iter().any(|alias| {
            is_ours(
                alias
                    .asname
                    .as_ref()
                    .map_or(alias.name.split('.').next().unwrap_or_default(), |name| {
                        name.as_str()
                    }),
            )
        }),
        Stmt::ImportFrom(import) => import.names.iter().any(|alias| {
            &alias.name == "*" || is_ours(alias.asname.as_ref().unwrap_or(&alias.name))
        }),
        Stmt::FunctionDef(function) => is_ours(&function.name),
        Stmt::ClassDef(class) => is_ours(&class.name),
        Stmt::Assign(assign) => assign.targets.iter().any(target_is_ours),
        Stmt::AnnAssign(assign) => target_is_ours(&assign.target),
        Stmt::AugAssign(assign) => target_is_ours(&assign.target),
        Stmt::Delete(delete) => delete.targets.iter().any(target_is_ours),
        Stmt::For(body) => target_is_ours(&body.target) || any(&body.body) || any(&body.orelse),
        Stmt::While(body) => any(&body.body) || any(&body.orelse),
        Stmt::If(body) => {
            any(&body.body)
                || body
                    .elif_else_clauses
                    .iter()
                    .any(|clause| any(&clause.body))
        }
        Stmt::With(body) => {
            any(&body.body)
                || body.items.iter().any(|item| {
                    item.optional_vars
                        .as_ref()
                        .is_some_and(|target| target_is_ours(target))
                })
        }
        Stmt::Try(body) => {
            any(&body.body)
                || any(&body.orelse)
                || any(&body.finalbody)
                || body.handlers.iter().any(|handler| {
                    let ruff_python_ast::ExceptHandler::ExceptHandler(handler) = handler;
                    any(&handler.body)
                })
        }
        // Patterns bind names too.
        Stmt::Match(_) | Stmt::IpyEscapeCommand(_) => true,
        Stmt::TypeAlias(alias) => target_is_ours(&alias.name),
        Stmt::Return(_)
        | Stmt::Raise(_)
        | Stmt::Assert(_)
        | Stmt::Global(_)
        | Stmt::Nonlocal(_)
        | Stmt::Expr(_)
        | Stmt::Pass(_)
        | Stmt::Break(_)
        | Stmt::Continue(_) => false,
    }
}

fn target_is_ours(target: &Expr) -> bool {
    match target {
        Expr::Name(name) => is_ours(name.id.as_str()),
        Expr::Tuple(tuple) => tuple.elts.iter().any(target_is_ours),
        Expr::List(list) => list.elts.iter().any(target_is_ours),
        Expr::Starred(starred) => target_is_ours(&starred.value),
        _ => false,
    }
}

/// Whether importing the module may call what the file defines.
fn runs_code(body: &[Stmt]) -> bool {
    body.iter().any(|statement| match statement {
        Stmt::Import(_) | Stmt::ImportFrom(_) | Stmt::Pass(_) => false,
        Stmt::FunctionDef(function) => {
            !function.decorator_list.is_empty()
                || function
                    .parameters
                    .iter()
                    .any(|parameter| parameter.default().is_some())
        }
        Stmt::Expr(expression) => !expression.value.is_string_literal_expr(),
        Stmt::Assign(assign) => {
            literal(&assign.value).is_none() || !assign.targets.iter().all(Expr::is_name_expr)
        }
        Stmt::AnnAssign(assign) => {
            let computed = |value: &Expr| literal(value).is_none();
            !assign.target.is_name_expr()
                || assign.annotation.is_call_expr()
                || assign.value.as_deref().is_some_and(computed)
        }
        _ => true,
    })
}

/// Whether the file has means to bind a module's names from anywhere.
pub(crate) fn reaches_globals(text: &str) -> bool {
    let calls = |word: &str| {
        text.match_indices(word).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
        })
    };
    ["globals(", "exec(", "vars(", "locals(", "setattr("]
        .iter()
        .any(|word| calls(word))
        || [":=", "global "].iter().any(|word| {
            text.match_indices(word).any(|(at, _)| {
                let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
                let line = text[start..].lines().next().unwrap_or_default();
                NAMES.iter().any(|name| line.contains(name))
            })
        })
}

fn syntax_error(file: &Path, text: &str, error: &ParseError) -> Error {
    let start = usize::from(error.location.start()).min(text.len());
    let before = text.get(..start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let source = text[line_start..].lines().next().unwrap_or_default();
    let column = before[line_start..].chars().count() + 1;
    let length = text
        .get(start..usize::from(error.location.end()).min(text.len()))
        .map_or(1, |bad| {
            bad.lines().next().unwrap_or_default().chars().count()
        });
    Error::Syntax {
        file: file.into(),
        line: before.matches('\n').count() + 1,
        column,
        end_column: column + length.max(1),
        source_line: source.into(),
        message: error.error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<(&str, Option<&[&str]>)>) {
        let got = read(Path::new("x.py"), text).unwrap();
        let expect = match expect {
            None => Reading::Computed,
            Some((revision, down)) => {
                let Reading::Known(got) = &got else {
                    panic!("computed: {text}");
                };
                Reading::Known(Metadata {
                    revision: (!revision.is_empty()).then(|| revision.to_string()),
                    down_revision: down.map(|down| down.iter().map(|id| id.to_string()).collect()),
                    ..got.clone()
                })
            }
        };
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn only_code_that_runs_on_import_binds_names() {
        let script = "revision = 'a'\ndown_revision = None\ndef upgrade(engine_name):\n    ";
        for body in [
            "globals()['upgrade_%s' % engine_name]()\n",
            "globals()['revision'] = 'b'\n",
            "exec('x')\n",
        ] {
            check(&format!("{script}{body}"), Some(("a", Some(&[]))));
            check(&format!("{script}{body}upgrade('')\n"), None);
        }
    }

    #[test]
    fn literals_are_read_in_every_spelling() {
        check(
            "revision = 'a'\ndown_revision = None\n",
            Some(("a", Some(&[]))),
        );
        check(
            "revision: str = \"a\" 'b'\ndown_revision: X = ('c', 'd')\n",
            Some(("ab", Some(&["c", "d"]))),
        );
        check(
            "revision = ('a' + \"b\")\ndown_revision = ['c'] + ['d']\n",
            Some(("ab", Some(&["c", "d"]))),
        );
        check("revision = x = '\\x61'\n", Some(("a", None)));
        check(
            "revision = 'z'\nrevision = 'a'\nrevision: str\n",
            Some(("a", None)),
        );
        check("down_revision = 'a',\n", Some(("", Some(&["a"]))));
    }

    #[test]
    fn labels_dependencies_and_the_docstring_are_read_too() {
        let text =
            "\n# c\n'''say\n\nmore'''\nrevision='a'\nbranch_labels='l'\ndepends_on=('x','y')\n";
        let expect = Metadata {
            revision: Some("a".into()),
            down_revision: None,
            branch_labels: vec!["l".into()],
            depends_on: vec!["x".into(), "y".into()],
            docstring: Some("say\n\nmore".into()),
        };
        assert_eq!(read(Path::new("x.py"), text), Ok(Reading::Known(expect)));
    }

    #[test]
    fn what_is_computed_is_left_to_the_interpreter() {
        for text in [
            "revision = make()\n",
            "revision = f'a'\n",
            "revision = 12\n",
            "revision = None\n",
            "revision, down_revision = 'a', 'b'\n",
            "if x:\n    revision = 'a'\n",
            "try:\n    pass\nexcept E:\n    down_revision = 'a'\n",
            "from .ids import revision\n",
            "from ids import *\nrevision = 'a'\n",
            "import ids as down_revision\n",
            "revision = 'a'\nrevision += 'b'\n",
            "for revision in 'ab': pass\n",
            "globals()['revision'] = 'a'\n",
            "def f(x=g()): exec('revision = 1')\n",
            "def f():\n    global revision\n    revision = 'b'\nf()\n",
            "revision = 'a'\n__doc__ = 'x' % 1\n",
            "with x as (revision, y): pass\n",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn what_cannot_change_the_names_is_not() {
        check(
            "from alembic.op import *\nrevision = 'a'\n",
            Some(("a", None)),
        );
        check(
            "revision = 'a'\ndef upgrade():\n    revision = 1\n",
            Some(("a", None)),
        );
        check("revision = 'a'\nif (n := 1): pass\n", Some(("a", None)));
        check(
            "revision = 'a'\nclass A:\n    revision = 2\n",
            Some(("a", None)),
        );
    }

    #[test]
    fn a_syntax_error_has_its_place() {
        let error = read(Path::new("v/x.py"), "a = 1\nb = = 2\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "File \"v/x.py\", line 2\n    b = = 2\n        ^\nSyntaxError: Expected an expression"
        );
    }
}
