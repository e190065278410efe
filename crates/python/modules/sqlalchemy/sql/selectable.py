"""What stands in a FROM: tables, aliases, joins, subqueries."""

from .. import exc
from .base import ColumnCollection
from .elements import (
    Cast,
    ClauseElement,
    ColumnClause,
    Grouping,
    Label,
    TableValuedColumn,
    TypeCoerce,
    condition,
    element,
)
from .naming import quoted_name  # noqa: F401


class ReturnsRows(ClauseElement):
    is_selectable = True


Selectable = ReturnsRows


class FromClause(ReturnsRows):
    """Anything that rows come from."""

    __visit_name__ = "fromclause"
    _is_from = True
    name = None
    schema = None
    primary_key = ()
    foreign_keys = ()
    # That of the class which is mapped to it.
    _mapper = None

    def __class_getitem__(cls, item):
        return cls

    @property
    def columns(self):
        return self._columns

    @property
    def c(self):
        return self.columns

    exported_columns = columns

    @property
    def entity_namespace(self):
        return self.columns

    @property
    def description(self):
        return str(self.name)

    @property
    def _hidden(self):
        """Other FROMs that need not be named beside this one."""
        return ()

    def select(self):
        from .query import select

        return select(self)

    def join(self, right, onclause=None, isouter=False, full=False):
        return Join(self, right, onclause, isouter, full)

    def outerjoin(self, right, onclause=None, full=False):
        return Join(self, right, onclause, True, full)

    def alias(self, name=None, flat=False):
        return Alias(self, name)

    def lateral(self, name=None):
        return Lateral(self, name)

    def tablesample(self, sampling, name=None, seed=None):
        raise NotImplementedError("TABLESAMPLE is not supported")

    def table_valued(self):
        return TableValuedColumn(self)

    def is_derived_from(self, fromclause):
        return fromclause is self

    def corresponding_column(self, column, require_embedded=False):
        return self.columns.corresponding_column(column)

    def __str__(self):
        return str(self.name)


NamedFromClause = FromClause


class TableClause(FromClause):
    """`table("name", column("x"), …)`."""

    __visit_name__ = _node = "table"
    implicit_returning = False

    def __init__(self, name, *columns, schema=None, **kw):
        if kw:
            raise exc.ArgumentError("Unsupported argument(s): %s" % list(kw))
        self.name = name
        self.schema = schema
        self.fullname = name if schema is None else "%s.%s" % (schema, name)
        self._columns = ColumnCollection()
        for column in columns:
            self.append_column(column)

    def append_column(self, column):
        existing = column.table
        if existing is not None and existing is not self:
            raise exc.ArgumentError(
                "column object '%s' already assigned to table '%s'"
                % (column.key, existing.description)
            )
        self._columns.add(column)
        column.table = self

    def insert(self):
        from .dml import Insert

        return Insert(self)

    def update(self):
        from .dml import Update

        return Update(self)

    def delete(self):
        from .dml import Delete

        return Delete(self)


def table(name, *columns, **kw):
    return TableClause(name, *columns, **kw)


class AliasedReturnsRows(FromClause):
    """Something under a name of its own; without one it is numbered."""

    _parts = ("element",)

    def __init__(self, selectable, name=None):
        self.element = selectable
        self.name = name

    @property
    def columns(self):
        found = self.__dict__.get("_columns")
        if found is None:
            found = ColumnCollection()
            for key, column in _named(self.element):
                proxy = _proxy(column, self)
                # A name that comes twice is numbered in the query.
                if key != proxy.key and proxy.name == proxy.key:
                    proxy.name = proxy.key = key
                found.add(proxy, key=key)
            self.__dict__["_columns"] = found
        return found

    exported_columns = columns

    @property
    def original(self):
        return self.element

    @property
    def description(self):
        return "anon" if self.name is None else str(self.name)


def _named(selectable):
    """The columns that a FROM gives, each with its key."""
    seen = set()
    for column in selectable.columns:
        key = getattr(column, "key", None) or getattr(column, "name", None) or "_no_label"
        number = 1
        unique = key
        while unique in seen:
            unique = "%s_%d" % (key, number)
            number += 1
        seen.add(unique)
        yield unique, column


