import os

from alembic import context
from sqlalchemy import engine_from_config, pool

from models import Base

config = context.config
config.set_main_option("sqlalchemy.url", os.environ["DATABASE_URL"])
connectable = engine_from_config(
    config.get_section(config.config_ini_section, {}), prefix="sqlalchemy.", poolclass=pool.NullPool
)
with connectable.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transaction_per_migration=context.get_x_argument(as_dictionary=True).get("each") == "yes",
    )
    with context.begin_transaction():
        context.run_migrations()
