"""Reads time zones out of the program where the system has none."""

from _limbeck_lazy import complete

_limbeck_beginning = True
__getattr__ = None
complete("zoneinfo._common", globals(), "load_data")


def load_tzdata(key):
    from _limbeck_lazy import time_zone
    from io import BytesIO

    data = time_zone(key)
    if data is None:
        raise ZoneInfoNotFoundError(f"No time zone found with key {key}")  # noqa: F821
    return BytesIO(data)
