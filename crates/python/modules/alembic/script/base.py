"""Read access to the revision scripts."""

import _limbeck_script

from .revision import Revision


class Script(Revision):
    """A revision with its file."""

    def __init__(self, directory, facts):
        self._directory = directory
        self.__dict__.update(facts)

    def __str__(self):
        return self._directory._native.describe(self.revision)

    @property
    def module(self):
        """The script's module, which is executed when it is first asked for."""
        return self._directory._native.module(self.revision)

    @property
    def log_entry(self):
        return self._directory._native.log_entry(self.revision)

    def cmd_format(
        self,
        verbose,
        include_branches=False,
        include_doc=False,
        include_parents=False,
        tree_indicators=True,
    ):
        if verbose:
            return self.log_entry
        return self._directory._native.cmd_format(
            self.revision, include_branches, include_doc, include_parents, tree_indicators
        )


class ScriptDirectory:
    def __init__(self, dir, *, _native=None):
        self._native = _native
        self.dir = dir
        self._scripts = {}

    @classmethod
    def from_config(cls, config):
        native = _limbeck_script.from_config(config._native)
        return cls(native.dir, _native=native)

    def _script(self, revision):
        if revision is None:
            return None
        script = self._scripts.get(revision)
        if script is None:
            script = self._scripts[revision] = Script(self, self._native.facts(revision))
        return script

    def _all(self, revisions):
        return [self._script(revision) for revision in revisions]

    @property
    def revision_map(self):
        return self

    @property
    def versions(self):
        return self._native.versions()

    @property
    def version_locations(self):
        return self._native.version_locations()

    @property
    def env_py_location(self):
        return self.dir + "/env.py"

    @property
    def heads(self):
        return tuple(self.get_heads())

    @property
    def bases(self):
        return tuple(self.get_bases())

    def get_revision(self, id_):
        return self._script(self._native.get_revision(id_))

    def get_revisions(self, id_):
        return tuple(self._all(self._native.get_revisions(id_)))

    def get_all_current(self, id_):
        return set(self._all(self._native.get_all_current(id_)))

    def walk_revisions(self, base="base", head="heads"):
        return iter(self._all(self._native.walk_revisions(base, head)))

    def iterate_revisions(self, upper, lower, **kw):
        """The revisions from `upper` down to `lower`, which is left out."""
        stop = {script.revision for script in self.get_revisions(lower)} if lower else ()
        for script in self.walk_revisions(lower or "base", upper):
            if script.revision not in stop or kw.get("inclusive"):
                yield script

    def as_revision_number(self, id_):
        return self._native.as_revision_number(id_)

    def get_current_head(self):
        return self._native.get_current_head()

    def get_heads(self, consider_depends_on=False):
        return self._native.get_heads(consider_depends_on)

    def get_base(self):
        return self._native.get_base()

    def get_bases(self):
        return self._native.get_bases()

    def run_env(self):
        self._native.run_env()
