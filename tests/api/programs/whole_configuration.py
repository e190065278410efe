"""Every member of `Config`, with an ini file, a TOML file, both and neither."""

import argparse
import io
import os
import pathlib

from alembic.config import CommandLine, Config
from alembic.util import CommandError

with open("other.ini", "w") as file:
    file.write(
        """
[alembic]
script_location = %(here)s/migrations
prepend_sys_path = .:lib
path_separator = :
version_locations = %(here)s/one:%(here)s/two
percent = 50%%
flag = true
words = a b
[db]
url = sqlite://
script_location = elsewhere
[post_write_hooks]
hooks = first, second
first.type = exec
first.executable = echo
second.type = console_scripts
second.entrypoint = black
second.options = -l 79 REVISION_SCRIPT_FILENAME
[empty]
"""
    )
with open("pyproject.toml", "w") as file:
    file.write(
        """
[project]
name = "words"

[tool.alembic]
script_location = "%(here)s/migrations"
prepend_sys_path = [".", "%(here)s/src"]
version_locations = ["%(here)s/versions"]
flag = true
off = false
number = 5
words = "it's 50%%"
table = {a = "%(here)s"}

[[tool.alembic.post_write_hooks]]
name = "ruff"
type = "module"
module = "ruff"
options = "check REVISION_SCRIPT_FILENAME"
"""
    )


def attempt(text, function):
    try:
        found = function()
    except Exception as error:
        print(text, "->", type(error).__name__, error)
        return
    if isinstance(found, dict):
        found = dict(sorted(found.items()))
    print(text, "->", repr(found).replace(os.getcwd(), "<here>"))


def show(title, config):
    print("==", title)
    for name in ("config_file_name", "config_ini_section", "cmd_opts", "attributes", "messaging_opts", "toml_file_name"):
        attempt(name, lambda: getattr(config, name))
    for name in ("script_location", "prepend_sys_path", "version_locations", "percent", "flag", "off", "number", "words", "table", "absent", "here"):
        attempt(f"main {name}", lambda: config.get_main_option(name))
        attempt(f"main {name} default", lambda: config.get_main_option(name, "default"))
        attempt(f"alembic {name}", lambda: config.get_alembic_option(name))
        attempt(f"alembic {name} default", lambda: config.get_alembic_option(name, "default"))
        attempt(f"boolean {name}", lambda: config.get_alembic_boolean_option(name))
    for name in ("alembic", "db", "empty", "absent"):
        attempt(f"section {name}", lambda: config.get_section(name))
        attempt(f"section {name} default", lambda: config.get_section(name, {"d": 1}))
        attempt(f"option {name}", lambda: config.get_section_option(name, "url"))
        attempt(f"option {name} default", lambda: config.get_section_option(name, "url", "default"))
    for name in ("get_prepend_sys_paths_list", "get_version_locations_list", "get_hooks_list"):
        attempt(name, lambda: getattr(config, name)())
    attempt("template", lambda: os.path.basename(config.get_template_directory()))
    attempt("toml", lambda: config.toml_alembic_config)
    attempt("toml_args", lambda: sorted(config.toml_args))
    attempt("config_args", lambda: config.config_args)
    attempt("file_config", lambda: sorted(config.file_config.sections()))
    attempt("set", lambda: config.set_main_option("made", "50%%"))
    attempt("set", lambda: config.get_main_option("made"))
    attempt("set", lambda: config.set_section_option("fresh", "x", "y"))
    attempt("set", lambda: config.get_section_option("fresh", "x"))
    attempt("set", lambda: config.set_main_option("wrong", "50%"))
    attempt("remove", lambda: config.remove_main_option("made"))
    attempt("remove", lambda: config.get_main_option("made"))
    attempt("remove", lambda: config.remove_main_option("never"))


show("ini", Config("other.ini"))
show("section", Config("other.ini", ini_section="db"))
show("toml", Config(toml_file="pyproject.toml"))
show("both", Config("other.ini", toml_file="pyproject.toml"))
show("path", Config(pathlib.Path("other.ini"), toml_file=pathlib.Path("pyproject.toml")))
show("neither", Config())
show("absent", Config("absent.ini"))
show("arguments", Config(config_args={"here": "<there>", "words": "w"}, attributes={"a": 1}))

output = io.StringIO()
config = Config("other.ini", stdout=output, cmd_opts=argparse.Namespace(quiet=True, x=["a=b"]))
config.print_stdout("words %s %d", "x", 5)
config.print_stdout("50%% plain")
print(repr(output.getvalue()), config.messaging_opts, config.cmd_opts)
config.attributes["connection"] = 5
print(config.attributes)

line = CommandLine(prog="tool")


def shout(config, word, loud=False):
    """Says a word."""
    config.print_stdout("%s%s", word.upper() if loud else word, " " + str(config.config_file_name))


attempt("register", lambda: line.register_command(shout))
attempt("run", lambda: line.main(["-c", "other.ini", "shout", "hello"]))
attempt("run", lambda: line.main(["-c", "other.ini", "-x", "a=b", "heads"]))
attempt("options", lambda: sorted(vars(line.parser.parse_args(["-c", "other.ini", "-n", "db", "-x", "a=b", "upgrade", "head", "--sql"])).keys() - {"cmd"}))
try:
    line.main(["absent"])
except SystemExit as error:
    print("exit", error.code)
attempt("raiseerr", lambda: line.main(["-c", "other.ini", "--raiseerr", "show", "absent"]))
print(issubclass(CommandError, Exception))
