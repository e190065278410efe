"""Views that are mapped as tables stay out of the comparison."""

from alembic import command
from alembic.config import Config
import sqlalchemy as sa

with open("migrations/env.py", "w") as file:
    file.write(
        '''
from alembic import context
import sqlalchemy as sa


def include_object(object_, name, type_, reflected, compare_to):
    context.config.attributes["seen"].append(("object", type_, name, reflected, compare_to is not None))
    return not object_.info.get("is_view", False)


def include_name(name, type_, parent_names):
    context.config.attributes["seen"].append(("name", type_, name, sorted(parent_names.items(), key=str)))
    return name not in ("hidden", "ix_secret")


with sa.create_engine("sqlite:///app.db").connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=context.config.attributes["target_metadata"],
        include_object=include_object if context.config.attributes["objects"] else None,
        include_name=None if context.config.attributes["objects"] else include_name,
    )
    with context.begin_transaction():
        context.run_migrations()
'''
    )
seen = []
metadata = sa.MetaData()
sa.Table(
    "account",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(50), nullable=False),
    sa.Column("mail", sa.String(100)),
)
sa.Table("names", metadata, sa.Column("name", sa.String(50)), info={"is_view": True})
config = Config("alembic.ini", attributes={"target_metadata": metadata, "objects": True, "seen": seen})
with open("migrations/versions/c3_view.py", "w") as file:
    file.write(
        '''"""view"""
from alembic import op

revision = "c3"
down_revision = "b2"


def upgrade():
    op.execute("CREATE VIEW names AS SELECT name FROM account")


def downgrade():
    op.execute("DROP VIEW names")
'''
    )
command.upgrade(config, "head")
command.check(config)
print(sorted(map(str, seen)))
seen.clear()
with sa.create_engine("sqlite:///app.db").begin() as connection:
    connection.execute(sa.text("CREATE TABLE hidden (id INTEGER)"))
    connection.execute(sa.text("CREATE INDEX ix_secret ON account (name)"))
metadata.remove(metadata.tables["names"])
config.attributes["objects"] = False
command.check(config)
print(sorted(map(str, seen)))
