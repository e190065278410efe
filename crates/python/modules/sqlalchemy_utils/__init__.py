"""SQLAlchemy-Utils, as far as migrations and models need it."""

from .types import *  # noqa: F403
from .types import EncryptedType, StringEncryptedType


def __getattr__(name):
    raise AttributeError(
        "sqlalchemy_utils.%s is not part of what limbeck runs; rewrite the script without "
        "it, or ask for it where limbeck is developed" % name
    )


class Timestamp:
    """Two columns that note when a row was made and changed."""

    import datetime as _datetime

    import sqlalchemy as _sa

    created = _sa.Column(_sa.DateTime, default=_datetime.datetime.utcnow, nullable=False)
    updated = _sa.Column(_sa.DateTime, default=_datetime.datetime.utcnow, nullable=False)
    del _datetime, _sa


def generic_repr(*fields):
    return (lambda cls: cls) if not fields or isinstance(fields[0], str) else fields[0]


def force_auto_coercion(mapper=None):
    """Values are coerced by their types."""


def force_instant_defaults(mapper=None):
    """Defaults come when rows are inserted."""
