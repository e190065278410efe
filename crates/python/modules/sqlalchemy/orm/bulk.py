"""Writing many rows without the bookkeeping of a flush."""

from .base import NO_VALUE, state_of
from .mapping import mapping_of
from .persistence import Inserts, columns_of, default_value, update, write_updates
from ..sql.dml import Insert


def _mapping(mapper):
    return mapping_of(getattr(mapper, "class_", mapper))


def save_objects(session, objects, return_defaults, update_changed_only):
    inserts = Inserts(session)
    waiting = {}
    for instance in objects:
        state = state_of(instance)
        if state.key is None:
            if return_defaults:
                inserts.add(state, instance)
            else:
                _plain(session, inserts, state, instance)
        else:
            values = instance.__dict__
            changed = state.changes(values)
            if not update_changed_only:
                changed = [
                    key
                    for key in state.mapping.columns
                    if key in values and key not in state.mapping.key_names
                ]
            if changed:
                update(session, state, instance, changed, waiting)
    inserts.flush()
    write_updates(session, waiting)


def _plain(session, inserts, state, instance):
    inserts.add(state, instance)


def insert_mappings(session, mapper, mappings, return_defaults=False, render_nulls=False):
    mapping = _mapping(mapper)
    connection = session._connection_of(mapping)
    if return_defaults or len(mapping.tables) > 1:
        for given in mappings:
            instance = mapping.new()
            instance.__dict__.update(given)
            inserts = Inserts(session)
            inserts.add(state_of(instance), instance)
            inserts.flush()
            for name in mapping.key_names:
                given[name] = instance.__dict__.get(name)
        return
    _insert(connection, mapping, Insert(mapping.table), mappings, render_nulls)


def insert_rows(session, connection, mapping, statement, rows):
    """`session.execute(insert(User), [{…}, …])`"""
    return _insert(connection, mapping, statement, list(rows), True)


def _insert(connection, mapping, statement, mappings, render_nulls):
    about = columns_of(mapping, mapping.table)
    given = dict(statement._values or ())
    groups = []
    names = None
    for values in mappings:
        row = _row(connection, mapping, about, values, render_nulls, given)
        if names != set(row):
            names = set(row)
            groups.append([])
        groups[-1].append(row)
    result = None
    for rows in groups:
        result = connection.execute(statement, rows if rows[0] else None)
    return result


def _row(connection, mapping, about, values, render_nulls, given):
    row = {}
    for name, column in about.keys:
        if name in values:
            value = values[name]
        elif column.key in values:
            value = values[column.key]
        else:
            continue
        if value is None and not render_nulls and name not in about.evaluated:
            if column.default is not None or column.server_default is not None:
                continue
        row[column.key] = value
    key = mapping.discriminator_key
    if key is not None and mapping.identity is not None:
        row.setdefault(mapping.columns[key].key, mapping.identity)
    for name, column in about.defaults:
        if column.key not in row and column.key not in given:
            value = default_value(column.default, connection, row)
            if value is not NO_VALUE:
                row[column.key] = value
    return row


def update_mappings(session, mapper, mappings):
    from ..sql.dml import Update

    mapping = _mapping(mapper)
    waiting = {}
    for given in mappings:
        instance = mapping.new()
        values = instance.__dict__
        for key, value in given.items():
            values[key] = value
        state = state_of(instance)
        state.key = mapping.key_of_values(values)
        changed = [
            key for key in mapping.columns if key in given and key not in mapping.key_names
        ]
        if changed:
            update(session, state, instance, changed, waiting)
    write_updates(session, waiting)