def _proxy(column, table):
    if getattr(column, "_is_schema_column", False):
        return column._clone(
            table=table,
            default=None,
            onupdate=None,
            server_default=None,
            server_onupdate=None,
            foreign_keys=(),
        )
    # What has no name of its own is called by the label that its SELECT gets.
    nameless = not isinstance(column, (ColumnClause, Label, TableValuedColumn))
    while nameless and isinstance(column, (Cast, TypeCoerce, Grouping)):
        column = column.element if isinstance(column, Grouping) else column.clause
        nameless = not isinstance(column, (ColumnClause, Label, TableValuedColumn))
    name = getattr(column, "name", None) or getattr(column, "key", None)
    proxy = ColumnClause(name, column.type, _selectable=table)
    proxy.key = getattr(column, "key", None) or name or "_no_label"
    if nameless:
        proxy._labelled = column
    return proxy


class Alias(AliasedReturnsRows):
    __visit_name__ = _node = "alias"

    @property
    def columns(self):
        if getattr(self.element, "_is_clause", False) and self.element._node == "function":
            return ColumnCollection([ColumnClause(self.name, self.element.type, _selectable=self)])
        return AliasedReturnsRows.columns.fget(self)

    @property
    def column(self):
        return ColumnClause(self.name, self.element.type, _selectable=self)


def alias(selectable, name=None, flat=False):
    return _from(selectable).alias(name=name)


class Lateral(AliasedReturnsRows):
    __visit_name__ = _node = "lateral"


def lateral(selectable, name=None):
    return _from(selectable).lateral(name=name)


class TableValuedAlias(AliasedReturnsRows):
    __visit_name__ = "alias"
    _node = "table_valued"
    _derived = _derived_types = False

    def __init__(self, function, name, columns, with_ordinality=None):
        super().__init__(function, name)
        self._elements = [
            column if hasattr(column, "_is_clause") else ColumnClause(column) for column in columns
        ]
        if with_ordinality:
            self._elements.append(ColumnClause(with_ordinality))
        self._ordinality = bool(with_ordinality)

    @property
    def columns(self):
        found = self.__dict__.get("_columns")
        if found is None:
            found = ColumnCollection([_proxy(column, self) for column in self._elements])
            self.__dict__["_columns"] = found
        return found

    def alias(self, name=None):
        return self._renamed(name=name)

    def render_derived(self, name=None, with_types=False):
        return self._renamed(name=name, _derived=True, _derived_types=with_types)

    def _renamed(self, **changes):
        other = self._clone(**changes)
        other.__dict__.pop("_columns", None)
        return other

    @property
    def column(self):
        return TableValuedColumn(self)


class Subquery(AliasedReturnsRows):
    __visit_name__ = _node = "subquery"

    def as_scalar(self):
        return self.element.scalar_subquery()

    def lateral(self, name=None):
        return Lateral(self.element, name or self.name)


class CTE(AliasedReturnsRows):
    __visit_name__ = _node = "cte"
    _restates = None

    def __init__(self, selectable, name=None, recursive=False, nesting=False):
        super().__init__(selectable, name)
        self.recursive = recursive
        self.nesting = nesting

    def alias(self, name=None, flat=False):
        return Alias(self, name)

    def _again(self, element):
        other = CTE(element, self.name, self.recursive, self.nesting)
        # The parts of a recursive query speak of it before it is whole.
        other._restates = self
        return other

    def union(self, *other):
        return self._again(self.element.union(*other))

    def union_all(self, *other):
        return self._again(self.element.union_all(*other))


def cte(selectable, name=None, recursive=False):
    return selectable.cte(name=name, recursive=recursive)


class FromGrouping(FromClause):
    _node = "from_grouping"

    def __init__(self, element):
        self.element = element

    @property
    def columns(self):
        return self.element.columns


