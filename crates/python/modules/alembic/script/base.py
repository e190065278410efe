"""Read access to the revision scripts."""

import _limbeck_config
import _limbeck_script

from .revision import Revision, ScriptMap


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
    def __init__(
        self,
        dir,
        file_template="%(rev)s_%(slug)s",
        truncate_slug_length=40,
        version_locations=None,
        sourceless=False,
        output_encoding="utf-8",
        timezone=None,
        hooks=(),
        recursive_version_locations=False,
        messaging_opts={},
        *,
        _native=None,
    ):
        if _native is None:
            _native = _limbeck_script.from_config(
                _configuration(
                    script_location=str(dir),
                    file_template=file_template,
                    truncate_slug_length=str(truncate_slug_length or 40),
                    version_locations="\n".join(map(str, version_locations or ())),
                    path_separator="newline",
                    sourceless=str(bool(sourceless)).lower(),
                    output_encoding=output_encoding,
                    timezone=timezone,
                    recursive_version_locations=str(bool(recursive_version_locations)).lower(),
                )
            )
        self._native = _native
        self.dir = dir
        self.hooks = list(hooks)
        self.messaging_opts = messaging_opts
        self.file_template = file_template
        self.truncate_slug_length = truncate_slug_length or 40
        self.output_encoding = output_encoding
        self.timezone = timezone
        self.sourceless = sourceless
        self.version_locations = version_locations or []
        self.recursive_version_locations = recursive_version_locations
        self._scripts = {}

    @classmethod
    def from_config(cls, config):
        _limbeck_script.prepend_paths(config._native)
        return cls._configured(_limbeck_script.from_config(config._native), config)

    @classmethod
    def _configured(cls, native, config):
        """The directory of a configuration, which is asked for the settings
        when they are."""
        directory = cls.__new__(cls)
        directory._native = native
        directory._config = config
        directory.dir = native.dir
        directory._scripts = {}
        return directory

    def __getattr__(self, name):
        config = self.__dict__.get("_config")
        if config is None or name not in _SETTINGS:
            raise AttributeError(f"'ScriptDirectory' object has no attribute {name!r}")
        value = self.__dict__[name] = _SETTINGS[name](config)
        return value

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
        return ScriptMap(self)

    @property
    def versions(self):
        return self._native.versions()

    @property
    def _version_locations(self):
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
        """The revisions from `upper` down to `lower`, which is left out unless
        the range is inclusive."""
        return self.revision_map.iterate_revisions(upper, lower, **kw)

    def _upgrade_revs(self, destination, current_rev):
        """The steps from revisions up to a destination, for a plan."""
        return self._steps(self._native.moves(destination, current_rev, True))

    def _downgrade_revs(self, destination, current_rev):
        """The steps from revisions down to a destination, for a plan."""
        return self._steps(self._native.moves(destination, current_rev, False))

    def _stamp_revs(self, revision, heads):
        """The steps that only change the version table, for a plan."""
        return self._steps(self._native.stamps(revision, heads))

    def _steps(self, planned):
        from ..runtime.steps import step_of

        revision_map = self.revision_map
        return [step_of(native, revision_map) for native in planned]

    def generate_revision(
        self,
        revid,
        message,
        head=None,
        splice=False,
        branch_labels=None,
        version_path=None,
        file_template=None,
        depends_on=None,
        **kw,
    ):
        """Writes a revision file; gives its script."""
        made = self._native.generate(
            (
                str(revid),
                message,
                _names(head),
                bool(splice),
                _names(branch_labels),
                None if version_path is None else str(version_path),
                _names(depends_on),
                kw,
            ),
            bool(self.messaging_opts.get("quiet")),
        )
        self._scripts.clear()
        return self._script(made)

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


# What a configuration says of its directory.
_SETTINGS = {
    "file_template": lambda config: config.get_alembic_option("file_template", "%(rev)s_%(slug)s"),
    "truncate_slug_length": lambda config: int(
        config.get_alembic_option("truncate_slug_length") or 40
    ),
    "sourceless": lambda config: config.get_alembic_boolean_option("sourceless"),
    "output_encoding": lambda config: config.get_alembic_option("output_encoding", "utf-8"),
    "timezone": lambda config: config.get_alembic_option("timezone"),
    "version_locations": lambda config: config.get_version_locations_list() or [],
    "hooks": lambda config: config.get_hooks_list(),
    "recursive_version_locations": lambda config: config.get_alembic_boolean_option(
        "recursive_version_locations"
    ),
    "messaging_opts": lambda config: config.messaging_opts,
}


def _configuration(**options):
    """A configuration with those options alone."""
    native = _limbeck_config.open(None, None, "alembic", {})
    native.add_section("alembic")
    for name, value in options.items():
        if value:
            native.set("alembic", name, value.replace("%", "%%"))
    return native


def _names(value):
    """Several revisions or labels as a list of strings."""
    if value is None:
        return []
    several = [value] if isinstance(value, (str, Script)) else value
    return [each.revision if isinstance(each, Script) else each for each in several]
