"""INSERT, UPDATE, DELETE."""

from .. import exc
from .base import ColumnCollection
from .elements import ColumnClause, Executable, condition, element, expression, text
from .query import selected, spread
from .selectable import CTE, ReturnsRows, _from


class UpdateBase(Executable, ReturnsRows):
    is_dml = True
    # A statement gives rows only where it has a RETURNING.
    is_selectable = False
    _returning = ()
    _prefixes = ()
    _with_ctes = ()
    _where_criteria = ()
    _inline = False

    # The class whose table it is, if the script named that.
    _entity = None

    def __init__(self, table):
        self.table = _from(table)
        if hasattr(table, "__mapper__"):
            self._entity = getattr(table, "_class", table)

    @property
    def entity_description(self):
        return {"name": self.table.name, "table": self.table}

    @property
    def columns(self):
        return ColumnCollection(list(spread(self._returning)))

    # What is returned as it was given: mapped classes stand for objects.
    _returned = ()

    def returning(self, *cols, sort_by_parameter_order=False):
        return self._clone(
            _returning=(*self._returning, *selected(cols)), _returned=(*self._returned, *cols)
        )

    def return_defaults(self, *cols, **kw):
        return self

    def with_dialect_options(self, **kw):
        return self

    def with_hint(self, *arg, **kw):
        return self

    def prefix_with(self, *prefixes, dialect="*"):
        added = [(text(prefix) if isinstance(prefix, str) else prefix, dialect)
                 for prefix in prefixes]
        return self._clone(_prefixes=(*self._prefixes, *added))

    def cte(self, name=None, recursive=False, nesting=False):
        return CTE(self, name, recursive, nesting)

    def add_cte(self, *ctes, nest_here=False):
        return self._clone(_with_ctes=(*self._with_ctes, *ctes))

    def is_derived_from(self, fromclause):
        return False


class ValuesBase(UpdateBase):
    # Pairs of a column or its key and a value, in the script's order; None
    # where no values were given.
    _values = None
    _multi_values = ()

    def values(self, *args, **kw):
        if args:
            values = args[0]
            if len(args) > 1:
                raise exc.ArgumentError(
                    "Only a single dictionary/tuple or list of dictionaries/tuples is "
                    "accepted positionally."
                )
            if kw:
                raise exc.ArgumentError(
                    "Can't pass positional and kwargs to values() simultaneously"
                )
            if isinstance(values, (list, tuple)) and values and isinstance(
                values[0], (dict, list, tuple)
            ):
                if self.is_update:
                    raise exc.InvalidRequestError(
                        "UPDATE construct does not support multiple parameter sets."
                    )
                rows = [self._pairs(row) for row in values]
                return self._clone(_multi_values=(*self._multi_values, *rows))
        else:
            values = kw
        if self._multi_values:
            raise exc.InvalidRequestError(
                "Can't mix single and multiple VALUES formats in one INSERT statement"
            )
        given = dict(self._values or ())
        for key, value in self._pairs(values):
            given = {known: old for known, old in given.items() if not _same(known, key)}
            given[key] = value
        return self._clone(_values=tuple(given.items()))

    def _pairs(self, row):
        if isinstance(row, (list, tuple)):
            row = dict(zip((column.key for column in self.table.columns), row))
        return tuple((_key(key), value) for key, value in row.items())


def _key(key):
    """A column's key, or the column or other expression that is set."""
    if isinstance(key, str):
        return key
    found = element(key)
    if isinstance(found, ColumnClause):
        return found.key
    raise exc.ArgumentError(
        "SET/VALUES column expression or string key expected, got %r." % (key,)
    )


def _same(known, key):
    return known == key


class Insert(ValuesBase):
    __visit_name__ = _node = "insert"
    is_insert = True
    select = None
    _select_names = ()
    _on_conflict = None
    include_insert_from_select_defaults = True

    def from_select(self, names, select, include_defaults=True):
        if self._values:
            raise exc.InvalidRequestError("This construct already inserts value expressions")
        found = element(select)
        if found is None or not found.is_select:
            raise exc.ArgumentError(
                "SELECT statement or equivalent textual object expected, got %r." % (select,)
            )
        return self._clone(
            _select_names=tuple(map(_key, names)),
            select=found,
            _inline=True,
            include_insert_from_select_defaults=include_defaults,
        )

    def inline(self):
        return self._clone(_inline=True)


class _OnConflict:
    _action = None
    ordered = False

    def __init__(self, constraint=None, index_elements=None, index_where=None, set_=None,
                 where=None):
        if constraint is not None and not isinstance(constraint, str):
            named = getattr(constraint, "name", None)
            if named is not None:
                constraint = named
            else:
                index_elements = list(
                    getattr(constraint, "expressions", None) or constraint.columns
                )
                index_where = index_where if index_where is not None else _index_where(constraint)
                constraint = None
        self.constraint = constraint
        if index_elements is not None:
            index_elements = [
                item if isinstance(item, str) else expression(item) for item in index_elements
            ]
        self.index_elements = index_elements
        self.index_where = None if index_where is None else condition(index_where)
        self.set_ = set_
        self.where = None if where is None else condition(where)


