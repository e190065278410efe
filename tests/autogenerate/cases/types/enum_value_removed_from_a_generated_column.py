# databases: postgresql
# kinds: replace_enum
# alembic:

import sqlalchemy as sa


def table(metadata, *moods):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mood", sa.Enum(*moods, name="mood")),
        sa.Column("is_ok", sa.Boolean, sa.Computed("mood = 'ok'", persisted=True)),
        sa.Index("ix_is_ok", "is_ok"),
    )


def before(metadata):
    table(metadata, "sad", "ok")


def after(metadata):
    table(metadata, "ok")
