"""What `context.configure()` takes, and what comes of it."""

import io

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
import sqlalchemy as sa

with open("migrations/env.py", "w") as file:
    file.write(
        '''
from alembic import context
import sqlalchemy as sa

config = context.config
options = config.attributes["options"]
if context.is_offline_mode():
    context.configure(url=config.attributes.get("url", "postgresql://"), **options)
    with context.begin_transaction():
        context.run_migrations(**config.attributes.get("kw", {}))
else:
    with sa.create_engine("sqlite:///app.db").connect() as connection:
        context.configure(connection=connection, **options)
        with context.begin_transaction():
            context.run_migrations(**config.attributes.get("kw", {}))
'''
    )


def offline(url="postgresql://", what="head", **options):
    buffer = io.StringIO()
    config = Config("alembic.ini", output_buffer=buffer, attributes={"options": options, "url": url})
    print("==", url, sorted(options))
    try:
        command.upgrade(config, what, sql=True)
    except Exception as error:
        print(type(error).__name__, error)
    print(buffer.getvalue())


offline(transaction_per_migration=True)
offline(transactional_ddl=False)
offline(transactional_ddl=True, url="sqlite://")
offline(transactional_ddl=True, transaction_per_migration=True, url="mysql://")
offline(version_table="versions", version_table_schema="admin", version_table_pk=False)
offline(starting_rev="a1")
offline(what="a1:b2", tag="word")
inner = io.StringIO()
offline(output_buffer=inner)
print(len(inner.getvalue()) > 100)
offline(dialect_opts={"paramstyle": "named"}, literal_binds=True)
offline(url=None, dialect_name="sqlite")
offline(url=None)


def online(what="head", **options):
    config = Config("alembic.ini", attributes={"options": options})
    print("==", sorted(options))
    try:
        command.upgrade(config, what)
    except Exception as error:
        print(type(error).__name__, error)
    with sa.create_engine("sqlite:///app.db").connect() as connection:
        inspector = sa.inspect(connection)
        for name in sorted(inspector.get_table_names()):
            print(name, connection.execute(sa.text("SELECT * FROM %s" % name)).all())
    command.downgrade(config, "base")


online(version_table="versions")
online(transaction_per_migration=True)
online(what="a1", transactional_ddl=True)
online(unknown_option=5)


def fill(**kw):
    seen.append(sorted(kw))


seen = []
online(on_version_apply=fill)
online(on_version_apply=(fill, fill))
print(seen)
for options in ({"literal_binds": True}, {"starting_rev": "a1"}):
    config = Config("alembic.ini", attributes={"options": options})
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        print("CommandError:", error)
config = Config("alembic.ini", attributes={"options": {}, "kw": {"word": 1}})
try:
    command.upgrade(config, "head")
except TypeError as error:
    print("TypeError:", error)
