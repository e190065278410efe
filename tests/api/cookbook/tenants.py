"""A schema for each tenant, chosen with `-x tenant=`."""

import os

from alembic.config import CommandLine
import sqlalchemy as sa

url = os.environ["DATABASE_URL"]
with open("migrations/env.py", "w") as file:
    file.write(
        '''
import os

from alembic import context
import sqlalchemy as sa

tenant = context.get_x_argument(as_dictionary=True).get("tenant")
engine = sa.create_engine(os.environ["DATABASE_URL"])
with engine.connect() as connection:
    connection.execute(sa.text('set search_path to "%s"' % tenant))
    connection.commit()
    connection.dialect.default_schema_name = tenant
    context.configure(connection=connection, target_metadata=sa.MetaData())
    with context.begin_transaction():
        context.run_migrations()
'''
    )
engine = sa.create_engine(url)
with engine.begin() as connection:
    for name in ("one", "two"):
        connection.execute(sa.text("CREATE SCHEMA %s" % name))
line = CommandLine()
line.main(["-x", "tenant=one", "upgrade", "head"])
line.main(["-x", "tenant=two", "upgrade", "a1"])
line.main(["-x", "tenant=one", "current"])
line.main(["-x", "tenant=two", "current"])
with engine.connect() as connection:
    inspector = sa.inspect(connection)
    for name in ("one", "two", None):
        tables = sorted(inspector.get_table_names(schema=name))
        print(name, tables, [len(inspector.get_columns(t, schema=name)) for t in tables])
    for name in ("one", "two"):
        print(connection.execute(sa.text("SELECT * FROM %s.alembic_version" % name)).all())
line.main(["-x", "tenant=two", "upgrade", "head"])
line.main(["-x", "tenant=one", "downgrade", "base"])
with engine.connect() as connection:
    inspector = sa.inspect(connection)
    print([sorted(inspector.get_table_names(schema=name)) for name in ("one", "two")])
