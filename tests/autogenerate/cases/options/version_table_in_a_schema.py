# databases: postgresql
# kinds: add_table

import sqlalchemy as sa

SETUP = ["CREATE SCHEMA house"]
OPTIONS = dict(version_table_schema="house", include_schemas=True)


def before(metadata):
    pass


def after(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))
