"""What a SQLite database holds, in words that do not depend on how a CREATE
TABLE is written: a line for each fact."""

import re
import sqlite3
import sys

connection = sqlite3.connect(sys.argv[1])
ask = lambda sql, *values: connection.execute(sql, values).fetchall()
squeeze = lambda text: re.sub(r"\s+", " ", text.replace('"', "")).strip() if isinstance(text, str) else text


def checks(sql):
    """The CHECKs of a CREATE TABLE, with their names."""
    found = []
    for match in re.finditer(r"(?:CONSTRAINT\s+(\S+)\s+)?CHECK\s*\(", sql, re.I):
        depth, end = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        found.append((squeeze(match.group(1)), squeeze(sql[match.end() : end - 1])))
    return sorted(found, key=repr)


def names(sql):
    return sorted(squeeze(name) for name in re.findall(r"CONSTRAINT\s+(\S+)\s+(?:PRIMARY|UNIQUE|FOREIGN)", sql, re.I))


for name, sql in ask("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"):
    if name == "alembic_version" or name.startswith("sqlite_"):
        continue
    for column in ask("SELECT * FROM pragma_table_xinfo(?)", name):
        print(name, "column", column)
    keys = ask("SELECT * FROM pragma_foreign_key_list(?)", name)
    for key in sorted(key[2:] for key in keys):
        print(name, "references", key)
    for index, unique, origin, partial in sorted(
        ask("SELECT name, \"unique\", origin, partial FROM pragma_index_list(?)", name)
    ):
        columns = [column for (column,) in ask("SELECT name FROM pragma_index_info(?)", index)]
        print(name, "index", None if origin != "c" else index, unique, origin, partial, columns)
    for check in checks(sql):
        print(name, "check", check)
    print(name, "names", names(sql))
    for row in ask(f'SELECT * FROM "{name}" ORDER BY 1'):
        print(name, "row", row)