class Values(FromClause):
    """`VALUES (…), (…)` under a name."""

    __visit_name__ = _node = "values"

    def __init__(self, *columns, name=None, literal_binds=False):
        self.name = name
        self._rows = ()
        self._columns = ColumnCollection()
        for column in columns:
            self._columns.add(column)
            column.table = self
        self.literal_binds = literal_binds

    def data(self, values):
        other = self._clone(_rows=(*self._rows, *values))
        other._columns = ColumnCollection(
            [_proxy(column, other) for column in self._columns]
        )
        return other

    def alias(self, name=None, flat=False):
        return self._clone(name=name)


def values(*columns, name=None, literal_binds=False):
    return Values(*columns, name=name, literal_binds=literal_binds)


class Join(FromClause):
    __visit_name__ = _node = "join"
    _parts = ("left", "right", "onclause")

    def __init__(self, left, right, onclause=None, isouter=False, full=False):
        self.left = _from(left)
        self.right = _from(right)
        self.isouter = isouter
        self.full = full
        if onclause is None:
            self.onclause = _foreign_key_condition(self.left, self.right)
        else:
            self.onclause = condition(onclause)

    @property
    def columns(self):
        columns = ColumnCollection()
        for side in (self.left, self.right):
            for column in side.columns:
                table = column.table
                key = column.key if table is None else "%s_%s" % (table.name, column.key)
                columns.add(column, key=key)
        return columns

    @property
    def description(self):
        return "Join object on %s and %s" % (self.left.description, self.right.description)

    @property
    def _hidden(self):
        return (self.left, self.right, *self.left._hidden, *self.right._hidden)


def join(left, right, onclause=None, isouter=False, full=False):
    return Join(left, right, onclause, isouter, full)


def outerjoin(left, right, onclause=None, full=False):
    return Join(left, right, onclause, True, full)


def _from(selectable):
    found = element(selectable)
    if found is not None and found.is_select:
        return found.subquery()
    if found is None or not getattr(found, "_is_from", False) and found._node != "text":
        raise exc.ArgumentError(
            "FROM expression, such as a Table or alias() object expected, got %r."
            % (selectable,)
        )
    return found


def _tables(selectable):
    """The tables that a FROM is made of, with what they are called there."""
    if isinstance(selectable, Join):
        return _tables(selectable.left) + _tables(selectable.right)
    inner = selectable
    while isinstance(inner, Alias):
        inner = inner.element
    return [(inner, selectable)]


def _foreign_key_condition(left, right):
    """The ON of a join for which the script gave none: the foreign keys
    between both sides, those of the right side first."""
    from .elements import and_

    lefts, rights = _tables(left), _tables(right)
    found = {}
    for ours, theirs in ((rights, lefts), (lefts, rights)):
        for table, named in ours:
            for foreign_key in getattr(table, "foreign_keys", ()):
                try:
                    target = foreign_key.column
                except exc.SQLAlchemyError:
                    continue
                for other, other_named in theirs:
                    if target.table is other:
                        column = named.columns[foreign_key.parent.key]
                        pair = other_named.columns[target.key] == column
                        if ours is lefts:
                            pair = column == other_named.columns[target.key]
                        found.setdefault(id(foreign_key.constraint), []).append(pair)
        if found:
            break
    if not found:
        raise exc.NoForeignKeysError(
            "Can't find any foreign key relationships between '%s' and '%s'."
            % (left.description, right.description)
        )
    if len(found) > 1:
        raise exc.AmbiguousForeignKeysError(
            "Can't determine join between '%s' and '%s'; tables have more than one foreign "
            "key constraint relationship between them. Please specify the 'onclause' of "
            "this join explicitly." % (left.description, right.description)
        )
    pairs = next(iter(found.values()))
    return pairs[0] if len(pairs) == 1 else and_(*pairs)


# Queries are loaded when they are first used.
_QUERIES = (
    "CompoundSelect Exists GenerativeSelect LABEL_STYLE_DEFAULT "
    "LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL "
    "ScalarSelect Select SelectBase SelectLabelStyle TextualSelect TextAsFrom"
).split()


def __getattr__(name):
    if name in _QUERIES:
        from . import query

        return getattr(query, name)
    raise AttributeError("module 'sqlalchemy.sql.selectable' has no attribute %r" % name)


