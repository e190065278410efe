# Runs the cases of one file, which follow each other with lines of
# `# case: what it shows` between them, and prints the SQL of what each declares.
import sys
import warnings

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

DIALECTS = (postgresql.dialect(), sqlite.dialect())


def shown(what, make):
    try:
        text = make()
    except Exception as error:
        text = type(error).__name__
        # What is said of a type that is not there names an object's address.
        if text != "UnsupportedCompilationError" and "can't render" not in str(error):
            text += ": " + str(error).split("\n")[0].split(" (Background")[0]
    return "%s: %s" % (what, str(text).strip())


def run(source):
    for part in source.split("# case: ")[1:]:
        title, _, code = part.partition("\n")
        print("== " + title)
        module = sys.modules["case"] = type(sys)("case")
        names = vars(module)
        names.update(
            sa=sa, postgresql=postgresql, sqlite=sqlite, mysql=mysql, metadata=sa.MetaData()
        )
        try:
            exec(compile(code, title, "exec"), names)
        except Exception as error:
            print("%s: %s" % (type(error).__name__, error))
            continue
        if "types" in names:
            for type_ in names["types"]:
                print(repr(type_))
                for dialect in DIALECTS:
                    print(shown("  " + dialect.name, lambda: type_.compile(dialect=dialect)))
        if "Base" in names:
            names["metadata"] = names["Base"].metadata
        for table in names["metadata"].tables.values():
            for dialect in DIALECTS:
                print(shown(dialect.name, lambda: CreateTable(table).compile(dialect=dialect)))
                # A table's indexes have no order.
                indexes = [
                    shown("  index", lambda: CreateIndex(index).compile(dialect=dialect))
                    for index in table.indexes
                ]
                for text in sorted(indexes):
                    print(text)


warnings.simplefilter("ignore")
