# What limbeck's own mode writes beyond Alembic.
import ast

import sqlalchemy as sa
from alembic.autogenerate.api import AutogenContext
from alembic.autogenerate.render import _render_python_into_templatevars
from alembic.operations import ops
from alembic.runtime.migration import MigrationContext


class Money(sa.types.TypeDecorator):
    impl = sa.Numeric


Money.__module__ = "app.types"


def script(operations, **options):
    upgrades = ops.UpgradeOps(operations)
    made = ops.MigrationScript(
        rev_id=None, upgrade_ops=upgrades, downgrade_ops=upgrades.reverse_into(ops.DowngradeOps())
    )
    context = AutogenContext(
        MigrationContext.configure(dialect_name="postgresql"),
        metadata=sa.MetaData(),
        opts={
            "sqlalchemy_module_prefix": "sa.",
            "alembic_module_prefix": "op.",
            "user_module_prefix": None,
            **options,
        },
    )
    written = {}
    _render_python_into_templatevars(context, made, written)
    print(written["imports"])
    for name in ("upgrades", "downgrades"):
        ast.parse("def function():\n    " + written[name])
        print("%s: %s" % (name, "\n".join(written[name].split("\n")[1:-1])))


money = [ops.AddColumnOp("t", sa.Column("price", Money(10, 2)))]
print("== a project's type is imported")
script(money)
print("== a project's type is not imported, as in Alembic")
script(money, autogenerate="alembic")
print("== a project's type that has a prefix of the project's is not imported")
script(money, user_module_prefix="types.")
print("== a percent sign is written once")
script([ops.CreateCheckConstraintOp("c", "t", sa.column("a").like("x%"))])
print("== a percent sign is written twice, as in Alembic")
script([ops.CreateCheckConstraintOp("c", "t", sa.column("a").like("x%"))], autogenerate="alembic")
print("== a primary key is created")
script([ops.CreatePrimaryKeyOp("k", "t", ["a", "b"], schema="s")])
print("== a table is renamed")
script([ops.RenameTableOp("a", "b", schema="s")])
print("== a statement knows what undoes it")
script([ops.ExecuteSQLOp("ALTER TABLE t RENAME CONSTRAINT a TO b", _reverse="ALTER TABLE t RENAME CONSTRAINT b TO a")])
print("== a statement outside of any transaction, which cannot be undone")
script(
    [
        ops.ExecuteSQLOp(
            "ALTER TYPE e ADD VALUE 'x'",
            autocommit=True,
            _reverse=ops.RemarkOp("PostgreSQL cannot take a value\nout of an enum"),
        ),
        ops.ExecuteSQLOp("SELECT 1", _reverse=ops.DropTableOp("t")),
    ]
)
print("== a remark alone is no body of a function")
script([ops.ExecuteSQLOp("SELECT 1", _reverse=ops.RemarkOp("nothing to do"))])
print("== a remark stands before its operation, within a batch too")
added = ops.AddColumnOp("t", sa.Column("a", sa.Integer))
added.remark = "it takes\nlong"
script([ops.ModifyTableOps("t", [added])], render_as_batch=True)
print("== a remark alone is no batch")
script([ops.ModifyTableOps("t", [ops.RemarkOp("nothing")])], render_as_batch=True)
print("== a type keeps whether it is created")
script([ops.CreateTableOp("t", [sa.Column("a", sa.Enum("x", name="e", create_type=False))])])
