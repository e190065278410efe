//! MySQL's literals.

use limbeck_schema::SqlType;

use crate::literal::{Family, Style};

/// What MySQL's literals look like.
pub(super) const STYLE: Style = Style {
    truth: "true",
    falsehood: "false",
    hyphens,
    moment,
    bytes,
    interval,
};

fn hyphens(_sql_type: &SqlType) -> bool {
    false
}

fn moment(text: &str, _family: Family) -> String {
    format!("'{text}'")
}

fn bytes(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("X'{digits}'")
}

/// A span is stored as the moment that lies so long after 1970 began.
fn interval(_days: i64, _seconds: i64, _microseconds: i64) -> Option<String> {
    None
}
