"""The command line of the suite."""

import argparse
import json
import shutil
from pathlib import Path

from . import data, packages, projects, report
from .history import History
from .servers import KINDS
from .tools import Alembic, Tool, say

PARTS = ["whole", "offline", "each", "data"]


def main(here: Path) -> int:
    root = here.parent
    cache = root / "target" / "compat"
    parser = argparse.ArgumentParser(prog="compat/run", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="histories; all without one")
    parser.add_argument("--limbeck", type=Path, default=root / "target" / "release" / "limbeck")
    parser.add_argument("--kind", choices=KINDS, action="append",
                        help="kinds of databases; all of each history's without one")
    parser.add_argument("--part", choices=PARTS, action="append", help="what to compare")
    parser.add_argument("--list", action="store_true", help="only name the histories")
    options = parser.parse_args()

    known, venvs = projects.read(here / "projects.toml")
    names = [project.name for project in known]
    for name in options.names:
        if name not in names:
            parser.error(f"no history is called {name}; there are {', '.join(names)}")
    if options.list:
        print("\n".join(names))
        return 0
    if not options.limbeck.exists():
        parser.error(f"{options.limbeck} is not there: build it, or name it with --limbeck")

    chosen = [project for project in known if not options.names or project.name in options.names]
    cache.mkdir(parents=True, exist_ok=True)
    unequal = 0
    for kind in options.kind or KINDS:
        histories = [project for project in chosen if kind in project.kinds]
        if not histories:
            continue
        server = KINDS[kind]()
        try:
            for project in histories:
                binaries = packages.environment(
                    cache / "venv" / project.venv, venvs[project.venv])
                tools = [Alembic("alembic", binaries / "alembic", binaries),
                         Tool("limbeck", options.limbeck.resolve(), binaries)]
                unequal += run(project, kind, server, tools, cache, here, options.part or PARTS)
        finally:
            server.stop()
    report.write(here / "REPORT.md", known, cache / "results")
    return 1 if unequal else 0


def run(project, kind, server, tools, cache, here, parts) -> int:
    """Compares one history on one kind, keeps the results, and says how many
    parts are unequal."""
    pip = tools[0].binaries / "pip"
    unpacked = packages.unpacked(cache, pip, project.package, project.source)
    beside = [packages.unpacked(cache, pip, package) for package in project.beside]
    history = History(project, kind, server, tools, cache / "work", unpacked, beside)
    file = cache / "results" / kind / f"{project.name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    results = json.loads(file.read_text()) if file.exists() else {}
    unequal = 0
    for part in parts:
        if part == "data":
            results[part] = data.compare(history, here / "data" / project.name)
        else:
            results[part] = getattr(history, part)()
        lines = report.part_lines(part, results[part])
        unequal += sum(1 for equal, _ in lines if equal is False)
        for equal, line in lines:
            mark = {True: "=", False: "≠", None: "·"}[equal]
            say(f"{mark} {project.name} [{kind}] {line}")
        file.write_text(json.dumps(results, indent=1))
    shutil.rmtree(history.work / "trash", ignore_errors=True)
    return unequal
