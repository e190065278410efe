"""The transactions of a session, and what they mean for its objects."""

from .. import exc


class _Joined:
    """The transaction of a connection that was handed in: it may be rolled
    back, but its end belongs to whoever began it."""

    def __init__(self, connection):
        self.connection = connection

    def commit(self):
        """The one who began the transaction commits it."""

    def rollback(self):
        if self.connection.in_transaction():
            self.connection.rollback()

    def close(self):
        """It goes on."""


class _Own:
    """A transaction that the session has begun."""

    def __init__(self, connection, transaction, closes):
        self.connection = connection
        self.transaction = transaction
        self.closes = closes

    def commit(self):
        if self.transaction is None:
            self.connection.commit()
        else:
            self.transaction.commit()

    def rollback(self):
        if self.transaction is None:
            self.connection.rollback()
        elif self.transaction.is_active:
            self.transaction.rollback()

    def close(self):
        self.rollback()


def join(connection, mode, closes):
    """The session's part in a connection's transaction."""
    if closes:
        return _Own(connection, None, True)
    if not connection.in_transaction():
        return _Own(connection, connection.begin(), False)
    if mode == "control_fully":
        return _Own(connection, None, False)
    if mode == "create_savepoint" or (
        mode == "conditional_savepoint" and connection.in_nested_transaction()
    ):
        return _Own(connection, connection.begin_nested(), False)
    return _Joined(connection)


class SessionTransaction:
    """One transaction of a session, or a savepoint in it."""

    def __init__(self, session, parent=None, nested=False):
        self.session = session
        self.parent = self._parent = parent
        self.nested = nested
        self.is_active = True
        # The error of a flush after which nothing but a rollback is left.
        self.failed = None
        # By the identity of what the session is bound to.
        self.joined = {}
        # States by what became of them here.
        self.new = []
        self.deleted = []
        self.rekeyed = []

    def connection_for(self, bind):
        if self.failed is not None:
            raise exc.PendingRollbackError(
                "This Session's transaction has been rolled back due to a previous exception "
                "during flush. To begin a new transaction with this Session, first issue "
                "Session.rollback(). Original exception was: %s" % (self.failed,),
                code="7s2a",
            )
        if not self.is_active:
            raise exc.InvalidRequestError("This transaction is closed")
        root = self
        while root.parent is not None:
            root = root.parent
        known = root.joined.get(id(bind))
        if known is None:
            opened = not hasattr(bind, "exec_driver_sql")
            connection = bind.connect() if opened else bind
            known = join(connection, self.session.join_transaction_mode, opened)
            root.joined[id(bind)] = known
        if self.nested and id(bind) not in self.joined:
            if self.parent is not root:
                self.parent.connection_for(bind)
            self.joined[id(bind)] = _Own(
                known.connection, known.connection.begin_nested(), False
            )
        return known.connection

    # As a context manager.

    def __enter__(self):
        return self

    def __exit__(self, type_, value, traceback):
        if not self.is_active and self.failed is None:
            return
        if type_ is None and self.failed is None:
            try:
                self.commit()
            except BaseException:
                if self.is_active:
                    self.rollback()
                raise
        else:
            self.rollback()

    def commit(self):
        if self.failed is not None:
            self.connection_for(None)
        if not self.is_active:
            raise exc.InvalidRequestError("This transaction is closed")
        session = self.session
        while session._transaction is not self and session._transaction is not None:
            session._transaction.commit()
        session._event("before_commit")
        if not session._flushing:
            session.flush()
        for joined in self.joined.values():
            joined.commit()
        parent = self.parent
        if parent is not None:
            parent.new += self.new
            parent.deleted += self.deleted
            parent.rekeyed += self.rekeyed
        else:
            session._committed(self)
        self._end()
        session._event("after_commit")

    def rollback(self):
        session = self.session
        while session._transaction is not self and session._transaction is not None:
            session._transaction.rollback()
        for joined in self.joined.values():
            joined.rollback()
        if self.parent is None or True:
            session._rolled_back(self)
        self._end()
        session._event("after_rollback")

    def close(self):
        for joined in self.joined.values():
            joined.close()
        self._end()

    def _end(self):
        self.is_active = False
        self.failed = None
        self.session._transaction = self.parent
        if self.parent is None:
            for joined in self.joined.values():
                if getattr(joined, "closes", False):
                    joined.connection.close()
        self.joined = {}

    def fail(self, error):
        """A flush went wrong: the transaction is rolled back, and waits for
        the script to notice."""
        for joined in self.joined.values():
            joined.rollback()
        self.session._rolled_back(self)
        self.joined = {key: joined for key, joined in self.joined.items()}
        self.failed = error
