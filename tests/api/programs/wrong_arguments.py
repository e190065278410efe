"""What Python says of wrong arguments."""

import io

from alembic import command, context, op
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations, ops
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
import sqlalchemy as sa

migration = MigrationContext.configure(
    dialect_name="postgresql", opts={"as_sql": True, "output_buffer": io.StringIO()}
)
config = Config("alembic.ini")
script = ScriptDirectory.from_config(config)
calls = {
    "op": (
        lambda: op.create_table(),
        lambda: op.drop_table(),
        lambda: op.drop_table("a", "b"),
        lambda: op.drop_table("a", absent=1),
        lambda: op.add_column("t"),
        lambda: op.add_column("t", sa.Column("x"), "s"),
        lambda: op.drop_column("t"),
        lambda: op.alter_column("t"),
        lambda: op.alter_column("t", "c", "d"),
        lambda: op.alter_column("t", "c", absent=True),
        lambda: op.create_index("i"),
        lambda: op.create_index("i", "t"),
        lambda: op.create_index("i", "t", ["a"], "s"),
        lambda: op.create_foreign_key("fk", "a", "b"),
        lambda: op.create_foreign_key("fk", "a", "b", ["x"], ["y"], "z"),
        lambda: op.create_unique_constraint("u", "t"),
        lambda: op.create_check_constraint("c"),
        lambda: op.create_primary_key("p", "t"),
        lambda: op.drop_constraint("c"),
        lambda: op.drop_constraint("c", "t", "check", "s"),
        lambda: op.drop_constraint("c", "t", type="check"),
        lambda: op.rename_table("a"),
        lambda: op.rename_table("a", "b", "c", "d"),
        lambda: op.execute(),
        lambda: op.execute("x", "y"),
        lambda: op.bulk_insert(),
        lambda: op.bulk_insert(sa.table("t"), {"a": 1}),
        lambda: op.bulk_insert(sa.table("t"), [1]),
        lambda: op.create_table_comment("t"),
        lambda: op.drop_index(),
        lambda: op.batch_alter_table(),
        lambda: op.get_bind(1),
        lambda: op.f(),
        lambda: op.inline_literal(),
        lambda: op.invoke(),
    ),
    "objects": (
        lambda: ops.CreateTableOp("t"),
        lambda: ops.DropTableOp(),
        lambda: ops.AddColumnOp("t"),
        lambda: ops.AlterColumnOp("t"),
        lambda: ops.CreateIndexOp("i", "t"),
        lambda: ops.ExecuteSQLOp(),
        lambda: ops.MigrationScript(),
        lambda: ops.ModifyTableOps("t"),
    ),
    "others": (
        lambda: command.upgrade(config),
        lambda: command.upgrade(config, "a", "b", "c", "d"),
        lambda: command.upgrade(config, absent=1, revision="a1"),
        lambda: command.stamp(config),
        lambda: command.merge(config),
        lambda: command.show(config),
        lambda: Config(absent=1),
        lambda: config.set_main_option("a"),
        lambda: config.get_main_option(),
        lambda: EnvironmentContext(),
        lambda: MigrationContext.configure(absent=1),
        lambda: script.get_revision(),
        lambda: script.run_env(1),
        lambda: migration.execute(),
        lambda: migration.stamp("x"),
        lambda: Operations(),
    ),
}
environment = EnvironmentContext(config, script, fn=lambda rev, ctx: [])
with Operations.context(migration), environment:
    environment._migration_context = migration
    for name, wrong in calls.items():
        print("==", name)
        for number, call in enumerate(wrong):
            try:
                call()
                print(number, "no error")
            except Exception as error:
                print(number, type(error).__name__, error)
    for number, call in enumerate(
        (
            lambda: context.run_migrations(1),
            lambda: context.static_output(),
            lambda: context.execute(),
            lambda: context.get_x_argument(1, 2),
            lambda: context.is_offline_mode(1),
        )
    ):
        try:
            call()
            print(number, "no error")
        except Exception as error:
            print(number, type(error).__name__, error)
