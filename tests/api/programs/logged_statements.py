"""The statements that a log at the level INFO shows."""

import logging

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

seen = []


class Seen(logging.Handler):
    def emit(self, record):
        seen.append(record.getMessage())


def tell(text):
    print("==", text)
    for line in seen:
        line = line.strip()
        if line.startswith("["):
            line = "  values " + line.partition("] ")[2]
        if line and line not in ("BEGIN (implicit)", "COMMIT", "ROLLBACK") and "PRAGMA" not in line:
            print("\n".join(part.strip() for part in line.split("\n")))
    seen.clear()


def run(engine, text):
    with engine.connect() as connection:
        op = Operations(MigrationContext.configure(connection))
        table = op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(5)))
        op.bulk_insert(table, [{"id": 1, "a": "x"}, {"id": 2, "a": "it's"}])
        op.execute("UPDATE t SET a = '50%'")
        op.execute(table.update().where(table.c.id == 1).values(a="z"))
        op.execute(sa.text("DELETE FROM t WHERE id = :id").bindparams(id=2))
        op.create_index("ix", "t", ["a"], unique=True)
        op.drop_index("ix", table_name="t")
        with op.batch_alter_table("t") as batch:
            batch.add_column(sa.Column("c", sa.Integer, server_default="5"))
            batch.create_index("ix_c", ["c"])
        op.rename_table("t", "u")
        op.drop_table("u")
        tell(text)


handler = Seen()
logger = logging.getLogger("sqlalchemy.engine")
logger.addHandler(handler)
logger.setLevel(logging.WARNING)
run(sa.create_engine("sqlite://"), "warnings")
logger.setLevel(logging.INFO)
run(sa.create_engine("sqlite://"), "statements")
