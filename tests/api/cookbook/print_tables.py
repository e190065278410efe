"""The code that would make the tables of a database."""

import os

from alembic.autogenerate import render_python_code
from alembic.autogenerate.api import produce_migrations
from alembic.migration import MigrationContext
from alembic.operations import ops
import sqlalchemy as sa

engine = sa.create_engine(os.environ["DATABASE_URL"])
with engine.begin() as connection:
    for statement in (
        "CREATE TABLE parent (id SERIAL PRIMARY KEY, name VARCHAR(50) DEFAULT 'x' NOT NULL)",
        "CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE,"
        " amount NUMERIC(10, 2), born TIMESTAMP WITH TIME ZONE, data JSONB)",
    ):
        connection.execute(sa.text(statement))
with engine.connect() as connection:
    metadata = sa.MetaData()
    metadata.reflect(connection)
    context = MigrationContext.configure(connection)
    made = ops.UpgradeOps(ops=[ops.CreateTableOp.from_table(table) for table in metadata.sorted_tables])
    print(render_python_code(made, migration_context=context))
    print(render_python_code(ops.UpgradeOps(ops=[ops.DropTableOp.from_table(t) for t in metadata.sorted_tables])))
    removed = produce_migrations(context, metadata)
    print(render_python_code(removed.upgrade_ops, migration_context=context))
