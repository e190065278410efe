# databases: postgresql
# kinds: add_table remove_table

import sqlalchemy as sa

SETUP = ["CREATE SCHEMA other"]
OPTIONS = dict(include_schemas=True)


def before(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))


def after(metadata):
    sa.Table(
        "t", metadata, sa.Column("id", sa.Integer, primary_key=True), schema="other"
    )
