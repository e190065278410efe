"""Operation objects: `reverse()`, `to_diff_tuple()`, containers."""

from alembic.operations import ops
import sqlalchemy as sa

meta = sa.MetaData(naming_convention={"ix": "ix_%(column_0_label)s"})
parent = sa.Table("parent", meta, sa.Column("id", sa.Integer, primary_key=True))
table = sa.Table(
    "t",
    meta,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("x", sa.String(5), sa.ForeignKey("parent.id", name="fk_x"), index=True),
    sa.UniqueConstraint("x", name="uq"),
    sa.CheckConstraint("x > 5", name="ck"),
    comment="words",
    schema=None,
)


def show(value):
    if isinstance(value, (list, tuple)):
        return "(%s)" % ", ".join(show(item) for item in value)
    if isinstance(value, dict):
        return "{%s}" % ", ".join("%s: %s" % (k, show(v)) for k, v in sorted(value.items()))
    if isinstance(value, (sa.Table, sa.Column, sa.Index)):
        return "%s %s" % (type(value).__name__, value.name)
    if isinstance(value, sa.Constraint):
        return "%s %s" % (type(value).__name__, value.name)
    return repr(value)


index = list(table.indexes)[0]
by_name = {c.name: c for c in table.constraints}
for operation in (
    ops.CreateTableOp.from_table(table),
    ops.DropTableOp.from_table(table),
    ops.CreateIndexOp.from_index(index),
    ops.DropIndexOp.from_index(index),
    ops.AddConstraintOp.from_constraint(by_name["uq"]),
    ops.AddConstraintOp.from_constraint(by_name["ck"]),
    ops.AddConstraintOp.from_constraint(by_name["fk_x"]),
    ops.DropConstraintOp.from_constraint(by_name["uq"]),
    ops.DropConstraintOp.from_constraint(by_name["fk_x"]),
    ops.AddColumnOp.from_column_and_tablename(None, "t", sa.Column("n", sa.Integer)),
    ops.AddColumnOp.from_column(table.c.x),
    ops.DropColumnOp.from_column_and_tablename("s", "t", sa.Column("n", sa.Integer)),
    ops.CreateTableCommentOp("t", "new", existing_comment="old"),
    ops.DropTableCommentOp("t", existing_comment="old"),
    ops.AlterColumnOp("t", "x", modify_nullable=True, existing_nullable=False, existing_type=sa.String(5)),
    ops.AlterColumnOp("t", "x", modify_type=sa.Text(), existing_type=sa.String(5), modify_comment="c", existing_comment=None),
    ops.AlterColumnOp("t", "x", modify_server_default="5", existing_server_default=None, schema="s"),
    ops.AlterColumnOp("t", "x", modify_name="y"),
):
    print("==", type(operation).__name__)
    try:
        print(show(operation.to_diff_tuple()))
    except Exception as error:
        print(type(error).__name__, error)
    back = operation.reverse()
    print(type(back).__name__, sorted(k for k in vars(back) if not k.startswith("_")))
    again = back.reverse()
    print(type(again).__name__)
    try:
        print(show(back.to_diff_tuple()))
    except Exception as error:
        print(type(error).__name__, error)

alter = ops.AlterColumnOp("t", "x", modify_type=sa.Text())
print(alter.has_changes(), ops.AlterColumnOp("t", "x").has_changes())
for blind in (ops.DropTableOp("q"), ops.DropIndexOp("i"), ops.DropConstraintOp("c", "t"), ops.DropColumnOp("t", "c"),
              ops.ExecuteSQLOp("SELECT 1"), ops.BulkInsertOp(table, [])):
    for method in ("reverse", "to_diff_tuple"):
        try:
            result = getattr(blind, method)()
            print(type(blind).__name__, method, show(result) if isinstance(result, tuple) else type(result).__name__)
        except Exception as error:
            print(type(blind).__name__, method, type(error).__name__, error)

upgrade = ops.UpgradeOps(
    [
        ops.CreateTableOp.from_table(parent),
        ops.ModifyTableOps("t", [ops.AddColumnOp("t", sa.Column("n", sa.Integer)), ops.CreateIndexOp.from_index(index)]),
    ]
)
print(upgrade.is_empty(), ops.UpgradeOps().is_empty(), ops.ModifyTableOps("t", []).is_empty())
print(show(upgrade.as_diffs()))
down = upgrade.reverse()
print(type(down).__name__, [type(o).__name__ for o in down.ops], [type(o).__name__ for o in down.ops[0].ops])
print([type(o).__name__ for o in down.reverse().ops])
target = ops.DowngradeOps()
print(upgrade.reverse_into(target) is target, len(target.ops))
script = ops.MigrationScript("a1", upgrade, down, message="words", imports={"import os"}, head="head", splice=True,
                             branch_label="b", version_path="p", depends_on=["z"])
print(script.rev_id, script.message, script.imports, script.head, script.splice, script.branch_label, script.depends_on)
print(script.upgrade_ops is upgrade, script.downgrade_ops is down, len(script.upgrade_ops_list))
script.upgrade_ops = [upgrade, ops.UpgradeOps(upgrade_token="second")]
try:
    script.upgrade_ops
except ValueError as error:
    print("ValueError:", error)
print([o.upgrade_token for o in script.upgrade_ops_list], script.downgrade_ops_list[0].downgrade_token)
print(upgrade.info if hasattr(upgrade, "info") else None)
column = ops.AddColumnOp("t", sa.Column("n", sa.Integer), schema="s").to_column()
print(column.name, ops.CreateIndexOp("i", "t", ["a", "b"], unique=True).to_index().unique)
print(ops.CreateTableOp("n", [sa.Column("a", sa.Integer)]).to_table().c.keys())
print(ops.CreateForeignKeyOp("fk", "t", "p", ["a"], ["id"], ondelete="CASCADE").to_constraint().ondelete)
