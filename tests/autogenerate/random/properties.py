"""Tries random models and random changes of them on a database.

For each seed: what models create is what they declare; the operations of a
change are the same SQL whether they are invoked or written down and run; and
upgrade and downgrade undo each other.
"""

import io
import re
import sys

import models
import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy.dialects import postgresql

OPTIONS = {"include_schemas": True}


class Broken(Exception):
    """A property that does not hold."""


def main(url, first, count):
    for seed in range(int(first), int(first) + int(count)):
        engine = sa.create_engine(url)
        with engine.connect() as connection:
            try:
                check(connection, seed)
            except Exception as error:
                print(f"seed {seed}: {type(error).__name__}: {error}")
        engine.dispose()
    print("done")


def check(connection, seed):
    dialect = connection.dialect.name
    empty(connection)
    before = models.Models(seed, dialect)
    after, changes = before.changed(seed + 10**6, 1 + seed % 7)
    create(connection, before.metadata())
    quiet(connection, before.metadata(), "creation")

    script, context = compare(connection, after.metadata())
    up, down = (
        render_python_code(container, migration_context=context)
        for container in (script.upgrade_ops, script.downgrade_ops)
    )
    shown = f"{changes}\n--- up\n{up}\n--- down\n{down}"
    for container, text in ((script.upgrade_ops, up), (script.downgrade_ops, down)):
        written, invoked = (printed(dialect, body) for body in (run_text(text), run(container)))
        same("written and run", plain(written), plain(invoked), shown)

    old = dump(connection)
    step(connection, up, shown)
    quiet(connection, after.metadata(), shown)
    new = dump(connection)
    step(connection, down, shown)
    same("upgrade and downgrade", dump(connection), old, shown)
    step(connection, up, shown)
    same("upgrade again", dump(connection), new, shown)


def create(connection, metadata):
    script, context = compare(connection, metadata)
    step(connection, render_python_code(script.upgrade_ops, migration_context=context), "creation")


def plain(sql):
    """SQL without the order of what a table holds."""
    lines = (line.rstrip().rstrip(",") for line in without_parentheses(sql).splitlines())
    return "\n".join(sorted(lines))


def same(what, found, expected, shown):
    if found != expected:
        lost = "\n".join(sorted(set(expected.splitlines()) - set(found.splitlines())))
        more = "\n".join(sorted(set(found.splitlines()) - set(expected.splitlines())))
        raise Broken(f"{what}\n--- expected\n{lost}\n--- found\n{more}\n{shown}")


def compare(connection, metadata):
    """The operations, and the context that they were found in."""
    context = MigrationContext.configure(connection, opts={**OPTIONS, "target_metadata": metadata})
    script = produce_migrations(context, metadata)
    connection.rollback()
    return script, context


def quiet(connection, metadata, shown):
    found = compare(connection, metadata)[0].upgrade_ops.as_diffs()
    if found:
        raise Broken(f"differences {found}\nafter {shown}")


def step(connection, text, shown):
    context = MigrationContext.configure(connection)
    try:
        with context.begin_transaction():
            run_text(text)(Operations(context))
    except Exception as error:
        connection.rollback()
        raise Broken(f"{error}\n{shown}") from error
    connection.commit()


def run_text(text):
    lines = ["def body(op):", *("    " + line for line in text.splitlines())]
    names = {"sa": sa, "postgresql": postgresql}
    exec("\n".join(lines), names)
    return names["body"]


def run(container):
    def body(op):
        for part in container.ops:
            if hasattr(part, "ops"):
                run(part)(op)
            else:
                op.invoke(part)

    return body


def printed(dialect, body):
    """The SQL of operations, without a database."""
    buffer = io.StringIO()
    context = MigrationContext.configure(
        dialect_name=dialect, opts={"as_sql": True, "output_buffer": buffer}
    )
    try:
        body(Operations(context))
    except NotImplementedError as error:
        # SQLite cannot alter tables without reading their definition.
        print(error, file=buffer)
    return buffer.getvalue()


def empty(connection):
    if connection.dialect.name == "postgresql":
        for schema in ("public", "app"):
            connection.execute(sa.text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
            connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
    else:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        connection.execute(sa.text("PRAGMA foreign_keys=OFF"))
        for (name,) in connection.execute(sa.text(names)).fetchall():
            connection.execute(sa.text(f'DROP TABLE "{name}"'))
    connection.commit()


def dump(connection):
    """What the database holds, without the order of columns."""
    lines = []
    if connection.dialect.name == "postgresql":
        for query in POSTGRESQL:
            rows = connection.execute(sa.text(query)).fetchall()
            lines += [in_plain_words(" | ".join(map(str, row))) for row in rows]
    else:
        for (name, sql) in connection.execute(sa.text(SQLITE)).fetchall():
            lines += [f"{name} | {part}" for part in parts(sql)]
    connection.rollback()
    return "\n".join(sorted(lines))


def in_plain_words(sql):
    """A list of strings, whose casts the server writes in other ways when the
    type of the column that is compared with it changes and changes back."""
    if " ANY " not in sql:
        return sql
    return re.sub(r"::(character varying|text)(\[\])?|[()]", "", sql)


def parts(sql):
    """What stands between the outermost commas of a definition."""
    found, depth, start, is_text = [], 0, 0, False
    for place, character in enumerate(sql):
        if character == "'":
            is_text = not is_text
        elif not is_text:
            depth += {"(": 1, ")": -1}.get(character, 0)
            if character in "()," and depth in (0, 1) and (character != ")" or depth == 0):
                if not (character == "(" and depth != 1):
                    found.append(sql[start:place])
                    start = place + 1
    found.append(sql[start:])
    plain = (re.sub(r"\s+", " ", part.replace('"', "")).strip() for part in found)
    return [without_parentheses(in_order(part)) for part in plain]


def in_order(sql):
    """A column whose clauses stand in the same order, whichever came first."""
    for words in (" NOT NULL", " COLLATE NOCASE"):
        if words in sql:
            sql = sql.replace(words, "") + words
    return sql


def without_parentheses(sql):
    """A default is the same with and without them."""
    return re.sub(r"DEFAULT \(('(?:[^']|'')*'|[\w.-]+)\)", r"DEFAULT \1", sql)


SQLITE = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
SCHEMAS = "n.nspname IN ('public', 'app')"
POSTGRESQL = [
    f"""SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated,
    a.attcollation, col_description(c.oid, a.attnum), obj_description(c.oid, 'pg_class')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind = 'r' AND {SCHEMAS}""",
    f"""SELECT n.nspname, c.conrelid, c.conname, pg_get_constraintdef(c.oid),
    obj_description(c.oid, 'pg_constraint')
    FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE {SCHEMAS}""".replace(
        "c.conrelid", "c.conrelid::regclass"
    ),
    f"SELECT 'index', indexdef FROM pg_indexes WHERE schemaname IN ('public', 'app')",
    f"""SELECT n.nspname, t.typname, array_agg(e.enumlabel ORDER BY e.enumsortorder)
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY 1, 2""",
    f"""SELECT schemaname, sequencename, data_type, start_value, min_value, max_value,
    increment_by, cycle, cache_size FROM pg_sequences""",
]


if __name__ == "__main__":
    main(*sys.argv[1:])
