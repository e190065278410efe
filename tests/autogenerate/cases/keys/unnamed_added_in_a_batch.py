# databases: postgresql sqlite
# kinds: add_constraint add_fk add_constraint
# alembic: add_constraint add_fk
# instead: what has no name gets the one that the database would give it, by which the downgrade drops it

import sqlalchemy as sa

OPTIONS = dict(render_as_batch=True)


def table(metadata, *others):
    sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        *others,
    )


def before(metadata):
    table(metadata)


def after(metadata):
    table(
        metadata,
        sa.UniqueConstraint("a"),
        sa.ForeignKeyConstraint(["a"], ["p.id"]),
        sa.CheckConstraint("a > 0"),
    )
