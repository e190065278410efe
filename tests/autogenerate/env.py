from logging.config import fileConfig

from sqlalchemy import MetaData, engine_from_config, pool

from alembic import context

import models

config = context.config
fileConfig(config.config_file_name)

if hasattr(models, "target"):
    target_metadata = models.target()
else:
    target_metadata = MetaData(**getattr(models, "METADATA", {}))
    models.after(target_metadata)

connectable = engine_from_config(
    config.get_section(config.config_ini_section, {}),
    prefix="sqlalchemy.",
    poolclass=pool.NullPool,
)

with connectable.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=target_metadata,
        **getattr(models, "OPTIONS", {}),
    )
    with context.begin_transaction():
        context.run_migrations()
