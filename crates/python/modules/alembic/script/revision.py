"""The graph of revisions, and what can be wrong with it or with a symbol."""


import _limbeck_graph

from ..util.langhelpers import dedupe_tuple, not_none, to_tuple  # noqa: F401, handed on
from ..util.messaging import warn


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
        self.revisions = list(revisions)
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


class _Fact:
    """What follows from a revision's other attributes, unless it was given."""

    def __init__(self, function):
        self.function = function

    def __get__(self, revision, owner):
        return self if revision is None else self.function(revision)


class Revision:
    """One revision of the graph."""

    nextrev = frozenset()
    _all_nextrev = frozenset()
    _resolved_dependencies = ()

    def __init__(self, revision, down_revision, dependencies=None, branch_labels=None):
        if down_revision and revision in to_tuple(down_revision):
            raise LoopDetected(revision)
        if dependencies is not None and revision in to_tuple(dependencies):
            raise DependencyLoopDetected(revision)
        self.verify_rev_id(revision)
        self.revision = revision
        self.down_revision = tuple_rev_as_scalar(to_tuple(down_revision))
        self.dependencies = tuple_rev_as_scalar(to_tuple(dependencies))
        self._orig_branch_labels = to_tuple(branch_labels, default=())
        self.branch_labels = set(self._orig_branch_labels)

    @classmethod
    def verify_rev_id(cls, revision):
        illegal = sorted({"@", "-", "+", ":"}.intersection(revision))
        if illegal:
            raise RevisionError(
                "Character(s) '%s' not allowed in revision identifier '%s'"
                % (", ".join(illegal), revision)
            )

    def add_nextrev(self, revision):
        """Says that another revision follows this one, or needs it."""
        self._all_nextrev = self._all_nextrev | {revision.revision}
        if self.revision in revision._versioned_down_revisions:
            self.nextrev = self.nextrev | {revision.revision}

    _versioned_down_revisions = _Fact(lambda self: to_tuple(self.down_revision, default=()))
    _all_down_revisions = _Fact(
        lambda self: dedupe_tuple(
            to_tuple(self.down_revision, default=()) + to_tuple(self.dependencies, default=())
        )
    )
    _normalized_down_revisions = _Fact(lambda self: self._all_down_revisions)
    is_head = _Fact(lambda self: not self.nextrev)
    _is_real_head = _Fact(lambda self: not self._all_nextrev)
    is_base = _Fact(lambda self: self.down_revision is None)
    _is_real_base = _Fact(lambda self: self.down_revision is None and self.dependencies is None)
    is_branch_point = _Fact(lambda self: len(self.nextrev) > 1)
    _is_real_branch_point = _Fact(lambda self: len(self._all_nextrev) > 1)
    is_merge_point = _Fact(lambda self: len(self._versioned_down_revisions) > 1)

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


