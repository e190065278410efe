# kinds: add_table add_table

import sqlalchemy as sa


def target():
    one, two = sa.MetaData(), sa.MetaData()
    sa.Table("b", one, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table("a", two, sa.Column("id", sa.Integer, primary_key=True))
    return [one, two]


def before(metadata):
    pass
