"""SQLAlchemy's exceptions. Most are made when they are first asked for: there
are many of them, and few of them are used."""


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


# Classes that only have a name, their bases, and the code of an explanation.
_CLASSES = """
    ArgumentError: SQLAlchemyError
    DuplicateColumnError: ArgumentError
    NoSuchModuleError: ArgumentError
    NoForeignKeysError: ArgumentError
    AmbiguousForeignKeysError: ArgumentError
    ConstraintColumnNotFoundError: ArgumentError
    CompileError: SQLAlchemyError
    IdentifierError: SQLAlchemyError
    TimeoutError: SQLAlchemyError
    InvalidRequestError: SQLAlchemyError
    IllegalStateChangeError: InvalidRequestError
    NoInspectionAvailable: InvalidRequestError
    NoDBAPILoaded: InvalidRequestError
    PendingRollbackError: InvalidRequestError
    ResourceClosedError: InvalidRequestError
    NoSuchColumnError: InvalidRequestError KeyError
    AmbiguousColumnError: InvalidRequestError
    NoResultFound: InvalidRequestError
    MultipleResultsFound: InvalidRequestError
    AwaitRequired: InvalidRequestError @xd1r
    MissingGreenlet: InvalidRequestError @xd2s
    NoSuchTableError: InvalidRequestError
    UnreflectableTableError: InvalidRequestError
    UnboundExecutionError: InvalidRequestError
    InterfaceError: DBAPIError @rvf5
    DatabaseError: DBAPIError @4xp6
    DataError: DatabaseError @9h9h
    OperationalError: DatabaseError @e3q8
    IntegrityError: DatabaseError @gkpj
    InternalError: DatabaseError @2j85
    ProgrammingError: DatabaseError @f405
    NotSupportedError: DatabaseError @tw8g
    SATestSuiteWarning: Warning
    LegacyAPIWarning: Base20DeprecationWarning
    MovedIn20Warning: Base20DeprecationWarning
    SAPendingDeprecationWarning: PendingDeprecationWarning
"""
# Classes with methods of their own.
_MORE = """
    ObjectNotExecutableError CircularDependencyError
    UnsupportedCompilationError DisconnectionError InvalidatePoolError
    NoReferenceError NoReferencedTableError NoReferencedColumnError
    DontWrapMixin StatementError DBAPIError DriverError SADeprecationWarning
    Base20DeprecationWarning SAWarning
"""
_SIMPLE = {}
for _line in _CLASSES.split("\n"):
    if _line:
        _name, _, _bases = _line.strip().partition(": ")
        _SIMPLE[_name] = _bases.split()
_MORE = frozenset(_MORE.split())


def __getattr__(name):
    if name == "RemovedIn20Warning":
        name = "Base20DeprecationWarning"
    if name in _MORE:
        from . import _exceptions

        found = getattr(_exceptions, name)
    elif name in _SIMPLE:
        bases = [base for base in _SIMPLE[name] if base[0] != "@"]
        content = {"__module__": __name__}
        for word in _SIMPLE[name]:
            if word[0] == "@":
                content["code"] = word[1:]
        found = type(name, tuple(_class(base) for base in bases), content)
    else:
        raise AttributeError("module 'sqlalchemy.exc' has no attribute %r" % name)
    globals()[name] = found
    return found


def _class(name):
    found = globals().get(name)
    if found is None:
        import builtins

        found = getattr(builtins, name, None) or __getattr__(name)
    return found


def __dir__():
    return sorted(set(globals()) | set(_SIMPLE) | _MORE)
