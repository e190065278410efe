"""What stands for a database driver: its exception classes, and a `connect`
that says why it does not. Connections are made by SQLAlchemy's engines."""

apilevel = "2.0"
threadsafety = 1


def exceptions(module):
    """The classes of PEP 249, as those of a module."""
    classes = {}

    def define(name, base):
        classes[name] = type(name, (base,), {"__module__": module})
        return classes[name]

    define("Warning", Exception)
    error = define("Error", Exception)
    define("InterfaceError", error)
    database = define("DatabaseError", error)
    for name in ("DataError", "OperationalError", "IntegrityError", "InternalError",
                 "ProgrammingError", "NotSupportedError"):
        define(name, database)
    return classes


def connector(module):
    """A `connect` for a module."""

    def connect(*args, **kwargs):
        raise NotImplementedError(
            "%s.connect() is not available: limbeck talks to the database itself; "
            "use sqlalchemy.create_engine()" % module)

    return connect


# PostgreSQL's conditions that scripts catch by name, and the class of each.
CONDITIONS = {
    "IntegrityError": (
        "CheckViolation", "ExclusionViolation", "ForeignKeyViolation",
        "IntegrityConstraintViolation", "NotNullViolation", "RestrictViolation",
        "UniqueViolation"),
    "DataError": (
        "DatetimeFieldOverflow", "DivisionByZero", "InvalidDatetimeFormat",
        "InvalidTextRepresentation", "NullValueNotAllowed", "NumericValueOutOfRange",
        "StringDataRightTruncation"),
    "OperationalError": (
        "AdminShutdown", "DeadlockDetected", "LockNotAvailable", "ObjectInUse",
        "OutOfMemory", "QueryCanceled", "SerializationFailure", "TooManyConnections"),
    "InternalError": (
        "ActiveSqlTransaction", "InFailedSqlTransaction", "NoActiveSqlTransaction",
        "ReadOnlySqlTransaction"),
    "ProgrammingError": (
        "AmbiguousColumn", "CannotCoerce", "DatatypeMismatch", "DuplicateAlias",
        "DuplicateColumn", "DuplicateDatabase", "DuplicateFunction", "DuplicateObject",
        "DuplicateSchema", "DuplicateTable", "GroupingError", "InsufficientPrivilege",
        "InvalidColumnReference", "InvalidForeignKey", "InvalidObjectDefinition",
        "InvalidSchemaName", "InvalidTableDefinition", "SyntaxError",
        "UndefinedColumn", "UndefinedFunction", "UndefinedObject", "UndefinedTable",
        "WrongObjectType"),
    "NotSupportedError": ("FeatureNotSupported",),
}


def conditions(module, classes):
    """The classes of PostgreSQL's conditions, as those of a module."""
    return {
        name: type(name, (classes[base],), {"__module__": module})
        for base, names in CONDITIONS.items() for name in names
    }
