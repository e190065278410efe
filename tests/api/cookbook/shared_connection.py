"""One connection for several commands, through `Config.attributes`."""

import io

from alembic import command
from alembic.config import Config
import sqlalchemy as sa

with open("migrations/env.py", "w") as file:
    file.write(
        '''
from alembic import context
import sqlalchemy as sa

connection = context.config.attributes.get("connection", None)


def run(connection):
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()


if connection is None:
    with sa.create_engine("sqlite:///app.db").connect() as connection:
        run(connection)
else:
    run(connection)
'''
    )
out = io.StringIO()
config = Config("alembic.ini", stdout=out)
engine = sa.create_engine("sqlite://")
with engine.begin() as connection:
    config.attributes["connection"] = connection
    command.upgrade(config, "a1")
    command.current(config)
    connection.execute(sa.text("INSERT INTO account (id, name) VALUES (1, 'kept')"))
    command.upgrade(config, "head")
    command.current(config)
    print(connection.in_transaction(), connection.execute(sa.text("SELECT * FROM account")).all())
with engine.connect() as connection:
    print(connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalars().all())
    print(connection.execute(sa.text("SELECT * FROM account")).all())
with engine.connect() as connection:
    config.attributes["connection"] = connection
    transaction = connection.begin()
    command.downgrade(config, "base")
    print(sorted(sa.inspect(connection).get_table_names()))
    transaction.rollback()
    print(sorted(sa.inspect(connection).get_table_names()))
del config.attributes["connection"]
command.current(config)
print(out.getvalue())
