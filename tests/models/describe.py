"""Tells of models as text: their tables as the databases get them, and what
the types call themselves. The real SQLAlchemy and limbeck's run it."""

import importlib.util
import os
import sys

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateSequence, CreateTable

DIALECTS = {"postgresql": postgresql.dialect, "sqlite": sqlite.dialect}


def load(path):
    """The module or package of that path."""
    name = os.path.basename(path)
    if os.path.isdir(path):
        sys.path.insert(0, os.path.dirname(path))
        return __import__(name)
    name = "models_of_" + name[:-3]
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def targets(module):
    found = getattr(module, "target_metadata", None) or getattr(module, "metadata", None)
    found = module.Base.metadata if found is None else found
    return found if isinstance(found, list) else [found]


def shown(make):
    try:
        return str(make()).strip()
    except Exception as error:
        return "fails with " + type(error).__name__


def describe(name, collections, dialect_name):
    dialect = DIALECTS[dialect_name]()
    for metadata in collections:
        for table in metadata.tables.values():
            print("## %s, %s: %s" % (name, dialect_name, table))
            print(shown(lambda: CreateTable(table).compile(dialect=dialect)))
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                print(shown(lambda: CreateIndex(index).compile(dialect=dialect)))
            print("comment:", table.comment, "info:", sorted(table.info.items()))
            for column in table.c:
                flags = [
                    word
                    for word in ("nullable", "primary_key", "index", "unique", "system")
                    if getattr(column, word)
                ]
                default = "default" if column.default is not None else ""
                print("  ", column.key, repr(column.type), *flags, column.autoincrement, default, column.comment)
        for sequence in metadata._sequences.values():
            print(shown(lambda: CreateSequence(sequence).compile(dialect=dialect)))


def main(paths):
    for path in paths:
        module = load(path)
        for dialect_name in sorted(DIALECTS):
            describe(os.path.basename(path), targets(module), dialect_name)


if __name__ == "__main__":
    main(sys.argv[1:])
