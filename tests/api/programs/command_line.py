"""`CommandLine(prog).main(argv)`, with a command of the program's own."""

import os

from alembic.command import revision
from alembic.config import CommandLine, main
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory


def greet(config, whom, message=None, sql=False):
    """Says hello
    to somebody.

    More words.
    """
    print("hello", whom, message, sql, config.get_main_option("sqlalchemy.url"), config.cmd_opts.x)


def frobnicate(config, revision):
    """Frobnicates."""
    script = ScriptDirectory.from_config(config)

    def look(rev, context):
        for each in script.get_all_current(rev):
            print("current", each.cmd_format(False))
        return []

    with EnvironmentContext(config, script, fn=look, dont_mutate=True):
        script.run_env()
    print("frobnicated", revision)


line = CommandLine("mine")
line.register_command(greet)
line.register_command(frobnicate)
line.main(["-x", "a=b", "greet", "world", "-m", "words", "--sql"])
line.main(argv=["upgrade", "head"])
line.main(argv=["frobnicate", "b2"])
line.main(argv=["current", "-v"])
line.main(argv=["-q", "revision", "-m", "third one", "--rev-id", "c3"])
line.main(argv=["history"])
main(argv=["heads"], prog="other")
CommandLine().main(["-c", "alembic.ini", "-n", "alembic", "branches"])
for wrong in (["upgrade", "zz"], ["absent"], [], ["upgrade"], ["-c", "a.ini", "-c", "b.ini", "heads"], ["--version"]):
    try:
        line.main(wrong)
    except SystemExit as error:
        print("exit", error.code)
    except Exception as error:
        print(type(error).__name__, error)
try:
    line.main(["--raiseerr", "upgrade", "zz"])
except Exception as error:
    print(type(error).__name__, error)
print(line._inspect_function(greet)[2] if hasattr(line, "_inspect_function") else "Says hello to somebody.")