class RevisionMap:
    """A graph of revisions. They are asked for when the graph is first
    used."""

    _linked = None

    def __init__(self, generator):
        self._generator = generator

    @property
    def _native(self):
        if self._linked is None:
            self._revisions = {}
            for revision in self._generator():
                if revision.revision in self._revisions:
                    warn("Revision %s is present more than once" % revision.revision)
                self._revisions[revision.revision] = revision
            self._link()
        return self._linked

    def _link(self):
        """Links the revisions, and tells each what that means for it."""
        rows = [
            [
                revision.revision,
                list(revision._versioned_down_revisions),
                list(to_tuple(revision.dependencies, default=())),
                list(revision._orig_branch_labels),
            ]
            for revision in self._revisions.values()
        ]
        self._linked = _limbeck_graph.link(rows)
        for name, revision in self._revisions.items():
            following, needing, under, labels = self._linked.facts(name)
            revision.nextrev = frozenset(following)
            revision._all_nextrev = frozenset(needing)
            revision._normalized_down_revisions = under
            revision.branch_labels = set(labels)

    def _revision(self, name):
        return None if name is None else self._revisions[name]

    def add_revision(self, revision, _replace=False):
        """Adds one revision, or puts it in the place of another."""
        self._native
        known = revision.revision in self._revisions
        if not _replace and known:
            warn("Revision %s is present more than once" % revision.revision)
        elif _replace and not known:
            raise Exception("revision %s not in map" % revision.revision)
        self._revisions[revision.revision] = revision
        self._link()

    @property
    def heads(self):
        return self._native.heads

    @property
    def bases(self):
        return self._native.bases

    @property
    def _real_heads(self):
        return self._native.real_heads

    @property
    def _real_bases(self):
        return self._native.real_bases

    @property
    def _revision_map(self):
        """The revisions by their identifiers and labels."""
        names = self._native.names()
        found = {name: self._revision(name) for name in names}
        for name in names:
            for label in getattr(found[name], "_orig_branch_labels", ()):
                found.setdefault(label, found[name])
        return {**found, None: None, (): None}

    def get_current_head(self, branch_label=None):
        return self._native.current_head(branch_label)

    def get_revision(self, id_):
        self._check(id_)
        if isinstance(id_, tuple):
            if len(id_) > 1:
                raise MultipleHeads(id_, id_)
            id_ = id_[0] if id_ else None
        return self._revision(self._native.get_revision(id_))

    def get_revisions(self, id_):
        if isinstance(id_, (list, tuple, set, frozenset)):
            return sum([self.get_revisions(each) for each in id_], ())
        self._check(id_)
        return tuple(self._revision(name) for name in self._native.get_revisions(id_))

    def _check(self, id_):
        if id_ is not None and not isinstance(id_, (str, tuple)):
            raise RevisionError(
                "revision identifier %r is not a string; ensure database driver settings are "
                "correct" % (id_,)
            )

    _revision_for_ident = get_revision

    def filter_for_lineage(self, targets, check_against, include_dependencies=False):
        """Those of the revisions that are above or below another."""
        targets = tuple(targets)
        names = [each.revision if isinstance(each, Revision) else each for each in targets]
        kept = self._native.lineage(names, check_against, include_dependencies)
        return tuple(targets[position] for position in kept)

    def iterate_revisions(
        self,
        upper,
        lower,
        implicit_base=False,
        inclusive=False,
        assert_relative_length=True,
        select_for_downgrade=False,
    ):
        """The revisions from `upper` down to `lower`, which is left out unless
        the range is inclusive."""
        names, warnings = self._native.between(
            upper, lower, implicit_base, inclusive, assert_relative_length, select_for_downgrade
        )
        for warning in warnings:
            warn(warning)
        for name in names:
            yield self._revision(name)

    def _related(self, targets, descendants, include_dependencies):
        names = [target.revision for target in targets]
        for name in self._native.related(names, descendants, include_dependencies):
            yield self._revision(name)

    def _get_descendant_nodes(
        self, targets, map_=None, check=False, omit_immediate_dependencies=False, include_dependencies=True
    ):
        return self._related(targets, True, include_dependencies)

    def _get_ancestor_nodes(self, targets, map_=None, check=False, include_dependencies=True):
        return self._related(targets, False, include_dependencies)

    def _get_all_current(self, id_):
        names = self._native.all_current(list(to_tuple(id_, default=())))
        return {self._revision(name) for name in names}

    def __iter__(self):
        return iter(self._revision_map.values())

    def __len__(self):
        return len(self._revision_map)


class ScriptMap(RevisionMap):
    """The graph of the revisions of a script directory."""

    def __init__(self, directory):
        self._directory = directory

    @property
    def _native(self):
        return self._directory._native.graph()

    def _revision(self, name):
        return self._directory._script(name)

    def add_revision(self, revision, _replace=False):
        raise NotImplementedError("revisions are added to a directory by writing their files")
