"""Parts of a migration run only when `-x data=true` asks for them."""

from alembic.config import CommandLine
import sqlalchemy as sa

with open("migrations/versions/c3_data.py", "w") as file:
    file.write(
        '''"""with data"""
from alembic import context, op
import sqlalchemy as sa

revision = "c3"
down_revision = "b2"
account = sa.table("account", sa.column("id", sa.Integer), sa.column("name", sa.String))


def upgrade():
    op.create_index("ix_name", "account", ["name"])
    if context.get_x_argument(as_dictionary=True).get("data", None):
        op.bulk_insert(account, [{"id": 1, "name": "first"}, {"id": 2, "name": "second"}])


def downgrade():
    if "data" in context.get_x_argument(as_dictionary=True):
        op.execute(account.delete())
    op.drop_index("ix_name", table_name="account")
'''
    )
engine = sa.create_engine("sqlite:///app.db")


def rows():
    with engine.connect() as connection:
        return connection.execute(sa.text("SELECT id, name FROM account ORDER BY id")).all()


line = CommandLine()
line.main(["upgrade", "head"])
print(rows())
line.main(["downgrade", "b2"])
line.main(["-x", "other=1", "-x", "data=true", "upgrade", "head"])
print(rows())
line.main(["-x", "data=true", "upgrade", "b2:c3", "--sql"])
line.main(["downgrade", "b2"])
print(rows())
line.main(["upgrade", "head"])
line.main(["-x", "data", "downgrade", "b2"])
print(rows())
