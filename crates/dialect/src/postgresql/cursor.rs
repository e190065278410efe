//! Cursors of the server, which hand a large result over piece by piece.

use limbeck_schema::Name;

use crate::Dialect;

/// The statements around one cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Makes it.
    pub declare: String,
    /// Gives the next rows.
    pub fetch: String,
    /// Frees it.
    pub close: String,
}

/// The statements of a cursor of that name over a query, each fetch of which
/// gives so many rows. It ends with the transaction.
pub(crate) fn cursor(dialect: &dyn Dialect, name: &str, query: &str, rows: usize) -> Cursor {
    let name = dialect.quote(&Name {
        text: name.to_owned(),
        quote: Some(true),
    });
    Cursor {
        declare: format!("DECLARE {name} NO SCROLL CURSOR FOR {query}"),
        fetch: format!("FETCH FORWARD {rows} FROM {name}"),
        close: format!("CLOSE {name}"),
    }
}
