# kinds: add_column modify_nullable add_index add_constraint

import sqlalchemy as sa

OPTIONS = dict(render_as_batch=True)


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, nullable=False),
        sa.Column("b", sa.Text),
        sa.Index("ix_b", "b"),
        sa.UniqueConstraint("a", name="uq_t_a"),
    )
