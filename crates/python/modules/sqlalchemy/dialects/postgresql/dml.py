"""PostgreSQL's INSERT."""

from ...sql.dml import _InsertWithConflict as Insert
from ...sql.dml import postgresql_insert as insert  # noqa: F401

__all__ = ("Insert", "insert")
