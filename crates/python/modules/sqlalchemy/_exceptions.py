"""Exceptions that do more than to have a name; `sqlalchemy.exc` hands them
on."""

from . import exc
from .exc import HasDescriptionCode, SQLAlchemyError

ArgumentError = exc.ArgumentError
CompileError = exc.CompileError
InvalidRequestError = exc.InvalidRequestError


class ObjectNotExecutableError(ArgumentError):
    def __init__(self, target):
        super().__init__("Not an executable object: %r" % (target,))
        self.target = target


class CircularDependencyError(SQLAlchemyError):
    def __init__(self, message, cycles=(), edges=None, msg=None, code=None):
        if msg is None and cycles:
            message += " (%s)" % ", ".join(repr(s) for s in cycles)
        elif msg is not None:
            message = msg
        super().__init__(message, code=code)
        self.cycles = cycles
        self.edges = edges


class UnsupportedCompilationError(CompileError):
    code = "l7de"

    def __init__(self, compiler, element_type=None, message=None):
        if element_type is None:
            # Made from the whole message, which says already what `code` adds.
            super().__init__(compiler.partition(" (Background on ")[0])
            return
        super().__init__(
            "Compiler %r can't render element of type %s%s"
            % (compiler, element_type, ": %s" % message if message else "")
        )


class DisconnectionError(SQLAlchemyError):
    invalidate_pool = False


class InvalidatePoolError(DisconnectionError):
    invalidate_pool = True


class NoReferenceError(InvalidRequestError):
    table_name = None


class NoReferencedTableError(NoReferenceError):
    def __init__(self, message, tname):
        super().__init__(message)
        self.table_name = tname


class NoReferencedColumnError(NoReferenceError):
    def __init__(self, message, tname, cname):
        super().__init__(message)
        self.table_name = tname
        self.column_name = cname


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


_drivers = {}


def driver_class(name, base):
    """The class of that full name, as the driver's own module has it."""
    found = _drivers.get(name)
    if found is None:
        import sys

        module, _, short = name.rpartition(".")
        own = getattr(sys.modules.get(module), short, None)
        if own is None and base != short:
            parent = driver_class("%s.%s" % (module.partition(".errors")[0], base), base)
        else:
            parent = own or Exception
        bases = (parent,) if issubclass(parent, DriverError) else (DriverError, parent)
        found = type(short, bases, {"__module__": module})
        _drivers[name] = found
    return found


def driver_error(name, base, message, sqlstate, primary, detail, constraint, table, column):
    error = driver_class(name, base)(message)
    if sqlstate is None:
        return error
    error.sqlstate = error.pgcode = sqlstate
    error.pgerror = message
    error.diag = _Diagnostics(sqlstate, primary, detail, constraint, table, column)
    return error


class _Diagnostics:
    def __init__(self, sqlstate, primary, detail, constraint, table, column):
        self.sqlstate = sqlstate
        self.message_primary = primary
        self.message_detail = detail
        self.constraint_name = constraint
        self.table_name = table
        self.column_name = column


class SADeprecationWarning(HasDescriptionCode, DeprecationWarning):
    deprecated_since = None
    _what_are_we = "warning"


class Base20DeprecationWarning(SADeprecationWarning):
    deprecated_since = "1.4"


class SAWarning(HasDescriptionCode, RuntimeWarning):
    _what_are_we = "warning"


for _class in list(globals().values()):
    if getattr(_class, "__module__", None) == __name__:
        _class.__module__ = "sqlalchemy.exc"
