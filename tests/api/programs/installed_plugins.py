"""Plugins that an installed package offers as entry points."""

import pathlib
import sys

site = pathlib.Path("site")
package = site / "words-1.0.dist-info"
package.mkdir(parents=True)
(package / "METADATA").write_text("Metadata-Version: 2.1\nName: words\nVersion: 1.0\n")
(package / "entry_points.txt").write_text(
    "[console_scripts]\nwords = words:main\n\n[alembic.plugins]\nwords.first = words\nwords.second = second\n"
)
(site / "words.py").write_text(
    """
from alembic.util import PriorityDispatchResult


def compare(autogen_context, upgrade_ops):
    print("compared", upgrade_ops.ops)
    return PriorityDispatchResult.CONTINUE


def setup(plugin):
    print("set up", plugin.name)
    plugin.add_autogenerate_comparator(compare, "autogenerate")
"""
)
(site / "second.py").write_text("def setup(plugin):\n    print('set up', plugin.name)\n")
sys.path.insert(0, str(site))

import sqlalchemy as sa  # noqa: E402
from alembic.autogenerate import compare_metadata  # noqa: E402
from alembic.migration import MigrationContext  # noqa: E402
from alembic.runtime.plugins import Plugin, _all_plugins  # noqa: E402
from alembic.util import CommandError  # noqa: E402

print([name for name in _all_plugins if name.startswith("words")])
engine = sa.create_engine("sqlite://")
with engine.connect() as connection:
    for plugins in (
        ["alembic.autogenerate.*"],
        ["alembic.autogenerate.*", "words.first"],
        ["words.*"],
        ["words.*", "~words.first"],
        ["absent.*"],
    ):
        context = MigrationContext.configure(connection, opts={"autogenerate_plugins": plugins})
        try:
            print(plugins, compare_metadata(context, sa.MetaData()))
        except CommandError as error:
            print(plugins, error)
try:
    Plugin("words.first")
except ValueError as error:
    print(error)