def _index_where(constraint):
    options = getattr(constraint, "dialect_options", None)
    return None if options is None else options["postgresql"]["where"]


class _InsertWithConflict(Insert):
    """An INSERT of PostgreSQL or SQLite."""

    @property
    def excluded(self):
        found = self.__dict__.get("_excluded")
        if found is None:
            found = self.__dict__["_excluded"] = self.table.alias("excluded").columns
        return found

    def on_conflict_do_nothing(self, constraint=None, index_elements=None, index_where=None):
        conflict = _OnConflict(constraint, index_elements, index_where)
        return self._clone(_on_conflict=conflict)

    def on_conflict_do_update(self, constraint=None, index_elements=None, index_where=None,
                              set_=None, where=None):
        if constraint is None and index_elements is None and self._needs_target:
            raise ValueError(
                "Either constraint or index_elements, but not both, must be specified "
                "unless DO NOTHING"
            )
        if set_ is None or not hasattr(set_, "items"):
            raise ValueError(
                "set parameter must be a non-empty dictionary or a ColumnCollection "
                "such as the `.c.` collection of a Table object"
            )
        if not len(set_):
            raise ValueError("set parameter dictionary must not be empty")
        pairs = [(_key(key), value) for key, value in set_.items()]
        conflict = _OnConflict(constraint, index_elements, index_where, pairs, where)
        return self._clone(_on_conflict=conflict)

    _needs_target = True


def insert(table):
    return Insert(table)


def postgresql_insert(table):
    return _InsertWithConflict(table)


class _SQLiteInsert(_InsertWithConflict):
    _needs_target = False

    def on_conflict_do_nothing(self, index_elements=None, index_where=None):
        return super().on_conflict_do_nothing(None, index_elements, index_where)

    def on_conflict_do_update(self, index_elements=None, index_where=None, set_=None,
                              where=None):
        return super().on_conflict_do_update(None, index_elements, index_where, set_, where)


def sqlite_insert(table):
    return _SQLiteInsert(table)


class _MySQLInsert(Insert):
    """An INSERT of MySQL."""

    @property
    def inserted(self):
        found = self.__dict__.get("_inserted")
        if found is None:
            found = self.__dict__["_inserted"] = _Inserted(self.table)
        return found

    def on_duplicate_key_update(self, *args, **kw):
        if args and kw:
            raise exc.ArgumentError(
                "Can't pass kwargs and positional arguments simultaneously"
            )
        if len(args) > 1:
            raise exc.ArgumentError(
                "Only a single dictionary or list of tuples is accepted positionally."
            )
        values = args[0] if args else kw
        if not values:
            raise ValueError("The values parameter dictionary must not be empty")
        ordered = isinstance(values, list)
        pairs = values if ordered else values.items()
        conflict = _OnConflict(set_=[(_key(key), value) for key, value in pairs])
        conflict.ordered = ordered
        return self._clone(_on_conflict=conflict)


class _Inserted:
    """The values that an INSERT would have put into the columns."""

    def __init__(self, table):
        self._table = table

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, key):
        from . import functions
        from .elements import column

        found = self._table.columns[key]
        return functions.Function("VALUES", column(found.name, found.type), type_=found.type)


def mysql_insert(table):
    return _MySQLInsert(table)


class DMLWhereBase:
    def where(self, *criteria):
        return self._clone(_where_criteria=(*self._where_criteria, *map(condition, criteria)))

    filter = where

    def filter_by(self, **kw):
        mapper = getattr(self.table, "_mapper", None)
        if mapper is not None:
            from ..orm.query import _named

            return self.where(*_named(mapper.class_, kw))
        columns = self.table.columns
        return self.where(*[columns[key] == value for key, value in kw.items()])

    @property
    def whereclause(self):
        from .elements import and_

        criteria = self._where_criteria
        if not criteria:
            return None
        return criteria[0] if len(criteria) == 1 else and_(*criteria)


class Update(DMLWhereBase, ValuesBase):
    __visit_name__ = _node = "update"
    is_update = True
    # Whether the SET keeps the script's order rather than the table's.
    _ordered = False

    def ordered_values(self, *args):
        pairs = tuple((_key(key), value) for key, value in args)
        return self._clone(_values=pairs, _ordered=True)

    def inline(self):
        return self._clone(_inline=True)


def update(table):
    return Update(table)


class Delete(DMLWhereBase, UpdateBase):
    __visit_name__ = _node = "delete"
    is_delete = True


def delete(table):
    return Delete(table)
