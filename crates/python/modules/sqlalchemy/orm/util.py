"""Functions over mapped classes."""

from .aliases import AliasedClass, aliased
from .base import state_of
from .bundle import Bundle
from .mapper import class_mapper, object_mapper
from .query import with_parent, with_polymorphic


def identity_key(class_=None, ident=None, *, instance=None, row=None, identity_token=None):
    """The key by which a session knows an object."""
    from .mapping import mapping_of

    if instance is not None:
        state = state_of(instance)
        return (*(state.key or state.mapping.key_of_values(instance.__dict__)), identity_token)
    mapping = mapping_of(getattr(class_, "class_", class_))
    if ident is None:
        ident = tuple([row[name] for name in mapping.key_names])
    elif not isinstance(ident, (tuple, list)):
        ident = (ident,)
    return mapping.root.cls, tuple(ident), identity_token


def object_state(instance):
    return state_of(instance)


def was_deleted(instance):
    return state_of(instance).was_deleted


def has_identity(instance):
    return state_of(instance).key is not None


def join(left, right, onclause=None, isouter=False, full=False, **kw):
    from ..sql.selectable import Join
    from .joined import joins_of

    for _, target, condition in joins_of(left, right, onclause):
        left = Join(left, target, condition, isouter, full)
    return left


def outerjoin(left, right, onclause=None, full=False, **kw):
    return join(left, right, onclause, True, full)
