"""Whether a database is at the heads of the scripts."""

from alembic import command, config, script
from alembic.runtime import migration
import sqlalchemy as sa


def is_at_head(alembic_config, connectable):
    directory = script.ScriptDirectory.from_config(alembic_config)
    with connectable.begin() as connection:
        context = migration.MigrationContext.configure(connection)
        return set(context.get_current_heads()) == set(directory.get_heads())


settings = config.Config("alembic.ini")
engine = sa.create_engine("sqlite:///app.db")
print(is_at_head(settings, engine))
command.upgrade(settings, "a1")
print(is_at_head(settings, engine))
command.upgrade(settings, "head")
print(is_at_head(settings, engine))
with open("migrations/versions/c3.py", "w") as file:
    file.write("revision = 'c3'\ndown_revision = 'a1'\n\n\ndef upgrade():\n    pass\n")
print(is_at_head(settings, engine))
command.upgrade(settings, "heads")
print(is_at_head(settings, engine))
with engine.connect() as connection:
    context = migration.MigrationContext.configure(connection)
    print(sorted(context.get_current_heads()))
