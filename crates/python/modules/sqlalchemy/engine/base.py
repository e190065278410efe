"""Engines, connections and transactions.

A connection here is a thin thing: the native connection executes statements,
begins transactions where SQLAlchemy would, and words the errors.
"""

import _limbeck_database

from .. import exc
from ..dialects.dialect import named
from .url import immutabledict


def _listeners(target, name):
    """The functions that listen to an event, if the event module was used."""
    import sys

    event = sys.modules.get("sqlalchemy.event")
    return event.listeners(target, name) if event is not None else ()


class _Live:
    """A dialect that knows a connection of its engine's. What a script sets
    itself stays as it was set."""

    _native = _version = _schema = None

    @property
    def default_schema_name(self):
        native = self._native
        if self._schema is not None or native is None or native.closed:
            return self._schema or super().default_schema_name
        return native.default_schema()

    @default_schema_name.setter
    def default_schema_name(self, name):
        self._schema = name

    @property
    def server_version_info(self):
        return self._version

    @server_version_info.setter
    def server_version_info(self, version):
        self._version = version

    @classmethod
    def of(cls, dialect):
        return type(dialect.__name__, (cls, dialect), {"__module__": dialect.__module__})


class Engine:
    """A database that connections can be made to. There is no pool: each
    connection is opened when it is asked for, and closed for good."""

    _execution_options = immutabledict()
    echo = False
    hide_parameters = False

    def __class_getitem__(cls, item):
        return cls

    def __init__(self, url, options):
        from .create import check_options

        check_options(options)
        name, driver, is_async = _limbeck_database.dialect(url._parts())
        self.url = url
        self.dialect = _Live.of(named(name))(driver=driver, is_async=is_async)
        self.dialect.name = name
        self._options = options
        self.echo = options.get("echo", False)
        if self.echo:
            from ..log import log_statements

            log_statements(self.echo)
        self.pool = _pool(options, self)
        self._memory = None
        execution_options = dict(options.get("execution_options") or {})
        if options.get("isolation_level"):
            execution_options.setdefault("isolation_level", options["isolation_level"])
        self._execution_options = immutabledict(execution_options)

    @property
    def name(self):
        return self.dialect.name

    @property
    def driver(self):
        return self.dialect.driver

    @property
    def engine(self):
        return self

    def __repr__(self):
        return "Engine(%r)" % (self.url,)

    def _open(self):
        """A native connection. A database in memory lives as long as the
        engine, for all its connections."""
        memory = self._memory
        if memory is not None and not memory.closed:
            return memory
        options = dict(self._options.get("connect_args") or {})
        creator = self._options.get("creator")
        if creator is not None:
            made = creator()
            native = getattr(made, "_native", None)
            if native is None:
                raise exc.ArgumentError(
                    "create_engine(creator=…) returned %r, which is not a connection that "
                    "limbeck can use; give the URL instead" % (made,)
                )
            return native
        url = self.url
        arguments = [[], options]
        for listener in _listeners(self, "do_connect"):
            made = listener(self.dialect, None, *arguments)
            if made is not None and hasattr(made, "_native"):
                return made._native
        native = _limbeck_database.connect(url._parts(), options)
        self.dialect._native = native
        self.dialect._version = tuple(native.server_version)
        connected = _listeners(self, "connect") or _listeners(self, "first_connect")
        if connected:
            from .dbapi import DBAPIConnection

            for name in ("first_connect", "connect"):
                for listener in _listeners(self, name):
                    listener(DBAPIConnection(native), None)
            # What listeners have set stays; a transaction of theirs must not.
            if native.in_transaction:
                native.commit()
        if native.in_memory and self.pool.keeps:
            self._memory = native
        return native

    def connect(self, close_with_result=False):
        return Connection(self)

    def begin(self, close_with_result=False):
        return _Begin(self)

    def raw_connection(self):
        from .dbapi import DBAPIConnection

        return DBAPIConnection(self._open())

    def dispose(self, close=True):
        if self._memory is not None:
            self._memory.close()
            self._memory = None

    def execution_options(self, **opt):
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other._execution_options = self._execution_options.union(opt)
        return other

    def update_execution_options(self, **opt):
        self._execution_options = self._execution_options.union(opt)

    def get_execution_options(self):
        return self._execution_options

    def clear_compiled_cache(self):
        pass

    # What SQLAlchemy 1 had, and older env.py files and scripts use.
    def execute(self, statement, *parameters, **named):
        with self.connect() as connection:
            result = connection.execute(statement, *parameters, **named)
            connection.commit()
            return result

    def scalar(self, statement, *parameters, **named):
        return self.execute(statement, *parameters, **named).scalar()

    def has_table(self, table_name, schema=None):
        from ..inspection import inspect

        return inspect(self).has_table(table_name, schema=schema)

    def table_names(self, schema=None, connection=None):
        from ..inspection import inspect

        return inspect(connection or self).get_table_names(schema)


