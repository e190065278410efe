"""SQLAlchemy's exceptions."""


class HasDescriptionCode:
    code = None
    _what_are_we = "error"

    def __init__(self, *arg, **kw):
        code = kw.pop("code", None)
        if code is not None:
            self.code = code
        super().__init__(*arg, **kw)

    def _code_str(self):
        if not self.code:
            return ""
        return "(Background on this %s at: https://sqlalche.me/e/21/%s)" % (
            self._what_are_we,
            self.code,
        )


class SQLAlchemyError(HasDescriptionCode, Exception):
    def _message(self):
        if len(self.args) == 1:
            return str(self.args[0])
        return str(self.args)

    def _sql_message(self):
        message = self._message()
        if self.code:
            message = "%s %s" % (message, self._code_str())
        return message

    def __str__(self):
        return self._sql_message()


class ArgumentError(SQLAlchemyError):
    pass


class DuplicateColumnError(ArgumentError):
    pass


class ObjectNotExecutableError(ArgumentError):
    def __init__(self, target):
        super().__init__("Not an executable object: %r" % (target,))
        self.target = target


class NoSuchModuleError(ArgumentError):
    pass


class NoForeignKeysError(ArgumentError):
    pass


class AmbiguousForeignKeysError(ArgumentError):
    pass


class ConstraintColumnNotFoundError(ArgumentError):
    pass


class CircularDependencyError(SQLAlchemyError):
    def __init__(self, message, cycles, edges, msg=None, code=None):
        if msg is None:
            message += " (%s)" % ", ".join(repr(s) for s in cycles)
        else:
            message = msg
        super().__init__(message, code=code)
        self.cycles = cycles
        self.edges = edges


class CompileError(SQLAlchemyError):
    pass


class UnsupportedCompilationError(CompileError):
    code = "l7de"

    def __init__(self, compiler, element_type=None, message=None):
        if element_type is None:
            # Made from the whole message.
            super().__init__(compiler)
            return
        super().__init__(
            "Compiler %r can't render element of type %s%s"
            % (compiler, element_type, ": %s" % message if message else "")
        )


class IdentifierError(SQLAlchemyError):
    pass


class DisconnectionError(SQLAlchemyError):
    invalidate_pool = False


class InvalidatePoolError(DisconnectionError):
    invalidate_pool = True


class TimeoutError(SQLAlchemyError):
    pass


class InvalidRequestError(SQLAlchemyError):
    pass


class IllegalStateChangeError(InvalidRequestError):
    pass


class NoInspectionAvailable(InvalidRequestError):
    pass


class NoDBAPILoaded(InvalidRequestError):
    pass


class PendingRollbackError(InvalidRequestError):
    pass


class ResourceClosedError(InvalidRequestError):
    pass


class NoSuchColumnError(InvalidRequestError, KeyError):
    pass


class AmbiguousColumnError(InvalidRequestError):
    pass


class NoResultFound(InvalidRequestError):
    pass


class MultipleResultsFound(InvalidRequestError):
    pass


class NoReferenceError(InvalidRequestError):
    table_name = None


class AwaitRequired(InvalidRequestError):
    code = "xd1r"


class MissingGreenlet(InvalidRequestError):
    code = "xd2s"


class NoReferencedTableError(NoReferenceError):
    def __init__(self, message, tname):
        super().__init__(message)
        self.table_name = tname


class NoReferencedColumnError(NoReferenceError):
    def __init__(self, message, tname, cname):
        super().__init__(message)
        self.table_name = tname
        self.column_name = cname


class NoSuchTableError(InvalidRequestError):
    pass


class UnreflectableTableError(InvalidRequestError):
    pass


class UnboundExecutionError(InvalidRequestError):
    pass


class DontWrapMixin:
    pass


class StatementError(SQLAlchemyError):
    statement = None
    params = None
    orig = None
    ismulti = None
    connection_invalidated = False
    hide_parameters = False

    def __init__(
        self,
        message,
        statement=None,
        params=None,
        orig=None,
        hide_parameters=False,
        code=None,
        ismulti=None,
    ):
        super().__init__(message, code=code)
        self.statement = statement
        self.params = params
        self.orig = orig
        self.ismulti = ismulti
        self.hide_parameters = hide_parameters
        self.detail = []

    def add_detail(self, msg):
        self.detail.append(msg)

    # What the database's own error says, with its statement and link.
    _text = None

    def _sql_message(self):
        if self._text is not None:
            return "\n".join(["(%s)" % line for line in self.detail] + [self._text])
        lines = ["(%s)" % line for line in self.detail] + [self._message()]
        if self.statement:
            lines.append("[SQL: %s]" % self.statement)
            if self.params and not self.hide_parameters:
                lines.append("[parameters: %r]" % (self.params,))
        if self._code_str():
            lines.append(self._code_str())
        return "\n".join(lines)


class DBAPIError(StatementError):
    code = "dbapi"

    def __init__(
        self,
        statement,
        params=None,
        orig=None,
        hide_parameters=False,
        connection_invalidated=False,
        code=None,
        ismulti=None,
    ):
        # From the database itself comes the whole text and nothing else.
        message = statement
        if orig is None:
            self._text = statement
            statement = None
        else:
            message = "(%s.%s) %s" % (type(orig).__module__, type(orig).__name__, orig)
        super().__init__(
            message, statement, params, orig, hide_parameters, code=code, ismulti=ismulti
        )
        self.connection_invalidated = connection_invalidated

    @property
    def driver_exception(self):
        return self.orig


class DriverError(Exception):
    """What the database said, with the names that psycopg's and sqlite3's
    exceptions give it."""

    def __init__(self, cls, message, sqlstate, primary, detail, constraint, table, column):
        super().__init__(message)
        self.class_name = cls
        self.sqlstate = self.pgcode = sqlstate
        self.pgerror = message
        self.diag = _Diagnostics(sqlstate, primary, detail, constraint, table, column)


class _Diagnostics:
    def __init__(self, sqlstate, primary, detail, constraint, table, column):
        self.sqlstate = sqlstate
        self.message_primary = primary
        self.message_detail = detail
        self.constraint_name = constraint
        self.table_name = table
        self.column_name = column


class InterfaceError(DBAPIError):
    code = "rvf5"


class DatabaseError(DBAPIError):
    code = "4xp6"


class DataError(DatabaseError):
    code = "9h9h"


class OperationalError(DatabaseError):
    code = "e3q8"


class IntegrityError(DatabaseError):
    code = "gkpj"


class InternalError(DatabaseError):
    code = "2j85"


class ProgrammingError(DatabaseError):
    code = "f405"


class NotSupportedError(DatabaseError):
    code = "tw8g"


class SATestSuiteWarning(Warning):
    pass


class SADeprecationWarning(HasDescriptionCode, DeprecationWarning):
    deprecated_since = None
    _what_are_we = "warning"


class Base20DeprecationWarning(SADeprecationWarning):
    deprecated_since = "1.4"


class LegacyAPIWarning(Base20DeprecationWarning):
    pass


class MovedIn20Warning(Base20DeprecationWarning):
    pass


RemovedIn20Warning = Base20DeprecationWarning


class SAPendingDeprecationWarning(PendingDeprecationWarning):
    pass


class SAWarning(HasDescriptionCode, RuntimeWarning):
    _what_are_we = "warning"
