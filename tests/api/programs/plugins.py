"""Comparison functions of the program: `comparators` and `Plugin`."""

from alembic.autogenerate import comparators, compare_metadata, produce_migrations, render_python_code, renderers
from alembic.migration import MigrationContext
from alembic.operations import ops, MigrateOperation
from alembic.runtime.plugins import Plugin
from alembic.util import CommandError, DispatchPriority, PriorityDispatchResult
import sqlalchemy as sa

engine = sa.create_engine("sqlite:///app.db")
with engine.begin() as connection:
    for statement in (
        "CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(50), kind INTEGER)",
        "CREATE TABLE gone (id INTEGER NOT NULL PRIMARY KEY)",
        "CREATE TABLE same (id INTEGER NOT NULL PRIMARY KEY)",
    ):
        connection.execute(sa.text(statement))
metadata = sa.MetaData()
sa.Table("account", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50), info={"note": 1}), sa.Column("kind", sa.Integer, nullable=False))
sa.Table("same", metadata, sa.Column("id", sa.Integer, primary_key=True), info={"touch": True})
sa.Table("fresh", metadata, sa.Column("id", sa.Integer, primary_key=True))
seen = []


class NoteOp(MigrateOperation):
    def __init__(self, words):
        self.words = words

    def reverse(self):
        return NoteOp("no " + self.words)

    def to_diff_tuple(self):
        return ("note", self.words)


@renderers.dispatch_for(NoteOp)
def render_note(autogen_context, op):
    autogen_context.imports.add("import note")
    return ["op.note(%r)" % op.words, "op.second()"]


@comparators.dispatch_for("schema")
def compare_schema(autogen_context, upgrade_ops, schemas):
    seen.append(("schema", sorted(str(s) for s in schemas), type(autogen_context).__name__))
    upgrade_ops.ops.append(NoteOp("schema"))


@comparators.dispatch_for("table")
def compare_table(autogen_context, modify_ops, schema, tname, conn_table, metadata_table):
    seen.append(
        (
            "table",
            schema,
            tname,
            sorted(c.name for c in conn_table.columns) if conn_table is not None else None,
            sorted(c.name for c in metadata_table.columns) if metadata_table is not None else None,
            [type(o).__name__ for o in modify_ops.ops],
        )
    )
    if metadata_table is not None and metadata_table.info.get("touch"):
        modify_ops.ops.append(NoteOp("table " + tname))
    if metadata_table is None:
        modify_ops.ops.append(NoteOp("leaving " + tname))
    if conn_table is None:
        modify_ops.ops.append(NoteOp("new " + tname))


@comparators.dispatch_for("column")
def compare_column(autogen_context, alter_column_op, schema, tname, cname, conn_col, metadata_col):
    seen.append(("column", schema, tname, cname, conn_col.name, metadata_col.name, alter_column_op.column_name))
    if metadata_col.info.get("note"):
        alter_column_op.modify_comment = "noted"


plugin = Plugin("mine.first")


def first(autogen_context, upgrade_ops, schemas):
    seen.append("first")
    return PriorityDispatchResult.STOP


def second(autogen_context, upgrade_ops, schemas):
    seen.append("second")
    return PriorityDispatchResult.CONTINUE


plugin.add_autogenerate_comparator(second, "schema", "group", priority=DispatchPriority.LAST)
plugin.add_autogenerate_comparator(first, "schema", "group", priority=DispatchPriority.FIRST)
plugin.add_autogenerate_comparator(second, "schema", "other", qualifier="sqlite")
plugin.add_autogenerate_comparator(second, "schema", "other", qualifier="postgresql")

for expressions in (None, ["alembic.autogenerate.*", "mine.*"], ["alembic.autogenerate.*", "~alembic.autogenerate.types", "mine.*", "~mine.first"], ["absent.*"], ["bad-name"]):
    seen.clear()
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"autogenerate_plugins": expressions} if expressions else {}
        )
        try:
            script = produce_migrations(context, metadata)
        except (CommandError, ValueError) as error:
            print(type(error).__name__, error)
            continue
    print("==", expressions)
    for each in sorted(seen, key=str):
        print(each)
    print(render_python_code(script.upgrade_ops))
    print(render_python_code(script.downgrade_ops))
try:
    Plugin("mine.first")
except ValueError as error:
    print("ValueError:", error)
plugin.remove()
print(Plugin("mine.first").name)


class module:
    @staticmethod
    def setup(plugin):
        print("setup", plugin.name)


Plugin.setup_plugin_from_module(module, "mine.module")
