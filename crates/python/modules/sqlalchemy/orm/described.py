"""What mappers tell of the attributes of their classes."""

from .. import exc
from ..sql.base import ColumnCollection
from .mapping import mapping_of


class ColumnAttribute:
    """An attribute that is a column, or what the database computes."""

    def __init__(self, mapping, key):
        self.key = key
        self.parent = mapping.mapper
        self.expression = mapping.column(key)
        self.columns = [self.expression]
        self.deferred = key in mapping.deferred

    @property
    def class_attribute(self):
        return getattr(self.parent.class_, self.key)

    def __str__(self):
        return "%s.%s" % (self.parent.class_.__name__, self.key)


def column_attributes(mapper):
    mapping = mapping_of(mapper.class_)
    return ColumnCollection([
        (key, ColumnAttribute(mapping, key)) for key in mapping.attributes
    ])


def relationships(mapper):
    return ColumnCollection(list(mapping_of(mapper.class_).relations.items()))


def attributes(mapper):
    return ColumnCollection([
        *column_attributes(mapper).items(), *relationships(mapper).items()
    ])


def attribute(mapper, key):
    found = attributes(mapper).get(key)
    if found is None:
        raise exc.InvalidRequestError(
            "Mapper '%s' has no property '%s'.  If this property was indicated from other "
            "mappers or configure events, ensure registry.configure() has been called."
            % (_shown(mapper), key)
        )
    return found


def _shown(mapper):
    return "Mapper[%s(%s)]" % (mapper.class_.__name__, mapper.local_table.name)


def of_column(column, name):
    """What a column knows of the class that it is an attribute of."""
    mapper = getattr(column.__dict__.get("table"), "_mapper", None)
    if mapper is None:
        return None
    mapping = mapping_of(mapper.class_)
    key = mapping.keys.get(column)
    if key is None:
        return None
    if name == "class_":
        return mapper.class_
    return mapper if name == "parent" else ColumnAttribute(mapping, key)
