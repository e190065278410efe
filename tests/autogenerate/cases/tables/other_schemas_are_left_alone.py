# databases: postgresql
# kinds: add_column

import sqlalchemy as sa

SETUP = [
    "CREATE SCHEMA other",
    "CREATE TABLE other.t (id integer)",
    "CREATE TYPE other.mood AS ENUM ('ok')",
    "CREATE SEQUENCE other.s",
]


def before(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text),
    )
