# databases: postgresql
# kinds: add_table modify_constraint_comment remove_fk add_fk modify_constraint_comment modify_constraint_comment
# alembic: add_table remove_fk add_fk

import sqlalchemy as sa


def key(column, name, comment, **options):
    return sa.ForeignKeyConstraint([column], ["p.id"], name=name, comment=comment, **options)


def table(metadata, *constraints):
    sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.Integer),
        *constraints,
    )


def before(metadata):
    table(metadata, key("a", "fk_a", "it's so"), key("b", "fk_b", "b"))


def after(metadata):
    changed = key("b", "fk_b", "b goes", ondelete="CASCADE")
    table(metadata, key("a", "fk_a", "it's not :so"), changed)
    sa.Table("u", metadata, sa.Column("a", sa.Integer), key("a", "fk_u", "a comment"))
