# databases: postgresql
# kinds: add_table add_index remove_table add_column add_fk

import sqlalchemy as sa

SETUP = ["CREATE SCHEMA sales", "CREATE SCHEMA stock"]
OPTIONS = dict(include_schemas=True)


def before(metadata):
    sa.Table(
        "thing", metadata, sa.Column("id", sa.Integer, primary_key=True), schema="stock"
    )
    sa.Table(
        "gone", metadata, sa.Column("id", sa.Integer, primary_key=True), schema="sales"
    )


def after(metadata):
    sa.Table(
        "thing",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("owner_id", sa.Integer),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["sales.person.id"], name="fk_thing_owner"
        ),
        schema="stock",
    )
    sa.Table(
        "person",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, index=True),
        schema="sales",
    )
