# kinds: add_table remove_table

import sqlalchemy as sa


def before(metadata):
    sa.Table("old", metadata, sa.Column("id", sa.Integer, primary_key=True))


def after(metadata):
    sa.Table("new", metadata, sa.Column("id", sa.Integer, primary_key=True))
