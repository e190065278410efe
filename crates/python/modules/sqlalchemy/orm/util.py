"""Functions over mapped classes."""

from .mapper import class_mapper, object_mapper
from .query import Bundle, aliased, with_parent, with_polymorphic


def identity_key(*args, **kw):
    raise NotImplementedError(
        "identity_key() needs the ORM's sessions, which limbeck does not have yet"
    )


def object_state(instance):
    return object_mapper(instance)
