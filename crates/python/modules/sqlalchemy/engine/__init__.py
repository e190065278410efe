"""Engines, connections and results."""

# Where each name is from.
_FROM = {
    "base": """
        Connection Engine NestedTransaction RootTransaction Transaction
        TwoPhaseTransaction
    """,
    "create": "create_engine create_mock_engine create_pool_from_url engine_from_config",
    "url": "URL make_url",
    "default": "DefaultDialect",
    "interfaces": """
        AdaptedConnection BindTyping Compiled Connectable
        ConnectionEventsTarget CreateEnginePlugin Dialect
        ExceptionContext ExecutionContext TypeCompiler
    """,
    "result": """
        BaseRow ChunkedIteratorResult CursorResult FilterResult FrozenResult
        IteratorResult LegacyCursorResult LegacyRow MappingResult MergedResult
        Result ResultProxy Row RowMapping RowProxy ScalarResult TupleResult
        result_tuple
    """,
    "reflection": "Inspector ObjectKind ObjectScope",
}
_HOME = {name: home for home, names in _FROM.items() for name in names.split()}
_MODULES = (
    "base create cursor default events interfaces mock reflection result row strategies url util"
).split()


def __getattr__(name):
    home = _HOME.get(name)
    if home is None and name not in _MODULES:
        raise AttributeError("module 'sqlalchemy.engine' has no attribute %r" % name)
    import sys

    path = "sqlalchemy.engine." + (home or name)
    __import__(path)
    found = sys.modules[path]
    if home is not None:
        found = getattr(found, name)
    globals()[name] = found
    return found


def __dir__():
    return sorted(set(globals()) | set(_HOME) | set(_MODULES))
