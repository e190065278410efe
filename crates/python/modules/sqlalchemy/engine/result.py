"""Rows, and results that give them."""

from operator import itemgetter

from .. import exc

_NO_ROWS = (
    "This result object does not return rows. It has been closed automatically."
)


class Row(tuple):
    """A row: a tuple whose values have names too."""

    def __new__(cls, values, keymap):
        if keymap.row_class is not None:
            return keymap.row_class(values)
        if keymap.single:
            # A class is only worth its making where there are more of them.
            keymap.single = False
        else:
            keymap.make_row_class()
        self = tuple.__new__(cls, values)
        self._keymap = keymap
        return self

    def __getattr__(self, name):
        index = self._keymap.get(name)
        if index is None:
            raise AttributeError("Could not locate column in row for column %r" % name)
        return self[index]

    @property
    def _fields(self):
        return tuple(self._keymap.names)

    @property
    def _mapping(self):
        return RowMapping(self)

    @property
    def _data(self):
        return tuple(self)

    @property
    def _t(self):
        return self

    def _tuple(self):
        return self

    t = property(_tuple)

    # A column may have the name of a tuple's method.

    @property
    def count(self):
        found = self._keymap.get("count")
        return super().count if found is None else self[found]

    @property
    def index(self):
        found = self._keymap.get("index")
        return super().index if found is None else self[found]

    def _asdict(self):
        return dict(self._mapping)

    # What rows of SQLAlchemy 1 had.

    def keys(self):
        return list(self._keymap.names)

    def __getitem__(self, index):
        if isinstance(index, (int, slice)):
            return tuple.__getitem__(self, index)
        return tuple.__getitem__(self, self._keymap.index(index))

    def __reduce__(self):
        return tuple, (tuple(self),)


class Keymap(dict):
    """Where each column of a row is, by its name and by its expression."""

    _statement = None
    _found = None
    # The class of the rows.
    row_class = None
    single = True

    def __init__(self, names, statement=None):
        self.names = names
        for index, name in enumerate(names):
            self[name] = index
        self._statement = statement

    def make_row_class(self):
        """Makes the class of rows that know their names by themselves, and
        that take nothing but their values."""
        if self.row_class is None:
            attributes = {"__new__": tuple.__new__, "_keymap": self}
            for name, index in self.items():
                if isinstance(name, str) and not hasattr(Row, name):
                    attributes[name] = property(itemgetter(index))
            self.row_class = type("Row", (Row,), attributes)
        return self.row_class

    @property
    def _columns(self):
        if self._found is None:
            given = self._statement
            self._found = given if isinstance(given, (list, tuple)) else _columns(given)
        return self._found

    def index(self, key):
        found = self.get(key) if isinstance(key, str) else None
        if found is None and not isinstance(key, str):
            found = self._column(key)
        if found is None:
            raise exc.NoSuchColumnError(
                "Could not locate column in row for column '%s'" % (key,)
            )
        return found

    def _column(self, key):
        for index, column in enumerate(self._columns):
            if column is key or getattr(column, "element", None) is key:
                return index
        for attribute in ("key", "name"):
            name = getattr(key, attribute, None)
            if name is not None and name in self:
                return self[name]
        return None


class RowMapping:
    """A row as a mapping of names to values."""

    __slots__ = ("_row",)

    def __init__(self, row):
        self._row = row

    def __getitem__(self, key):
        return tuple.__getitem__(self._row, self._row._keymap.index(key))

    def __iter__(self):
        return iter(self._row._keymap.names)

    def __len__(self):
        return len(self._row)

    def __contains__(self, key):
        try:
            self._row._keymap.index(key)
        except KeyError:
            return False
        return True

    def keys(self):
        return RMKeyView(self._row._keymap.names)

    def values(self):
        return list(self._row)

    def items(self):
        return [(key, self[key]) for key in self]

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __eq__(self, other):
        return dict(self) == dict(other) if hasattr(other, "keys") else NotImplemented

    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        return repr(dict(self))


class RMKeyView(list):
    """The names of the columns."""

    def __repr__(self):
        return "RMKeyView(%s)" % list.__repr__(self)

    __hash__ = None


