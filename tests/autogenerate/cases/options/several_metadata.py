# kinds: add_table add_table
# differs: tables of several MetaData are sorted together
# shown: tables of several MetaData are sorted together
# instead: tables of several MetaData are sorted together

import sqlalchemy as sa


def target():
    one, two = sa.MetaData(), sa.MetaData()
    sa.Table("b", one, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table("a", two, sa.Column("id", sa.Integer, primary_key=True))
    return [one, two]


def before(metadata):
    pass
