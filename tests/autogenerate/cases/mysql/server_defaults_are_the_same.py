# databases: mysql
# kinds: 

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, server_default="1"),
        sa.Column("b", sa.Integer, server_default=sa.text("1")),
        sa.Column("c", sa.Integer, server_default=sa.text("(1 + 2)")),
        sa.Column("d", sa.Numeric(10, 2), server_default="0.00"),
        sa.Column("e", sa.Numeric(10, 2), server_default=sa.text("1.5")),
        sa.Column("f", sa.String(20), server_default="it's \\ 100%"),
        sa.Column("g", sa.String(20), server_default=""),
        sa.Column("h", sa.Boolean, server_default=sa.true()),
        sa.Column("i", sa.Boolean, server_default=sa.text("FALSE")),
        sa.Column("j", sa.Text, server_default=sa.text("('x')")),
        sa.Column("k", sa.String(40), server_default=sa.text("(uuid())")),
        sa.Column("l", sa.String(40), server_default=sa.text("(concat('a', \"b\"))")),
        sa.Column("m", sa.Float, server_default=sa.text("1e3")),
        sa.Column("n", sa.Date, server_default="2024-02-29"),
        sa.Column("o", sa.Integer, server_default=sa.text("NULL")),
        sa.Column("p", sa.Enum("x", "y", name="p"), server_default="y"),
        sa.Column("q", sa.JSON, server_default=sa.text("('{}')")),
        sa.Column("r", sa.Date, server_default=sa.text("(curdate())")),
        sa.Column("s", mysql.BIT(1), server_default=sa.text("b'1'")),
        sa.Column("t", sa.Numeric(10, 2), server_default=sa.text("1.50")),
    )


after = before
