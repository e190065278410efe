//! SQLite's literals.

use limbeck_schema::SqlType;

use crate::literal::{Family, Style};

/// What SQLite's literals look like.
pub(super) const STYLE: Style = Style {
    truth: "1",
    falsehood: "0",
    hyphens,
    moment,
    bytes,
    interval,
};

fn hyphens(_sql_type: &SqlType) -> bool {
    false
}

/// Dates and times in the one format that SQLAlchemy stores: with six digits
/// of a second, without a zone.
fn moment(text: &str, family: Family) -> String {
    match family {
        Family::DateTime => {
            let (date, time) = text.split_once(' ').unwrap_or((text, "00:00:00"));
            format!("'{date} {}'", time_of_day(time))
        }
        Family::Time => format!("'{}'", time_of_day(text)),
        _ => format!("'{text}'"),
    }
}

fn time_of_day(text: &str) -> String {
    let zone = text.find(['+', '-', 'Z']).unwrap_or(text.len());
    let (clock, fraction) = match text[..zone].split_once('.') {
        Some((clock, fraction)) => (clock, fraction),
        None => (&text[..zone], ""),
    };
    format!("{clock}.{fraction:0<6}")
}

fn bytes(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("X'{digits}'")
}

/// A span is stored as the moment that lies so long after 1970 began.
fn interval(_days: i64, _seconds: i64, _microseconds: i64) -> Option<String> {
    None
}
