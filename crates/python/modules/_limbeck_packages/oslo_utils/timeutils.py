"""Points in time, in UTC and without a zone unless one is asked for."""

import calendar
import time
from datetime import datetime, timedelta, timezone

PERFECT_TIME_FORMAT = "%Y-%m-%dT%H:%M:%S.%f"

now = time.monotonic


def utcnow(with_timezone=False):
    found = datetime.now(timezone.utc)
    return found if with_timezone else found.replace(tzinfo=None)


def utcnow_ts(microsecond=False):
    found = time.time()
    return found if microsecond else int(found)


def parse_isotime(timestr):
    """A text without a zone is taken for UTC."""
    if not isinstance(timestr, str):
        raise ValueError("Expecting a string %r" % (timestr,))
    try:
        found = datetime.fromisoformat(timestr.replace("Z", "+00:00"))
    except ValueError:
        raise ValueError("Unable to parse date string %r" % timestr) from None
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


def parse_strtime(timestr, fmt=PERFECT_TIME_FORMAT):
    return datetime.strptime(timestr, fmt)


def normalize_time(timestamp):
    offset = timestamp.utcoffset()
    return timestamp if offset is None else timestamp.replace(tzinfo=None) - offset


def _normal(given):
    return normalize_time(parse_isotime(given) if isinstance(given, str) else given)


def is_older_than(before, seconds):
    return utcnow() - _normal(before) > timedelta(seconds=seconds)


def is_newer_than(after, seconds):
    return _normal(after) - utcnow() > timedelta(seconds=seconds)


def is_soon(dt, window):
    return normalize_time(dt) <= utcnow() + timedelta(seconds=window)


def delta_seconds(before, after):
    return (after - before).total_seconds()


def iso8601_from_timestamp(timestamp, microsecond=False):
    found = datetime.fromtimestamp(timestamp, timezone.utc)
    return found.strftime("%Y-%m-%dT%H:%M:%S" + (".%fZ" if microsecond else "Z"))


def to_timestamp(dt):
    """Seconds since 1970."""
    return calendar.timegm(normalize_time(dt).timetuple())
