"""Connects the migrations with the models and with the database."""

import os
from logging.config import fileConfig

from alembic import context
from sqlalchemy import engine_from_config, pool

from models import models  # Import your models

config = context.config

if config.config_file_name is not None:
    fileConfig(config.config_file_name)

# A deployment says where its database is; the ini speaks for everything else.
if "DATABASE_URL" in os.environ:
    config.set_main_option("sqlalchemy.url", os.environ["DATABASE_URL"].replace("%", "%%"))

target_metadata = models.Base.metadata


def run_migrations_offline():
    """Prints SQL, without a connection."""
    context.configure(
        url=config.get_main_option("sqlalchemy.url"),
        target_metadata=target_metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
    )
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online():
    """Runs the migrations in a database."""
    connect_args = {}
    if config.get_main_option("sqlalchemy.url").startswith("postgresql"):
        # A migration that leaves the schema out still finds app's tables,
        # while the version table stays in public.
        connect_args["options"] = "-csearch_path=public,app"
    connectable = engine_from_config(
        config.get_section(config.config_ini_section, {}),
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
        connect_args=connect_args,
    )
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
