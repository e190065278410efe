"""Writing objects: their rows are inserted, updated and deleted by statements
of many rows where that is possible."""

from ..engine.execute import repeat
from ..sql.dml import Delete, Insert, Update
from ..sql.elements import BindParameter
from .base import NO_VALUE

# Most rows of one INSERT that gives back keys.
_MOST_ROWS = 500
_MOST_VALUES = 30000


def default_value(default, connection, values):
    """What a Python-side default gives; NO_VALUE if the database computes
    it."""
    if getattr(default, "is_callable", False):
        if default._wants_context is False:
            return default.arg()
        # Expressions are no parameters.
        plain = {
            key: value for key, value in values.items() if not getattr(value, "_is_clause", False)
        }
        return default._call(plain, connection)
    if getattr(default, "is_scalar", False):
        return default.arg
    return NO_VALUE


class _Columns:
    """What writing a table needs to know of its columns."""

    def __init__(self, mapping, table):
        self.keys = []
        # Columns that are NULL when nothing is said of them.
        self.plain = []
        self.defaults = []
        self.updates = []
        self.evaluated = set()
        # Attributes whose values the database makes.
        self.server = []
        keys = dict(mapping.table_keys[table])
        own = {column: name for name, column in keys.items()}
        for column in table.columns:
            name = own.get(column)
            if name is None:
                name = mapping.keys.get(column)
            if name is None:
                continue
            if column.computed is not None:
                self.server.append(name)
                continue
            self.keys.append((name, column))
            if column.type.should_evaluate_none:
                self.evaluated.add(name)
            if column.default is not None:
                self.defaults.append((name, column))
            elif column.server_default is not None or column.identity is not None:
                self.server.append(name)
            elif not column.primary_key and not column.type.should_evaluate_none:
                self.plain.append((name, column))
            if column.onupdate is not None:
                self.updates.append((name, column))
        self.server_updates = [
            mapping.keys[column]
            for column in table.columns
            if column in mapping.keys
            and (column.server_onupdate is not None or column.computed is not None)
        ]
        self.primary = [name for name in keys]
        self.primary_columns = [column for column in keys.values()]
        automatic = getattr(table, "_autoincrement_column", None)
        self.automatic = None if automatic is None else own.get(automatic)


def columns_of(mapping, table):
    known = mapping.__dict__.setdefault("_written", {})
    found = known.get(table)
    if found is None:
        found = known[table] = _Columns(mapping, table)
    return found


class Inserts:
    """Rows that are waiting to be inserted by one statement."""

    def __init__(self, session):
        self.session = session
        self.mapping = None
        self.names = None
        self.rows = []
        self.states = set()

    def holds(self, state):
        return id(state) in self.states

    def add(self, state, instance):
        """Takes an object whose row can wait, or writes it at once."""
        mapping = state.mapping
        connection = self.session._connection_of(mapping)
        if len(mapping.tables) > 1:
            self.flush()
            for table in mapping.tables:
                row, special = insert_row(connection, mapping, table, instance)
                _write_one(connection, mapping, table, state, instance, row, special)
            return
        table = mapping.tables[0]
        row, special = insert_row(connection, mapping, table, instance)
        if special:
            self.flush()
            _write_one(connection, mapping, table, state, instance, row, special)
            return
        names = tuple(row)
        if self.mapping is not mapping or self.names != names:
            self.flush()
            self.mapping, self.names = mapping, names
        self.rows.append((state, instance, row))
        self.states.add(id(state))

    def flush(self):
        rows, self.rows = self.rows, []
        self.states = set()
        if not rows:
            return
        mapping = self.mapping
        table = mapping.tables[0]
        connection = self.session._connection_of(mapping)
        about = columns_of(mapping, table)
        missing = [name for name in about.primary if rows[0][2].get(_key(table, about, name)) is None]
        if len(rows) == 1:
            state, instance, row = rows[0]
            _write_one(connection, mapping, table, state, instance, row, ())
            return
        if not missing:
            _insert_many(connection, table, [row for _, _, row in rows])
        elif connection.dialect.name in ("postgresql", "sqlite"):
            _insert_returning(connection, mapping, table, about, rows)
        else:
            for state, instance, row in rows:
                _write_one(connection, mapping, table, state, instance, row, ())
            return
        for state, instance, row in rows:
            _settle(mapping, table, about, state, instance, row, ())


