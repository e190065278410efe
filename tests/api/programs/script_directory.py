"""`ScriptDirectory` and `Script`."""

import os

from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from alembic.script.revision import MultipleHeads, ResolutionError, RevisionError
from alembic.util import CommandError

HERE = os.getcwd()


def show(value):
    return str(value).replace(HERE, "<here>")


for name, down, more in (
    ("c3", "a1", "branch_labels = ('side', 'way')"),
    ("d4", ("b2", "c3"), "depends_on = None"),
    ("e5", "d4", "depends_on = 'c3'"),
    ("f6", "d4", ""),
):
    with open("migrations/versions/%s.py" % name, "w") as file:
        file.write('"""words of %s\n\nlong\nwords"""\nrevision = %r\ndown_revision = %r\n%s\n\n\ndef upgrade():\n    print("up %s")\n' % (name, name, down, more, name))

script = ScriptDirectory.from_config(Config("alembic.ini"))
print(type(script).__name__, show(script.dir), show(script.versions), show(script.env_py_location))
print(script.file_template, script.truncate_slug_length, script.output_encoding, script.timezone, script.sourceless)
print(sorted(script.get_heads()), script.get_base(), script.get_bases(), sorted(script.get_heads(consider_depends_on=True)))
try:
    script.get_current_head()
except CommandError as error:
    print("CommandError:", error)
print([s.revision for s in script.walk_revisions("a1", "e5")][-1], sorted(s.revision for s in script.walk_revisions()))
print([s.revision for s in script.walk_revisions(base="d4", head="f6")])
print([s.revision for s in script.iterate_revisions("f6", "d4")], [s.revision for s in script.iterate_revisions("b2", None)])
print([s.revision for s in script.iterate_revisions("b2", "a1", inclusive=True)])
for symbol in ("a1", "head", "heads", "base", "a", "d4-1", "side", "side@head", "f6", None, "e5:f6", "zz", "a1+1"):
    for method in ("get_revision", "get_revisions", "as_revision_number"):
        try:
            result = getattr(script, method)(symbol)
            if isinstance(result, tuple):
                result = sorted(getattr(r, "revision", r) or "None" for r in result)
            elif isinstance(result, Script):
                result = result.revision
            print(symbol, method, result)
        except (CommandError, TypeError, AssertionError) as error:
            print(symbol, method, type(error).__name__, error)
print(sorted(s.revision for s in script.get_all_current(("d4",))))
print(sorted(s.revision for s in script.get_revisions(("e5", "f6"))))

for name in ("a1", "c3", "d4", "e5"):
    one = script.get_revision(name)
    print(repr(one.doc), repr(one.longdoc), show(one.path), os.path.basename(one.module.__file__))
    print(one.revision, one.down_revision, one.dependencies, sorted(one.branch_labels), sorted(one.nextrev))
    print(one.is_head, one.is_base, one.is_branch_point, one.is_merge_point, one._is_real_head)
    for verbose in (False, True):
        text = show(one.cmd_format(verbose, include_branches=False, include_doc=True, include_parents=True))
        for line in sorted(text.split("\n")):
            start, colon, words = line.partition(": ")
            print(start + colon + ", ".join(sorted(words.split(", "))))
    print(show(one) if name != "d4" else "")
    print(isinstance(one, Script), one == script.get_revision(name), len({one, script.get_revision(name)}))
    print(one.module.revision, hasattr(one.module, "upgrade"))
script.get_revision("f6").module.upgrade()
try:
    script.get_revision("zz")
except CommandError as error:
    print(type(error.__cause__).__name__ if error.__cause__ else None, error)

made = ScriptDirectory("migrations", version_locations=["migrations/versions"])
print(sorted(made.get_heads()), [os.path.basename(p) for p in made.version_locations])
try:
    ScriptDirectory("absent")
except CommandError as error:
    print("CommandError:", error)
try:
    ScriptDirectory.from_config(Config())
except CommandError as error:
    print("CommandError:", error)

revision_map = script.revision_map
print(sorted(revision_map.heads), revision_map.bases, revision_map.get_revision("a1").revision)
try:
    revision_map.get_revision("zz")
except ResolutionError as error:
    print("ResolutionError:", error, error.argument)
try:
    revision_map.get_current_head()
except MultipleHeads as error:
    print("MultipleHeads:", error.argument, sorted(error.heads))
