//! Whether two things mean the same to a database: one as models declare it,
//! one as the database tells it.

use std::collections::HashSet;

use limbeck_schema::{
    Column, ColumnDefault, Constraint, ConstraintKind, ConstraintName, Expression, Index,
    NamingConvention, SqlType, Table, TableName,
};

use crate::{
    Catalog, Dialect, Error, ddl, mysql, postgresql, quote, sqlite,
    transaction::{self, Kind, Token},
};

/// How two types differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeDifference {
    /// They are different types.
    Type,
    /// One has a length, precision, scale or array that the other lacks.
    Arguments,
    /// Their collations differ.
    Collation,
}

/// How two types compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeComparison {
    /// Whether Alembic's rules take them for different.
    pub for_alembic: bool,
    /// How they really differ, if they do.
    pub difference: Option<TypeDifference>,
}

/// Compares a declared type with a reflected one. Types of the default schema
/// may be written with it or without.
pub fn types(
    dialect: &dyn Dialect,
    declared: &SqlType,
    reflected: &SqlType,
    default_schema: Option<&str>,
) -> Result<TypeComparison, Error> {
    let is_mysql = matches!(dialect.name(), "mysql" | "mariadb");
    if is_mysql
        && let (Some(declared), Some(reflected)) =
            (mysql::labels(declared), mysql::labels(reflected))
        && declared != reflected
    {
        let set = |labels: &[String]| labels.iter().cloned().collect::<HashSet<_>>();
        return Ok(TypeComparison {
            for_alembic: set(declared) != set(reflected),
            difference: Some(TypeDifference::Arguments),
        });
    }
    let declared = dialect.spell_type(declared)?;
    let reflected = dialect.spell_type(reflected)?;
    if declared == reflected {
        return Ok(TypeComparison {
            for_alembic: false,
            difference: None,
        });
    }
    let declared = declared.to_lowercase();
    let reflected = reflected.to_lowercase();
    let synonyms = match dialect.name() {
        "postgresql" => postgresql::TYPE_SYNONYMS,
        "mysql" | "mariadb" => mysql::TYPE_SYNONYMS,
        _ => GENERIC_SYNONYMS,
    };
    let for_alembic = TypeWords::new(&reflected).differs(&TypeWords::new(&declared), synonyms)
        || is_mysql && mysql::texts_differ(&declared, &reflected);
    let difference = match dialect.name() {
        "postgresql" => postgresql::type_difference(&declared, &reflected, default_schema),
        "mysql" | "mariadb" => mysql::type_difference(&declared, &reflected),
        _ => sqlite::type_difference(&declared, &reflected, for_alembic),
    };
    Ok(TypeComparison {
        for_alembic,
        difference,
    })
}

/// Whether a declared type has the collation of the reflected one, which is
/// the table's where the type itself has none. Only on MySQL have tables one.
pub fn follows_table(
    dialect: &dyn Dialect,
    declared: &SqlType,
    reflected: &SqlType,
    table: &Table,
) -> Result<bool, Error> {
    let (Some(collation), "mysql" | "mariadb") =
        (table.options.text("mysql_collate"), dialect.name())
    else {
        return Ok(true);
    };
    let own = dialect.spell_type(reflected)?.to_lowercase();
    let declared = dialect.spell_type(declared)?.to_lowercase();
    Ok(own.contains(" collate ") || mysql::follows_table(&declared, collation))
}

/// Whether Alembic takes two defaults on MySQL for different: what the models
/// say, a string without its quotes, and what the server tells.
pub fn mysql_defaults_differ_to_alembic(
    declared: (&SqlType, Option<&str>),
    reflected: (&SqlType, Option<&str>),
) -> bool {
    mysql::defaults_differ_to_alembic(declared, reflected)
}

/// Names that stand for the same type everywhere.
const GENERIC_SYNONYMS: &[&[&str]] = &[&["numeric", "decimal"]];

/// A type's spelling as Alembic takes it apart: words, and what is in the
/// last parentheses.
struct TypeWords<'a> {
    words: Vec<&'a str>,
    arguments: Vec<&'a str>,
}