def _key(table, about, name):
    return about.primary_columns[about.primary.index(name)].key


def insert_row(connection, mapping, table, instance):
    """The values of a new row by the columns' keys, and the attributes whose
    values are expressions."""
    values = instance.__dict__
    about = columns_of(mapping, table)
    row, special = {}, []
    for name, column in about.keys:
        if name in values:
            value = values[name]
            if value is None and name not in about.evaluated:
                continue
            if getattr(value, "_is_clause", False) or hasattr(value, "__clause_element__"):
                special.append(name)
            row[column.key] = value
    if mapping.discriminator_key is not None and table is mapping.root.table:
        name = mapping.discriminator_key
        column = mapping.root.columns[name]
        if row.get(column.key) is None and mapping.identity is not None:
            row[column.key] = values[name] = mapping.identity
    if mapping.version_key is not None and table is mapping.root.table:
        column = mapping.root.columns[mapping.version_key]
        if row.get(column.key) is None:
            row[column.key] = values[mapping.version_key] = 1
    for name, column in about.plain:
        if column.key not in row:
            row[column.key] = None
            values.setdefault(name, None)
    for name, column in about.defaults:
        if column.key not in row:
            value = default_value(column.default, connection, row)
            if value is NO_VALUE:
                special.append(name)
            else:
                row[column.key] = value
                values[name] = _coerced(instance, name, column, value)
    return row, special


def _coerced(instance, name, column, value):
    mutable = column.type._mutable
    if mutable is not None and value is not None:
        value = mutable.coerce(name, value)
        value._belongs_to(instance, name)
    return value


def _write_one(connection, mapping, table, state, instance, row, special):
    about = columns_of(mapping, table)
    statement = Insert(table)._clone(_values=tuple(row.items()))
    result = connection.execute(statement)
    missing = [
        (name, column)
        for name, column in zip(about.primary, about.primary_columns)
        if row.get(column.key) is None or name in special
    ]
    if missing:
        found = result.inserted_primary_key
        names = [column.key for column in table.primary_key]
        for name, column in missing:
            value = None
            if found is not None:
                if column.name in found._fields:
                    value = found._mapping[column.name]
                elif column.key in names:
                    value = found[names.index(column.key)]
            if value is None and len(missing) == 1:
                value = result.lastrowid
            instance.__dict__[name] = value
    _settle(mapping, table, about, state, instance, row, special)


def _insert_returning(connection, mapping, table, about, rows):
    """Inserts rows whose keys the database makes, and reads the keys."""
    keys = _insert_many(connection, table, [row for _, _, row in rows], about.primary_columns)
    for (_, instance, _), key in zip(rows, keys):
        instance.__dict__.update(zip(about.primary, key))


