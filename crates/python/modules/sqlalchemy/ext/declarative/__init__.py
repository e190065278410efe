"""The older home of declarative classes."""

from ...orm.decl_api import (
    DeclarativeMeta,
    as_declarative,
    declarative_base,
    declared_attr,
    has_inherited_table,
    synonym_for,
)
from .extensions import AbstractConcreteBase, ConcreteBase, DeferredReflection


def instrument_declarative(cls, cls_registry, metadata):
    from ...orm.decl_api import registry

    registry(metadata=metadata, class_registry=cls_registry).mapped(cls)
