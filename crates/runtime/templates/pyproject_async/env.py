import asyncio
from logging.config import fileConfig

from sqlalchemy import pool
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import async_engine_from_config

from alembic import context

# The configuration: the values of the ini file, and of pyproject.toml where
# there is one.
config = context.config

# Sets up Python's logging from the sections of the ini file.
if config.config_file_name is not None:
    fileConfig(config.config_file_name)

# The MetaData of the project's models, for "revision --autogenerate":
# from myapp.models import Base
# target_metadata = Base.metadata
target_metadata = None

# Further values of the configuration are at hand as well:
# value = config.get_main_option("name")


def run_migrations_offline() -> None:
    """Print the SQL of the migrations (--sql).

    A URL is enough for that; nothing is connected to.

    """
    context.configure(
        url=config.get_main_option("sqlalchemy.url"),
        target_metadata=target_metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
    )

    with context.begin_transaction():
        context.run_migrations()


def run_migrations_in(connection: Connection) -> None:
    """Run the migrations over a connection that is open."""
    context.configure(connection=connection, target_metadata=target_metadata)

    with context.begin_transaction():
        context.run_migrations()


async def connect_and_run() -> None:
    """Connect with an async engine and run the migrations."""
    connectable = async_engine_from_config(
        config.get_section(config.config_ini_section, {}),
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )

    async with connectable.connect() as connection:
        await connection.run_sync(run_migrations_in)

    await connectable.dispose()


def run_migrations_online() -> None:
    """Run the migrations in the database."""
    asyncio.run(connect_and_run())


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
