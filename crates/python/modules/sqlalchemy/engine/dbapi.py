"""What listeners of the event "connect" and `connection.connection` are
given: a connection with the methods of Python's database drivers."""


from ..exc import DBAPIError


class DBAPIConnection:
    def __init__(self, native):
        self._native = native

    @property
    def dbapi_connection(self):
        return self

    driver_connection = connection = dbapi_connection

    def cursor(self, *arg, **kw):
        return Cursor(self._native)

    def execute(self, statement, parameters=None):
        return self.cursor().execute(statement, parameters)

    def executemany(self, statement, parameters):
        return self.cursor().executemany(statement, parameters)

    def executescript(self, script):
        self._native.execute_script(script)
        return self.cursor()

    def commit(self):
        self._native.commit()

    def rollback(self):
        self._native.rollback()

    def close(self):
        pass

    def set_session(self, isolation_level=None, readonly=None, deferrable=None,
                    autocommit=None):
        if isolation_level is not None:
            self._native.set_isolation_level(isolation_level)
        if autocommit is not None:
            self.autocommit = autocommit

    @property
    def autocommit(self):
        return self._native.autocommit

    @autocommit.setter
    def autocommit(self, value):
        self._native.rollback()
        self._native.set_autocommit(bool(value))

    @property
    def isolation_level(self):
        return None if self._native.autocommit else ""

    @isolation_level.setter
    def isolation_level(self, level):
        # To Python's sqlite3, None means that nothing is begun by itself;
        # listeners that set it send their own BEGIN, which is done anyway.
        pass

    @property
    def closed(self):
        return self._native.closed

    def __enter__(self):
        return self

    def __exit__(self, type_, value, traceback):
        if type_ is None:
            self.commit()
        else:
            self.rollback()

    def __getattr__(self, name):
        raise AttributeError(
            "%s() of the database driver is not available: limbeck connects by itself, "
            "without Python's drivers" % name
        )


class Cursor:
    arraysize = 1
    description = None
    rowcount = -1
    lastrowid = None
    _answer = None

    def __init__(self, native):
        self._native = native

    def execute(self, statement, parameters=None):
        text = getattr(statement, "as_string", lambda *_: statement)(None)
        try:
            self._answer = answer = self._native.execute_driver_sql(text, parameters)
        except DBAPIError as error:
            # Here a driver's own exceptions are expected.
            error.orig._limbeck_origin = getattr(error, "_limbeck_origin", None)
            raise error.orig from None
        self.description = [
            (name, None, None, None, None, None, None) for name in answer.names
        ] or None
        self.rowcount = answer.rowcount
        self.lastrowid = answer.lastrowid
        return self

    def executemany(self, statement, parameters):
        count = 0
        for row in parameters:
            self.execute(statement, row)
            count += max(self.rowcount, 0)
        self.rowcount = count
        return self

    def executescript(self, script):
        self._native.execute_script(script)
        return self

    def _fetch(self, count):
        return [] if self._answer is None else self._answer.fetch(count)

    def fetchone(self):
        rows = self._fetch(1)
        return rows[0] if rows else None

    def fetchmany(self, size=None):
        return self._fetch(size or self.arraysize)

    def fetchall(self):
        return self._fetch(None)

    def __iter__(self):
        while rows := self._fetch(1):
            yield rows[0]

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass
