"""SQLite's INSERT."""

from ...sql.dml import _SQLiteInsert as Insert
from ...sql.dml import sqlite_insert as insert  # noqa: F401

__all__ = ("Insert", "insert")
