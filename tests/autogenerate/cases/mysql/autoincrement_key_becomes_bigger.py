# databases: mysql
# kinds: modify_type

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))


def after(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.BigInteger, primary_key=True))
