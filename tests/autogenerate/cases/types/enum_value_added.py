# databases: postgresql
# alembic:
# kinds: add_enum_value

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mood", sa.Enum("sad", "ok", name="mood"), server_default="ok"),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "mood", sa.Enum("sad", "ok", "happy", name="mood"), server_default="ok"
        ),
    )
