"""Dialects, as scripts see them: `bind.dialect.name` and what the methods of
types are called with."""


class DefaultDialect:
    name = "default"
    driver = "default"
    supports_native_enum = False
    supports_native_boolean = False
    supports_native_uuid = False
    supports_sequences = False
    supports_schemas = True
    supports_alter = True
    supports_comments = False
    supports_default_values = True
    insert_returning = update_returning = delete_returning = False
    max_identifier_length = 9999
    default_schema_name = None
    server_version_info = None
    paramstyle = "named"
    positional = False
    is_async = False
    implicit_returning = False
    dbapi = None
    construct_arguments = ()
    ischema_names = {}

    def __init__(self, **options):
        self.__dict__.update(options)

    @property
    def identifier_preparer(self):
        from ..sql.compiler import IdentifierPreparer

        return IdentifierPreparer(self)

    @property
    def type_compiler(self):
        from ..sql.compiler import TypeCompiler

        return TypeCompiler(self)

    type_compiler_instance = type_compiler

    def type_descriptor(self, typeobj):
        from ..sql.type_api import to_instance

        return to_instance(typeobj)

    def has_table(self, connection, table_name, schema=None, **kw):
        return _inspect(connection).has_table(table_name, schema=schema)

    def has_sequence(self, connection, sequence_name, schema=None, **kw):
        return _inspect(connection).has_sequence(sequence_name, schema=schema)

    def has_index(self, connection, table_name, index_name, schema=None, **kw):
        return _inspect(connection).has_index(table_name, index_name, schema=schema)

    def has_type(self, connection, type_name, schema=None, **kw):
        return _inspect(connection)._has_type(type_name, schema=schema)

    def get_columns(self, connection, table_name, schema=None, **kw):
        return _inspect(connection).get_columns(table_name, schema=schema)

    def get_table_names(self, connection, schema=None, **kw):
        return _inspect(connection).get_table_names(schema=schema)

    def __repr__(self):
        return "<sqlalchemy dialect %s>" % self.name


def _inspect(connection):
    from ..inspection import inspect

    return inspect(connection)


class PGDialect(DefaultDialect):
    name = "postgresql"
    driver = "psycopg"
    supports_native_enum = True
    supports_native_boolean = True
    supports_native_uuid = True
    supports_sequences = True
    supports_comments = True
    insert_returning = update_returning = delete_returning = True
    implicit_returning = True
    max_identifier_length = 63
    default_schema_name = "public"
    paramstyle = "pyformat"

    @property
    def _casts(self):
        """Whether a placeholder is followed by its type."""
        return self.driver not in ("psycopg2", "psycopg2cffi")


class SQLiteDialect(DefaultDialect):
    name = "sqlite"
    driver = "pysqlite"
    supports_alter = False
    insert_returning = update_returning = delete_returning = True
    default_schema_name = "main"
    paramstyle = "qmark"


# How drivers write parameters, where it is not `%s`.
_MYSQL_STYLES = {"pymysql": "pyformat", "aiomysql": "pyformat", "mysqlconnector": "pyformat"}


class MySQLDialect(DefaultDialect):
    name = "mysql"
    driver = "mysqldb"
    supports_native_enum = True
    supports_comments = True
    max_identifier_length = 255

    @property
    def paramstyle(self):
        return self.__dict__.get("paramstyle") or _MYSQL_STYLES.get(self.driver, "format")

    @paramstyle.setter
    def paramstyle(self, style):
        self.__dict__["paramstyle"] = style

    is_mariadb = False


class MariaDBDialect(MySQLDialect):
    name = "mariadb"
    is_mariadb = True
    supports_native_uuid = True


class MSDialect(DefaultDialect):
    name = "mssql"
    driver = "pyodbc"
    max_identifier_length = 128
    default_schema_name = "dbo"


class OracleDialect(DefaultDialect):
    name = "oracle"
    driver = "cx_oracle"
    max_identifier_length = 128


_CLASSES = {
    "postgresql": PGDialect,
    "sqlite": SQLiteDialect,
    "mysql": MySQLDialect,
    "mariadb": MariaDBDialect,
    "mssql": MSDialect,
    "oracle": OracleDialect,
    "default": DefaultDialect,
}
_made = {}


def named(name):
    """The class of the dialect of that name."""
    return _CLASSES.get(name, DefaultDialect)


def instance(name):
    """One dialect of that name, for asking types what they are there."""
    if name not in _made:
        _made[name] = named(name)()
        _made[name].name = name
    return _made[name]
