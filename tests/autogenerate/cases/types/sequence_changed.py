# databases: postgresql
# kinds: modify_sequence
# alembic:

import sqlalchemy as sa


def before(metadata):
    sa.Sequence("counter", increment=2, metadata=metadata)
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))


def after(metadata):
    sa.Sequence("counter", increment=5, cache=3, metadata=metadata)
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))
