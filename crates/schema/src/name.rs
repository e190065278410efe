//! Names of things in a database.

use std::fmt;

/// A name of a table, column, constraint or other object, as the project
/// wrote it. A dialect decides whether it must be quoted, unless the project
/// said so itself (`quoted_name("x", quote=True)`, `Column(…, quote=False)`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Name {
    /// The name, unquoted.
    pub text: String,
    /// `Some(true)`: always quote; `Some(false)`: never; `None`: when the
    /// dialect's rules ask for it.
    pub quote: Option<bool>,
}

impl Name {
    /// A name that is quoted when the dialect's rules ask for it.
    pub fn new(text: impl Into<String>) -> Name {
        Name {
            text: text.into(),
            quote: None,
        }
    }

    /// The name of an alias that the script left nameless: whoever writes
    /// the statement numbers it among the others of the same stem (`anon_1`,
    /// `users_2`). Equal identities get equal numbers.
    pub fn anonymous(identity: usize, stem: &str) -> Name {
        Name::new(format!("%({identity} {stem})s"))
    }

    /// The stem of an [anonymous](Name::anonymous) name.
    pub fn anonymous_stem(&self) -> Option<&str> {
        let inside = self.text.strip_prefix("%(")?.strip_suffix(")s")?;
        let (identity, stem) = inside.split_once(' ')?;
        identity.parse::<usize>().ok().map(|_| stem)
    }

    /// The name, unquoted.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Name {
        Name::new(text)
    }
}

impl From<String> for Name {
    fn from(text: String) -> Name {
        Name::new(text)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A table's name with the schema that it is in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct TableName {
    /// The schema; `None` is the connection's default schema.
    pub schema: Option<Name>,
    /// The table's own name.
    pub name: Name,
}

impl TableName {
    /// A table in the default schema.
    pub fn new(name: impl Into<Name>) -> TableName {
        TableName {
            schema: None,
            name: name.into(),
        }
    }

    /// A table in the named schema, or in the default one.
    pub fn in_schema(schema: Option<Name>, name: impl Into<Name>) -> TableName {
        TableName {
            schema,
            name: name.into(),
        }
    }
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = &self.schema {
            write!(f, "{schema}.")?;
        }
        write!(f, "{}", self.name)
    }
}
