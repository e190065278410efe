# databases: postgresql
# kinds: add_table

import sqlalchemy as sa


def before(metadata):
    mood = sa.Enum("sad", "ok", name="mood")
    sa.Table(
        "one",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mood", mood),
    )


def after(metadata):
    mood = sa.Enum("sad", "ok", name="mood")
    sa.Table(
        "one",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mood", mood),
    )
    sa.Table(
        "two",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mood", mood),
    )
