import logging
from logging.config import fileConfig
import re

from sqlalchemy import engine_from_config
from sqlalchemy import pool

from alembic import context

# Whether the databases commit together (PREPARE TRANSACTION).
USE_TWOPHASE = False

# The configuration: the values of the ini file, and of pyproject.toml where
# there is one.
config = context.config

# Sets up Python's logging from the sections of the ini file.
if config.config_file_name is not None:
    fileConfig(config.config_file_name)
logger = logging.getLogger("alembic.env")

# Names of the databases; each is the name of a section of the ini file too.
database_names = re.split(r",\s*", config.get_main_option("databases", ""))

# The MetaData of each database's models, for "revision --autogenerate":
# from myapp import models
# target_metadata = {
#     "engine1": models.metadata1,
#     "engine2": models.metadata2,
# }
target_metadata = {}

# Further values of the configuration are at hand as well:
# value = config.get_main_option("name")


def run_migrations_offline() -> None:
    """Write the SQL of the migrations (--sql), one file for each database."""
    for name in database_names:
        logger.info("Migrating database %s", name)
        file_name = f"{name}.sql"
        logger.info("Writing output to %s", file_name)
        with open(file_name, "w") as output:
            context.configure(
                url=config.get_section_option(name, "sqlalchemy.url"),
                output_buffer=output,
                target_metadata=target_metadata.get(name),
                literal_binds=True,
                dialect_opts={"paramstyle": "named"},
            )
            with context.begin_transaction():
                context.run_migrations(engine_name=name)


def run_migrations_online() -> None:
    """Run the migrations in all databases, and commit them together.

    Every database is in a transaction of its own, and none of them commits
    before the last one has succeeded.

    """
    connections = {}
    transactions = {}
    for name in database_names:
        engine = engine_from_config(
            config.get_section(name, {}),
            prefix="sqlalchemy.",
            poolclass=pool.NullPool,
        )
        connection = connections[name] = engine.connect()
        if USE_TWOPHASE:
            transactions[name] = connection.begin_twophase()
        else:
            transactions[name] = connection.begin()

    try:
        for name, connection in connections.items():
            logger.info("Migrating database %s", name)
            context.configure(
                connection=connection,
                upgrade_token=f"{name}_upgrades",
                downgrade_token=f"{name}_downgrades",
                target_metadata=target_metadata.get(name),
            )
            context.run_migrations(engine_name=name)

        if USE_TWOPHASE:
            for transaction in transactions.values():
                transaction.prepare()

        for transaction in transactions.values():
            transaction.commit()
    except:
        for transaction in transactions.values():
            transaction.rollback()
        raise
    finally:
        for connection in connections.values():
            connection.close()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
