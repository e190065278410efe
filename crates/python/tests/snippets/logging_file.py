import logging
import logging.config
import os
import sys
import tempfile

ini = """
[alembic]
sqlalchemy.url = x

[loggers]
keys = root,sqlalchemy,alembic

[handlers]
keys = console

[formatters]
keys = generic

[logger_root]
level = WARNING
handlers = console
qualname =

[logger_sqlalchemy]
level = WARNING
handlers =
qualname = sqlalchemy.engine

[logger_alembic]
level = INFO
handlers =
qualname = alembic

[handler_console]
class = StreamHandler
args = (sys.stdout,)
level = NOTSET
formatter = generic

[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
datefmt = %H:%M:%S
"""
before = logging.getLogger("mine")
child = logging.getLogger("alembic.runtime")
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "alembic.ini")
    with open(path, "w") as file:
        file.write(ini)
    logging.config.fileConfig(path)
    print(before.disabled, child.disabled, logging.root.level, logging.getLogger("alembic").level)
    logging.getLogger("alembic.runtime.migration").info("Running upgrade %s -> %s", "", "abc")
    logging.getLogger("sqlalchemy.engine.Engine").info("no")
    logging.getLogger("x").warning("root %d%%", 5)
    before = logging.getLogger("mine2")
    logging.config.fileConfig(path, disable_existing_loggers=False)
    print(before.disabled, len(logging.root.handlers), logging.root.handlers[0].name)
    try:
        logging.config.fileConfig(os.path.join(folder, "none.ini"))
    except FileNotFoundError as error:
        print(type(error).__name__, str(error).endswith("doesn't exist"))
    for text in ("", "[alembic]\na = b\n", "[loggers]\nkeys=root\n[logger_root]\nhandlers=\n"):
        with open(path, "w") as file:
            file.write(text)
        try:
            logging.config.fileConfig(path)
        except Exception as error:
            print(type(error).__name__, str(error)[-20:] if text == "" else error)
logging.config.dictConfig({
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"f": {"format": "%(name)s:%(message)s"}},
    "filters": {"only": {"name": "app"}},
    "handlers": {
        "h": {
            "class": "logging.StreamHandler", "stream": "ext://sys.stdout",
            "formatter": "f", "level": "INFO", "filters": ["only"]},
    },
    "loggers": {"app": {"level": "DEBUG", "handlers": ["h"], "propagate": False}},
    "root": {"level": "ERROR", "handlers": ["h"]},
})
logging.getLogger("app").info("info")
logging.getLogger("app.x").debug("too low")
logging.getLogger("beside").error("filtered")
try:
    logging.config.dictConfig({"version": 2})
except ValueError as error:
    print(error)
try:
    logging.config.dictConfig({"version": 1, "handlers": {"h": {"class": "logging.Nope"}}})
except ValueError as error:
    print(error)
