"""The object behind `op.get_context().impl`: a dialect as Alembic sees it."""

_impls = {}


# What Alembic asks implementations of dialects, and Rust decides here.
_UNCALLED = frozenset(
    (
        "adjust_reflected_dialect_options",
        "autogen_column_reflect",
        "cast_for_batch_migrate",
        "compare_check_constraint",
        "compare_indexes",
        "compare_unique_constraint",
        "correct_for_autogen_constraints",
        "correct_for_autogen_foreignkeys",
        "emit_begin",
        "emit_commit",
        "identity_attrs_ignore",
        "prep_table_for_batch",
        "type_arg_extract",
        "type_synonyms",
    )
)


class ImplMeta(type):
    """Registers a class under the dialect that it names."""

    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        if "__dialect__" in namespace:
            _impls[namespace["__dialect__"]] = cls


class DefaultImpl(metaclass=ImplMeta):
    __dialect__ = "default"
    transactional_ddl = False
    command_terminator = ";"

    def __init__(self, migration_context):
        native = migration_context._native
        self._context = migration_context
        self.dialect = migration_context.dialect
        self.as_sql = migration_context.as_sql
        self.literal_binds = migration_context.opts.get("literal_binds", False)
        self.output_buffer = migration_context.output_buffer
        self.context_opts = migration_context.opts
        self.transactional_ddl = native.transactional_ddl
        self.memo = {}

    @classmethod
    def get_by_dialect(cls, dialect):
        name = dialect if isinstance(dialect, str) else dialect.name
        return _impls.get(name, DefaultImpl)

    @property
    def connection(self):
        return self._context.connection

    @property
    def bind(self):
        return self._context.connection

    def static_output(self, text):
        self._context._native.static_output(text)

    def emit_begin(self):
        self.static_output("BEGIN" + self.command_terminator)

    def emit_commit(self):
        self.static_output("COMMIT" + self.command_terminator)

    def version_table_impl(
        self, *, version_table, version_table_schema, version_table_pk, **kw
    ):
        """The version table; a project's own may be wider."""
        from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, String, Table

        table = Table(
            version_table,
            MetaData(),
            Column("version_num", String(32), nullable=False),
            schema=version_table_schema,
        )
        if version_table_pk:
            key = PrimaryKeyConstraint("version_num", name=f"{version_table}_pkc")
            table.append_constraint(key)
        return table

    def start_migrations(self):
        """A hook for implementations of other dialects."""

    def execute(self, sql, execution_options=None):
        self._context._execute(sql, execution_options)

    def _exec(self, construct, execution_options=None, **kw):
        """Executes a statement, or a change of a table (`alembic.ddl.base`)."""
        from .base import AlterTable

        if isinstance(construct, AlterTable):
            return self._invoke(construct._operation())
        return self._context._execute(construct, execution_options)

    def compare_type(self, inspector_column, metadata_column):
        """Whether a type has changed; `None` leaves it to the comparison."""

    def compare_server_default(
        self,
        inspector_column,
        metadata_column,
        rendered_metadata_default,
        rendered_inspector_default,
    ):
        """Whether a default has changed; `None` leaves it to the comparison."""

    def _invoke(self, operation, *made):
        self._context._invoke(operation, *made)

    def _tell_uncalled(self):
        """Says which methods of a project's subclass have no effect."""
        own = [
            name
            for base in type(self).__mro__
            if not base.__module__.startswith("alembic.")
            for name in base.__dict__
            if name in _UNCALLED
        ]
        if own:
            from ..util.messaging import warn

            warn(
                "%s: limbeck does not call %s of an implementation of a dialect"
                % (type(self).__name__, ", ".join(sorted(own)))
            )

    def _is_replaced(self, method):
        """Whether a project's subclass has a method of its own."""
        return getattr(type(self), method) is not getattr(DefaultImpl, method)

    def alter_column(
        self,
        table_name,
        column_name,
        *,
        nullable=None,
        server_default=False,
        name=None,
        type_=None,
        comment=False,
        **kw,
    ):
        from ..operations.ops import AlterColumnOp

        self._invoke(
            AlterColumnOp(
                table_name,
                column_name,
                modify_nullable=nullable,
                modify_server_default=server_default,
                modify_name=name,
                modify_type=type_,
                modify_comment=comment,
                **kw,
            )
        )

    def add_column(self, table_name, column, **kw):
        from ..operations.ops import AddColumnOp

        self._invoke(AddColumnOp(table_name, column, **kw))

    def drop_column(self, table_name, column, **kw):
        from ..operations.ops import DropColumnOp

        self._invoke(DropColumnOp(table_name, column.name, **kw))

    def add_constraint(self, const, **kw):
        from ..operations.ops import AddConstraintOp

        self._invoke(AddConstraintOp.from_constraint(const))

    def drop_constraint(self, const, **kw):
        from ..operations.ops import DropConstraintOp

        kinds = {
            "foreign_key_constraint": "foreignkey",
            "primary_key_constraint": "primary",
            "unique_constraint": "unique",
            "check_constraint": "check",
            "table_or_column_check_constraint": "check",
            "column_check_constraint": "check",
        }
        self._invoke(
            DropConstraintOp(
                const.name,
                const.table.name,
                kinds.get(const.__visit_name__),
                schema=const.table.schema,
                if_exists=kw.get("if_exists"),
            )
        )

    def rename_table(self, old_table_name, new_table_name, schema=None):
        from ..operations.ops import RenameTableOp

        self._invoke(RenameTableOp(old_table_name, new_table_name, schema=schema))

    def create_table(self, table, **kw):
        from ..operations.ops import CreateTableOp

        operation = CreateTableOp.from_table(table)
        operation.if_not_exists = kw.get("if_not_exists")
        self._context._invoke(operation, table)

    def drop_table(self, table, **kw):
        from ..operations.ops import DropTableOp

        operation = DropTableOp.from_table(table)
        operation.if_exists = kw.get("if_exists")
        self._invoke(operation)

    def create_column_comment(self, column):
        from ..operations.ops import AlterColumnOp

        self._invoke(
            AlterColumnOp(
                column.table.name,
                column.name,
                modify_comment=column.comment,
                existing_type=column.type,
                schema=column.table.schema,
            )
        )

    def requires_recreate_in_batch(self, batch_op):
        """Whether a batch makes its table anew."""
        return batch_op._native.recreates()

    def create_table_comment(self, table):
        from ..operations.ops import CreateTableCommentOp

        self._invoke(CreateTableCommentOp(table.name, table.comment, schema=table.schema))

    def drop_table_comment(self, table):
        from ..operations.ops import DropTableCommentOp

        self._invoke(DropTableCommentOp(table.name, schema=table.schema))

    def create_index(self, index, **kw):
        from ..operations.ops import CreateIndexOp

        operation = CreateIndexOp.from_index(index)
        operation.if_not_exists = kw.get("if_not_exists")
        self._invoke(operation)

    def drop_index(self, index, **kw):
        from ..operations.ops import DropIndexOp

        operation = DropIndexOp.from_index(index)
        operation.if_exists = kw.get("if_exists")
        self._invoke(operation)

    def bulk_insert(self, table, rows, multiinsert=True):
        from ..operations.ops import BulkInsertOp

        self._invoke(BulkInsertOp(table, rows, multiinsert=multiinsert))

    def render_ddl_sql_expr(self, expr, is_server_default=False, is_index=False, **kw):
        """The SQL of an expression as it stands in a table's definition."""
        from _limbeck_compile import spell_definition

        # A dialect of no database writes what SQLite does.
        name = "sqlite" if self.dialect.name == "default" else self.dialect.name
        return spell_definition(expr, name)

    def render_type(self, type_obj, autogen_context):
        """A type as the Python that makes it; False for its `repr()`."""
        return False


