"""Registration of post-write hooks that are Python functions."""

_registry = {}


def register(name):
    def decorate(function):
        _registry[name] = function
        return function

    return decorate
