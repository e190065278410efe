"""`Session.execute()` and `Session.get()`."""

from .. import exc
from ..engine.result import Result, Row
from .loading import (
    Context,
    compiled,
    has_entities,
    keymap_of,
    plain_rows,
    read_rows,
    reader_by_names,
)
from .mapping import mapping_of


def execute(session, statement, params, execution_options, bind_arguments):
    entities = getattr(statement, "_entities", None)
    orm = entities is not None and (has_entities(entities) or _renamed(entities))
    if getattr(statement, "is_dml", False):
        return _change(session, statement, params, execution_options, bind_arguments)
    if not isinstance(statement, str):
        session._autoflush()
    if isinstance(statement, str):
        raise exc.ArgumentError(
            "Textual SQL expression %r should be explicitly declared as text(%r)"
            % (statement, statement)
        )
    mapping = None
    if orm:
        mapping = _first_mapping(entities)
    connection = _connection(session, mapping, bind_arguments)
    options = {**session.execution_options, **(execution_options or {})}
    if not orm:
        return connection.execute(statement, params, execution_options=options or None)
    given = {**getattr(statement, "_execution_options", {}), **options}
    context = Context(bool(given.get("populate_existing")))
    textual = getattr(statement, "_textual", None)
    if textual is not None:
        from .loading import entities_of

        found = entities_of(entities, statement._with_options, False)
        result = connection.execute(textual, params)
        names = list(result.keys())
        rows = plain_rows(result)
        readers = reader_by_names(session, found, names, context)
        read = [tuple([one(row) for one in readers]) for row in rows]
    else:
        found, select = compiled(statement, False)
        result = connection.execute(select, params, execution_options=options or None)
        rows = plain_rows(result)
        session._tidy()
        read = read_rows(session, found, rows, context)
    keymap = keymap_of(found)
    return Result(keymap, [Row(row, keymap) for row in read])


def _renamed(entities):
    """Whether a class calls one of the columns otherwise than its table."""
    for column in entities:
        mapper = getattr(getattr(column, "table", None), "_mapper", None)
        if mapper is not None:
            name = mapping_of(mapper.class_).keys.get(column)
            if name is not None and name != column.name:
                return True
    return False


def _first_mapping(entities):
    for subject in entities:
        cls = getattr(subject, "class_", None) or getattr(subject, "_class", subject)
        if isinstance(cls, type) and hasattr(cls, "__mapper__"):
            return mapping_of(cls)
    return None


def _connection(session, mapping, bind_arguments):
    if bind_arguments:
        return session._begun().connection_for(session.get_bind(**bind_arguments))
    return session._connection_of(mapping)


def _change(session, statement, params, execution_options, bind_arguments):
    """INSERT, UPDATE or DELETE, after which the session's objects know."""
    session._autoflush()
    mapping = None if statement._entity is None else mapping_of(statement._entity)
    connection = _connection(session, mapping, bind_arguments)
    options = dict(execution_options or {})
    entities = getattr(statement, "_returned", ())
    if mapping is not None:
        if isinstance(params, (list, tuple)) and statement.is_insert and not statement._returning:
            from .bulk import insert_rows

            return insert_rows(session, connection, mapping, statement, params)
        if isinstance(params, (list, tuple)) and statement.is_update:
            from .bulk import update_mappings

            if not statement._where_criteria and not statement._values:
                return update_mappings(session, mapping.cls, params)
        if params is not None:
            params = _by_column(mapping, params)
        statement = _values_by_column(mapping, statement)
        if not statement.is_insert:
            given = {**statement._execution_options, **options}
            how = given.get("synchronize_session", "auto")
            if how is not False:
                forget = affected(session, mapping, statement, connection)
                result = _returning(session, connection, statement, params, options, entities)
                forget()
                return result
    return _returning(session, connection, statement, params, options, entities)


def _returning(session, connection, statement, params, options, entities):
    if not has_entities(entities):
        return connection.execute(statement, params, execution_options=options or None)
    from .loading import entities_of

    found = entities_of(entities, getattr(statement, "_with_options", ()), False)
    columns = [column for entity in found for column in entity.all_columns()]
    statement = statement._clone(_returning=tuple(columns))
    rows = plain_rows(connection.execute(statement, params, execution_options=options or None))
    read = read_rows(session, found, rows, Context(True))
    keymap = keymap_of(found)
    return Result(keymap, [Row(row, keymap) for row in read])


def _by_column(mapping, params):
    if isinstance(params, (list, tuple)):
        return [_by_column(mapping, one) for one in params]
    return {
        mapping.columns[key].key if key in mapping.columns else key: value
        for key, value in params.items()
    }


def _values_by_column(mapping, statement):
    """Values by the columns' keys where attributes are called otherwise."""
    given = getattr(statement, "_values", None)
    if not given:
        return statement
    values = []
    for key, value in given:
        column = mapping.columns.get(mapping.synonyms.get(key, key))
        values.append((key if column is None else column.key, value))
    return statement._clone(_values=tuple(values))


def affected(session, mapping, statement, connection):
    """Finds the objects that an UPDATE or DELETE changes; gives a function
    that has them forget what they knew."""
    held = [
        state
        for state in session._states()
        if state.mapping.root is mapping.root and state.mapping.isa(mapping)
    ]
    if not held:
        return lambda: None
    if statement.is_update:
        keys = [
            mapping.keys.get(mapping.table.columns.get(key), key)
            for key, _ in statement._values or ()
        ]
        keys += [
            mapping.keys[column]
            for column in mapping.table.columns
            if column in mapping.keys
            and (column.onupdate is not None or column.server_onupdate is not None)
        ]

        def forget():
            for state in held:
                state.expire([key for key in keys if key not in mapping.key_names])

        return forget
    from ..sql.query import Select

    columns = [column for _, column in mapping.table_keys[mapping.table]]
    query = Select(*columns).select_from(mapping.table).where(*statement._where_criteria)
    rows = {tuple(row) for row in plain_rows(connection.execute(query))}

    def forget():
        for state in held:
            if state.key[1] in rows:
                session._gone(state, state.obj())

    return forget


def get(session, entity, ident, options=None, populate_existing=False, with_for_update=None):
    cls = getattr(entity, "class_", entity)
    mapping = mapping_of(cls)
    if isinstance(ident, dict):
        ident = tuple([ident[name] for name in mapping.key_names])
    elif not isinstance(ident, (tuple, list)):
        ident = (ident,)
    ident = tuple(ident)
    if len(ident) != len(mapping.key_names):
        raise exc.InvalidRequestError(
            "Incorrect number of values in identifier to formulate primary key for "
            "session.get(); primary key columns are %s"
            % ",".join("'%s'" % column for column in mapping.key_columns)
        )
    if all(part is None for part in ident):
        return None
    if not populate_existing and with_for_update is None and not options:
        found = session._held((mapping.root.cls, ident))
        if found is not None:
            if not isinstance(found, mapping.cls):
                return None
            state = found.__dict__["_sa_instance_state"]
            if state.expired:
                from .exc import ObjectDeletedError

                try:
                    state.load(mapping.key_names[0])
                except ObjectDeletedError:
                    return None
            return found
    from ..sql.query import Select

    query = Select(cls).where(
        *[column == value for column, value in zip(mapping.key_columns, ident)]
    )
    if options:
        query = query.options(*options)
    if with_for_update:
        given = with_for_update if isinstance(with_for_update, dict) else {}
        query = query.with_for_update(**given)
    execution_options = {"populate_existing": populate_existing or bool(with_for_update)}
    return session.execute(query, execution_options=execution_options).scalars().first()
