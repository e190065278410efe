"""A project's own SQL for constructs and types."""

_functions = {}


def compiles(class_, *specs):
    """Registers a function that spells a class's SQL, for all dialects or for
    those named."""

    if class_.__module__ == "alembic.ddl.base":
        import warnings

        warnings.warn(
            "limbeck writes the SQL of %s itself; a function registered for it is not called"
            % class_.__name__,
            stacklevel=2,
        )

    def decorate(function):
        known = _functions.setdefault(class_, {})
        for spec in specs or ("default",):
            known[spec] = function
        return function

    return decorate


def deregister(class_):
    _functions.pop(class_, None)


def function_for(class_, dialect_name):
    """The function that spells a class's SQL on a dialect, or None."""
    for base in class_.__mro__:
        known = _functions.get(base)
        if known:
            found = known.get(dialect_name) or known.get("default")
            if found is not None:
                return found
    return None
