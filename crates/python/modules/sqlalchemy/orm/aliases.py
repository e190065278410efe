"""Mapped classes under another name."""

from .. import exc
from ..sql.elements import element
from .adapt import replaced
from .attributes import InstrumentedAttribute, RelatedAttribute
from .comparison import RelationshipComparator
from .mapping import mapping_of


class AliasedClass:
    """`aliased(User)`: the class's attributes, of an alias of its table."""

    def __init__(self, cls, table, name=None, adapt_on_names=False):
        self._class = cls
        self._mapping = mapping_of(cls)
        self._table = table
        self._name = name
        self.__name__ = cls.__name__ if name is None else name
        self._by_name = adapt_on_names
        self._found = {}

    def __clause_element__(self):
        return self._table

    def __repr__(self):
        return "<AliasedClass at 0x%x; %s>" % (id(self), self._class.__name__)

    @property
    def __mapper__(self):
        return self._class.__mapper__

    def _column(self, column):
        """What stands for a column in the alias."""
        table = self._table
        found = self._found.get(column)
        if found is None:
            columns = table.columns
            if len(self._mapping.tables) > 1:
                found = _of_many(columns, column)
            else:
                found = columns.get(column.key)
            if found is None:
                found = columns.get(column.name)
            self._found[column] = found
        return found

    def _moved(self, expression):
        """An expression of the class, about the alias."""
        tables = self._mapping.tables

        def substitute(part):
            if part._node == "column" and part.table in tables:
                return self._column(part)
            return None

        return replaced(expression, substitute)

    def __getattr__(self, name):
        if name[:1] == "_" and name[:2] == "__":
            raise AttributeError(name)
        cls = self.__dict__["_class"]
        for base in cls.__mro__:
            attribute = vars(base).get(name)
            if attribute is not None:
                break
        else:
            if name[:1] == "_":
                raise AttributeError(name)
            mapping_of(cls).relations.all()
            raise AttributeError(name) if not hasattr(cls, name) else AttributeError(name)
        if isinstance(attribute, RelatedAttribute):
            return RelationshipComparator(cls, attribute, self)
        if isinstance(attribute, InstrumentedAttribute):
            found = attribute.column
            if found._node == "column" and found.table in self._mapping.tables:
                return self._column(found)
            return self._moved(found)
        for function in ("expr", "fget"):
            # A hybrid property asks the alias as it would ask the class.
            found = getattr(attribute, function, None)
            if found is not None and hasattr(attribute, "update_expr"):
                return getattr(found, "__func__", found)(self)
        if hasattr(attribute, "__get__"):
            found = attribute.__get__(None, cls)
            if getattr(found, "_is_clause", False):
                return self._moved(found)
            if callable(found):
                function = getattr(attribute, "__func__", attribute)
                return lambda *args, **kw: function(self, *args, **kw)
            return found
        return attribute


def _of_many(columns, column):
    """The column of an alias of several joined tables."""
    return columns.get("%s_%s" % (column.table.name, column.key))


def aliased(subject, alias=None, name=None, flat=False, adapt_on_names=False):
    """An alias of a mapped class, of a table, or of a subquery as a class."""
    if not isinstance(subject, type) or not hasattr(subject, "__mapper__"):
        if isinstance(subject, AliasedClass):
            return aliased(subject._class, None, name)
        found = element(subject)
        if found is None:
            raise exc.ArgumentError(
                "FROM expression, such as a Table or alias() object expected, got %r."
                % (subject,)
            )
        return found.alias(name)
    mapping = mapping_of(subject)
    if alias is None:
        table = mapping.selectable
        if len(mapping.tables) > 1:
            table = _flat(mapping).subquery(name)
        else:
            table = table.alias(name)
    else:
        table = element(alias)
        if table.is_select:
            table = table.subquery()
    return AliasedClass(subject, table, name, adapt_on_names)


def _flat(mapping):
    """Joined tables as one SELECT, in which columns have their tables'
    names."""
    from ..sql.query import Select

    columns = [
        column.label("%s_%s" % (table.name, column.key))
        for table in mapping.tables
        for column in table.columns
    ]
    return Select(*columns).select_from(mapping.selectable)