class Rows:
    """Rows that are given once, to whatever asks for them first. Those that
    the database still holds are fetched when they are asked for."""

    # How many are fetched at once for a loop over them.
    SIZE = 100
    answer = None
    at = 0
    yield_per = None

    def __init__(self, rows, answer=None):
        self.rows = rows
        self.answer = answer

    def next(self):
        """The next row in a tuple of one; None behind the last."""
        at = self.at
        if at >= len(self.rows):
            if not self.more():
                return None
            at = 0
        self.at = at + 1
        return (self.rows[at],)

    def more(self):
        """Fetches the next rows; whether there are any."""
        if self.answer is None:
            return False
        self.rows = self.answer.fetch(self.yield_per or self.SIZE)
        self.at = 0
        if not self.rows:
            self.answer = None
        return bool(self.rows)

    def rest(self):
        rows = self.rows[self.at:] if self.at else self.rows
        if self.answer is not None:
            rows = rows + self.answer.fetch(None) if rows else self.answer.fetch(None)
        self.rows, self.at, self.answer = [], 0, None
        return rows

    def close(self):
        if self.answer is not None:
            self.answer.close()
            self.answer = None
        self.rows, self.at = [], 0


class Result:
    """Rows, given once."""

    _unique = None
    _source_supports_scalars = False
    _yield_per = None
    closed = False

    def __class_getitem__(cls, item):
        return cls

    def __init__(self, keymap, rows):
        self._keymap = keymap
        self._rows = Rows(rows) if isinstance(rows, list) else rows

    # How one row is shown.
    def _show(self, row):
        return row if isinstance(row, Row) else Row(row, self._keymap)

    def keys(self):
        self._check()
        return RMKeyView(self._keymap.names)

    def _check(self):
        if self._rows is None:
            raise exc.ResourceClosedError(
                "This result object is closed." if self.closed else _NO_ROWS
            )

    def _next(self):
        """The next row in a tuple of one, or None."""
        self._check()
        rows = self._rows
        while (found := rows.next()) is not None:
            shown = self._show(found[0])
            if self._unique is not None and self._seen(shown):
                continue
            return (shown,)
        return None

    def _seen(self, shown):
        seen, key = self._unique
        mark = key(shown) if key else shown
        try:
            if mark in seen:
                return True
            seen.add(mark)
        except TypeError:
            raise exc.InvalidRequestError(
                "Can't apply uniqueness to row tuple containing value of unhashable type"
            ) from None
        return False

    def __iter__(self):
        self._check()
        rows = self._rows
        if self._unique is not None or type(rows) is not Rows:
            while (found := self._next()) is not None:
                yield found[0]
            return
        show = self._show
        while rows.at < len(rows.rows) or rows.more():
            rows.at += 1
            yield show(rows.rows[rows.at - 1])

    def __next__(self):
        found = self._next()
        if found is None:
            raise StopIteration
        return found[0]

    def all(self):
        self._check()
        if self._unique is not None:
            return list(self)
        show = self._show
        rows = self._rows.rest()
        if len(rows) > 1 and type(self)._show is Result._show and type(rows[0]) is tuple:
            return list(map(self._keymap.make_row_class(), rows))
        return [show(row) for row in rows]

    fetchall = all

    def fetchone(self):
        found = self._next()
        return None if found is None else found[0]

    def fetchmany(self, size=None):
        if size is None:
            # The size of Python's cursors.
            size = self._yield_per or (self._rows and self._rows.yield_per) or 1
        rows = []
        while len(rows) < size and (found := self._next()) is not None:
            rows.append(found[0])
        return rows

    def partitions(self, size=None):
        while rows := self.fetchmany(size):
            yield rows

    def first(self):
        found = self._next()
        self.close()
        return None if found is None else found[0]

    def one_or_none(self):
        return self._one(False)

    def one(self):
        return self._one(True)

    def _one(self, needed):
        found = self._next()
        more = found is not None and self._next() is not None
        self.close()
        if more:
            raise exc.MultipleResultsFound(
                "Multiple rows were found when exactly one was required"
                if needed
                else "Multiple rows were found when one or none was required"
            )
        if found is None:
            if needed:
                raise exc.NoResultFound("No row was found when one was required")
            return None
        return found[0]

    def scalar(self):
        row = self.first()
        return None if row is None else row[0]

    def scalar_one(self):
        return self.one()[0]

    def scalar_one_or_none(self):
        row = self.one_or_none()
        return None if row is None else row[0]

    def _derived(self, cls, *arg):
        self._check()
        other = cls(self._keymap, self._rows, *arg)
        other._unique = self._unique
        other._yield_per = self._yield_per
        return other

    def scalars(self, index=0):
        if not isinstance(index, int):
            index = self._keymap.index(index)
        return self._derived(ScalarResult, index)

    def mappings(self):
        return self._derived(MappingResult)

    def tuples(self):
        return self

    t = property(tuples)

    def columns(self, *col_expressions):
        self._check()
        indexes = [
            item if isinstance(item, int) else self._keymap.index(item)
            for item in col_expressions
        ]
        keymap = Keymap([self._keymap.names[index] for index in indexes])
        return ColumnsResult(keymap, self._rows, indexes)

    def unique(self, strategy=None):
        self._unique = (set(), strategy)
        return self

    def yield_per(self, num):
        self._yield_per = num
        if self._rows is not None:
            self._rows.yield_per = num
        return self

    def freeze(self):
        self._check()
        keymap, rows = self._keymap, self._rows.rest()
        return lambda: Result(keymap, list(rows))

    def merge(self, *others):
        rows = self.all()
        for other in others:
            rows += other.all()
        return Result(self._keymap, rows)

    def close(self):
        if self._rows is not None:
            self._rows.close()
            self._rows = None
            self.closed = True

    def _soft_close(self, hard=False):
        self.close()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()


