"""Executing statements: their parameters are put where they belong; the rest
is the native connection's."""

from .. import exc
from ..log import is_logged
from .base import _listeners
from .result import CursorResult

# Most values of one INSERT; PostgreSQL and SQLite take at least so many.
_MOST_VALUES = 30000


def execute(connection, statement, parameters, options):
    sets, several = parameters
    clause = getattr(statement, "__clause_element__", None)
    if clause is not None:
        statement = clause()
    if not (getattr(statement, "_is_clause", False) or hasattr(statement, "__visit_name__")):
        raise exc.ObjectNotExecutableError(statement)
    for listener in _listeners(connection.engine, "before_execute"):
        listener(connection, statement, sets, {}, options)
    if not sets:
        return _run(connection, statement, [statement], options)
    if getattr(statement, "is_insert", False) and statement.select is None:
        return _insert(connection, statement, sets, several, options)
    if getattr(statement, "is_update", False):
        changed = [_update(statement, row) for row in sets]
        return _run(connection, statement, changed, options, sets)
    given = [statement.params(row) for row in sets]
    return _run(connection, statement, given, options, sets)


def _insert(connection, statement, sets, several, options):
    """Parameters of an INSERT are its binds' and its columns' values."""
    bound = _bind_names(statement)
    if not several or bound or statement._multi_values:
        given = [_set(statement, row, bound) for row in sets]
        return _run(connection, statement, given, options, sets)
    known = statement.table.columns
    first = [key for key in sets[0] if not len(known) or key in known]
    for index, row in enumerate(sets):
        for key in first:
            if key not in row:
                error = exc.StatementError(
                    "(sqlalchemy.exc.InvalidRequestError) A value is required for bind "
                    "parameter %r, in parameter group %d" % (key, index)
                )
                _tell(error, connection, statement.values(sets[0]), sets)
                raise error
    given = dict(statement._values or ())
    rows = [{**given, **{key: row[key] for key in first}} for row in sets]
    # Those that are put together are told one by one when they fail.
    statement = statement._clone(_values=None, _joined=True)
    size = max(1, min(1000, _MOST_VALUES // max(1, len(rows[0]))))
    parts = [rows[start:start + size] for start in range(0, len(rows), size)]
    joined = [statement.values(part) for part in parts]
    return _run(connection, statement, joined, options, sets)


def _update(statement, row):
    return _set(statement, row, _bind_names(statement))


def _set(statement, row, bound):
    """The statement with values for its binds; other names are columns."""
    columns = {key: value for key, value in row.items() if key not in bound}
    known = statement.table.columns
    if len(known):
        # Names of no column are passed over.
        columns = {key: value for key, value in columns.items() if key in known}
    if columns:
        statement = statement.values(columns)
    named = {key: value for key, value in row.items() if key in bound}
    return statement.params(named) if named else statement


def _bind_names(statement):
    """The names of the parameters that a statement asks values for."""
    names = set()
    seen = set()
    waiting = [statement]
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if getattr(part, "_node", None) == "bind":
            if not part.unique and part.key is not None:
                names.add(part.key)
        elif isinstance(part, (list, tuple)):
            waiting.extend(part)
        elif getattr(part, "_is_clause", False):
            waiting.extend(
                value
                for key, value in vars(part).items()
                if key not in ("table", "_given") and not isinstance(value, (str, dict))
            )
    return names


def _run(connection, statement, statements, options, sets=()):
    engine = connection.engine
    hook = _hook(connection, "before_cursor_execute")
    try:
        answer = connection._connection.execute(statements, dict(options), hook)
    except exc.StatementError as error:
        if error.statement is None and error.args and _LACKS in str(error.args[0]):
            _tell(error, connection, statement)
        raise
    except (exc.SQLAlchemyError, NotImplementedError):
        raise
    except Exception as error:
        if hasattr(error, "_limbeck_origin") or hook is not None:
            raise
        # What a type's own code raises about a value.
        told = exc.StatementError(
            "(%s.%s) %s" % (type(error).__module__, type(error).__name__, error),
            None,
            None,
            error,
        )
        _tell(told, connection, statements[0], sets)
        told.code = None
        raise told from error
    result = CursorResult(connection, answer, statement, options)
    for listener in _listeners(engine, "after_cursor_execute"):
        listener(connection, None, answer.statement, (), None, False)
    return result


_LACKS = "A value is required for bind parameter"


def _tell(error, connection, statement, parameters=None):
    """Puts into an error about a parameter what SQL it belongs to."""
    from _limbeck_compile import show_statement

    from ..sql.compiler import placeholder_form

    dialect = connection.dialect
    form = placeholder_form(dialect, False)
    if getattr(statement, "is_insert", False):
        rows = statement._multi_values if getattr(statement, "_joined", False) else ()
        if rows:
            statement = statement._clone(_multi_values=(), _values=rows[0])
        if len(parameters or ()) > 1:
            statement = statement._clone(_inline=True)
    error.statement = show_statement(statement, dialect.name, form)[0]
    error.params = parameters
    error.code = "cd3x"


def repeat(connection, statement, types, sets):
    """Executes a statement, which holds the first set of values, for all sets:
    values in the order of its placeholders, of those types. None if it cannot
    be done so."""
    engine = connection.engine
    for name in ("before_execute", "before_cursor_execute", "after_cursor_execute"):
        if _listeners(engine, name):
            return None
    if engine.echo:
        return None
    answer = connection._connection.repeat(statement, types, sets)
    return None if answer is None else CursorResult(connection, answer, statement)


def _hook(connection, name):
    """What is called with the SQL and the values before they are sent."""
    listeners = _listeners(connection.engine, name)
    if is_logged():
        listeners = [*listeners, _echo]
    if not listeners:
        return None

    def hook(sql, values):
        for listener in listeners:
            listener(connection, None, sql, values, None, False)

    return hook


def _echo(connection, cursor, statement, parameters, context, executemany):
    import logging

    logger = logging.getLogger("sqlalchemy.engine.Engine")
    logger.info(statement)
    logger.info("[raw sql] %r", parameters)


def driver_sql(connection, statement, parameters):
    hook = _hook(connection, "before_cursor_execute")
    if hook is not None:
        hook(statement, parameters or ())
    answer = connection._connection.execute_driver_sql(statement, parameters)
    return CursorResult(connection, answer, None)
