"""`sqlalchemy.sql`: each name is loaded when it is first used."""

_MODULES = (
    "base constraints ddl dml elements expression functions naming operators query "
    "schema selectable sqltypes type_api visitors"
).split()
# The names that this package gives although `expression` has no such name.
_FROM = {
    "conv": "naming",
    "quoted_name": "naming",
    "ColumnCollection": "base",
    "BaseDDLElement": "ddl",
    "DDL": "ddl",
    "DDLElement": "ddl",
    "ExecutableDDLElement": "ddl",
}


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name in _MODULES:
        return _module(name)
    try:
        value = getattr(_module(_FROM.get(name, "expression")), name)
    except AttributeError:
        raise AttributeError("module 'sqlalchemy.sql' has no attribute %r" % name) from None
    globals()[name] = value
    return value


def _module(name):
    name = "sqlalchemy.sql." + name
    __import__(name)
    import sys

    return sys.modules[name]
