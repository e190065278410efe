# databases: postgresql
# kinds: add_schema add_table
# alembic: add_table

import sqlalchemy as sa

OPTIONS = dict(include_schemas=True)


def before(metadata):
    pass


def after(metadata):
    sa.Table(
        "t", metadata, sa.Column("id", sa.Integer, primary_key=True), schema="fresh"
    )
