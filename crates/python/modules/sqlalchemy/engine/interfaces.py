"""Names for annotations, and classes to derive from."""

from ..dialects.dialect import DefaultDialect as Dialect  # noqa: F401
from .base import Connection as Connectable  # noqa: F401


class AdaptedConnection:
    pass


class BindTyping:
    NONE, SETINPUTSIZES, RENDER_CASTS = 1, 2, 3


class Compiled:
    pass


class CreateEnginePlugin:
    pass


class ExceptionContext:
    pass


class ExecutionContext:
    pass


class TypeCompiler:
    pass


class ConnectionEventsTarget:
    """What listeners of connections can be given to; for annotations."""


Connectable = ConnectionEventsTarget


class DBAPIConnection:
    pass


class DBAPICursor:
    pass
