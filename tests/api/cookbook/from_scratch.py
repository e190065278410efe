"""A database is built from the models, and stamped."""

from alembic import command
from alembic.config import Config
import sqlalchemy as sa

metadata = sa.MetaData()
sa.Table(
    "account",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(50), nullable=False),
    sa.Column("mail", sa.String(100)),
)
engine = sa.create_engine("sqlite:///app.db")
metadata.create_all(engine)
config = Config("alembic.ini", attributes={"target_metadata": metadata})
command.stamp(config, "head")
command.current(config)
command.upgrade(config, "head")
command.check(config)
with engine.connect() as connection:
    inspector = sa.inspect(connection)
    print(sorted(inspector.get_table_names()))
    print([column["name"] for column in inspector.get_columns("account")])
