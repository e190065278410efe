"""The steps of a run, and the rows of the version table that they change."""

import logging

import _limbeck_script

from ..util.exc import CommandError
from ..util.langhelpers import to_tuple

log = logging.getLogger("alembic.runtime.migration")


class MigrationStep:
    """One step of a run."""

    doc = None

    @property
    def name(self):
        return self.migration_fn.__name__

    @classmethod
    def upgrade_from_script(cls, revision_map, script):
        return RevisionStep(revision_map, script, True)

    @classmethod
    def downgrade_from_script(cls, revision_map, script):
        return RevisionStep(revision_map, script, False)

    @property
    def is_downgrade(self):
        return not self.is_upgrade

    @property
    def short_log(self):
        return self._step.short_log

    def __str__(self):
        return str(self._step)

    @property
    def info(self):
        from .migration import MigrationInfo

        is_upgrade, is_stamp, up, down = self._step.facts()
        return MigrationInfo(self.revision_map, is_upgrade, is_stamp, up, down)


class RevisionStep(MigrationStep):
    """Applies a revision, or takes it back."""

    def __init__(self, revision_map, revision, is_upgrade):
        self.revision_map = revision_map
        self.revision = revision
        self.is_upgrade = is_upgrade

    def __repr__(self):
        return "RevisionStep(%r, is_upgrade=%r)" % (self.revision.revision, self.is_upgrade)

    def __eq__(self, other):
        return (
            isinstance(other, RevisionStep)
            and other.revision == self.revision
            and self.is_upgrade == other.is_upgrade
        )

    @property
    def _step(self):
        return self.revision._directory._native.step(self.revision.revision, self.is_upgrade)

    @property
    def migration_fn(self):
        module = self.revision.module
        return module.upgrade if self.is_upgrade else module.downgrade

    @property
    def doc(self):
        return self.revision.doc

    def _side(self, newer, older):
        return (self.revision.revision,) if newer else older

    @property
    def from_revisions(self):
        return self._side(self.is_downgrade, self.revision._normalized_down_revisions)

    @property
    def from_revisions_no_deps(self):
        return self._side(self.is_downgrade, self.revision._versioned_down_revisions)

    @property
    def to_revisions(self):
        return self._side(self.is_upgrade, self.revision._normalized_down_revisions)

    @property
    def to_revisions_no_deps(self):
        return self._side(self.is_upgrade, self.revision._versioned_down_revisions)

    @property
    def delete_version_num(self):
        return self.revision.revision

    insert_version_num = delete_version_num


class StampStep(MigrationStep):
    """Changes the version table only."""

    def __init__(self, from_, to_, is_upgrade, branch_move, revision_map=None):
        self.from_ = to_tuple(from_, default=())
        self.to_ = to_tuple(to_, default=())
        self.is_upgrade = is_upgrade
        self.branch_move = branch_move
        self.revision_map = revision_map
        self.migration_fn = self.stamp_revision

    def stamp_revision(self, **kw):
        return None

    def __eq__(self, other):
        return (
            isinstance(other, StampStep)
            and other.from_ == self.from_
            and other.to_ == self.to_
            and other.branch_move == self.branch_move
            and self.is_upgrade == other.is_upgrade
        )

    @property
    def _step(self):
        return _limbeck_script.stamp_step(
            list(self.from_), list(self.to_), bool(self.is_upgrade), bool(self.branch_move)
        )

    @property
    def from_revisions(self):
        return self.from_

    from_revisions_no_deps = from_revisions

    @property
    def to_revisions(self):
        return self.to_

    to_revisions_no_deps = to_revisions

    @property
    def delete_version_num(self):
        (revision,) = self.from_
        return revision

    @property
    def insert_version_num(self):
        (revision,) = self.to_
        return revision


def step_of(native, revision_map):
    """The step that Rust has planned."""
    parts = native.parts()
    if len(parts) == 2:
        return RevisionStep(revision_map, revision_map.get_revision(parts[0]), parts[1])
    return StampStep(*parts, revision_map=revision_map)


class HeadMaintainer:
    """Keeps the version table's rows, and a set of them, in step."""

    def __init__(self, context, heads):
        self.context = context
        self.heads = set(heads)

    def _version(self, version):
        from sqlalchemy.sql.elements import literal_column

        return literal_column("'%s'" % version)

    def _insert_version(self, version):
        assert version not in self.heads
        self.heads.add(version)
        table = self.context._version
        self.context.impl._exec(table.insert().values(version_num=self._version(version)))

    def _delete_version(self, version):
        self.heads.remove(version)
        table = self.context._version
        matching = table.c.version_num == self._version(version)
        found = self._execute(table.delete().where(matching))
        if found not in (None, 1):
            raise CommandError(
                "Online migration expected to match one row when deleting '%s' in '%s'; %d found"
                % (version, self.context.version_table, found)
            )

    def _update_version(self, from_, to_):
        assert to_ not in self.heads
        self.heads.remove(from_)
        self.heads.add(to_)
        table = self.context._version
        matching = table.c.version_num == self._version(from_)
        found = self._execute(table.update().values(version_num=self._version(to_)).where(matching))
        if found not in (None, 1):
            raise CommandError(
                "Online migration expected to match one row when updating '%s' to '%s' in '%s'; "
                "%d found" % (from_, to_, self.context.version_table, found)
            )

    def _execute(self, statement):
        """How many rows a statement has changed, where that is known."""
        if self.context.as_sql:
            return self.context.impl._exec(statement)
        return self.context.connection.execute(statement).rowcount

    def update_to_step(self, step):
        """Changes the rows as a step does."""
        line, changes = step._step.changes(sorted(self.heads))
        log.debug(line)
        for old, new in changes:
            if old is None:
                self._insert_version(new)
            elif new is None:
                self._delete_version(old)
            else:
                self._update_version(old, new)
