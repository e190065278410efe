"""Operations printed for a dialect, without env.py."""

import datetime
import io
import decimal

from alembic.migration import MigrationContext
from alembic.operations import Operations
import sqlalchemy as sa

for dialect in ("postgresql", "mysql", "mariadb", "sqlite"):
    buffer = io.StringIO()
    context = MigrationContext.configure(
        dialect_name=dialect,
        opts={"as_sql": True, "output_buffer": buffer, "literal_binds": True},
    )
    op = Operations(context)
    table = op.create_table(
        "account",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(50), nullable=False, server_default="it's"),
        sa.Column("born", sa.DateTime(), comment="when"),
        sa.Column("part", sa.Numeric(10, 2)),
        sa.UniqueConstraint("name", name="uq_name"),
    )
    print(type(table).__name__, table.c.keys())
    op.bulk_insert(
        table,
        [
            {"id": 1, "name": "x'y", "born": datetime.datetime(2020, 1, 2, 3, 4, 5), "part": decimal.Decimal("1.50")},
            {"id": 2, "name": "per%cent", "born": None, "part": None},
        ],
    )
    op.add_column("account", sa.Column("more", sa.Boolean(), server_default=sa.false()))
    op.create_index("ix", "account", ["name", sa.text("lower(name)")])
    op.execute(table.update().where(table.c.id == 1).values(name="z"))
    op.execute("SELECT 'plain'")
    if dialect != "sqlite":
        op.alter_column("account", "name", existing_type=sa.String(50), type_=sa.Text(), existing_nullable=False)
        op.drop_constraint("uq_name", "account", type_="unique")
    op.drop_index("ix", table_name="account")
    op.rename_table("account", "person")
    op.drop_column("person", "more")
    op.drop_table("person")
    print("==", dialect)
    print(buffer.getvalue())
