use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::Error;

/// The moment at which a revision is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CreateDate {
    /// The year.
    pub year: i16,
    /// The month, from 1.
    pub month: i8,
    /// The day, from 1.
    pub day: i8,
    /// The hour.
    pub hour: i8,
    /// The minute.
    pub minute: i8,
    /// The second.
    pub second: i8,
    /// The microsecond.
    pub microsecond: i32,
    /// Seconds east of UTC, if a time zone is configured.
    pub offset: Option<i32>,
    /// Seconds since the beginning of 1970 in UTC.
    pub epoch: i64,
}

impl CreateDate {
    /// Now, in the named time zone or in local time.
    ///
    /// # Errors
    /// [`Error::NoSuchTimezone`].
    pub fn now(timezone: Option<&str>) -> Result<Self, Error> {
        CreateDate::at(Timestamp::now(), timezone)
    }

    fn at(moment: Timestamp, timezone: Option<&str>) -> Result<Self, Error> {
        let zoned = match timezone {
            None => moment.to_zoned(TimeZone::system()),
            Some(name) => moment.to_zoned(zone(name)?),
        };
        Ok(CreateDate::new(&zoned, timezone.is_some()))
    }

    fn new(zoned: &Zoned, with_offset: bool) -> Self {
        CreateDate {
            year: zoned.year(),
            month: zoned.month(),
            day: zoned.day(),
            hour: zoned.hour(),
            minute: zoned.minute(),
            second: zoned.second(),
            microsecond: zoned.subsec_nanosecond() / 1000,
            offset: with_offset.then(|| zoned.offset().seconds()),
            epoch: zoned.timestamp().as_second(),
        }
    }
}

impl std::fmt::Display for CreateDate {
    /// As Python's `str(datetime)`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let CreateDate {
            year,
            month,
            day,
            hour,
            minute,
            second,
            ..
        } = self;
        write!(
            f,
            "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"
        )?;
        if self.microsecond != 0 {
            write!(f, ".{:06}", self.microsecond)?;
        }
        if let Some(offset) = self.offset {
            let sign = if offset < 0 { '-' } else { '+' };
            let seconds = offset.unsigned_abs();
            write!(f, "{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60)?;
            if seconds % 60 != 0 {
                write!(f, ":{:02}", seconds % 60)?;
            }
        }
        Ok(())
    }
}

/// The time zone of that name as written, or else in upper case.
fn zone(name: &str) -> Result<TimeZone, Error> {
    for spelling in [name.to_string(), name.to_uppercase()] {
        // The database does not mind the case, and users' other tools do.
        if let Ok(zone) = TimeZone::get(&spelling)
            && zone.iana_name() == Some(&spelling)
        {
            return Ok(zone);
        }
    }
    Err(Error::NoSuchTimezone { name: name.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(nanosecond: i128, timezone: &str, expect: &str) {
        let moment = Timestamp::from_nanosecond(nanosecond).unwrap();
        let text = match CreateDate::at(moment, Some(timezone)) {
            Ok(date) => date.to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(text, expect);
    }

    #[test]
    fn dates_are_written_as_python_writes_them() {
        check(
            1_700_000_000_123_456_789,
            "UTC",
            "2023-11-14 22:13:20.123456+00:00",
        );
        check(
            1_700_000_000_000_000_789,
            "utc",
            "2023-11-14 22:13:20+00:00",
        );
        check(
            1_700_000_000_000_007_000,
            "Europe/Berlin",
            "2023-11-14 23:13:20.000007+01:00",
        );
        check(
            1_700_000_000_000_000_000,
            "America/New_York",
            "2023-11-14 17:13:20-05:00",
        );
        check(
            1_700_000_000_000_000_000,
            "Asia/Kolkata",
            "2023-11-15 03:43:20+05:30",
        );
        check(
            1_700_000_000_000_000_000,
            "est",
            "2023-11-14 17:13:20-05:00",
        );
    }

    #[test]
    fn unknown_time_zones_are_named() {
        check(0, "fake", "Can't locate timezone: fake");
        check(0, "europe/berlin", "Can't locate timezone: europe/berlin");
    }
}
