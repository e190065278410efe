//! PostgreSQL's literals.

use limbeck_schema::SqlType;

use crate::literal::{Family, Style, python_float};

/// What PostgreSQL's literals look like.
pub(super) const STYLE: Style = Style {
    truth: "true",
    falsehood: "false",
    hyphens,
    moment,
    bytes,
    interval,
};

fn hyphens(sql_type: &SqlType) -> bool {
    !matches!(sql_type, SqlType::Uuid(uuid) if !uuid.native)
}

fn moment(text: &str, _family: Family) -> String {
    format!("'{text}'")
}

fn bytes(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("'\\x{digits}'")
}

fn interval(days: i64, seconds: i64, microseconds: i64) -> Option<String> {
    let whole = days.checked_mul(86_400)?.checked_add(seconds)?;
    let micros = i128::from(whole) * 1_000_000 + i128::from(microseconds);
    // Python divides the exact number of microseconds once.
    let total = micros as f64 / 1_000_000.0;
    Some(format!("make_interval(secs=>{})", python_float(total)))
}
