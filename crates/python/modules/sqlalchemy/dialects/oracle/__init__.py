"""Oracle Database's types, which a project may name even where it runs on
another database."""

from ...sql import sqltypes
from ...sql.sqltypes import (
    BLOB,
    BOOLEAN,
    CHAR,
    CLOB,
    DATE,
    DOUBLE_PRECISION,
    JSON,
    NCHAR,
    NVARCHAR,
    REAL,
    VARCHAR,
)
from ...sql.type_api import NativeForEmulated, TypeEngine


class _Named:
    _kind = "named"

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        cls.__visit_name__ = cls._name = cls.__name__


class NUMBER(_Named, sqltypes.Numeric, sqltypes.Integer):
    def __init__(self, precision=None, scale=None, asdecimal=None):
        super().__init__(
            precision=precision,
            scale=scale,
            asdecimal=bool(scale and scale > 0) if asdecimal is None else asdecimal,
        )


class BFILE(_Named, sqltypes.LargeBinary):
    pass


class NCLOB(_Named, sqltypes.Text):
    pass


class RAW(_Named, sqltypes._Binary):
    pass


class LONG(_Named, sqltypes.Text):
    pass


class ROWID(_Named, TypeEngine):
    pass


class BINARY_DOUBLE(_Named, sqltypes.Double):
    pass


class BINARY_FLOAT(_Named, sqltypes.Float):
    pass


class VARCHAR2(_Named, sqltypes.VARCHAR):
    pass


class NVARCHAR2(_Named, sqltypes.Unicode):
    pass


class FLOAT(sqltypes.FLOAT):
    def __init__(self, binary_precision=None, asdecimal=False, decimal_return_scale=None):
        super().__init__(asdecimal=asdecimal, decimal_return_scale=decimal_return_scale)
        self.binary_precision = binary_precision


class TIMESTAMP(sqltypes.TIMESTAMP):
    def __init__(self, timezone=False, local_timezone=False):
        super().__init__(timezone=timezone)
        self.local_timezone = local_timezone


class INTERVAL(_Named, NativeForEmulated, sqltypes._AbstractInterval, TypeEngine):
    def __init__(self, day_precision=None, second_precision=None):
        self.day_precision = day_precision
        self.second_precision = second_precision


def __getattr__(name):
    if name == "dialect":
        from ..dialect import named

        return named("oracle")
    raise AttributeError("module 'sqlalchemy.dialects.oracle' has no attribute %r" % name)
