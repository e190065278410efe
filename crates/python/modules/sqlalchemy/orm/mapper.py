"""Mappers, and functions that ask for them."""

from .exc import UnmappedClassError, UnmappedInstanceError
from .scan import Mapper, is_mapped


def class_mapper(class_, configure=True):
    for base in class_.__mro__:
        if is_mapped(base):
            return base.__mapper__
    raise UnmappedClassError("Class %r is not mapped" % class_.__name__)


def object_mapper(instance):
    for base in type(instance).__mro__:
        if is_mapped(base):
            return base.__mapper__
    raise UnmappedInstanceError(
        "Class '%s.%s' is not mapped" % (type(instance).__module__, type(instance).__name__)
    )


def configure_mappers():
    """There is nothing left to configure."""


def clear_mappers():
    """Nothing is kept beyond the classes themselves."""


def validates(*names, include_removes=False, include_backrefs=True):
    """Marks a method as a check of attributes; only a session would call it."""

    def decorate(function):
        function.__sa_validators__ = names
        return function

    return decorate


def reconstructor(function):
    return function
