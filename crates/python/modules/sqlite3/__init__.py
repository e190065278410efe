"""SQLite's driver, as far as programs beside SQLAlchemy use it: its exceptions,
connections over limbeck's own, and the class that listeners ask for."""

from _limbeck_driver import exceptions as _exceptions

apilevel = "2.0"
paramstyle = "qmark"
threadsafety = 1
PARSE_DECLTYPES = 1
PARSE_COLNAMES = 2
SQLITE_OK = 0
globals().update(_exceptions(__name__))


class _Ours(type):
    """Makes a connection of an engine's count as one of this module's."""

    def __instancecheck__(cls, instance):
        native = getattr(instance, "_native", None)
        return getattr(native, "dialect_name", None) == "sqlite"


class Connection(metaclass=_Ours):
    pass


class Cursor:
    pass


class Row:
    pass


def connect(database, *args, **kwargs):
    from os import fspath

    from sqlalchemy import create_engine

    name = fspath(database)
    return create_engine("sqlite://" if name == ":memory:" else "sqlite:///" + name).raw_connection()


def register_adapter(type, adapter):
    pass


def register_converter(typename, converter):
    pass


def __getattr__(name):
    if name in ("sqlite_version", "sqlite_version_info"):
        row = connect(":memory:").execute("select sqlite_version()").fetchone()
        if name == "sqlite_version":
            return row[0]
        return tuple(int(part) for part in row[0].split("."))
    raise AttributeError("module 'sqlite3' has no attribute %r" % name)