def _pool(options, engine):
    from ..pool import QueuePool

    return (options.get("poolclass") or QueuePool)(engine.connect)


class _Begin:
    """`with engine.begin() as connection:`"""

    def __init__(self, engine):
        self.engine = engine

    def __enter__(self):
        self.connection = self.engine.connect()
        self.connection.begin()
        return self.connection

    def __exit__(self, type_, value, traceback):
        try:
            if type_ is None:
                self.connection.commit()
            else:
                self.connection.rollback()
        finally:
            self.connection.close()


class Connection:
    _savepoints = 0
    # The transaction whose `with` block is being run.
    _managed = None

    def __init__(self, engine, native=None):
        self.engine = engine
        self.dialect = engine.dialect
        self.info = {}
        self.should_close_with_result = False
        self._transaction = None
        self._nested_transaction = None
        self._execution_options = engine._execution_options
        self._native = engine._open() if native is None else native
        level = self._execution_options.get("isolation_level")
        if level:
            self._native.set_isolation_level(level)
        for listener in _listeners(engine, "engine_connect"):
            listener(self)

    @property
    def closed(self):
        return self._native is None or self._native.closed

    invalidated = False

    @property
    def _connection(self):
        if self._native is None:
            raise exc.ResourceClosedError("This Connection is closed")
        return self._native

    @property
    def connection(self):
        from .dbapi import DBAPIConnection

        return DBAPIConnection(self._connection)

    def connect(self, **kw):
        # SQLAlchemy 1's branched connections.
        return _Branch(self)

    def __enter__(self):
        return self

    def __exit__(self, type_, value, traceback):
        self.close()

    def close(self):
        native, self._native = self._native, None
        self._transaction = self._nested_transaction = None
        if native is None or native.closed:
            return
        native.rollback()
        if native is not self.engine._memory:
            native.close()
        else:
            native.set_autocommit(False)

    def invalidate(self, exception=None):
        if self._native is not None:
            self._native.close()

    def detach(self):
        pass

    # Transactions.

    def begin(self):
        self._connection.begin()
        for listener in _listeners(self.engine, "begin"):
            listener(self)
        self._transaction = RootTransaction(self)
        return self._transaction

    def begin_nested(self):
        if not self.in_transaction():
            self.begin()
        return NestedTransaction(self)

    def begin_twophase(self, xid=None):
        raise NotImplementedError("two-phase transactions are not supported")

    def commit(self):
        transaction, self._transaction = self._transaction, None
        self._end_nested()
        if self._connection.in_transaction:
            for listener in _listeners(self.engine, "commit"):
                listener(self)
        self._connection.commit()
        if transaction is not None:
            transaction._over()

    def rollback(self):
        transaction, self._transaction = self._transaction, None
        self._end_nested()
        if self._connection.in_transaction:
            for listener in _listeners(self.engine, "rollback"):
                listener(self)
        self._connection.rollback()
        if transaction is not None:
            transaction._over()

    def _end_nested(self):
        while self._nested_transaction is not None:
            self._nested_transaction._end()

    def in_transaction(self):
        return self._native is not None and self._native.in_transaction

    def in_nested_transaction(self):
        return self._nested_transaction is not None and self._nested_transaction.is_active

    def get_transaction(self):
        if self._transaction is None and self.in_transaction():
            self._transaction = RootTransaction(self)
        return self._transaction

    def get_nested_transaction(self):
        return self._nested_transaction

    # Options.

    def execution_options(self, **opt):
        if "isolation_level" in opt:
            self._connection.set_isolation_level(opt["isolation_level"])
        self._execution_options = self._execution_options.union(opt)
        return self

    def get_execution_options(self):
        return self._execution_options

    def get_isolation_level(self):
        return self._connection.isolation_level()

    @property
    def default_isolation_level(self):
        return "READ COMMITTED" if self.dialect.name == "postgresql" else "SERIALIZABLE"

    # Statements.

    def execute(self, statement, parameters=None, *more, execution_options=None, **named):
        if isinstance(statement, str):
            if not more and not named:
                raise exc.ObjectNotExecutableError(statement)
            from ..sql.elements import text

            statement = text(statement)
        if more:
            parameters = [parameters, *more]
        if named:
            parameters = {**(parameters or {}), **named}
        if self._managed is not None and not self._managed.is_active:
            raise exc.InvalidRequestError(
                "Can't operate on closed transaction inside context manager.  Please "
                "complete the context manager before emitting further commands."
            )
        options = self._execution_options
        if execution_options:
            options = options.union(execution_options)
        given = getattr(statement, "_execution_options", None)
        if given:
            options = given.union(options) if hasattr(given, "union") else {**given, **options}
        from .execute import execute

        return execute(self, statement, _sets(parameters), options)

    def exec_driver_sql(self, statement, parameters=None, execution_options=None):
        from .execute import driver_sql

        return driver_sql(self, statement, parameters)

    def scalar(self, statement, parameters=None, *, execution_options=None, **named):
        return self.execute(
            statement, parameters, execution_options=execution_options, **named
        ).scalar()

    def scalars(self, statement, parameters=None, *, execution_options=None):
        return self.execute(
            statement, parameters, execution_options=execution_options
        ).scalars()

    # For MetaData.create_all() and its like.

    def _run_ddl_visitor(self, visitorcallable, element, **kw):
        visitorcallable(self.dialect, self, **kw).traverse_single(element)

    def run_callable(self, callable_, *args, **kw):
        return callable_(self, *args, **kw)

    def schema_for_object(self, obj):
        mapping = self._execution_options.get("schema_translate_map") or {}
        return mapping.get(obj.schema, obj.schema)


