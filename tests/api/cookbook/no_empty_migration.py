"""No file is written when nothing has changed."""

import os

from alembic.config import CommandLine
import sqlalchemy as sa

with open("models.py", "w") as file:
    file.write(
        '''
import sqlalchemy as sa

metadata = sa.MetaData()
account = sa.Table(
    "account",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(50), nullable=False),
    sa.Column("mail", sa.String(100)),
)
'''
    )
with open("migrations/env.py", "w") as file:
    file.write(
        '''
from alembic import context
import sqlalchemy as sa
from models import metadata

config = context.config


def process_revision_directives(context, revision, directives):
    if config.cmd_opts and getattr(config.cmd_opts, "autogenerate", False):
        script = directives[0]
        if script.upgrade_ops.is_empty():
            print("nothing to write")
            directives[:] = []


with sa.create_engine("sqlite:///app.db").connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        process_revision_directives=process_revision_directives,
    )
    with context.begin_transaction():
        context.run_migrations()
'''
    )
line = CommandLine()
line.main(["upgrade", "head"])
line.main(["-q", "revision", "--autogenerate", "-m", "empty", "--rev-id", "c3"])
print(sorted(name for name in os.listdir("migrations/versions") if name.endswith(".py")))
with sa.create_engine("sqlite:///app.db").begin() as connection:
    connection.execute(sa.text("ALTER TABLE account DROP COLUMN mail"))
line.main(["-q", "revision", "--autogenerate", "-m", "full", "--rev-id", "d4"])
print(sorted(name for name in os.listdir("migrations/versions") if name.endswith(".py")))
print(open("migrations/versions/d4_full.py").read())
line.main(["-q", "revision", "-m", "by hand", "--rev-id", "e5"])
line.main(["heads"])
