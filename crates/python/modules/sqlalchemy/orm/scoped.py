"""Sessions that are shared by all who ask for one."""


class scoped_session:
    def __class_getitem__(cls, item):
        return cls

    def __init__(self, session_factory, scopefunc=None):
        self.session_factory = session_factory
        self._scope = scopefunc or (lambda: None)
        self._sessions = {}

    @property
    def registry(self):
        return self

    def has(self):
        return self._scope() in self._sessions

    def __call__(self, **kw):
        scope = self._scope()
        found = self._sessions.get(scope)
        if found is None:
            found = self._sessions[scope] = self.session_factory(**kw)
        elif kw:
            from ..exc import InvalidRequestError

            raise InvalidRequestError(
                "Scoped session is already present; no new arguments may be specified."
            )
        return found

    def remove(self):
        found = self._sessions.pop(self._scope(), None)
        if found is not None:
            found.close()

    def configure(self, **kw):
        self.session_factory.configure(**kw)

    def query_property(self, query_cls=None):
        return _QueryProperty(self, query_cls)

    def __contains__(self, instance):
        return instance in self()

    def __iter__(self):
        return iter(self())

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self(), name)

    def __setattr__(self, name, value):
        if name in ("bind", "info", "autoflush"):
            setattr(self(), name, value)
        else:
            object.__setattr__(self, name, value)


class _QueryProperty:
    """`User.query`"""

    def __init__(self, sessions, query_cls):
        self.sessions = sessions
        self.query_cls = query_cls

    def __get__(self, instance, owner):
        if not hasattr(owner, "__mapper__"):
            return None
        if self.query_cls is not None:
            return self.query_cls(owner, session=self.sessions())
        return self.sessions().query(owner)
