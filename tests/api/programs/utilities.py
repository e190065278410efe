"""What programs and extensions take from `alembic.util` and beside it."""

import os
import sys

import alembic
from alembic import util
from alembic.ddl.base import AddColumn, AlterColumn, AlterTable, ColumnName
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script.revision import Revision, RevisionError, tuple_rev_as_scalar
from alembic.util import messaging, pyfiles
from alembic.util.langhelpers import Dispatcher, immutabledict, memoized_property, PriorityDispatcher
import sqlalchemy as sa

print(alembic.__version__, alembic.op.__name__, alembic.context.__name__)
with util.status("Doing it"):
    pass
try:
    with util.status("Doing it", newline=True):
        raise KeyError("x")
except KeyError:
    pass
with util.status("Quietly", quiet=True):
    util.msg("said")
util.msg("quiet", quiet=True)
print(util.format_as_comma(["a", "b"]), util.format_as_comma(None) == "", util.format_as_comma("x"))
print(util.to_list("a"), util.to_list(None), util.to_tuple(["a"]), util.to_tuple(None, default=()))
print(util.asbool("yes"), util.asbool("off"), util.asbool(1), util.unique_list([1, 2, 1]), util.dedupe_tuple(("a", "a")))
print(util.obfuscate_url_pw("postgresql://u:secret@host/db"), util.not_none(5), len(util.rev_id()))
print(immutabledict({"a": 1}), util.EMPTY_DICT)
try:
    immutabledict({"a": 1})["b"] = 2
except TypeError as error:
    print("TypeError")

with open("loaded.py", "w") as file:
    file.write("x = 5\nprint('loading', __name__)\n")
module = util.load_python_file(os.getcwd(), "loaded.py")
print(module.x, module.__name__)
with open("words.mako", "w") as file:
    file.write("<% y = x * 2 %>words ${y}\n")
util.template_to_file("words.mako", "words.txt", "utf-8", x=4)
print(repr(open("words.txt").read()))
print(pyfiles.coerce_resource_to_filename("some/path").as_posix())

print(tuple_rev_as_scalar(()), tuple_rev_as_scalar(("a",)), tuple_rev_as_scalar(("a", "b")))
revision = Revision("a1", ("b2", "c3"), branch_labels="x")
print(revision, revision.branch_labels)
for wrong in ("a-b", "a@+"):
    try:
        Revision.verify_rev_id(wrong)
    except RevisionError as error:
        print("RevisionError:", error)

dispatcher = Dispatcher()


class A:
    pass


class B(A):
    pass


@dispatcher.dispatch_for(A)
def for_a(x):
    return "a"


@dispatcher.dispatch_for(A, qualifier="sqlite")
def for_sqlite(x):
    return "sqlite"


print(dispatcher.dispatch(B())(1), dispatcher.dispatch(B, "sqlite")(1), dispatcher.dispatch(A(), "mysql")(1))
try:
    dispatcher.dispatch_for(A)(for_a)
except ValueError as error:
    print("ValueError:", str(error).replace("__main__.", "")[-55:])
try:
    dispatcher.dispatch(5)
except ValueError as error:
    print("ValueError:", error)
branch = dispatcher.branch()
branch.dispatch_for(int)(lambda x: "int")
print(branch.dispatch(5)(1))

order = PriorityDispatcher()
for name, priority in (("last", 10), ("middle", 25), ("first", 50)):
    order.dispatch_for("x", priority=util.DispatchPriority(priority))(lambda name=name: print(name))
order.dispatch("x")()
print([p.name for p in util.DispatchPriority], [r.name for r in util.PriorityDispatchResult])

context = MigrationContext.configure(dialect_name="sqlite", opts={"as_sql": True, "output_buffer": sys.stdout})
schema = Operations(context).schema_obj
for kind in ("unique", "check", "primary", "foreignkey"):
    constraint = schema.generic_constraint("name", "t", kind)
    print(type(constraint).__name__, constraint.name, constraint.table.name)
try:
    schema.generic_constraint("name", "t", "wrong")
except TypeError as error:
    print("TypeError:", error)
context.impl._exec(AddColumn("t", sa.Column("x", sa.Integer), schema="s"))
print(issubclass(ColumnName, AlterColumn), issubclass(AlterColumn, AlterTable))
