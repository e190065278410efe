"""What schema objects share: collections, and options of one dialect."""

from .. import exc

# The options that a dialect has for a construct; `*` stands for any.
_OPTIONS = {
    "postgresql": {
        "Index": "using include where ops concurrently with tablespace nulls_not_distinct",
        "Table": "ignore_search_path tablespace partition_by with_oids with on_commit "
        "inherits using",
        "CheckConstraint": "not_valid",
        "ForeignKeyConstraint": "not_valid",
        "ForeignKey": "not_valid",
        "PrimaryKeyConstraint": "include",
        "UniqueConstraint": "include nulls_not_distinct",
        "CreateView": "with",
    },
    "mysql": {
        "Table": "*",
        "PrimaryKeyConstraint": "using",
        "Index": "using length prefix with_parser",
        "Update": "limit",
        "Delete": "limit",
    },
    "sqlite": {
        "Table": "autoincrement with_rowid strict",
        "Index": "where",
        "Column": "on_conflict_primary_key on_conflict_not_null on_conflict_unique",
        "Constraint": "on_conflict",
        "CreateView": "if_not_exists",
    },
    "mssql": {
        "PrimaryKeyConstraint": "clustered",
        "UniqueConstraint": "clustered",
        "Index": "clustered include where columnstore",
        "Column": "identity_start identity_increment",
    },
    "oracle": {
        "Table": "resolve_synonyms on_commit compress tablespace",
        "Index": "bitmap compress vector",
        "Sequence": "order",
        "Identity": "order on_null",
    },
}
_OPTIONS["mariadb"] = _OPTIONS["mysql"]


class _DialectOptions(dict):
    """`obj.dialect_options["postgresql"]["where"]`; what was not given is
    None or False."""

    def __init__(self, options):
        super().__init__()
        self._options = options

    def __missing__(self, dialect):
        prefix = dialect + "_"
        found = _Given(
            (name[len(prefix):], value)
            for name, value in self._options.items()
            if name.startswith(prefix)
        )
        return found


class _Given(dict):
    def __missing__(self, name):
        return None


class DialectKWArgs:
    """Keyword arguments that belong to one dialect (`postgresql_where=…`)."""

    _dialect_kwargs = None

    @property
    def dialect_kwargs(self):
        if self._dialect_kwargs is None:
            self._dialect_kwargs = {}
        return self._dialect_kwargs

    kwargs = dialect_kwargs

    @property
    def dialect_options(self):
        return _DialectOptions(self.dialect_kwargs)

    def _validate_dialect_kwargs(self, kwargs):
        if not kwargs:
            return
        names = [cls.__name__ for cls in type(self).__mro__]
        for key in kwargs:
            dialect, underscore, name = key.partition("_")
            if not underscore or not name or not dialect:
                raise TypeError(
                    "Additional arguments should be named "
                    "<dialectname>_<argument>, got '%s'" % key
                )
            if dialect not in _OPTIONS:
                _warn(
                    "Can't validate argument %r; can't locate any SQLAlchemy "
                    "dialect named %r" % (key, dialect)
                )
                continue
            known = _OPTIONS[dialect]
            accepted = [option for cls in names for option in known.get(cls, "").split()]
            if name not in accepted and "*" not in accepted:
                raise exc.ArgumentError(
                    "Argument %r is not accepted by dialect %r on behalf of %r"
                    % (key, dialect, type(self))
                )
        self.dialect_kwargs.update(kwargs)


def _warn(message):
    import warnings

    warnings.warn(message, exc.SAWarning, stacklevel=4)


class Lazy:
    """An attribute that is made when it is first asked for."""

    def __init__(self, name, make):
        self.name = name
        self.make = make

    def __get__(self, instance, owner):
        if instance is None:
            return self
        made = instance.__dict__[self.name] = self.make()
        return made


class OrderedSet(dict):
    """A set that keeps the order in which its items came."""

    def __init__(self, items=()):
        if items:
            self.update(dict.fromkeys(items))

    def add(self, item):
        self[item] = None

    def discard(self, item):
        self.pop(item, None)

    def remove(self, item):
        del self[item]

    def update(self, items):
        for item in items:
            self[item] = None

    def copy(self):
        return OrderedSet(self)

    def difference(self, items):
        gone = set(items)
        return OrderedSet(item for item in self if item not in gone)

    def union(self, items):
        return OrderedSet(list(self) + list(items))

    __sub__ = difference
    __or__ = union

    def __eq__(self, other):
        return set(self) == set(other)

    __hash__ = None

    def __repr__(self):
        return "{%s}" % ", ".join(map(repr, self)) if self else "set()"


class ColumnCollection:
    """A table's columns, by key, by position and as attributes."""

    _items = None

    def __init__(self, columns=()):
        items = {}
        for column in columns:
            if isinstance(column, tuple):
                items[column[0]] = column[1]
            else:
                items[column.key] = column
        self.__dict__["_items"] = items

    def __getattr__(self, name):
        try:
            return self._items[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, key):
        if isinstance(key, (tuple, list)):
            return ColumnCollection([self[part] for part in key])
        if isinstance(key, slice):
            return ColumnCollection(list(self._items.values())[key])
        if isinstance(key, int):
            return list(self._items.values())[key]
        return self._items[key]

    def __setitem__(self, key, column):
        raise NotImplementedError("a column is added with append_column()")

    __setattr__ = __setitem__

    def __iter__(self):
        return iter(list(self._items.values()))

    def __len__(self):
        return len(self._items)

    def __bool__(self):
        return True

    def __contains__(self, key):
        if not isinstance(key, str):
            raise exc.ArgumentError("__contains__ requires a string argument")
        return key in self._items

    def __dir__(self):
        return list(super().__dir__()) + list(self._items)

    def keys(self):
        return list(self._items)

    def values(self):
        return list(self._items.values())

    def items(self):
        return list(self._items.items())

    def get(self, key, default=None):
        return self._items.get(key, default)

    def contains_column(self, column):
        return any(mine is column for mine in self._items.values())

    def corresponding_column(self, column, require_embedded=False):
        if self.contains_column(column):
            return column
        return self._items.get(column.key)

    def as_readonly(self):
        return self

    def add(self, column, key=None, index=None):
        """Adds a column; one of the same key is replaced in its place,
        unless an index says where it goes."""
        key = key or column.key
        items = self._items
        if index is None or (key in items and items[key] is column):
            items[key] = column
            return
        items.pop(key, None)
        rest = list(items.items())
        if index < 0:
            index = max(len(rest) + 1 + index, 0)
        rest.insert(index, (key, column))
        items.clear()
        items.update(rest)

    def remove(self, column):
        for key, mine in list(self._items.items()):
            if mine is column:
                del self._items[key]

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return id(self)

    def __str__(self):
        return "ReadOnlyColumnCollection(%s)" % ", ".join(map(str, self._items.values()))

    def __repr__(self):
        # `alembic check` prints foreign keys with SQLAlchemy's own repr.
        return f"<sqlalchemy.sql.base.ReadOnlyColumnCollection object at {id(self):#x}>"


ReadOnlyColumnCollection = DedupeColumnCollection = ColumnCollection
