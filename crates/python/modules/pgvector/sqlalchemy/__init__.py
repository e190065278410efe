"""Types of PostgreSQL's extension vector."""

from sqlalchemy.types import UserDefinedType


class _Sized(UserDefinedType):
    cache_ok = True

    def __init__(self, dim=None):
        self.dim = dim

    def get_col_spec(self, **kw):
        name = self._name
        return name if self.dim is None else "%s(%d)" % (name, self.dim)

    def _convert(self, value, dialect):
        if value is None or isinstance(value, str):
            return value
        return "[" + ",".join(str(float(number)) for number in value) + "]"


class VECTOR(_Sized):
    _name = "VECTOR"


class HALFVEC(_Sized):
    _name = "HALFVEC"


class SPARSEVEC(_Sized):
    _name = "SPARSEVEC"


class BIT(UserDefinedType):
    cache_ok = True

    def __init__(self, length=None):
        self.length = length

    def get_col_spec(self, **kw):
        return "BIT" if self.length is None else "BIT(%d)" % self.length


Vector = VECTOR

# Scripts name the types after the modules that pgvector has them in.
for _type in (VECTOR, HALFVEC, SPARSEVEC, BIT):
    _type.__module__ = f"{__name__}.{_type.__name__.lower()}"
