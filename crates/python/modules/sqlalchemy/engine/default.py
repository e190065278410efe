"""The dialect that others derive from."""

from ..dialects.dialect import DefaultDialect  # noqa: F401


class DefaultExecutionContext:
    pass
