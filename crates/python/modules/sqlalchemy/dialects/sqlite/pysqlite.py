"""SQLite through Python's own driver."""

from .base import SQLiteDialect as SQLiteDialect_pysqlite

dialect = SQLiteDialect_pysqlite
