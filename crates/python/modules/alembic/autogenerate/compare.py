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
