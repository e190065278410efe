# kinds: add_fk
# instead: Alembic's downgrade names no constraint, and fails
# fails mysql: downgrade: the index that MySQL made for the key stays

import sqlalchemy as sa


def before(metadata):
    sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("p_id", sa.Integer),
    )


def after(metadata):
    sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("p_id", sa.Integer, sa.ForeignKey("p.id")),
    )
