# kinds: add_column

import sqlalchemy as sa

OPTIONS = dict(
    include_object=lambda object, name, type_, reflected, compare_to: not (
        name or ""
    ).startswith("skip")
)


def before(metadata):
    sa.Table("skipped", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("skip_a", sa.Integer),
        sa.Index("skip_ix", "skip_a"),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("b", sa.Integer),
        sa.Column("skip_c", sa.Integer),
    )
