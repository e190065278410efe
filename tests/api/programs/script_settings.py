"""What a script directory says of its settings, in a program and in env.py."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

SHOW = """
def show(script, config):
    for name in (
        "file_template", "truncate_slug_length", "output_encoding", "timezone", "sourceless",
        "recursive_version_locations", "hooks", "messaging_opts", "version_locations", "dir",
        "versions", "env_py_location",
    ):
        print(name, repr(getattr(script, name)))
    print(script.get_heads(), script.get_bases(), script.get_base(), script.get_current_head())
    print(sorted(config.cmd_opts.__dict__) if config.cmd_opts else None)
    try:
        script.absent
    except AttributeError as error:
        print(error)


"""
exec(SHOW)
with open("migrations/env.py", "w") as file:
    file.write(SHOW + "from alembic import context\nshow(context.script, context.config)\n")
settings = {
    "file_template": "%%(year)d_%%(rev)s",
    "truncate_slug_length": "7",
    "timezone": "UTC",
    "recursive_version_locations": "true",
    "output_encoding": "latin-1",
    "version_locations": "%(here)s/migrations/versions",
    "path_separator": ":",
}
for given in ({}, settings):
    config = Config("alembic.ini")
    for name, value in given.items():
        config.set_main_option(name, value)
    show(ScriptDirectory.from_config(config), config)
    try:
        command.current(config)
    except Exception as error:
        print(type(error).__name__, error)
plain = ScriptDirectory("migrations", file_template="x", messaging_opts={"quiet": True})
print(plain.file_template, plain.truncate_slug_length, plain.version_locations, plain.messaging_opts, plain.get_heads())