def _insert_many(connection, table, rows, returning=()):
    """Inserts rows that have the same columns, many with one statement; gives
    what they return."""
    columns = [column for column in table.columns if column.key in rows[0]]
    size = max(1, min(_MOST_ROWS, _MOST_VALUES // max(1, len(columns))))
    found = []
    whole = len(rows) // size * size
    for part in (rows[:whole], rows[whole:]):
        if not part:
            continue
        count = min(size, len(part))
        statement = Insert(table).values(part[:count])
        if returning:
            statement = statement.returning(*returning)
        names = [column.key for column in columns]
        types = [column.type for column in columns] * count
        sets = [
            [row[name] for row in part[start:start + count] for name in names]
            for start in range(0, len(part), count)
        ]
        result = repeat(connection, statement, types, sets)
        if result is not None:
            found += result.fetchall() if returning else ()
            continue
        for start in range(0, len(part), count):
            statement = Insert(table).values(part[start:start + count])
            if returning:
                found += connection.execute(statement.returning(*returning)).fetchall()
            else:
                connection.execute(statement)
    return found


def _settle(mapping, table, about, state, instance, row, special):
    """What the database made of the row is read when it is asked for."""
    values = instance.__dict__
    for name in special:
        if name not in about.primary:
            values.pop(name, None)
    for name in about.server:
        if name in about.primary:
            continue
        column = mapping.columns[name]
        if column.key not in row:
            values.pop(name, None)


def update(session, state, instance, changed, waiting):
    """Notes the UPDATEs of an object; `waiting` collects them by statement."""
    mapping = state.mapping
    connection = session._connection_of(mapping)
    values = instance.__dict__
    key = dict(zip(mapping.key_names, state.key[1]))
    version = mapping.version_key
    for table in mapping.tables:
        about = columns_of(mapping, table)
        row, special = {}, []
        for name, column in about.keys:
            if name in changed:
                value = values.get(name)
                if getattr(value, "_is_clause", False) or hasattr(value, "__clause_element__"):
                    special.append(name)
                row[column.key] = value
        if not row:
            continue
        if version is not None and table is mapping.root.table:
            before = (state.committed or {}).get(version, values.get(version))
            row[mapping.columns[version].key] = (before or 0) + 1
        expired = list(special) + about.server_updates
        for name, column in about.updates:
            if column.key not in row:
                value = default_value(column.onupdate, connection, row)
                if value is NO_VALUE:
                    # The statement takes it from the column.
                    expired.append(name)
                else:
                    row[column.key] = value
                    values[name] = _coerced(instance, name, column, value)
        group = (mapping, table, tuple(row), bool(special))
        waiting.setdefault(group, []).append((state, instance, row, key, expired))


def write_updates(session, waiting):
    from .exc import StaleDataError

    for (mapping, table, names, special), rows in waiting.items():
        connection = session._connection_of(mapping)
        about = columns_of(mapping, table)
        version = mapping.version_key if table is mapping.root.table else None
        count = 0
        if len(rows) > 1 and not special and version is None:
            count = _update_many(connection, table, about, rows)
        else:
            for state, instance, row, key, _ in rows:
                criteria = [
                    column == key[name]
                    for name, column in zip(about.primary, about.primary_columns)
                ]
                if version is not None:
                    column = mapping.columns[version]
                    before = (state.committed or {}).get(version, instance.__dict__.get(version))
                    criteria.append(column == before)
                    instance.__dict__[version] = row[column.key]
                statement = Update(table)._clone(_values=tuple(row.items())).where(*criteria)
                count += connection.execute(statement).rowcount
        if 0 <= count < len(rows) and connection.dialect.name != "mysql":
            raise StaleDataError(
                "UPDATE statement on table '%s' expected to update %d row(s); %d were "
                "matched." % (table.description, len(rows), count)
            )
        for state, instance, row, key, expired in rows:
            for name in expired:
                instance.__dict__.pop(name, None)


def _update_many(connection, table, about, rows):
    """Updates rows of which the same columns change; gives how many there
    were."""
    _, _, first, key, _ = rows[0]
    keys = list(zip(about.primary, about.primary_columns))
    columns = [column for column in table.columns if column.key in first]
    names = [column.key for column in columns]
    statement = Update(table)._clone(_values=tuple(first.items())).where(*[
        column == BindParameter(None, key[name], column.type, unique=True)
        for name, column in keys
    ])
    types = [column.type for column in (*columns, *about.primary_columns)]
    sets = [
        [*[row[name] for name in names], *[key[name] for name in about.primary]]
        for _, _, row, key, _ in rows
    ]
    result = repeat(connection, statement, types, sets)
    if result is not None:
        return result.rowcount
    statement = Update(table).where(*[
        column == BindParameter("_key_%s" % column.key, type_=column.type) for _, column in keys
    ])
    sets = []
    for _, _, row, key, _ in rows:
        one = dict(row)
        for name, column in keys:
            one["_key_%s" % column.key] = key[name]
        sets.append(one)
    return connection.execute(statement, sets).rowcount


def delete(session, mapping, states):
    """Deletes the rows of objects of one class."""
    connection = session._connection_of(mapping)
    for table in reversed(mapping.tables):
        about = columns_of(mapping, table)
        keys = [dict(zip(mapping.key_names, state.key[1])) for state in states]
        if len(about.primary) == 1:
            name, column = about.primary[0], about.primary_columns[0]
            for start in range(0, len(keys), 500):
                part = [key[name] for key in keys[start:start + 500]]
                criterion = column == part[0] if len(part) == 1 else column.in_(part)
                connection.execute(Delete(table).where(criterion))
            continue
        for key in keys:
            connection.execute(Delete(table).where(*[
                column == key[name] for name, column in zip(about.primary, about.primary_columns)
            ]))
