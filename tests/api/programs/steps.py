"""The steps of a run as objects, and a plan made of them."""

import io

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import (
    HeadMaintainer,
    MigrationContext,
    MigrationStep,
    RevisionStep,
    StampStep,
)
from alembic.script import ScriptDirectory

script = ScriptDirectory.from_config(Config("alembic.ini"))
engine = sa.create_engine("sqlite://")


def show(step):
    print(type(step).__name__, isinstance(step, MigrationStep), step, "|", step.short_log)
    print("  ", step.is_upgrade, step.is_downgrade, step.name, step.doc)
    print("  ", step.from_revisions, step.to_revisions, step.from_revisions_no_deps, step.to_revisions_no_deps)
    info = step.info
    print("  ", info.is_upgrade, info.is_stamp, info.up_revision_ids, info.down_revision_ids)


up = script._upgrade_revs("heads", ())
for step in up:
    show(step)
heads = tuple(script.get_heads())
for step in script._downgrade_revs("base", heads):
    show(step)
for step in script._stamp_revs("heads", ()):
    show(step)
for step in script._stamp_revs("base", heads):
    print(sorted(step.from_), sorted(step.to_), step.is_upgrade, step.branch_move)
print(up[0] == RevisionStep(script.revision_map, up[0].revision, True), up[0] == up[-1], repr(up[0]))
print(StampStep("a", "b", True, False) == StampStep("a", "b", True, False), StampStep(None, ("b",), True, True).to_)
print(up[0].migration_fn.__name__, up[0].insert_version_num)

with engine.connect() as connection:
    context = MigrationContext.configure(connection)
    print(context._has_version_table(), context._version.name, [str(c.type) for c in context._version.c])
    context._ensure_version_table()
    print(context._has_version_table())
    maintainer = HeadMaintainer(context, ())
    for step in up:
        maintainer.update_to_step(step)
        print(sorted(maintainer.heads), sorted(context.get_current_heads()))
    try:
        HeadMaintainer(context, ("absent",))._delete_version("absent")
    except Exception as error:
        print(type(error).__name__, error)
    try:
        HeadMaintainer(context, ("absent",))._update_version("absent", "other")
    except Exception as error:
        print(type(error).__name__, error)
    context._ensure_version_table(purge=True)
    print(context.get_current_heads())

buffer = io.StringIO()
context = MigrationContext.configure(dialect_name="mysql", opts={"as_sql": True, "output_buffer": buffer})
maintainer = HeadMaintainer(context, ("a",))
maintainer.update_to_step(StampStep("a", "b", True, False))
maintainer.update_to_step(StampStep(None, "c", True, True))
maintainer.update_to_step(StampStep("c", None, False, True))
print(buffer.getvalue())


def plan(heads, context):
    steps = script._upgrade_revs("heads", heads)
    print("plan", sorted(heads), len(steps))
    return steps[:1]


config = Config("alembic.ini")
config.set_main_option("sqlalchemy.url", "sqlite:///steps.db")
with EnvironmentContext(config, ScriptDirectory.from_config(config), fn=plan) as environment:
    with sa.create_engine("sqlite:///steps.db").connect() as connection:
        environment.configure(connection=connection)
        with environment.begin_transaction():
            environment.run_migrations()
        print(environment.get_context().get_current_heads())
