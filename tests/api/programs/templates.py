"""Projects from each template, whose commands are called from Python."""

import contextlib
import io
import os
import re
import sys

from alembic import command
from alembic.config import Config
import sqlalchemy as sa

SCRIPT = '''"""one"""
from alembic import op
import sqlalchemy as sa

revision = "a1"
down_revision = None


def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    op.drop_table("t")
'''
MULTIDB = '''"""one"""
from alembic import op
import sqlalchemy as sa

revision = "a1"
down_revision = None


def upgrade(engine_name):
    globals()["upgrade_%s" % engine_name]()


def downgrade(engine_name):
    globals()["downgrade_%s" % engine_name]()


def upgrade_engine1():
    op.create_table("t1", sa.Column("id", sa.Integer, primary_key=True))


def downgrade_engine1():
    op.drop_table("t1")


def upgrade_engine2():
    op.create_table("t2", sa.Column("id", sa.Integer, primary_key=True))


def downgrade_engine2():
    op.drop_table("t2")
'''
here = os.getcwd()


def tables(name):
    with sa.create_engine("sqlite:///" + name).connect() as connection:
        return sorted(sa.inspect(connection).get_table_names())


for template in ("generic", "async", "multidb", "pyproject", "pyproject_async"):
    os.makedirs(os.path.join(here, "in_" + template))
    os.chdir(os.path.join(here, "in_" + template))
    toml = "pyproject.toml" if template.startswith("pyproject") else None
    with contextlib.redirect_stdout(io.StringIO()):
        command.init(Config("alembic.ini", toml_file=toml), "scripts", template=template)
    ini = open("alembic.ini").read()
    if template == "multidb":
        ini = re.sub(r"sqlalchemy.url = .*/dbname\n", "sqlalchemy.url = sqlite:///one.db\n", ini, count=1)
        ini = re.sub(r"sqlalchemy.url = .*/dbname2\n", "sqlalchemy.url = sqlite:///two.db\n", ini, count=1)
    elif "async" in template:
        ini = re.sub(r"sqlalchemy.url = .*\n", "sqlalchemy.url = sqlite+aiosqlite:///one.db\n", ini, count=1)
    else:
        ini = re.sub(r"sqlalchemy.url = .*\n", "sqlalchemy.url = sqlite:///one.db\n", ini, count=1)
    if "[logger_root]" in ini:
        ini = ini.replace("level = INFO", "level = WARNING")
    with open("alembic.ini", "w") as file:
        file.write(ini)
    with open("scripts/versions/a1_one.py", "w") as file:
        file.write(MULTIDB if template == "multidb" else SCRIPT)
    out = io.StringIO()
    config = Config("alembic.ini", toml_file=toml, stdout=out)
    print("==", template, config.get_alembic_option("script_location").replace(here, "<here>"))
    command.upgrade(config, "head")
    command.current(config)
    print(tables("one.db"), tables("two.db") if template == "multidb" else "")
    command.downgrade(config, "base")
    print(tables("one.db"))
    command.current(config)
    print(out.getvalue())
    with contextlib.redirect_stdout(io.StringIO()):
        made = command.revision(config, "second", rev_id="b2")
    text = open(made.path).read()
    print(re.sub("Date: .*", "Date: <now>", text))
    if template != "multidb":
        buffer = io.StringIO()
        config.output_buffer = buffer
        command.upgrade(config, "head", sql=True)
        print(buffer.getvalue())
