"""SQLite's types."""

from ...sql import sqltypes
from ...sql.sqltypes import (
    BLOB,
    BOOLEAN,
    CHAR,
    DECIMAL,
    FLOAT,
    INTEGER,
    NUMERIC,
    REAL,
    SMALLINT,
    TEXT,
    TIMESTAMP,
    VARCHAR,
)


class _Formatted:
    """A type that is stored as text of a format."""

    def __init__(self, *args, storage_format=None, regexp=None, truncate_microseconds=False, **kw):
        self.storage_format = storage_format
        self.regexp = regexp
        self.truncate_microseconds = truncate_microseconds
        super().__init__(*args, **kw)

    def __repr__(self):
        return type(self).__name__ + "()"


class DATE(_Formatted, sqltypes.Date):
    pass


class DATETIME(_Formatted, sqltypes.DateTime):
    pass


class TIME(_Formatted, sqltypes.Time):
    pass


class JSON(sqltypes.JSON):
    pass


class JSONB(JSON):
    _kind = "named"
    __visit_name__ = _name = "JSONB"
