# databases: postgresql
# kinds: remove_table remove_enum
# alembic: remove_table

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mood", sa.Enum("sad", "ok", name="mood")),
    )


def after(metadata):
    pass
