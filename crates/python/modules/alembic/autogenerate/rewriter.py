"""`Rewriter`: a `process_revision_directives` made of small functions."""

from ..operations import ops
from ..util.langhelpers import Dispatcher, to_list


class Rewriter:
    _chained = ()

    def __init__(self):
        self.dispatch = Dispatcher()

    def rewrites(self, operator):
        """Registers a function that replaces operations of that class."""
        return self.dispatch.dispatch_for(operator)

    def chain(self, other):
        """This rewriter, followed by another."""
        chained = type(self).__new__(type(self))
        chained.__dict__.update(self.__dict__)
        chained._chained += (other,)
        return chained

    def __call__(self, context, revision, directives):
        self.process_revision_directives(context, revision, directives)
        for following in self._chained:
            following(context, revision, directives)

    def process_revision_directives(self, context, revision, directives):
        directives[:] = self._rewritten_list(context, revision, directives)

    def _rewritten_list(self, context, revision, directives):
        return [new for old in directives for new in self._rewritten(context, revision, old)]

    def _rewritten(self, context, revision, directive):
        """What a directive becomes, with all that is inside of it rewritten."""
        replacements = [directive]
        if self not in directive._mutations:
            try:
                function = self.dispatch.dispatch(directive)
            except ValueError:
                pass
            else:
                replacements = to_list(function(context, revision, directive), [])
                for replacement in replacements:
                    replacement._mutations = replacement._mutations.union([self])
        for replacement in replacements:
            self._descend(context, revision, replacement)
        return replacements

    def _descend(self, context, revision, directive):
        if isinstance(directive, ops.MigrationScript):
            for attribute, name in (("upgrade_ops", "UpgradeOps"), ("downgrade_ops", "DowngradeOps")):
                containers = []
                for container in getattr(directive, attribute + "_list"):
                    rewritten = self._rewritten(context, revision, container)
                    if len(rewritten) != 1:
                        raise ValueError(f"Can only return single object for {name} traverse")
                    containers.append(rewritten[0])
                setattr(directive, attribute, containers)
        elif isinstance(directive, ops.OpContainer):
            directive.ops[:] = self._rewritten_list(context, revision, directive.ops)
