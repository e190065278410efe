"""What SQLite alone has."""

from .types import (
    BLOB,
    BOOLEAN,
    CHAR,
    DATE,
    DATETIME,
    DECIMAL,
    FLOAT,
    INTEGER,
    JSON,
    JSONB,
    NUMERIC,
    REAL,
    SMALLINT,
    TEXT,
    TIME,
    TIMESTAMP,
    VARCHAR,
)


def __getattr__(name):
    if name in ("insert", "Insert"):
        from ...sql import dml

        return {"insert": dml.sqlite_insert, "Insert": dml.Insert}[name]
    if name in ("dialect", "SQLiteDialect"):
        from .base import SQLiteDialect

        return SQLiteDialect
    raise AttributeError("module 'sqlalchemy.dialects.sqlite' has no attribute %r" % name)
