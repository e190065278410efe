"""Extensions."""


def __getattr__(name):
    known = (
        "associationproxy asyncio automap baked compiler declarative hybrid indexable "
        "instrumentation mutable orderinglist"
    )
    if name in known.split():
        import importlib

        return importlib.import_module("sqlalchemy.ext." + name)
    raise AttributeError("module 'sqlalchemy.ext' has no attribute %r" % name)