class PostgresqlImpl(DefaultImpl):
    __dialect__ = "postgresql"
    transactional_ddl = True

    def render_ddl_sql_expr(self, expr, is_server_default=False, is_index=False, **kw):
        if is_index and not getattr(expr, "_is_column", False):
            expr = expr.self_group()
        return super().render_ddl_sql_expr(expr, is_server_default, is_index, **kw)

    def render_type(self, type_obj, autogen_context):
        from ..autogenerate.items import _render_postgresql_type

        return _render_postgresql_type(type_obj, autogen_context)


class SQLiteImpl(DefaultImpl):
    __dialect__ = "sqlite"

    def render_ddl_sql_expr(self, expr, is_server_default=False, is_index=False, **kw):
        text = super().render_ddl_sql_expr(expr, is_server_default, is_index, **kw)
        # SQLite takes an expression as a default within parentheses only.
        if is_server_default and not _is_constant(text):
            return f"({text})"
        return text


def _is_computed(expr):
    """Whether an index's expression is more than a column and its order."""
    from sqlalchemy.sql.elements import BinaryExpression, UnaryExpression
    from sqlalchemy.sql.functions import FunctionElement

    if isinstance(expr, UnaryExpression):
        return expr.modifier not in ("desc_op", "asc_op")
    return isinstance(expr, (BinaryExpression, FunctionElement))


def _is_constant(text):
    """Whether a default is one digit, a string, or already in parentheses."""
    import re

    return not text or re.match(r"[0-9.]$|'.+'$|\(.+\)$", text) is not None


class MySQLImpl(DefaultImpl):
    __dialect__ = "mysql"

    def render_ddl_sql_expr(self, expr, is_server_default=False, is_index=False, **kw):
        text = super().render_ddl_sql_expr(expr, is_server_default, is_index, **kw)
        # MySQL takes an expression in an index within parentheses only.
        if is_index and _is_computed(expr):
            return f"({text})"
        return text


class MariaDBImpl(MySQLImpl):
    __dialect__ = "mariadb"


class MSSQLImpl(DefaultImpl):
    __dialect__ = "mssql"
    transactional_ddl = True
    batch_separator = "GO"


class OracleImpl(DefaultImpl):
    __dialect__ = "oracle"
    batch_separator = "/"
    command_terminator = ""
