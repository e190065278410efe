"""What can be wrong with a revision identifier, or with the graph."""


class RevisionError(Exception):
    pass


class RangeNotAncestorError(RevisionError):
    def __init__(self, lower, upper):
        self.lower = lower
        self.upper = upper
        super().__init__("Revision %s is not an ancestor of revision %s" % (lower or "base", upper or "base"))


class MultipleHeads(RevisionError):
    def __init__(self, heads, argument):
        self.heads = heads
        self.argument = argument
        super().__init__(
            "Multiple heads are present for given argument '%s'; %s" % (argument, ", ".join(heads))
        )


class ResolutionError(RevisionError):
    def __init__(self, message, argument):
        super().__init__(message)
        self.argument = argument


class CycleDetected(RevisionError):
    kind = "Cycle"

    def __init__(self, revisions):
        self.revisions = revisions
        super().__init__("%s is detected in revisions (%s)" % (self.kind, ", ".join(revisions)))


class DependencyCycleDetected(CycleDetected):
    kind = "Dependency cycle"


class LoopDetected(CycleDetected):
    kind = "Self-loop"

    def __init__(self, revision):
        CycleDetected.__init__(self, [revision])


class DependencyLoopDetected(DependencyCycleDetected, LoopDetected):
    kind = "Dependency self-loop"

    def __init__(self, revision):
        LoopDetected.__init__(self, revision)


class Revision:
    """One revision of the graph."""

    def __init__(self, revision, down_revision, dependencies=None, branch_labels=None):
        from ..util.langhelpers import to_tuple

        self.revision = revision
        self.down_revision = down_revision
        self.dependencies = dependencies
        self.branch_labels = set(to_tuple(branch_labels, default=()))

    def __repr__(self):
        return "%s(%r, %r)" % (type(self).__name__, self.revision, self.down_revision)

    def __eq__(self, other):
        return isinstance(other, Revision) and other.revision == self.revision

    def __hash__(self):
        return hash(self.revision)