class ScalarResult(Result):
    def __init__(self, keymap, rows, index=0):
        super().__init__(keymap, rows)
        self._index = index

    def _show(self, row):
        return row[self._index]


class MappingResult(Result):
    def _show(self, row):
        return RowMapping(Result._show(self, row))


class ColumnsResult(Result):
    """Some columns of the rows."""

    def __init__(self, keymap, rows, indexes):
        super().__init__(keymap, rows)
        self._indexes = indexes

    def _show(self, row):
        return Row([tuple.__getitem__(row, index) for index in self._indexes], self._keymap)


class CursorResult(Result):
    """What a connection gave back."""

    # The keys that the database gave to inserted rows.
    _keys = None

    def __init__(self, connection, answer, statement, options=None):
        self.connection = connection
        self.context = self
        self._answer = answer
        self._statement = statement
        names = answer.names
        implicit = answer.implicit
        self.returns_rows = bool(names) and not implicit
        self.rowcount = answer.rowcount
        if self.returns_rows:
            super().__init__(Keymap(names, statement), Rows([], answer))
            if options and "yield_per" in options:
                self.yield_per(options["yield_per"])
        else:
            super().__init__(Keymap([]), None)

    @property
    def is_insert(self):
        return bool(getattr(self._statement, "is_insert", False))

    @property
    def lastrowid(self):
        return self._answer.lastrowid

    @property
    def inserted_primary_key(self):
        rows = self.inserted_primary_key_rows
        return rows[0] if rows else None

    @property
    def inserted_primary_key_rows(self):
        if not self.is_insert:
            raise exc.InvalidRequestError("Statement is not an insert() expression construct.")
        if self._answer.implicit:
            keymap = Keymap(self._answer.names)
            if self._keys is None:
                self._keys = [Row(row, keymap) for row in self._answer.rows]
            return self._keys
        table = self._statement.table
        columns = list(getattr(table, "primary_key", ()))
        sent = self._answer.inserted
        values = [sent.get(column.name, self._answer.lastrowid) for column in columns]
        return [Row(values, Keymap([column.key for column in columns]))]

    def last_inserted_params(self):
        return self._answer.inserted

    def supports_sane_rowcount(self):
        return True

    supports_sane_multi_rowcount = supports_sane_rowcount

    def _metadata(self):
        return self._keymap


def _columns(statement):
    if getattr(statement, "is_select", False) or getattr(statement, "_node", None) in (
        "select",
        "compound",
        "textual_select",
    ):
        return list(statement.columns)
    return ()


def result_tuple(fields, extra=None):
    keymap = Keymap(list(fields))
    return lambda values: Row(values, keymap)


class IteratorResult(Result):
    def __init__(self, cursor_metadata, iterator, *arg, **kw):
        names = getattr(cursor_metadata, "names", None) or list(cursor_metadata)
        keymap = Keymap(names)
        super().__init__(keymap, [tuple(row) for row in iterator])


FilterResult = ScalarResult
TupleResult = ChunkedIteratorResult = FrozenResult = MergedResult = Result
# Names of SQLAlchemy 1.
ResultProxy = LegacyCursorResult = CursorResult
BaseRow = LegacyRow = RowProxy = Row
