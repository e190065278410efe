"""Collections of relationships."""

from .mapped_collection import (
    MappedCollection,
    attribute_keyed_dict,
    attribute_mapped_collection,
    column_keyed_dict,
    column_mapped_collection,
    keyfunc_mapping,
    mapped_collection,
)


class InstrumentedList(list):
    pass


class InstrumentedSet(set):
    pass


class InstrumentedDict(dict):
    pass


class collection:
    """Decorators of a collection class's methods."""

    @staticmethod
    def appender(function):
        return function

    remover = iterator = internally_instrumented = converter = appender

    @staticmethod
    def adds(argument):
        return lambda function: function

    replaces = removes = adds
