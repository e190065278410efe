# kinds: remove_constraint add_constraint
# alembic:

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "mood",
            sa.Enum(
                "sad", "ok", name="mood", native_enum=False, create_constraint=True
            ),
        ),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "mood",
            sa.Enum(
                "sad",
                "ok",
                "joy",
                name="mood",
                native_enum=False,
                create_constraint=True,
            ),
        ),
    )
