# databases: postgresql sqlite
# kinds: rename_constraint
# kinds sqlite: remove_constraint add_constraint
# alembic:

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_old"),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_new"),
    )
