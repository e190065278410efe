"""A command of the project's own beside Alembic's."""

import sys

from alembic import command
from alembic.config import CommandLine, Config
from alembic.script import ScriptDirectory
import sqlalchemy as sa


def remove_revision(config, revision, sql=False):
    """Takes a revision back and tells which."""
    script = ScriptDirectory.from_config(config).get_revision(revision)
    command.downgrade(config, script.down_revision or "base")
    config.print_stdout("took %s back", script.revision)


def main(arguments):
    line = CommandLine(prog="mine")
    line.register_command(remove_revision)
    line.main(argv=arguments)


main(["upgrade", "head"])
main(["remove_revision", "head"])
main(["current"])
try:
    main(["remove_revision", "--absent"])
except SystemExit as error:
    print("exit", error.code)
print(sys.argv[1:], __name__)
