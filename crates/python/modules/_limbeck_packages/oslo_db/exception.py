"""What scripts catch. limbeck raises SQLAlchemy's own exceptions."""

from sqlalchemy import exc


class DBError(exc.DBAPIError):
    def __init__(self, inner_exception=None, cause=None):
        Exception.__init__(self, str(inner_exception))
        self.inner_exception = inner_exception


class DBDuplicateEntry(DBError):
    def __init__(self, columns=None, inner_exception=None, value=None):
        super().__init__(inner_exception)
        self.columns = columns or []
        self.value = value


class DBReferenceError(DBError):
    pass


class DBConstraintError(DBError):
    pass


class DBNonExistentConstraint(DBError):
    pass


class DBNonExistentTable(DBError):
    pass


class DBNonExistentDatabase(DBError):
    pass


class DBDeadlock(DBError):
    pass


class DBMigrationError(DBError):
    pass


class DBConnectionError(DBError):
    pass


class DBDataError(DBError):
    pass


class ColumnError(Exception):
    pass
