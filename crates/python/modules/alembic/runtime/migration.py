"""`MigrationContext`: a database, or a file of SQL, that is migrated."""

import _limbeck_migration
from sqlalchemy.engine.mock import MockConnection

from ..util.langhelpers import to_tuple


class _Nothing:
    """The context manager where nothing is to be begun."""

    def __enter__(self):
        return None

    def __exit__(self, *exception):
        return None


class _ProxyTransaction:
    """The transaction that a migration context has begun."""

    def __init__(self, context):
        self.migration_context = context

    def commit(self):
        self.migration_context._native.end_transaction(True)

    def rollback(self):
        self.migration_context._native.end_transaction(False)

    def __enter__(self):
        return self

    def __exit__(self, type_, value, traceback):
        self.migration_context._native.end_transaction(type_ is None)


class _AutocommitBlock:
    """Statements outside of any transaction."""

    def __init__(self, context):
        self._native = context._native

    def __enter__(self):
        self._native.enter_autocommit()

    def __exit__(self, *exception):
        self._native.exit_autocommit()


class _NoDatabase:
    """What a context has for a dialect of no database: operations can be
    rendered with it, but not carried out."""

    dialect_name = "default"
    transactional_ddl = False

    def __getattr__(self, name):
        raise NotImplementedError("a dialect of no database cannot be migrated")


def _with_impl(opts, dialect):
    """The options with the name of a project's own implementation of the
    dialect, and with what it says of transactions."""
    from ..ddl.impl import DefaultImpl

    impl = DefaultImpl.get_by_dialect(dialect)
    if impl.__module__ == DefaultImpl.__module__:
        return opts
    given = opts.get("transactional_ddl")
    return {
        **opts,
        "_impl_name": impl.__name__,
        "transactional_ddl": impl.transactional_ddl if given is None else given,
    }


