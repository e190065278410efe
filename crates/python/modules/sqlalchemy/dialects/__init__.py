"""What belongs to one database alone, a package for each."""

_NAMES = ("postgresql", "mysql", "sqlite", "mssql", "oracle")


def __getattr__(name):
    if name in _NAMES:
        import importlib

        return importlib.import_module("sqlalchemy.dialects." + name)
    raise AttributeError("module 'sqlalchemy.dialects' has no attribute %r" % name)
