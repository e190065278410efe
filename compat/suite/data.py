"""Data migrations: rows planted before a revision come out the same.

`data/NAME/REVISION.sql` holds the rows. A line `-- mask: uuid, time` in it says
that identifiers or times are made up by the migration and are not compared."""

import re
from pathlib import Path

from . import comparison, graph

MASKS = {
    "uuid": r"\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b",
    "time": r"\b20\d\d-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d(:?\d\d)?)?",
}


def compare(history, folder: Path) -> dict:
    """All cases of a history: what is unequal, by revision."""
    ranges = dict(graph.ranges(history.versions))
    result = {"count": 0, "unequal": {}}
    for file in sorted(folder.glob("*.sql")) if history.kind == "postgresql" else ():
        result["count"] += 1
        found = case(history, file, ranges.get(file.stem, ""))
        if found:
            result["unequal"][file.stem] = found
    return result


def case(history, file: Path, range_: str) -> str:
    """What differs; empty when nothing does."""
    parent, separator, revision = range_.partition(":")
    if not separator:
        return "no such revision, or none before it"
    alembic = history.tools[0]
    folder = history.lay(alembic)
    server = history.server
    template = history.database(alembic)
    prepared = history.run(alembic, folder, "upgrade", parent)
    if prepared.error:
        return f"the revisions before it fail: {prepared.error}"
    text = file.read_text()
    try:
        server.sql(template, text)
    except RuntimeError as error:
        return f"planting: {error}"
    before = rows(server, template, history, text)
    states = []
    for tool in history.tools:
        name = f"{template}_data"
        server.drop(name)
        server.sql("postgres", f'create database "{name}" template "{template}"')
        folder = history.lay(tool, empty=False)
        ini = folder / "alembic.ini"
        old = server.url(history.database(tool), "")
        ini.write_text(ini.read_text().replace(old, server.url(name, "")))
        done = history.run(tool, folder, "upgrade", revision)
        states.append((comparison.without_marks(done.error), rows(server, name, history, text)))
        server.drop(name)
    server.drop(template)
    if states[0] != states[1]:
        return comparison.difference(*("\n".join(state) for state in states))
    if states[0][0]:
        return f"Alembic itself fails: {states[0][0]}"
    if states[0][1] == before:
        return "the migration changes none of the rows planted"
    return ""


def rows(server, name, history, text) -> str:
    """The rows of a database less the version's."""
    table = history.project.version_table()
    found = "\n".join(line for line in server.rows(name).splitlines() if table not in line)
    for mask in re.findall(r"(?m)^-- mask: (.*)$", text):
        for kind in mask.split(","):
            found = re.sub(MASKS[kind.strip()], f"<{kind.strip()}>", found)
    return "\n".join(sorted(found.splitlines()))
