"""Makes databases out of models, and runs the real Alembic on them.

Standard input holds, as JSON, a list of projects: `folder`, `url`, and
`steps`, the arguments of one command each. For each project, `before()` of its
`models.py` is created in its database. Standard output gets, for each project,
what each step printed: exit code, standard output, standard error.
"""

import importlib
import json
import os
import sys
import tempfile
import traceback

import alembic.autogenerate
import alembic.config
import mako.template
import sqlalchemy
import sqlalchemy.dialects.mysql
import sqlalchemy.dialects.postgresql
import sqlalchemy.dialects.sqlite


def forked(work):
    """What `work` printed in a process of its own."""
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        child = os.fork()
        if child == 0:
            os.dup2(stdout.fileno(), 1)
            os.dup2(stderr.fileno(), 2)
            sys.stdout = os.fdopen(1, "w", encoding="utf-8")
            sys.stderr = os.fdopen(2, "w", encoding="utf-8")
            code = 0
            try:
                work()
            except SystemExit as exit:
                code = (
                    exit.code if isinstance(exit.code, int) else exit.code is not None
                )
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


def fill(project):
    sys.path.insert(0, project["folder"])
    models = importlib.import_module("models")
    engine = sqlalchemy.create_engine(project["url"])
    metadata = sqlalchemy.MetaData(**getattr(models, "METADATA", {}))
    options = getattr(models, "OPTIONS", {})
    table = options.get("version_table", "alembic_version")
    if schema := options.get("version_table_schema"):
        name = f"{schema}.{table}"
    else:
        name = table
    with engine.begin() as connection:
        for statement in getattr(models, "SETUP", []):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(
            f"CREATE TABLE {name} (version_num VARCHAR(32) NOT NULL, "
            f"CONSTRAINT {table}_pkc PRIMARY KEY (version_num))"
        )
        models.before(metadata)
        metadata.create_all(connection)


def command(project, arguments):
    os.chdir(project["folder"])
    sys.argv = ["alembic", *arguments]
    alembic.config.main(argv=arguments, prog="alembic")


def run(project):
    printed = [forked(lambda: fill(project))]
    for step in project["steps"]:
        printed.append(forked(lambda: command(project, step)))
    return printed


json.dump([run(project) for project in json.load(sys.stdin)], sys.stdout)
