revision = "1"
down_revision = None

import sys

import sqlalchemy as sa
from alembic.util import CommandError
from alembic import context, op

sys.path.insert(0, ".")
import cases

OFFLINE = context.is_offline_mode()


def create(table):
    op.create_table(
        table.name,
        *(column._copy() for column in table.columns),
        *(constraint._copy() for constraint in list(table.constraints) if constraint.name),
    )
    for index in table.indexes:
        op.create_index(index.name, table.name, [column.name for column in index.columns])


def upgrade():
    if not OFFLINE:
        op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True))
        op.execute("INSERT INTO parent (id) VALUES (1), (2), (7)")
    for name, kw, function in cases.CASES:
        table = "t_" + name
        kw = dict(kw)
        if OFFLINE:
            op.execute(f"-- case {name}")
            kw["copy_from"] = cases.table(table)
        else:
            create(cases.table(table))
            for key in (1, 2):
                op.execute(
                    f"INSERT INTO {table} (id, name, age, note, parent_id) "
                    f"VALUES ({key}, 'n{key}', {key}, 'x{key}', 7)"
                )
        try:
            with op.batch_alter_table(table, **kw) as batch:
                function(batch, table)
        except (KeyError, ValueError, TypeError, NotImplementedError, CommandError) as error:
            print(f"-- case {name} fails: {type(error).__name__}: {error}", flush=True)
        except sa.exc.DBAPIError as error:
            # MariaDB has one name for foreign keys of all tables, and goes on
            # after a failure.
            if op.get_context().dialect.name != "mariadb":
                raise
            print(f"-- case {name} fails: {type(error).__name__}", flush=True)


def downgrade():
    pass
