"""`EnvironmentContext` by hand, and every function of `alembic.context`."""

import io

from alembic import context
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
import sqlalchemy as sa

config = Config("alembic.ini")
script = ScriptDirectory.from_config(config)
engine = sa.create_engine("sqlite:///app.db")

try:
    context.is_offline_mode()
except NameError as error:
    print("NameError:", error)


def upgrade(rev, migration):
    print("plan from", rev, type(migration).__name__)
    return script._upgrade_revs("head", rev)


with EnvironmentContext(
    config, script, fn=upgrade, as_sql=False, starting_rev=None, destination_rev="head", tag="t"
) as environment:
    print(environment.config is config, environment.script is script)
    print(context.config is config, context.script is script)
    script.run_env()
    print(type(environment.get_context()).__name__)

with engine.connect() as connection:
    print(sa.inspect(connection).get_table_names())


def nothing(rev, migration):
    print("at", rev)
    return []


class Options:
    x = ["tenant=one", "flag", "other=a=b"]


config.cmd_opts = Options()
environment = EnvironmentContext(
    config, script, fn=nothing, starting_rev="a1", destination_rev="head", tag="word", template_args={}
)
try:
    environment.get_context()
except Exception as error:
    print(type(error).__name__, error)
with environment:
    print(context.is_offline_mode(), context.requires_connection())
    print(context.get_head_revision(), context.get_head_revisions())
    print(context.get_starting_revision_argument(), context.get_revision_argument())
    print(context.get_tag_argument(), context.get_x_argument(), context.get_x_argument(as_dictionary=True))
    with engine.connect() as connection:
        context.configure(
            connection=connection, starting_rev="", tag="other", mine=3, template_args={"word": 1}
        )
        print(context.get_context().opts["mine"], context.get_context().opts["template_args"])
        print(context.get_tag_argument(), context.get_bind() is connection, context.is_transactional_ddl())
        print(type(context.get_impl()).__name__, context.get_context().dialect.name)
        try:
            context.run_migrations()
        except CommandError as error:
            print("CommandError:", error)
environment = EnvironmentContext(config, script, fn=nothing)
with environment:
    try:
        context.get_starting_revision_argument()
    except CommandError as error:
        print("CommandError:", error)
    try:
        context.get_revision_argument()
    except KeyError as error:
        print("KeyError:", error)
    with engine.connect() as connection:
        context.configure(connection=connection, transactional_ddl=True)
        print(context.is_transactional_ddl())
        with context.begin_transaction():
            context.run_migrations()
            context.execute("CREATE TABLE by_hand (id INTEGER)")
            context.execute(sa.text("INSERT INTO by_hand VALUES (7)"))
with engine.connect() as connection:
    print(connection.execute(sa.text("SELECT * FROM by_hand")).all())

out = io.StringIO()
with EnvironmentContext(
    config,
    script,
    fn=lambda rev, migration: script._downgrade_revs("a1", rev),
    as_sql=True,
    starting_rev="b2",
):
    print(context.is_offline_mode(), context.requires_connection())
    context.configure(url="postgresql://u:p@localhost/x", output_buffer=out, literal_binds=True)
    with context.begin_transaction():
        context.static_output("-- by hand")
        context.run_migrations()
        context.execute("SELECT 1")
print(out.getvalue())

with EnvironmentContext(config, script, fn=lambda rev, migration: script._stamp_revs("a1", rev)):
    script.run_env()
with engine.connect() as connection:
    print(connection.execute(sa.text("SELECT * FROM alembic_version")).all())
for wrong in (lambda: script._upgrade_revs("zz", "a1"), lambda: script._upgrade_revs("a1", "zz")):
    try:
        wrong()
    except CommandError as error:
        print("CommandError:", error)
