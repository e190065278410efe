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
        self.config = config
        self.script_directory = script_directory
        self.command_args = command_args
        self.process_revision_directives = process_revision_directives
        self.template_args = {"config": config}
        self.generated_revisions = []


def compare_metadata(context, metadata):
    raise _unavailable("compare_metadata")


def produce_migrations(context, metadata):
    raise _unavailable("produce_migrations")


def render_python_code(up_or_down_op, *args, **kw):
    raise _unavailable("render_python_code")
