"""How tools that test migrations drive them: one connection that everything
shares, `run_env()` with plans of their own, cycles up and down that are rolled
back, and databases that become models."""

import io
import os
import re

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script.base import ScriptDirectory
from alembic.util.exc import CommandError

with open("migrations/env.py", "w") as file:
    file.write(
        """
from alembic import context
from sqlalchemy import engine_from_config, pool


def run(connection):
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()


shared = context.config.attributes.get("connection")
if shared is not None:
    run(shared)
else:
    section = context.config.get_section(context.config.config_ini_section)
    engine = engine_from_config(section, prefix="sqlalchemy.", poolclass=pool.NullPool)
    with engine.connect() as connection:
        run(connection)
"""
    )
engine = sa.create_engine(os.environ["DATABASE_URL"])
stdout = io.StringIO()
config = Config("alembic.ini", stdout=stdout)
config.set_main_option("sqlalchemy.url", os.environ["DATABASE_URL"].replace("%", "%%"))
script = ScriptDirectory.from_config(config)


def run_command(name, *args, **kw):
    position = stdout.tell()
    try:
        getattr(command, name)(config, *args, **kw)
    except CommandError as error:
        return repr(error)
    stdout.seek(position)
    return stdout.readlines()


def run_env(function, destination=None):
    with EnvironmentContext(
        config, script, fn=function, destination_rev=destination, dont_mutate=destination is None
    ):
        script.run_env()


def current():
    found = []

    def function(heads, context):
        found.extend(heads)
        return []

    run_env(function)
    return found


def upgrade(revision):
    run_env(lambda heads, context: script._upgrade_revs(revision, heads), revision)


def downgrade(revision):
    run_env(lambda heads, context: script._downgrade_revs(revision, heads), revision)


history = run_command("history")
print(history)
revisions = ["base", *reversed(re.findall(r"-> (\w+)[ ,]", "".join(history)))]
print(revisions, [each.revision for each in script.get_revisions("heads")])
print("current", current())
for revision in revisions[1:]:
    upgrade(revision)
    print("current", current())
for revision in reversed(revisions[:-1]):
    downgrade(revision)
    print("current", current())
print(run_command("stamp", "heads"), current(), run_command("stamp", "base"), current())
print(run_command("upgrade", "absent"))
print(run_command("check"))

with engine.connect() as connection:
    config.attributes["connection"] = connection
    context = MigrationContext.configure(connection)
    for before, after in zip(revisions, revisions[1:]):
        with connection.begin() as transaction:
            upgrade(after)
            models = sa.MetaData()
            models.reflect(connection)
            print(sorted(models.tables))
            transaction.rollback()
        with connection.begin() as transaction:
            first = render_python_code(produce_migrations(context, models).upgrade_ops)
            upgrade(after)
            downgrade(before)
            second = render_python_code(produce_migrations(context, models).upgrade_ops)
            print(after, first == second)
            print(second)
            transaction.rollback()
        upgrade(after)
        connection.commit()
    print(current())
print(sorted(sa.inspect(engine).get_table_names()))
