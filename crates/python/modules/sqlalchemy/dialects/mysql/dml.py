"""MySQL's INSERT."""

from ...sql.dml import _MySQLInsert as Insert
from ...sql.dml import mysql_insert as insert  # noqa: F401

__all__ = ("Insert", "insert")
