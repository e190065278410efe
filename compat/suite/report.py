"""REPORT.md, from the results that are kept."""

import json
from pathlib import Path

TITLES = {"alone": "Scripts that need nothing but themselves",
          "beside": "Scripts with helper modules of their package",
          "more": "Others"}

HEAD = """\
# What is equal

Written by `compat/run`. Published packages, downloaded by name; the real \
Alembic 1.20.1 with SQLAlchemy 2.1.9 beside limbeck.

- **up**, **down**: the whole history on an empty database to its heads, and back to \
base: the schema's dump and the version table's rows, or the error.
- **sql**: `upgrade heads --sql`, the text.
- **each**: revision by revision, `upgrade PARENT:REVISION --sql`: text or error equal, of how many.
- **data**: data migrations with rows planted before: equal, of how many.
- Seconds and MB: of `upgrade heads`, Alembic / limbeck. From a debug build, or on a busy machine, they say little.

`=` equal, `=*` equal but for the `COMMIT`, `BEGIN` and `USING` that limbeck writes on \
purpose (docs/differences.md), `=!` both fail with the same error, `≠` unequal (the reason is below), `·` not \
tried, or not possible because the step before fails in both.
"""


def part_lines(part: str, result: dict) -> list[tuple[bool | None, str]]:
    """What a part's results say, for the terminal."""
    if part == "whole":
        lines = [(result[step]["equal"], f"{step}: " + text(result[step]))
                 for step in ("up", "down")]
        times = " / ".join(f"{result[tool]['seconds']} s {result[tool]['peak'] // 1024} MB"
                           for tool in ("alembic", "limbeck"))
        return lines + [(None, times)]
    if part == "offline":
        return [(result["equal"], "sql: " + text(result))]
    if not result["count"]:
        return []
    equal = result["count"] - len(result["unequal"])
    lines = [(equal == result["count"], f"{part}: {equal} of {result['count']}")]
    return lines + [(None, f"{revision}: {why}") for revision, why in result["unequal"].items()]


def text(result: dict) -> str:
    if result["equal"]:
        return f"both fail: {result['error']}" if result.get("error") else "equal"
    return result.get("difference", "not reached")


def mark(result: dict | None) -> str:
    if not result or result["equal"] is None:
        return "·"
    if not result["equal"]:
        return "≠"
    if result.get("error"):
        return "=!"
    return "=*" if result.get("improved") else "="


def counted(result: dict | None) -> str:
    if not result or not result["count"]:
        return "·"
    return f"{result['count'] - len(result['unequal'])}/{result['count']}"


def write(file: Path, projects: list, results: Path):
    """Writes the report anew from the results in `results`."""
    lines = [HEAD]
    reasons = []
    for kind in ("postgresql", "mariadb", "sqlite"):
        found = [(project, json.loads(path.read_text())) for project in projects
                 if kind in project.kinds
                 and (path := results / kind / f"{project.name}.json").exists()]
        for title in TITLES:
            rows = [row(project, result) for project, result in found if project.group == title]
            if not rows:
                continue
            name = {"postgresql": "PostgreSQL", "mariadb": "MariaDB", "sqlite": "SQLite"}[kind]
            lines += [f"## {name}: {TITLES[title].lower()}", "",
                      "| history | package | revisions | up | down | sql | each | data "
                      "| seconds | MB |",
                      "|---|---|---:|---|---|---|---|---|---:|---:|", *rows, ""]
        for project, result in found:
            reasons += why(project, kind, result)
    if reasons:
        lines += ["## What is not equal, and why", "", *reasons]
    file.write_text("\n".join(lines).rstrip() + "\n")


def row(project, result) -> str:
    whole = result.get("whole") or {}
    tools = [whole.get(tool) for tool in ("alembic", "limbeck")]
    seconds = " / ".join(f"{tool['seconds']:.1f}" for tool in tools if tool)
    memory = " / ".join(str(tool["peak"] // 1024) for tool in tools if tool)
    cells = [project.name, project.package, str(whole.get("revisions", "")),
             mark(whole.get("up")), mark(whole.get("down")), mark(result.get("offline")),
             counted(result.get("each")), counted(result.get("data")), seconds, memory]
    return "| " + " | ".join(cells) + " |"


def why(project, kind, result) -> list[str]:
    """What is unequal or fails in both, with the reason that projects.toml
    gives, if any."""
    parts = []
    whole = result.get("whole") or {}
    named = [("up", whole.get("up")), ("down", whole.get("down")), ("sql", result.get("offline"))]
    for name, found in named:
        if found and found["equal"] is False:
            parts.append((name, fenced(found["difference"])))
        elif found and found["equal"] and found.get("error"):
            parts.append((name, [f"Both fail: `{found['error'][:300]}`"]))
    for name in ("each", "data"):
        for revision, difference in (result.get(name) or {}).get("unequal", {}).items():
            parts.append((f"{name} {revision}", fenced(difference)))
    lines = []
    for name, body in parts:
        reason = project.reasons.get(f"{kind} {name}") or project.reasons.get(name)
        heading = f"**{project.name}, {kind}, {name}.**"
        if reason:
            lines += [f"{heading} {reason}", ""]
        else:
            lines += [heading, "", *body, ""]
    return lines


def fenced(difference: str) -> list[str]:
    return ["```diff", *(line[:200] for line in difference.splitlines()[:30]), "```"]
