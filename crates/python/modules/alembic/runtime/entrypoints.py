"""Finds out whether an installed package offers plugins, which is quicker than
`importlib.metadata` where none does."""

import os
import sys

GROUP = "alembic.plugins"


def offers_plugins():
    """Whether a package on `sys.path` has entry points for plugins."""
    return any(map(_offers, sys.path))


def _offers(folder):
    try:
        names = os.listdir(folder or ".")
    except OSError:
        return False
    for name in names:
        if name.endswith((".dist-info", ".egg-info")):
            try:
                with open(os.path.join(folder, name, "entry_points.txt"), encoding="utf-8") as file:
                    if f"[{GROUP}]" in file.read():
                        return True
            except OSError:
                pass
    return False
