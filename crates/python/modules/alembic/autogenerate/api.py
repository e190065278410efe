"""Comparison of models with a database."""

from contextlib import contextmanager

from ..util.exc import CommandError
from ..util.langhelpers import memoized_property, to_list


class AutogenContext:
    """What hooks and renderers are told of a comparison."""

    metadata = None
    connection = None
    dialect = None
    imports = None
    # Whether the operations being rendered are those of a batch.
    _has_batch = False

    def __init__(self, migration_context, metadata=None, opts=None, autogenerate=True):
        asks = autogenerate and migration_context is not None
        if asks and migration_context.as_sql:
            raise CommandError(
                "autogenerate can't use as_sql=True as it prevents querying the database "
                "for schema information"
            )
        opts = migration_context.opts if opts is None else opts
        metadata = opts.get("target_metadata") if metadata is None else metadata
        if asks and metadata is None and migration_context.script is not None:
            raise CommandError(
                "Can't proceed with --autogenerate option; environment script %s does not "
                "provide a MetaData object or sequence of objects to the context."
                % migration_context.script.env_py_location
            )
        self.metadata = metadata
        self.opts = opts
        self.migration_context = migration_context
        self.connection = migration_context.bind
        self.dialect = migration_context.dialect
        self.imports = set()
        self.comparators = self._comparators()
        self._object_filters = [hook for hook in (opts.get("include_object"),) if hook]
        self._name_filters = [hook for hook in (opts.get("include_name"),) if hook]

    def _comparators(self):
        """The comparison functions of the project and of the plugins that it
        has registered and asks for."""
        from .compare import _compare_schemas, comparators

        functions = comparators.branch()
        functions.dispatch_for("schema", subgroup="tables")(_compare_schemas)
        if self._plugin_names():
            from ..runtime.plugins import Plugin

            asked = self.opts.get("autogenerate_plugins") or ["alembic.autogenerate.*"]
            Plugin._populate(functions, asked)
        return functions

    @staticmethod
    def _plugin_names():
        """The names of the plugins that the project has registered."""
        import sys

        plugins = sys.modules.get("alembic.runtime.plugins")
        if plugins is None:
            from ..runtime.entrypoints import offers_plugins

            if offers_plugins():
                from ..runtime import plugins
        return list(plugins._all_plugins) if plugins is not None else []

    @memoized_property
    def inspector(self):
        if self.connection is None:
            raise TypeError(
                "can't return inspector as this AutogenContext has no database connection"
            )
        from sqlalchemy import inspect

        return inspect(self.connection)

    @contextmanager
    def _within_batch(self):
        self._has_batch = True
        try:
            yield
        finally:
            self._has_batch = False

    def run_name_filters(self, name, type_, parent_names):
        """Whether env.py's `include_name` lets the name take part."""
        if "schema_name" in parent_names:
            table_name = name if type_ == "table" else parent_names.get("table_name")
            if table_name:
                schema = parent_names["schema_name"]
                parent_names["schema_qualified_table_name"] = (
                    f"{schema}.{table_name}" if schema else table_name
                )
        return all(hook(name, type_, parent_names) for hook in self._name_filters)

    def run_object_filters(self, object_, name, type_, reflected, compare_to):
        """Whether env.py's `include_object` lets the object take part."""
        return all(
            hook(object_, name, type_, reflected, compare_to) for hook in self._object_filters
        )

    run_filters = run_object_filters

    @memoized_property
    def sorted_tables(self):
        """The tables of all MetaData, one after the other."""
        return [table for metadata in to_list(self.metadata) for table in metadata.sorted_tables]

    @memoized_property
    def table_key_to_table(self):
        tables = {}
        for metadata in to_list(self.metadata):
            twice = sorted(set(tables).intersection(metadata.tables))
            if twice:
                raise ValueError(
                    "Duplicate table keys across multiple MetaData objects: %s"
                    % ", ".join(f'"{key}"' for key in twice)
                )
            tables.update(metadata.tables)
        return tables


