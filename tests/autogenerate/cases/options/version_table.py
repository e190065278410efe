# kinds: add_table

import sqlalchemy as sa

OPTIONS = dict(version_table="applied")


def before(metadata):
    pass


def after(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))
