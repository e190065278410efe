# databases: postgresql
# kinds:

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text),
        sa.Column("b", sa.Text, sa.Computed("lower(a) || 'x'", persisted=True)),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text),
        sa.Column(
            "b", sa.Text, sa.Computed("(LOWER(a)  ||  'x'::text)", persisted=True)
        ),
    )
