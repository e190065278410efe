# kinds:

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.DateTime, server_default=sa.func.now()),
        sa.Column("b", sa.DateTime, server_default=sa.text("CURRENT_TIMESTAMP")),
        sa.Column("c", sa.Boolean, server_default=sa.false()),
        sa.Column("d", sa.Text, server_default=""),
        sa.Column("e", sa.Numeric(5, 2), server_default="1.50"),
        sa.Column("f", sa.JSON, server_default="{}"),
    )


after = before
