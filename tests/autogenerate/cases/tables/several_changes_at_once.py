# kinds: add_table add_index add_column modify_nullable modify_type remove_index add_index add_constraint add_fk remove_column
# shown postgresql: Alembic looks at tables in the order of a Python set
# fails mysql: downgrade: the index that MySQL made for the key stays

import sqlalchemy as sa


def before(metadata):
    sa.Table("kept", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.String(10)),
        sa.Column("kept_id", sa.Integer),
        sa.Column("gone", sa.Text),
        sa.Index("ix_t_a", "a"),
    )


def after(metadata):
    sa.Table("kept", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, nullable=False),
        sa.Column("b", sa.String(20)),
        sa.Column("kept_id", sa.Integer),
        sa.Column("new", sa.Date, server_default="2020-01-01"),
        sa.Index("ix_t_b", "b"),
        sa.UniqueConstraint("a", "b", name="uq_t_a_b"),
        sa.ForeignKeyConstraint(["kept_id"], ["kept.id"], name="fk_t_kept"),
    )
    sa.Table(
        "added",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, index=True),
    )
