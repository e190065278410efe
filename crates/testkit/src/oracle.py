"""Runs commands of Alembic one after the other, each in a fork of a process
that has imported everything already: importing takes longer than the rest.

Standard input holds the commands as JSON, standard output what they printed.
"""

import json
import os
import sys
import tempfile
import traceback

import alembic.autogenerate
import alembic.config
import mako.template
import sqlalchemy.dialects.postgresql
import sqlalchemy.dialects.sqlite


def run(arguments):
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        child = os.fork()
        if child == 0:
            os.dup2(stdout.fileno(), 1)
            os.dup2(stderr.fileno(), 2)
            sys.stdout = os.fdopen(1, "w", encoding="utf-8")
            sys.stderr = os.fdopen(2, "w", encoding="utf-8")
            sys.argv = ["alembic", *arguments]
            code = 0
            try:
                alembic.config.main(argv=arguments, prog="alembic")
            except SystemExit as exit:
                code = exit.code if isinstance(exit.code, int) else exit.code is not None
            except BaseException:
                traceback.print_exc()
                code = 1
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code & 255)
        _, status = os.waitpid(child, 0)
        printed = []
        for file in (stdout, stderr):
            file.seek(0)
            printed.append(file.read().decode("utf-8", "replace"))
        return [os.waitstatus_to_exitcode(status), *printed]


json.dump([run(arguments) for arguments in json.load(sys.stdin)], sys.stdout)
