# databases: postgresql
# kinds: add_column

import sqlalchemy as sa

SETUP = [
    "CREATE SCHEMA mine",
    "CREATE SCHEMA theirs",
    "CREATE TABLE theirs.t (id integer)",
]
OPTIONS = dict(
    include_schemas=True,
    include_name=lambda name, type_, parents: type_ != "schema"
    or name in (None, "mine"),
)


def before(metadata):
    sa.Table(
        "t", metadata, sa.Column("id", sa.Integer, primary_key=True), schema="mine"
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        schema="mine",
    )
