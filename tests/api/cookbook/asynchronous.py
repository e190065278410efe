"""An async engine: in env.py, and around a command called from a program."""

import asyncio
import os

from alembic import command
from alembic.config import Config
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

URL = os.environ["DATABASE_URL"].replace("+psycopg", "+asyncpg")
with open("migrations/env.py", "w") as file:
    file.write(
        '''
import asyncio

from alembic import context
from sqlalchemy import pool
from sqlalchemy.ext.asyncio import async_engine_from_config

config = context.config


def do_run_migrations(connection):
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()


async def run_async_migrations():
    connectable = async_engine_from_config(
        config.get_section(config.config_ini_section, {}),
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )
    async with connectable.connect() as connection:
        await connection.run_sync(do_run_migrations)
    await connectable.dispose()


def run_migrations_offline():
    context.configure(url=config.get_main_option("sqlalchemy.url"), literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


connection = config.attributes.get("connection", None)
if context.is_offline_mode():
    run_migrations_offline()
elif connection is None:
    asyncio.run(run_async_migrations())
else:
    do_run_migrations(connection)
'''
    )
with open("migrations/versions/c3_async.py", "w") as file:
    file.write(
        '''"""async"""
from alembic import op
import sqlalchemy as sa

revision = "c3"
down_revision = "b2"


async def fill(connection, name):
    await connection.execute(sa.text("INSERT INTO account (id, name) VALUES (1, :name)"), {"name": name})
    return (await connection.execute(sa.text("SELECT name FROM account"))).scalars().all()


def upgrade():
    print(op.run_async(fill, "by async"))


def downgrade():
    op.execute("DELETE FROM account")
'''
    )
config = Config("alembic.ini")
config.set_main_option("sqlalchemy.url", URL.replace("%", "%%"))
command.upgrade(config, "b2")
command.current(config)


def run_upgrade(connection, settings, revision):
    settings.attributes["connection"] = connection
    command.upgrade(settings, revision)


async def main():
    engine = create_async_engine(URL)
    async with engine.begin() as connection:
        await connection.run_sync(run_upgrade, config, "head")
    async with engine.connect() as connection:
        rows = await connection.execute(sa.text("SELECT id, name FROM account"))
        print(rows.all())
        print(await connection.run_sync(lambda sync: sorted(sa.inspect(sync).get_table_names())))
    await engine.dispose()


asyncio.run(main())
del config.attributes["connection"]
command.current(config)
command.downgrade(config, "base")
command.upgrade(config, "b2", sql=True)