class RevisionContext:
    """The scripts that a command is about to write."""

    def __init__(self, config, script_directory, command_args, process_revision_directives=None):
        from .. import command
        from ..operations.ops import DowngradeOps, MigrationScript, UpgradeOps

        if process_revision_directives is None:
            process_revision_directives = command._process_revision_directives
        self.config = config
        self.script_directory = script_directory
        self.command_args = command_args
        self.process_revision_directives = process_revision_directives
        self.template_args = {"config": config}
        facts = {k: v for k, v in command_args.items() if k not in ("autogenerate", "sql")}
        self.generated_revisions = [
            MigrationScript(upgrade_ops=UpgradeOps(), downgrade_ops=DowngradeOps(), **facts)
        ]
        self._runs = 0

    def run_autogenerate(self, rev, migration_context):
        """Fills the script with how the models and the database differ, and
        shows it to the hooks."""
        directory = self.script_directory
        if self.command_args["sql"]:
            raise CommandError("Using --sql with --autogenerate does not make any sense")
        if set(directory.get_revisions(rev)) != set(directory.get_revisions("heads")):
            raise CommandError("Target database is not up to date.")
        self._run(rev, migration_context, True)

    def run_no_autogenerate(self, rev, migration_context):
        """Shows the scripts to the hooks."""
        self._run(rev, migration_context, False)

    def _run(self, rev, migration_context, autogenerate):
        """Each run of env.py's that gets here adds containers of its own to
        the first script."""
        from ..operations.ops import DowngradeOps, UpgradeOps
        from .compare import _populate_migration_script

        opts = migration_context.opts
        script = self.generated_revisions[-1]
        if self._runs == 0:
            script.upgrade_ops_list[-1].upgrade_token = opts["upgrade_token"]
            script.downgrade_ops_list[-1].downgrade_token = opts["downgrade_token"]
        else:
            script._upgrade_ops.append(UpgradeOps(upgrade_token=opts["upgrade_token"]))
            script._downgrade_ops.append(DowngradeOps(downgrade_token=opts["downgrade_token"]))
        self._runs += 1
        self._autogen_context = AutogenContext(migration_context, autogenerate=autogenerate)
        if autogenerate:
            _populate_migration_script(self._autogen_context, script)
        for hook in (self.process_revision_directives, opts["process_revision_directives"]):
            if hook:
                hook(migration_context, rev, self.generated_revisions)

    def _scripts(self):
        """What is to be written: for each script its facts, and the template
        variables that hold its body."""
        from .render import _render_python_into_templatevars

        for script in self.generated_revisions:
            context = self._autogen_context
            context.imports = set(script.imports)
            variables = {}
            _render_python_into_templatevars(context, script, variables)
            yield (
                script.rev_id,
                script.message,
                _words(script.head),
                bool(script.splice),
                _words(script.branch_label),
                script.version_path,
                _words(script.depends_on),
                variables,
            )


def _words(value):
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def compare_metadata(context, metadata):
    """How the models of `metadata` and a context's database differ, as a list
    of tuples."""
    return produce_migrations(context, metadata).upgrade_ops.as_diffs()


def produce_migrations(context, metadata):
    """The operations that would make a context's database what `metadata`
    declares, and those that undo them."""
    from ..operations.ops import DowngradeOps, MigrationScript, UpgradeOps
    from .compare import _populate_migration_script

    script = MigrationScript(rev_id=None, upgrade_ops=UpgradeOps(), downgrade_ops=DowngradeOps())
    _populate_migration_script(AutogenContext(context, metadata=metadata), script)
    return script


def render_python_code(
    up_or_down_op,
    sqlalchemy_module_prefix="sa.",
    alembic_module_prefix="op.",
    render_as_batch=False,
    imports=(),
    render_item=None,
    migration_context=None,
    user_module_prefix=None,
):
    """The body of a function of a script, of operations that a project has
    made itself."""
    from . import render

    if migration_context is None:
        from sqlalchemy.engine.default import DefaultDialect

        from ..runtime.migration import MigrationContext

        migration_context = MigrationContext.configure(dialect=DefaultDialect())
    context = AutogenContext(
        migration_context,
        opts={
            "sqlalchemy_module_prefix": sqlalchemy_module_prefix,
            "alembic_module_prefix": alembic_module_prefix,
            "render_item": render_item,
            "render_as_batch": render_as_batch,
            "user_module_prefix": user_module_prefix,
        },
    )
    context.imports = set(imports)
    return render._indent(render._render_cmd_body(up_or_down_op, context))
