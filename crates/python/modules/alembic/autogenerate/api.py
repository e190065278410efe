"""Comparison of models with a database."""


def _unavailable(name):
    return NotImplementedError(f"alembic.autogenerate.{name} is not available yet")


class AutogenContext:
    """What hooks are told of a comparison."""

    def __init__(self, migration_context, metadata=None, opts=None, autogenerate=True):
        self.migration_context = migration_context
        self.opts = migration_context.opts if opts is None else opts
        self.metadata = self.opts.get("target_metadata") if metadata is None else metadata
        self.imports = set()

    @property
    def connection(self):
        return self.migration_context.bind

    @property
    def dialect(self):
        return self.migration_context.dialect


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
        from ..util.exc import CommandError

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
        from .render import render_body

        for script in self.generated_revisions:
            context = self._autogen_context
            context.imports = set(script.imports)
            variables = {}
            for upgrade, downgrade in zip(script.upgrade_ops_list, script.downgrade_ops_list):
                variables[upgrade.upgrade_token] = render_body(context, upgrade)
                variables[downgrade.downgrade_token] = render_body(context, downgrade)
            variables["imports"] = "\n".join(sorted(context.imports))
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
    raise _unavailable("compare_metadata")


def produce_migrations(context, metadata):
    raise _unavailable("produce_migrations")


def render_python_code(up_or_down_op, *args, **kw):
    raise _unavailable("render_python_code")
