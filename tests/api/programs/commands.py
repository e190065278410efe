"""The commands, called from Python with a `Config` made in memory."""

import contextlib
import io
import re
import os

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
import sqlalchemy as sa

out = io.StringIO()
SETS = ("list_templates", "branches", "heads", "heads -v", "current", "current -v", "history", "history -v", "history -i")
config = Config(stdout=out)
config.set_main_option("script_location", "scripts")
config.set_main_option("path_separator", "os")
config.set_main_option("sqlalchemy.url", "sqlite:///app.db")


def told(what, result=None):
    text = out.getvalue().replace(os.getcwd(), "<here>")
    text = re.sub("Date: .*", "Date: <now>", text)
    # What Alembic takes out of a set comes in any order.
    text = re.sub("(into|Merges|depends on): (.*)", lambda m: m[1] + ": " + ", ".join(sorted(m[2].split(", "))), text)
    if what in SETS:
        text = "\n".join(sorted(text.split("\n")))
    out.seek(0)
    out.truncate()
    print("==", what, "" if result is None else result)
    print(text, end="")


class Quiet:
    quiet = True


quiet = Config("alembic.ini", stdout=out, cmd_opts=Quiet())
quiet.set_main_option("script_location", "scripts")
with contextlib.redirect_stdout(io.StringIO()):
    command.init(quiet, "scripts")
told("init", sorted(os.listdir("scripts")))
with open("scripts/env.py", "w") as file:
    file.write(open("migrations/env.py").read())
command.list_templates(config)
told("list_templates")


def quietly(function, *args, **kw):
    """`Generating …` goes to the process's own output."""
    config.cmd_opts = Quiet()
    try:
        return function(config, *args, **kw)
    finally:
        config.cmd_opts = None
        config.__dict__.pop("messaging_opts", None)


first = quietly(command.revision, message="first one", rev_id="a1")
told("revision", (type(first).__name__, first.revision, first.doc, os.path.basename(first.path)))
second = quietly(command.revision, message="second", rev_id="b2", branch_label="left")
third = quietly(command.revision, message="third", rev_id="c3", head="a1", splice=True, depends_on="b2")
told("revision", [second.branch_labels, third.dependencies, third.down_revision])
command.heads(config)
told("heads")
command.heads(config, verbose=True)
told("heads -v")
command.branches(config, verbose=False)
told("branches")
command.history(config)
told("history")
command.history(config, rev_range="a1:", verbose=True)
told("history -v")
command.show(config, "b2")
told("show")
merged = quietly(command.merge, ["b2", "c3"], message="together", rev_id="d4")
told("merge", merged.down_revision)
command.upgrade(config, "a1")
command.current(config)
told("current")
command.history(config, indicate_current=True)
told("history -i")
try:
    command.current(config, check_heads=True)
except CommandError as error:
    told("current --check-heads", (type(error).__name__, str(error)))
command.upgrade(config, "head")
command.current(config, verbose=True)
told("current -v")
command.downgrade(config, "a1")
command.current(config)
told("downgrade")
command.stamp(config, "head")
command.current(config)
told("stamp head")
command.stamp(config, "base", purge=True)
command.current(config)
told("stamp base")
command.stamp(config, ["b2", "c3"])
command.current(config)
told("current")
command.ensure_version(config)
with sa.create_engine("sqlite:///app.db").connect() as connection:
    print(sa.inspect(connection).get_table_names())

for wrong in (
    lambda: command.upgrade(config, "zz"),
    lambda: command.upgrade(config, "a1:b2"),
    lambda: command.downgrade(config, "head", sql=True),
    lambda: command.show(config, "nothing"),
    lambda: command.history(config, rev_range="a1"),
    lambda: command.revision(config, rev_id="a1", head="b2", autogenerate=True, sql=True),
    lambda: command.stamp(config, "zz"),
    lambda: command.edit(config, "zz"),
        lambda: command.init(config, "other", template="/absent"),
):
    try:
        wrong()
        print("no error")
    except CommandError as error:
        print("CommandError:", str(error).replace(os.getcwd(), "<here>").split("/")[0])
told("errors")
