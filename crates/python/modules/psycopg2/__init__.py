"""Stand-in for the driver of that name."""

from _limbeck_driver import apilevel, connector, exceptions as _exceptions, threadsafety

paramstyle = "pyformat"
globals().update(_exceptions(__name__))
connect = connector(__name__)


def __getattr__(name):
    if name == "errors":
        import sys

        __import__("psycopg2.errors")
        return sys.modules["psycopg2.errors"]
    raise AttributeError("module 'psycopg2' has no attribute %r" % name)
