# databases: postgresql sqlite
# kinds: remove_constraint add_constraint add_constraint
# alembic:

import sqlalchemy as sa


def table(metadata, *conditions):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        *map(sa.CheckConstraint, conditions),
    )


def before(metadata):
    table(metadata, "a > 0")


def after(metadata):
    table(metadata, "a > 1", "a < 100")
