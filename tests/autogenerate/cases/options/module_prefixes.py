# kinds: add_column

import sqlalchemy as sa

OPTIONS = dict(
    sqlalchemy_module_prefix="sqlalchemy.",
    alembic_module_prefix="alembic.op.",
    template_args={"imports": "import alembic, sqlalchemy"},
)


def before(metadata):
    sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True))


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text),
    )
