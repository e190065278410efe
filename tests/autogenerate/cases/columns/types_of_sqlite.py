# databases: sqlite
# kinds: add_table

import sqlalchemy as sa


def before(metadata):
    pass


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.SmallInteger),
        sa.Column("b", sa.Unicode(20)),
        sa.Column("c", sa.UnicodeText),
        sa.Column("d", sa.Double),
        sa.Column("e", sa.Interval),
        sa.Column("f", sa.Time),
        sa.Column("g", sa.Uuid),
        sa.Column("h", sa.NCHAR(4)),
        sa.Column("i", sa.PickleType),
        sa.Column("j", sa.Numeric),
        sa.Column("k", sa.Boolean(create_constraint=True, name="ck_t_k")),
        sa.Column("l", sa.String(5).with_variant(sa.Text(), "sqlite")),
    )
