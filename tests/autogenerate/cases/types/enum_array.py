# databases: postgresql
# alembic:
# kinds: add_enum_value

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("moods", postgresql.ARRAY(sa.Enum("sad", "ok", name="mood"))),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("moods", postgresql.ARRAY(sa.Enum("sad", "ok", "joy", name="mood"))),
    )
