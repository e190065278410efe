"""A comparison's operation objects are carried out at once."""

import os

from alembic.autogenerate import compare_metadata, produce_migrations
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.operations.ops import ModifyTableOps
import sqlalchemy as sa

engine = sa.create_engine(os.environ["DATABASE_URL"])
with engine.begin() as connection:
    connection.execute(sa.text("CREATE TABLE account (id INTEGER PRIMARY KEY, name VARCHAR(20), old INTEGER)"))
    connection.execute(sa.text("CREATE TABLE gone (id INTEGER PRIMARY KEY)"))
metadata = sa.MetaData()
sa.Table(
    "account",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(40), nullable=False),
    sa.Column("mail", sa.String(100)),
    sa.UniqueConstraint("mail", name="uq_mail"),
    sa.Index("ix_name", "name"),
)
sa.Table(
    "fresh",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account_id", sa.Integer, sa.ForeignKey("account.id", name="fk_account")),
)
with engine.begin() as connection:
    context = MigrationContext.configure(connection)
    operations = Operations(context)
    use_batch = engine.name == "sqlite"
    stack = [produce_migrations(context, metadata).upgrade_ops]
    while stack:
        element = stack.pop(0)
        if use_batch and isinstance(element, ModifyTableOps):
            with operations.batch_alter_table(element.table_name, schema=element.schema) as batch:
                for each in element.ops:
                    batch.invoke(each)
        elif hasattr(element, "ops"):
            stack.extend(element.ops)
        else:
            print(type(element).__name__)
            operations.invoke(element)
with engine.connect() as connection:
    print(compare_metadata(MigrationContext.configure(connection), metadata))
    inspector = sa.inspect(connection)
    for table in sorted(inspector.get_table_names()):
        print(table, [(c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(table)])