impl<'a> TypeWords<'a> {
    fn new(spelling: &'a str) -> TypeWords<'a> {
        let mut words = Vec::new();
        let mut arguments = Vec::new();
        let mut rest = spelling;
        while let Some(first) = rest.chars().next() {
            if first == '_' || first == '-' || first.is_alphanumeric() {
                let end = rest
                    .find(|c: char| c != '_' && c != '-' && !c.is_alphanumeric())
                    .unwrap_or(rest.len());
                words.push(&rest[..end]);
                rest = &rest[end..];
            } else if first == '('
                && let Some(end) = rest.get(2..).and_then(|inside| inside.find(')'))
            {
                arguments = rest[1..end + 2]
                    .split([',', '(', ')'])
                    .filter(|argument| !argument.is_empty())
                    .map(str::trim)
                    .collect();
                rest = &rest[end + 3..];
            } else {
                rest = &rest[first.len_utf8()..];
            }
        }
        TypeWords { words, arguments }
    }

    /// Whether Alembic sees a difference: it compares what both sides say.
    fn differs(&self, declared: &TypeWords<'_>, synonyms: &[&[&str]]) -> bool {
        let (ours, theirs) = (self.words.first(), declared.words.first());
        if ours != theirs {
            let (all, all_declared) = (self.words.join(" "), declared.words.join(" "));
            let both = |batch: &[&str], one: &str, other: &str| {
                batch.contains(&one) && batch.contains(&other)
            };
            let known = synonyms.iter().any(|batch| {
                both(batch, &all, &all_declared)
                    || both(
                        batch,
                        ours.copied().unwrap_or_default(),
                        theirs.copied().unwrap_or_default(),
                    )
            });
            if !known {
                return true;
            }
        }
        let (rest, rest_declared) = (
            self.words.get(1..).unwrap_or_default(),
            declared.words.get(1..).unwrap_or_default(),
        );
        (rest.len() == rest_declared.len() && rest != rest_declared)
            || (self.arguments.len() == declared.arguments.len()
                && self.arguments != declared.arguments)
    }
}

/// The name that a constraint or index really gets: a convention's name, or
/// the given one, shortened where it is too long. `None` for one without a
/// name. A name that a convention cannot make, because it asks for one that
/// was not given, is none.
pub fn constraint_name(
    dialect: &dyn Dialect,
    constraint: &Constraint,
    table: &TableName,
    naming: &NamingConvention,
) -> Result<Option<String>, Error> {
    final_name(dialect, naming.constraint_name(constraint, table).ok())
}

/// The name that an index really gets, as [`constraint_name`].
pub fn index_name(
    dialect: &dyn Dialect,
    index: &Index,
    table: &TableName,
    naming: &NamingConvention,
) -> Result<Option<String>, Error> {
    final_name(dialect, naming.index_name(index, table).ok())
}

fn final_name(
    dialect: &dyn Dialect,
    name: Option<ConstraintName>,
) -> Result<Option<String>, Error> {
    match name {
        None => Ok(None),
        Some(name) => quote::real_name(dialect, &name),
    }
}

/// Whether the constraint exists in this dialect: a CHECK that a type made
/// does not where the type is native.
pub fn exists(dialect: &dyn Dialect, table: &Table, constraint: &Constraint) -> bool {
    match &constraint.kind {
        ConstraintKind::Check(check) => !ddl::is_needless(dialect, Some(table), check),
        ConstraintKind::PrimaryKey(columns) | ConstraintKind::Unique(columns) => {
            !columns.is_empty()
        }
        ConstraintKind::ForeignKey(_) => true,
        ConstraintKind::Exclude(_) => dialect.name() == "postgresql",
    }
}

/// Whether a column of the table accepts NULL.
pub fn is_nullable(table: &Table, column: &Column) -> bool {
    ddl::is_nullable(table, column)
}

/// The position of the column that counts up by itself (SERIAL,
/// AUTOINCREMENT), if the table has one.
pub fn autoincrement_column(table: &Table) -> Option<usize> {
    let chosen = ddl::autoincrement_column(table).ok().flatten()?;
    table
        .columns
        .iter()
        .position(|column| std::ptr::eq(column, chosen))
}

/// What stands after DEFAULT for a column, if anything does.
pub fn default_text(
    dialect: &dyn Dialect,
    default: &ColumnDefault,
) -> Result<Option<String>, Error> {
    ddl::default_text(dialect, default)
}

/// A piece of SQL without what does not matter: blanks, comments, the case of
/// words, needless quotes around names, parentheses around the whole. Two
/// pieces with the same outline mean the same; the opposite is not certain.
pub fn outline(sql: &str) -> String {
    let all = transaction::tokens(sql);
    let mut tokens = all.as_slice();
    while let [first, inner @ .., last] = tokens
        && is(first, "(")
        && is(last, ")")
        && closes_last(inner)
    {
        tokens = inner;
    }
    let mut text = String::with_capacity(sql.len());
    let mut operator = String::new();
    let mut end = None;
    for token in tokens {
        let part = token.kind == Kind::Symbol && token.text.chars().all(is_operator);
        if !(part && end == Some(token.start())) {
            write_operator(&mut text, &mut operator);
        }
        end = Some(token.start() + token.text.len());
        if part {
            operator.push_str(token.text);
            continue;
        }
        text.push(' ');
        match token.kind {
            Kind::Word => text.push_str(&token.text.to_lowercase()),
            Kind::Quoted => text.push_str(plain_name(token.text).unwrap_or(token.text)),
            Kind::Literal | Kind::Symbol => text.push_str(token.text),
        }
    }
    write_operator(&mut text, &mut operator);
    text
}

/// The words of the SQL that may be names, each once: those without quotes in
/// lower case, keywords among them.
pub fn names(sql: &str) -> Vec<String> {
    let mut names = Vec::new();
    for token in transaction::tokens(sql) {
        let name = match token.kind {
            Kind::Word => token.text.to_lowercase(),
            Kind::Quoted => {
                let mark = token.text.get(..1).unwrap_or_default();
                let inside = token.text.trim_matches(['"', '`']);
                inside.replace(&mark.repeat(2), mark)
            }
            Kind::Literal | Kind::Symbol => continue,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn write_operator(text: &mut String, operator: &mut String) {
    if !operator.is_empty() {
        text.push(' ');
        text.push_str(if operator == "!=" { "<>" } else { operator });
        operator.clear();
    }
}

fn is_operator(character: char) -> bool {
    "+-*/<>=~!@#%^&|`?:".contains(character)
}

fn is(token: &Token<'_>, symbol: &str) -> bool {
    token.kind == Kind::Symbol && token.text == symbol
}

/// Whether the parentheses inside are balanced by themselves, so that a pair
/// around all of it belongs together.
fn closes_last(tokens: &[Token<'_>]) -> bool {
    let mut depth = 0_usize;
    for token in tokens {
        if is(token, "(") {
            depth += 1;
        } else if is(token, ")") {
            match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            }
        }
    }
    depth == 0
}

/// The inside of a quoted name that means the same without quotes.
fn plain_name(quoted: &str) -> Option<&str> {
    let inside = quoted.strip_prefix(['"', '`'])?.strip_suffix(['"', '`'])?;
    let mut bytes = inside.bytes();
    let first = bytes.next()?;
    let starts = first == b'_' || first.is_ascii_lowercase();
    let goes_on =
        bytes.all(|byte| byte == b'_' || byte.is_ascii_lowercase() || byte.is_ascii_digit());
    (starts && goes_on).then_some(inside)
}

/// The text of a string literal that is all of the SQL, but for parentheses
/// around it and casts after it.
pub fn string_literal(sql: &str) -> Option<String> {
    let all = transaction::tokens(sql);
    let mut tokens = all.as_slice();
    while let [first, inner @ .., last] = tokens
        && is(first, "(")
        && is(last, ")")
        && closes_last(inner)
    {
        tokens = inner;
    }
    let [literal, casts @ ..] = tokens else {
        return None;
    };
    let inside = literal
        .text
        .strip_prefix('\'')?
        .strip_suffix('\'')
        .filter(|_| literal.kind == Kind::Literal)?;
    let cast = match casts {
        [] => true,
        [first, second, ..] => is(first, ":") && is(second, ":"),
        [_] => false,
    };
    // What follows a cast can only be a type's name.
    let only_a_cast = casts.iter().all(|token| match token.kind {
        Kind::Word | Kind::Quoted => true,
        Kind::Symbol => matches!(token.text, ":" | "(" | ")" | "," | "[" | "]" | "."),
        Kind::Literal => false,
    });
    (cast && only_a_cast).then(|| inside.replace("''", "'"))
}

/// SQL that a table's database is asked to write as it understands it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// The default of a column.
    Default {
        /// The column's position.
        column: usize,
        /// What stands after DEFAULT.
        sql: &'a str,
    },
    /// The expression of a generated column.
    Computed {
        /// The column's position.
        column: usize,
        /// What stands in the parentheses.
        sql: &'a str,
    },
    /// A condition.
    Condition(&'a str),
    /// Any other value, such as an expression of an index.
    Value(&'a str),
}

/// A table with the columns that pieces of SQL speak of, and those pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scratch<'a> {
    /// The table's name, without its schema.
    pub name: &'a str,
    /// The columns: name and spelled type.
    pub columns: Vec<(&'a str, String)>,
    /// The pieces.
    pub pieces: Vec<Piece<'a>>,
}

/// How the database writes a piece of SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// With all its parentheses.
    pub plain: String,
    /// Without those that it does not need, as some catalogs tell it.
    pub pretty: String,
}

/// Asks the database how it writes pieces of SQL, in the order of tables and
/// pieces. `None` for a piece that the database does not accept, and for all
/// where it cannot be asked: on SQLite, which keeps SQL as it was written.
///
/// On MySQL it takes one round trip for each table, which makes a temporary
/// table. On PostgreSQL this makes temporary tables inside subtransactions that are
/// rolled back, whether a transaction is open or not, and leaves no trace. It
/// takes one statement for every few hundred tables. `changes` are statements
/// that are carried out before, and undone with the rest: what a migration
/// will do to types that the pieces speak of.
pub fn rewrite(
    dialect: &dyn Dialect,
    changes: &[String],
    tables: &[Scratch<'_>],
    catalog: &dyn Catalog,
) -> Result<Vec<Vec<Option<Rewritten>>>, Error> {
    match dialect.name() {
        "postgresql" => postgresql::rewrite(dialect, changes, tables, catalog),
        "mysql" | "mariadb" => mysql::rewrite(tables, catalog),
        _ => Ok(tables
            .iter()
            .map(|table| vec![None; table.pieces.len()])
            .collect()),
    }
}

/// Tables and sequences that belong to extensions, by schema and name.
pub fn extension_objects(
    dialect: &dyn Dialect,
    catalog: &dyn Catalog,
) -> Result<HashSet<(String, String)>, Error> {
    match dialect.name() {
        "postgresql" => postgresql::extension_objects(catalog),
        _ => Ok(HashSet::new()),
    }
}

/// One element of an index as Alembic compares it on PostgreSQL.
pub fn index_element_outline(table: &str, sql: &str) -> String {
    postgresql::index_element_outline(table, sql)
}

/// The SQL without casts of PostgreSQL's form, `::type`.
pub fn without_casts(sql: &str) -> String {
    postgresql::without_casts(sql)
}

/// An expression of an index as Alembic shows and compares it: columns
/// without their table, values as literals.
pub fn index_element(dialect: &dyn Dialect, element: &Expression) -> Result<String, Error> {
    ddl::expression(dialect, element)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_leave_out_what_does_not_matter() {
        fn check(one: &str, other: &str, expect: bool) {
            assert_eq!(outline(one) == outline(other), expect, "{one} / {other}");
        }
        check("a > 0", "((A>0))", true);
        check("(a > 0) AND (b > 0)", "((a > 0) AND (b > 0))", true);
        check("(a > 0) AND (b > 0)", "a > 0 AND b > 0", false);
        check("\"a\" != 'X'", "a <> 'X'", true);
        check("a <> 'X'", "a <> 'x'", false);
        check("\"A\" = 1", "a = 1", false);
        check("a < -1", "a <- 1", false);
        check("f(a, b) -- why", "F( a,b )", true);
        check("a::text", "a :: text", true);
    }

    #[test]
    fn string_literals_are_seen_behind_their_casts() {
        fn check(sql: &str, expect: Option<&str>) {
            assert_eq!(string_literal(sql).as_deref(), expect, "{sql}");
        }
        check("'it''s'::character varying", Some("it's"));
        check("('a')", Some("a"));
        check("'1'::numeric(10,2)", Some("1"));
        check("'a' || 'b'", None);
        check("'a'::text || 'b'", None);
        check("now()", None);
        check("''", Some(""));
    }
}
