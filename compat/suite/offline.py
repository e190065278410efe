"""Run by the Python of the real Alembic: `alembic upgrade RANGE --sql` for the
ranges on standard input, each in a child of its own. Prints a list of [code,
stdout, stderr]."""

import json
import os
import sys
import tempfile

import alembic.config
import alembic.command  # noqa: F401
import sqlalchemy.dialects.mysql  # noqa: F401
import sqlalchemy.dialects.postgresql  # noqa: F401
import sqlalchemy.dialects.sqlite  # noqa: F401

results = []
for range_ in json.load(sys.stdin):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                sys.argv = ["alembic", "upgrade", range_, "--sql"]
                alembic.config.main(prog="alembic")
                code = 0
            except SystemExit as exit_:
                code = exit_.code or 0
            except BaseException:
                import traceback

                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code if isinstance(code, int) else 1)
        _, status = os.waitpid(child, 0)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode(errors="replace"))
        results.append([os.waitstatus_to_exitcode(status), *texts])
json.dump(results, sys.stdout)
