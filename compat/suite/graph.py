"""The revisions of a history, read from its files without importing them."""

import ast
from pathlib import Path


def ranges(versions: Path) -> list[tuple[str, str]]:
    """For every revision, in the order of their names, its identifier and the
    range `PARENT:REVISION`."""
    found = []
    for file in sorted(versions.glob("*.py")):
        facts = {}
        for node in ast.parse(file.read_text()).body:
            targets = ()
            if isinstance(node, ast.Assign):
                targets = node.targets
            elif isinstance(node, ast.AnnAssign):
                targets = [node.target]
            for target in targets:
                if isinstance(target, ast.Name) and target.id in ("revision", "down_revision"):
                    try:
                        facts[target.id] = ast.literal_eval(node.value)
                    except ValueError:
                        pass
        if "revision" not in facts:
            continue
        parent = facts.get("down_revision")
        if isinstance(parent, (tuple, list)):
            parent = parent[0] if parent else None
        revision = facts["revision"]
        found.append((revision, f"{parent}:{revision}" if parent else revision))
    return found
