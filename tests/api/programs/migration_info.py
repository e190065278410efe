"""`on_version_apply` and its `MigrationInfo`."""

import os

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationInfo

with open("migrations/env.py", "w") as file:
    file.write(
        """
from alembic import context
import sqlalchemy as sa

config = context.config
with sa.create_engine("sqlite:///app.db").connect() as connection:
    context.configure(connection=connection, on_version_apply=config.attributes["callback"])
    with context.begin_transaction():
        context.run_migrations(word="x")
"""
    )
for name, down, label in (("c3", "a1", "side"), ("d4", ("b2", "c3"), None)):
    with open("migrations/versions/%s.py" % name, "w") as file:
        file.write("revision = %r\ndown_revision = %r\nbranch_labels = %r\n\n\ndef upgrade(word):\n    pass\n\n\ndef downgrade(word):\n    pass\n" % (name, down, label))
for name in ("a1_first", "b2_second"):
    path = "migrations/versions/%s.py" % name
    text = open(path).read().replace("upgrade()", "upgrade(word)").replace("downgrade()", "downgrade(word)")
    with open(path, "w") as file:
        file.write(text)


def names(revisions):
    return sorted(r.revision for r in revisions if r is not None)


def callback(*, ctx, step, heads, run_args, **kw):
    print("==", type(ctx).__name__, isinstance(step, MigrationInfo), sorted(heads), run_args, kw)
    print(step.is_upgrade, step.is_stamp, step.is_migration, step.up_revision_id, sorted(step.up_revision_ids))
    print(step.up_revision and step.up_revision.revision, names(step.up_revisions))
    print(sorted(step.down_revision_ids), names(step.down_revisions))
    print(sorted(step.source_revision_ids), names(step.source_revisions))
    print(sorted(step.destination_revision_ids), names(step.destination_revisions))
    print(step.revision_map.get_revision("a1").revision)


config = Config("alembic.ini", attributes={"callback": callback})
command.upgrade(config, "b2")
command.upgrade(config, "head")
command.downgrade(config, "a1")
command.stamp(config, "d4")
command.stamp(config, "base")
os.remove("app.db")
config.attributes["callback"] = [callback, lambda **kw: print("second", sorted(kw))]
command.upgrade(config, "a1")
config.attributes["callback"] = lambda ctx, step: None
try:
    command.downgrade(config, "base")
except TypeError as error:
    print("TypeError:", "unexpected keyword argument" in str(error))
