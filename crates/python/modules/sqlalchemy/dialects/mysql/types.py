"""MySQL's and MariaDB's types."""

from ... import exc
from ...sql import sqltypes
from ...sql.sqltypes import BINARY, BLOB, DATE, VARBINARY, Repr
from ...sql.type_api import NativeForEmulated, TypeEngine


class _Number:
    """UNSIGNED and ZEROFILL."""

    def __init__(self, unsigned=False, zerofill=False, **kw):
        self.unsigned = unsigned
        self.zerofill = zerofill
        super().__init__(**kw)


class _NumericType(_Number, sqltypes.Numeric):
    _kind = "mysql.number"

    def repr_struct(self):
        return Repr(self, classes=[_Number, sqltypes.Numeric])


class _FloatType(_Number, sqltypes.Float):
    _kind = "mysql.number"

    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        if isinstance(self, (REAL, DOUBLE)) and (precision is None) != (scale is None):
            raise exc.ArgumentError(
                "You must specify both precision and scale or omit both altogether."
            )
        super().__init__(precision=precision, asdecimal=asdecimal, **kw)
        self.scale = scale

    def repr_struct(self):
        return Repr(self, classes=[type(self), _Number, sqltypes.Float])


class _IntegerType(_Number, sqltypes.Integer):
    _kind = "mysql.integer"

    def __init__(self, display_width=None, **kw):
        self.display_width = display_width
        super().__init__(**kw)

    def repr_struct(self):
        return Repr(self, classes=[type(self), _Number, sqltypes.Integer])


class _StringType(sqltypes.String):
    _kind = "mysql.text"

    def __init__(
        self,
        charset=None,
        collation=None,
        ascii=False,
        binary=False,
        unicode=False,
        national=False,
        **kw,
    ):
        self.charset = charset
        kw.setdefault("collation", kw.pop("collate", collation))
        self.ascii = ascii
        self.unicode = unicode
        self.binary = binary
        self.national = national
        super().__init__(**kw)

    def repr_struct(self):
        return Repr(self, classes=[_StringType, sqltypes.String])


class _Named:
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        cls.__visit_name__ = cls._name = cls.__name__


class NUMERIC(_Named, _NumericType, sqltypes.NUMERIC):
    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal, **kw)


class DECIMAL(_Named, _NumericType, sqltypes.DECIMAL):
    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal, **kw)


class DOUBLE(_Named, _FloatType, sqltypes.DOUBLE):
    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal, **kw)


class REAL(_Named, _FloatType, sqltypes.REAL):
    def __init__(self, precision=None, scale=None, asdecimal=True, **kw):
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal, **kw)


class FLOAT(_Named, _FloatType, sqltypes.FLOAT):
    def __init__(self, precision=None, scale=None, asdecimal=False, **kw):
        super().__init__(precision=precision, scale=scale, asdecimal=asdecimal, **kw)


class INTEGER(_Named, _IntegerType, sqltypes.INTEGER):
    pass


class BIGINT(_Named, _IntegerType, sqltypes.BIGINT):
    pass


class MEDIUMINT(_Named, _IntegerType):
    pass


class TINYINT(_Named, _IntegerType):
    pass


class SMALLINT(_Named, _IntegerType, sqltypes.SMALLINT):
    pass


class BIT(TypeEngine):
    __visit_name__ = "BIT"
    _kind = "mysql.bit"

    def __init__(self, length=None):
        self.length = length


class TIME(sqltypes.TIME):
    _kind = "mysql.temporal"
    _name = "TIME"

    def __init__(self, timezone=False, fsp=None):
        super().__init__(timezone=timezone)
        self.fsp = fsp


class TIMESTAMP(sqltypes.TIMESTAMP):
    _kind = "mysql.temporal"
    _name = "TIMESTAMP"

    def __init__(self, timezone=False, fsp=None):
        super().__init__(timezone=timezone)
        self.fsp = fsp


class DATETIME(sqltypes.DATETIME):
    _kind = "mysql.temporal"
    _name = "DATETIME"

    def __init__(self, timezone=False, fsp=None):
        super().__init__(timezone=timezone)
        self.fsp = fsp


class YEAR(TypeEngine):
    __visit_name__ = "YEAR"
    _kind = "mysql.year"

    def __init__(self, display_width=None):
        self.display_width = display_width


class TEXT(_Named, _StringType, sqltypes.TEXT):
    def __init__(self, length=None, **kw):
        super().__init__(length=length, **kw)


class TINYTEXT(_Named, _StringType):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)


class MEDIUMTEXT(_Named, _StringType):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)


class LONGTEXT(_Named, _StringType):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)


class VARCHAR(_Named, _StringType, sqltypes.VARCHAR):
    def __init__(self, length=None, **kwargs):
        super().__init__(length=length, **kwargs)


class CHAR(_Named, _StringType, sqltypes.CHAR):
    def __init__(self, length=None, **kwargs):
        super().__init__(length=length, **kwargs)


class NVARCHAR(_Named, _StringType, sqltypes.NVARCHAR):
    def __init__(self, length=None, **kwargs):
        kwargs["national"] = True
        super().__init__(length=length, **kwargs)


class NCHAR(_Named, _StringType, sqltypes.NCHAR):
    def __init__(self, length=None, **kwargs):
        kwargs["national"] = True
        super().__init__(length=length, **kwargs)


class TINYBLOB(_Named, sqltypes._Binary):
    _kind = "mysql.plain"


class MEDIUMBLOB(_Named, sqltypes._Binary):
    _kind = "mysql.plain"


class LONGBLOB(_Named, sqltypes._Binary):
    _kind = "mysql.plain"


class JSON(sqltypes.JSON):
    _kind = "mysql.plain"
    _name = "JSON"


class BOOLEAN(sqltypes.BOOLEAN):
    pass


class INET4(_Named, TypeEngine):
    _kind = "mysql.plain"


class INET6(_Named, TypeEngine):
    _kind = "mysql.plain"


class ENUM(NativeForEmulated, sqltypes.Enum, _StringType):
    __visit_name__ = "ENUM"
    _kind = "mysql.enum"
    native_enum = True

    def __init__(self, *enums, **kw):
        kw.pop("strict", None)
        self._enum_init(enums, kw)
        self.length = self._default_length
        _StringType.__init__(self, length=self.length, **kw)


class SET(_StringType):
    __visit_name__ = "SET"
    _kind = "mysql.set"

    def __init__(self, *values, **kw):
        self.retrieve_as_bitwise = kw.pop("retrieve_as_bitwise", False)
        self.convert_unicode = kw.pop("convert_unicode", False)
        self.values = tuple(values)
        kw.setdefault("length", max([len(value) for value in values], default=0))
        super().__init__(**kw)

    def _revert(self, value, dialect):
        return {part for part in value.split(",") if part} if isinstance(value, str) else value

    def repr_struct(self):
        return Repr(
            self, more=[("retrieve_as_bitwise", False)], classes=[SET, _StringType]
        )
