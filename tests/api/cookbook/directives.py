"""What `process_revision_directives` and rewriters take out or sort: indexes of
dropped tables, dropped tables, columns in an order of the project's, IF EXISTS."""

from alembic import command
from alembic.autogenerate import rewriter
from alembic.config import Config
from alembic.operations import ops
import sqlalchemy as sa


class Quiet:
    quiet = True


engine = sa.create_engine("sqlite:///app.db")
with engine.begin() as connection:
    for statement in (
        "CREATE TABLE old (id INTEGER NOT NULL PRIMARY KEY, x INTEGER)",
        "CREATE INDEX ix_old_x ON old (x)",
        "CREATE TABLE stays (id INTEGER NOT NULL PRIMARY KEY, gone INTEGER)",
    ):
        connection.execute(sa.text(statement))
metadata = sa.MetaData()
sa.Table(
    "fresh",
    metadata,
    sa.Column("words", sa.String(10)),
    sa.Column("updated", sa.DateTime),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, index=True),
)
sa.Table("stays", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("new", sa.String(5)))
config = Config("alembic.ini", cmd_opts=Quiet(), attributes={"target_metadata": metadata})
command.stamp(config, "head")
COUNT = iter(range(100, 200))


def write(title, directives):
    made = command.revision(
        config, title, autogenerate=True, rev_id="r%d" % next(COUNT), process_revision_directives=directives
    )
    print("==", title)
    text = open(made.path).read()
    print(text[text.index("def upgrade") :])
    import os

    os.remove(made.path)


def no_drop_index(context, revision, directives):
    script = directives[0]
    for container, stays in ((script.upgrade_ops, ops.DropTableOp), (script.downgrade_ops, ops.DropTableOp)):
        dropped = {(o.schema, o.table_name) for o in container.ops if isinstance(o, stays)}

        def keep(operation):
            if isinstance(operation, ops.ModifyTableOps) and (operation.schema, operation.table_name) in dropped:
                operation.ops[:] = [o for o in operation.ops if not isinstance(o, ops.DropIndexOp)]
                return bool(operation.ops)
            return not (isinstance(operation, ops.DropIndexOp) and (operation.schema, operation.table_name) in dropped)

        container.ops[:] = [o for o in container.ops if keep(o)]


write("no drop index", no_drop_index)


def no_drop_table(context, revision, directives):
    script = directives[0]
    script.upgrade_ops.ops[:] = [o for o in script.upgrade_ops.ops if not isinstance(o, ops.DropTableOp)]
    script.downgrade_ops.ops[:] = [o for o in script.downgrade_ops.ops if not isinstance(o, ops.CreateTableOp)]


write("no drop table", no_drop_table)

sorting = rewriter.Rewriter()


@sorting.rewrites(ops.CreateTableOp)
def order_columns(context, revision, operation):
    rank = {"id": 0, "updated": 2}
    columns = sorted(
        (c for c in operation.columns if isinstance(c, sa.Column)), key=lambda c: rank.get(c.name, 1)
    )
    others = [c for c in operation.columns if not isinstance(c, sa.Column)]
    columns = [c._copy() for c in columns]
    return ops.CreateTableOp(operation.table_name, columns + others, schema=operation.schema, **operation.kw)


write("sorted columns", sorting)

exists = rewriter.Rewriter()


@exists.rewrites(ops.CreateTableOp)
@exists.rewrites(ops.CreateIndexOp)
@exists.rewrites(ops.AddColumnOp)
def if_not_exists(context, revision, operation):
    operation.if_not_exists = True
    return operation


@exists.rewrites(ops.DropTableOp)
@exists.rewrites(ops.DropIndexOp)
@exists.rewrites(ops.DropColumnOp)
def if_exists(context, revision, operation):
    operation.if_exists = True
    return operation


write("if exists", exists)
write("both", sorting.chain(exists))

splitting = rewriter.Rewriter()


@splitting.rewrites(ops.AddColumnOp)
def add_column(context, revision, operation):
    if operation.column.nullable:
        return operation
    operation.column.nullable = True
    return [
        operation,
        ops.AlterColumnOp(
            operation.table_name, operation.column.name, modify_nullable=False, existing_type=operation.column.type
        ),
    ]


metadata.tables["stays"].c.new.nullable = False
write("split", splitting)
