"""What happens to a value before an object keeps it: validators of the class,
and types whose values notice their own changes."""


def check_of(cls, key, column):
    """A function of an object, a key and a value that gives the value to
    keep, or None if values are kept as they are."""
    validators = validators_of(cls).get(key)
    mutable = getattr(getattr(column, "type", None), "_mutable", None)
    if validators is None and mutable is None:
        return None

    def check(instance, key, value):
        # An attribute is shared by the classes that derive from its own.
        method = validators_of(type(instance)).get(key)
        if method is not None:
            value = method(instance, key, value)
        if mutable is not None and value is not None:
            value = mutable.coerce(key, value)
            value._belongs_to(instance, key)
        return value

    return check


_known = {}


def validators_of(cls):
    """The methods that `validates()` marks, by the attributes they check."""
    found = _known.get(cls)
    if found is None:
        found = {}
        for base in reversed(cls.__mro__):
            for value in vars(base).values():
                for name in getattr(value, "__sa_validators__", None) or ():
                    found[name] = value
        _known[cls] = found
    return found
