# databases: postgresql
# kinds: add_enum_value modify_default add_index remove_constraint add_constraint
# alembic: add_index

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mood", sa.Enum("sad", "ok", name="mood"), server_default="sad"),
        sa.CheckConstraint("mood <> 'ok'", name="ck_mood"),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "mood", sa.Enum("sad", "ok", "joy", name="mood"), server_default="joy"
        ),
        sa.CheckConstraint("mood <> 'joy'", name="ck_mood"),
        sa.Index("ix_joy", "id", postgresql_where=sa.text("mood = 'joy'")),
    )
