"""Sessions. A session hands statements to its connection; what needs loaded
objects is refused."""


def _refuse(what):
    raise NotImplementedError(
        "Session.%s needs the ORM's unit of work, which limbeck does not have yet; "
        "execute insert(), update(), delete() or select() statements instead" % what
    )


class Session:
    def __class_getitem__(cls, item):
        return cls

    def __init__(self, bind=None, **kw):
        self.bind = bind
        self.info = dict(kw.pop("info", None) or {})
        self.options = kw
        self._own = None

    def connection(self, bind_arguments=None, execution_options=None, **kw):
        """The connection it was given, or one of its engine's."""
        bind = self.bind
        if bind is None:
            from ..exc import UnboundExecutionError

            raise UnboundExecutionError("This session is not bound to a connection or an engine")
        if hasattr(bind, "execute"):
            return bind
        if self._own is None:
            self._own = bind.connect()
        return self._own

    get_connection = connection

    def get_bind(self, mapper=None, **kw):
        return self.bind

    def execute(self, statement, params=None, *, execution_options=None, **kw):
        connection = self.connection()
        if execution_options:
            return connection.execute(statement, params, execution_options=execution_options)
        return connection.execute(statement, params)

    def scalar(self, statement, params=None, **kw):
        return self.execute(statement, params).scalar()

    def scalars(self, statement, params=None, **kw):
        return self.execute(statement, params).scalars()

    def begin(self, nested=False):
        return self.connection().begin_nested() if nested else self

    def begin_nested(self):
        return self.connection().begin_nested()

    @property
    def no_autoflush(self):
        return _Nothing()

    def flush(self, objects=None):
        """Nothing waits to be written."""

    def expire_all(self):
        """Nothing is kept."""

    expunge_all = expire_all

    def expire(self, instance, attribute_names=None):
        """Nothing is kept."""

    def commit(self):
        # A connection that was handed in keeps its own transaction.
        if self._own is not None:
            self._own.commit()

    def rollback(self):
        if self._own is not None:
            self._own.rollback()

    def close(self):
        if self._own is not None:
            self._own.close()
            self._own = None

    def in_transaction(self):
        return self.connection().in_transaction()

    def __enter__(self):
        return self

    def __exit__(self, class_, value, traceback):
        if class_ is None and self._own is not None:
            self._own.commit()
        self.close()

    def __contains__(self, instance):
        return False

    def __iter__(self):
        return iter(())

    def __getattr__(self, name):
        if name.startswith("_") or name not in _OBJECTS:
            raise AttributeError("'Session' object has no attribute %r" % name)
        return lambda *args, **kw: _refuse(name + "()")


_OBJECTS = frozenset(
    "add add_all bulk_insert_mappings bulk_save_objects bulk_update_mappings delete "
    "expunge get get_one is_modified merge query refresh enable_relationship_loading".split()
)


class _Nothing:
    def __enter__(self):
        return None

    def __exit__(self, *exception):
        return None


class sessionmaker:
    """Makes sessions of one kind."""

    def __class_getitem__(cls, item):
        return cls

    def __init__(self, bind=None, class_=Session, **kw):
        self.kw = {"bind": bind, **kw}
        self.class_ = class_

    def __call__(self, **kw):
        return self.class_(**{**self.kw, **kw})

    def begin(self):
        return self()

    def configure(self, **kw):
        self.kw.update(kw)


class scoped_session:
    """One session for all who ask."""

    def __init__(self, session_factory, scopefunc=None):
        self.session_factory = session_factory
        self._session = None

    def __call__(self, **kw):
        if self._session is None:
            self._session = self.session_factory(**kw)
        return self._session

    def remove(self):
        if self._session is not None:
            self._session.close()
            self._session = None

    def configure(self, **kw):
        self.session_factory.configure(**kw)

    def query_property(self, query_cls=None):
        return None

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self(), name)


class SessionTransaction:
    pass


class ORMExecuteState:
    pass


def object_session(instance):
    return None


def close_all_sessions():
    """No session outlives its script."""


def make_transient(instance):
    """No object belongs to a session."""


make_transient_to_detached = make_transient
