# kinds: rename_constraint
# kinds sqlite: remove_fk add_fk
# kinds mysql: remove_fk add_fk
# alembic:

import sqlalchemy as sa


def before(metadata):
    sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("p_id", sa.Integer, sa.ForeignKey("p.id", name="fk_old")),
    )


def after(metadata):
    sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("p_id", sa.Integer, sa.ForeignKey("p.id", name="fk_new")),
    )
