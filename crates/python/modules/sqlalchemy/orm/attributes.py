"""Attributes of mapped objects."""

from .properties import InstrumentedAttribute, QueryableAttribute


def flag_modified(instance, key):
    """No session watches the object."""


def flag_dirty(instance):
    """No session watches the object."""


def set_attribute(instance, key, value):
    setattr(instance, key, value)


set_committed_value = set_attribute


def get_attribute(instance, key):
    return getattr(instance, key)


def del_attribute(instance, key):
    delattr(instance, key)
