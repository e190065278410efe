"""The graph of revisions, and what can be wrong with it or with a symbol."""


def tuple_rev_as_scalar(rev):
    """Nothing, one revision, or several, as scripts declare them."""
    if not rev:
        return None
    return rev[0] if len(rev) == 1 else rev


def is_revision(rev):
    """Whether it is one, for those who know that it is not the base."""
    assert isinstance(rev, Revision)
    return rev


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

    @classmethod
    def verify_rev_id(cls, revision):
        illegal = sorted({"@", "-", "+", ":"}.intersection(revision))
        if illegal:
            raise RevisionError(
                "Character(s) '%s' not allowed in revision identifier '%s'"
                % (", ".join(illegal), revision)
            )

    def __repr__(self):
        arguments = [repr(self.revision), repr(self.down_revision)]
        if self.dependencies:
            arguments.append("dependencies=%r" % (self.dependencies,))
        if self.branch_labels:
            arguments.append("branch_labels=%r" % (self.branch_labels,))
        return "%s(%s)" % (type(self).__name__, ", ".join(arguments))

    def __eq__(self, other):
        return isinstance(other, Revision) and other.revision == self.revision

    def __hash__(self):
        return hash(self.revision)


class _Raising:
    """Raises what is wrong with the graph, instead of the command's error."""

    def __enter__(self):
        return self

    def __exit__(self, type_, value, traceback):
        if value is not None and isinstance(value.__cause__, RevisionError):
            raise value.__cause__ from None


_raising = _Raising()


class RevisionMap:
    """The graph of the revisions of a script directory."""

    def __init__(self, directory):
        self._directory = directory

    @property
    def heads(self):
        with _raising:
            return tuple(self._directory.get_heads())

    @property
    def bases(self):
        with _raising:
            return tuple(self._directory.get_bases())

    @property
    def _real_heads(self):
        with _raising:
            return tuple(self._directory.get_heads(consider_depends_on=True))

    def get_current_head(self, branch_label=None):
        with _raising:
            if branch_label:
                return self._directory.as_revision_number(f"{branch_label}@head")
            return self._directory.get_current_head()

    def get_revision(self, id_):
        with _raising:
            return self._directory.get_revision(id_)

    def get_revisions(self, id_):
        with _raising:
            return self._directory.get_revisions(id_)

    def iterate_revisions(self, upper, lower, **kw):
        with _raising:
            return iter(list(self._directory.iterate_revisions(upper, lower, **kw)))

    def __iter__(self):
        return iter(self._directory.walk_revisions())
