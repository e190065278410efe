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
    """Each registry is configured when one of its classes is first used."""


def clear_mappers():
    """Nothing is kept beyond the classes themselves."""


def validates(*names, include_removes=False, include_backrefs=True):
    """Marks a method as a check of what attributes are set to."""

    def decorate(function):
        function.__sa_validators__ = names
        return function

    return decorate


class reconstructor:
    """Marks a method that is called for each object that is loaded."""

    def __init__(self, function):
        self.function = function

    def __set_name__(self, owner, name):
        type.__setattr__(owner, name, self.function)
        type.__setattr__(owner, "_sa_reconstructor", self.function)
