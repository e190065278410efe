# databases: sqlite
# kinds: remove_constraint add_constraint remove_fk remove_constraint add_constraint add_constraint
# alembic: add_constraint remove_fk
# instead: what Alembic writes without a name fails

import sqlalchemy as sa


def table(metadata, *others):
    sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.Integer),
        *others,
    )


def before(metadata):
    table(
        metadata,
        sa.ForeignKeyConstraint(["b"], ["p.id"]),
        sa.UniqueConstraint("a"),
        sa.CheckConstraint("a > 0"),
        sa.CheckConstraint("a < 100"),
    )


def after(metadata):
    table(
        metadata,
        sa.UniqueConstraint("a", "b"),
        sa.CheckConstraint("a > 0"),
        sa.CheckConstraint("a < 200"),
        sa.CheckConstraint("a <> 7"),
    )
