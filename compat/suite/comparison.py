"""Comparing what the two tools made."""

import difflib
import re

INDEX = re.compile(r"CREATE (UNIQUE )?INDEX ")


def offline_text(text: str) -> list[str]:
    """The statements, with the CREATE INDEX that follow one CREATE TABLE in
    the order of their text: Alembic takes the indexes of one table from a
    set."""
    statements = re.sub(r"(?m)^(-- Running .*)$", r"\1;", text.strip()).split(";\n\n")
    result: list[str] = []
    run: list[str] = []
    after_table = False
    for statement in [*statements, ""]:
        if after_table and INDEX.match(statement):
            run.append(statement)
            continue
        result += sorted(run)
        run = []
        after_table = "CREATE TABLE " in statement
        if statement:
            result.append(statement.strip())
    return result


# What limbeck prints outside of the transaction, and what it adds to a change
# of type (docs/differences.md).
OUTSIDE = re.compile(r"(ALTER TYPE \S+ ADD VALUE|(CREATE|DROP) (UNIQUE )?INDEX CONCURRENTLY|VACUUM)")
USING = re.compile(r" USING \S+::[^;]+$")


def without_improvements(statements: list[str]) -> list[str]:
    """The statements less what limbeck prints on purpose where Alembic does
    not."""
    result: list[str] = []
    position = 0
    while position < len(statements):
        three = statements[position : position + 3]
        if len(three) == 3 and three[0::2] == ["COMMIT", "BEGIN"] and OUTSIDE.match(three[1]):
            result.append(three[1])
            position += 3
            continue
        statement = statements[position]
        if statement.startswith("ALTER TABLE"):
            statement = USING.sub("", statement)
        result.append(statement)
        position += 1
    return result


def without_marks(message: str) -> str:
    """A message less addresses of objects and folders of one side."""
    message = re.sub(r"0x[0-9a-f]+", "0x…", message)
    return re.sub(r"\b(alembic|limbeck)(?=/|\.db\b|_)", "tool", message)


def difference(left, right, names=("alembic", "limbeck"), limit=30) -> str:
    """The first lines of a unified diff."""
    left, right = (text.splitlines() if isinstance(text, str) else
                   "\n".join(text).splitlines() for text in (left, right))
    lines = list(difflib.unified_diff(left, right, *names, lineterm="", n=1))
    if len(lines) > limit:
        lines[limit:] = [f"… and {len(lines) - limit} lines more"]
    return "\n".join(lines)
