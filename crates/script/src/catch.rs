//! Turns what the graph says into what a user is told.

use crate::{Error, RevisionError, Symbols};

/// How a command words the graph's errors.
#[derive(Clone, Debug, Default)]
pub(crate) struct Catch<'a> {
    /// For ends that are not on one line; `%(start)s` and `%(end)s` stand for
    /// them.
    pub(crate) ancestor: Option<&'a str>,
    /// For several heads.
    pub(crate) multiple_heads: Option<&'a str>,
    /// The lower end, as the user gave it.
    pub(crate) start: Option<Symbols>,
    /// The upper end, as the user gave it.
    pub(crate) end: Option<Symbols>,
}

const ANCESTOR: &str = "Requested range %(start)s:%(end)s does not refer to ancestor/descendant revisions along the same branch";

impl Catch<'_> {
    pub(crate) fn error(&self, error: RevisionError) -> Error {
        match error {
            RevisionError::RangeNotAncestor { lower, upper } => {
                let start = words(self.start.as_ref().unwrap_or(&lower));
                let end = words(self.end.as_ref().unwrap_or(&upper));
                Error::RangeNotAncestor {
                    message: self
                        .ancestor
                        .unwrap_or(ANCESTOR)
                        .replace("%(start)s", &start)
                        .replace("%(end)s", &end),
                }
            }
            RevisionError::MultipleHeads { heads, argument } => {
                let given = |end: &&Symbols| end.list().is_some_and(|list| !list.is_empty());
                let end = self.end.as_ref().filter(given);
                let argument = end.map_or(argument, words);
                let message = match self.multiple_heads {
                    Some(message) => message.to_string(),
                    None => format!(
                        "Multiple head revisions are present for given argument '{argument}'; please specify a specific target revision, '<branchname>@{argument}' to narrow to a specific head, or 'heads' for all heads"
                    ),
                };
                Error::MultipleHeads { message, heads }
            }
            RevisionError::Resolution {
                message,
                argument,
                near,
            } => Error::NoSuchRevision {
                argument,
                reason: message,
                near,
            },
            error => Error::Revision(error),
        }
    }
}

/// The symbols as the user gave them.
fn words(symbols: &Symbols) -> String {
    match symbols {
        Symbols::Many(list) if list.is_empty() => "()".into(),
        Symbols::Base | Symbols::One(_) | Symbols::Many(_) => symbols.to_string(),
    }
}
