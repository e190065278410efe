"""Stand-in for the driver of that name."""

from _limbeck_driver import apilevel, connector, exceptions as _exceptions, threadsafety

paramstyle = "numeric"
globals().update(_exceptions(__name__))
connect = connector(__name__)


def __getattr__(name):
    if name.endswith("Error") or name == "exceptions":
        import sys

        __import__("asyncpg.exceptions")
        exceptions = sys.modules["asyncpg.exceptions"]
        if name == "exceptions":
            return exceptions
        if hasattr(exceptions, name):
            return getattr(exceptions, name)
    raise AttributeError("module 'asyncpg' has no attribute %r" % name)
