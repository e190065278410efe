"""Views and functions that are replaced, with operations of the project's."""

import os

from alembic import command
from alembic.config import Config
import sqlalchemy as sa

with open("replaceable.py", "w") as file:
    file.write(
        '''
from alembic.operations import MigrateOperation, Operations


class Replaceable:
    def __init__(self, name, text):
        self.name = name
        self.text = text


class ReversibleOp(MigrateOperation):
    def __init__(self, target):
        self.target = target

    @classmethod
    def invoke_for_target(cls, operations, target):
        return operations.invoke(cls(target))

    def reverse(self):
        raise NotImplementedError()

    @classmethod
    def _object_of(cls, operations, place):
        revision, name = place.split(".")
        script = operations.get_context().script.get_revision(revision)
        return getattr(script.module, name)

    @classmethod
    def replace(cls, operations, target, replaces=None, replace_with=None):
        old = cls._object_of(operations, replaces or replace_with)
        down, up = cls(old), cls(target)
        if replaces:
            down = cls(old).reverse()
            operations.invoke(down)
            operations.invoke(up)
        else:
            operations.invoke(up.reverse())
            operations.invoke(cls(old))


@Operations.register_operation("create_view", "invoke_for_target")
@Operations.register_operation("replace_view", "replace")
class CreateViewOp(ReversibleOp):
    def reverse(self):
        return DropViewOp(self.target)


@Operations.register_operation("drop_view", "invoke_for_target")
class DropViewOp(ReversibleOp):
    def reverse(self):
        return CreateViewOp(self.target)


@Operations.implementation_for(CreateViewOp)
def create_view(operations, operation):
    operations.execute("CREATE VIEW %s AS %s" % (operation.target.name, operation.target.text))


@Operations.implementation_for(DropViewOp)
def drop_view(operations, operation):
    operations.execute("DROP VIEW %s" % operation.target.name)
'''
    )
env = open("migrations/env.py").read()
with open("migrations/env.py", "w") as file:
    file.write("import replaceable\n" + env)
for name, down, text, up, back in (
    ("c3", "b2", "SELECT id FROM account", "op.create_view(view)", "op.drop_view(view)"),
    (
        "d4",
        "c3",
        "SELECT id, name FROM account",
        'op.replace_view(view, replaces="c3.view")',
        'op.replace_view(view, replace_with="c3.view")',
    ),
):
    with open("migrations/versions/%s.py" % name, "w") as file:
        file.write(
            '''"""view %s"""
from alembic import op
from replaceable import Replaceable

revision = %r
down_revision = %r
view = Replaceable("names", %r)


def upgrade():
    %s


def downgrade():
    %s
'''
            % (name, name, down, text, up, back)
        )
url = os.environ["DATABASE_URL"]
config = Config("alembic.ini")
config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
engine = sa.create_engine(url)


def view():
    with engine.connect() as connection:
        found = connection.execute(
            sa.text("SELECT column_name FROM information_schema.columns WHERE table_name = 'names' ORDER BY 1")
        )
        return found.scalars().all()


command.upgrade(config, "c3")
print(view())
command.upgrade(config, "d4")
print(view())
command.downgrade(config, "c3")
print(view())
command.upgrade(config, "c3:d4", sql=True)
command.downgrade(config, "d4:b2", sql=True)
command.downgrade(config, "b2")
print(view())
