# databases: postgresql
# kinds: modify_default
# alembic:
# fails: the default of the sequence has to be dropped before

import sqlalchemy as sa


def before(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))


def after(metadata):
    sa.Table(
        "t", metadata, sa.Column("id", sa.Integer, sa.Identity(), primary_key=True)
    )
