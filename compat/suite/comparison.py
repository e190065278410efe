"""Comparing what the two tools made."""

import difflib
import re

INDEX = re.compile(r"CREATE (UNIQUE )?INDEX ")


def offline_text(text: str) -> list[str]:
    """The statements, with the CREATE INDEX that follow one CREATE TABLE in
    the order of their text: Alembic takes the indexes of one table from a
    set."""
    statements = text.strip().split(";\n\n")
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
