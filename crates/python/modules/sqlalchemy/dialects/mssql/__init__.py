"""Microsoft SQL Server's types, which a project may name even where it runs
on another database."""

from ...sql import sqltypes
from ...sql.sqltypes import (
    BIGINT,
    BINARY,
    CHAR,
    DATE,
    DATETIME,
    DECIMAL,
    DOUBLE_PRECISION,
    FLOAT,
    INTEGER,
    JSON as _JSON,
    NCHAR,
    NUMERIC,
    NVARCHAR,
    REAL,
    SMALLINT,
    TEXT,
    VARCHAR,
)
from ...sql.type_api import TypeEngine


class _Named:
    _kind = "named"

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        cls.__visit_name__ = cls._name = cls.__name__


class JSON(_JSON):
    pass


class TINYINT(_Named, sqltypes.Integer):
    pass


class NTEXT(_Named, sqltypes.UnicodeText):
    pass


class DATETIME2(_Named, sqltypes.DateTime):
    def __init__(self, precision=None, **kw):
        super().__init__(**kw)
        self.precision = precision


class DATETIMEOFFSET(_Named, sqltypes.DateTime):
    def __init__(self, precision=None, **kw):
        super().__init__(**kw)
        self.precision = precision


class SMALLDATETIME(_Named, sqltypes.DateTime):
    pass


class TIME(sqltypes.TIME):
    def __init__(self, precision=None, **kwargs):
        self.precision = precision
        super().__init__()


class VARBINARY(sqltypes.VARBINARY, sqltypes.LargeBinary):
    _kind = "VARBINARY"

    def __init__(self, length=None, filestream=False):
        self.filestream = filestream
        super().__init__(length=length)


class BIT(_Named, sqltypes.Boolean):
    pass


class IMAGE(_Named, sqltypes.LargeBinary):
    pass


class TIMESTAMP(_Named, sqltypes._Binary):
    def __init__(self, convert_int=False):
        self.convert_int = convert_int
        super().__init__()


class ROWVERSION(TIMESTAMP):
    pass


class MONEY(_Named, TypeEngine):
    pass


class SMALLMONEY(_Named, TypeEngine):
    pass


class UNIQUEIDENTIFIER(_Named, sqltypes.Uuid):
    def __init__(self, as_uuid=True):
        super().__init__(as_uuid=as_uuid)


class SQL_VARIANT(_Named, TypeEngine):
    pass


class XML(_Named, sqltypes.Text):
    pass


def __getattr__(name):
    if name == "dialect":
        from ..dialect import named

        return named("mssql")
    raise AttributeError("module 'sqlalchemy.dialects.mssql' has no attribute %r" % name)
