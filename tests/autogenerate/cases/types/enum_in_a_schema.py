# databases: postgresql
# alembic: add_column
# kinds: add_enum add_enum_value add_column

import sqlalchemy as sa

SETUP = ["CREATE SCHEMA app"]
OPTIONS = dict(include_schemas=True)


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mood", sa.Enum("sad", "ok", name="mood", schema="app")),
        schema="app",
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mood", sa.Enum("sad", "ok", "Über", name="mood", schema="app")),
        sa.Column("kind", sa.Enum("A", "B", name="Kind", schema="app")),
        schema="app",
    )
