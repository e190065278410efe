"""Stand-in for the driver of that name."""

from _limbeck_driver import apilevel, connector, exceptions, threadsafety

paramstyle = "pyformat"
globals().update(exceptions(__name__))
connect = connector(__name__)


def install_as_MySQLdb():
    pass


def __getattr__(name):
    if name == "err":
        import sys

        __import__("pymysql.err")
        return sys.modules["pymysql.err"]
    raise AttributeError("module 'pymysql' has no attribute %r" % name)