def _sets(parameters):
    """The parameters as a list of dicts, and whether there were several."""
    if parameters is None:
        return [], False
    if hasattr(parameters, "keys"):
        return [dict(parameters)], False
    if isinstance(parameters, (list, tuple)):
        if not parameters:
            return [], False
        if not all(hasattr(item, "keys") for item in parameters):
            raise exc.ArgumentError(
                "List argument must consist only of dictionaries"
                if isinstance(parameters, list)
                else "List argument must consist only of tuples or dictionaries"
            )
        return [dict(item) for item in parameters], True
    raise exc.ArgumentError("mapping or list expected for parameters")


class _Branch:
    """`with connection.connect() as same:` leaves the connection open."""

    def __init__(self, connection):
        self._of = connection

    def __getattr__(self, name):
        return getattr(self._of, name)

    def __enter__(self):
        return self._of

    def __exit__(self, *exception):
        pass

    def close(self):
        pass


class Transaction:
    is_active = True
    nested = False
    _rollback_can_be_called = True

    def __init__(self, connection):
        self.connection = connection

    @property
    def is_valid(self):
        return self.is_active

    def close(self):
        if self.is_active:
            self.rollback()

    _outside = None

    def __enter__(self):
        self._outside = self.connection._managed
        self.connection._managed = self
        return self

    def __exit__(self, type_, value, traceback):
        self.connection._managed = self._outside
        if not self.is_active:
            return
        if type_ is None:
            try:
                self.commit()
            except BaseException:
                if self.is_active:
                    self.rollback()
                raise
        else:
            self.rollback()

    def _over(self):
        self.is_active = False


class RootTransaction(Transaction):
    @property
    def is_active(self):
        return self.connection._transaction is self

    def _over(self):
        pass

    def commit(self):
        self._check()
        self.connection.commit()

    def rollback(self):
        if self.is_active:
            self.connection.rollback()

    def prepare(self):
        raise NotImplementedError("two-phase transactions are not supported")

    def _check(self):
        if not self.is_active:
            raise exc.InvalidRequestError("This transaction is inactive")


class NestedTransaction(Transaction):
    nested = True

    def __init__(self, connection):
        super().__init__(connection)
        connection._savepoints += 1
        self._savepoint = "sa_savepoint_%d" % connection._savepoints
        self._outer = connection._nested_transaction
        connection._connection.savepoint(self._savepoint)
        connection._nested_transaction = self

    def _end(self):
        self.is_active = False
        if self.connection._nested_transaction is self:
            self.connection._nested_transaction = self._outer

    def commit(self):
        if not self.is_active:
            raise exc.InvalidRequestError("This nested transaction is inactive")
        self.connection._connection.release(self._savepoint)
        self._end()

    def rollback(self):
        if self.is_active:
            self.connection._connection.rollback_to(self._savepoint)
            self._end()


class TwoPhaseTransaction(RootTransaction):
    pass