class MigrationContext:
    def __init__(self, dialect, connection, opts, environment_context=None, *, _native=None):
        from ..ddl.impl import DefaultImpl

        if _native is None:
            if connection is None and dialect.name == "default":
                _native = _NoDatabase()
            else:
                _native = self._open(connection, dialect, opts)
        self._native = _native
        self.environment_context = environment_context
        self.opts = opts
        self._dialect = dialect
        self.script = opts.get("script")
        self.as_sql = opts.get("as_sql", False)
        self.purge = opts.get("purge", False)
        self.transactional_ddl = opts.get("transactional_ddl")
        self.on_version_apply_callbacks = opts.get("on_version_apply", ())
        self.version_table = opts.get("version_table", "alembic_version")
        self.version_table_schema = opts.get("version_table_schema", None)
        self.output_buffer = opts.get("output_buffer")
        self._start_from_rev = opts.get("starting_rev")
        self._user_compare_type = opts.get("compare_type", True)
        self._user_compare_server_default = opts.get("compare_server_default", False)
        self.connection = MockConnection(dialect, self._print) if self.as_sql else connection
        self.impl = DefaultImpl.get_by_dialect(_native.dialect_name)(self)
        self._ask_impl()

    @classmethod
    def configure(
        cls,
        connection=None,
        url=None,
        dialect_name=None,
        dialect=None,
        environment_context=None,
        dialect_opts=None,
        opts=None,
    ):
        opts = {} if opts is None else opts
        if connection:
            from sqlalchemy.engine import Engine

            if isinstance(connection, Engine):
                from ..util.exc import CommandError

                raise CommandError(
                    "'connection' argument to configure() is expected to be a "
                    "sqlalchemy.engine.Connection instance, got %r" % connection
                )
            dialect = connection.dialect
        elif url or dialect_name:
            from sqlalchemy.engine.url import make_url

            url = make_url(url or "%s://" % dialect_name)
            dialect = url.get_dialect()(**(dialect_opts or {}))
            dialect.driver = url.get_driver_name()
        elif not dialect:
            raise Exception("Connection, url, or dialect_name is required.")
        native = None
        if environment_context is not None and environment_context._native is not None:
            native = environment_context._native.configure(
                connection or None, dialect, _with_impl(opts, dialect)
            )
        return MigrationContext(dialect, connection, opts, environment_context, _native=native)

    def _open(self, connection, dialect, opts):
        """What stands behind a context outside of env.py. With a plan, it can
        run migrations."""
        options = _with_impl(opts, dialect)
        plan, script = opts.get("fn"), opts.get("script")
        if plan is None or script is None:
            return _limbeck_migration.open(connection, dialect, options)
        options = {**options, "fn": lambda heads: plan(heads, self)}
        environment = _limbeck_migration.environment(None, script._native, options)
        # The run lasts for as long as the context does.
        self._own = environment
        return environment.configure(connection, dialect, options)

    def _ask_impl(self):
        """Lets a project's own implementation of the dialect compare types and
        defaults, unless env.py has functions for that."""
        impl, opts = self.impl, self.opts
        if not type(impl).__module__.startswith("alembic."):
            impl._tell_uncalled()
        if impl._is_replaced("version_table_impl"):
            self._native.define_version_table(self._version)
        if impl._is_replaced("compare_type") and opts.get("compare_type", True) is True:
            self._user_compare_type = opts["compare_type"] = (
                lambda context, reflected, declared, *types: impl.compare_type(reflected, declared)
            )
        if (
            impl._is_replaced("compare_server_default")
            and opts.get("compare_server_default") is True
        ):
            self._user_compare_server_default = opts["compare_server_default"] = (
                lambda context, reflected, declared, old, new, rendered: (
                    impl.compare_server_default(reflected, declared, rendered, old)
                )
            )

    _version_object = None

    @property
    def _version(self):
        """The version table."""
        if self._version_object is None:
            self._version_object = self.impl.version_table_impl(
                version_table=self.version_table,
                version_table_schema=self.version_table_schema,
                version_table_pk=self.opts.get("version_table_pk", True),
            )
        return self._version_object

    def _has_version_table(self):
        from ..util.sqla_compat import _connectable_has_table

        return _connectable_has_table(
            self.connection, self.version_table, self.version_table_schema
        )

    def _ensure_version_table(self, purge=False):
        """Makes the version table if there is none; with `purge`, empties it."""
        if not self._has_version_table():
            self._version.create(self.connection)
        if purge:
            self.connection.execute(self._version.delete())

    @property
    def dialect(self):
        return self._dialect

    @property
    def bind(self):
        return self.connection

    @property
    def config(self):
        return self.environment_context.config if self.environment_context else None

    def _invoke(self, operation, *made):
        self._check_connection()
        self._native.invoke(operation, self, *made)

    def _execute(self, statement, execution_options=None):
        from ..operations.ops import ExecuteSQLOp

        self._invoke(ExecuteSQLOp(statement, execution_options=execution_options))

    def execute(self, sql, execution_options=None):
        self._execute(sql, execution_options)

    def _print(self, statement, parameters=None):
        self._execute(statement)

    def _check_connection(self):
        """Without a connection, only printing is possible."""
        if self.connection is None:
            raise AssertionError(
                "context.configure() was given no connection; only --sql works without one"
            )

    def begin_transaction(self, _per_migration=False):
        self._check_connection()
        if self._native.begin_transaction():
            return _ProxyTransaction(self)
        return _Nothing()

    def autocommit_block(self):
        return _AutocommitBlock(self)

    def get_current_heads(self):
        self._check_connection()
        return self._native.get_current_heads()

    def get_current_revision(self):
        self._check_connection()
        return self._native.get_current_revision()

    def stamp(self, script_directory, revision):
        self._check_connection()
        self._native.stamp(script_directory._native, list(to_tuple(revision, default=())))

    def run_migrations(self, **kw):
        self._check_connection()
        self._native.run_migrations(self, kw)

    def _in_connection_transaction(self):
        in_transaction = getattr(self.connection, "in_transaction", None)
        return in_transaction() if in_transaction else False

    def _version_applied(self, info, heads, run_args):
        """Called after each step, with what `on_version_apply` is given."""
        for callback in self.on_version_apply_callbacks:
            callback(ctx=self, step=info, heads=heads, run_args=run_args)


def __getattr__(name):
    """The steps of a run, which few programs ask for."""
    if name in ("MigrationStep", "RevisionStep", "StampStep", "HeadMaintainer"):
        from . import steps

        return getattr(steps, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class MigrationInfo:
    """One step of a run, as `on_version_apply` callbacks see it."""

    def __init__(self, revision_map, is_upgrade, is_stamp, up_revisions, down_revisions):
        self.revision_map = revision_map
        self.is_upgrade = is_upgrade
        self.is_stamp = is_stamp
        self.up_revision_ids = to_tuple(up_revisions, default=())
        self.up_revision_id = self.up_revision_ids[0] if self.up_revision_ids else None
        self.down_revision_ids = to_tuple(down_revisions, default=())

    @property
    def is_migration(self):
        return not self.is_stamp

    @property
    def source_revision_ids(self):
        return self.down_revision_ids if self.is_upgrade else self.up_revision_ids

    @property
    def destination_revision_ids(self):
        return self.up_revision_ids if self.is_upgrade else self.down_revision_ids

    @property
    def up_revision(self):
        return self.revision_map.get_revision(self.up_revision_id)

    @property
    def up_revisions(self):
        return self.revision_map.get_revisions(self.up_revision_ids)

    @property
    def down_revisions(self):
        return self.revision_map.get_revisions(self.down_revision_ids)

    @property
    def source_revisions(self):
        return self.revision_map.get_revisions(self.source_revision_ids)

    @property
    def destination_revisions(self):
        return self.revision_map.get_revisions(self.destination_revision_ids)
