"""The dialect and the types of it."""

from ..dialect import MySQLDialect
from .types import *  # noqa: F403

dialect = MySQLDialect


def __getattr__(name):
    # The types' names of old: MSInteger, MSLongText, ….
    if name.startswith("MS"):
        from . import types

        kind = name[2:].upper()
        kind = {"STRING": "VARCHAR", "INTEGER": "INTEGER"}.get(kind, kind.replace("INTEGER", "INT"))
        if hasattr(types, kind):
            return getattr(types, kind)
    raise AttributeError("module 'sqlalchemy.dialects.mysql.base' has no attribute %r" % name)
