# databases: postgresql
# kinds: add_fk
# shown: Alembic looks at tables in the order of a Python set

import sqlalchemy as sa

SETUP = ["CREATE SCHEMA other"]
OPTIONS = dict(include_schemas=True)


def before(metadata):
    sa.Table(
        "p", metadata, sa.Column("id", sa.Integer, primary_key=True), schema="other"
    )
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("p_id", sa.Integer),
    )


def after(metadata):
    sa.Table(
        "p", metadata, sa.Column("id", sa.Integer, primary_key=True), schema="other"
    )
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "p_id",
            sa.Integer,
            sa.ForeignKey("other.p.id", name="fk_t_p", onupdate="CASCADE"),
        ),
    )
