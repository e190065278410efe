"""One project on one kind of database: what is compared, and what came of
it."""

from pathlib import Path

from . import comparison, graph
from .projects import Project


class History:
    """Runs a project's history with both tools."""

    def __init__(self, project: Project, kind: str, server, tools: list, work: Path,
                 unpacked: Path, beside: list[Path]):
        self.project = project
        self.kind = kind
        self.server = server
        self.tools = tools
        self.unpacked = unpacked
        self.beside = beside
        self.work = work / kind / project.name
        self.versions = unpacked / project.versions

    def database(self, tool) -> str:
        return f"{self.project.name}_{tool.name}".replace("-", "_")

    def lay(self, tool, empty=True) -> Path:
        """A stock project and an empty database for a tool."""
        database = self.database(tool)
        if empty:
            self.server.create(database)
            if self.project.before:
                self.server.sql(database, self.project.before)
        driver = self.server.driver
        if self.kind == "postgresql":
            driver = f"postgresql+{self.project.driver}"
        folder = self.work / tool.name
        self.project.lay(folder, self.unpacked, self.beside,
                         self.server.url(database, driver))
        return folder

    def run(self, tool, folder, *arguments):
        return tool.run(folder, *arguments, environment=self.project.variables)

    def whole(self) -> dict:
        """Up to the heads and down to base, online."""
        result = {"revisions": len(graph.ranges(self.versions))}
        states = []
        for tool in self.tools:
            folder = self.lay(tool)
            up = self.run(tool, folder, "upgrade", "heads")
            state = {"up": self.state(tool, up)}
            result[tool.name] = {
                "seconds": round(up.seconds, 2), "peak": up.peak, "error": up.error}
            if not up.error:
                down = self.run(tool, folder, "downgrade", "base")
                state["down"] = self.state(tool, down)
                result[tool.name]["down_error"] = down.error
            states.append(state)
            self.server.drop(self.database(tool))
        for step in ("up", "down"):
            result[step] = self.compared(states, step)
        return result

    def state(self, tool, outcome) -> dict:
        database = self.database(tool)
        table = self.project.version_table()
        rows = self.server.rows(database)
        return {
            "schema": self.server.schema(database),
            "version": [line for line in rows.splitlines() if table in line],
            "rows": rows,
            "error": comparison.without_marks(outcome.error),
        }

    def compared(self, states, step) -> dict:
        left, right = (state.get(step) for state in states)
        if left is None and right is None:
            return {"equal": None}
        if left is None or right is None:
            side = "limbeck" if right is None else "Alembic"
            return {"equal": False, "difference": f"only {side} failed before"}
        result = {"equal": True, "error": left["error"]}
        for part in ("error", "schema", "version"):
            if left[part] != right[part]:
                result["equal"] = False
                result["difference"] = f"{part}:\n" + comparison.difference(
                    str(left[part]) if part != "version" else left[part],
                    str(right[part]) if part != "version" else right[part])
                break
        result["rows"] = left["rows"] == right["rows"]
        return result

    def offline(self) -> dict:
        """The whole history as SQL."""
        outcomes = []
        for tool in self.tools:
            folder = self.lay(tool, empty=False)
            done = self.run(tool, folder, "upgrade", "heads", "--sql")
            outcomes.append((done.out, done.error))
        return self.texts(*outcomes)

    def texts(self, left, right) -> dict:
        errors = [comparison.without_marks(side[1]) for side in (left, right)]
        if errors[0] != errors[1]:
            return {"equal": False, "difference": "error:\n" + comparison.difference(*errors)}
        texts = [comparison.offline_text(side[0]) for side in (left, right)]
        if texts[0] != texts[1]:
            plain = [comparison.without_improvements(text) for text in texts]
            if plain[0] == plain[1]:
                return {"equal": True, "improved": True, "error": errors[0]}
            return {"equal": False, "error": errors[0],
                    "difference": comparison.difference(*texts)}
        return {"equal": True, "error": errors[0]}

    def each(self) -> dict:
        """Revision by revision as SQL."""
        revisions = graph.ranges(self.versions)
        sides = [tool.offline(self.lay(tool, empty=False), [range_ for _, range_ in revisions],
                              self.project.variables) for tool in self.tools]
        unequal = {}
        failed = improved = 0
        for (revision, _), left, right in zip(revisions, *sides):
            result = self.texts(left, right)
            failed += bool(result["equal"] and result.get("error"))
            improved += result.get("improved", False)
            if not result["equal"]:
                unequal[revision] = result["difference"]
        return {"count": len(revisions), "equal": len(revisions) - len(unequal),
                "failed": failed, "improved": improved, "unequal": unequal}
