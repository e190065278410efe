"""Plugins: named groups of comparison functions, which an env.py can choose
among with `autogenerate_plugins`."""

import logging
import re
from types import ModuleType

from ..util.exc import CommandError
from ..util.langhelpers import DispatchPriority, PriorityDispatcher
from ..util.messaging import warn_deprecated

log = logging.getLogger(__name__)

_all_plugins = {}

# Names that a plugin had before.
_legacy_plugin_names = {
    "alembic.autogenerate.checkconstraint_byname": "alembic.ext.checkconstraint_byname",
}


class Plugin:
    """A group of comparison functions."""

    def __init__(self, name):
        self.name = name
        log.info("setup plugin %s", name)
        if name in _all_plugins:
            raise ValueError(f"A plugin named {name} is already registered")
        _all_plugins[name] = self
        self.autogenerate_comparators = PriorityDispatcher()

    def remove(self):
        """Makes the plugin unknown."""
        del _all_plugins[self.name]

    def add_autogenerate_comparator(
        self, fn, compare_target, compare_element=None, *, qualifier="default", priority=25
    ):
        """Registers a function for the comparison of `schema`, `table` or
        `column`."""
        self.autogenerate_comparators.dispatch_for(
            compare_target, subgroup=compare_element, priority=priority, qualifier=qualifier
        )(fn)

    @classmethod
    def populate_autogenerate_priority_dispatch(cls, comparators, include_plugins):
        """Adds the functions of all plugins that the expressions name."""
        missing = cls._populate(comparators, include_plugins, tell=True)
        if missing:
            raise CommandError(f"Did not locate plugins: {', '.join(missing)}")

    @classmethod
    def _populate(cls, comparators, expressions, tell=False):
        """Gives the expressions that name no plugin."""
        patterns = [(name, _pattern(name.removeprefix("~"))) for name in expressions]
        excluded = [pattern for name, pattern in patterns if name.startswith("~")]
        included = {name: pattern for name, pattern in patterns if not name.startswith("~")}
        found = set()
        for name in (*_OF_ALEMBIC, *_all_plugins):
            if any(pattern.match(name) for pattern in excluded):
                continue
            matching = [each for each, pattern in included.items() if pattern.match(name)]
            found.update(matching)
            if matching and name in _all_plugins:
                if tell:
                    log.info("setting up autogenerate plugin %s", name)
                comparators.populate_with(_all_plugins[name].autogenerate_comparators)
        return set(included) - found

    @classmethod
    def setup_plugin_from_module(cls, module, name):
        """Calls the `setup()` of a module with a plugin of that name."""
        module.setup(Plugin(name))


# What the comparison itself is made of; Rust has its functions.
_OF_ALEMBIC = (
    "alembic.autogenerate.schemas",
    "alembic.autogenerate.tables",
    "alembic.autogenerate.types",
    "alembic.autogenerate.constraints",
    "alembic.autogenerate.defaults",
    "alembic.autogenerate.comments",
    "alembic.ext.checkconstraint_byname",
)


def _pattern(name):
    """The expression for names such as `alembic.autogenerate.*`."""
    words = _legacy_plugin_names.get(name, name).split(".")
    if not all(word == "*" or word.isidentifier() for word in words):
        raise ValueError(f"Invalid plugin expression {name!r}")
    return re.compile(r"\.".join(".+?" if word == "*" else word for word in words) + "$")


def _setup():
    """Sets up the plugins of installed packages."""
    from .entrypoints import GROUP, offers_plugins

    if not offers_plugins():
        return
    from importlib.metadata import entry_points

    for entrypoint in entry_points(group=GROUP):
        loaded = entrypoint.load()
        if isinstance(loaded, ModuleType):
            Plugin.setup_plugin_from_module(loaded, entrypoint.name)
            continue
        warn_deprecated(
            f"Plugin entrypoint {entrypoint.name!r} refers to a collection of modules; the "
            "entrypoint should refer to a single plugin module that includes a setup() function."
        )
        for module in loaded:
            Plugin.setup_plugin_from_module(module, entrypoint.name)


_setup()
