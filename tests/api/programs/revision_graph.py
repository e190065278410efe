"""The graph of revisions, of a program's own and of a script directory."""

import warnings

from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.script.revision import (
    CycleDetected,
    DependencyCycleDetected,
    MultipleHeads,
    RangeNotAncestorError,
    ResolutionError,
    Revision,
    RevisionError,
    RevisionMap,
    tuple_rev_as_scalar,
)

warnings.simplefilter("always")


def names(revisions):
    return [None if each is None else each.revision for each in revisions]


def attempt(text, function):
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = function()
        print(text, "->", found, [str(each.message) for each in caught])
    except Exception as error:
        causes = [each.__name__ for each in type(error).__mro__[:2]]
        print(text, "->", *causes, error, sorted(item for item in vars(error).items() if item[0][0] != "_"))


made = [
    Revision("base1", None, branch_labels=["left", "l"]),
    Revision("mid_a", "base1"),
    Revision("mid_b", "base1"),
    Revision("merge1", ("mid_a", "mid_b")),
    Revision("base2", None, branch_labels="right"),
    Revision("next2", "base2", dependencies="mid_a"),
]
revisions = RevisionMap(lambda: made)
print(revisions.heads, revisions.bases, revisions._real_heads, revisions._real_bases)
for revision in made:
    print(
        repr(revision).replace("'l', 'left'", "'left', 'l'"),
        revision.is_head,
        revision.is_base,
        revision.is_branch_point,
        revision.is_merge_point,
        revision._is_real_head,
        revision._is_real_base,
        revision._is_real_branch_point,
        sorted(revision.nextrev),
        sorted(revision._all_nextrev),
        revision._versioned_down_revisions,
        revision._all_down_revisions,
        sorted(revision.branch_labels),
        revision.down_revision,
        revision.dependencies,
    )
for symbol in ("base1", "mid_a", "merg", "head", "heads", "base", "left@head", "right@head", "left", "absent", "mid_", "ab", None):
    attempt(f"get_revision {symbol}", lambda: names([revisions.get_revision(symbol)]))
    attempt(f"get_revisions {symbol}", lambda: sorted(names(revisions.get_revisions(symbol)), key=str))
attempt("several", lambda: names(revisions.get_revisions(("mid_a", "base2"))))
attempt("nested", lambda: names(revisions.get_revisions([("mid_a",), "base2"])))
attempt("number", lambda: revisions.get_revision(5))
for upper, lower, options in (
    ("heads", "base", {}),
    ("merge1", "base1", {}),
    ("merge1", "base1", {"inclusive": True}),
    ("merge1", "mid_a", {"implicit_base": True}),
    ("next2", "base", {}),
    ("mid_a", "mid_b", {}),
    ("merge1", "-1", {}),
    ("head", "base", {}),
    ("absent", "base", {}),
    ("merge1", "base1", {"select_for_downgrade": True}),
    ("heads", "base", {"select_for_downgrade": True, "inclusive": True}),
):
    attempt(f"{upper}:{lower} {options}", lambda: sorted(names(revisions.iterate_revisions(upper, lower, **options))))
print(names(revisions.iterate_revisions("mid_a", "base")))
for against in ("left", "right", "mid_a", "base2", None):
    attempt(f"lineage {against}", lambda: revisions.filter_for_lineage(["base1", "mid_b", "next2"], against))
    attempt(f"lineage {against}", lambda: names(revisions.filter_for_lineage(made, against, include_dependencies=True)))
print(sorted(names(revisions._get_ancestor_nodes([made[5]]))))
print(sorted(names(revisions._get_ancestor_nodes([made[5]], include_dependencies=False))))
print(sorted(names(revisions._get_descendant_nodes([made[1]]))))
print(sorted(names(revisions._get_all_current(("mid_a", "base2")))))
print(sorted(map(str, revisions._revision_map)))
revisions.add_revision(Revision("after", "merge1"))
print(revisions.heads, made[3].is_head, sorted(made[3].nextrev))
attempt("again", lambda: revisions.add_revision(Revision("after", "merge1")))
attempt("replace", lambda: revisions.add_revision(Revision("unknown", "merge1"), _replace=True))
attempt("get_current_head", lambda: revisions.get_current_head())
attempt("get_current_head", lambda: revisions.get_current_head("right"))

for text, broken in {
    "loop": lambda: [Revision("a", "a")],
    "dependency loop": lambda: [Revision("a", None, dependencies="a")],
    "characters": lambda: [Revision("a@b", None)],
    "cycle": lambda: [Revision("aaaa", "bbbb"), Revision("bbbb", "aaaa")],
    "half cycle": lambda: [Revision("base", None), Revision("aaaa", "bbbb"), Revision("bbbb", "aaaa")],
    "dependency cycle": lambda: [Revision("aaaa", None, dependencies="bbbb"), Revision("bbbb", "aaaa")],
    "missing": lambda: [Revision("aaaa", "bbbb")],
    "nothing": lambda: [],
}.items():
    attempt(text, lambda: RevisionMap(broken).heads)
for error in (
    RangeNotAncestorError("a", None),
    MultipleHeads(("a", "b"), "head"),
    ResolutionError("words", "x"),
    CycleDetected(["a"]),
    DependencyCycleDetected(["a"]),
):
    print(type(error).__name__, error, isinstance(error, RevisionError))
print(tuple_rev_as_scalar(()), tuple_rev_as_scalar(("a",)), tuple_rev_as_scalar(("a", "b")))

script = ScriptDirectory.from_config(Config("alembic.ini"))
graph = script.revision_map
print(isinstance(graph, RevisionMap), sorted(graph.heads), sorted(graph.bases))
for each in script.walk_revisions():
    print(
        each.revision,
        each._is_real_head,
        each._is_real_base,
        sorted(each._all_nextrev),
        each._all_down_revisions,
        each.is_merge_point,
        names(graph.get_revisions(each.revision)) == [each.revision],
    )
attempt("script", lambda: names(graph.iterate_revisions("heads", "base")) == names(script.iterate_revisions("heads", "base")))
attempt("script", lambda: graph.get_revision("absent"))
attempt("script", lambda: script.get_revision("absent"))
attempt("script", lambda: list(script.iterate_revisions("absent", "base")))
